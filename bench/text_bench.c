/* What cleaning, folding and translating cost, beside copying the same bytes (the raw limit). */
#include "clock.h"
#include "tr.h"
#include "utf8.h"

#include <stdio.h>

enum { ROUNDS = 20000 };

static const char names[] =
	"Zoë van der Berg, Đặng Nguyễn, "
	"Łukasz Wiśniewski, Jan-Peter d'Hondt, Fatıma Yıldız, Aïsha El Amrani, Sanne de Vries";

struct result {
	int64_t ticks;
	size_t sink; /* so that no work can be left out */
};

static struct result run(struct arena *a, int what)
{
	static const struct speak nl = {LANG_NL, AUD_PROF};
	struct str text = {names, sizeof names - 1}, out;
	struct result r = {.ticks = clock_ticks()};
	for (int i = 0; i < ROUNDS; i++) {
		switch (what) {
		case 0: out = str_copy(a, text); break;
		case 1:
			if (utf8_clean(a, text, TEXT_LINE, &out) != OK)
				BUG("the bench's own text is not UTF-8");
			break;
		case 2: out = utf8_fold(a, text); break;
		default: out = str_from(tr(nl, N_("no end date"))); break;
		}
		r.sink += out.n;
		arena_reset(a);
	}
	r.ticks = clock_ticks() - r.ticks;
	return r;
}

int main(void)
{
	static const char *const rows[] = {"copy", "utf8_clean", "utf8_fold", "tr"};
	struct arena *a = arena_new(1 << 20);
	int64_t raw = 1;
	for (int what = 0; what < 4; what++) {
		struct result r = run(a, what);
		if (what == 0)
			raw = r.ticks > 0 ? r.ticks : 1;
		printf("%s bytes=%zu rounds=%d ns=%lld ratio=%.2f\n", rows[what], sizeof names - 1, ROUNDS,
		       (long long)(r.ticks * 1000 / ROUNDS), (double)r.ticks / (double)raw);
	}
	arena_free(a);
	return 0;
}

/* Whatever is taken for a dump gives rows of the right kinds and valid text, or a refusal with its reason, and comes to
 * an end. The tables are small, so that a run gets to the rows. A sealed file that is none is refused. */
#include "fuzz.h"

#include "dump.h"
#include "sealed.h"
#include "utf8.h"

struct bytes {
	const uint8_t *p;
	size_t n;
};

static enum err get(void *ctx, void *p, size_t n, size_t *got, struct arena *a, struct str *why)
{
	struct bytes *b = ctx;
	(void)a, (void)why;
	*got = n < b->n ? n : b->n;
	if (*got > 0)
		memcpy(p, b->p, *got);
	b->p += *got;
	b->n -= *got;
	return OK;
}

struct taken {
	struct arena *room;
	const struct dump_table *t;
	int64_t rows;
};

static enum err table(void *ctx, const struct dump_table *t, int64_t rows)
{
	struct taken *k = ctx;
	HOLDS(rows >= 0 && t != k->t);
	k->t = t;
	arena_reset(k->room);
	return OK;
}

static enum err row(void *ctx, const struct dump_table *t, const struct val *v)
{
	struct taken *k = ctx;
	HOLDS(t == k->t);
	for (size_t i = 0; i < t->n_cols; i++) {
		char letter = t->cols[i].letter;
		HOLDS(v[i].type != VAL_NULL || !t->cols[i].filled);
		HOLDS(v[i].type == VAL_NULL || v[i].type == (letter == 'i' ? VAL_INT : letter == 't' ? VAL_TEXT : VAL_BLOB));
		HOLDS(v[i].type != VAL_TEXT || utf8_valid(v[i].s));
		HOLDS(v[i].s.n <= DUMP_VALUE_MAX);
	}
	k->rows++;
	arena_reset(k->room);
	return OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct str lines[] = {
		{"column a.id integer not null", 28}, {"column a.t text", 15}, {"column b.a integer", 18},
		{"column b.k blob not null", 24}, {"foreign key b (a) to a", 22}, {"primary key a (id)", 18},
		{"primary key b (k)", 17},
	};
	struct arena *a = arena_new((size_t)128 << 20), *room = arena_new((size_t)128 << 20);
	struct bytes in = {data, size};
	struct dump_tables t;
	struct dump_found found;
	struct str why = {0};
	struct taken k = {.room = room};
	const struct dump_taker taker = {&k, table, row, &why};
	HOLDS(dump_tables_of(a, (struct schema_lines){lines, sizeof lines / sizeof *lines}, &t, &why) == OK);
	enum err e = dump_read(&t, dump_in_new(a, room, (struct source){get, &in}), room, &taker, a, &found, &why);
	HOLDS(e == OK || ((e == ERR_INVALID || e == ERR_TOO_BIG) && why.n > 0));
	HOLDS(e != OK || found.all == k.rows);

	static const struct sealed_private key = {.b = {1}};
	struct sealed_in *sealed;
	struct bytes again = {data, size};
	why = (struct str){0};
	if (size > 0 && data[0] == 'T') {
		e = sealed_open(a, (struct source){get, &again}, &key, &sealed, &why);
		HOLDS(e == ERR_INVALID && why.n > 0);
	}
	arena_free(room);
	arena_free(a);
	return 0;
}

/* What in a question may point at a child, before it is sent (practice 5); and what was given in all. */
#include "advice.h"

#include "date.h"
#include "utf8.h"

enum { FOUND_MAX = 12, WORD_MIN = 3 };

/* The pupils of the school whom this grantee may open. */
static const struct stmt stmt_names = {
	"SELECT DISTINCT t.given_name, t.family_name FROM reach x JOIN route t ON t.id = x.route WHERE x.grantee = $1 AND"
	" x.until > $2 AND t.school = $3 ORDER BY t.given_name, t.family_name LIMIT 2000",
	"iii", "tt"};

struct found {
	struct arena *a;
	struct str v[FOUND_MAX];
	size_t n;
};

static void add(struct found *f, struct str word)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(utf8_fold(f->a, f->v[i]), utf8_fold(f->a, word)))
			return;
	if (f->n < FOUND_MAX)
		f->v[f->n++] = word;
}

/* A letter of any script, or a digit: bytes above ASCII are parts of letters here. */
static bool in_word(char c)
{
	unsigned char u = (unsigned char)c;
	return u >= 0x80 || (u >= '0' && u <= '9') || ((u | 0x20) >= 'a' && (u | 0x20) <= 'z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The word that begins at or after *at; empty: none is left. */
static struct str next_word(struct str text, size_t *at)
{
	while (*at < text.n && !in_word(text.p[*at]))
		(*at)++;
	size_t from = *at;
	while (*at < text.n && in_word(text.p[*at]))
		(*at)++;
	return (struct str){text.p + from, *at - from};
}

/* Is one of the words of the name this word? */
static bool names(struct arena *a, struct str name, struct str folded)
{
	size_t at = 0;
	for (struct str w = next_word(name, &at); w.n > 0; w = next_word(name, &at))
		if (w.n >= WORD_MIN && str_eq(utf8_fold(a, w), folded))
			return true;
	return false;
}

static void find_names(struct found *f, struct str text, const struct rows *r)
{
	size_t at = 0;
	for (struct str w = next_word(text, &at); w.n > 0; w = next_word(text, &at)) {
		struct str folded = utf8_fold(f->a, w);
		for (size_t i = 0; w.n >= WORD_MIN && i < r->n; i++)
			if (names(f->a, rows_text(r, i, 0), folded) || names(f->a, rows_text(r, i, 1), folded)) {
				add(f, w);
				break;
			}
	}
}

/* "12-03-2019", "12/3/19", and "groep 4". */
static void find_marks(struct found *f, struct str text)
{
	size_t at = 0, before = 0;
	struct str last = {0};
	for (struct str w = next_word(text, &at); w.n > 0; before = at, last = w, w = next_word(text, &at)) {
		size_t from = (size_t)(w.p - text.p), to = from, marks = 0;
		while (to < text.n && (is_digit(text.p[to]) || text.p[to] == '-' || text.p[to] == '/'))
			marks += !is_digit(text.p[to++]);
		if (is_digit(w.p[0]) && marks == 2) {
			add(f, (struct str){w.p, to - from});
			at = to;
		}
		if (last.n > 0 && is_digit(w.p[0]) && w.n <= 2 && before + 1 >= from &&
		    str_is(utf8_fold(f->a, last), "groep"))
			add(f, (struct str){last.p, (size_t)(w.p - last.p) + w.n});
	}
}

enum err advice_points(struct act *act, int64_t org, struct str text, struct str *found)
{
	const struct viewer *v = act->viewer;
	struct found f = {.a = act->a};
	struct buf b;
	enum err e = OK;
	for (size_t g = 0; e == OK && g < v->n_grantees; g++) {
		const struct rows *r;
		e = act_exec(act, &stmt_names, DB_ARGS(val_int(v->grantees[g]), val_int(act->now), val_int(org)), &r);
		if (e == OK)
			find_names(&f, text, r);
	}
	find_marks(&f, text);
	buf_init(&b, act->a, 2048);
	for (size_t i = 0; i < f.n; i++)
		buf_printf(&b, "%s" STR_FMT, i == 0 ? "" : ", ", STR_ARG(f.v[i]));
	*found = buf_view(&b);
	return e;
}

/* ---- help given ---- */

static const struct stmt stmt_help = {
	"SELECT count(*), coalesce(sum(minutes), 0) FROM advice WHERE org = $1 AND answered_on >= $2", "it", "ii"};
static const struct stmt stmt_help_all = {
	"SELECT count(*), coalesce(sum(minutes), 0) FROM advice WHERE region = $1 AND answered_on >= $2", "it", "ii"};

struct stmt_asked *advice_help_ask(struct act *act, int64_t org, int32_t since)
{
	return stmt_ask(act, org != 0 ? &stmt_help : &stmt_help_all,
	                DB_ARGS(val_int(org != 0 ? org : act->viewer->region), val_text(date_iso(act->a, since))));
}

enum err advice_help_take(struct act *act, const struct stmt_asked *asked, struct advice_help *out)
{
	const struct rows *r;
	enum err e = stmt_take(act, asked, &r);
	*out = (struct advice_help){.n = 0};
	if (e == OK)
		*out = (struct advice_help){.n = rows_int(r, 0, 0), .minutes = rows_int(r, 0, 1)};
	return e;
}

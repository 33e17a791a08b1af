#include "dump_value.h"

/* A dump that comes in. */
struct reader {
	const struct dump_tables *t;
	struct dump_in *in;
	struct arena *a, *room;
	const struct dump_taker *taker;
	struct dump_found *found;
	struct str why;
};

static enum err fault(struct reader *r, const char *fmt, ...) PRINTF_LIKE(2, 3);
static enum err fault(struct reader *r, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	r->why = str_vprintf(r->a, fmt, ap);
	va_end(ap);
	return ERR_INVALID;
}

static enum err get(struct reader *r, enum val_type type, struct val *out)
{
	enum err e = dump_get(r->in, out);
	if (e == OK && out->type != type)
		return fault(r, "something else stands where it should have a %s",
		             type == VAL_INT ? "number" : type == VAL_TEXT ? "text" : "run of bytes");
	return e;
}

static enum err get_int(struct reader *r, int64_t *out)
{
	struct val v;
	enum err e = get(r, VAL_INT, &v);
	*out = v.i;
	return e;
}

/* Which program it was made by is told apart before anything of it is believed. */
static enum err read_head(struct reader *r)
{
	struct val v;
	int64_t format = 0, migration = 0, tables = 0;
	enum err e = dump_get(r->in, &v);
	if (e != OK || v.type != VAL_TEXT || !str_is(v.s, DUMP_MAGIC))
		return e != OK && e != ERR_INVALID && e != ERR_TOO_BIG ? e : fault(r, "it is no dump of thuisnabij");
	e = get_int(r, &format);
	if (e == OK && format != DUMP_FORMAT)
		return fault(r, "its format is %lld and this program reads %d: use the version that made it or a later one",
		             (long long)format, DUMP_FORMAT);
	if (e == OK)
		e = get_int(r, &migration);
	if (e == OK && migration > r->t->migration)
		return fault(r, "it was made by a newer version (migration %lld; this program knows %d): use that version",
		             (long long)migration, r->t->migration);
	if (e == OK && migration < r->t->migration)
		return fault(r, "it was made by an older version (migration %lld; this program has %d): put it back with that"
		             " version, and then start this one on it", (long long)migration, r->t->migration);
	if (e == OK)
		e = get(r, VAL_BLOB, &v);
	if (e == OK && !str_eq(v.s, (struct str){(const char *)r->t->hash, TABLES_HASH}))
		return fault(r, "it was made by another version of this program, with other tables: use that version");
	if (e == OK)
		e = get_int(r, &tables);
	if (e == OK && tables != (int64_t)r->t->n)
		return fault(r, "it has %lld tables instead of %zu", (long long)tables, r->t->n);
	return e;
}

static enum err read_text(struct reader *r, struct str want, const char *what)
{
	struct val v;
	enum err e = get(r, VAL_TEXT, &v);
	if (e == OK && !str_eq(v.s, want))
		return fault(r, "%s is not what it should be: " STR_FMT " was to come", what, STR_ARG(want));
	return e;
}

static enum err read_table_head(struct reader *r, const struct dump_table *t, int64_t *rows)
{
	int64_t cols = 0;
	enum err e = read_text(r, t->name, "a table");
	if (e == OK)
		e = get_int(r, &cols);
	if (e == OK && cols != (int64_t)t->n_cols)
		return fault(r, "table " STR_FMT " has %lld columns instead of %zu", STR_ARG(t->name), (long long)cols,
		             t->n_cols);
	for (size_t i = 0; e == OK && i < t->n_cols; i++) {
		e = read_text(r, t->cols[i].name, "a column");
		if (e == OK)
			e = read_text(r, (struct str){&t->cols[i].letter, 1}, "the kind of a column");
	}
	if (e == OK)
		e = get_int(r, rows);
	return e == OK && *rows < 0 ? fault(r, "table " STR_FMT " has fewer than no rows", STR_ARG(t->name)) : e;
}

static enum err read_row(struct reader *r, const struct dump_table *t, struct val *row)
{
	static const enum val_type type_of[] = {['i'] = VAL_INT, ['t'] = VAL_TEXT, ['b'] = VAL_BLOB};
	dump_in_row(r->in);
	for (size_t i = 0; i < t->n_cols; i++) {
		enum err e = dump_get(r->in, &row[i]);
		if (e != OK)
			return e;
		if (row[i].type == VAL_NULL ? t->cols[i].filled : row[i].type != type_of[(size_t)t->cols[i].letter])
			return fault(r, "table " STR_FMT ", column " STR_FMT ": a value of another kind", STR_ARG(t->name),
			             STR_ARG(t->cols[i].name));
	}
	enum err e = r->taker->row(r->taker->ctx, t, row);
	if (e != OK)
		r->why = *r->taker->why;
	return e;
}

static enum err read_table(struct reader *r, size_t at)
{
	const struct dump_table *t = &r->t->v[at];
	struct val *row = ARENA_ARRAY(r->a, struct val, t->n_cols);
	int64_t rows = 0;
	enum err e = read_table_head(r, t, &rows);
	if (e == OK && r->taker->table != NULL)
		e = r->taker->table(r->taker->ctx, t, rows);
	for (int64_t i = 0; e == OK && i < rows; i++) {
		e = read_row(r, t, row);
		r->found->rows[at] += e == OK;
	}
	r->found->all += r->found->rows[at];
	return e;
}

static enum err read_end(struct reader *r)
{
	unsigned char hash[DUMP_HASH];
	struct val v;
	int64_t all = 0;
	enum err e = read_text(r, S(DUMP_END), "what closes it");
	if (e == OK)
		e = get_int(r, &all);
	if (e == OK && all != r->found->all)
		return fault(r, "it says %lld rows and has %lld", (long long)all, (long long)r->found->all);
	dump_in_hash(r->in, hash);
	if (e == OK)
		e = get(r, VAL_BLOB, &v);
	if (e == OK && !str_eq(v.s, (struct str){(const char *)hash, sizeof hash}))
		return fault(r, "it is not what was written: the sum at its end does not hold");
	return e == OK ? dump_get_end(r->in) : e;
}

enum err dump_read(const struct dump_tables *t, struct dump_in *in, struct arena *room, const struct dump_taker *taker,
                   struct arena *a, struct dump_found *out, struct str *why)
{
	struct reader r = {.t = t, .in = in, .a = a, .room = room, .taker = taker, .found = out};
	*out = (struct dump_found){.rows = ARENA_ARRAY(a, int64_t, t->n + 1)};
	enum err e = read_head(&r);
	for (size_t i = 0; e == OK && i < t->n; i++)
		e = read_table(&r, i);
	if (e == OK)
		e = read_end(&r);
	if (e != OK)
		*why = r.why.n > 0 ? r.why : dump_in_why(in).n > 0 ? dump_in_why(in) : str_from(err_name(e));
	return e;
}

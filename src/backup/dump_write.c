#include "dump_value.h"

/* A table on its way. */
struct writer {
	const struct dump_tables *t;
	const struct dump_views *from;
	struct dump_out *o;
	struct arena *a;
	struct dump_found *found;
	struct str *why;
	size_t at;         /* the table at hand */
	bool looks_part;   /* of a table that both files have: the rows of the file of looks */
	int64_t rows;
	enum err e;
};

int64_t dump_rows(const struct dump_tables *t, const struct dump_found *f, const char *table)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_is(t->v[i].name, table))
			return f->rows[i];
	return 0;
}

static enum err put_head(struct writer *w)
{
	const struct dump_tables *t = w->t;
	const struct val head[] = {
		val_text(S(DUMP_MAGIC)), val_int(DUMP_FORMAT), val_int(t->migration),
		val_blob((struct str){(const char *)t->hash, TABLES_HASH}), val_int((int64_t)t->n),
	};
	enum err e = OK;
	for (size_t i = 0; e == OK && i < sizeof head / sizeof *head; i++)
		e = dump_put(w->o, head[i]);
	return e;
}

static enum err put_table_head(struct writer *w, int64_t rows)
{
	const struct dump_table *t = &w->t->v[w->at];
	enum err e = dump_put(w->o, val_text(t->name));
	if (e == OK)
		e = dump_put(w->o, val_int((int64_t)t->n_cols));
	for (size_t i = 0; e == OK && i < t->n_cols; i++) {
		e = dump_put(w->o, val_text(t->cols[i].name));
		if (e == OK)
			e = dump_put(w->o, val_text((struct str){&t->cols[i].letter, 1}));
	}
	return e == OK ? dump_put(w->o, val_int(rows)) : e;
}

static enum err refuse(struct writer *w, const char *what)
{
	*w->why = str_printf(w->a, "table " STR_FMT ": %s", STR_ARG(w->t->v[w->at].name), what);
	return ERR_INVALID;
}

static bool put_row(void *ctx, const struct val *row, size_t cols)
{
	struct writer *w = ctx;
	const struct dump_table *t = &w->t->v[w->at];
	size_t bytes = 0;
	if (w->from->looks != NULL && t->place == IN_BOTH &&
	    str_eq(row[t->split].s, t->split_looks) != w->looks_part) {
		w->e = refuse(w, "a row stands in the file of the other kind");
		return false;
	}
	for (size_t i = 0; w->e == OK && i < cols; i++) {
		bytes += row[i].s.n;
		w->e = bytes > DUMP_ROW_MAX ? ERR_TOO_BIG : dump_put(w->o, row[i]);
	}
	if (w->e == ERR_TOO_BIG)
		w->e = refuse(w, "a row is larger than a dump can hold");
	w->rows++;
	return w->e == OK;
}

static enum err count(struct writer *w, struct conn *c, int64_t *n)
{
	const struct rows *r;
	enum err e = db_exec(c, w->a, &w->t->v[w->at].count, DB_NO_ARGS, &r);
	*n = e == OK ? rows_int(r, 0, 0) : 0;
	return e;
}

static enum err put_rows(struct writer *w, struct conn *c)
{
	enum err e = db_each(c, &w->t->v[w->at].read, DB_NO_ARGS, put_row, w);
	return w->e != OK ? w->e : e;
}

static enum err put_table(struct writer *w)
{
	const struct dump_table *t = &w->t->v[w->at];
	const bool two = w->from->looks != NULL;
	int64_t in_main = 0, in_looks = 0;
	enum err e = count(w, w->from->main, &in_main);
	if (e == OK && two)
		e = count(w, w->from->looks, &in_looks);
	if (e == OK && two && (t->place == IN_MAIN ? in_looks : t->place == IN_LOOKS ? in_main : 0) > 0)
		e = refuse(w, "rows stand in the file of the other kind");
	if (e == OK)
		e = put_table_head(w, in_main + in_looks);
	w->rows = 0;
	w->looks_part = true;
	if (e == OK && two && t->place != IN_MAIN)
		e = put_rows(w, w->from->looks);
	w->looks_part = false;
	if (e == OK && !(two && t->place == IN_LOOKS))
		e = put_rows(w, w->from->main);
	if (e == OK && w->rows != in_main + in_looks)
		BUG("a view that moves: table " STR_FMT, STR_ARG(t->name));
	w->found->rows[w->at] = w->rows;
	w->found->all += w->rows;
	return e;
}

enum err dump_write(const struct dump_tables *t, const struct dump_views *from, struct dump_out *o, struct arena *a,
                    struct dump_found *out, struct str *why)
{
	struct writer w = {.t = t, .from = from, .o = o, .a = a, .found = out, .why = why};
	unsigned char hash[DUMP_HASH];
	*out = (struct dump_found){.rows = ARENA_ARRAY(a, int64_t, t->n + 1)};
	enum err e = put_head(&w);
	for (w.at = 0; e == OK && w.at < t->n; w.at++)
		e = put_table(&w);
	if (e == OK)
		e = dump_put(o, val_text(S(DUMP_END)));
	if (e == OK)
		e = dump_put(o, val_int(out->all));
	dump_out_hash(o, hash);
	if (e == OK)
		e = dump_put(o, val_blob((struct str){(const char *)hash, sizeof hash}));
	out->bytes = dump_out_bytes(o);
	return e == OK ? dump_flush(o) : e;
}

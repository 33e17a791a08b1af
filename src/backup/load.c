#include "load.h"

enum { BATCH_ROWS = 200, BATCH_BYTES = 1 << 20, PAUSE_BYTES = 64 << 20, PAUSE_ROWS = 50000 };

struct loader {
	const struct load_to *to;
	struct arena *a, *room;
	const struct dump_table *t;
	struct batch *batch; /* NULL: nothing waits */
	struct bulk *into;   /* of the batch */
	size_t waiting;      /* rows that are not in the database yet; of these the last `held` are not in the batch */
	size_t held;
	struct val values[TABLES_COLUMNS_MAX];
	int64_t rows, bytes; /* since the last pause */
	struct str why;
};

static enum err fault(struct loader *l, enum err e, struct str words)
{
	l->why = str_printf(l->a, "the database does not take table " STR_FMT ": " STR_FMT, STR_ARG(l->t->name),
	                    STR_ARG(words.n > 0 ? words : str_from(err_name(e))));
	return e;
}

/* Fewer rows than go at once go one by one. */
static enum err run(struct loader *l)
{
	if (l->batch == NULL)
		return OK;
	for (size_t i = 0; i < l->held; i++)
		batch_put(l->batch, &l->t->write, l->values + i * l->t->n_cols, l->t->n_cols);
	l->held = 0;
	enum err e = batch_run(l->batch);
	l->batch = NULL;
	return e;
}

static enum err flush(struct loader *l)
{
	enum err e = run(l);
	struct str why = {0};
	l->rows += (int64_t)l->waiting;
	l->bytes += (int64_t)arena_used(l->room);
	l->waiting = 0;
	arena_reset(l->room);
	if (e == OK && l->into != NULL && !l->t->refers_to_itself && (l->rows > PAUSE_ROWS || l->bytes > PAUSE_BYTES)) {
		e = bulk_pause(l->into, &why);
		l->rows = l->bytes = 0;
	}
	return e == OK ? OK : fault(l, e, why);
}

static enum err begin_table(void *ctx, const struct dump_table *t, int64_t rows)
{
	struct loader *l = ctx;
	(void)rows;
	enum err e = l->t == NULL ? OK : flush(l);
	l->t = t;
	l->into = NULL;
	return e;
}

static struct bulk *place_of(const struct loader *l, const struct val *row)
{
	const struct dump_table *t = l->t;
	if (l->to->looks == NULL || t->place == IN_MAIN)
		return l->to->main;
	if (t->place == IN_BOTH && !str_eq(row[t->split].s, t->split_looks))
		return l->to->main;
	return l->to->looks;
}

static enum err put_row(void *ctx, const struct dump_table *t, const struct val *row)
{
	struct loader *l = ctx;
	struct bulk *into = place_of(l, row);
	enum err e = into == l->into ? OK : run(l); /* what waits for the other file; its room is that of this row */
	if (e != OK)
		return fault(l, e, (struct str){0});
	if (l->batch == NULL)
		l->batch = batch_new(bulk_conn(into), l->room);
	l->into = into;
	memcpy(l->values + l->held * t->n_cols, row, t->n_cols * sizeof *row);
	l->waiting++;
	if (++l->held == t->many) {
		batch_put(l->batch, &t->write_many, l->values, t->many * t->n_cols);
		l->held = 0;
	}
	return l->waiting < BATCH_ROWS && arena_used(l->room) < BATCH_BYTES ? OK : flush(l);
}

enum err dump_load(const struct dump_tables *t, struct dump_in *in, struct arena *room, const struct load_to *to,
                   struct arena *a, struct dump_found *out, struct str *why)
{
	struct loader l = {.to = to, .a = a, .room = room};
	const struct dump_taker taker = {&l, begin_table, put_row, &l.why};
	enum err e = dump_read(t, in, room, &taker, a, out, why);
	if (e == OK && l.t != NULL && (e = flush(&l)) != OK)
		*why = l.why;
	return e;
}

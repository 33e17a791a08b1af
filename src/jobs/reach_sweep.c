#include "reach_sweep.h"

#include "reach.h"
#include "shelf.h"

/* A change that began before a moment may be written after the sweep of it: each sweep looks back over the last. */
enum { LOOK_BACK_MS = 10 * 60 * 1000 };
enum { DUE_AT_ONCE = 1000, WAIT_MS = 5000, ROUTE_BYTES = 16 << 20 };

static const struct stmt stmt_swept = {"SELECT value FROM setting WHERE name = 'reach.swept'", "", "t"};
static const struct stmt stmt_swept_put = {"INSERT INTO setting (name, value) VALUES ('reach.swept', $1) ON CONFLICT "
                                           "(name) DO UPDATE SET value = excluded.value",
                                           "t", ""};

static const struct stmt stmt_policy = {"SELECT value FROM setting WHERE name = 'policy.rev'", "", "t"};
static const struct stmt stmt_policy_put = {
	"INSERT INTO setting (name, value) VALUES ('policy.rev', $1)"
	" ON CONFLICT (name) DO UPDATE SET value = excluded.value",
	"t", ""};
static const struct stmt stmt_routes = {"SELECT id FROM route WHERE id > $1 ORDER BY id LIMIT 1000", "i", "i"};

static enum err since_when(struct conn *c, struct arena *a, int64_t *since)
{
	const struct rows *r;
	enum err e = db_exec(c, a, &stmt_swept, DB_NO_ARGS, &r);
	*since = 0;
	if (e == OK && r->n == 1 && !str_to_i64(rows_text(r, 0, 0), since))
		*since = 0; /* not ours: everything once more */
	return e;
}

static enum err remember(struct conn *c, struct arena *a, const struct stmt *put, int64_t value)
{
	const struct rows *r;
	enum err e = db_begin(c);
	if (e == OK)
		e = db_exec(c, a, put, DB_ARGS(val_text(str_printf(a, "%lld", (long long)value))), &r);
	return db_end(c, e);
}

/* `always`: the shelf too when reach itself is as it was. */
static enum err rebuild(struct conn *c, struct arena *a, const struct model *m, int64_t route, int64_t now, bool always,
                        bool *changed)
{
	*changed = false;
	enum err e = db_begin(c);
	if (e == OK)
		e = reach_rebuild(c, a, route, now, changed);
	if (e == OK && (*changed || always))
		e = shelf_rebuild(c, a, m, route, now);
	return db_end(c, e);
}

static enum err rebuild_due(struct conn *c, const struct model *m, const struct rows *due, int64_t now, bool always,
                            int64_t *routes)
{
	struct arena *each = arena_new(ROUTE_BYTES);
	enum err e = OK;
	for (size_t i = 0; e == OK && i < due->n; i++) {
		bool changed;
		e = rebuild(c, each, m, rows_int(due, i, 0), now, always, &changed);
		*routes += changed || always;
		arena_reset(each);
	}
	arena_free(each);
	return e;
}

static enum err sweep_all(struct conn *c, const struct model *m, struct arena *a, int64_t now, int64_t *routes)
{
	const struct rows *due;
	int64_t since, after = 0;
	enum err e = since_when(c, a, &since);
	*routes = 0;
	do {
		if (e == OK)
			e = reach_due(c, a, since - LOOK_BACK_MS, now, after, &due);
		if (e == OK)
			e = rebuild_due(c, m, due, now, false, routes);
		if (e != OK)
			return e;
		if (due->n > 0)
			after = rows_int(due, due->n - 1, 0);
	} while (due->n == DUE_AT_ONCE);
	return remember(c, a, &stmt_swept_put, now);
}

static enum err fit_all(struct conn *c, const struct model *m, struct arena *a, int64_t now, int64_t *routes)
{
	const struct rows *found, *due;
	const int64_t rev = (int64_t)(policy_rev() >> 1) + SHELF_REV;
	int64_t was = 0, after = 0;
	enum err e = db_exec(c, a, &stmt_policy, DB_NO_ARGS, &found);
	*routes = 0;
	if (e != OK || (found->n == 1 && str_to_i64(rows_text(found, 0, 0), &was) && was == rev))
		return e;
	do {
		e = db_exec(c, a, &stmt_routes, DB_ARGS(val_int(after)), &due);
		if (e == OK)
			e = rebuild_due(c, m, due, now, true, routes);
		if (e != OK)
			return e;
		if (due->n > 0)
			after = rows_int(due, due->n - 1, 0);
	} while (due->n == DUE_AT_ONCE);
	return remember(c, a, &stmt_policy_put, rev);
}

typedef enum err round_of(struct conn *c, const struct model *m, struct arena *a, int64_t now, int64_t *routes);

static enum err on_conn(round_of *fn, struct db *db, const struct model *m, struct arena *a, int64_t now,
                        int64_t *routes)
{
	struct conn *c;
	enum err e = db_take(db, WAIT_MS, &c);
	if (e != OK)
		return e;
	e = fn(c, m, a, now, routes);
	db_give(db, c);
	return e;
}

enum err reach_sweep(struct db *db, const struct model *m, struct arena *a, int64_t now, int64_t *routes)
{
	return on_conn(sweep_all, db, m, a, now, routes);
}

enum err reach_fit_policy(struct db *db, const struct model *m, struct arena *a, int64_t now, int64_t *routes)
{
	return on_conn(fit_all, db, m, a, now, routes);
}

#include "scope.h"

#include "access.h"
#include "look.h"
#include "model.h"

static bool may_read(const struct seen *of, const struct record *rec)
{
	return (of->allowed.reads & PART_BIT(rec->part)) != 0;
}

static size_t put(const struct act *act, struct batch *b, const struct seen *of, const struct record *rec)
{
	const struct record_sql *sql = model_sql(act->model, rec);
	if (!record_of_child(rec) || of->route == 0)
		BUG("%s is no record of a child", rec->name);
	if (record_piece_of(rec, of->row.rec))
		return batch_put(b, &sql->of_parent, DB_ARGS(val_int(of->row.id)));
	return batch_put(b, &sql->of_route, DB_ARGS(val_int(of->route)));
}

static void take(struct act *act, const struct seen *of, const struct record *rec, const struct rows *rows,
                 struct seen_page *out)
{
	out->v = ARENA_ARRAY(act->a, struct seen, rows->n);
	for (size_t i = 0; i < rows->n; i++) {
		struct seen s = {.row = row_take(act, rec, rows, i), .route = of->route, .allowed = of->allowed};
		if (!reach_holds(&s.allowed, &s.row))
			continue;
		seen_mask(act->a, &s);
		out->v[out->n++] = s;
	}
	/* The child's name beside what the pupil closes is no look of its own: the day of it would tell of the other. */
	bool beside = rec->is_route && of->row.rec != NULL && of->row.rec->part == PART_LEERLING;
	enum part as = beside ? PART_LEERLING : rec->part;
	look_add(act, of->route, as, of->allowed.purpose[as], of->allowed.grantee[as]);
}

struct pieces_at scope_pieces_put(const struct act *act, struct batch *b, const struct seen *of,
                                  const struct record *const *recs, size_t n)
{
	struct pieces_at at = {.first = 0};
	bool any = false;
	for (size_t i = 0; i < n; i++) {
		if (!may_read(of, recs[i]))
			continue;
		size_t place = put(act, b, of, recs[i]);
		if (!any)
			at.first = place;
		any = true;
	}
	return at;
}

void scope_pieces_take(struct act *act, const struct batch *b, struct pieces_at at, const struct seen *of,
                       const struct record *const *recs, size_t n, struct seen_page *out)
{
	for (size_t i = 0, k = 0; i < n; i++) {
		out[i] = (struct seen_page){.v = NULL};
		if (may_read(of, recs[i]))
			take(act, of, recs[i], batch_rows(b, at.first + k++), &out[i]);
	}
}

enum err scope_pieces_all(struct act *act, const struct seen *of, const struct record *const *recs, size_t n,
                          struct seen_page *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	struct pieces_at at = scope_pieces_put(act, b, of, recs, n);
	e = batch_run(b);
	if (e == OK)
		scope_pieces_take(act, b, at, of, recs, n, out);
	return e;
}

enum err scope_pieces(struct act *act, const struct seen *of, const struct record *rec, struct seen_page *out)
{
	return may_read(of, rec) ? scope_pieces_all(act, of, &rec, 1, out) : ERR_NOT_FOUND;
}

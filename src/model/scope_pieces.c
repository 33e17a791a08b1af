#include "scope.h"

#include "access.h"
#include "look.h"
#include "model.h"

static bool is_piece_of(const struct record *rec, const struct record *whole)
{
	return rec->parent != NULL && rec->parent->ref == whole;
}

enum err scope_pieces(struct act *act, const struct seen *of, const struct record *rec, struct seen_page *out)
{
	const struct record_sql *sql = model_sql(act->model, rec);
	bool piece = is_piece_of(rec, of->row.rec);
	const struct rows *rows;
	*out = (struct seen_page){.v = NULL};
	if (!record_of_child(rec) || of->route == 0)
		BUG("%s is no record of a child", rec->name);
	if ((of->allowed.reads & PART_BIT(rec->part)) == 0)
		return ERR_NOT_FOUND;
	enum err e = act_exec(act, piece ? &sql->of_parent : &sql->of_route,
	                      DB_ARGS(val_int(piece ? of->row.id : of->route)), &rows);
	if (e != OK)
		return e;
	out->v = ARENA_ARRAY(act->a, struct seen, rows->n);
	for (size_t i = 0; i < rows->n; i++) {
		struct seen s = {.row = row_take(act->a, rec, rows, i), .route = of->route, .allowed = of->allowed};
		seen_mask(act->a, &s);
		out->v[out->n++] = s;
	}
	look_add(act, of->route, rec->part, of->allowed.purpose[rec->part], of->allowed.grantee[rec->part]);
	return OK;
}

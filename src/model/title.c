#include "title.h"

#include "listing.h"
#include "model.h"

struct str row_title(struct arena *a, struct speak sp, const struct row *r)
{
	const struct field *f = r->rec->title;
	struct str named = f == NULL ? (struct str){0} : f->type->show(a, sp, f, row_val(r, f));
	return named.n > 0 ? named : str_from(tr(sp, r->rec->label));
}

/* May the reader of `seen` know what this row is called? Of a child only what belongs to the same child, in a part that
 * is open. */
static enum err may_know(struct act *act, const struct seen *seen, const struct row *r, bool *may)
{
	const struct record *rec = r->rec;
	*may = false;
	if (rec->title == NULL || rec->title->privacy == PRIV_SECRET)
		return OK;
	if (record_of_child(rec)) {
		int64_t route = rec->is_route ? r->id : row_int(r, rec->route);
		*may = seen->route != 0 && seen->route == route && (seen->allowed.reads & PART_BIT(rec->part)) != 0 &&
		       reach_holds(&seen->allowed, r) &&
		       (rec->title->hides & seen->allowed.hides[rec->part]) == 0;
		return OK;
	}
	enum err e = access_row(act, r, OP_READ);
	*may = e == OK;
	return e == ERR_NOT_FOUND || e == ERR_DENIED ? OK : e;
}

static bool refers(const struct told *t)
{
	const struct record *to = t->field->type == &T_REF ? t->field->ref : NULL;
	/* What may point at records of many types has no title of its own. */
	return to != NULL && to != &ref_many && t->v.type == VAL_INT && t->v.i != 0;
}

static enum err read_refs(struct act *act, const struct seen *const *of, struct told *v, size_t n)
{
	struct batch *b;
	size_t *at = ARENA_ARRAY(act->a, size_t, n + 1), asked = 0;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	for (size_t i = 0; i < n; i++) {
		at[i] = refers(&v[i]) ? batch_put(b, &model_sql(act->model, v[i].field->ref)->by_id, DB_ARGS(v[i].v)) : 0;
		asked += refers(&v[i]);
	}
	if (asked == 0)
		return OK;
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++) {
		bool may;
		if (!refers(&v[i]) || batch_rows(b, at[i])->n == 0)
			continue;
		struct row r = row_take(act, v[i].field->ref, batch_rows(b, at[i]), 0);
		e = may_know(act, of[i], &r, &may);
		if (e == OK && may)
			v[i].text = row_title(act->a, act->speak, &r);
	}
	return e;
}

static enum err told_all(struct act *act, const struct seen *const *of, struct told *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v[i].text = v[i].v.type == VAL_NULL || v[i].field->type == &T_REF
			            ? (struct str){0}
			            : v[i].field->type->show(act->a, act->speak, v[i].field, v[i].v);
	return read_refs(act, of, v, n);
}

enum err told_read(struct act *act, const struct seen *seen, struct told *v, size_t n)
{
	const struct seen **of = ARENA_ARRAY(act->a, const struct seen *, n + 1);
	for (size_t i = 0; i < n; i++)
		of[i] = seen;
	return told_all(act, of, v, n);
}

enum err told_rows(struct act *act, const struct seen *v, size_t n, const struct str ***out)
{
	size_t all = 0, k = 0;
	for (size_t i = 0; i < n; i++)
		all += v[i].row.rec->n;
	struct told *told = ARENA_ARRAY(act->a, struct told, all + 1);
	const struct seen **of = ARENA_ARRAY(act->a, const struct seen *, all + 1);
	for (size_t i = 0; i < n; i++)
		for (size_t f = 0; f < v[i].row.rec->n; f++, k++) {
			told[k] = (struct told){.field = &v[i].row.rec->fields[f], .v = row_at(&v[i].row, f)};
			of[k] = &v[i];
		}
	enum err e = told_all(act, of, told, all);
	if (e != OK)
		return e;
	const struct str **texts = ARENA_ARRAY(act->a, const struct str *, n + 1);
	k = 0;
	for (size_t i = 0; i < n; i++) {
		struct str *row = ARENA_ARRAY(act->a, struct str, v[i].row.rec->n);
		for (size_t f = 0; f < v[i].row.rec->n; f++)
			row[f] = told[k++].text;
		texts[i] = row;
	}
	*out = texts;
	return OK;
}

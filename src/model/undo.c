#include "change.h"

#include "access.h"
#include "change_impl.h"
#include "change_sql.h"
#include "reach.h"

struct group {
	int64_t id, at, account, undo_until, undone_at;
	struct str done;
};

static enum err group_load(struct act *act, struct str pid, struct group *out)
{
	const struct rows *r;
	if (act->viewer == NULL)
		return ERR_NOT_FOUND;
	enum err e = act_exec(act, &stmt_group_by_pid, DB_ARGS(val_text(pid)), &r);
	if (e != OK)
		return e;
	if (r->n == 0 || rows_int(r, 0, 2) != act->viewer->account)
		return ERR_NOT_FOUND;
	*out = (struct group){
		.id = rows_int(r, 0, 0),
		.at = rows_int(r, 0, 1),
		.account = rows_int(r, 0, 2),
		.done = rows_text(r, 0, 3),
		.undo_until = rows_int(r, 0, 4),
		.undone_at = rows_int(r, 0, 5),
	};
	return OK;
}

enum err change_notice(struct act *act, struct str pid, struct change_notice *out)
{
	struct group g;
	enum err e = group_load(act, pid, &g);
	if (e != OK)
		return e;
	if (act->now - g.at > UNDO_MS)
		return ERR_NOT_FOUND;
	*out = (struct change_notice){
		.pid = pid,
		.done = g.done.p,
		.undo = g.undo_until > act->now && g.undone_at == 0,
		.undone = g.undone_at != 0,
	};
	return OK;
}

enum err value_from_history(const struct field *f, struct val text, struct val *out)
{
	*out = text;
	if (text.type == VAL_NULL)
		return OK;
	if (f->type->column == 'i') {
		int64_t i;
		if (!str_to_i64(text.s, &i))
			return ERR_INVALID;
		*out = val_int(i);
	} else if (f->type->load != NULL) {
		*out = f->type->load(text);
	}
	return OK;
}

/* What one may not write any more is not taken back either: relations, seats and roles end. */
static enum err may_take_back(struct act *act, const struct row *now)
{
	const struct record *rec = now->rec;
	struct allowed allowed;
	if (rec->may_undo != NULL)
		return rec->may_undo(act, now);
	if (!record_of_child(rec) && rec->n_access > 0)
		return access_row(act, now, OP_CHANGE);
	if (rec->is_relation || (!rec->is_route && rec->route == NULL))
		return ERR_DENIED;
	enum err e = reach_allowed(act, rec->is_route ? now->id : row_int(now, rec->route), &allowed);
	if (e == OK && (allowed.writes & PART_BIT(rec->part)) == 0)
		e = ERR_DENIED;
	return e;
}

static bool same_record(const struct rows *values, size_t i, size_t k)
{
	return rows_int(values, i, 1) == rows_int(values, k, 1) && str_eq(rows_text(values, i, 0), rows_text(values, k, 0));
}

/* The step from one state to another, by their codes; NULL: there is none. */
static const struct transition *step_between(const struct record *rec, struct str was, struct str is)
{
	int from = flow_place(rec, was), to = flow_place(rec, is);
	for (size_t i = 0; from >= 0 && i < rec->n_flow; i++)
		if (rec->flow[i].to == to && (rec->flow[i].from >> from & 1) != 0)
			return &rec->flow[i];
	return NULL;
}

/* The value of the state among those of the record of value `i`; values->n: the change made no step with it. */
static size_t state_value(const struct record *rec, const struct rows *values, size_t i)
{
	for (size_t k = i; rec->state != NULL && k < values->n && same_record(values, i, k); k++)
		if (str_is(rows_text(values, k, 2), rec->state->name))
			return k;
	return values->n;
}

static enum err may_step_back(struct act *act, const struct row *now, const struct rows *values, size_t state)
{
	const struct transition *t = step_between(now->rec, rows_text(values, state, 3), rows_text(values, state, 4));
	return t == NULL || !t->undo ? ERR_DENIED : flow_right(act, now, t);
}

/* The record of value `i` as it is now, open to be changed. A step is taken back only where it says so, by who may make
 * it. */
static enum err open_again(struct act *act, const struct rows *values, size_t i, struct row *now)
{
	const struct record *rec = model_find(act->model, rows_text(values, i, 0));
	enum err e = rec == NULL ? ERR_DENIED : record_by_id(act, rec, rows_int(values, i, 1), now);
	if (e != OK)
		return e;
	size_t state = state_value(rec, values, i);
	if (state < values->n)
		return may_step_back(act, now, values, state);
	e = may_take_back(act, now);
	/* What no form may change any more (a plan that parents are asked about) stays as it is. */
	return e == OK && !flow_open(now) ? ERR_CONFLICT : e;
}

/* One field back to what it was, if it still is what the change made of it. */
static enum err take_back(struct act *act, struct change *c, const struct row *now, const struct rows *values,
                          size_t i)
{
	const struct field *f = record_named(now->rec, rows_text(values, i, 2));
	struct val was, made;
	if (f == NULL || f->privacy == PRIV_SECRET || !field_by(f, act->viewer->role))
		return ERR_DENIED;
	enum err e = value_from_history(f, rows_val(values, i, 3), &was);
	if (e == OK)
		e = value_from_history(f, rows_val(values, i, 4), &made);
	if (e != OK)
		return e;
	if (!val_eq(row_val(now, f), made))
		return ERR_CONFLICT;
	change_restore(c, now, f, was);
	return OK;
}

/* The values of a group stand together per record. */
static bool begins_record(const struct rows *values, size_t i)
{
	return i == 0 || rows_int(values, i, 1) != rows_int(values, i - 1, 1) ||
	       !str_eq(rows_text(values, i, 0), rows_text(values, i - 1, 0));
}

enum err change_undo(struct act *act, struct str pid)
{
	struct group g;
	const struct rows *values;
	struct row now;
	enum err e = group_load(act, pid, &g);
	if (e == OK)
		e = act_exec(act, &stmt_group_values, DB_ARGS(val_int(g.id)), &values);
	if (e != OK)
		return e;
	if (g.undo_until <= act->now)
		return ERR_NOT_FOUND;
	struct change *c = change_begin(act, N_("Taken back"), 0);
	c->undoes = g.id;
	for (size_t i = 0; e == OK && i < values->n; i++) {
		if (begins_record(values, i))
			e = open_again(act, values, i, &now);
		if (e == OK)
			e = take_back(act, c, &now, values, i);
	}
	if (e != OK)
		return e;
	change_exec(c, &stmt_group_undone, DB_ARGS(val_int(g.id), val_int(act->now), val_int(act->now)), 1);
	e = change_commit(c);
	return e == ERR_INVALID ? ERR_CONFLICT : e; /* nothing was typed: it does not fit with what came after */
}

enum err form_key_answer(struct act *act, struct str key, struct str *location)
{
	const struct rows *r;
	int64_t account = act->viewer == NULL ? 0 : act->viewer->account;
	enum err e = act_exec(act, &stmt_form_key, DB_ARGS(val_int(account), val_text(key)), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*location = rows_text(r, 0, 0);
	return OK;
}

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

struct kept kept_take(const struct rows *r, size_t i, int64_t group, bool old, size_t text)
{
	struct val v = rows_val(r, i, text);
	return (struct kept){group, old, v.type == VAL_NULL ? rows_val(r, i, text + 2) : v};
}

static enum err open_kept(struct act *act, const struct row *now, const struct field *f, const struct kept *kept,
                          struct val *out)
{
	const struct seal_place at = seal_in_history(act->a, f, kept->old, now->id, kept->group);
	struct str plain;
	enum err e = seal_open(act, seal_of_row(now), &at, kept->v.s, &plain);
	*out = e == OK ? val_text(plain) : val_null();
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err value_from_history(struct act *act, const struct row *now, const struct field *f, const struct kept *kept,
                            struct val *out)
{
	*out = kept->v;
	if (kept->v.type == VAL_NULL)
		return OK;
	if (kept->v.type == VAL_BLOB)
		return open_kept(act, now, f, kept, out);
	if (f->type->column == 'i') {
		int64_t i;
		if (!str_to_i64(kept->v.s, &i))
			return ERR_INVALID;
		*out = val_int(i);
	} else if (f->type->load != NULL) {
		*out = f->type->load(kept->v);
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
	if (e == OK && ((allowed.writes & PART_BIT(rec->part)) == 0 || !reach_writes(&allowed, now)))
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

/* A route that came into its state by the step of another record of this change goes back with that one, for who may
 * take that step back. */
static enum err may_go_along(struct act *act, const struct record *rec, const struct rows *values, size_t i)
{
	for (size_t k = 0; rec->is_route && k < values->n; k++) {
		const struct record *other = model_find(act->model, rows_text(values, k, 0));
		struct row lead;
		if (other == NULL || other->is_route || other->state == NULL || same_record(values, i, k) ||
		    !str_is(rows_text(values, k, 2), other->state->name))
			continue;
		enum err e = record_by_id(act, other, rows_int(values, k, 1), &lead);
		return e != OK ? e : may_step_back(act, &lead, values, k);
	}
	return ERR_DENIED;
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
	if (state < values->n) {
		e = may_step_back(act, now, values, state);
		return e == ERR_DENIED ? may_go_along(act, rec, values, i) : e;
	}
	e = may_take_back(act, now);
	/* What no form may change any more (a plan that parents are asked about) stays as it is. */
	return e == OK && !flow_open(now) ? ERR_CONFLICT : e;
}

/* One field back to what it was, if it still is what the change made of it. */
static enum err take_back(struct act *act, struct change *c, const struct row *now, int64_t group,
                          const struct rows *values, size_t i)
{
	const struct field *f = record_named(now->rec, rows_text(values, i, 2));
	struct val was, made;
	if (f == NULL || f->privacy == PRIV_SECRET || !field_by(f, act->viewer->role))
		return ERR_DENIED;
	const struct kept old = kept_take(values, i, group, true, 3), new = kept_take(values, i, group, false, 4);
	enum err e = value_from_history(act, now, f, &old, &was);
	if (e == OK)
		e = value_from_history(act, now, f, &new, &made);
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

/* All values of the record of value `i`, or why they stay. */
static enum err take_record_back(struct act *act, struct change *c, int64_t group, const struct rows *values, size_t i)
{
	struct row now;
	enum err e = open_again(act, values, i, &now);
	for (size_t k = i; e == OK && k < values->n && (k == i || !begins_record(values, k)); k++)
		e = take_back(act, c, &now, group, values, k);
	return e;
}

static bool stands_in_the_way(enum err e)
{
	return e == ERR_CONFLICT || e == ERR_DENIED || e == ERR_NOT_FOUND;
}

/* Per record, in a change of its own that nobody commits: which can, and which cannot. */
static enum err try_all(struct act *act, int64_t group, const struct rows *values, struct undo *u)
{
	u->blocked = ARENA_ARRAY(act->a, struct undo_blocked, values->n + 1);
	for (size_t i = 0; i < values->n; i++) {
		if (!begins_record(values, i))
			continue;
		enum err e = take_record_back(act, change_begin(act, N_("Taken back"), 0), group, values, i);
		if (e != OK && !stands_in_the_way(e))
			return e;
		u->n_records++;
		if (e != OK)
			u->blocked[u->n_blocked++] = (struct undo_blocked){
				model_find(act->model, rows_text(values, i, 0)), rows_int(values, i, 1), e};
	}
	return OK;
}

static bool is_blocked(const struct undo *u, const struct rows *values, size_t i)
{
	for (size_t k = 0; k < u->n_blocked; k++)
		if (u->blocked[k].id == rows_int(values, i, 1) && u->blocked[k].rec != NULL &&
		    str_is(rows_text(values, i, 0), u->blocked[k].rec->name))
			return true;
	return false;
}

static enum err open_group(struct act *act, struct str pid, struct group *g, const struct rows **values)
{
	enum err e = group_load(act, pid, g);
	if (e == OK)
		e = act_exec(act, &stmt_group_values, DB_ARGS(val_int(g->id)), values);
	return e == OK && g->undo_until <= act->now ? ERR_NOT_FOUND : e;
}

/* Those that are not blocked, in one change. */
static enum err take_group_back(struct act *act, const struct group *g, const struct rows *values, const struct undo *u)
{
	enum err e = OK;
	struct change *c = change_begin_many(act, N_("Taken back"), 0, values->n);
	c->undoes = g->id;
	for (size_t i = 0; e == OK && i < values->n; i++)
		if (begins_record(values, i) && !is_blocked(u, values, i))
			e = take_record_back(act, c, g->id, values, i);
	if (e != OK)
		return e;
	change_exec(c, &stmt_group_undone, DB_ARGS(val_int(g->id), val_int(act->now), val_int(act->now)), 1);
	e = change_commit(c);
	return e == ERR_INVALID ? ERR_CONFLICT : e; /* nothing was typed: it does not fit with what came after */
}

enum err change_undo(struct act *act, struct str pid)
{
	struct group g;
	const struct rows *values;
	const struct undo all = {.others = false};
	enum err e = open_group(act, pid, &g, &values);
	return e == OK ? take_group_back(act, &g, values, &all) : e;
}

enum err change_undo_many(struct act *act, struct str pid, struct undo *u)
{
	struct group g;
	const struct rows *values;
	enum err e = open_group(act, pid, &g, &values);
	if (e == OK)
		e = g.undone_at != 0 ? ERR_NOT_FOUND : try_all(act, g.id, values, u);
	if (e != OK)
		return e;
	if (u->n_blocked > 0 && (!u->others || u->n_blocked == u->n_records))
		return ERR_CONFLICT;
	return take_group_back(act, &g, values, u);
}

/* Only what names them: what is in them is for who may open them. */
static enum err pids_of(struct act *act, struct touched *v, size_t n)
{
	struct batch *b;
	size_t *at = ARENA_ARRAY(act->a, size_t, n + 1);
	enum err e = act_batch(act, &b);
	for (size_t i = 0; e == OK && i < n; i++)
		at[i] = batch_put(b, &model_sql(act->model, v[i].rec)->by_id, DB_ARGS(val_int(v[i].id)));
	if (e == OK)
		e = batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++)
		if (batch_rows(b, at[i])->n == 1)
			v[i].pid = row_take(act, v[i].rec, batch_rows(b, at[i]), 0).pid;
	return e;
}

enum err change_touched(struct act *act, struct str pid, struct touched *out, size_t most, size_t *n)
{
	struct group g;
	const struct rows *values;
	*n = 0;
	enum err e = group_load(act, pid, &g);
	if (e == OK && act->now - g.at > DAY_MS)
		e = ERR_NOT_FOUND;
	if (e == OK)
		e = act_exec(act, &stmt_group_values, DB_ARGS(val_int(g.id)), &values);
	for (size_t i = 0; e == OK && i < values->n && *n < most; i++) {
		const struct record *rec = model_find(act->model, rows_text(values, i, 0));
		if (begins_record(values, i) && rec != NULL)
			out[(*n)++] = (struct touched){.rec = rec, .id = rows_int(values, i, 1)};
	}
	return e == OK ? pids_of(act, out, *n) : e;
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

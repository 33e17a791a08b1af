/* Random operations that write: fields that people type, steps, new records, relations, and taking back. */
#include "operations.h"

#include "date.h"
#include "flow.h"
#include "listing.h"
#include "model.h"
#include "people.h"
#include "sample.h"

#include <stdio.h>

enum { TYPED_MAX = 6, TRIES = 30 };

void op_did(struct run *op, const struct change *c)
{
	const struct viewer *v = op->act->viewer;
	size_t at = op->last_done = op->n_done++ % GROUPS;
	op->done[at] = (struct done){.account = v->account, .role = v->role};
	snprintf(op->done[at].pid, sizeof op->done[at].pid, STR_FMT, STR_ARG(change_pid(c)));
}

static enum err commit(struct run *op, struct change *c)
{
	enum err e = change_commit(c);
	if (e != ERR_INVALID)
		return e;
	const struct reasons *why = change_reasons(c);
	for (size_t i = 0; why != NULL && i < why->n; i++)
		op_say(op, "\"%s\"", why->v[i].text);
	return e;
}

static enum err commit_back(struct run *op, struct change *c)
{
	enum err e = commit(op, c);
	if (e == OK)
		op_did(op, c);
	return e;
}

/* ---- what is typed ---- */

/* A form with right and, now and then, wrong values in some of these fields. */
static struct form *typed(struct run *op, const struct form_def *def, const struct seen *s)
{
	struct arena *a = op->act->a;
	struct pair *v = ARENA_ARRAY(a, struct pair, def->n + 1);
	struct pairs posted = {.v = v};
	for (size_t i = 0; i < def->n; i++) {
		const struct field *f = def->fields[i];
		if (f->type->sample == NULL || f->type->raw == NULL || op_below(op, 8) == 0)
			continue;
		struct str raw = f->type->raw(a, f, f->type->sample(a, f, &op->dice));
		if (op_below(op, 40) == 0)
			raw = S("\xe2\x80\x9cwrong\xe2\x80\x9d 99-99-9999");
		v[posted.n++] = (struct pair){str_from(f->name), raw};
	}
	struct form *form = form_new(a, def);
	form_shut(form, s->row.rec, s->hidden);
	form_parse(form, a, op->act->speak, posted);
	form->rev = s->row.rev - (op_below(op, 20) == 0 ? 1 : 0); /* now and then an older one */
	return form;
}

static bool can_be_typed(const struct field *f)
{
	return f->need != NEED_SERVER && f->type->sample != NULL && !f->type->secret && f->privacy != PRIV_SECRET;
}

/* Some fields of a record, as a form of a page has them. */
static const struct form_def *some_fields(struct run *op, const struct record *rec)
{
	const struct field **fields = ARENA_ARRAY(op->act->a, const struct field *, rec->n + 1);
	struct form_def *def = ARENA_NEW(op->act->a, struct form_def);
	size_t n = 0;
	for (size_t i = 0; i < rec->n && n < TYPED_MAX; i++)
		if (can_be_typed(&rec->fields[i]) && op_below(op, 3) != 0)
			fields[n++] = &rec->fields[i];
	*def = (struct form_def){.name = "operations", .fields = fields, .n = n, .submit = "Save"};
	return def;
}

/* ---- what is there ---- */

static bool may_be_saved(const struct record *rec)
{
	return !rec->is_relation && rec->holder == NULL && (record_of_child(rec) || rec->n_access > 0);
}

/* Opened for writing, as a page would; a record of no child is not masked. */
static enum err open_for_writing(struct run *op, const struct thing *t, struct seen *s)
{
	if (record_of_child(t->rec))
		return scope_open(op->act, t->rec, str_from(t->pid), true, s);
	*s = (struct seen){.hidden = ARENA_ARRAY(op->act->a, bool, t->rec->n)};
	memset((void *)(uintptr_t)s->hidden, 0, t->rec->n * sizeof(bool));
	enum err e = record_by_pid(op->act, t->rec, str_from(t->pid), &s->row);
	return e == OK ? access_row(op->act, &s->row, OP_CHANGE) : e;
}

/* One that this reader may write, most often of an own child; where a few tries find one. */
static enum err some_of(struct run *op, bool with_steps, struct seen *s)
{
	enum err e = ERR_NOT_FOUND;
	for (int i = 0; i < TRIES && (e == ERR_NOT_FOUND || e == ERR_DENIED); i++) {
		const struct thing *any = op_thing(op, NULL);
		if (any == NULL)
			return ERR_NOT_FOUND;
		struct thing t = *any;
		e = record_of_child(t.rec) && op_below(op, 8) != 0 ? op_mine(op, op_below(op, 2) == 0 ? NULL : t.rec, &t) : OK;
		if (e == OK && (!may_be_saved(t.rec) || (with_steps && t.rec->n_flow == 0)))
			e = ERR_NOT_FOUND;
		if (e == OK)
			e = open_for_writing(op, &t, s);
		if (e == OK)
			op_say(op, "%s %s", t.rec->name, t.pid);
	}
	return e;
}

enum err op_save(struct run *op)
{
	struct seen s;
	enum err e = some_of(op, false, &s);
	if (e != OK)
		return e;
	const struct form_def *def = some_fields(op, s.row.rec);
	struct form *form = typed(op, def, &s);
	if (form->errors > 0) {
		for (size_t i = 0; i < def->n; i++)
			op_say(op, form->error[i].n > 0 ? "-%s" : "%s", def->fields[i]->name);
		return ERR_INVALID;
	}
	struct change *c = change_begin(op->act, "Saved", CHANGE_UNDO);
	change_put(c, s.row.rec, s.row.id, form);
	e = commit_back(op, c);
	if (e == ERR_CONFLICT)
		op_say(op, "theirs %s", err_name(change_conflict(c, form)));
	return e;
}

enum err op_step(struct run *op)
{
	struct seen s;
	struct step steps[STEPS_MAX];
	size_t n = 0;
	enum err e = some_of(op, true, &s);
	if (e == OK)
		e = flow_steps(op->act, &s, steps, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		op_say(op, "%s:%s", steps[i].t->name, err_name(steps[i].may));
	if (e != OK || n == 0)
		return e;
	const struct transition *t = steps[op_below(op, n)].t;
	struct form *form = typed(op, t->form == NULL ? &form_step : t->form, &s);
	op_say(op, "-> %s", t->name);
	if (form->errors > 0)
		return ERR_INVALID;
	struct change *c = change_begin(op->act, t->done, t->undo ? CHANGE_UNDO : 0);
	change_move(c, &s, t, form);
	return commit_back(op, c);
}

/* ---- new ones ---- */

static int64_t some_id(void *ctx, const struct record *rec, const struct field *f)
{
	struct run *op = ctx;
	bool anyone = f->ref == &ref_many || f->ref == NULL;
	const struct thing *t = op_thing(op, anyone ? model_find(op->act->model, S("account")) : f->ref);
	(void)rec;
	return t == NULL ? 0 : t->id;
}

/* The child that a new one is of: that of its parent, or one that is open to this reader. */
static enum err find_child(struct run *op, const struct record *rec, struct val *v)
{
	bool whole = rec->parent != NULL && rec->parent->ref != NULL && rec->parent->ref->route != NULL;
	const struct thing *t = op_thing(op, whole ? rec->parent->ref : model_route(op->act->model));
	struct row r;
	struct seen child;
	if (t == NULL)
		return ERR_NOT_FOUND;
	struct thing mine;
	if (op_below(op, 8) != 0 && op_mine(op, t->rec, &mine) == OK)
		t = &mine;
	if (!whole) {
		v[record_field(rec, rec->route)] = val_int(t->id);
		return scope_open(op->act, t->rec, str_from(t->pid), false, &child);
	}
	enum err e = record_by_pid(op->act, t->rec, str_from(t->pid), &r);
	if (e != OK)
		return e;
	v[record_field(rec, rec->parent)] = val_int(t->id);
	v[record_field(rec, rec->route)] = row_val(&r, t->rec->route);
	return scope_open(op->act, t->rec, str_from(t->pid), true, &child);
}

enum err op_new(struct run *op)
{
	const struct model *m = op->act->model;
	const struct record *rec;
	struct val v[RECORD_FIELDS_MAX];
	struct str pid;
	int64_t id;
	do
		rec = model_at(m, op_below(op, model_count(m)))->rec;
	while (!may_be_saved(rec) || rec->is_route);
	op_say(op, "%s", rec->name);
	sample_row(op->act->a, rec, &op->dice, instant_date(op->act->now), some_id, op, v);
	enum err e = rec->route != NULL ? find_child(op, rec, v) : access_any(op->act, rec, OP_CREATE);
	if (e != OK)
		return e;
	if (rec->state != NULL)
		v[record_field(rec, rec->state)] = flow_value(rec, 0);
	struct change *c = change_begin(op->act, "Made", CHANGE_UNDO);
	e = change_new(c, rec, v, &id, &pid);
	if (e == OK)
		e = commit_back(op, c);
	if (e == OK) {
		op_say(op, STR_FMT, STR_ARG(pid));
		op_remember(op, rec, id, pid);
	}
	return e;
}

/* ---- who takes part ---- */

static const struct record *named(struct run *op, const char *name)
{
	return model_find(op->act->model, str_from(name));
}

enum err op_give(struct run *op)
{
	const struct thing *child = op_thing(op, model_route(op->act->model));
	const struct thing *who = op_thing(op, named(op, op_below(op, 2) == 0 ? "account" : "seat"));
	if (child == NULL || who == NULL)
		return ERR_NOT_FOUND;
	int64_t id, from = op->act->now + (op_below(op, 4) == 0 ? (int64_t)op_below(op, 20) * DAY_MS : 0);
	const struct relation r = {
		.route = child->id, .grantee = who->id, .kind = 1 + (enum relation_kind)op_below(op, REL__N - 1),
		.parts = (parts)op_below(op, UINT32_MAX >> 1), .hides = op_below(op, 4) == 0 ? (uint32_t)op_below(op, 32) : 0,
		.begins = from, .ends = op_below(op, 2) == 0 ? INSTANT_OPEN : from + (int64_t)(1 + op_below(op, 20)) * DAY_MS,
		.src_rec = child->rec, .src_id = child->id, .given_by = op->act->viewer->account,
	};
	op_say(op, "%s %s %s", child->pid, relation_code(r.kind), who->pid);
	struct change *c = change_begin(op->act, "Given", 0);
	enum err e = relation_give(c, &r, &id);
	if (e == OK)
		e = commit(op, c);
	if (e == OK)
		op->given[op->n_given < GIVEN ? op->n_given++ : op_below(op, GIVEN)] = id;
	return e;
}

enum err op_end(struct run *op)
{
	if (op->n_given == 0)
		return OK;
	int64_t id = op->given[op_below(op, op->n_given)];
	op_say(op, "%lld", (long long)id);
	struct change *c = change_begin(op->act, "Ended", 0);
	relation_end(c, id, op->act->now);
	return commit(op, c);
}

/* ---- back ---- */

/* By who did it, most often; of several records also only those that can be. */
enum err op_undo(struct run *op)
{
	struct undo u = {.others = op_below(op, 2) == 0};
	struct viewer *v;
	struct conn *conn;
	if (op->n_done == 0)
		return OK;
	const struct done *d = &op->done[(op->last_done + GROUPS - op_below(op, op->n_done < 8 ? op->n_done : 8)) % GROUPS];
	struct str pid = str_from(d->pid);
	enum err e = op_below(op, 8) == 0 ? ERR_NOT_FOUND : act_conn(op->act, &conn);
	if (e == OK)
		e = viewer_load_account(conn, op->act->a, d->account, d->role, op->act->now, &v);
	if (e == OK)
		op->act->viewer = v;
	e = change_undo_many(op->act, pid, &u);
	op_say(op, "%s others %d of %zu in the way %zu", d->pid, u.others, u.n_records, u.n_blocked);
	return e;
}

#include "change.h"

#include "change_impl.h"
#include "change_sql.h"
#include "date.h"
#include "event.h"

struct change *change_begin(struct act *act, const char *done, unsigned flags)
{
	return change_begin_many(act, done, flags, ITEMS_MAX);
}

struct change *change_begin_many(struct act *act, const char *done, unsigned flags, size_t most)
{
	struct change *c = ARENA_NEW(act->a, struct change);
	c->act = act;
	c->done = done;
	c->flags = flags;
	c->pid = act_pid(act);
	c->most = most > ITEMS_MAX ? most : ITEMS_MAX;
	c->items = ARENA_ARRAY(act->a, struct item, c->most);
	return c;
}

void change_source(struct change *c, const char *source, int32_t on)
{
	c->source = str_from(source);
	c->source_on = date_iso(c->act->a, on);
}

struct str change_pid(const struct change *c)
{
	return c->pid;
}

int64_t change_now(const struct change *c)
{
	return c->act->now;
}

struct val change_val(const struct change *c, const struct record *rec, int64_t id, const struct field *field)
{
	for (size_t i = 0; i < c->n_items; i++)
		if (c->items[i].rec == rec && c->items[i].id == id)
			return item_val(&c->items[i], record_field(rec, field));
	return val_null();
}

struct act *change_act(const struct change *c)
{
	return c->act;
}

const struct reasons *change_reasons(const struct change *c)
{
	return &c->reasons;
}

struct item *item_add(struct change *c, const struct record *rec, int64_t id)
{
	for (size_t i = 0; i < c->n_items; i++)
		if (c->items[i].rec == rec && c->items[i].id == id)
			return &c->items[i];
	if (c->n_items == c->most)
		BUG("a change of more than %zu records", c->most);
	struct item *it = &c->items[c->n_items++];
	it->rec = rec;
	it->id = id;
	it->touched = ARENA_ARRAY(c->act->a, bool, rec->n);
	it->by_form = ARENA_ARRAY(c->act->a, bool, rec->n);
	it->v = ARENA_ARRAY(c->act->a, struct val, rec->n);
	return it;
}

void item_set(struct item *it, size_t i, struct val v)
{
	it->touched[i] = true;
	it->v[i] = val_open(v);
}

struct val item_val(const struct item *it, size_t i)
{
	if (it->touched[i])
		return it->v[i];
	return it->is_new ? val_null() : row_at(&it->before, i);
}

struct val item_kept(const struct item *it, size_t i)
{
	return it->touched[i] || it->is_new ? item_val(it, i) : it->before.v[i];
}

struct row item_row(struct arena *a, const struct item *it)
{
	struct val *v = ARENA_ARRAY(a, struct val, it->rec->n);
	for (size_t i = 0; i < it->rec->n; i++)
		v[i] = item_kept(it, i);
	struct row r = it->before;
	if (it->is_new)
		r = (struct row){.id = it->id, .pid = it->pid};
	r.rec = it->rec;
	r.v = v;
	return r;
}

static enum err item_new(struct change *c, const struct record *rec, const struct val *values, int64_t *id,
                         struct str *pid, struct item **out)
{
	enum err e = db_next_id(c->act->db, c->act->region, id);
	if (e != OK)
		return e;
	struct item *it = *out = item_add(c, rec, *id);
	it->is_new = true;
	it->pid = *pid = act_pid(c->act);
	for (size_t i = 0; i < rec->n; i++) {
		item_set(it, i, values[i]);
		it->by_form[i] = rec->fields[i].need != NEED_SERVER;
	}
	return OK;
}

enum err change_new(struct change *c, const struct record *rec, const struct val *values, int64_t *id, struct str *pid)
{
	struct item *it;
	enum err e = item_new(c, rec, values, id, pid, &it);
	if (e != OK || rec->state == NULL)
		return e;
	size_t state = record_field(rec, rec->state);
	struct val first = val_text(str_from(rec->state->choices[0].code));
	if (values[state].type != VAL_NULL && !val_eq(values[state], first))
		BUG("a new %s in a later state than its first", rec->name);
	item_set(it, state, first);
	return OK;
}

enum err change_place(struct change *c, const struct record *rec, const struct val *values, int64_t *id,
                      struct str *pid)
{
	struct item *it;
	enum err e = item_new(c, rec, values, id, pid, &it);
	if (e == OK)
		it->placed = true;
	return e;
}

void change_put(struct change *c, const struct record *rec, int64_t id, const struct form *form)
{
	struct item *it = item_add(c, rec, id);
	it->typed = true;
	it->rev = form->rev != 0 ? form->rev : -1; /* a form that does not say what it saw overwrites nothing */
	for (size_t i = 0; i < form->def->n; i++) {
		if (!record_has(rec, form->def->fields[i]) || form->shut[i])
			continue;
		size_t at = record_field(rec, form->def->fields[i]);
		item_set(it, at, form->v[i]);
		it->by_form[at] = true;
	}
}

static size_t settable(const struct record *rec, const struct field *field)
{
	if (field == rec->state)
		BUG("the state of a %s is set by steps only", rec->name);
	return record_field(rec, field);
}

void change_set(struct change *c, const struct record *rec, int64_t id, const struct field *field, struct val v)
{
	item_set(item_add(c, rec, id), settable(rec, field), v);
}

void change_state(struct change *c, const struct record *rec, int64_t id, int state)
{
	item_set(item_add(c, rec, id), record_field(rec, rec->state), flow_value(rec, state));
}

void change_set_at(struct change *c, const struct row *seen, const struct field *field, struct val v)
{
	struct item *it = item_add(c, seen->rec, seen->id);
	it->rev = seen->rev;
	item_set(it, settable(seen->rec, field), v);
}

void change_restore(struct change *c, const struct row *now, const struct field *field, struct val v)
{
	struct item *it = item_add(c, now->rec, now->id);
	it->rev = now->rev;
	item_set(it, record_field(now->rec, field), v);
}

void change_move(struct change *c, const struct seen *seen, const struct transition *t, const struct form *form)
{
	const struct record *rec = seen->row.rec;
	struct item *it = item_add(c, rec, seen->row.id);
	it->move = t;
	it->rev = seen->row.rev;
	it->asked = form != NULL;
	if (form == NULL)
		return;
	it->rev = form->rev != 0 ? form->rev : -1;
	for (size_t i = 0; i < form->def->n; i++)
		if (!form->shut[i])
			item_set(it, record_field(rec, form->def->fields[i]), form->v[i]);
}

void change_exec(struct change *c, const struct stmt *s, const struct val *args, size_t n, int must)
{
	if (c->n_sides == ITEMS_MAX)
		BUG("a change with more than %d side statements", ITEMS_MAX);
	struct val *copy = ARENA_ARRAY(c->act->a, struct val, n == 0 ? 1 : n);
	for (size_t i = 0; i < n; i++)
		copy[i] = args[i];
	c->sides[c->n_sides++] = (struct side_stmt){.s = s, .args = copy, .n = n, .must = must};
}

void change_exec_sealed(struct change *c, const struct stmt *s, const struct val *args, size_t n, size_t arg,
                        struct sealed_in in, const struct seal_place *at)
{
	struct arena *a = c->act->a;
	struct val *copy = ARENA_ARRAY(a, struct val, n);
	memcpy(copy, args, n * sizeof *copy);
	change_exec(c, s, copy, n, 1);
	struct side_stmt *side = &c->sides[c->n_sides - 1];
	side->sealed = ARENA_NEW(a, struct side_sealed);
	*side->sealed = (struct side_sealed){in, *at, copy, arg};
	side->args = copy;
}

void change_erase_text(struct change *c, const struct record *rec, int64_t id, const struct field *field,
                       const struct tombstone *again)
{
	if (c->n_erased == ITEMS_MAX)
		BUG("a change that erases more than %d records", ITEMS_MAX);
	c->erased[c->n_erased].rec = rec;
	c->erased[c->n_erased].field = field;
	c->erased[c->n_erased].again = again;
	c->erased[c->n_erased++].id = id;
}

void change_gone(struct change *c, const struct record *rec, int64_t id)
{
	if (!rec->keep.goes)
		BUG("%s does not go by itself", rec->name);
	change_erase(c, rec, id);
	change_exec(c, &model_sql(c->act->model, rec)->gone, DB_ARGS(val_int(id)), 1);
}

void change_erase(struct change *c, const struct record *rec, int64_t id)
{
	change_erase_text(c, rec, id, NULL, NULL);
}

int64_t account_of(const struct act *act)
{
	return act->viewer == NULL ? 0 : act->viewer->account;
}

void change_answers(struct change *c, const struct form *form, struct str subject, struct str location)
{
	const struct act *act = c->act;
	change_exec(c, &stmt_form_key_insert,
	            DB_ARGS(val_int(account_of(act)), val_text(form->key), val_text(location), val_int(act->now)), 1);
	if (form->def->drafts && act->viewer != NULL)
		change_exec(c, &stmt_draft_drop,
		            DB_ARGS(val_int(act->viewer->account), val_text(str_from(form->def->name)), val_text(subject)), -1);
}

/* May the reader be told who wrote meanwhile? Of a child the name can give away a shielded place or the other guardian,
 * as on its timeline (practice 17). */
static enum err may_name(struct act *act, const struct row *theirs, int64_t route, const struct rows *who, bool *out)
{
	struct seen seen = {.row = *theirs, .route = route};
	enum relation_kind family;
	*out = who->n > 0;
	if (route == 0 || who->n == 0)
		return OK;
	if (!relation_parse(rows_text(who, 0, 3), &family))
		family = REL_NONE;
	enum err e = reach_allowed(act, route, &seen.allowed);
	*out = e == OK && event_names(act, &seen, theirs->rec->part, rows_int(who, 0, 2), family);
	return e == ERR_NOT_FOUND ? OK : e;
}

static int64_t route_of(const struct row *r)
{
	return r->rec->is_route ? r->id : r->rec->route == NULL ? 0 : row_int(r, r->rec->route);
}

enum err change_conflict(struct change *c, struct form *form)
{
	struct act *act = c->act;
	if (c->stale == NULL)
		return ERR_NOT_FOUND;
	const struct row *theirs = &c->stale->before;
	const struct rows *who;
	enum err e = act_exec(act, &stmt_last_change,
			      DB_ARGS(val_text(str_from(theirs->rec->name)), val_int(theirs->id), val_int(route_of(theirs))),
			      &who);
	bool named = false;
	if (e == OK)
		e = may_name(act, theirs, route_of(theirs), who, &named);
	if (e != OK)
		return e;
	form->conflict = true;
	form->rev = theirs->rev;
	form->their_at = who->n == 0 ? 0 : rows_int(who, 0, 0);
	form->their_name = named ? rows_text(who, 0, 1) : (struct str){0};
	for (size_t i = 0; i < form->def->n; i++) {
		const struct field *f = form->def->fields[i];
		if (!record_has(theirs->rec, f) || form->shut[i])
			continue;
		form->theirs[i] = f->type->raw(act->a, f, row_val(theirs, f));
		form->differs[i] = !val_eq(form->v[i], row_val(theirs, f));
	}
	return OK;
}

#include "change.h"

#include "change_sql.h"
#include "model.h"
#include "rand.h"
#include "reach.h"
#include "shelf.h"
#include "utf8.h"

enum { ITEMS_MAX = 64 };

/* One record that this change makes or alters. */
struct item {
	const struct record *rec;
	int64_t id;
	struct str pid;
	bool is_new;
	int64_t rev;                          /* it must have; 0: whatever is current, -1: none will do */
	bool touched[RECORD_FIELDS_MAX];
	struct val v[RECORD_FIELDS_MAX];
	struct row before;
	bool differs;
};

struct side {
	const struct stmt *s;
	const struct val *args;
	size_t n;
	int must;
};

struct change {
	struct act *act;
	const char *done;
	unsigned flags;
	struct str pid;
	int64_t id;
	struct item *items;
	size_t n_items;
	struct side sides[ITEMS_MAX];
	size_t n_sides;
	const struct item *stale; /* the record that someone else changed first */
};

static struct str fresh_pid(const struct act *act)
{
	return act->dice == NULL ? pid_new(act->a) : pid_from(act->a, dice_next(act->dice));
}

struct change *change_begin(struct act *act, const char *done, unsigned flags)
{
	struct change *c = ARENA_NEW(act->a, struct change);
	c->act = act;
	c->done = done;
	c->flags = flags;
	c->pid = fresh_pid(act);
	c->items = ARENA_ARRAY(act->a, struct item, ITEMS_MAX);
	return c;
}

struct str change_pid(const struct change *c)
{
	return c->pid;
}

static struct item *item_add(struct change *c, const struct record *rec, int64_t id)
{
	for (size_t i = 0; i < c->n_items; i++)
		if (c->items[i].rec == rec && c->items[i].id == id)
			return &c->items[i];
	if (c->n_items == ITEMS_MAX)
		BUG("a change of more than %d records", ITEMS_MAX);
	struct item *it = &c->items[c->n_items++];
	it->rec = rec;
	it->id = id;
	return it;
}

static void item_set(struct item *it, size_t i, struct val v)
{
	it->touched[i] = true;
	it->v[i] = v;
}

enum err change_new(struct change *c, const struct record *rec, const struct val *values, int64_t *id, struct str *pid)
{
	enum err e = db_next_id(c->act->db, c->act->region, id);
	if (e != OK)
		return e;
	struct item *it = item_add(c, rec, *id);
	it->is_new = true;
	it->pid = *pid = fresh_pid(c->act);
	for (size_t i = 0; i < rec->n; i++)
		item_set(it, i, values[i]);
	return OK;
}

void change_put(struct change *c, const struct record *rec, int64_t id, const struct form *form)
{
	struct item *it = item_add(c, rec, id);
	it->rev = form->rev != 0 ? form->rev : -1; /* a form that does not say what it saw overwrites nothing */
	for (size_t i = 0; i < form->def->n; i++)
		if (record_has(rec, form->def->fields[i]))
			item_set(it, record_field(rec, form->def->fields[i]), form->v[i]);
}

void change_set(struct change *c, const struct record *rec, int64_t id, const struct field *field, struct val v)
{
	item_set(item_add(c, rec, id), record_field(rec, field), v);
}

void change_set_at(struct change *c, const struct row *seen, const struct field *field, struct val v)
{
	struct item *it = item_add(c, seen->rec, seen->id);
	it->rev = seen->rev;
	item_set(it, record_field(seen->rec, field), v);
}

void change_exec(struct change *c, const struct stmt *s, const struct val *args, size_t n, int must)
{
	if (c->n_sides == ITEMS_MAX)
		BUG("a change with more than %d side statements", ITEMS_MAX);
	struct val *copy = ARENA_ARRAY(c->act->a, struct val, n == 0 ? 1 : n);
	for (size_t i = 0; i < n; i++)
		copy[i] = args[i];
	c->sides[c->n_sides++] = (struct side){s, copy, n, must};
}

static int64_t account_of(const struct act *act)
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

/* What follows from other fields: the record's own derivations, then the fold keys. */
static void item_derive(struct item *it, struct arena *a)
{
	if (it->rec->derive != NULL) {
		struct val v[RECORD_FIELDS_MAX];
		for (size_t i = 0; i < it->rec->n; i++)
			v[i] = it->touched[i] ? it->v[i] : it->before.v[i];
		it->rec->derive(a, v);
		for (size_t i = 0; i < it->rec->n; i++)
			if (it->rec->fields[i].need == NEED_SERVER)
				item_set(it, i, v[i]);
	}
	for (size_t i = 0; i < it->rec->n; i++) {
		const char *of = it->rec->fields[i].fold_of;
		for (size_t k = 0; of != NULL && k < it->rec->n; k++)
			if (it->touched[k] && strcmp(it->rec->fields[k].name, of) == 0)
				item_set(it, i, val_text(utf8_fold(a, it->v[k].s)));
	}
}

static struct val stored(struct arena *a, const struct field *f, struct val v)
{
	return f->type->store == NULL ? v : f->type->store(a, v);
}

/* A value as history keeps it: text, or nothing for what must not stay. */
static struct val kept(struct arena *a, const struct field *f, struct val v)
{
	if (f->privacy == PRIV_SECRET || v.type == VAL_BLOB)
		return val_null();
	v = stored(a, f, v);
	return v.type == VAL_INT ? val_text(str_printf(a, "%lld", (long long)v.i)) : v;
}

static enum err item_read(struct change *c, struct item *it)
{
	if (it->is_new) {
		item_derive(it, c->act->a);
		it->differs = true;
		return OK;
	}
	enum err e = record_by_id(c->act, it->rec, it->id, &it->before);
	if (e != OK)
		return e;
	item_derive(it, c->act->a);
	for (size_t i = 0; i < it->rec->n; i++)
		it->differs = it->differs || (it->touched[i] && !val_eq(it->v[i], it->before.v[i]));
	if (it->differs && it->rev != 0 && it->rev != it->before.rev) {
		c->stale = it;
		return ERR_CONFLICT;
	}
	return OK;
}

/* Returns the place of the statement that must touch exactly one row. */
static size_t put_item(struct change *c, struct item *it, struct batch *b)
{
	struct arena *a = c->act->a;
	const struct record_sql *sql = model_sql(c->act->model, it->rec);
	struct val args[RECORD_FIELDS_MAX + 4];
	size_t fixed = it->is_new ? 4 : 3;
	if (it->is_new) {
		args[0] = val_int(it->id);
		args[1] = val_text(it->pid);
		args[2] = val_int(c->act->region);
		args[3] = val_int(1);
	} else {
		args[0] = val_int(it->id);
		args[1] = val_int(it->before.rev);
		args[2] = val_int(it->before.rev + 1);
	}
	for (size_t i = 0; i < it->rec->n; i++) {
		const struct field *f = &it->rec->fields[i];
		struct val now = it->touched[i] ? it->v[i] : it->before.v[i];
		struct val was = it->is_new ? val_null() : it->before.v[i];
		args[fixed + i] = stored(a, f, now);
		if (!val_eq(now, was) && f->fold_of == NULL)
			batch_put(b, &stmt_value_insert,
			          DB_ARGS(val_int(c->id), val_text(str_from(it->rec->name)), val_int(it->id),
			                  val_text(str_from(f->name)), kept(a, f, was), kept(a, f, now)));
	}
	return batch_put(b, it->is_new ? &sql->insert : &sql->update, args, fixed + it->rec->n);
}

static void put_group(struct change *c, struct batch *b)
{
	const struct act *act = c->act;
	bool undo = (c->flags & CHANGE_UNDO) != 0;
	for (size_t i = 0; i < c->n_items; i++)
		undo = undo && !c->items[i].is_new;
	enum role role = act->viewer == NULL ? ROLE_NONE : act->viewer->role;
	batch_put(b, &stmt_group_insert,
		  DB_ARGS(val_int(c->id), val_text(c->pid), val_int(act->now), val_int(account_of(act)),
			  val_text(str_from(role_def(role)->code)), val_text(str_from(act->door)),
			  val_text(str_from(c->done)), val_int(undo ? act->now + UNDO_MS : 0)));
}

static enum err write_all(struct change *c, struct conn *conn)
{
	struct arena *a = c->act->a;
	struct batch *b = batch_new(conn, a);
	size_t updates[ITEMS_MAX], sides[ITEMS_MAX];
	put_group(c, b);
	/* Records first, in the order they were named; what hangs on them after. */
	for (size_t i = 0; i < c->n_items; i++)
		updates[i] = c->items[i].differs ? put_item(c, &c->items[i], b) : SIZE_MAX;
	for (size_t i = 0; i < c->n_sides; i++)
		sides[i] = batch_put(b, c->sides[i].s, c->sides[i].args, c->sides[i].n);
	enum err e = batch_run(b);
	for (size_t i = 0; e == OK && i < c->n_items; i++)
		if (updates[i] != SIZE_MAX && batch_rows(b, updates[i])->changed != 1)
			e = ERR_CONFLICT;
	for (size_t i = 0; e == OK && i < c->n_sides; i++)
		if (c->sides[i].must >= 0 && batch_rows(b, sides[i])->changed != c->sides[i].must)
			e = ERR_CONFLICT;
	return e;
}

static int64_t value_of(const struct item *it, const struct field *f)
{
	size_t i = record_field(it->rec, f);
	return it->touched[i] ? it->v[i].i : it->before.v[i].i;
}

/* The route that an item belongs to, or 0. */
static int64_t route_of(const struct item *it)
{
	if (it->rec->is_route)
		return it->id;
	return it->rec->route == NULL ? 0 : value_of(it, it->rec->route);
}

/* Rights and lists follow what was written, in the same transaction: an ended relation shuts at once. */
static enum err rebuild_route(struct change *c, struct conn *conn, int64_t route, bool relations)
{
	struct act *act = c->act;
	bool changed;
	enum err e = relations ? reach_rebuild(conn, act->a, route, act->now, &changed) : OK;
	return e != OK ? e : shelf_rebuild(conn, act->a, act->model, route, act->now);
}

/* A seat given or ended may build or break down a wall of the support point. */
static enum err rebuild_walls(struct change *c, struct conn *conn, const struct item *it)
{
	const struct rows *routes;
	enum err e = reach_walls(conn, c->act->a, value_of(it, it->rec->holder), c->act->now, &routes);
	for (size_t i = 0; e == OK && i < routes->n; i++)
		e = rebuild_route(c, conn, rows_int(routes, i, 0), true);
	return e;
}

static enum err rebuild_all(struct change *c, struct conn *conn)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < c->n_items; i++) {
		int64_t route = route_of(&c->items[i]);
		bool relations = false, done = route == 0;
		for (size_t k = 0; k < c->n_items && !done; k++) {
			if (route_of(&c->items[k]) != route)
				continue;
			done = k < i; /* an earlier item of the same route has seen to it */
			relations = relations || c->items[k].rec->is_relation;
		}
		if (!done)
			e = rebuild_route(c, conn, route, relations);
		if (e == OK && c->items[i].rec->holder != NULL)
			e = rebuild_walls(c, conn, &c->items[i]);
	}
	return e;
}

enum err change_commit(struct change *c)
{
	struct conn *conn;
	/* The id is reserved before the transaction: that takes a connection of its own. */
	enum err e = db_next_id(c->act->db, c->act->region, &c->id);
	if (e == OK)
		e = act_conn(c->act, &conn);
	if (e == OK)
		e = db_begin(conn);
	if (e != OK)
		return e;
	for (size_t i = 0; e == OK && i < c->n_items; i++)
		e = item_read(c, &c->items[i]);
	if (e == OK)
		e = write_all(c, conn);
	if (e == OK)
		e = rebuild_all(c, conn);
	if (e == OK)
		e = db_commit(conn);
	if (e != OK)
		db_rollback(conn);
	return e;
}

enum err change_conflict(struct change *c, struct form *form)
{
	struct act *act = c->act;
	if (c->stale == NULL)
		return ERR_NOT_FOUND;
	const struct row *theirs = &c->stale->before;
	const struct rows *who;
	enum err e = act_exec(act, &stmt_last_change,
			      DB_ARGS(val_text(str_from(theirs->rec->name)), val_int(theirs->id)), &who);
	if (e != OK)
		return e;
	form->conflict = true;
	form->rev = theirs->rev;
	form->their_at = who->n == 0 ? 0 : rows_int(who, 0, 0);
	form->their_name = who->n == 0 ? (struct str){0} : rows_text(who, 0, 1);
	for (size_t i = 0; i < form->def->n; i++) {
		const struct field *f = form->def->fields[i];
		if (!record_has(theirs->rec, f))
			continue;
		form->theirs[i] = f->type->raw(act->a, f, row_val(theirs, f));
		form->differs[i] = !val_eq(form->v[i], row_val(theirs, f));
	}
	return OK;
}

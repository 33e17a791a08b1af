/* A change into the database: records, history, audit, and the rights and lists that follow, as one transaction. */
#include "change_impl.h"
#include "change_sql.h"
#include "erase.h"
#include "event.h"
#include "reach.h"
#include "seal.h"
#include "shelf.h"

static struct val stored(struct arena *a, const struct field *f, struct val v)
{
	return f->type->store == NULL ? v : f->type->store(a, v);
}

static enum err seal(struct change *c, const struct item *it, const struct seal_place *at, struct val *v)
{
	struct row row = {.rec = it->rec, .id = it->id, .region = c->act->region};
	struct val of[RECORD_FIELDS_MAX];
	struct str bytes;
	if (v->type == VAL_NULL)
		return OK;
	for (size_t i = 0; i < it->rec->n; i++)
		of[i] = item_kept(it, i);
	row.v = of;
	enum err e = seal_bytes(c->act, seal_of_row(&row), at, v->s, &bytes);
	*v = val_blob(bytes);
	return e;
}

/* A value as history keeps it: text, bytes where it is sealed, or nothing for what must not stay. */
static enum err kept(struct change *c, const struct item *it, size_t i, bool old, struct val *v)
{
	const struct field *f = &it->rec->fields[i];
	struct arena *a = c->act->a;
	if (f->privacy == PRIV_SECRET || v->type == VAL_BLOB || v->type == VAL_NULL) {
		*v = val_null();
		return OK;
	}
	if (field_is_sealed(it->rec, f)) {
		const struct seal_place at = seal_in_history(a, f, old, it->id, c->id);
		return seal(c, it, &at, v);
	}
	*v = stored(a, f, *v);
	if (v->type == VAL_INT)
		*v = val_text(str_printf(a, "%lld", (long long)v->i));
	return OK;
}

/* One field of it: as it will stand in the database, and its line in history. What is sealed and stays as it is, stays
 * as it was sealed. */
static enum err put_field(struct change *c, const struct item *it, size_t i, struct batch *b, struct val *arg)
{
	const struct field *f = &it->rec->fields[i];
	const bool sealed = field_is_sealed(it->rec, f);
	struct val now = item_kept(it, i), was = val_null();
	enum err e = OK;
	if (!it->is_new && now.type != VAL_SEALED)
		was = row_at(&it->before, i);
	if (now.type == VAL_SEALED || (!it->is_new && val_eq(now, was))) {
		*arg = sealed ? seal_bytes_of(it->before.v[i]) : stored(c->act->a, f, now);
		return OK;
	}
	*arg = stored(c->act->a, f, now);
	if (sealed) {
		const struct seal_place at = {it->rec->name, f->name, it->id, 0};
		e = seal(c, it, &at, arg);
	}
	if (e != OK || f->fold_of != NULL || val_eq(now, was))
		return e;
	e = kept(c, it, i, true, &was);
	if (e == OK)
		e = kept(c, it, i, false, &now);
	if (e == OK)
		audit_value(c->audit, b, str_from(it->rec->name), it->id, str_from(f->name), was, now);
	return e;
}

/* Gives the place of the statement that must touch exactly one row. */
static enum err put_item(struct change *c, struct item *it, struct batch *b, size_t *at)
{
	enum err e = OK;
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
	for (size_t i = 0; e == OK && i < it->rec->n; i++)
		e = put_field(c, it, i, b, &args[fixed + i]);
	if (e == OK)
		*at = batch_put(b, it->is_new ? &sql->insert : &sql->update, args, fixed + it->rec->n);
	return e;
}

static void put_group(struct change *c, struct batch *b)
{
	const struct act *act = c->act;
	bool undo = (c->flags & CHANGE_UNDO) != 0;
	for (size_t i = 0; i < c->n_items; i++)
		undo = undo && !c->items[i].is_new && (c->items[i].move == NULL || c->items[i].move->undo);
	enum role role = act->viewer == NULL ? ROLE_NONE : act->viewer->role;
	const struct audit_group g = {
		.id = c->id, .pid = c->pid, .at = act->now, .account = account_of(act),
		.role = str_from(role_def(role)->code), .door = str_from(act->door), .done = str_from(c->done),
		.undo_until = undo ? act->now + UNDO_MS : 0, .undoes = c->undoes,
		.source = c->source, .source_on = c->source_on,
	};
	c->audit = audit_group(act->a, b, &g, act->dice == NULL ? (struct str){0} : c->pid);
}

static enum err put_side(struct change *c, struct side_stmt *s, struct batch *b, size_t *at)
{
	enum err e = OK;
	if (s->sealed != NULL) {
		struct val *v = &s->sealed->args[s->sealed->arg];
		struct str sealed;
		e = seal_bytes(c->act, s->sealed->in, &s->sealed->at, v->s, &sealed);
		if (e == OK)
			*v = val_blob(sealed);
	}
	if (e == OK)
		*at = batch_put(b, s->s, s->args, s->n);
	return e;
}

/* The keys of all children in it as they are in this transaction, in one batch: one that was destroyed meanwhile seals
 * nothing any more. */
static enum err read_keys(struct change *c, struct conn *conn)
{
	struct batch *b = batch_new(conn, c->act->a);
	int64_t *routes = ARENA_ARRAY(c->act->a, int64_t, c->n_items + 1);
	size_t n = 0;
	for (size_t i = 0; i < c->n_items; i++) {
		int64_t route = item_route(&c->items[i]);
		bool has = route == 0 || !c->items[i].differs || !record_is_sealed(c->items[i].rec);
		for (size_t k = 0; k < n; k++)
			has = has || routes[k] == route;
		if (has)
			continue;
		part_keys_put(b, route);
		routes[n++] = route;
	}
	enum err e = n == 0 ? OK : batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++)
		part_keys_take(c->act, routes[i], batch_rows(b, i));
	return e;
}

static enum err write_all(struct change *c, struct conn *conn)
{
	struct arena *a = c->act->a;
	struct batch *b = batch_new(conn, a);
	size_t *updates = ARENA_ARRAY(a, size_t, c->n_items), sides[ITEMS_MAX];
	put_group(c, b);
	/* Records first, in the order they were named; what hangs on them after. */
	enum err e = read_keys(c, conn);
	for (size_t i = 0; e == OK && i < c->n_items; i++) {
		updates[i] = SIZE_MAX;
		if (c->items[i].differs)
			e = put_item(c, &c->items[i], b, &updates[i]);
	}
	if (e == OK && c->act->unsealed != OK)
		e = c->act->unsealed; /* what was there before did not open */
	for (size_t i = 0; e == OK && i < c->n_sides; i++)
		e = put_side(c, &c->sides[i], b, &sides[i]);
	if (e != OK)
		return e;
	event_write(c, b);
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < c->n_items; i++)
		if (updates[i] != SIZE_MAX && batch_rows(b, updates[i])->changed != 1)
			e = ERR_CONFLICT;
	for (size_t i = 0; e == OK && i < c->n_sides; i++)
		if (c->sides[i].must >= 0 && batch_rows(b, sides[i])->changed != c->sides[i].must)
			e = ERR_CONFLICT;
	return e;
}

enum { WALLS_AT_ONCE = 1000 }; /* reach_walls */

static int64_t value_of(const struct item *it, const struct field *f)
{
	return item_val(it, record_field(it->rec, f)).i;
}

int64_t item_route(const struct item *it)
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

/* A seat given or ended may build or break down a wall of the support point; an absence opens and shuts for who stands
 * in. */
static enum err rebuild_walls(struct change *c, struct conn *conn, const struct item *it)
{
	const struct rows *routes;
	int64_t after = 0;
	do {
		enum err e = reach_walls(conn, c->act->a, value_of(it, it->rec->holder), c->act->now, after, &routes);
		for (size_t i = 0; e == OK && i < routes->n; i++)
			e = rebuild_route(c, conn, after = rows_int(routes, i, 0), true);
		if (e != OK)
			return e;
	} while (routes->n == WALLS_AT_ONCE);
	return OK;
}

/* Which school may pass on what a person of it holds. */
static bool moves_school(const struct item *it)
{
	return it->rec->at != NULL && it->touched[record_field(it->rec, it->rec->at)];
}

static enum err rebuild_all(struct change *c, struct conn *conn)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < c->n_items; i++) {
		int64_t route = item_route(&c->items[i]);
		bool relations = false, done = route == 0;
		for (size_t k = 0; k < c->n_items && !done; k++) {
			if (item_route(&c->items[k]) != route)
				continue;
			done = k < i; /* an earlier item of the same route has seen to it */
			relations = relations || c->items[k].rec->is_relation || moves_school(&c->items[k]);
		}
		if (!done)
			e = rebuild_route(c, conn, route, relations);
		if (e == OK && c->items[i].rec->holder != NULL)
			e = rebuild_walls(c, conn, &c->items[i]);
	}
	for (size_t i = 0; e == OK && i < PART__N; i++) {
		int64_t route = erase_route(c, i);
		e = route == 0 ? OK : rebuild_route(c, conn, route, false);
	}
	return e;
}

enum err change_commit(struct change *c)
{
	struct conn *conn;
	if (c->act->unsealed != OK)
		return c->act->unsealed;
	/* The id is reserved before the transaction: that takes a connection of its own. */
	enum err e = db_next_id(c->act->db, c->act->region, &c->id);
	if (e == OK)
		e = act_conn(c->act, &conn);
	if (e == OK)
		e = db_begin(conn);
	if (e != OK)
		return e;
	e = change_read(c);
	if (e == OK)
		e = change_rules(c);
	if (e == OK)
		e = write_all(c, conn);
	if (e == OK)
		e = erase_write(c, conn);
	if (e == OK)
		e = rebuild_all(c, conn);
	if (e == OK)
		e = erase_past(c, conn);
	if (e == OK)
		e = audit_link(c->audit, conn);
	if (e == OK) {
		e = db_commit(conn);
		audit_ended(c->audit, conn, e);
	}
	if (e != OK)
		db_rollback(conn);
	return e;
}


/* Own rows of a list at one place: the sheet of a school, and how many there are per school. The place of a child may
 * be hidden from a reader who may see the child (a shielded place), so it is held against the rights of each child
 * before anything is shown or counted. */
#include "scope.h"

#include "access.h"
#include "log.h"
#include "look.h"
#include "model.h"
#include "shelf_impl.h"

#include <stdlib.h>

enum { AT_ROWS_MAX = 240 };

struct at_row {
	struct str key;
	int64_t id, route, facet, place;
};
/* A child of those rows: its rights, and of a sheet its route, are read once. */
struct at_child {
	int64_t route;
	size_t rights, record;
	struct pieces_at pieces;
	struct seen seen; /* of the route; row.rec NULL: not for this reader */
	struct seen_page beside;
};
struct own {
	struct at_row *v;
	size_t n;
	struct at_child *children;
	size_t n_children;
	bool cut;
};

static int by_place_in_list(const void *a, const void *b)
{
	const struct at_row *x = a, *y = b;
	int key = str_cmp(x->key, y->key);
	if (key != 0)
		return key;
	return (x->id > y->id) - (x->id < y->id);
}

static struct at_child *child_of(const struct own *own, int64_t route)
{
	for (size_t i = 0; i < own->n_children; i++)
		if (own->children[i].route == route)
			return &own->children[i];
	return NULL;
}

/* In the order of the list, each once, though several grantees may have it. */
static void gather(struct act *act, const struct batch *b, const size_t *at, size_t ranges, struct own *own)
{
	size_t all = 0;
	for (size_t g = 0; g < ranges; g++) {
		own->cut = own->cut || batch_rows(b, at[g])->n >= AT_OWN_MAX;
		all += batch_rows(b, at[g])->n;
	}
	struct at_row *v = ARENA_ARRAY(act->a, struct at_row, all + 1);
	size_t n = 0;
	for (size_t g = 0; g < ranges; g++)
		for (size_t i = 0; i < batch_rows(b, at[g])->n; i++) {
			const struct rows *r = batch_rows(b, at[g]);
			v[n++] = (struct at_row){rows_text(r, i, 0), rows_int(r, i, 1), rows_int(r, i, 2), rows_int(r, i, 3),
			                         rows_int(r, i, 4)};
		}
	qsort(v, n, sizeof *v, by_place_in_list);
	for (size_t i = 0; i < n; i++)
		if (own->n == 0 || by_place_in_list(&v[own->n - 1], &v[i]) != 0)
			v[own->n++] = v[i];
	own->v = v;
}

/* Own rows as they stand on the shelf; `place` 0: at all places. */
static enum err own_rows(struct act *act, const struct list *list, int64_t place, struct own *own)
{
	const struct viewer *v = act->viewer;
	const struct record *route = model_route(act->model);
	struct batch *b;
	*own = (struct own){.n = 0};
	if (v == NULL || v->level != LEVEL_FULL)
		return ERR_DENIED;
	if (route == NULL || route->at == NULL)
		BUG("children are asked for by a place, and have none");
	const struct record_sql *sql = model_sql(act->model, route);
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t ranges = v->n_grantees + (v->role != ROLE_NONE), *at = ARENA_ARRAY(act->a, size_t, ranges);
	for (size_t g = 0; g < ranges; g++) {
		bool own_work = g == v->n_grantees;
		const struct val args[] = {val_int(own_work ? v->account : v->grantees[g]),
		                           val_int(shelf_list(list, own_work ? v->role : ROLE_NONE)), val_int(act->now),
		                           val_int(place)};
		at[g] = batch_put(b, place == 0 ? &sql->own_places : &sql->own_at, args, place == 0 ? 3 : 4);
	}
	e = batch_run(b);
	if (e == OK)
		gather(act, b, at, ranges, own);
	return e;
}

/* Whose they are, at most `most`. */
static void put_children(struct act *act, struct batch *b, struct own *own, size_t most, const struct record *beside)
{
	own->children = ARENA_ARRAY(act->a, struct at_child, most + 1);
	for (size_t i = 0; i < own->n; i++) {
		if (child_of(own, own->v[i].route) != NULL)
			continue;
		if (own->n_children == most) {
			own->cut = true;
			continue;
		}
		struct at_child *c = &own->children[own->n_children++];
		c->route = own->v[i].route;
		c->rights = reach_put(b, c->route, act->now);
		c->record = batch_put(b, &model_sql(act->model, model_route(act->model))->by_id, DB_ARGS(val_int(c->route)));
		if (beside != NULL) /* read with the rights, and shown only where they open its part */
			c->pieces.first = batch_put(b, &model_sql(act->model, beside)->of_route, DB_ARGS(val_int(c->route)));
	}
}

/* A child whose core or whose place this reader may not see is not there. */
static void take_child(struct act *act, const struct batch *b, struct at_child *c)
{
	const struct record *route = model_route(act->model);
	struct seen s = {.route = c->route, .allowed = reach_take(act, batch_rows(b, c->rights))};
	if (batch_rows(b, c->record)->n != 1 || (s.allowed.reads & PART_BIT(route->part)) == 0)
		return;
	s.row = row_take(act, route, batch_rows(b, c->record), 0);
	seen_mask(act->a, &s);
	if (!s.hidden[record_field(route, route->at)])
		c->seen = s;
}

static const struct list *list_of(const struct act *act, const struct list *list, const struct at_row *r,
                                  const struct record **rec)
{
	return model_list_of(act->model, list->id, facet_mark(r->facet), rec);
}

static void show(struct act *act, const struct seen *s, const struct list *of, const struct at_child *child,
                 struct seen_page *out)
{
	enum part part = s->row.rec->part;
	look_add(act, s->route, part, s->allowed.purpose[part], s->allowed.grantee[part]);
	out->lists[out->n] = of;
	out->children[out->n] = child->seen;
	out->beside[out->n] = child->beside;
	out->v[out->n++] = *s;
}

static void take_row(struct act *act, const struct batch *b, const struct list *list, const struct at_row *r, size_t at,
                     const struct own *own, struct seen_page *out)
{
	const struct record *rec;
	const struct at_child *c = child_of(own, r->route);
	const struct list *of = list_of(act, list, r, &rec);
	if (of == NULL || c == NULL || c->seen.row.rec == NULL)
		return;
	struct seen s = c->seen;
	if (!rec->is_route) {
		if (batch_rows(b, at)->n != 1 || (s.allowed.reads & PART_BIT(rec->part)) == 0) {
			log_line(LOG_BUG, "shelf", "stale=yes list_row=%lld", (long long)r->id);
			return;
		}
		s.row = row_take(act, rec, batch_rows(b, at), 0);
		if (!reach_holds(&s.allowed, &s.row))
			return;
		seen_mask(act->a, &s);
	}
	s.side = facet_side(r->facet);
	show(act, &s, of, c, out);
}

/* Of the children that are there. */
static void take_beside(struct act *act, const struct batch *b, const struct record *beside, struct own *own)
{
	for (size_t i = 0; i < own->n_children; i++) {
		struct at_child *c = &own->children[i];
		if (beside != NULL && c->seen.row.rec != NULL)
			scope_pieces_take(act, b, c->pieces, &c->seen, &beside, 1, &c->beside);
	}
}

enum err scope_at(struct act *act, const struct list *list, int64_t place, const struct record *beside,
                  struct seen_page *out)
{
	struct own own;
	struct batch *b;
	const struct record *rec;
	*out = (struct seen_page){.n = 0};
	enum err e = place == 0 ? OK : own_rows(act, list, place, &own);
	if (e != OK || place == 0 || own.n == 0)
		return e;
	e = act_batch(act, &b);
	if (e != OK)
		return e;
	put_children(act, b, &own, AT_CHILDREN_MAX, beside);
	if (own.n > AT_ROWS_MAX) {
		own.n = AT_ROWS_MAX;
		own.cut = true;
	}
	size_t *at = ARENA_ARRAY(act->a, size_t, own.n);
	for (size_t i = 0; i < own.n; i++)
		if (list_of(act, list, &own.v[i], &rec) != NULL && !rec->is_route)
			at[i] = batch_put(b, &model_sql(act->model, rec)->by_id, DB_ARGS(val_int(own.v[i].id)));
	e = batch_run(b);
	if (e != OK)
		return e;
	for (size_t i = 0; i < own.n_children; i++)
		take_child(act, b, &own.children[i]);
	take_beside(act, b, beside, &own);
	out->v = ARENA_ARRAY(act->a, struct seen, own.n);
	out->lists = ARENA_ARRAY(act->a, const struct list *, own.n);
	out->children = ARENA_ARRAY(act->a, struct seen, own.n);
	out->beside = ARENA_ARRAY(act->a, struct seen_page, own.n);
	out->more = own.cut;
	for (size_t i = 0; i < own.n; i++)
		take_row(act, b, list, &own.v[i], at[i], &own, out);
	return OK;
}

static struct at_place *place_of(struct at_places *out, int64_t place)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].place == place)
			return &out->v[i];
	out->v[out->n] = (struct at_place){.place = place};
	return &out->v[out->n++];
}

/* The first row of a child is its earliest. */
static void count(const struct own *own, struct str late, struct at_places *out)
{
	for (size_t i = 0; i < own->n; i++) {
		struct at_child *c = child_of(own, own->v[i].route);
		if (c == NULL || c->seen.row.rec == NULL)
			continue;
		struct at_place *p = place_of(out, own->v[i].place);
		p->children++;
		p->late += str_cmp(own->v[i].key, late) < 0;
		c->seen.row.rec = NULL; /* counted */
	}
}

enum err scope_places(struct act *act, const struct list *list, struct str late, struct at_places *out)
{
	struct own own;
	struct batch *b;
	*out = (struct at_places){.n = 0};
	enum err e = own_rows(act, list, 0, &own);
	if (e != OK || own.n == 0)
		return e;
	e = act_batch(act, &b);
	if (e != OK)
		return e;
	put_children(act, b, &own, AT_OWN_MAX, NULL);
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < own.n_children; i++)
		take_child(act, b, &own.children[i]);
	out->v = ARENA_ARRAY(act->a, struct at_place, own.n_children + 1);
	out->cut = own.cut;
	if (e == OK)
		count(&own, late, out);
	return e;
}

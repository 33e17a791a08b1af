#include "scope.h"

#include "access.h"
#include "log.h"
#include "look.h"
#include "model.h"
#include "rand.h"
#include "rule_book.h"

static int64_t route_of(const struct row *r)
{
	return r->rec->is_route ? r->id : row_int(r, r->rec->route);
}

/* What may give a shielded place away, whoever described the field: free text, and who or where (practice 17). */
static bool may_give_place_away(const struct field *f)
{
	static const char *const places[] = {"organisation", "account", "seat", "holds"};
	for (size_t i = 0; f->ref != NULL && i < sizeof places / sizeof *places; i++)
		if (strcmp(f->ref->name, places[i]) == 0)
			return true;
	return f->privacy == PRIV_SEALED && f->type->sized;
}

static bool is_hidden(const struct field *f, uint32_t hides)
{
	return (f->hides & hides) != 0 || f->privacy == PRIV_SECRET ||
	       ((hides & HIDE_SHIELD) != 0 && may_give_place_away(f));
}

static bool is_known(const struct record *rec, const struct field *f)
{
	for (size_t i = 0; i < rec->n_known; i++)
		if (rec->known[i] == f)
			return true;
	return f == rec->opens || f->type == &T_STATE || f->type == &T_REF;
}

/* What is one's own organisation's says so to who may read it for that reason only. */
static bool is_ones_own(const struct allowed *a, const struct row *r)
{
	const struct record *rec = r->rec;
	if (rec->of_org == NULL || (a->hides[rec->part] & HIDE_SHIELD) != 0)
		return false;
	for (size_t i = 0; i < a->n_orgs; i++)
		if (a->orgs[i] == row_int(r, rec->of_org))
			return true;
	return false;
}

/* Fields whose class is hidden from this reader leave the row here, below every writer of pages, files and answers. */
void seen_mask(struct arena *a, struct seen *s)
{
	const struct record *rec = s->row.rec;
	struct val *v = ARENA_ARRAY(a, struct val, rec->n);
	bool *hidden = ARENA_ARRAY(a, bool, rec->n);
	uint32_t hides = s->allowed.hides[rec->part];
	s->own = rec->own != NULL && s->allowed.account != 0 && row_int(&s->row, rec->own) == s->allowed.account;
	if (s->own)
		hides &= ~(uint32_t)HIDE_GUARDIANS;
	bool own_org = is_ones_own(&s->allowed, &s->row), waits = reach_waits(&s->allowed, &s->row);
	for (size_t i = 0; i < rec->n; i++) {
		hidden[i] = is_hidden(&rec->fields[i], hides) && !(&rec->fields[i] == rec->of_org && own_org);
		hidden[i] = hidden[i] || (waits && !is_known(rec, &rec->fields[i]));
		v[i] = hidden[i] ? val_null() : s->row.v[i];
	}
	s->row.v = v;
	s->hidden = hidden;
}

static bool may_read(const struct seen *s)
{
	return (s->allowed.reads & PART_BIT(s->row.rec->part)) != 0 && reach_holds(&s->allowed, &s->row);
}

static void note_look(struct act *act, const struct seen *s)
{
	enum part part = s->row.rec->part;
	look_add(act, s->route, part, s->allowed.purpose[part], s->allowed.grantee[part]);
}

/* Standing in a list, by something of a part; the child's name that is with it is of that same standing. */
void scope_listed(struct act *act, const struct seen *s)
{
	enum part part = s->row.rec->part;
	look_list_add(act, s->route, part, s->allowed.purpose[part], s->allowed.grantee[part]);
}

/* The record and what is open of it, in one batch. */
static enum err open_both(struct act *act, const struct record *rec, struct str pid, struct seen *out)
{
	const struct record_sql *sql = model_sql(act->model, rec);
	struct batch *b;
	if (!viewer_reads(act->viewer))
		return ERR_NOT_FOUND;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t record = batch_put(b, &sql->by_pid, DB_ARGS(val_text(pid)));
	size_t rights = batch_put(b, &sql->rights_by_pid, DB_ARGS(val_text(pid), val_int(act->now)));
	struct basis *basis = ARENA_NEW(act->a, struct basis);
	bool terms = sql->book_by_pid.text != NULL;
	struct basis_put at = {0};
	if (terms) {
		at.book = batch_put(b, &sql->book_by_pid, DB_ARGS(val_text(pid)));
		at.days = batch_put(b, &sql->days_by_pid, DB_ARGS(val_text(pid)));
	}
	e = batch_run(b);
	if (e != OK)
		return e;
	if (batch_rows(b, record)->n == 0)
		return ERR_NOT_FOUND;
	if (terms) {
		basis_take(act->a, b, at, basis);
		out->basis = basis;
	}
	out->row = row_take(act, rec, batch_rows(b, record), 0);
	out->route = route_of(&out->row);
	out->allowed = reach_take(act, batch_rows(b, rights));
	/* The days of a school tell which school it is. */
	if (terms && (out->allowed.hides[rec->part] & (HIDE_ADDRESS | HIDE_SHIELD)) != 0)
		basis->calendar = NULL;
	return may_read(out) ? OK : ERR_NOT_FOUND;
}

/* A record that belongs to no child: its access rows decide, and it is no look. */
static enum err open_plain(struct act *act, const struct record *rec, struct str pid, bool write, struct seen *out)
{
	enum err e = access_any(act, rec, OP_READ);
	if (e == OK)
		e = record_by_pid(act, rec, pid, &out->row);
	if (e == OK)
		e = access_row(act, &out->row, OP_READ);
	if (e == OK && write)
		e = access_row(act, &out->row, OP_CHANGE);
	if (e == OK)
		seen_mask(act->a, out);
	else
		*out = (struct seen){.route = 0};
	return e;
}

enum err scope_open(struct act *act, const struct record *rec, struct str pid, bool write, struct seen *out)
{
	*out = (struct seen){.route = 0};
	if (!record_of_child(rec))
		return pid_valid(pid) ? open_plain(act, rec, pid, write, out) : ERR_NOT_FOUND;
	enum err e = pid_valid(pid) ? open_both(act, rec, pid, out) : ERR_NOT_FOUND;
	if (e != OK)
		return e;
	if (write && ((out->allowed.writes & PART_BIT(rec->part)) == 0 || !reach_writes(&out->allowed, &out->row)))
		return ERR_DENIED;
	seen_mask(act->a, out);
	note_look(act, out);
	return OK;
}

static struct seen take_child(struct act *act, const struct batch *b, size_t at, const struct seen *s);

struct picks {
	size_t record, rights, child;
};

static bool pickable(const struct scope_pick *p)
{
	return p->rec != NULL && record_of_child(p->rec) && pid_valid(p->pid);
}

static void take_pick(struct act *act, const struct batch *b, const struct picks *at, struct scope_pick *p)
{
	if (!pickable(p) || batch_rows(b, at->record)->n == 0)
		return;
	struct seen s = {.row = row_take(act, p->rec, batch_rows(b, at->record), 0)};
	s.route = route_of(&s.row);
	s.allowed = reach_take(act, batch_rows(b, at->rights));
	if (!may_read(&s))
		return;
	bool writes = (s.allowed.writes & PART_BIT(p->rec->part)) != 0 && reach_writes(&s.allowed, &s.row);
	p->err = p->write && !writes ? ERR_DENIED : OK;
	seen_mask(act->a, &s);
	if (p->opens)
		note_look(act, &s);
	else
		scope_listed(act, &s);
	p->seen = p->child = s;
}

/* The name beside a record that was opened stands there as in a list. */
static void pick_child(struct act *act, const struct batch *b, size_t at, struct scope_pick *p)
{
	p->child = take_child(act, b, at, &p->seen);
	if (p->child.row.rec != NULL)
		scope_listed(act, &p->seen);
}

/* The names of the children of records that are not the route itself. */
static enum err pick_children(struct act *act, struct scope_pick *v, struct picks *at, size_t n)
{
	const struct record *route = model_route(act->model);
	struct batch *b;
	size_t put = 0;
	enum err e = act_batch(act, &b);
	for (size_t i = 0; e == OK && i < n; i++)
		if (v[i].seen.row.rec != NULL && v[i].rec != route) {
			at[i].child = batch_put(b, &model_sql(act->model, route)->by_id, DB_ARGS(val_int(v[i].seen.route)));
			put++;
		}
	if (e == OK && put > 0)
		e = batch_run(b);
	for (size_t i = 0; e == OK && put > 0 && i < n; i++)
		if (v[i].seen.row.rec != NULL && v[i].rec != route)
			pick_child(act, b, at[i].child, &v[i]);
	return e;
}

enum err scope_pick(struct act *act, struct scope_pick *v, size_t n)
{
	struct picks *at = ARENA_ARRAY(act->a, struct picks, n + 1);
	struct batch *b;
	for (size_t i = 0; i < n; i++)
		v[i].err = ERR_NOT_FOUND;
	if (n == 0 || act->viewer == NULL || act->viewer->level != LEVEL_FULL)
		return OK;
	enum err e = act_batch(act, &b);
	for (size_t i = 0; e == OK && i < n; i++) {
		if (!pickable(&v[i]))
			continue;
		const struct record_sql *sql = model_sql(act->model, v[i].rec);
		at[i].record = batch_put(b, &sql->by_pid, DB_ARGS(val_text(v[i].pid)));
		at[i].rights = batch_put(b, &sql->rights_by_pid, DB_ARGS(val_text(v[i].pid), val_int(act->now)));
	}
	if (e == OK)
		e = batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++)
		take_pick(act, b, &at[i], &v[i]);
	return e == OK ? pick_children(act, v, at, n) : e;
}

enum err scope_place(struct act *act, const struct list *list, struct str pid, struct str *key, int64_t *id)
{
	struct seen at = {.route = 0};
	const struct record *rec;
	if (model_list_of(act->model, list->id, list->work == NULL ? 0 : list->work->mark, &rec) != list)
		BUG("list %s is not in the model", list->name);
	enum err e = pid_valid(pid) ? open_both(act, rec, pid, &at) : ERR_NOT_FOUND;
	if (e != OK)
		return e;
	*key = list->key(act->a, &at.row);
	*id = at.row.id;
	return OK;
}

/* The list of a row, by the mark in its facet, or NULL; *rec is its type. */
static const struct list *list_of_item(const struct act *act, const struct list *list, const struct shelf_item *it,
                                       const struct record **rec)
{
	return model_list_of(act->model, list->id, facet_mark(it->facet), rec);
}

/* What pages are opened of a list. */
struct opening {
	const struct list *list;
	bool of_other; /* not the viewer's own: what is not open is left out without a word */
	enum scope_for use;
	const struct record *const *beside;
	size_t n_beside;
};

/* The places of one page's records, of what is open of each, of its child and of what stands beside it. */
struct places {
	size_t records[SHELF_PAGE], rights[SHELF_PAGE], children[SHELF_PAGE], beside[SHELF_PAGE];
	struct basis_put basis[SHELF_PAGE]; /* where has_basis says so */
};

/* A term is said by the rules of the region and the days of the school, and so is a day that people chose. */
static bool has_basis(const struct list *list, const struct record *rec)
{
	return rec->n_terms > 0 || (list->work != NULL && list->work->by != NULL);
}

/* Read with the rights, and shown only where they open its part. */
static size_t put_beside(const struct act *act, struct batch *b, const struct opening *o, int64_t route)
{
	size_t first = 0;
	for (size_t k = 0; k < o->n_beside; k++) {
		size_t at = batch_put(b, &model_sql(act->model, o->beside[k])->of_route, DB_ARGS(val_int(route)));
		first = k == 0 ? at : first;
	}
	return first;
}

static void put_items(struct act *act, struct batch *b, const struct opening *o, const struct shelf_page *shelf,
                      struct places *at)
{
	const struct record *route = model_route(act->model), *rec;
	for (size_t i = 0; i < shelf->n; i++) {
		const struct shelf_item *it = &shelf->v[i];
		const struct list *of = list_of_item(act, o->list, it, &rec);
		if (of == NULL)
			continue;
		at->beside[i] = put_beside(act, b, o, it->route);
		at->records[i] = batch_put(b, &model_sql(act->model, rec)->by_id, DB_ARGS(val_int(it->id)));
		at->rights[i] = reach_put(b, it->route, act->now);
		if (has_basis(of, rec))
			at->basis[i] = basis_put(b, it->route);
		if (rec != route && route != NULL)
			at->children[i] = batch_put(b, &model_sql(act->model, route)->by_id, DB_ARGS(val_int(it->route)));
	}
}

/* The route of the child of `s`, under the same rights; it is noted by who notes `s`. */
static struct seen take_child(struct act *act, const struct batch *b, size_t at, const struct seen *s)
{
	const struct record *route = model_route(act->model);
	struct seen child = {.route = s->route, .allowed = s->allowed};
	if (s->row.rec == route)
		return *s;
	if (route == NULL || batch_rows(b, at)->n != 1)
		return child;
	child.row = row_take(act, route, batch_rows(b, at), 0);
	if (!may_read(&child)) {
		child.row = (struct row){.rec = NULL};
		return child;
	}
	seen_mask(act->a, &child);
	return child;
}

/* The days of a school tell which school it is. */
static const struct basis *take_basis(struct act *act, const struct batch *b, struct basis_put at, const struct seen *s)
{
	struct basis *basis = ARENA_NEW(act->a, struct basis);
	basis_take(act->a, b, at, basis);
	if ((s->allowed.hides[s->row.rec->part] & (HIDE_ADDRESS | HIDE_SHIELD)) != 0)
		basis->calendar = NULL;
	return basis;
}

/* Row `i` of the shelf when it is still there and open. */
static bool take_item(struct act *act, const struct batch *b, const struct opening *o, const struct shelf_page *shelf,
                      const struct places *at, size_t i, struct seen_page *out)
{
	const struct record *rec;
	const struct list *of = list_of_item(act, o->list, &shelf->v[i], &rec);
	if (of == NULL || batch_rows(b, at->records[i])->n != 1)
		return false;
	struct seen s = {.route = shelf->v[i].route, .side = facet_side(shelf->v[i].facet),
	                 .allowed = reach_take(act, batch_rows(b, at->rights[i]))};
	s.row = row_take(act, rec, batch_rows(b, at->records[i]), 0);
	if (!may_read(&s))
		return false;
	if (has_basis(of, rec))
		s.basis = take_basis(act, b, at->basis[i], &s);
	seen_mask(act->a, &s);
	if (o->use == SCOPE_SHOWN)
		scope_listed(act, &s);
	for (size_t k = 0; k < o->n_beside; k++)
		scope_pieces_take(act, b, (struct pieces_at){at->beside[i] + k}, &s, &o->beside[k], 1,
		                  &out->beside[out->n * o->n_beside + k]);
	out->lists[out->n] = of;
	out->children[out->n] = take_child(act, b, at->children[i], &s);
	out->v[out->n++] = s;
	return true;
}

/* In the order of the shelf. */
static void take_items(struct act *act, const struct batch *b, const struct opening *o, const struct shelf_page *shelf,
                       const struct places *at, struct seen_page *out)
{
	*out = (struct seen_page){.v = ARENA_ARRAY(act->a, struct seen, SHELF_PAGE),
	                          .lists = ARENA_ARRAY(act->a, const struct list *, SHELF_PAGE),
	                          .children = ARENA_ARRAY(act->a, struct seen, SHELF_PAGE),
	                          .beside = ARENA_ARRAY(act->a, struct seen_page, SHELF_PAGE * o->n_beside + 1),
	                          .more = shelf->more};
	for (size_t i = 0; i < shelf->n; i++)
		if (!take_item(act, b, o, shelf, at, i, out) && !o->of_other)
			log_line(LOG_BUG, "shelf", "stale=yes list_row=%lld", (long long)shelf->v[i].id);
	if (shelf->n > 0) {
		out->last_key = shelf->v[shelf->n - 1].key;
		out->last_id = shelf->v[shelf->n - 1].id;
	}
}

/* The records of several pages of a list in one batch. */
static enum err open_pages(struct act *act, const struct opening *o, const struct shelf_page *const *shelves, size_t n,
                           struct seen_page *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	struct places *at = ARENA_ARRAY(act->a, struct places, n);
	for (size_t i = 0; i < n; i++)
		put_items(act, b, o, shelves[i], &at[i]);
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++)
		take_items(act, b, o, shelves[i], &at[i], &out[i]);
	return e;
}

enum err scope_page(struct act *act, const struct list *list, struct str after_key, int64_t after_id, struct str below,
                    struct seen_page *out)
{
	struct shelf_page shelf;
	const struct shelf_page *const one = &shelf;
	enum err e = shelf_page(act, list, after_key, after_id, below, &shelf);
	return e != OK ? e : open_pages(act, &(struct opening){.list = list}, &one, 1, out);
}

enum err scope_page_beside(struct act *act, const struct list *list, struct str after_key, int64_t after_id,
                           const struct record *const *recs, size_t n, struct seen_page *out)
{
	struct shelf_page shelf;
	const struct shelf_page *const one = &shelf;
	enum err e = shelf_page(act, list, after_key, after_id, (struct str){0}, &shelf);
	return e != OK ? e : open_pages(act, &(struct opening){.list = list, .beside = recs, .n_beside = n}, &one, 1, out);
}

enum err scope_front(struct act *act, const struct list *list, enum scope_for use, struct seen_page *out)
{
	struct shelf_page shelf;
	const struct shelf_page *const one = &shelf;
	enum err e = shelf_page(act, list, (struct str){0}, 0, (struct str){0}, &shelf);
	return e != OK ? e : open_pages(act, &(struct opening){.list = list, .use = use}, &one, 1, out);
}

enum err scope_find(struct act *act, const struct list *list, struct str word, enum scope_for use,
                    struct seen_page *out)
{
	struct shelf_page shelf;
	const struct shelf_page *const one = &shelf;
	enum err e = shelf_find(act, list, word, &shelf);
	if (e == OK)
		e = open_pages(act, &(struct opening){.list = list, .use = use}, &one, 1, out);
	out->front = shelf.front;
	return e;
}

enum err scope_of(struct act *act, const struct list *list, const struct stmt_asked *shelf, enum scope_for use,
                  struct seen_page **out, size_t *n)
{
	struct shelf_page *pages;
	enum err e = shelf_of_take(act, shelf, &pages, n);
	if (e != OK || *n == 0)
		return e;
	const struct shelf_page **shelves = ARENA_ARRAY(act->a, const struct shelf_page *, *n);
	*out = ARENA_ARRAY(act->a, struct seen_page, *n);
	for (size_t i = 0; i < *n; i++)
		shelves[i] = &pages[i];
	return open_pages(act, &(struct opening){.list = list, .of_other = true, .use = use}, shelves, *n, *out);
}

enum err scope_shown(struct act *act, const struct list *list, const struct shelf_bucket *v, size_t n,
                     struct seen_page *out)
{
	const struct shelf_page **shelves = ARENA_ARRAY(act->a, const struct shelf_page *, n + 1);
	for (size_t i = 0; i < n; i++)
		shelves[i] = &v[i].page;
	return open_pages(act, &(struct opening){.list = list}, shelves, n, out);
}

enum err scope_buckets(struct act *act, const struct list *list, struct shelf_bucket *v, size_t n,
                       struct shelf_tally *tally, struct seen_page *out)
{
	enum err e = shelf_buckets(act, list, v, n, tally);
	return e != OK ? e : scope_shown(act, list, v, n, out);
}

enum err scope_named(struct act *act, const int64_t *routes, size_t n, bool *open)
{
	enum part part = model_route(act->model)->part;
	struct batch *b;
	enum err e = act_batch(act, &b);
	size_t *at = ARENA_ARRAY(act->a, size_t, n + 1);
	for (size_t i = 0; e == OK && i < n; i++)
		at[i] = reach_put(b, routes[i], act->now);
	if (e == OK)
		e = batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct allowed may = reach_take(act, batch_rows(b, at[i]));
		open[i] = (may.reads & PART_BIT(part)) != 0;
		if (open[i])
			look_list_add(act, routes[i], part, may.purpose[part], may.grantee[part]);
	}
	return e;
}

/* The rows of the shelf, made from reach and the records of a route, and what stands in their facets. */
#include "change_impl.h"
#include "flow.h"
#include "model.h"
#include "shelf_impl.h"

#include <stdlib.h>

static const struct stmt stmt_reach = {"SELECT r.grantee, r.kind, r.parts, r.until, coalesce(s.role, ''), r.bound,"
                                       " coalesce(s.org, 0), coalesce(h.account, r.grantee) FROM reach r "
                                       "LEFT JOIN holds h ON h.id = r.grantee"
                                       " LEFT JOIN seat s ON s.id = coalesce(h.seat, r.grantee)"
                                       " WHERE r.route = $1 AND r.until > $2",
                                       "ii", "iiiitiii"};
static const struct stmt stmt_present = {"SELECT grantee, list, shelf_key, id, facet, until FROM shelf WHERE route = "
					 "$1 ORDER BY grantee, list, shelf_key, id",
					 "i", "iitiii"};
static const struct stmt stmt_insert = {
	"INSERT INTO shelf (grantee, list, shelf_key, id, route, facet, until) VALUES ($1, $2, $3, $4, $5, $6, $7)",
	"iitiiii", ""};
static const struct stmt stmt_delete = {
	"DELETE FROM shelf WHERE grantee = $1 AND list = $2 AND shelf_key = $3 AND id = $4", "iiti", ""};
enum { OWN_BITS = 8, MARK_BITS = 7, SIDE_BITS = 6, MARK_AT = OWN_BITS, SIDE_AT = OWN_BITS + MARK_BITS };
_Static_assert(WORK_MARK_MAX == (1 << MARK_BITS) - 1 && WORK_SIDE_MAX == (1 << SIDE_BITS) - 1, "they fit in a facet");

static int64_t facet_bits(int64_t bits, int64_t at)
{
	return ((INT64_C(1) << bits) - 1) << at;
}

static int64_t facet_of(const struct list *l, const struct row *r, int64_t side)
{
	int64_t own = l->facet == NULL ? 0 : l->facet(r), mark = l->work == NULL ? 0 : l->work->mark;
	if (own < 0 || own > facet_bits(OWN_BITS, 0) || side < 0 || side > WORK_SIDE_MAX)
		BUG("list %s: a facet out of bounds", l->name);
	return own | mark << MARK_AT | side << SIDE_AT;
}

int64_t shelf_facet(const struct list *l, const struct row *r)
{
	return facet_of(l, r, l->work == NULL ? 0 : work_acts(l->work, r));
}

bool shelf_facet_beside(const struct list *l, const struct row *r)
{
	int at = l->work == NULL || l->work->side_beside == NULL ? -1 : flow_state(r);
	return at >= 0 && (l->work->beside_states >> at & 1) != 0;
}

/* The field in which a route says what is next; NULL: it stands on no list of work. */
static const struct field *next_of(const struct record *route)
{
	for (size_t i = 0; i < route->n_lists; i++)
		if (route->lists[i].work != NULL)
			return route->lists[i].work->what;
	return NULL;
}

bool work_does(const struct work *w, const struct row *r, const struct row *route)
{
	const char *const *does = w->does == NULL ? NULL : w->does(r);
	const struct field *next = does == NULL ? NULL : next_of(route->rec);
	if (next == NULL)
		return false;
	for (size_t i = 0; does[i] != NULL; i++)
		if (str_is(row_text(route, next), does[i]))
			return true;
	return false;
}

int64_t facet_mark(int64_t facet)
{
	return (facet & facet_bits(MARK_BITS, MARK_AT)) >> MARK_AT;
}

int64_t facet_side(int64_t facet)
{
	return (facet & facet_bits(SIDE_BITS, SIDE_AT)) >> SIDE_AT;
}

bool facet_all(const struct shelf_where *w)
{
	return w->own == 0 && w->mark == 0 && w->side == 0;
}

void facet_args(const struct shelf_where *w, struct val out[4])
{
	int64_t mask = 0, is = 0, not_mask = 0, not = -1; /* nothing is -1 under no bits */
	if (w->own != 0) {
		mask |= facet_bits(OWN_BITS, 0);
		is |= w->own - 1;
	}
	if (w->mark != 0) {
		mask |= facet_bits(MARK_BITS, MARK_AT);
		is |= w->mark << MARK_AT;
	}
	if (w->side != 0 && w->other_side) {
		not_mask = facet_bits(SIDE_BITS, SIDE_AT);
		not = w->side << SIDE_AT;
	} else if (w->side != 0) {
		mask |= facet_bits(SIDE_BITS, SIDE_AT);
		is |= w->side << SIDE_AT;
	}
	out[0] = val_int(mask);
	out[1] = val_int(is);
	out[2] = val_int(not_mask);
	out[3] = val_int(not);
}

bool facet_fits(int64_t facet, const struct shelf_where *w)
{
	struct val v[4];
	facet_args(w, v);
	return (facet & v[0].i) == v[1].i && (facet & v[2].i) != v[3].i;
}

int64_t shelf_list(const struct list *list, enum role role)
{
	return list->id + ((int64_t)role << 16);
}

struct shelf_row {
	int64_t grantee, list;
	struct str key;
	int64_t id, facet, until;
	bool knows; /* its facet is of who reads all that it says */
	bool does;  /* it is what the route says is next */
};

/* The order of the primary key. */
static int row_cmp(const struct shelf_row *a, const struct shelf_row *b)
{
	if (a->grantee != b->grantee)
		return a->grantee < b->grantee ? -1 : 1;
	if (a->list != b->list)
		return a->list < b->list ? -1 : 1;
	int key = str_cmp(a->key, b->key);
	if (key != 0)
		return key;
	return (a->id > b->id) - (a->id < b->id);
}

static int by_row(const void *a, const void *b)
{
	return row_cmp(a, b);
}

struct rebuild {
	struct arena *a;
	int64_t route;
	struct conn *conn;
	const struct model *m;
	int64_t now;
	const struct row *child; /* the route itself; NULL: it is gone */
	const struct rows *reach;
	struct shelf_row *want;
	size_t n, cap;
};

static void want_add(struct rebuild *r, struct shelf_row row)
{
	if (r->n == r->cap) {
		size_t cap = r->cap == 0 ? 64 : r->cap * 2;
		struct shelf_row *more = ARENA_ARRAY(r->a, struct shelf_row, cap);
		if (r->n > 0)
			memcpy(more, r->want, r->n * sizeof *more);
		r->want = more;
		r->cap = cap;
	}
	r->want[r->n++] = row;
}

/* One of whom a list may hold the row: what the relation shares, whether the list names them, and whether the record is
 * of the organisation of their seat. */
struct listed {
	enum relation_kind kind;
	parts shared;
	bool named, own;
	bool told; /* the row is for that account alone */
};

static bool opens(enum role role, const struct listed *who, const struct list *list)
{
	const struct policy *row = policy_of(role, who->kind);
	if (row == NULL || (list->kinds != 0 && (list->kinds >> who->kind & 1) == 0 && !who->named))
		return false;
	return (row->reads & who->shared & PART_BIT(list->part)) != 0 &&
	       ((row->own & PART_BIT(list->part)) == 0 || who->own) &&
	       ((row->told & PART_BIT(list->part)) == 0 || who->told);
}

static bool is_for_one(const struct row *record, int64_t account)
{
	const struct field *only = record->rec->only[0];
	return only != NULL && account != 0 && row_int(record, only) == account;
}

/* What an invitation opens of the knooppunt is one meeting, with its pieces. `account`: of who has the place. */
static bool within(const struct row *record, int64_t bound, int64_t account)
{
	const struct record *rec = record->rec;
	if (rec->only[0] != NULL && row_int(record, rec->only[0]) != 0 && row_int(record, rec->only[0]) != account)
		return false;
	if (bound == 0 || rec->part != PART_KNOOPPUNT)
		return true;
	const struct field *on = rec->parent != NULL ? rec->parent : rec->of_meeting;
	return (on == NULL ? record->id : row_int(record, on)) == bound;
}

/* Does one of this role read whole what says who is to act? */
static bool knows(enum role role, const struct listed *who, const struct work *w)
{
	const struct policy *row = policy_of(role, who->kind);
	return row != NULL && row->purpose != PURPOSE_OWN && (row->hides & HIDE_GUARDIANS) == 0 &&
	       (row->reads & who->shared & ~row->told & w->beside_parts) == w->beside_parts;
}

static void want_of(struct rebuild *r, const struct list *list, enum role role, const struct listed *who,
                    struct shelf_row row, const int64_t *beside)
{
	if (!opens(role, who, list))
		return;
	row.knows = beside != NULL && knows(role, who, list->work);
	if (row.knows)
		row.facet = *beside;
	want_add(r, row);
}

/* The facet by what stands beside the record; *beside is `room` then, or NULL: `side` says it. */
static enum err facet_beside(const struct rebuild *r, const struct list *list, const struct row *record, int64_t *room,
                             const int64_t **beside)
{
	struct act act = {.conn = r->conn, .a = r->a, .model = r->m, .now = r->now};
	struct given g;
	*beside = NULL;
	if (!shelf_facet_beside(list, record))
		return OK;
	enum err e = given_load(&act, NULL, record, &g);
	if (e == OK)
		*room = facet_of(list, record, list->work->side_beside(&g));
	*beside = room;
	return e;
}

/* May stand double: a grantee with two relations that open the part. */
static enum err want_record(struct rebuild *r, const struct list *list, const struct row *record)
{
	struct shelf_row row = {.key = list->key(r->a, record), .id = record->id};
	int64_t org = record->rec->of_org == NULL ? 0 : row_int(record, record->rec->of_org), room;
	const int64_t *beside;
	enum err e = facet_beside(r, list, record, &room, &beside);
	if (e != OK)
		return e;
	row.facet = shelf_facet(list, record);
	row.does = list->work != NULL && r->child != NULL && work_does(list->work, record, r->child);
	for (size_t i = 0; i < r->reach->n; i++) {
		struct listed who = {.kind = (enum relation_kind)rows_int(r->reach, i, 1),
		                     .shared = (parts)rows_int(r->reach, i, 2),
		                     .own = org != 0 && rows_int(r->reach, i, 6) == org};
		struct str seat = rows_text(r->reach, i, 4);
		enum role of_seat;
		row.grantee = rows_int(r->reach, i, 0);
		row.until = rows_int(r->reach, i, 3);
		row.list = list->id;
		who.named = list->whose != NULL && row_int(record, list->whose) == row.grantee;
		who.told = is_for_one(record, rows_int(r->reach, i, 7));
		if (!within(record, rows_int(r->reach, i, 5), rows_int(r->reach, i, 7)))
			continue;
		if (seat.n > 0 && role_parse(seat, &of_seat))
			want_of(r, list, of_seat, &who, row, beside);
		for (enum role role = ROLE_NONE; seat.n == 0 && role < ROLE__N; role++) {
			row.list = shelf_list(list, role);
			want_of(r, list, role, &who, row, beside);
		}
	}
	return OK;
}

static void merge(struct shelf_row *into, const struct shelf_row *same)
{
	if (same->until > into->until)
		into->until = same->until;
	if (same->knows && !into->knows)
		into->facet = same->facet;
	into->knows = into->knows || same->knows;
}

/* In order, each once: open until the last of its relations ends. */
static void want_once(struct rebuild *r)
{
	size_t n = 0;
	if (r->n > 0)
		qsort(r->want, r->n, sizeof *r->want, by_row);
	for (size_t i = 0; i < r->n; i++)
		if (n == 0 || row_cmp(&r->want[n - 1], &r->want[i]) != 0)
			r->want[n++] = r->want[i];
		else
			merge(&r->want[n - 1], &r->want[i]);
	r->n = n;
}

/* Does this reader have on the same list what the next step of the route is done by? */
static bool is_done_by(const struct rebuild *r, const struct shelf_row *row)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->want[i].does && r->want[i].grantee == row->grantee && r->want[i].list == row->list)
			return true;
	return false;
}

/* One thing to do stands once (struct work). */
static void drop_done_by(struct rebuild *r)
{
	size_t n = 0;
	for (size_t i = 0; i < r->n; i++)
		if (r->child == NULL || r->want[i].id != r->child->id || !is_done_by(r, &r->want[i]))
			r->want[n++] = r->want[i];
	r->n = n;
}

static bool stands(const struct rebuild *r, const struct list *l, const struct row *record)
{
	bool rests = l->work != NULL && l->work->rests != NULL && r->child != NULL && l->work->rests(r->child);
	return !rests && (l->open == NULL || l->open(record));
}

static enum err want_type(struct rebuild *r, const struct record *rec, const struct rows *rows)
{
	enum err e = OK;
	for (size_t k = 0; e == OK && k < rows->n; k++) {
		struct row record = row_take_shut(r->a, rec, rows, k);
		for (size_t l = 0; e == OK && l < rec->n_lists; l++)
			if (stands(r, &rec->lists[l], &record))
				e = want_record(r, &rec->lists[l], &record);
	}
	return e;
}

static enum err want_all(struct rebuild *r)
{
	const struct model *m = r->m;
	struct batch *b = batch_new(r->conn, r->a);
	size_t *at = ARENA_ARRAY(r->a, size_t, model_count(m) + 1);
	for (size_t i = 0; i < model_count(m); i++)
		if (model_at(m, i)->rec->n_lists > 0)
			at[i] = batch_put(b, &model_at(m, i)->of_route, DB_ARGS(val_int(r->route)));
	enum err e = batch_run(b);
	for (size_t i = 0; e == OK && i < model_count(m); i++) {
		const struct record *rec = model_at(m, i)->rec;
		if (!rec->is_route || rec->n_lists == 0 || batch_rows(b, at[i])->n != 1)
			continue;
		struct row *child = ARENA_NEW(r->a, struct row);
		*child = row_take_shut(r->a, rec, batch_rows(b, at[i]), 0);
		r->child = child;
	}
	for (size_t i = 0; e == OK && i < model_count(m); i++)
		if (model_at(m, i)->rec->n_lists > 0)
			e = want_type(r, model_at(m, i)->rec, batch_rows(b, at[i]));
	return e;
}

static struct shelf_row present_row(const struct rows *p, size_t i)
{
	return (struct shelf_row){.grantee = rows_int(p, i, 0), .list = rows_int(p, i, 1), .key = rows_text(p, i, 2),
	                          .id = rows_int(p, i, 3), .facet = rows_int(p, i, 4), .until = rows_int(p, i, 5)};
}

/* Both return how many statements they put. */
static size_t put_row(struct batch *b, int64_t route, const struct shelf_row *r)
{
	batch_put(b, &stmt_insert,
	          DB_ARGS(val_int(r->grantee), val_int(r->list), val_text(r->key), val_int(r->id), val_int(route),
	                  val_int(r->facet), val_int(r->until)));
	return 1;
}

static size_t drop_row(struct batch *b, const struct shelf_row *r)
{
	batch_put(b, &stmt_delete, DB_ARGS(val_int(r->grantee), val_int(r->list), val_text(r->key), val_int(r->id)));
	return 1;
}

/* Both sides in the order of the primary key; returns how many statements were put. */
static size_t put_difference(struct batch *b, const struct rebuild *r, const struct rows *present)
{
	size_t w = 0, h = 0, put = 0;
	while (w < r->n || h < present->n) {
		struct shelf_row there = h < present->n ? present_row(present, h) : (struct shelf_row){0};
		int order = w == r->n ? 1 : h == present->n ? -1 : row_cmp(&r->want[w], &there);
		bool same = order == 0 && r->want[w].facet == there.facet && r->want[w].until == there.until;
		if (order >= 0 && !same)
			put += drop_row(b, &there);
		if (order <= 0 && !same)
			put += put_row(b, r->route, &r->want[w]);
		w += order <= 0;
		h += order >= 0;
	}
	return put;
}

enum err shelf_rebuild(struct conn *conn, struct arena *a, const struct model *m, int64_t route, int64_t now)
{
	struct rebuild r = {.a = a, .conn = conn, .m = m, .route = route, .now = now};
	struct batch *read = batch_new(conn, a), *write = batch_new(conn, a);
	size_t reach = batch_put(read, &stmt_reach, DB_ARGS(val_int(route), val_int(now)));
	size_t present = batch_put(read, &stmt_present, DB_ARGS(val_int(route)));
	enum err e = batch_run(read);
	if (e != OK)
		return e;
	r.reach = batch_rows(read, reach);
	e = want_all(&r);
	if (e != OK)
		return e;
	want_once(&r);
	drop_done_by(&r);
	return put_difference(write, &r, batch_rows(read, present)) == 0 ? OK : batch_run(write);
}

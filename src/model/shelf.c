#include "shelf.h"

#include "along.h"
#include "shelf_impl.h"

#include <stdlib.h>

static const struct stmt stmt_page = {
	"SELECT shelf_key, id, route, facet FROM shelf WHERE grantee = $1 AND list = $2 AND (shelf_key, id) > ($3, $4)"
	" AND shelf_key < $5 AND until > $6 ORDER BY shelf_key, id LIMIT 26",
	"iititi", "tiii"};
static const struct stmt stmt_of = {
	"SELECT shelf_key, id, route, facet FROM shelf WHERE grantee = $1 AND list = $2 AND (shelf_key, id) > ($3, $4)"
	" AND until > $5 ORDER BY shelf_key, id LIMIT 251",
	"iitii", "tiii"};
static const struct stmt stmt_count = {
	"SELECT count(*) FROM (SELECT 1 FROM shelf WHERE grantee = $1 AND list = $2 AND shelf_key >= $3 AND shelf_key < $4"
	" AND until > $5 LIMIT 1001) AS counted",
	"iitti", "i"};
static const struct stmt stmt_ids = {"SELECT id FROM shelf WHERE grantee = $1 AND list = $2 AND shelf_key >= $3 AND "
                                     "shelf_key < $4 AND until > $5 LIMIT 1000",
                                     "iitti", "i"};
/* The same three for rows of some facets. */
#define OF_FACET " AND (facet & $6) = $7 AND (facet & $8) <> $9"
static const struct stmt stmt_page_where = {
	"SELECT shelf_key, id, route, facet FROM shelf WHERE grantee = $1 AND list = $2 AND (shelf_key, id) > ($3, $4)"
	" AND shelf_key < $5" OF_FACET " AND until > $10 ORDER BY shelf_key, id LIMIT 26",
	"iititiiiii", "tiii"};
static const struct stmt stmt_count_where = {
	"SELECT count(*) FROM (SELECT 1 FROM shelf WHERE grantee = $1 AND list = $2 AND shelf_key >= $3 AND shelf_key < $4"
	" AND until > $5" OF_FACET " LIMIT 1001) AS counted",
	"iittiiiii", "i"};
static const struct stmt stmt_ids_where = {
	"SELECT id FROM shelf WHERE grantee = $1 AND list = $2 AND shelf_key >= $3 AND shelf_key < $4 AND until > $5"
	OF_FACET " LIMIT 1000",
	"iittiiiii", "i"};
static const struct stmt stmt_tally = {
	"SELECT id, facet, shelf_key FROM shelf WHERE grantee = $1 AND list = $2 AND until > $3 LIMIT 1000", "iii", "iit"};
/* Reads every own row, so only where there are not too many of them. */
static const struct stmt stmt_find = {
	"SELECT shelf_key, id, route, facet FROM shelf WHERE grantee = $1 AND list = $2 AND strpos(shelf_key, $3) > 0"
	" AND until > $4 AND (SELECT count(*) FROM (SELECT 1 FROM shelf WHERE grantee = $1 AND list = $2 LIMIT 20001) own)"
	" <= 20000 ORDER BY shelf_key, id LIMIT 26",
	"iiti", "tiii"};
static const struct stmt stmt_find_front = {
	"SELECT shelf_key, id, route, facet FROM shelf WHERE grantee = $1 AND list = $2 AND shelf_key >= $3"
	" AND shelf_key < $4 AND until > $5 ORDER BY shelf_key, id LIMIT 26",
	"iitti", "tiii"};
static const struct stmt stmt_of_child = {
	"SELECT list, id, facet, shelf_key FROM shelf WHERE route = $1 AND grantee = $2 AND until > $3 LIMIT 500",
	"iii", "iiit"};
/* Is there one beyond those that may be searched? */
static const struct stmt stmt_beyond = {
	"SELECT 1 FROM shelf WHERE grantee = $1 AND list = $2 ORDER BY shelf_key, id LIMIT 1 OFFSET 20000", "ii", "i"};

/* Above every text in the order of bytes: the last code point there is. */
#define KEY_END S("\xf4\x8f\xbf\xbf")

static bool before(const struct rows *a, size_t i, const struct rows *b, size_t k)
{
	int key = str_cmp(rows_text(a, i, 0), rows_text(b, k, 0));
	return key != 0 ? key < 0 : rows_int(a, i, 1) < rows_int(b, k, 1);
}

/* The next row over all grantees; doubles have the same key and id and pass together. -1 when all are used up. */
static int next_of(const struct batch *b, const size_t *at, size_t *used, size_t k)
{
	int best = -1;
	for (size_t g = 0; g < k; g++) {
		const struct rows *r = batch_rows(b, at[g]);
		if (used[g] < r->n &&
		    (best < 0 || before(r, used[g], batch_rows(b, at[best]), used[best])))
			best = (int)g;
	}
	return best;
}

static void pass(const struct batch *b, const size_t *at, size_t *used, size_t k, struct str key, int64_t id)
{
	for (size_t g = 0; g < k; g++) {
		const struct rows *r = batch_rows(b, at[g]);
		if (used[g] < r->n && rows_int(r, used[g], 1) == id && str_eq(rows_text(r, used[g], 0), key))
			used[g]++;
	}
}

static void merge_page(struct arena *a, const struct batch *b, const size_t *at, size_t k, struct shelf_page *out)
{
	size_t *used = ARENA_ARRAY(a, size_t, k);
	*out = (struct shelf_page){.v = ARENA_ARRAY(a, struct shelf_item, SHELF_PAGE)};
	for (;;) {
		int g = next_of(b, at, used, k);
		if (g < 0)
			return;
		if (out->n == SHELF_PAGE) {
			out->more = true;
			return;
		}
		const struct rows *r = batch_rows(b, at[g]);
		size_t i = used[g];
		struct shelf_item it = {rows_text(r, i, 0), rows_int(r, i, 1), rows_int(r, i, 2), rows_int(r, i, 3)};
		out->v[out->n++] = it;
		pass(b, at, used, k, it.key, it.id);
	}
}

static enum err open_batch(struct act *act, struct batch **b)
{
	if (act->viewer == NULL || act->viewer->level != LEVEL_FULL)
		return ERR_DENIED;
	return act_batch(act, b);
}

/* Is this grantee a seat at the organisation that the viewer acts for, or the own place on one? */
static bool is_at(const struct viewer *v, int64_t grantee, int64_t org)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].id == grantee && v->seats[i].role == v->role)
			return v->seats[i].org == org;
	for (size_t i = 0; i < v->n_places; i++)
		if (v->places[i].id == grantee && v->places[i].role == v->role)
			return v->places[i].org == org;
	return false;
}

/* What is read for a viewer: the rows of each grantee, and of the own account those of its work in this role. */
struct range {
	int64_t grantee;
	enum role own_work;
};

static size_t ranges(const struct viewer *v, const struct shelf_where *w, struct range out[])
{
	size_t k = 0;
	for (size_t g = 0; g < v->n_grantees; g++)
		if (w->org == 0 || is_at(v, v->grantees[g], w->org))
			out[k++] = (struct range){v->grantees[g], ROLE_NONE};
	if (v->role != ROLE_NONE && w->org == 0)
		out[k++] = (struct range){v->account, v->role};
	return k;
}

static size_t ranges_of(const struct act *act, const struct shelf_where *w)
{
	return ranges(act->viewer, w, ARENA_ARRAY(act->a, struct range, act->viewer->n_grantees + 1));
}

/* One statement per range; returns their places. */
static size_t *put_each(const struct act *act, struct batch *b, const struct stmt *s, const struct list *list,
                        const struct shelf_where *w, const struct val *args, size_t n)
{
	struct range *v = ARENA_ARRAY(act->a, struct range, act->viewer->n_grantees + 1);
	size_t k = ranges(act->viewer, w, v), *at = ARENA_ARRAY(act->a, size_t, k + 1);
	struct val mine[12];
	if (n > 0)
		memcpy(mine + 2, args, n * sizeof *args);
	for (size_t g = 0; g < k; g++) {
		mine[0] = val_int(v[g].grantee);
		mine[1] = val_int(shelf_list(list, v[g].own_work));
		at[g] = batch_put(b, s, mine, n + 2);
	}
	return at;
}

static struct str end_or(struct str below)
{
	return below.n == 0 ? KEY_END : below;
}

static size_t *put_page(const struct act *act, struct batch *b, const struct list *list, const struct shelf_where *w,
                        struct str key, int64_t id, struct str below)
{
	struct val args[8] = {val_text(key), val_int(id), val_text(end_or(below))};
	if (facet_all(w)) {
		args[3] = val_int(act->now);
		return put_each(act, b, &stmt_page, list, w, args, 4);
	}
	facet_args(w, args + 3);
	args[7] = val_int(act->now);
	return put_each(act, b, &stmt_page_where, list, w, args, 8);
}

/* `one`: counted by the database, else the ids are. */
static size_t *put_counted(const struct act *act, struct batch *b, const struct list *list, const struct shelf_where *w,
                           struct str from, struct str below, bool one)
{
	struct val args[7] = {val_text(from), val_text(end_or(below)), val_int(act->now)};
	if (facet_all(w))
		return put_each(act, b, one ? &stmt_count : &stmt_ids, list, w, args, 3);
	facet_args(w, args + 3);
	return put_each(act, b, one ? &stmt_count_where : &stmt_ids_where, list, w, args, 7);
}

static size_t *put_count(const struct act *act, struct batch *b, const struct list *list, const struct shelf_where *w,
                         struct str from, struct str below)
{
	return put_counted(act, b, list, w, from, below, ranges_of(act, w) == 1);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

/* What stands in several ranges counts once. */
static int64_t take_count(const struct act *act, const struct batch *b, const size_t *at, const struct shelf_where *w)
{
	size_t k = ranges_of(act, w), all = 0, n = 0;
	if (k == 1)
		return rows_int(batch_rows(b, at[0]), 0, 0);
	for (size_t g = 0; g < k; g++)
		all += batch_rows(b, at[g])->n;
	int64_t *ids = ARENA_ARRAY(act->a, int64_t, all + 1);
	all = 0;
	for (size_t g = 0; g < k; g++)
		for (size_t i = 0; i < batch_rows(b, at[g])->n; i++)
			ids[all++] = rows_int(batch_rows(b, at[g]), i, 0);
	qsort(ids, all, sizeof *ids, by_id);
	for (size_t i = 0; i < all && n <= SHELF_COUNT_MAX; i++)
		n += i == 0 || ids[i] != ids[i - 1];
	return (int64_t)n;
}

/* A range whose rows were cut at the limit may have more than those: at exactly the limit that must be asked. */
static enum err settle_count(struct act *act, const struct list *list, const struct shelf_where *w, struct str from,
                             struct str below, int64_t *n)
{
	struct batch *b;
	size_t k = ranges_of(act, w);
	enum err e = *n == SHELF_COUNT_MAX && k > 1 ? open_batch(act, &b) : ERR_NOT_FOUND;
	if (e != OK)
		return e == ERR_NOT_FOUND ? OK : e;
	const size_t *at = put_counted(act, b, list, w, from, below, true);
	e = batch_run(b);
	for (size_t g = 0; e == OK && g < k; g++)
		if (rows_int(batch_rows(b, at[g]), 0, 0) > SHELF_COUNT_MAX)
			*n = SHELF_COUNT_MAX + 1;
	return e;
}

static const struct shelf_where everything = {.own = 0};

enum err shelf_page(struct act *act, const struct list *list, struct str after_key, int64_t after_id, struct str below,
                    struct shelf_page *out)
{
	struct batch *b;
	enum err e = open_batch(act, &b);
	if (e != OK)
		return e;
	const size_t *at = put_page(act, b, list, &everything, after_key, after_id, below);
	e = batch_run(b);
	if (e == OK)
		merge_page(act->a, b, at, ranges_of(act, &everything), out);
	return e;
}

enum err shelf_count(struct act *act, const struct list *list, struct str from, struct str below, int64_t *n)
{
	struct batch *b;
	enum err e = open_batch(act, &b);
	if (e != OK)
		return e;
	const size_t *at = put_count(act, b, list, &everything, from, below);
	e = batch_run(b);
	if (e != OK)
		return e;
	*n = take_count(act, b, at, &everything);
	return settle_count(act, list, &everything, from, below, n);
}

struct shelf_counted shelf_count_put(struct act *act, struct batch *b, const struct list *list,
                                     const struct shelf_where *where, struct str from, struct str below)
{
	return (struct shelf_counted){*where, put_count(act, b, list, where, from, below)};
}

int64_t shelf_count_take(struct act *act, const struct batch *b, const struct shelf_counted *c)
{
	return take_count(act, b, c->at, &c->where);
}

size_t *shelf_of_child_put(struct act *act, struct batch *b, int64_t route)
{
	const struct viewer *v = act->viewer;
	size_t *at = ARENA_ARRAY(act->a, size_t, v->n_grantees + 1);
	for (size_t g = 0; g < v->n_grantees; g++)
		at[g] = batch_put(b, &stmt_of_child, DB_ARGS(val_int(route), val_int(v->grantees[g]), val_int(act->now)));
	return at;
}

void shelf_of_child_take(struct act *act, const struct batch *b, const size_t *at, const struct list *list,
                         struct str today, struct shelf_of_child *out)
{
	const struct viewer *v = act->viewer;
	size_t all = 0, n = 0;
	*out = (struct shelf_of_child){.n = {0}};
	for (size_t g = 0; g < v->n_grantees; g++)
		all += batch_rows(b, at[g])->n;
	struct shelf_item *seen = ARENA_ARRAY(act->a, struct shelf_item, all + 1);
	for (size_t g = 0; g < v->n_grantees; g++) {
		const struct rows *r = batch_rows(b, at[g]);
		for (size_t i = 0; i < r->n; i++) {
			int64_t in = rows_int(r, i, 0), mark = facet_mark(rows_int(r, i, 2));
			size_t k = 0;
			while (k < n && seen[k].id != rows_int(r, i, 1))
				k++;
			if (k < n || (in != shelf_list(list, ROLE_NONE) && in != shelf_list(list, v->role)))
				continue;
			seen[n++] = (struct shelf_item){.id = rows_int(r, i, 1), .facet = rows_int(r, i, 2),
			                                .key = rows_text(r, i, 3)};
			out->n[mark]++;
			out->late[mark] += str_cmp(rows_text(r, i, 3), today) < 0;
		}
	}
	out->v = seen;
	out->n_items = n;
}

/* A row as it is counted: `in` when it is within what the tally asks for. */
struct counted {
	int64_t facet, id;
	bool in;
};

static int by_facet_and_id(const void *a, const void *b)
{
	const struct counted *x = a, *y = b;
	if (x->facet != y->facet)
		return x->facet < y->facet ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

/* Is what stands in this range open by a seat at the organisation that is asked for? */
static bool range_within(const struct viewer *v, size_t range, int64_t org)
{
	return org == 0 || (range < v->n_grantees && is_at(v, v->grantees[range], org));
}

/* The rows of all ranges, those of one record beside each other. */
static struct counted *counted_rows(const struct act *act, const struct batch *b, const size_t *at,
                                    struct shelf_tally *t, size_t *n)
{
	size_t k = ranges_of(act, &everything);
	struct counted *rows = ARENA_ARRAY(act->a, struct counted, k * SHELF_COUNT_MAX);
	*n = 0;
	for (size_t g = 0; g < k; g++) {
		const struct rows *r = batch_rows(b, at[g]);
		bool in = range_within(act->viewer, g, t->org);
		t->cut = t->cut || r->n >= SHELF_COUNT_MAX;
		for (size_t i = 0; i < r->n; i++) {
			struct str key = rows_text(r, i, 2);
			rows[(*n)++] = (struct counted){
				rows_int(r, i, 1), rows_int(r, i, 0),
				in && str_cmp(key, t->from) >= 0 && (t->below.n == 0 || str_cmp(key, t->below) < 0)};
		}
	}
	qsort(rows, *n, sizeof *rows, by_facet_and_id);
	return rows;
}

/* What stands in several ranges counts once. */
static void take_tally(const struct act *act, const struct batch *b, const size_t *at, struct shelf_tally *out)
{
	size_t all, i = 0;
	out->n = 0;
	out->cut = false;
	const struct counted *rows = counted_rows(act, b, at, out, &all);
	struct tally *v = ARENA_ARRAY(act->a, struct tally, all + 1);
	out->v = v;
	while (i < all) {
		bool in = false;
		size_t first = i;
		for (; i < all && by_facet_and_id(&rows[i], &rows[first]) == 0; i++)
			in = in || rows[i].in;
		if (out->n == 0 || v[out->n - 1].facet != rows[first].facet)
			v[out->n++] = (struct tally){.facet = rows[first].facet};
		v[out->n - 1].n++;
		v[out->n - 1].within += in;
	}
}

enum err shelf_buckets(struct act *act, const struct list *list, struct shelf_bucket *v, size_t n,
                       struct shelf_tally *tally)
{
	struct batch *b;
	enum err e = open_batch(act, &b);
	if (e != OK)
		return e;
	size_t **pages = ARENA_ARRAY(act->a, size_t *, n), **counts = ARENA_ARRAY(act->a, size_t *, n);
	const size_t *facets = NULL;
	for (size_t i = 0; i < n; i++) {
		bool first = v[i].after_id == 0;
		pages[i] = put_page(act, b, list, &v[i].where, first ? v[i].from : v[i].after_key, v[i].after_id, v[i].below);
		if (!v[i].uncounted)
			counts[i] = put_count(act, b, list, &v[i].where, v[i].from, v[i].below);
	}
	if (tally != NULL)
		facets = put_each(act, b, &stmt_tally, list, &everything, DB_ARGS(val_int(act->now)));
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++) {
		merge_page(act->a, b, pages[i], ranges_of(act, &v[i].where), &v[i].page);
		if (v[i].uncounted)
			continue;
		v[i].n = take_count(act, b, counts[i], &v[i].where);
		e = settle_count(act, list, &v[i].where, v[i].from, v[i].below, &v[i].n);
	}
	if (e == OK && tally != NULL)
		take_tally(act, b, facets, tally);
	return e;
}

struct stmt_asked *shelf_of_ask(struct act *act, const struct list *list, int64_t grantee, struct str after_key,
                                int64_t after_id)
{
	return stmt_ask(act, &stmt_of,
	                DB_ARGS(val_int(grantee), val_int(shelf_list(list, ROLE_NONE)), val_text(after_key),
	                        val_int(after_id), val_int(act->now)));
}

enum err shelf_of_take(struct act *act, const struct stmt_asked *x, struct shelf_page **out, size_t *n)
{
	const struct rows *r;
	if (act->viewer == NULL || act->viewer->level != LEVEL_FULL)
		return ERR_DENIED;
	enum err e = stmt_take(act, x, &r);
	if (e != OK)
		return e;
	size_t rows = r->n < SHELF_OF_MAX ? r->n : SHELF_OF_MAX;
	struct shelf_item *v = ARENA_ARRAY(act->a, struct shelf_item, rows + 1);
	*n = (rows + SHELF_PAGE - 1) / SHELF_PAGE;
	*out = ARENA_ARRAY(act->a, struct shelf_page, *n + 1);
	for (size_t i = 0; i < rows; i++) {
		struct shelf_page *page = &(*out)[i / SHELF_PAGE];
		v[i] = (struct shelf_item){rows_text(r, i, 0), rows_int(r, i, 1), rows_int(r, i, 2), rows_int(r, i, 3)};
		*page = (struct shelf_page){.v = &v[i - i % SHELF_PAGE], .n = i % SHELF_PAGE + 1, .more = i + 1 < r->n};
	}
	return OK;
}

enum err shelf_find(struct act *act, const struct list *list, struct str word, struct shelf_page *out)
{
	struct batch *b;
	bool beyond = false;
	enum err e = open_batch(act, &b);
	if (e != OK)
		return e;
	const size_t *sizes = put_each(act, b, &stmt_beyond, list, &everything, DB_NO_ARGS);
	const size_t *at = put_each(act, b, &stmt_find, list, &everything, DB_ARGS(val_text(word), val_int(act->now)));
	const size_t *fronts = put_each(act, b, &stmt_find_front, list, &everything,
	                                DB_ARGS(val_text(word), val_text(str_printf(act->a, STR_FMT STR_FMT, STR_ARG(word),
	                                                                            STR_ARG(KEY_END))),
	                                        val_int(act->now)));
	e = batch_run(b);
	for (size_t g = 0; e == OK && g < ranges_of(act, &everything); g++)
		beyond = beyond || batch_rows(b, sizes[g])->n > 0;
	if (e == OK)
		merge_page(act->a, b, beyond ? fronts : at, ranges_of(act, &everything), out);
	out->front = beyond;
	return e;
}

#include "listing.h"

#include "access.h"
#include "model.h"
#include "rand.h"
#include "utf8.h"

#include <stdlib.h>

enum { EACH_BYTES = 4 << 20, EACH_WAIT_MS = 2000, FIND_CHARS_MAX = 60 };

#define QUERY_ORDER "op"
#define QUERY_FIND "zoek"
#define QUERY_AFTER "na"

/* ---- the question ---- */

/* Orders are named after the field that people know: that of which a fold key is made. */
static struct str order_name(struct arena *a, const struct order *o)
{
	return str_printf(a, "%s%s", o->by->fold_of != NULL ? o->by->fold_of : o->by->name, o->down ? "-af" : "");
}

static struct val filter_value(struct arena *a, const struct field *f, struct str raw)
{
	struct val v = val_null();
	if (f->type == &T_YES && str_is(raw, "0"))
		return val_int(0);
	if (f->type == &T_YES)
		return str_is(raw, "1") ? val_int(1) : v;
	for (const struct choice *c = f->choices; raw.n > 0 && c->code != NULL; c++)
		if (str_is(raw, c->code))
			v = val_text(str_copy(a, raw));
	return v;
}

/* Of a long or odd word only what can be looked for. */
static struct str find_word(struct arena *a, struct str typed)
{
	struct str clean;
	if (utf8_clean(a, typed, TEXT_LINE, &clean) != OK || utf8_length(clean) > FIND_CHARS_MAX)
		return (struct str){0};
	return utf8_fold(a, clean);
}

struct listing_query listing_ask(struct arena *a, const struct record *rec, struct pairs query)
{
	const struct listing *l = rec->listing;
	struct listing_query q = {.filters = ARENA_ARRAY(a, struct val, l->n_filters + 1)};
	struct str after = pairs_get(query, QUERY_AFTER);
	for (size_t i = 0; i < l->n_orders; i++)
		if (str_eq(pairs_get(query, QUERY_ORDER), order_name(a, &l->orders[i])))
			q.order = i;
	for (size_t i = 0; i < l->n_filters; i++)
		q.filters[i] = filter_value(a, l->filters[i], pairs_get(query, l->filters[i]->name));
	if (l->find != NULL)
		q.find = find_word(a, pairs_get(query, QUERY_FIND));
	if (pid_valid(after))
		q.after = after;
	return q;
}

bool listing_takes(const struct record *rec, struct str name)
{
	const struct listing *l = rec->listing;
	if (l == NULL)
		return false;
	for (size_t i = 0; i < l->n_filters; i++)
		if (str_is(name, l->filters[i]->name))
			return true;
	return str_is(name, QUERY_ORDER) || str_is(name, QUERY_AFTER) || (l->find != NULL && str_is(name, QUERY_FIND));
}

/* Letters and digits as they are, every other byte as %XX. */
static void put_encoded(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_')
			buf_byte(b, (char)c);
		else
			buf_printf(b, "%%%02X", c);
	}
}

static void put_pair(struct buf *b, const char *name, struct str value)
{
	if (value.n == 0)
		return;
	buf_printf(b, "%c%s=", b->n == 0 ? '?' : '&', name);
	put_encoded(b, value);
}

struct str listing_address(struct arena *a, const struct record *rec, const struct listing_query *q, struct str after)
{
	const struct listing *l = rec->listing;
	struct buf b;
	buf_init(&b, a, 4096);
	put_pair(&b, QUERY_ORDER, q->order == 0 ? (struct str){0} : order_name(a, &l->orders[q->order]));
	for (size_t i = 0; i < l->n_filters; i++) {
		struct val v = q->filters[i];
		put_pair(&b, l->filters[i]->name, v.type == VAL_INT ? str_printf(a, "%lld", (long long)v.i) : v.s);
	}
	put_pair(&b, QUERY_FIND, q->find);
	put_pair(&b, QUERY_AFTER, after);
	return buf_view(&b);
}

/* ---- the answer ---- */

/* What is read for this reader: the same statement for each region acted for. */
struct reading {
	const struct record *rec;
	const struct listing_sql *sql;
	enum where where;
	struct acts_for mine;
	const struct listing_ask *ask;
	const struct stmt *beyond;
};

static enum err reading_of(struct act *act, const struct record *rec, const struct listing_query *q, unsigned op,
                           struct reading *out)
{
	size_t set = 0;
	out->rec = rec;
	out->where = access_where(act, rec, op);
	out->sql = model_sql(act->model, rec)->listing;
	if (out->sql == NULL)
		BUG("record %s has no listing", rec->name);
	if (out->where == WHERE_NOWHERE)
		return ERR_DENIED;
	out->mine = acts_for(act->viewer);
	for (size_t i = 0; i < rec->listing->n_filters; i++)
		set |= (size_t)(q->filters[i].type != VAL_NULL) << i;
	out->ask = &out->sql->of[out->where][set][q->find.n > 0];
	out->beyond = q->find.n > 0 ? &out->sql->beyond[out->where] : NULL;
	return OK;
}

enum { ARGS_MAX = 2 + VIEWER_SEATS_MAX + LISTING_FILTERS_MAX + 2 };

static size_t put_scope(const struct reading *r, size_t region, struct val *args)
{
	size_t n = 0;
	args[n++] = val_int(r->mine.regions[region]);
	for (size_t i = 0; i < VIEWER_SEATS_MAX && r->where != WHERE_REGION; i++)
		args[n++] = val_int(r->mine.orgs[i < r->mine.n_orgs ? i : 0]);
	return n;
}

static size_t put_args(const struct reading *r, const struct listing_query *q, size_t region, struct val *args)
{
	size_t n = put_scope(r, region, args);
	for (size_t i = 0; i < r->rec->listing->n_filters; i++)
		if (q->filters[i].type != VAL_NULL)
			args[n++] = q->filters[i];
	if (q->find.n > 0)
		args[n++] = val_text(q->find);
	return n;
}

static struct val stored_key(struct arena *a, const struct row *row, const struct field *by)
{
	struct val v = row_val(row, by);
	return by->type->store == NULL ? v : by->type->store(a, v);
}

struct placed {
	struct row row;
	struct str key;
	int sign;
};

static int by_place(const void *x, const void *y)
{
	const struct placed *a = x, *b = y;
	int c = str_cmp(a->key, b->key);
	if (c == 0)
		c = (a->row.id > b->row.id) - (a->row.id < b->row.id);
	return c * a->sign;
}

/* The pages of all regions as one. */
static void take_page(struct act *act, const struct batch *b, const size_t *at, const struct reading *r,
                      const struct listing_query *q, struct seen_page *out)
{
	const struct order *o = &r->rec->listing->orders[q->order];
	struct placed *all = ARENA_ARRAY(act->a, struct placed, r->mine.n_regions * (SHELF_PAGE + 1) + 1);
	size_t n = 0;
	for (size_t g = 0; g < r->mine.n_regions; g++)
		for (size_t i = 0; i < batch_rows(b, at[g])->n; i++, n++) {
			all[n].row = row_take(act, r->rec, batch_rows(b, at[g]), i);
			all[n].key = stored_key(act->a, &all[n].row, o->by).s;
			all[n].sign = o->down ? -1 : 1;
		}
	qsort(all, n, sizeof *all, by_place);
	*out = (struct seen_page){.v = ARENA_ARRAY(act->a, struct seen, SHELF_PAGE), .more = n > SHELF_PAGE};
	for (size_t i = 0; i < n && i < SHELF_PAGE; i++) {
		out->v[out->n] = (struct seen){.row = all[i].row};
		seen_mask(act->a, &out->v[out->n++]);
		out->last_key = all[i].key;
		out->last_id = all[i].row.id;
	}
}

/* The row that a page goes on behind; when it is not there any more, or not for this reader, the list begins anew. */
static enum err find_after(struct act *act, const struct record *rec, const struct listing_query *q, bool *found,
                           struct val key[2])
{
	struct row row;
	*found = false;
	enum err e = q->after.n == 0 ? ERR_NOT_FOUND : record_by_pid(act, rec, q->after, &row);
	if (e == OK)
		e = access_row(act, &row, OP_READ);
	if (e != OK)
		return e == ERR_NOT_FOUND || e == ERR_DENIED ? OK : e;
	key[0] = stored_key(act->a, &row, rec->listing->orders[q->order].by);
	key[1] = val_int(row.id);
	*found = true;
	return OK;
}

/* Where in a batch the numbers and the fence of a search stand. */
struct counting {
	size_t n[VIEWER_SEATS_MAX], beyond[VIEWER_SEATS_MAX];
};

static void put_count(struct batch *b, const struct reading *r, const struct listing_query *q, struct counting *at)
{
	struct val args[ARGS_MAX];
	for (size_t g = 0; g < r->mine.n_regions; g++) {
		at->n[g] = batch_put(b, &r->ask->count, args, put_args(r, q, g, args));
		if (r->beyond != NULL)
			at->beyond[g] = batch_put(b, r->beyond, args, put_scope(r, g, args));
	}
}

static enum err take_count(const struct batch *b, const struct reading *r, const struct counting *at, int64_t *n)
{
	*n = 0;
	for (size_t g = 0; g < r->mine.n_regions; g++) {
		if (r->beyond != NULL && batch_rows(b, at->beyond[g])->n > 0)
			return ERR_TOO_BIG;
		*n += rows_int(batch_rows(b, at->n[g]), 0, 0);
	}
	if (*n > SHELF_COUNT_MAX)
		*n = SHELF_COUNT_MAX + 1;
	return OK;
}

enum err listing_look(struct act *act, const struct record *rec, const struct listing_query *q, struct seen_page *out,
                      int64_t *n)
{
	struct reading r;
	struct val args[ARGS_MAX], key[2];
	struct counting counts;
	size_t at[VIEWER_SEATS_MAX];
	bool after;
	enum err e = reading_of(act, rec, q, OP_READ, &r);
	if (e == OK)
		e = find_after(act, rec, q, &after, key);
	if (e != OK)
		return e;
	struct batch *b;
	e = act_batch(act, &b);
	if (e != OK)
		return e;
	for (size_t g = 0; g < r.mine.n_regions; g++) {
		size_t k = put_args(&r, q, g, args);
		if (after)
			memcpy(args + k, key, sizeof key);
		at[g] = batch_put(b, after ? &r.ask->after[q->order] : &r.ask->front[q->order], args, k + (after ? 2 : 0));
	}
	put_count(b, &r, q, &counts);
	e = batch_run(b);
	if (e == OK)
		e = take_count(b, &r, &counts, n);
	if (e == OK)
		take_page(act, b, at, &r, q, out);
	return e;
}

enum err listing_page(struct act *act, const struct record *rec, const struct listing_query *q, struct seen_page *out)
{
	int64_t n;
	return listing_look(act, rec, q, out, &n);
}

/* ---- all of it ---- */

struct streaming {
	const struct record *rec;
	struct arena *a;
	enum err (*fn)(void *ctx, const struct seen *s);
	void *ctx;
	enum err e;
};

static bool stream_row(void *ctx, const struct val *v, size_t cols)
{
	struct streaming *s = ctx;
	struct val *copy = ARENA_ARRAY(s->a, struct val, cols);
	memcpy(copy, v, cols * sizeof *v);
	const struct rows one = {.n = 1, .cols = cols, .v = copy};
	struct seen seen = {.row = row_take_shut(s->a, s->rec, &one, 0)};
	seen_mask(s->a, &seen);
	s->e = s->fn(s->ctx, &seen);
	arena_reset(s->a);
	return s->e == OK;
}

/* A search over too many is refused before its first row is read. */
static enum err check_beyond(struct conn *conn, struct arena *a, const struct reading *r, size_t region)
{
	const struct rows *rows;
	struct val args[ARGS_MAX];
	if (r->beyond == NULL)
		return OK;
	enum err e = db_exec(conn, a, r->beyond, args, put_scope(r, region, args), &rows);
	return e == OK && rows->n > 0 ? ERR_TOO_BIG : e;
}

enum err listing_each(struct act *act, const struct record *rec, const struct listing_query *q,
                      enum err (*fn)(void *ctx, const struct seen *s), void *ctx)
{
	struct reading r;
	struct conn *conn;
	struct val args[ARGS_MAX];
	enum err e = reading_of(act, rec, q, OP_EXPORT, &r);
	if (e == OK)
		e = db_take(act->db, EACH_WAIT_MS, &conn);
	if (e != OK)
		return e;
	struct streaming s = {rec, arena_new(EACH_BYTES), fn, ctx, OK};
	for (size_t g = 0; e == OK && g < r.mine.n_regions; g++) {
		e = check_beyond(conn, act->a, &r, g);
		if (e == OK)
			e = db_each(conn, &r.ask->each[q->order], args, put_args(&r, q, g, args), stream_row, &s);
		if (e == OK)
			e = s.e;
	}
	arena_free(s.a);
	db_give(act->db, conn);
	return e;
}

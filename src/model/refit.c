#include "refit.h"

#include "shelf.h"
#include "term.h"

enum { REGION_SHIFT = 40, LOOK_ROWS = 1000, PAGE_BYTES = 32 * 1024 * 1024, LIST_BITS = 16 };

/* ---- which records ---- */

/* Has it terms of which one is by the rule that is asked for? */
static bool concerns(const struct record *rec, const struct refit_where *w)
{
	if (rec->due == NULL || rec->route == NULL)
		return false;
	for (size_t i = 0; i < rec->n_terms; i++)
		if (w->rule == NULL || strcmp(rec->terms[i].rule, w->rule) == 0)
			return true;
	return false;
}

/* On to the next record type that is concerned; false: there is none. */
static bool next_type(const struct model *m, const struct refit_where *w, struct refit *at)
{
	while (at->record < model_count(m) && !concerns(model_at(m, at->record)->rec, w))
		at->record++;
	return at->record < model_count(m);
}

bool refit_concerns(const struct model *m, const struct refit_where *w)
{
	struct refit at = {.record = 0};
	return next_type(m, w, &at);
}

/* One page of a type: the rows, and the basis of each. */
struct page {
	const struct record *rec;
	const struct rows *rows;
	const struct basis **basis;
};

/* Statements of a school's calendar go with the page: one per school on it. */
static enum err read_bases(struct act *act, int64_t region, struct page *p)
{
	size_t n = p->rows->n, n_schools = 0, school_col = p->rows->cols - 1;
	struct basis *all = ARENA_ARRAY(act->a, struct basis, n + 1);
	int64_t *schools = ARENA_ARRAY(act->a, int64_t, n + 1);
	p->basis = ARENA_ARRAY(act->a, const struct basis *, n + 1);
	for (size_t i = 0; i < n; i++) {
		size_t k = 0;
		int64_t school = rows_int(p->rows, i, school_col);
		while (k < n_schools && schools[k] != school)
			k++;
		if (k == n_schools)
			schools[n_schools++] = school;
		p->basis[i] = &all[k];
	}
	return basis_of_schools(act, region, schools, n_schools, all);
}

static enum err read_page(struct act *act, const struct refit_where *w, const struct refit *at, int64_t limit,
                          struct page *p)
{
	const struct record_sql *sql = model_at(act->model, at->record);
	int64_t first = w->region << REGION_SHIFT, after = at->after > first ? at->after : first - 1;
	struct val end = val_int((w->region + 1) << REGION_SHIFT);
	p->rec = sql->rec;
	enum err e = w->org == 0
		? act_exec(act, &sql->refit_page, DB_ARGS(val_int(after), end, val_int(limit)), &p->rows)
		: act_exec(act, &sql->refit_page_of_school, DB_ARGS(val_int(after), end, val_int(limit), val_int(w->org)),
	                   &p->rows);
	return e == OK ? read_bases(act, w->region, p) : e;
}

enum err refit_size(struct act *act, const struct refit_where *w, int64_t *n)
{
	struct refit at = {.record = 0};
	*n = 0;
	struct val first = val_int(w->region << REGION_SHIFT), end = val_int((w->region + 1) << REGION_SHIFT);
	for (; next_type(act->model, w, &at); at.record++) {
		const struct rows *r;
		enum err e = act_exec(act, &model_at(act->model, at.record)->refit_size,
		                      DB_ARGS(first, end), &r);
		if (e != OK)
			return e;
		*n += rows_int(r, 0, 0);
	}
	return OK;
}

/* ---- making anew ---- */

static const struct stmt stmt_shelf = {
	"UPDATE shelf SET shelf_key = $1, facet = $2 WHERE route = $3 AND id = $4 AND (list & 65535) = $5", "tiiii", ""};
_Static_assert(LIST_BITS == 16, "shelf_list keeps the role above the number of the list");

struct writing {
	struct act *act;
	struct conn *conn;
	struct batch *b;
	size_t puts;
};

static bool stands(const struct list *l, const struct row *r)
{
	return l->open == NULL || l->open(r);
}

/* Can its rows be moved where they stand, or does it come on or off a list, or say more than the record alone? */
static bool same_lists(const struct row *was, const struct row *now)
{
	for (size_t i = 0; i < was->rec->n_lists; i++)
		if (stands(&was->rec->lists[i], was) != stands(&was->rec->lists[i], now) ||
		    shelf_facet_beside(&was->rec->lists[i], now))
			return false;
	return true;
}

static void move_rows(struct writing *w, int64_t route, const struct row *was, const struct row *now)
{
	for (size_t i = 0; i < now->rec->n_lists; i++) {
		const struct list *l = &now->rec->lists[i];
		struct str key = {0};
		if (stands(l, now))
			key = l->key(w->act->a, now);
		if (key.n == 0 || (str_eq(key, l->key(w->act->a, was)) && shelf_facet(l, was) == shelf_facet(l, now)))
			continue;
		batch_put(w->b, &stmt_shelf,
		          DB_ARGS(val_text(key), val_int(shelf_facet(l, now)), val_int(route), val_int(now->id),
		                  val_int(l->id)));
		w->puts++;
	}
}

/* The record as its terms make it; false: it is as it was. */
static bool fit(struct act *act, const struct row *was, const struct basis *basis, struct row *now)
{
	const struct record *rec = was->rec;
	size_t due = record_field(rec, rec->due), name = record_field(rec, rec->due_term);
	struct term_now v[TERMS_MAX];
	const struct term_now *first = term_first(v, terms_of(was, instant_date(act->now), basis, v));
	struct val day = first == NULL ? val_null() : val_int(first->due);
	struct val what = first == NULL ? val_null() : val_text(str_from(first->term->name));
	if (val_eq(day, was->v[due]) && val_eq(what, was->v[name]))
		return false;
	struct val *copy = ARENA_ARRAY(act->a, struct val, rec->n);
	memcpy(copy, was->v, rec->n * sizeof *copy);
	copy[due] = day;
	copy[name] = what;
	*now = *was;
	now->v = copy;
	return true;
}

static struct val stored_day(struct arena *a, struct val day)
{
	return day.type == VAL_INT ? val_text(date_iso(a, (int32_t)day.i)) : val_null();
}

/* Returns whether the rows of the shelf must be made by shelf_rebuild. */
static bool put_fitted(struct writing *w, const struct row *was, const struct row *now)
{
	const struct record *rec = now->rec;
	batch_put(w->b, &model_sql(w->act->model, rec)->refit_put,
	          DB_ARGS(val_int(now->id), stored_day(w->act->a, row_val(now, rec->due)), row_val(now, rec->due_term)));
	w->puts++;
	if (!same_lists(was, now))
		return true;
	move_rows(w, row_int(now, rec->route), was, now);
	return false;
}

static enum err write_page(struct writing *w, const struct page *p, struct refit *at)
{
	int64_t *anew = ARENA_ARRAY(w->act->a, int64_t, p->rows->n + 1);
	size_t n_anew = 0;
	int64_t moved = 0;
	for (size_t i = 0; i < p->rows->n; i++) {
		struct row was = row_take(w->act, p->rec, p->rows, i), now;
		if (!fit(w->act, &was, p->basis[i], &now))
			continue;
		moved++;
		if (put_fitted(w, &was, &now))
			anew[n_anew++] = row_int(&now, p->rec->route);
	}
	enum err e = w->puts == 0 ? OK : batch_run(w->b);
	for (size_t i = 0; e == OK && i < n_anew; i++)
		e = shelf_rebuild(w->conn, w->act->a, w->act->model, anew[i], w->act->now);
	at->moved += moved;
	return e;
}

static void go_on(const struct page *p, size_t asked, struct refit *at)
{
	size_t n = p->rows->n;
	at->seen += (int64_t)n;
	at->after = n == 0 ? 0 : rows_int(p->rows, n - 1, 0);
	if (n < asked) {
		at->record++;
		at->after = 0;
	}
}

/* Read first without holding anything; only where a date moves is it read again to be written. */
static bool any_moves(struct act *act, const struct page *p)
{
	bool yes = false;
	for (size_t i = 0; i < p->rows->n && !yes; i++) {
		struct row was = row_take(act, p->rec, p->rows, i), now;
		yes = fit(act, &was, p->basis[i], &now);
	}
	return yes;
}

static enum err step(struct act *act, const struct refit_where *where, int64_t limit, struct refit *at)
{
	struct writing w = {.act = act};
	struct page p;
	at->over = !next_type(act->model, where, at);
	if (at->over)
		return OK;
	enum err e = read_page(act, where, at, limit, &p);
	if (e != OK)
		return e;
	if (!any_moves(act, &p)) {
		go_on(&p, (size_t)limit, at);
		return OK;
	}
	struct refit then = *at;
	e = act_begin(act, &w.conn);
	if (e != OK)
		return e;
	w.b = batch_new(w.conn, act->a);
	e = read_page(act, where, at, limit, &p);
	if (e == OK)
		e = write_page(&w, &p, &then);
	e = db_end(w.conn, e);
	if (e != OK)
		return e;
	go_on(&p, (size_t)limit, &then);
	*at = then;
	return OK;
}

/* Where many save, a large step is refused again and again: half of it then, and back by doubling. */
enum err refit_step(struct act *act, const struct refit_where *where, struct refit *at)
{
	int64_t limit = REFIT_STEP - at->fewer;
	enum err e = step(act, where, limit, at);
	if (e == ERR_BUSY)
		limit = limit / 2 < REFIT_LEAST ? REFIT_LEAST : limit / 2;
	else if (e == OK)
		limit = limit * 2 > REFIT_STEP ? REFIT_STEP : limit * 2;
	at->fewer = REFIT_STEP - limit;
	return e;
}

/* ---- before it happens ---- */

/* The day of one term by a book; DATE_OPEN: it does not run, or has none. */
static int32_t day_by(const struct row *r, const struct basis *basis, const char *rule, int32_t today)
{
	struct term_now v[TERMS_MAX];
	size_t n = terms_of(r, today, basis, v);
	for (size_t i = 0; i < n; i++)
		if (rule == NULL || strcmp(v[i].term->rule, rule) == 0)
			return v[i].due;
	return DATE_OPEN;
}

static void foresee(struct act *act, const struct page *p, const struct refit_where *w, const struct rule_book *will,
                    struct refit_foreseen *out)
{
	int32_t today = instant_date(act->now);
	for (size_t i = 0; i < p->rows->n; i++) {
		struct row r = row_take(act, p->rec, p->rows, i);
		struct basis then = {.book = *will, .calendar = p->basis[i]->calendar};
		int32_t was = day_by(&r, p->basis[i], w->rule, today), is = day_by(&r, &then, w->rule, today);
		out->moved += was != is;
		out->late += was != is && is < today && was >= today;
	}
}

enum err refit_foresee(struct act *act, const struct refit_where *where, const struct rule_book *will,
                       struct refit_foreseen *out)
{
	struct refit at = {.record = 0};
	struct conn *conn;
	*out = (struct refit_foreseen){.moved = 0};
	enum err e = act_conn(act, &conn);
	if (e != OK)
		return e;
	struct act mine = *act; /* memory of its own, for one page at a time */
	mine.a = arena_new(PAGE_BYTES);
	while (e == OK && !out->cut && next_type(act->model, where, &at)) {
		struct page p;
		e = read_page(&mine, where, &at, LOOK_ROWS, &p);
		if (e == OK) {
			foresee(&mine, &p, where, will, out);
			go_on(&p, LOOK_ROWS, &at);
		}
		out->cut = at.seen >= REFIT_LOOK_MAX;
		arena_reset(mine.a);
	}
	arena_free(mine.a);
	return e;
}

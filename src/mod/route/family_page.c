#include "work_page.h"

#include "along.h"
#include "child_page.h"
#include "child_turns.h"
#include "date.h"
#include "people.h"
#include "route_say.h"

/* A family comes for its child: what waits stands first, with its day and a button; then where each child is, who acts
 * and what comes after that; then the ways to go on. */

enum { CHILDREN_SHOWN = 4, AFTER_SHOWN = 3 };

/* Everything that the page says, read before it is written. */
struct family {
	const struct seen_page *all; /* the work for these children, whoever does it */
	const struct rows *news;     /* route, and when something last happened there */
	struct start_task *t;
	size_t n;
	/* What asks something of this reader: it stands first. */
	struct start_task *asking;
	size_t asks;
	struct seen_page own;
};

/* A task of the start page that stands for the next step of the route, with a button of its own. */
static bool is_task(const struct family *f, const struct row *route)
{
	for (size_t i = 0; route->rec->is_route && i < f->n; i++)
		if (f->t[i].child == route->id && f->t[i].does != NULL &&
		    str_is(row_text(route, &route_fields[ROUTE_NEXT_STEP]), f->t[i].does))
			return true;
	return false;
}

/* What of the work for these children this parent must do: who has no say about a child waits for who has. */
static bool parents_do(const struct req *req, const struct family *f, size_t i)
{
	const struct seen *s = &f->all->v[i];
	const struct row *child = &f->all->children[i].row;
	return req->viewer->role == ROLE_PARENT && (s->allowed.writes & PART_BIT(PART_STEM)) != 0 &&
	       (child->rec == NULL || !route_is_done(child)) && family_does(f->all->lists[i]->work, &s->row) &&
	       !is_task(f, &s->row);
}

static struct seen_page own_work(struct req *req, const struct family *f)
{
	const struct seen_page *all = f->all;
	struct seen_page own = {
		.v = ARENA_ARRAY(req->act.a, struct seen, all->n + 1),
		.lists = ARENA_ARRAY(req->act.a, const struct list *, all->n + 1),
		.children = ARENA_ARRAY(req->act.a, struct seen, all->n + 1),
	};
	for (size_t i = 0; i < all->n; i++) {
		if (!parents_do(req, f, i))
			continue;
		own.v[own.n] = all->v[i];
		own.lists[own.n] = all->lists[i];
		own.children[own.n++] = all->children[i];
	}
	return own;
}

static struct str day_said(struct ui *u, struct req *req, int32_t by)
{
	return by_said(u->a, u->sp, by, route_today(req));
}

static void task_first(struct ui *u, struct req *req, const struct start_task *t)
{
	ui_next_step(u, &(struct ui_next){
		.mine = true, .what = str_from(t->task.name), .text = t->task.hint,
		.by = t->by == DATE_OPEN ? (struct str){0} : day_said(u, req, t->by),
		.act = {tr(u->sp, t->act), t->task.href}});
}

/* What is next may be hidden from a reader whose place is shielded: that there is something is not. */
static struct str next_said(struct ui *u, struct str what)
{
	return what.n > 0 ? what : str_from(tr(u->sp, N_("The next step of the route")));
}

static void work_first(struct ui *u, struct req *req, const struct seen_page *p)
{
	const struct work *w = p->lists[0]->work;
	const struct row *child = &p->children[0].row;
	const struct slot name = {"name", child->rec == NULL ? work_child(req, &p->children[0])
	                                                     : row_text(child, &route_fields[ROUTE_GIVEN_NAME])};
	ui_next_step(u, &(struct ui_next){
		.mine = true, .what = next_said(u, work_what(req, &p->v[0], w)),
		.title = tr_fill(u->a, u->sp, N_("What must happen now for {name}?"), &name, 1).p,
		.by = day_said(u, req, work_by(&p->v[0].row, w)),
		.act = {tr_fill(u->a, u->sp, N_("Go to {name}"), &name, 1).p, work_path(req, &p->children[0], w)}});
}

/* ---- where each child is ---- */

static bool nowhere_before(const void *ctx, const char *phase)
{
	(void)ctx, (void)phase;
	return false;
}

static void after_show(struct ui *u, const struct row *r, enum child_reader_kind reader)
{
	const char *said[AFTER_SHOWN], *const *after = route_after(row_text(r, &route_fields[ROUTE_PHASE]), reader);
	size_t n = 0;
	for (; n < AFTER_SHOWN && after[n] != NULL; n++)
		said[n] = tr(u->sp, after[n]);
	ui_panel_begin(u, tr(u->sp, N_("What happens after that?")));
	ui_numbered(u, said, n);
	ui_panel_end(u);
}

/* Something of this child is asked of the reader. */
static bool asks_of(const struct family *f, int64_t route)
{
	for (size_t i = 0; i < f->asks; i++)
		if (f->asking[i].child == route)
			return true;
	for (size_t i = 0; i < f->own.n; i++)
		if (f->own.v[i].route == route)
			return true;
	return false;
}

/* Whose turn it is is said once: beside what the reader is asked, the step of another is what one waits for. */
static void now_show(struct ui *u, struct req *req, const struct row *r, bool beside)
{
	bool pupil = req->viewer->role == ROLE_PUPIL;
	const struct slot slots[] = {{"name", row_text(r, &route_fields[ROUTE_GIVEN_NAME])},
	                             {"who", str_from(tr(u->sp, side_in_words(route_acts(r))))}};
	const char *title = pupil ? tr(u->sp, N_("My route"))
	                          : tr_fill(u->a, u->sp, beside ? N_("This goes on too for {name}")
	                                                        : N_("What happens now with {name}?"), slots, 1).p;
	ui_next_step(u, &(struct ui_next){
		.title = title, .text = beside ? tr_fill(u->a, u->sp, N_("Waits for {who}"), slots + 1, 1).p : NULL,
		.who = beside ? (struct str){0} : route_shown(req, r, ROUTE_ACTS),
		.what = next_said(u, route_shown(req, r, ROUTE_NEXT_STEP)),
		.by = day_said(u, req, (int32_t)row_int(r, &route_fields[ROUTE_NEXT_BY])),
		.act = {pupil ? tr(u->sp, N_("See my whole route"))
		              : tr_fill(u->a, u->sp, N_("Go to {name}"), slots, 1).p, child_path(u->a, r, "")},
	});
}

/* told: what must happen now stands above already. */
static void child_show(struct ui *u, struct req *req, const struct row *r, bool told, bool beside)
{
	bool pupil = req->viewer->role == ROLE_PUPIL;
	struct ui_station stops[STATIONS_MAX];
	const char *codes[STATIONS_MAX];
	size_t n = route_stations(u->sp, r, nowhere_before, NULL, stops, codes);
	if (!told)
		now_show(u, req, r, beside);
	if (n > 1)
		ui_route_line(u, tr(u->sp, N_("The route from here")), stops, n);
	after_show(u, r, pupil ? READS_PUPIL : READS_PARENTS);
}

static int64_t news_of(const struct family *f, int64_t route)
{
	for (size_t i = 0; i < f->news->n; i++)
		if (rows_int(f->news, i, 0) == route)
			return rows_int(f->news, i, 1);
	return 0;
}

static bool is_own_child(const struct seen *child)
{
	return child->row.rec != NULL && child->allowed.purpose[PART_KERN] == PURPOSE_OWN;
}

/* Each child once: where something happened last stands first. Returns how many. */
static size_t own_children(const struct family *f, const struct seen **out)
{
	size_t n = 0;
	for (size_t i = 0; i < f->all->n; i++) {
		const struct seen *child = &f->all->children[i];
		size_t k = 0;
		while (k < n && out[k]->route != child->route)
			k++;
		if (k < n || !is_own_child(child))
			continue;
		for (n++; k > 0 && news_of(f, out[k - 1]->route) < news_of(f, child->route); k--)
			out[k] = out[k - 1];
		out[k] = child;
	}
	return n;
}

static void children_show(struct ui *u, struct req *req, const struct family *f, const struct row *told)
{
	const struct seen **v = ARENA_ARRAY(u->a, const struct seen *, f->all->n + 1);
	size_t n = own_children(f, v);
	for (size_t i = 0; i < n && i < CHILDREN_SHOWN; i++)
		child_show(u, req, &v[i]->row, told != NULL && told->rec == v[i]->row.rec && told->id == v[i]->row.id,
		           asks_of(f, v[i]->route) && route_acts(&v[i]->row) != SIDE_PARENTS);
}

/* Takes the tasks with a button out of the others, the first day first; returns how many. */
static size_t take_asking(struct start_task *t, size_t *n, struct start_task *out)
{
	size_t asks = 0, rest = 0;
	for (size_t i = 0; i < *n; i++) {
		if (t[i].act == NULL || t[i].task.href == NULL) {
			t[rest++] = t[i];
			continue;
		}
		size_t k = asks++;
		for (; k > 0 && out[k - 1].by > t[i].by; k--)
			out[k] = out[k - 1];
		out[k] = t[i];
	}
	*n = rest;
	return asks;
}

/* What asks something of this reader stands above what happens by others. */
static void family_show(struct ui *u, struct req *req, struct family *f)
{
	f->own = own_work(req, f);
	f->asking = ARENA_ARRAY(u->a, struct start_task, f->n + 1);
	f->asks = take_asking(f->t, &f->n, f->asking);
	const struct seen_page *own = &f->own;
	size_t first = 0, from = 0;
	bool work = own->n > 0 && work_path(req, &own->children[0], own->lists[0]->work) != NULL;
	int32_t work_day = work ? work_by(&own->v[0].row, own->lists[0]->work) : DATE_OPEN;
	if (f->asks > 0 && (!work || f->asking[0].by <= work_day)) {
		task_first(u, req, &f->asking[0]);
		first = 1;
	} else if (work) {
		work_first(u, req, own);
		from = 1;
	}
	start_tasks_show(u, tr(u->sp, N_("This asks something of you too")), f->asking + first, f->asks - first);
	if (own->n > from) {
		struct seen_page rest = {.v = own->v + from, .lists = own->lists + from, .children = own->children + from,
		                         .n = own->n - from};
		const struct work_table table = {.caption = tr(u->sp, N_("Also yours to do"))};
		work_rows_show(u, req, &rest, &table);
	}
	children_show(u, req, f, from == 1 ? &own->v[0].row : NULL);
	start_ways_show(u, req);
	bool none = from == 0 && first == 0;
	start_tasks_show(u, tr(u->sp, none ? N_("What is there to do now?") : N_("Also to do")), f->t, f->n);
}

/* ---- the page ---- */

/* Of what everyone around the child may know of: the core. */
static const struct stmt stmt_news = {
	"SELECT e.route, max(e.at) FROM relation x JOIN event e ON e.route = x.route AND e.part = $3 WHERE x.grantee = $1"
	" AND x.kind IN ('guardian', 'guardian_without', 'pupil') AND x.begins <= $2 AND x.ends > $2 GROUP BY e.route",
	"iii", "ii"};

enum err family_page(struct req *req)
{
	struct ui_page page = {.title = start_greeting(req), .window_title = tr(req->act.speak, N_("Start"))};
	struct start_tasks *tasks = start_tasks_ask(req);
	struct stmt_asked *news = stmt_ask(&req->act, &stmt_news,
		DB_ARGS(val_int(req->viewer->account), val_int(req->act.now), val_int(PART_KERN)));
	struct seen_page found = {.n = 0};
	struct shelf_bucket piece = {.uncounted = true};
	struct family f = {.all = &found, .t = ARENA_ARRAY(req->act.a, struct start_task, START_TASKS_MAX + 1)};
	enum err e = scope_buckets(&req->act, route_list(LIST_WORK), &piece, 1, NULL, &found);
	if (e == OK)
		e = start_tasks_take(req, tasks, f.t, &f.n);
	if (e == OK)
		e = stmt_take(&req->act, news, &f.news);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	family_show(u, req, &f);
	return view_end(u, req, &page);
}

#include "work_page.h"

#include "child_page.h"
#include "child_turns.h"
#include "date.h"
#include "people.h"
#include "route_say.h"

/* A family comes for its child: what waits stands first, with its day and a button; then where each child is, who acts
 * and what comes after that; then the ways to go on. */

enum { CHILDREN_SHOWN = 4, AFTER_SHOWN = 3 };

/* What of the work for these children the parents must do themselves. */
static bool parents_do(const struct req *req, const struct seen_page *p, size_t i)
{
	return req->viewer->role == ROLE_PARENT && family_does(p->lists[i]->work, &p->v[i].row);
}

static struct seen_page own_work(struct req *req, const struct seen_page *all)
{
	struct seen_page own = {
		.v = ARENA_ARRAY(req->act.a, struct seen, all->n + 1),
		.lists = ARENA_ARRAY(req->act.a, const struct list *, all->n + 1),
		.children = ARENA_ARRAY(req->act.a, struct seen, all->n + 1),
	};
	for (size_t i = 0; i < all->n; i++) {
		if (!parents_do(req, all, i))
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

static void work_first(struct ui *u, struct req *req, const struct seen_page *p)
{
	const struct work *w = p->lists[0]->work;
	const struct slot name = {"name", work_child(req, &p->children[0])};
	ui_next_step(u, &(struct ui_next){
		.mine = true, .what = work_what(req, &p->v[0], w),
		.title = tr_fill(u->a, u->sp, N_("What must happen now for {name}?"), &name, 1).p,
		.by = day_said(u, req, work_by(&p->v[0].row, w)),
		.act = {tr_fill(u->a, u->sp, N_("Go to {name}"), &name, 1).p, work_path(req, &p->children[0], w)}});
}

/* The task with a button that must be done first: of `n`, their place; n: none. */
static size_t first_of(const struct start_task *t, size_t n)
{
	size_t best = n;
	for (size_t i = 0; i < n; i++)
		if (t[i].act != NULL && t[i].task.href != NULL && (best == n || t[i].by < t[best].by))
			best = i;
	return best;
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

/* told: what must happen now stands above already. */
static void child_show(struct ui *u, struct req *req, const struct row *r, bool told)
{
	bool pupil = req->viewer->role == ROLE_PUPIL;
	struct ui_station stops[STATIONS_MAX];
	const char *codes[STATIONS_MAX];
	const struct slot name = {"name", row_text(r, &route_fields[ROUTE_GIVEN_NAME])};
	size_t n = route_stations(u->sp, r, nowhere_before, NULL, stops, codes);
	if (!told)
		ui_next_step(u, &(struct ui_next){
			.title = pupil ? tr(u->sp, N_("My route"))
			               : tr_fill(u->a, u->sp, N_("What happens now with {name}?"), &name, 1).p,
			.who = route_shown(req, r, ROUTE_ACTS), .what = route_shown(req, r, ROUTE_NEXT_STEP),
			.by = day_said(u, req, (int32_t)row_int(r, &route_fields[ROUTE_NEXT_BY])),
			.act = {pupil ? tr(u->sp, N_("See my whole route"))
			              : tr_fill(u->a, u->sp, N_("Go to {name}"), &name, 1).p, child_path(u->a, r, "")},
		});
	if (n > 1)
		ui_route_line(u, tr(u->sp, N_("The route from here")), stops, n);
	after_show(u, r, pupil ? READS_PUPIL : READS_PARENTS);
}

static void children_show(struct ui *u, struct req *req, const struct seen_page *all, const struct row *told)
{
	int64_t shown[CHILDREN_SHOWN];
	size_t n = 0;
	for (size_t i = 0; i < all->n && n < CHILDREN_SHOWN; i++) {
		const struct seen *child = &all->children[i];
		bool again = child->row.rec == NULL || child->allowed.purpose[PART_KERN] != PURPOSE_OWN;
		for (size_t k = 0; k < n; k++)
			again = again || shown[k] == child->route;
		if (again)
			continue;
		shown[n++] = child->route;
		child_show(u, req, &child->row, told != NULL && told->rec == child->row.rec && told->id == child->row.id);
	}
}

static void family_show(struct ui *u, struct req *req, const struct seen_page *all, struct start_task *t, size_t n)
{
	struct seen_page own = own_work(req, all);
	const struct seen_page *p = &own;
	struct speak sp = req->act.speak;
	size_t first = first_of(t, n), from = 0;
	bool work = p->n > 0 && work_path(req, &p->children[0], p->lists[0]->work) != NULL;
	int32_t work_day = work ? work_by(&p->v[0].row, p->lists[0]->work) : DATE_OPEN;
	if (first < n && t[first].by <= work_day) {
		task_first(u, req, &t[first]);
		memmove(&t[first], &t[first + 1], (n - first - 1) * sizeof *t);
		n--;
	} else if (work) {
		work_first(u, req, p);
		from = 1;
	}
	if (p->n > from) {
		struct seen_page rest = {.v = p->v + from, .lists = p->lists + from, .children = p->children + from,
		                         .n = p->n - from};
		const struct work_table table = {.caption = tr(sp, N_("After that"))};
		work_rows_show(u, req, &rest, &table);
	}
	children_show(u, req, all, from == 1 ? &p->v[0].row : NULL);
	start_ways_show(u, req);
	start_tasks_show(u, tr(sp, from == 0 && first == n ? N_("What is there to do now?") : N_("Also to do")), t, n);
}

enum err family_page(struct req *req)
{
	struct start_task *t = ARENA_ARRAY(req->act.a, struct start_task, START_TASKS_MAX + 1);
	struct ui_page page = {.title = start_greeting(req), .window_title = tr(req->act.speak, N_("Start"))};
	struct start_tasks *tasks = start_tasks_ask(req);
	struct seen_page found = {.n = 0};
	struct shelf_bucket piece = {.uncounted = true};
	size_t n = 0;
	enum err e = scope_buckets(&req->act, route_list(LIST_WORK), &piece, 1, NULL, &found);
	if (e == OK)
		e = start_tasks_take(req, tasks, t, &n);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	family_show(u, req, &found, t, n);
	return view_end(u, req, &page);
}

#include "work_page.h"

#include "date.h"
#include "people.h"
#include "route_say.h"

/* A family comes for its child: what waits stands first, with its day and a button; then the ways to go on. */

/* What the child's route asks of the parents, the earliest first. */
static bool parents_piece(struct req *req, struct shelf_bucket *out)
{
	*out = (struct shelf_bucket){.where = {.mark = WORK_ROUTE, .side = SIDE_PARENTS}, .uncounted = true};
	return req->viewer->role == ROLE_PARENT;
}

static struct str day_said(struct ui *u, struct req *req, int32_t by)
{
	struct ui_tag tag = by_tag(u->a, u->sp, by, route_today(req));
	return tr_fill(u->a, u->sp, N_("{date}, {left}"),
	               TR_SLOTS({"date", tr_date(u->a, u->sp.lang, by, DATE_LONG)}, {"left", tag.state}));
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
		.mine = true, .what = work_what(req, &p->v[0].row, w), .who = work_child(req, &p->children[0]),
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

static void family_show(struct ui *u, struct req *req, const struct seen_page *p, struct start_task *t, size_t n)
{
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
	start_ways_show(u, req);
	start_tasks_show(u, tr(sp, from == 0 && first == n ? N_("What is there to do now?") : N_("Also to do")), t, n);
}

enum err family_page(struct req *req)
{
	struct start_task *t = ARENA_ARRAY(req->act.a, struct start_task, START_TASKS_MAX + 1);
	struct ui_page page = {.title = start_greeting(req), .window_title = tr(req->act.speak, N_("Start"))};
	struct start_tasks *tasks = start_tasks_ask(req);
	struct seen_page found = {.n = 0};
	struct shelf_bucket piece;
	size_t n = 0;
	enum err e = parents_piece(req, &piece) ? scope_buckets(&req->act, route_list(LIST_WORK), &piece, 1, NULL, &found)
		: OK;
	if (e == OK)
		e = start_tasks_take(req, tasks, t, &n);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	family_show(u, req, &found, t, n);
	return view_end(u, req, &page);
}

#include "work_page.h"

#include "date.h"
#include "list_filter.h"
#include "route_say.h"
#include "work_bulk.h"
#include "work_view.h"

/* ---- what is there ---- */

int64_t work_piece_n(const struct work_view *v, enum work_group g)
{
	for (size_t i = 0; i < v->n; i++)
		if (v->group[i] == g)
			return v->pieces[i].n;
	return 0;
}

/* The filters without the group: the numbers of all groups stand at the top of each. */
static void ask_pieces(struct req *req, struct work_view *v)
{
	struct work_ask whole = v->ask;
	whole.group = GROUPS;
	for (enum work_group g = 0; g < GROUPS; g++) {
		struct shelf_bucket *p = &v->pieces[v->n];
		bool shown = work_piece(req, &v->ask, g, p);
		if (!shown && !work_piece(req, &whole, g, p))
			continue;
		v->group[v->n++] = g;
	}
}

bool work_is_shown(const struct work_view *v, enum work_group g)
{
	return v->ask.group == GROUPS || v->ask.group == g;
}

/* The numbers beside the choices of a filter: of the organisation and the group that are asked for. */
static void ask_tally(struct req *req, struct work_view *v)
{
	struct work_ask group = {.group = v->ask.group};
	struct shelf_bucket piece;
	v->tally.org = v->ask.where.org;
	if (group.group == GROUPS || !work_piece(req, &group, group.group, &piece))
		return;
	v->tally.from = piece.from;
	v->tally.below = piece.below;
}

/* Only the group that is asked for is opened: what is not shown is no look. */
static enum err open_pieces(struct req *req, struct work_view *v)
{
	struct shelf_bucket *shown = ARENA_ARRAY(req->act.a, struct shelf_bucket, GROUPS);
	struct seen_page *pages = ARENA_ARRAY(req->act.a, struct seen_page, GROUPS);
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		if (work_is_shown(v, v->group[i]))
			shown[n++] = v->pieces[i];
	enum err e = scope_shown(&req->act, route_list(LIST_WORK), shown, n, pages);
	n = 0;
	for (size_t i = 0; e == OK && i < v->n; i++)
		if (work_is_shown(v, v->group[i]))
			v->pages[i] = pages[n++];
	for (size_t i = 0; e == OK && i < v->n; i++)
		schools_add(&v->schools, v->pages[i].children, v->pages[i].n);
	return e;
}

/* The view that one's list opens with, when the address asks for nothing. */
static const struct saved_view *first_view(struct req *req, const struct work_view *v)
{
	const struct saved_view *view = v->home ? saved_view_default(v->views) : NULL;
	return view != NULL && view->query.n > 0 && req->method == METHOD_GET ? view : NULL;
}

static enum err go_to_view(struct req *req, const struct saved_view *view)
{
	bool told = req->notice.done != NULL;
	return req_redirect(req, "/werk?" STR_FMT "%s" STR_FMT, STR_ARG(view->query), told ? "&klaar=" : "",
	                    STR_ARG(req->notice.pid));
}

/* In the first batch the places, the views, the tasks and the menu; in the second what stands there. */
static enum err read_work(struct req *req, struct work_view *v)
{
	struct start_tasks *tasks = NULL;
	v->home = req->query.n == 0 && req->method == METHOD_GET;
	enum err e = work_ask(req, req->query, &v->ask);
	if (e != OK)
		return e;
	v->views = saved_views_ask(req);
	schools_ask(req, &v->schools);
	if (v->home)
		tasks = start_tasks_ask(req);
	ask_pieces(req, v);
	ask_tally(req, v);
	e = shelf_buckets(&req->act, route_list(LIST_WORK), v->pieces, v->n, &v->tally);
	if (e == OK)
		e = saved_views_take(req, v->views);
	if (e == OK)
		e = schools_take(req, &v->schools);
	if (e == OK && tasks != NULL)
		e = start_tasks_take(req, tasks, v->tasks, &v->n_tasks);
	return e;
}

/* ---- the groups ---- */

static const char *caption(struct req *req, enum work_group g, int64_t n)
{
	const struct slot slots[] = {{"title", str_from(tr(req->act.speak, work_groups[g].title))}, {"n", count_words(req,
		n)}};
	return tr_fill(req->act.a, req->act.speak, N_("{title} ({n})"), slots, 2).p;
}

static void more_show(struct ui *u, struct req *req, const struct work_view *v, size_t i)
{
	const struct seen_page *page = &v->pages[i];
	enum work_group g = v->group[i];
	const char *front = v->ask.after_id != 0 ? work_address(req, &v->ask, g) : NULL, *next = NULL;
	if (page->more && page->n > 0)
		next = work_address_after(req, &v->ask, g,
		                          work_code(u->a, page->lists[page->n - 1], &page->v[page->n - 1].row));
	if (front != NULL || next != NULL)
		ui_pages(u, front, next,
		         tr_fill(u->a, u->sp, N_("{n} of {all}"),
		                 TR_SLOTS({"n", tr_number(u->a, u->sp.lang, (int64_t)page->n)},
		                          {"all", count_words(req, v->pieces[i].n)})).p);
}

/* Which rows of a group are folded, so that what is for today comes first: from this row on; of a group that is asked
 * for none is. */
enum { NOT_FOLDED = SHELF_PAGE, FOLD_FROM = 10 };
static const size_t fold_from[GROUPS] = {
	[GROUP_LATE] = NOT_FOLDED, [GROUP_WEEK] = NOT_FOLDED, [GROUP_LATER] = FOLD_FROM, [GROUP_FAR] = 0,
	[GROUP_WAITING] = FOLD_FROM,
};

static bool any_ticked(struct arena *a, const struct seen_page *page, size_t from, const struct work_table *t)
{
	bool any = false;
	for (size_t i = from; i < page->n && !any; i++)
		any = work_row_ticked(a, page, i, t);
	return any;
}

static void folded_show(struct ui *u, struct req *req, const struct seen_page *page, size_t from,
                        const struct work_table *of)
{
	struct work_table t = *of;
	const struct seen_page rest = {
		.v = page->v + from, .lists = page->lists + from, .children = page->children + from, .n = page->n - from};
	const struct slot slots[] = {{"n", tr_number(u->a, u->sp.lang, (int64_t)rest.n)}, {"group", str_from(of->title)}};
	if (from > 0)
		t.caption = tr_fill(u->a, u->sp, N_("{n} more of “{group}”"), slots, 2).p;
	ui_fold_begin(u, t.caption, any_ticked(u->a, page, from, of));
	work_rows_show(u, req, &rest, &t);
	ui_fold_end(u);
}

static void group_show(struct ui *u, struct req *req, const struct work_view *v, size_t i, bool boxes)
{
	enum work_group g = v->group[i];
	const struct seen_page *page = &v->pages[i];
	const struct work_table t = {
		.caption = caption(req, g, v->pieces[i].n), .title = tr(u->sp, work_groups[g].title),
		.kinds = filter_kinds(&v->tally) > 1, .waits = work_groups[g].waits,
		.schools = &v->schools, .form = boxes ? BULK_FORM : NULL,
		.ticked = v->ask.ticked == g, .kept = req->posted};
	size_t fold = v->ask.group == GROUPS ? fold_from[g] : NOT_FOLDED;
	struct seen_page front = *page;
	front.n = page->n < fold ? page->n : fold;
	ui_rows_begin(u, work_groups[g].code);
	if (front.n > 0)
		work_rows_show(u, req, &front, &t);
	if (page->n > front.n)
		folded_show(u, req, page, front.n, &t);
	if (boxes && page->n > 1)
		ui_tick_all(u, work_address_ticked(req, &v->ask, g),
		            tr_fill(u->a, u->sp, N_("Choose all of “{group}”"), TR_SLOTS({"group", str_from(t.title)})).p);
	more_show(u, req, v, i);
	ui_rows_end(u);
}

/* The types on the page with a row that this reader may change, as bits of their marks. */
static uint64_t marks_of(const struct work_view *v)
{
	uint64_t marks = 0;
	for (size_t i = 0; i < v->n; i++)
		for (size_t k = 0; k < v->pages[i].n; k++) {
			const struct seen *s = &v->pages[i].v[k];
			if ((s->allowed.writes & PART_BIT(s->row.rec->part)) == 0)
				continue;
			marks |= UINT64_C(1) << (v->pages[i].lists[k]->work->mark % 64);
		}
	return marks;
}

/* ---- the page ---- */

static void foot_show(struct ui *u, const struct work_view *v)
{
	struct str query = work_query(u->a, &v->ask);
	if (filter_total(&v->tally) == 0)
		return;
	ui_p_link(u, NULL, str_printf(u->a, "/werk/blad%s" STR_FMT, query.n == 0 ? "" : "?", STR_ARG(query)).p,
	          tr(u->sp, N_("Make a spreadsheet of this list")), NULL);
	ui_print_button(u);
}

enum err work_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Work list"))};
	struct work_view *v = ARENA_NEW(req->act.a, struct work_view);
	enum err e = read_work(req, v);
	if (e != OK)
		return e;
	const struct saved_view *first = first_view(req, v);
	if (first != NULL)
		return go_to_view(req, first);
	e = open_pieces(req, v);
	if (e != OK)
		return e;
	uint64_t marks = marks_of(v);
	bool boxes = bulk_any(req, marks);
	struct ui *u = view_begin(req, &page);
	work_top_show(u, req, v);
	work_nothing_show(u, req, v);
	for (size_t i = 0; i < v->n; i++)
		if (v->pages[i].n > 0)
			group_show(u, req, v, i, boxes);
	if (boxes)
		bulk_bar_show(u, req, marks);
	foot_show(u, v);
	start_tasks_show(u, tr(sp, N_("Also to do")), v->tasks, v->n_tasks);
	view_menu_rest(u, req);
	return view_end(u, req, &page);
}

bool work_badge(struct req *req, struct menu_badge *out)
{
	*out = (struct menu_badge){
		.list = route_list(LIST_WORK),
		.where = {.side = work_own_side(req)},
		.below = date_iso(req->act.a, route_today(req)),
	};
	return true;
}

#include "work_page.h"

#include "date.h"
#include "list_filter.h"
#include "people.h"
#include "route_say.h"
#include "saved_views.h"
#include "work_bulk.h"

/* All that the page is made of. */
struct work_view {
	struct work_ask ask;
	struct shelf_bucket pieces[GROUPS];
	struct seen_page pages[GROUPS];
	enum work_group group[GROUPS]; /* of each piece */
	size_t n;
	struct shelf_tally tally;
	struct saved_views *views;
	struct start_task tasks[START_TASKS_MAX + 1];
	size_t n_tasks;
	bool home; /* nothing was asked for: what there is to do besides stands here too */
};

/* ---- what is there ---- */

static int64_t piece_n(const struct work_view *v, enum work_group g)
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

static bool is_shown(const struct work_view *v, enum work_group g)
{
	return v->ask.group == GROUPS || v->ask.group == g;
}

/* Only the group that is asked for is opened: what is not shown is no look. */
static enum err open_pieces(struct req *req, struct work_view *v)
{
	struct shelf_bucket *shown = ARENA_ARRAY(req->act.a, struct shelf_bucket, GROUPS);
	struct seen_page *pages = ARENA_ARRAY(req->act.a, struct seen_page, GROUPS);
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		if (is_shown(v, v->group[i]))
			shown[n++] = v->pieces[i];
	enum err e = scope_shown(&req->act, route_list(LIST_WORK), shown, n, pages);
	n = 0;
	for (size_t i = 0; e == OK && i < v->n; i++)
		if (is_shown(v, v->group[i]))
			v->pages[i] = pages[n++];
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
	if (v->home)
		tasks = start_tasks_ask(req);
	ask_pieces(req, v);
	e = shelf_buckets(&req->act, route_list(LIST_WORK), v->pieces, v->n, &v->tally);
	if (e == OK)
		e = saved_views_take(req, v->views);
	if (e == OK && tasks != NULL)
		e = start_tasks_take(req, tasks, v->tasks, &v->n_tasks);
	return e;
}

/* ---- the top: groups with their numbers, views, filters ---- */

static void groups_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	struct ui_tab tabs[GROUPS + 1];
	size_t n = 0;
	tabs[n++] = (struct ui_tab){.label = tr(sp, N_("All work")), .href = work_address(req, &v->ask, GROUPS),
	                            .current = v->ask.group == GROUPS};
	for (enum work_group g = 0; g < GROUPS; g++)
		if (piece_n(v, g) > 0 || v->ask.group == g)
			tabs[n++] = (struct ui_tab){.label = tr(sp, work_groups[g].title), .href = work_address(req, &v->ask, g),
			                            .current = v->ask.group == g, .count = piece_n(v, g)};
	if (n > 1)
		ui_tabs(u, tr(sp, N_("Groups of work")), tabs, n);
}

/* Below this many one sees at a glance what there is. */
enum { FILTER_FROM = 8, OPTIONS_MAX = 32, LINKS_MAX = SAVED_VIEWS_MAX + 3 };

static void side_filter(struct ui *u, struct req *req, const struct work_view *v)
{
	const struct choice *c = route_fields[ROUTE_ACTS].choices;
	struct ui_option o[SIDE__N + 1] = {{.value = S(""), .label = tr(u->sp, N_("Everyone"))}};
	size_t n = 1;
	for (size_t i = 0; c[i].code != NULL; i++)
		o[n++] = (struct ui_option){.value = str_from(c[i].code), .label = tr(u->sp, c[i].label),
		                            .chosen = str_is(v->ask.value[FILTER_WHO], c[i].code)};
	(void)req;
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = work_filter_names[FILTER_WHO],
	                               .label = tr(u->sp, work_filter_labels[FILTER_WHO]), .options = o, .n_options = n});
}

/* Of who works at several places. */
static void school_filter(struct ui *u, struct req *req, const struct work_view *v)
{
	const struct viewer *who = req->viewer;
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, who->n_seats + 1);
	size_t n = 1;
	o[0] = (struct ui_option){.value = S(""), .label = tr(u->sp, N_("All my organisations"))};
	for (size_t i = 0; i < who->n_seats; i++)
		if (who->seats[i].role == who->role)
			o[n++] = (struct ui_option){.value = who->seats[i].org_pid, .label = str_c(u->a, who->seats[i].org_name),
			                            .chosen = str_eq(v->ask.value[FILTER_SCHOOL], who->seats[i].org_pid)};
	if (n > 2)
		ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = work_filter_names[FILTER_SCHOOL],
		                               .label = tr(u->sp, work_filter_labels[FILTER_SCHOOL]), .options = o,
		                               .n_options = n});
}

static void filters_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	const struct list_filter phase = {.name = "fase", .label = tr(sp, N_("Phase")), .any = tr(sp, N_("All phases")),
	                                  .of = route_list(LIST_WORK)};
	const struct list_filter kind = {.name = "soort", .label = tr(sp, N_("Kind of work")),
	                                 .any = tr(sp, N_("All kinds")), .of = route_list(LIST_WORK), .types = true};
	ui_form_begin(u, &(struct ui_form){.action = "/werk", .get = true});
	if (v->ask.group != GROUPS)
		ui_hidden(u, "groep", str_from(work_groups[v->ask.group].code));
	else
		ui_hidden(u, "weergave", S("alles"));
	school_filter(u, req, v);
	filter_field(u, req, &v->tally, &phase);
	if (filter_kinds(&v->tally) > 1 || v->ask.value[FILTER_KIND].n > 0)
		filter_field(u, req, &v->tally, &kind);
	side_filter(u, req, v);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(sp, N_("Show"))});
	ui_buttons_end(u);
	ui_form_end(u);
}

/* One link per filter in force: the same list without it. */
static void chosen_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct ui_link chips[FILTERS + 1];
	size_t n = 0;
	for (enum work_filter f = 0; f < FILTERS; f++)
		if (v->ask.value[f].n > 0)
			chips[n++] = (struct ui_link){
				tr_fill(u->a, u->sp, N_("{name}: {value} (remove)"),
				        TR_SLOTS({"name", str_from(tr(u->sp, work_filter_labels[f]))},
				                 {"value", work_value_said(req, &v->ask, f)})).p,
				work_address_without(req, &v->ask, f)};
	if (n > 0)
		ui_links(u, chips, n);
}

static void gone_show(struct ui *u, const struct work_view *v)
{
	for (enum work_filter f = 0; f < FILTERS; f++)
		if (v->ask.gone[f])
			ui_remark(u, TONE_SOON,
			          tr_fill(u->a, u->sp,
			          	N_("The filter “{name}” asks for something that is not there any more. It does "
			                                  "not count now."),
			                  TR_SLOTS({"name", str_from(tr(u->sp, work_filter_labels[f]))})).p);
	if (v->ask.group_gone)
		ui_remark(u, TONE_SOON, tr(u->sp, N_("There is no such group of work. All groups are shown.")));
}

/* The views by their names, then what can be done with them. */
static void views_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	struct ui_link links[LINKS_MAX];
	struct str query = work_query(u->a, &v->ask);
	size_t n = 0;
	for (size_t i = 0; i < v->views->n; i++) {
		const struct saved_view *s = &v->views->v[i];
		bool here = str_eq(s->query, query);
		const char *label = here ? tr_fill(u->a, sp, N_("{name} (this view)"), TR_SLOTS({"name", s->name})).p
		                         : str_c(u->a, s->name);
		links[n++] = (struct ui_link){label, str_printf(u->a, "/werk?weergave=alles%s" STR_FMT, s->query.n == 0 ? ""
			: "&",
		                                                STR_ARG(s->query)).p};
	}
	if (work_filtered(&v->ask) && saved_view_of(v->views, query) == NULL)
		links[n++] = (struct ui_link){tr(sp, N_("Save this view")),
		                              str_printf(u->a, "/werk/weergaven?" STR_FMT, STR_ARG(query)).p};
	if (v->views->n > 0)
		links[n++] = (struct ui_link){tr(sp, N_("Change views")), "/werk/weergaven"};
	if (n > 0)
		ui_links(u, links, n);
}

static void top_show(struct ui *u, struct req *req, const struct work_view *v)
{
	bool many = filter_total(&v->tally) >= FILTER_FROM, filtered = work_filtered(&v->ask);
	bool asked = filtered && (v->ask.group == GROUPS || work_query(u->a, &v->ask).n > 0);
	groups_show(u, req, v);
	gone_show(u, v);
	views_show(u, req, v);
	if (!many && !filtered)
		return;
	ui_details_begin(u, tr(u->sp, N_("Filters")), asked && v->ask.group == GROUPS);
	filters_show(u, req, v);
	ui_details_end(u);
	chosen_show(u, req, v);
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

static void group_show(struct ui *u, struct req *req, const struct work_view *v, size_t i, bool boxes)
{
	enum work_group g = v->group[i];
	const struct work_table t = {
		.caption = caption(req, g, v->pieces[i].n), .kinds = filter_kinds(&v->tally) > 1,
		.form = boxes ? BULK_FORM : NULL, .ticked = v->ask.ticked == g, .kept = req->posted};
	bool folded = g == GROUP_FAR && v->ask.group == GROUPS;
	if (folded)
		ui_details_begin(u, t.caption, v->ask.ticked == g);
	work_rows_show(u, req, &v->pages[i], &t);
	if (boxes && v->pages[i].n > 1)
		ui_tick_all(u, work_address_ticked(req, &v->ask, g),
		            tr_fill(u->a, u->sp, N_("Choose all of “{group}”"),
		                    TR_SLOTS({"group", str_from(tr(u->sp, work_groups[g].title))})).p);
	more_show(u, req, v, i);
	if (folded)
		ui_details_end(u);
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

/* ---- nothing to do ---- */

/* Where one goes on when nothing waits, as far as these pages are there for this reader. */
static const struct {
	const char *path, *label;
	const char *menu; /* only for who has this in the menu; NULL: for who may open the page */
} outlets[] = {
	{"/notities/nieuw", N_("Write a note")},
	{"/vraag/nieuw", N_("Ask advice without a name")},
	{"/groepen", N_("Bring your pupils over from your pupil system"), "/groepen"},
	{"/leerlingen", N_("Begin a route for a pupil"), "/leerlingen"},
	{"/kinderen", N_("Look at your children")},
};
enum { OUTLETS = sizeof outlets / sizeof *outlets };

static void outlets_show(struct ui *u, struct req *req)
{
	struct ui_link links[OUTLETS];
	size_t n = 0;
	for (size_t i = 0; i < OUTLETS; i++)
		if (outlets[i].menu != NULL ? view_in_menu(req, outlets[i].menu)
		                            : app_can_open(req->app, req->viewer, outlets[i].path))
			links[n++] = (struct ui_link){tr(u->sp, outlets[i].label), outlets[i].path};
	if (n > 0)
		ui_links(u, links, n);
}

/* "Het eerstvolgende is {wat} op {dag datum}." */
static void first_coming(struct ui *u, struct req *req, const struct work_view *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct seen_page *p = &v->pages[i];
		if (work_groups[v->group[i]].waits || p->n == 0)
			continue;
		const struct row *r = &p->v[0].row;
		const struct work *w = p->lists[0]->work;
		ui_p_str(u, tr_fill(u->a, u->sp, N_("Next comes: {what}, for {child}, at the latest {date}."),
		                    TR_SLOTS({"what", work_what(req, r, w)}, {"child", work_child(req, &p->children[0])},
		                             {"date", tr_date(u->a, u->sp.lang, work_by(r, w), DATE_LONG)})));
		return;
	}
}

static void done_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	int64_t waiting = piece_n(v, GROUP_WAITING);
	if (filter_total(&v->tally) == 0) {
		ui_panel_begin(u, NULL);
		ui_empty(u, tr(sp, N_("Everything is done")),
		         tr(sp, N_("What you have to do will stand here. Nothing is waiting for you today.")), NULL);
		outlets_show(u, req);
		ui_panel_end(u);
		return;
	}
	ui_panel_begin(u, NULL);
	ui_empty(u, tr(sp, N_("Everything is done")), tr(sp, N_("Nothing is waiting for you today.")), NULL);
	first_coming(u, req, v);
	if (waiting > 0)
		ui_p_link(u, tr_fill(u->a, sp, trn(sp, "{n} thing waits for someone else:", "{n} things wait for someone else:",
		                                   waiting), TR_SLOTS({"n", count_words(req, waiting)})).p,
		          work_address(req, &v->ask, GROUP_WAITING), tr(sp, N_("look at them")), NULL);
	outlets_show(u, req);
	ui_panel_end(u);
}

static void nothing_show(struct ui *u, struct req *req, const struct work_view *v)
{
	struct speak sp = req->act.speak;
	int64_t shown = 0;
	for (size_t i = 0; i < v->n; i++)
		shown += is_shown(v, v->group[i]) ? v->pieces[i].n : 0;
	if (!work_filtered(&v->ask) || filter_total(&v->tally) == 0) {
		if (piece_n(v, GROUP_LATE) + piece_n(v, GROUP_WEEK) == 0)
			done_show(u, req, v);
	} else if (shown == 0) {
		ui_empty(u, tr(sp, N_("Nothing fits this choice")),
		         tr(sp, N_("There is other work. Take the filter away to see it.")),
		         &(struct ui_link){tr(sp, N_("Show all work")), "/werk?weergave=alles"});
	}
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
	top_show(u, req, v);
	nothing_show(u, req, v);
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

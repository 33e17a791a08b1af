#include "route_pages.h"

#include "list_filter.h"
#include "route_say.h"
#include "work_rows.h"
#include "utf8.h"

static const struct field field_find = {FIND_BY_NAME(N_("Find a child by name"))};
static const struct field *const find_fields[] = {&field_find};
const struct form_def form_child_find = {.name = "child-find", .fields = find_fields, .n = 1, .submit = N_("Find")};

/* A list this short is read at a glance. */
enum { SEARCH_FROM = 8 };

static void child_rows(struct ui *u, struct req *req, const struct seen_page *page, struct schools *s,
                       const char *caption)
{
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Child"))}, {.label = tr(sp, N_("Age"))}, {.label = tr(sp, N_("Phase"))},
		{.label = tr(sp, N_("Next step"))}, {.label = tr(sp, N_("Who is to act?"))},
		{.label = tr(sp, N_("By when"))},
	};
	schools_add(s, page->v, page->n);
	ui_table_begin(u, caption, TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < page->n; i++) {
		const struct row *r = &page->v[i].row;
		struct ui_tag by = next_by_tag(req->act.a, sp, r, route_today(req));
		ui_row(u);
		cell_over(u, child_path(u->a, r, ""), child_name_short(u->a, r), school_shown(s, u->a, &page->v[i]));
		ui_cell(u, child_age(req->act.a, sp, r, route_today(req)));
		ui_cell(u, route_shown(req, r, ROUTE_PHASE));
		ui_cell(u, route_shown(req, r, ROUTE_NEXT_STEP));
		ui_cell(u, route_shown(req, r, ROUTE_ACTS));
		ui_cell_tag(u, &by);
	}
	ui_table_end(u);
}

/* The page of the address: its filter and its place in the list. */
static enum err read_children(struct req *req, struct shelf_bucket *ask, struct shelf_tally *tally,
                              struct seen_page *out)
{
	const struct list *list = route_list(LIST_CHILDREN);
	enum err e = scope_place(&req->act, list, req_query(req, "na"), &ask->after_key, &ask->after_id);
	/* Out of reach meanwhile, or none: the list begins at the front. */
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	ask->where.own = filter_place(list->facet_of, req_query(req, "fase"));
	return scope_buckets(&req->act, list, ask, 1, tally, out);
}

static void no_children(struct ui *u, struct req *req, bool filtered)
{
	struct speak sp = req->act.speak;
	if (filtered)
		ui_empty(u, tr(sp, N_("No child is in this phase now")),
		         tr(sp, N_("There are children in other phases. Take the filter away to see them all.")),
		         &(struct ui_link){tr(sp, N_("Show all children")), "/kinderen"});
	else
		ui_empty(u, tr(sp, N_("No children here yet")),
		         tr(sp, N_("A child stands here as soon as you have a part in its route. That part is given by "
		                   "the school or the partnership.")),
		         NULL);
}

/* The address of the page that begins after this child; the filter stays. */
static const char *children_address(struct req *req, struct str after)
{
	struct str asked = req_query(req, "fase");
	struct str phase = filter_place(&route_fields[ROUTE_PHASE], asked) != 0 ? asked : (struct str){0};
	const char *filter = phase.n == 0 ? "" : str_printf(req->act.a, "fase=" STR_FMT "&", STR_ARG(phase)).p;
	if (after.n == 0)
		return phase.n == 0 ? "/kinderen" : str_printf(req->act.a, "/kinderen?fase=" STR_FMT, STR_ARG(phase)).p;
	return str_printf(req->act.a, "/kinderen?%sna=" STR_FMT, filter, STR_ARG(after)).p;
}

/* Who has no question yet stands on the list of the school. */
static void pupils_link(struct ui *u, struct req *req)
{
	if (view_in_menu(req, "/leerlingen"))
		ui_p_link(u, tr(req->act.speak, N_("Do you look for a pupil without a route?")), "/leerlingen",
		          tr(req->act.speak, N_("All pupils of the school")), NULL);
}

/* The door for who may use it, where one looks for a child in vain. */
static void emergency_link(struct ui *u, struct req *req)
{
	struct speak sp = req->act.speak;
	if (app_can_open(req->app, req->viewer, "/kind/noodtoegang"))
		ui_p_link(u, tr(sp, N_("Is a child in danger that does not stand here, and can nobody be reached?")),
			  "/kind/noodtoegang", tr(sp, N_("Emergency access")), NULL);
}

enum err children_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Children"))};
	struct shelf_bucket ask = {.n = 0};
	struct shelf_tally tally = {.org = 0};
	struct seen_page found;
	struct schools schools;
	schools_ask(req, &schools);
	enum err e = read_children(req, &ask, &tally, &found);
	if (e == OK)
		e = schools_take(req, &schools);
	if (e != OK)
		return e;
	const struct list_filter filter = {.name = "fase", .of = route_list(LIST_CHILDREN), .label = tr(sp, N_("Phase")),
	                                   .any = tr(sp, N_("All phases"))};
	bool filtered = ask.where.own != 0;
	struct ui *u = view_begin(req, &page);
	if (filter_total(&tally) >= SEARCH_FROM || req->form != NULL)
		view_form(u, req_form(req, &form_child_find), "/kinderen/zoek");
	if (filter_total(&tally) >= SEARCH_FROM || filtered)
		filter_show(u, req, "/kinderen", &tally, &filter, 1);
	if (found.n == 0)
		no_children(u, req, filtered && filter_total(&tally) > 0);
	else
		child_rows(u, req, &found, &schools,
		           tr_fill(req->act.a, sp, N_("Children with whom you have a part ({n})"),
		                   TR_SLOTS({"n", count_words(req, ask.n)})).p);
	if (filter_total(&tally) >= SEARCH_FROM)
		ui_p_link(u, NULL, "/kinderen/blad", tr(sp, N_("Make a spreadsheet of this list")), NULL);
	ui_pages(u, ask.after_id != 0 ? children_address(req, (struct str){0}) : NULL,
	         found.more ? children_address(req, found.v[found.n - 1].row.pid) : NULL, NULL);
	pupils_link(u, req);
	emergency_link(u, req);
	return view_end(u, req, &page);
}

enum err children_find_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Children found")),
			       .crumbs = &(struct ui_link){tr(sp, N_("Children")), "/kinderen"},
			       .n_crumbs = 1};
	struct seen_page found;
	struct str word = utf8_fold(req->act.a, form_text(req->form, &field_find));
	struct schools schools;
	schools_ask(req, &schools);
	enum err e = scope_find(&req->act, route_list(LIST_CHILDREN), word, SCOPE_SHOWN, &found);
	if (e == OK)
		e = schools_take(req, &schools);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	view_form(u, req->form, "/kinderen/zoek");
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("Nobody found")),
			 tr(sp, N_("Check how the name is written, or type a shorter piece of it.")),
			 &(struct ui_link){tr(sp, N_("Show all children")), "/kinderen"});
	else
		child_rows(u, req, &found, &schools, tr(sp, N_("Children found")));
	if (found.more)
		ui_remark(u, TONE_INFO, tr(sp, N_("There are more. Type more of the name.")));
	if (found.front)
		ui_remark(u, TONE_INFO, tr(sp, N_("You have very many children. Type how the surname begins.")));
	pupils_link(u, req);
	emergency_link(u, req);
	return view_end(u, req, &page);
}

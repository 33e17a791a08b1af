#include "work_page.h"

#include "route_say.h"
#include "sheet.h"
#include "sheet_ask.h"

const struct form_def form_work_sheet = {.name = "work-sheet", .submit = N_("Make the spreadsheet")};
const char *const query_work_sheet[] = {"soort", "fase", "wie", "school", "groep", NULL};

enum { WIDTH = 24, WIDE = 40 };

enum err work_sheet_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct work_ask ask;
	struct ui_page page = sheet_ask(req, tr(sp, N_("Make a spreadsheet of your work list")), tr(sp, N_("Work list")),
	                                "/werk");
	enum err e = work_ask(req, req->query, &ask);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_work_sheet);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_summary_begin(u);
	for (enum work_filter k = 0; k < FILTERS; k++)
		if (ask.value[k].n > 0)
			ui_summary_row(u, tr(sp, work_filter_labels[k]), work_value_said(req, &ask, k), NULL);
	ui_summary_row(u, tr(sp, N_("Group")),
	               str_from(tr(sp, ask.group == GROUPS ? N_("All work") : work_groups[ask.group].title)), NULL);
	ui_summary_end(u);
	struct str query = work_query(u->a, &ask);
	view_form(u, f, str_printf(u->a, "/werk/blad%s" STR_FMT, query.n == 0 ? "" : "?", STR_ARG(query)).p);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

struct work_sheet {
	struct req *req;
	struct xlsx x;
	enum work_group group;
	struct schools schools;
};

static enum err put_row(void *ctx, const struct seen_page *page, size_t i)
{
	struct work_sheet *s = ctx;
	struct speak sp = s->req->act.speak;
	const struct row *r = &page->v[i].row;
	const struct work *w = page->lists[i]->work;
	const char *school = school_shown(&s->schools, s->req->act.a, &page->children[i]);
	xlsx_row(&s->x);
	xlsx_text(&s->x, str_from(tr(sp, work_groups[s->group].title)));
	xlsx_text(&s->x, work_child(s->req, &page->children[i]));
	xlsx_text(&s->x, str_from(school == NULL ? "" : school));
	xlsx_text(&s->x, work_what(s->req, &page->v[i], w));
	xlsx_text(&s->x, str_from(tr(sp, w->label)));
	xlsx_text(&s->x, work_why(s->req, &page->v[i], w));
	xlsx_text(&s->x, str_from(tr(sp, side_label(work_side(&page->v[i], w)))));
	xlsx_date(&s->x, work_by(r, w));
	return OK;
}

static const struct xlsx_col columns[] = {
	{N_("Group"), WIDTH}, {N_("Child"), WIDTH}, {N_("School"), WIDTH},          {N_("What must be done"), WIDE},
	{N_("Kind"), WIDTH},  {N_("Why"), WIDE},    {N_("Who is to act?"), WIDTH}, {N_("By when"), 0},
};

enum err work_sheet_post(struct req *req)
{
	struct work_sheet s = {.req = req};
	struct work_ask ask;
	enum err e = work_ask(req, req->query, &ask);
	if (e != OK)
		return e;
	schools_ask(req, &s.schools);
	s.schools.several = true; /* a sheet is laid beside others */
	e = schools_take(req, &s.schools);
	if (e != OK)
		return e;
	sheet_begin(&s.x, req, N_("Work list"), columns, sizeof columns / sizeof *columns);
	for (s.group = 0; e == OK && s.group < GROUPS; s.group++) {
		struct shelf_bucket piece;
		if (work_piece(req, &ask, s.group, &piece))
			e = scope_each_of(&req->act, req->app->looks, route_list(LIST_WORK), &piece, put_row, &s);
	}
	if (e == OK)
		return sheet_end(&s.x, req, "werklijst");
	return e == ERR_TOO_BIG ? sheet_too_long(req) : e;
}

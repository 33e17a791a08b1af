#include "route_pages.h"

#include "route_say.h"
#include "sheet.h"
#include "view.h"

const struct form_def form_children_sheet = {.name = "children-sheet", .submit = N_("Make the spreadsheet")};

enum err children_sheet_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {
		.title = tr(sp, N_("Make a spreadsheet of this list")),
		.crumbs = &(struct ui_link){tr(sp, N_("Children")), "/kinderen"},
		.n_crumbs = 1,
		.intro = tr(sp, N_("Each child in it is recorded as seen by you. Keep the file safe, and throw it away "
	                           "when you "
	                           "are done.")),
	};
	struct form *f = req_form(req, &form_children_sheet);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, "/kinderen/blad");
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err children_sheet_post(struct req *req)
{
	enum err e = list_sheet(req, route_list(LIST_CHILDREN));
	if (e != ERR_TOO_BIG)
		return e;
	struct speak sp = req->act.speak;
	const struct slot most[] = {{"n", tr_number(req->act.a, sp.lang, SCOPE_EACH_MAX)}};
	form_wrong(req->form, NULL, tr_fill(req->act.a, sp,
	           N_("You have more than {n} children. That is too many for one spreadsheet."), most, 1));
	return ERR_INVALID;
}

#include "route_pages.h"

#include "route_say.h"
#include "sheet.h"
#include "sheet_ask.h"
#include "view.h"

const struct form_def form_children_sheet = {.name = "children-sheet", .submit = N_("Make the spreadsheet")};

enum err children_sheet_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = sheet_ask(req, tr(sp, N_("Make a spreadsheet of this list")), tr(sp, N_("Children")),
	                                "/kinderen");
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
	return e == ERR_TOO_BIG ? sheet_too_long(req) : e;
}

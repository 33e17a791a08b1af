#include "sheet_ask.h"

struct ui_page sheet_ask(struct req *req, const char *title, const char *of, const char *back)
{
	struct ui_link *crumb = ARENA_NEW(req->act.a, struct ui_link);
	*crumb = (struct ui_link){of, back};
	return (struct ui_page){
		.title = title, .crumbs = crumb, .n_crumbs = 1,
		.intro = tr(req->act.speak, N_("Each child in it is recorded as seen by you. Keep the file safe, and throw it "
		                               "away when you are done.")),
	};
}

enum err sheet_too_long(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct slot most[] = {{"n", tr_number(req->act.a, sp.lang, SCOPE_EACH_MAX)}};
	form_wrong(req->form, NULL, tr_fill(req->act.a, sp,
	           N_("You have more than {n} children. That is too many for one spreadsheet."), most, 1));
	return ERR_INVALID;
}

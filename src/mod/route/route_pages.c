#include "route_pages.h"

#include "people.h"
#include "route_flow.h"
#include "route_say.h"

static const struct field *const next_fields[] = {
	&route_fields[ROUTE_NEXT_STEP], &route_fields[ROUTE_ACTS], &route_fields[ROUTE_NEXT_BY],
};
const struct form_def form_next_step = {
	.name = "next-step", .fields = next_fields, .n = 3, .drafts = true, .submit = N_("Save the next step")};

enum err next_step_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(req->act.a, r).p, child_path(req->act.a, r, "")}};
	struct ui_page page = {.title = tr(sp, N_("Next step")), .crumbs = crumbs, .n_crumbs = 2,
	                       .intro = tr(sp, N_("Everyone who takes part reads this, also parents."))};
	struct form *f = req_form(req, &form_next_step);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, child_path(req->act.a, r, "/volgende-stap"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err next_step_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("Next step saved"), CHANGE_UNDO);
	change_put(c, &rec_route, r->id, req->form);
	return req_commit(req, c, "%s", child_path(req->act.a, r, ""));
}

/* ---- why may I ---- */

enum err child_access_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct allowed *may = &req->seen.allowed;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Why may I see this?")),
		.crumbs = crumbs,
		.n_crumbs = 2,
		.intro = tr(sp, N_("You see a part only because you have a task for this child. When that task ends, "
				   "the part closes at once.")),
	};
	const struct ui_col cols[] = {{.label = tr(sp, N_("Part"))},
				      {.label = tr(sp, N_("What for"))},
				      {.label = tr(sp, N_("May you change it?"))}};
	struct ui *u = view_begin(req, &page);
	ui_table_begin(u, tr(sp, N_("What is open for you now")), TABLE_CARDS, cols, 3);
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		if ((may->reads & PART_BIT(p)) == 0)
			continue;
		ui_row(u);
		ui_cell(u, str_from(say_part(req, p)));
		ui_cell(u, str_from(tr(sp, purpose_label(may->purpose[p]))));
		ui_cell(u, str_from(tr(sp, (may->writes & PART_BIT(p)) != 0 ? N_("Yes") : N_("No"))));
	}
	ui_table_end(u);
	return view_end(u, req, &page);
}

#include "opp_pages.h"

#include "flow.h"
#include "record_view.h"
#include "route.h"
#include "steps.h"

static const struct field *const new_fields[] = {&opp_fields[OPP_ENROLLED]};
const struct form_def form_opp_new = {.name = "opp-new", .fields = new_fields, .n = 1, .submit = N_("Begin the plan")};

static int32_t today(const struct req *req)
{
	return instant_date(req->act.now);
}

/* ---- the plans of a child ---- */

/* Among plans of several children, by the child; among those of one, by its version. */
static struct str plan_name(struct req *req, const struct seen_page *plans, size_t i)
{
	const struct row *r = &plans->v[i].row;
	struct arena *a = req->act.a;
	if (plans->children != NULL && plans->children[i].row.rec != NULL)
		return child_name_short(a, &plans->children[i].row);
	return tr_fill(a, req->act.speak, N_("Plan, version {n}"),
	               TR_SLOTS({"n", tr_number(a, req->act.speak.lang, row_int(r, &opp_fields[OPP_VERSION]))}));
}

static void plan_rows(struct ui *u, struct req *req, const struct seen_page *plans, const char *caption)
{
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Plan"))}, {.label = tr(sp, N_("State"))}, {.label = tr(sp, N_("Term"))}};
	ui_table_begin(u, caption, TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < plans->n; i++) {
		const struct row *r = &plans->v[i].row;
		struct ui_tag state = view_state(sp, r), term = view_term_tag(req->act.a, sp, r, today(req));
		ui_row(u);
		ui_cell_link(u, plan_path(req->act.a, r, ""), plan_name(req, plans, i));
		ui_cell_tag(u, &state);
		if (term.state.n > 0)
			ui_cell_tag(u, &term);
		else
			ui_cell(u, str_from(tr(sp, N_("No term runs"))));
	}
	ui_table_end(u);
}

enum err child_plans_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct child_list l;
	enum err e = child_list(req, &rec_opp, &l);
	if (e != OK || l.leads_on)
		return e;
	struct ui_page page = {
		.title = tr(sp, N_("Plan (OPP)")), .crumbs = l.crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("In the plan stands what the child needs, what everyone does, and where it leads.")),
	};
	bool may_write = (req->seen.allowed.writes & PART_BIT(rec_opp.part)) != 0;
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/plan");
	if (l.found.n == 0)
		ui_empty(u, tr(sp, N_("No plan yet")),
		         tr(sp, N_("A child who gets extra support has a plan within six weeks.")), NULL);
	else
		plan_rows(u, req, &l.found, tr(sp, N_("Plans of this child")));
	if (may_write) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, child_path(a, child, "/plan/nieuw"), tr(sp, N_("Begin a plan")));
		ui_buttons_end(u);
	}
	return view_end(u, req, &page);
}

enum err plan_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, child).p, child_path(a, child, "")},
	                                 {tr(sp, N_("Plan (OPP)")), child_path(a, child, "/plan")}};
	struct ui_page page = {
		.title = tr(sp, N_("Begin a plan")), .crumbs = crumbs, .n_crumbs = 3,
		.intro = tr(sp, N_("First hear the pupil. Then you write the plan together.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_opp_new), child_path(a, child, "/plan/nieuw"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err plan_new_post(struct req *req)
{
	const struct row *child = &req->seen.row;
	struct str pid;
	int64_t id;
	struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(child->id),
		[OPP_VERSION] = val_int(1),
		[OPP_SCHOOL] = row_val(child, &route_fields[ROUTE_SCHOOL]),
		[OPP_ENROLLED] = form_val(req->form, &opp_fields[OPP_ENROLLED]),
	};
	struct change *c = change_begin(&req->act, N_("Plan begun"), 0);
	enum err e = change_new(c, &rec_opp, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/plan/" STR_FMT, STR_ARG(pid));
}

/* ---- all plans that one may see ---- */

enum err plans_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Plans")),
	                       .intro = tr(sp, N_("What must be done first stands at the top."))};
	struct seen_page found;
	struct str key = {0};
	int64_t id = 0;
	enum err e = scope_place(&req->act, &rec_opp.lists[0], req_query(req, "na"), &key, &id);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	e = scope_page(&req->act, &rec_opp.lists[0], key, id, (struct str){0}, &found);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("No plans here yet")),
		         tr(sp, N_("A plan stands here as soon as you have a part in the route of that child.")), NULL);
	else
		plan_rows(u, req, &found, tr(sp, N_("Plans that are not closed")));
	const char *next =
		found.more ? str_printf(req->act.a, "/plannen?na=" STR_FMT, STR_ARG(found.v[found.n - 1].row.pid)).p
			   : NULL;
	ui_pages(u, id != 0 ? "/plannen" : NULL, next, NULL);
	return view_end(u, req, &page);
}

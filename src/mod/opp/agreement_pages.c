#include "need_show.h"
#include "opp_pages.h"

#include "route.h"

static const struct field *const fields[] = {&agreement_fields[AGREEMENT_ANSWER], &agreement_fields[AGREEMENT_BECAUSE]};
const struct form_def form_agreement = {
	.name = "opp-agreement", .fields = fields, .n = 2, .drafts = true, .submit = N_("Send your answer")};

/* Goals and support that the answer is about, as they stand in the plan. */
static void asked_about(struct ui *u, const struct plan_view *v)
{
	const struct needs n = needs_take(v->needs);
	needs_panels(u, &n, NEED_BIT(DRAFT));
}

enum err agreement_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *plan = &req->seen.row;
	struct plan_view v;
	enum err e = plan_load(req, &v);
	if (e != OK)
		return e;
	const struct slot name[] = {{"name", row_text(&v.child, &route_fields[ROUTE_GIVEN_NAME])}};
	const struct row *own = own_answer(req, &v.answers);
	const struct ui_link crumbs[] = {{child_name(a, &v.child).p, child_path(a, &v.child, "")},
	                                 {tr(sp, N_("Plan (OPP)")), plan_path(a, plan, "")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Your answer about the plan of {name}"), name, 1).p,
		.window_title = tr(sp, N_("Your answer about the plan")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("The school may give this guidance only when you agree. You may say no.")),
	};
	struct form *f = req_form(req, &form_agreement);
	if (!f->posted && f->draft_at == 0 && own != NULL)
		form_from_row(f, a, own);
	f->rev = plan->rev; /* which text stands beside the question */
	struct ui *u = view_begin(req, &page);
	asked_about(u, &v);
	ui_panel_begin(u, tr(sp, N_("What we do")));
	view_row(u, plan, (const struct field *const[]){&opp_fields[OPP_GUIDANCE], &opp_fields[OPP_DEVIATIONS]}, 2);
	ui_p_link(u, NULL, plan_path(a, plan, ""), tr(sp, N_("Read the whole plan")), NULL);
	ui_panel_end(u);
	ui_panel_begin(u, NULL);
	view_form(u, f, plan_path(a, plan, "/instemming"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err first_answer(struct req *req, struct change *c)
{
	const struct row *plan = &req->seen.row;
	const struct val v[AGREEMENT__N] = {
		[AGREEMENT_ROUTE] = val_int(req->seen.route),
		[AGREEMENT_OPP] = val_int(plan->id),
		[AGREEMENT_VERSION] = row_val(plan, &opp_fields[OPP_VERSION]),
		[AGREEMENT_GUARDIAN] = val_int(req->viewer->account),
		[AGREEMENT_ANSWER] = form_val(req->form, &agreement_fields[AGREEMENT_ANSWER]),
		[AGREEMENT_BECAUSE] = form_val(req->form, &agreement_fields[AGREEMENT_BECAUSE]),
		[AGREEMENT_GIVEN] = val_int(req->act.now),
	};
	struct str pid;
	int64_t id;
	return change_new(c, &rec_opp_agreement, v, &id, &pid);
}

enum err agreement_post(struct req *req)
{
	struct seen_page answers;
	struct row child;
	struct change *c = change_begin(&req->act, N_("Your answer is sent"), 0);
	enum err e = plan_beside(req, &child, &answers);
	if (e != OK)
		return e;
	const struct row *own = own_answer(req, &answers);
	if (agreement_asked(&req->seen, req->viewer->role) && req->form->rev != req->seen.row.rev) {
		form_wrong(req->form, NULL,
		           str_from(tr(req->act.speak,
		                       N_("The school changed the plan after you opened this page. Read it again."))));
		return ERR_INVALID;
	}
	if (own != NULL) {
		req->form->rev = own->rev;
		change_put(c, &rec_opp_agreement, own->id, req->form);
		change_set(c, &rec_opp_agreement, own->id, &agreement_fields[AGREEMENT_GIVEN], val_int(req->act.now));
	} else {
		e = first_answer(req, c);
	}
	return e != OK ? e : req_commit(req, c, "%s", plan_path(req->act.a, &req->seen.row, ""));
}

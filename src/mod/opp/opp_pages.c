#include "opp_pages.h"

#include "flow.h"
#include "route.h"
#include "steps.h"

static const struct field *const new_fields[] = {&opp_fields[OPP_ENROLLED]};
const struct form_def form_opp_new = {.name = "opp-new", .fields = new_fields, .n = 1, .submit = N_("Begin the plan")};

static const struct field *const fields[] = {
	&opp_fields[OPP_ENROLLED], &opp_fields[OPP_HEARD_ON], &opp_fields[OPP_HEARD_HOW], &opp_fields[OPP_PUPIL_VIEW],
	&opp_fields[OPP_PUPIL_DONE], &opp_fields[OPP_TOLD_ON], &opp_fields[OPP_DESTINATION], &opp_fields[OPP_GROUNDS],
	&opp_fields[OPP_HINDERING], &opp_fields[OPP_PROMOTING], &opp_fields[OPP_GUIDANCE], &opp_fields[OPP_DEVIATIONS],
};
enum { N_FIELDS = sizeof fields / sizeof *fields, PUPIL_FROM = 1, PLACE_FROM = 6, DO_FROM = 10 };
const struct form_def form_opp = {
	.name = "opp", .fields = fields, .n = N_FIELDS, .drafts = true, .submit = N_("Save the plan")};

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
	struct seen_page plans;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_opp, &plans);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Plan (OPP)")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("In the plan stands what the child needs, what everyone does, and where it leads.")),
	};
	bool may_write = (req->seen.allowed.writes & PART_BIT(rec_opp.part)) != 0;
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/plan");
	if (plans.n == 0)
		ui_empty(u, tr(sp, N_("No plan yet")),
		         tr(sp, N_("A child that gets extra support has a plan within six weeks.")), NULL);
	else
		plan_rows(u, req, &plans, tr(sp, N_("Plans of this child")));
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

/* ---- one plan ---- */

/* What is kept from the reader says so (access.md rule 7); it is not called empty. */
static void rows_show(struct ui *u, const struct seen *plan, const char *title, const enum opp_field *shown, size_t n)
{
	ui_h2(u, title);
	ui_summary_begin(u);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = &opp_fields[shown[i]];
		struct str text = f->type->show(u->a, u->sp, f, row_val(&plan->row, f));
		if (plan->hidden[record_field(&rec_opp, f)])
			text = str_from(tr(u->sp, N_("You may not read this")));
		else if (text.n == 0)
			text = str_from(tr(u->sp, N_("Not filled in yet")));
		ui_summary_row(u, tr(u->sp, f->label), text, NULL);
	}
	ui_summary_end(u);
}

/* Whose answer: guardians are not told about each other (rule 12 of access.md). */
static struct ui_said said_of(struct req *req, const struct row *answer)
{
	struct speak sp = req->act.speak;
	const struct field *f = &agreement_fields[AGREEMENT_ANSWER];
	struct str words = f->type->show(req->act.a, sp, f, row_val(answer, f));
	struct str because = row_text(answer, &agreement_fields[AGREEMENT_BECAUSE]);
	bool own = row_int(answer, &agreement_fields[AGREEMENT_GUARDIAN]) == req->viewer->account;
	if (because.n > 0)
		words = str_printf(req->act.a, STR_FMT "\n" STR_FMT, STR_ARG(words), STR_ARG(because));
	return (struct ui_said){
		.voice = VOICE_PARENTS,
		.who = tr(sp, own ? N_("Your answer") : N_("A parent or guardian")),
		.words = words,
		.by = tr_date_time(req->act.a, sp.lang, row_int(answer, &agreement_fields[AGREEMENT_GIVEN])),
	};
}

enum { VOICES_MAX = 8 };

static void voices_show(struct ui *u, struct req *req, const struct seen_page *answers)
{
	const struct row *r = &req->seen.row;
	struct ui_said said[VOICES_MAX] = {{
		.voice = VOICE_CHILD,
		.words = row_text(r, &opp_fields[OPP_PUPIL_VIEW]),
		.missing = tr(u->sp, N_("Not asked yet")),
	}};
	size_t n = 1;
	for (size_t i = 0; i < answers->n && n < VOICES_MAX; i++)
		said[n++] = said_of(req, &answers->v[i].row);
	if (n == 1)
		said[n++] = (struct ui_said){.voice = VOICE_PARENTS,
		                             .missing = tr(u->sp, N_("No answer yet about the guidance"))};
	ui_voices(u, said, n);
}

static void plan_text(struct ui *u, const struct seen *plan)
{
	static const enum opp_field pupil[] = {OPP_HEARD_ON, OPP_HEARD_HOW, OPP_PUPIL_DONE, OPP_TOLD_ON};
	static const enum opp_field help[] = {OPP_GUIDANCE, OPP_DEVIATIONS};
	static const enum opp_field place[] = {OPP_DESTINATION, OPP_GROUNDS, OPP_HINDERING, OPP_PROMOTING};
	static const enum opp_field steps[] = {OPP_ENROLLED, OPP_TALKED_ON, OPP_ADOPTED, OPP_EVALUATED, OPP_EVALUATION,
	                                       OPP_ENDED, OPP_ENDED_WHY};
	rows_show(u, plan, tr(u->sp, N_("What the pupil says")), pupil, sizeof pupil / sizeof *pupil);
	rows_show(u, plan, tr(u->sp, N_("What we do")), help, sizeof help / sizeof *help);
	rows_show(u, plan, tr(u->sp, N_("Where it leads")), place, sizeof place / sizeof *place);
	const struct field *done[sizeof steps / sizeof *steps];
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		done[i] = &opp_fields[steps[i]];
	ui_h2(u, tr(u->sp, N_("What was done when")));
	view_row(u, &plan->row, done, sizeof steps / sizeof *steps);
}

/* What may be written here by this reader, each behind its own page. */
static void ways_in(struct ui *u, struct req *req, const struct seen_page *answers)
{
	const struct row *r = &req->seen.row;
	bool text = flow_editable(&req->act, &req->seen), answer = agreement_asked(&req->seen, req->viewer->role);
	bool given = false;
	if (!text && !answer)
		return;
	for (size_t i = 0; i < answers->n; i++)
		given |= row_int(&answers->v[i].row, &agreement_fields[AGREEMENT_GUARDIAN]) == req->viewer->account;
	ui_buttons_begin(u);
	if (answer)
		ui_button_link(u, given ? BUTTON_ALT : BUTTON_PRIMARY, plan_path(u->a, r, "/instemming"),
			       tr(u->sp, given ? N_("Change your answer") : N_("Give your answer")));
	if (text)
		ui_button_link(u, BUTTON_PRIMARY, plan_path(u->a, r, "/wijzig"), tr(u->sp, N_("Change the plan")));
	ui_buttons_end(u);
}

enum err plan_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct row child;
	struct seen_page answers;
	enum err e = plan_beside(req, &child, &answers);
	if (e != OK)
		return e;
	const struct slot name[] = {{"name", row_text(&child, &route_fields[ROUTE_GIVEN_NAME])}};
	const struct slot version[] = {{"n", tr_number(a, sp.lang, row_int(r, &opp_fields[OPP_VERSION]))}};
	const struct str facts[] = {tr_fill(a, sp, N_("version {n}"), version, 1)};
	const struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, &child).p, child_path(a, &child, "")},
	                                 {tr(sp, N_("Plan (OPP)")), child_path(a, &child, "/plan")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Plan of {name}"), name, 1).p, .window_title = tr(sp, N_("Plan of a child")),
		.crumbs = crumbs, .n_crumbs = 3, .facts = facts, .n_facts = 1, .tags = &state, .n_tags = 1,
	};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	view_terms(u, &req->seen, today(req));
	e = view_steps(u, req, plan_path(a, r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	ways_in(u, req, &answers);
	voices_show(u, req, &answers);
	ui_panel_begin(u, NULL);
	plan_text(u, &req->seen);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

static void group(struct ui *u, const struct form *f, const char *title, size_t from, size_t below)
{
	if (title != NULL)
		ui_h2(u, title);
	for (size_t i = from; i < below; i++)
		view_field(u, f, fields[i]);
}

enum err plan_edit_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {tr(sp, N_("Plan (OPP)")), plan_path(a, r, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Change the plan")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Parents read everything that stands here. A draft may stay incomplete.")),
	};
	struct form *f = req_form(req, &form_opp);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, plan_path(a, r, "/wijzig"));
	group(u, f, NULL, 0, PUPIL_FROM);
	group(u, f, tr(sp, N_("What the pupil says")), PUPIL_FROM, PLACE_FROM);
	group(u, f, tr(sp, N_("Where it leads")), PLACE_FROM, DO_FROM);
	group(u, f, tr(sp, N_("What we do")), DO_FROM, N_FIELDS);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err plan_edit_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("Plan saved"), CHANGE_UNDO);
	change_put(c, &rec_opp, r->id, req->form);
	return req_commit(req, c, "%s", plan_path(req->act.a, r, ""));
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

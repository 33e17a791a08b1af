/* Goals and support of one child: the page a teacher works from, and one goal with all that was measured. */
#include "need_show.h"
#include "opp_pages.h"

#include "date.h"
#include "flow.h"
#include "route.h"
#include "steps.h"
#include "trend.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
/* Those of a plan that is written or holds. */
#define PRESENT (NEED_BIT(DRAFT) | NEED_BIT(HELD))
#define PAST (NEED_BIT(ENDED) | NEED_BIT(ASIDE))

static const struct field *const goal_form[] = {
	&opp_goal_fields[OPP_GOAL_WHAT], &opp_goal_fields[OPP_GOAL_AREA], &opp_goal_fields[OPP_GOAL_MEASURE],
	&opp_goal_fields[OPP_GOAL_START], &opp_goal_fields[OPP_GOAL_START_ON], &opp_goal_fields[OPP_GOAL_AIM],
	&opp_goal_fields[OPP_GOAL_AIM_BY], &opp_goal_fields[OPP_GOAL_CARE], &opp_goal_fields[OPP_GOAL_CARE_BY],
};
const struct form_def form_goal = {
	.name = "opp-goal", .fields = goal_form, .n = N_OF(goal_form), .drafts = true, .submit = N_("Save the goal")};
static const struct field *const help_form[] = {
	&help_fields[HELP_FORM], &help_fields[HELP_WHAT], &help_fields[HELP_WHO], &help_fields[HELP_MINUTES],
	&help_fields[HELP_FROM], &help_fields[HELP_UNTIL], &help_fields[HELP_CARD],
};
const struct form_def form_help = {
	.name = "opp-help", .fields = help_form, .n = N_OF(help_form), .drafts = true, .submit = N_("Save the support")};
static const struct field *const progress_form[] = {
	&progress_fields[PROGRESS_ON], &progress_fields[PROGRESS_VALUE], &progress_fields[PROGRESS_WORDS]};
const struct form_def form_progress = {
	.name = "opp-progress", .fields = progress_form, .n = 3, .submit = N_("Save the number")};

static bool may_keep(const struct req *req, const struct field *f)
{
	return (req->seen.allowed.writes & PART_BIT(PART_CARD)) != 0 && field_by(f, req->viewer->role);
}

/* ---- all of one child ---- */

static void keep_buttons(struct ui *u, struct req *req)
{
	const struct row *child = &req->seen.row;
	if (!may_keep(req, &opp_goal_fields[OPP_GOAL_WHAT]))
		return;
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, child_path(u->a, child, "/doel/nieuw"), tr(u->sp, N_("Add a goal")));
	ui_button_link(u, BUTTON_ALT, child_path(u->a, child, "/hulp/nieuw"), tr(u->sp, N_("Add support")));
	ui_buttons_end(u);
}

enum err child_goals_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct seen_page found[NEEDS_RECORDS];
	enum err e = scope_pieces_all(&req->act, &req->seen, needs_records, NEEDS_RECORDS, found);
	if (e != OK)
		return e;
	struct needs n = needs_take(found);
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Goals and support")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp,
			N_("What the child works on, and what everyone does. Progress is told from the child's own start.")),
	};
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/doelen");
	proposals_show(u, req, &n, may_keep(req, &opp_goal_fields[OPP_GOAL_WHAT]));
	if (needs_in(&n.goals, PRESENT) == 0)
		ui_empty(u, tr(sp, N_("No goals yet")),
		         tr(sp, N_("A goal says what the child will be able to do, and how you see it.")), NULL);
	if (needs_in(&n.help, PRESENT) == 0)
		ui_empty(u, tr(sp, N_("No support yet")), tr(sp, N_("Look first at what helps the whole class.")), NULL);
	needs_panels(u, &n, PRESENT);
	keep_buttons(u, req);
	if (needs_in(&n.goals, PAST) + needs_in(&n.help, PAST) > 0) {
		ui_details_begin(u, tr(sp, N_("What was before")), false);
		(void)goals_show(u, &n, PAST, tr(sp, N_("Goals that ended or were put aside")));
		(void)help_show(u, &n, PAST, tr(sp, N_("Support that ended or was put aside")));
		ui_details_end(u);
	}
	return view_end(u, req, &page);
}

/* ---- a new one ---- */

static enum err new_page(struct req *req, const char *title, const char *intro, const struct form_def *def,
                         const char *below)
{
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	const struct ui_link crumbs[] = {
		{child_name(a, child).p, child_path(a, child, "")},
		{tr(req->act.speak, N_("Goals and support")), child_path(a, child, "/doelen")}};
	struct ui_page page = {.title = tr(req->act.speak, title), .intro = tr(req->act.speak, intro), .crumbs = crumbs,
	                       .n_crumbs = 2};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, def), child_path(a, child, below));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err goal_new_page(struct req *req)
{
	return new_page(req, N_("Add a goal"),
	                N_("Write what the pupil will be able to do. How you measure it may come later."), &form_goal,
	                "/doel/nieuw");
}

enum err help_new_page(struct req *req)
{
	return new_page(req, N_("Add support"), N_("Look first at what helps the whole class, then a small group."),
	                &form_help, "/hulp/nieuw");
}

static enum err new_post(struct req *req, const struct record *rec, const char *done, size_t route)
{
	const struct row *child = &req->seen.row;
	struct val *v = ARENA_ARRAY(req->act.a, struct val, rec->n);
	struct str pid;
	int64_t id;
	for (size_t i = 0; i < req->form->def->n; i++)
		v[record_field(rec, req->form->def->fields[i])] = req->form->v[i];
	v[route] = val_int(child->id);
	struct change *c = change_begin(&req->act, done, CHANGE_UNDO);
	enum err e = change_new(c, rec, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", child_path(req->act.a, child, "/doelen"));
}

enum err goal_new_post(struct req *req)
{
	return new_post(req, &rec_opp_goal, N_("Goal saved"), OPP_GOAL_ROUTE);
}

enum err help_new_post(struct req *req)
{
	return new_post(req, &rec_opp_help, N_("Support saved"), HELP_ROUTE);
}

/* ---- one ---- */

static void points_show(struct ui *u, const struct row *goal, const struct point *v, size_t n)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("Day"))}, {.label = tr(u->sp, N_("Number")), .kind = COL_NUMBER},
		{.label = tr(u->sp, N_("What was seen"))},
	};
	(void)goal;
	ui_table_begin(u, tr(u->sp, N_("All that was measured")), TABLE_DATA, cols, 3);
	for (size_t i = 0; i < n; i++) {
		ui_row(u);
		ui_cell(u, v[i].on > 0 ? tr_date(u->a, u->sp.lang, v[i].on, DATE_SHORT) : str_from(tr(u->sp,
			N_("at the start"))));
		ui_cell(u, tr_number(u->a, u->sp.lang, v[i].value));
		ui_cell(u, v[i].row == NULL ? str_from(tr(u->sp, N_("the start"))) : row_text(v[i].row,
			&progress_fields[PROGRESS_WORDS]));
	}
	ui_table_end(u);
}

static void goal_line_show(struct ui *u, const struct row *goal, const struct point *v, size_t n)
{
	struct val aim = row_val(goal, &opp_goal_fields[OPP_GOAL_AIM]);
	if (n == 0 || aim.type != VAL_INT)
		return;
	const struct ui_figure figures[] = {
		{tr_number(u->a, u->sp.lang, v[0].value), tr(u->sp, N_("at the start")), NULL},
		{tr_number(u->a, u->sp.lang, v[n - 1].value), tr(u->sp, N_("now")), NULL},
		{tr_number(u->a, u->sp.lang, aim.i), tr(u->sp, N_("aim")), NULL}};
	ui_figures(u, figures, 3);
}

static void measure_form(struct ui *u, struct req *req)
{
	const struct row *r = &req->seen.row;
	if (flow_state(r) != NEED_HELD || !may_keep(req, &progress_fields[PROGRESS_VALUE]))
		return;
	ui_panel_begin(u, tr(u->sp, N_("Write down what you measured")));
	view_form(u, req_form(req, &form_progress), goal_path(u->a, r, "/meting"));
	ui_panel_end(u);
}

static void edit_link(struct ui *u, struct req *req, const char *path, const struct field *by)
{
	if (!flow_editable(&req->act, &req->seen) || !field_by(by, req->viewer->role))
		return;
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, path, tr(u->sp, N_("Change")));
	ui_buttons_end(u);
}

static struct ui_page piece_page(struct req *req, const struct row *child, struct ui_link crumbs[2], const char *title,
                                 const char *window, struct ui_tag *state)
{
	struct arena *a = req->act.a;
	crumbs[0] = (struct ui_link){child_name(a, child).p, child_path(a, child, "")};
	crumbs[1] = (struct ui_link){tr(req->act.speak, N_("Goals and support")), child_path(a, child, "/doelen")};
	*state = view_state(req->act.speak, &req->seen.row);
	return (struct ui_page){.title = title, .window_title = tr(req->act.speak, window), .crumbs = crumbs, .n_crumbs = 2,
	                        .tags = state, .n_tags = 1};
}

enum err goal_page(struct req *req)
{
	static const struct record *const recs[] = {&rec_route, &rec_opp_progress};
	static const struct field *const facts[] = {
		&opp_goal_fields[OPP_GOAL_AREA], &opp_goal_fields[OPP_GOAL_MEASURE], &opp_goal_fields[OPP_GOAL_AIM_BY],
		&opp_goal_fields[OPP_GOAL_CARE], &opp_goal_fields[OPP_GOAL_CARE_BY], &opp_goal_fields[OPP_GOAL_REVIEWED],
		&opp_goal_fields[OPP_GOAL_RESULT], &opp_goal_fields[OPP_GOAL_RESULT_WORDS], &opp_goal_fields[OPP_GOAL_ENDED],
	};
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct seen_page found[2];
	struct point points[POINTS_MAX];
	struct ui_link crumbs[2];
	struct ui_tag state;
	view_steps_ask(req);
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 2, found);
	if (e == OK && found[0].n != 1)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	size_t n = goal_points(r, &found[1], points);
	struct ui_page page = piece_page(req, &found[0].v[0].row, crumbs,
	                                 str_c(a, row_text(r, &opp_goal_fields[OPP_GOAL_WHAT])),
		N_("Goal of a child"), &state);
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	e = view_steps(u, req, goal_path(a, r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	goal_line_show(u, r, points, n);
	measure_form(u, req);
	ui_panel_begin(u, tr(u->sp, N_("About this goal")));
	view_row(u, r, facts, N_OF(facts));
	ui_small(u, source_said(a, u->sp, row_text(r, &opp_goal_fields[OPP_GOAL_SOURCE]),
	                        row_val(r, &opp_goal_fields[OPP_GOAL_SOURCE_ON])).p);
	edit_link(u, req, goal_path(a, r, "/wijzig"), &opp_goal_fields[OPP_GOAL_WHAT]);
	if (n > 0)
		points_show(u, r, points, n);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* The family reads what is there, not what nobody filled in yet. */
static void help_row(struct ui *u, struct req *req, const char *label, enum help_field f, struct str text)
{
	bool there = row_val(&req->seen.row, &help_fields[f]).type != VAL_NULL;
	if (there || child_reader(req) != SIDE_PARENTS)
		ui_summary_row(u, tr(u->sp, label), text, NULL);
}

enum err help_page(struct req *req)
{
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct val minutes = row_val(r, &help_fields[HELP_MINUTES]);
	struct row child;
	struct ui_link crumbs[2];
	struct ui_tag state;
	view_steps_ask(req);
	enum err e = child_beside(req, &child);
	if (e != OK)
		return e;
	struct ui_page page = piece_page(req, &child, crumbs, str_c(a, row_text(r, &help_fields[HELP_WHAT])),
	                                 N_("Support of a child"), &state);
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	e = view_steps(u, req, help_path(a, r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, tr(u->sp, N_("About this support")));
	ui_summary_begin(u);
	help_row(u, req, N_("For whom?"), HELP_FORM, help_said(u, r, HELP_FORM));
	help_row(u, req, N_("Who does it?"), HELP_WHO, help_said(u, r, HELP_WHO));
	help_row(u, req, N_("A week"), HELP_MINUTES,
	         minutes.type == VAL_INT ? minutes_said(a, u->sp, minutes.i) : (struct str){0});
	help_row(u, req, N_("When"), HELP_FROM,
	         period_said(a, u->sp, row_val(r, &help_fields[HELP_FROM]), row_val(r, &help_fields[HELP_UNTIL])));
	help_row(u, req, N_("Did it help?"), HELP_EFFECT, help_said(u, r, HELP_EFFECT));
	help_row(u, req, N_("What did you see?"), HELP_EFFECT_WORDS, help_said(u, r, HELP_EFFECT_WORDS));
	ui_summary_row(u, tr(u->sp, N_("From")), source_said(a, u->sp, row_text(r, &help_fields[HELP_SOURCE]),
	                                                      row_val(r, &help_fields[HELP_SOURCE_ON])), NULL);
	ui_summary_end(u);
	edit_link(u, req, help_path(a, r, "/wijzig"), &help_fields[HELP_WHAT]);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

static enum err edit_page(struct req *req, const char *title, const struct form_def *def, const char *back,
                          const char *action)
{
	const struct row *r = &req->seen.row;
	struct form *f = req_form(req, def);
	const struct ui_link crumbs[] = {{tr(req->act.speak, r->rec->label), back}};
	struct ui_page page = {.title = tr(req->act.speak, title), .crumbs = crumbs, .n_crumbs = 1};
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, action);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err goal_edit_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	return edit_page(req, N_("Change the goal"), &form_goal, goal_path(req->act.a, r, ""),
	                 goal_path(req->act.a, r, "/wijzig"));
}

enum err help_edit_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	return edit_page(req, N_("Change the support"), &form_help, help_path(req->act.a, r, ""),
	                 help_path(req->act.a, r, "/wijzig"));
}

enum err goal_edit_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("Goal saved"), CHANGE_UNDO);
	change_put(c, &rec_opp_goal, r->id, req->form);
	return req_commit(req, c, "%s", goal_path(req->act.a, r, ""));
}

enum err help_edit_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("Support saved"), CHANGE_UNDO);
	change_put(c, &rec_opp_help, r->id, req->form);
	return req_commit(req, c, "%s", help_path(req->act.a, r, ""));
}

enum err progress_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	const struct val v[PROGRESS__N] = {
		[PROGRESS_ROUTE] = val_int(req->seen.route),
		[PROGRESS_GOAL] = val_int(r->id),
		[PROGRESS_ON] = form_val(req->form, &progress_fields[PROGRESS_ON]),
		[PROGRESS_VALUE] = form_val(req->form, &progress_fields[PROGRESS_VALUE]),
		[PROGRESS_WORDS] = form_val(req->form, &progress_fields[PROGRESS_WORDS]),
		[PROGRESS_BY] = val_int(req->viewer->account),
	};
	struct str pid;
	int64_t id;
	struct change *c = change_begin(&req->act, N_("The number is saved"), CHANGE_UNDO);
	enum err e = change_new(c, &rec_opp_progress, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", goal_path(req->act.a, r, ""));
}

/* One press on the list: back to the list, so that the next one is at hand. */
enum err need_decide_post(struct req *req)
{
	const struct transition *t = req->route->move;
	struct row child;
	enum err e = child_beside(req, &child);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, t->done, t->undo ? CHANGE_UNDO : 0);
	change_move(c, &req->seen, t, req->form);
	return req_commit(req, c, "%s", child_path(req->act.a, &child, "/doelen"));
}

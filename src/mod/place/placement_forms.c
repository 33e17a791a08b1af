/* What is written down on the way: the preparation, answers, goals, talks, observations, practice moments. */
#include "placement_show.h"

#include "steps.h"

#define F(x) &placement_fields[PLACEMENT_##x]
#define A(x) &place_answer_fields[PANSWER_##x]
static const struct field *const answer_fields[] = {A(ANSWER), A(BECAUSE)};
const struct form_def form_place_answer = {
	.name = "place-answer", .fields = answer_fields, .n = 2, .drafts = true, .submit = N_("Send your answer")};
#define G(x) &place_goal_fields[RGOAL_##x]
static const struct field *const goal_fields[] = {G(NEEDS), G(START), G(AIM), G(HOST_DOES), G(MOTHER_DOES)};
const struct form_def form_place_goal = {
	.name = "place-goal", .fields = goal_fields, .n = 5, .drafts = true, .submit = N_("Propose this goal")};
static const struct field *const seen_fields[] = {G(LEVEL), G(NOW), G(SEEN_ON), G(HOST_DOES), G(MOTHER_DOES), G(AIM)};
const struct form_def form_place_goal_seen = {
	.name = "place-goal-seen", .fields = seen_fields, .n = 6, .drafts = true, .submit = N_("Save how far it is")};
#define T(x) &place_talk_fields[PTALK_##x]
static const struct field *const talk_fields_of[] = {T(HELD_ON), T(JOINED), T(ABSENT_WHY), T(WORDS), T(AGREED)};
const struct form_def form_place_talk = {
	.name = "place-talk", .fields = talk_fields_of, .n = 5, .drafts = true, .submit = N_("Save the talk")};
#define P(x) &place_practice_fields[PRACTICE_##x]
static const struct field *const practice_fields[] = {P(FROM), P(DAYS), P(WHERE), P(WATCHED)};
const struct form_def form_place_practice = {
	.name = "place-practice", .fields = practice_fields, .n = 4, .drafts = true, .submit = N_("Plan the practice "
		"moment")};

struct asks {
	const struct form_def *form;
	const char *title, *intro, *base, *below;
};

static enum err form_page(struct req *req, const struct asks *q, const struct row *fills)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row child;
	struct seen placement;
	enum err e = place_beside(req, &child, &placement);
	if (e != OK)
		return e;
	struct ui_link crumbs[2];
	size_t n_crumbs = place_crumbs(req, &child, &placement, crumbs);
	struct ui_page page = {.title = tr(sp, q->title), .crumbs = crumbs, .n_crumbs = n_crumbs,
	                       .intro = q->intro == NULL ? NULL : tr(sp, q->intro)};
	struct form *f = req_form(req, q->form);
	if (fills != NULL && !f->posted && f->draft_at == 0)
		form_from_row(f, a, fills);
	if (fills != NULL && f->rev == 0)
		f->rev = fills->rev;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, place_path(a, q->base, req->seen.row.pid, q->below));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err placement_edit_page(struct req *req)
{
	const struct asks q = {placement_flow[PLACE_EDIT].form, N_("Prepare the placement"),
		N_("Parents read everything that stands here. None of the needs decides by itself."), "plaatsing",
			"/bijwerken"};
	enum err e = placement_may(req, PLACE_EDIT);
	return e != OK ? e : form_page(req, &q, &req->seen.row);
}

enum err placement_edit_post(struct req *req)
{
	struct change *c = change_begin(&req->act, placement_flow[PLACE_EDIT].done, CHANGE_UNDO);
	change_move(c, &req->seen, &placement_flow[PLACE_EDIT], req->form);
	return req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}

enum err place_answer_page(struct req *req)
{
	static const struct asks q = {&form_place_answer, N_("Do you agree?"),
		N_("Your child goes to another group for a time, with the plan to come back. You may say no."), "plaatsing",
		"/antwoord"};
	struct seen_page answers;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_place_answer, &answers);
	for (size_t i = 0; e == OK && i < answers.n; i++)
		if (row_int(&answers.v[i].row, A(GUARDIAN)) == req->viewer->account)
			return form_page(req, &q, &answers.v[i].row);
	return e != OK ? e : form_page(req, &q, NULL);
}

static const struct row *own_answer(const struct req *req, const struct seen_page *answers)
{
	for (size_t i = 0; i < answers->n; i++)
		if (row_int(&answers->v[i].row, A(GUARDIAN)) == req->viewer->account &&
		    row_int(&answers->v[i].row, A(ASKED)) == row_int(&req->seen.row, F(VERSION)))
			return &answers->v[i].row;
	return NULL;
}

enum err place_answer_post(struct req *req)
{
	struct seen_page answers;
	struct str pid;
	int64_t id;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_place_answer, &answers);
	if (e != OK)
		return e;
	const struct row *own = own_answer(req, &answers);
	struct change *c = change_begin(&req->act, N_("Your answer is sent"), 0);
	const struct val v[PANSWER__N] = {
		[PANSWER_ROUTE] = val_int(req->seen.route), [PANSWER_PLACEMENT] = val_int(req->seen.row.id),
		[PANSWER_ASKED] = row_val(&req->seen.row, F(VERSION)), [PANSWER_GUARDIAN] = val_int(req->viewer->account),
		[PANSWER_ANSWER] = form_val(req->form, A(ANSWER)), [PANSWER_BECAUSE] = form_val(req->form, A(BECAUSE)),
		[PANSWER_GIVEN] = val_int(req->act.now),
	};
	if (own == NULL) {
		e = change_new(c, &rec_place_answer, v, &id, &pid);
	} else {
		req->form->rev = own->rev;
		change_put(c, &rec_place_answer, own->id, req->form);
		change_set(c, &rec_place_answer, own->id, A(GIVEN), val_int(req->act.now));
	}
	if (e == OK)
		e = placement_answered(c, &req->seen.row, req->viewer->account);
	return e != OK ? e : req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}

/* A new piece of the opened placement: the fields of its form from the form, the others given. */
static enum err piece_new(struct req *req, struct change *c, const struct record *rec, struct val *v)
{
	struct str pid;
	int64_t id;
	v[0] = val_int(req->seen.route); /* route and placement come first in every piece */
	v[1] = val_int(req->seen.row.id);
	for (size_t i = 0; i < req->form->def->n; i++)
		v[record_field(rec, req->form->def->fields[i])] = req->form->v[i];
	return change_new(c, rec, v, &id, &pid);
}

static enum err saved(struct req *req, struct change *c, enum err e)
{
	return e != OK ? e : req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}

enum err place_goal_new_page(struct req *req)
{
	static const struct asks q = {&form_place_goal, N_("Propose a goal"),
		N_("What must this child be able to do, with or without help, to come back? Parents read along."), "plaatsing",
		"/doel"};
	return form_page(req, &q, NULL);
}

enum err place_goal_new_post(struct req *req)
{
	bool team = side_of(req->viewer->role) == SIDE_PROVISION;
	struct val v[RGOAL__N] = {[RGOAL_SET_BY] = val_text(str_from(place_goal_fields[RGOAL_SET_BY].choices[team].code))};
	struct change *c = change_begin(&req->act, N_("Goal proposed"), CHANGE_UNDO);
	return saved(req, c, piece_new(req, c, &rec_place_goal, v));
}

enum err place_talk_page(struct req *req)
{
	static const struct asks q = {&form_place_talk, N_("A talk with the parents"),
		N_("At least once in sixteen school weeks the mother school joins. Both wish it every eight weeks."),
			"plaatsing",
		"/gesprek"};
	return form_page(req, &q, NULL);
}

/* The last one counts, also when an earlier one is written down later. */
static void counts_from(struct req *req, struct change *c, enum placement_field f, struct val day)
{
	if (day.type == VAL_INT && day.i > row_int(&req->seen.row, &placement_fields[f]))
		change_set(c, &rec_placement, req->seen.row.id, &placement_fields[f], day);
}

enum err place_talk_post(struct req *req)
{
	struct val v[PTALK__N] = {{.type = VAL_NULL}};
	struct change *c = change_begin(&req->act, N_("Talk saved"), CHANGE_UNDO);
	enum err e = piece_new(req, c, &rec_place_talk, v);
	if (v[PTALK_JOINED].type == VAL_INT && v[PTALK_JOINED].i != 0)
		counts_from(req, c, PLACEMENT_GUIDED, v[PTALK_HELD_ON]);
	return saved(req, c, e);
}

enum err place_practice_page(struct req *req)
{
	static const struct asks q = {&form_place_practice, N_("Plan a practice moment"),
		N_("The child tries out their own class. The group watches along; it grows day by day."), "plaatsing",
			"/oefenen"};
	return form_page(req, &q, NULL);
}

enum err place_practice_post(struct req *req)
{
	struct val v[PRACTICE__N] = {{.type = VAL_NULL}};
	struct change *c = change_begin(&req->act, N_("Practice moment planned"), CHANGE_UNDO);
	return saved(req, c, piece_new(req, c, &rec_place_practice, v));
}

/* ---- one piece ---- */

#define N_OF(a) (sizeof(a) / sizeof *(a))
struct one_piece {
	const char *title, *base;
	const char *head, *edit; /* NULL: none */
	const struct field *const *fields;
	size_t n;
	void (*draw)(struct ui *u, const struct row *r); /* above its fields */
};

static enum err piece_page(struct req *req, const struct one_piece *of)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row child;
	struct seen placement;
	view_steps_ask(req);
	enum err e = place_beside(req, &child, &placement);
	if (e != OK)
		return e;
	const struct ui_tag state = view_state(sp, &req->seen.row);
	struct ui_link crumbs[2];
	size_t n_crumbs = place_crumbs(req, &child, &placement, crumbs);
	struct ui_page page = {.title = tr(sp, of->title), .crumbs = crumbs, .n_crumbs = n_crumbs, .tags = &state,
	                       .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	view_terms(u, &req->seen, route_today(req));
	e = view_steps(u, req, place_path(a, of->base, req->seen.row.pid, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, of->head == NULL ? NULL : tr(sp, of->head));
	if (of->draw != NULL)
		of->draw(u, &req->seen.row);
	view_row(u, &req->seen.row, of->fields, of->n);
	if (of->edit != NULL && flow_editable(&req->act, &req->seen)) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, place_path(a, of->base, req->seen.row.pid, "/wijzig"), tr(sp, of->edit));
		ui_buttons_end(u);
	}
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

static void goal_draw(struct ui *u, const struct row *goal)
{
	return_goal_show(u, goal, (struct ui_link){NULL, NULL});
}

enum err return_goal_page(struct req *req)
{
	static const struct field *const fields[] = {G(SEEN_ON), G(SET_BY)};
	static const struct one_piece goal = {N_("Goal to return"), "terugkeerdoel", N_("How far is it?"),
		N_("Say how far it is"), fields, N_OF(fields), goal_draw};
	return piece_page(req, &goal);
}

enum err return_goal_edit_page(struct req *req)
{
	static const struct asks q = {&form_place_goal_seen, N_("How far is it?"),
		N_("Measured against the child's own begin, never against other children."), "terugkeerdoel", "/wijzig"};
	return form_page(req, &q, &req->seen.row);
}

enum err return_goal_edit_post(struct req *req)
{
	struct change *c = change_begin(&req->act, N_("Goal saved"), CHANGE_UNDO);
	change_put(c, &rec_place_goal, req->seen.row.id, req->form);
	return req_commit(req, c, "%s", place_path(req->act.a, "terugkeerdoel", req->seen.row.pid, ""));
}

enum err practice_moment_page(struct req *req)
{
	static const struct field *const fields[] = {P(FROM), P(DAYS), P(WHERE), P(WATCHED), P(HOW)};
	static const struct one_piece practice = {.title = N_("Practice moment"), .base = "oefenmoment", .fields = fields,
		.n = N_OF(fields)};
	return piece_page(req, &practice);
}

enum err return_check_page(struct req *req)
{
	static const struct field *const fields[] = {
		&return_check_fields[CHECK_RETURNED], &return_check_fields[CHECK_YEARS], &return_check_fields[CHECK_HELD_ON],
		&return_check_fields[CHECK_LASTS], &return_check_fields[CHECK_WORDS]};
	static const struct one_piece check = {.title = N_("Does the return last?"), .base = "terugkeercheck",
		.fields = fields, .n = N_OF(fields)};
	return piece_page(req, &check);
}

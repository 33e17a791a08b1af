/* Changing a talk by a form over its own fields: the plan, the moment, the interpreter. */
#include "meeting_pages.h"
#include "meeting_rules.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF(f) &meeting_fields[MEETING_##f]

static const struct field *const edit_fields[] = {
	OF(QUESTION), OF(KIND), OF(DAY_A), OF(TIME_A), OF(DAY_B), OF(TIME_B), OF(DAY_C), OF(TIME_C), OF(CHOSEN),
	    OF(PLACE),
	OF(MINUTES), OF(UNTIL), OF(CARD), OF(VOICE), OF(PUPIL_AWAY), OF(PARENTS_AWAY),
};
const struct form_def form_meeting_edit = {
	.name = "meeting-edit", .fields = edit_fields, .n = N_OF(edit_fields), .drafts = true, .submit = N_("Save")};
static const struct field *const moment_fields[] = {OF(CHOSEN)};
const struct form_def form_meeting_moment = {
	.name = "meeting-moment", .fields = moment_fields, .n = 1, .submit = N_("It becomes this moment")};
static const struct field *const interpreter_fields[] = {OF(INTERPRETER), OF(LANGUAGE), OF(ADULT), OF(NO_INTERPRETER)};
const struct form_def form_meeting_interpreter = {
	.name = "meeting-interpreter", .fields = interpreter_fields, .n = N_OF(interpreter_fields),
	    .submit = N_("Save")};

enum err meeting_form_page(struct req *req, const struct form_def *def, const char *title, const char *intro,
                           const char *below)
{
	struct meeting_view v;
	struct ui_page page = {.intro = intro};
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, def);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, &req->seen.row);
	if (f->rev == 0)
		f->rev = req->seen.row.rev;
	form_shut(f, &rec_meeting, req->seen.hidden);
	struct ui *u = meeting_begin(req, &v, &page, title);
	ui_panel_begin(u, NULL);
	view_form(u, f, meeting_path(req->act.a, &req->seen.row, below));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_form_saved(struct req *req, const char *done)
{
	struct change *c = change_begin(&req->act, done, CHANGE_UNDO);
	change_put(c, &rec_meeting, req->seen.row.id, req->form);
	return req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

enum err meeting_edit_page(struct req *req)
{
	return meeting_form_page(req, &form_meeting_edit, tr(req->act.speak, N_("Change the plan of the talk")),
	                 tr(req->act.speak, N_("Who was invited sees the change at once.")), "/wijzig");
}

enum err meeting_edit_post(struct req *req)
{
	static const enum meeting_field shares[] = {MEETING_UNTIL, MEETING_CARD, MEETING_VOICE};
	struct val v[MEETING__N];
	struct row to = req->seen.row;
	const struct rows *doors;
	memcpy(v, to.v, sizeof v);
	to.v = v;
	for (size_t i = 0; i < N_OF(shares); i++)
		v[shares[i]] = form_val(req->form, &meeting_fields[shares[i]]);
	enum err e = meeting_doors(&req->act, &to, &doors);
	if (e != OK)
		return e;
	/* A door that was opened or shut is not taken back by a press. */
	struct change *c = change_begin(&req->act, N_("The plan of the talk is saved"), doors->n > 0 ? 0 : CHANGE_UNDO);
	change_put(c, &rec_meeting, to.id, req->form);
	meeting_doors_fit(c, &to, doors);
	e = meeting_bound(c, &to);
	return e != OK ? e : req_commit(req, c, "%s", meeting_path(req->act.a, &to, ""));
}

enum err meeting_moment_post(struct req *req)
{
	return meeting_form_saved(req, N_("The moment is chosen"));
}

enum err meeting_interpreter_page(struct req *req)
{
	return meeting_form_page(req, &form_meeting_interpreter, tr(req->act.speak, N_("Interpreter")),
	                 tr(req->act.speak, N_("A child never interprets. The interpreter sits at the table and has "
	                 "no dossier.")),
	                 "/tolk");
}

/* Does it say something, or take away what it said? */
static bool says_something(const struct req *req)
{
	static const struct field *const words[] = {OF(INTERPRETER), OF(LANGUAGE), OF(NO_INTERPRETER)};
	for (size_t i = 0; i < N_OF(words); i++)
		if (form_val(req->form, words[i]).type != VAL_NULL || row_val(&req->seen.row, words[i]).type != VAL_NULL)
			return true;
	return false;
}

enum err meeting_interpreter_post(struct req *req)
{
	if (!says_something(req)) {
		form_wrong(req->form, OF(INTERPRETER),
		           str_from(tr(req->act.speak, N_("Enter who interprets, or why there is no interpreter"))));
		return ERR_INVALID;
	}
	return meeting_form_saved(req, N_("The interpreter is saved"));
}

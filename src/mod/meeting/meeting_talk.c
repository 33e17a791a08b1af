/* At the table: what is decided, who does what, and what the child needs. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF(f) &meeting_fields[MEETING_##f]

/* ---- texts of the talk itself ---- */

static const struct field *const outcome_fields[] = {OF(OUTCOME), OF(ARRANGEMENT), OF(WHERE), OF(OUTLOOK)};
const struct form_def form_meeting_outcome = {
	.name = "meeting-outcome", .fields = outcome_fields, .n = N_OF(outcome_fields), .drafts = true,
	    .submit = N_("Save")};
static const struct field *const acute_fields[] = {OF(ACUTE), OF(ACUTE_WHY), OF(ACUTE_ON), OF(ACUTE_TOLD)};
const struct form_def form_meeting_acute = { /* once it is ticked */
	.name = "meeting-acute", .fields = acute_fields, .n = N_OF(acute_fields), .must = MUST_FIRST(3),
	.submit = N_("Save")};
static const struct field *const summary_fields[] = {OF(SUMMARY), OF(SUMMARY_LANGUAGE), OF(SUMMARY_BY)};
const struct form_def form_meeting_summary = {
	.name = "meeting-summary", .fields = summary_fields, .n = N_OF(summary_fields), .drafts = true,
	    .submit = N_("Save")};
static const struct field *const start_fields[] = {OF(CAN), OF(HOME), OF(PUPIL_AWAY), OF(PARENTS_AWAY)};
const struct form_def form_meeting_start = {
	.name = "meeting-start", .fields = start_fields, .n = N_OF(start_fields), .drafts = true, .submit = N_("Save")};

enum err meeting_outcome_page(struct req *req)
{
	return meeting_form_page(req, &form_meeting_outcome, tr(req->act.speak, N_("What we decide")),
	                         tr(req->act.speak, N_("Before a child leaves the regular class, seven solutions "
	                         "were looked at.")), "/besluit");
}

enum err meeting_outcome_post(struct req *req)
{
	return meeting_form_saved(req, N_("The decision is saved"));
}

enum err meeting_acute_page(struct req *req)
{
	return meeting_form_page(req, &form_meeting_acute, tr(req->act.speak, N_("It is acutely unsafe")),
	                         tr(req->act.speak, N_("An exception, for ten school days at most. The parents are "
	                         "told. It is counted.")), "/acuut");
}

enum err meeting_acute_post(struct req *req)
{
	return meeting_form_saved(req, N_("The exception is saved"));
}

enum err meeting_summary_page(struct req *req)
{
	return meeting_form_page(req, &form_meeting_summary, tr(req->act.speak, N_("Summary in another language")),
	                         tr(req->act.speak, N_("Half a page, with who translated it.")), "/samenvatting");
}

enum err meeting_summary_post(struct req *req)
{
	return meeting_form_saved(req, N_("The summary is saved"));
}

enum err start_page_of_talk(struct req *req)
{
	return meeting_form_page(req, &form_meeting_start, tr(req->act.speak, N_("Where we start from")),
	                         tr(req->act.speak, N_("What the school can do, and how it is at home.")),
	                         "/vertrekpunt");
}

enum err start_post_of_talk(struct req *req)
{
	return meeting_form_saved(req, N_("It is saved"));
}

/* ---- actions ---- */

static const struct field field_who = {
	.name = "wie", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 16, .label = N_("Who does it?"),
	.missing = N_("Choose who does it")};
static const struct field *const action_form_fields[] = {&action_fields[ACTION_WHAT], &field_who,
    &action_fields[ACTION_BY]};
const struct form_def form_meeting_action = {
	.name = "meeting-action", .fields = action_form_fields, .n = 3, .drafts = true, .submit = N_("Add the action")};

enum err meeting_action_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_action);
	struct ui_option *o = ARENA_ARRAY(req->act.a, struct ui_option, v.invitees.n + 1);
	f->rev = req->seen.row.rev;
	for (size_t i = 0; i < v.invitees.n; i++)
		o[i] = (struct ui_option){.value = v.invitees.v[i].row.pid, .label = str_c(req->act.a,
		    invitee_name(req, &v.invitees.v[i])),
		                          .chosen = str_eq(f->raw[form_index(f, &field_who)], v.invitees.v[i].row.pid)};
	struct ui_page page = {.intro = tr(sp, N_("It stands at once on the work list of who does it."))};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Who does what, and by when?")));
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, meeting_path(req->act.a, &req->seen.row, "/actie"));
	view_field(u, f, &action_fields[ACTION_WHAT]);
	ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = field_who.name, .label = tr(sp,
	    field_who.label), .options = o,
	                               .n_options = v.invitees.n, .error = f->error[form_index(f, &field_who)]});
	view_field(u, f, &action_fields[ACTION_BY]);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static const char *const side_codes[AS__N] = {
	[AS_PUPIL] = "ouders", [AS_PARENT] = "ouders", [AS_SCHOOL] = "school", [AS_TEACHER] = "school",
	    [AS_ADVISER] = "swv",
	[AS_PRESCHOOL] = "voorschool", [AS_TEAM] = "voorziening", [AS_PARTNER] = "partner", [AS_GUEST] = "partner",
};

/* Who reads by the invitation alone can do it as long as that lasts. */
static bool in_time(struct req *req, const struct row *who)
{
	bool opens = row_int(who, &invitee_fields[INVITEE_SHARES]) != 0;
	int64_t until = row_int(&req->seen.row, &meeting_fields[MEETING_UNTIL]);
	if (!opens || form_val(req->form, &action_fields[ACTION_BY]).i <= until)
		return true;
	form_wrong(req->form, &action_fields[ACTION_BY],
	           tr_fill(req->act.a, req->act.speak, N_("What you share with this person ends on {date}. Choose an "
	           "earlier day"),
	                   TR_SLOTS({"date", tr_date(req->act.a, req->act.speak.lang, (int32_t)until, DATE_LONG)})));
	return false;
}

static bool is_family(const struct row *who)
{
	return invitee_as(who) == AS_PUPIL || invitee_as(who) == AS_PARENT;
}

enum err meeting_action_post(struct req *req)
{
	struct meeting_view v;
	const struct row *who = NULL;
	enum err e = meeting_load_to_write(req, &v);
	for (size_t i = 0; e == OK && i < v.invitees.n; i++)
		if (str_eq(v.invitees.v[i].row.pid, form_text(req->form, &field_who)))
			who = &v.invitees.v[i].row;
	if (e == OK && who == NULL)
		form_wrong(req->form, &field_who, str_from(tr(req->act.speak, field_who.missing)));
	if (e != OK || who == NULL || !in_time(req, who))
		return e != OK ? e : ERR_INVALID;
	const struct val n[ACTION__N] = {
		[ACTION_ROUTE] = val_int(req->seen.route), [ACTION_MEETING] = val_int(req->seen.row.id),
		[ACTION_WHAT] = form_val(req->form, &action_fields[ACTION_WHAT]),
		[ACTION_OWNER] = row_val(who, &invitee_fields[INVITEE_GRANTEE]),
		[ACTION_OWNER_NAME] = row_val(who, &invitee_fields[INVITEE_NAME]),
		[ACTION_SIDE] = val_text(str_from(side_codes[invitee_as(who)])),
		[ACTION_BY] = form_val(req->form, &action_fields[ACTION_BY]),
		/* What the family does itself it knows. */
		[ACTION_OPENS] = is_family(who) ? val_null() : row_val(&req->seen.row, &meeting_fields[MEETING_OPENS]),
	};
	struct change *c = change_begin(&req->act, N_("The action stands on the work list"), CHANGE_UNDO);
	struct str pid;
	int64_t id;
	e = change_new(c, &rec_action, n, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

/* By whom it is, or by who leads the talk. */
enum err meeting_action_done_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	const struct record *const recs[] = {&rec_meeting};
	struct seen_page of;
	bool may = meeting_writes(req) || action_is_own(req, r);
	enum err e = may ? scope_pieces_all(&req->act, &req->seen, recs, 1, &of) : ERR_DENIED;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The action is done"), CHANGE_UNDO);
	change_set(c, &rec_action, r->id, &action_fields[ACTION_DONE], val_int(instant_date(req->act.now)));
	for (size_t i = 0; i < of.n; i++)
		if (of.v[i].row.id == row_int(r, &action_fields[ACTION_MEETING]))
			return req_commit(req, c, "%s", meeting_path(req->act.a, &of.v[i].row, ""));
	return req_commit(req, c, "/start");
}

/* ---- what the child needs ---- */

static const struct field *const needed_form_fields[] = {&needed_fields[NEEDED_KIND], &needed_fields[NEEDED_WHAT],
                                                         &needed_fields[NEEDED_CARE], &needed_fields[NEEDED_PROVIDER]};
const struct form_def form_meeting_needed = {
	.name = "meeting-needed", .fields = needed_form_fields, .n = 4, .drafts = true,
	    .submit = N_("Add it to the plan")};
static const struct field *const reached_fields[] = {&needed_fields[NEEDED_REACHED]};
const struct form_def form_meeting_reached = {
	.name = "needed-reached", .fields = reached_fields, .n = 1, .submit = N_("Save")};

enum err meeting_needed_page(struct req *req)
{
	struct meeting_view v;
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_needed);
	f->rev = req->seen.row.rev;
	return piece_form_page(req, &v, f, tr(req->act.speak, N_("What does the child need?")),
	                       tr(req->act.speak, N_("When the report is shared it goes beside the plan as a proposal, "
	                                             "with this talk as its source.")),
	                       "/nodig");
}

enum err meeting_needed_post(struct req *req)
{
	const struct form *f = req->form;
	struct str pid;
	int64_t id;
	enum err e = meeting_writes_now(req);
	if (e != OK)
		return e;
	struct val n[NEEDED__N] = {[NEEDED_ROUTE] = val_int(req->seen.route),
	    [NEEDED_MEETING] = val_int(req->seen.row.id)};
	for (size_t i = 0; i < N_OF(needed_form_fields); i++)
		n[record_field(&rec_needed, needed_form_fields[i])] = form_val(f, needed_form_fields[i]);
	struct change *c = change_begin(&req->act, N_("It is written down. With the report it goes beside the plan"), 0);
	e = change_new(c, &rec_needed, n, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

/* The teacher says whether the goal is reached in class (systems.md A3, after 002). */
enum err meeting_needed_reached_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	struct ui_page page = {.title = tr(sp, N_("Is the goal reached in class?"))};
	struct form *f = req_form(req, &form_meeting_reached);
	if (!f->posted)
		form_from_row(f, req->act.a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_row(u, r, (const struct field *const[]){&needed_fields[NEEDED_WHAT], &needed_fields[NEEDED_CARE],
	                                             &needed_fields[NEEDED_PROVIDER]}, 3);
	if (field_by(&needed_fields[NEEDED_REACHED], req->viewer->role) &&
	    (req->seen.allowed.writes & PART_BIT(PART_CARD)) != 0)
		view_form(u, f, str_printf(u->a, "/nodig/" STR_FMT, STR_ARG(r->pid)).p);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_needed_reached_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("It is saved"), CHANGE_UNDO);
	change_put(c, &rec_needed, r->id, req->form);
	change_set(c, &rec_needed, r->id, &needed_fields[NEEDED_REACHED_ON], val_int(instant_date(req->act.now)));
	return req_commit(req, c, "/nodig/" STR_FMT, STR_ARG(r->pid));
}

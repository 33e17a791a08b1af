/* At the table: the cards, what is decided, who does what, what the child needs, who was there, and reading back. */
#include "meeting_pages.h"

#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF(f) &meeting_fields[MEETING_##f]

/* ---- the cards, all at once ---- */

enum { CARDS = 8, CARD_FIELDS = 4, CARD_CONTROLS = CARDS * CARD_FIELDS };
#define CARD(n) \
	[n * CARD_FIELDS] = {.name = "kaart_" #n "_wat", .type = &T_LINE, .need = NEED_OPTIONAL, \
	    .privacy = PRIV_PERSONAL, \
		.max = 200, .label = N_("Which solution?")}, \
	[n * CARD_FIELDS + 1] = {.name = "kaart_" #n "_over", .type = &T_CHOICE, .need = NEED_OPTIONAL, \
		.privacy = PRIV_PERSONAL, .label = N_("It changes something in"), .choices = about_choices}, \
	[n * CARD_FIELDS + 2] = {.name = "kaart_" #n "_oordeel", .type = &T_RADIO, .need = NEED_OPTIONAL, \
		.privacy = PRIV_PERSONAL, .label = N_("What do we think of it?"), .choices = verdict_choices}, \
	[n * CARD_FIELDS + 3] = {.name = "kaart_" #n "_waarom", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 600, \
		.label = N_("What did it bring, or why not?")}
static const struct choice about_choices[] = {
	{"kind", N_("The child"), NULL}, {"groep", N_("The group"), NULL}, {"leerkracht", N_("The teacher"), NULL},
	{"gebouw", N_("The building or the material"), NULL}, {"rooster", N_("The timetable"), NULL},
	{"thuis", N_("Home or care"), NULL}, {NULL, NULL, NULL}};
static const struct choice verdict_choices[] = {
	{"geprobeerd", N_("Tried"), NULL}, {"proberen", N_("We will try it"), NULL}, {"past-niet",
	    N_("Does not fit"), NULL},
	{NULL, NULL, NULL}};
static const struct field card_fields[CARD_CONTROLS] = {
	CARD(0), CARD(1), CARD(2), CARD(3), CARD(4), CARD(5), CARD(6), CARD(7)};
#define CARD_REF(n) &card_fields[n * 4], &card_fields[n * 4 + 1], &card_fields[n * 4 + 2], &card_fields[n * 4 + 3]
static const struct field *const cards_fields[] = {
	CARD_REF(0), CARD_REF(1), CARD_REF(2), CARD_REF(3), CARD_REF(4), CARD_REF(5), CARD_REF(6), CARD_REF(7)};
const struct form_def form_meeting_cards = {
	.name = "meeting-cards", .fields = cards_fields, .n = N_OF(cards_fields), .drafts = true,
	.submit = N_("Save the solutions")};
static const enum solution_field card_field[CARD_FIELDS] = {SOLUTION_WHAT, SOLUTION_ABOUT, SOLUTION_VERDICT,
    SOLUTION_WHY};

/* In the order in which they were put on the table. */
static const struct seen *card_at(const struct meeting_view *v, size_t place)
{
	for (size_t i = 0; i < v->cards.n; i++)
		if (row_int(&v->cards.v[i].row, &solution_fields[SOLUTION_PLACE]) == (int64_t)place + 1)
			return &v->cards.v[i];
	return NULL;
}

enum err meeting_cards_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_cards);
	for (size_t i = 0; i < CARDS && !f->posted && f->draft_at == 0; i++) {
		const struct seen *s = card_at(&v, i);
		for (size_t k = 0; s != NULL && k < CARD_FIELDS; k++)
			form_set(f, req->act.a, &card_fields[i * CARD_FIELDS + k], row_val(&s->row,
			    &solution_fields[card_field[k]]));
	}
	f->rev = req->seen.row.rev;
	struct ui_page page = {.intro = tr(sp, N_("What was tried stands there already. Look at seven together; at "
	    "least two change "
	                                          "the group, the teacher, the building or the timetable."))};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Seven solutions")));
	view_form_begin(u, f, meeting_path(req->act.a, &req->seen.row, "/kaarten"));
	ui_grid_begin(u);
	for (size_t i = 0; i < CARDS; i++) {
		ui_panel_begin(u, tr_fill(u->a, sp, N_("Card {n}"), TR_SLOTS({"n", tr_number(u->a, sp.lang,
		    (int64_t)i + 1)})).p);
		for (size_t k = 0; k < CARD_FIELDS; k++)
			view_field(u, f, &card_fields[i * CARD_FIELDS + k]);
		ui_panel_end(u);
	}
	ui_grid_end(u);
	view_form_end(u, f);
	return view_end(u, req, &page);
}

static enum err card_put(struct req *req, struct change *c, const struct meeting_view *v, size_t i)
{
	const struct seen *s = card_at(v, i);
	struct val in[CARD_FIELDS];
	struct str pid;
	int64_t id;
	for (size_t k = 0; k < CARD_FIELDS; k++)
		in[k] = form_val(req->form, &card_fields[i * CARD_FIELDS + k]);
	if (s == NULL && in[0].type == VAL_NULL)
		return OK;
	if (in[0].type == VAL_NULL || in[1].type == VAL_NULL) {
		size_t k = in[0].type == VAL_NULL ? 0 : 1;
		form_wrong(req->form, &card_fields[i * CARD_FIELDS + k],
		           str_from(tr(req->act.speak, solution_fields[card_field[k]].missing)));
		return ERR_INVALID;
	}
	for (size_t k = 0; s != NULL && k < CARD_FIELDS; k++)
		if (!s->hidden[card_field[k]] && !val_eq(in[k], row_val(&s->row, &solution_fields[card_field[k]])))
			change_set(c, &rec_solution, s->row.id, &solution_fields[card_field[k]], in[k]);
	if (s != NULL)
		return OK;
	const struct val n[SOLUTION__N] = {
		[SOLUTION_ROUTE] = val_int(req->seen.route), [SOLUTION_MEETING] = val_int(req->seen.row.id),
		[SOLUTION_PLACE] = val_int((int64_t)i + 1), [SOLUTION_WHAT] = in[0], [SOLUTION_ABOUT] = in[1],
		[SOLUTION_VERDICT] = in[2], [SOLUTION_WHY] = in[3],
	};
	return change_new(c, &rec_solution, n, &id, &pid);
}

enum err meeting_cards_post(struct req *req)
{
	struct meeting_view v;
	struct change *c = change_begin(&req->act, N_("The solutions are saved"), CHANGE_UNDO);
	enum err e = meeting_load_to_write(req, &v), wrong = OK;
	for (size_t i = 0; e == OK && i < CARDS; i++) {
		e = card_put(req, c, &v, i);
		wrong = e == ERR_INVALID ? e : wrong;
		e = e == ERR_INVALID ? OK : e;
	}
	if (e == OK)
		e = wrong;
	return e != OK ? e : req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

/* ---- texts of the talk itself ---- */

static const struct field *const outcome_fields[] = {OF(OUTCOME), OF(ARRANGEMENT), OF(WHERE), OF(OUTLOOK)};
const struct form_def form_meeting_outcome = {
	.name = "meeting-outcome", .fields = outcome_fields, .n = N_OF(outcome_fields), .drafts = true,
	    .submit = N_("Save")};
static const struct field *const acute_fields[] = {OF(ACUTE), OF(ACUTE_WHY), OF(ACUTE_ON), OF(ACUTE_TOLD)};
const struct form_def form_meeting_acute = {
	.name = "meeting-acute", .fields = acute_fields, .n = N_OF(acute_fields), .submit = N_("Save")};
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
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Who does what, and before when?")));
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
	bool may = meeting_writes(req);
	for (size_t i = 0; i < req->viewer->n_grantees; i++)
		may = may || req->viewer->grantees[i] == row_int(r, &action_fields[ACTION_OWNER]);
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
	                       tr(req->act.speak, N_("It stands beside the plan as a proposal, with this talk as its "
	                       "source.")),
	                       "/nodig");
}

enum err meeting_needed_post(struct req *req)
{
	const struct form *f = req->form;
	struct str what = form_text(f, &needed_fields[NEEDED_WHAT]), pid;
	int64_t id;
	enum err e = meeting_writes_now(req);
	if (e != OK)
		return e;
	bool goal = str_is(form_text(f, &needed_fields[NEEDED_KIND]), "doel");
	struct val n[NEEDED__N] = {[NEEDED_ROUTE] = val_int(req->seen.route),
	    [NEEDED_MEETING] = val_int(req->seen.row.id)};
	for (size_t i = 0; i < N_OF(needed_form_fields); i++)
		n[record_field(&rec_needed, needed_form_fields[i])] = form_val(f, needed_form_fields[i]);
	struct change *c = change_begin(&req->act, N_("It stands beside the plan as a proposal"), 0);
	e = change_new(c, &rec_needed, n, &id, &pid);
	if (e == OK)
		e = opp_propose(c, req->seen.route, goal ? NEED_GOAL : NEED_HELP, what, "knooppunt",
		                instant_date(req->act.now));
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

/* ---- who was there, and reading back ---- */

enum { SEATS_AT_TABLE = 14, SAID_OF_IT = 2 * SEATS_AT_TABLE };
#define CAME(n) {.name = "was_" #n, .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 16, \
	.label = N_("Who was there?")}
static const struct field came_list[SEATS_AT_TABLE] = {CAME(a), CAME(b), CAME(c), CAME(d), CAME(e), CAME(f), CAME(g),
	CAME(h), CAME(i), CAME(j), CAME(k), CAME(l), CAME(m), CAME(n)};
static const struct field *const came_fields[] = {
	&came_list[0], &came_list[1], &came_list[2], &came_list[3], &came_list[4], &came_list[5], &came_list[6],
	    &came_list[7],
	&came_list[8], &came_list[9], &came_list[10], &came_list[11], &came_list[12], &came_list[13]};
const struct form_def form_meeting_came = {
	.name = "meeting-came", .fields = came_fields, .n = N_OF(came_fields), .submit = N_("Save who was there")};

static bool was_ticked(const struct form *f, struct str pid)
{
	for (size_t i = 0; i < SEATS_AT_TABLE; i++)
		if (str_eq(f->raw[form_index(f, &came_list[i])], pid))
			return true;
	return false;
}

enum err meeting_came_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	struct ui_option o[SEATS_AT_TABLE];
	size_t n = 0;
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_meeting_came);
	f->rev = req->seen.row.rev;
	for (size_t i = 0; i < v.invitees.n && n < SEATS_AT_TABLE; i++) {
		const struct row *w = &v.invitees.v[i].row;
		bool said_no = str_is(row_text(w, &invitee_fields[INVITEE_ANSWER]), "nee");
		bool ticked = f->posted ? was_ticked(f, w->pid) : row_int(w, &invitee_fields[INVITEE_CAME]) != 0 ||
		    !said_no;
		o[n] = (struct ui_option){.value = w->pid, .label = str_c(req->act.a, invitee_name(req,
		    &v.invitees.v[i])),
		                          .chosen = ticked, .name = came_list[n].name};
		n++;
	}
	struct ui_page page = {.intro = NULL};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Who was there?")));
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, meeting_path(req->act.a, &req->seen.row, "/aanwezig"));
	ui_field(u, &(struct ui_field){.kind = FIELD_CHECKS, .name = came_list[0].name, .label = tr(sp,
	    came_list[0].label),
	                               .options = o, .n_options = n});
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err meeting_came_post(struct req *req)
{
	struct meeting_view v;
	enum err e = meeting_load_to_write(req, &v);
	struct change *c = change_begin(&req->act, N_("Who was there is saved"), CHANGE_UNDO);
	for (size_t i = 0; e == OK && i < v.invitees.n; i++) {
		const struct row *w = &v.invitees.v[i].row;
		int64_t is = was_ticked(req->form, w->pid);
		if (is != row_int(w, &invitee_fields[INVITEE_CAME]))
			change_set(c, &rec_invitee, w->id, &invitee_fields[INVITEE_CAME], val_int(is));
	}
	return e != OK ? e : req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

/* The report is read aloud, and each says whether it is right. */
#define BACK(n) \
	[2 * n] = {.name = "klopt_" #n, .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, \
		.label = N_("Is this right?"), .choices = right_choices}, \
	[2 * n + 1] = {.name = "anders_" #n, .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, \
		.label = N_("What should be different?")}
static const struct choice right_choices[] = {
	{"klopt", N_("This is right"), NULL}, {"klopt-niet", N_("This is not right"), NULL}, {NULL, NULL, NULL}};
static const struct field back_list[SAID_OF_IT] = {BACK(0), BACK(1), BACK(2), BACK(3), BACK(4), BACK(5), BACK(6),
	BACK(7), BACK(8), BACK(9), BACK(10), BACK(11), BACK(12), BACK(13)};
#define BACK_REF(n) &back_list[2 * n], &back_list[2 * n + 1]
static const struct field *const back_fields[] = {BACK_REF(0), BACK_REF(1), BACK_REF(2), BACK_REF(3), BACK_REF(4),
	BACK_REF(5), BACK_REF(6), BACK_REF(7), BACK_REF(8), BACK_REF(9), BACK_REF(10), BACK_REF(11), BACK_REF(12),
	    BACK_REF(13)};
const struct form_def form_meeting_read_back = {
	.name = "meeting-back", .fields = back_fields, .n = N_OF(back_fields), .submit = N_("Save what they say")};

/* Who was there, in the order of the table. */
static size_t were_there(const struct meeting_view *v, const struct seen *out[SEATS_AT_TABLE])
{
	size_t n = 0;
	for (size_t i = 0; i < v->invitees.n && n < SEATS_AT_TABLE; i++)
		if (row_int(&v->invitees.v[i].row, &invitee_fields[INVITEE_CAME]) != 0)
			out[n++] = &v->invitees.v[i];
	return n;
}

enum err meeting_read_back_page(struct req *req)
{
	struct meeting_view v;
	struct speak sp = req->act.speak;
	const struct seen *there[SEATS_AT_TABLE];
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	size_t n = were_there(&v, there);
	struct form *f = req_form(req, &form_meeting_read_back);
	for (size_t i = 0; i < n && !f->posted; i++) {
		form_set(f, req->act.a, &back_list[2 * i], row_val(&there[i]->row, &invitee_fields[INVITEE_READ]));
		form_set(f, req->act.a, &back_list[2 * i + 1], row_val(&there[i]->row,
		    &invitee_fields[INVITEE_READ_WHY]));
	}
	f->rev = req->seen.row.rev;
	struct ui_page page = {.intro = tr(sp, N_("Read the report aloud. Each says whether it is right."))};
	struct ui *u = meeting_begin(req, &v, &page, tr(sp, N_("Read back: is it right?")));
	ui_panel_begin(u, tr(sp, N_("What we decide")));
	meeting_decided(u, &v);
	meeting_actions(u, req, &v, false);
	ui_panel_end(u);
	view_form_begin(u, f, meeting_path(req->act.a, &req->seen.row, "/teruglezen"));
	ui_grid_begin(u);
	for (size_t i = 0; i < n; i++) {
		ui_panel_begin(u, str_c(u->a, invitee_name(req, there[i])));
		view_field(u, f, &back_list[2 * i]);
		view_field(u, f, &back_list[2 * i + 1]);
		ui_panel_end(u);
	}
	ui_grid_end(u);
	view_form_end(u, f);
	return view_end(u, req, &page);
}

enum err meeting_read_back_post(struct req *req)
{
	struct meeting_view v;
	const struct seen *there[SEATS_AT_TABLE];
	enum err e = meeting_load_to_write(req, &v);
	if (e != OK)
		return e;
	size_t n = were_there(&v, there);
	struct change *c = change_begin(&req->act, N_("What they say of the report is saved"), CHANGE_UNDO);
	for (size_t i = 0; i < n; i++) {
		int64_t id = there[i]->row.id;
		struct val is = form_val(req->form, &back_list[2 * i]), why = form_val(req->form,
		    &back_list[2 * i + 1]);
		if (is.type == VAL_NULL)
			continue;
		change_set(c, &rec_invitee, id, &invitee_fields[INVITEE_READ], is);
		change_set(c, &rec_invitee, id, &invitee_fields[INVITEE_READ_WHY], why);
		change_set(c, &rec_invitee, id, &invitee_fields[INVITEE_READ_AT], val_int(req->act.now));
	}
	return req_commit(req, c, "%s", meeting_path(req->act.a, &req->seen.row, ""));
}

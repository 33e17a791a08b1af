/* Planning a talk: people are proposed from the dossier with ticks, and the next page shows what is shared before
 * anyone is invited. */
#include "meeting_pages.h"
#include "meeting_rules.h"

#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "record_view.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define OF(f) &meeting_fields[MEETING_##f]

/* Ticks of who is proposed, by the public id of the account. */
#define PERSON(n) {.name = "wie_" #n, .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, \
	.max = 16, .label = N_("Who comes to the table?")}
static const struct field persons[PROPOSED_MAX] = {PERSON(a), PERSON(b), PERSON(c), PERSON(d), PERSON(e), PERSON(f),
	PERSON(g), PERSON(h), PERSON(i), PERSON(j), PERSON(k), PERSON(l)};
#define PERSONS &persons[0], &persons[1], &persons[2], &persons[3], &persons[4], &persons[5], &persons[6], \
	&persons[7], &persons[8], &persons[9], &persons[10], &persons[11]

/* Who has no account comes as a guest, with a code that is given by phone or on paper (practice 22). */
enum { GUESTS = 2, TRIED_CARDS = 7 };
#define GUEST(n, words, more) {.name = n, .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, \
    .max = 100, \
	.label = words, .hint = more}
static const struct field guests[GUESTS] = {
	GUEST("gast_a", N_("A guest without an account"), N_("Name and task, for example: W. Bos, speech therapist")),
	GUEST("gast_b", N_("Another guest without an account"), NULL)};

static const struct field *const fields[] = {
	OF(QUESTION), PERSONS, &guests[0], &guests[1], OF(DAY_A), OF(TIME_A), OF(DAY_B), OF(TIME_B), OF(DAY_C),
	    OF(TIME_C),
	OF(PLACE), OF(UNTIL), OF(CARD), OF(VOICE), OF(KIND), OF(INTERPRETER), OF(ADULT),
};
const struct form_def form_meeting_new = {
	.name = "meeting", .fields = fields, .n = N_OF(fields), .drafts = true,
	.submit = N_("Go on: see what is shared")};

/* ---- the talks of a child ---- */

static void meeting_rows(struct ui *u, const struct seen_page *found)
{
	struct speak sp = u->sp;
	const struct field *kind = OF(KIND), *state = OF(STATE);
	const struct ui_col cols[] = {{.label = tr(sp, N_("Talk together"))}, {.label = tr(sp, N_("State"))},
	                              {.label = tr(sp, N_("Day"))}};
	ui_table_begin(u, tr(sp, N_("Talks together about this child")), TABLE_CARDS, cols, 3);
	for (size_t i = found->n; i > 0; i--) {
		const struct row *r = &found->v[i - 1].row;
		struct ui_tag tag = {TONE_INFO, NULL, state->type->show(u->a, sp, state, row_val(r, state))};
		ui_row(u);
		ui_cell_link(u, meeting_path(u->a, r, ""), kind->type->show(u->a, sp, kind, row_val(r, kind)));
		ui_cell_tag(u, &tag);
		ui_cell(u, meeting_when(u->a, sp, r));
	}
	ui_table_end(u);
}

enum err child_meetings_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct child_list l;
	enum err e = child_list(req, &rec_meeting, &l);
	if (e != OK || l.leads_on)
		return e;
	struct ui_page page = {
		.title = tr(sp, N_("Knooppunt")), .crumbs = l.crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Everyone around one table: the child, the parents, the school and who helps.")),
	};
	bool may = (req->seen.allowed.writes & PART_BIT(PART_KNOOPPUNT)) != 0 && field_by(OF(PLACE), req->viewer->role) &&
	           meeting_may_lead(req->viewer, child);
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/knooppunt");
	if (may) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, child_path(a, child, "/knooppunt/nieuw"), tr(sp,
		    N_("Plan a knooppunt")));
		ui_buttons_end(u);
	}
	if (l.found.n == 0)
		ui_empty(u, tr(sp, N_("No talk together yet")),
		         tr(sp, may ? N_("Who takes part stands ready with a tick. You see what you share before you "
		         "invite.")
		                    : N_("When there is a talk together about this child, it stands here.")), NULL);
	else
		meeting_rows(u, &l.found);
	return view_end(u, req, &page);
}

/* ---- a new one ---- */

static bool is_ticked(const struct form *f, struct str pid)
{
	for (size_t i = 0; i < PROPOSED_MAX; i++)
		if (str_eq(f->raw[form_index(f, &persons[i])], pid))
			return true;
	return false;
}

static void people_field(struct ui *u, const struct form *f, const struct proposals *p)
{
	struct ui_option o[PROPOSED_MAX];
	const struct choice *as = invitee_fields[INVITEE_AS].choices;
	for (size_t i = 0; i < p->n; i++) {
		const struct proposed *w = &p->v[i];
		const char *what = tr(u->sp, as[w->as].label);
		if (w->org.n > 0)
			what = str_printf(u->a, "%s, " STR_FMT, what, STR_ARG(w->org)).p;
		if (w->interpreter)
			what = str_printf(u->a, "%s. %s", what, tr(u->sp, N_("An interpreter is needed"))).p;
		o[i] = (struct ui_option){.value = w->pid, .label = str_c(u->a, w->name), .hint = what,
		                          .chosen = is_ticked(f, w->pid), .name = persons[i].name};
	}
	ui_field(u, &(struct ui_field){
		.kind = FIELD_CHECKS, .name = persons[0].name, .label = tr(u->sp, persons[0].label), .options = o,
		.n_options = p->n, .error = f->error[form_index(f, &persons[0])],
		.hint = tr(u->sp, N_("Proposed from the dossier. The child and the parents belong at the table"))});
}

static const struct ui_link *new_crumbs(struct req *req)
{
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct ui_link *c = ARENA_ARRAY(a, struct ui_link, 2);
	c[0] = (struct ui_link){child_name(a, child).p, child_path(a, child, "")};
	c[1] = (struct ui_link){tr(req->act.speak, N_("Knooppunt")), child_path(a, child, "/knooppunt" LIST_ALL)};
	return c;
}

enum { TWO_WEEKS = 14, SIX_WEEKS = 42 };

static void fill_in(struct req *req, struct form *f, const struct proposals *p)
{
	struct arena *a = req->act.a;
	int32_t today = route_today(req);
	form_set(f, a, OF(KIND), val_text(str_from(meeting_fields[MEETING_KIND].choices[0].code)));
	form_set(f, a, OF(UNTIL), val_int(today + TWO_WEEKS + SIX_WEEKS));
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].ticked)
			form_set(f, a, &persons[i], val_text(p->v[i].pid));
}

/* Day and time beside each other, three times. */
static void moments(struct ui *u, const struct form *f)
{
	enum { DAY_WIDTH = 10, TIME_WIDTH = 6 };
	ui_grid_begin(u);
	for (size_t i = MEETING_DAY_A; i <= MEETING_TIME_C; i++) {
		const struct field *field = &meeting_fields[i];
		bool day = field->type == &T_DATE;
		struct str raw = f->raw[form_index(f, field)], off = {0};
		struct val v;
		if (day && raw.n > 0 && field->type->parse(u->a, field, raw, &v) == NULL)
			off = view_day_off(u, v);
		ui_field(u, &(struct ui_field){
			.kind = FIELD_TEXT, .name = field->name, .label = tr(u->sp, field->label), .width = day ?
			    DAY_WIDTH : TIME_WIDTH,
			.error = f->error[form_index(f, field)], .value = raw, .hint = off.n > 0 ? off.p : NULL,
			.optional = field->need == NEED_OPTIONAL, .autocomplete = "off"});
	}
	ui_grid_end(u);
}

enum err meeting_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct proposals p;
	bool preschool = req->viewer->role == ROLE_PRESCHOOL;
	req_form_ask(req, &form_meeting_new);
	enum err e = meeting_propose(&req->act, &req->seen.row, &p);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = tr(sp, N_("Plan a knooppunt")), .crumbs = new_crumbs(req), .n_crumbs = 2,
		.intro = tr(sp, preschool ? N_("Nothing is sent yet. The adviser of the partnership comes along.")
		                          : N_("Nothing is sent yet. First you see what is shared, with whom and "
		                          "until when.")),
	};
	struct form *f = req_form(req, &form_meeting_new);
	if (!f->posted && f->draft_at == 0)
		fill_in(req, f, &p);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, child_path(req->act.a, &req->seen.row, "/knooppunt/nieuw"));
	view_field(u, f, OF(QUESTION));
	people_field(u, f, &p);
	for (size_t i = 0; i < GUESTS; i++)
		view_field(u, f, &guests[i]);
	ui_h2(u, tr(sp, N_("When and where?")));
	ui_p(u, tr(sp, N_("Offer up to three moments, for example 25-11-2026 at 14:30. Everyone chooses for "
	                  "themselves, and nobody sees what another chose.")));
	moments(u, f);
	view_field(u, f, OF(PLACE));
	ui_h2(u, tr(sp, N_("What is shared?")));
	ui_p(u, tr(sp, N_("Who is invited reads the name of the child, this talk and its report.")));
	view_field(u, f, OF(CARD));
	view_field(u, f, OF(VOICE));
	view_field(u, f, OF(UNTIL));
	ui_details_begin(u, tr(sp, N_("An interpreter, or another kind of talk")),
	                 f->error[form_index(f, OF(ADULT))].n > 0 || f->error[form_index(f, OF(KIND))].n > 0);
	view_field(u, f, OF(INTERPRETER));
	view_field(u, f, OF(ADULT));
	view_field(u, f, OF(KIND));
	ui_details_end(u);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static struct val text_or_null(struct str s)
{
	return s.n > 0 ? val_text(s) : val_null();
}

static enum err put_invitee(struct change *c, int64_t route, int64_t meeting, const struct proposed *w)
{
	bool family = w->as == AS_PUPIL || w->as == AS_PARENT;
	struct str pid;
	int64_t id;
	const struct val v[INVITEE__N] = {
		[INVITEE_ROUTE] = val_int(route), [INVITEE_MEETING] = val_int(meeting),
		[INVITEE_ACCOUNT] = w->account == 0 ? val_null() : val_int(w->account),
		[INVITEE_GRANTEE] = w->grantee == 0 ? val_null() : val_int(w->grantee),
		[INVITEE_AS] = val_text(str_from(invitee_fields[INVITEE_AS].choices[w->as].code)),
		[INVITEE_NAME] = family ? val_null() : val_text(w->name),
		[INVITEE_FAMILY] = family ? val_text(w->name) : val_null(),
		[INVITEE_ORG] = text_or_null(w->org), [INVITEE_SHARES] = val_int(w->opens),
		[INVITEE_INTERPRETER] = val_int(w->interpreter), [INVITEE_LANGUAGE] = text_or_null(w->language),
		[INVITEE_HEARS] = val_int(w->hears), [INVITEE_CAN_A] = val_int(0), [INVITEE_CAN_B] = val_int(0),
		[INVITEE_CAN_C] = val_int(0), [INVITEE_APART] = val_int(0), [INVITEE_CAME] = val_int(0),
	};
	return change_new(c, &rec_invitee, v, &id, &pid);
}

static enum err put_guests(struct req *req, struct change *c, int64_t meeting)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < GUESTS; i++) {
		struct proposed w = {.as = AS_GUEST, .name = form_text(req->form, &guests[i]), .opens = true};
		if (w.name.n == 0)
			continue;
		e = guest_new(&req->act, c, w.name, &w.account);
		w.grantee = w.account;
		if (e == OK)
			e = put_invitee(c, req->seen.row.id, meeting, &w);
	}
	return e;
}

static bool is_stray(const struct proposals *p, struct str pid)
{
	for (size_t i = 0; i < p->n; i++)
		if (str_eq(p->v[i].pid, pid))
			return false;
	return pid.n > 0;
}

/* Who was ticked must still be proposed: one who does not take part any more is no answer. */
static enum err put_people(struct req *req, struct change *c, int64_t meeting)
{
	struct proposals p;
	size_t stray = 0, found = 0;
	enum err e = meeting_propose(&req->act, &req->seen.row, &p);
	for (size_t i = 0; e == OK && i < PROPOSED_MAX; i++)
		stray += is_stray(&p, form_text(req->form, &persons[i]));
	for (size_t i = 0; e == OK && i < p.n; i++)
		if (is_ticked(req->form, p.v[i].pid)) {
			found++;
			e = put_invitee(c, req->seen.row.id, meeting, &p.v[i]);
		}
	if (e == OK && (stray > 0 || found == 0)) {
		form_wrong(req->form, &persons[0], str_from(tr(req->act.speak, N_("Tick who comes to the table"))));
		return ERR_INVALID;
	}
	return e == OK ? put_guests(req, c, meeting) : e;
}

/* The cards fill themselves from what the dossier holds (practice 6). */
static enum err put_cards(struct req *req, struct change *c, int64_t meeting)
{
	struct tried *tried = ARENA_ARRAY(req->act.a, struct tried, TRIED_MAX);
	size_t n = 0;
	enum err e = opp_tried(&req->act, &req->seen, tried, &n);
	for (size_t i = 0; e == OK && i < n && i < TRIED_CARDS; i++) {
		const struct tried *t = &tried[i];
		struct str pid, what = t->what.n > 200 ? (struct str){t->what.p, 200} : t->what;
		int64_t id;
		const struct val v[SOLUTION__N] = {
			[SOLUTION_ROUTE] = val_int(req->seen.row.id), [SOLUTION_MEETING] = val_int(meeting),
			[SOLUTION_PLACE] = val_int((int64_t)i + 1), [SOLUTION_WHAT] = val_text(what),
			[SOLUTION_ABOUT] = val_text(t->about_context ? S("groep") : S("kind")),
			[SOLUTION_VERDICT] = val_text(S("geprobeerd")), [SOLUTION_WHY] = text_or_null(t->effect),
			[SOLUTION_SOURCE] = val_text(str_from(t->source)),
			[SOLUTION_SOURCE_ON] = t->from == DATE_OPEN ? val_null() : val_int(t->from),
		};
		e = change_new(c, &rec_solution, v, &id, &pid);
	}
	return e;
}

/* Of the preschool before any application, else of the mother school; rec_meeting.check holds it to that. */
static void put_owner(const struct req *req, struct val *v)
{
	const struct viewer *w = req->viewer;
	bool preschool = w->role == ROLE_PRESCHOOL;
	v[MEETING_OWNER] = val_text(preschool ? S("voorschool") : S("school"));
	v[MEETING_ORG] = row_val(&req->seen.row, &route_fields[ROUTE_SCHOOL]);
	for (size_t i = 0; preschool && i < w->n_seats; i++)
		if (w->seats[i].role == w->role)
			v[MEETING_ORG] = val_int(w->seats[i].org);
}

enum err meeting_new_post(struct req *req)
{
	struct val v[MEETING__N] = {
		[MEETING_ROUTE] = val_int(req->seen.row.id), [MEETING_BY] = val_int(req->viewer->account),
		[MEETING_ACUTE] = val_int(0), [MEETING_ADULT] = val_int(0),
	};
	struct str pid;
	int64_t id;
	for (size_t i = 0; i < N_OF(fields); i++)
		if (record_has(&rec_meeting, fields[i]))
			v[record_field(&rec_meeting, fields[i])] = form_val(req->form, fields[i]);
	put_owner(req, v);
	enum err e = meeting_most(&req->act, req->seen.row.id, &v[MEETING_UNTIL_MOST]);
	struct change *c = change_begin(&req->act, N_("The talk is planned. Nobody is invited yet"), 0);
	if (e == OK)
		e = change_new(c, &rec_meeting, v, &id, &pid);
	if (e == OK)
		e = put_people(req, c, id);
	if (e == OK)
		e = put_cards(req, c, id);
	return e != OK ? e : req_commit(req, c, "/knooppunt/" STR_FMT, STR_ARG(pid));
}

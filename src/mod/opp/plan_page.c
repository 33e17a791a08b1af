/* The plan of a child as one reads and discusses it (ui.md 6.2 nr 7): what the child works on and how it goes, what
 * everyone does and how much, the voices beside each other with what was done with them, and who agreed. */
#include "need_show.h"
#include "opp_pages.h"

#include "date.h"
#include "flow.h"
#include "record_view.h"
#include "route.h"
#include "steps.h"
#include "voice.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define UNADOPTED (OPP_BIT(DRAFT) | OPP_BIT(TALKED) | OPP_BIT(AGREEING))
#define PRESENT (NEED_BIT(DRAFT) | NEED_BIT(HELD))

/* What is kept from the reader says so (access.md rule 7); it is not called empty. */
static struct str shown(struct ui *u, const struct seen *plan, enum opp_field field)
{
	const struct field *f = &opp_fields[field];
	struct str text = f->type->show(u->a, u->sp, f, row_val(&plan->row, f));
	if (plan->hidden[record_field(&rec_opp, f)])
		return str_from(tr(u->sp, N_("You may not read this")));
	return text.n == 0 ? str_from(tr(u->sp, N_("Not filled in yet"))) : text;
}

static void rows_show(struct ui *u, const struct seen *plan, const char *title, const enum opp_field *v, size_t n)
{
	ui_panel_begin(u, title);
	ui_summary_begin(u);
	for (size_t i = 0; i < n; i++)
		ui_summary_row(u, tr(u->sp, opp_fields[v[i]].label), shown(u, plan, v[i]), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

/* ---- the voices ---- */

enum { VOICES_MAX = 12 };

/* "Wij doen dit: ..." */
static struct str done_with(struct ui *u, const struct row *r)
{
	const struct field *answer = &say_fields[SAY_ANSWER];
	if (row_val(r, answer).type == VAL_NULL)
		return str_from(tr(u->sp, N_("No answer yet")));
	return str_printf(u->a, STR_FMT ": " STR_FMT, STR_ARG(answer->type->show(u->a, u->sp, answer, row_val(r, answer))),
	                  STR_ARG(row_text(r, &say_fields[SAY_BECAUSE])));
}

static struct ui_said idea_of(struct ui *u, const char *who, const struct row *r)
{
	return (struct ui_said){
		.voice = VOICE_CHILD, .who = who, .words = recording_words(u->sp, r), .by = done_with(u, r),
		.act = {tr(u->sp, say_waits(r) ? N_("Answer this") : N_("Open this")), say_path(u->a, r, "")},
	};
}

/* Whose answer: guardians are not told about each other (rule 12 of access.md). */
static struct ui_said answer_of(struct req *req, const struct row *answer)
{
	struct speak sp = req->act.speak;
	const struct field *f = &agreement_fields[AGREEMENT_ANSWER];
	struct str words = f->type->show(req->act.a, sp, f, row_val(answer, f));
	struct str because = row_text(answer, &agreement_fields[AGREEMENT_BECAUSE]);
	bool own = row_int(answer, &agreement_fields[AGREEMENT_GUARDIAN]) == req->viewer->account;
	if (because.n > 0)
		words = str_printf(req->act.a, STR_FMT ". " STR_FMT, STR_ARG(words), STR_ARG(because));
	return (struct ui_said){
		.voice = VOICE_PARENTS,
		.who = tr(sp, own ? N_("Your answer") : N_("A parent or guardian")),
		.words = words,
		.by = tr_date_time(req->act.a, sp.lang, row_int(answer, &agreement_fields[AGREEMENT_GIVEN])),
	};
}

static void voices_show(struct ui *u, struct req *req, const struct plan_view *v)
{
	const struct seen *plan = &req->seen;
	const char *child = child_voice_name(req, &v->child);
	struct ui_said said[VOICES_MAX] = {{
		.voice = VOICE_CHILD, .who = child, .words = row_text(&plan->row, &opp_fields[OPP_PUPIL_VIEW]),
		.by = row_text(&plan->row, &opp_fields[OPP_PUPIL_DONE]), .missing = tr(u->sp, N_("Not asked yet"))}};
	size_t n = said[0].words.n > 0;
	for (size_t k = 0; k < SAY_RECORDS; k++)
		for (size_t i = 0; i < v->said[k].n && n < VOICES_MAX - GUARDIANS_MAX; i++) {
			const struct row *r = &v->said[k].v[i].row;
			if (flow_state(r) != SAY_WITHDRAWN && row_int(r, &say_fields[SAY_TO]) == 0)
				said[n++] = idea_of(u, child, r);
		}
	if (n == 0) /* nothing of the pupil at all */
		n = 1;
	for (size_t i = 0; i < v->answers.n && n < VOICES_MAX; i++)
		said[n++] = answer_of(req, &v->answers.v[i].row);
	if (v->answers.n == 0 && flow_state(&plan->row) == OPP_AGREEING)
		said[n++] = (struct ui_said){.voice = VOICE_PARENTS,
		                             .missing = tr(u->sp, N_("No answer yet about the guidance"))};
	ui_h2(u, tr(u->sp, N_("Who says what, and what we do with it")));
	ui_voices(u, said, n);
}

/* ---- ideas without an answer: the way to each ---- */

static void waiting_show(struct ui *u, const struct plan_view *v)
{
	struct ui_link links[VOICES_MAX];
	size_t n = 0;
	for (size_t k = 0; k < SAY_RECORDS; k++)
		for (size_t i = 0; i < v->said[k].n && n < VOICES_MAX; i++) {
			const struct row *r = &v->said[k].v[i].row;
			if (say_waits(r))
				links[n++] = (struct ui_link){str_c(u->a, recording_words(u->sp, r)), say_path(u->a, r, "")};
		}
	if (n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Ideas of the pupil without an answer")));
	ui_p(u, tr(u->sp, N_("The plan is adopted when each idea has its own answer.")));
	ui_links(u, links, n);
	ui_panel_end(u);
}

/* ---- who agreed ---- */

static struct ui_tag assent_tag(struct ui *u, const struct assent_of *a)
{
	static const struct {
		enum ui_tone tone;
		const char *label;
	} tags[] = {
		[ASSENT_OPEN] = {TONE_WAIT, N_("No answer yet")},
		[ASSENT_YES] = {TONE_OK, N_("Yes, agrees")},
		[ASSENT_NO] = {TONE_LATE, N_("No, because")},
		[ASSENT_SILENT] = {TONE_SOON, N_("Stays silent after three ways")},
	};
	const char *label = a->on_paper && a->is == ASSENT_YES ? N_("Yes, on paper") : tags[a->is].label;
	return (struct ui_tag){tags[a->is].tone, NULL, str_from(tr(u->sp, label))};
}

static void paper_said(struct ui *u, const struct plan_view *v, const struct row *paper)
{
	ui_p_str(u, row_text(paper, &contact_fields[CONTACT_WORDS]));
	for (size_t i = 0; i < v->contacts.n; i++)
		if (v->contacts.v[i].row.id == paper->id)
			paper_link(u, &v->contacts.v[i], str_printf(u->a, "/plan-contact/" STR_FMT, STR_ARG(paper->pid)).p);
}

static void tried_said(struct ui *u, const struct assent_of *a)
{
	if (a->is != ASSENT_OPEN || a->tried.ways == 0)
		return;
	int64_t ways = (int64_t)a->tried.ways;
	ui_small(u, tr_fill(u->a, u->sp, trn(u->sp, "Tried in {n} way.", "Tried in {n} different ways.", ways),
	                    TR_SLOTS({"n", tr_number(u->a, u->sp.lang, ways)})).p);
	if (a->tried.from != DATE_OPEN)
		ui_small(u, tr_fill(u->a, u->sp, N_("Try in three ways, and once more on {day} or later. Then one may go on."),
		                    TR_SLOTS({"day", tr_date(u->a, u->sp.lang, a->tried.from, DATE_SHORT)})).p);
}

/* A no is a state of its own: talk first, and then there are others who help (practice 16, OPP-17). */
static void no_said(struct ui *u, const struct assent_of *a)
{
	const char *const ways[] = {
		tr(u->sp, a->talked ? N_("There was a talk about it.") : N_("The school invites you for a talk about it.")),
		tr(u->sp, N_("The parent and youth support point thinks along with parents.")),
		tr(u->sp,
			N_("Is the plan adopted and do you not agree? The disputes committee (GPO) looks at it, within 6 weeks.")),
	};
	if (a->is == ASSENT_NO)
		ui_bullets(u, ways, 3);
}

static void assent_row(struct ui *u, struct req *req, const struct plan_view *v, const struct guardian_of *g)
{
	struct assent_of a = plan_assent(req, v, g->account);
	struct ui_tag tag = assent_tag(u, &a);
	bool own = g->account == req->viewer->account;
	bool keeps = (req->seen.allowed.writes & PART_BIT(PART_SCHOOL)) != 0 &&
	             field_by(&contact_fields[CONTACT_KIND], req->viewer->role);
	ui_h3(u, own ? tr(u->sp, N_("You")) : g->name.p);
	ui_tag(u, &tag);
	if (a.answer != NULL)
		ui_p_str(u, row_text(a.answer, &agreement_fields[AGREEMENT_BECAUSE]));
	else if (a.paper != NULL)
		paper_said(u, v, a.paper);
	tried_said(u, &a);
	no_said(u, &a);
	if (keeps)
		ui_p_link(u, NULL, plan_path(u->a, &req->seen.row, str_printf(u->a, "/contact/" STR_FMT, STR_ARG(g->pid)).p),
		          tr(u->sp, g->on_paper ? N_("Attempt, talk or signature on paper") : N_("Attempt or talk")), NULL);
}

/* To a pupil no parent's answer is. */
static bool assent_known(const struct req *req, const struct plan_view *v, const struct guardian_of *g)
{
	return v->named || g->account == req->viewer->account;
}

static void assents_show(struct ui *u, struct req *req, const struct plan_view *v)
{
	int state = flow_state(&req->seen.row);
	bool any = false;
	if (v->n_guardians == 0 && child_reader(req) != SIDE_PARENTS && (UNADOPTED >> state & 1) != 0)
		family_none_show(u, req, &v->child);
	for (size_t i = 0; i < v->n_guardians; i++)
		any |= assent_known(req, v, &v->guardians[i]);
	if (!any || (state != OPP_AGREEING && state != OPP_IN_FORCE && state != OPP_REVIEWED))
		return;
	ui_panel_begin(u, tr(u->sp, N_("Who agrees with what we do")));
	for (size_t i = 0; i < v->n_guardians; i++)
		if (assent_known(req, v, &v->guardians[i]))
			assent_row(u, req, v, &v->guardians[i]);
	if (state == OPP_AGREEING)
		ui_small(u, tr(u->sp, N_("Help that runs already goes on, also while an answer is missing.")));
	ui_panel_end(u);
}

/* ---- the whole ---- */

static void needs_show(struct ui *u, struct req *req, const struct plan_view *v)
{
	const struct needs n = needs_take(v->needs);
	bool may = (req->seen.allowed.writes & PART_BIT(PART_CARD)) != 0 &&
	           field_by(&opp_goal_fields[OPP_GOAL_WHAT], req->viewer->role);
	proposals_show(u, req, &n, may);
	ui_panel_begin(u, NULL);
	if (!goals_show(u, &n, PRESENT, tr(u->sp, N_("Goals, with start, now and aim"))))
		ui_p(u, tr(u->sp, N_("No goals yet")));
	ui_p_link(u, NULL, child_path(u->a, &v->child, "/doelen"), tr(u->sp,
		N_("All goals and support of this child")), NULL);
	ui_panel_end(u);
	ui_panel_begin(u, NULL);
	(void)help_show(u, &n, PRESENT, tr(u->sp, N_("What we do, and how much")));
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, opp_fields[OPP_GUIDANCE].label), shown(u, &req->seen, OPP_GUIDANCE), NULL);
	ui_summary_row(u, tr(u->sp, opp_fields[OPP_DEVIATIONS].label), shown(u, &req->seen, OPP_DEVIATIONS), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

/* Along the Circle of Courage; what nobody wrote does not stand there. */
static void strengths_show(struct ui *u, const struct seen *plan)
{
	static const enum opp_field v[] = {OPP_BELONGING, OPP_MASTERY, OPP_INDEPENDENCE, OPP_GENEROSITY};
	const struct field *fields[N_OF(v)];
	bool any = false;
	for (size_t i = 0; i < N_OF(v); i++) {
		fields[i] = &opp_fields[v[i]];
		any |= row_text(&plan->row, fields[i]).n > 0;
	}
	if (!any)
		return;
	ui_panel_begin(u, tr(u->sp, N_("What is strong")));
	view_row(u, &plan->row, fields, N_OF(v));
	ui_panel_end(u);
}

static void texts_show(struct ui *u, const struct seen *plan)
{
	static const enum opp_field place[] = {OPP_DESTINATION, OPP_GROUNDS, OPP_HINDERING, OPP_PROMOTING};
	static const enum opp_field heard[] = {OPP_HEARD_ON, OPP_HEARD_HOW, OPP_TOLD_ON};
	static const enum opp_field steps[] = {
		OPP_ENROLLED, OPP_TALKED_ON, OPP_ADOPTED, OPP_SILENT_WHY, OPP_EVALUATED, OPP_EVALUATION, OPP_WITH_PARENTS,
		OPP_WITH_PUPIL, OPP_WITHOUT_WHY, OPP_ENDED, OPP_ENDED_WHY};
	const struct field *done[N_OF(steps)];
	bool evaluated = row_val(&plan->row, &opp_fields[OPP_EVALUATED]).type != VAL_NULL;
	size_t n = 0;
	for (size_t i = 0; i < N_OF(steps); i++)
		if (evaluated || (steps[i] != OPP_WITH_PARENTS && steps[i] != OPP_WITH_PUPIL))
			done[n++] = &opp_fields[steps[i]];
	rows_show(u, plan, tr(u->sp, N_("Where it leads")), place, N_OF(place));
	rows_show(u, plan, tr(u->sp, N_("How the pupil was heard")), heard, N_OF(heard));
	ui_panel_begin(u, tr(u->sp, N_("What was done when")));
	view_row(u, &plan->row, done, n);
	ui_panel_end(u);
}

/* What may be written here by this reader, each behind its own page. */
static void ways_in(struct ui *u, struct req *req, const struct plan_view *v)
{
	const struct row *r = &req->seen.row;
	bool answer = agreement_asked(&req->seen, req->viewer->role);
	bool given = own_answer(req, &v->answers) != NULL;
	bool hears = (req->seen.allowed.writes & PART_BIT(rec_opp.part)) != 0 &&
	             field_by(&say_fields[SAY_ANSWER], req->viewer->role);
	ui_buttons_begin(u);
	if (answer)
		ui_button_link(u, given ? BUTTON_ALT : BUTTON_PRIMARY, plan_path(u->a, r, "/instemming"),
			       tr(u->sp, given ? N_("Change your answer") : N_("Give your answer")));
	if (hears && flow_open(r)) /* else its page is refused */
		ui_button_link(u, BUTTON_ALT, plan_path(u->a, r, "/idee"), tr(u->sp, N_("Write down an idea of the pupil")));
	if (v->editions.n > 0)
		ui_button_link(u, BUTTON_ALT, plan_path(u->a, r, "/versies"), tr(u->sp, N_("Compare versions")));
	ui_print_button(u);
	ui_button_link(u, BUTTON_ALT, plan_path(u->a, r, "/pdf"), tr(u->sp, N_("As a PDF")));
	ui_buttons_end(u);
}

/* Earlier plans of this child, and the one that runs from the page of an earlier one. */
static void others_show(struct ui *u, struct req *req, const struct plan_view *v)
{
	struct ui_link *links = ARENA_ARRAY(u->a, struct ui_link, v->plans.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < v->plans.n; i++) {
		const struct row *r = &v->plans.v[i].row;
		struct ui_tag state = view_state(u->sp, r);
		if (r->id != req->seen.row.id)
			links[n++] = (struct ui_link){
				str_printf(u->a, STR_FMT ", " STR_FMT,
				           STR_ARG(tr_fill(u->a, u->sp, N_("Plan, version {n}"),
				                           TR_SLOTS({"n", tr_number(u->a, u->sp.lang, row_int(r,
				                                                    &opp_fields[OPP_VERSION]))}))),
				           STR_ARG(state.state)).p,
				plan_path(u->a, r, "")};
	}
	if (n == 0)
		return;
	ui_h2(u, tr(u->sp, N_("Other plans of this child")));
	ui_links(u, links, n);
}

/* As its state is called; while the parents are asked, what they answered. */
static struct ui_tag state_tag(const struct req *req, const struct plan_view *v)
{
	struct ui_tag tag = view_state(req->act.speak, &req->seen.row);
	struct asked a = {.known = v->named && child_reader(req) != SIDE_PARENTS, .parents = v->n_guardians};
	for (size_t i = 0; i < v->n_guardians; i++) {
		bool own = v->guardians[i].account == req->viewer->account;
		enum assent is = own || a.known ? plan_assent(req, v, v->guardians[i].account).is : ASSENT_OPEN;
		if (is == ASSENT_YES || is == ASSENT_NO)
			asked_add(&a, is == ASSENT_YES ? S("ja") : S("nee"), own);
	}
	const char *says = flow_state(&req->seen.row) == OPP_AGREEING ? asked_word(&a) : NULL;
	if (says != NULL)
		tag.state = str_from(tr(req->act.speak, says));
	return tag;
}

/* Whose plan it is and of which school: on paper nothing else says it. */
enum { HEAD_FACTS = 4 };
static size_t head_facts(const struct req *req, const struct plan_view *v, struct str out[HEAD_FACTS])
{
	struct speak sp = req->act.speak;
	const struct slot version[] = {
		{"n", tr_number(req->act.a, sp.lang, row_int(&req->seen.row, &opp_fields[OPP_VERSION]))}};
	size_t n = 0;
	out[n++] = child_name(req->act.a, &v->child);
	if (v->school.n > 0)
		out[n++] = v->school;
	if (voice_is_own(req))
		return n;
	out[n++] = str_from(tr(sp, N_("Development perspective (OPP)")));
	out[n++] = tr_fill(req->act.a, sp, N_("version {n}"), version, 1);
	return n;
}

enum err plan_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct plan_view v;
	view_steps_ask(req);
	enum err e = plan_load(req, &v);
	if (e != OK)
		return e;
	const struct slot name[] = {{"name", row_text(&v.child, &route_fields[ROUTE_GIVEN_NAME])}};
	struct str facts[HEAD_FACTS];
	size_t n_facts = head_facts(req, &v, facts);
	const struct ui_tag state = state_tag(req, &v);
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, &v.child).p, child_path(a, &v.child, "")},
	                                 {tr(sp, N_("Plan (OPP)")), child_path(a, &v.child, "/plan" LIST_ALL)}};
	struct ui_page page = {
		.title = voice_is_own(req) ? tr(sp, N_("My plan")) : tr_fill(a, sp, N_("Plan of {name}"), name, 1).p,
		.window_title = tr(sp, N_("Plan of a child")), .crumbs = crumbs, .n_crumbs = 3,
		.facts = facts, .n_facts = n_facts, .tags = &state, .n_tags = 1,
	};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	view_terms(u, &req->seen, instant_date(req->act.now));
	e = view_steps(u, req, plan_path(a, r, ""));
	if (e != OK)
		return e;
	waiting_show(u, &v);
	assents_show(u, req, &v);
	ui_cols_main(u);
	if (flow_editable(&req->act, &req->seen))
		plan_parts_show(u, req, &v);
	ways_in(u, req, &v);
	voices_show(u, req, &v);
	strengths_show(u, &req->seen);
	ui_cols_end(u);
	needs_show(u, req, &v); /* tables, over the whole width */
	texts_show(u, &req->seen);
	others_show(u, req, &v);
	return view_end(u, req, &page);
}

/* An application in words and as a line of time: for the school, and in plain words for the parents. */
#include "enrol_pages.h"

#include "application_rules.h"
#include "date.h"
#include "flow.h"
#include "intake.h"
#include "rule.h"
#include "steps.h"
#include "view.h"

#define F(f) (&application_fields[APP_##f])

const char *application_path(struct arena *a, const struct row *r, const char *below)
{
	return str_printf(a, "/aanmelding/" STR_FMT "%s", STR_ARG(r->pid), below).p;
}

struct str application_choice(struct arena *a, struct speak sp, const struct row *r, bool family)
{
	static const char *const own[] = {N_("your first choice"), N_("your second choice"), N_("your third choice")};
	int64_t n = row_int(r, F(PREFERENCE));
	if (family && n >= 1 && n <= (int64_t)(sizeof own / sizeof *own))
		return str_from(tr(sp, own[n - 1]));
	return tr_fill(a, sp, N_("choice {n} of the parents"),
	               TR_SLOTS({"n", tr_number(a, sp.lang, row_int(r, F(PREFERENCE)))}));
}

enum err application_read(struct req *req, const struct seen *application, struct application_told *out)
{
	static const struct record *const recs[] = {&rec_route, &rec_adaptation, &rec_intake};
	struct seen_page found[3];
	struct batch *b;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	struct pieces_at pieces = scope_pieces_put(&req->act, b, application, recs, 3);
	size_t at = enrol_schools_put(&req->act, b, application->row.region);
	e = batch_run(b);
	if (e != OK)
		return e;
	scope_pieces_take(&req->act, b, pieces, application, recs, 3, found);
	struct enrol_schools schools = enrol_schools_take(req->act.a, batch_rows(b, at));
	if (found[0].n != 1)
		return ERR_NOT_FOUND;
	*out = (struct application_told){
		.child = found[0].v[0].row, .adaptations = found[1], .intakes = found[2],
		.school = enrol_school_of(&schools, row_int(&application->row, F(SCHOOL))),
		.family = application->allowed.purpose[PART_AANMELDING] == PURPOSE_OWN};
	return OK;
}

/* ---- the clock ---- */

struct stop_at {
	const char *name;
	int32_t on;
};

static struct str short_date(struct ui *u, int32_t d)
{
	return tr_date(u->a, u->sp.lang, d, DATE_SHORT);
}

static int32_t on(const struct row *r, enum application_field f)
{
	struct val v = row_val(r, &application_fields[f]);
	return v.type == VAL_INT ? (int32_t)v.i : DATE_OPEN;
}

/* Today stands between the days before and after it; on a day itself, that day is where one is. */
static size_t with_today(struct ui *u, const struct stop_at *v, size_t n, int32_t today, bool runs,
                         struct ui_station *out)
{
	size_t k = 0;
	bool shown = !runs;
	for (size_t i = 0; i < n; i++) {
		bool here = !shown && v[i].on == today;
		if (!shown && v[i].on > today && v[i].on != DATE_OPEN) {
			out[k++] = (struct ui_station){STOP_NOW, tr(u->sp, N_("Today")), short_date(u, today)};
			shown = true;
		}
		shown |= here;
		out[k++] = (struct ui_station){here ? STOP_NOW : v[i].on <= today ? STOP_DONE : STOP_TODO, v[i].name,
		                               v[i].on == DATE_OPEN ? (struct str){0} : short_date(u, v[i].on)};
	}
	if (!shown)
		out[k++] = (struct ui_station){STOP_NOW, tr(u->sp, N_("Today: too late")), short_date(u, today)};
	return k;
}

/* Beside those at other schools each names its own. */
static const char *titled(struct ui *u, const struct application_told *t, const char *alone, const char *among)
{
	return !t->among || t->school == NULL ? tr(u->sp, alone)
	                                      : tr_fill(u->a, u->sp, among, TR_SLOTS({"school", t->school->name})).p;
}

void application_clock(struct ui *u, const struct row *r, const struct application_told *t, int32_t today)
{
	struct stop_at v[5];
	struct ui_station out[6];
	size_t n = 0;
	int state = flow_state(r);
	int32_t six = application_six_weeks(r), decided = on(r, APP_DECIDED), by = on(r, APP_DECIDE_BY);
	v[n++] = (struct stop_at){tr(u->sp, N_("Received")), on(r, APP_RECEIVED)};
	if (state == APP_INCOMPLETE) {
		v[n++] = (struct stop_at){tr(u->sp, N_("The time stands still")), on(r, APP_ASKED_ON)};
		v[n++] = (struct stop_at){tr(u->sp, N_("Parents complete it, before")), on(r, APP_COMPLETE_BY)};
	} else if (decided == DATE_OPEN || decided > six) {
		v[n++] = (struct stop_at){tr(u->sp, N_("Six weeks")), six};
	}
	if (by != six && state != APP_INCOMPLETE && (decided == DATE_OPEN || decided > by))
		v[n++] = (struct stop_at){tr(u->sp, N_("More time, until")), by};
	else if (by == six && six >= today && application_undecided(r) && state != APP_INCOMPLETE)
		v[n++] = (struct stop_at){tr(u->sp, N_("Four weeks more, only if told in time")), date_add_days(six, 28)};
	if (on(r, APP_PLACED_ON) != DATE_OPEN)
		v[n++] = (struct stop_at){tr(u->sp, N_("Temporary place")), on(r, APP_PLACED_ON)};
	if (decided != DATE_OPEN)
		v[n++] = (struct stop_at){tr(u->sp, N_("Decided")), decided};
	size_t k = with_today(u, v, n, today, application_undecided(r) && !application_elsewhere(r), out);
	if (decided == DATE_OPEN && application_open(r) && !application_elsewhere(r) && k < 6)
		out[k++] = (struct ui_station){STOP_TODO, tr(u->sp, N_("Decision")), {0}};
	out[k - 1].plain = true;
	ui_route_line(u, titled(u, t, N_("The clock of this application"), N_("The clock at {school}")), out, k);
}

/* ---- who, what, before when ---- */

static const char *const what_next[APP_STATES] = {
	[APP_NEW] = N_("Decide, or say what is still needed"),
	[APP_INCOMPLETE] = N_("Give what the school asked. The six weeks stand still"),
	[APP_STUDIED] = N_("Look into what the child needs and what you can adapt, and decide"),
	[APP_EXTENDED] = N_("Decide within the extra weeks"),
	[APP_LATE] = N_("Decide as soon as possible: you are late"),
	[APP_PLACED] = N_("Decide. Until then the child has a temporary place"),
	[APP_ADMITTED] = N_("Enrol the child"),
	[APP_CALL] = N_("Call the parents first. They can read the decision already"),
	[APP_REFUSED] = N_("Help the parents until the child is enrolled at a school"),
	[APP_DECLINED] = N_("Find a way with the parents. The duty of care stays with you"),
};
/* The same to parents. */
static const char *const what_parents[APP_STATES] = {
	[APP_NEW] = N_("The school decides whether your child can come"),
	[APP_INCOMPLETE] = N_("Give the school what it asked you"),
	[APP_STUDIED] = N_("The school looks into what your child needs"),
	[APP_EXTENDED] = N_("The school took more time to decide"),
	[APP_LATE] = N_("The school must decide. It is late"),
	[APP_PLACED] = N_("The school must decide. Your child may come in the meantime"),
	[APP_ADMITTED] = N_("Your child may come. The school enrols your child"),
	[APP_CALL] = N_("The school calls you about its decision"),
	[APP_REFUSED] = N_("Visit the other school. This school must go on helping you"),
	[APP_DECLINED] = N_("Talk about what you do want. This school must go on helping you"),
};

int32_t application_next(struct ui *u, const struct seen *s, const struct application_told *t, int32_t today)
{
	int state = flow_state(&s->row);
	int32_t by = on(&s->row, APP_ACT_BY);
	const char *what = state < 0 ? NULL : t->family ? what_parents[state] : what_next[state];
	bool elsewhere = application_elsewhere(&s->row);
	/* What the family reads of a refusal is theirs to do; the school's own work goes on beside it. */
	uint32_t theirs = APP_BIT(INCOMPLETE) | (t->family ? APP_BIT(REFUSED) | APP_BIT(DECLINED) : 0);
	bool parents = state >= 0 && !elsewhere && (theirs >> state & 1) != 0;
	if (what == NULL)
		return DATE_OPEN;
	if (elsewhere)
		what = t->family ? N_("Your child is enrolled at another school. This school closes the application")
		                 : application_asks(&s->row);
	if (state == APP_PLACED || elsewhere || (parents && state != APP_INCOMPLETE))
		by = DATE_OPEN;
	ui_next_step(u, &(struct ui_next){
		.mine = parents == t->family,
		.title = titled(u, t, N_("What must happen now?"), N_("What must happen now at {school}?")),
		.who = str_from(tr(u->sp, parents && t->family ? N_("You") : parents ? N_("The parents") : N_("The school"))),
		.what = str_from(tr(u->sp, what)),
		.by = by == DATE_OPEN ? (struct str){0} : by_said(u->a, u->sp, by, today)});
	return by;
}

/* ---- letters ---- */

static struct str day_long(struct ui *u, const struct row *r, enum application_field f)
{
	int32_t d = on(r, f);
	return d == DATE_OPEN ? str_from("…") : tr_date(u->a, u->sp.lang, d, DATE_LONG);
}

static struct str school_said(struct ui *u, const struct application_told *t)
{
	return t->school == NULL ? str_from(tr(u->sp, N_("The school"))) : t->school->name;
}

/* Text M1 of practice.md; with an exception there is no other school to name. */
static void letter_no(struct ui *u, const struct seen *s, const struct application_told *t)
{
	const struct row *r = &s->row;
	struct str willing = view_shown(u, s, F(WILLING));
	int32_t last = application_object_by(r);
	const struct slot slots[] = {
		{"school", school_said(u, t)}, {"child", row_text(&t->child, &route_fields[ROUTE_GIVEN_NAME])},
		{"date", day_long(u, r, APP_TALK_ON)}, {"reason", view_shown(u, s, F(REASON))}, {"other", willing},
		{"last", last == DATE_OPEN ? (struct str){0} : tr_date(u->a, u->sp.lang, last, DATE_LONG)}};
	enum { SLOTS = sizeof slots / sizeof *slots };
	ui_panel_begin(u, tr(u->sp, t->family ? N_("The decision") : N_("What the parents read")));
	ui_p(u, tr_fill(u->a, u->sp, application_exempt(r)
	                ? N_("{school} cannot place {child}. The school told you so on {date}.")
	                : N_("{school} cannot give {child} the help that is needed. The school told you so on {date}."),
	                slots, SLOTS).p);
	if (row_text(r, F(REASON)).n > 0)
		ui_p_str(u, tr_fill(u->a, u->sp, N_("The reason: {reason}"), slots, SLOTS));
	if (willing.n > 0)
		ui_p(u, tr_fill(u->a, u->sp, N_("{other} would like to place {child}. You may go and look there first."),
		                slots, SLOTS).p);
	if (!application_exempt(r) && application_has_duty(r))
		ui_remark(u, TONE_OK, tr_fill(u->a, u->sp, N_("You are not alone: until {child} is enrolled at a school, "
		                                              "{school} must go on helping you."), slots, SLOTS).p);
	if (last != DATE_OPEN)
		ui_p(u, tr_fill(u->a, u->sp, N_("Do you not agree? Then you can object, until {last}."), slots, SLOTS).p);
	ui_help(u, tr(u->sp, N_("How do I object?")),
	        tr(u->sp, row_int(r, F(PUBLIC)) != 0
	           ? N_("Write a letter to the board of this public school: who you are, which decision it is about, and "
	                "why you do not agree. The board decides within four weeks after the time to object is over.")
	           : N_("Write a letter to the board of the school: who you are, which decision it is about, and why you "
	                "do not agree. The board hears you and decides within four weeks.")));
	if (t->school != NULL && t->school->phone.n > 0)
		ui_p_phone(u, tr_fill(u->a, u->sp, N_("Feel free to call {school}:"), slots, 1).p, t->school->phone);
	ui_panel_end(u);
}

/* Text M6. */
static void letter_late(struct ui *u, const struct seen *s, const struct application_told *t)
{
	const struct row *r = &s->row;
	int32_t from = on(r, APP_PLACED_ON) != DATE_OPEN ? on(r, APP_PLACED_ON) : on(r, APP_PLACE_FROM);
	const struct slot slots[] = {
		{"school", school_said(u, t)}, {"child", row_text(&t->child, &route_fields[ROUTE_GIVEN_NAME])},
		{"by", day_long(u, r, APP_DECIDE_BY)}, {"reason", row_text(r, F(LATE_WHY))},
		{"new", day_long(u, r, APP_LATE_BY)},
		{"from", from == DATE_OPEN ? (struct str){0} : tr_date(u->a, u->sp.lang, from, DATE_LONG)}};
	enum { SLOTS = sizeof slots / sizeof *slots };
	ui_panel_begin(u, tr(u->sp, t->family ? N_("The decision is late") : N_("What the parents read")));
	ui_p(u, tr_fill(u->a, u->sp, N_("The school had to decide before {by}. It did not. Sorry."), slots, SLOTS).p);
	if (row_text(r, F(LATE_WHY)).n > 0)
		ui_p_str(u, tr_fill(u->a, u->sp, N_("The reason: {reason}"), slots, SLOTS));
	if (on(r, APP_LATE_BY) != DATE_OPEN)
		ui_p(u, tr_fill(u->a, u->sp, N_("You get the decision by {new}."), slots, SLOTS).p);
	if (from != DATE_OPEN && application_has_duty(r))
		ui_p(u, tr_fill(u->a, u->sp, on(r, APP_PLACED_ON) != DATE_OPEN
		                ? N_("{child} may go to {school} from {from}, until there is a decision.")
		                : N_("When there is no decision yet on {from}, {child} may go to {school} until there is one."),
		                slots, SLOTS).p);
	ui_p(u, tr(u->sp, N_("You need not do anything. You may ask the school in writing to decide sooner.")));
	ui_panel_end(u);
}

/* Practice 3: a state of its own that names who can help. */
static void not_agreed(struct ui *u, const struct seen *s)
{
	static const char *const who[] = {
		N_("The support point for parents and pupils: you talk with someone who is not involved with your child."),
		N_("An education consultant (onderwijsconsulent): independent and free."),
		N_("The national disputes committee (Geschillencommissie passend onderwijs): ask within six weeks after the "
		   "decision."),
	};
	const char *said[3];
	for (size_t i = 0; i < 3; i++)
		said[i] = tr(u->sp, who[i]);
	ui_panel_begin(u, tr(u->sp, N_("The parents do not agree")));
	if (row_text(&s->row, F(OFFER_WHY)).n > 0)
		ui_p_str(u, row_text(&s->row, F(OFFER_WHY)));
	ui_p(u, tr(u->sp, N_("These can help, without deciding for you:")));
	ui_bullets(u, said, 3);
	ui_p_link(u, NULL, "/hulp", tr(u->sp, N_("How to reach them")), NULL);
	ui_panel_end(u);
}

/* Practice 2: waiting is an agreement and never a lock; the six weeks run. LOC-01, LOC-02. */
static void waiting(struct ui *u, const struct seen *s, int32_t today)
{
	int32_t born = on(&s->row, APP_BORN);
	if (born == DATE_OPEN || row_int(&s->row, F(NEED)) == 0 || !application_undecided(&s->row))
		return;
	const struct rule *talk = rule_for(S("LOC-01"), born), *enrol = rule_for(S("LOC-02"), born);
	int32_t talk_on = talk == NULL ? DATE_OPEN : rule_due(talk, born, NULL);
	int32_t enrol_on = enrol == NULL ? DATE_OPEN : rule_due(enrol, born, NULL);
	if (enrol_on == DATE_OPEN || today >= enrol_on)
		return;
	const struct slot slots[] = {{"talk", tr_date(u->a, u->sp.lang, talk_on, DATE_LONG)},
	                             {"enrol", tr_date(u->a, u->sp.lang, enrol_on, DATE_LONG)}};
	ui_panel_begin(u, tr(u->sp, N_("Enrolling later is an agreement, never a must")));
	ui_p(u, tr_fill(u->a, u->sp, N_("Parents, preschool and school talk together (knooppunt) around {talk}. Parents "
	                                "and school may agree to enrol from {enrol}. The six weeks to decide run all the "
	                                "same."),
	                slots, 2).p);
	if (on(&s->row, APP_DECIDE_BY) < talk_on)
		ui_p(u, tr(u->sp, N_("The decision comes before that day. So plan the talk within the six weeks.")));
	ui_panel_end(u);
}

void application_words(struct ui *u, struct req *req, const struct seen *s, const struct application_told *t)
{
	int state = flow_state(&s->row);
	uint32_t no = APP_BIT(CALL) | APP_BIT(REFUSED) | APP_BIT(DECLINED) | APP_BIT(EXEMPT);
	if (state == APP_DECLINED)
		not_agreed(u, s);
	if ((no >> state & 1) != 0)
		letter_no(u, s, t);
	if ((state == APP_LATE || state == APP_PLACED) && !application_elsewhere(&s->row))
		letter_late(u, s, t);
	waiting(u, s, route_today(req));
}

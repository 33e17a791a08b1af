#include "application_rules.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "rule.h"

#define F(f) (&application_fields[APP_##f])

static bool has(const struct row *r, enum application_field f)
{
	return row_val(r, &application_fields[f]).type != VAL_NULL;
}

static int32_t day(const struct row *r, enum application_field f)
{
	return has(r, f) ? (int32_t)row_int(r, &application_fields[f]) : DATE_OPEN;
}

/* ---- days ---- */

struct stood_still {
	struct span v[PAUSES_MAX];
	size_t n;
};

/* From the day of the question until it was answered or the time that was given for it is over, whichever is first:
 * WPO art. 63 lid 4. An earlier question stands in two fields of its own. */
static struct stood_still stood_still(const struct val *v)
{
	struct stood_still s = {.n = 0};
	if (v[APP_BEFORE_FROM].type == VAL_INT && v[APP_BEFORE_TO].type == VAL_INT)
		s.v[s.n++] = (struct span){(int32_t)v[APP_BEFORE_FROM].i, (int32_t)v[APP_BEFORE_TO].i};
	if (v[APP_ASKED_ON].type != VAL_INT)
		return s;
	int32_t end = v[APP_COMPLETED_ON].type == VAL_INT ? (int32_t)v[APP_COMPLETED_ON].i : DATE_OPEN;
	if (v[APP_COMPLETE_BY].type == VAL_INT && v[APP_COMPLETE_BY].i + 1 < end)
		end = (int32_t)v[APP_COMPLETE_BY].i + 1;
	s.v[s.n++] = (struct span){(int32_t)v[APP_ASKED_ON].i, end};
	return s;
}

size_t application_pauses(const struct row *r, struct span *out)
{
	struct stood_still s = stood_still(r->v);
	memcpy(out, s.v, s.n * sizeof *out);
	return s.n;
}

static int32_t rule_day(const char *id, const struct val *v, int64_t more)
{
	struct stood_still s = stood_still(v);
	int32_t from = (int32_t)v[APP_RECEIVED].i;
	const struct rule *rule = rule_for(str_from(id), from);
	const struct running how = {.pauses = s.v, .n_pauses = s.n, .more = (int32_t)more};
	if (v[APP_RECEIVED].type != VAL_INT || rule == NULL)
		return DATE_OPEN;
	return rule_due(rule, from, &how);
}

int32_t application_six_weeks(const struct row *r)
{
	return rule_day("ADM-04", r->v, 0);
}

int32_t application_ten_weeks(const struct row *r)
{
	return rule_day("ADM-06", r->v, 0);
}

static struct val date_val(int32_t d)
{
	return d == DATE_OPEN ? val_null() : val_int(d);
}

/* From the day after ten weeks, and not before the child may go to school (ADM-06). */
static int32_t place_from(const struct val *v)
{
	int32_t from = rule_day("ADM-06", v, 0);
	int32_t old_enough = v[APP_BORN].type == VAL_INT ? date_of_age((int32_t)v[APP_BORN].i, ADMISSION_AGE) : DATE_OPEN;
	return from == DATE_OPEN || old_enough == DATE_OPEN ? DATE_OPEN : old_enough > from ? old_enough : from;
}

static int state_of(const struct val *v)
{
	return v[APP_STATE].type == VAL_TEXT ? flow_place(&rec_application, v[APP_STATE].s) : APP_NEW;
}

/* When the child is to begin; where it was agreed to wait, not before the age for that (LOC-02). */
static int32_t enrol_by(const struct val *v, int32_t decided)
{
	int32_t by = v[APP_START].type == VAL_INT && v[APP_START].i > decided ? (int32_t)v[APP_START].i : decided;
	const struct rule *wait = v[APP_WAIT_AGREED].type == VAL_INT && v[APP_BORN].type == VAL_INT
		? rule_for(S("LOC-02"), (int32_t)v[APP_BORN].i) : NULL;
	int32_t waits = wait == NULL ? by : rule_due(wait, (int32_t)v[APP_BORN].i, NULL);
	return waits > by ? waits : by;
}

/* Who is told no is called the same day; a school is then found before the child is to begin, four weeks at
 * the latest. Of a child that is enrolled at another school nothing is decided any more: to be closed from that day. */
static int32_t act_by(const struct val *v)
{
	enum { FIND_SCHOOL = 28 };
	int32_t decided = v[APP_DECIDED].type == VAL_INT ? (int32_t)v[APP_DECIDED].i : DATE_OPEN;
	if (v[APP_ELSEWHERE_ON].type == VAL_INT && state_of(v) <= APP_DECLINED)
		return (int32_t)v[APP_ELSEWHERE_ON].i;
	switch (state_of(v)) {
	case APP_NEW: case APP_STUDIED: case APP_EXTENDED:
		return v[APP_DECIDE_BY].type == VAL_INT ? (int32_t)v[APP_DECIDE_BY].i : DATE_OPEN;
	case APP_INCOMPLETE:
		return v[APP_COMPLETE_BY].type == VAL_INT ? (int32_t)v[APP_COMPLETE_BY].i : DATE_OPEN;
	case APP_LATE: case APP_PLACED:
		return v[APP_LATE_BY].type == VAL_INT ? (int32_t)v[APP_LATE_BY].i
			: v[APP_DECIDE_BY].type == VAL_INT ? (int32_t)v[APP_DECIDE_BY].i : (int32_t)v[APP_RECEIVED].i;
	case APP_ADMITTED:
		return enrol_by(v, decided);
	case APP_CALL:
		return decided;
	case APP_REFUSED: case APP_DECLINED:
		return date_add_days(decided, FIND_SCHOOL);
	default:
		return DATE_OPEN;
	}
}

void application_derive(struct arena *a, struct val *v)
{
	(void)a;
	v[APP_DECIDE_BY] = date_val(rule_day("ADM-04", v, v[APP_MORE].type == VAL_INT ? v[APP_MORE].i : 0));
	v[APP_PLACE_FROM] = date_val(place_from(v));
	v[APP_ACT_BY] = date_val(act_by(v));
	v[APP_LAPSES_ON] = v[APP_ASKED_ON].type == VAL_INT && v[APP_COMPLETED_ON].type != VAL_INT ? v[APP_COMPLETE_BY]
		: val_null();
}

int32_t application_object_by(const struct row *r)
{
	int32_t decided = day(r, APP_DECIDED);
	uint32_t refused = APP_BIT(CALL) | APP_BIT(REFUSED) | APP_BIT(DECLINED) | APP_BIT(EXEMPT);
	if (decided == DATE_OPEN || (refused >> flow_state(r) & 1) == 0)
		return DATE_OPEN;
	return rule_due(rule_for(str_from(row_int(r, F(PUBLIC)) != 0 ? "ADM-15-bezwaar" : "ADM-14"), decided), decided,
		NULL);
}

/* ---- facts ---- */

bool application_exempt(const struct row *r)
{
	struct str ground = row_text(r, F(GROUND));
	return ground.n > 0 && !str_is(ground, "ondersteuning");
}

bool application_not_exempt(const struct row *r)
{
	return !application_exempt(r);
}

bool application_open(const struct row *r)
{
	return (rec_application.ends >> flow_state(r) & 1) == 0;
}

bool application_undecided(const struct row *r)
{
	return flow_state(r) <= APP_PLACED;
}

bool application_late_untold(const struct row *r)
{
	return flow_state(r) != APP_LATE || !has(r, APP_LATE_WHY);
}

bool application_elsewhere(const struct row *r)
{
	return has(r, APP_ELSEWHERE_ON);
}

bool application_has_duty(const struct row *r)
{
	return row_int(r, F(DUTY)) != 0;
}

bool application_unanswered(const struct row *r)
{
	return has(r, APP_ASKED_ON) && !has(r, APP_COMPLETED_ON);
}

bool application_may_be_placed(const struct row *r)
{
	return application_has_duty(r) && !application_elsewhere(r);
}

bool application_from_care(const struct row *r)
{
	struct str from = row_text(r, F(COMES_FROM));
	return str_is(from, "mkd") || str_is(from, "zorg");
}

bool application_may_lapse(const struct row *r)
{
	return !application_has_duty(r) || application_elsewhere(r);
}

/* ---- checks and guards ---- */

static void need(const struct given *g, struct reasons *out, enum application_field f, const char *text)
{
	if (!has(g->row, f))
		reason_add(out, &application_fields[f], text);
}

static void happened(const struct given *g, struct reasons *out, enum application_field f)
{
	if (has(g->row, f) && row_int(g->row, &application_fields[f]) > g->today)
		reason_add(out, &application_fields[f], N_("This day is still to come. Enter the day on which it happened"));
}

void application_check(const struct given *g, struct reasons *out)
{
	static const enum application_field past[] = {APP_TALK_ON, APP_WILLING_ON, APP_MORE_TOLD, APP_WAIT_AGREED,
		APP_HANDED_ON, APP_CALLED_ON};
	for (size_t i = 0; i < sizeof past / sizeof *past; i++)
		happened(g, out, past[i]);
	if (!g->is_new)
		return;
	if (has(g->row, APP_START) && row_int(g->row, F(START)) < g->today)
		reason_add(out, F(START), N_("This day is past. Choose a day to come"));
	if (!phone_fits(row_text(g->row, F(PHONE))))
		reason_add(out, F(PHONE), PHONE_ODD);
}

static bool term_over(const struct given *g)
{
	int32_t last = day(g->row, APP_DECIDE_BY);
	return last != DATE_OPEN && g->today > last;
}

/* ADM-12. Two questions at most: a school that goes on asking decides nothing. */
void may_ask(const struct given *g, struct reasons *out)
{
	need(g, out, APP_MISSING, N_("Write what you still need from the parents"));
	need(g, out, APP_COMPLETE_BY, N_("Enter until when the parents have the time"));
	if (term_over(g))
		reason_add(out, NULL,
		           N_("The time to decide is over: it cannot stand still any more. Decide with what you know"));
	if (has(g->row, APP_BEFORE_FROM) && has(g->row, APP_COMPLETED_ON))
		reason_add(out, NULL, N_("You asked the parents twice. Decide with what you know"));
	if (has(g->row, APP_COMPLETE_BY) && row_int(g->row, F(COMPLETE_BY)) < g->today + 2)
		reason_add(out, F(COMPLETE_BY), N_("Give the parents two days at least"));
}

/* ADM-05: told before the six weeks are over, with how long it takes; four weeks at most. */
void may_extend(const struct given *g, struct reasons *out)
{
	int32_t last = application_six_weeks(g->row);
	need(g, out, APP_MORE, N_("Enter how many weeks more you need"));
	need(g, out, APP_MORE_WHY, N_("Write why you need more time"));
	need(g, out, APP_MORE_TOLD, N_("Enter the day on which you told the parents"));
	if (last != DATE_OPEN && g->today > last)
		reason_add(out, NULL, N_("The six weeks are over. More time had to be taken, and told to the parents, before"));
	else if (has(g->row, APP_MORE_TOLD) && row_int(g->row, F(MORE_TOLD)) > last)
		reason_add(out, F(MORE_TOLD), N_("The parents must know before the six weeks are over"));
}

void may_tell_late(const struct given *g, struct reasons *out)
{
	if (!term_over(g))
		reason_add(out, NULL, N_("You are not late yet: the time to decide still runs"));
	need(g, out, APP_LATE_WHY, N_("Write why there is no decision yet"));
	need(g, out, APP_LATE_BY, N_("Enter by when the parents get the decision"));
}

/* ADM-06. */
void may_place(const struct given *g, struct reasons *out)
{
	int32_t born = day(g->row, APP_BORN), from = day(g->row, APP_PLACE_FROM);
	if (born != DATE_OPEN && date_of_age(born, ADMISSION_AGE) > g->today)
		reason_add(out, NULL, N_("The child is not four yet. A temporary place begins on the fourth birthday at the "
		                         "earliest"));
	else if (from == DATE_OPEN || g->today < from)
		reason_add(out, NULL, N_("A temporary place begins on the day after ten weeks"));
	if (!application_has_duty(g->row))
		reason_add(out, NULL, N_("The duty of care is with the school of first choice"));
	if (has(g->row, APP_ELSEWHERE_ON))
		reason_add(out, NULL, N_("The child is enrolled at another school already"));
}

void may_enrol(const struct given *g, struct reasons *out)
{
	need(g, out, APP_ENROLLED_ON, N_("Enter from which day the child is enrolled"));
	if (has(g->row, APP_ELSEWHERE_ON))
		reason_add(out, NULL, N_("The child is enrolled at another school already"));
}

static void needs_adaptations(const struct given *g, struct reasons *out)
{
	const struct beside *b = given_beside(g, &rec_adaptation);
	size_t open = 0, cannot = 0;
	for (size_t i = 0; i < b->n; i++) {
		struct str said = row_text(&b->v[i], &adaptation_fields[ADAPTATION_REASONABLE]);
		open += str_is(said, "uitzoeken");
		cannot += str_is(said, "nee");
	}
	if (b->n == 0)
		reason_add(out, NULL, N_("First write down which adaptations you looked into"));
	else if (open > 0)
		reason_add(out, NULL, N_("Of an adaptation it is not known yet whether it is reasonable"));
	else if (cannot == 0)
		reason_add(out, NULL, N_("Everything that you looked into is reasonable. Write down what is not, and why"));
}

/* ADM-09, ADM-10, ADM-19b, and [001 1]: adaptations first. */
void may_refuse(const struct given *g, struct reasons *out)
{
	need(g, out, APP_TALK_ON, N_("First talk with the parents. Enter the day of the talk"));
	need(g, out, APP_GROUND, N_("Choose the ground"));
	need(g, out, APP_REASON, N_("Write the reason as you told it to the parents"));
	if (str_is(row_text(g->row, F(GROUND)), "voorwaarden") && row_int(g->row, F(SECONDARY)) == 0)
		reason_add(out, F(GROUND), N_("Only a secondary school has conditions of admission. Choose another ground"));
	if (application_exempt(g->row))
		return;
	needs_adaptations(g, out);
	if (!application_has_duty(g->row))
		return;
	need(g, out, APP_WILLING, N_("Name the school that wants to place the child. Without one you cannot refuse"));
	if (has(g->row, APP_WILLING))
		need(g, out, APP_WILLING_ON, N_("That school must say in writing that it wants to place the child. Enter the "
		                                "day of its letter or mail"));
}

/* Practice 18: who refuses calls first. The only exception is that nobody could be reached, with how it was tried. */
void may_have_called(const struct given *g, struct reasons *out)
{
	if (has(g->row, APP_CALLED_NOT))
		return;
	need(g, out, APP_CALLED_ON, N_("Enter the day on which you called the parents, or how you tried"));
	need(g, out, APP_CALLED_BY, N_("Enter who called"));
	if (has(g->row, APP_CALLED_ON) && has(g->row, APP_DECIDED) &&
	    row_int(g->row, F(CALLED_ON)) < row_int(g->row, F(DECIDED)))
		reason_add(out, F(CALLED_ON), N_("The call comes after the decision. Enter the day on which you told it"));
}

/* The duty of care ends with an enrolment, and with nothing less (practice 3). */
void may_be_elsewhere(const struct given *g, struct reasons *out)
{
	need(g, out, APP_ENDED_WHERE, N_("Enter at which school the child is enrolled"));
	need(g, out, APP_ELSEWHERE_ON, N_("Enter from which day the child is enrolled there"));
	happened(g, out, APP_ELSEWHERE_ON);
}

/* ADM-13: only when the time that was given is over, and told within four weeks after that. */
void may_take_not(const struct given *g, struct reasons *out)
{
	int32_t given = day(g->row, APP_COMPLETE_BY);
	const struct rule *rule = rule_for(S("ADM-13"), given == DATE_OPEN ? g->today : given);
	if (!application_unanswered(g->row))
		reason_add(out, NULL, N_("You wait for nothing from the parents"));
	else if (given == DATE_OPEN || g->today <= given)
		reason_add(out, NULL, N_("The parents still have time to complete it"));
	else if (g->today > rule_due(rule, given, NULL))
		reason_add(out, NULL, N_("The four weeks to say so are over. Decide with what you know"));
}

void may_lapse(const struct given *g, struct reasons *out)
{
	if (application_has_duty(g->row) && !has(g->row, APP_ELSEWHERE_ON))
		reason_add(out, NULL, N_("You have the duty of care until the child is enrolled at a school"));
}

void may_withdraw_heard(const struct given *g, struct reasons *out)
{
	need(g, out, APP_ENDED_WHY, N_("Write what the parents said, and how"));
}

void may_object_heard(const struct given *g, struct reasons *out)
{
	need(g, out, APP_OFFER_WHY, N_("Write in the parents' own words why they do not agree"));
}

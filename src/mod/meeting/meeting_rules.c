/* What must hold for a meeting at every save and before each step. What a step brings about is meeting_effects.c. */
#include "meeting_rules.h"

#include "flow.h"
#include "meeting_who.h"
#include "people.h"
#include "route.h"

enum { MEETING_TIMES = 3 };

static struct val value(const struct given *g, enum meeting_field f)
{
	return row_val(g->row, &meeting_fields[f]);
}

static bool has(const struct given *g, enum meeting_field f)
{
	return value(g, f).type != VAL_NULL;
}

static bool ticked(const struct given *g, enum meeting_field f)
{
	return has(g, f) && value(g, f).i != 0;
}

static void needs(const struct given *g, struct reasons *out, enum meeting_field f, const char *text)
{
	if (!has(g, f))
		reason_add(out, &meeting_fields[f], text);
}

static bool is_of_preschool(const struct given *g)
{
	return !is_owned_by_school(g->row);
}

static bool is_open_relation(const struct given *g, const struct row *r, enum relation_kind kind)
{
	return str_is(row_text(r, &relation_fields[RELATION_KIND]), relation_code(kind)) &&
	       row_int(r, &relation_fields[RELATION_BEGINS]) <= g->now &&
	       row_int(r, &relation_fields[RELATION_ENDS]) > g->now;
}

/* ---- at every save ---- */

/* The preschool leads before any application, then the mother school (systems.md A3). */
static void owner_fits(const struct given *g, struct reasons *out)
{
	const struct beside *route = given_beside(g, &rec_route), *relations = given_beside(g, &rec_relation);
	int phase = route->n == 1 ? flow_state(&route->v[0]) : PHASE_APPLICATION;
	bool early = (PHASE_BIT(PUPIL) | PHASE_BIT(SIGNAL)) >> phase & 1, preschool = false, school = false;
	for (size_t i = 0; i < relations->n; i++) {
		preschool |= is_open_relation(g, &relations->v[i], REL_PRESCHOOL);
		school |= is_open_relation(g, &relations->v[i], REL_SUPERVISES) ||
		          is_open_relation(g, &relations->v[i], REL_APPLIED);
	}
	/* A talk of the preschool brings the child further than the first signs: what counts is that no school is there. */
	bool before = early || (phase != PHASE_APPLICATION && preschool && !school);
	if (is_of_preschool(g) && !before)
		reason_add(out, NULL, N_("There is an application. From now on the school leads the talk"));
	if (!is_of_preschool(g) && before && preschool)
		reason_add(out, NULL, N_("As long as there is no application the preschool leads the talk"));
}

bool meeting_may_lead(const struct viewer *v, const struct row *child)
{
	return v->role != ROLE_PRESCHOOL || flow_state(child) != PHASE_APPLICATION;
}

/* Is this said or said anew with this save? */
static bool is_new_here(const struct given *g, enum meeting_field f)
{
	return has(g, f) && (g->before == NULL || !val_eq(value(g, f), row_val(g->before, &meeting_fields[f])));
}

/* Offered with this save, on a day that is over. What was offered before and went by is refused when inviting. */
static bool is_offered_late(const struct given *g, enum meeting_field day)
{
	return is_new_here(g, day) && value(g, day).i < g->today && flow_state(g->row) <= MEETING_INVITED;
}

static void moments_fit(const struct given *g, struct reasons *out)
{
	for (int i = 0; i < MEETING_TIMES; i++) {
		enum meeting_field day = (enum meeting_field)(MEETING_DAY_A + 2 * i);
		enum meeting_field time = (enum meeting_field)(MEETING_TIME_A + 2 * i);
		if (is_offered_late(g, day))
			reason_add(out, &meeting_fields[day], N_("This moment is past. Offer another one"));
		if (has(g, day) && !has(g, time))
			reason_add(out, &meeting_fields[time], N_("Enter the time as 14:30"));
		if (!has(g, day) && has(g, time))
			reason_add(out, &meeting_fields[day], N_("Enter a day on which it can be"));
		if (has(g, day) && has(g, MEETING_UNTIL) && value(g, MEETING_UNTIL).i < value(g, day).i)
			reason_add(out, &meeting_fields[MEETING_UNTIL],
			    N_("Choose a day on or after that of the talk"));
	}
	/* LOC-22, from the day of the invitation: so the talk itself is within it as well. */
	if (has(g, MEETING_UNTIL) && has(g, MEETING_UNTIL_MOST) &&
	    value(g, MEETING_UNTIL).i > value(g, MEETING_UNTIL_MOST).i)
		reason_add(out, &meeting_fields[MEETING_UNTIL],
		    N_("An invitation opens something for a limited time. Choose an earlier last day"));
	if (has(g, MEETING_CHOSEN) && !has(g, MEETING_DAY))
		reason_add(out, &meeting_fields[MEETING_CHOSEN], N_("Choose a moment that was offered"));
}

/* A mother school never promises a place: only the talk itself can name one (001 b1; systems.md A3). */
static void nothing_promised(const struct given *g, struct reasons *out)
{
	int state = flow_state(g->row);
	bool early = state == MEETING_PLANNED || state == MEETING_INVITED;
	bool group = meeting_outcome(g->row) == OUTCOME_GROUP;
	if (early && has(g, MEETING_ARRANGEMENT))
		reason_add(out, &meeting_fields[MEETING_ARRANGEMENT],
		           N_("Nobody promises a place in a group. Only a knooppunt that was held can name one"));
	if (early && has(g, MEETING_OUTCOME))
		reason_add(out, &meeting_fields[MEETING_OUTCOME], N_("Nothing is decided before the talk. First hold "
		    "it"));
	if (group && !is_knooppunt(g->row))
		reason_add(out, &meeting_fields[MEETING_OUTCOME], N_("Only a knooppunt can name a group arrangement"));
	if (has(g, MEETING_ARRANGEMENT) && has(g, MEETING_OUTCOME) && !group)
		reason_add(out, &meeting_fields[MEETING_ARRANGEMENT],
		           N_("You name a group arrangement, but chose something else"));
}

/* In which place the one sits to whom this relation was given; AS__N: at no table any more. */
static enum invitee_as place_of(const struct given *g, const struct row *relation)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	for (size_t i = 0; i < v->n; i++)
		if (row_int(&v->v[i], &invitee_fields[INVITEE_RELATION]) == relation->id)
			return invitee_as(&v->v[i]);
	return AS__N;
}

static bool door_fits(const struct given *g, const struct row *relation)
{
	enum invitee_as as = place_of(g, relation);
	return as == AS__N || (row_int(relation, &relation_fields[RELATION_ENDS]) == meeting_door_ends(g->row) &&
	                       row_int(relation, &relation_fields[RELATION_PARTS]) == meeting_shares(g->row, as));
}

static bool is_door(const struct given *g, const struct row *relation)
{
	return str_is(row_text(relation, &relation_fields[RELATION_SRC_REC]), rec_meeting.name) &&
	       row_int(relation, &relation_fields[RELATION_SRC_ID]) == g->row->id &&
	       row_int(relation, &relation_fields[RELATION_BEGINS]) <= g->now &&
	       row_int(relation, &relation_fields[RELATION_ENDS]) > g->now;
}

/* What the meeting says that it shares is what is open (access.md rule 8). */
static void doors_fit(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_relation);
	for (size_t i = 0; has(g, MEETING_UNTIL) && i < v->n; i++)
		if (is_door(g, &v->v[i]) && !door_fits(g, &v->v[i])) {
			reason_add(out, &meeting_fields[MEETING_UNTIL],
			           N_("Who was invited reads something else, or until another day. Change the plan of the talk"));
			return;
		}
}

static void adult_interprets(const struct given *g, struct reasons *out)
{
	if (has(g, MEETING_INTERPRETER) && !ticked(g, MEETING_ADULT))
		reason_add(out, &meeting_fields[MEETING_ADULT],
		           N_("A child never interprets. Tick that the interpreter is an adult"));
}

void meeting_check(const struct given *g, struct reasons *out)
{
	static const enum meeting_field happened[] = {MEETING_ACUTE_ON, MEETING_ACUTE_TOLD};
	int state = flow_state(g->row);
	if (state == MEETING_PLANNED)
		owner_fits(g, out);
	moments_fit(g, out);
	doors_fit(g, out);
	nothing_promised(g, out);
	if (is_new_here(g, MEETING_INTERPRETER))
		adult_interprets(g, out);
	for (size_t i = 0; i < sizeof happened / sizeof *happened; i++)
		if (has(g, happened[i]) && value(g, happened[i]).i > g->today)
			reason_add(out, &meeting_fields[happened[i]],
			           N_("This day is still to come. Enter the day on which it happened"));
	if (ticked(g, MEETING_ACUTE)) {
		needs(g, out, MEETING_ACUTE_WHY, N_("Write what makes it unsafe"));
		needs(g, out, MEETING_ACUTE_ON, N_("Enter since which day it is unsafe"));
		/* Else its ten school days could begin anew each day. */
		if (has(g, MEETING_ACUTE_ON) && has(g, MEETING_HELD_ON) &&
		    value(g, MEETING_ACUTE_ON).i > value(g, MEETING_HELD_ON).i)
			reason_add(out, &meeting_fields[MEETING_ACUTE_ON],
			           N_("The ten school days begin on the day of the talk at the latest"));
	}
}

/* ---- inviting ---- */

static size_t count_as(const struct given *g, enum invitee_as as)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		n += invitee_as(&v->v[i]) == as;
	return n;
}

static bool is_invited(const struct given *g, int64_t account)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	for (size_t i = 0; i < v->n; i++)
		if (row_int(&v->v[i], &invitee_fields[INVITEE_ACCOUNT]) == account)
			return true;
	return false;
}

static void parents_invited(const struct given *g, struct reasons *out)
{
	const struct beside *relations = given_beside(g, &rec_relation);
	if (has(g, MEETING_PARENTS_AWAY))
		return;
	for (size_t i = 0; i < relations->n; i++)
		if (is_open_relation(g, &relations->v[i], REL_GUARDIAN) &&
		    !is_invited(g, row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]))) {
			reason_add(out, &meeting_fields[MEETING_PARENTS_AWAY],
			           N_("Invite every parent with authority, or write why a parent is not there"));
			return;
		}
}

static void pupil_invited(const struct given *g, struct reasons *out)
{
	if (count_as(g, AS_PUPIL) == 0 && !has(g, MEETING_PUPIL_AWAY))
		reason_add(out, &meeting_fields[MEETING_PUPIL_AWAY],
		           N_("Invite the child, or write why it is not heard at this talk"));
}

/* Never a child; nobody sits there without understanding, unless it is written why (practice 13). */
static void interpreter_there(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	bool needed = false;
	for (size_t i = 0; i < v->n; i++)
		needed |= row_int(&v->v[i], &invitee_fields[INVITEE_INTERPRETER]) != 0;
	if (needed && !has(g, MEETING_INTERPRETER) && !has(g, MEETING_NO_INTERPRETER))
		reason_add(out, &meeting_fields[MEETING_INTERPRETER],
		           N_("Someone needs an interpreter. Enter who interprets, or why there is none"));
	adult_interprets(g, out);
}

void meeting_may_invite(const struct given *g, struct reasons *out)
{
	needs(g, out, MEETING_PLACE, N_("Enter where it is"));
	for (enum meeting_field day = MEETING_DAY_A; day <= MEETING_DAY_C; day += 2)
		if (has(g, day) && value(g, day).i < g->today)
			reason_add(out, &meeting_fields[day], N_("This moment is past. Offer another one"));
	parents_invited(g, out);
	pupil_invited(g, out);
	interpreter_there(g, out);
	if (is_of_preschool(g) && is_knooppunt(g->row) && count_as(g, AS_ADVISER) == 0)
		reason_add(out, NULL, N_("Invite the education adviser of the partnership as well"));
}

/* ---- holding ---- */

static bool spoke(const struct given *g, enum meeting_voice voice)
{
	const struct beside *v = given_beside(g, &rec_contribution);
	for (size_t i = 0; i < v->n; i++)
		if (contribution_voice(&v->v[i]) == voice && recording_counts(&v->v[i]))
			return true;
	return false;
}

static bool all_written_out(const struct given *g)
{
	const struct beside *v = given_beside(g, &rec_contribution);
	for (size_t i = 0; i < v->n; i++)
		if (recording_open(&v->v[i]) && row_text(&v->v[i], &contribution_fields[CONTRIBUTION_WRITTEN_OUT]).n == 0)
			return false;
	return true;
}

/* The pupil and the parents are heard, or it is explained why not (systems.md A3). */
void meeting_may_hold(const struct given *g, struct reasons *out)
{
	needs(g, out, MEETING_DAY, N_("Choose which moment it becomes"));
	if (has(g, MEETING_DAY) && value(g, MEETING_DAY).i > g->today)
		reason_add(out, NULL, N_("The day of the talk is still to come"));
	interpreter_there(g, out);
	if (!spoke(g, SPEAKS_PUPIL) && !has(g, MEETING_PUPIL_AWAY))
		reason_add(out, &meeting_fields[MEETING_PUPIL_AWAY],
		           N_("First hear the child and write down what it says, or write why that is not possible"));
	if (!spoke(g, SPEAKS_PARENTS) && !has(g, MEETING_PARENTS_AWAY))
		reason_add(out, &meeting_fields[MEETING_PARENTS_AWAY],
		           N_("First write down what the parents say, or why they are not there"));
}

/* ---- the report ---- */

/* Practice 6: seven, of which two about group, teacher, building or timetable; before a referral and nowhere else. */
bool meeting_seven(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_solution);
	size_t done = 0, context = 0;
	for (size_t i = 0; i < v->n; i++) {
		bool looked_at = solution_is_done(&v->v[i]);
		done += looked_at;
		context += looked_at && solution_is_context(&v->v[i]);
	}
	if (done < SOLUTIONS_NEEDED)
		reason_add(out, &meeting_fields[MEETING_OUTCOME],
		           N_("First look at seven solutions together: tried, to try, or why it does not fit"));
	if (context < CONTEXT_NEEDED)
		reason_add(out, &meeting_fields[MEETING_OUTCOME],
		           N_("At least two solutions are about the group, the teacher, the building or the "
		           "timetable"));
	return done >= SOLUTIONS_NEEDED && context >= CONTEXT_NEEDED;
}

static bool is_referral(const struct given *g)
{
	return meeting_refers(g->row);
}

/* The exception stands until its term is over, and without a term there is none. */
static bool is_acute_now(const struct given *g)
{
	return ticked(g, MEETING_ACUTE) && has(g, MEETING_DUE) && value(g, MEETING_DUE).i >= g->today;
}

static void summary_there(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	bool needed = false;
	for (size_t i = 0; i < v->n; i++)
		needed |= row_int(&v->v[i], &invitee_fields[INVITEE_INTERPRETER]) != 0;
	if (!needed && !has(g, MEETING_SUMMARY))
		return;
	needs(g, out, MEETING_SUMMARY, N_("Add a summary in the language of the parents"));
	needs(g, out, MEETING_SUMMARY_LANGUAGE, N_("Enter the language of the summary"));
	needs(g, out, MEETING_SUMMARY_BY, N_("Choose whether a person or a machine translated it"));
}

static size_t came(const struct given *g, bool unread)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		n += row_int(&v->v[i], &invitee_fields[INVITEE_CAME]) != 0 &&
		     (!unread || row_text(&v->v[i], &invitee_fields[INVITEE_READ]).n == 0);
	return n;
}

void meeting_may_share(const struct given *g, struct reasons *out)
{
	if (came(g, false) == 0)
		reason_add(out, NULL, N_("Tick who was there"));
	if (!all_written_out(g))
		reason_add(out, NULL, N_("A recording is not written out yet. Listen to it and write down what it says"));
	needs(g, out, MEETING_OUTCOME, N_("Choose where the child learns"));
	needs(g, out, MEETING_WHERE, N_("Write what is agreed on about where the child learns"));
	needs(g, out, MEETING_OUTLOOK, N_("Write the outlook"));
	if (meeting_outcome(g->row) == OUTCOME_GROUP)
		needs(g, out, MEETING_ARRANGEMENT, N_("Name the group arrangement"));
	if (given_beside(g, &rec_action)->n == 0)
		reason_add(out, NULL, N_("Agree on at least one action: who does what, and by when"));
	if (is_referral(g) && !is_acute_now(g))
		(void)meeting_seven(g, out);
	if (is_referral(g) && ticked(g, MEETING_ACUTE))
		needs(g, out, MEETING_ACUTE_TOLD, N_("Tell the parents about the exception, and enter the day"));
	summary_there(g, out);
	if (has(g, MEETING_TALK_ON) && value(g, MEETING_TALK_ON).i < g->today)
		reason_add(out, &meeting_fields[MEETING_TALK_ON], N_("This day is past. Choose a day to come"));
}

/* Read back: each who was there says whether it is right. The exception for acute unsafety is over by then. */
void meeting_may_close(const struct given *g, struct reasons *out)
{
	if (has(g, MEETING_OPENS) && value(g, MEETING_OPENS).i > g->today)
		reason_add(out, NULL, N_("First talk with the family. They do not read the report yet"));
	if (came(g, true) > 0)
		reason_add(out, NULL, N_("Read the report back to everyone who was there: is it right?"));
	if (is_referral(g))
		(void)meeting_seven(g, out);
}

void meeting_may_cancel(const struct given *g, struct reasons *out)
{
	needs(g, out, MEETING_ENDED_WHY, N_("Write why it does not go on"));
}


#include "opp_rules.h"

#include "date.h"
#include "flow.h"
#include "need_rules.h"
#include "people.h"

static bool empty(const struct given *g, enum opp_field f)
{
	return row_val(g->row, &opp_fields[f]).type == VAL_NULL;
}

static void needs(const struct given *g, struct reasons *out, enum opp_field f, const char *text)
{
	if (empty(g, f))
		reason_add(out, &opp_fields[f], text);
}

/* A day on which something happened is not still to come. */
static void not_in_future(const struct given *g, struct reasons *out, enum opp_field f)
{
	if (!empty(g, f) && row_int(g->row, &opp_fields[f]) > g->today)
		reason_add(out, &opp_fields[f], N_("This day is still to come. Enter the day on which it happened"));
}

/* A plan is evaluated, or ends, once it runs: from its adoption, and before that from the enrolment. */
static void while_it_runs(const struct given *g, struct reasons *out, enum opp_field f)
{
	enum opp_field from = empty(g, OPP_ADOPTED) ? OPP_ENROLLED : OPP_ADOPTED;
	if (!empty(g, f) && row_int(g->row, &opp_fields[f]) < row_int(g->row, &opp_fields[from]))
		reason_add(out, &opp_fields[f], N_("The plan did not run yet on that day. Enter a later day"));
}

/* An answer is about the text that was asked about: while there is one of this version, only a next version is changed
 * (OPP-10). Steps see to that; taking back the question would not. */
static bool is_answered(const struct given *g)
{
	const struct beside *answers = given_beside(g, &rec_opp_agreement);
	for (size_t i = 0; i < answers->n; i++)
		if (row_int(&answers->v[i], &agreement_fields[AGREEMENT_OPP]) == g->row->id &&
		    row_int(&answers->v[i], &agreement_fields[AGREEMENT_VERSION]) == row_int(g->row, &opp_fields[OPP_VERSION]))
			return true;
	return false;
}

void opp_check(const struct given *g, struct reasons *out)
{
	static const enum opp_field happened[] = {OPP_HEARD_ON, OPP_TOLD_ON, OPP_TALKED_ON, OPP_EVALUATED};
	const struct beside *plans = given_beside(g, &rec_opp);
	for (size_t i = 0; i < sizeof happened / sizeof *happened; i++)
		not_in_future(g, out, happened[i]);
	if (!empty(g, OPP_TOLD_ON) &&
	    row_int(g->row, &opp_fields[OPP_TOLD_ON]) < row_int(g->row, &opp_fields[OPP_HEARD_ON]))
		reason_add(out, &opp_fields[OPP_TOLD_ON],
		           N_("The pupil was not heard yet on that day. Enter a later day, or leave it empty"));
	if ((flow_state(g->row) == OPP_DRAFT || flow_state(g->row) == OPP_TALKED) && is_answered(g))
		reason_add(out, NULL, N_("A parent has answered about this text. Adjust the plan to change it"));
	for (size_t i = 0; i < plans->n && flow_state(g->row) != OPP_OVER; i++)
		if (flow_state(&plans->v[i]) != OPP_OVER) {
			reason_add(out, NULL, N_("This child has a plan already. Adjust that one, or close it first"));
			break;
		}
}

void opp_may_talk(const struct given *g, struct reasons *out)
{
	needs(g, out, OPP_TALKED_ON, N_("Enter the day of the talk"));
}

/* What parents agree with says how much, by whom and how long. */
static void needs_whole(const struct given *g, struct reasons *out)
{
	const struct beside *goals = given_beside(g, &rec_opp_goal), *help = given_beside(g, &rec_opp_help);
	size_t open_goals = 0, open_help = 0;
	for (size_t i = 0; i < goals->n; i++)
		open_goals += flow_state(&goals->v[i]) == NEED_DRAFT && !goal_whole(&goals->v[i]);
	for (size_t i = 0; i < help->n; i++)
		open_help += flow_state(&help->v[i]) == NEED_DRAFT && !help_whole(&help->v[i]);
	if (open_goals > 0)
		reason_add(out, NULL, N_("Complete each goal: area, measure, start, aim and by when"));
	if (open_help > 0)
		reason_add(out, NULL,
		           N_("Complete each kind of support: for whom, who, how much time, from when and until when"));
}

/* The document: OPP-08, OPP-09, OPP-11, OPP-12b. The pupil was heard: OPP-12, OPP-13. */
static const struct {
	enum opp_field field;
	const char *text;
} document[] = {
	{OPP_DESTINATION, N_("Choose the expected destination")},
	{OPP_GROUNDS, N_("Write down why you expect this destination")},
	{OPP_HINDERING, N_("Write down what hinders the pupil")},
	{OPP_PROMOTING, N_("Write down what helps the pupil on")},
	{OPP_GUIDANCE, N_("Write down what guidance the pupil gets")},
	{OPP_DEVIATIONS, N_("Write down where the programme differs, or that it does not")},
	{OPP_HEARD_ON, N_("Hear the pupil, and enter the day")},
	{OPP_HEARD_HOW, N_("Write down how the pupil was heard")},
	{OPP_PUPIL_VIEW, N_("Write down what the pupil says")},
	{OPP_PUPIL_DONE, N_("Write down what was done with what the pupil says")},
};
enum { DOCUMENT = sizeof document / sizeof *document };

bool opp_lacks(const struct row *plan, const struct field *f)
{
	for (size_t i = 0; i < DOCUMENT; i++)
		if (f == &opp_fields[document[i].field])
			return row_val(plan, f).type == VAL_NULL;
	return false;
}

void opp_may_ask(const struct given *g, struct reasons *out)
{
	for (size_t i = 0; i < DOCUMENT; i++)
		needs(g, out, document[i].field, document[i].text);
	needs_whole(g, out);
}

bool opp_has_authority(const struct row *relation, int64_t now)
{
	return str_is(row_text(relation, &relation_fields[RELATION_KIND]), relation_code(REL_GUARDIAN)) &&
	       row_int(relation, &relation_fields[RELATION_BEGINS]) <= now &&
	       row_int(relation, &relation_fields[RELATION_ENDS]) > now;
}

/* The guidance part is adopted only when each parent with authority agrees, and nobody agrees in their place: OPP-10,
 * OPP-18. One who stays silent, tried in three ways over ten school days, is gone on without where another agrees
 * and the region wants it so; a no is never gone on without (practice 16). */
static void parents_agree(const struct given *g, struct reasons *out)
{
	const struct beside *relations = given_beside(g, &rec_relation);
	const struct beside *answers = given_beside(g, &rec_opp_agreement), *contacts = given_beside(g, &rec_opp_contact);
	size_t n[ASSENT_SILENT + 1] = {0}, asked = 0;
	for (size_t i = 0; i < relations->n; i++) {
		if (!opp_has_authority(&relations->v[i], g->now))
			continue;
		struct assent_of a = assent_of(g->row, row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]),
		                               answers->v, answers->n, contacts->v, contacts->n);
		asked++;
		n[a.is]++;
	}
	if (asked == 0)
		reason_add(out, NULL, N_("No parent with authority takes part yet. Invite the parents first"));
	if (n[ASSENT_OPEN] > 0)
		reason_add(out, NULL, N_("Not every parent with authority has answered yet"));
	if (n[ASSENT_NO] > 0)
		reason_add(out, NULL, N_("A parent does not agree. Talk about it, and adjust the plan"));
	if (n[ASSENT_SILENT] > 0 && n[ASSENT_YES] == 0)
		reason_add(out, NULL, N_("No parent has agreed yet. One answer at least is needed"));
	if (n[ASSENT_SILENT] > 0 && n[ASSENT_YES] > 0 && row_int(g->row, &opp_fields[OPP_SILENT_WAITS]) != 0)
		reason_add(out, NULL,
		           N_("In this region what is new waits for the answer of both parents. Help that runs goes on"));
	else if (n[ASSENT_SILENT] > 0 && n[ASSENT_YES] > 0)
		needs(g, out, OPP_SILENT_WHY, N_("Write down why you go on without the answer of a parent"));
}

/* Each idea of the pupil has its own answer (practice 21). Told to one person alone, it is no idea for the plan. */
static void pupil_answered(const struct given *g, struct reasons *out)
{
	size_t waiting = 0;
	for (size_t k = 0; k < SAY_RECORDS; k++) {
		const struct beside *said = given_beside(g, say_records[k]);
		for (size_t i = 0; i < said->n; i++)
			waiting += say_waits(&said->v[i]);
	}
	if (waiting > 0)
		reason_add(out, NULL, N_("An idea of the pupil has no answer yet. Answer each one first"));
}

bool opp_parents_asked(const struct given *g)
{
	const struct beside *relations = given_beside(g, &rec_relation);
	const struct beside *answers = given_beside(g, &rec_opp_agreement), *contacts = given_beside(g, &rec_opp_contact);
	bool open = false, refused = false;
	for (size_t i = 0; i < relations->n; i++) {
		if (!opp_has_authority(&relations->v[i], g->now))
			continue;
		struct assent_of a = assent_of(g->row, row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]),
		                               answers->v, answers->n, contacts->v, contacts->n);
		open = open || a.is == ASSENT_OPEN;
		refused = refused || a.is == ASSENT_NO;
	}
	return open && !refused;
}

/* And the pupil was told what came of it: OPP-12a. */
void opp_still_open(const struct given *g, struct reasons *out)
{
	needs(g, out, OPP_TALKED_ON, N_("Talk about the plan with the parents first"));
	needs(g, out, OPP_TOLD_ON, N_("Tell the pupil what was done with it, and enter the day"));
	parents_agree(g, out);
	pupil_answered(g, out);
}

void opp_may_adopt(const struct given *g, struct reasons *out)
{
	opp_may_ask(g, out);
	opp_still_open(g, out);
}

static bool ticked(const struct given *g, enum opp_field f)
{
	return row_int(g->row, &opp_fields[f]) != 0;
}

/* Each goal that runs, since the plan was adopted: not only the plan as a whole. */
static void goals_reviewed(const struct given *g, struct reasons *out)
{
	const struct beside *goals = given_beside(g, &rec_opp_goal);
	for (size_t i = 0; i < goals->n; i++)
		if (flow_state(&goals->v[i]) == NEED_HELD &&
		    row_int(&goals->v[i], &opp_goal_fields[OPP_GOAL_REVIEWED]) < row_int(g->row, &opp_fields[OPP_ADOPTED])) {
			reason_add(out, NULL, N_("Evaluate each goal of the plan first"));
			return;
		}
}

/* With the parents and the pupil: OPP-06. */
void opp_may_review(const struct given *g, struct reasons *out)
{
	if (!ticked(g, OPP_WITH_PARENTS) || !ticked(g, OPP_WITH_PUPIL))
		needs(g, out, OPP_WITHOUT_WHY,
			N_("Evaluate with the parents and the pupil, or write down why one was not there"));
	goals_reviewed(g, out);
	needs(g, out, OPP_EVALUATED, N_("Enter the day of the evaluation"));
	while_it_runs(g, out, OPP_EVALUATED);
	needs(g, out, OPP_EVALUATION, N_("Write down what came out of the evaluation"));
}

void opp_may_end(const struct given *g, struct reasons *out)
{
	needs(g, out, OPP_ENDED, N_("Enter the day on which the plan ends"));
	while_it_runs(g, out, OPP_ENDED);
	needs(g, out, OPP_ENDED_WHY, N_("Choose why the plan ends"));
}

static void set(struct change *c, const struct row *at, enum opp_field f, struct val v)
{
	change_set(c, &rec_opp, at->id, &opp_fields[f], v);
}

enum err opp_asked(struct change *c, const struct row *at)
{
	struct opp_setting now;
	enum err e = opp_setting_now(change_act(c), &now);
	if (e == OK)
		set(c, at, OPP_SILENT_WAITS, val_int(now.waits));
	return e;
}

enum err opp_adopted(struct change *c, const struct row *at)
{
	enum { TWO_WEEKS = 14 };
	int32_t today = instant_date(change_now(c));
	set(c, at, OPP_ADOPTED, val_int(today));
	int64_t route = row_int(at, &opp_fields[OPP_ROUTE]);
	enum err e = edition_keep(c, at, today);
	if (e == OK)
		e = route_next_after(c, route, ROUTE_MAKE_PLAN, ROUTE_BEGIN_HELP, today + TWO_WEEKS, SIDE_SCHOOL);
	return e != OK ? e : needs_hold(c, route);
}

/* A next version: the pupil is heard anew and every parent answers anew (OPP-07, OPP-10, OPP-12). The texts stay, to be
 * changed. */
enum err opp_adjusted(struct change *c, const struct row *at)
{
	static const enum opp_field anew[] = {OPP_HEARD_ON, OPP_TOLD_ON, OPP_TALKED_ON, OPP_SILENT_WHY};
	for (size_t i = 0; i < sizeof anew / sizeof *anew; i++)
		set(c, at, anew[i], val_null());
	set(c, at, OPP_VERSION, val_int(row_int(at, &opp_fields[OPP_VERSION]) + 1));
	return needs_loosen(c, row_int(at, &opp_fields[OPP_ROUTE]));
}

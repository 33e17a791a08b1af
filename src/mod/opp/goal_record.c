#include "need_rules.h"

#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "route.h"

const struct choice need_states[NEED_STATES + 1] = {
	[NEED_DRAFT] = {"concept", N_("In the plan that is being written"), NULL},
	[NEED_PROPOSED] = {"voorstel", N_("Proposed"), NULL},
	[NEED_HELD] = {"loopt", N_("Running"), NULL},
	[NEED_ENDED] = {"afgerond", N_("Ended"), NULL},
	[NEED_ASIDE] = {"opzij", N_("Put aside"), NULL},
};

/* Broad, not school subjects alone (systems.md A6). */
const struct choice goal_areas[] = {
	{"cognitief", N_("Learning and thinking"), NULL},
	{"sociaal", N_("With others"), NULL},
	{"emotioneel", N_("Feelings"), NULL},
	{"praktisch", N_("Doing things by oneself"), NULL},
	{"creatief", N_("Making and inventing"), NULL},
	{"lichamelijk", N_("Moving and the body"), NULL},
	{NULL, NULL, NULL},
};

const struct choice goal_results[] = {
	{"gehaald", N_("Reached"), NULL},
	{"deels", N_("Partly reached"), NULL},
	{"niet", N_("Not reached"), NULL},
	{NULL, NULL, NULL},
};

#define BY_IB (UINT32_C(1) << ROLE_IB)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define OPT(column, t) .name = column, .type = &t, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = BY_IB

const struct field opp_goal_fields[OPP_GOAL__N] = {
	[OPP_GOAL_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[OPP_GOAL_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = need_states},
	[OPP_GOAL_AREA] = {OPT("area", T_RADIO), .label = N_("What is it about?"), .choices = goal_areas},
	[OPP_GOAL_WHAT] = {.name = "what", .type = &T_LINES, .privacy = PRIV_PERSONAL,
		.sealed = true, .by = BY_IB, .min = 3, .max = 400,
		.label = N_("What will the pupil be able to do?"),
		.hint = N_("In words that the pupil knows: I ask for help when I am stuck"),
		.missing = N_("Write down what the pupil will be able to do")},
	[OPP_GOAL_MEASURE] = {OPT("measure", T_LINE), .sealed = true, .max = 80, .label = N_("How do you measure it?"),
		.hint = N_("Something that is counted, for example: times a day, words a minute")},
	[OPP_GOAL_START] = {OPT("start_at", T_NUMBER), .min = -1000, .max = 100000,
		.label = N_("Where does the pupil stand now?"),
		.hint = N_("The number as it was measured: progress is told from the pupil's own level")},
	[OPP_GOAL_START_ON] = {OPT("start_on", T_DATE), .label = N_("When was that measured?")},
	[OPP_GOAL_AIM] = {OPT("aim", T_NUMBER), .min = -1000, .max = 100000, .label = N_("Which number do you aim at?")},
	[OPP_GOAL_AIM_BY] = {OPT("aim_by", T_DATE), .label = N_("By when?")},
	/* Care goals stay with who gives the care; what hangs together is tied in words (access.md, knooppunt). */
	[OPP_GOAL_CARE] = {OPT("care", T_LINES), .sealed = true, .hides = HIDE_HEALTH, .max = 400,
		.label = N_("Which goal of care belongs to it?"),
		.hint = N_("Only what parents want the school to know")},
	[OPP_GOAL_CARE_BY] = {OPT("care_by", T_LINE), .sealed = true, .hides = HIDE_HEALTH, .max = 120,
		.label = N_("Who gives that care?")},
	[OPP_GOAL_SOURCE] = {SERVER("source", T_LINE), .unset = true},
	[OPP_GOAL_SOURCE_ON] = {SERVER("source_on", T_DATE), .unset = true, .label = N_("Proposed on")},
	[OPP_GOAL_REVIEWED] = {OPT("reviewed", T_DATE), .label = N_("When was this goal evaluated?")},
	[OPP_GOAL_RESULT] = {OPT("result", T_RADIO), .label = N_("Was it reached?"), .choices = goal_results},
	[OPP_GOAL_RESULT_WORDS] = {OPT("result_words", T_LINES),
		.sealed = true, .max = 600, .label = N_("What did you see?"),
		.hint = N_("Also what the pupil and the parents say about it")},
	[OPP_GOAL_ENDED] = {SERVER("ended", T_DATE), .unset = true, .label = N_("Ended on")},
};

/* ---- what must hold ---- */

static struct val value(const struct given *g, enum opp_goal_field f)
{
	return row_val(g->row, &opp_goal_fields[f]);
}

static void not_in_future(const struct given *g, struct reasons *out, enum opp_goal_field f)
{
	if (value(g, f).type == VAL_INT && value(g, f).i > g->today)
		reason_add(out, &opp_goal_fields[f], N_("This day is still to come. Enter the day on which it happened"));
}

static void goal_check(const struct given *g, struct reasons *out)
{
	not_in_future(g, out, OPP_GOAL_START_ON);
	not_in_future(g, out, OPP_GOAL_REVIEWED);
	if (value(g, OPP_GOAL_CARE_BY).type != VAL_NULL && value(g, OPP_GOAL_CARE).type == VAL_NULL)
		reason_add(out, &opp_goal_fields[OPP_GOAL_CARE], N_("Write down the goal of care, or leave both empty"));
	if (value(g, OPP_GOAL_START).type == VAL_INT && value(g, OPP_GOAL_AIM).type == VAL_INT &&
	    value(g, OPP_GOAL_START).i == value(g, OPP_GOAL_AIM).i)
		reason_add(out, &opp_goal_fields[OPP_GOAL_AIM], N_("Aim at another number than where the pupil stands now"));
	if (value(g, OPP_GOAL_START_ON).type == VAL_INT && value(g, OPP_GOAL_AIM_BY).type == VAL_INT &&
	    value(g, OPP_GOAL_AIM_BY).i <= value(g, OPP_GOAL_START_ON).i)
		reason_add(out, &opp_goal_fields[OPP_GOAL_AIM_BY], N_("Enter a day after the one on which you measured"));
	need_frozen(g, out);
}

/* Nothing is told from a level that nobody knows: a goal of an adopted plan has all of it. */
static void goal_may_hold(const struct given *g, struct reasons *out)
{
	if (!goal_whole(g->row))
		reason_add(out, &opp_goal_fields[OPP_GOAL_WHAT],
			N_("Complete each goal: area, measure, start, aim and by when"));
	need_may_hold(g, out);
}

bool goal_whole(const struct row *r)
{
	static const enum opp_goal_field all[] = {
		OPP_GOAL_AREA, OPP_GOAL_MEASURE, OPP_GOAL_START, OPP_GOAL_AIM, OPP_GOAL_AIM_BY};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (row_val(r, &opp_goal_fields[all[i]]).type == VAL_NULL)
			return false;
	return true;
}

static void goal_may_review(const struct given *g, struct reasons *out)
{
	if (value(g, OPP_GOAL_REVIEWED).type == VAL_NULL)
		reason_add(out, &opp_goal_fields[OPP_GOAL_REVIEWED], N_("Enter the day on which the goal was evaluated"));
	if (value(g, OPP_GOAL_RESULT).type == VAL_NULL)
		reason_add(out, &opp_goal_fields[OPP_GOAL_RESULT], N_("Choose whether the goal was reached"));
	if (value(g, OPP_GOAL_RESULT_WORDS).type == VAL_NULL)
		reason_add(out, &opp_goal_fields[OPP_GOAL_RESULT_WORDS], N_("Write down what you saw"));
}

static enum err goal_ended(struct change *c, const struct row *at)
{
	change_set(c, &rec_opp_goal, at->id, &opp_goal_fields[OPP_GOAL_ENDED], val_int(instant_date(change_now(c))));
	return OK;
}

/* ---- steps ---- */

static const struct field *const review_fields[] = {
	&opp_goal_fields[OPP_GOAL_REVIEWED], &opp_goal_fields[OPP_GOAL_RESULT], &opp_goal_fields[OPP_GOAL_RESULT_WORDS]};
static const struct form_def form_review = {
	.name = "opp-goal-review", .fields = review_fields, .n = 3, .must = MUST_FIRST(3),
	.submit = N_("Save the evaluation")};

const struct transition opp_goal_flow[OPP_GOAL_STEPS] = {
	NEED_FLOW(goal_may_hold),
	[NEED_STOP] = {.name = "afronden", .label = N_("End this goal"), .done = N_("The goal has ended"),
		.from = NEED_BIT(HELD), .to = NEED_ENDED, .back = true, .by = BY_IB, .undo = true, .guard = goal_may_review,
		.effect = goal_ended, .event = N_("A goal of the plan has ended")},
	[OPP_GOAL_REVIEW] = {.name = "evalueren", .label = N_("Evaluate this goal"), .done = N_("The goal is evaluated"),
		.from = NEED_BIT(HELD), .to = NEED_HELD, .by = BY_IB, .undo = true, .form = &form_review,
		.guard = goal_may_review},
};

static const struct record *const sees[] = {&rec_opp};

const struct record rec_opp_goal = {
	.name = "opp_goal", .label = N_("Goal"), .api = "doelen", .fields = opp_goal_fields, .n = OPP_GOAL__N,
	.part = PART_CARD,
	.route = &opp_goal_fields[OPP_GOAL_ROUTE], .check = goal_check, .sees = sees, .n_sees = 1,
	.state = &opp_goal_fields[OPP_GOAL_STATE], .ends = NEED_BIT(ENDED),
		.editable = NEED_BIT(DRAFT) | NEED_BIT(PROPOSED),
	.flow = opp_goal_flow, .n_flow = OPP_GOAL_STEPS,
};

/* ---- progress ---- */

#define MEASURES (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_TEACHER | UINT32_C(1) << ROLE_PROVISION_TEAM | \
	UINT32_C(1) << ROLE_SPECIALIST)

const struct field progress_fields[PROGRESS__N] = {
	[PROGRESS_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[PROGRESS_GOAL] = {SERVER("goal", T_REF), .ref = &rec_opp_goal},
	[PROGRESS_ON] = {.name = "measured_on", .type = &T_DATE, .privacy = PRIV_PERSONAL, .by = MEASURES,
		.label = N_("When did you measure?"), .missing = N_("Enter the day on which you measured")},
	[PROGRESS_VALUE] = {.name = "value", .type = &T_NUMBER, .privacy = PRIV_PERSONAL, .min = -1000, .max = 100000,
		.by = MEASURES, .label = N_("Which number did you see?"), .missing = N_("Enter the number")},
	[PROGRESS_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .max = 400, .by = MEASURES, .label = N_("Do you want to say something about it?"),
		.hint = N_("What helped? Parents and pupil read this too")},
	[PROGRESS_BY] = {SERVER("by_account", T_REF), .ref = &rec_account, .hides = HIDE_SHIELD},
};

static void progress_check(const struct given *g, struct reasons *out)
{
	const struct beside *goal = given_beside(g, &rec_opp_goal);
	int64_t on = row_int(g->row, &progress_fields[PROGRESS_ON]);
	if (on > g->today)
		reason_add(out, &progress_fields[PROGRESS_ON],
		           N_("This day is still to come. Enter the day on which it happened"));
	if (goal->n != 1 || flow_state(&goal->v[0]) != NEED_HELD)
		reason_add(out, NULL, N_("Progress is kept of a goal that runs"));
	else if (row_val(&goal->v[0], &opp_goal_fields[OPP_GOAL_START_ON]).type == VAL_INT &&
	         on < row_int(&goal->v[0], &opp_goal_fields[OPP_GOAL_START_ON]))
		reason_add(out, &progress_fields[PROGRESS_ON], N_("Enter a day after the start of the goal"));
}

static const struct record *const progress_sees[] = {&rec_opp_goal};

const struct record rec_opp_progress = {
	.name = "opp_progress", .label = N_("Progress"), .api = "voortgang", .fields = progress_fields, .n = PROGRESS__N,
	.part = PART_CARD, .route = &progress_fields[PROGRESS_ROUTE], .parent = &progress_fields[PROGRESS_GOAL],
	.check = progress_check, .sees = progress_sees, .n_sees = 1,
};

/* What belongs to a placement: the parents' answer, goals to return, talks, observations, practice, checks. */
#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "place_rules.h"
#include "route.h"

#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define OF_PLACEMENT(e) \
	[e##_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route}, \
	[e##_PLACEMENT] = {SERVER("placement", T_REF), .ref = &rec_placement}
#define BY(r) (UINT32_C(1) << ROLE_##r)
#define MOTHER_SIDE (BY(IB) | BY(TEACHER))
#define BOTH (MOTHER_SIDE | BY(PROVISION_TEAM))

static void not_in_future(const struct given *g, struct reasons *out, const struct field *f)
{
	struct val v = row_val(g->row, f);
	if (v.type == VAL_INT && v.i > g->today)
		reason_add(out, f, N_("This day is still to come. Enter the day on which it happened"));
}

/* A piece is about a placement of the same child: the one that it names, in a state in which it is done. */
static void while_in(const struct given *g, struct reasons *out, uint32_t states, const char *text)
{
	const struct beside *of = given_beside(g, &rec_placement);
	if (of->n != 1 || (states >> flow_state(&of->v[0]) & 1) == 0)
		reason_add(out, NULL, text);
}

/* What is said of the time in the group lies in it. */
static void from_begin(const struct given *g, struct reasons *out, const struct field *f)
{
	const struct beside *of = given_beside(g, &rec_placement);
	struct val day = row_val(g->row, f);
	if (of->n == 1 && day.type == VAL_INT && day.i < row_int(&of->v[0], &placement_fields[PLACEMENT_BEGINS]))
		reason_add(out, f, N_("The child was not in the group yet on that day. Enter a later day"));
}

/* ---- the parents' answer ---- */

static const struct choice answers[] = {
	{"ja", N_("Yes, I agree"), NULL},
	{"nee", N_("No, I do not agree"), NULL},
	{NULL, NULL, NULL},
};

const struct field place_answer_fields[PANSWER__N] = {
	OF_PLACEMENT(PANSWER),
	[PANSWER_ASKED] = {SERVER("asked", T_NUMBER)},
	[PANSWER_GUARDIAN] = {SERVER("guardian", T_REF), .ref = &rec_account},
	[PANSWER_ANSWER] = {.name = "answer", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .by = BY(PARENT),
		.label = N_("Do you agree that your child goes to this group for a time?"),
		.missing = N_("Choose yes or no"), .choices = answers},
	[PANSWER_BECAUSE] = {.name = "because", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 2000, .by = BY(PARENT),
		.label = N_("Do you want to say something about it?"),
		.hint = N_("Do you not agree? Then tell what should be different. The school reads this.")},
	[PANSWER_GIVEN] = {SERVER("given", T_INSTANT), .label = N_("Answered")},
};

static bool holds_authority(const struct given *g)
{
	const struct beside *relations = given_beside(g, &rec_relation);
	int64_t guardian = row_int(g->row, &place_answer_fields[PANSWER_GUARDIAN]);
	for (size_t i = 0; i < relations->n; i++)
		if (opp_has_authority(&relations->v[i], g->now) &&
		    row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]) == guardian)
			return true;
	return false;
}

static void answer_check(const struct given *g, struct reasons *out)
{
	const struct beside *of = given_beside(g, &rec_placement);
	bool no = str_is(row_text(g->row, &place_answer_fields[PANSWER_ANSWER]), "nee");
	while_in(g, out, PLACEMENT_BIT(AGREEING) | PLACEMENT_BIT(WAITING),
	         N_("The school does not ask for an answer now. Call the school if you want to talk about it"));
	if (of->n == 1 && row_int(&of->v[0], &placement_fields[PLACEMENT_VERSION]) !=
	                          row_int(g->row, &place_answer_fields[PANSWER_ASKED]))
		reason_add(out, NULL, N_("The school changed something after you opened this page. Read it again."));
	if (!holds_authority(g))
		reason_add(out, NULL, N_("Only a parent or guardian with authority can answer"));
	if (no && row_text(g->row, &place_answer_fields[PANSWER_BECAUSE]).n == 0)
		reason_add(out, &place_answer_fields[PANSWER_BECAUSE], N_("Write down what should be different"));
}

static const struct record *const answer_sees[] = {&rec_placement, &rec_relation};
const struct record rec_place_answer = {
	.name = "place_answer", .label = N_("Answer of a parent"), .fields = place_answer_fields, .n = PANSWER__N,
	.part = PART_STEM, .route = &place_answer_fields[PANSWER_ROUTE], .parent = &place_answer_fields[PANSWER_PLACEMENT],
	.check = answer_check, .sees = answer_sees, .n_sees = 2, .made = N_("A parent answered about the group "
		"arrangement"),
};

/* ---- goals to return ---- */

static const struct choice goal_states[] = {
	[RGOAL_PROPOSED] = {"voorstel", N_("Proposed by one school"), NULL},
	[RGOAL_AGREED] = {"afgesproken", N_("Agreed by both schools"), NULL},
	[RGOAL_REACHED] = {"bereikt", N_("Reached"), NULL},
	[RGOAL_DROPPED] = {"losgelaten", N_("Let go"), NULL},
	{NULL, NULL, NULL},
};

/* Against the child's own begin, never against others (systems.md A6). */
static const struct choice levels[] = {
	{"begin", N_("As it began"), NULL},
	{"hulp", N_("With much help"), NULL},
	{"soms", N_("Sometimes on their own"), NULL},
	{"bijna", N_("Nearly always"), NULL},
	{"zelf", N_("On their own"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice sides[] = {
	{"school", N_("the mother school"), NULL},
	{"groep", N_("the team of the group"), NULL},
	{NULL, NULL, NULL},
};

#define LINES(column) .name = column, .type = &T_LINES, .hides = HIDE_SHIELD, .min = 3, .max = 600, .by = BOTH

const struct field place_goal_fields[RGOAL__N] = {
	OF_PLACEMENT(RGOAL),
	[RGOAL_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = goal_states},
	[RGOAL_NEEDS] = {.name = "goal", .type = &T_LINE, .privacy = PRIV_SEALED, .hides = HIDE_SHIELD, .min = 3,
		.max = 160,
		.by = BOTH, .label = N_("What does this child need to return?"),
		.hint = N_("Something one can see: joins the circle for ten minutes"),
		.missing = N_("Write what this child needs to return")},
	[RGOAL_START] = {LINES("start_level"), .label = N_("How is it now?"),
		.hint = N_("Progress is measured against this, and never against other children"),
		.missing = N_("Write how it is now")},
	[RGOAL_AIM] = {LINES("aim"), .label = N_("When is it enough to return?"), .missing = N_("Write when it is enough")},
	[RGOAL_HOST_DOES] = {LINES("host_does"), .need = NEED_OPTIONAL, .label = N_("What does the group do?")},
	[RGOAL_MOTHER_DOES] = {LINES("mother_does"), .need = NEED_OPTIONAL,
		.label = N_("What does the mother school do, so that its class is ready?")},
	[RGOAL_LEVEL] = {.name = "level", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = BOTH,
		.label = N_("How far is the child?"), .choices = levels},
	[RGOAL_NOW] = {LINES("seen_now"), .need = NEED_OPTIONAL, .label = N_("What do you see now?")},
	[RGOAL_SET_BY] = {SERVER("set_by", T_CHOICE), .label = N_("Proposed by"), .choices = sides},
	[RGOAL_SEEN_ON] = {.name = "seen_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = BOTH,
		.label = N_("On which day did you see this?"), .hint = N_("Empty: nothing was looked at yet")},
};

static void goal_check(const struct given *g, struct reasons *out)
{
	not_in_future(g, out, &place_goal_fields[RGOAL_SEEN_ON]);
	from_begin(g, out, &place_goal_fields[RGOAL_SEEN_ON]);
	while_in(g, out, PLACEMENT_BIT(PLACED) | PLACEMENT_BIT(RETURNING) | PLACEMENT_BIT(CARE),
	         N_("Goals to return are made while the child is in the group"));
}

/* Both schools do something for it, or it is a goal of one. */
static void goal_may_agree(const struct given *g, struct reasons *out)
{
	if (row_val(g->row, &place_goal_fields[RGOAL_HOST_DOES]).type == VAL_NULL)
		reason_add(out, &place_goal_fields[RGOAL_HOST_DOES], N_("Write what the group does for it"));
	if (row_val(g->row, &place_goal_fields[RGOAL_MOTHER_DOES]).type == VAL_NULL)
		reason_add(out, &place_goal_fields[RGOAL_MOTHER_DOES], N_("Write what the mother school does for it"));
}

static const struct field *const agree_fields[] = {&place_goal_fields[RGOAL_HOST_DOES],
	&place_goal_fields[RGOAL_MOTHER_DOES]};
static const struct form_def form_agree = {
	.name = "place-goal-agree", .fields = agree_fields, .n = 2, .must = MUST_FIRST(2),
	.submit = N_("Both schools agree")};

const struct transition place_goal_flow[RGOAL_STEPS] = {
	[RGOAL_AGREE] = {.name = "afspreken", .label = N_("Both schools agree with this goal"), .done = N_("Goal agreed"),
		.from = 1 << RGOAL_PROPOSED, .to = RGOAL_AGREED, .by = BOTH, .undo = true, .form = &form_agree,
		.guard = goal_may_agree, .effect = place_goal_agreed,
		.event = N_("Both schools agreed on a goal to return")},
	[RGOAL_REACH] = {.name = "bereikt", .label = N_("This goal is reached"), .done = N_("Goal reached"),
		.from = 1 << RGOAL_AGREED, .to = RGOAL_REACHED, .by = BOTH, .undo = true, .event = N_("A goal to return is "
			"reached")},
	[RGOAL_REOPEN] = {.name = "weer-open", .label = N_("Work on it again"), .done = N_("The goal is open again"),
		.from = 1 << RGOAL_REACHED | 1 << RGOAL_DROPPED, .to = RGOAL_AGREED, .back = true, .by = BOTH, .undo = true,
		.guard = goal_may_agree},
	[RGOAL_DROP] = {.name = "loslaten", .label = N_("Let this goal go"), .done = N_("Goal let go"),
		.from = 1 << RGOAL_PROPOSED | 1 << RGOAL_AGREED, .to = RGOAL_DROPPED, .back = true, .by = BOTH, .undo = true},
};

static const struct record *const piece_sees[] = {&rec_placement};
const struct record rec_place_goal = {
	.name = "place_goal", .label = N_("Goal to return"), .api = "terugkeerdoelen", .fields = place_goal_fields,
	.n = RGOAL__N, .part = PART_CARD, .route = &place_goal_fields[RGOAL_ROUTE],
	.parent = &place_goal_fields[RGOAL_PLACEMENT], .check = goal_check, .sees = piece_sees, .n_sees = 1,
	.state = &place_goal_fields[RGOAL_STATE], .editable = 1 << RGOAL_PROPOSED | 1 << RGOAL_AGREED,
		.flow = place_goal_flow,
	.n_flow = RGOAL_STEPS, .made = N_("A goal to return was proposed"),
};

/* ---- talks of the group with the parents ---- */

#define TEAM BY(PROVISION_TEAM)
const struct field place_talk_fields[PTALK__N] = {
	OF_PLACEMENT(PTALK),
	[PTALK_HELD_ON] = {.name = "held_on", .type = &T_DATE, .privacy = PRIV_PERSONAL, .by = TEAM,
		.label = N_("When was the talk?"), .missing = N_("Enter the day of the talk")},
	[PTALK_JOINED] = {.name = "joined", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = TEAM,
		.label = N_("The internal supervisor of the mother school was there")},
	[PTALK_ABSENT_WHY] = {.name = "absent_why", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD, .max = 160, .by = TEAM,
		.label = N_("Not there? Why, and how did the school hear of it?"),
		.hint = N_("A talk without the mother school does not count for the sixteen weeks")},
	[PTALK_WORDS] = {.name = "words", .type = &T_LINES, .hides = HIDE_HEALTH | HIDE_SHIELD, .min = 5, .max = 1000,
		.by = TEAM, .label = N_("How is it going, in a few sentences?"),
		.hint = N_("Also what the parents and the child say. Parents read this too."),
		.missing = N_("Write how it is going")},
	[PTALK_AGREED] = {.name = "agreed", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH | HIDE_SHIELD,
		.max = 1000, .by = TEAM, .label = N_("What did you agree on?")},
};

static void talk_check(const struct given *g, struct reasons *out)
{
	not_in_future(g, out, &place_talk_fields[PTALK_HELD_ON]);
	from_begin(g, out, &place_talk_fields[PTALK_HELD_ON]);
	while_in(g, out, PLACEMENT_BIT(PLACED) | PLACEMENT_BIT(RETURNING),
	         N_("These talks are held while the child is in the group"));
	bool joined = row_int(g->row, &place_talk_fields[PTALK_JOINED]) != 0;
	bool absent = row_val(g->row, &place_talk_fields[PTALK_ABSENT_WHY]).type != VAL_NULL;
	if (!joined && !absent)
		reason_add(out, &place_talk_fields[PTALK_ABSENT_WHY], N_("Tick that the mother school was there, or write why "
			"not"));
	if (joined && absent)
		reason_add(out, &place_talk_fields[PTALK_ABSENT_WHY],
		           N_("You ticked that the mother school was there. Take the tick away, or leave this empty"));
}

const struct record rec_place_talk = {
	.name = "place_talk", .label = N_("Talk in the group"), .api = "begeleidingsgesprekken",
		.fields = place_talk_fields,
	.n = PTALK__N, .part = PART_VOORZIENING, .route = &place_talk_fields[PTALK_ROUTE],
	.parent = &place_talk_fields[PTALK_PLACEMENT], .check = talk_check, .sees = piece_sees, .n_sees = 1,
	.made = N_("The group and the parents talked"),
};

/* ---- observations by the mother school ---- */

static const struct choice lookers[] = {
	{"leerkracht", N_("The future teacher"), N_("Preferably: what the teacher sees, the class can do later")},
	{"ib", N_("The internal supervisor"), NULL},
	{"coordinator", N_("The coordinator of the lower grades"), NULL},
	{NULL, NULL, NULL},
};

const struct field place_look_fields[PLOOK__N] = {
	OF_PLACEMENT(PLOOK),
	[PLOOK_HELD_ON] = {.name = "held_on", .type = &T_DATE, .privacy = PRIV_PERSONAL, .by = MOTHER_SIDE,
		.label = N_("When did you observe?"), .missing = N_("Enter the day of the observation")},
	[PLOOK_BY] = {.name = "observer", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .by = MOTHER_SIDE,
		.label = N_("Who observed?"), .missing = N_("Choose who observed"), .choices = lookers},
	[PLOOK_CHILD] = {.name = "child_seen", .type = &T_LINES, .hides = HIDE_SHIELD, .min = 5, .max = 1000,
		.by = MOTHER_SIDE, .label = N_("What do you see of the child?"), .hint = N_("What goes well, and what helps"),
		.missing = N_("Write what you see of the child")},
	[PLOOK_TAKES] = {.name = "takes_back", .type = &T_LINES, .hides = HIDE_SHIELD, .min = 5, .max = 1000,
		.by = MOTHER_SIDE, .label = N_("What does the teacher take back to the child's own class?"),
		.hint = N_("Something to do there from now on, also for other children"),
		.missing = N_("Write what the teacher takes back")},
};

static void look_check(const struct given *g, struct reasons *out)
{
	not_in_future(g, out, &place_look_fields[PLOOK_HELD_ON]);
	from_begin(g, out, &place_look_fields[PLOOK_HELD_ON]);
	while_in(g, out, PLACEMENT_BIT(PLACED) | PLACEMENT_BIT(RETURNING),
	         N_("One observes while the child is in the group"));
}

const struct record rec_place_look = {
	.name = "place_look", .label = N_("Observation"), .api = "observaties", .fields = place_look_fields, .n = PLOOK__N,
	.part = PART_CARD, .route = &place_look_fields[PLOOK_ROUTE], .parent = &place_look_fields[PLOOK_PLACEMENT],
	.check = look_check, .sees = piece_sees, .n_sees = 1, .made = N_("The mother school observed in the group"),
};

/* ---- practice moments ---- */

static const struct choice practice_states[] = {
	[PRACTICE_PLANNED] = {"gepland", N_("Planned"), NULL},
	[PRACTICE_DONE] = {"gedaan", N_("Done"), NULL},
	[PRACTICE_OFF] = {"vervallen", N_("Did not happen"), NULL},
	{NULL, NULL, NULL},
};

enum { SCHOOL_DAYS = 5 };
const struct field place_practice_fields[PRACTICE__N] = {
	OF_PLACEMENT(PRACTICE),
	[PRACTICE_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = practice_states},
	[PRACTICE_FROM] = {.name = "from_day", .type = &T_DATE, .meets = true, .privacy = PRIV_PERSONAL, .by = BOTH,
		.label = N_("From which day?"), .missing = N_("Enter the first day")},
	[PRACTICE_DAYS] = {.name = "days", .type = &T_NUMBER, .privacy = PRIV_PERSONAL, .min = 1, .max = SCHOOL_DAYS,
		.by = BOTH, .label = N_("How many days a week at the mother school?"),
		.hint = N_("It grows: one day, two days, up to five"), .missing = N_("Enter how many days a week")},
	[PRACTICE_WHERE] = {.name = "where_to", .type = &T_LINE, .privacy = PRIV_PERSONAL, .sealed = true,
		.hides = HIDE_ADDRESS | HIDE_SHIELD,
		.min = 2, .max = 120, .by = BOTH, .label = N_("In which class, and which part of the day?"),
		.missing = N_("Enter the class and the part of the day")},
	[PRACTICE_WATCHED] = {.name = "watched", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = BOTH,
		.label = N_("Someone of the group comes along and watches")},
	[PRACTICE_HOW] = {.name = "how", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_SHIELD, .max = 1000,
		.by = BOTH, .label = N_("How did it go?"), .hint = N_("What helped, and can it be a day more?")},
};

/* Watched over by the group: someone of it was there, or this is not yet a practice moment (001, annex 2). */
static void practice_may_finish(const struct given *g, struct reasons *out)
{
	if (row_int(g->row, &place_practice_fields[PRACTICE_FROM]) > g->today)
		reason_add(out, &place_practice_fields[PRACTICE_FROM], N_("This moment is still to come"));
	if (row_val(g->row, &place_practice_fields[PRACTICE_HOW]).type == VAL_NULL)
		reason_add(out, &place_practice_fields[PRACTICE_HOW], N_("Write how it went"));
	if (row_int(g->row, &place_practice_fields[PRACTICE_WATCHED]) == 0)
		reason_add(out, &place_practice_fields[PRACTICE_WATCHED], N_("Someone of the group watches along: tick it "
			"when that was so"));
}

static void practice_check(const struct given *g, struct reasons *out)
{
	while_in(g, out, PLACEMENT_BIT(PLACED) | PLACEMENT_BIT(RETURNING),
	         N_("One practises while the child is in the group"));
	const struct field *day = &place_practice_fields[PRACTICE_FROM];
	const struct beside *of = given_beside(g, &rec_placement);
	from_begin(g, out, day);
	if (of->n == 1 && row_int(g->row, day) > row_int(&of->v[0], &placement_fields[PLACEMENT_LATEST]))
		reason_add(out, day, N_("By then the place in the group has ended. Enter an earlier day"));
}

static const struct field *const finish_fields[] = {
	&place_practice_fields[PRACTICE_WATCHED], &place_practice_fields[PRACTICE_HOW]};
static const struct form_def form_finish = {
	.name = "place-practice-done", .fields = finish_fields, .n = 2, .must = MUST_FIRST(2),
	.submit = N_("Save how it went")};

const struct transition place_practice_flow[PRACTICE_STEPS] = {
	[PRACTICE_FINISH] = {.name = "gedaan", .label = N_("It was done"), .done = N_("Practice moment saved"),
		.from = 1 << PRACTICE_PLANNED, .to = PRACTICE_DONE, .by = BOTH, .undo = true, .form = &form_finish,
		.guard = practice_may_finish, .event = N_("The child practised at the mother school")},
	[PRACTICE_CANCEL] = {.name = "vervallen", .label = N_("It did not happen"), .done = N_("Practice moment taken off"),
		.from = 1 << PRACTICE_PLANNED, .to = PRACTICE_OFF, .back = true, .by = BOTH, .undo = true},
};

const struct record rec_place_practice = {
	.name = "place_practice", .label = N_("Practice moment"), .api = "oefenmomenten", .fields = place_practice_fields,
	.n = PRACTICE__N, .part = PART_CARD, .route = &place_practice_fields[PRACTICE_ROUTE],
	.parent = &place_practice_fields[PRACTICE_PLACEMENT], .check = practice_check, .sees = piece_sees, .n_sees = 1,
	.state = &place_practice_fields[PRACTICE_STATE], .ends = 1 << PRACTICE_DONE | 1 << PRACTICE_OFF,
	.editable = 1 << PRACTICE_PLANNED, .flow = place_practice_flow, .n_flow = PRACTICE_STEPS,
	.made = N_("A practice moment at the mother school is planned"),
};

/* ---- does the return last? ---- */

static const struct choice check_states[CHECK_STATES + 1] = {
	[CHECK_OPEN] = {"open", N_("Still to look"), NULL},
	[CHECK_HELD] = {"gekeken", N_("Looked"), NULL},
	[CHECK_OFF] = {"vervallen", N_("No longer asked"), NULL},
	[CHECK_STATES] = {NULL, NULL, NULL},
};

const struct field return_check_fields[CHECK__N] = {
	OF_PLACEMENT(CHECK),
	[CHECK_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = check_states},
	[CHECK_YEARS] = {SERVER("years", T_NUMBER), .label = N_("Years after the return")},
	[CHECK_RETURNED] = {SERVER("returned", T_DATE), .label = N_("Back since")},
	[CHECK_ONE_FROM] = {SERVER("one_from", T_DATE), .unset = true},
	[CHECK_TWO_FROM] = {SERVER("two_from", T_DATE), .unset = true},
	[CHECK_HELD_ON] = {.name = "held_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = BY(IB),
		.label = N_("When did you look?")},
	[CHECK_LASTS] = {.name = "lasts", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = BY(IB),
		.label = N_("Does the return last?"), .choices = place_lasting},
	[CHECK_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH | HIDE_SHIELD,
		.max = 1000, .by = BY(IB), .label = N_("What do teacher, parents and child say?")},
	[CHECK_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("Before when")},
	[CHECK_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

static void check_derive(struct arena *a, struct val *v)
{
	(void)a;
	v[CHECK_ONE_FROM] = v[CHECK_YEARS].i == 1 ? v[CHECK_RETURNED] : val_null();
	v[CHECK_TWO_FROM] = v[CHECK_YEARS].i == 2 ? v[CHECK_RETURNED] : val_null();
}

static void check_may_hold(const struct given *g, struct reasons *out)
{
	not_in_future(g, out, &return_check_fields[CHECK_HELD_ON]);
	if (row_val(g->row, &return_check_fields[CHECK_HELD_ON]).type == VAL_NULL)
		reason_add(out, &return_check_fields[CHECK_HELD_ON], N_("Enter the day on which you looked"));
	if (row_val(g->row, &return_check_fields[CHECK_LASTS]).type == VAL_NULL)
		reason_add(out, &return_check_fields[CHECK_LASTS], N_("Choose whether the return lasts"));
	if (row_val(g->row, &return_check_fields[CHECK_WORDS]).type == VAL_NULL)
		reason_add(out, &return_check_fields[CHECK_WORDS], N_("Write what teacher, parents and child say"));
}

static const struct field *const hold_fields[] = {
	&return_check_fields[CHECK_HELD_ON], &return_check_fields[CHECK_LASTS], &return_check_fields[CHECK_WORDS]};
static const struct form_def form_hold = {
	.name = "return-check", .fields = hold_fields, .n = 3, .must = MUST_FIRST(3),
	.submit = N_("Save what you saw")};

/* Nobody drops one by hand: it goes with the placement that ends otherwise. */
static bool never(const struct row *r)
{
	(void)r;
	return false;
}

static void check_may_drop(const struct given *g, struct reasons *out)
{
	(void)g;
	reason_add(out, NULL, N_("This goes by itself when the placement ends otherwise"));
}

const struct transition return_check_flow[CHECK_STEPS] = {
	[CHECK_HOLD] = {.name = "bekeken", .label = N_("Look whether the return lasts"),
	 .done = N_("Your look at the return is saved"),
	 .from = 1 << CHECK_OPEN, .to = CHECK_HELD, .by = BY(IB), .undo = true, .form = &form_hold, .guard = check_may_hold,
	 .effect = return_check_held, .event = N_("The school looked whether the return lasts")},
	[CHECK_DROP] = {.name = "vervallen", .label = N_("No longer ask this"), .done = N_("No longer asked"),
	 .from = 1 << CHECK_OPEN, .to = CHECK_OFF, .back = true, .by = BY(IB), .applies = never, .guard = check_may_drop},
};

static const struct term check_terms[] = {
	{.name = "after_one", .rule = "LOC-12", .from = &return_check_fields[CHECK_ONE_FROM], .states = 1 << CHECK_OPEN,
	 .what = N_("Look whether the return lasts, after a year")},
	{.name = "after_two", .rule = "LOC-13", .from = &return_check_fields[CHECK_TWO_FROM], .states = 1 << CHECK_OPEN,
	 .what = N_("Look whether the return lasts, after two years")},
};

static bool check_due(const struct row *r)
{
	return row_val(r, &return_check_fields[CHECK_DUE]).type == VAL_INT;
}

static struct str check_key(struct arena *a, const struct row *r)
{
	return date_iso(a, (int32_t)row_int(r, &return_check_fields[CHECK_DUE]));
}

static const char *const *check_does(const struct row *r)
{
	static const char *const steps[] = {ROUTE_LASTS, ROUTE_LASTS_STILL, NULL};
	(void)r;
	return steps;
}

static const struct work check_work = {
	.mark = WORK_RETURN_CHECK, .code = "terugkeercheck", .label = N_("Does the return last?"), .page = "/plaatsing",
	.because = N_("After the return someone keeps looking how it goes"), .acts = SIDE_SCHOOL, .does = check_does,
};
#define REL(k) (UINT32_C(1) << REL_##k)
static const struct field *const check_columns[] = {
	&return_check_fields[CHECK_ROUTE], &return_check_fields[CHECK_YEARS], &return_check_fields[CHECK_DUE]};
static const struct list check_lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_CARD,
	 .kinds = REL(SUPERVISES) | REL(CONTACT) | REL(SUBSTITUTE), .open = check_due, .key = check_key,
		.work = &check_work,
	 .columns = check_columns, .n_columns = 3},
};

const struct record rec_return_check = {
	.name = "return_check", .label = N_("Look whether a return lasts"), .api = "terugkeerchecks",
	.fields = return_check_fields, .n = CHECK__N, .part = PART_CARD, .route = &return_check_fields[CHECK_ROUTE],
	.parent = &return_check_fields[CHECK_PLACEMENT], .derive = check_derive,
	.state = &return_check_fields[CHECK_STATE], .ends = 1 << CHECK_HELD | 1 << CHECK_OFF,
	.flow = return_check_flow, .n_flow = CHECK_STEPS,
	.terms = check_terms, .n_terms = 2, .due = &return_check_fields[CHECK_DUE],
	.due_term = &return_check_fields[CHECK_DUE_TERM], .lists = check_lists, .n_lists = 1,
};

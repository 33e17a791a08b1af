#include "calendar.h"
#include "date.h"
#include "opp.h"
#include "opp_rules.h"
#include "people.h"
#include "route.h"

static const struct choice states[OPP_STATES + 1] = {
	[OPP_DRAFT] = {"concept", N_("Draft"), NULL},
	[OPP_TALKED] = {"besproken", N_("Talked about with parents"), NULL},
	[OPP_AGREEING] = {"instemming", N_("Parents are asked to agree"), NULL},
	[OPP_IN_FORCE] = {"vastgesteld", N_("Adopted"), NULL},
	[OPP_REVIEWED] = {"geevalueerd", N_("Evaluated"), NULL},
	[OPP_OVER] = {"afgesloten", N_("Closed"), NULL},
};

/* Kinds of secondary education, and the profiles of special secondary education (WEC art. 14). */
static const struct choice destinations[] = {
	{"pro", N_("Practical training (praktijkonderwijs)"), NULL},
	{"vmbo-bb", N_("vmbo, basic vocational"), NULL},
	{"vmbo-kb", N_("vmbo, middle management vocational"), NULL},
	{"vmbo-gt", N_("vmbo, combined or theoretical"), NULL},
	{"havo", N_("havo"), NULL},
	{"vwo", N_("vwo"), NULL},
	{"vso-vervolg", N_("Special secondary education, towards further study"), NULL},
	{"vso-arbeid", N_("Special secondary education, towards work"), NULL},
	{"vso-dagbesteding", N_("Special secondary education, towards daytime activities"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice endings[] = {
	{"school", N_("The pupil goes to another school"), NULL},
	{"niet-nodig", N_("Extra support is no longer needed"), NULL},
	{NULL, NULL, NULL},
};

#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define TEXT(column) .name = column, .type = &T_LINES, .need = NEED_OPTIONAL, .max = 4000
#define DAY(column) .name = column, .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL

/* What the law wants in it: OPP-08, OPP-09, OPP-11, OPP-12b, OPP-13. All of it may stay empty in a draft; the steps say
 * what is missing. */
const struct field opp_fields[OPP__N] = {
	[OPP_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[OPP_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[OPP_VERSION] = {SERVER("version", T_NUMBER), .label = N_("Version")},
	[OPP_SCHOOL] = {SERVER("school", T_REF), .ref = &rec_organisation, .hides = HIDE_ADDRESS},
	[OPP_ENROLLED] = {.name = "enrolled", .type = &T_DATE, .privacy = PRIV_PERSONAL,
		.label = N_("Since when is the pupil enrolled at this school?"),
		.hint = N_("The plan must be adopted within 6 weeks from that day"),
		.missing = N_("Enter the day of enrolment")},
	[OPP_DESTINATION] = {.name = "destination", .type = &T_CHOICE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Expected destination"), .choices = destinations,
		.hint = N_("The kind of education that you expect after this school")},
	[OPP_GROUNDS] = {TEXT("grounds"), .label = N_("Why do you expect this?")},
	[OPP_HINDERING] = {TEXT("hindering"), .hides = HIDE_HEALTH, .label = N_("What hinders the pupil?"),
		.hint = N_("In the class, at school and outside it")},
	[OPP_PROMOTING] = {TEXT("promoting"), .label = N_("What helps the pupil on?")},
	[OPP_GUIDANCE] = {TEXT("guidance"), .label = N_("What guidance does the pupil get?"),
		.hint = N_("Who does what, how many hours, how long. Parents must agree with this part")},
	[OPP_DEVIATIONS] = {TEXT("deviations"), .label = N_("Where does the programme differ?"),
		.hint = N_("Subjects, hours or exemptions. Does nothing differ? Write that down")},
	[OPP_HEARD_ON] = {DAY("heard_on"), .label = N_("When was the pupil heard?")},
	[OPP_HEARD_HOW] = {TEXT("heard_how"), .label = N_("How was the pupil heard?"),
		.hint = N_("The pupil chooses the way: a talk, a drawing, with someone there, on paper")},
	[OPP_PUPIL_VIEW] = {TEXT("pupil_view"), .label = N_("What does the pupil say?"),
		.hint = N_("In the pupil's own words")},
	[OPP_PUPIL_DONE] = {TEXT("pupil_done"), .label = N_("What was done with it?"),
		.hint = N_("Per idea: done, partly, or not and why")},
	[OPP_TOLD_ON] = {DAY("told_on"), .label = N_("When was that told to the pupil?")},
	[OPP_TALKED_ON] = {DAY("talked_on"), .label = N_("When did you talk about it with the parents?")},
	[OPP_ADOPTED] = {SERVER("adopted", T_DATE), .unset = true, .label = N_("Adopted on")},
	[OPP_ADOPT_FROM] = {SERVER("adopt_from", T_DATE), .unset = true},
	[OPP_EVALUATED] = {DAY("evaluated"), .label = N_("When was the plan evaluated?")},
	[OPP_EVALUATION] = {TEXT("evaluation"), .label = N_("What came out of it?"),
		.hint = N_("Also what the parents and the pupil said")},
	[OPP_EVALUATE_FROM] = {SERVER("evaluate_from", T_DATE), .unset = true},
	[OPP_BELONGING] = {TEXT("belonging"), .label = N_("Where does the pupil belong?"),
		.hint = N_("Friends, the team, who knows the pupil well")},
	[OPP_MASTERY] = {TEXT("mastery"), .label = N_("What is the pupil good at?"),
		.hint = N_("Also outside school")},
	[OPP_INDEPENDENCE] = {TEXT("independence"), .label = N_("What does the pupil do by itself?"),
		.hint = N_("Own choices, own tasks")},
	[OPP_GENEROSITY] = {TEXT("generosity"), .label = N_("What does the pupil do for others?"),
		.hint = N_("Helping, comforting, taking care")},
	/* As the region had it on the day on which the parents were asked. */
	[OPP_SILENT_WAITS] = {SERVER("silent_waits", T_YES)},
	[OPP_SILENT_WHY] = {TEXT("silent_why"), .label = N_("Why do you go on without the answer of a parent?"),
		.hint =
			N_("Only when a parent stays silent after three ways in ten school days. That parent may still answer")},
	[OPP_WITH_PARENTS] = {.name = "with_parents", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("The parents took part in the evaluation")},
	[OPP_WITH_PUPIL] = {.name = "with_pupil", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("The pupil took part in the evaluation")},
	[OPP_WITHOUT_WHY] = {TEXT("without_why"), .label = N_("Who was not there, and why?"),
		.hint = N_("Also when and how you ask them still")},
	[OPP_ENDED] = {DAY("ended"), .label = N_("From which day does the plan end?")},
	[OPP_ENDED_WHY] = {.name = "ended_why", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Why does it end?"), .choices = endings},
	[OPP_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("By when")},
	[OPP_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

/* The six weeks count once, from enrolment to the first adoption (OPP-04); after an evaluation the next one belongs to
 * the next school year (OPP-06). */
static void opp_derive(struct arena *a, struct val *v)
{
	(void)a;
	v[OPP_ADOPT_FROM] = v[OPP_ADOPTED].type == VAL_NULL ? v[OPP_ENROLLED] : val_null();
	v[OPP_EVALUATE_FROM] = v[OPP_ADOPTED];
	if (v[OPP_EVALUATED].type == VAL_INT && v[OPP_ADOPTED].type == VAL_INT && v[OPP_EVALUATED].i >= v[OPP_ADOPTED].i)
		v[OPP_EVALUATE_FROM] = val_int(school_year_last(school_year_of((int32_t)v[OPP_EVALUATED].i)) + 1);
}

/* ---- steps ---- */

static const struct field *const talk_fields[] = {&opp_fields[OPP_TALKED_ON]};
static const struct form_def form_talk = {
	.name = "opp-talk", .fields = talk_fields, .n = 1, .must = MUST(0), .submit = N_("Save the talk")};
static const struct field *const adopt_fields[] = {&opp_fields[OPP_TOLD_ON], &opp_fields[OPP_SILENT_WHY]};
static const struct form_def form_adopt = {
	.name = "opp-adopt", .fields = adopt_fields, .n = 2, .must = MUST(0), .submit = N_("Adopt the plan")};
static const struct field *const review_fields[] = {
	&opp_fields[OPP_EVALUATED], &opp_fields[OPP_EVALUATION], &opp_fields[OPP_WITH_PARENTS],
	&opp_fields[OPP_WITH_PUPIL], &opp_fields[OPP_WITHOUT_WHY]};
static const struct form_def form_review = {
	.name = "opp-review", .fields = review_fields, .n = 5, .must = MUST_FIRST(2), .drafts = true,
	.submit = N_("Save the evaluation")};
static const struct field *const end_fields[] = {&opp_fields[OPP_ENDED], &opp_fields[OPP_ENDED_WHY]};
static const struct form_def form_end = {
	.name = "opp-end", .fields = end_fields, .n = 2, .must = MUST_FIRST(2), .submit = N_("Close the plan")};

#define BY(r) (UINT32_C(1) << ROLE_##r)
/* The school adopts; who of it may write is decided by the part. */
#define SCHOOL (BY(IB) | BY(SCHOOL_LEADER))

const struct transition opp_flow[OPP_STEPS] = {
	[OPP_TALK] = {.name = "bespreken", .label = N_("Talked about with the parents"), .done = N_("Talk saved"),
		.from = OPP_BIT(DRAFT), .to = OPP_TALKED, .by = SCHOOL, .undo = true, .form = &form_talk,
		.guard = opp_may_talk, .event = N_("The plan was talked about with the parents")},
	[OPP_ASK] = {.name = "instemming-vragen", .label = N_("Ask the parents to agree"),
		.done = N_("The parents are asked to agree"), .from = OPP_BIT(TALKED), .to = OPP_AGREEING, .by = SCHOOL,
		.undo = true, .guard = opp_may_ask, .effect = opp_asked,
			.event = N_("The parents are asked to agree with the plan")},
	[OPP_ADOPT] = {.name = "vaststellen", .label = N_("Adopt the plan"), .done = N_("Plan adopted"),
		.from = OPP_BIT(AGREEING), .to = OPP_IN_FORCE, .by = SCHOOL, .form = &form_adopt, .guard = opp_may_adopt,
		.effect = opp_adopted, .event = N_("The plan was adopted")},
	[OPP_REVIEW] = {.name = "evalueren", .label = N_("Evaluate the plan"), .done = N_("Evaluation saved"),
		.from = OPP_BIT(IN_FORCE), .to = OPP_REVIEWED, .by = SCHOOL, .form = &form_review,
		.guard = opp_may_review, .event = N_("The plan was evaluated")},
	[OPP_KEEP] = {.name = "voortzetten", .label = N_("Go on with the plan unchanged"),
		.done = N_("The plan goes on unchanged"), .from = OPP_BIT(REVIEWED), .to = OPP_IN_FORCE, .by = SCHOOL,
		.undo = true, .event = N_("The plan goes on unchanged")},
	[OPP_ADJUST] = {.name = "aanpassen", .label = N_("Adjust the plan"), .done = N_("The plan can be adjusted"),
		.from = OPP_BIT(TALKED) | OPP_BIT(AGREEING) | OPP_BIT(IN_FORCE) | OPP_BIT(REVIEWED), .to = OPP_DRAFT,
		.back = true,
		.by = SCHOOL, .effect = opp_adjusted, .event = N_("The plan is adjusted")},
	[OPP_END] = {.name = "afsluiten", .label = N_("Close the plan"), .done = N_("Plan closed"),
		.from = OPP_BIT(DRAFT) | OPP_BIT(TALKED) | OPP_BIT(AGREEING) | OPP_BIT(IN_FORCE) | OPP_BIT(REVIEWED),
		.to = OPP_OVER, .back = true,
		.by = SCHOOL, .form = &form_end, .guard = opp_may_end, .event = N_("The plan was closed")},
};

static const struct term terms[] = {
	{.name = "adopt", .rule = "OPP-04", .from = &opp_fields[OPP_ADOPT_FROM],
	 .states = OPP_BIT(DRAFT) | OPP_BIT(TALKED) | OPP_BIT(AGREEING), .what = N_("Adopt the plan")},
	{.name = "evaluate", .rule = "OPP-06", .from = &opp_fields[OPP_EVALUATE_FROM],
	 .states = OPP_BIT(IN_FORCE) | OPP_BIT(REVIEWED), .what = N_("Evaluate the plan")},
};

static const struct record *const sees[] = {
	&rec_relation, &rec_opp, &rec_opp_agreement, &rec_opp_contact, &rec_opp_say, &rec_opp_say_closed, &rec_opp_goal,
	&rec_opp_help};

/* ---- the list of plans ---- */

static bool still_open(const struct row *r)
{
	return !str_is(row_text(r, &opp_fields[OPP_STATE]), states[OPP_OVER].code);
}

static struct str by_due(struct arena *a, const struct row *r)
{
	struct val due = row_val(r, &opp_fields[OPP_DUE]);
	return date_iso(a, due.type == VAL_INT ? (int32_t)due.i : DATE_OPEN);
}

/* Work is what has a day before which it must be done. */
static bool is_due(const struct row *r)
{
	return still_open(r) && row_val(r, &opp_fields[OPP_DUE]).type == VAL_INT;
}

static int64_t state_facet(const struct row *r)
{
	int64_t i = 0;
	while (i < OPP_OVER && !str_is(row_text(r, &opp_fields[OPP_STATE]), states[i].code))
		i++;
	return i;
}

/* While they are asked to agree, the next word is with the parents: until they answered, for who reads that. */
static int64_t acting_side(const struct row *r)
{
	return state_facet(r) == OPP_AGREEING ? SIDE_PARENTS : SIDE_SCHOOL;
}

static int64_t acting_beside(const struct given *g)
{
	return opp_parents_asked(g) ? SIDE_PARENTS : SIDE_SCHOOL;
}

static const char *asks(const struct row *r, int64_t side)
{
	if (state_facet(r) != OPP_AGREEING)
		return NULL;
	return side == SIDE_PARENTS ? N_("Answer about the plan")
	                            : N_("Read what the parents answered, and go on with the plan");
}

static const char *const *does(const struct row *r)
{
	static const char *const steps[] = {ROUTE_MAKE_PLAN, NULL};
	(void)r;
	return steps;
}

static const struct bulk bulk[] = {
	{.name = "instemming", .label = N_("Ask the parents to agree"), .done = N_("The parents are asked to agree"),
	 .move = &opp_flow[OPP_ASK]},
};

static const struct work work = {
	.mark = WORK_PLAN, .code = "plan", .label = N_("Plan"), .page = "/plan", .asks = asks,
	.because = N_("A plan is made together and looked at again"), .side = acting_side,
	.side_beside = acting_beside, .beside_states = OPP_BIT(AGREEING),
	.beside_parts = PART_BIT(PART_SCHOOL) | PART_BIT(PART_STEM), .does = does,
	.bulk = bulk, .n_bulk = sizeof bulk / sizeof *bulk};

/* Of whom, how far and before when; what is in it stands in the plan itself. */
static const struct field *const list_columns[] = {
	&opp_fields[OPP_ROUTE], &opp_fields[OPP_STATE], &opp_fields[OPP_VERSION], &opp_fields[OPP_DUE],
};

static const struct list lists[] = {
	{.id = LIST_PLANS, .name = "plans", .label = N_("Plans"), .part = PART_SCHOOL, .open = still_open, .key = by_due,
	 .columns = list_columns, .n_columns = sizeof list_columns / sizeof *list_columns},
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_SCHOOL, .open = is_due, .key = by_due,
	 .facet = state_facet, .facet_of = &opp_fields[OPP_STATE], .work = &work,
	 .columns = list_columns, .n_columns = sizeof list_columns / sizeof *list_columns},
};

const struct record rec_opp = {
	.name = "opp", .label = N_("Plan"), .api = "ontwikkelingsperspectieven", .fields = opp_fields, .n = OPP__N,
	.part = PART_SCHOOL, .route = &opp_fields[OPP_ROUTE], .derive = opp_derive, .check = opp_check,
	.sees = sees, .n_sees = sizeof sees / sizeof *sees,
	.state = &opp_fields[OPP_STATE], .ends = OPP_BIT(OVER), .editable = OPP_BIT(DRAFT) | OPP_BIT(TALKED),
	.flow = opp_flow, .n_flow = OPP_STEPS, .made = N_("A plan was begun"),
	.terms = terms, .n_terms = sizeof terms / sizeof *terms,
	.due = &opp_fields[OPP_DUE], .due_term = &opp_fields[OPP_DUE_TERM],
	.lists = lists, .n_lists = 2,
};

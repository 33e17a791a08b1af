/* The placement of a child in a group arrangement: the road there and back, and its terms. */
#include "date.h"
#include "flow.h"
#include "meeting.h"
#include "people.h"
#include "place_rules.h"
#include "route.h"

static const struct choice states[PLACEMENT_STATES + 1] = {
	[PLACEMENT_DRAFT] = {"voorbereid", N_("Being prepared"), NULL},
	[PLACEMENT_AGREEING] = {"instemming", N_("Parents are asked to agree"), NULL},
	[PLACEMENT_WAITING] = {"wacht", N_("Waiting for a place"), NULL},
	[PLACEMENT_PLACED] = {"geplaatst", N_("In the group"), NULL},
	[PLACEMENT_RETURNING] = {"terugkeer", N_("Going back step by step"), NULL},
	[PLACEMENT_CARE] = {"nazorg", N_("Back, with aftercare"), NULL},
	[PLACEMENT_FOLLOWED] = {"gevolgd", N_("Back, and followed"), NULL},
	[PLACEMENT_DONE] = {"klaar", N_("Back for good"), NULL},
	[PLACEMENT_OVER] = {"beeindigd", N_("Ended otherwise"), NULL},
	[PLACEMENT_STATES] = {NULL, NULL, NULL},
};

static const struct choice responsibles[] = {
	{"moederschool", N_("The mother school"), N_("It stays named, and keeps its duty of care")},
	{"gastschool", N_("The school where the group is"), N_("Only when the child is enrolled there")},
	{NULL, NULL, NULL},
};

const struct choice place_lasting[] = {
	{"ja", N_("Yes, it goes well"), NULL},
	{"deels", N_("Partly, with extra help"), NULL},
	{"nee", N_("No"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice outcomes[] = {
	{"tlv", N_("A request for a TLV, made together"), NULL},
	{"zelf", N_("It works at the mother school after all"), NULL},
	{"anders", N_("Another group arrangement fits better"), NULL},
	{"school", N_("The child goes to another school"), NULL},
	{"ouders", N_("The parents decided otherwise"), NULL},
	{NULL, NULL, NULL},
};

enum { MONTHS_MOST = 48 };
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define UNSET(column, t) SERVER(column, t), .unset = true
/* Free text may speak of health, and may give the place away to whom it is hidden from (practice 17). */
#define TEXT(column) \
	.name = column, .type = &T_LINES, .need = NEED_OPTIONAL, .max = 2000, .hides = HIDE_HEALTH | HIDE_SHIELD
#define DAY(column) .name = column, .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL
#define NEED(i, column, words) \
	[PLACEMENT_NEED + (i)] = {.name = column, .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_SEALED, \
		.hides = HIDE_HEALTH, .label = words}

const struct field placement_fields[PLACEMENT__N] = {
	[PLACEMENT_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[PLACEMENT_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[PLACEMENT_VERSION] = {SERVER("version", T_NUMBER)},
	[PLACEMENT_KIND] = {SERVER("kind", T_REF), .ref = &rec_place_kind, .label = N_("Kind of group arrangement")},
	[PLACEMENT_GROUP] = {UNSET("host_group", T_REF), .hides = HIDE_ADDRESS, .ref = &rec_place_group,
		.label = N_("Group")},
	[PLACEMENT_MOTHER] = {SERVER("mother", T_REF), .hides = HIDE_ADDRESS, .ref = &rec_organisation,
		.label = N_("Mother school")},
	[PLACEMENT_OWN_CHOICE] = {SERVER("own_choice", T_YES), .hides = HIDE_ADDRESS,
		.label = N_("The parents chose this mother school themselves")},
	[PLACEMENT_WHY] = {TEXT("why"), .label = N_("Why can the mother school not give this now?"),
		.hint = N_("Start from what the school offers in its own profile, and what this child needs beside it")},
	NEED(0, "need_toilet", N_("Help at the toilet")),
	NEED(1, "need_near", N_("An adult near, so that the child does not walk away")),
	NEED(2, "need_conflict", N_("An adult near in conflicts")),
	NEED(3, "need_language", N_("Much help in speaking and understanding")),
	NEED(4, "need_quiet", N_("A quiet place of their own")),
	NEED(5, "need_care", N_("Help in eating and dressing")),
	[PLACEMENT_WAY_BACK] = {TEXT("way_back"), .label = N_("How does the child come back to the mother school?"),
		.hint = N_("From the first day on: who keeps in touch, and what has to grow")},
	[PLACEMENT_RESPONSIBLE] = {.name = "responsible", .type = &T_RADIO, .need = NEED_OPTIONAL,
		.privacy = PRIV_PERSONAL, .label = N_("Which school is responsible meanwhile?"), .choices = responsibles},
	[PLACEMENT_AT_HOME] = {.name = "at_home", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("The child is at home without school now")},
	/* As the region had it on the day on which the parents were asked. */
	[PLACEMENT_SILENT_WAITS] = {SERVER("silent_waits", T_YES)},
	[PLACEMENT_SILENT] = {TEXT("silent_parent"), .label = N_("Why do you go on without the answer of a parent?"),
		.hint =
			N_("Only when a parent stays silent after three ways in ten school days. That parent may still answer")},
	[PLACEMENT_ASKED_ON] = {UNSET("asked_on", T_DATE), .label = N_("Waiting since")},
	[PLACEMENT_EXCEPTION] = {TEXT("exception"), .label = N_("Why is this group right for this child all the same?"),
		.hint = N_("An exception is always possible in the interest of the child. Everyone who decides reads this "
		           "reason.")},
	[PLACEMENT_BEGINS] = {DAY("begins"), .meets = true, .label = N_("Which day is the first in the group?"),
		.hint = N_("From this moment the team of the group can read what it needs")},
	[PLACEMENT_MONTHS] = {SERVER("months", T_NUMBER), .max = MONTHS_MOST},
	[PLACEMENT_LATEST] = {UNSET("latest", T_DATE), .label = N_("Ends at the latest on")},
	[PLACEMENT_YEAR_FROM] = {UNSET("year_from", T_DATE)},
	[PLACEMENT_LONGEST] = {UNSET("longest", T_DATE)},
	[PLACEMENT_GUIDED] = {UNSET("guided", T_DATE), .label = N_("Last talk with the mother school there")},
	[PLACEMENT_GUIDE_FROM] = {UNSET("guide_from", T_DATE)},
	[PLACEMENT_LOOKED] = {UNSET("looked", T_DATE), .label = N_("Last observation by the mother school")},
	[PLACEMENT_LOOK_FROM] = {UNSET("look_from", T_DATE)},
	[PLACEMENT_PRACTISE] = {DAY("practise"), .meets = true,
		.label = N_("Which day is the first practice moment at the mother "
		"school?")},
	[PLACEMENT_RETURNED] = {DAY("returned"), .meets = true,
		.label = N_("From which day does the child go to the mother school full "
		"time?"),
		.hint = N_("The aftercare is counted from this day")},
	[PLACEMENT_CARE_ON] = {DAY("care_on"), .label = N_("When did you talk about the first weeks back?")},
	[PLACEMENT_CARE_WORDS] = {TEXT("care_words"), .label = N_("What helps, and what stays?"),
		.hint = N_("As school, parents, child and the team of the group see it")},
	[PLACEMENT_LASTS] = {.name = "lasts", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Does the return last, after the first weeks?"), .choices = place_lasting},
	[PLACEMENT_ENDED] = {UNSET("ended", T_DATE), .label = N_("Ended on")},
	[PLACEMENT_OUTCOME] = {.name = "outcome", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("What comes instead?"), .choices = outcomes},
	[PLACEMENT_OUTCOME_WHY] = {TEXT("outcome_why"), .label = N_("Why?"),
		.hint = N_("What was tried, and what both schools and the parents say of it")},
	[PLACEMENT_TLV_WHY] = {TEXT("tlv_why"), .label = N_("Why does going back not work?"),
		.hint = N_("What was tried, and what both schools and the parents say of it")},
	/* The day of the knooppunt that named this group; and of the one that served the placement before this one. */
	[PLACEMENT_NAMED_ON] = {UNSET("named_on", T_DATE)},
	[PLACEMENT_NAMED_AFTER] = {UNSET("named_after", T_DATE)},
	/* Given in the same change, behind this row: no table can hold it to one. */
	[PLACEMENT_RELATION] = {UNSET("relation", T_REF), .ref = &ref_many},
	[PLACEMENT_DUE] = {UNSET("due", T_DATE), .label = N_("Before when")},
	[PLACEMENT_DUE_TERM] = {UNSET("due_term", T_LINE)},
};

/* ---- steps ---- */

#define F(x) &placement_fields[PLACEMENT_##x]
static const struct field *const edit_fields[] = {
	F(WHY), &placement_fields[PLACEMENT_NEED], &placement_fields[PLACEMENT_NEED + 1],
	&placement_fields[PLACEMENT_NEED + 2], &placement_fields[PLACEMENT_NEED + 3], &placement_fields[PLACEMENT_NEED + 4],
	&placement_fields[PLACEMENT_NEED + 5], F(AT_HOME), F(WAY_BACK), F(RESPONSIBLE),
};
static const struct form_def form_edit = {
	.name = "placement", .fields = edit_fields, .n = 10, .drafts = true, .submit = N_("Save the preparation")};
static const struct field *const wait_fields[] = {F(SILENT)};
static const struct form_def form_wait = {
	.name = "placement-wait", .fields = wait_fields, .n = 1, .submit = N_("Put on the waiting list")};
static const struct field *const place_fields[] = {F(BEGINS), F(EXCEPTION)};
static const struct form_def form_place = {
	.name = "placement-place", .fields = place_fields, .n = 2, .must = MUST(0),
	.submit = N_("The child begins in the group")};
static const struct field *const return_fields[] = {F(PRACTISE)};
static const struct form_def form_return = {
	.name = "placement-return", .fields = return_fields, .n = 1, .must = MUST(0),
	.submit = N_("Begin going back")};
static const struct field *const back_fields[] = {F(RETURNED)};
static const struct form_def form_back = {
	.name = "placement-back", .fields = back_fields, .n = 1, .must = MUST(0),
	.submit = N_("The child is back full time")};
static const struct field *const care_fields[] = {F(CARE_ON), F(CARE_WORDS), F(LASTS)};
static const struct form_def form_care = {
	.name = "placement-care", .fields = care_fields, .n = 3, .must = MUST_FIRST(3),
	.submit = N_("End the aftercare")};
static const struct field *const tlv_fields[] = {F(TLV_WHY)};
static const struct form_def form_tlv = {
	.name = "placement-tlv", .fields = tlv_fields, .n = 1, .must = MUST(0),
	.submit = N_("Make the request together")};
static const struct field *const end_fields[] = {F(OUTCOME), F(OUTCOME_WHY)};
static const struct form_def form_end = {
	.name = "placement-end", .fields = end_fields, .n = 2, .must = MUST_FIRST(2),
	.submit = N_("End the placement")};

#define BY(r) (UINT32_C(1) << ROLE_##r)
#define DECIDED (BY(IB) | BY(TRAJECT))
#define BOTH (BY(IB) | BY(PROVISION_TEAM))
#define BIT(s) PLACEMENT_BIT(s)

/* What the knooppunt decides is moved by who may write there; going back hangs on the goals of the card, so both
 * schools may say it (as in route_flow.c). Aftercare and what follows is the mother school's (001, annex 2). */
const struct transition placement_flow[PLACE_STEPS] = {
	[PLACE_EDIT] = {.name = "bijwerken", .label = N_("Save the preparation"), .done = N_("Preparation saved"),
		.from = BIT(DRAFT), .to = PLACEMENT_DRAFT, .by = DECIDED, .part = PART_KNOOPPUNT, .undo = true,
		.form = &form_edit},
	[PLACE_ASK] = {.name = "ouders-vragen", .label = N_("Ask the parents to agree"),
		.done = N_("The parents are asked to agree"), .from = BIT(DRAFT), .to = PLACEMENT_AGREEING, .by = DECIDED,
		.part = PART_KNOOPPUNT, .undo = true, .guard = placement_may_ask, .effect = placement_asked,
		.event = N_("The parents are asked about a group arrangement")},
	[PLACE_AGAIN] = {.name = "aanpassen", .label = N_("Change the preparation"),
		.done = N_("The preparation can be changed"), .from = BIT(AGREEING) | BIT(WAITING), .to = PLACEMENT_DRAFT,
		.back = true,
		.by = DECIDED, .part = PART_KNOOPPUNT, .effect = placement_adjusted,
		.event = N_("The preparation of the group arrangement is changed")},
	[PLACE_WAIT] = {.name = "wachten", .label = N_("Put on the waiting list"), .done = N_("On the waiting list"),
		.from = BIT(AGREEING), .to = PLACEMENT_WAITING, .by = DECIDED, .part = PART_KNOOPPUNT, .undo = true,
		.form = &form_wait, .guard = placement_may_wait, .effect = placement_waits,
		.event = N_("The child waits for a place in the group")},
	[PLACE_PLACE] = {.name = "plaatsen", .label = N_("Begin in the group"), .done = N_("The child has begun in the "
		"group"),
		.from = BIT(AGREEING) | BIT(WAITING), .to = PLACEMENT_PLACED, .by = DECIDED, .part = PART_KNOOPPUNT,
		.form = &form_place, .guard = placement_may_place, .effect = placement_placed,
		.event = N_("The child has begun in the group")},
	[PLACE_RETURN] = {.name = "terugkeer", .label = N_("Begin going back"), .done = N_("Going back has begun"),
		.from = BIT(PLACED), .to = PLACEMENT_RETURNING, .by = BOTH, .part = PART_CARD, .undo = true,
		.form = &form_return, .guard = placement_may_return, .effect = placement_returns,
		.event = N_("Going back to the mother school has begun")},
	[PLACE_STAY] = {.name = "nog-niet", .label = N_("Not yet: stay in the group"), .done = N_("The child stays in the "
		"group"),
		.from = BIT(RETURNING), .to = PLACEMENT_PLACED, .back = true, .by = BOTH, .part = PART_CARD, .undo = true,
		.effect = placement_stays, .event = N_("Going back is not possible yet")},
	[PLACE_BACK] = {.name = "helemaal-terug", .label = N_("The child is back full time"),
		.done = N_("The child is back, the aftercare has begun"), .from = BIT(RETURNING), .to = PLACEMENT_CARE,
			.by = BOTH,
		.part = PART_CARD, .form = &form_back, .guard = placement_may_go_back, .effect = placement_back,
		.event = N_("The child is back at the mother school full time")},
	[PLACE_CARE_DONE] = {.name = "nazorg-klaar", .label = N_("End the aftercare"),
		.done = N_("The aftercare has ended; the team of the group sees nothing any more"), .from = BIT(CARE),
		.to = PLACEMENT_FOLLOWED, .by = BY(IB), .part = PART_CARD, .form = &form_care, .guard = placement_may_end_care,
		.effect = placement_care_over, .event = N_("The aftercare has ended")},
	[PLACE_DONE] = {.name = "afronden", .label = N_("The return lasts: finish"), .done = N_("Finished"),
		.from = BIT(FOLLOWED), .to = PLACEMENT_DONE, .by = BY(IB), .part = PART_CARD, .undo = true,
		.guard = placement_may_finish, .effect = placement_done, .event = N_("The return was followed for two years")},
	[PLACE_TLV] = {.name = "tlv", .label = N_("Going back does not work: make a TLV request together"),
		.done = N_("A request for a TLV is prepared together"),
		.from = BIT(PLACED) | BIT(RETURNING) | BIT(CARE) | BIT(FOLLOWED),
		.to = PLACEMENT_OVER, .back = true,
		.by = BY(IB), .part = PART_CARD, .form = &form_tlv, .guard = placement_may_try_tlv,
		.effect = placement_to_tlv, .event = N_("Both schools prepare a request for a TLV together")},
	[PLACE_END] = {.name = "beeindigen", .label = N_("End it in another way"), .done = N_("The placement has ended"),
		.from = BIT(DRAFT) | BIT(AGREEING) | BIT(WAITING) | BIT(PLACED) | BIT(RETURNING) | BIT(CARE) |
			BIT(FOLLOWED),
		.to = PLACEMENT_OVER, .back = true,
		.by = DECIDED, .part = PART_KNOOPPUNT, .form = &form_end, .guard = placement_may_end,
		.effect = placement_ended, .event = N_("The group arrangement has ended")},
};

#define THERE (BIT(PLACED) | BIT(RETURNING))
static const struct term terms[] = {
	{.name = "guide", .rule = "LOC-05", .from = F(GUIDE_FROM), .states = THERE,
	 .what = N_("Talk with the parents, together with the mother school")},
	{.name = "look", .rule = "LOC-11", .from = F(LOOK_FROM), .states = THERE,
	 .what = N_("Observation by the mother school")},
	{.name = "ends", .rule = "LOC-06", .from = F(YEAR_FROM), .states = THERE,
	 .what = N_("The child is back, or a next step is decided")},
	{.name = "longest", .rule = "LOC-14", .from = F(LONGEST), .states = THERE,
	 .what = N_("The child is back, or a next step is decided")},
	{.name = "care", .rule = "LOC-04", .from = F(RETURNED), .states = BIT(CARE),
	 .what = ROUTE_TALK_BACK},
};

/* ---- lists ---- */

static bool still_open(const struct row *r)
{
	return (rec_placement.ends >> flow_state(r) & 1) == 0;
}

static bool is_due(const struct row *r)
{
	return still_open(r) && row_val(r, F(DUE)).type == VAL_INT;
}

static struct str by_due(struct arena *a, const struct row *r)
{
	struct val due = row_val(r, F(DUE));
	return date_iso(a, due.type == VAL_INT ? (int32_t)due.i : DATE_OPEN);
}

static int64_t state_facet(const struct row *r)
{
	return flow_state(r);
}

/* The group holds its talks; observing and aftercare are the mother school's. */
static int64_t acting_side(const struct row *r)
{
	return str_is(row_text(r, F(DUE_TERM)), "guide") ? SIDE_PROVISION : SIDE_SCHOOL;
}

static const char *const *does(const struct row *r)
{
	static const char *const steps[] = {ROUTE_TALK_BACK, NULL};
	return flow_state(r) == PLACEMENT_CARE ? steps : NULL;
}

static const struct work work = {
	.mark = WORK_PLACEMENT, .code = "plaatsing", .label = N_("Group arrangement"), .page = "/plaatsing",
	.because = N_("A stay in another group is followed step by step"), .side = acting_side, .does = does,
};

static const struct field *const columns[] = {F(ROUTE), F(STATE), F(BEGINS), F(LATEST), F(DUE)};

#define REL(k) (UINT32_C(1) << REL_##k)
static const struct list lists[] = {
	{.id = LIST_PLACEMENTS, .name = "placements", .label = N_("Group arrangements of children"),
	 .part = PART_VOORZIENING, .kinds = REL(SUPERVISES) | REL(CONTACT) | REL(ASSIGNED) | REL(PLACED) | REL(SUBSTITUTE),
	 .open = still_open, .key = by_due, .facet = state_facet, .facet_of = F(STATE), .columns = columns, .n_columns = 5},
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_VOORZIENING,
	 .kinds = REL(SUPERVISES) | REL(CONTACT) | REL(ASSIGNED) | REL(PLACED) | REL(SUBSTITUTE), .open = is_due,
	 .key = by_due, .facet = state_facet, .facet_of = F(STATE), .work = &work, .columns = columns, .n_columns = 5},
};

static const struct record *const sees[] = {
	&rec_placement, &rec_place_group, &rec_relation, &rec_place_answer, &rec_place_contact, &rec_place_goal,
	&rec_place_practice, &rec_return_check, &rec_meeting,
};

const struct record rec_placement = {
	.name = "placement", .label = N_("Group arrangement"), .api = "plaatsingen", .fields = placement_fields,
	.n = PLACEMENT__N, .part = PART_VOORZIENING, .route = F(ROUTE), .parent = F(GROUP), .derive = placement_derive,
	.check = placement_check, .sees = sees, .n_sees = sizeof sees / sizeof *sees, .state = F(STATE),
	.ends = BIT(DONE) | BIT(OVER), .flow = placement_flow, .n_flow = PLACE_STEPS,
	.made = N_("A group arrangement is being prepared"), .terms = terms, .n_terms = sizeof terms / sizeof *terms,
	.due = F(DUE), .due_term = F(DUE_TERM), .lists = lists, .n_lists = 2,
};

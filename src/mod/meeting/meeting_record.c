#include "date.h"
#include "flow.h"
#include "meeting.h"
#include "meeting_rules.h"
#include "meeting_who.h"
#include "opp.h"
#include "people.h"
#include "route.h"

static const struct choice states[MEETING_STATES + 1] = {
	[MEETING_PLANNED] = {"gepland", N_("Planned"), NULL},
	[MEETING_INVITED] = {"uitgenodigd", N_("Everyone is invited"), NULL},
	[MEETING_HELD] = {"gehouden", N_("Held"), NULL},
	[MEETING_REPORT] = {"verslag", N_("Report shared"), NULL},
	[MEETING_CLOSED] = {"afgerond", N_("Closed"), NULL},
	[MEETING_CANCELLED] = {"vervallen", N_("Does not go on"), NULL},
};

/* Kinds of meeting about one child; what only a knooppunt may do hangs on the first. */
static const struct choice kinds[] = {
	{"knooppunt", N_("Knooppunt"), N_("School, parents, child and helpers around one table")},
	{"mdo", N_("Talk with experts (MDO)"), NULL},
	{"aoj", N_("Talk with the AOJ team"), NULL},
	{"koppeloverleg", N_("Talk between preschool and school"), NULL},
	{"ouders", N_("Talk with the parents"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice owners[] = {
	{"school", N_("The mother school"), NULL},
	{"voorschool", N_("The preschool"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice moments[] = {
	{"a", N_("The first moment"), NULL},
	{"b", N_("The second moment"), NULL},
	{"c", N_("The third moment"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice outcomes[OUTCOMES + 1] = {
	[OUTCOME_OWN] = {"eigen-klas", N_("In the child's own class, with this help"), NULL},
	[OUTCOME_GROUP] = {"groep", N_("For a while in a group arrangement, for example a startklas"), NULL},
	[OUTCOME_TLV] = {"tlv", N_("A request for a TLV is prepared"), NULL},
	[OUTCOME_OTHER] = {"anders", N_("Something else"), NULL},
};

static const struct choice makers[] = {
	{"mens", N_("Translated by a person"), NULL},
	{"machine", N_("Translated by a machine"), NULL},
	{NULL, NULL, NULL},
};

/* Who leads a meeting: the school, before that the preschool. The adviser writes along. */
#define LEADS (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_PRESCHOOL)
#define WRITES (LEADS | UINT32_C(1) << ROLE_TRAJECT)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define TEXT(column) .name = column, .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH, .max = 3000
#define DAY(column) .name = column, .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = LEADS
#define TIME(column) .name = column, .type = &T_TIME, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = LEADS
#define TICK(column) .name = column, .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = LEADS

const struct field meeting_fields[MEETING__N] = {
	[MEETING_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[MEETING_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[MEETING_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .by = LEADS,
		.label = N_("What kind of talk is it?"), .missing = N_("Choose the kind of talk"), .choices = kinds},
	[MEETING_OWNER] = {SERVER("owner", T_CHOICE), .label = N_("Who leads it?"), .choices = owners},
	[MEETING_ORG] = {SERVER("org", T_REF), .hides = HIDE_ADDRESS | HIDE_SHIELD, .ref = &rec_organisation},
	[MEETING_BY] = {SERVER("by_account", T_REF), .hides = HIDE_SHIELD, .ref = &rec_account},
	[MEETING_QUESTION] = {.name = "question", .type = &T_LINES, .hides = HIDE_HEALTH, .min = 5, .max = 600,
		.by = LEADS, .label = N_("What do you want to talk about together?"),
		.hint = N_("One question, in plain words. Everyone who is invited reads it"),
		.missing = N_("Write what you want to talk about")},
	[MEETING_DAY_A] = {.name = "day_a", .type = &T_DATE, .meets = true, .privacy = PRIV_PERSONAL, .by = LEADS,
		.label = N_("First moment: day"), .missing = N_("Enter a day on which it can be")},
	[MEETING_TIME_A] = {.name = "time_a", .type = &T_TIME, .privacy = PRIV_PERSONAL, .by = LEADS,
		.label = N_("First moment: time"),
		.missing = N_("Enter the time as 14:30")},
	[MEETING_DAY_B] = {DAY("day_b"), .meets = true, .label = N_("Second moment: day")},
	[MEETING_TIME_B] = {TIME("time_b"), .label = N_("Second moment: time")},
	[MEETING_DAY_C] = {DAY("day_c"), .meets = true, .label = N_("Third moment: day")},
	[MEETING_TIME_C] = {TIME("time_c"), .label = N_("Third moment: time")},
	[MEETING_CHOSEN] = {.name = "chosen", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = LEADS, .label = N_("Which moment does it become?"), .choices = moments},
	[MEETING_DAY] = {SERVER("day", T_DATE), .meets = true, .unset = true, .label = N_("Day")},
	[MEETING_TIME] = {SERVER("time", T_TIME), .unset = true, .label = N_("Time")},
	[MEETING_PLACE] = {.name = "place", .type = &T_LINE, .privacy = PRIV_PERSONAL,
		.sealed = true, .hides = HIDE_SHIELD, .max = 160,
		.by = LEADS, .label = N_("Where is it?"), .hint = N_("Building, street and room; or by video"),
		.missing = N_("Enter where it is")},
	[MEETING_MINUTES] = {.name = "minutes", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
		.min = 15, .max = 240, .by = LEADS, .label = N_("How many minutes does it take?"),
		.hint = N_("Empty: about an hour")},
	[MEETING_UNTIL] = {.name = "shares_until", .type = &T_DATE, .privacy = PRIV_PERSONAL, .by = LEADS,
		.label = N_("Until when may who is invited read along?"),
		.hint = N_("After that day the door shuts by itself"),
		.missing = N_("Enter the last day on which who is invited may read along")},
	[MEETING_UNTIL_MOST] = {SERVER("shares_most", T_DATE), .unset = true,
		.label = N_("The last day that an invitation may open something")},
	[MEETING_CARD] = {TICK("shares_card"), .label = N_("Also the goals and the agreements in class")},
	[MEETING_VOICE] = {TICK("shares_voice"), .label = N_("Also what parents and pupil said earlier")},
	[MEETING_INTERPRETER] = {.name = "interpreter", .type = &T_LINE, .need = NEED_OPTIONAL,
		.privacy = PRIV_PERSONAL, .sealed = true, .hides = HIDE_SHIELD, .max = 120, .by = LEADS,
		.label = N_("Who interprets?"),
		.hint = N_("Name and office, or the number of the telephone interpreter")},
	[MEETING_LANGUAGE] = {.name = "language", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .max = 60, .by = LEADS, .label = N_("In which language?")},
	[MEETING_ADULT] = {TICK("interpreter_adult"), .label = N_("The interpreter is an adult, not a child of the "
	    "family")},
	[MEETING_NO_INTERPRETER] = {.name = "no_interpreter", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 600,
		.by = LEADS, .label = N_("No interpreter? Write why"),
		.hint = N_("For example: the parents said that they do not want one any more")},
	[MEETING_PUPIL_AWAY] = {TEXT("pupil_away"), .by = WRITES,
		.label = N_("The child is not heard at this talk, because"),
		.hint = N_("A child can also be heard before, by a drawing, or by someone who speaks for it")},
	[MEETING_PARENTS_AWAY] = {TEXT("parents_away"), .by = WRITES,
		.label = N_("The parents are not there, because")},
	[MEETING_CAN] = {TEXT("school_can"), .by = WRITES, .label = N_("What can the mother school do?"),
		.hint = N_("Start from what is possible there, with help")},
	[MEETING_HOME] = {TEXT("home"), .by = WRITES, .label = N_("How is it at home?"),
		.hint = N_("As the parents tell it")},
	[MEETING_OUTCOME] = {.name = "outcome", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = LEADS, .label = N_("Where does the child learn?"), .choices = outcomes},
	[MEETING_ARRANGEMENT] = {.name = "arrangement", .type = &T_LINE, .need = NEED_OPTIONAL,
		.privacy = PRIV_PERSONAL, .sealed = true, .hides = HIDE_SHIELD, .max = 120, .by = LEADS,
		.label = N_("Which group arrangement?"),
		.hint = N_("Only a knooppunt can name one. Nobody promises a place before it")},
	[MEETING_WHERE] = {TEXT("learns_where"), .by = WRITES,
		.label = N_("What is agreed on about where the child learns?")},
	[MEETING_OUTLOOK] = {TEXT("outlook"), .by = WRITES, .label = N_("What is the outlook?"),
		.hint = N_("Where do we want to be in a year, and after that")},
	[MEETING_ACUTE] = {TICK("acute"), .label = N_("It is acutely unsafe to wait for seven solutions")},
	[MEETING_ACUTE_WHY] = {TEXT("acute_why"), .by = LEADS, .label = N_("What makes it unsafe?")},
	[MEETING_ACUTE_ON] = {DAY("acute_on"), .label = N_("Since which day?"),
		.hint = N_("The exception lasts ten school days at most")},
	[MEETING_ACUTE_TOLD] = {DAY("acute_told"), .label = N_("When were the parents told?")},
	[MEETING_SUMMARY] = {.name = "summary", .type = &T_LINES, .need = NEED_OPTIONAL, .hides = HIDE_HEALTH,
		.max = 3000, .by = LEADS, .label = N_("Summary in the language of the parents"),
		.hint = N_("Half a page")},
	[MEETING_SUMMARY_LANGUAGE] = {.name = "summary_language", .type = &T_LINE, .need = NEED_OPTIONAL,
		.privacy = PRIV_PERSONAL, .sealed = true, .max = 60, .by = LEADS, .label = N_("Language of the summary")},
	[MEETING_SUMMARY_BY] = {.name = "summary_by", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = LEADS, .label = N_("Who translated it?"), .choices = makers},
	[MEETING_HELD_ON] = {SERVER("held_on", T_DATE), .unset = true, .label = N_("Held on")},
	[MEETING_REPORTED] = {SERVER("reported", T_INSTANT), .unset = true, .label = N_("Report shared on")},
	[MEETING_TALK_ON] = {DAY("talk_on"), .meets = true, .label = N_("Do you talk with the family first? On which day?"),
		.hint = N_("Empty: everyone reads it now. With a day the parents and the pupil see now that it exists and when "
		           "you talk. They read it from that day, at the latest after ten school days")},
	[MEETING_OPENS] = {SERVER("opens", T_DATE), .unset = true, .label = N_("The family reads it from")},
	[MEETING_ENDED_WHY] = {TEXT("ended_why"), .by = LEADS, .label = N_("Why does it not go on?")},
	[MEETING_DUE] = {SERVER("due", T_DATE), .unset = true, .label = N_("Before when")},
	[MEETING_DUE_TERM] = {SERVER("due_term", T_LINE), .unset = true},
};

enum meeting_outcome meeting_outcome(const struct row *r)
{
	enum meeting_outcome i = 0;
	while (i < OUTCOMES && !str_is(row_text(r, &meeting_fields[MEETING_OUTCOME]), outcomes[i].code))
		i++;
	return i;
}

bool meeting_refers(const struct row *r)
{
	enum meeting_outcome o = meeting_outcome(r);
	return o == OUTCOME_GROUP || o == OUTCOME_TLV;
}

/* The moment that was chosen; the only one there is, is the one. */
static void meeting_derive(struct arena *a, struct val *v)
{
	(void)a;
	struct str chosen = v[MEETING_CHOSEN].type == VAL_TEXT ? v[MEETING_CHOSEN].s : (struct str){0};
	bool one = v[MEETING_DAY_B].type == VAL_NULL && v[MEETING_DAY_C].type == VAL_NULL;
	v[MEETING_DAY] = v[MEETING_TIME] = val_null();
	for (int i = 0; i < 3; i++)
		if (str_is(chosen, moments[i].code) || (i == 0 && one)) {
			v[MEETING_DAY] = v[MEETING_DAY_A + 2 * i];
			v[MEETING_TIME] = v[MEETING_TIME_A + 2 * i];
		}
}

/* ---- steps ---- */

/* Whose part must be open for writing: of the school, or before any application of the preschool. */
static enum part owners_part(const struct row *r)
{
	return str_is(row_text(r, &meeting_fields[MEETING_OWNER]), owners[0].code) ? PART_SCHOOL : PART_VOORSCHOOL;
}

static const struct field *const cancel_fields[] = {&meeting_fields[MEETING_ENDED_WHY]};
static const struct form_def form_cancel = {
	.name = "meeting-cancel", .fields = cancel_fields, .n = 1, .must = MUST(0), .submit = N_("Call it off")};

static const struct field *const share_fields[] = {&meeting_fields[MEETING_TALK_ON]};
static const struct form_def form_share = {
	.name = "meeting-share", .fields = share_fields, .n = 1, .submit = N_("Share the report")};

#define STEP(the_name, the_label, the_done) .name = the_name, .label = the_label, .done = the_done, .by = LEADS, \
	.part_of = owners_part
const struct transition meeting_flow[MEETING_STEPS] = {
	[MEETING_INVITE] = {STEP("uitnodigen", N_("Invite everyone"), N_("Everyone is invited")),
		.from = MEETING_BIT(PLANNED), .to = MEETING_INVITED, .guard = meeting_may_invite,
		    .effect = meeting_invited,
		.event = N_("Everyone is invited to a talk together")},
	[MEETING_HOLD] = {STEP("gehouden", N_("The talk is going on, or was held"), N_("The talk was held")),
		.from = MEETING_BIT(INVITED), .to = MEETING_HELD, .undo = true, .guard = meeting_may_hold,
		.effect = meeting_was_held, .event = N_("A talk together was held")},
	[MEETING_SHARE] = {STEP("verslag", N_("Share the report"), N_("The report is shared with everyone who was "
	    "there")),
		.from = MEETING_BIT(HELD), .to = MEETING_REPORT, .form = &form_share, .guard = meeting_may_share,
		.effect = meeting_was_shared,
		.event = N_("The report of a talk together is shared")},
	[MEETING_REOPEN] = {STEP("verbeteren", N_("Correct the report"), N_("The report can be corrected")),
		.from = MEETING_BIT(REPORT), .to = MEETING_HELD, .back = true,
		    .effect = meeting_was_reopened, .event = N_("The report of a talk together is corrected")},
	[MEETING_CLOSE] = {STEP("afronden", N_("Close the talk"), N_("The talk is closed")),
		.from = MEETING_BIT(REPORT), .to = MEETING_CLOSED, .undo = true, .guard = meeting_may_close,
		.effect = meeting_was_closed,
		.event = N_("A talk together is closed")},
	[MEETING_CANCEL] = {STEP("afzeggen", N_("Call it off"), N_("The talk is called off")),
		.from = MEETING_BIT(PLANNED) | MEETING_BIT(INVITED), .to = MEETING_CANCELLED, .back = true,
		.form = &form_cancel,
		.guard = meeting_may_cancel, .effect = meeting_was_cancelled,
		    .event = N_("A talk together is called off")},
};

/* The exception for acute unsafety: after ten school days the seven solutions are looked at after all (practice 6). */
static const struct term terms[] = {
	{.name = "acute", .rule = "LOC-09", .from = &meeting_fields[MEETING_ACUTE_ON],
	 .states = MEETING_BIT(HELD) | MEETING_BIT(REPORT), .what = N_("Look at seven solutions after all")},
};

static const struct record *const sees[] = {
	&rec_relation, &rec_route, &rec_invitee, &rec_contribution, &rec_solution, &rec_action};

/* ---- lists ---- */

static bool is_open(const struct row *r)
{
	int s = flow_state(r);
	return s != MEETING_CLOSED && s != MEETING_CANCELLED;
}

int32_t meeting_day(const struct row *r)
{
	struct val day = row_val(r, &meeting_fields[MEETING_DAY]);
	return day.type == VAL_INT ? (int32_t)day.i : (int32_t)row_int(r, &meeting_fields[MEETING_DAY_A]);
}

static struct str by_day(struct arena *a, const struct row *r)
{
	return date_iso(a, meeting_day(r));
}

static const char *asks(const struct row *r, int64_t side)
{
	(void)side;
	static const char *const what[MEETING_STATES] = {
		[MEETING_PLANNED] = N_("Invite everyone to the talk"),
		[MEETING_INVITED] = N_("Hold the talk together"),
		[MEETING_HELD] = N_("Share the report of the talk"),
		[MEETING_REPORT] = N_("Read the report back and close it"),
	};
	return what[flow_state(r)];
}

static int64_t acting_side(const struct row *r)
{
	return owners_part(r) == PART_SCHOOL ? SIDE_SCHOOL : SIDE_PRESCHOOL;
}

static int64_t state_facet(const struct row *r)
{
	return flow_state(r);
}

static const char *const *does(const struct row *r)
{
	static const char *const steps[] = {ROUTE_PLAN_TALK, ROUTE_TALK, NULL};
	return is_knooppunt(r) ? steps : NULL;
}

/* After the talk the report is due on that same day. */
static const struct work work = {
	.mark = WORK_MEETING, .code = "overleg", .label = N_("Talk together"), .page = "/knooppunt", .asks = asks,
	.does = does,
	.what = &meeting_fields[MEETING_KIND], .by = &meeting_fields[MEETING_DAY_A],
	.why = &meeting_fields[MEETING_KIND], .side = acting_side,
};

static const struct field *const columns[] = {
	&meeting_fields[MEETING_ROUTE], &meeting_fields[MEETING_KIND], &meeting_fields[MEETING_STATE],
	&meeting_fields[MEETING_DAY_A],
};
enum { COLUMNS = sizeof columns / sizeof *columns };

#define REL(k) (UINT32_C(1) << REL_##k)
static const struct list lists[] = {
	{.id = LIST_MEETINGS, .name = "meetings", .label = N_("Talks together"), .part = PART_KNOOPPUNT,
	    .open = is_open,
	 .key = by_day, .facet = state_facet, .facet_of = &meeting_fields[MEETING_STATE], .columns = columns,
	 .n_columns = COLUMNS},
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_KNOOPPUNT,
	 .kinds = REL(SUPERVISES) | REL(CONTACT) | REL(ASSIGNED) | REL(SUBSTITUTE) | REL(PRESCHOOL), .open = is_open,
	 .key = by_day, .facet = state_facet, .facet_of = &meeting_fields[MEETING_STATE], .work = &work,
	     .columns = columns,
	 .n_columns = COLUMNS},
};

/* Of a report that is talked about first: what the invitation said, that it is there, from whom, and when. */
static const struct field *const known[] = {
	&meeting_fields[MEETING_KIND], &meeting_fields[MEETING_OWNER], &meeting_fields[MEETING_QUESTION],
	&meeting_fields[MEETING_DAY_A], &meeting_fields[MEETING_TIME_A], &meeting_fields[MEETING_DAY_B],
	&meeting_fields[MEETING_TIME_B], &meeting_fields[MEETING_DAY_C], &meeting_fields[MEETING_TIME_C],
	&meeting_fields[MEETING_CHOSEN], &meeting_fields[MEETING_DAY], &meeting_fields[MEETING_TIME],
	&meeting_fields[MEETING_PLACE], &meeting_fields[MEETING_MINUTES], &meeting_fields[MEETING_UNTIL],
	&meeting_fields[MEETING_CARD], &meeting_fields[MEETING_VOICE], &meeting_fields[MEETING_INTERPRETER],
	&meeting_fields[MEETING_LANGUAGE], &meeting_fields[MEETING_HELD_ON], &meeting_fields[MEETING_REPORTED],
	&meeting_fields[MEETING_TALK_ON],
};

const struct record rec_meeting = {
	.name = "meeting", .label = N_("Talk together"), .api = "knooppunten", .fields = meeting_fields,
	    .n = MEETING__N,
	.title = &meeting_fields[MEETING_KIND], .part = PART_KNOOPPUNT, .route = &meeting_fields[MEETING_ROUTE],
	.derive = meeting_derive, .check = meeting_check, .sees = sees, .n_sees = sizeof sees / sizeof *sees,
	.state = &meeting_fields[MEETING_STATE], .ends = MEETING_BIT(CLOSED) | MEETING_BIT(CANCELLED),
	/* A report that is shared changes only after it was opened to be corrected. */
	.editable = MEETING_BIT(PLANNED) | MEETING_BIT(INVITED) | MEETING_BIT(HELD),
	.flow = meeting_flow, .n_flow = MEETING_STEPS, .made = N_("A talk together is planned"),
	.terms = terms, .n_terms = 1, .due = &meeting_fields[MEETING_DUE],
	    .due_term = &meeting_fields[MEETING_DUE_TERM],
	.lists = lists, .n_lists = sizeof lists / sizeof *lists,
	.opens = &meeting_fields[MEETING_OPENS], .known = known, .n_known = sizeof known / sizeof *known,
};

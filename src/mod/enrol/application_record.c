#include "application_rules.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

static const struct choice states[APP_STATES + 1] = {
	[APP_NEW] = {"ontvangen", N_("Received"), NULL},
	[APP_INCOMPLETE] = {"onvolledig", N_("Waits for parents"), NULL},
	[APP_STUDIED] = {"onderzoek", N_("Being looked into"), NULL},
	[APP_EXTENDED] = {"verlengd", N_("More time taken"), NULL},
	[APP_LATE] = {"te-laat", N_("Decision is late"), NULL},
	[APP_PLACED] = {"tijdelijk", N_("Temporarily placed"), NULL},
	[APP_ADMITTED] = {"toegelaten", N_("Admitted"), NULL},
	[APP_CALL] = {"bellen", N_("Refused, call the parents"), NULL},
	[APP_REFUSED] = {"geweigerd", N_("Refused, another school is willing"), NULL},
	[APP_DECLINED] = {"niet-eens", N_("Parents do not agree"), NULL},
	[APP_ENROLLED] = {"ingeschreven", N_("Enrolled here"), NULL},
	[APP_ELSEWHERE] = {"elders", N_("Enrolled elsewhere"), NULL},
	[APP_WITHDRAWN] = {"ingetrokken", N_("Withdrawn by the parents"), NULL},
	[APP_EXEMPT] = {"geweigerd-uitzondering", N_("Refused with an exception"), NULL},
	[APP_NOT_TAKEN] = {"niet-behandeld", N_("Not dealt with"), NULL},
	[APP_LAPSED] = {"vervallen", N_("Lapsed"), NULL},
};

static const struct choice grounds[] = {
	{"ondersteuning", N_("We cannot give the support that is needed"),
	 N_("Only when another school is willing, and after you looked into adaptations")},
	{"plaatsruimte", N_("There is no room"), N_("Only when this holds for every child, also without a need")},
	{"grondslag", N_("The parents do not respect the foundation of the school"), NULL},
	{"voorwaarden", N_("The pupil does not meet the conditions of admission"), N_("Secondary education only")},
	{NULL, NULL, NULL},
};

/* From where a child comes; with day treatment and other care comes a procedure of its own (application_entry.c). */
static const struct choice origins[] = {
	{"thuis", N_("At home"), NULL},
	{"voorschool", N_("At a preschool or day care"), NULL},
	{"mkd", N_("In day treatment (MKD)"), NULL},
	{"zorg", N_("In other care"), N_("A hospital, an institution, care at home")},
	{"school", N_("At another school"), NULL},
	{NULL, NULL, NULL},
};

#define BY(r) (UINT32_C(1) << ROLE_##r)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define UNSET(column, t) SERVER(column, t), .unset = true
#define DAY(column) .name = column, .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL
#define TEXT(column) .name = column, .type = &T_LINES, .need = NEED_OPTIONAL, .max = 2000

const struct field application_fields[APP__N] = {
	[APP_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[APP_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[APP_SCHOOL] = {SERVER("school", T_REF), .ref = &rec_organisation, .hides = HIDE_ADDRESS},
	[APP_PREFERENCE] = {SERVER("preference", T_NUMBER), .label = N_("Choice of the parents")},
	[APP_DUTY] = {SERVER("duty", T_YES), .label = N_("Duty of care (zorgplicht)")},
	[APP_PUBLIC] = {SERVER("public_school", T_YES)},
	[APP_SECONDARY] = {SERVER("secondary_school", T_YES)},
	[APP_RECEIVED] = {SERVER("received", T_DATE), .label = N_("Received on")},
	[APP_BY] = {UNSET("by_account", T_REF), .ref = &rec_account, .hides = HIDE_GUARDIANS},
	[APP_AT_SCHOOL] = {SERVER("at_school", T_YES)},
	[APP_PHONE] = {.name = "phone", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .max = 20,
		.hides = HIDE_GUARDIANS, .label = N_("On which phone number can the school reach you?"),
		.autocomplete = "tel"},
	[APP_START] = {DAY("start_on"), .label = N_("From when should the child go to school there?"),
		.hint = N_("If you can, apply ten weeks before. Later is allowed as well")},
	[APP_NEED] = {.name = "need_known", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("The child needs extra help at school")},
	[APP_NEED_WHAT] = {TEXT("need_what"), .label = N_("What helps the child?"),
		.hint = N_("What do you do at home? What works at the preschool?")},
	[APP_COMES_FROM] = {.name = "comes_from", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Where is the child in the daytime now?"), .choices = origins},
	[APP_HANDS_OVER] = {.name = "hands_over", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .max = 120, .label = N_("Who knows the child there, and can hand over?"),
		.hint = N_("Name and phone number, if they may be called")},
	[APP_HANDED_ON] = {DAY("handed_on"), .label = N_("Handed over in a talk on")},
	[APP_WAIT_AGREED] = {DAY("wait_agreed"), .label = N_("Agreed with the parents to enrol later, on")},
	[APP_BORN] = {UNSET("born", T_DATE)},
	[APP_MISSING] = {TEXT("missing"), .label = N_("What do you still need from the parents?"),
		.hint = N_("Ask only what you need to judge what helps the child")},
	[APP_ASKED_ON] = {UNSET("asked_on", T_DATE), .label = N_("Asked on")},
	[APP_COMPLETE_BY] = {DAY("complete_by"), .label = N_("Until when do the parents have the time?"),
		.hint = N_("Until then the six weeks stand still")},
	[APP_COMPLETED_ON] = {UNSET("completed_on", T_DATE), .label = N_("Completed on")},
	[APP_COMPLETION] = {TEXT("completion"), .label = N_("Your answer"),
		.hint = N_("Do you bring it on paper? Then write that here")},
	[APP_LAPSES_ON] = {UNSET("lapses_on", T_DATE)},
	[APP_BEFORE_FROM] = {UNSET("before_from", T_DATE)},
	[APP_BEFORE_TO] = {UNSET("before_to", T_DATE)},
	[APP_MORE] = {.name = "more_weeks", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .min = 1,
		.max = 4, .label = N_("How many weeks more?"), .hint = N_("Four at most")},
	[APP_MORE_WHY] = {TEXT("more_why"), .label = N_("Why do you need more time?"), .hint = N_("The parents read this")},
	[APP_MORE_TOLD] = {DAY("more_told"), .label = N_("When did you tell the parents?")},
	[APP_LATE_WHY] = {TEXT("late_why"), .label = N_("Why is there no decision yet?"),
		.hint = N_("The parents read this")},
	[APP_LATE_BY] = {DAY("late_by"), .label = N_("By when do the parents get the decision?")},
	[APP_PLACED_ON] = {UNSET("placed_on", T_DATE), .label = N_("Temporarily placed from")},
	[APP_PLACED_TO] = {UNSET("placed_to", T_DATE), .label = N_("Temporary place ended on")},
	[APP_TALK_ON] = {DAY("talk_on"), .label = N_("When did you talk about this with the parents?")},
	[APP_GROUND] = {.name = "ground", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("On which ground?"), .choices = grounds},
	[APP_REASON] = {TEXT("reason"), .label = N_("The reason, as you told it to the parents"),
		.hint = N_("In plain words. The parents read this in the letter")},
	[APP_WILLING] = {.name = "willing", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .max = 120,
		.hides = HIDE_ADDRESS, .label = N_("Which school wants to place the child?"),
		.hint = N_("Not needed with an exception")},
	[APP_WILLING_ON] = {DAY("willing_on"), .label = N_("On which day did that school say so in writing?")},
	[APP_CALLED] = {UNSET("called_at", T_INSTANT), .label = N_("The call is on record since")},
	[APP_CALLED_ON] = {DAY("called_on"), .label = N_("When did you call the parents?")},
	[APP_CALLED_BY] = {.name = "called_by", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .max = 100, .hides = HIDE_ADDRESS, .label = N_("Who called?"),
		.hint = N_("Name and task, for example: J. Bakker, IB")},
	[APP_CALLED_NOT] = {TEXT("called_not"), .label = N_("Could nobody reach them?"),
		.hint = N_("Only then: how you tried, and when. The letter says the rest")},
	[APP_OFFER_WHY] = {TEXT("offer_why"), .label = N_("Why do the parents not agree?"),
		.hint = N_("In their own words. It may be short")},
	[APP_DECIDED] = {UNSET("decided", T_DATE), .label = N_("Decided on")},
	[APP_ENROLLED_ON] = {DAY("enrolled_on"), .label = N_("From which day is the child enrolled here?")},
	[APP_ENDED_WHERE] = {.name = "ended_where", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.sealed = true, .max = 120, .hides = HIDE_ADDRESS,
		.label = N_("At which school is the child enrolled?")},
	[APP_ENDED_WHY] = {TEXT("ended_why"), .label = N_("Why do the parents withdraw it?"),
		.hint = N_("What they said, and how you heard it")},
	[APP_ENDED] = {UNSET("ended", T_DATE), .label = N_("Ended on")},
	[APP_ELSEWHERE_ON] = {DAY("elsewhere_on"), .label = N_("From which day is the child enrolled there?")},
	[APP_DECIDE_BY] = {UNSET("decide_by", T_DATE), .label = N_("Decision before")},
	[APP_PLACE_FROM] = {UNSET("place_from", T_DATE), .label = N_("Temporary place from")},
	[APP_ACT_BY] = {UNSET("act_by", T_DATE), .label = N_("Before when")},
	[APP_DUE] = {UNSET("due", T_DATE), .label = N_("Term")},
	[APP_DUE_TERM] = {UNSET("due_term", T_LINE)},
};
#define F(f) (&application_fields[APP_##f])

/* ---- steps ---- */

#define FORM(var, code, text, demands, ...) \
	static const struct field *const var##_fields[] = {__VA_ARGS__}; \
	static const struct form_def form_##var = { \
		.name = code, .fields = var##_fields, .n = sizeof var##_fields / sizeof *var##_fields, .must = demands, \
		.drafts = true, .submit = text}
FORM(ask, "application-ask", N_("Ask the parents"), MUST_FIRST(2), F(MISSING), F(COMPLETE_BY));
FORM(answer, "application-answer", N_("Send your answer"), 0, F(COMPLETION));
FORM(extend, "application-extend", N_("Take more time"), MUST_FIRST(3), F(MORE), F(MORE_WHY), F(MORE_TOLD));
FORM(late, "application-late", N_("Tell the parents that it is late"), MUST_FIRST(2), F(LATE_WHY), F(LATE_BY));
FORM(enrol, "application-enrol", N_("Enrol the child"), MUST(0), F(ENROLLED_ON));
FORM(refuse, "application-refuse", N_("Refuse"), MUST_FIRST(3), F(TALK_ON), F(GROUND), F(REASON), F(WILLING),
	F(WILLING_ON));
FORM(call, "application-call", N_("I called the parents"), 0, F(CALLED_ON), F(CALLED_BY), F(CALLED_NOT));
FORM(object, "application-object", N_("I do not agree"), 0, F(OFFER_WHY));
FORM(object_heard, "application-object-heard", N_("Write down that the parents do not agree"), MUST(0), F(OFFER_WHY));
FORM(elsewhere, "application-elsewhere", N_("Enrolled elsewhere"), MUST_FIRST(2), F(ENDED_WHERE), F(ELSEWHERE_ON));
FORM(withdraw, "application-withdraw", N_("Withdraw the application"), 0, F(ENDED_WHY));
FORM(withdraw_heard, "application-withdraw-heard", N_("Write down that the parents withdraw"), MUST(0), F(ENDED_WHY));

#define SCHOOL BY(IB)
#define RUNS (APP_BIT(NEW) | APP_BIT(STUDIED) | APP_BIT(EXTENDED))
#define UNDECIDED (RUNS | APP_BIT(INCOMPLETE) | APP_BIT(LATE) | APP_BIT(PLACED))
#define SEEKS (APP_BIT(CALL) | APP_BIT(REFUSED) | APP_BIT(DECLINED))
#define ANY_OPEN (UNDECIDED | SEEKS | APP_BIT(ADMITTED))

/* The school decides in its own part. What parents say, they say as their voice, in whatever state of the school's
 * work: so their steps ask for the part of the voice (access.md, stem). */
const struct transition application_flow[APPLICATION_STEPS] = {
	[APP_TAKE_UP] = {.name = "oppakken", .label = N_("Take it up"), .done = N_("Application taken up"),
		.from = APP_BIT(NEW), .to = APP_STUDIED, .by = SCHOOL, .undo = true,
		.event = N_("The school looks into the application")},
	[APP_ASK] = {.name = "aanvullen-vragen", .label = N_("Ask the parents for what is missing"),
		.done = N_("Parents asked. The six weeks stand still"), .from = APP_BIT(NEW) | APP_BIT(STUDIED),
		.to = APP_INCOMPLETE, .by = SCHOOL, .form = &form_ask, .guard = may_ask, .effect = asked_more,
		.event = N_("The school asked the parents for more")},
	[APP_ANSWER] = {.name = "aanvullen", .label = N_("Give what the school asked"),
		.done = N_("Sent to the school. The six weeks run again"), .from = APP_BIT(INCOMPLETE) | APP_BIT(STUDIED),
		.to = APP_STUDIED, .by = BY(PARENT), .part = PART_STEM, .applies = application_unanswered,
		.form = &form_answer, .effect = was_completed,
		.event = N_("The parents gave what the school asked")},
	[APP_COMPLETE] = {.name = "aangevuld", .label = N_("The parents gave what was asked"),
		.done = N_("Completed. The six weeks run again"), .from = APP_BIT(INCOMPLETE) | APP_BIT(STUDIED),
		.to = APP_STUDIED, .by = SCHOOL, .applies = application_unanswered,
		.effect = was_completed, .event = N_("The parents gave what the school asked")},
	[APP_EXTEND] = {.name = "verlengen", .label = N_("Take more time (once, four weeks at most)"),
		.done = N_("More time taken"), .from = APP_BIT(NEW) | APP_BIT(STUDIED), .to = APP_EXTENDED, .by = SCHOOL,
		.form = &form_extend, .guard = may_extend, .effect = was_extended, .event = N_("The school took more time")},
	[APP_TELL_LATE] = {.name = "te-laat", .label = N_("Tell the parents that the decision is late"),
		.done = N_("The parents are told that the decision is late"), .from = RUNS | APP_BIT(LATE), .to = APP_LATE,
		.by = SCHOOL, .applies = application_late_untold, .form = &form_late,
		.guard = may_tell_late, .effect = told_late, .event = N_("The decision is late")},
	[APP_PLACE] = {.name = "tijdelijk-plaatsen", .label = N_("Place the child temporarily"),
		.done = N_("Temporarily placed"), .from = RUNS | APP_BIT(LATE), .to = APP_PLACED, .by = SCHOOL,
		.applies = application_has_duty, .guard = may_place, .effect = was_placed,
			.event = N_("The child has a temporary place")},
	[APP_ADMIT] = {.name = "toelaten", .label = N_("Admit"), .done = N_("Admitted"), .from = UNDECIDED,
		.to = APP_ADMITTED, .by = SCHOOL, .undo = true, .effect = was_admitted, .event = N_("The child is admitted")},
	[APP_ENROL] = {.name = "inschrijven", .label = N_("Enrol"), .done = N_("Enrolled"),
		.from = APP_BIT(ADMITTED) | APP_BIT(PLACED), .to = APP_ENROLLED, .by = SCHOOL, .form = &form_enrol,
		.guard = may_enrol, .effect = was_enrolled, .event = N_("The child is enrolled")},
	[APP_REFUSE] = {.name = "weigeren", .label = N_("Refuse"),
		.done = N_("Refused. The parents can read it now: call them first"), .from = UNDECIDED, .to = APP_CALL,
		.back = true,
		.by = SCHOOL, .form = &form_refuse, .guard = may_refuse, .effect = was_refused,
		.event = N_("The school refused")},
	[APP_CALL_DONE] = {.name = "gebeld", .label = N_("I called the parents"), .done = N_("The call is on record"),
		.from = APP_BIT(CALL), .to = APP_REFUSED, .by = SCHOOL, .applies = application_not_exempt,
		.form = &form_call, .guard = may_have_called, .effect = was_called,
		.event = N_("The school called the parents")},
	[APP_CALL_EXEMPT] = {.name = "gebeld-uitzondering", .label = N_("I called the parents"),
		.done = N_("The call is on record"), .from = APP_BIT(CALL), .to = APP_EXEMPT, .by = SCHOOL,
		.applies = application_exempt, .form = &form_call, .guard = may_have_called, .effect = was_exempt,
		.event = N_("The school called the parents")},
	[APP_OBJECT] = {.name = "niet-eens", .label = N_("I do not agree with this school"),
		.done = N_("The school knows that you do not agree"), .from = APP_BIT(CALL) | APP_BIT(REFUSED),
		.to = APP_DECLINED, .back = true, .by = BY(PARENT), .part = PART_STEM, .form = &form_object,
		.event = N_("The parents do not agree with the school that was offered")},
	[APP_OBJECT_HEARD] = {.name = "ouders-niet-eens", .label = N_("The parents do not agree"),
		.done = N_("Written down"), .from = APP_BIT(CALL) | APP_BIT(REFUSED), .to = APP_DECLINED,
		.back = true, .by = SCHOOL,
		.form = &form_object_heard, .guard = may_object_heard,
		.event = N_("The parents do not agree with the school that was offered")},
	[APP_AGREE] = {.name = "alsnog-eens", .label = N_("The parents agree after all"), .done = N_("Written down"),
		.from = APP_BIT(DECLINED), .to = APP_REFUSED, .back = true, .by = SCHOOL, .undo = true,
		.event = N_("The parents agree with the other school after all")},
	[APP_IS_ELSEWHERE] = {.name = "elders-ingeschreven", .label = N_("The child is enrolled elsewhere"),
		.done = N_("Closed: enrolled elsewhere"), .from = ANY_OPEN, .to = APP_ELSEWHERE, .back = true, .by = SCHOOL,
		.form = &form_elsewhere, .guard = may_be_elsewhere, .effect = has_ended,
		.event = N_("The child is enrolled at another school")},
	[APP_WITHDRAW] = {.name = "intrekken", .label = N_("Withdraw the application"),
		.done = N_("Application withdrawn"), .from = ANY_OPEN, .to = APP_WITHDRAWN, .back = true, .by = BY(PARENT),
		.part = PART_STEM, .form = &form_withdraw, .effect = was_withdrawn,
		.event = N_("The parents withdrew the application")},
	[APP_WITHDRAW_HEARD] = {.name = "ingetrokken", .label = N_("The parents withdraw"),
		.done = N_("Application withdrawn"), .from = ANY_OPEN, .to = APP_WITHDRAWN, .back = true, .by = SCHOOL,
		.form = &form_withdraw_heard, .guard = may_withdraw_heard, .effect = was_withdrawn,
		.event = N_("The parents withdrew the application")},
	[APP_TAKE_NOT] = {.name = "niet-behandelen", .label = N_("Not deal with the application"),
		.done = N_("The parents are told that it is not dealt with"),
		.from = RUNS | APP_BIT(INCOMPLETE) | APP_BIT(LATE) | APP_BIT(PLACED), .to = APP_NOT_TAKEN,
		.back = true, .by = SCHOOL,
		.applies = application_unanswered, .guard = may_take_not, .effect = was_not_taken,
		.event = N_("The application is not dealt with")},
	[APP_LAPSE] = {.name = "vervallen", .label = N_("Close: it is over"), .done = N_("Application closed"),
		.from = ANY_OPEN, .to = APP_LAPSED, .back = true,
		.by = SCHOOL, .applies = application_may_lapse, .guard = may_lapse,
		.effect = has_ended, .event = N_("The application lapsed")},
};

static const struct term terms[] = {
	{.name = "decide", .rule = "ADM-04", .from = F(RECEIVED), .states = RUNS, .what = N_("Decide on the application"),
	 .pauses = application_pauses, .more = F(MORE)},
	{.name = "not_taken", .rule = "ADM-13", .from = F(LAPSES_ON), .states = RUNS | APP_BIT(INCOMPLETE),
	 .what = N_("Decide, or tell the parents that it is not dealt with")},
	{.name = "place", .rule = "ADM-06", .from = F(RECEIVED), .states = APP_BIT(LATE),
	 .what = N_("Place the child temporarily"), .pauses = application_pauses, .holds = application_may_be_placed,
	 .not_before = F(PLACE_FROM)},
};

static const struct record *const sees[] = {&rec_adaptation};

/* ---- lists ---- */

static struct str by_day(struct arena *a, const struct row *r)
{
	struct val due = row_val(r, F(ACT_BY));
	return date_iso(a, due.type == VAL_INT ? (int32_t)due.i : DATE_OPEN);
}

static int64_t state_facet(const struct row *r)
{
	int at = flow_state(r);
	return at < 0 ? 0 : at;
}

static bool is_work(const struct row *r)
{
	return application_open(r) && row_val(r, F(ACT_BY)).type == VAL_INT;
}

static int64_t acting_side(const struct row *r)
{
	return flow_state(r) == APP_INCOMPLETE ? SIDE_PARENTS : SIDE_SCHOOL;
}

const char *application_asks(const struct row *r)
{
	static const char *const what[APP_STATES] = {
		[APP_INCOMPLETE] = N_("Give what the school asked"),
		[APP_LATE] = N_("Decide: you are late"),
		[APP_PLACED] = N_("Decide: the child has a temporary place"),
		[APP_ADMITTED] = N_("Enrol the child"),
		[APP_CALL] = N_("Call the parents first"),
		[APP_REFUSED] = N_("Duty of care: help until the child is enrolled"),
		[APP_DECLINED] = N_("Duty of care: find a way with the parents"),
	};
	int at = flow_state(r);
	if (row_val(r, F(ELSEWHERE_ON)).type == VAL_INT)
		return N_("The child is enrolled elsewhere: close the application");
	return at >= 0 && what[at] != NULL ? what[at] : N_("Decide on the application");
}

static const char *asks(const struct row *r, int64_t side)
{
	(void)side;
	return application_asks(r);
}

static const char *const *does(const struct row *r)
{
	static const char *const steps[] = {ROUTE_DECIDE, ROUTE_SEEK_SCHOOL, NULL};
	(void)r;
	return steps;
}

static const struct work work = {.mark = WORK_APPLICATION, .code = "aanmelding", .label = N_("Application"),
	.page = "/aanmelding", .because = N_("The school must answer each application"), .asks = asks, .does = does,
	.what = F(STATE), .by = F(ACT_BY), .side = acting_side};

static const struct field *const list_columns[] = {F(ROUTE), F(STATE), F(PREFERENCE), F(RECEIVED), F(ACT_BY)};

static const struct list lists[] = {
	{.id = LIST_APPLICATIONS, .name = "applications", .label = N_("Applications"), .part = PART_AANMELDING,
	 .open = application_open, .key = by_day, .facet = state_facet, .facet_of = F(STATE),
	 .columns = list_columns, .n_columns = 5},
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_AANMELDING, .open = is_work, .key = by_day,
	 .facet = state_facet, .facet_of = F(STATE), .work = &work, .columns = list_columns, .n_columns = 5},
};

/* What the clock does (application_clock.c), or an enrolment at another school; a step tells of itself. */
static const char *tells_without_step(const struct row *was, const struct row *now)
{
	if (was == NULL || flow_state(was) == flow_state(now))
		return NULL;
	return flow_state(now) == APP_PLACED ? N_("The child has a temporary place")
		: flow_state(now) == APP_LATE ? N_("The decision is late")
		: flow_state(now) == APP_ELSEWHERE ? N_("The child is enrolled at another school")
		: flow_state(was) == APP_INCOMPLETE ? N_("The time to give what the school asked is over") : NULL;
}

const struct record rec_application = {
	.name = "application", .label = N_("Application"), .api = "aanmeldingen", .fields = application_fields, .n = APP__N,
	.part = PART_AANMELDING, .route = F(ROUTE), .of_org = F(SCHOOL), .own = F(BY), .derive = application_derive,
	.check = application_check, .sees = sees, .n_sees = 1, .state = F(STATE),
	.ends = APP_BIT(ENROLLED) | APP_BIT(ELSEWHERE) | APP_BIT(WITHDRAWN) | APP_BIT(EXEMPT) | APP_BIT(NOT_TAKEN) |
		APP_BIT(LAPSED),
	.flow = application_flow, .n_flow = APPLICATION_STEPS, .made = N_("The parents applied at a school"),
	.tells = tells_without_step,
	.terms = terms, .n_terms = 3, .due = F(DUE), .due_term = F(DUE_TERM), .lists = lists, .n_lists = 2,
};

/* ---- adaptations ---- */

static const struct choice kinds[] = {
	{"klas", N_("In the class"), N_("Smaller tasks, a quiet place, another group")},
	{"personeel", N_("People"), N_("An assistant, other knowledge, training")},
	{"gebouw", N_("The building"), N_("A ramp, a lift, a room to rest")},
	{"materiaal", N_("Materials"), N_("Tools, software, other books")},
	{"buiten", N_("Help from outside"), N_("Care at school, an adviser, a specialist")},
	{NULL, NULL, NULL},
};
static const struct choice reasonable[] = {
	{"ja", N_("Yes, we can do this"), NULL},
	{"nee", N_("No, this is not reasonable"), NULL},
	{"uitzoeken", N_("We still look into this"), NULL},
	{NULL, NULL, NULL},
};
#undef TEXT
#define TEXT(column) .name = column, .type = &T_LINES, .max = 2000

const struct field adaptation_fields[ADAPTATION__N] = {
	[ADAPTATION_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[ADAPTATION_APPLICATION] = {SERVER("application", T_REF), .ref = &rec_application},
	[ADAPTATION_SCHOOL] = {SERVER("school", T_REF), .ref = &rec_organisation, .hides = HIDE_ADDRESS},
	[ADAPTATION_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .label = N_("What kind?"),
		.choices = kinds, .missing = N_("Choose what kind of adaptation it is")},
	[ADAPTATION_WHAT] = {TEXT("what"), .label = N_("Which adaptation did you look into?"),
		.missing = N_("Write which adaptation you looked into")},
	[ADAPTATION_TAKES] = {TEXT("takes"), .label = N_("What does it take?"),
		.hint = N_("Hours, money, people, time"), .missing = N_("Write what it takes")},
	[ADAPTATION_REASONABLE] = {.name = "reasonable", .type = &T_RADIO, .privacy = PRIV_PERSONAL,
		.label = N_("Is it reasonable?"), .choices = reasonable, .missing = N_("Choose whether it is reasonable")},
	[ADAPTATION_WHY] = {TEXT("why"), .label = N_("Why, or why not?"), .hint = N_("The parents read this"),
		.missing = N_("Write why it is or is not reasonable")},
};

/* The parents read what was looked into with the decision: after it nothing is added or written anew. */
static void adaptation_check(const struct given *g, struct reasons *out)
{
	const struct beside *of = given_beside(g, &rec_application);
	if (of->n != 1 || !application_undecided(&of->v[0]))
		reason_add(out, NULL, N_("The school has decided. What was looked into before it stays as it is"));
}

static const struct record *const adaptation_sees[] = {&rec_application};

const struct record rec_adaptation = {
	.name = "adaptation", .label = N_("Adaptation looked into"), .api = "aanpassingen", .fields = adaptation_fields,
	.n = ADAPTATION__N, .part = PART_AANMELDING, .route = &adaptation_fields[ADAPTATION_ROUTE],
	.of_org = &adaptation_fields[ADAPTATION_SCHOOL], .parent = &adaptation_fields[ADAPTATION_APPLICATION],
	.title = &adaptation_fields[ADAPTATION_KIND], .check = adaptation_check, .sees = adaptation_sees, .n_sees = 1,
	.made = N_("An adaptation was looked into"),
};

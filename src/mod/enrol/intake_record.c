#include "intake.h"

#include "application_make.h"
#include "date.h"
#include "flow.h"
#include "opp.h"
#include "people.h"
#include "rule.h"

#define BY(r) (UINT32_C(1) << ROLE_##r)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define UNSET(column, t) SERVER(column, t), .unset = true
#define DAY(column) .name = column, .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL
#define F(f) (&intake_fields[INTAKE_##f])
#define A(f) (&answer_fields[ANSWER_##f])

static const struct choice states[INTAKE_STATES + 1] = {
	[INTAKE_BEGUN] = {"begonnen", N_("Parents can fill it in"), NULL},
	[INTAKE_HOME] = {"ouders-klaar", N_("Parents are ready"), NULL},
	[INTAKE_DONE] = {"klaar", N_("Filled in together"), NULL},
};

const struct field intake_fields[INTAKE__N] = {
	[INTAKE_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[INTAKE_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[INTAKE_SCHOOL] = {SERVER("school", T_REF), .ref = &rec_organisation, .hides = HIDE_ADDRESS},
	[INTAKE_APPLICATION] = {SERVER("application", T_REF), .ref = &rec_application},
	[INTAKE_SET] = {UNSET("question_set", T_REF), .ref = &rec_intake_set},
	[INTAKE_TOUR_ON] = {DAY("tour_on"), .label = N_("When did the parents look round at your school?"),
		.hint = N_("The list is filled in within six weeks from then")},
	[INTAKE_FILL_ON] = {DAY("fill_on"), .meets = true, .label = N_("When do you fill in the list together?")},
	[INTAKE_HOME_AT] = {UNSET("home_at", T_INSTANT), .label = N_("Parents ready at")},
	[INTAKE_DONE_ON] = {UNSET("done_on", T_DATE), .label = N_("Filled in together on")},
	[INTAKE_ACT_BY] = {UNSET("act_by", T_DATE), .label = N_("Before when")},
	[INTAKE_DUE] = {UNSET("due", T_DATE), .label = N_("Term")},
	[INTAKE_DUE_TERM] = {UNSET("due_term", T_LINE)},
};

/* The talk that was agreed, or the last day of the six weeks after the tour (LOC-03). */
static void intake_derive(struct arena *a, struct val *v)
{
	(void)a;
	const struct rule *rule =
		v[INTAKE_TOUR_ON].type == VAL_INT ? rule_for(S("LOC-03"), (int32_t)v[INTAKE_TOUR_ON].i) : NULL;
	v[INTAKE_ACT_BY] = v[INTAKE_FILL_ON];
	if (v[INTAKE_ACT_BY].type == VAL_NULL && rule != NULL)
		v[INTAKE_ACT_BY] = val_int(rule_due(rule, (int32_t)v[INTAKE_TOUR_ON].i, NULL));
	if (v[INTAKE_DONE_ON].type != VAL_NULL)
		v[INTAKE_ACT_BY] = val_null();
}

static void intake_check(const struct given *g, struct reasons *out)
{
	struct val tour = row_val(g->row, F(TOUR_ON)), fill = row_val(g->row, F(FILL_ON));
	const struct rule *rule = tour.type == VAL_INT ? rule_for(S("LOC-03"), (int32_t)tour.i) : NULL;
	if (tour.type == VAL_INT && tour.i > g->today)
		reason_add(out, F(TOUR_ON), N_("This day is still to come. Enter the day on which it happened"));
	if (rule != NULL && fill.type == VAL_INT && fill.i > rule_due(rule, (int32_t)tour.i, NULL))
		reason_add(out, F(FILL_ON), N_("The intake list is filled in within six weeks of looking round"));
	/* An appointment that was kept late stands as it is; a new one is to come. */
	bool moved = g->before == NULL || !val_eq(fill, row_val(g->before, F(FILL_ON)));
	if (fill.type == VAL_INT && fill.i < g->today && moved)
		reason_add(out, F(FILL_ON), N_("This day is past. Choose a day to come"));
	if (fill.type == VAL_NULL && tour.type == VAL_NULL)
		reason_add(out, F(FILL_ON), N_("Enter the day on which you fill in the list together"));
}

bool answer_empty(const struct row *r)
{
	return row_text(r, A(WORDS)).n == 0 && row_int(r, A(HELP)) == 0 && !recording_is(r);
}

static bool has_answer(const struct given *g)
{
	const struct beside *v = given_beside(g, &rec_intake_answer);
	for (size_t i = 0; i < v->n; i++)
		if (!recording_gone(&v->v[i]) && !answer_empty(&v->v[i]))
			return true;
	return false;
}

static void needs_answers(const struct given *g, struct reasons *out)
{
	if (!has_answer(g))
		reason_add(out, NULL, N_("Fill in at least one answer"));
}

/* By whomever, in words or in a recording. */
static bool is_said(const struct beside *v, struct str question)
{
	for (size_t i = 0; i < v->n; i++)
		if (str_eq(row_text(&v->v[i], A(QUESTION)), question) && !recording_gone(&v->v[i]) &&
		    (row_text(&v->v[i], A(WORDS)).n > 0 || recording_is(&v->v[i])))
			return true;
	return false;
}

static void may_close(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_intake_answer);
	bool unwritten = false, unsaid = false;
	needs_answers(g, out);
	for (size_t i = 0; i < v->n; i++) {
		unwritten |= recording_open(&v->v[i]) && row_text(&v->v[i], A(WRITTEN_OUT)).n == 0;
		unsaid |= row_int(&v->v[i], A(HELP)) != 0 && !is_said(v, row_text(&v->v[i], A(QUESTION)));
	}
	if (unsaid)
		reason_add(out, NULL,
		           N_("A question says that help is needed, and not yet what helps. Write it down together"));
	if (unwritten)
		reason_add(out, NULL, N_("A recording is not written out yet. Listen to it and write down what it says"));
}

static enum err sent(struct change *c, const struct row *at)
{
	change_set(c, &rec_intake, at->id, F(HOME_AT), val_int(change_now(c)));
	return OK;
}

/* Answers of the lists of one application that are closed, and whether its school has the duty of care: only for what
 * closing and enrolling set in motion. */
static const struct stmt stmt_duty = {"SELECT duty FROM application WHERE id = $1", "i", "i"};
static const struct stmt stmt_needs = {
	"SELECT id FROM intake_answer WHERE intake = $1 AND help = 1 AND state <> 'ingetrokken'"
	" ORDER BY question, id", "i", "i"};
static const struct stmt stmt_closed = {
	"SELECT id, question_set FROM intake WHERE application = $1 AND state = $2 ORDER BY id LIMIT 4", "it", "ii"};

/* Each answer that asks for help becomes what its question leads to: as it was said, with where it comes from. The
 * question is not part of it: what stands in plan and card is what must be done, not what parents were asked. */
static enum err propose_one(struct change *c, int64_t route, const struct intake_asked *asked, struct str question,
                            struct str words)
{
	size_t q = intake_question(question);
	enum intake_leads leads = q < INTAKE_QUESTIONS ? asked->leads[q] : LEADS_NOWHERE;
	if (words.n == 0 || leads == LEADS_NOWHERE)
		return OK;
	return opp_propose(c, route, leads == LEADS_GOAL ? NEED_GOAL : NEED_HELP, words, "intake",
	                   instant_date(change_now(c)));
}

static enum err propose(struct change *c, int64_t route, int64_t intake, struct val set)
{
	const struct rows *r;
	const struct row *v = NULL;
	struct intake_asked asked;
	enum err e = intake_asked(change_act(c), (struct speak){.lang = LANG_NL}, set, &asked);
	if (e == OK)
		e = act_exec(change_act(c), &stmt_needs, DB_ARGS(val_int(intake)), &r);
	if (e == OK)
		e = records_by_id(change_act(c), &rec_intake_answer, r, 0, &v);
	for (size_t i = 0; e == OK && i < r->n; i++)
		e = propose_one(c, route, &asked, row_text(&v[i], A(QUESTION)), row_text(&v[i], A(WORDS)));
	return e;
}

/* Of a school that does not have the duty of care it waits until that school enrols the child: goals and support are
 * read by the other school. */
static enum err closed(struct change *c, const struct row *at)
{
	const struct rows *r;
	change_set(c, &rec_intake, at->id, F(DONE_ON), val_int(instant_date(change_now(c))));
	enum err e = act_exec(change_act(c), &stmt_duty, DB_ARGS(row_val(at, F(APPLICATION))), &r);
	if (e != OK || r->n == 0 || rows_int(r, 0, 0) == 0)
		return e;
	return propose(c, row_int(at, F(ROUTE)), at->id, row_val(at, F(SET)));
}

enum err intake_proposes(struct change *c, const struct row *application)
{
	const struct rows *r;
	enum err e = OK;
	if (row_int(application, &application_fields[APP_DUTY]) != 0)
		return OK; /* done when the list was closed */
	e = act_exec(change_act(c), &stmt_closed,
	             DB_ARGS(val_int(application->id), flow_value(&rec_intake, INTAKE_DONE)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		e = propose(c, row_int(application, &application_fields[APP_ROUTE]), rows_int(r, i, 0), rows_val(r, i, 1));
	return e;
}

static enum err opened(struct change *c, const struct row *at)
{
	change_set(c, &rec_intake, at->id, F(DONE_ON), val_null());
	return OK;
}

const struct transition intake_flow[INTAKE_STEPS] = {
	[INTAKE_SEND] = {.name = "ouders-klaar", .label = N_("I am ready: tell the school"),
		.done = N_("The school knows that you are ready"), .from = INTAKE_BIT(BEGUN), .to = INTAKE_HOME,
		.by = BY(PARENT), .part = PART_STEM, .guard = needs_answers, .effect = sent,
		.event = N_("The parents filled in the intake list at home")},
	[INTAKE_CLOSE] = {.name = "klaar", .label = N_("We filled it in together"),
		.done = N_("Intake list ready. What helps the child is a proposal for the plan now"),
		.from = INTAKE_BIT(BEGUN) | INTAKE_BIT(HOME), .to = INTAKE_DONE, .by = BY(IB), .guard = may_close,
		.effect = closed, .event = N_("The intake list was filled in together")},
	[INTAKE_REOPEN] = {.name = "verder", .label = N_("Go on filling it in"), .done = N_("The list is open again"),
		.from = INTAKE_BIT(HOME) | INTAKE_BIT(DONE), .to = INTAKE_BEGUN, .back = true, .by = BY(IB), .effect = opened,
		.event = N_("The intake list was opened again")},
};

static const struct term terms[] = {
	{.name = "intake", .rule = "LOC-03", .from = F(TOUR_ON), .states = INTAKE_BIT(BEGUN) | INTAKE_BIT(HOME),
	 .what = N_("Fill in the intake list together")},
};

static bool is_open(const struct row *r)
{
	return flow_state(r) != INTAKE_DONE && row_val(r, F(ACT_BY)).type == VAL_INT;
}

static struct str by_day(struct arena *a, const struct row *r)
{
	struct val by = row_val(r, F(ACT_BY));
	return date_iso(a, by.type == VAL_INT ? (int32_t)by.i : DATE_OPEN);
}

static int64_t side(const struct row *r)
{
	return flow_state(r) == INTAKE_BEGUN ? SIDE_PARENTS : SIDE_SCHOOL;
}

static int64_t facet(const struct row *r)
{
	int at = flow_state(r);
	return at < 0 ? 0 : at;
}

static const char *asks(const struct row *r, int64_t side)
{
	(void)side;
	return flow_state(r) == INTAKE_BEGUN ? N_("Fill in the intake list at home")
		: N_("Fill in the intake list together");
}

static const struct work work = {.mark = WORK_INTAKE, .code = "intake", .label = N_("Intake list"),
	.page = "/aanmelding", .because = N_("So the school knows what the child needs"), .asks = asks,
	.what = F(STATE), .by = F(ACT_BY), .side = side};
static const struct field *const columns[] = {F(ROUTE), F(STATE), F(FILL_ON), F(ACT_BY)};
static const struct list lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_AANMELDING, .open = is_open,
	 .key = by_day, .facet = facet, .facet_of = F(STATE), .work = &work, .columns = columns, .n_columns = 4}};

static const struct record *const sees[] = {&rec_intake_answer};
const struct record rec_intake = {
	.name = "intake", .label = N_("Intake list"), .api = "intakelijsten", .fields = intake_fields, .n = INTAKE__N,
	.part = PART_AANMELDING, .route = F(ROUTE), .of_org = F(SCHOOL), .parent = F(APPLICATION),
	.derive = intake_derive, .check = intake_check, .sees = sees, .n_sees = 1, .state = F(STATE),
	.editable = INTAKE_BIT(BEGUN) | INTAKE_BIT(HOME), .flow = intake_flow, .n_flow = INTAKE_STEPS,
	.made = N_("The intake list was begun"), .terms = terms, .n_terms = 1, .due = F(DUE), .due_term = F(DUE_TERM),
	.lists = lists, .n_lists = 1,
};

/* ---- answers ---- */

static const struct choice sides[] = {
	{"ouders", N_("Parents"), NULL}, {"school", N_("School"), NULL}, {NULL, NULL, NULL}};

const struct field answer_fields[ANSWER__N] = {
	[ANSWER_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[ANSWER_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = recording_states},
	[ANSWER_INTAKE] = {SERVER("intake", T_REF), .ref = &rec_intake},
	[ANSWER_SCHOOL] = {SERVER("school", T_REF), .ref = &rec_organisation, .hides = HIDE_ADDRESS},
	[ANSWER_QUESTION] = {SERVER("question", T_LINE), .label = N_("Question")},
	[ANSWER_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, .label = N_("Answer")},
	[ANSWER_HELP] = {.name = "help", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Needs help at school")},
	[ANSWER_SIDE] = {.name = "side", .type = &T_CHOICE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.label = N_("Written by"), .choices = sides},
	[ANSWER_BY] = {SERVER("by_account", T_REF), .ref = &rec_account, .hides = HIDE_GUARDIANS},
	[ANSWER_AT] = {SERVER("written_at", T_INSTANT), .label = N_("Written at")},
	RECORDING(ANSWER_FILE_TYPE, HIDE_HEALTH | HIDE_SHIELD, 0, BY(IB)),
};

/* A recording counts from when the parent says so: when the list is ready by then, what it asks for follows at once. */
static const struct stmt stmt_ready = {
	"SELECT i.question_set FROM intake i JOIN application p ON p.id = i.application WHERE i.id = $1 AND i.state = $2"
	" AND (p.duty = 1 OR p.state = 'ingeschreven')", "it", "i"};

static enum err answer_meant(struct change *c, const struct row *at)
{
	const struct rows *r;
	struct intake_asked asked;
	enum err e = recording_meant(c, at);
	if (e == OK && row_int(at, A(HELP)) != 0)
		e = act_exec(change_act(c), &stmt_ready, DB_ARGS(row_val(at, A(INTAKE)), flow_value(&rec_intake, INTAKE_DONE)),
		             &r);
	if (e != OK || row_int(at, A(HELP)) == 0 || r->n == 0)
		return e;
	e = intake_asked(change_act(c), (struct speak){.lang = LANG_NL}, rows_val(r, 0, 0), &asked);
	return e != OK ? e : propose_one(c, row_int(at, A(ROUTE)), &asked, row_text(at, A(QUESTION)),
	                                 row_text(at, A(WRITTEN_OUT)));
}

static const struct field *const written_fields[] = {A(WRITTEN_OUT)};
static const struct form_def form_written = {
	.name = "intake-answer-written", .fields = written_fields, .n = 1, .must = MUST(0),
	.submit = N_("Save what it says")};
const struct transition answer_flow[RECORDING_STEPS] = {RECORDING_FLOW(BY(IB), form_written, answer_meant)};

const struct record rec_intake_answer = {
	.name = "intake_answer", .label = N_("Answer of the intake list"), .fields = answer_fields, .n = ANSWER__N,
	.part = PART_AANMELDING, .route = A(ROUTE), .of_org = A(SCHOOL), .parent = A(INTAKE), .own = A(BY),
	.state = A(STATE), .ends = RECORDING_BIT(WITHDRAWN), .flow = answer_flow, .n_flow = RECORDING_STEPS,
};

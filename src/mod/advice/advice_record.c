#include "advice.h"

#include "date.h"
#include "flow.h"
#include "outbox.h"
#include "people.h"

#define F(f) (&advice_fields[ADVICE_##f])
#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define BIT(s) (UINT32_C(1) << ADVICE_##s)

/* The school asks and keeps it; advisers of the partnership answer. Nobody else, by rank neither. */
static const struct access access[] = {
	{ROLE(IB), OP_READ | OP_CREATE | OP_CHANGE, WHERE_OWN},
	{ROLE(TRAJECT), OP_READ | OP_CHANGE, WHERE_REGION},
};

static const struct choice states[ADVICE_STATES + 1] = {
	[ADVICE_ASKED] = {"gevraagd", N_("Waits for an answer"), NULL},
	[ADVICE_ANSWERED] = {"beantwoord", N_("Answered"), NULL},
	[ADVICE_READ] = {"gelezen", N_("Answer read"), NULL},
	[ADVICE_ROUTE] = {"route", N_("Parents told: goes on with the child"), NULL},
	[ADVICE_WITHDRAWN] = {"ingetrokken", N_("Withdrawn"), NULL},
};

static const struct choice ways[] = {
	{"gesprek", N_("In a talk at school"), NULL},
	{"telefoon", N_("By phone"), NULL},
	{"huis", N_("At their home"), NULL},
	{NULL, NULL, NULL},
};

#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
const struct field advice_fields[ADVICE__N] = {
	[ADVICE_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation, .label = N_("School")},
	[ADVICE_ORG_NAME] = {SERVER("org_name", T_LINE), .label = N_("Name of the school")},
	[ADVICE_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[ADVICE_BY] = {SERVER("by_account", T_REF), .ref = &rec_account},
	[ADVICE_BY_NAME] = {SERVER("by_name", T_LINE), .label = N_("Asked by")},
	[ADVICE_SUBJECT] = {.name = "subject", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 3, .max = 100,
		.by = ROLE(IB), .label = N_("What is it about, in a few words?"),
		.hint = N_("For example: a calm beginning of the morning"),
		.missing = N_("Write in a few words what it is about")},
	[ADVICE_QUESTION] = {.name = "question", .type = &T_LINES, .min = 10, .max = 2000, .by = ROLE(IB),
		.label = N_("What do you want to know?"),
		.hint = N_("Without a name, a birth date or a group. What happens, when, and what would help you?"),
		.missing = N_("Write what you want to know")},
	[ADVICE_TRIED] = {.name = "tried", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 1000, .by = ROLE(IB),
		.label = N_("What did you try already?"), .hint = N_("And what it brought")},
	[ADVICE_ASKED_ON] = {SERVER("asked_on", T_DATE), .label = N_("Asked on")},
	[ADVICE_ACT_BY] = {SERVER("act_by", T_DATE), .label = N_("Answer at the latest")},
	[ADVICE_ANSWER] = {.name = "answer", .type = &T_LINES, .need = NEED_OPTIONAL, .max = 3000, .by = ROLE(TRAJECT),
		.label = N_("Your advice"), .hint = N_("What can the teacher do on Monday? Without asking who the child is")},
	[ADVICE_MINUTES] = {.name = "minutes", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.min = 5, .max = 600, .by = ROLE(TRAJECT), .label = N_("How many minutes did it take?"),
		.hint = N_("It counts as help given to this school")},
	[ADVICE_ANSWERED_ON] = {SERVER("answered_on", T_DATE), .unset = true, .label = N_("Answered on")},
	[ADVICE_ANSWERED_BY] = {SERVER("answered_by", T_LINE), .unset = true, .label = N_("Answered by")},
	[ADVICE_TOLD_ON] = {.name = "told_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = ROLE(IB), .label = N_("On which day did you tell the parents?")},
	[ADVICE_TOLD_HOW] = {.name = "told_how", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.by = ROLE(IB), .label = N_("How did you tell them?"), .choices = ways},
};

/* A question is answered within a school week, as one would expect of a letter. */
static void derive(struct arena *a, struct val *v)
{
	enum { ANSWER_DAYS = 5 };
	(void)a;
	if (v[ADVICE_ASKED_ON].type == VAL_INT)
		v[ADVICE_ACT_BY] = val_int(add_working_days((int32_t)v[ADVICE_ASKED_ON].i, ANSWER_DAYS));
}

static bool empty(const struct given *g, enum advice_field f)
{
	return row_val(g->row, &advice_fields[f]).type == VAL_NULL;
}

static void may_answer(const struct given *g, struct reasons *out)
{
	if (empty(g, ADVICE_ANSWER))
		reason_add(out, F(ANSWER), N_("Write your advice"));
	if (empty(g, ADVICE_MINUTES))
		reason_add(out, F(MINUTES), N_("Enter how many minutes it took"));
}

/* Practice 5: no route of a child before the parents know. */
static void may_go_on(const struct given *g, struct reasons *out)
{
	if (empty(g, ADVICE_TOLD_ON))
		reason_add(out, F(TOLD_ON), N_("First tell the parents. Then enter the day"));
	else if (row_int(g->row, F(TOLD_ON)) > g->today)
		reason_add(out, F(TOLD_ON), N_("This day is still to come. Enter the day on which it happened"));
	if (empty(g, ADVICE_TOLD_HOW))
		reason_add(out, F(TOLD_HOW), N_("Choose how you told the parents"));
}

static enum err answered(struct change *c, const struct row *at)
{
	const struct act *act = change_act(c);
	change_set(c, &rec_advice, at->id, F(ANSWERED_ON), val_int(instant_date(change_now(c))));
	change_set(c, &rec_advice, at->id, F(ANSWERED_BY), val_text(act->viewer->name));
	outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = row_int(at, F(BY)), .minutes = 5,
	                               .once = str_printf(act->a, "advice:%lld", (long long)at->id)});
	return OK;
}

static const struct field *const answer_fields[] = {F(ANSWER), F(MINUTES)};
static const struct form_def form_answer = {.name = "advice-answer", .fields = answer_fields, .n = 2,
                                            .must = MUST_FIRST(2), .drafts = true, .submit = N_("Send the advice")};
static const struct field *const told_fields[] = {F(TOLD_ON), F(TOLD_HOW)};
static const struct form_def form_told = {.name = "advice-told", .fields = told_fields, .n = 2, .must = MUST_FIRST(2),
                                          .submit = N_("The parents know. Go on with the child")};

const struct transition advice_flow[ADVICE_STEPS] = {
	[ADVICE_ANSWERS] = {.name = "antwoord", .label = N_("Give advice"), .done = N_("The advice is sent to the school"),
		.from = BIT(ASKED), .to = ADVICE_ANSWERED, .by = ROLE(TRAJECT), .form = &form_answer, .guard = may_answer,
		.effect = answered},
	[ADVICE_READS] = {.name = "gelezen", .label = N_("I read it and go on with it"),
		.done = N_("It is kept as help given"),
		.from = BIT(ANSWERED), .to = ADVICE_READ, .by = ROLE(IB), .undo = true},
	[ADVICE_GOES_ON] = {.name = "verder", .label = N_("It is about one child: go on with its parents"),
		.done = N_("You can begin the route of the child now"), .from = BIT(ASKED) | BIT(ANSWERED) | BIT(READ),
		.to = ADVICE_ROUTE, .by = ROLE(IB), .undo = true, .form = &form_told, .guard = may_go_on},
	[ADVICE_WITHDRAWS] = {.name = "intrekken", .label = N_("Withdraw the question"),
		.done = N_("The question is withdrawn"),
		.from = BIT(ASKED), .to = ADVICE_WITHDRAWN, .back = true, .by = ROLE(IB), .undo = true},
};

static const struct order orders[] = {{F(ACT_BY), true}};
static const struct field *const columns[] = {F(SUBJECT), F(STATE), F(ASKED_ON), F(ACT_BY), F(MINUTES)};
static const struct field *const filters[] = {F(STATE)};
static const struct listing listing = {.label = N_("Advice without a name"), .orders = orders, .n_orders = 1,
	.columns = columns, .n_columns = 5, .filters = filters, .n_filters = 1};

const struct record rec_advice = {
	.name = "advice", .label = N_("Advice without a name"), .api = "adviezen", .fields = advice_fields, .n = ADVICE__N,
	.title = F(SUBJECT), .access = access, .n_access = sizeof access / sizeof *access, .org = F(ORG), .derive = derive,
	.state = F(STATE), .ends = BIT(ROUTE) | BIT(WITHDRAWN), .flow = advice_flow, .n_flow = ADVICE_STEPS,
	.listing = &listing,
	.keep = {.purpose = N_("Advice to a school, and the account of help given"),
	         .ground = N_("Task of the partnership (WPO article 18a)"), .months = 36, .from = F(ASKED_ON),
	         .goes = true},
};

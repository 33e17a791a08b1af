#include "retain.h"

#include "date.h"
#include "flow.h"
#include "people.h"

#define BY(r) (UINT32_C(1) << ROLE_##r)
/* practice.md 29: the privacy officer of a controller, for the parts of that controller. The second person may also be
 * who leads it: rank opens no dossier (access.md rule 4), and here no child has a name. */
#define OFFICER BY(PRIVACY_OFFICER)
#define LEADERS (BY(DIRECTOR) | BY(BOARD))

static const struct access access_rows[] = {
	{OFFICER, OP_READ | OP_CREATE | OP_CHANGE, WHERE_OWN},
	{LEADERS, OP_READ | OP_CHANGE, WHERE_OWN},
};

#define KEPT \
	{.purpose = N_("To show that what may no longer be kept was destroyed, and by whose decision"), \
	 .ground = N_("Accountability (AVG article 5, paragraph 2)"), .rule = "PRI-06", .months = 84,
#define F(f) (&run_fields[RUN_##f])
#define I(f) (&item_fields[ITEM_##f])
#define SERVER(column, t, p) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_##p

/* ---- a run ---- */

static const struct choice run_states[RUN_STATES + 1] = {
	[RUN_IS_PREPARED] = {"voorbereid", N_("Waits for a second person"), NULL},
	[RUN_IS_CONFIRMED] = {"bevestigd", N_("Confirmed"), NULL},
	[RUN_IS_WITHDRAWN] = {"ingetrokken", N_("Withdrawn"), NULL},
};

const struct field run_fields[RUN__N] = {
	[RUN_ORG] = {SERVER("org", T_REF, PUBLIC), .ref = &rec_organisation, .label = N_("Organisation")},
	[RUN_STATE] = {SERVER("state", T_STATE, PUBLIC), .label = N_("State"), .choices = run_states},
	[RUN_PREPARED_BY] = {SERVER("prepared_by", T_REF, PERSONAL), .ref = &rec_account, .label = N_("Prepared by")},
	[RUN_PREPARED_AT] = {SERVER("prepared_at", T_INSTANT, PUBLIC), .label = N_("Prepared on")},
	[RUN_PREPARED_ON] = {SERVER("prepared_on", T_DATE, PUBLIC)},
	[RUN_COUNTED] = {.name = "counted", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 1,
		.max = 100000, .label = N_("Of how many children is something destroyed?"),
		.hint = N_("Type the number that stands in the preview. That shows that you read it.")},
	[RUN_WHY] = {.name = "why", .type = &T_LINES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = 500,
		.label = N_("Why does it not go on?"), .hint = N_("Write no names of children")},
	[RUN_CONFIRMED_BY] = {SERVER("confirmed_by", T_REF, PERSONAL), .ref = &rec_account, .unset = true,
		.label = N_("Confirmed by")},
	[RUN_CONFIRMED_AT] = {SERVER("confirmed_at", T_INSTANT, PUBLIC), .unset = true, .label = N_("Confirmed on")},
	[RUN_ENDED_AT] = {SERVER("ended_at", T_INSTANT, PUBLIC), .unset = true, .label = N_("Destroyed on")},
	[RUN_CHILDREN] = {SERVER("children", T_NUMBER, PUBLIC), .unset = true, .label = N_("Children")},
	[RUN_PARTS] = {SERVER("parts", T_NUMBER, PUBLIC), .unset = true, .label = N_("Parts of dossiers")},
	[RUN_ROWS] = {SERVER("n_rows", T_NUMBER, PUBLIC), .unset = true, .label = N_("Pieces")},
	[RUN_FILES] = {SERVER("files", T_NUMBER, PUBLIC), .unset = true, .label = N_("Files")},
	[RUN_LEFT] = {SERVER("left_out", T_NUMBER, PUBLIC), .unset = true, .label = N_("Parts that stayed")},
	[RUN_PROOF] = {SERVER("proof", T_LINE, PUBLIC), .unset = true, .max = 80, .label = N_("Proof number")},
};

static bool goes(const struct row *item)
{
	return flow_state(item) == ITEM_GOES;
}

/* Children, not parts: one that has several rows counts once. */
static int64_t children_of(const struct beside *items)
{
	int64_t n = 0;
	for (size_t i = 0; i < items->n; i++) {
		bool first = goes(&items->v[i]);
		for (size_t k = 0; k < i && first; k++)
			first = !goes(&items->v[k]) || row_int(&items->v[k], I(ROUTE)) != row_int(&items->v[i], I(ROUTE));
		n += first;
	}
	return n;
}

static void confirm_guard(const struct given *g, struct reasons *out)
{
	const struct beside *items = given_beside(g, &rec_retention_item);
	int64_t n = children_of(items);
	struct val counted = row_val(g->row, F(COUNTED));
	if (g->account == row_int(g->row, F(PREPARED_BY)))
		reason_add(out, NULL, N_("You prepared this yourself. Another person must read and confirm it"));
	if (n == 0)
		reason_add(out, NULL, N_("Nothing is left to destroy. Withdraw it"));
	else if (counted.type != VAL_INT || counted.i != n)
		reason_add(out, F(COUNTED), N_("This is not the number of children in the preview. Read it again"));
}

static enum err confirm_effect(struct change *c, const struct row *at)
{
	struct act *act = change_act(c);
	struct str pid;
	if (act->viewer == NULL)
		return ERR_DENIED;
	change_set(c, &rec_retention_run, at->id, F(CONFIRMED_BY), val_int(act->viewer->account));
	change_set(c, &rec_retention_run, at->id, F(CONFIRMED_AT), val_int(act->now));
	return task_add(c, &task_retain, at->id, row_int(at, F(ORG)), &pid);
}

static enum err withdraw_effect(struct change *c, const struct row *at)
{
	return retain_asked_end(c, at->id);
}

static void withdraw_guard(const struct given *g, struct reasons *out)
{
	if (row_text(g->row, F(WHY)).n == 0)
		reason_add(out, F(WHY), N_("Write why it does not go on"));
}

static const struct field *const confirm_typed[] = {F(COUNTED)}, *const withdraw_typed[] = {F(WHY)};
static const struct form_def form_confirm = {.name = "retention-confirm", .fields = confirm_typed, .n = 1,
	.must = MUST(0), .submit = N_("Confirm and destroy")};
static const struct form_def form_withdraw = {.name = "retention-withdraw", .fields = withdraw_typed, .n = 1,
	.must = MUST(0), .submit = N_("Withdraw")};

const struct transition run_flow[RUN_STEPS] = {
	[RUN_CONFIRM] = {.name = "bevestig", .label = N_("Confirm as second person"),
		.done = N_("Confirmed. What stands in the preview is being destroyed"), .from = 1u << RUN_IS_PREPARED,
		.to = RUN_IS_CONFIRMED, .by = OFFICER | LEADERS, .form = &form_confirm, .guard = confirm_guard,
		.effect = confirm_effect},
	[RUN_WITHDRAW] = {.name = "intrekken", .label = N_("Do not destroy this"),
		.done = N_("Withdrawn. Nothing is destroyed"), .from = 1u << RUN_IS_PREPARED, .to = RUN_IS_WITHDRAWN,
		.back = true,
		.by = OFFICER | LEADERS, .form = &form_withdraw, .guard = withdraw_guard, .effect = withdraw_effect},
};

/* What was confirmed or withdrawn is not taken back by one. */
static enum err never(struct act *act, const struct row *now)
{
	(void)act, (void)now;
	return ERR_DENIED;
}

static const struct record *const run_sees[] = {&rec_retention_item};
static const struct order run_orders[] = {{F(PREPARED_ON), true}};
static const struct field *const run_columns[] = {F(PREPARED_AT), F(STATE), F(ENDED_AT), F(CHILDREN)};
static const struct listing run_listing = {.label = N_("Destroying what may no longer be kept"), .orders = run_orders,
	.n_orders = 1, .columns = run_columns, .n_columns = 4};

const struct record rec_retention_run = {
	.name = "retention_run", .label = N_("Destroying"), .api = "vernietigingen", .fields = run_fields, .n = RUN__N,
	.title = F(PREPARED_AT), .access = access_rows, .n_access = 2, .org = F(ORG), .sees = run_sees, .n_sees = 1,
	.state = F(STATE), .ends = 1u << RUN_IS_CONFIRMED | 1u << RUN_IS_WITHDRAWN, .flow = run_flow, .n_flow = RUN_STEPS,
	.may_undo = never, .listing = &run_listing, .keep = KEPT .from = F(ENDED_AT)},
};

/* ---- a part of one child in it ---- */

static const struct choice item_states[ITEM_STATES + 1] = {
	[ITEM_GOES] = {"mee", N_("Is destroyed"), NULL},
	[ITEM_STAYS] = {"eruit", N_("Stays for now"), NULL},
};
/* What the program finds itself (retain_held) is no answer of a form. */
static const struct choice whys[] = {
	{"bezwaar", N_("An objection or appeal runs"), NULL},
	{"vraag", N_("A question about it is still open"), NULL},
	{"onderzoek", N_("An inquiry runs (inspectorate, complaint, police)"), NULL},
	{"anders", N_("Something else: I write it below"), NULL},
	{NULL, NULL, NULL},
};
enum part part_of_code(struct str code)
{
	for (enum part p = PART_NONE + 1; p < PART__N; p++)
		if (str_is(code, part_code(p)))
			return p;
	return PART_NONE;
}

const struct field item_fields[ITEM__N] = {
	[ITEM_RUN] = {SERVER("run", T_REF, PUBLIC), .ref = &rec_retention_run},
	[ITEM_ORG] = {SERVER("org", T_REF, PUBLIC), .ref = &rec_organisation},
	[ITEM_ROUTE] = {SERVER("route_id", T_REF, PERSONAL), .ref = &ref_many},
	[ITEM_CHILD] = {SERVER("child", T_LINE, PERSONAL), .max = 20, .label = N_("Code of the child")},
	[ITEM_PART] = {SERVER("part", T_LINE, PUBLIC), .max = 20, .label = N_("Part of the dossier")},
	[ITEM_RULE] = {SERVER("rule", T_LINE, PUBLIC), .max = 40, .label = N_("Rule")},
	[ITEM_FACT] = {SERVER("fact_on", T_DATE, PERSONAL), .label = N_("The task ended on")},
	[ITEM_UNTIL] = {SERVER("until_on", T_DATE, PERSONAL), .label = N_("Could be kept until")},
	[ITEM_ROWS] = {SERVER("n_rows", T_NUMBER, PUBLIC), .label = N_("Pieces")},
	[ITEM_FILES] = {SERVER("files", T_NUMBER, PUBLIC), .label = N_("Files")},
	[ITEM_STATE] = {SERVER("state", T_STATE, PUBLIC), .label = N_("State"), .choices = item_states},
	[ITEM_WHY] = {.name = "why", .type = &T_RADIO, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .choices = whys,
		.label = N_("Why must this stay for now?")},
	[ITEM_WORDS] = {.name = "words", .type = &T_LINES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 500,
		.label = N_("What is going on?"), .hint = N_("Write no names. A number of the matter is enough.")},
	[ITEM_HELD_UNTIL] = {.name = "held_until", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Until when does it stay?"),
		.hint = N_("After this day it is prepared again. At most a year; then look again.")},
	[ITEM_BY] = {SERVER("held_by", T_REF, PERSONAL), .ref = &rec_account, .unset = true, .label = N_("Taken out by")},
	[ITEM_RESULT] = {SERVER("result", T_LINE, PUBLIC), .unset = true, .max = 40},
	/* Who destroys learns that it was asked for, not what was asked. */
	[ITEM_REQUEST] = {SERVER("request", T_REF, PERSONAL), .unset = true, .ref = &ref_many},
};

static bool waits(const struct given *g)
{
	const struct beside *run = given_beside(g, &rec_retention_run);
	return run->n == 1 && flow_state(&run->v[0]) == RUN_IS_PREPARED;
}

static void hold_guard(const struct given *g, struct reasons *out)
{
	enum { YEAR_MONTHS = 12 };
	struct val until = row_val(g->row, I(HELD_UNTIL));
	if (!waits(g))
		reason_add(out, NULL, N_("This run was confirmed or withdrawn already"));
	if (row_text(g->row, I(WHY)).n == 0)
		reason_add(out, I(WHY), N_("Choose why this must stay for now"));
	if (str_is(row_text(g->row, I(WHY)), "anders") && row_text(g->row, I(WORDS)).n == 0)
		reason_add(out, I(WORDS), N_("Write what is going on"));
	if (until.type != VAL_INT || until.i <= g->today)
		reason_add(out, I(HELD_UNTIL), N_("Enter a day after today"));
	else if (until.i > date_add_months(g->today, YEAR_MONTHS))
		reason_add(out, I(HELD_UNTIL), N_("Enter a day within a year. Then look again"));
}

static void back_guard(const struct given *g, struct reasons *out)
{
	if (!waits(g))
		reason_add(out, NULL, N_("This run was confirmed or withdrawn already"));
	if (row_val(g->row, I(BY)).type != VAL_INT)
		reason_add(out, NULL,
		           N_("Something that is still going on keeps this here. When that is done, it is prepared again"));
}

static enum err hold_effect(struct change *c, const struct row *at)
{
	struct act *act = change_act(c);
	if (act->viewer == NULL)
		return ERR_DENIED;
	change_set(c, &rec_retention_item, at->id, I(BY), val_int(act->viewer->account));
	return OK;
}

static const struct field *const hold_typed[] = {I(WHY), I(WORDS), I(HELD_UNTIL)};
static const struct form_def form_hold = {.name = "retention-hold", .fields = hold_typed, .n = 3,
	.must = MUST(0) | MUST(2), .submit = N_("Keep this for now")};

const struct transition item_flow[ITEM_STEPS] = {
	[ITEM_HOLD] = {.name = "eruit", .label = N_("Take this out"), .done = N_("It stays for now"),
		.from = 1u << ITEM_GOES, .to = ITEM_STAYS, .back = true,
		.by = OFFICER | LEADERS, .form = &form_hold, .guard = hold_guard,
		.effect = hold_effect},
	[ITEM_BACK] = {.name = "terug", .label = N_("Put this back in"), .done = N_("It is destroyed along after all"),
		.from = 1u << ITEM_STAYS, .to = ITEM_GOES, .back = true, .by = OFFICER | LEADERS, .guard = back_guard},
};

static const struct record *const item_sees[] = {&rec_retention_run};

const struct record rec_retention_item = {
	.name = "retention_item", .label = N_("Part of a dossier that may no longer be kept"), .api = "vernietiging-delen",
	.fields = item_fields, .n = ITEM__N, .title = I(CHILD), .access = access_rows, .n_access = 2, .org = I(ORG),
	.parent = I(RUN), .sees = item_sees, .n_sees = 1, .state = I(STATE), .flow = item_flow, .n_flow = ITEM_STEPS,
	.may_undo = never, .keep = KEPT .from = I(HELD_UNTIL)},
};

/* A request to look round at a school: contact details of a parent and nothing of a child (systems.md A1). */
#include "enrol.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "tour.h"

#define BY(r) (UINT32_C(1) << ROLE_##r)
#define SCHOOL (BY(IB) | BY(SCHOOL_LEADER))

static const struct access tour_access[] = {{SCHOOL, OP_READ | OP_CHANGE, WHERE_OWN}};

static const struct choice states[TOUR_STATES + 1] = {
	[TOUR_ASKED] = {"gevraagd", N_("Asked"), NULL},
	[TOUR_PLANNED] = {"gepland", N_("Planned"), NULL},
	[TOUR_HELD] = {"gehouden", N_("Held: an intake must be planned"), NULL},
	[TOUR_INVITED] = {"uitgenodigd", N_("Parent invited to apply"), NULL},
	[TOUR_OVER] = {"vervallen", N_("Did not go on"), NULL},
};
static const struct choice parts_of_day[] = {
	{"ochtend", N_("In the morning"), NULL},
	{"middag", N_("In the afternoon"), NULL},
	{"avond", N_("In the evening"), NULL},
	{"altijd", N_("Whenever it suits"), NULL},
	{NULL, NULL, NULL},
};

#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
const struct field tour_fields[TOUR__N] = {
	[TOUR_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation, .label = N_("School")},
	[TOUR_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[TOUR_NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 2, .max = 120,
		.label = N_("Name"), .missing = N_("Enter your name"), .autocomplete = "name"},
	[TOUR_PHONE] = {.name = "phone", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 20,
		.label = N_("Phone number"), .autocomplete = "tel"},
	[TOUR_EMAIL] = {.name = "email", .type = &T_EMAIL, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 254,
		.label = N_("E-mail address"), .autocomplete = "email"},
	[TOUR_SUITS] = {.name = "suits", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = parts_of_day,
		.label = N_("Suits them"), .missing = N_("Choose when it suits you")},
	[TOUR_ASKED_ON] = {SERVER("asked_on", T_DATE), .label = N_("Asked on")},
	[TOUR_PLANNED_ON] = {.name = "planned_on", .type = &T_DATE, .meets = true, .need = NEED_OPTIONAL,
		.privacy = PRIV_PERSONAL, .label = N_("On which day do they come?")},
	[TOUR_PLANNED_AT] = {.name = "planned_at", .type = &T_TIME, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("At what time?")},
	[TOUR_HELD_ON] = {.name = "held_on", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("On which day did they look round?")},
	[TOUR_INTAKE_ON] = {.name = "intake_on", .type = &T_DATE, .meets = true, .need = NEED_OPTIONAL,
		.privacy = PRIV_PERSONAL, .label = N_("When do you fill in the intake list together?"),
		.hint = N_("Leave this empty when the parents do not want to go on yet")},
	[TOUR_INTAKE_BY] = {SERVER("intake_by", T_DATE), .unset = true, .label = N_("Intake list before")},
	[TOUR_ACT_BY] = {SERVER("act_by", T_DATE), .label = N_("Before when")},
};
#define F(f) (&tour_fields[TOUR_##f])

/* The intake within six weeks of the tour: LOC-03. A request is answered within five working days, as one would expect
 * of a letter. */
static void tour_derive(struct arena *a, struct val *v)
{
	enum { ANSWER_DAYS = 5 };
	(void)a;
	int state = v[TOUR_STATE].type == VAL_TEXT ? flow_place(&rec_tour, v[TOUR_STATE].s) : TOUR_ASKED;
	int32_t held = v[TOUR_HELD_ON].type == VAL_INT ? (int32_t)v[TOUR_HELD_ON].i : DATE_OPEN;
	const struct rule *rule = held == DATE_OPEN ? NULL : rule_for(S("LOC-03"), held);
	v[TOUR_INTAKE_BY] = rule == NULL ? val_null() : val_int(rule_due(rule, held, NULL));
	int64_t by = add_working_days((int32_t)v[TOUR_ASKED_ON].i, ANSWER_DAYS);
	if (state == TOUR_PLANNED && v[TOUR_PLANNED_ON].type == VAL_INT)
		by = v[TOUR_PLANNED_ON].i;
	if (state == TOUR_HELD)
		by = v[TOUR_INTAKE_ON].type == VAL_INT ? v[TOUR_INTAKE_ON].i : v[TOUR_INTAKE_BY].i;
	v[TOUR_ACT_BY] = val_int(by);
}

/* As people write one, with what stands between; it is dialled by a person. */
bool phone_fits(struct str typed)
{
	enum { DIGITS_LEAST = 6 };
	size_t digits = 0;
	for (size_t i = 0; i < typed.n; i++)
		digits += typed.p[i] >= '0' && typed.p[i] <= '9';
	return typed.n == 0 || digits >= DIGITS_LEAST;
}

static void tour_check(const struct given *g, struct reasons *out)
{
	struct val held = row_val(g->row, F(HELD_ON)), planned = row_val(g->row, F(PLANNED_ON));
	if (planned.type == VAL_INT && planned.i < g->today &&
	    (g->before == NULL || !val_eq(planned, row_val(g->before, F(PLANNED_ON)))))
		reason_add(out, F(PLANNED_ON), N_("This day is past. Choose a day to come"));
	if (row_text(g->row, F(PHONE)).n == 0 && row_text(g->row, F(EMAIL)).n == 0)
		reason_add(out, F(PHONE), N_("Enter a phone number or an e-mail address, so that the school can reach you"));
	if (held.type == VAL_INT && held.i > g->today)
		reason_add(out, F(HELD_ON), N_("This day is still to come. Enter the day on which it happened"));
}

static void needs_day(const struct given *g, struct reasons *out)
{
	if (row_val(g->row, F(PLANNED_ON)).type == VAL_NULL)
		reason_add(out, F(PLANNED_ON), N_("Enter the day on which they come"));
}

static void needs_held(const struct given *g, struct reasons *out)
{
	struct val intake = row_val(g->row, F(INTAKE_ON)), held = row_val(g->row, F(HELD_ON));
	if (held.type == VAL_NULL)
		reason_add(out, F(HELD_ON), N_("Enter the day on which they looked round"));
	else if (intake.type == VAL_INT && intake.i > row_int(g->row, F(INTAKE_BY)))
		reason_add(out, F(INTAKE_ON), N_("The intake list is filled in within six weeks of looking round"));
}

static const struct field *const plan_fields[] = {F(PLANNED_ON), F(PLANNED_AT)};
static const struct form_def form_plan = {.name = "tour-plan", .fields = plan_fields, .n = 2, .must = MUST(0),
                                          .submit = N_("Save the day")};
static const struct field *const held_fields[] = {F(HELD_ON), F(INTAKE_ON)};
static const struct form_def form_held = {.name = "tour-held", .fields = held_fields, .n = 2, .must = MUST(0),
                                          .submit = N_("They looked round")};

const struct transition tour_flow[TOUR_STEPS] = {
	[TOUR_PLAN] = {.name = "plannen", .label = N_("Plan the tour"), .done = N_("Tour planned"),
		.from = TOUR_BIT(ASKED), .to = TOUR_PLANNED, .by = SCHOOL, .undo = true, .form = &form_plan,
			.guard = needs_day},
	[TOUR_REPLAN] = {.name = "opnieuw", .label = N_("Another day"), .done = N_("The tour must be planned again"),
		.from = TOUR_BIT(PLANNED) | TOUR_BIT(OVER), .to = TOUR_ASKED, .back = true, .by = SCHOOL, .undo = true},
	[TOUR_HOLD] = {.name = "gehouden", .label = N_("They looked round"), .done = N_("Tour saved"),
		.from = TOUR_BIT(ASKED) | TOUR_BIT(PLANNED), .to = TOUR_HELD, .by = SCHOOL, .undo = true, .form = &form_held,
		.guard = needs_held},
	[TOUR_INVITE] = {.name = "uitgenodigd", .label = N_("The parent was invited to apply"), .done = N_("Saved"),
		.from = TOUR_BIT(HELD), .to = TOUR_INVITED, .by = SCHOOL, .undo = true},
	[TOUR_DROP] = {.name = "vervallen", .label = N_("It does not go on"), .done = N_("Saved"),
		.from = TOUR_BIT(ASKED) | TOUR_BIT(PLANNED) | TOUR_BIT(HELD), .to = TOUR_OVER, .back = true,
		.by = SCHOOL, .undo = true},
};

static const struct order orders[] = {{F(ACT_BY), false}};
static const struct field *const columns[] = {F(NAME), F(ORG), F(STATE), F(ACT_BY), F(ASKED_ON)};
static const struct field *const filters[] = {F(STATE)};
static const struct listing listing = {.label = N_("Tours"), .orders = orders, .n_orders = 1, .columns = columns,
	.n_columns = 5, .filters = filters, .n_filters = 1};

const struct record rec_tour = {
	.name = "tour", .label = N_("Tour"), .api = "rondleidingen", .fields = tour_fields, .n = TOUR__N,
	.title = F(NAME), .access = tour_access, .n_access = 1, .org = F(ORG), .derive = tour_derive, .check = tour_check,
	.state = F(STATE), .ends = TOUR_BIT(INVITED), .flow = tour_flow, .n_flow = TOUR_STEPS, .listing = &listing,
	.keep = {.purpose = N_("To let parents look round at the school"),
	         .ground = N_("Asked for by the parents (AVG article 6, paragraph 1, under b)"), .months = 12,
	         .from = F(ASKED_ON), .goes = true},
};

#include "need_rules.h"

#include "date.h"
#include "flow.h"
#include "opp.h"
#include "route.h"

/* What helps the whole class comes first (source 001, 9.2.3). */
const struct choice help_forms[] = {
	{"klas", N_("For the whole class"), NULL},
	{"groepje", N_("For a small group"), NULL},
	{"alleen", N_("For this pupil alone"), NULL},
	{NULL, NULL, NULL},
};

const struct choice help_effects[] = {
	{"hielp", N_("It helped"), NULL},
	{"hielp-deels", N_("It helped a little"), NULL},
	{"hielp-niet", N_("It did not help"), NULL},
	{NULL, NULL, NULL},
};

enum { WEEK_MINUTES_MAX = 40 * 60 };
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define OPT(column, t) .name = column, .type = &t, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .by = NEED_BY_IB

const struct field help_fields[HELP__N] = {
	[HELP_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[HELP_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = need_states},
	[HELP_FORM] = {OPT("form", T_RADIO), .label = N_("For whom?"), .choices = help_forms,
		.hint = N_("Look first at what helps the whole class")},
	[HELP_WHAT] = {.name = "what", .type = &T_LINES, .privacy = PRIV_PERSONAL,
		.sealed = true, .by = NEED_BY_IB, .min = 3, .max = 400,
		.label = N_("What do you do?"), .hint = N_("For example: five minutes of looking ahead every morning"),
		.missing = N_("Write down what you do")},
	[HELP_WHO] = {OPT("who", T_LINE), .sealed = true, .hides = HIDE_SHIELD, .max = 120, .label = N_("Who does it?"),
		.hint = N_("A role or a name: the teacher, the guide of the arrangement")},
	[HELP_MINUTES] = {OPT("minutes_week", T_NUMBER), .min = 0, .max = WEEK_MINUTES_MAX,
		.label = N_("How many minutes a week?"), .hint = N_("Two hours is 120. No separate time? Enter 0")},
	[HELP_FROM] = {OPT("from_on", T_DATE), .label = N_("From when?")},
	[HELP_UNTIL] = {OPT("until_on", T_DATE), .label = N_("Until when?")},
	[HELP_CARD] = {OPT("on_card", T_YES), .label = N_("Every teacher does this: put it on the agreement card")},
	[HELP_SOURCE] = {SERVER("source", T_LINE), .unset = true},
	[HELP_SOURCE_ON] = {SERVER("source_on", T_DATE), .unset = true, .label = N_("Proposed on")},
	[HELP_EFFECT] = {OPT("effect", T_RADIO), .label = N_("Did it help?"), .choices = help_effects},
	[HELP_EFFECT_WORDS] = {OPT("effect_words", T_LINES),
		.sealed = true, .max = 400, .label = N_("What did you see?")},
	[HELP_ENDED] = {SERVER("ended", T_DATE), .unset = true, .label = N_("Ended on")},
};

static struct val value(const struct given *g, enum help_field f)
{
	return row_val(g->row, &help_fields[f]);
}

static void help_check(const struct given *g, struct reasons *out)
{
	if (value(g, HELP_FROM).type == VAL_INT && value(g, HELP_UNTIL).type == VAL_INT &&
	    value(g, HELP_UNTIL).i < value(g, HELP_FROM).i)
		reason_add(out, &help_fields[HELP_UNTIL], N_("Enter a day after the first one"));
	need_frozen(g, out);
}

bool help_whole(const struct row *r)
{
	static const enum help_field all[] = {HELP_FORM, HELP_WHO, HELP_MINUTES, HELP_FROM, HELP_UNTIL};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (row_val(r, &help_fields[all[i]]).type == VAL_NULL)
			return false;
	return true;
}

static void help_may_hold(const struct given *g, struct reasons *out)
{
	if (!help_whole(g->row))
		reason_add(out, &help_fields[HELP_WHAT],
		           N_("Complete each kind of support: for whom, who, how much time, from when and until when"));
	need_may_hold(g, out);
}

static void help_may_stop(const struct given *g, struct reasons *out)
{
	if (value(g, HELP_EFFECT).type == VAL_NULL)
		reason_add(out, &help_fields[HELP_EFFECT], N_("Choose whether it helped"));
}

static enum err help_ended(struct change *c, const struct row *at)
{
	change_set(c, &rec_opp_help, at->id, &help_fields[HELP_ENDED], val_int(instant_date(change_now(c))));
	return OK;
}

static const struct field *const stop_fields[] = {&help_fields[HELP_EFFECT], &help_fields[HELP_EFFECT_WORDS]};
static const struct form_def form_stop = {
	.name = "opp-help-stop", .fields = stop_fields, .n = 2, .must = MUST(0), .submit = N_("End this support")};

const struct transition help_flow[NEED_STEPS] = {
	NEED_FLOW(help_may_hold),
	[NEED_STOP] = {.name = "afronden", .label = N_("End this support"), .done = N_("The support has ended"),
		.from = NEED_BIT(HELD), .to = NEED_ENDED, .back = true, .by = NEED_BY_IB, .undo = true, .form = &form_stop,
		.guard = help_may_stop, .effect = help_ended, .event = N_("Support of the plan has ended")},
};

static const struct record *const sees[] = {&rec_opp};

const struct record rec_opp_help = {
	.name = "opp_help", .label = N_("Support"), .api = "ondersteuning", .fields = help_fields, .n = HELP__N,
	.part = PART_CARD, .route = &help_fields[HELP_ROUTE], .check = help_check, .sees = sees, .n_sees = 1,
	.state = &help_fields[HELP_STATE], .ends = NEED_BIT(ENDED), .editable = NEED_BIT(DRAFT) | NEED_BIT(PROPOSED),
	.flow = help_flow, .n_flow = NEED_STEPS,
};

#include "chart_step.h"

#include "date.h"
#include "flow.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

enum { WEEK = 7 };

static const struct access access_rows[] = {
	{UINT32_MAX & ~(ROLE(PUPIL) | ROLE(PARENT)), OP_READ, WHERE_REGION},
	{ROLE(DIRECTOR), OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION},
};

/* As the choices of ROUTE_PHASE, but the first and the last: before a route nothing is asked, and behind it neither. */
static const struct choice phases[] = {
	{"signaal", N_("First sign"), NULL},
	{"aanmelding", N_("Application"), NULL},
	{"knooppunt", N_("Knooppunt"), NULL},
	{"ondersteuning", N_("Support at school"), NULL},
	{"startklas", N_("Startklas or other group"), NULL},
	{"tlv", N_("Request for a TLV"), NULL},
	{"terug", N_("Going back"), NULL},
	{"nazorg", N_("Aftercare"), NULL},
	{NULL, NULL, NULL},
};

const struct field chart_step_fields[CHART_STEP__N] = {
	[CHART_STEP_PHASE] = {.name = "phase", .type = &T_CHOICE, .privacy = PRIV_PUBLIC, .choices = phases,
		.label = N_("At which step of the route?"), .missing = N_("Choose the step of the route")},
	[CHART_STEP_NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 2, .max = 60,
		.label = N_("What is the step called?"), .hint = N_("For example: home visit"),
		.missing = N_("Enter what the step is called")},
	[CHART_STEP_WHO] = {.name = "who", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 2, .max = 80,
		.label = N_("Who does it?"), .hint = N_("A role, never a name"),
		.missing = N_("Enter who does it")},
	[CHART_STEP_TEXT] = {.name = "what", .type = &T_LINES, .privacy = PRIV_PUBLIC, .min = 5, .max = 400,
		.label = N_("What happens?"), .hint = N_("As you would say it to a parent. Everyone can read this."),
		.missing = N_("Write what happens")},
	[CHART_STEP_VALUE] = {.name = "value", .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 1,
		.max = 400, .label = N_("Within how long?")},
	[CHART_STEP_UNIT] = {.name = "unit", .type = &T_CHOICE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
		.choices = rule_unit_choices, .label = N_("Counted in")},
	[CHART_STEP_FROM] = {.name = "holds_from", .type = &T_DATE, .privacy = PRIV_PUBLIC,
		.label = N_("From which day?"), .missing = N_("Enter the day from which this holds")},
	[CHART_STEP_UNTIL] = {.name = "holds_until", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
		.label = N_("No longer from"), .hint = N_("Leave it empty as long as the step is taken")},
};
#define F(name) (&chart_step_fields[CHART_STEP_##name])

/* ---- never looser than the law ---- */

static const char *const laws[PHASE__N] = {
	[PHASE_APPLICATION] = "ADM-04", [PHASE_SUPPORT] = "OPP-04", [PHASE_TLV] = "TLV-10"};

const char *phase_law(enum phase p)
{
	return laws[p];
}

bool fits_in_rule(const struct rule *r, int64_t value, enum unit unit)
{
	if (r == NULL)
		return true;
	if (unit == r->unit)
		return value <= r->value;
	return r->unit == UNIT_WEEKS && unit == UNIT_DAYS && value <= (int64_t)r->value * WEEK;
}

static enum phase phase_named(struct str code)
{
	int p = flow_place(&rec_route, code);
	return p < 0 ? PHASE_PUPIL : (enum phase)p;
}

static const struct rule *law_of(struct str phase, int32_t on)
{
	const char *id = phase_law(phase_named(phase));
	return id == NULL ? NULL : rule_find(str_from(id), on);
}

static void check(const struct given *g, struct reasons *out)
{
	struct val value = row_val(g->row, F(VALUE)), until = row_val(g->row, F(UNTIL));
	int32_t from = (int32_t)row_int(g->row, F(FROM));
	enum unit unit;
	bool counted = rule_unit_parse(row_text(g->row, F(UNIT)), &unit);
	if (value.type == VAL_INT && !counted)
		reason_add(out, F(UNIT), N_("Choose what it is counted in"));
	else if (value.type != VAL_INT && counted)
		reason_add(out, F(VALUE), N_("Enter a number, or choose nothing to count in"));
	else if (counted && !fits_in_rule(law_of(row_text(g->row, F(PHASE)), from), value.i, unit))
		reason_add(out, F(VALUE), N_("The law gives a term for this step. Count it as the law does, and make it no "
		                             "longer"));
	if (until.type == VAL_INT && until.i <= from)
		reason_add(out, F(UNTIL), N_("This must be a later day than the first one"));
}

/* ---- the record ---- */

static const struct order orders[] = {{F(FROM), true}};
static const struct field *const columns[] = {F(NAME), F(PHASE), F(WHO), F(FROM), F(UNTIL)};
static const struct field *const filters[] = {F(PHASE)};
static const struct listing listing = {.label = N_("Own steps of the region"), .orders = orders, .n_orders = 1,
	.columns = columns, .n_columns = 5, .filters = filters, .n_filters = 1};

const struct record rec_chart_step = {
	.name = "chart_step", .label = N_("Own step of the region"), .fields = chart_step_fields, .n = CHART_STEP__N,
	.title = F(NAME), .access = access_rows, .n_access = 2, .check = check, .listing = &listing,
};

static const struct field *const typed[] = {F(PHASE), F(NAME), F(WHO), F(TEXT), F(VALUE), F(UNIT), F(FROM), F(UNTIL)};
const struct form_def form_chart_step = {
	.name = "chart-step", .fields = typed, .n = CHART_STEP__N, .submit = N_("Save the step"), .drafts = true};

/* ---- reading ---- */

enum { N_PHASE, N_NAME, N_WHO, N_WHAT, N_VALUE, N_UNIT };
static const struct stmt stmt_now = {
	"SELECT phase, name, who, what, coalesce(value, 0), coalesce(unit, '') FROM chart_step WHERE region = $1"
	" AND holds_from <= $2 AND (holds_until IS NULL OR holds_until > $2) ORDER BY holds_from, id",
	"it", "ttttit"};

size_t chart_steps_put(struct batch *b, struct arena *a, int64_t region, int32_t on)
{
	return batch_put(b, &stmt_now, DB_ARGS(val_int(region), val_text(date_iso(a, on))));
}

/* A term that the region's rule is stricter than by now, or the law, is not said. */
static struct str length_of(struct arena *a, struct speak sp, const struct rows *r, size_t i, const char *law,
                            const struct rule_book *book, int32_t on)
{
	enum unit unit;
	int64_t value = rows_int(r, i, N_VALUE);
	const struct rule *within = law == NULL ? NULL : book_rule(book, str_from(law), on);
	if (value == 0 || !rule_unit_parse(rows_text(r, i, N_UNIT), &unit) || !fits_in_rule(within, value, unit))
		return (struct str){0};
	const struct rule own = {.value = (int16_t)value, .unit = unit};
	return rule_length(a, sp, &own);
}

size_t chart_steps_take(struct arena *a, struct speak sp, const struct rows *r, const struct rule_book *book,
                        int32_t on, struct chart_own **out)
{
	struct chart_own *v = *out = ARENA_ARRAY(a, struct chart_own, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		enum phase p = phase_named(rows_text(r, i, N_PHASE));
		v[i] = (struct chart_own){.phase = p, .name = rows_text(r, i, N_NAME), .who = rows_text(r, i, N_WHO),
		                          .text = rows_text(r, i, N_WHAT),
		                          .length = length_of(a, sp, r, i, phase_law(p), book, on)};
	}
	return r->n;
}

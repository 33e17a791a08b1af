#include "route.h"

#include "people.h"
#include "utf8.h"

/* The phases of a route (systems.md A1 to A11); what is done in each stands in records of its own. */
static const struct choice phases[] = {
	{"signaal", N_("First sign"), NULL},
	{"aanmelding", N_("Application"), NULL},
	{"knooppunt", N_("Knooppunt"), NULL},
	{"ondersteuning", N_("Support at school"), NULL},
	{"startklas", N_("Startklas or other group"), NULL},
	{"tlv", N_("Request for a TLV"), NULL},
	{"terug", N_("Going back"), NULL},
	{"nazorg", N_("Aftercare"), NULL},
	{"klaar", N_("Done"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice actors[] = {
	{"school", N_("School"), NULL},
	{"ouders", N_("Parents"), NULL},
	{"swv", N_("Partnership"), NULL},
	{"voorschool", N_("Preschool"), NULL},
	{"voorziening", N_("Group arrangement"), NULL},
	{"partner", N_("Partner"), NULL},
	{NULL, NULL, NULL},
};

const struct field route_fields[ROUTE__N] = {
	[ROUTE_GIVEN_NAME] = {.name = "given_name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 80,
		.label = N_("First name"), .missing = N_("Enter the first name"), .autocomplete = "off"},
	[ROUTE_PREFIX] = {.name = "prefix", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 20,
		.label = N_("Prefix of the surname"), .autocomplete = "off"},
	[ROUTE_FAMILY_NAME] = {.name = "family_name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .max = 80,
		.label = N_("Surname"), .missing = N_("Enter the surname"), .autocomplete = "off"},
	[ROUTE_SORT_KEY] = {.name = "sort_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[ROUTE_BORN] = {.name = "born", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = N_("Date of birth"),
		.missing = N_("Enter the date of birth")},
	[ROUTE_PC4] = {.name = "pc4", .type = &T_LINE, .privacy = PRIV_PERSONAL, .hides = HIDE_ADDRESS, .min = 4,
		.max = 4,
		.label = N_("First four figures of the postcode"), .missing = N_("Enter the four figures of the postcode")},
	[ROUTE_SCHOOL] = {.name = "school", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.hides = HIDE_ADDRESS, .ref = &rec_organisation},
	[ROUTE_PHASE] = {.name = "phase", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .label = N_("Phase"),
		.missing = N_("Choose the phase"), .choices = phases},
	[ROUTE_NEXT_STEP] = {.name = "next_step", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.max = 120,
		.label = N_("Next step"), .hint = N_("What must be done, without anything about health")},
	[ROUTE_NEXT_BY] = {.name = "next_by", .type = &T_DATE, .privacy = PRIV_PERSONAL,
		.label = N_("Before which date?"),
		.missing = N_("Enter the date before which it must be done")},
	[ROUTE_ACTS] = {.name = "acts", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .label = N_("Who is to act?"),
		.missing = N_("Choose who is to act"), .choices = actors},
	[ROUTE_CONTACT] = {.name = "contact", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.hides = HIDE_ADDRESS, .ref = &rec_account, .unset = true},
	[ROUTE_CLOSED] = {.name = "closed", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* The order of people's names: surname, first name, prefix behind (conventions 3). */
static void route_derive(struct arena *a, struct val *v)
{
	struct str prefix = v[ROUTE_PREFIX].type == VAL_TEXT ? v[ROUTE_PREFIX].s : (struct str){0};
	struct str whole = str_printf(a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(v[ROUTE_FAMILY_NAME].s),
	                              STR_ARG(v[ROUTE_GIVEN_NAME].s), STR_ARG(prefix));
	v[ROUTE_SORT_KEY] = val_text(str_trim(utf8_fold(a, whole)));
}

static bool is_open(const struct row *r)
{
	return row_int(r, &route_fields[ROUTE_CLOSED]) == INT64_MAX;
}

static struct str by_date(struct arena *a, const struct row *r)
{
	return T_DATE.store(a, row_val(r, &route_fields[ROUTE_NEXT_BY])).s;
}

static struct str by_name(struct arena *a, const struct row *r)
{
	(void)a;
	return row_text(r, &route_fields[ROUTE_SORT_KEY]);
}

static int64_t phase_facet(const struct row *r)
{
	int64_t i = 0;
	while (phases[i].code != NULL && !str_is(row_text(r, &route_fields[ROUTE_PHASE]), phases[i].code))
		i++;
	return i;
}

static const struct list route_lists[] = {
	{.id = LIST_WORK, .name = "work", .label = N_("Work list"), .part = PART_KERN, .open = is_open,
		.key = by_date, .facet = phase_facet},
	{.id = LIST_CHILDREN, .name = "children", .label = N_("Children"), .part = PART_KERN, .open = is_open,
		.key = by_name, .facet = phase_facet},
};

const struct record rec_route = {
	.name = "route", .label = N_("Route"), .fields = route_fields, .n = ROUTE__N,
	.part = PART_KERN, .is_route = true, .derive = route_derive, .lists = route_lists, .n_lists = 2,
};

/* What a region has of group arrangements, as data that its director keeps (systems.md A4). Nothing of a child. */
#include "date.h"
#include "people.h"
#include "place.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define KEEPERS ROLE(DIRECTOR)

static const struct access kind_access[] = {
	{UINT32_MAX, OP_READ, WHERE_REGION},
	{KEEPERS, OP_READ | OP_CREATE | OP_CHANGE | OP_EXPORT, WHERE_REGION},
	/* The cluster owns it: its chair takes the figures to the meeting (systems.md A4). */
	{ROLE(CLUSTER_CHAIR), OP_READ | OP_EXPORT, WHERE_REGION},
};

static const struct choice kind_states[] = {
	[KIND_OPEN] = {"open", N_("Open"), NULL},
	[KIND_CLOSED] = {"gesloten", N_("No longer used"), NULL},
	{NULL, NULL, NULL},
};

enum { SIZE_MOST = 60, MONTHS_MOST = 48, NAME_KEY = 480 };
#define TEXT(column) .name = column, .type = &T_LINES, .privacy = PRIV_PUBLIC, .min = 5, .max = 2000

const struct field place_kind_fields[KIND__N] = {
	[KIND_NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 3, .max = 80,
		.label = N_("Name of this kind of group"), .hint = N_("For example startklas, plus class, link class"),
		.missing = N_("Enter the name of this kind")},
	[KIND_NAME_KEY] = {.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.max = NAME_KEY,
		.fold_of = "name"},
	[KIND_PROFILE] = {TEXT("profile"), .label = N_("For which children?"),
		.hint = N_("What they need, in plain words. No diagnosis, and no single need that decides."),
		.missing = N_("Write for which children it is")},
	[KIND_AIM] = {TEXT("aim"), .label = N_("What is the aim?"), .missing = N_("Write what the aim is")},
	[KIND_SIZE] = {.name = "size", .type = &T_NUMBER, .privacy = PRIV_PUBLIC, .min = 1, .max = SIZE_MOST,
		.label = N_("How many children in one group?"), .missing = N_("Enter how many children fit in a group")},
	[KIND_MONTHS] = {.name = "months", .type = &T_NUMBER, .privacy = PRIV_PUBLIC, .min = 1, .max = MONTHS_MOST,
		.label = N_("How many months at the longest?"),
		.hint = N_("A startklas is for one school year at the most: 12"),
		.missing = N_("Enter how many months a child may stay")},
	[KIND_PAYER] = {.name = "payer", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 3, .max = 160,
		.label = N_("Who pays for it?"), .missing = N_("Enter who pays for it")},
	[KIND_WAY_BACK] = {TEXT("way_back"), .label = N_("How does a child come back to their own school?"),
		.missing = N_("Write how a child comes back")},
	[KIND_EFFECTIVE] = {TEXT("effective"), .label = N_("When do you call it effective?"),
		.hint = N_("Every figure about it is shown with this sentence"),
		.missing = N_("Write when you call it effective")},
	[KIND_SOURCE] = {.name = "decided_by", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 3, .max = 160,
		.label = N_("Where was this decided?"), .hint = N_("The body and the day, or the document"),
		.missing = N_("Enter where this was decided")},
	[KIND_STATE] = {.name = "state", .type = &T_STATE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.label = N_("State"), .choices = kind_states},
};

const struct transition place_kind_flow[KIND_STATES] = {
	[KIND_CLOSE] = {.name = "sluiten", .label = N_("No longer use this kind"),
	 .done = N_("This kind is no longer used"), .from = 1, .to = KIND_CLOSED, .back = true,
	 .by = KEEPERS, .undo = true},
	[KIND_REOPEN] = {.name = "heropenen", .label = N_("Use this kind again"), .done = N_("This kind is used again"),
	 .from = 2, .to = KIND_OPEN, .back = true, .by = KEEPERS, .undo = true},
};

static const struct order kind_orders[] = {{&place_kind_fields[KIND_NAME_KEY], false}};
static const struct field *const kind_columns[] = {
	&place_kind_fields[KIND_NAME], &place_kind_fields[KIND_PROFILE], &place_kind_fields[KIND_SIZE],
	&place_kind_fields[KIND_MONTHS], &place_kind_fields[KIND_PAYER],
};
static const struct field *const kind_filters[] = {&place_kind_fields[KIND_STATE]};
static const struct listing kind_listing = {
	.label = N_("Kinds of group arrangement"), .orders = kind_orders, .n_orders = 1,
	.columns = kind_columns, .n_columns = 5, .filters = kind_filters, .n_filters = 1,
};

const struct record rec_place_kind = {
	.name = "place_kind", .label = N_("Kind of group arrangement"), .api = "groepsaanbod", .api_makes = true,
	.fields = place_kind_fields, .n = KIND__N, .title = &place_kind_fields[KIND_NAME], .access = kind_access,
	.n_access = 3, .state = &place_kind_fields[KIND_STATE], .editable = 1, .flow = place_kind_flow,
	.n_flow = KIND_STATES, .listing = &kind_listing,
};

/* ---- groups ---- */

/* The school that houses it knows best how many fit now. */
static const struct access group_access[] = {
	{UINT32_MAX, OP_READ, WHERE_REGION},
	{KEEPERS, OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION},
	{ROLE(SCHOOL_LEADER) | ROLE(PROVISION_TEAM), OP_READ | OP_CHANGE, WHERE_OWN},
};

#define LIMIT(i, column, words) \
	[GROUP_LIMIT + (i)] = {.name = column, .type = &T_NUMBER, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 0, \
		.max = SIZE_MOST, .label = words}

const struct field place_group_fields[GROUP__N] = {
	[GROUP_KIND] = {.name = "kind", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.ref = &rec_place_kind, .label = N_("Kind of group arrangement")},
	[GROUP_NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 3, .max = 80,
		.label = N_("Name of the group"), .missing = N_("Enter the name of the group")},
	[GROUP_NAME_KEY] = {.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.max = NAME_KEY, .fold_of = "name"},
	[GROUP_HOST] = {.name = "host", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.ref = &rec_organisation, .label = N_("Where is it?")},
	[GROUP_PLACES] = {.name = "places", .type = &T_NUMBER, .privacy = PRIV_PUBLIC, .min = 1, .max = SIZE_MOST,
		.label = N_("How many places are there?"), .missing = N_("Enter how many places there are")},
	[GROUP_STAFF] = {.name = "staff", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = 160,
		.label = N_("Who works there?"), .hint = N_("Functions, no names: a teacher and an assistant")},
	LIMIT(0, "limit_toilet", N_("At most with help at the toilet")),
	LIMIT(1, "limit_near", N_("At most with an adult near who sees that they do not walk away")),
	LIMIT(2, "limit_conflict", N_("At most with an adult near in conflicts")),
	LIMIT(3, "limit_language", N_("At most with much help in speaking and understanding")),
	LIMIT(4, "limit_quiet", N_("At most with a quiet place of their own")),
	LIMIT(5, "limit_care", N_("At most with help in eating and dressing")),
	[GROUP_SINCE] = {.name = "since", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("Since when is there this "
		"group?"),
		.missing = N_("Enter the first day of the group")},
};

static const struct order group_orders[] = {{&place_group_fields[GROUP_NAME_KEY], false}};
static const struct field *const group_columns[] = {
	&place_group_fields[GROUP_NAME], &place_group_fields[GROUP_KIND], &place_group_fields[GROUP_HOST],
	&place_group_fields[GROUP_PLACES],
};
static const struct listing group_listing = {
	.label = N_("Groups of the arrangements"), .orders = group_orders, .n_orders = 1, .columns = group_columns,
	.n_columns = 4,
};

const struct record rec_place_group = {
	.name = "place_group", .label = N_("Group of an arrangement"), .api = "arrangementgroepen",
	.fields = place_group_fields, .n = GROUP__N, .title = &place_group_fields[GROUP_NAME], .access = group_access,
	.n_access = 3, .org = &place_group_fields[GROUP_HOST], .parent = &place_group_fields[GROUP_KIND],
	.listing = &group_listing,
};

/* ---- who goes first ---- */

static const struct choice tests[] = {
	{"woont", N_("The child lives in these postcodes"), NULL},
	{"thuis", N_("The child is at home without school now"), NULL},
	{NULL, NULL, NULL},
};

const struct field place_first_fields[FIRST__N] = {
	[FIRST_KIND] = {.name = "kind", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.ref = &rec_place_kind, .label = N_("Kind of group arrangement")},
	[FIRST_RANK] = {.name = "place_rank", .type = &T_NUMBER, .privacy = PRIV_PUBLIC, .min = 1, .max = 9,
		.label = N_("Which rule counts first? 1 is the first"), .missing = N_("Enter a number from 1 to 9")},
	[FIRST_TEST] = {.name = "test", .type = &T_RADIO, .privacy = PRIV_PUBLIC, .label = N_("Who goes first by this "
		"rule?"),
		.missing = N_("Choose who goes first by this rule"), .choices = tests},
	[FIRST_PC4_FROM] = {.name = "pc4_from", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 4,
		.max = 4, .like = "1999", .unlike = N_("Enter four figures, for example 8601"),
		.label = N_("From which postcode?"), .hint = N_("Four figures")},
	[FIRST_PC4_LAST] = {.name = "pc4_last", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 4,
		.max = 4, .like = "1999", .unlike = N_("Enter four figures, for example 8601"),
		.label = N_("Up to and including which postcode?"), .hint = N_("Four figures")},
	[FIRST_WORDS] = {.name = "words", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 5, .max = 160,
		.label = N_("The reason, as parents will read it"),
		.hint = N_("For example: the municipality pays, and its own children go first"),
		.missing = N_("Write the reason as parents will read it")},
	[FIRST_SOURCE] = {.name = "source", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 3, .max = 160,
		.label = N_("Where does this rule stand?"), .hint = N_("The agreement or decision, with its day"),
		.missing = N_("Enter where this rule stands")},
	[FIRST_BEGINS] = {.name = "begins", .type = &T_DATE, .privacy = PRIV_PUBLIC, .label = N_("From which day does it "
		"hold?"),
		.missing = N_("Enter the first day")},
	[FIRST_ENDS] = {.name = "ends", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC,
		.label = N_("Until which day?"), .hint = N_("Empty: no end is agreed")},
};

static void first_check(const struct given *g, struct reasons *out)
{
	struct val from = row_val(g->row, &place_first_fields[FIRST_PC4_FROM]);
	struct val last = row_val(g->row, &place_first_fields[FIRST_PC4_LAST]);
	bool lives = str_is(row_text(g->row, &place_first_fields[FIRST_TEST]), "woont");
	if (lives && from.type == VAL_NULL)
		reason_add(out, &place_first_fields[FIRST_PC4_FROM], N_("Enter the first of the postcodes"));
	if (lives && last.type == VAL_NULL)
		reason_add(out, &place_first_fields[FIRST_PC4_LAST], N_("Enter the last of the postcodes"));
	if (from.type == VAL_TEXT && last.type == VAL_TEXT && str_cmp(last.s, from.s) < 0)
		reason_add(out, &place_first_fields[FIRST_PC4_LAST], N_("Enter a postcode that is not below the first"));
}

const struct record rec_place_first = {
	.name = "place_first", .label = N_("Rule of who goes first"), .api = "voorrangsregels",
		.fields = place_first_fields,
	.n = FIRST__N, .title = &place_first_fields[FIRST_WORDS], .access = kind_access, .n_access = 2,
	.parent = &place_first_fields[FIRST_KIND], .check = first_check,
};

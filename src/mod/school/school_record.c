#include "date.h"
#include "people.h"
#include "rule.h"
#include "school.h"
#include "utf8.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

/* access.md rule 15: organisations are made by the administrator, and the partnership keeps its own register; what a
 * school can offer is said by its leader, or by the board that answers for it (WPO art. 8 and 18a, school guide). */
#define PARTNERSHIP (ROLE(DIRECTOR) | ROLE(TLV_SECRETARY) | ROLE(ADMINISTRATOR))
#define SCHOOL_SIDE (ROLE(SCHOOL_LEADER) | ROLE(BOARD))

static const struct access school_access[] = {
	{UINT32_MAX, OP_READ, WHERE_REGION},
	{PARTNERSHIP, OP_READ | OP_CREATE | OP_CHANGE | OP_EXPORT, WHERE_REGION},
	{ROLE(SCHOOL_LEADER), OP_READ | OP_CHANGE, WHERE_OWN},
	{ROLE(BOARD), OP_READ | OP_CHANGE | OP_EXPORT, WHERE_BELOW},
};

static const struct choice kinds[] = {
	{"bo", N_("Primary school"), NULL},
	{"sbo", N_("Special primary school (SBO)"), NULL},
	{"so", N_("Special education (SO)"), NULL},
	{"vso", N_("Special secondary education (VSO)"), NULL},
	{"vo", N_("Secondary school"), NULL},
	{"pro", N_("Practical education"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice denominations[] = {
	{"openbaar", N_("Public"), NULL},
	{"katholiek", N_("Roman Catholic"), NULL},
	{"christelijk", N_("Protestant Christian"), NULL},
	{"interconfessioneel", N_("Interdenominational"), NULL},
	{"islamitisch", N_("Islamic"), NULL},
	{"algemeen", N_("General independent"), NULL},
	{"reformatorisch", N_("Reformed (reformatorisch)"), NULL},
	{"gereformeerd", N_("Reformed (gereformeerd)"), NULL},
	{"vrijgemaakt", N_("Reformed (vrijgemaakt)"), NULL},
	{"evangelisch", N_("Evangelical"), NULL},
	{"antroposofisch", N_("Anthroposophic"), NULL},
	{"hindoe", N_("Hindu"), NULL},
	{"joods", N_("Jewish"), NULL},
	{"samen-pc-rk", N_("Together: Protestant and Roman Catholic"), NULL},
	{"samen-opb-pc", N_("Together: public and Protestant"), NULL},
	{"samen-opb-rk", N_("Together: public and Roman Catholic"), NULL},
	{"samen-alle", N_("Together: several denominations"), NULL},
	{"anders", N_("Other"), NULL},
	{NULL, NULL, NULL},
};

/* Asked of a person, never taken from a list: a reformatorische school may belong to the national partnership, and
 * schools of cluster 1 and 2 (blind, deaf) belong to none (WPO article 18a, paragraphs 2 and 10). */
static const struct choice partnerships[] = {
	{"regio", N_("This partnership"), NULL},
	{"landelijk", N_("The national reformatorisch partnership"), NULL},
	{"cluster", N_("None: an institution of cluster 1 or 2"), NULL},
	{"later", N_("Not known yet"), NULL},
	{NULL, NULL, NULL},
};

#define REGISTER .privacy = PRIV_PUBLIC, .by = PARTNERSHIP
#define PROFILE .type = &T_LINES, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .by = SCHOOL_SIDE, .max = 4000

const struct field school_fields[SCHOOL__N] = {
	[SCHOOL_NAME] = {.name = "name",
                         .type = &T_LINE,
                         REGISTER,
                         .min = 2,
                         .max = 120,
                         .label = N_("Name of the school"),
                         .missing = N_("Enter the name of the school")},
	[SCHOOL_NAME_KEY] = {.name = "name_key",
                             .type = &T_LINE,
                             .need = NEED_SERVER,
                             .privacy = PRIV_PUBLIC,
                             .max = 480,
                             .fold_of = "name"},
	[SCHOOL_KIND] = {.name = "kind",
                         .type = &T_CHOICE,
                         REGISTER,
                         .label = N_("Kind of school"),
                         .missing = N_("Choose the kind of school"),
                         .choices = kinds},
	[SCHOOL_BRIN] = {.name = "brin",
                         .type = &T_LINE,
                         REGISTER,
                         .min = 6,
                         .max = 6,
                         .like = "99AA99",
                         .unlike = N_("Enter two digits, two capitals and two digits, for example 12AB00"),
                         .label = N_("BRIN and location"),
                         .hint = N_("Two digits, two letters and the two digits of the location: 12AB00"),
                         .missing = N_("Enter the BRIN and the location")},
	[SCHOOL_DENOMINATION] = {.name = "denomination",
                                 .type = &T_CHOICE,
                                 REGISTER,
                                 .label = N_("Denomination"),
                                 .missing = N_("Choose the denomination"),
                                 .choices = denominations},
	[SCHOOL_STREET] = {.name = "street",
                           .type = &T_LINE,
                           REGISTER,
                           .min = 1,
                           .max = 80,
                           .label = N_("Street"),
                           .missing = N_("Enter the street")},
	[SCHOOL_HOUSE_NUMBER] = {.name = "house_number",
                                 .type = &T_LINE,
                                 REGISTER,
                                 .min = 1,
                                 .max = 10,
                                 .label = N_("House number"),
                                 .missing = N_("Enter the house number")},
	[SCHOOL_POSTCODE] = {.name = "postcode",
                             .type = &T_LINE,
                             REGISTER,
                             .min = 6,
                             .max = 7,
                             .label = N_("Postcode"),
                             .like = "1999 AA",
                             .unlike = N_("Enter four digits and two capitals, for example 8601 AB"),
                             .hint = N_("Four digits and two letters: 8601 AB"),
                             .missing = N_("Enter the postcode")},
	[SCHOOL_PLACE] = {.name = "place",
                          .type = &T_LINE,
                          REGISTER,
                          .min = 2,
                          .max = 80,
                          .label = N_("Town or village"),
                          .missing = N_("Enter the town or village")},
	[SCHOOL_PLACE_KEY] = {.name = "place_key",
                              .type = &T_LINE,
                              .need = NEED_SERVER,
                              .privacy = PRIV_PUBLIC,
                              .max = 320,
                              .fold_of = "place"},
	[SCHOOL_MUNICIPALITY] = {.name = "municipality",
                                 .type = &T_LINE,
                                 REGISTER,
                                 .min = 2,
                                 .max = 80,
                                 .label = N_("Municipality"),
                                 .missing = N_("Enter the municipality")},
	[SCHOOL_FIND] = {.name = "find_key",
                         .type = &T_LINE,
                         .need = NEED_SERVER,
                         .privacy = PRIV_PUBLIC,
                         .max = 1200,
                         .hint = N_("Search by name or town")},
	[SCHOOL_WEBSITE] = {.name = "website",
                            .type = &T_LINE,
                            .need = NEED_OPTIONAL,
                            REGISTER,
                            .min = 4,
                            .max = 120,
                            .label = N_("Website"),
                            .hint = N_("For example www.dewilgenhoek.nl")},
	[SCHOOL_PHONE] = {.name = "phone",
                          .type = &T_LINE,
                          .need = NEED_OPTIONAL,
                          REGISTER,
                          .min = 10,
                          .max = 20,
                          .label = N_("Phone number")},
	[SCHOOL_HOLIDAYS] = {.name = "holidays",
                             .type = &T_CHOICE,
                             REGISTER,
                             .label = N_("Holiday region"),
                             .missing = N_("Choose the holiday region"),
                             .choices = holiday_region_choices},
	[SCHOOL_ORG] = {.name = "org",
                        .type = &T_REF,
                        .need = NEED_SERVER,
                        .privacy = PRIV_PUBLIC,
                        .unset = true,
                        .ref = &rec_organisation},
	[SCHOOL_BOARD] = {.name = "board",
                          .type = &T_REF,
                          .need = NEED_SERVER,
                          .privacy = PRIV_PUBLIC,
                          .unset = true,
                          .ref = &rec_organisation,
                          .label = N_("School board")},
	[SCHOOL_OFFER] = {.name = "offer",
                          PROFILE,
                          .label = N_("What do you offer children who need more?"),
                          .hint = N_("As parents read it in the school guide. Start from what a child needs, not from "
                                     "a diagnosis.")},
	[SCHOOL_EXPERTISE] = {.name = "expertise",
                              PROFILE,
                              .label = N_("Which expertise is in house?"),
                              .hint = N_("For example a specialist in behaviour, a remedial teacher, or help with "
                                         "Dutch as a second language")},
	[SCHOOL_GROUPS] = {.name = "groups_text",
                           PROFILE,
                           .label = N_("How are the groups arranged?"),
                           .hint = N_("How large they are, and where a child can work quietly or in a small group")},
	[SCHOOL_BUILDING] = {.name = "building",
                             PROFILE,
                             .label = N_("Who can get about in the building?"),
                             .hint = N_("Stairs, lift, toilet, light and sound: what works, and what not")},
	[SCHOOL_NOT_YET] = {.name = "not_yet",
                            PROFILE,
                            .label = N_("What can you not offer yet?"),
                            .hint = N_("And who helps you with it. An honest answer saves a family a search.")},
	[SCHOOL_CHECKED] = {.name = "checked",
                            .type = &T_DATE,
                            .need = NEED_SERVER,
                            .privacy = PRIV_PUBLIC,
                            .unset = true,
                            .label = N_("Offer last looked over")},
	[SCHOOL_BOARD_NUMBER] = {.name = "board_number", .type = &T_LINE, .need = NEED_OPTIONAL, REGISTER, .min = 5,
		.max = 5, .like = "99999", .unlike = N_("Enter the five digits of the board"),
		.label = N_("Number of the board")},
	[SCHOOL_MUNICIPALITY_CODE] = {.name = "municipality_code", .type = &T_LINE, .need = NEED_SERVER, .unset = true,
		.privacy = PRIV_PUBLIC, .min = 4, .max = 4, .label = N_("Number of the municipality")},
	[SCHOOL_PARTNERSHIP] = {.name = "partnership", .type = &T_CHOICE, .need = NEED_OPTIONAL, REGISTER,
		.label = N_("Which partnership does it belong to?"), .choices = partnerships},
	[SCHOOL_GONE] = {.name = "gone_since", .type = &T_DATE, .need = NEED_OPTIONAL, REGISTER, .min = 0, .max = DATE_OPEN,
		.label = N_("No longer in DUO's list since"),
		.hint = N_("Set by the monthly import; empty it when the school is still there")},
	/* What DUO said last, so that the next list can tell what a person wrote since: a line per field. */
	[SCHOOL_SAID] = {.name = "register_said", .type = &T_LINES, .need = NEED_SERVER, .unset = true,
		.privacy = PRIV_PUBLIC, .max = 4000},
};

/* Any word of the name, the town or the municipality finds the school. */
static void school_derive(struct arena *a, struct val *v)
{
	struct str all = str_printf(a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(v[SCHOOL_NAME].s),
	                            STR_ARG(v[SCHOOL_PLACE].s), STR_ARG(v[SCHOOL_MUNICIPALITY].s));
	v[SCHOOL_FIND] = val_text(utf8_fold(a, all));
}

static const struct order orders[] = {
	{&school_fields[SCHOOL_NAME_KEY], false},
	{&school_fields[SCHOOL_PLACE_KEY], false},
};
static const struct field *const columns[] = {
	&school_fields[SCHOOL_NAME], &school_fields[SCHOOL_KIND], &school_fields[SCHOOL_PLACE],
	&school_fields[SCHOOL_DENOMINATION],
};
static const struct field *const filters[] = {
	&school_fields[SCHOOL_KIND], &school_fields[SCHOOL_DENOMINATION], &school_fields[SCHOOL_HOLIDAYS],
};
static const struct listing school_listing = {
	.label = N_("Schools"), .orders = orders, .n_orders = 2, .columns = columns, .n_columns = 4, .filters = filters,
	.n_filters = 3, .find = &school_fields[SCHOOL_FIND],
};

const struct record rec_school = {
	.name = "school",
	.label = N_("School"),
	.api = "scholen",
	.api_makes = true,
	.fields = school_fields,
	.n = SCHOOL__N,
	.title = &school_fields[SCHOOL_NAME],
	.access = school_access,
	.n_access = sizeof school_access / sizeof *school_access,
	.org = &school_fields[SCHOOL_ORG],
	.derive = school_derive,
	.listing = &school_listing,
	.keep = {.purpose = N_("To find a school that fits, and to know what it can offer"),
                 .ground = N_("Task of the partnership (WPO article 18a)"),
                 .rule = "setting.keep.school"},
};

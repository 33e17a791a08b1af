#include "people.h"

#include "invitation.h"

static const struct choice lang_choices[] = {
	{"nl", N_("Dutch"), NULL},
	{"en", N_("English"), NULL},
	{NULL, NULL, NULL},
};

static const struct choice channel_choices[] = {
	{"mail", N_("By e-mail"), NULL},
	{"letter", N_("By letter, on paper"), N_("School prints it and gives or sends it to you")},
	{NULL, NULL, NULL},
};

static const struct choice theme_choices[] = {
	{"auto", N_("As my device"), NULL},
	{"light", N_("Light"), NULL},
	{"dark", N_("Dark"), NULL},
	{NULL, NULL, NULL},
};

/* The codes and labels of auth/role.h, with the kinds that an administrator makes; the partnership itself and the
 * place where parents and pupils hold their seat come with the set-up, and a school makes its own groups. A test holds
 * them against role.h. */
static const struct choice kind_choices[] = {
	{"school", N_("School"), N_("One location of a primary or secondary school")},
	{"board", N_("School board"), NULL},
	{"provision", N_("Group arrangement"),
	 N_("Startklas, SBO or SO: a place where a group of children gets extra help")},
	{"preschool", N_("Preschool"), N_("Also day care and out-of-school care")},
	{"municipality", N_("Municipality"), NULL},
	{"provider", N_("Care provider"), N_("Youth care, a therapist or an expertise centre")},
	{"health", N_("Youth health care"), N_("School doctors and nurses; in Dutch JGZ")},
	{"swv", N_("Partnership"), N_("A second location of the partnership itself")},
	{"parents", N_("Parents and pupils"), N_("Where parents and pupils have their role; one is enough")},
	{NULL, NULL, NULL},
};

const struct field region_fields[REGION__N] = {
	[REGION_CODE] = {
		.name = "code", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 1, .max = 20,
		.label = N_("Number of the partnership"), .hint = N_("PO or VO and four digits, for example PO2401"),
		.missing = N_("Enter the number of the partnership"),
	},
	[REGION_NAME] = {
		.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 2, .max = 120,
		.label = N_("Name of the partnership"), .missing = N_("Enter the name of the partnership"),
	},
	[REGION_PHONE] = {
		.name = "phone", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 10, .max = 20,
		.label = N_("Phone number for help"), .hint = N_("This number is shown on the help page and in letters"),
	},
	[REGION_MADE] = {.name = "made", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PUBLIC},
};

const struct field organisation_fields[ORGANISATION__N] = {
	[ORGANISATION_KIND] = {
		.name = "kind", .type = &T_RADIO, .privacy = PRIV_PUBLIC, .label = N_("What kind of organisation is it?"),
		.missing = N_("Choose what kind of organisation it is"), .choices = kind_choices,
	},
	[ORGANISATION_NAME] = {
		.name = "name", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 2, .max = 120,
		.label = N_("Name"), .hint = N_("As people know it"), .missing = N_("Enter the name of the organisation"),
	},
	[ORGANISATION_NAME_KEY] = {
		.name = "name_key", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .max = 480,
		.fold_of = "name",
	},
	[ORGANISATION_PLACE] = {
		.name = "place", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .min = 2, .max = 80,
		.label = N_("Town or village"),
	},
	[ORGANISATION_PARENT] = {.name = "parent", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.ref = &rec_organisation, .unset = true},
	[ORGANISATION_ENDED] = {.name = "ended", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PUBLIC},
	/* Of a group. */
	[ORGANISATION_YEARS] = {.name = "years", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PUBLIC, .max = 20,
		.label = N_("Year"), .hint = N_("For example 5, or 1/2")},
};

const struct field account_fields[ACCOUNT__N] = {
	[ACCOUNT_EMAIL] =
		{
			.name = "email",
			.type = &T_EMAIL,
			.need = NEED_OPTIONAL, /* parents and pupils do without (practice.md 11) */
			.privacy = PRIV_PERSONAL,
			.min = 6,
			.max = 254,
			.label = N_("E-mail address"),
			.autocomplete = "username",
		},
	[ACCOUNT_EMAIL_KEY] =
		{
			.name = "email_key",
			.type = &T_LINE,
			.need = NEED_SERVER,
			.privacy = PRIV_PERSONAL,
			.max = 1016,
			.fold_of = "email",
			.unset = true,
		},
	[ACCOUNT_NAME] =
		{
			.name = "name",
			.type = &T_LINE,
			.privacy = PRIV_PERSONAL,
			.min = 2,
			.max = 120,
			.label = N_("First and last name"),
			.missing = N_("Enter your first and last name"),
			.autocomplete = "name",
		},
	[ACCOUNT_NAME_KEY] =
		{
			.name = "name_key",
			.type = &T_LINE,
			.need = NEED_SERVER,
			.privacy = PRIV_PERSONAL,
			.max = 480,
			.fold_of = "name",
		},
	[ACCOUNT_LANG] =
		{
			.name = "lang",
			.type = &T_RADIO,
			.privacy = PRIV_PERSONAL,
			.label = N_("Language"),
			.missing = N_("Choose a language"),
			.choices = lang_choices,
		},
	[ACCOUNT_THEME] =
		{
			.name = "theme",
			.type = &T_RADIO,
			.privacy = PRIV_PERSONAL,
			.label = N_("Light or dark"),
			.missing = N_("Choose light or dark"),
			.choices = theme_choices,
		},
	[ACCOUNT_SHORTCUTS] =
		{
			.name = "shortcuts",
			.type = &T_YES,
			.need = NEED_OPTIONAL,
			.privacy = PRIV_PERSONAL,
			.label = N_("Use keyboard shortcuts"),
			.hint = N_("Press ? on a page to see them"),
		},
	[ACCOUNT_CHANNEL] = {
		.name = "channel", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .label = N_("How do we tell you that something "
		"is ready?"), .missing = N_("Choose by mail or by letter"), .choices = channel_choices},
	[ACCOUNT_TALK_LANGUAGE] = {
		.name = "talk_language", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .min = 2, .max = 60,
		.label = N_("Language to talk in"), .hint = N_("If it is another one than Dutch")},
	[ACCOUNT_INTERPRETER] = {
		.name = "interpreter", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("An interpreter is needed"), .hint = N_("A child never interprets. An adult does")},
	[ACCOUNT_RATHER_HEARS] = {
		.name = "rather_hears", .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Rather hears than reads")},
	[ACCOUNT_DESK] = {.name = "desk", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_organisation, .unset = true},
	[ACCOUNT_PASSWORD] =
		{
			.name = "password",
			.type = &T_PASSWORD,
			.need = NEED_SERVER,
			.privacy = PRIV_SECRET,
			.max = PASSWORD_HASH_MAX,
		},
	[ACCOUNT_SECOND_FACTOR] = {.name = "second_factor",
				   .type = &T_BYTES,
				   .need = NEED_SERVER,
				   .privacy = PRIV_SECRET,
				   .unset = true},
	[ACCOUNT_SECOND_STEP] = {.name = "second_step",
				 .type = &T_INSTANT,
				 .need = NEED_SERVER,
				 .privacy = PRIV_SECRET},
	[ACCOUNT_MADE] = {.name = "made", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[ACCOUNT_CLOSED] = {.name = "closed", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

const struct field seat_fields[SEAT__N] = {
	[SEAT_ORG] = {.name = "org", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .ref = &rec_organisation},
	[SEAT_ROLE] = {.name = "role", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PUBLIC, .max = 40},
};

const struct field holds_fields[HOLDS__N] = {
	[HOLDS_ACCOUNT] = {.name = "account", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_account},
	[HOLDS_SEAT] = {.name = "seat", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_seat},
	[HOLDS_BEGINS] = {.name = "begins", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[HOLDS_ENDS] = {.name = "ends", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[HOLDS_GIVEN_BY] = {.name = "given_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
};

const struct field invitation_fields[INVITATION__N] = {
	[INVITATION_CODE_HASH] = {.name = "code_hash", .type = &T_BYTES, .need = NEED_SERVER, .privacy = PRIV_SECRET},
	[INVITATION_EMAIL] = {
		.name = "email", .type = &T_EMAIL, .privacy = PRIV_PERSONAL, .min = 6, .max = 254,
		.label = N_("Their e-mail address"), .hint = N_("They sign in with this address"),
		.missing = N_("Enter an e-mail address"),
	},
	[INVITATION_NAME] = {
		.name = "name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 2, .max = 120,
		.label = N_("Their first and last name"), .missing = N_("Enter a first and last name"),
	},
	[INVITATION_LANG] = {
		.name = "lang", .type = &T_RADIO, .privacy = PRIV_PERSONAL,
		.label = N_("Language of the pages and the letter"),
		.missing = N_("Choose a language"), .choices = lang_choices,
	},
	[INVITATION_SEAT] = {.name = "seat", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_seat},
	[INVITATION_GIVEN_BY] = {.name = "given_by", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[INVITATION_MADE] = {.name = "made", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[INVITATION_ENDS] = {.name = "ends", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[INVITATION_USED] = {.name = "used", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	/* Of own family: the child, 0 when there is none, and what the person becomes to it. */
	[INVITATION_ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &ref_many},
	[INVITATION_KIND] = {.name = "kind", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* Who did what stays known as long as the longest part of what they did it to (law.md PRI-06). */
enum { LONGEST_MONTHS = 84, INVITATION_MONTHS = 12 };

const struct record rec_region = {
	.name = "region", .label = N_("Partnership"), .fields = region_fields, .n = REGION__N};
/* What an organisation is called may be known where one takes part. */
static const struct access organisation_access[] = {{UINT32_MAX, OP_READ, WHERE_REGION}};
const struct record rec_organisation = {
	.name = "organisation", .label = N_("Organisation"), .fields = organisation_fields, .n = ORGANISATION__N,
	.title = &organisation_fields[ORGANISATION_NAME], .access = organisation_access, .n_access = 1,
	.may_undo = organisation_may_undo,
};
const struct record rec_account = {
	.name = "account", .label = N_("Account"), .fields = account_fields, .n = ACCOUNT__N,
	.may_undo = account_may_undo,
	.keep = {.purpose = N_("To sign in safely, and to know who did what"),
		.ground = N_("Security of processing (AVG article 32)"), .rule = "PRI-06", .months = LONGEST_MONTHS,
		.from = &account_fields[ACCOUNT_CLOSED]}};
const struct record rec_seat = {
	.name = "seat", .label = N_("Role at an organisation"), .fields = seat_fields, .n = SEAT__N};
const struct record rec_holds = {
	.name = "holds", .label = N_("Role of a person"), .fields = holds_fields, .n = HOLDS__N,
	.holder = &holds_fields[HOLDS_ACCOUNT], .may_undo = holds_may_undo,
	.keep = {.purpose = N_("To know who could open what, and by whose choice"),
		.ground = N_("Security of processing (AVG article 32)"), .rule = "PRI-06", .months = LONGEST_MONTHS,
		.from = &holds_fields[HOLDS_ENDS]}};
const struct record rec_invitation = {
	.name = "invitation", .label = N_("Invitation"), .fields = invitation_fields, .n = INVITATION__N,
	.may_undo = invitation_may_undo,
	.keep = {.purpose = N_("To give someone an account or a role"),
		.ground = N_("Security of processing (AVG article 32)"), .rule = "setting.keep.invitation",
		.months = INVITATION_MONTHS, .from = &invitation_fields[INVITATION_ENDS]},
};

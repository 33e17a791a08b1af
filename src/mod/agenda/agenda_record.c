#include "agenda_pages.h"

#include "people.h"

const struct field agenda_feed_fields[AGENDA_FEED__N] = {
	[AGENDA_FEED_HASH] = {.name = "token_hash", .type = &T_BYTES, .need = NEED_SERVER, .privacy = PRIV_SECRET},
	[AGENDA_FEED_ACCOUNT] = {.name = "account", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_account},
	[AGENDA_FEED_ROLE] = {.name = "role", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .max = 40},
	[AGENDA_FEED_MADE] = {.name = "made", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[AGENDA_FEED_ENDED] = {.name = "ended", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* No .may_undo: an address that was ended stays so. */
const struct record rec_agenda_feed = {
	.name = "agenda_feed", .label = N_("Address of an own calendar"), .fields = agenda_feed_fields, .n = AGENDA_FEED__N,
	.keep = {.purpose = N_("To know who could open what, and by whose choice"),
		.ground = N_("Security of processing (AVG article 32)"), .rule = "PRI-06", .months = 84,
		.from = &agenda_feed_fields[AGENDA_FEED_ENDED]}};

static const struct choice hows[] = {
	{"daily", N_("On each working day"), NULL},
	{"weekly", N_("On the first working day of the week"), NULL},
	{"none", N_("Never"), N_("You then only see it when you sign in")},
	{NULL, NULL, NULL},
};
/* Not before people get up, and not in the hours that a clock that is put forward or back skips or repeats. */
static const struct choice hours[] = {
	{"06", N_("6.00"), NULL}, {"07", N_("7.00"), NULL}, {"08", N_("8.00"), NULL}, {"09", N_("9.00"), NULL},
	{"12", N_("12.00"), NULL}, {"15", N_("15.00"), NULL}, {"17", N_("17.00"), NULL}, {NULL, NULL, NULL},
};

const struct field digest_fields[DIGEST_FIELD__N] = {
	[DIGEST_ACCOUNT] = {.name = "account", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_account},
	[DIGEST_HOW] = {.name = "how", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = hows,
		.label = N_("When do you want a message?"), .missing = N_("Choose when you want a message")},
	[DIGEST_HOUR] = {.name = "hour", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .choices = hours,
		.label = N_("At what time?"), .missing = N_("Choose a time")},
};
const struct record rec_digest = {
	.name = "digest", .label = N_("Daily message"), .fields = digest_fields, .n = DIGEST_FIELD__N, .may_undo = NULL,
	.keep = {.purpose = N_("To tell people in time that work waits for them"),
		.ground = N_("Task of general interest (AVG article 6, first paragraph, e)")}};

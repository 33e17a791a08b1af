#include "presence.h"

#include "date.h"
#include "people.h"
#include "presence_rights.h"

#define OF_PERSON .need = NEED_SERVER, .privacy = PRIV_PERSONAL
#define DAY(field_, label_) \
	{.name = field_, .type = &T_YES, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .label = label_}

const struct field working_days_fields[DAYS__N] = {
	[DAYS_ACCOUNT] = {.name = "account", .type = &T_REF, OF_PERSON, .ref = &rec_account},
	[DAYS_ORG] = {.name = "org", .type = &T_REF, OF_PERSON, .ref = &rec_organisation},
	[DAYS_SINCE] = {.name = "since", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = N_("From which day?"),
		.missing = N_("Enter from which day you work like this")},
	[DAYS_MONDAY] = DAY("monday", N_("Monday")),
	[DAYS_TUESDAY] = DAY("tuesday", N_("Tuesday")),
	[DAYS_WEDNESDAY] = DAY("wednesday", N_("Wednesday")),
	[DAYS_THURSDAY] = DAY("thursday", N_("Thursday")),
	[DAYS_FRIDAY] = DAY("friday", N_("Friday")),
};

/* Never why someone is ill: nobody may ask that (AVG article 9). */
static const struct choice kinds[] = {
	{"verlof", N_("Leave"), NULL},
	{"ziek", N_("Ill"), N_("Only that someone is ill. What the matter is stands nowhere.")},
	{"zomer", N_("Summer"), NULL},
	{"anders", N_("Something else"), NULL},
	{NULL, NULL, NULL},
};

const struct field absence_fields[ABSENCE__N] = {
	[ABSENCE_ACCOUNT] = {.name = "account", .type = &T_REF, OF_PERSON, .ref = &rec_account},
	[ABSENCE_ORG] = {.name = "org", .type = &T_REF, OF_PERSON, .ref = &rec_organisation},
	[ABSENCE_KIND] = {.name = "kind", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .label = N_("What is it?"),
		.missing = N_("Choose what it is"), .choices = kinds},
	[ABSENCE_FIRST] = {.name = "first_day", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = N_("First day"),
		.missing = N_("Enter the first day")},
	[ABSENCE_LAST] = {.name = "last_day", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = N_("Last day"),
		.hint = N_("Not sure yet? Enter the day until which it is certain. You can change it."),
		.missing = N_("Enter the last day")},
	[ABSENCE_ENDED] = {.name = "ended", .type = &T_INSTANT, OF_PERSON},
	[ABSENCE_BEGINS] = {.name = "begins", .type = &T_INSTANT, OF_PERSON},
	[ABSENCE_ENDS] = {.name = "ends", .type = &T_INSTANT, OF_PERSON},
	[ABSENCE_ENTERED_BY] = {.name = "entered_by", .type = &T_REF, OF_PERSON, .ref = &ref_many},
};

/* "The substitute per part": the core is always among it (presence_rights.c). */
static const struct choice shares[] = {
	{"alles", N_("Everything a substitute may do"), NULL},
	{"kaart", N_("Agreement card and goals"), NULL},
	{"school", N_("What the school keeps: talks, plans, observations"), NULL},
	{"knooppunt", N_("Meetings: agenda, report, agreements"), NULL},
	{"swv", N_("What the partnership does: advice, help, requests"), NULL},
	{NULL, NULL, NULL},
};

const struct field cover_fields[COVER__N] = {
	[COVER_ABSENCE] = {.name = "absence", .type = &T_REF, OF_PERSON, .ref = &rec_absence},
	[COVER_ABSENT] = {.name = "absent", .type = &T_REF, OF_PERSON, .ref = &rec_account},
	[COVER_ORG] = {.name = "org", .type = &T_REF, OF_PERSON, .ref = &rec_organisation},
	[COVER_PLACE] = {.name = "place", .type = &T_REF, OF_PERSON, .ref = &rec_holds},
	[COVER_SHARE] = {.name = "share", .type = &T_CHOICE, .privacy = PRIV_PERSONAL, .label = N_("For what?"),
		.missing = N_("Choose for what this person stands in"), .choices = shares},
	[COVER_PARTS] = {.name = "parts", .type = &T_NUMBER, OF_PERSON},
	[COVER_STATE] = {.name = "state", .type = &T_LINE, OF_PERSON},
	[COVER_ASKED_BY] = {.name = "asked_by", .type = &T_REF, OF_PERSON, .ref = &ref_many},
	[COVER_ASKED_AT] = {.name = "asked_at", .type = &T_INSTANT, OF_PERSON},
	[COVER_GIVEN_BY] = {.name = "given_by", .type = &T_REF, OF_PERSON, .ref = &ref_many},
	[COVER_GIVEN_AT] = {.name = "given_at", .type = &T_INSTANT, OF_PERSON},
};

/* The first day counts from its beginning, the last to its end; ended early is ended at once. */
static void absence_derive(struct arena *a, struct val *v)
{
	(void)a;
	int64_t ends = instant_of_date((int32_t)v[ABSENCE_LAST].i + 1);
	v[ABSENCE_BEGINS] = val_int(instant_of_date((int32_t)v[ABSENCE_FIRST].i));
	v[ABSENCE_ENDS] = val_int(v[ABSENCE_ENDED].i < ends ? v[ABSENCE_ENDED].i : ends);
}

static void cover_derive(struct arena *a, struct val *v)
{
	(void)a;
	v[COVER_PARTS] = val_int(cover_parts(v[COVER_SHARE].s));
}

enum { LONGEST_DAYS = 400 };

static void absence_check(const struct given *g, struct reasons *out)
{
	int64_t first = row_int(g->row, &absence_fields[ABSENCE_FIRST]), last = row_int(g->row,
			&absence_fields[ABSENCE_LAST]);
	if (last < first)
		reason_add(out, &absence_fields[ABSENCE_LAST],
				N_("The last day is before the first day. Change one of them."));
	if (last - first > LONGEST_DAYS)
		reason_add(out, &absence_fields[ABSENCE_LAST], N_("Enter at most a year, and change it later"));
}

/* Of the own organisation, to who gives roles there (auth/role.c); the person itself and colleagues read it on the
 * pages of this module, which ask presence_rights.h. */
#define LEADS (UINT32_C(1) << ROLE_SCHOOL_LEADER | UINT32_C(1) << ROLE_DIRECTOR)
static const struct access leads[] = {{LEADS, OP_READ, WHERE_OWN}};

/* A year, so that one can say afterwards why someone could open a child. */
#define KEPT(from_) \
	.keep = {.purpose = N_("To know who is there and who stands in, so that no term waits for a person"), \
		 .ground = N_("Security of processing (AVG article 32)"), .rule = "setting.keep.presence", .months = 12, \
		 .from = from_}

const struct record rec_working_days = {
	.name = "working_days", .label = N_("Working days"), .fields = working_days_fields, .n = DAYS__N,
	.access = leads, .n_access = 1, .org = &working_days_fields[DAYS_ORG],
	.keep = {.purpose = N_("To know who is there and who stands in, so that no term waits for a person"),
		.ground = N_("Security of processing (AVG article 32)"), .rule = "setting.keep.presence"},
};
const struct record rec_absence = {
	.name = "absence", .label = N_("Absence"), .fields = absence_fields, .n = ABSENCE__N,
	.access = leads, .n_access = 1, .org = &absence_fields[ABSENCE_ORG], .holder = &absence_fields[ABSENCE_ACCOUNT],
	.derive = absence_derive, .check = absence_check, .may_undo = absence_may_undo,
	KEPT(&absence_fields[ABSENCE_ENDS]),
};
const struct record rec_absence_cover = {
	.name = "absence_cover", .label = N_("Substitute"), .fields = cover_fields, .n = COVER__N,
	.access = leads, .n_access = 1, .org = &cover_fields[COVER_ORG], .holder = &cover_fields[COVER_ABSENT],
	.derive = cover_derive, .may_undo = cover_may_undo,
	KEPT(&cover_fields[COVER_GIVEN_AT]),
};

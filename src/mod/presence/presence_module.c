#include "absence_pages.h"
#include "tray_page.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const char *const query_week[] = {"week", "bij", NULL};
static const char *const query_at[] = {"bij", NULL};
static const char *const query_after[] = {"na", NULL};

static const struct route routes[] = {
	{METHOD_GET, "/account/afwezig", absence_own_page, CAP_SIGNED_IN, "presence.own", N_("When are you there?")},
	{METHOD_POST, "/account/afwezig", absence_own_post, CAP_SIGNED_IN, "presence.own.post", .form = &form_absence,
	 .page = absence_own_page, .body = BODY_FORM},
	{METHOD_POST, "/account/werkdagen", working_days_post, CAP_SIGNED_IN, "presence.days.post",
	 .form = &form_working_days, .page = absence_own_page, .body = BODY_FORM},
	{METHOD_GET, "/afwezigheid/{pid}", absence_page, CAP_SIGNED_IN, "absence", N_("Absence")},
	{METHOD_POST, "/afwezigheid/{pid}/tot", absence_until_post, CAP_SIGNED_IN, "absence.until",
	 .form = &form_absence_until, .page = absence_page, .body = BODY_FORM},
	{METHOD_POST, "/afwezigheid/{pid}/einde", absence_end_post, CAP_SIGNED_IN, "absence.end", .body = BODY_FORM},
	{METHOD_POST, "/afwezigheid/{pid}/vervanger", absence_cover_post, CAP_SIGNED_IN, "absence.cover",
	 .form = &form_cover, .page = absence_page, .body = BODY_FORM},
	{METHOD_POST, "/afwezigheid/{pid}/vervanger/{wie}/{stap}", absence_cover_step_post, CAP_SIGNED_IN,
	 "absence.cover.step", .body = BODY_FORM},
	{METHOD_GET, "/aanwezig", presence_week_page, CAP_SIGNED_IN, "presence", N_("Who is there?"),
			.query = query_week},
	{METHOD_GET, "/aanwezig/melden", absence_of_page, CAP_STAFF, "presence.report", N_("Report a colleague absent"),
	 .query = query_at},
	{METHOD_POST, "/aanwezig/melden", absence_of_post, CAP_STAFF, "presence.report.post", .form = &form_absence_of,
	 .page = absence_of_page, .body = BODY_FORM},
	{METHOD_GET, "/bak", tray_page, CAP_SIGNED_IN, "tray", N_("Tray of the organisation"), .query = query_at},
	{METHOD_POST, "/bak/{wie}/neem-over", tray_take_post, CAP_SIGNED_IN, "tray.take", .body = BODY_FORM},
	{METHOD_POST, "/bak/{wie}/geef", tray_give_post, CAP_SIGNED_IN, "tray.give", .body = BODY_FORM},
	{METHOD_GET, "/werk/vervanging", stand_in_page, CAP_SIGNED_IN, "stand_in", N_("You stand in")},
	{METHOD_GET, "/toezicht/vervanging", covers_page, CAP_LOGS, "covers", N_("Who stands in"), .query = query_after},
};

static const struct record *const records[] = {&rec_working_days, &rec_absence, &rec_absence_cover};

/* Whose daily work it is; the others come here from their account. */
static const struct menu_item menu[] = {
	{"/bak", N_("Tray"), ROLE(SCHOOL_LEADER) | ROLE(DIRECTOR) | ROLE(TLV_SECRETARY) | ROLE(PRESCHOOL) |
	 ROLE(PROVISION_TEAM), 1, N_("What must be done here and what nobody who is there has")},
	{"/bak", N_("Tray"), ROLE(IB) | ROLE(TRAJECT), 2, N_("What must be done here and what nobody who is there has")},
	{"/aanwezig", N_("Who is there?"),
			ROLE(SCHOOL_LEADER) | ROLE(IB) | ROLE(TEACHER) | ROLE(DIRECTOR) | ROLE(TRAJECT) |
	 ROLE(TLV_SECRETARY), 2, N_("Which colleagues are there this week, and who stands in")},
	{"/werk/vervanging", N_("You stand in"), ROLE(IB) | ROLE(TEACHER) | ROLE(TRAJECT), 3,
	 N_("Half a page per child of a colleague who is away")},
};

const struct module mod_presence = {
	.name = "presence",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.waits = tray_waits,
};

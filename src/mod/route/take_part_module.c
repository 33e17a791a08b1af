#include "break_glass.h"
#include "break_glass_page.h"
#include "oversight_page.h"
#include "route.h"
#include "shield.h"
#include "shield_page.h"
#include "take_part_page.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define CHILD .record = &rec_route

static const char *const query_cursor[] = {"na", NULL};

static const struct route routes[] = {
	{METHOD_GET, "/kind/noodtoegang", break_glass_page, CAP_BREAK_GLASS, "emergency", N_("Emergency access")},
	{METHOD_POST, "/kind/noodtoegang", break_glass_post, CAP_BREAK_GLASS, "emergency.post", .form = &form_break_glass,
	 .page = break_glass_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/afscherming", shields_page, CAP_SIGNED_IN, "child.shields", N_("Shielded place"), CHILD},
	{METHOD_POST, "/kind/{pid}/afscherming/{wie}/vraag", shield_ask_post, CAP_SIGNED_IN, "child.shield.ask", CHILD,
	 .body = BODY_FORM},
	{METHOD_POST, "/kind/{pid}/afscherming/{wie}/{stap}", shield_step_post, CAP_SIGNED_IN, "child.shield.step",
	 CHILD, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/betrokkenen", takers_page, CAP_SIGNED_IN, "child.takers", N_("Who takes part?"), CHILD},
	{METHOD_GET, "/kind/{pid}/betrokkenen/nieuw", taker_kinds_page, CAP_SIGNED_IN, "child.taker.new",
	 N_("Let someone take part"), CHILD},
	{METHOD_GET, "/kind/{pid}/betrokkenen/nieuw/{soort}", taker_find_page, CAP_SIGNED_IN, "child.taker.find",
	 N_("Let someone take part"), CHILD},
	{METHOD_POST, "/kind/{pid}/betrokkenen/nieuw/{soort}/persoon", taker_person_post, CAP_SIGNED_IN,
	 "child.taker.person", CHILD, .form = &form_taker_person, .page = taker_find_page, .body = BODY_FORM},
	{METHOD_POST, "/kind/{pid}/betrokkenen/nieuw/{soort}/zoek", taker_find_page, CAP_SIGNED_IN, "child.taker.search",
	 CHILD, .form = &form_taker_find, .page = taker_find_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/betrokkenen/nieuw/{soort}/{wie}", taker_page, CAP_SIGNED_IN, "child.taker",
	 N_("Let someone take part"), CHILD},
	{METHOD_POST, "/kind/{pid}/betrokkenen/nieuw/{soort}/{wie}", taker_post, CAP_SIGNED_IN, "child.taker.post", CHILD,
	 .form = &form_taker, .page = taker_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/betrokkenen/uitnodigen", family_page_invite, CAP_SIGNED_IN, "child.family.invite",
	 N_("Invite a parent or the pupil"), CHILD},
	{METHOD_POST, "/kind/{pid}/betrokkenen/uitnodigen", family_post_invite, CAP_SIGNED_IN, "child.family.invite.post",
	 CHILD, .form = &form_family, .page = family_page_invite, .body = BODY_FORM},
	{METHOD_POST, "/kind/{pid}/betrokkenen/{relatie}/einde", taker_end_post, CAP_SIGNED_IN, "child.taker.end", CHILD,
	 .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/noodtoegang", child_emergency_page, CAP_SIGNED_IN, "child.emergency",
	 N_("Emergency access"), CHILD},
	{METHOD_POST, "/kind/{pid}/noodtoegang/gelezen", child_emergency_read, CAP_SIGNED_IN, "child.emergency.read", CHILD,
	 .body = BODY_FORM},
	{METHOD_GET, "/toezicht/betrokkenheid", given_page, CAP_LOGS, "given", N_("Who lets whom take part"),
	 .query = query_cursor},
	{METHOD_GET, "/toezicht/noodtoegang", emergencies_page, CAP_LOGS, "emergencies", N_("Emergency access"),
	 .query = query_cursor},
	{METHOD_POST, "/toezicht/noodtoegang/{pid}/gezien", emergency_seen_post, CAP_LOGS, "emergency.seen",
	 .body = BODY_FORM},
	{METHOD_GET, "/toezicht/waarom", why_page, CAP_LOGS, "why", N_("Why may someone open this?")},
	{METHOD_POST, "/toezicht/waarom", why_post, CAP_LOGS, "why.post", .form = &form_why, .page = why_page,
	 .body = BODY_FORM},
};

static const struct record *const records[] = {&rec_break_glass, &rec_shield};

static const struct menu_item menu[] = {
	{"/toezicht/betrokkenheid", N_("Who takes part"), ROLE(PRIVACY_OFFICER), 2,
	 N_("Who let whom take part in the route of a child")},
	{"/toezicht/noodtoegang", N_("Emergency access"), ROLE(PRIVACY_OFFICER), 2,
	 N_("Who opened a child in an emergency, and why")},
	{"/kind/noodtoegang", N_("Emergency access"), ROLE(IB) | ROLE(TRAJECT), 3,
	 N_("When a child is in danger and nobody else can be reached")},
};

const struct module mod_take_part = {
	.name = "take_part",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
};

#include "move.h"
#include "route.h"
#include "school.h"
#include "visit_pages.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

#define TALK_ROUTES(base, row_name, rec) \
	{METHOD_GET, base, talk_page, CAP_SIGNED_IN, row_name, N_("Talk about a child"), .record = &rec}, \
	{METHOD_GET, base "/wijzig", talk_edit_page, CAP_SIGNED_IN, row_name ".edit", N_("Correct the talk"), \
	 .record = &rec, .writes = true, .form = &form_talk_edit}, \
	{METHOD_POST, base "/wijzig", talk_edit_post, CAP_SIGNED_IN, row_name ".edit.post", .record = &rec, \
	 .writes = true, .form = &form_talk_edit, .page = talk_edit_page, .body = BODY_FORM}, \
	{METHOD_POST, base "/nagekomen", move_post, CAP_SIGNED_IN, row_name ".keep", .record = &rec, \
	 .move = &talk_flow[TALK_KEEP], .page = talk_page, .body = BODY_FORM}, \
	{METHOD_POST, base "/intrekken", move_post, CAP_SIGNED_IN, row_name ".withdraw", .record = &rec, \
	 .move = &talk_flow[TALK_WITHDRAW], .page = talk_page, .body = BODY_FORM}

static const char *const from[] = {TALK_FROM, NULL};

static const struct route routes[] = {
	{METHOD_GET, "/kind/{pid}/gesprekken", child_talks_page, CAP_SIGNED_IN, "child.talks", N_("Talks"),
	 .record = &rec_route, .shows = &rec_talk},
	{METHOD_GET, "/kind/{pid}/gesprek/nieuw", talk_new_page, CAP_SIGNED_IN, "talk.new", N_("Close a talk"),
	 .record = &rec_route, .query = from},
	{METHOD_POST, "/kind/{pid}/gesprek/nieuw", talk_new_post, CAP_SIGNED_IN, "talk.new.post", .record = &rec_route,
	 .form = &form_talk, .page = talk_new_page, .query = from, .body = BODY_FORM},
	TALK_ROUTES("/gesprek/{pid}", "talk", rec_talk),
	TALK_ROUTES("/gesprek-swv/{pid}", "talk.swv", rec_talk_swv),
	{METHOD_GET, "/scholen/bezoek", own_schools_page, CAP_VISITS, "visit.schools", N_("My schools")},
	{METHOD_GET, "/school/{pid}/bezoek", visit_page, CAP_VISITS, "visit", N_("Visit sheet"), .record = &rec_school},
};

static const struct record *const records[] = {&rec_talk, &rec_talk_swv};

static const struct menu_item menu[] = {
	{"/scholen/bezoek", N_("Schools"), ROLE(TRAJECT), 1, N_("Your children per school, with a sheet for your visit")},
	{"/scholen/bezoek", N_("Schools"), ROLE(IB), 3, N_("Your children per school, with a sheet for your visit")},
};

const struct module mod_visit = {
	.name = "visit",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.on_child = &talk_piece,
};

#include "move.h"
#include "chart_page.h"
#include "chart_step.h"
#include "child_timeline.h"
#include "own_child.h"
#include "own_turn.h"
#include "people.h"
#include "record_view.h"
#include "route_flow.h"
#include "route_pages.h"
#include "saved_views.h"
#include "work_bulk.h"
#include "work_page.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const char *const query_children[] = {"na", "fase", NULL};

#define PHASE_STEP(path, row_name, step) \
	{METHOD_POST, "/kind/{pid}/fase/" path, move_post, CAP_SIGNED_IN, "child.phase." row_name, .record = &rec_route, \
	 .move = &route_flow[step], .page = child_page, .body = BODY_FORM}

static const struct route routes[] = {
	{METHOD_GET, "/kind/{pid}", child_page, CAP_SIGNED_IN, "child", N_("Route of a child"), .record = &rec_route},
	{METHOD_GET, "/kind/{pid}/toegang", child_access_page, CAP_SIGNED_IN, "child.access", N_("Why may I see this?"),
	 .record = &rec_route},
	{METHOD_GET, "/kind/{pid}/volgende-stap", next_step_page, CAP_SIGNED_IN, "child.next", N_("Next step"),
	 .record = &rec_route, .writes = true},
	{METHOD_POST, "/kind/{pid}/volgende-stap", next_step_post, CAP_SIGNED_IN, "child.next.post",
	 .record = &rec_route, .writes = true, .form = &form_next_step, .page = next_step_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/gedaan", own_turn_page, CAP_SIGNED_IN, "child.own", N_("Did you do this?"),
	 .record = &rec_route},
	{METHOD_POST, "/kind/{pid}/gedaan", own_turn_post, CAP_SIGNED_IN, "child.own.post", .record = &rec_route,
	 .form = &form_own_done, .page = own_turn_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/dossier", child_paper_page, CAP_SIGNED_IN, "child.paper", N_("The whole route on paper"),
	 .record = &rec_route},
	{METHOD_GET, "/kind/{pid}/dossier/pdf", child_paper_pdf, CAP_SIGNED_IN, "child.paper.pdf",
	 N_("The whole route on paper"), .record = &rec_route},
	{METHOD_GET, "/kind/{pid}/wie-keek-mee", child_looks_page, CAP_SIGNED_IN, "child.looks",
	 N_("Who looked along?"), .record = &rec_route},
	PHASE_STEP("begin", "begin", STEP_BEGIN),
	PHASE_STEP("aanmelding", "apply", STEP_APPLY),
	PHASE_STEP("overleg", "talk", STEP_TALK),
	PHASE_STEP("knooppunt", "knooppunt", STEP_KNOOPPUNT),
	PHASE_STEP("ondersteuning", "support", STEP_SUPPORT),
	PHASE_STEP("startklas", "startklas", STEP_STARTKLAS),
	PHASE_STEP("tlv", "tlv", STEP_TLV),
	PHASE_STEP("terug", "back", STEP_BACK),
	PHASE_STEP("blijven", "stay", STEP_STAY),
	PHASE_STEP("nazorg", "aftercare", STEP_AFTERCARE),
	PHASE_STEP("klaar", "done", STEP_DONE),
	PHASE_STEP("opnieuw", "again", STEP_AGAIN),
	{METHOD_GET, "/kind/{pid}/tijdlijn", child_timeline_page, CAP_SIGNED_IN, "child.timeline", N_("What happened"),
	 .record = &rec_route, .query = query_timeline},
	{METHOD_GET, "/kind/{pid}/geschiedenis", child_history_page, CAP_SIGNED_IN, "child.history",
	 N_("What was changed?"), .record = &rec_route, .query = query_history},
	{METHOD_GET, "/kind/{pid}/route-kaart", child_chart_page, CAP_SIGNED_IN, "child.chart",
	 N_("The route as a picture"), .record = &rec_route},
	{METHOD_GET, "/route-kaart", chart_page, CAP_PUBLIC, "chart", N_("The route as a picture")},
	{METHOD_GET, "/route-stappen", record_list_page, CAP_SIGNED_IN, "chart.steps", N_("Own steps of the region"),
	 .of = &rec_chart_step, .op = OP_READ},
	{METHOD_GET, "/route-stappen/nieuw", record_form_page, CAP_SIGNED_IN, "chart.step.new", N_("Add a step"),
	 .of = &rec_chart_step, .op = OP_CREATE, .form = &form_chart_step},
	{METHOD_POST, "/route-stappen/nieuw", record_form_post, CAP_SIGNED_IN, "chart.step.new.post", .of = &rec_chart_step,
	 .op = OP_CREATE, .form = &form_chart_step, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/route-stap/{pid}", record_page, CAP_SIGNED_IN, "chart.step", N_("Own step of the region"),
	 .record = &rec_chart_step},
	{METHOD_GET, "/route-stap/{pid}/wijzig", record_form_page, CAP_SIGNED_IN, "chart.step.change",
	 N_("Change the step"), .record = &rec_chart_step, .writes = true, .form = &form_chart_step},
	{METHOD_POST, "/route-stap/{pid}/wijzig", record_form_post, CAP_SIGNED_IN, "chart.step.change.post",
	 .record = &rec_chart_step, .writes = true, .form = &form_chart_step, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/route-stap/{pid}/geschiedenis", record_history_page, CAP_SIGNED_IN, "chart.step.history",
	 N_("What was changed?"), .record = &rec_chart_step, .query = query_history},
	{METHOD_GET, "/wie-helpt", own_helpers_page, CAP_SIGNED_IN, "own.helpers", N_("Who helps?")},
	{METHOD_GET, "/wie-keek-mee", own_looks_page, CAP_SIGNED_IN, "own.looks", N_("Who looked along?")},
	{METHOD_GET, "/kinderen", children_page, CAP_SIGNED_IN, "children", N_("Children"), .query = query_children},
	{METHOD_POST, "/kinderen/zoek", children_find_page, CAP_SIGNED_IN, "children.find", .form = &form_child_find,
	 .page = children_page, .body = BODY_FORM},
	{METHOD_GET, "/kinderen/blad", children_sheet_page, CAP_SIGNED_IN, "children.sheet",
	 N_("Make a spreadsheet of this list")},
	{METHOD_POST, "/kinderen/blad", children_sheet_post, CAP_SIGNED_IN, "children.sheet.post",
	 .form = &form_children_sheet, .page = children_sheet_page, .body = BODY_FORM},
	{METHOD_GET, "/werk", work_page, CAP_SIGNED_IN, "work", N_("Work list"), .query = query_work},
	{METHOD_GET, "/werk/blad", work_sheet_page, CAP_SIGNED_IN, "work.sheet",
	 N_("Make a spreadsheet of your work list"), .query = query_work_sheet},
	{METHOD_POST, "/werk/blad", work_sheet_post, CAP_SIGNED_IN, "work.sheet.post", .form = &form_work_sheet,
	 .page = work_sheet_page, .query = query_work_sheet, .body = BODY_FORM},
	{METHOD_POST, "/werk/samen", bulk_post, CAP_SIGNED_IN, "work.bulk", .body = BODY_FORM},
	{METHOD_POST, "/werk/samen/doen", bulk_do_post, CAP_SIGNED_IN, "work.bulk.do", .body = BODY_FORM},
	{METHOD_GET, "/werk/samen/{pid}", bulk_done_page, CAP_SIGNED_IN, "work.bulk.done", N_("Changed together")},
	{METHOD_POST, "/werk/samen/{pid}/terug", bulk_undo_post, CAP_SIGNED_IN, "work.bulk.undo", .body = BODY_FORM},
	{METHOD_GET, "/werk/weergaven", views_page, CAP_SIGNED_IN, "work.views", N_("Views of the work list"),
	 .query = query_views},
	{METHOD_POST, "/werk/weergaven", view_new_post, CAP_SIGNED_IN, "work.view.new", .form = &form_view_new,
	 .page = views_page, .body = BODY_FORM},
	{METHOD_GET, "/werk/weergaven/{pid}/naam", view_name_page, CAP_SIGNED_IN, "work.view.name",
	 N_("Rename this view")},
	{METHOD_POST, "/werk/weergaven/{pid}/naam", view_name_post, CAP_SIGNED_IN, "work.view.name.post",
	 .form = &form_view_name, .page = view_name_page, .body = BODY_FORM},
	{METHOD_POST, "/werk/weergaven/{pid}/standaard", view_default_post, CAP_SIGNED_IN, "work.view.default",
	 .body = BODY_FORM},
	{METHOD_POST, "/werk/weergaven/{pid}/omhoog", view_up_post, CAP_SIGNED_IN, "work.view.up", .body = BODY_FORM},
	{METHOD_GET, "/werk/weergaven/{pid}/weg", view_drop_page, CAP_SIGNED_IN, "work.view.drop.page",
		N_("Remove this view?")},
	{METHOD_POST, "/werk/weergaven/{pid}/weg", view_drop_post, CAP_SIGNED_IN, "work.view.drop", .body = BODY_FORM},
};

static const struct record *const records[] = {&rec_relation, &rec_route, &rec_chart_step};

/* Who works with children; parents and pupils come to their own child from the start page. */
#define WORKS_WITH_CHILDREN \
	(ROLE(TEACHER) | ROLE(IB) | ROLE(PRESCHOOL) | ROLE(TRAJECT) | ROLE(TLV_SECRETARY) | ROLE(TLV_MEMBER) | \
	 ROLE(PROVISION_TEAM) | ROLE(SPECIALIST) | ROLE(MUNICIPALITY))

static const struct menu_item menu[] = {
	{"/werk", N_("Work list"), WORKS_WITH_CHILDREN, 0,
	 N_("What must be done, for which child and by when"), work_badge},
	{"/kinderen", N_("Children"), WORKS_WITH_CHILDREN & ~ROLE(TEACHER), 1,
	 N_("The route of each child for whom you have a task")},
	{"/kinderen", N_("Children"), ROLE(TEACHER), 2, N_("The route of each child for whom you have a task")},
	{"/kinderen", N_("My child"), ROLE(PARENT), 1,
	 N_("How far it is, what must happen now, and who takes part")},
	{"/kinderen", N_("My route"), ROLE(PUPIL), 0,
	 N_("How far it is, what must happen now, and who takes part")},
	{"/wie-helpt", N_("Who helps me"), ROLE(PUPIL), 2, N_("The people who help you, and what they may read")},
	{"/route-stappen", N_("Own steps of the region"), ROLE(DIRECTOR), 3,
	 N_("What our region does beside what the law asks, at each step of the route")},
	{"/wie-keek-mee", N_("Who looked along?"), ROLE(PARENT), 3,
	 N_("Who looked at what about your child, and what for")},
};

static const struct home homes[] = {
	{WORKS_WITH_CHILDREN, work_page, "/werk"},
	{ROLE(PARENT) | ROLE(PUPIL), family_page, NULL},
};

const struct module mod_route = {
	.name = "route",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.home = homes, .n_home = N_OF(homes),
};

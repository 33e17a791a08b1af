#include "roster_import.h"
#include "roster_pages.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const char *const query_school[] = {"school", NULL};
static const char *const query_pupils[] = {"na", "groep", NULL};

/* Which role may do what, at which school, is asked by group_open and roster_needs: a group is an organisation, not a
 * record of a child, and its pupils come through scope.h. */
#define IMPORT_PAGES(code, base) \
	{METHOD_GET, base "/{pid}", roster_preview, CAP_SIGNED_IN, "roster." code, N_("What this list would change"), \
	 .record = &rec_import}, \
	{METHOD_POST, base "/{pid}/voer-in", roster_go, CAP_SIGNED_IN, "roster." code ".go", .record = &rec_import, \
	 .writes = true, .form = &form_import_go, .page = roster_preview, .body = BODY_TEXT}, \
	{METHOD_POST, base "/{pid}/stop", roster_stop, CAP_SIGNED_IN, "roster." code ".stop", .record = &rec_import, \
	 .writes = true, .form = &form_import_button, .page = roster_preview, .body = BODY_FORM}, \
	{METHOD_POST, base "/{pid}/verder", roster_resume, CAP_SIGNED_IN, "roster." code ".resume", \
	    .record = &rec_import, \
	 .writes = true, .form = &form_import_button, .page = roster_preview, .body = BODY_FORM}, \
	{METHOD_GET, base "/{pid}/afgekeurd.xlsx", roster_rejects, CAP_SIGNED_IN, "roster." code ".rejects", \
	 N_("As a spreadsheet"), .record = &rec_import}

static const struct route routes[] = {
	{METHOD_GET, "/groepen/inlezen", roster_start, CAP_SIGNED_IN, "roster.start",
	    N_("Take over from your own system"),
	 .query = query_school},
	{METHOD_POST, "/groepen/inlezen", roster_upload, CAP_SIGNED_IN, "roster.upload", .form = &form_roster_upload,
	 .page = roster_start, .body = BODY_FILE, .query = query_school},
	{METHOD_GET, "/groepen/inlezen/sjabloon.xlsx", roster_template, CAP_SIGNED_IN, "roster.template",
	 N_("Download the template")},
	IMPORT_PAGES("edexml", "/groepen/inlezen/edexml"),
	IMPORT_PAGES("sheet", "/groepen/inlezen/blad"),
	IMPORT_PAGES("staff", "/groepen/inlezen/team"),
	{METHOD_GET, "/groepen", groups_page, CAP_SIGNED_IN, "groups", N_("Groups")},
	{METHOD_GET, "/mijn-groep", own_groups_page, CAP_SIGNED_IN, "groups.own", N_("My group")},
	{METHOD_GET, "/groepen/nieuw", group_new_page, CAP_SIGNED_IN, "group.new", N_("Add a group"),
	    .query = query_school},
	{METHOD_POST, "/groepen/nieuw", group_new_post, CAP_SIGNED_IN, "group.new.post", .form = &form_group,
	 .page = group_new_page, .body = BODY_FORM, .query = query_school},
	{METHOD_GET, "/groep/{pid}", group_page, CAP_SIGNED_IN, "group", N_("Group")},
	{METHOD_GET, "/groep/{pid}/wijzig", group_change_page, CAP_SIGNED_IN, "group.change",
	    N_("Change name or year")},
	{METHOD_POST, "/groep/{pid}/wijzig", group_change_post, CAP_SIGNED_IN, "group.change.post", .form = &form_group,
	 .page = group_change_page, .body = BODY_FORM},
	{METHOD_POST, "/groep/{pid}/sluit", group_close_post, CAP_SIGNED_IN, "group.close", .form = &form_group_close,
	 .page = group_page, .body = BODY_FORM},
	{METHOD_GET, "/groep/{pid}/leerkracht", group_teacher_page, CAP_SIGNED_IN, "group.teacher",
	    N_("Add a teacher")},
	{METHOD_POST, "/groep/{pid}/leerkracht", group_teacher_post, CAP_SIGNED_IN, "group.teacher.post",
	 .form = &form_group_teacher, .page = group_teacher_page, .body = BODY_FORM},
	{METHOD_POST, "/groep/{pid}/leerkracht-eraf", group_teacher_end_post, CAP_SIGNED_IN, "group.teacher.end",
	 .form = &form_group_close, .page = group_page, .body = BODY_FORM},
	{METHOD_GET, "/groep/{pid}/leerling", pupil_new_page, CAP_SIGNED_IN, "group.pupil", N_("Add a pupil by hand")},
	{METHOD_POST, "/groep/{pid}/leerling", pupil_new_post, CAP_SIGNED_IN, "group.pupil.post",
	    .form = &form_pupil_new,
	 .page = pupil_new_page, .body = BODY_FORM},
	{METHOD_GET, "/leerlingen", pupils_page, CAP_SIGNED_IN, "pupils", N_("Pupils"), .query = query_pupils},
	{METHOD_POST, "/leerlingen/zoek", pupils_find_page, CAP_SIGNED_IN, "pupils.find", .form = &form_pupil_find,
	 .page = pupils_page, .body = BODY_FORM},
	{METHOD_GET, "/kind/{pid}/groep", pupil_move_page, CAP_SIGNED_IN, "pupil.move", N_("Change the group"),
	 .record = &rec_route, .writes = true, .form = &form_pupil_move},
	{METHOD_POST, "/kind/{pid}/groep", pupil_move_post, CAP_SIGNED_IN, "pupil.move.post", .record = &rec_route,
	 .writes = true, .form = &form_pupil_move, .page = pupil_move_page, .body = BODY_FORM},
};

static const struct menu_item menu[] = {
	{"/mijn-groep", N_("My group"), ROLE(TEACHER), 1, N_("The pupils of your group, and whether a route runs")},
	{"/leerlingen", N_("Pupils"), ROLE(IB), 2, N_("Everyone at school, with a question or without")},
	{"/groepen", N_("Groups"), ROLE(SCHOOL_LEADER), 1, N_("Groups, who stands before them, and how many are in them")},
	{"/groepen", N_("Groups"), ROLE(IB), 3, N_("Groups, who stands before them, and how many are in them")},
};

const struct module mod_roster = {
	.name = "roster",
	.routes = routes, .n_routes = N_OF(routes),
	.tasks = roster_tasks, .n_tasks = 3,
	.menu = menu, .n_menu = N_OF(menu),
};

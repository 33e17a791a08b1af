#include "duo.h"
#include "record_view.h"
#include "school_pages.h"
#include "sheet.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define ROLE(r) (UINT32_C(1) << ROLE_##r)

static const struct route routes[] = {
	{METHOD_GET, "/scholen", record_list_page, CAP_SIGNED_IN, "schools", N_("Schools"), .of = &rec_school,
	 .op = OP_READ},
	{METHOD_GET, "/scholen/blad.xlsx", record_sheet, CAP_SIGNED_IN, "schools.sheet", N_("As a spreadsheet"),
	 .of = &rec_school, .op = OP_EXPORT},
	{METHOD_GET, "/scholen/inlezen", duo_start_page, CAP_SIGNED_IN, "duo", N_("Schools from DUO's list"),
	 .of = &rec_school, .op = OP_CREATE},
	{METHOD_POST, "/scholen/inlezen", duo_upload_post, CAP_SIGNED_IN, "duo.upload", .of = &rec_school, .op = OP_CREATE,
	 .form = &form_import_upload, .page = duo_start_page, .body = BODY_FILE},
	{METHOD_GET, "/scholen/inlezen/{pid}", duo_preview_page, CAP_SIGNED_IN, "duo.preview",
	 N_("What this file would change"), .record = &rec_import},
	{METHOD_GET, "/scholen/inlezen/{pid}/afgekeurd.xlsx", duo_rejects_sheet, CAP_SIGNED_IN, "duo.rejects",
	 N_("As a spreadsheet"), .record = &rec_import},
	{METHOD_POST, "/scholen/inlezen/{pid}/stop", duo_stop_post, CAP_SIGNED_IN, "duo.stop", .record = &rec_import,
	 .writes = true, .body = BODY_FORM},
	{METHOD_POST, "/scholen/inlezen/{pid}/verder", duo_resume_post, CAP_SIGNED_IN, "duo.resume",
	 .record = &rec_import, .writes = true, .body = BODY_FORM},
	{METHOD_POST, "/scholen/inlezen/{pid}/voer-in", duo_go_post, CAP_SIGNED_IN, "duo.go", .record = &rec_import,
	 .writes = true, .form = &form_import_go, .page = duo_preview_page, .body = BODY_FORM},
	{METHOD_GET, "/scholen/nieuw", school_new_page, CAP_SIGNED_IN, "school.new", N_("Add a school"), .of = &rec_school,
	 .op = OP_CREATE, .form = &form_school_new},
	{METHOD_POST, "/scholen/nieuw", school_new_post, CAP_SIGNED_IN, "school.new.post", .of = &rec_school,
	 .op = OP_CREATE, .form = &form_school_new, .page = school_new_page, .body = BODY_FORM},
	{METHOD_GET, "/school/{pid}", school_page, CAP_SIGNED_IN, "school", N_("School"), .record = &rec_school},
	{METHOD_GET, "/school/{pid}/gegevens", record_form_page, CAP_SIGNED_IN, "school.facts", N_("Change the facts"),
	 .record = &rec_school, .writes = true, .form = &form_school_facts},
	{METHOD_POST, "/school/{pid}/gegevens", record_form_post, CAP_SIGNED_IN, "school.facts.post",
	 .record = &rec_school, .writes = true, .form = &form_school_facts, .page = record_form_page, .body = BODY_FORM},
	{METHOD_GET, "/school/{pid}/geschiedenis", record_history_page, CAP_SIGNED_IN, "school.history",
	 N_("What was changed?"), .record = &rec_school, .query = query_history},
	{METHOD_GET, "/school/{pid}/profiel", record_form_page, CAP_SIGNED_IN, "school.profile",
	 N_("Change what the school offers"), .record = &rec_school, .writes = true, .form = &form_school_profile},
	{METHOD_POST, "/school/{pid}/profiel", school_profile_post, CAP_SIGNED_IN, "school.profile.post",
	 .record = &rec_school, .writes = true, .form = &form_school_profile, .page = record_form_page,
	 .body = BODY_TEXT},
};

static const struct record *const records[] = {&rec_school};
static const struct task_kind *const tasks[] = {&task_duo};

static const struct menu_item menu[] = {
	{"/scholen", N_("Schools"), ~(ROLE(PUPIL) | ROLE(SUPPORT_POINT) | ROLE(TRAJECT) | ROLE(IB) | ROLE(TEACHER)), 2,
	 N_("What each school in the region can offer")},
	{"/scholen", N_("Schools"), ROLE(TEACHER), 3, N_("What each school in the region can offer")},
};

const struct module mod_school = {
	.name = "school",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
	.tasks = tasks, .n_tasks = N_OF(tasks),
};

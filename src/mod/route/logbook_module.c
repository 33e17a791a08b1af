#include "logbook.h"
#include "look_question.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

static const char *const query_cursor[] = {"na", NULL};

static const struct route routes[] = {
	{METHOD_GET, "/toezicht", oversight_page, CAP_LOGS, "oversight", N_("Oversight")},
	{METHOD_GET, "/toezicht/logboek", logbook_page, CAP_LOGS, "logbook", N_("Logbook"), .query = logbook_query},
	{METHOD_GET, "/toezicht/logboek/wijzigingen", logbook_changes_page, CAP_LOGS, "logbook.changes", N_("Logbook"),
         .query = logbook_query},
	{METHOD_GET, "/toezicht/logboek/{pid}", logbook_account_page, CAP_LOGS, "logbook.account",
         N_("Logbook of a person"), .query = logbook_query},
	{METHOD_GET, "/toezicht/vragen", look_answers_page, CAP_LOGS, "look.answers", N_("Why did you look?"),
         .query = query_cursor},
	{METHOD_GET, "/waarom-keek-u/{pid}", look_question_page, CAP_SIGNED_IN, "look.question",
         N_("Why did you look?")},
	{METHOD_POST, "/waarom-keek-u/{pid}", look_question_post, CAP_SIGNED_IN, "look.question.post",
         .form = &form_look_question, .page = look_question_page, .body = BODY_FORM},
};

static const struct record *const records[] = {&rec_look_question};

static const struct menu_item menu[] = {
	{"/toezicht", N_("Oversight"), UINT32_C(1) << ROLE_PRIVACY_OFFICER, 1,
	 N_("Who looked and who changed something, and whether the logbook is whole")},
};

const struct module mod_logbook = {
	.name = "logbook",
	.routes = routes, .n_routes = N_OF(routes),
	.records = records, .n_records = N_OF(records),
	.menu = menu, .n_menu = N_OF(menu),
};

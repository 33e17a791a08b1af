#include "days.h"
#include "days_page.h"
#include "school.h"

static const struct route routes[] = {
	{METHOD_GET, "/school/{pid}/kalender", calendar_page, CAP_SIGNED_IN, "school.calendar", N_("Calendar of a school"),
	 .record = &rec_school, .query = query_calendar},
	{METHOD_POST, "/school/{pid}/kalender", vacation_post, CAP_SIGNED_IN, "school.calendar.post",
	 .record = &rec_school, .of = &rec_vacation, .op = OP_CREATE, .form = &form_vacation, .page = calendar_page,
	 .body = BODY_FORM},
	{METHOD_POST, "/vrij/{pid}/verwijder", vacation_gone_post, CAP_SIGNED_IN, "vacation.gone", .record = &rec_vacation,
	 .writes = true, .body = BODY_FORM},
};

static const struct record *const records[] = {&rec_vacation};
static const struct task_kind *const tasks[] = {&task_days};

const struct module mod_days = {
	.name = "days",
	.routes = routes, .n_routes = sizeof routes / sizeof *routes,
	.records = records, .n_records = sizeof records / sizeof *records,
	.tasks = tasks, .n_tasks = sizeof tasks / sizeof *tasks,
};

#include "task_pages.h"

static const struct route routes[] = {
	{METHOD_GET, "/taken", tasks_page, CAP_SIGNED_IN, "tasks", N_("Long work")},
	{METHOD_GET, "/taak/{pid}", task_page, CAP_SIGNED_IN, "task", N_("Long work")},
	{METHOD_POST, "/taak/{pid}/stop", task_stop_post, CAP_SIGNED_IN, "task.stop", .page = task_page, .body = BODY_FORM},
	{METHOD_POST, "/taak/{pid}/verder", task_again_post, CAP_SIGNED_IN, "task.again", .page = task_page,
	 .body = BODY_FORM},
};

const struct module mod_task = {.name = "task", .routes = routes, .n_routes = sizeof routes / sizeof routes[0]};

#include "start.h"

#include "account_desk.h"
#include "date.h"
#include "oversight.h"

enum { WAYS_MAX = 12 };

const char *start_greeting(struct req *req)
{
	static const struct {
		int from;
		const char *text;
	} greetings[] = {
		{18, N_("Good evening, {name}")},
		{12, N_("Good afternoon, {name}")},
		{6, N_("Good morning, {name}")},
		{0, N_("Hello, {name}")},
	};
	int hour = instant_time(req->act.now).hour;
	size_t i = 0;
	while (hour < greetings[i].from)
		i++;
	struct str name = req->viewer->name;
	for (size_t at = 0; req->act.speak.audience == AUD_LEERLING && at < name.n; at++)
		if (name.p[at] == ' ')
			name.n = at; /* a pupil is called by the first name */
	return say_with(req, greetings[i].text, "name", name);
}

static void add_ways(struct req *req, const struct module *mod, int rank, struct ui_task *ways, size_t *n)
{
	const struct viewer *v = req->viewer;
	for (size_t i = 0; i < mod->n_menu && *n < WAYS_MAX; i++) {
		const struct menu_item *it = &mod->menu[i];
		if (it->rank != rank || it->hint == NULL || (it->roles >> v->role & 1) == 0 ||
		    !app_can_open(req->app, v, it->path))
			continue;
		ways[(*n)++] = (struct ui_task){
			.name = say(req, it->label), .hint = say(req, it->hint), .href = it->path, .state = TASK_NOTE};
	}
}

/* The pages that this role works in, with what one finds there. */
static size_t ways_on(struct req *req, struct ui_task *ways)
{
	size_t n = 0;
	for (int rank = 0; rank < MENU_RANKS; rank++)
		for (size_t m = 0; m < req->app->n_modules; m++)
			add_ways(req, req->app->modules[m], rank, ways, &n);
	return n;
}

/* The roles and organisations of the viewer, the active role first. */
static void show_roles(struct ui *u, struct req *req)
{
	const struct viewer *v = req->viewer;
	ui_summary_begin(u);
	for (int active = 1; active >= 0; active--)
		for (size_t i = 0; i < v->n_seats; i++)
			if ((v->seats[i].role == v->role) == (active == 1))
				ui_summary_row(u, role_label(req, v->seats[i].role), v->seats[i].org_name, NULL);
	ui_summary_end(u);
}

void start_ways_show(struct ui *u, struct req *req)
{
	struct ui_task ways[WAYS_MAX];
	size_t n = ways_on(req, ways);
	if (n == 0)
		return;
	ui_panel_begin(u, say(req, N_("Go to")));
	ui_tasks(u, ways, n);
	ui_panel_end(u);
}

/* The module that is home to this role; NULL: the page below. */
static const struct home *home_of(const struct req *req)
{
	for (size_t m = 0; m < req->app->n_modules; m++) {
		const struct home *h = req->app->modules[m]->home;
		for (size_t i = 0; i < req->app->modules[m]->n_home; i++)
			if ((h[i].roles >> req->viewer->role & 1) != 0)
				return &h[i];
	}
	return NULL;
}

/* What the modules say that waits where the reader works; it stands before what the reader may do for itself. */
static enum err waits_take(struct req *req, struct start_task *out, size_t *n)
{
	enum err e = OK;
	for (size_t m = 0; m < req->app->n_modules && e == OK; m++) {
		bool any = false;
		out[*n] = (struct start_task){.by = DATE_OPEN};
		if (req->app->modules[m]->waits != NULL && *n < START_TASKS_MAX)
			e = req->app->modules[m]->waits(req, &out[*n].task, &any);
		*n += e == OK && any;
	}
	return e;
}

enum err start_page(struct req *req)
{
	const struct home *home = home_of(req);
	if (home != NULL)
		return home->fn(req);
	struct start_task *tasks = ARENA_ARRAY(req->act.a, struct start_task, START_TASKS_MAX + 1);
	size_t n = 0;
	struct start_tasks *asked = start_tasks_ask(req);
	enum err e = waits_take(req, tasks, &n);
	if (e == OK)
		e = start_tasks_take(req, asked, tasks, &n);
	if (e != OK)
		return e;
	struct ui_page page = {.title = start_greeting(req), .window_title = say(req, N_("Start"))};
	struct ui *u = view_begin(req, &page);
	start_tasks_show(u, say(req, N_("What is there to do now?")), tasks, n);
	if (n == 0) {
		ui_panel_begin(u, say(req, N_("What is there to do now?")));
		ui_empty(u, say(req, N_("Everything is done.")), say(req, N_("There is nothing waiting for you today.")), NULL);
		ui_panel_end(u);
	}
	start_ways_show(u, req);
	if (req->viewer->n_seats > 0) {
		ui_panel_begin(u, say(req, N_("Who you are here")));
		show_roles(u, req);
		ui_panel_end(u);
	} else {
		ui_remark(u, TONE_WAIT,
			  say(req,
			      N_("You have no role here now. Ask the organisation that invited you for a new code.")));
	}
	return view_end(u, req, &page);
}

enum err undo_change(struct req *req)
{
	enum err e = change_undo(&req->act, req_param(req, 0));
	if (e != OK)
		return e;
	return req_redirect(req, STR_FMT "?klaar=" STR_FMT, STR_ARG(req_came_from(req)), STR_ARG(req_param(req, 0)));
}

#include "task_pages.h"

#include "queue.h"
#include "view.h"

enum { KINDS_MAX = 64 };

struct kinds {
	const struct task_kind *v[KINDS_MAX];
	size_t n;
};

/* How a state is shown, and what can be done in it. */
static const struct {
	enum ui_tone tone;
	const char *word, *text;
	bool open, again;
	bool advises; /* its kind says what to do now */
} states[TASK_IS__N] = {
	[TASK_IS_NONE] = {TONE_INFO, N_("Not known"), NULL, false, false},
	[TASK_IS_WAITING] = {TONE_WAIT, N_("Waits for its turn"),
		N_("It begins by itself. You can leave this page: the work goes on."), true, false},
	[TASK_IS_RUNNING] = {TONE_WAIT, N_("Busy"), N_("You can leave this page: the work goes on."), true, false},
	[TASK_IS_DONE] = {TONE_OK, N_("Ready"), NULL, false, false},
	[TASK_IS_FAILED] = {TONE_LATE, N_("Did not succeed"), NULL, false, true, true},
	[TASK_IS_CANCELLED] = {TONE_INFO, N_("Stopped"), N_("What was done before it was stopped is kept."), false, true},
};

static void all_kinds(const struct app *app, struct kinds *k)
{
	k->n = 0;
	for (size_t m = 0; m < app->n_modules; m++)
		for (size_t i = 0; i < app->modules[m]->n_tasks && k->n < KINDS_MAX; i++)
			k->v[k->n++] = app->modules[m]->tasks[i];
}

static const char *name_of(const struct req *req, const struct task_row *t)
{
	return t->kind != NULL ? say(req, t->kind->label) : say(req, N_("Work of another version of the program"));
}

static struct str when(struct req *req, int64_t instant)
{
	return tr_date_time(req->act.a, req->act.speak.lang, instant);
}

/* What it says at its end; the slots are counts. */
static const char *said(struct req *req, const struct task_row *t)
{
	enum lang l = req->act.speak.lang;
	struct arena *a = req->act.a;
	const struct slot slots[] = {{"done", tr_number(a, l, t->done)}, {"of", tr_number(a, l, t->of)}};
	return tr_fill(a, req->act.speak, str_copy(a, t->said).p, slots, 2).p;
}

static struct ui_tag tag_of(const struct req *req, const struct task_row *t)
{
	const char *word = t->stopping && states[t->state].open ? N_("Is being stopped") : states[t->state].word;
	return (struct ui_tag){.tone = states[t->state].tone, .state = str_from(say(req, word))};
}

static void show_progress(struct ui *u, struct req *req, const struct task_row *t)
{
	if (t->of > 0)
		ui_progress(u, say(req, N_("Progress")), t->done, t->of);
}

/* ---- all of them ---- */

static const char *href_of(struct req *req, const struct task_row *t)
{
	return str_printf(req->act.a, "/taak/" STR_FMT, STR_ARG(t->pid)).p;
}

static size_t count(const struct task_rows *rows, bool open)
{
	size_t n = 0;
	for (size_t i = 0; i < rows->n; i++)
		n += states[rows->v[i].state].open == open;
	return n;
}

static void show_open(struct ui *u, struct req *req, const struct task_rows *rows)
{
	ui_live_begin(u, "busy", count(rows, true) > 0);
	for (size_t i = 0; i < rows->n; i++) {
		const struct task_row *t = &rows->v[i];
		const struct ui_tag tag = tag_of(req, t);
		if (!states[t->state].open)
			continue;
		ui_panel_begin(u, name_of(req, t));
		ui_tags(u, &tag, 1);
		show_progress(u, req, t);
		ui_p_link(u, NULL, href_of(req, t), say(req, N_("Follow or stop this work")), NULL);
		ui_panel_end(u);
	}
	ui_live_end(u);
}

static void show_ended(struct ui *u, struct req *req, const struct task_rows *rows)
{
	const struct ui_col cols[] = {{.label = say(req, N_("What"))}, {.label = say(req, N_("How it ended"))},
	                              {.label = say(req, N_("When"))}, {.label = say(req, N_("Outcome"))}};
	ui_panel_begin(u, NULL);
	ui_table_begin(u, say(req, N_("Ended")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < rows->n; i++) {
		const struct task_row *t = &rows->v[i];
		const struct ui_tag tag = tag_of(req, t);
		if (states[t->state].open)
			continue;
		ui_row(u);
		ui_cell_link(u, href_of(req, t), str_from(name_of(req, t)));
		ui_cell_tag(u, &tag);
		ui_cell(u, when(req, t->ended));
		ui_cell(u, t->said.n > 0 ? str_from(said(req, t)) : S(""));
	}
	ui_table_end(u);
	ui_panel_end(u);
}

enum err tasks_page(struct req *req)
{
	struct task_rows rows;
	struct kinds k;
	all_kinds(req->app, &k);
	enum err e = task_own(&req->act, k.v, k.n, &rows);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Long work")),
		.intro = say(req, N_("Work that takes a while, such as reading in a list. Only you see what you asked for.")),
	};
	struct ui *u = view_begin(req, &page);
	if (rows.n == 0)
		ui_empty(u, say(req, N_("You asked for no long work")),
		         say(req, N_("When you read in a list or have something large made, you follow it here.")), NULL);
	if (count(&rows, true) > 0)
		show_open(u, req, &rows);
	if (count(&rows, false) > 0)
		show_ended(u, req, &rows);
	return view_end(u, req, &page);
}

/* ---- one of them ---- */

static enum err find(struct req *req, struct task_row *t)
{
	struct kinds k;
	all_kinds(req->app, &k);
	return task_one(&req->act, k.v, k.n, req_param(req, 0), t);
}

/* The result may be closed to who asked by now; then there is no link, and nothing says that there was one. */
static enum err link_of(struct req *req, const struct task_row *t, struct str *path)
{
	*path = (struct str){0};
	if (t->kind == NULL || t->kind->link == NULL)
		return OK;
	enum err e = t->kind->link(&req->act, t->subject, t->result, path);
	if (e == ERR_NOT_FOUND || e == ERR_DENIED)
		*path = (struct str){0};
	return e == ERR_NOT_FOUND || e == ERR_DENIED ? OK : e;
}

static void show_words(struct ui *u, struct req *req, const struct task_row *t)
{
	const char *text = states[t->state].text;
	if (t->said.n > 0)
		ui_p(u, said(req, t));
	if (text != NULL)
		ui_p(u, say(req, text));
	if (states[t->state].advises && t->kind != NULL && t->kind->advice != NULL)
		ui_p(u, say(req, t->kind->advice));
}

static void show_ways(struct ui *u, struct req *req, const struct task_row *t, struct str result)
{
	bool open = states[t->state].open;
	if (result.n > 0 && !open)
		ui_p_link(u, NULL, result.p, say(req, N_("Look at the result")), NULL);
	if (open) /* with the script it comes by itself */
		ui_p_link(u, NULL, href_of(req, t), say(req, N_("Look how far it is now")), NULL);
	if (open && !t->stopping)
		ui_button_form(u, str_printf(req->act.a, "%s/stop", href_of(req, t)).p,
		               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("Stop this work"))}, NULL, 0);
	if (states[t->state].again && t->kind != NULL)
		ui_button_form(u, str_printf(req->act.a, "%s/verder", href_of(req, t)).p,
		               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("Go on from where it stopped"))},
		               NULL, 0);
}

enum err task_page(struct req *req)
{
	struct task_row t;
	struct str result = {0};
	enum err e = find(req, &t);
	if (e == OK)
		e = link_of(req, &t, &result);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{say(req, N_("Long work")), "/taken"}};
	const struct slot asked[] = {{"time", when(req, t.made)}}, over[] = {{"time", when(req, t.ended)}};
	const struct str facts[] = {tr_fill(req->act.a, req->act.speak, N_("Asked for {time}"), asked, 1),
	                            tr_fill(req->act.a, req->act.speak, N_("Ended {time}"), over, 1)};
	const struct ui_tag tag = tag_of(req, &t);
	struct ui_page page = {
		.title = name_of(req, &t), .crumbs = crumbs, .n_crumbs = 1, .facts = facts,
		.n_facts = states[t.state].open ? 1 : 2,
	};
	struct ui *u = view_begin(req, &page);
	ui_live_begin(u, "stand", states[t.state].open);
	ui_panel_begin(u, NULL);
	ui_tags(u, &tag, 1);
	show_progress(u, req, &t);
	show_words(u, req, &t);
	show_ways(u, req, &t, result);
	ui_panel_end(u);
	ui_live_end(u);
	return view_end(u, req, &page);
}

/* That it ended a moment before is no trouble: the page says how. */
static enum err do_it(struct req *req, const char *done, void (*fn)(struct change *c, struct str pid))
{
	struct task_row t;
	enum err e = find(req, &t);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, done, 0);
	fn(c, t.pid);
	e = change_commit(c);
	if (e == ERR_CONFLICT)
		return req_redirect(req, "/taak/" STR_FMT, STR_ARG(t.pid));
	return e != OK ? e : req_redirect(req, "/taak/" STR_FMT "?klaar=" STR_FMT, STR_ARG(t.pid), STR_ARG(change_pid(c)));
}

enum err task_stop_post(struct req *req)
{
	return do_it(req, N_("The work is being stopped"), task_cancel);
}

enum err task_again_post(struct req *req)
{
	return do_it(req, N_("The work goes on"), task_again);
}

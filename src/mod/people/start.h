/* The start page: who you are here, and what there is to do now. */
#ifndef TN_START_H
#define TN_START_H

#include "view.h"

handler start_page;
handler undo_change;

/* What there is to do besides work for a child: invitations, a second step, a question about a look. Read along with
 * the first batch of the page. */
struct start_tasks;
struct start_tasks *start_tasks_ask(struct req *req);
/* The same of the child of the request alone: what the start page says of it stands on the page of the child too. */
struct start_tasks *start_tasks_ask_child(struct req *req);
/* Into `out`, which has room for START_TASKS_MAX; those that wait longest for the reader first. */
enum { START_TASKS_MAX = 64 };
struct start_task {
	struct ui_task task;
	int32_t by;      /* before when, DATE_OPEN: whenever it suits */
	const char *act; /* English: the button, starts with a verb; NULL: none */
	int64_t child;   /* the route it is about; 0: no child */
	const char *does; /* English: the next step of that route which is done by it; NULL: none */
};
enum err start_tasks_take(struct req *req, struct start_tasks *tasks, struct start_task *out, size_t *n) MUST_CHECK;
/* As a panel with this title (in the reader's language); nothing when there are none. */
void start_tasks_show(struct ui *u, const char *title, const struct start_task *tasks, size_t n);
/* "Goedemorgen, Sanne de Wit": by the clock of Amsterdam. */
const char *start_greeting(struct req *req);
/* The pages that this role works in, with what one finds there. */
void start_ways_show(struct ui *u, struct req *req);

#endif

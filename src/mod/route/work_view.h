/* What the page of the work list is made of, and its parts. */
#ifndef TN_WORK_VIEW_H
#define TN_WORK_VIEW_H

#include "people.h"
#include "saved_views.h"
#include "schools_shown.h"
#include "view.h"
#include "work_ask.h"

struct work_view {
	struct work_ask ask;
	struct shelf_bucket pieces[GROUPS];
	struct seen_page pages[GROUPS];
	enum work_group group[GROUPS]; /* of each piece */
	size_t n;
	struct shelf_tally tally;
	struct saved_views *views;
	struct start_task tasks[START_TASKS_MAX + 1];
	size_t n_tasks;
	struct schools schools;
	bool home; /* nothing was asked for: what there is to do besides stands here too */
};

/* How many there are in a group under the filters, and whether its rows are on the page. */
int64_t work_piece_n(const struct work_view *v, enum work_group g);
bool work_is_shown(const struct work_view *v, enum work_group g);

void work_top_show(struct ui *u, struct req *req, const struct work_view *v);
/* Only where nothing is shown, or nothing is left for this week. */
void work_nothing_show(struct ui *u, struct req *req, const struct work_view *v);

#endif

/* Goals and support on a page, the same for a plan, for the teacher's page and for print. */
#ifndef TN_NEED_SHOW_H
#define TN_NEED_SHOW_H

#include "opp.h"
#include "view.h"

/* All of one child, as far as the part is open to the reader. */
struct needs {
	struct seen_page goals, progress, help;
};
enum { NEEDS_RECORDS = 3 };
extern const struct record *const needs_records[NEEDS_RECORDS];
struct needs needs_take(const struct seen_page found[NEEDS_RECORDS]);

/* Those in the plan or running: a table with a line each; false: there are none. */
bool goals_show(struct ui *u, const struct needs *n, uint32_t states, const char *caption);
/* Both, each in a panel of its own, where there is something in it. */
void needs_panels(struct ui *u, const struct needs *n, uint32_t states);
bool help_show(struct ui *u, const struct needs *n, uint32_t states, const char *caption);
/* What waits to be taken over or put aside, each with one press, where this reader may. `child`: its path. */
void proposals_show(struct ui *u, struct req *req, const struct needs *n, bool may);
size_t needs_in(const struct seen_page *p, uint32_t states);

/* "2 uur en 30 minuten per week" */
struct str minutes_said(struct arena *a, struct speak sp, int64_t minutes);
/* "van 2 september tot 18 december" */
struct str period_said(struct arena *a, struct speak sp, struct val from, struct val until);
/* "Knooppunt, 12 november 2026" */
struct str source_said(struct arena *a, struct speak sp, struct str source, struct val on);
/* Shown as people read it; empty when there is none. */
struct str goal_said(struct ui *u, const struct row *r, enum opp_goal_field f);
struct str help_said(struct ui *u, const struct row *r, enum help_field f);
const char *goal_path(struct arena *a, const struct row *r, const char *below);
const char *help_path(struct arena *a, const struct row *r, const char *below);
/* The points of one goal in order of day: at most TREND_MAX, start first when it was measured. Returns how many. */
struct point {
	int32_t on;
	int64_t value;
	const struct row *row; /* NULL: the start itself */
};
enum { POINTS_MAX = 60 };
size_t goal_points(const struct row *goal, const struct seen_page *progress, struct point out[POINTS_MAX]);
struct ui_tag goal_way(struct speak sp, const struct row *goal, int64_t now);

#endif

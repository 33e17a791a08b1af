/* Rows of the work list: for which child, what, why, who and before when. */
#ifndef TN_WORK_ROWS_H
#define TN_WORK_ROWS_H

#include "work_ask.h"
#include "schools_shown.h"
#include "work_say.h"

/* How the rows of one table stand: with the kind where there are several, with who is to act where that is someone
 * else, with boxes to tick for `form`. */
struct work_table {
	const char *caption, *title; /* `title`: of the group, without its number */
	bool kinds, waits;
	const struct schools *schools; /* says at which school the child is; NULL: it does not */
	const char *form;   /* the id of the form that the boxes belong to; NULL: no boxes */
	bool ticked;        /* all of them */
	struct pairs kept;  /* what was posted and stays ticked: its pairs named `rij` */
};
#define WORK_ROW "rij"
/* Is row `i` ticked, because all are or because it was posted? */
bool work_row_ticked(struct arena *a, const struct seen_page *page, size_t i, const struct work_table *table);
void work_rows_show(struct ui *u, struct req *req, const struct seen_page *page, const struct work_table *table);

/* A cell with a link (NULL: not one), and under it, small, what tells it from others (NULL: nothing does). */
void cell_over(struct ui *u, const char *to, struct str text, const char *under);

#endif

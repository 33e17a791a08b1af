/* Rows of the work list: for which child, what, why, who and before when. */
#ifndef TN_WORK_ROWS_H
#define TN_WORK_ROWS_H

#include "work_ask.h"

/* How the rows of one table stand: with the kind where there are several, with boxes to tick for `form`. */
struct work_table {
	const char *caption;
	bool kinds;
	const char *form;   /* the id of the form that the boxes belong to; NULL: no boxes */
	bool ticked;        /* all of them */
	struct pairs kept;  /* what was posted and stays ticked: its pairs named `rij` */
};
#define WORK_ROW "rij"
void work_rows_show(struct ui *u, struct req *req, const struct seen_page *page, const struct work_table *table);

/* In words, for a row: what must be done, why, and by when. */
struct str work_what(struct req *req, const struct row *r, const struct work *w);
struct str work_why(struct req *req, const struct row *r, const struct work *w);
int32_t work_by(const struct row *r, const struct work *w);
/* The child by its short name; where the core is not open to this reader, "een kind". */
struct str work_child(struct req *req, const struct seen *child);
/* Where the thing is done; NULL: nowhere that this reader may go. */
const char *work_path(struct req *req, const struct seen *child, const struct work *w);

#endif

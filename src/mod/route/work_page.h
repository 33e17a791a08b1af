/* The work list: home of every professional, and of a family the thing that waits for it. */
#ifndef TN_WORK_PAGE_H
#define TN_WORK_PAGE_H

#include "work_rows.h"

/* Also shown again with what was ticked and why nothing was done with it (work_bulk.c): `req->form` has the reason. */
handler work_page, family_page;
/* The number beside the menu: what is too late and the reader's own. */
bool work_badge(struct req *req, struct menu_badge *out);

handler work_sheet_page, work_sheet_post;
extern const struct form_def form_work_sheet;
extern const char *const query_work_sheet[];

#endif

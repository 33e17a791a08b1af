/* Many rows of the work list at once: choose rows and an act, see per row what will happen and which are refused, do
 * it as one change, take it back as one. What can be done stands in the types (struct bulk). */
#ifndef TN_WORK_BULK_H
#define TN_WORK_BULK_H

#include "req.h"

struct ui;
struct ui_page;
enum { BULK_MAX = 100 }; /* rows at once */
#define BULK_FORM "samen"
#define BULK_PATH "/werk/samen"
/* The bar under the list: one button per act of the types with `marks` (bit per mark below 64). */
void bulk_bar_show(struct ui *u, struct req *req, uint64_t marks);
/* Is there an act for any of these types? */
bool bulk_any(struct req *req, uint64_t marks);

/* The frame of its pages, one step under the work list. */
struct ui_page bulk_page(struct req *req, const char *title);

handler bulk_post, bulk_do_post, bulk_done_page, bulk_undo_post;

#endif

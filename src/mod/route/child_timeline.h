/* What happened with a child, on its page and on pages of its own. */
#ifndef TN_CHILD_TIMELINE_H
#define TN_CHILD_TIMELINE_H

#include "event.h"
#include "view.h"

struct child_blocks;
/* The panel with the latest events, linked to what they are of, and the way to all of them. */
void timeline_show(struct ui *u, struct req *req, const struct events *events, const struct child_blocks *blocks);
extern const char *const query_timeline[]; /* of the route of its page */
handler child_timeline_page, child_history_page;

#endif

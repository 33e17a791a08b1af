/* What happened with a child, on its page and on pages of its own. */
#ifndef TN_CHILD_TIMELINE_H
#define TN_CHILD_TIMELINE_H

#include "event.h"
#include "view.h"

/* The panel with one page of events, and the way to the older ones. */
void timeline_show(struct ui *u, struct req *req, const struct events *events);
handler child_timeline_page, child_history_page;

#endif

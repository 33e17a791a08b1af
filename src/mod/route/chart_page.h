/* The flow chart of a route (systems.md A5). */
#ifndef TN_CHART_PAGE_H
#define TN_CHART_PAGE_H

#include "req.h"

/* /route-kaart: for everyone, also without signing in; with the figures of the region for who is signed in. */
handler chart_page;
/* /kind/{pid}/route-kaart: the same with "you are here". */
handler child_chart_page;

#endif

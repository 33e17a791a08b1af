/* The demonstration of group arrangements, in two halves: what the region has, and the children that go there. */
#ifndef TN_DEMO_PLACE_H
#define TN_DEMO_PLACE_H

#include "act.h"

/* The first stands at the startklas of the named children; 1 to DEMO_CROWD_GROUPS at that of all others. */
enum { DEMO_GROUPS = 9, DEMO_CROWD_GROUPS = 5 };
struct demo_groups {
	int64_t kind; /* the startklas */
	int64_t group[DEMO_GROUPS], host[DEMO_GROUPS];
};
/* `today`: an instant of the day of the demo. act->dice is set by the caller. */
enum err demo_placements_make(struct act *act, int64_t today, const struct demo_groups *there) MUST_CHECK;

#endif

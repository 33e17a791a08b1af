/* Invented children of the invented region Merenland, with the relations that open their routes: 36 that the tests and
 * the guides name, and 364 more in every state, the difficult ones among them. */
#ifndef TN_DEMO_ROUTES_H
#define TN_DEMO_ROUTES_H

#include "req.h"

/* Adds them to a region made by demo_make; the same seed gives the same children. act->now is the day of the demo. */
enum err demo_routes_make(struct act *act, uint64_t seed) MUST_CHECK;
/* The others; after demo_crowd_make. */
enum err demo_crowd_routes_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

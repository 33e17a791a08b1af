/* Invented children of the invented region Merenland, with the relations that open their routes: 36 that the tests and
 * the guides name, and 364 more in every state, the difficult ones among them. */
#ifndef TN_DEMO_ROUTES_H
#define TN_DEMO_ROUTES_H

#include "people.h"
#include "route.h"

/* Adds them to a region made by demo_make; the same seed gives the same children. act->now is the day of the demo. */
enum err demo_routes_make(struct act *act, uint64_t seed) MUST_CHECK;
/* The others; after demo_crowd_make. */
enum err demo_crowd_routes_make(struct act *act, uint64_t seed) MUST_CHECK;
/* Own steps of the region in the flow chart, and its times counted; after all that moves routes. */
enum err demo_chart_make(struct act *act, uint64_t seed) MUST_CHECK;
/* For load: pupils without a question at school `i` (demo_bulk_school_make), through the same write unit. */
enum err demo_bulk_pupils_make(struct act *act, uint64_t seed, size_t i, const struct demo_bulk_school *school,
                               size_t pupils) MUST_CHECK;

#endif

/* Invented children of the invented region Merenland, with the relations that open their routes. */
#ifndef TN_DEMO_ROUTES_H
#define TN_DEMO_ROUTES_H

#include "req.h"

/* Adds them to a region made by demo_make; the same seed gives the same children. act->now is the day of the demo. */
enum err demo_routes_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

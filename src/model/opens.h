/* What its author talks about with the family before they read it (practice 18, access.md rule 14). The record names
 * the day it opens on (record.opens); until then scope.h gives own family what is known of it and nothing else. */
#ifndef TN_OPENS_H
#define TN_OPENS_H

#include "act.h"
#include "val.h"

/* The day on which own family of `route` reads it: that of the talk, or ten school days from now (LOC-23, which a
 * region may set), whichever is first. `talk_on` VAL_NULL: no talk is planned, and *out is VAL_NULL: at once. Where the
 * school has no calendar here, ten days of work stand for ten of school. */
enum err opens_on(struct act *act, int64_t route, struct val talk_on, struct val *out) MUST_CHECK;

#endif

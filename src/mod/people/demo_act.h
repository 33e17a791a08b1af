/* Demo data of other modules is made by its people, on days of their own. */
#ifndef TN_DEMO_ACT_H
#define TN_DEMO_ACT_H

#include "act.h"
#include "role.h"

/* From here on the act is of this person of Merenland (address without the domain), in this role, at `at`: what it
 * makes stands in that name. */
enum err demo_act_as(struct act *act, const char *email, enum role role, int64_t at) MUST_CHECK;
/* An hour of work (8 to 16 o'clock) on the day `days` (3 or more) before `today`, or on the Monday after that; `n`
 * spreads. */
int64_t demo_moment(int64_t today, int days, size_t n);

#endif

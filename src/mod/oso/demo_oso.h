#ifndef TN_DEMO_OSO_H
#define TN_DEMO_OSO_H

#include "oso_in.h"

/* After demo_roster_make; act->now is the day of the demonstration. */
enum err demo_oso_make(struct act *act) MUST_CHECK;

#endif

/* How often a parent who does not answer was tried to be reached: three ways over at least ten school days (practice
 * 16; rule LOC-21). Of a plan, and of whatever else each parent with authority is asked. */
#ifndef TN_ATTEMPT_H
#define TN_ATTEMPT_H

#include "field.h"

enum { ATTEMPT_WAYS_NEEDED = 3 };

struct attempts {
	uint32_t seen;      /* bit per way, in the order of contact_ways */
	size_t ways;        /* in how many different ways this parent was tried */
	int32_t from, last; /* ten school days after the first attempt, DATE_OPEN: not known; day of the last, 0: none */
};
#define ATTEMPTS_NONE ((struct attempts){.from = DATE_OPEN})

/* One attempt: `way` is a code of contact_ways, `due` what LOC-21 makes of its day, `on` that day. In any order. */
void attempt_add(struct attempts *a, struct str way, struct val due, int64_t on);
/* May one go on without an answer? Tried in three ways, and once more when the ten days were over. */
bool attempts_enough(const struct attempts *a);

#endif

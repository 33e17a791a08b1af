/* The terms of a record: what must be done before when, by which rule. A date follows from a fact, a rule with its
 * source and the calendar; nobody types it. */
#ifndef TN_TERM_H
#define TN_TERM_H

#include "change.h"
#include "rule.h"

enum { TERMS_MAX = 8 };

/* One term that runs now. */
struct term_now {
	const struct term *term; /* its name and what must be done */
	const struct rule *rule; /* with article and source; as it was in force on `from` */
	int32_t from, due;       /* due DATE_OPEN: it cannot be said */
	int32_t left;            /* days from today to due: 0 is the last day, negative is too late; 0 when it is open */
};
/* The terms that run in the record's present state and have a date to count from, the earliest first. A field that is
 * hidden from the reader starts no term. `c`: the calendar of the school; NULL: that of no region, so that terms in
 * school days cannot be said. */
size_t terms_of(const struct row *r, int32_t today, const struct calendar *c, struct term_now out[TERMS_MAX]);
/* The one that is due first, or NULL; those without a date do not count. */
const struct term_now *term_first(const struct term_now *v, size_t n);

#endif

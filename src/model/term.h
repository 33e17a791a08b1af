/* The terms of a record: what must be done before when, by which rule. A date follows from a fact, a rule with its
 * source and the calendar; nobody types it. */
#ifndef TN_TERM_H
#define TN_TERM_H

#include "change.h"
#include "rule_book.h"

enum { TERMS_MAX = 8 };

/* One term that runs now. */
struct term_now {
	const struct term *term; /* its name and what must be done */
	const struct rule *rule; /* with article and source; as it was in force on `from` */
	int32_t from, due;       /* due DATE_OPEN: it cannot be said */
	int32_t left;            /* days from today to due: 0 is the last day, negative is too late; 0 when it is open */
};
/* The terms that run in the record's present state and have a date to count from, the earliest first. A field that is
 * hidden from the reader starts no term. `basis`: the rules of the child's region and the calendar of its school; NULL:
 * the law alone, so that terms in school days cannot be said. */
size_t terms_of(const struct row *r, int32_t today, const struct basis *basis, struct term_now out[TERMS_MAX]);
/* The one that is due first, or NULL; those without a date do not count. */
const struct term_now *term_first(const struct term_now *v, size_t n);
/* The one that is due first as the record keeps it, for lists: without reading anything. `rule` is NULL. False: none.
 * */
bool term_kept(const struct row *r, int32_t today, struct term_now *out);

/* The notice of a vacation that must be shown today for this term: from two school weeks before the vacation until it
 * is over, while the thing is still to be done. False: none. Terms in school time have none, for a vacation stops them.
 * Source: practice.md F3. */
bool term_notice(const struct term_now *t, const struct basis *basis, int32_t today,
                 struct vacation_notice *out) MUST_CHECK;
/* The same for a row of a list, by the date that it keeps. */
bool term_kept_notice(const struct row *r, const struct basis *basis, int32_t today,
                      struct vacation_notice *out) MUST_CHECK;
/* A day that people chose and that lies in a vacation of the child's school: from two school weeks before that
 * vacation. False: it lies in none, or is past. Source: practice.md 1 and F3. */
bool day_notice(int32_t day, const struct basis *basis, int32_t today, struct vacation_notice *out) MUST_CHECK;

#endif

/* How long something may take: a public page that makes of one day all terms that are counted from it, the rules as
 * they hold in the region, and what a region may set of them itself (rule_book.h says how far). */
#ifndef TN_TERMS_H
#define TN_TERMS_H

#include "queue.h"
#include "refit.h"
#include "req.h"

enum rule_setting_field {
	RULING_RULE, RULING_VALUE, RULING_UNIT, RULING_BEGINS, RULING_ENDS, RULING_WHY, RULING_DECIDED_BY, RULING__N
};
extern const struct field rule_setting_fields[RULING__N];
extern const struct record rec_rule_setting;
extern const struct module mod_terms;

/* The loop of a task that makes terms anew, step by step; done again it changes nothing. */
enum err terms_refit(struct task *t, const struct refit_where *where) MUST_CHECK;

#endif

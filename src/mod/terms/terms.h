/* How long something may take: a public page that makes of one day all terms that are counted from it, the rules as
 * they hold in the region, and what a region may set of them itself (rule_book.h says how far). */
#ifndef TN_TERMS_H
#define TN_TERMS_H

#include "queue.h"
#include "refit.h"
#include "req.h"

enum rule_setting_field {
	SETTING_RULE, SETTING_VALUE, SETTING_UNIT, SETTING_BEGINS, SETTING_ENDS, SETTING_WHY, SETTING_DECIDED_BY, SETTING__N
};
extern const struct field rule_setting_fields[SETTING__N];
extern const struct record rec_rule_setting;
extern const struct module mod_terms;

/* The loop of a task that makes terms anew, step by step; done again it changes nothing. */
enum err terms_refit(struct task *t, const struct refit_where *where) MUST_CHECK;

#endif

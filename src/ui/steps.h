/* Where a record stands, what can be done with it now, what still stands in the way, and before when: read from its
 * description (flow.h, term.h), so that no page decides on a state. */
#ifndef TN_STEPS_H
#define TN_STEPS_H

#include "term.h"
#include "view.h"

/* "nog 3 dagen", "vandaag", "2 dagen te laat", "nog 8 maanden": what is left of a term. */
struct ui_tag view_left(struct arena *a, struct speak sp, int32_t days);
/* The state as people read it. */
struct ui_tag view_state(struct speak sp, const struct row *r);
/* The steps that this reader can make with the record of the request, as a panel: a button, or a small form where
 * something is typed along. A step that cannot be made yet stands there with what is still needed. `base` is the path
 * that the names of the steps stand behind. Nothing is written when there are none. Reads the database, unless it was
 * asked before the page read what it shows. */
void view_steps_ask(struct req *req);
enum err view_steps(struct ui *u, struct req *req, const char *base) MUST_CHECK;
/* The same without a step that has a page of its own. */
enum err view_steps_but(struct ui *u, struct req *req, const char *base, const struct transition *apart) MUST_CHECK;
/* The terms that run by the rules of the region and in the calendar of the school, with their last day, what is left of
 * them, and the source in law as help. */
void view_terms(struct ui *u, const struct seen *s, int32_t today);
/* The same beside a card that says the first of them already, with its last day `said` (DATE_OPEN: it says none): of
 * that one only where it is from. */
void view_terms_beside(struct ui *u, const struct seen *s, int32_t today, int32_t said);
/* What is said of a vacation in a term: it ends in it, or runs on through it. */
struct str view_notice(struct arena *a, struct speak sp, const struct vacation_notice *n);
/* The first of them as a tag, as the record keeps it; state.n 0: none runs. */
struct ui_tag view_term_tag(struct arena *a, struct speak sp, const struct row *r, int32_t today);

#endif

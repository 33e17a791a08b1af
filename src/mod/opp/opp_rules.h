/* What must hold for a plan before each step, with the rule of law behind it. */
#ifndef TN_OPP_RULES_H
#define TN_OPP_RULES_H

#include "opp.h"

void opp_check(const struct given *g, struct reasons *out);
void opp_may_talk(const struct given *g, struct reasons *out);
void opp_may_ask(const struct given *g, struct reasons *out);
/* Must this field be filled in before the parents are asked, and is it empty? */
bool opp_lacks(const struct row *plan, const struct field *f);
void opp_may_adopt(const struct given *g, struct reasons *out);
/* Of that what follows after the parents were asked, and: is it the turn of a parent with authority who has not
 * answered? After the first no it is the school's: with that the plan cannot go on, whatever the other one says. */
void opp_still_open(const struct given *g, struct reasons *out);
bool opp_parents_asked(const struct given *g);
void opp_may_review(const struct given *g, struct reasons *out);
void opp_may_end(const struct given *g, struct reasons *out);
enum err opp_asked(struct change *c, const struct row *at);
enum err opp_adopted(struct change *c, const struct row *at);
enum err opp_adjusted(struct change *c, const struct row *at);

#endif

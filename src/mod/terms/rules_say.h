/* What is said of a rule on the pages of rules. */
#ifndef TN_RULES_SAY_H
#define TN_RULES_SAY_H

#include "rule_book.h"
#include "ui.h"

const char *rule_path(struct arena *a, const struct rule *r);
/* Law or agreement, set by the region itself, checked against its source or not. */
void rule_tags(struct ui *u, const struct rule *law, const struct rule *now);
/* What the region may set, in two words and in a sentence. English / filled in. */
const char *rule_room_short(const struct rule *law);
struct str rule_room_words(struct arena *a, struct speak sp, const struct rule *law);

#endif

/* The rules as they hold in the region, one of them with its history, and what the region sets itself. */
#ifndef TN_RULES_PAGE_H
#define TN_RULES_PAGE_H

#include "queue.h"
#include "req.h"

handler rules_page, rule_page, rule_of_setting_page, rule_post, rule_stop_post;
extern const struct form_def form_rule, form_rule_stop;
extern const char *const query_rule[];
extern const struct task_kind task_rule;

#endif

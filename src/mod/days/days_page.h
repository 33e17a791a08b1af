/* The calendar of a school and the forms of its own days. */
#ifndef TN_DAYS_PAGE_H
#define TN_DAYS_PAGE_H

#include "queue.h"
#include "req.h"

handler calendar_page, vacation_post, vacation_gone_post;
extern const struct form_def form_vacation;
extern const char *const query_calendar[];
extern const struct task_kind task_days;

#endif

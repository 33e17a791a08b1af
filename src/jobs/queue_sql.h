/* The statements of table task, and how its rows are read: for queue.c and queue_own.c only. */
#ifndef TN_QUEUE_SQL_H
#define TN_QUEUE_SQL_H

#include "queue.h"

/* The codes of states as they are kept. */
extern const char *const task_state_codes[TASK_IS__N];
const struct task_kind *task_kind_of(const struct task_kind *const *kinds, size_t n, struct str code);

#endif

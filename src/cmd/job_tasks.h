/* The threads of the jobs process that do long work (jobs/queue.h), beside what the clock asks. */
#ifndef TN_JOB_TASKS_H
#define TN_JOB_TASKS_H

#include "app.h"
#include "boxed.h"

struct job_tasks;
/* Starts them: before the process is sealed. Two, so that a long import does not hold up someone else's short work.
 * ERR_INVALID after a log line: the kinds are not right. */
enum err job_tasks_start(const struct app *app, struct boxed *boxed, struct arena *a,
                         struct job_tasks **out) MUST_CHECK;
/* What runs stops at its next step and waits for another process; returns when both have ended. */
void job_tasks_stop(struct job_tasks *t);

#endif

/* The jobs process: runs the kinds of job.h at their times. */
#ifndef TN_DUTY_JOBS_H
#define TN_DUTY_JOBS_H

#include "duty_start.h"

/* Opens the files for heads of chains: the box has no folder for them. */
int jobs_before(struct duty_run *run);
int jobs_work(struct duty_run *run);

#endif

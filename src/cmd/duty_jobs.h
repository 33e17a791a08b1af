/* The jobs process: runs the kinds of job.h at their times. */
#ifndef TN_DUTY_JOBS_H
#define TN_DUTY_JOBS_H

#include "duty_start.h"

int jobs_work(struct duty_run *run);

#endif

/* The key holder: reads the master key, goes into a box without any file or socket, and answers questions. */
#ifndef TN_DUTY_KEYS_H
#define TN_DUTY_KEYS_H

#include "duty_start.h"

int keys_before(struct duty_run *run);
int keys_work(struct duty_run *run);

#endif

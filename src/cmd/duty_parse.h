/* A boxed child: reads what somebody sent us from DUTY_FD_WORK, with no file, no socket, no thread, little memory and
 * little time, and writes what it made of it back. Uploaded and imported files get their kinds in boxed.h. */
#ifndef TN_DUTY_PARSE_H
#define TN_DUTY_PARSE_H

#include "duty_start.h"

int parse_work(struct duty_run *run);

#endif

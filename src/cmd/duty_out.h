/* The sender: the only process with outgoing sockets. It hands mails to the server of the settings, one at a time. */
#ifndef TN_DUTY_OUT_H
#define TN_DUTY_OUT_H

#include "duty_start.h"

/* Opens libcurl, and reads the password and the certificates of the settings. */
int out_before(struct duty_run *run);
int out_work(struct duty_run *run);

#endif

/* The sender: the only process with outgoing sockets. It answers a ping; deliveries come with the mail outbox. */
#ifndef TN_DUTY_OUT_H
#define TN_DUTY_OUT_H

#include "duty_start.h"

/* Messages on DUTY_FD_OUT. Whatever is not known is answered with ERR_DENIED. */
enum out_message { OUT_PING = 1 };

int out_work(struct duty_run *run);

#endif

/* The web process: the application in its box, answering browsers on the inherited socket. */
#ifndef TN_DUTY_WEB_H
#define TN_DUTY_WEB_H

#include "duty_start.h"

int web_work(struct duty_run *run);

#endif

/* Long work that the reader asked for: what runs, what came of it, stopping it and going on. Nobody else sees it, also
 * not who leads the organisation: the result stands where the work was done. */
#ifndef TN_TASK_PAGES_H
#define TN_TASK_PAGES_H

#include "req.h"

handler tasks_page, task_page, task_stop_post, task_again_post;

extern const struct module mod_task;

#endif

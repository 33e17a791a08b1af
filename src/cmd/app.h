/* The application put together: database, keys, modules, and the parts of the upper layers that the lower ones call. */
#ifndef TN_APP_H
#define TN_APP_H

#include "duty_start.h"

/* Opens what a duty needs of the application, inside its box; 0, or the exit code after a log line. */
int app_open(struct app *app, struct duty_run *run);
void app_close(struct app *app);

/* In modules.c: all modules of the program. */
extern const struct module *const all_modules[];
extern const size_t n_all_modules;
/* The record descriptions of all modules, verified; the model lives in `a`. */
enum err app_model(struct arena *a, const struct model **out, struct str *why) MUST_CHECK;

/* The kinds of long work of all modules. ERR_INVALID with the reason: two of one code, or one that says nothing. */
enum err app_tasks(struct arena *a, const struct task_kind *const **kinds, size_t *n, struct str *why) MUST_CHECK;

#endif

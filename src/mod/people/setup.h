/* The first set-up of an empty installation, in the browser: the code that `serve` printed, the partnership, the first
 * administrator. What was filled in waits in table setting until the last step makes it all at once. */
#ifndef TN_SETUP_H
#define TN_SETUP_H

#include "req.h"

/* A new set-up code for an empty installation; the one before works no more. Only its hash is kept. Empty when the
 * installation is not empty. For the command line. */
enum err setup_code_new(struct act *act, struct str *code) MUST_CHECK;

/* For struct app: is there no account at all? */
bool people_needs_setup(const struct app *app);

extern const struct form_def form_setup_code, form_setup_region, form_setup_admin;

handler setup_code_page, setup_code_post, setup_region_page, setup_region_post, setup_admin_page, setup_admin_post;

#endif

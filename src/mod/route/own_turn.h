/* The next step of the route when it is the turn of the parents: they say here that they did it. */
#ifndef TN_OWN_TURN_H
#define TN_OWN_TURN_H

#include "req.h"

/* Is the reader a parent who may answer for this child? Who looks along, and a parent without authority, write nothing
 * for the parents (access.md, relations). */
bool parent_answers(const struct req *req);
extern const struct form_def form_own_done;
/* Is it written as the turn of the parents, and is this reader one who may answer for them? */
bool own_turn(const struct req *req);
enum err own_turn_page(struct req *req);
enum err own_turn_post(struct req *req);
/* Does the next step say that they did what was asked? */
bool own_turn_over(const struct row *r);

#endif

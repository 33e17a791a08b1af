/* What a route row asks of the records it names, before its handler is called. */
#ifndef TN_GATE_H
#define TN_GATE_H

#include "req.h"

/* The record of the route, in scope and masked, into req->seen; what is out of reach is not there. */
enum err gate_record(struct req *req) MUST_CHECK;
/* The same, and what the row asks of other records of the child, of a type at all, and of the fields of its form:
 * ERR_NOT_FOUND, ERR_DENIED. */
enum err gate_ask(struct req *req) MUST_CHECK;
/* Would a form change a record that is in a state in which no form may? */
bool gate_shut(const struct req *req);
/* What a POST carries: its own form, or that of the step it makes; NULL: none. */
const struct form_def *gate_form(const struct route *r);

/* May this viewer fill in a field of the form with which `r` makes a record? A link to it is offered to nobody else. */
bool gate_fills(const struct req *req, const struct route *r);

#endif

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

/* Is the page for who this is: by the roles of its row, and by the access rows of what it is about? */
bool gate_role(const struct viewer *v, const struct route *r);
/* Would this reader get into the page at `path`, as far as its row says so: by who it is, and, of a page of the child
 * that this request is about, by what is open of that child? A link that is refused is offered to nobody. */
bool gate_leads(const struct req *req, const char *path);

#endif

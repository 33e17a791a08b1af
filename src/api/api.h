/* The interface for machines under /api/v1: JSON over the same records, rights, checks and looks as the pages, made
 * from the record descriptions. A record is in it where its description gives .api, a field where it has a label and a
 * type for machines and is not secret. After the NLGov API Design Rules; docs/decisions/0014 says where and why not. */
#ifndef TN_API_H
#define TN_API_H

#include "req.h"

extern const struct module mod_api;

/* For struct app: what is wrong, as application/problem+json (RFC 9457). */
void api_problem(struct req *req, int status);

#endif

/* Answers for when there is no other: error pages. */
#ifndef TN_FAULT_H
#define TN_FAULT_H

#include "req.h"

enum { ANSWER_BYTES_MAX = 32 * 1024 * 1024 };

/* An empty answer with status 200. */
void fresh_response(struct req *req);
/* The error page of this status instead of what was answered so far; Allow and Retry-After stay. A page that breaks
 * itself is replaced by one line of text. */
void fail(struct req *req, int status);
int status_of(enum err e);

#endif

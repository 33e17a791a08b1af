/* What is wrong, for machines: application/problem+json (RFC 9457) in the reader's language. */
#ifndef TN_PROBLEM_H
#define TN_PROBLEM_H

#include "json.h"
#include "req.h"

enum { PROBLEM_ERRORS_MAX = 64 };

/* What is wrong with what was sent, per field; an empty name: with the whole. */
struct problem_errors {
	struct {
		struct str field, text;
	} v[PROBLEM_ERRORS_MAX];
	size_t n;
};
void problem_add(struct problem_errors *e, struct str field, struct str text); /* beyond the maximum: left out */

/* Instead of what was answered so far. `detail` is English for tr(); NULL: what belongs to the status. `more` writes
 * further members, as keys with values; NULL: none. Gives OK, for a handler to return. */
enum err problem(struct req *req, int status, const char *detail, const struct problem_errors *errors,
                 void (*more)(struct json *j, void *ctx), void *ctx);

/* The kinds, for the description: status and last part of the type; 0 at the end. */
struct problem_kind {
	int status;
	const char *name, *title, *detail;
};
extern const struct problem_kind problem_kinds[];

#endif

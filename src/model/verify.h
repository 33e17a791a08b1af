/* Faults of descriptions, as the pieces of the verifier gather them. */
#ifndef TN_VERIFY_H
#define TN_VERIFY_H

#include "model.h"

struct faults {
	struct buf text; /* one line a fault */
	size_t n;
};
void fault(struct faults *f, const struct record *rec, const struct field *field, const char *what);
bool sql_name(const char *s); /* a-z, then a-z, 0-9 and _ */

/* States, the steps between them, and terms. */
void verify_flow(struct faults *out, const struct record *rec);

#endif

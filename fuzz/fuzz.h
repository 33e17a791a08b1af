/* What every fuzzer shares: a check that ends the run. Each input gets an arena of its own, so that nothing lives on.
 */
#ifndef TN_FUZZ_H
#define TN_FUZZ_H

#include "str.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLDS(what) \
	do { \
		if (!(what)) { \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #what); \
			abort(); \
		} \
	} while (0)

/* A parser that gives out slices gives out slices of what it was given. */
static inline bool inside(struct str part, struct str whole)
{
	return part.n == 0 || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

#endif

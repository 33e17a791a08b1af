/* What every fuzzer includes. The input is copied to memory of its exact size by libFuzzer, so a read behind it is
 * seen; a broken promise ends the run by MUST. */
#ifndef TN_FUZZING_H
#define TN_FUZZING_H

#include "str.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define MUST(promise) \
	do { \
		if (!(promise)) \
			abort(); \
	} while (0)

#endif

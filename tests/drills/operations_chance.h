/* What a run of random operations has in the place of chance: see operations.c. */
#ifndef TN_OPERATIONS_CHANCE_H
#define TN_OPERATIONS_CHANCE_H

#include <stdint.h>

/* From here on random bytes follow from these two numbers. */
void chance_seed(uint64_t seed, uint64_t n);

#endif

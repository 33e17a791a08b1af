/* Random numbers: from the kernel for everything that must not be guessed, from a seed for demo and test data. */
#ifndef TN_RAND_H
#define TN_RAND_H

#include "str.h"

/* Fills `p` from getrandom(2); never fails. */
void rand_bytes(void *p, size_t n);

/* A public id (conventions 1): 64 random bits as 13 characters of Crockford's base 32, lower case. */
enum { PID_LEN = 13 };
struct str pid_new(struct arena *a);
/* The public id that 64 given bits are: for demo and test data, which come out the same from the same seed. */
struct str pid_from(struct arena *a, uint64_t bits);
bool pid_valid(struct str s);

/* A repeatable stream (xoshiro256++, seeded by splitmix64): the same seed gives the same numbers on every machine. */
struct dice {
	uint64_t s[4];
};
void dice_seed(struct dice *d, uint64_t seed);
uint64_t dice_next(struct dice *d);
/* Even over 0 .. n-1; n > 0. */
uint64_t dice_below(struct dice *d, uint64_t n);

/* `bits` random bits (a multiple of 5) in Crockford's base 32, upper case: for codes that people type. */
struct str code_new(struct arena *a, size_t bits);
/* The same in groups of four, "K7QD-...", for reading and typing. */
struct str code_shown(struct arena *a, struct str code);
/* What a person typed, back to the form of code_new: spaces and dashes out, lower case up, O to 0, I and L to 1.
 * Empty when a character does not belong. */
struct str code_normal(struct arena *a, struct str typed);

#endif

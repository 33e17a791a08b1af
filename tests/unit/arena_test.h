/* A test of pure functions: one arena for all of them, named ARENA, of ARENA_MIB; both may be set before this
 * header. */
#ifndef TN_ARENA_TEST_H
#define TN_ARENA_TEST_H

#include "testing.h"

#ifndef ARENA
#define ARENA arena
#endif
#ifndef ARENA_MIB
#define ARENA_MIB 8
#endif

static struct arena *ARENA;

static inline int setup(void **state)
{
	(void)state;
	ARENA = arena_new((size_t)ARENA_MIB << 20);
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	arena_free(ARENA);
	return 0;
}

#endif

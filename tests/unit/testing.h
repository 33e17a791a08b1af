/* What every unit test includes: cmocka with the headers it wants first, and checks of our own. */
#ifndef TN_TESTING_H
#define TN_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "str.h"

/* The expression must end in BUG(). */
#define ASSERT_BUG(expression) \
	do { \
		struct trap trap_; \
		if (trap_set(&trap_) == 0) { \
			(void)(expression); \
			trap_clear(&trap_); \
			fail_msg("no bug: %s", #expression); \
		} \
		trap_clear(&trap_); \
	} while (0)

#define ASSERT_STR(got, want) assert_str_(got, want, __FILE__, __LINE__)
static inline void assert_str_(struct str got, const char *want, const char *file, int line)
{
	if (str_is(got, want))
		return;
	print_error("got \"" STR_FMT "\", want \"%s\"\n", STR_ARG(got), want);
	_fail(file, line);
}

#endif

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "buf.h"

static void nothing_yet(void **state)
{
	(void)state;
	assert_true(str_is(S("a"), "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_yet)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

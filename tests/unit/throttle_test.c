/* The delay after failed sign-ins: numbers only, by a clock that is given. */
#include "testing.h"

#include "throttle.h"

enum { S30 = 30 * 1000, MINUTE = 60 * 1000 };

static void the_free_tries_cost_nothing(void **state)
{
	(void)state;
	for (int64_t f = -1; f < THROTTLE_FREE_ACCOUNT; f++)
		assert_int_equal(throttle_wait(f, THROTTLE_FREE_ACCOUNT), 0);
	for (int64_t f = 0; f < THROTTLE_FREE_ADDRESS; f++)
		assert_int_equal(throttle_wait(f, THROTTLE_FREE_ADDRESS), 0);
	assert_int_equal(throttle_wait(0, 0), 0);
}

static void then_it_doubles_up_to_a_quarter_of_an_hour(void **state)
{
	(void)state;
	static const int64_t want[] = {S30, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE, 15 * MINUTE, 15 * MINUTE};
	for (size_t i = 0; i < sizeof want / sizeof *want; i++)
		assert_int_equal(throttle_wait(THROTTLE_FREE_ACCOUNT + (int64_t)i, THROTTLE_FREE_ACCOUNT), want[i]);
	assert_int_equal(throttle_wait(INT64_MAX, 5), 15 * MINUTE);
	assert_int_equal(throttle_wait(INT64_MAX, 0), 15 * MINUTE);
}

static void the_wait_ends_at_its_millisecond(void **state)
{
	(void)state;
	int64_t at = 1763800000000;
	assert_int_equal(throttle_left(THROTTLE_ACCOUNT, 5, at, at), S30);
	assert_int_equal(throttle_left(THROTTLE_ACCOUNT, 5, at, at + S30 - 1), 1);
	assert_int_equal(throttle_left(THROTTLE_ACCOUNT, 5, at, at + S30), 0);
	assert_int_equal(throttle_left(THROTTLE_ACCOUNT, 4, at, at), 0);
	assert_int_equal(throttle_left(THROTTLE_ADDRESS, 5, at, at), 0);
	assert_int_equal(throttle_left(THROTTLE_ADDRESS, 20, at, at), S30);
}

static void a_clock_that_went_back_waits_no_longer_than_the_wait(void **state)
{
	(void)state;
	int64_t at = 1763800000000;
	assert_int_equal(throttle_left(THROTTLE_ACCOUNT, 7, at, at - 10 * 365 * INT64_C(86400000)), 2 * MINUTE);
}

static void a_quiet_time_forgets(void **state)
{
	(void)state;
	int64_t at = 1763800000000, day = 24 * 60 * MINUTE;
	assert_int_equal(throttle_counts(THROTTLE_ACCOUNT, 9, at, at + day), 9);
	assert_int_equal(throttle_counts(THROTTLE_ACCOUNT, 9, at, at + day + 1), 0);
	assert_int_equal(throttle_counts(THROTTLE_ADDRESS, 90, at, at + 15 * MINUTE), 90);
	assert_int_equal(throttle_counts(THROTTLE_ADDRESS, 90, at, at + 15 * MINUTE + 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_free_tries_cost_nothing),
		cmocka_unit_test(then_it_doubles_up_to_a_quarter_of_an_hour),
		cmocka_unit_test(the_wait_ends_at_its_millisecond),
		cmocka_unit_test(a_clock_that_went_back_waits_no_longer_than_the_wait),
		cmocka_unit_test(a_quiet_time_forgets),
	};
	return cmocka_run_group_tests_name("throttle", tests, NULL, NULL);
}

#include "arena_test.h"

#include "date.h"

static void known_dates_have_their_day_weekday_and_week(void **state)
{
	(void)state;
	static const struct {
		struct ymd d;
		int32_t date;
		int weekday, week;
		int32_t week_year;
	} cases[] = {
		{{1970, 1, 1}, 0, 4, 1, 1970},
		{{1969, 12, 31}, -1, 3, 1, 1970},
		{{1900, 2, 28}, -25509, 3, 9, 1900}, /* 1900 was no leap year */
		{{1900, 3, 1}, -25508, 4, 9, 1900},
		{{2000, 2, 29}, 11016, 2, 9, 2000},  /* 2000 was */
		{{2004, 12, 31}, 12783, 5, 53, 2004},
		{{2005, 1, 2}, 12785, 7, 53, 2004},
		{{2005, 1, 3}, 12786, 1, 1, 2005},
		{{2008, 12, 29}, 14242, 1, 1, 2009},
		{{2010, 1, 3}, 14612, 7, 53, 2009},
		{{2020, 12, 31}, 18627, 4, 53, 2020},
		{{2021, 1, 3}, 18630, 7, 53, 2020},
		{{2024, 2, 29}, 19782, 4, 9, 2024},
		{{2026, 11, 23}, 20780, 1, 48, 2026},
		{{2026, 12, 31}, 20818, 4, 53, 2026},
		{{2027, 1, 1}, 20819, 5, 53, 2026},
		{{2027, 1, 4}, 20822, 1, 1, 2027},
		{{9999, 12, 31}, DATE_OPEN, 5, 52, 9999},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int32_t year = 0;
		assert_int_equal(date_from_ymd(cases[i].d), cases[i].date);
		struct ymd back = date_to_ymd(cases[i].date);
		assert_memory_equal(&back, &cases[i].d, sizeof back);
		assert_int_equal(date_weekday(cases[i].date), cases[i].weekday);
		assert_int_equal(date_iso_week(cases[i].date, &year), cases[i].week);
		assert_int_equal(year, cases[i].week_year);
	}
}

static void every_day_of_four_centuries_follows_the_one_before(void **state)
{
	(void)state;
	struct ymd last = date_to_ymd(date_from_ymd((struct ymd){1799, 12, 31}));
	for (int32_t date = date_from_ymd((struct ymd){1800, 1, 1}); date_to_ymd(date).year < 2201; date++) {
		struct ymd d = date_to_ymd(date);
		bool next_day = d.year == last.year && d.month == last.month && d.day == last.day + 1;
		bool next_month = d.year == last.year && d.month == last.month + 1 && d.day == 1 && last.day >= 28;
		bool next_year = d.year == last.year + 1 && d.month == 1 && d.day == 1 && last.month == 12 && last.day == 31;
		assert_true(next_day || next_month || next_year);
		assert_int_equal(date_from_ymd(d), date);
		assert_true(ymd_valid(d));
		last = d;
	}
}

static void only_real_dates_in_the_one_form_are_parsed(void **state)
{
	(void)state;
	static const char *const refused[] = {
		"", "2026", "2026-11", "2026-11-2", "2026-1-23", "26-11-23", "2026/11/23", "23-11-2026", "2026-11-231",
		" 2026-11-23", "2026-11-23 ", "2026-11-23T", "2026-13-01", "2026-00-01", "2026-01-00", "2026-01-32",
		"2026-02-29", "2100-02-29", "1900-02-29", "2026-04-31", "2026-11-3x", "+026-11-23", "-026-11-23", "0000-01-01",
		"1799-12-31", "20261-1-23", "2026-11-2\n", "\302\26226-11-23", "2026 11 23", "2026-1a-23",
	};
	int32_t date = 42;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (date_parse_iso(str_from(refused[i]), &date))
			fail_msg("taken as a date: \"%s\"", refused[i]);
	assert_int_equal(date, 42);
	assert_false(date_parse_iso((struct str){0}, &date));
	static const char *const taken[] = {"1800-01-01", "2024-02-29", "2000-02-29", "2026-11-23", "9999-12-31"};
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
		assert_true(date_parse_iso(str_from(taken[i]), &date));
		ASSERT_STR(date_iso(arena, date), taken[i]);
	}
	assert_false(ymd_valid((struct ymd){2026, 2, -1}));
	assert_false(ymd_valid((struct ymd){10000, 1, 1}));
	assert_false(ymd_valid((struct ymd){INT32_MAX, INT32_MAX, INT32_MAX}));
}

static int64_t at(const char *iso)
{
	int64_t instant;
	if (!instant_parse_iso(str_from(iso), &instant))
		fail_msg("no instant: %s", iso);
	return instant;
}

static void the_clock_changes_on_the_last_sundays(void **state)
{
	(void)state;
	static const struct {
		const char *utc;
		int offset, hour, minute;
	} cases[] = {
		{"2026-03-29T00:59:59Z", 60, 1, 59},  /* 1.59, and the next second it is 3.00 */
		{"2026-03-29T01:00:00Z", 120, 3, 0},
		{"2026-10-25T00:59:59Z", 120, 2, 59}, /* 2.59 for the first time, and 2.00 again */
		{"2026-10-25T01:00:00Z", 60, 2, 0},
		{"2026-10-25T01:59:59Z", 60, 2, 59},
		{"2026-10-25T02:00:00Z", 60, 3, 0},
		{"2024-03-31T00:59:59Z", 60, 1, 59},  /* the last day of the month */
		{"2024-03-31T01:00:00Z", 120, 3, 0},
		{"2027-10-31T00:59:59Z", 120, 2, 59},
		{"2027-10-31T01:00:00Z", 60, 2, 0},
		{"2026-01-01T00:00:00Z", 60, 1, 0},
		{"2026-07-01T00:00:00Z", 120, 2, 0},
		{"2026-12-31T23:30:00Z", 60, 0, 30},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int64_t instant = at(cases[i].utc);
		struct hms t = instant_time(instant);
		assert_int_equal(amsterdam_offset(instant), cases[i].offset);
		assert_int_equal(t.hour, cases[i].hour);
		assert_int_equal(t.minute, cases[i].minute);
		ASSERT_STR(instant_iso(arena, instant), cases[i].utc);
	}
	ASSERT_STR(date_iso(arena, instant_date(at("2026-12-31T23:30:00Z"))), "2027-01-01");
	ASSERT_STR(date_iso(arena, instant_date(at("2026-06-30T21:59:59Z"))), "2026-06-30");
	ASSERT_STR(date_iso(arena, instant_date(at("2026-06-30T22:00:00Z"))), "2026-07-01");
	ASSERT_STR(date_iso(arena, instant_date(at("1969-12-31T22:59:00Z"))), "1969-12-31");
}

static void every_date_begins_at_its_own_midnight(void **state)
{
	(void)state;
	int32_t last = date_from_ymd((struct ymd){2040, 1, 1});
	for (int32_t date = date_from_ymd((struct ymd){2020, 1, 1}); date < last; date++) {
		int64_t begin = instant_of_date(date);
		struct hms t = instant_time(begin);
		assert_int_equal(t.hour * 3600 + t.minute * 60 + t.second, 0);
		assert_int_equal(instant_date(begin), date);
		assert_int_equal(instant_date(begin - 1), date - 1);
	}
	/* 23 hours in spring, 25 in autumn */
	int32_t spring = date_from_ymd((struct ymd){2026, 3, 29}), autumn = date_from_ymd((struct ymd){2026, 10, 25});
	assert_int_equal(instant_of_date(spring + 1) - instant_of_date(spring), 23 * 3600000);
	assert_int_equal(instant_of_date(autumn + 1) - instant_of_date(autumn), 25 * 3600000);
}

static void instants_are_read_with_their_offset(void **state)
{
	(void)state;
	assert_true(at("2026-11-24T09:00:00+01:00") == at("2026-11-24T08:00Z"));
	assert_true(at("2026-11-24T09:00-05:30") == at("2026-11-24T14:30:00Z"));
	assert_true(at("1970-01-01T00:00:01Z") == 1000);
	static const char *const refused[] = {
		"", "2026-11-24", "2026-11-24T09:00:00", "2026-11-24T09:00", "2026-11-24 09:00:00Z", "2026-11-24t09:00Z",
		"2026-11-24T09:00z", "2026-11-24T24:00Z", "2026-11-24T09:60Z", "2026-11-24T09:00:60Z", "2026-11-24T9:00:00Z",
		"2026-11-24T09:00:00ZZ", "2026-11-24T09:00:00Z ", "2026-11-24T09:00:00+1:00", "2026-11-24T09:00:00+0100",
		"2026-11-24T09:00:00+15:00", "2026-11-24T09:00:00+01:60", "2026-11-24T09:00:00+01:00x", "2026-02-30T09:00Z",
		"2026-11-24T09:00:00.5Z", "2026-11-24T09:00:", "2026-11-24T09:00:0Z", "2026-11-24T09-00Z", "x026-11-24T09:00Z",
		"1800-01-01T00:00+14:00", "9999-12-31T23:00-14:00", /* out of the years in UTC */
	};
	int64_t instant;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		/* a copy of its exact size: the sanitizer sees a read behind the end */
		struct str s = str_from(refused[i]);
		char *exact = arena_alloc(arena, s.n);
		memcpy(exact, s.p, s.n);
		if (instant_parse_iso((struct str){exact, s.n}, &instant))
			fail_msg("taken as an instant: \"%s\"", refused[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_dates_have_their_day_weekday_and_week),
		cmocka_unit_test(every_day_of_four_centuries_follows_the_one_before),
		cmocka_unit_test(only_real_dates_in_the_one_form_are_parsed),
		cmocka_unit_test(the_clock_changes_on_the_last_sundays),
		cmocka_unit_test(every_date_begins_at_its_own_midnight),
		cmocka_unit_test(instants_are_read_with_their_offset),
	};
	return cmocka_run_group_tests_name("date", tests, setup, teardown);
}

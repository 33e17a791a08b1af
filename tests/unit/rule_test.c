/* What must hold of every rule on every day, beside the table of cases in calendar_test. */
#include "day_test.h"

#include "rule.h"

/* Nothing here is free for six days in a row, so no end moves further than that; nor does art. 2 add more. */
enum { MOVES_AT_MOST = 6 };

static void hold_to_the_law(const struct rule *r, int32_t from, int32_t *before)
{
	struct running how = {.calendar = region_calendar(HOLIDAY_MIDDLE)};
	int32_t due = rule_due(r, from, &how);
	int32_t counted = calendar_add(how.calendar, from, r->value, r->unit, r->back);
	if (due == DATE_OPEN)
		fail_msg("%s has no end", r->id);
	if (due < *before)
		fail_msg("%s ends earlier for a later day %d", r->id, from);
	if (due < counted || due > counted + MOVES_AT_MOST || (!r->atw && due != counted))
		fail_msg("%s from %d moved by %d days", r->id, from, due - counted);
	if (r->atw && !atw_ordinary_day(due))
		fail_msg("%s from %d ends on a day off", r->id, from);
	if (rule_moved(r, from, &how) != (due != counted))
		fail_msg("%s from %d does not say that it moved", r->id, from);
	*before = due;
}

static void a_later_fact_never_ends_earlier(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_rules; i++) {
		int32_t before = INT32_MIN;
		if (unit_needs_calendar(rules[i].unit))
			continue;
		for (int32_t from = day("2014-08-01"); from < day("2042-01-01"); from++)
			hold_to_the_law(&rules[i], from, &before);
	}
}

static void school_time_ends_in_school_time(void **state)
{
	(void)state;
	for (enum holiday_region region = HOLIDAY_NORTH; region < HOLIDAY_REGION__N; region++) {
		const struct calendar *c = region_calendar(region);
		for (int32_t from = day("2021-01-01"); from < day("2029-01-01"); from++)
			for (int32_t n = 1; n <= 16; n += 5) {
				int32_t weeks = add_school_weeks(c, from, n), days = add_school_days(c, from, n);
				assert_true(school_week(c, weeks));
				assert_true(school_day(c, days));
				assert_int_equal(date_weekday(weeks), date_weekday(from));
				assert_int_equal(calendar_between(c, from, days, UNIT_SCHOOL_DAYS), n);
				assert_int_equal(calendar_between(c, from, weeks, UNIT_SCHOOL_WEEKS), n);
				assert_true(weeks >= from + 7 * n);
				if (school_week(c, from))
					assert_int_equal(add_school_weeks(c, weeks, -n), from);
				if (school_day(c, from))
					assert_int_equal(add_school_days(c, days, -n), from);
			}
	}
}

static void a_pause_moves_the_end_by_its_days(void **state)
{
	(void)state;
	const struct rule *r = rule_find(S("PRI-17"), day("2026-11-23")); /* never moved by the Algemene termijnenwet */
	int32_t from = day("2026-11-23"), due = rule_due(r, from, NULL);
	for (int32_t begin = from - 5; begin <= due + 5; begin++)
		for (int32_t end = begin + 1; end <= due + 10; end += 3) {
			const struct span pause = {begin, end};
			struct running how = {.pauses = &pause, .n_pauses = 1};
			int32_t first = begin < from ? from : begin;
			int32_t taken = begin > due || end <= from ? 0 : end - first;
			assert_int_equal(rule_due(r, from, &how), due + taken);
		}
	const struct span wrong[] = {{from + 5, from + 6}, {from + 1, from + 2}};
	const struct running how = {.pauses = wrong, .n_pauses = 2};
	ASSERT_BUG(rule_due(r, from, &how));
}

/* practice.md F3, for every day of a school year: told before the vacation, never before the term began. */
static void a_notice_comes_before_its_vacation(void **state)
{
	(void)state;
	const struct calendar *c = region_calendar(HOLIDAY_SOUTH);
	struct vacation_notice n;
	size_t found = 0;
	for (int32_t from = day("2026-08-01"); from < day("2027-08-01"); from++) {
		int32_t due = from + 42, after = from;
		while (rule_notice(c, from, due, after, &n)) {
			assert_true(n.on >= from);
			assert_true(n.on < n.vacation.begin);
			assert_true(n.vacation.begin > after && n.vacation.begin <= due);
			assert_int_equal(n.ends_in, due < n.vacation.end);
			after = n.vacation.begin;
			found++;
		}
		const struct span *next = vacation_after(c, after);
		assert_true(next == NULL || next->begin > due); /* none was left out */
	}
	assert_true(found > 200);
}

static void no_rule_is_found_by_a_piece_of_its_name(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_rules; i++) {
		struct str id = str_from(rules[i].id);
		const struct rule *shorter = rule_find((struct str){id.p, id.n - 1}, day("2026-11-23"));
		assert_ptr_equal(rule_find(id, day("2026-11-23")), &rules[i]);
		assert_true(shorter != &rules[i]);
		assert_null(rule_find(str_printf(arena, STR_FMT " ", STR_ARG(id)), day("2026-11-23")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_later_fact_never_ends_earlier),
		cmocka_unit_test(school_time_ends_in_school_time),
		cmocka_unit_test(a_pause_moves_the_end_by_its_days),
		cmocka_unit_test(a_notice_comes_before_its_vacation),
		cmocka_unit_test(no_rule_is_found_by_a_piece_of_its_name),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

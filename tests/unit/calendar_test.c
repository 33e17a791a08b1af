#define ARENA_MIB 32
#include "day_test.h"

#include "calendar_cases.h"
#include "rule.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

enum { PAUSES_MAX = 4 };

static const struct calendar *region(const char *code)
{
	enum holiday_region r = HOLIDAY_REGION_NONE;
	if (code[0] != '\0' && !holiday_region_parse(str_from(code), &r))
		fail_msg("%s is no region", code);
	return region_calendar(r);
}

static size_t read_pauses(const char *text, struct span *out)
{
	struct str rest = str_from(text), end;
	size_t n = 0;
	while (rest.n > 0) {
		struct str one = str_cut(rest, ' ', &rest), begin = str_cut(one, '/', &end);
		assert_true(n < PAUSES_MAX);
		out[n] = (struct span){day(str_copy(arena, begin).p), DATE_OPEN};
		if (end.n > 0)
			out[n].end = day(str_copy(arena, end).p);
		n++;
	}
	return n;
}

static const char *due_text(const struct term_case *c)
{
	struct span pauses[PAUSES_MAX];
	const struct rule *r = rule_find(str_from(c->rule), day(c->from));
	struct running how = {.calendar = region(c->region), .pauses = pauses, .more = c->more};
	how.n_pauses = read_pauses(c->pauses, pauses);
	if (r == NULL)
		return "none";
	int32_t due = rule_due(r, day(c->from), &how);
	return due == DATE_OPEN ? "open" : date_iso(arena, due).p;
}

static void a_term_ends_where_the_law_says(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_OF(term_cases); i++) {
		const struct term_case *c = &term_cases[i];
		const char *got = due_text(c);
		if (strcmp(got, c->due) != 0)
			fail_msg("%s from %s (%s %d %s): %s, must be %s: %s", c->rule, c->from, c->region, c->more, c->pauses,
			         got, c->due, c->why);
		arena_reset(arena);
	}
}

static void every_rule_stands_among_the_cases(void **state)
{
	(void)state;
	assert_null(rules_fault(arena));
	for (size_t i = 0; i < n_rules; i++) {
		bool found = false;
		for (size_t k = 0; k < N_OF(term_cases) && !found; k++)
			found = strcmp(term_cases[k].rule, rules[i].id) == 0;
		if (!found)
			fail_msg("no case of rule %s", rules[i].id);
	}
}

/* R01 to R22 of the law text, 1.9; R04 and R10 among them. */
static void every_deadline_of_the_digest_has_a_rule(void **state)
{
	(void)state;
	for (int n = 1; n <= 22; n++) {
		const char *id = str_printf(arena, "R%02d", n).p;
		if (rule_find(str_from(id), day("2026-11-23")) == NULL)
			fail_msg("no rule for %s", id);
	}
}

static void extensions_are_refused_beyond_the_law(void **state)
{
	(void)state;
	static const struct {
		const char *rule;
		int32_t more;
		bool may;
	} cases[] = {
		{"ADM-04", -1, false}, {"ADM-04", 0, true}, {"ADM-04", 4, true}, {"ADM-04", 5, false},
		{"ADM-06", 1, false}, {"OPP-04", 1, false}, {"OPP-06", 1, false}, {"BEZ-01", 1, false},
		{"BEZ-04", 6, true}, {"BEZ-04", 7, false}, {"PRI-17", 2, true}, {"PRI-17", 3, false},
		{"TLV-10", 52, true}, {"TLV-10", -1, false}, {"OJS-01", 1, false}, {"PRI-04", 1, false},
	};
	for (size_t i = 0; i < N_OF(cases); i++) {
		const struct rule *r = rule_find(str_from(cases[i].rule), day("2026-11-23"));
		assert_non_null(r);
		if (rule_may_extend(r, cases[i].more) != cases[i].may)
			fail_msg("%s with %d more", cases[i].rule, cases[i].more);
	}
}

/* law.md 1.0, 1.2 and 8: what may not be shown as read. */
static void what_was_not_read_says_so(void **state)
{
	(void)state;
	static const char *const not_read[] = {"OPP-15", "TLV-06", "TLV-10", "TLV-12",
	                                       "BEZ-04", "BEZ-05", "PRI-16", "PRI-17"};
	static const char *const read[] = {"ADM-02", "ADM-04", "ADM-06", "OPP-04", "OPP-06", "TLV-05", "BEZ-01", "BEZ-02",
		                           "LPW-05", "PRI-04", "GPO-02"};
	for (size_t i = 0; i < N_OF(not_read); i++)
		assert_false(rule_find(str_from(not_read[i]), day("2026-11-23"))->verified);
	for (size_t i = 0; i < N_OF(read); i++)
		assert_true(rule_find(str_from(read[i]), day("2026-11-23"))->verified);
}

/* ---- Algemene termijnenwet ---- */

/* Art. 4: not for terms in hours, of more than 90 days, 12 weeks or 3 months, or in years; nor school time. */
static void the_law_on_terms_leaves_long_ones_alone(void **state)
{
	(void)state;
	static const struct {
		int32_t length;
		enum unit unit;
		bool applies;
	} cases[] = {
		{0, UNIT_DAYS, false}, {1, UNIT_DAYS, true}, {90, UNIT_DAYS, true}, {91, UNIT_DAYS, false},
		{1, UNIT_WEEKS, true}, {12, UNIT_WEEKS, true}, {13, UNIT_WEEKS, false},
		{3, UNIT_MONTHS, true}, {4, UNIT_MONTHS, false}, {1, UNIT_YEARS, false}, {24, UNIT_HOURS, false},
		{1, UNIT_HOURS, false}, {2, UNIT_WORKING_DAYS, false}, {2, UNIT_SCHOOL_DAYS, false},
		{2, UNIT_SCHOOL_WEEKS, false}, {1, UNIT_SCHOOL_YEARS, false}, {1, UNIT_WHOLE_SCHOOL_YEARS, false},
		{36, UNIT_AGE, false}, {430, UNIT_DAY_OF_YEAR, false}, {-6, UNIT_WEEKS, false},
	};
	for (size_t i = 0; i < N_OF(cases); i++)
		if (atw_applies(cases[i].length, cases[i].unit) != cases[i].applies)
			fail_msg("case %zu: %d %s", i, cases[i].length, unit_code(cases[i].unit));
}

/* Art. 1 and 2, from the day counted from and the last day. */
static void an_end_moves_to_an_ordinary_day_and_leaves_two(void **state)
{
	(void)state;
	static const struct {
		const char *from, *last, *moved;
	} cases[] = {
		{"2026-11-20", "2026-11-21", "2026-11-23"}, /* one day, ends on Saturday: art. 2 is not for it */
		{"2026-11-20", "2026-11-22", "2026-11-23"}, /* two days: nor for it */
		{"2026-11-20", "2026-11-23", "2026-11-24"}, /* three days with one ordinary one: a second */
		{"2026-11-19", "2026-11-22", "2026-11-23"}, /* Friday and Monday are two */
		{"2026-11-20", "2026-11-24", "2026-11-24"}, /* Monday and Tuesday: nothing moves */
		{"2026-12-24", "2026-12-27", "2026-12-29"}, /* Christmas and a weekend: Monday and Tuesday */
		{"2026-12-23", "2026-12-27", "2026-12-28"}, /* Thursday and Monday */
		{"2026-12-24", "2026-12-25", "2026-12-28"}, /* one day stays one, although moved it is four */
		{"2026-04-02", "2026-04-06", "2026-04-08"}, /* Good Friday to Easter Monday: Tuesday and Wednesday */
		{"2026-04-01", "2026-04-06", "2026-04-07"}, /* Thursday and Tuesday */
		{"2026-05-04", "2026-05-05", "2026-05-06"}, /* 5 May */
		{"2026-05-04", "2026-05-07", "2026-05-07"},
	};
	for (size_t i = 0; i < N_OF(cases); i++) {
		struct str got = date_iso(arena, atw_last_day(day(cases[i].from), day(cases[i].last)));
		if (!str_is(got, cases[i].moved))
			fail_msg("from %s to %s: " STR_FMT, cases[i].from, cases[i].last, STR_ARG(got));
	}
	assert_int_equal(atw_last_day(0, DATE_OPEN), DATE_OPEN);
}

/* ---- holidays: the table of law.md 6.2 ---- */

static const struct {
	int32_t year;
	const char *easter, *kings_day;
} easters[] = {
	{2025, "2025-04-20", "2025-04-26"}, {2026, "2026-04-05", "2026-04-27"}, {2027, "2027-03-28", "2027-04-27"},
	{2028, "2028-04-16", "2028-04-27"}, {2029, "2029-04-01", "2029-04-27"}, {2030, "2030-04-21", "2030-04-27"},
	{2031, "2031-04-13", "2031-04-26"},
};

static void holidays_fall_where_the_calendar_prints_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_OF(easters); i++) {
		int32_t year = easters[i].year, easter = day(easters[i].easter), n = 0;
		assert_int_equal(easter_of(year), easter);
		assert_int_equal(holiday_on(easter - 2), HOLIDAY_GOOD_FRIDAY);
		assert_int_equal(holiday_on(easter), HOLIDAY_EASTER);
		assert_int_equal(holiday_on(easter + 1), HOLIDAY_EASTER_MONDAY);
		assert_int_equal(holiday_on(easter + 39), HOLIDAY_ASCENSION);
		assert_int_equal(holiday_on(easter + 50), HOLIDAY_WHIT_MONDAY);
		assert_int_equal(holiday_on(day(easters[i].kings_day)), HOLIDAY_KINGS_DAY);
		assert_int_equal(holiday_on(date_from_ymd((struct ymd){year, 5, 5})), HOLIDAY_LIBERATION);
		for (int32_t d = date_from_ymd((struct ymd){year, 1, 1}); date_to_ymd(d).year == year; d++)
			n += holiday_on(d) != HOLIDAY_NONE;
		assert_int_equal(n, 11);
		for (int32_t shift = 2; shift <= 3; shift++)
			assert_int_equal(holiday_on(easter + shift), HOLIDAY_NONE);
	}
	assert_int_equal(easter_of(2016), day("2016-03-27"));
	assert_int_equal(holiday_on(day("2016-05-05")), HOLIDAY_LIBERATION); /* Ascension on the same day */
	assert_int_equal(holiday_on(day("2013-04-27")), HOLIDAY_NONE);       /* there was no King's Day yet */
	assert_int_equal(holiday_on(day("2014-04-26")), HOLIDAY_KINGS_DAY);
}

static void a_day_off_says_which_it_is(void **state)
{
	(void)state;
	static const struct {
		const char *day;
		enum day_off off;
	} days[] = {
		{"2026-11-27", DAY_OFF_NONE},    {"2026-11-28", DAY_OFF_SATURDAY}, {"2026-11-29", DAY_OFF_SUNDAY},
		{"2026-12-18", DAY_OFF_NONE},    {"2026-12-19", DAY_OFF_VACATION}, {"2026-12-25", DAY_OFF_HOLIDAY},
		{"2027-01-03", DAY_OFF_VACATION}, {"2027-01-04", DAY_OFF_NONE},    {"2027-03-26", DAY_OFF_NONE},
		{"2027-03-28", DAY_OFF_HOLIDAY}, {"2027-03-29", DAY_OFF_HOLIDAY},
	};
	const struct span closed[] = {{day("2026-11-27"), day("2026-11-28")}};
	const struct calendar own = {.closed = closed, .n_closed = 1};
	for (size_t i = 0; i < N_OF(days); i++)
		assert_int_equal(day_off(region("noord"), day(days[i].day)), days[i].off);
	assert_int_equal(day_off(NULL, day("2026-12-21")), DAY_OFF_NONE);
	assert_int_equal(day_off(NULL, day("2026-12-25")), DAY_OFF_HOLIDAY);
	assert_int_equal(day_off(&own, day("2026-11-27")), DAY_OFF_CLOSED);
}

static void good_friday_is_a_working_day_and_yet_no_day_to_end_on(void **state)
{
	(void)state;
	assert_true(working_day(day("2026-04-03")));
	assert_false(atw_ordinary_day(day("2026-04-03")));
	assert_false(working_day(day("2026-04-06")));
	assert_false(working_day(day("2026-05-05")));
	assert_false(working_day(day("2026-11-21")));
	assert_false(working_day(day("2026-11-22")));
	assert_true(working_day(day("2026-12-24")));
	assert_int_equal(add_working_days(day("2026-12-28"), -2), day("2026-12-23"));
	assert_int_equal(add_working_days(day("2026-12-25"), 0), day("2026-12-25"));
	assert_int_equal(add_working_days(day("9999-12-30"), 3), DATE_OPEN);
}

/* ---- weeks, months, years, ages ---- */

static void weeks_and_school_years_have_their_bounds(void **state)
{
	(void)state;
	static const struct {
		int32_t year;
		int weeks;
		const char *first;
	} years[] = {
		{2020, 53, "2019-12-30"}, {2021, 52, "2021-01-04"}, {2025, 52, "2024-12-30"}, {2026, 53, "2025-12-29"},
		{2027, 52, "2027-01-04"}, {2032, 53, "2031-12-29"},
	};
	for (size_t i = 0; i < N_OF(years); i++) {
		assert_int_equal(iso_weeks_of(years[i].year), years[i].weeks);
		assert_int_equal(iso_week_monday(years[i].year, 1), day(years[i].first));
	}
	assert_int_equal(iso_week_monday(2026, 53), day("2026-12-28"));
	ASSERT_BUG(iso_week_monday(2027, 53));
	ASSERT_BUG(iso_week_monday(2026, 0));
	ASSERT_BUG(iso_week_monday(2026, 54));
	assert_int_equal(school_year_of(day("2026-07-31")), 2025);
	assert_int_equal(school_year_of(day("2026-08-01")), 2026);
	assert_int_equal(school_year_of(day("2027-01-01")), 2026);
	assert_int_equal(school_year_begin(2026), day("2026-08-01"));
	assert_int_equal(school_year_last(2026), day("2027-07-31"));
}

static void months_end_with_their_month(void **state)
{
	(void)state;
	static const struct {
		const char *from;
		int32_t n;
		const char *to;
	} cases[] = {
		{"2026-01-31", 1, "2026-02-28"}, {"2028-01-31", 1, "2028-02-29"}, {"2026-01-28", 1, "2026-02-28"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-12-31", 2, "2027-02-28"}, {"2026-11-30", 3, "2027-02-28"},
		{"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", 48, "2028-02-29"}, {"2026-01-01", -1, "2025-12-01"},
		{"2026-08-31", 0, "2026-08-31"},
	};
	for (size_t i = 0; i < N_OF(cases); i++)
		ASSERT_STR(date_iso(arena, date_add_months(day(cases[i].from), cases[i].n)), cases[i].to);
	assert_int_equal(date_add_months(DATE_OPEN, -1), DATE_OPEN);
	assert_int_equal(date_add_months(day("9999-12-01"), 1), DATE_OPEN);
	assert_int_equal(date_add_days(DATE_OPEN, -1), DATE_OPEN);
	assert_int_equal(date_add_days(day("9999-12-30"), INT32_MAX), DATE_OPEN);
}

static void ages_are_reached_on_the_birthday(void **state)
{
	(void)state;
	static const struct {
		const char *born, *on;
		int32_t years, months;
	} cases[] = {
		{"2020-11-23", "2026-11-22", 5, 11}, {"2020-11-23", "2026-11-23", 6, 0}, {"2020-11-23", "2026-11-24", 6, 0},
		{"2024-02-29", "2027-02-28", 2, 11}, {"2024-02-29", "2027-03-01", 3, 0}, {"2024-02-29", "2028-02-29", 4, 0},
		{"2023-08-31", "2027-02-28", 3, 5},  {"2023-08-31", "2027-03-01", 3, 6}, {"2026-11-23", "2026-11-23", 0, 0},
		{"2026-11-23", "2026-11-22", 0, 0},  {"2025-12-31", "2026-01-01", 0, 0}, {"2025-12-31", "2026-01-31", 0, 1},
	};
	for (size_t i = 0; i < N_OF(cases); i++) {
		struct age age = date_age(day(cases[i].born), day(cases[i].on));
		if (age.years != cases[i].years || age.months != cases[i].months)
			fail_msg("%s on %s: %d;%d", cases[i].born, cases[i].on, age.years, age.months);
	}
	for (int32_t born = day("2023-01-01"); born < day("2025-01-01"); born++)
		for (int32_t months = 0; months <= 48; months++) { /* the first day with that age, and no day before it */
			int32_t on = date_of_age(born, months);
			struct age now = date_age(born, on), before = date_age(born, on - 1);
			assert_int_equal(now.years * 12 + now.months, months);
			assert_true(months == 0 || before.years * 12 + before.months == months - 1);
		}
	assert_int_equal(date_of_age(DATE_OPEN, 36), DATE_OPEN);
}

/* ---- school time ---- */

/* The ISO weeks of law.md 6.1: autumn, Christmas (two), spring, May, first and last of summer. */
static const struct {
	int32_t year; /* of the autumn */
	int autumn[3], christmas[2], spring[3], may, summer[3][2];
} vacation_weeks[] = {
	{2025, {43, 43, 42}, {52, 1}, {9, 8, 8}, 18, {{28, 33}, {30, 35}, {29, 34}}},
	{2026, {42, 43, 43}, {52, 53}, {8, 8, 7}, 17, {{28, 33}, {29, 34}, {30, 35}}},
	{2027, {42, 42, 43}, {52, 1}, {8, 9, 9}, 18, {{29, 34}, {28, 33}, {30, 35}}},
	{2028, {42, 43, 43}, {52, 1}, {8, 8, 7}, 18, {{30, 35}, {28, 33}, {29, 34}}},
};

static void week_is(const struct calendar *c, int32_t year, int week, bool lessons)
{
	int32_t monday = iso_week_monday(year, week);
	for (int32_t d = monday; d < monday + 7; d++)
		if (school_week(c, d) != lessons)
			fail_msg("week %d of %d", week, year);
}

static void vacations_are_no_school_weeks(void **state)
{
	(void)state;
	for (size_t i = 0; i < N_OF(vacation_weeks); i++)
		for (enum holiday_region r = HOLIDAY_NORTH; r < HOLIDAY_REGION__N; r++) {
			const struct calendar *c = region_calendar(r);
			int32_t y = vacation_weeks[i].year;
			int at = (int)r - 1;
			int second = vacation_weeks[i].christmas[1];
			week_is(c, y, vacation_weeks[i].autumn[at], false);
			week_is(c, y, vacation_weeks[i].autumn[at] - 1, true);
			week_is(c, y, vacation_weeks[i].autumn[at] + 1, true);
			week_is(c, y, 51, true);
			week_is(c, y, 52, false);
			week_is(c, second == 1 ? y + 1 : y, second, false);
			week_is(c, y + 1, second == 1 ? 2 : 1, true);
			week_is(c, y + 1, vacation_weeks[i].spring[at], false);
			week_is(c, y + 1, vacation_weeks[i].may, false);
			week_is(c, y + 1, vacation_weeks[i].may + 1, true);
			for (int w = vacation_weeks[i].summer[at][0]; w <= vacation_weeks[i].summer[at][1]; w++)
				week_is(c, y + 1, w, false);
			week_is(c, y + 1, vacation_weeks[i].summer[at][0] - 1, true);
			week_is(c, y + 1, vacation_weeks[i].summer[at][1] + 1, true);
		}
}

static void a_school_has_free_days_of_its_own(void **state)
{
	(void)state;
	const struct span closed[] = {{day("2026-11-09"), day("2026-11-14")}, {day("2026-11-25"), day("2026-11-26")}};
	struct calendar c = *region_calendar(HOLIDAY_SOUTH);
	c.closed = closed;
	c.n_closed = N_OF(closed);
	assert_false(school_week(&c, day("2026-11-11")));
	assert_true(school_week(&c, day("2026-11-25")));
	assert_false(school_day(&c, day("2026-11-25")));
	assert_int_equal(add_school_days(&c, day("2026-11-24"), 1), day("2026-11-26"));
	assert_int_equal(add_school_days(&c, day("2026-11-26"), -1), day("2026-11-24"));
	assert_int_equal(add_school_weeks(&c, day("2026-11-04"), 1), day("2026-11-18"));
	assert_int_equal(add_school_weeks(&c, day("2026-11-18"), -1), day("2026-11-04"));
	assert_int_equal(add_school_weeks(&c, day("2026-11-04"), 0), day("2026-11-04"));
	/* Only a whole week off is no school week; a holiday in it changes nothing. */
	assert_true(school_week(&c, day("2026-04-06")));
	assert_false(school_day(&c, day("2026-04-06")));
	assert_true(school_day(&c, day("2026-04-03"))); /* Good Friday, unless the school says otherwise */
}

static void what_is_not_known_is_not_said(void **state)
{
	(void)state;
	const struct calendar *none = region_calendar(HOLIDAY_REGION_NONE), *north = region_calendar(HOLIDAY_NORTH);
	assert_false(school_day(none, day("2026-11-23")));
	assert_false(school_day(NULL, day("2026-11-23")));
	assert_false(school_week(NULL, day("2026-11-23")));
	assert_int_equal(add_school_days(none, day("2026-11-23"), 1), DATE_OPEN);
	assert_int_equal(add_school_weeks(NULL, day("2026-11-23"), 1), DATE_OPEN);
	assert_int_equal(add_school_days(north, day("2030-08-30"), 3), DATE_OPEN); /* after the last summer that is known */
	assert_int_equal(add_school_days(north, day("2019-12-21"), -1), DATE_OPEN);
	assert_false(school_day(north, day("2031-11-24")));
	assert_null(vacation_on(NULL, day("2026-12-25")));
	assert_null(vacation_after(NULL, day("2026-12-25")));
	assert_null(vacation_after(north, day("2030-07-20")));
}

static void regions_have_a_name(void **state)
{
	(void)state;
	enum holiday_region r;
	static const char *const wrong[] = {"", "Noord", "noord ", "oost", "zuidd"};
	for (size_t i = 0; i < N_OF(wrong); i++)
		assert_false(holiday_region_parse(str_from(wrong[i]), &r));
	for (r = HOLIDAY_NORTH; r < HOLIDAY_REGION__N; r++) {
		enum holiday_region back = HOLIDAY_REGION_NONE;
		assert_true(holiday_region_parse(str_from(holiday_region_choices[r - 1].code), &back));
		assert_int_equal(back, r);
	}
	assert_null(holiday_region_choices[HOLIDAY_REGION__N - 1].code);
}

/* ---- a vacation on the way: practice.md F3 ---- */

static void a_vacation_on_the_way_is_announced_two_school_weeks_before(void **state)
{
	(void)state;
	static const struct {
		const char *region, *from, *due, *after, *on, *begin;
		bool ends_in;
	} cases[] = {
		/* practice J8: the ten weeks of an application of 2 November run through Christmas */
		{"zuid", "2026-11-02", "2027-01-11", "2026-11-02", "2026-12-05", "2026-12-19", false},
		{"zuid", "2026-11-02", "2026-12-14", "2026-11-02", NULL, NULL, false}, /* six weeks end before it */
		{"zuid", "2026-11-02", "2026-12-18", "2026-11-02", NULL, NULL, false}, /* the last day before it */
		{"zuid", "2026-11-02", "2026-12-19", "2026-11-02", "2026-12-05", "2026-12-19", true}, /* the first day of it */
		{"zuid", "2026-11-02", "2027-01-03", "2026-11-02", "2026-12-05", "2026-12-19", true}, /* its last day */
		{"zuid", "2026-11-02", "2027-01-04", "2026-11-02", "2026-12-05", "2026-12-19", false},
		{"zuid", "2026-12-14", "2027-01-25", "2026-12-14", "2026-12-14", "2026-12-19", false}, /* began later */
		{"noord", "2026-10-01", "2026-11-12", "2026-10-01", "2026-10-01", "2026-10-10", false},
		{"noord", "2026-10-01", "2026-11-12", "2026-10-10", NULL, NULL, false}, /* the next one is too far */
		{"midden", "2027-02-08", "2027-05-03", "2027-02-20", "2027-04-10", "2027-04-24", false}, /* the second of two */
		{"noord", "2027-02-24", "2027-04-30", "2027-02-24", "2027-04-10", "2027-04-24", true}, /* began in a vacation */
		{"", "2026-11-02", "2027-01-11", "2026-11-02", NULL, NULL, false},
	};
	struct vacation_notice n;
	for (size_t i = 0; i < N_OF(cases); i++) {
		bool found = rule_notice(region(cases[i].region), day(cases[i].from), day(cases[i].due),
		                         day(cases[i].after), &n);
		if (found != (cases[i].on != NULL))
			fail_msg("case %zu", i);
		if (!found)
			continue;
		ASSERT_STR(date_iso(arena, n.on), cases[i].on);
		ASSERT_STR(date_iso(arena, n.vacation.begin), cases[i].begin);
		assert_int_equal(n.ends_in, cases[i].ends_in);
	}
	assert_false(rule_notice(region("zuid"), day("2026-11-02"), DATE_OPEN, day("2026-11-02"), &n));
	assert_false(rule_notice(NULL, day("2026-11-02"), day("2027-01-11"), day("2026-11-02"), &n));
}

/* ---- in words ---- */

static void terms_are_said_in_what_their_rule_counts(void **state)
{
	(void)state;
	static const struct speak nl = {.lang = LANG_NL};
	static const struct {
		const char *rule, *due, *today, *words;
	} cases[] = {
		{"ADM-04", "2026-12-14", "2026-11-24", "uiterlijk maandag 14 december 2026, nog 20 dagen"}, /* practice F3 */
		{"ADM-04", "2026-12-14", "2026-12-13", "uiterlijk maandag 14 december 2026, nog 1 dag"},
		{"ADM-04", "2026-12-14", "2026-12-14", "vandaag is de laatste dag"},
		{"ADM-04", "2026-12-14", "2026-12-15", "moest uiterlijk maandag 14 december 2026, 1 dag te laat"},
		{"ADM-04", "2026-12-14", "2026-12-24", "moest uiterlijk maandag 14 december 2026, 10 dagen te laat"},
		{"OJS-01", "2026-12-28", "2026-12-23", "uiterlijk maandag 28 december 2026, nog 2 werkdagen"},
		{"OJS-01", "2026-12-28", "2026-12-24", "uiterlijk maandag 28 december 2026, nog 1 werkdag"},
		{"OJS-01", "2026-12-28", "2026-12-30", "moest uiterlijk maandag 28 december 2026, 2 werkdagen te laat"},
		{"OJS-01", "2026-12-24", "2026-12-26", "moest uiterlijk donderdag 24 december 2026"}, /* no working day yet */
		{"LOC-05", "2027-03-15", "2026-12-14", "uiterlijk maandag 15 maart 2027, nog 10 schoolweken"},
		{"LOC-05", "2027-03-15", "2027-03-10", "uiterlijk maandag 15 maart 2027, nog 1 schoolweek"},
		{"LOC-05", "2027-03-19", "2027-03-15", "uiterlijk vrijdag 19 maart 2027"},
		{"ADM-06", "2027-01-12", "2026-12-01", "vanaf dinsdag 12 januari 2027"},
		{"ADM-06", "2027-01-12", "2027-01-12", "sinds dinsdag 12 januari 2027"},
		{"TLV-05", "2028-07-31", "2028-07-31", "tot en met maandag 31 juli 2028"},
		{"TLV-05", "2028-07-31", "2028-08-01", "gestopt na maandag 31 juli 2028"},
		{"PRI-04", "2029-11-23", "2029-11-23", "tot en met vrijdag 23 november 2029, niet langer"},
		{"PRI-04", "2029-11-23", "2029-11-24", "moest weg zijn na vrijdag 23 november 2029"},
		{"ADM-04", "9999-12-31", "2026-11-24", "nog geen datum te zeggen"},
	};
	for (size_t i = 0; i < N_OF(cases); i++) {
		const struct rule *r = rule_find(str_from(cases[i].rule), day("2026-11-23"));
		ASSERT_STR(rule_words(arena, nl, r, day(cases[i].due), day(cases[i].today), region_calendar(HOLIDAY_NORTH)),
		           cases[i].words);
	}
}

static void lengths_are_said_in_words(void **state)
{
	(void)state;
	static const struct speak nl = {.lang = LANG_NL};
	static const struct {
		const char *rule, *words;
	} cases[] = {
		{"ADM-04", "6 weken, en hooguit nog 4 weken"},
		{"ADM-02", "10 weken ervoor"},
		{"ADM-08", "1 dag"},
		{"OJS-01", "2 werkdagen"},
		{"LOC-01", "de leeftijd van 3 jaar en 6 maanden"},
		{"LPW-05", "meteen"},
		{"OPP-06", "tot het einde van dit schooljaar"},
		{"OPP-06-volgende", "tot het einde van het volgende schooljaar"},
		{"TLV-05", "de rest van dit schooljaar en 1 heel schooljaar, of langer als dat is besloten"},
		{"PRI-16", "72 uur"},
		{"SWV-05", "een vaste dag in het jaar: 30 apr"},
		{"ADM-19a", "een vaste dag in het jaar: 31 mrt"},
		{"ADM-01", "de leeftijd van 3 jaar"},
	};
	for (size_t i = 0; i < N_OF(cases); i++)
		ASSERT_STR(rule_length(arena, nl, rule_find(str_from(cases[i].rule), day("2026-11-23"))), cases[i].words);
	for (enum anchor k = ANCHOR_NONE + 1; k < ANCHOR__N; k++) {
		enum anchor back = ANCHOR_NONE;
		assert_true(anchor_parse(str_from(anchor_code(k)), &back));
		assert_int_equal(back, k);
	}
	enum anchor none;
	assert_false(anchor_parse(S(""), &none));
	assert_false(anchor_parse(S("Aanmelding"), &none));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_term_ends_where_the_law_says),
		cmocka_unit_test(every_rule_stands_among_the_cases),
		cmocka_unit_test(every_deadline_of_the_digest_has_a_rule),
		cmocka_unit_test(extensions_are_refused_beyond_the_law),
		cmocka_unit_test(what_was_not_read_says_so),
		cmocka_unit_test(the_law_on_terms_leaves_long_ones_alone),
		cmocka_unit_test(an_end_moves_to_an_ordinary_day_and_leaves_two),
		cmocka_unit_test(holidays_fall_where_the_calendar_prints_them),
		cmocka_unit_test(a_day_off_says_which_it_is),
		cmocka_unit_test(good_friday_is_a_working_day_and_yet_no_day_to_end_on),
		cmocka_unit_test(weeks_and_school_years_have_their_bounds),
		cmocka_unit_test(months_end_with_their_month),
		cmocka_unit_test(ages_are_reached_on_the_birthday),
		cmocka_unit_test(vacations_are_no_school_weeks),
		cmocka_unit_test(a_school_has_free_days_of_its_own),
		cmocka_unit_test(what_is_not_known_is_not_said),
		cmocka_unit_test(regions_have_a_name),
		cmocka_unit_test(a_vacation_on_the_way_is_announced_two_school_weeks_before),
		cmocka_unit_test(terms_are_said_in_what_their_rule_counts),
		cmocka_unit_test(lengths_are_said_in_words),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

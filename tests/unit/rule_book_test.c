/* What a region may set beside the law, in which direction, and which rule holds on which day. Expectations from law.md
 * and from docs/rules.md, not from the code. */
#include "day_test.h"

#include "rule_book.h"

static const struct speak english = {.lang = LANG_EN};

static const struct rule *row(const char *id)
{
	const struct rule *r = rule_find(str_from(id), day("2026-11-23"));
	if (r == NULL)
		fail_msg("no rule %s", id);
	return r;
}

/* Both sides of each limit. `says`: what the refusal must hold; NULL: it is allowed. */
static const struct {
	const char *rule;
	int value;
	enum unit unit;
	const char *says, *why;
} settings[] = {
	/* what the school must do: sooner */
	{"OPP-04", 6, UNIT_WEEKS, NULL, "the law itself"},
	{"OPP-04", 5, UNIT_WEEKS, NULL, "a week sooner"},
	{"OPP-04", 1, UNIT_WEEKS, NULL, "as soon as can be"},
	{"OPP-04", 7, UNIT_WEEKS, "6 weeks", "a week later than the law: refused with its length"},
	{"OPP-04", 7, UNIT_WEEKS, "WPO art. 40a", "and with its article"},
	{"OPP-04", 0, UNIT_WEEKS, "from 1 to 6", "nothing is no term"},
	{"OPP-04", -1, UNIT_WEEKS, "from 1 to 6", "nor less"},
	{"OPP-04", 42, UNIT_DAYS, NULL, "six weeks in days"},
	{"OPP-04", 41, UNIT_DAYS, NULL, "a day sooner"},
	{"OPP-04", 43, UNIT_DAYS, "6 weeks", "a day later"},
	{"OPP-04", 5, UNIT_SCHOOL_WEEKS, "unit of the rule", "school weeks could run on past the law"},
	{"OPP-04", 5, UNIT_WORKING_DAYS, "unit of the rule", "so could working days"},
	{"OPP-04", 1, UNIT_MONTHS, "unit of the rule", "and months have no fixed length"},
	{"ADM-04", 6, UNIT_WEEKS, NULL, "a decision on an application"},
	{"ADM-04", 7, UNIT_WEEKS, "WPO art. 40 lid 6", "no longer"},
	{"ADM-14-bestuur", 4, UNIT_WEEKS, NULL, "the board on an objection"},
	{"ADM-14-bestuur", 5, UNIT_WEEKS, "4 weeks", "no longer"},
	{"TLV-10", 8, UNIT_WEEKS, NULL, "the partnership on a TLV"},
	{"TLV-10", 9, UNIT_WEEKS, "Awb", "no longer"},
	{"BEZ-02", 2, UNIT_WEEKS, NULL, "advice of the committee"},
	{"BEZ-02", 3, UNIT_WEEKS, "2 weeks", "no longer"},
	/* what a child has a right to: sooner */
	{"ADM-06", 71, UNIT_DAYS, NULL, "a temporary place"},
	{"ADM-06", 70, UNIT_DAYS, NULL, "a day sooner"},
	{"ADM-06", 72, UNIT_DAYS, "71 days", "never later"},
	{"ADM-17", 7, UNIT_DAYS, NULL, "back at school after a suspension"},
	{"ADM-17", 8, UNIT_DAYS, "7 days", "never later"},
	/* the rights of parents are no region's to shorten, nor to make longer */
	{"ADM-14", 5, UNIT_WEEKS, "cannot set", "parents keep their six weeks to object"},
	{"ADM-14", 6, UNIT_WEEKS, "cannot set", "also where nothing changes"},
	{"ADM-14", 7, UNIT_WEEKS, "cannot set", "and get no more: the objection would not be heard"},
	{"BEZ-01", 5, UNIT_WEEKS, "cannot set", "nor the six weeks against a TLV"},
	{"OPP-17", 8, UNIT_WEEKS, "cannot set", "nor those to the disputes committee"},
	{"ADM-02", 8, UNIT_WEEKS, "cannot set", "ten weeks before: parents"},
	{"ADM-01", 35, UNIT_AGE, "cannot set", "an age of the law"},
	{"LPW-01", 48, UNIT_AGE, "cannot set", "compulsory education"},
	{"ADM-19a", 401, UNIT_DAY_OF_YEAR, "cannot set", "a day of the year"},
	/* others than the region's own bodies */
	{"GPO-02", 8, UNIT_WEEKS, "cannot set", "the national committee"},
	{"LPW-09", 4, UNIT_WEEKS, "cannot set", "the municipality"},
	{"PRI-20-minister", 4, UNIT_WEEKS, "cannot set", "the minister"},
	{"MLD-01", 3, UNIT_WORKING_DAYS, "cannot set", "Veilig Thuis"},
	/* how long something is valid stands in the decision */
	{"TLV-05", 2, UNIT_WHOLE_SCHOOL_YEARS, "cannot set", "a TLV"},
	{"TLV-12-einde", 40, UNIT_DAYS, "cannot set", "the penalty"},
	/* fixed to the day, though a shorter one would look stricter */
	{"LPW-06", 1, UNIT_SCHOOL_WEEKS, "cannot set", "leave in the first two school weeks: sooner is looser"},
	{"ABS-02", 20, UNIT_DAYS, "cannot set", "who counts as a child at home is the same in every figure"},
	{"ABS-01", 5, UNIT_DAYS, "cannot set", "how often may be reported"},
	{"PRI-06", 5, UNIT_YEARS, "cannot set", "the archive keeps a TLV seven years"},
	{"PRI-07-verzuim", 3, UNIT_YEARS, "cannot set", "absence five years"},
	/* what may be kept: shorter */
	{"PRI-04", 3, UNIT_YEARS, NULL, "health data"},
	{"PRI-04", 2, UNIT_YEARS, NULL, "sooner wiped"},
	{"PRI-04", 4, UNIT_YEARS, "3 years", "never longer"},
	/* agreements: any length of time within sane limits */
	{"OPP-15", 10, UNIT_DAYS, NULL, "the custom"},
	{"OPP-15", 21, UNIT_DAYS, NULL, "longer for parents to read"},
	{"OPP-15", 10, UNIT_SCHOOL_DAYS, NULL, "in school days"},
	{"OPP-15", 0, UNIT_DAYS, "from 1 to 120", "no time at all"},
	{"OPP-15", 121, UNIT_DAYS, "from 1 to 120", "no end"},
	{"OPP-15", 60, UNIT_SCHOOL_DAYS, NULL, "the most"},
	{"OPP-15", 61, UNIT_SCHOOL_DAYS, "from 1 to 60", "one more"},
	{"OPP-15", 2, UNIT_AGE, "unit of the rule", "a length of time is no age"},
	{"LOC-01", 36, UNIT_AGE, NULL, "a talk at three years"},
	{"LOC-01", 23, UNIT_AGE, "from 24 to 60", "not as a baby"},
	{"LOC-01", 61, UNIT_AGE, "from 24 to 60", "not when they are at school"},
	{"LOC-01", 10, UNIT_WEEKS, "unit of the rule", "an age is no length of time"},
	{"TLV-06", 9, UNIT_MONTHS, NULL, "looking ahead sooner"},
	{"TLV-06", 13, UNIT_MONTHS, "from 1 to 12", "not before it began"},
	/* a promise within a law */
	{"TLV-11", 8, UNIT_WEEKS, NULL, "as long as the law"},
	{"TLV-11", 9, UNIT_WEEKS, "8 weeks", "a promise is not longer than the law behind it"},
	{"TLV-11", 9, UNIT_WEEKS, "Awb art. 4:13", "and says which"},
	{"TLV-11", 10, UNIT_SCHOOL_WEEKS, "unit of the rule", "nor counted so that it could be"},
	{"OJS-01", 1, UNIT_WORKING_DAYS, NULL, "called back the next day"},
	{"OJS-01", 60, UNIT_WORKING_DAYS, NULL, "the most"},
	{"OJS-01", 61, UNIT_WORKING_DAYS, "from 1 to 60", "one more"},
};

static void never_looser_than_the_law(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		const char *says = rule_setting_refused(arena, english, row(settings[i].rule), settings[i].value,
			settings[i].unit);
		if (settings[i].says == NULL && says != NULL)
			fail_msg("%s %d: refused (%s), though %s", settings[i].rule, settings[i].value, says, settings[i].why);
		if (settings[i].says != NULL && (says == NULL || strstr(says, settings[i].says) == NULL))
			fail_msg("%s %d, %s: says \"%s\", not \"%s\"", settings[i].rule, settings[i].value, settings[i].why,
			         says == NULL ? "yes" : says, settings[i].says);
	}
}

/* Whatever a region may set of a law, no fact gets a later day by it. */
static void no_day_is_later_than_the_law(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_rules; i++) {
		const struct rule *law = &rules[i];
		struct bounds b;
		if (law->kind != RULE_LAW || !rule_room_bounds(law, law->unit, &b))
			continue;
		const int32_t values[] = {b.least, (b.least + b.most) / 2, b.most};
		for (size_t k = 0; k < 3; k++) {
			const struct rule_book none = {.n = 0};
			struct rule_book book = book_with(arena, &none, law, values[k], law->unit, day("2014-08-01"), DATE_OPEN);
			for (int32_t from = day("2025-01-01"); from < day("2027-01-01"); from++) {
				const struct rule *by = book_rule(&book, str_from(law->id), from), *at = rule_find(str_from(law->id),
					from);
				if (at == law && rule_due(by, from, NULL) > rule_due(law, from, NULL))
					fail_msg("%s set to %d from %d ends later than the law", law->id, values[k], from);
			}
		}
	}
}

static void the_day_of_the_fact_decides(void **state)
{
	(void)state;
	const struct rule_book none = {.n = 0};
	const struct rule *law = row("OPP-04");
	struct rule_book book = book_with(arena, &none, law, 5, UNIT_WEEKS, day("2027-01-01"), day("2027-08-01"));
	static const struct {
		const char *fact, *due;
	} v[] = {
		{"2026-12-31", "2027-02-11"}, /* the day before: six weeks */
		{"2027-01-01", "2027-02-05"}, /* the first day: five */
		{"2027-01-02", "2027-02-08"}, /* a Saturday five weeks on: the Monday after */
		{"2027-07-31", "2027-09-06"}, /* the last day it holds */
		{"2027-08-01", "2027-09-13"}, /* no longer: six weeks, a Sunday, and then Monday */
	};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		int32_t from = day(v[i].fact);
		assert_int_equal(rule_due(book_rule(&book, S("OPP-04"), from), from, NULL), day(v[i].due));
		assert_int_equal(rule_due(book_rule(&book, S("R05"), from), from, NULL), day(v[i].due));
	}
	/* Another rule of the same length is not touched. */
	assert_ptr_equal(book_rule(&book, S("ADM-04"), day("2027-02-01")), row("ADM-04"));
	assert_null(book_rule(&book, S("XYZ-01"), day("2027-02-01")));
	assert_ptr_equal(book_rule(NULL, S("OPP-04"), day("2027-02-01")), law);
}

static void the_latest_decision_holds(void **state)
{
	(void)state;
	const struct rule_book none = {.n = 0};
	const struct rule *law = row("OPP-04");
	struct rule_book first = book_with(arena, &none, law, 4, UNIT_WEEKS, day("2026-01-01"), DATE_OPEN);
	struct rule_book book = book_with(arena, &first, law, 5, UNIT_WEEKS, day("2026-06-01"), DATE_OPEN);
	assert_int_equal(book_rule(&book, S("OPP-04"), day("2026-05-31"))->value, 4);
	assert_int_equal(book_rule(&book, S("OPP-04"), day("2026-06-01"))->value, 5);
	assert_ptr_equal(book_rule(&book, S("OPP-04"), day("2026-06-01"))->base, law);
}

/* What stands in a database wins nothing from the table: a looser or unknown row does not exist. */
static void a_looser_row_is_not_read(void **state)
{
	(void)state;
	const struct rule_book none = {.n = 0};
	struct rule_book book = book_with(arena, &none, row("OPP-04"), 9, UNIT_WEEKS, day("2026-01-01"), DATE_OPEN);
	assert_int_equal(book_rule(&book, S("OPP-04"), day("2026-11-23"))->value, 6);
	struct rule_book other = book_with(arena, &none, row("ADM-14"), 5, UNIT_WEEKS, day("2026-01-01"), DATE_OPEN);
	assert_int_equal(book_rule(&other, S("ADM-14"), day("2026-11-23"))->value, 6);
}

static void an_extension_goes_with_the_unit(void **state)
{
	(void)state;
	const struct rule_book none = {.n = 0};
	struct rule_book book = book_with(arena, &none, row("ADM-04"), 35, UNIT_DAYS, day("2026-01-01"), DATE_OPEN);
	const struct rule *r = book_rule(&book, S("ADM-04"), day("2026-03-02"));
	const struct running four = {.more = 28}, more = {.more = 40};
	assert_int_equal(rule_due(r, day("2026-03-02"), NULL), day("2026-04-07")); /* 6 April is Easter Monday */
	assert_int_equal(rule_due(r, day("2026-03-02"), &four), day("2026-05-04"));
	assert_int_equal(rule_due(r, day("2026-03-02"), &more), day("2026-05-04")); /* no more than the law gives */
}

/* ---- own days ---- */

static void own_days_of_a_school(void **state)
{
	(void)state;
	/* Noord 2026-27: autumn 10-18 October, spring 20-28 February (law.md 6.1). */
	const struct own_span own[] = {
		{FREE_AUTUMN, {day("2026-10-17"), day("2026-10-26")}}, /* a week later than advised */
		{FREE_STUDY, {day("2026-11-25"), day("2026-11-26")}},
		{FREE_EXTRA, {day("2027-05-03"), day("2027-05-08")}}, /* on to the week of May */
	};
	const struct calendar *c = school_calendar(arena, HOLIDAY_NORTH, own, 3);
	static const struct {
		const char *on;
		bool school;
	} v[] = {
		{"2026-10-12", true},  /* in the advised week: lessons */
		{"2026-10-16", true},  /* the last day before their own */
		{"2026-10-19", false}, {"2026-10-23", false},
		{"2026-10-26", true},  /* the day after */
		{"2026-11-24", true}, {"2026-11-25", false}, {"2026-11-26", true},
		{"2026-12-21", false}, /* Christmas stands */
		{"2027-02-22", false}, /* the advised spring vacation stands */
		{"2027-05-03", false}, {"2027-05-07", false}, {"2027-05-10", true},
		{"2025-10-20", false}, /* another school year: the advice of then */
		{"2027-10-18", false},
	};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++)
		if (school_day(c, day(v[i].on)) != v[i].school)
			fail_msg("%s: %s", v[i].on, v[i].school ? "lessons are given" : "it is free");
	assert_int_equal(add_school_days(c, day("2026-11-24"), 1), day("2026-11-26"));
	assert_int_equal(add_school_days(region_calendar(HOLIDAY_NORTH), day("2026-11-24"), 1), day("2026-11-25"));
	assert_true(school_week(c, day("2026-10-12")));
	assert_false(school_week(c, day("2026-10-19")));
	/* May and the extra week are one free time now. */
	assert_int_equal(vacation_on(c, day("2027-05-01"))->end, day("2027-05-08"));
	assert_ptr_equal(school_calendar(arena, HOLIDAY_NORTH, NULL, 0), region_calendar(HOLIDAY_NORTH));
	for (size_t i = 1; i < c->n_vacations; i++)
		assert_true(c->vacations[i - 1].end < c->vacations[i].begin);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(never_looser_than_the_law),
		cmocka_unit_test(no_day_is_later_than_the_law),
		cmocka_unit_test(the_day_of_the_fact_decides),
		cmocka_unit_test(the_latest_decision_holds),
		cmocka_unit_test(a_looser_row_is_not_read),
		cmocka_unit_test(an_extension_goes_with_the_unit),
		cmocka_unit_test(own_days_of_a_school),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

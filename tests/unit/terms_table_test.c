/* tests/data/terms.tsv, a table of calendar and term cases that was worked out from the law text by hand and not from
 * the code: each row through the public functions. What the columns mean: tests/data/README.md. */
#include "testing.h"

#include "file.h"
#include "rule.h"

enum { COLUMNS = 8, CASES_MIN = 150, PAUSES_MAX = 4, TABLE_BYTES_MAX = 1024 * 1024 };

struct line {
	const char *rule, *from, *holidays, *pauses, *argument, *expected, *passage, *remark;
};

static struct arena *arena;

static int setup(void **state)
{
	(void)state;
	arena = arena_new((size_t)64 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* ---- reading a row; a cell that cannot be read fails the row by its answer ---- */

static bool none(const char *cell)
{
	return strcmp(cell, "-") == 0;
}

static int32_t day(struct str s)
{
	int32_t date = 0;
	if (!date_parse_iso(s, &date))
		fail_msg("no date: " STR_FMT, STR_ARG(s));
	return date;
}

static int32_t number(struct str s)
{
	int64_t n = 0;
	if (!str_to_i64(s, &n))
		fail_msg("no number: " STR_FMT, STR_ARG(s));
	return (int32_t)n;
}

static enum unit unit_named(struct str s)
{
	for (int u = 0; u < UNIT__N; u++)
		if (str_is(s, unit_code((enum unit)u)))
			return (enum unit)u;
	fail_msg("no unit: " STR_FMT, STR_ARG(s));
	return UNIT_NONE;
}

static const struct calendar *calendar_of(const struct line *l)
{
	enum holiday_region region = HOLIDAY_REGION_NONE;
	if (!none(l->holidays) && !holiday_region_parse(str_from(l->holidays), &region))
		fail_msg("no region: %s", l->holidays);
	return region_calendar(region);
}

static size_t pauses_of(const struct line *l, struct span out[PAUSES_MAX])
{
	struct str rest = str_from(l->pauses);
	size_t n = 0;
	while (!none(l->pauses) && rest.p != NULL) {
		struct str end, begin = str_cut(str_cut(rest, ',', &rest), '/', &end);
		assert_true(n < PAUSES_MAX);
		out[n++] = (struct span){day(begin), end.n == 0 ? DATE_OPEN : day(end)};
	}
	return n;
}

/* ---- answers ---- */

static struct str said(int32_t date)
{
	return date == DATE_OPEN ? S("onbekend") : date_iso(arena, date);
}

static struct str yes_no(bool b)
{
	return b ? S("ja") : S("nee");
}

static struct str due_of(const struct line *l)
{
	int32_t from = day(str_from(l->from));
	const struct rule *r = rule_for(str_from(l->rule), from);
	struct span pauses[PAUSES_MAX];
	struct running how = {.calendar = calendar_of(l), .pauses = pauses, .n_pauses = pauses_of(l, pauses)};
	if (r == NULL)
		return S("niet in werking");
	if (!none(l->argument))
		how.more = number(str_from(l->argument));
	return said(rule_due(r, from, &how));
}

static struct str may_extend(const struct line *l)
{
	struct str id;
	str_cut(str_from(l->rule), ' ', &id);
	const struct rule *r = rule_for(id, day(str_from(l->from)));
	assert_non_null(r);
	return yes_no(rule_may_extend(r, number(str_from(l->argument))));
}

static struct str announced(const struct line *l)
{
	struct str id;
	struct vacation_notice n;
	int32_t from = day(str_from(l->from));
	str_cut(str_from(l->rule), ' ', &id);
	const struct rule *r = rule_for(id, from);
	assert_non_null(r);
	const struct running how = {.calendar = calendar_of(l)};
	return rule_notice(how.calendar, from, rule_due(r, from, &how), from, &n) ? said(n.on) : S("geen");
}

static struct str is_school_day(const struct line *l)
{
	return yes_no(school_day(calendar_of(l), day(str_from(l->from))));
}

static struct str is_school_week(const struct line *l)
{
	return yes_no(school_week(calendar_of(l), day(str_from(l->from))));
}

static struct str is_working_day(const struct line *l)
{
	return yes_no(working_day(day(str_from(l->from))));
}

static struct str is_ordinary_day(const struct line *l)
{
	return yes_no(atw_ordinary_day(day(str_from(l->from))));
}

/* "-3 days": so many units further, backward when negative. */
static struct str counted(const struct line *l)
{
	struct str unit, n = str_cut(str_from(l->argument), ' ', &unit);
	int32_t amount = number(n);
	return said(calendar_add(calendar_of(l), day(str_from(l->from)), amount < 0 ? -amount : amount, unit_named(unit),
	                         amount < 0));
}

static struct str by_law(const struct line *l)
{
	struct str unit, n = str_cut(str_from(l->argument), ' ', &unit);
	int32_t from = day(str_from(l->from)), last = calendar_add(NULL, from, number(n), unit_named(unit), false);
	return said(atw_applies(number(n), unit_named(unit)) ? atw_last_day(from, last) : last);
}

static struct str left_over(const struct line *l)
{
	struct str unit, to = str_cut(str_from(l->argument), ' ', &unit);
	return str_printf(arena, "%d", calendar_between(calendar_of(l), day(str_from(l->from)), day(to), unit_named(unit)));
}

static struct str age_on(const struct line *l)
{
	struct age age = date_age(day(str_from(l->from)), day(str_from(l->argument)));
	return str_printf(arena, "%d;%d", age.years, age.months);
}

static struct str school_year(const struct line *l)
{
	int32_t date = day(str_from(l->from)), year = school_year_of(date);
	assert_true(school_year_begin(year) <= date && date <= school_year_last(year));
	return str_printf(arena, "%d", year);
}

static struct str week_of(const struct line *l)
{
	int32_t year, date = day(str_from(l->from));
	int week = date_iso_week(date, &year);
	assert_int_equal(iso_week_monday(year, week), date - date_weekday(date) + 1);
	return str_printf(arena, "%d-W%02d", year, week);
}

static struct str weeks_in_year(const struct line *l)
{
	return str_printf(arena, "%d", iso_weeks_of(date_to_ymd(day(str_from(l->from))).year));
}

static struct str day_begins(const struct line *l)
{
	return instant_iso(arena, instant_of_date(day(str_from(l->from))));
}

static struct str is_date(const struct line *l)
{
	int32_t date;
	return date_parse_iso(str_from(l->from), &date) ? said(date) : S("geweigerd");
}

/* By the first word of the column `rule`; any other is the id of a rule. */
static const struct {
	const char *word;
	struct str (*answer)(const struct line *l);
} questions[] = {
	{"verlengen", may_extend},      {"aankondiging", announced}, {"lesdag", is_school_day},
	{"lesweek", is_school_week},    {"werkdag", is_working_day}, {"gewone-dag", is_ordinary_day},
	{"tel", counted},               {"wettelijk", by_law},       {"over", left_over},
	{"leeftijd", age_on},           {"schooljaar", school_year}, {"week", week_of},
	{"weken", weeks_in_year},       {"dag-begint", day_begins},  {"datum", is_date},
};

static struct str answer(const struct line *l)
{
	struct str rest, word = str_cut(str_from(l->rule), ' ', &rest);
	for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
		if (str_is(word, questions[i].word))
			return questions[i].answer(l);
	return due_of(l);
}

/* ---- the table ---- */

static bool split(struct str text, struct line *out)
{
	const char *cells[COLUMNS];
	size_t n = 0;
	for (; text.p != NULL; n++) {
		struct str cell = str_cut(text, '\t', &text);
		if (n == COLUMNS)
			return false;
		cells[n] = str_c(arena, cell);
	}
	if (n != COLUMNS)
		return false;
	*out = (struct line){cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]};
	return true;
}

static struct str table(void)
{
	struct str bytes, head;
	assert_int_equal(file_read(arena, TEST_DIR "/../data/terms.tsv", TABLE_BYTES_MAX, &bytes), OK);
	head = str_cut(bytes, '\n', &bytes);
	assert_true(str_is(head, "rule\tfrom\tholidays\tpauses\targument\texpected\tpassage\tremark"));
	return bytes;
}

static void every_row_comes_out_as_the_law_text_has_it(void **state)
{
	(void)state;
	size_t cases = 0, wrong = 0, row = 1;
	for (struct str rest = table(); rest.n > 0;) {
		struct line l;
		struct str text = str_cut(rest, '\n', &rest);
		row++;
		if (str_starts(text, S("#")))
			continue;
		if (!split(text, &l))
			fail_msg("row %zu has no %d columns", row, COLUMNS);
		struct str got = answer(&l);
		cases++;
		if (str_is(got, l.expected))
			continue;
		wrong++;
		print_error("row %zu: %s from %s (%s, %s, %s): expected %s, got " STR_FMT "; law.md %s; %s\n", row, l.rule,
		            l.from, l.holidays, l.pauses, l.argument, l.expected, STR_ARG(got), l.passage, l.remark);
	}
	assert_true(cases >= CASES_MIN);
	assert_int_equal(wrong, 0);
}

/* A rule whose row the table lacks was never worked out by anyone but its author. */
static void every_rule_has_a_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_rules; i++) {
		bool found = false;
		for (struct str rest = table(); rest.n > 0 && !found;) {
			struct str cells;
			found = str_is(str_cut(str_cut(rest, '\n', &rest), '\t', &cells), rules[i].id);
		}
		if (!found)
			fail_msg("tests/data/terms.tsv has no row for %s", rules[i].id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_comes_out_as_the_law_text_has_it),
		cmocka_unit_test(every_rule_has_a_row),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

/* The terms of a row: pauses, an extension, the region's own rule, and the notice before a vacation (practice.md F3,
 * law.md ADM-04: six weeks, once four more). Vacations of the north: autumn 10 to 18 October 2026, Christmas
 * 19 December to 3 January. Pure, without a database. */
#include "testing.h"

#include "date.h"
#include "term.h"

enum { ASKED, STOOD_FROM, STOOD_TO, MORE, DUE, DUE_TERM, DUTY, BIRTHDAY, FIELDS };

static size_t stood_still(const struct row *r, struct span *out);

static const struct field fields[FIELDS] = {
	[ASKED] = {.name = "asked", .type = &T_DATE, .privacy = PRIV_PUBLIC, .unset = true},
	[STOOD_FROM] = {.name = "stood_from", .type = &T_DATE, .privacy = PRIV_PUBLIC, .unset = true},
	[STOOD_TO] = {.name = "stood_to", .type = &T_DATE, .privacy = PRIV_PUBLIC, .unset = true},
	[MORE] = {.name = "more", .type = &T_NUMBER, .privacy = PRIV_PUBLIC},
	[DUE] = {.name = "due", .type = &T_DATE, .privacy = PRIV_PUBLIC, .unset = true},
	[DUTY] = {.name = "duty", .type = &T_YES, .privacy = PRIV_PUBLIC},
	[BIRTHDAY] = {.name = "birthday", .type = &T_DATE, .privacy = PRIV_PUBLIC, .unset = true},
	[DUE_TERM] = {.name = "due_term", .type = &T_LINE, .privacy = PRIV_PUBLIC, .unset = true},
};
static const struct term terms[] = {
	{.name = "decide", .rule = "ADM-04", .from = &fields[ASKED], .states = 1, .what = "Decide", .pauses = stood_still,
	 .more = &fields[MORE]},
};
static const struct record rec = {
	.name = "asked", .label = "Asked", .fields = fields, .n = FIELDS, .terms = terms, .n_terms = 1, .due = &fields[DUE],
	.due_term = &fields[DUE_TERM],
};
static bool has_duty(const struct row *r)
{
	return row_int(r, &fields[DUTY]) != 0;
}
static const struct term placed[] = {
	{.name = "place", .rule = "ADM-06", .from = &fields[ASKED], .states = 1, .what = "Place", .holds = has_duty,
	 .not_before = &fields[BIRTHDAY]},
};
static const struct record rec_placed = {
	.name = "placed", .label = "Placed", .fields = fields, .n = FIELDS, .terms = placed, .n_terms = 1,
};

static struct arena *arena;
static const struct rule_book none;

static int32_t day(const char *iso)
{
	int32_t d;
	assert_true(date_parse_iso(str_from(iso), &d));
	return d;
}

static size_t stood_still(const struct row *r, struct span *out)
{
	if (row_val(r, &fields[STOOD_FROM]).type != VAL_INT)
		return 0;
	struct val to = row_val(r, &fields[STOOD_TO]);
	out[0] = (struct span){(int32_t)row_int(r, &fields[STOOD_FROM]), to.type == VAL_INT ? (int32_t)to.i : DATE_OPEN};
	return 1;
}

static struct val day_val(const char *iso)
{
	return iso == NULL ? val_null() : val_int(day(iso));
}

static struct row asked_on(const char *asked, const char *from, const char *to, int64_t more)
{
	struct val *v = ARENA_ARRAY(arena, struct val, FIELDS);
	v[ASKED] = day_val(asked);
	v[STOOD_FROM] = day_val(from);
	v[STOOD_TO] = day_val(to);
	v[MORE] = val_int(more);
	v[DUE] = val_null();
	v[DUE_TERM] = val_null();
	v[DUTY] = val_null();
	v[BIRTHDAY] = val_null();
	return (struct row){.rec = &rec, .v = v};
}

/* The same row with what it keeps of its first term. */
static struct row keeps(struct row r, const char *due, const char *term)
{
	struct val *v = ARENA_ARRAY(arena, struct val, FIELDS);
	memcpy(v, r.v, FIELDS * sizeof *v);
	v[DUE] = val_int(day(due));
	v[DUE_TERM] = val_text(str_from(term));
	r.v = v;
	return r;
}

static int32_t due_of(const struct row *r, const struct basis *basis)
{
	struct term_now v[TERMS_MAX];
	assert_int_equal(terms_of(r, day("2026-11-23"), basis, v), 1);
	return v[0].due;
}

/* ADM-04 counted from Monday 2 November 2026 ends on Monday 14 December. */
static void a_pause_moves_the_end_by_its_days(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *due;
	} v[] = {
		{NULL, NULL, "2026-12-14"},
		{"2026-11-10", "2026-11-11", "2026-12-15"}, /* one day */
		{"2026-11-10", "2026-11-17", "2026-12-21"},
		{"2026-12-14", "2026-12-16", "2026-12-16"}, /* begun on the last day */
		{"2026-12-15", "2026-12-30", "2026-12-14"}, /* begun when it was over: nothing */
		{"2026-10-20", "2026-10-27", "2026-12-14"}, /* before it ran */
	};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct row r = asked_on("2026-11-02", v[i].from, v[i].to, 0);
		if (due_of(&r, NULL) != day(v[i].due))
			fail_msg("pause %zu: %.10s", i, date_iso(arena, due_of(&r, NULL)).p);
	}
	struct row open = asked_on("2026-11-02", "2026-11-10", NULL, 0);
	assert_int_equal(due_of(&open, NULL), DATE_OPEN); /* it stands still */
}

static void an_extension_counts_up_to_what_the_law_gives(void **state)
{
	(void)state;
	static const struct {
		int64_t more;
		const char *due;
	} v[] = {{0, "2026-12-14"}, {1, "2026-12-21"}, {4, "2027-01-11"}, {5, "2027-01-11"}, {-3, "2026-12-14"}};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct row r = asked_on("2026-11-02", NULL, NULL, v[i].more);
		assert_int_equal(due_of(&r, NULL), day(v[i].due));
	}
	struct row both = asked_on("2026-11-02", "2026-11-10", "2026-11-17", 4);
	assert_int_equal(due_of(&both, NULL), day("2027-01-18"));
}

static void the_region_counts_too(void **state)
{
	(void)state;
	const struct rule *law = rule_find(S("ADM-04"), day("2026-11-02"));
	struct basis own = {.book = book_with(arena, &none, law, 4, UNIT_WEEKS, day("2026-08-01"), DATE_OPEN)};
	struct row r = asked_on("2026-11-02", NULL, NULL, 0), before = asked_on("2026-07-31", NULL, NULL, 0);
	assert_int_equal(due_of(&r, &own), day("2026-11-30"));
	assert_int_equal(due_of(&before, &own), due_of(&before, NULL));
	struct row no = asked_on(NULL, NULL, NULL, 0);
	struct term_now v[TERMS_MAX];
	assert_int_equal(terms_of(&no, day("2026-11-23"), &own, v), 0);
}

/* ADM-06: the day after ten weeks, not before the child has admission age; and only where the duty of care is. */
static void nothing_is_asked_before_the_age_for_it(void **state)
{
	(void)state;
	static const struct {
		const char *birthday, *due;
	} v[] = {
		{"2026-12-01", "2027-01-12"}, {"2027-01-12", "2027-01-12"}, {"2027-01-13", "2027-01-13"},
		{"2027-09-20", "2027-09-20"},
	};
	struct term_now now[TERMS_MAX];
	struct val own[FIELDS] = {[ASKED] = day_val("2026-11-02"), [DUTY] = val_int(1)};
	struct row r = {.rec = &rec_placed, .v = own};
	assert_int_equal(due_of(&r, NULL), DATE_OPEN); /* who does not know the birthday says no day */
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		own[BIRTHDAY] = day_val(v[i].birthday);
		assert_int_equal(due_of(&r, NULL), day(v[i].due));
	}
	own[DUTY] = val_int(0);
	assert_int_equal(terms_of(&r, day("2026-11-23"), NULL, now), 0);
}

/* Two school weeks before the vacation, until it is over, while there is something to be done. */
static void told_two_school_weeks_before_a_vacation(void **state)
{
	(void)state;
	const struct basis north = {.calendar = region_calendar(HOLIDAY_NORTH)};
	static const struct {
		const char *due, *today;
		bool told, ends_in;
	} v[] = {
		{"2027-01-11", "2026-12-04", false, false}, {"2027-01-11", "2026-12-05", true, false},
		{"2027-01-11", "2027-01-03", true, false},  {"2027-01-11", "2027-01-04", false, false},
		{"2026-12-23", "2026-12-05", true, true},   {"2026-12-23", "2026-12-24", false, false}, /* its day is over */
		{"2026-12-18", "2026-12-10", false, false}, /* it ends before the vacation begins */
	};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		struct vacation_notice n;
		struct row r = keeps(asked_on("2026-11-16", NULL, NULL, 0), v[i].due, "decide");
		int32_t today = day(v[i].today);
		bool told = term_kept_notice(&r, &north, today, &n);
		struct term_now now = {.term = &terms[0], .from = day("2026-11-16"), .due = day(v[i].due)};
		if (told != v[i].told || (told && n.ends_in != v[i].ends_in))
			fail_msg("kept notice %zu", i);
		if (term_notice(&now, &north, today, &n) != v[i].told)
			fail_msg("notice %zu", i);
		if (told)
			assert_int_equal(n.vacation.begin, day("2026-12-19"));
	}
}

static void no_notice_where_nothing_can_be_said(void **state)
{
	(void)state;
	const struct basis north = {.calendar = region_calendar(HOLIDAY_NORTH)}, unknown = {.calendar = NULL};
	int32_t today = day("2026-12-10");
	struct vacation_notice n;
	struct row r = asked_on("2026-11-16", NULL, NULL, 0);
	assert_false(term_kept_notice(&r, &north, today, &n)); /* no term is kept */
	r = keeps(r, "2027-01-11", "of another program");
	assert_false(term_kept_notice(&r, &north, today, &n));
	r = keeps(r, "2027-01-11", "decide");
	assert_true(term_kept_notice(&r, &north, today, &n));
	assert_false(term_kept_notice(&r, &unknown, today, &n));
	assert_false(term_kept_notice(&r, NULL, today, &n));
	/* In school time a vacation stops the term, and what may be kept so long is nothing to be done. */
	static const struct term in_school = {.name = "x", .rule = "OPP-15", .from = &fields[ASKED], .what = "X"};
	static const struct term kept = {.name = "y", .rule = "PRI-04", .from = &fields[ASKED], .what = "Y"};
	static const struct term no_rule = {.name = "z", .rule = "XYZ-01", .from = &fields[ASKED], .what = "Z"};
	const struct term *const others[] = {&kept, &no_rule};
	for (size_t i = 0; i < 2; i++) {
		struct term_now now = {.term = others[i], .from = day("2026-11-16"), .due = day("2027-01-11")};
		assert_false(term_notice(&now, &north, today, &n));
	}
	for (size_t i = 0; i < n_rules; i++) {
		struct term_now now = {.term = &in_school, .rule = &rules[i], .from = day("2026-11-16"),
			.due = day("2027-01-11")};
		bool may = rules[i].sense == RULE_BEFORE && !unit_needs_calendar(rules[i].unit);
		assert_int_equal(term_notice(&now, &north, today, &n), may);
	}
	struct term_now open = {.term = &terms[0], .from = day("2026-11-16"), .due = DATE_OPEN};
	assert_false(term_notice(&open, &north, today, &n));
}

static int begin(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_pause_moves_the_end_by_its_days), TEST(an_extension_counts_up_to_what_the_law_gives),
		TEST(the_region_counts_too), TEST(nothing_is_asked_before_the_age_for_it),
		TEST(told_two_school_weeks_before_a_vacation),
		TEST(no_notice_where_nothing_can_be_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

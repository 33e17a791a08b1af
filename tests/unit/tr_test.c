#include "arena_test.h"

#include "date.h"
#include "tr.h"

static const struct speak nl = {LANG_NL, AUD_PROF}, en = {LANG_EN, AUD_PROF};

static void a_text_is_dutch_for_dutch_readers_and_itself_in_english(void **state)
{
	(void)state;
	assert_string_equal(tr(nl, "no end date"), "geen einddatum");
	assert_string_equal(tr(en, "no end date"), "no end date");
}

static void an_audience_without_a_text_of_its_own_gets_the_general_one(void **state)
{
	(void)state;
	assert_string_equal(tr((struct speak){LANG_NL, AUD_LEERLING}, "no end date"), "geen einddatum");
	assert_string_equal(tr((struct speak){LANG_NL, AUD_BRIEF}, "no end date"), "geen einddatum");
}

static void an_unknown_text_stays_english(void **state)
{
	(void)state;
	assert_string_equal(tr(nl, "not in any catalogue"), "not in any catalogue");
	assert_string_equal(tr(nl, ""), "");
	assert_string_equal(trn(nl, "one xyzzy", "many xyzzy", 1), "one xyzzy");
	assert_string_equal(trn(nl, "one xyzzy", "many xyzzy", 0), "many xyzzy");
	assert_string_equal(trn(nl, "one xyzzy", "many xyzzy", 2), "many xyzzy");
}

static void slots_are_filled_wherever_they_stand(void **state)
{
	(void)state;
	ASSERT_STR(tr_fill(arena, en, "{who} moved {what}.", TR_SLOTS({"what", S("a chair")}, {"who", S("Noor")})),
	           "Noor moved a chair.");
	ASSERT_STR(tr_fill(arena, en, "{n}{n}", TR_SLOTS({"n", S("7")})), "77");
	ASSERT_STR(tr_fill(arena, en, "nothing to fill", TR_SLOTS({"n", S("7")})), "nothing to fill");
}

static void a_value_with_braces_is_not_filled_again(void **state)
{
	(void)state;
	ASSERT_STR(tr_fill(arena, en, "<{a}>", TR_SLOTS({"a", S("{b}")}, {"b", S("secret")})), "<{b}>");
}

static void a_slot_that_nobody_fills_is_a_bug(void **state)
{
	(void)state;
	ASSERT_BUG(tr_fill(arena, en, "{who}", TR_SLOTS({"what", S("x")})));
	ASSERT_BUG(tr_fill(arena, en, "{who", TR_SLOTS({"who", S("x")})));
	ASSERT_BUG(tr(nl, NULL));
	ASSERT_BUG(tr((struct speak){LANG__N, AUD_PROF}, "no end date"));
	ASSERT_BUG(tr((struct speak){LANG_NL, AUD__N}, "no end date"));
}

static void languages_have_codes_and_names(void **state)
{
	(void)state;
	enum lang l = LANG_EN;
	assert_string_equal(lang_code(LANG_NL), "nl");
	assert_string_equal(lang_name(LANG_EN), "English");
	assert_true(lang_parse(S("en"), &l));
	assert_int_equal(l, LANG_EN);
	static const char *const refused[] = {"", "EN", "e", "eng", "de", "nl ", "nl-NL"};
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		l = LANG_EN;
		assert_false(lang_parse(str_from(refused[i]), &l));
		assert_int_equal(l, LANG_NL);
	}
}

static void dates_read_as_people_write_them(void **state)
{
	(void)state;
	int32_t date = date_from_ymd((struct ymd){2026, 11, 24});
	ASSERT_STR(tr_date(arena, LANG_NL, date, DATE_LONG), "dinsdag 24 november 2026");
	ASSERT_STR(tr_date(arena, LANG_EN, date, DATE_LONG), "Tuesday 24 November 2026");
	ASSERT_STR(tr_date(arena, LANG_NL, date, DATE_SHORT), "24 nov 2026");
	ASSERT_STR(tr_date(arena, LANG_EN, date, DATE_SHORT), "24 Nov 2026");
	ASSERT_STR(tr_date(arena, LANG_NL, date - 23, DATE_NUMERIC), "01-11-2026");
	ASSERT_STR(tr_date(arena, LANG_EN, date - 23, DATE_NUMERIC), "01/11/2026");
	ASSERT_STR(tr_date(arena, LANG_NL, date_from_ymd((struct ymd){2027, 3, 1}), DATE_SHORT), "1 mrt 2027");
	ASSERT_STR(tr_date(arena, LANG_NL, DATE_OPEN, DATE_NUMERIC), "geen einddatum");
}

static void times_follow_amsterdam(void **state)
{
	(void)state;
	int64_t winter = (int64_t)date_from_ymd((struct ymd){2026, 11, 24}) * 86400000 + (13 * 60 + 12) * 60000;
	ASSERT_STR(tr_time(arena, LANG_NL, winter), "14.12 uur");
	ASSERT_STR(tr_time(arena, LANG_EN, winter), "2.12 pm");
	int64_t summer = (int64_t)date_from_ymd((struct ymd){2026, 6, 30}) * 86400000 + 22 * 3600000;
	ASSERT_STR(tr_time(arena, LANG_NL, summer), "0.00 uur");
	ASSERT_STR(tr_time(arena, LANG_EN, summer), "12.00 am");
	ASSERT_STR(tr_time(arena, LANG_EN, summer + 12 * 3600000), "12.00 pm");
	ASSERT_STR(tr_date_time(arena, LANG_NL, summer), "woensdag 1 juli 2026, 0.00 uur");
	ASSERT_STR(tr_date_time(arena, LANG_EN, winter), "Tuesday 24 November 2026, 2.12 pm");
	ASSERT_STR(tr_date_time(arena, LANG_EN, INSTANT_OPEN), "no end date");
}

static void numbers_are_grouped_by_three(void **state)
{
	(void)state;
	static const struct {
		int64_t n;
		const char *nl, *en;
	} cases[] = {
		{0, "0", "0"},
		{999, "999", "999"},
		{1000, "1.000", "1,000"},
		{-1234567, "-1.234.567", "-1,234,567"},
		{INT64_MAX, "9.223.372.036.854.775.807", "9,223,372,036,854,775,807"},
		{INT64_MIN, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		ASSERT_STR(tr_number(arena, LANG_NL, cases[i].n), cases[i].nl);
		ASSERT_STR(tr_number(arena, LANG_EN, cases[i].n), cases[i].en);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_text_is_dutch_for_dutch_readers_and_itself_in_english),
		cmocka_unit_test(an_audience_without_a_text_of_its_own_gets_the_general_one),
		cmocka_unit_test(an_unknown_text_stays_english),
		cmocka_unit_test(slots_are_filled_wherever_they_stand),
		cmocka_unit_test(a_value_with_braces_is_not_filled_again),
		cmocka_unit_test(a_slot_that_nobody_fills_is_a_bug),
		cmocka_unit_test(languages_have_codes_and_names),
		cmocka_unit_test(dates_read_as_people_write_them),
		cmocka_unit_test(times_follow_amsterdam),
		cmocka_unit_test(numbers_are_grouped_by_three),
	};
	return cmocka_run_group_tests_name("tr", tests, setup, teardown);
}

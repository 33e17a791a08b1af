#include "arena_test.h"

#include "utf8.h"

static void what_is_not_utf8_is_refused(void **state)
{
	(void)state;
	static const char *const refused[] = {
		"\x80", "\xbf", "a\x80", "\xc0\x80", "\xc1\xbf", "\xc3", "\xc3(", "\xc3\xc3\xa9", /* strays, overlong, cut */
		"\xe0\x80\x80", "\xe0\x9f\xbf", "\xe2\x82", "\xe2(\x82", "\xe2\x82(",
		"\xed\xa0\x80", "\xed\xbf\xbf", /* surrogates */
		"\xf0\x80\x80\x80", "\xf0\x8f\xbf\xbf", "\xf0\x9f\x98", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe",
		"\xf8\x88\x80\x80\x80",
	};
	struct str out;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		if (utf8_valid(str_from(refused[i])))
			fail_msg("case %zu taken as UTF-8", i);
		assert_int_equal(utf8_clean(arena, str_from(refused[i]), TEXT_LINES, &out), ERR_INVALID);
	}
	assert_false(utf8_valid((struct str){"a\0b", 3}));
	ASSERT_BUG(utf8_length(S("\xc3")));
	size_t at = 1;
	ASSERT_BUG(utf8_next(S("a"), &at));
}

static void a_slice_that_ends_inside_a_letter_is_not_read_past(void **state)
{
	(void)state;
	static const char euro[] = "\xe2\x82\xac";
	for (size_t n = 1; n < 3; n++) {
		char *exact = arena_alloc(arena, n); /* the sanitizer sees a read behind it */
		memcpy(exact, euro, n);
		assert_false(utf8_valid((struct str){exact, n}));
	}
}

static void the_edges_of_every_length_are_taken(void **state)
{
	(void)state;
	static const uint32_t edges[] = {1, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff};
	for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
		char bytes[4];
		struct str s = {bytes, utf8_put(bytes, edges[i])};
		size_t at = 0;
		assert_true(utf8_valid(s));
		assert_int_equal(utf8_next(s, &at), edges[i]);
		assert_int_equal(at, s.n);
	}
	assert_true(utf8_valid((struct str){0}));
	assert_int_equal(utf8_length(S("naïef 😀")), 7);
}

struct pair {
	const char *in, *out;
};

static void check_clean(enum text_kind kind, const struct pair *cases, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str out;
		assert_int_equal(utf8_clean(arena, str_from(cases[i].in), kind, &out), OK);
		ASSERT_STR(out, cases[i].out);
		struct str again;
		assert_int_equal(utf8_clean(arena, out, kind, &again), OK);
		ASSERT_STR(again, cases[i].out);
	}
}
#define CHECK_CLEAN(kind, cases) check_clean(kind, cases, sizeof cases / sizeof cases[0])

static void letters_and_marks_become_one_letter(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{"e\u0301", "\u00e9"},
		{"Zoe\u0308 Franc\u0327ois", "Zo\u00eb Fran\u00e7ois"},
		{"s\u0323\u0307", "\u1e69"},
		{"s\u0307\u0323", "\u1e69"},       /* the order in which marks are typed does not matter */
		{"a\u0302\u0323", "\u1ead"},
		{"\u00e2\u0323", "\u1ead"},         /* nor whether one was joined already */
		{"o\u031b\u0301", "\u1edb"},
		{"q\u0301\u0323", "q\u0323\u0301"}, /* no such letter: the marks stay, in order */
		{"a\u0301\u0300", "\u00e1\u0300"},
		{"\u212b", "\u00c5"},               /* the unit sign of the physicist Å */
		{"\u00f8\u0301", "\u01ff"},
		{"o\x10\u0308", "\u00f6"},         /* what was taken out between them leaves no trace */
		{"ij\u0301", "ij\u0301"},           /* Dutch accented ij has no letter of its own */
	};
	CHECK_CLEAN(TEXT_LINE, cases);
}

static void other_scripts_stay_as_they_are(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{"محمد", "محمد"}, {"Ξένια", "Ξένια"}, {"Юлія Їжак", "Юлія Їжак"}, {"ሰላም", "ሰላም"}, {"李小龍", "李小龍"},
		{"क\u094dष", "क\u094dष"}, {"👩\u200d🏫", "👩\u200d🏫"}, {"می\u200cخواهم", "می\u200cخواهم"},
	};
	CHECK_CLEAN(TEXT_LINE, cases);
}

static void what_cannot_be_seen_does_not_stay(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{"a\x01\x1b[31mb\x7f", "a[31mb"}, {"a\xc2\x85" "b", "a b"},       {"a\xc2\x9b" "b", "ab"},
		{"ab\u202ecd\u202c", "abcd"},     {"a\u2066b\u2069", "ab"},  {"a\u200bb\u00adc\ufeff", "abc"},
		{"a\tb", "a b"},                  {"a\r\nb\rc\nd", "a b c d"}, {"a\u2028b", "a b"},
		{" \u00a0\u3000 a b \u2003", "a b"}, {"\u00a0", ""},         {"\x01", ""},
		{"", ""},                         {"\U000e0041x", "x"},
	};
	CHECK_CLEAN(TEXT_LINE, cases);
}

static void lines_keep_their_ends(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{"a\r\nb\rc\nd", "a\nb\nc\nd"}, {"a\n\nb", "a\n\nb"}, {"\r\n a \r\n", "a"},
		{"a\u2029b", "a\nb"}, {"a\tb", "a b"},
	};
	CHECK_CLEAN(TEXT_LINES, cases);
}

static void a_heap_of_marks_is_cut(void **state)
{
	(void)state;
	char zalgo[1 + 200 * 2 + 1] = "e";
	for (size_t i = 0; i < 200; i++)
		utf8_put(zalgo + 1 + 2 * i, 0x300 + (uint32_t)(i % 0x30));
	struct str out;
	assert_int_equal(utf8_clean(arena, str_from(zalgo), TEXT_LINE, &out), OK);
	assert_true(utf8_valid(out));
	assert_in_range(out.n, 50, 70); /* 32 marks of two bytes at most */
	struct str again;
	assert_int_equal(utf8_clean(arena, out, TEXT_LINE, &again), OK);
	assert_true(str_eq(out, again));
}

static void fold_keys_forget_case_accents_and_signs(void **state)
{
	(void)state;
	static const struct pair cases[] = {
		{"Zoë", "zoe"}, {"ZOE\u0308", "zoe"}, {"Łukasz Ðorđe", "lukasz dorde"}, {"Størksen", "storksen"},
		{"Weiß", "weiss"}, {"GROẞ", "gross"}, {"Ĳsbrand", "ijsbrand"}, {"IJsbrand", "ijsbrand"}, {"Æbelø", "aebelo"},
		{"İpek Işık", "ipek isik"}, {"Đặng Nguyễn", "dang nguyen"}, {"Ǿ", "o"}, {"Ǆ", "dz"},
		{"Kwɛku Ɔsɛi", "kweku osei"},
		{"ΆΡΗΣ", "αρησ"}, {"Άρης", "αρησ"}, {"ЮЛІЯ ЇЖАК", "юлія їжак"}, {"Ёлка", "елка"}, {"Йод", "йод"},
		{"D’Hondt", "d'hondt"}, {"D`Hondt", "d'hondt"}, {"O'Brien", "o'brien"}, {"Jan‐Peter", "jan-peter"},
		{"  van   der\u00a0Berg ", "van der berg"}, {"a \u0301 b", "a b"}, {"", ""}, {"محمد", "محمد"}, {"\u0301", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct str key = utf8_fold(arena, str_from(cases[i].in));
		ASSERT_STR(key, cases[i].out);
		ASSERT_STR(utf8_fold(arena, key), cases[i].out);
	}
}

/* Every code point: cleaning and folding stay UTF-8, and a fold key never has a capital of Latin, Greek or Cyrillic. */
static void every_code_point_is_survived(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	for (uint32_t cp = 1; cp <= 0x10ffff; cp++) {
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		char bytes[8];
		size_t n = utf8_put(bytes, cp);
		struct str s = {bytes, n}, cleaned;
		assert_int_equal(utf8_clean(a, s, TEXT_LINES, &cleaned), OK);
		struct str key = utf8_fold(a, s);
		if (!utf8_valid(cleaned) || !utf8_valid(key) || !str_eq(utf8_fold(a, key), key))
			fail_msg("U+%04X", cp);
		for (size_t i = 0; i < key.n; i++)
			if (key.p[i] >= 'A' && key.p[i] <= 'Z')
				fail_msg("U+%04X folds to a capital", cp);
		if (cp % 1000 == 0)
			arena_reset(a);
	}
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_utf8_is_refused),
		cmocka_unit_test(a_slice_that_ends_inside_a_letter_is_not_read_past),
		cmocka_unit_test(the_edges_of_every_length_are_taken),
		cmocka_unit_test(letters_and_marks_become_one_letter),
		cmocka_unit_test(other_scripts_stay_as_they_are),
		cmocka_unit_test(what_cannot_be_seen_does_not_stay),
		cmocka_unit_test(lines_keep_their_ends),
		cmocka_unit_test(a_heap_of_marks_is_cut),
		cmocka_unit_test(fold_keys_forget_case_accents_and_signs),
		cmocka_unit_test(every_code_point_is_survived),
	};
	return cmocka_run_group_tests_name("utf8", tests, setup, teardown);
}

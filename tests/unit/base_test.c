/* arena, buf, str, val, rand */
#include "arena_test.h"

#include "buf.h"
#include "rand.h"
#include "val.h"

/* --- arena --- */

static void an_arena_hands_out_zeroed_aligned_memory(void **state)
{
	(void)state;
	for (size_t size = 0; size < 200; size++) {
		unsigned char *p = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
	}
	arena_reset(arena);
	const unsigned char *again = arena_alloc(arena, 4096);
	for (size_t i = 0; i < 4096; i++)
		assert_int_equal(again[i], 0);
}

static void an_arena_keeps_its_limit(void **state)
{
	(void)state;
	struct arena *small = arena_new(1000);
	assert_non_null(arena_alloc(small, 1000));
	assert_int_equal(arena_used(small), 1000);
	ASSERT_BUG(arena_alloc(small, 1));
	arena_reset(small);
	assert_int_equal(arena_used(small), 0);
	ASSERT_BUG(arena_alloc(small, 1001));
	ASSERT_BUG(arena_alloc(small, SIZE_MAX));
	ASSERT_BUG(arena_array(small, SIZE_MAX / 2, 3));
	assert_non_null(arena_alloc(small, 999));
	arena_free(small);
}

static void an_arena_grows_over_many_blocks(void **state)
{
	(void)state;
	struct arena *big = arena_new(8 << 20);
	char *first = arena_alloc(big, 16);
	memcpy(first, "still here", 11);
	for (int i = 0; i < 300; i++)
		memset(arena_alloc(big, 20000), i, 20000);
	assert_string_equal(first, "still here");
	arena_free(big);
	arena_free(NULL);
}

static char called[8];
static size_t calls;

static void note(void *letter)
{
	called[calls++] = *(const char *)letter;
}

static void callbacks_run_last_first_and_once(void **state)
{
	(void)state;
	static char letters[] = "abc";
	calls = 0;
	struct arena *a = arena_new(10000);
	for (int i = 0; i < 3; i++)
		arena_on_reset(a, note, &letters[i]);
	arena_reset(a);
	assert_memory_equal(called, "cba", 3);
	arena_reset(a);
	assert_int_equal(calls, 3);
	arena_on_reset(a, note, &letters[1]);
	arena_free(a);
	assert_int_equal(calls, 4);
}

/* --- trouble --- */

static void traps_nest_and_the_outer_one_is_kept(void **state)
{
	(void)state;
	struct trap outer;
	int inner_bugs = 0;
	int *volatile seen = &inner_bugs;
	if (trap_set(&outer) == 0) {
		struct trap inner;
		if (trap_set(&inner) == 0)
			BUG("inner %d", 1);
		trap_clear(&inner);
		assert_string_equal(inner.message, "inner 1");
		(*seen)++;
		BUG("outer");
	}
	trap_clear(&outer);
	assert_string_equal(outer.message, "outer");
	assert_int_equal(inner_bugs, 1);
}

static void every_error_has_a_name(void **state)
{
	(void)state;
	for (enum err e = 0; e < ERR__N; e++)
		assert_non_null(err_name(e));
	assert_string_equal(err_name(ERR__N), "unknown");
}

/* --- buf --- */

static void a_full_buf_takes_nothing_more(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, arena, 5);
	buf_c(&b, "abc");
	buf_c(&b, "def");
	assert_true(b.failed);
	ASSERT_STR(buf_view(&b), "abc");
	buf_byte(&b, 'x'); /* would fit, but what is missing must stay visible */
	assert_true(b.failed);
	ASSERT_STR(buf_view(&b), "abc");
}

static void a_buf_may_be_filled_to_its_maximum(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, arena, 3000);
	for (int i = 0; i < 3000; i++)
		buf_byte(&b, (char)('a' + i % 26));
	assert_false(b.failed);
	assert_int_equal(b.n, 3000);
	assert_int_equal(b.p[2999], 'a' + 2999 % 26);
	buf_add(&b, "", 0);
	buf_str(&b, (struct str){0});
	assert_false(b.failed);
	buf_byte(&b, 'x');
	assert_true(b.failed);
}

static void printf_fills_short_and_long(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, arena, 10000);
	buf_printf(&b, "%d-%s", 12, "x");
	ASSERT_STR(buf_view(&b), "12-x");
	buf_printf(&b, "%0300d", 7);
	assert_int_equal(b.n, 304);
	assert_int_equal(b.p[303], '7');
	struct buf tiny;
	buf_init(&tiny, arena, 2);
	buf_printf(&tiny, "%d", 123);
	assert_true(tiny.failed);
	assert_int_equal(tiny.n, 0);
}

/* --- str --- */

static void slices_compare_by_bytes(void **state)
{
	(void)state;
	assert_true(str_eq((struct str){0}, S("")));
	assert_false(str_eq(S("a"), S("")));
	assert_false(str_eq(S("a"), S("b")));
	assert_true(str_cmp(S("a"), S("b")) < 0);
	assert_true(str_cmp(S("ab"), S("a")) > 0);
	assert_true(str_cmp(S("\xff"), S("a")) > 0);
	assert_int_equal(str_cmp(S(""), (struct str){0}), 0);
	assert_true(str_starts(S("abc"), S("ab")));
	assert_false(str_starts(S("a"), S("ab")));
	assert_true(str_starts(S("a"), (struct str){0}));
	assert_true(str_eq_ascii_case(S("Content-Type"), S("content-TYPE")));
	assert_false(str_eq_ascii_case(S("@"), S("`")));
	assert_false(str_eq_ascii_case(S("a"), S("ab")));
}

static void a_slice_is_cut_at_the_first_separator(void **state)
{
	(void)state;
	struct str rest;
	ASSERT_STR(str_cut(S("a=b=c"), '=', &rest), "a");
	ASSERT_STR(rest, "b=c");
	ASSERT_STR(str_cut(S("a="), '=', &rest), "a");
	assert_non_null(rest.p);
	assert_int_equal(rest.n, 0);
	ASSERT_STR(str_cut(S("abc"), '=', &rest), "abc");
	assert_null(rest.p);
	ASSERT_STR(str_cut((struct str){0}, '=', &rest), "");
	assert_null(rest.p);
	ASSERT_STR(str_trim(S(" \t\r\n a b \n")), "a b");
	ASSERT_STR(str_trim(S("  ")), "");
}

static void only_whole_numbers_are_numbers(void **state)
{
	(void)state;
	static const char *const refused[] = {"", "-", "+", "+1", " 1", "1 ", "1.0", "0x1", "1e3", "--1", "1-", "a",
		"9223372036854775808", "-9223372036854775809", "99999999999999999999999", "\xd9\xa1"};
	int64_t n = 42;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (str_to_i64(str_from(refused[i]), &n))
			fail_msg("taken as a number: \"%s\"", refused[i]);
	assert_false(str_to_i64((struct str){"1\0", 2}, &n));
	assert_true(str_to_i64(S("9223372036854775807"), &n));
	assert_true(n == INT64_MAX);
	assert_true(str_to_i64(S("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	assert_true(str_to_i64(S("007"), &n));
	assert_int_equal(n, 7);
}

static void copies_end_in_nul_and_embedded_nul_is_a_bug(void **state)
{
	(void)state;
	struct str copy = str_copy(arena, (struct str){"abcdef", 3});
	assert_string_equal(copy.p, "abc");
	assert_string_equal(str_c(arena, (struct str){0}), "");
	ASSERT_BUG(str_c(arena, (struct str){"a\0b", 3}));
	struct str printed = str_printf(arena, "%05d", 42);
	assert_string_equal(printed.p, "00042");
	assert_int_equal(printed.n, 5);
}

static void values_of_other_types_differ(void **state)
{
	(void)state;
	assert_true(val_eq(val_null(), val_null()));
	assert_false(val_eq(val_null(), val_int(0)));
	assert_false(val_eq(val_null(), val_text(S(""))));
	assert_false(val_eq(val_text(S("a")), val_blob(S("a"))));
	assert_false(val_eq(val_int(1), val_int(2)));
	assert_true(val_eq(val_text(S("a")), val_text(S("a"))));
	ASSERT_BUG(val_eq((struct val){.type = (enum val_type)9}, (struct val){.type = (enum val_type)9}));
}

/* --- rand --- */

static void public_ids_are_valid_and_differ(void **state)
{
	(void)state;
	struct str last = {0};
	for (int i = 0; i < 1000; i++) {
		struct str pid = pid_new(arena);
		assert_true(pid_valid(pid));
		assert_false(str_eq(pid, last));
		last = pid;
	}
}

static void other_texts_are_no_public_id(void **state)
{
	(void)state;
	assert_true(pid_valid(S("f" "zzzzzzzzzzzz")));
	assert_true(pid_valid(S("0" "123456789ab")) == false); /* 12 characters */
	static const char *const refused[] = {"", "0123456789abcd", "g000000000000", "0000000000i00", "0000000000l00",
		"0000000000o00", "0000000000u00", "000000000000A", "00000000000 0", "00000000-0000", "0000000000\303\2510"};
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (pid_valid(str_from(refused[i])))
			fail_msg("taken as a public id: \"%s\"", refused[i]);
}

static void codes_survive_how_people_type_them(void **state)
{
	(void)state;
	struct str code = code_new(arena, 50);
	assert_int_equal(code.n, 10);
	ASSERT_STR(code_normal(arena, code), code.p);
	ASSERT_STR(code_normal(arena, S(" 0o1i-lL9z ")), "001111" "9Z");
	ASSERT_STR(code_normal(arena, S("abc-def\n")), "ABCDEF");
	static const char *const refused[] = {"", "U", "A_B", "A.B", "A/B", "\xc3\xa9", "A\x01"};
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		assert_int_equal(code_normal(arena, str_from(refused[i])).n, 0);
	assert_int_equal(code_normal(arena, (struct str){"A\0B", 3}).n, 0);
}

/* The seeding is held against the published first numbers of splitmix64, the stream against a second implementation
 * of xoshiro256++ (in Python). */
static void dice_repeat_on_every_machine(void **state)
{
	(void)state;
	static const uint64_t first[] = {0x53175d61490b23dfu, 0x61da6f3dc380d507u, 0x5c0fdf91ec9a7bfcu};
	struct dice d;
	dice_seed(&d, 0);
	assert_true(d.s[0] == 0xe220a8397b1dcdafu && d.s[1] == 0x6e789e6aa1b965f4u);
	assert_true(d.s[2] == 0x06c45d188009454fu && d.s[3] == 0xf88bb8a8724c81ecu);
	for (size_t i = 0; i < 3; i++)
		assert_true(dice_next(&d) == first[i]);
	struct dice e = d;
	for (int i = 0; i < 100; i++)
		assert_true(dice_next(&d) == dice_next(&e));
	dice_seed(&e, 1);
	assert_false(dice_next(&d) == dice_next(&e));
}

static void dice_stay_below_and_reach_every_side(void **state)
{
	(void)state;
	struct dice d;
	unsigned seen[6] = {0};
	dice_seed(&d, 1);
	for (int i = 0; i < 6000; i++) {
		uint64_t side = dice_below(&d, 6);
		assert_true(side < 6);
		seen[side]++;
	}
	for (int i = 0; i < 6; i++)
		assert_in_range(seen[i], 800, 1200);
	assert_true(dice_below(&d, 1) == 0);
	ASSERT_BUG(dice_below(&d, 0));
}

static void codes_stand_in_groups_of_four(void **state)
{
	struct arena *a = arena_new(1 << 16);
	(void)state;
	assert_true(str_is(code_shown(a, S("ABCDEFGHJKMNPQRSTVWX")), "ABCD-EFGH-JKMN-PQRS-TVWX"));
	assert_true(str_is(code_shown(a, S("ABCD")), "ABCD"));
	assert_int_equal(code_shown(a, S("")).n, 0);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_arena_hands_out_zeroed_aligned_memory),
		cmocka_unit_test(an_arena_keeps_its_limit),
		cmocka_unit_test(an_arena_grows_over_many_blocks),
		cmocka_unit_test(callbacks_run_last_first_and_once),
		cmocka_unit_test(traps_nest_and_the_outer_one_is_kept),
		cmocka_unit_test(every_error_has_a_name),
		cmocka_unit_test(a_full_buf_takes_nothing_more),
		cmocka_unit_test(a_buf_may_be_filled_to_its_maximum),
		cmocka_unit_test(printf_fills_short_and_long),
		cmocka_unit_test(slices_compare_by_bytes),
		cmocka_unit_test(a_slice_is_cut_at_the_first_separator),
		cmocka_unit_test(only_whole_numbers_are_numbers),
		cmocka_unit_test(copies_end_in_nul_and_embedded_nul_is_a_bug),
		cmocka_unit_test(values_of_other_types_differ),
		cmocka_unit_test(public_ids_are_valid_and_differ),
		cmocka_unit_test(other_texts_are_no_public_id),
		cmocka_unit_test(codes_survive_how_people_type_them),
		cmocka_unit_test(codes_stand_in_groups_of_four),
		cmocka_unit_test(dice_repeat_on_every_machine),
		cmocka_unit_test(dice_stay_below_and_reach_every_side),
	};
	return cmocka_run_group_tests_name("base", tests, setup, teardown);
}

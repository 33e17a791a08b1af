/* The second factor: RFC 6238 and what must be refused. */
#include "arena_test.h"

#include "token.h"
#include "totp.h"

static const unsigned char *const rfc = (const unsigned char *)"12345678901234567890";

static void codes_are_those_of_rfc_6238(void **state)
{
	(void)state;
	/* Appendix B, SHA-1, the last six of eight digits. */
	static const struct {
		int64_t s;
		const char *code;
	} rows[] = {{59, "287082"}, {1111111109, "081804"}, {1111111111, "050471"}, {1234567890, "005924"},
	            {2000000000, "279037"}, {20000000000, "353130"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t step;
		ASSERT_STR(totp_code(arena, rfc, rows[i].s * 1000), rows[i].code);
		assert_true(totp_verify(rfc, str_from(rows[i].code), rows[i].s * 1000, 0, &step));
		assert_int_equal(step, rows[i].s / 30);
	}
}

static bool right(struct str typed, int64_t now, int64_t last)
{
	int64_t step;
	bool ok = totp_verify(rfc, typed, now, last, &step);
	assert_int_equal(ok, step > 0);
	return ok;
}

static void one_step_before_and_after_is_right_and_no_more(void **state)
{
	(void)state;
	int64_t step = 58000000, at = step * 30000;
	struct str code = totp_code(arena, rfc, at);
	assert_true(right(code, at, 0));
	assert_true(right(code, at + 29999, 0));
	assert_true(right(code, at + 30000, 0));
	assert_true(right(code, at + 59999, 0));
	assert_false(right(code, at + 60000, 0));
	assert_true(right(code, at - 30000, 0));
	assert_false(right(code, at - 30001, 0));
}

static void a_used_step_is_refused(void **state)
{
	(void)state;
	int64_t at = 58000000 * INT64_C(30000), step;
	struct str code = totp_code(arena, rfc, at);
	assert_true(totp_verify(rfc, code, at, 0, &step));
	assert_int_equal(step, 58000000);
	assert_false(right(code, at, step));
	assert_false(right(code, at + 30000, step));
	/* An older neighbour's code after a newer step was used is refused as well. */
	assert_false(right(totp_code(arena, rfc, at - 30000), at, step));
	/* The next one is new. */
	assert_true(right(totp_code(arena, rfc, at + 30000), at, step));
	/* The clock went back: what was used stays used. */
	assert_false(right(totp_code(arena, rfc, at - 3000000), at - 3000000, step));
}

static void only_six_digits_are_a_code(void **state)
{
	(void)state;
	int64_t at = 1111111111000;
	assert_true(right(S("050471"), at, 0));
	assert_true(right(S("050 471"), at, 0));
	assert_true(right(S(" 050-471 "), at, 0));
	static const char *const wrong[] = {"", "05047", "0504711", "50471", "O50471", "05047l", "050.471", "050471\n",
	                                    "+50471",
	                                    "0x0471", "-", "     ", "\331\24050471", "050472", "150471"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(right(str_from(wrong[i]), at, 0));
	assert_false(right((struct str){"050471\0", 7}, at, 0));
	assert_false(right(S("050471"), -1, 0));
}

static void a_guess_fits_three_steps_at_most(void **state)
{
	(void)state;
	int64_t at = 1763800000000;
	int fits = 0;
	for (int i = 0; i < 1000000; i += 1) {
		char typed[8];
		typed[6] = '\0';
		for (int d = 5, rest = i; d >= 0; d--, rest /= 10)
			typed[d] = (char)('0' + rest % 10);
		if (i % 97 == 0) /* a sample keeps it short; the three right ones are counted below */
			fits += right(str_from(typed), at, 0);
	}
	assert_true(fits <= 3);
	for (int step = -1; step <= 1; step++)
		assert_true(right(totp_code(arena, rfc, at + step * 30000), at, 0));
}

static void the_secret_is_shown_for_phones_and_for_typing(void **state)
{
	(void)state;
	ASSERT_STR(totp_typed(arena, rfc), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
	ASSERT_STR(totp_uri(arena, rfc, S("Thuisnabij Merenland"), S("ib1@merenland.test")),
	           "otpauth://totp/Thuisnabij%20Merenland:ib1%40merenland.test?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
	           "&issuer=Thuisnabij%20Merenland&algorithm=SHA1&digits=6&period=30");
	/* Nothing that a person or organisation is called can add a parameter. */
	struct str uri = totp_uri(arena, rfc, S("A&secret=B"), S("x?y#z:\xc3\xab"));
	assert_non_null(strstr(uri.p, "A%26secret%3DB:x%3Fy%23z%3A%C3%AB?secret=GEZD"));
	unsigned char one[TOTP_SECRET_BYTES], two[TOTP_SECRET_BYTES];
	totp_secret_new(one);
	totp_secret_new(two);
	assert_memory_not_equal(one, two, TOTP_SECRET_BYTES);
}

static void a_recovery_code_can_be_typed_back(void **state)
{
	(void)state;
	struct str code = recovery_new(arena);
	assert_int_equal(code.n, 23 + 4);
	assert_int_equal(code.p[5], '-');
	struct str hash = recovery_hash(arena, code);
	assert_int_equal(hash.n, 32);
	char typed[64];
	size_t n = 0;
	typed[n++] = ' ';
	for (size_t i = 0; i < code.n; i++) {
		char c = code.p[i] == '-' ? ' ' : code.p[i];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (c == '0')
			c = 'o';
		if (c == '1')
			c = 'l';
		typed[n++] = c;
	}
	assert_true(str_eq(recovery_hash(arena, (struct str){typed, n}), hash));
}

static void what_cannot_be_a_recovery_code_has_no_hash(void **state)
{
	(void)state;
	struct str code = recovery_new(arena);
	assert_int_equal(recovery_hash(arena, S("")).n, 0);
	assert_int_equal(recovery_hash(arena, (struct str){code.p, code.n - 1}).n, 0);
	assert_int_equal(recovery_hash(arena, str_printf(arena, STR_FMT "0", STR_ARG(code))).n, 0);
	assert_int_equal(recovery_hash(arena, S("AAAAA-AAAAA-AAAAA-AAAAA-AA!")).n, 0);
	assert_int_equal(recovery_hash(arena, S("UUUUU-UUUUU-UUUUU-UUUUU-UUU")).n, 0); /* no U in Crockford's alphabet */
	assert_int_equal(recovery_hash(arena, S("123456")).n, 0);
	assert_false(str_eq(recovery_hash(arena, recovery_new(arena)), recovery_hash(arena, code)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_are_those_of_rfc_6238),
		cmocka_unit_test(one_step_before_and_after_is_right_and_no_more),
		cmocka_unit_test(a_used_step_is_refused),
		cmocka_unit_test(only_six_digits_are_a_code),
		cmocka_unit_test(a_guess_fits_three_steps_at_most),
		cmocka_unit_test(the_secret_is_shown_for_phones_and_for_typing),
		cmocka_unit_test(a_recovery_code_can_be_typed_back),
		cmocka_unit_test(what_cannot_be_a_recovery_code_has_no_hash),
	};
	return cmocka_run_group_tests_name("totp", tests, setup, teardown);
}

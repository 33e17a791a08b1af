/* JSON from outside: what is refused. */
#define ARENA a
#define ARENA_MIB 16
#include "arena_test.h"

#include "json_in.h"

static enum err read_text(const char *text)
{
	json_t *j;
	enum err e = json_read(a, str_from(text), &j);
	assert_true((j != NULL) == (e == OK));
	return e;
}

static void taken(void **state)
{
	(void)state;
	json_t *j;
	assert_int_equal(json_read(a, S("{\"naam\": \"Noor\", \"n\": [1, 2, {}]}"), &j), OK);
	assert_string_equal(json_string_value(json_object_get(j, "naam")), "Noor");
	assert_int_equal(read_text("[]"), OK);
	assert_int_equal(read_text("[\"[[[[{{{{,,,,\\\"[\"]"), OK);
}

static void refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		" ",
		"1",
		"\"a\"",
		"null",
		"true",
		"{",
		"[",
		"]",
		"{]",
		"[1,]",
		"{\"a\":1,}",
		"{\"a\":1,\"a\":2}",
		"{a:1}",
		"[01]",
		"[1e999]",
		"[+1]",
		"[.5]",
		"['a']",
		"[\"\\u0000\"]",
		"[\"a\x01\"]",
		"[\"\xff\"]",
		"[\"\xc0\x80\"]",
		"[\"\\ud800\"]",
		"[\"\\x\"]",
		"[1] x",
		"[1][2]",
		"[NaN]",
		"[99999999999999999999]",
		"// c\n[]",
		"[\"a",
		"\xef\xbb\xbf[]",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (read_text(bad[i]) != ERR_INVALID)
			fail_msg("accepted \"%s\"", bad[i]);
}

/* Found by the fuzzer: jansson swallows a NUL behind a number. */
static void nul_is_refused(void **state)
{
	(void)state;
	static const struct str bad[] = {{"{\"a\":6\0}", 8}, {"[1\0]", 4}, {"[]\0", 3}, {"\0[]", 3}, {"[\"\0\"]", 5}};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		json_t *j;
		if (json_read(a, bad[i], &j) != ERR_INVALID)
			fail_msg("accepted number %zu", i);
	}
}

static struct str filled(const char *with, size_t n)
{
	char *p = arena_alloc(a, n * strlen(with) + 2);
	for (size_t i = 0; i < n; i++)
		memcpy(p + i * strlen(with), with, strlen(with));
	return (struct str){p, n * strlen(with)};
}

static void limits(void **state)
{
	(void)state;
	json_t *j;
	struct str open = filled("[", JSON_DEPTH_MAX), shut = filled("]", JSON_DEPTH_MAX);
	assert_int_equal(json_read(a, str_printf(a, STR_FMT STR_FMT, STR_ARG(open), STR_ARG(shut)), &j), OK);
	assert_int_equal(json_read(a, str_printf(a, "[" STR_FMT STR_FMT "]", STR_ARG(open), STR_ARG(shut)), &j),
			 ERR_TOO_BIG);
	assert_int_equal(json_read(a, filled("[", 100000), &j), ERR_TOO_BIG);
	struct str many = filled("1,", JSON_VALUES_MAX);
	assert_int_equal(json_read(a, str_printf(a, "[" STR_FMT "1]", STR_ARG(many)), &j), ERR_TOO_BIG);
	assert_int_equal(json_read(a, filled(" ", JSON_BYTES_MAX + 1), &j), ERR_TOO_BIG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(taken), cmocka_unit_test(refused),
					   cmocka_unit_test(nul_is_refused), cmocka_unit_test(limits)};
	return cmocka_run_group_tests(tests, setup, teardown);
}

/* Posted forms and query strings. */
#define ARENA a
#include "arena_test.h"

#include "form_urlencoded.h"

static enum err parse(const char *body, struct pairs *out)
{
	return form_urlencoded(a, str_from(body), out);
}

static void pairs_in_order(void **state)
{
	(void)state;
	struct pairs p;
	assert_int_equal(parse("naam=J%C3%B6rg+de+Vries&a=1&a=2&leeg=&zonder", &p), OK);
	assert_int_equal(p.n, 5);
	ASSERT_STR(p.v[0].name, "naam");
	ASSERT_STR(p.v[0].value, "J\xc3\xb6rg de Vries");
	ASSERT_STR(pairs_get(p, "a"), "1");
	ASSERT_STR(p.v[2].value, "2");
	assert_true(pairs_has(p, "leeg"));
	assert_int_equal(pairs_get(p, "zonder").n, 0);
}

static void nothing_and_empty_pieces(void **state)
{
	(void)state;
	struct pairs p;
	assert_int_equal(parse("", &p), OK);
	assert_int_equal(p.n, 0);
	assert_int_equal(parse("&&a=1&", &p), OK);
	assert_int_equal(p.n, 1);
	assert_int_equal(parse("a=b=c%26d", &p), OK);
	ASSERT_STR(p.v[0].value, "b=c&d");
	assert_int_equal(parse("a=%0D%0A", &p), OK);
	ASSERT_STR(p.v[0].value, "\r\n");
}

static void refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"a=%", "a=%4", "a=%zz", "%=1", "a=%00", "%00=a", "a=%ff", "a=%c0%80", "a=%ed%a0%80", "a=\xff", "=1", "a=1&=2",
		"a=%f5%80%80%80", "a=%E2%82", "a=1&b=%u0041",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct pairs p;
		if (parse(bad[i], &p) != ERR_INVALID)
			fail_msg("accepted \"%s\"", bad[i]);
		assert_int_equal(p.n, 0);
	}
	struct pairs p;
	assert_int_equal(form_urlencoded(a, (struct str){"a=b\0c", 5}, &p), ERR_INVALID);
}

static void limits(void **state)
{
	(void)state;
	char body[2 * POSTED_MAX + 8];
	struct pairs p;
	for (size_t i = 0; i < POSTED_MAX + 1; i++)
		memcpy(body + 2 * i, "a&", 2);
	assert_int_equal(form_urlencoded(a, (struct str){body, 2 * POSTED_MAX - 1}, &p), OK);
	assert_int_equal(p.n, POSTED_MAX);
	assert_int_equal(form_urlencoded(a, (struct str){body, 2 * POSTED_MAX + 1}, &p), ERR_TOO_BIG);
	memset(body, 'n', sizeof body);
	assert_int_equal(form_urlencoded(a, (struct str){body, POSTED_NAME_MAX}, &p), OK);
	assert_int_equal(form_urlencoded(a, (struct str){body, POSTED_NAME_MAX + 1}, &p), ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_in_order), cmocka_unit_test(nothing_and_empty_pieces), cmocka_unit_test(refused),
		cmocka_unit_test(limits),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

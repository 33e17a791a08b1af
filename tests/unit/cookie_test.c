/* Cookies in and out, and the words of the request head around them: addresses, languages. */
#define ARENA a
#include "arena_test.h"

#include "answer.h"
#include "cookie.h"
#include "peer.h"
#include "rate.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static void found(void **state)
{
	(void)state;
	ASSERT_STR(cookie_get(S("sessie=abc"), S("sessie")), "abc");
	ASSERT_STR(cookie_get(S("a=1; sessie=abc; b=2"), S("sessie")), "abc");
	ASSERT_STR(cookie_get(S("a=1;sessie=a=b;b=2"), S("sessie")), "a=b");
	ASSERT_STR(cookie_get(S("xsessie=1; sessie=abc; sessiex=2"), S("sessie")), "abc");
	ASSERT_STR(cookie_get(S("__Host-sessie=abc; sessie=evil"), S("__Host-sessie")), "abc");
	assert_non_null(cookie_get(S("leeg="), S("leeg")).p);
}

static void not_found(void **state)
{
	(void)state;
	static const char *const headers[] = {
		"",
		";",
		"=",
		"; ; ;",
		"sessie",
		"sessie;",
		"Sessie=abc",
		"sessie =abc",
		"sessie=a b",
		"sessie=a\"b",
		"sessie=\"a\"",
		"sessie=a,b",
		"sessie=a\\b",
		"sessie=\x01",
		"sessie=\xc3\xa9",
		"sessie=1; sessie=2",
		"sessie=1; sessie=1",
		"sessie=1; a=b; sessie=",
		"a=sessie=1",
	};
	for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
		if (cookie_get(str_from(headers[i]), S("sessie")).p != NULL)
			fail_msg("found one in \"%s\"", headers[i]);
	char far[COOKIE_VALUE_MAX + 16];
	memset(far, 'x', sizeof far);
	memcpy(far, "sessie=", 7);
	assert_int_equal(cookie_get((struct str){far, 7 + COOKIE_VALUE_MAX}, S("sessie")).n, COOKIE_VALUE_MAX);
	assert_null(cookie_get((struct str){far, 8 + COOKIE_VALUE_MAX}, S("sessie")).p);
}

static void made(void **state)
{
	(void)state;
	ASSERT_STR(cookie_make(a, S("__Host-sessie"), S("abc"), -1, true),
		   "__Host-sessie=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
	ASSERT_STR(cookie_make(a, S("taal"), S("en"), 3600, false),
		   "taal=en; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600");
	ASSERT_STR(cookie_make(a, S("sessie"), S(""), 0, false), "sessie=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
	ASSERT_BUG(cookie_make(a, S("a"), S("b;c"), -1, false));
	ASSERT_BUG(cookie_make(a, S("a"), S("b\r\nSet-Cookie: c"), -1, false));
	ASSERT_BUG(cookie_make(a, S("a=b"), S("c"), -1, false));
	ASSERT_BUG(cookie_make(a, S(""), S("c"), -1, false));
}

static void languages(void **state)
{
	(void)state;
	assert_int_equal(accept_language(S("")), LANG_NL);
	assert_int_equal(accept_language(S("en")), LANG_EN);
	assert_int_equal(accept_language(S("en-GB,en;q=0.9,nl;q=0.8")), LANG_EN);
	assert_int_equal(accept_language(S("fr, de;q=0.9, en;q=0.5, nl;q=0.4")), LANG_EN);
	assert_int_equal(accept_language(S("en;q=0.4, nl-BE;q=0.5")), LANG_NL);
	assert_int_equal(accept_language(S("en;q=0")), LANG_NL);
	assert_int_equal(accept_language(S("en;q=2, nl;q=x, en;q=")), LANG_NL);
	assert_int_equal(accept_language(S("english, *")), LANG_NL);
	assert_int_equal(accept_language(S(",,;;q=,=")), LANG_NL);
}

static void addresses(void **state)
{
	(void)state;
	struct peer p;
	struct sockaddr_in loop = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000001)};
	p = peer_of((const struct sockaddr *)&loop);
	assert_true(p.local);
	assert_string_equal(p.text, "127.0.0.1");
	assert_false(peer_of(NULL).local);
	assert_true(peer_forwarded(S("203.0.113.9"), &p));
	assert_string_equal(p.text, "203.0.113.9");
	/* What a client wrote itself stands before what our proxy adds. */
	assert_true(peer_forwarded(S("127.0.0.1, 198.51.100.7 , 203.0.113.9"), &p));
	assert_string_equal(p.text, "203.0.113.9");
	assert_true(peer_forwarded(S("2001:db8:1:2:3:4:5:6"), &p));
	assert_string_equal(p.text, "2001:db8:1:2::");
	assert_true(peer_forwarded(S("::ffff:203.0.113.9"), &p));
	assert_string_equal(p.text, "203.0.113.9");
	static const char *const bad[] = {"",	     ",",	  "203.0.113.9,",
					  "unknown", "203.0.113", "203.0.113.9:80",
					  "[::1]",   "a\xff",	  "2001:db8:1:2:3:4:5:6:7:8:9:10:11:12:13:14:15:16"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (peer_forwarded(str_from(bad[i]), &p))
			fail_msg("accepted \"%s\"", bad[i]);
}

static void counted_per_minute(void **state)
{
	(void)state;
	struct rate *r = rate_new(3);
	const int64_t second = 1000000;
	for (int i = 0; i < 3; i++)
		assert_int_equal(rate_take(r, S("a"), i * second), 0);
	assert_int_equal(rate_take(r, S("a"), 3 * second), 57);
	assert_int_equal(rate_take(r, S("b"), 3 * second), 0);
	assert_int_equal(rate_take(r, S("a"), 59 * second + 999999), 1);
	assert_int_equal(rate_take(r, S("a"), 60 * second), 0);
	rate_free(r);
}

/* Ten thousand others do not push out one who is over the limit: the least counted make room. */
static void flood_does_not_wash_away(void **state)
{
	(void)state;
	struct rate *r = rate_new(10);
	for (int i = 0; i < 11; i++)
		(void)rate_take(r, S("busy"), 0);
	for (int i = 0; i < 10000; i++)
		(void)rate_take(r, str_printf(a, "10.0.%d.%d", i / 256, i % 256), 1);
	assert_int_not_equal(rate_take(r, S("busy"), 2), 0);
	rate_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found), cmocka_unit_test(not_found), cmocka_unit_test(made), cmocka_unit_test(languages),
		cmocka_unit_test(addresses), cmocka_unit_test(counted_per_minute), cmocka_unit_test(flood_does_not_wash_away),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

/* Request targets: what is refused, and that an escape is looked at once. */
#define ARENA a
#include "arena_test.h"

#include "url.h"

static bool path(const char *raw, struct str *out)
{
	return url_path(a, str_from(raw), out);
}

static void paths_are_decoded(void **state)
{
	(void)state;
	static const char *const good[][2] = {
		{"/", "/"},
		{"/account", "/account"},
		{"/account/", "/account"},
		{"/a/b/c", "/a/b/c"},
		{"/caf%C3%A9", "/caf\xc3\xa9"},
		{"/a%20b", "/a b"},
		{"/a+b", "/a+b"},
		{"/%61", "/a"},
		{"/%252e%252e", "/%2e%2e"},
		{"/...", "/..."},
		{"/a;b=c", "/a;b=c"},
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct str out;
		assert_true(path(good[i][0], &out));
		ASSERT_STR(out, good[i][1]);
	}
}

static void paths_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", "a", "account/", "//", "//evil.example", "/a//b", "/./a", "/../etc", "/a/..", "/a/../b", "/%2e%2e/a",
		"/%2E%2e", "/.%2e/a", "/%2e", "/a%2fb", "/a%2Fb", "/a\\b", "/a%5cb", "/a%00", "/%00", "/a%0a", "/a%0d%0ab",
		"/a%1f", "/a%7f", "/%", "/%4", "/%zz", "/%4g", "/%-1", "/a%", "/%c0%ae%c0%ae", "/%c0%af", "/%e0%80%af",
		"/%f0%80%80%af", "/%ff", "/%ed%a0%80", "/%f4%90%80%80", "/%c3", "/\xff", "/a\x01", "/a\x7f",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str out;
		if (path(bad[i], &out))
			fail_msg("accepted \"%s\"", bad[i]);
	}
	struct str with_nul = {"/a\0b", 4}, out;
	assert_false(url_path(a, with_nul, &out));
	char *far = arena_alloc(a, TARGET_PATH_MAX + 2);
	memset(far, 'a', TARGET_PATH_MAX + 1);
	far[0] = '/';
	assert_true(url_path(a, (struct str){far, TARGET_PATH_MAX}, &out));
	assert_false(url_path(a, (struct str){far, TARGET_PATH_MAX + 1}, &out));
}

static void targets_are_taken_apart(void **state)
{
	(void)state;
	struct target t;
	assert_true(url_target(S("/a?b=c?d"), &t));
	ASSERT_STR(t.path, "/a");
	ASSERT_STR(t.query, "b=c?d");
	assert_int_equal(t.authority.n, 0);
	assert_true(url_target(S("http://host:80/a?b"), &t));
	ASSERT_STR(t.authority, "host:80");
	ASSERT_STR(t.path, "/a");
	ASSERT_STR(t.query, "b");
	assert_true(url_target(S("https://host"), &t));
	ASSERT_STR(t.path, "/");
}

static void targets_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"", "*", "a", "host:80", "ftp://host/", "http://", "http:///a", "http://user@host/", "http://host?q", "/a#b",
		"/a b", "/a\tb", "/\xc3\xa9", "/\x01", "/\x7f", "HTTP://HOST/", "javascript:alert(1)",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct target t;
		if (url_target(str_from(bad[i]), &t))
			fail_msg("accepted \"%s\"", bad[i]);
	}
	struct target t;
	char *far = arena_alloc(a, TARGET_QUERY_MAX + 4);
	memset(far, 'a', TARGET_QUERY_MAX + 3);
	memcpy(far, "/?", 2);
	assert_true(url_target((struct str){far, TARGET_QUERY_MAX + 2}, &t));
	assert_false(url_target((struct str){far, TARGET_QUERY_MAX + 3}, &t));
}

static void encoded_and_back(void **state)
{
	(void)state;
	char all[255];
	struct str out;
	for (int i = 1; i < 128; i++)
		all[i - 1] = (char)i;
	struct str coded = url_encode(a, (struct str){all, 127});
	for (size_t i = 0; i < coded.n; i++)
		assert_true(coded.p[i] > 0x20 && coded.p[i] < 0x7f && strchr("&=?#\"'<>+\\", coded.p[i]) == NULL);
	assert_true(url_decode(a, coded, true, &out));
	assert_true(str_eq(out, (struct str){all, 127}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_are_decoded), cmocka_unit_test(paths_are_refused),
		cmocka_unit_test(targets_are_taken_apart), cmocka_unit_test(targets_are_refused),
		cmocka_unit_test(encoded_and_back),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

/* Session tokens and the forgery token of forms. */
#include "arena_test.h"

#include "token.h"

static void a_token_is_43_characters_that_a_cookie_may_hold(void **state)
{
	(void)state;
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	struct str before = {0};
	for (int i = 0; i < 1000; i++) {
		struct str t = token_new(arena);
		assert_int_equal(t.n, 43);
		assert_int_equal(strspn(t.p, allowed), 43);
		assert_false(str_eq(t, before));
		before = t;
	}
}

static void the_hash_is_blake2b_256(void **state)
{
	(void)state;
	/* BLAKE2b-256 of "abc", from the reference implementation (b2sum -l 256). */
	static const unsigned char want[32] = {
		0xbd, 0xdd, 0x81, 0x3c, 0x63, 0x42, 0x39, 0x72, 0x31, 0x71, 0xef, 0x3f, 0xee, 0x98, 0x57, 0x9b,
		0x94, 0x96, 0x4e, 0x3b, 0xb1, 0xcb, 0x3e, 0x42, 0x72, 0x62, 0xc8, 0xc0, 0x68, 0xd5, 0x23, 0x19};
	struct str h = token_hash(arena, S("abc"));
	assert_int_equal(h.n, sizeof want);
	assert_memory_equal(h.p, want, sizeof want);
	assert_false(str_eq(token_hash(arena, S("abd")), h));
	assert_false(str_eq(token_hash(arena, S("")), h));
}

static void only_equal_tokens_are_equal(void **state)
{
	(void)state;
	assert_true(token_equal(S("abc"), S("abc")));
	assert_false(token_equal(S("abc"), S("abC")));
	assert_false(token_equal(S("abc"), S("ab")));
	assert_false(token_equal(S("abc"), S("abcd")));
	assert_false(token_equal(S(""), S("")));
	assert_false(token_equal((struct str){0}, (struct str){0}));
}

static void a_form_token_fits_its_own_cookie_only(void **state)
{
	(void)state;
	struct str cookie = token_new(arena), other = token_new(arena);
	struct str t = csrf_token(arena, cookie);
	assert_int_equal(t.n, 43);
	assert_true(csrf_valid(arena, cookie, t));
	assert_false(csrf_valid(arena, other, t));
	assert_false(csrf_valid(arena, cookie, csrf_token(arena, other)));
	assert_false(csrf_valid(arena, cookie, (struct str){t.p, t.n - 1}));
	assert_false(csrf_valid(arena, cookie, (struct str){0}));
	assert_false(csrf_valid(arena, cookie, cookie));
	assert_false(csrf_valid(arena, (struct str){0}, csrf_token(arena, (struct str){0})));
	char changed[43];
	for (size_t i = 0; i < t.n; i++) {
		memcpy(changed, t.p, t.n);
		changed[i] = changed[i] == 'A' ? 'B' : 'A';
		assert_false(csrf_valid(arena, cookie, (struct str){changed, t.n}));
	}
}

static void the_form_token_tells_nothing_about_the_kept_hash(void **state)
{
	(void)state;
	struct str cookie = token_new(arena);
	struct str hash = token_hash(arena, cookie);
	assert_false(str_eq(csrf_token(arena, cookie), csrf_token(arena, hash)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_is_43_characters_that_a_cookie_may_hold),
		cmocka_unit_test(the_hash_is_blake2b_256),
		cmocka_unit_test(only_equal_tokens_are_equal),
		cmocka_unit_test(a_form_token_fits_its_own_cookie_only),
		cmocka_unit_test(the_form_token_tells_nothing_about_the_kept_hash),
	};
	return cmocka_run_group_tests_name("token", tests, setup, teardown);
}

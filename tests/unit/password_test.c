/* Passwords: what is refused as one, hashing on the workers, and the same work for accounts that do not exist. */
#include "testing.h"

#include "password.h"

#include <pthread.h>

static struct arena *arena;
static struct password_pool *pool;

static int setup(void **state)
{
	(void)state;
	arena = arena_new(4 << 20);
	pool = password_pool_new_light(2, 64);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	password_pool_free(pool);
	arena_free(arena);
	return 0;
}

static enum password_fault check(const char *password)
{
	return password_check(str_from(password), S("Anna de Boer-Jansen"), S("a.deboer@wilgenhoek.test"));
}

static void good_passwords_are_free_of_rules(void **state)
{
	(void)state;
	static const char *const good[] = {
		"correct horse battery staple", "drie natte schapen dansen", "kjwqmnzxpvtb", "834719265038", "Zes! wolken.",
		"\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c \xd0\xb4\xd0\xbe\xd0\xbc\xd0\xb0!",
		"blauwe tram naar zee", "anna kookt graag linzensoep",
	};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (check(good[i]) != PASSWORD_GOOD)
			fail_msg("refused: %s", good[i]);
	assert_int_equal(check("Zes! wolken"), PASSWORD_SHORT); /* 11 */
}

static void length_is_in_characters(void **state)
{
	(void)state;
	assert_int_equal(check(""), PASSWORD_SHORT);
	assert_int_equal(check("kjwqmnzxpvt"), PASSWORD_SHORT);
	/* Eleven characters of two bytes are still eleven. */
	assert_int_equal(check(
		"\xc3\xab\xc3\xa9\xc3\xb6\xc3\xbc\xc3\xaf\xc3\xa0\xc3\xb1\xc3\xa7\xc3\xb4\xc3\xaa\xc3\xa8"), PASSWORD_SHORT);
	char most[201 * 2 + 1];
	for (size_t i = 0; i < 201; i++) {
		most[2 * i] = '\xc3';
		most[2 * i + 1] = (char)(0xa0 + i * 7 % 30);
	}
	assert_int_equal(password_check((struct str){most, 400}, S(""), S("")), PASSWORD_GOOD);
	assert_int_equal(password_check((struct str){most, 402}, S(""), S("")), PASSWORD_LONG);
}

static void common_ones_are_refused(void **state)
{
	(void)state;
	static const char *const common[] = {
		"123456789012", "1qaz2wsx3edc", "Welkom012345", "wachtwoord123", "WACHTWOORD2026", "W3lk0m!2026!!",
		"P@ssw0rd2026",
		"aaaaaaaaaaaa", "abababababab", "welkomwelkom", "Welkom!Welkom!", "qwertyuiop123", "poiuytrewq987",
		"abcdefghijkl",
		"zyxwvutsrqpo", "thuisnabij2026", "2026thuisnabij", "unbelievable", "Unbelievable", "administrator",
		"Groningen2026!",
		"111222333444", "999999999999", "x7x7x7x7x7x7", "            ", "ab cd ab cd ab cd", "samenwerkingsverband",
		"Zomer2026!!!",
		"Zomervakantie1", "asdfghjklqwe", "000000000001",
	};
	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		if (check(common[i]) != PASSWORD_COMMON)
			fail_msg("accepted: %s (%d)", common[i], (int)check(common[i]));
}

static void the_owners_own_name_and_address_are_refused(void **state)
{
	(void)state;
	static const char *const own[] = {"AnnaDeBoer2026", "annajansen!!", "boer-jansen-12345", "a.deboer@wilgenhoek.test",
	                                  "Wilgenhoek2026", "\xc3\x81nna de B\303\263er 99"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (check(own[i]) != PASSWORD_PERSONAL)
			fail_msg("accepted: %s (%d)", own[i], (int)check(own[i]));
	assert_int_equal(password_check(S("annadeboer2026"), S("Piet Mulder"), S("p@x.test")), PASSWORD_GOOD);
	assert_int_equal(password_check(S("834719265038"), S(""), S("")), PASSWORD_GOOD);
}

static void bytes_that_are_no_text_are_judged_all_the_same(void **state)
{
	(void)state;
	assert_int_equal(password_check((struct str){"\xff\xfe\xff", 3}, S("a"), S("b")), PASSWORD_SHORT);
	assert_int_equal(password_check((struct str){"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 12}, S("a"),
	                                S("b")), PASSWORD_COMMON);
}

static void a_hash_fits_its_password_only(void **state)
{
	(void)state;
	struct str hash, again;
	bool right;
	assert_int_equal(password_hash(pool, arena, S("correct horse battery staple"), &hash), OK);
	assert_int_equal(password_hash(pool, arena, S("correct horse battery staple"), &again), OK);
	assert_true(str_starts(hash, S("$argon2id$v=19$")));
	assert_true(hash.n < PASSWORD_HASH_MAX);
	assert_false(str_eq(hash, again)); /* salted */
	assert_int_equal(password_verify(pool, S("correct horse battery staple"), hash, &right), OK);
	assert_true(right);
	static const char *const wrong[] = {"", "correct horse battery stapl", "correct horse battery staple ",
	                                    "Correct horse battery staple"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		right = true;
		assert_int_equal(password_verify(pool, str_from(wrong[i]), hash, &right), OK);
		assert_false(right);
	}
	/* A NUL inside does not end it. */
	assert_int_equal(password_verify(pool, (struct str){"correct horse battery staple\0x", 30}, hash, &right), OK);
	assert_false(right);
}

static void without_an_account_nothing_is_right(void **state)
{
	(void)state;
	static const char *const hashes[] = {"", "x", "$argon2id$v=19$m=8,t=1,p=1$", "$2b$10$abcdefghijklmnopqrstuv"};
	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
		bool right = true;
		assert_int_equal(password_verify(pool, S("anything at all"), str_from(hashes[i]), &right), OK);
		assert_false(right);
	}
	char big[PASSWORD_HASH_MAX + 1];
	memset(big, 'a', sizeof big);
	bool right = true;
	assert_int_equal(password_verify(pool, S("x"), (struct str){big, sizeof big}, &right), OK);
	assert_false(right);
}

static void a_pool_of_full_strength_hashes_with_64_mib_twice(void **state)
{
	(void)state;
	struct password_pool *full = password_pool_new(1, 1);
	struct str hash;
	assert_int_equal(password_hash(full, arena, S("correct horse battery staple"), &hash), OK);
	assert_true(str_starts(hash, S("$argon2id$v=19$m=65536,t=2,p=1$")));
	password_pool_free(full);
}

struct flood {
	struct password_pool *pool;
	int ok, busy, wrong;
	pthread_mutex_t lock;
};

static void *one_sign_in(void *ctx)
{
	struct flood *f = ctx;
	bool right = true;
	enum err e = password_verify(f->pool, S("a flood of guesses"), (struct str){0}, &right);
	pthread_mutex_lock(&f->lock);
	f->ok += e == OK && !right;
	f->busy += e == ERR_BUSY;
	f->wrong += (e != OK && e != ERR_BUSY) || (e == OK && right);
	pthread_mutex_unlock(&f->lock);
	return NULL;
}

static void a_flood_is_turned_away_and_the_rest_is_served(void **state)
{
	(void)state;
	enum { THREADS = 40 };
	struct flood f = {.pool = password_pool_new(1, 2), .lock = PTHREAD_MUTEX_INITIALIZER};
	pthread_t t[THREADS];
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&t[i], NULL, one_sign_in, &f), 0);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(t[i], NULL), 0);
	assert_int_equal(f.wrong, 0);
	assert_int_equal(f.ok + f.busy, THREADS);
	assert_true(f.ok >= 1);
	assert_true(f.busy >= 1);
	/* And afterwards it works again. */
	bool right;
	assert_int_equal(password_verify(f.pool, S("x"), (struct str){0}, &right), OK);
	password_pool_free(f.pool);
}

static void a_pool_without_workers_is_busy_and_does_not_hang(void **state)
{
	(void)state;
	struct password_pool *none = password_pool_new_light(0, 4);
	struct str hash;
	bool right;
	assert_int_equal(password_hash(none, arena, S("x"), &hash), ERR_BUSY);
	assert_int_equal(hash.n, 0);
	assert_int_equal(password_verify(none, S("x"), S(""), &right), ERR_BUSY);
	assert_false(right);
	password_pool_free(none);
	struct password_pool *closed = password_pool_new_light(1, 0);
	assert_int_equal(password_verify(closed, S("x"), S(""), &right), ERR_BUSY);
	password_pool_free(closed);
	password_pool_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_passwords_are_free_of_rules),
		cmocka_unit_test(length_is_in_characters),
		cmocka_unit_test(common_ones_are_refused),
		cmocka_unit_test(the_owners_own_name_and_address_are_refused),
		cmocka_unit_test(bytes_that_are_no_text_are_judged_all_the_same),
		cmocka_unit_test(a_hash_fits_its_password_only),
		cmocka_unit_test(without_an_account_nothing_is_right),
		cmocka_unit_test(a_pool_of_full_strength_hashes_with_64_mib_twice),
		cmocka_unit_test(a_flood_is_turned_away_and_the_rest_is_served),
		cmocka_unit_test(a_pool_without_workers_is_busy_and_does_not_hang),
	};
	return cmocka_run_group_tests_name("password", tests, setup, teardown);
}

/* Signing in as browsers do it, through the dispatcher, on both databases: every step, and what must be refused. */
#include "sign_in_world.h"

#include <pthread.h>

/* ---- the password ---- */

/* What stands on a page, without what is new on each (tokens and keys) and what was typed. */
static struct str plain(struct str page, const char *typed_name)
{
	char *p = arena_alloc(w.a, page.n + 1);
	memcpy(p, page.p, page.n);
	static const char *const marks[] = {"name=\"_csrf\" value=\"", "name=\"_key\" value=\""};
	for (size_t i = 0; i < 2; i++)
		for (char *at_ = strstr(p, marks[i]); at_ != NULL; at_ = strstr(at_ + 1, marks[i]))
			for (char *c = at_ + strlen(marks[i]); *c != '"'; c++)
				*c = 'x';
	for (char *at_ = strstr(p, typed_name); at_ != NULL; at_ = strstr(at_ + 1, typed_name))
		memset(at_, 'y', strlen(typed_name));
	return (struct str){p, page.n};
}

static void nobody_learns_whether_an_account_exists(void **state)
{
	(void)state;
	struct browser known = {0}, unknown = {0}, closed = {0}, wrong_case = {0};
	assert_int_equal(give_password(&known, "ann@thuis.test", "not the password", "/in"), 422);
	assert_int_equal(give_password(&unknown, "xyz@thuis.test", RIGHT, "/in"), 422);
	assert_int_equal(give_password(&closed, "out@thuis.test", RIGHT, "/in"), 422);
	assert_int_equal(give_password(&wrong_case, "ann@thuis.test", "Drie natte schapen dansen", "/in"), 422);
	assert_true(on_page(known.page, "do not belong together"));
	assert_false(on_page(known.page, "not the password"));
	assert_true(str_eq(plain(known.page, "ann@thuis.test"), plain(unknown.page, "xyz@thuis.test")));
	assert_true(str_eq(plain(known.page, "ann@thuis.test"), plain(closed.page, "out@thuis.test")));
	assert_int_equal(known.session.n, 0);
	static const struct stmt count = {"SELECT count(*) FROM session", "", "i"};
	assert_int_equal(number(&count), 0);
}

static void a_form_that_is_not_right_is_not_tried(void **state)
{
	(void)state;
	static const struct stmt count = {"SELECT count(*) FROM attempt", "", "i"};
	static const char *const wrong[] = {"", "email=ann%40thuis.test&password=", "email=&password=x",
	                                    "email=ann&password=x",
	                                    ("password=" RIGHT_ENCODED), "email=ann%40thuis.test&password=%ff%fe"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct browser b = {0};
		get(&b, "/in");
		int status = post(&b, "/in", wrong[i]);
		assert_true(status == 422 || status == 400);
	}
	assert_int_equal(number(&count), 0);
}

static void sign_in_takes_two_steps_and_a_new_token_each(void **state)
{
	(void)state;
	struct browser b = {.session = S("planted-by-someone-else")};
	assert_int_equal(give_password(&b, "ANN@thuis.test", RIGHT, "/in?naar=/account"), 303);
	assert_true(at("/in/code?naar=/account"));
	struct str half = b.session;
	assert_int_equal(half.n, 43);
	/* Halfway nothing opens but the second step. */
	assert_int_equal(get(&b, "/account"), 303);
	assert_true(at("/in/code"));
	assert_int_equal(get(&b, "/start"), 303);
	assert_int_equal(get(&b, "/in/tweede-factor?naar=/account"), 303);
	assert_true(at("/in/code?naar=/account"));
	assert_int_equal(get(&b, "/in/code?naar=/account"), 200);
	assert_int_equal(post(&b, "/in/code?naar=/account", typed("code", code_at(w.now))), 303);
	assert_true(at("/account"));
	assert_int_equal(b.session.n, 43);
	assert_false(str_eq(half, b.session));
	assert_int_equal(get(&b, "/account"), 200);
	assert_true(on_page(b.page, "Ann de Vries"));
	struct browser thief = {.session = half};
	assert_int_equal(get(&thief, "/account"), 303);
	assert_true(at("/in?naar=/account"));
	/* And who is in is not asked again. */
	assert_int_equal(get(&b, "/in"), 303);
	assert_true(at("/"));
	assert_int_equal(get(&b, "/in/code"), 303);
	assert_true(at("/"));
}

static void a_used_code_is_refused(void **state)
{
	(void)state;
	struct browser one = {0}, two = {0};
	assert_int_equal(give_password(&one, "bob@thuis.test", RIGHT, "/in"), 303);
	assert_int_equal(give_password(&two, "bob@thuis.test", RIGHT, "/in"), 303);
	struct str code = code_at(w.now), older = code_at(w.now - 30 * SECOND);
	assert_int_equal(give_code(&one, code), 303);
	assert_int_equal(give_code(&two, code), 422);
	assert_true(on_page(two.page, "This code is not right"));
	assert_int_equal(give_code(&two, older), 422);
	assert_int_equal(get(&two, "/account"), 303);
	w.now += 30 * SECOND;
	assert_int_equal(give_code(&two, code), 422); /* still the neighbour of now, and used */
	assert_int_equal(give_code(&two, code_at(w.now)), 303);
	assert_int_equal(get(&two, "/account"), 200);
}

static void codes_that_are_none_are_refused(void **state)
{
	(void)state;
	struct browser b = {0};
	static const char *const wrong[] = {"000000x", "", "AAAAA-AAAAA-AAAAA-AAAAA-AAA"};
	assert_int_equal(give_password(&b, "ann@thuis.test", RIGHT, "/in"), 303);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(give_code(&b, str_from(wrong[i])), 422);
	assert_int_equal(give_code(&b, code_at(w.now - 2 * MINUTE)), 422);
	assert_int_equal(get(&b, "/account"), 303);
}

static void going_back_stays_on_this_site(void **state)
{
	(void)state;
	static const char *const bad[] = {"//evil.test", "https://evil.test/", "/\\evil.test", "javascript:alert(1)",
	                                  "/%2Fevil.test",
	                                  "/bestaat-niet", "evil", "/account%0d%0aX: y"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct browser b = {0};
		const char *path = str_printf(w.a, "/in?naar=" STR_FMT, STR_ARG(url_encode(w.a, str_from(bad[i])))).p;
		assert_int_equal(give_password(&b, "deb@thuis.test", RIGHT, path), 303);
		assert_true(at("/"));
	}
	struct browser b = {0};
	assert_int_equal(give_password(&b, "deb@thuis.test", RIGHT, "/in?naar=/account/gegevens"), 303);
	assert_true(at("/account/gegevens"));
}

static void a_form_of_another_browser_does_not_sign_in(void **state)
{
	(void)state;
	struct browser mine = {0}, other = {0};
	const char *fields = "email=deb%40thuis.test&password=" RIGHT_ENCODED;
	get(&mine, "/in");
	get(&other, "/in");
	mine.page = other.page;
	assert_int_equal(post(&mine, "/in", fields), 403);
	assert_int_equal(ask(&mine, METHOD_POST, "/in", fields), 403);
	assert_int_equal(mine.session.n, 0);
	assert_int_equal(post(&other, "/in", fields), 303);
}

/* ---- the delay ---- */

static void failures_make_everybody_wait_alike(void **state)
{
	(void)state;
	static const char *const names[] = {"ann@thuis.test", "nobody@thuis.test"};
	for (size_t n = 0; n < 2; n++) {
		struct browser b = {0};
		w.address = n == 0 ? "192.0.2.7" : "192.0.2.8";
		for (int i = 0; i < 5; i++)
			assert_int_equal(give_password(&b, names[n], "not the password", "/in"), 422);
		assert_int_equal(give_password(&b, names[n], RIGHT, "/in"), 429);
		assert_int_equal(w.req.res.retry_after, 30);
		assert_true(on_page(b.page, "30 seconds"));
		/* From elsewhere, and typed in another way, it is the same name. */
		w.address = "198.51.100.1";
		assert_int_equal(give_password(&b, n == 0 ? "Ann@Thuis.Test" : "NOBODY@thuis.test", RIGHT, "/in"), 429);
		assert_int_equal(b.session.n, 0);
	}
	struct browser b = {0};
	w.now += 31 * SECOND;
	assert_int_equal(give_password(&b, "nobody@thuis.test", RIGHT, "/in"), 422);
	assert_int_equal(give_password(&b, "nobody@thuis.test", RIGHT, "/in"), 429);
	assert_int_equal(w.req.res.retry_after, 60);
	assert_int_equal(give_password(&b, "ann@thuis.test", RIGHT, "/in"), 303);
	/* Coming in forgets. */
	static const struct stmt count = {"SELECT count(*) FROM attempt WHERE failures >= 5", "", "i"};
	assert_int_equal(number(&count), 3); /* nobody, and the two addresses; Ann is forgotten */
}

static void one_address_cannot_try_all_names(void **state)
{
	(void)state;
	struct browser b = {0};
	for (int i = 0; i < 20; i++)
		assert_int_equal(give_password(&b, str_printf(w.a, "name%d@thuis.test", i).p, "not the password", "/in"), 422);
	assert_int_equal(give_password(&b, "deb@thuis.test", RIGHT, "/in"), 429);
	w.address = "192.0.2.99";
	assert_int_equal(give_password(&b, "deb@thuis.test", RIGHT, "/in"), 303);
}

struct try {
	const char *body;
	struct str visitor;
	int status;
};

static void *try_once(void *ctx)
{
	struct try *t = ctx;
	struct arena *a = arena_new(64 << 20);
	struct pair h[] = {{S("host"), S("thuis.test:8080")}, {S("cookie"),
	                                                       str_printf(a, "bezoek=" STR_FMT, STR_ARG(t->visitor))}};
	struct req req = {.act.a = a, .app = &w.app, .number = 7, .method = METHOD_POST, .headers = {h, 2}};
	dispatch(&req, S("/in"), S(""), S("application/x-www-form-urlencoded"), str_from(t->body));
	t->status = req.res.status;
	arena_free(a);
	return NULL;
}

static void many_at_once_gain_nothing(void **state)
{
	(void)state;
	enum { TRIES = 24 };
	struct try tries[TRIES];
	pthread_t threads[TRIES];
	int looked_at = 0, other = 0;
	w.app.clock = clock_from(w.now);
	for (size_t i = 0; i < TRIES; i++) {
		struct str visitor = token_new(w.a);
		tries[i] = (struct try){str_printf(w.a, "email=many%%40thuis.test&password=guess+%zu&_csrf=" STR_FMT, i,
		                                   STR_ARG(csrf_token(w.a, visitor))).p, visitor, 0};
	}
	for (size_t i = 0; i < TRIES; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, try_once, &tries[i]), 0);
	for (size_t i = 0; i < TRIES; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		looked_at += tries[i].status == 422;
		other += tries[i].status != 422 && tries[i].status != 429 && tries[i].status != 503;
	}
	assert_int_equal(other, 0);
	assert_in_range(looked_at, 1, 5);
}

static void codes_cannot_be_tried_on_and_on(void **state)
{
	(void)state;
	struct browser b = {0}, again = {0};
	assert_int_equal(give_password(&b, "ann@thuis.test", RIGHT, "/in"), 303);
	for (int i = 0; i < 5; i++)
		assert_int_equal(give_code(&b, str_printf(w.a, "%06d", i)), 422);
	assert_int_equal(give_code(&b, code_at(w.now)), 429);
	/* Not with a new session and another address either. */
	w.address = "192.0.2.50";
	assert_int_equal(give_password(&again, "ann@thuis.test", RIGHT, "/in"), 303);
	assert_int_equal(give_code(&again, code_at(w.now)), 429);
	w.now += 31 * SECOND;
	assert_int_equal(give_code(&again, code_at(w.now)), 303);
}

static void what_was_tried_is_kept_unreadable(void **state)
{
	(void)state;
	struct browser b = {0};
	give_password(&b, "ann@thuis.test", "not the password", "/in");
	static const struct stmt rows = {"SELECT key_hash FROM attempt", "", "b"};
	struct act act = {.db = w.app.db, .a = w.a};
	const struct rows *r;
	assert_int_equal(act_exec(&act, &rows, DB_NO_ARGS, &r), OK);
	act_end(&act);
	assert_int_equal(r->n, 2);
	struct str guess = token_hash(w.a, S("name:ann@thuis.test"));
	for (size_t i = 0; i < r->n; i++) {
		assert_int_equal(rows_text(r, i, 0).n, 32);
		assert_false(str_eq(rows_text(r, i, 0), guess));
	}
}

/* ---- setting up, recovery codes ---- */

/* The typed form of the secret on the page, back to a code of now. */
static struct str code_of_page(struct str page)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const char *p = str_copy(w.a, page).p;
	unsigned char secret[TOTP_SECRET_BYTES];
	for (; *p != '\0'; p++) {
		size_t chars = 0, n = 0;
		unsigned bits = 0, held = 0;
		const char *c = p;
		for (; chars < 32 && *c != '\0' && (strchr(alphabet, *c) != NULL ||
		                                    (*c == ' ' && chars > 0 && chars % 4 == 0)); c++) {
			if (*c == ' ')
				continue;
			bits = bits << 5 | (unsigned)(strchr(alphabet, *c) - alphabet);
			chars++;
			if ((held += 5) >= 8) {
				held -= 8;
				secret[n++] = (unsigned char)(bits >> held);
			}
		}
		if (chars == 32 && c - p == 39)
			return totp_code(w.a, secret, w.now);
	}
	fail_msg("no key on the page");
	return (struct str){0};
}

/* The i-th recovery code on a page: five groups with dashes. */
static struct str recovery_of_page(struct str page, size_t i)
{
	const char *p = str_copy(w.a, page).p;
	static const char set[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	for (; strlen(p) >= 27; p++) {
		bool is = p[5] == '-' && p[11] == '-' && p[17] == '-' && p[23] == '-';
		for (size_t k = 0; is && k < 27; k++)
			is = k % 6 == 5 || strchr(set, p[k]) != NULL;
		if (!is)
			continue;
		if (i-- == 0)
			return str_copy(w.a, (struct str){p, 27});
		p += 26;
	}
	return (struct str){0};
}

static void staff_set_up_the_second_step_first(void **state)
{
	(void)state;
	struct browser b = {0}, other = {0};
	assert_int_equal(give_password(&other, "cat@thuis.test", RIGHT, "/in"), 303);
	assert_int_equal(give_password(&b, "cat@thuis.test", RIGHT, "/in?naar=/account"), 303);
	assert_true(at("/in/tweede-factor?naar=/account"));
	assert_int_equal(get(&b, "/in/code"), 303);
	assert_int_equal(get(&b, "/account"), 303);
	assert_true(at("/in/tweede-factor"));
	assert_int_equal(get(&b, "/in/tweede-factor?naar=/account"), 200);
	struct str code = code_of_page(b.page), half = b.session;
	/* The same key at a second look; a wrong code changes nothing. */
	assert_int_equal(get(&b, "/in/tweede-factor?naar=/account"), 200);
	ASSERT_STR(code_of_page(b.page), str_copy(w.a, code).p);
	assert_int_equal(post(&b, "/in/tweede-factor?naar=/account", typed("code", code_at(w.now))), 422);
	assert_int_equal(get(&b, "/account"), 303);
	get(&b, "/in/tweede-factor?naar=/account");
	assert_int_equal(post(&b, "/in/tweede-factor?naar=/account", typed("code", code)), 200);
	struct browser codes = b;
	assert_int_equal(recovery_of_page(codes.page, 9).n, 27);
	assert_int_equal(recovery_of_page(codes.page, 10).n, 0);
	assert_true(on_page(codes.page, "href=\"/account\""));
	assert_false(str_eq(half, b.session));
	assert_int_equal(get(&b, "/account"), 200);
	/* Who was halfway elsewhere is out; the code of the set-up does not sign in again. */
	assert_int_equal(get(&other, "/in/tweede-factor"), 303);
	assert_true(str_starts(w.req.res.location, S("/in?naar=")));
	struct browser again = {0};
	assert_int_equal(give_password(&again, "cat@thuis.test", RIGHT, "/in"), 303);
	assert_true(at("/in/code"));
	assert_int_equal(give_code(&again, code), 422);
	/* A recovery code does, once, however it is typed. */
	struct str one = recovery_of_page(codes.page, 3);
	char lower[28];
	for (size_t i = 0; i < 27; i++)
		lower[i] = one.p[i] == '-' ? ' ' : (char)(one.p[i] >= 'A' ? one.p[i] + 32 : one.p[i]);
	assert_int_equal(give_code(&again, (struct str){lower, 27}), 303);
	assert_true(at("/in/herstelcode"));
	assert_int_equal(get(&again, "/in/herstelcode"), 200);
	assert_true(on_page(again.page, "9 recovery codes left"));
	struct browser third = {0};
	assert_int_equal(give_password(&third, "cat@thuis.test", RIGHT, "/in"), 303);
	assert_int_equal(give_code(&third, one), 422);
	assert_int_equal(give_code(&third, recovery_of_page(codes.page, 4)), 303);
	/* Kept as hashes only, and the secret only sealed. */
	static const struct stmt plain_kept = {
		"SELECT count(*) FROM account WHERE id = 13 AND second_factor IS NULL", "", "i"};
	assert_int_equal(number(&plain_kept), 0);
	SQL("UPDATE account SET second_factor = NULL, second_step = 0 WHERE id = $1", "i", val_int(CAT));
}

static void someone_elses_recovery_code_is_no_code(void **state)
{
	(void)state;
	struct browser ann = signed_in("ann@thuis.test");
	get(&ann, "/account/herstelcodes");
	assert_int_equal(post(&ann, "/account/herstelcodes", typed("current", S("not my password"))), 422);
	assert_int_equal(post(&ann, "/account/herstelcodes", typed("current", S(RIGHT))), 200);
	struct str code = recovery_of_page(ann.page, 0);
	assert_int_equal(code.n, 27);
	struct browser bob = {0};
	assert_int_equal(give_password(&bob, "bob@thuis.test", RIGHT, "/in"), 303);
	assert_int_equal(give_code(&bob, code), 422);
	/* A new set ends the old one. */
	get(&ann, "/account/herstelcodes");
	assert_int_equal(post(&ann, "/account/herstelcodes", typed("current", S(RIGHT))), 200);
	struct browser late = {0};
	assert_int_equal(give_password(&late, "ann@thuis.test", RIGHT, "/in"), 303);
	assert_int_equal(give_code(&late, code), 422);
	assert_int_equal(give_code(&late, recovery_of_page(ann.page, 0)), 303);
}

static void a_new_phone_needs_the_password_and_ends_other_sessions(void **state)
{
	(void)state;
	struct browser here = signed_in("ann@thuis.test"), there = signed_in("ann@thuis.test");
	assert_int_equal(get(&here, "/account/tweede-stap/nieuw"), 404); /* not without the password */
	assert_int_equal(get(&here, "/account/tweede-stap"), 200);
	assert_int_equal(post(&here, "/account/tweede-stap", typed("current", S("not my password"))), 422);
	assert_int_equal(get(&here, "/account/tweede-stap/nieuw"), 404);
	get(&here, "/account/tweede-stap");
	assert_int_equal(post(&here, "/account/tweede-stap", typed("current", S(RIGHT))), 303);
	assert_int_equal(get(&here, "/account/tweede-stap/nieuw"), 200);
	assert_int_equal(get(&there, "/account/tweede-stap/nieuw"), 404); /* of that session only */
	struct str code = code_of_page(here.page);
	assert_int_equal(post(&here, "/account/tweede-stap/nieuw", typed("code", code_at(w.now))), 422); /* the old phone */
	assert_int_equal(get(&there, "/account"), 200);
	get(&here, "/account/tweede-stap/nieuw");
	assert_int_equal(post(&here, "/account/tweede-stap/nieuw", typed("code", code)), 200);
	assert_int_equal(recovery_of_page(here.page, 9).n, 27);
	assert_int_equal(get(&here, "/account"), 200);
	assert_int_equal(get(&there, "/account"), 303);
	/* Staff cannot do without. */
	assert_int_equal(get(&here, "/account/tweede-stap/uit"), 404);
	struct str sealed;
	assert_int_equal(keys_seal(w.app.keys, w.a, KEYS_TOTP, S("account:11"),
	                           (struct str){(const char *)w.secret, sizeof w.secret}, &sealed), OK);
	SQL("UPDATE account SET second_factor = $2, second_step = 0 WHERE id = $1", "ib", val_int(ANN), val_blob(sealed));
}

static void parents_may_do_with_a_password_alone(void **state)
{
	(void)state;
	struct browser b = {0};
	assert_int_equal(give_password(&b, "deb@thuis.test", RIGHT, "/in"), 303);
	assert_true(at("/"));
	assert_int_equal(get(&b, "/account/tweede-stap/uit"), 404); /* nothing to switch off */
	assert_int_equal(get(&b, "/account/tweede-stap"), 200);
	assert_int_equal(post(&b, "/account/tweede-stap", typed("current", S(RIGHT))), 303);
	get(&b, "/account/tweede-stap/nieuw");
	assert_int_equal(post(&b, "/account/tweede-stap/nieuw", typed("code", code_of_page(b.page))), 200);
	struct browser next = {0};
	assert_int_equal(give_password(&next, "deb@thuis.test", RIGHT, "/in"), 303);
	assert_true(at("/in/code"));
	assert_int_equal(get(&b, "/account/tweede-stap/uit"), 200);
	assert_int_equal(post(&b, "/account/tweede-stap/uit", typed("current", S("not my password"))), 422);
	assert_int_equal(post(&b, "/account/tweede-stap/uit", typed("current", S(RIGHT))), 303);
	assert_int_equal(get(&next, "/in/code"), 303); /* it ended with the others */
	struct browser last = {0};
	assert_int_equal(give_password(&last, "deb@thuis.test", RIGHT, "/in"), 303);
	assert_true(at("/"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nobody_learns_whether_an_account_exists),
		TEST(a_form_that_is_not_right_is_not_tried),
		TEST(sign_in_takes_two_steps_and_a_new_token_each),
		TEST(a_used_code_is_refused),
		TEST(codes_that_are_none_are_refused),
		TEST(going_back_stays_on_this_site),
		TEST(a_form_of_another_browser_does_not_sign_in),
		TEST(failures_make_everybody_wait_alike),
		TEST(one_address_cannot_try_all_names),
		TEST(many_at_once_gain_nothing),
		TEST(codes_cannot_be_tried_on_and_on),
		TEST(what_was_tried_is_kept_unreadable),
		TEST(staff_set_up_the_second_step_first),
		TEST(someone_elses_recovery_code_is_no_code),
		TEST(a_new_phone_needs_the_password_and_ends_other_sessions),
		TEST(parents_may_do_with_a_password_alone),
	};
	int failed = cmocka_run_group_tests_name("sign_in sqlite", tests, sqlite_world, world_close);
	return failed + cmocka_run_group_tests_name("sign_in postgresql", tests, postgres_world, world_close);
}

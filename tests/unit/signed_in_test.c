/* Who is inside: sessions and how they end, switching roles, and the own details and password. */
#include "sign_in_world.h"

#include <pthread.h>

/* ---- sessions, roles, password ---- */

static void signing_out_ends_the_session_itself(void **state)
{
	(void)state;
	struct browser b = signed_in("ann@thuis.test");
	struct browser copy = b;
	assert_int_equal(post(&b, "/uit", ""), 303);
	assert_true(at("/in"));
	assert_int_equal(b.session.n, 0);
	assert_int_equal(get(&copy, "/account"), 303);
	assert_true(at("/in?naar=/account"));
}

static void other_sessions_can_be_ended_and_only_own_ones(void **state)
{
	(void)state;
	struct browser here = signed_in("ann@thuis.test"), phone = signed_in("ann@thuis.test"),
	bob = signed_in("bob@thuis.test");
	assert_int_equal(get(&here, "/account"), 200);
	assert_true(on_page(here.page, "Firefox on Windows"));
	assert_true(on_page(here.page, "now, on this device"));
	const char *p = strstr(str_copy(w.a, here.page).p, "/account/sessie/");
	assert_non_null(p);
	const char *end_phone = str_copy(w.a, (struct str){p,
	                                                   strlen("/account/sessie/") + PID_LEN + strlen("/beeindig")}).p;
	assert_int_equal(get(&bob, "/account"), 200);
	assert_int_equal(post(&bob, end_phone, ""), 404);
	assert_int_equal(get(&phone, "/account"), 200);
	get(&here, "/account");
	assert_int_equal(post(&here, end_phone, ""), 303);
	assert_int_equal(get(&phone, "/account"), 303);
	get(&here, "/account");
	assert_int_equal(post(&here, end_phone, ""), 404); /* over already */
	struct browser third = signed_in("ann@thuis.test");
	get(&here, "/account");
	assert_int_equal(post(&here, "/account/sessies/beeindig", ""), 303);
	assert_int_equal(get(&third, "/account"), 303);
	assert_int_equal(get(&here, "/account"), 200);
	assert_int_equal(get(&bob, "/account"), 200);
}

static void a_session_ends_by_itself(void **state)
{
	(void)state;
	struct browser b = signed_in("ann@thuis.test");
	w.now += 29 * MINUTE;
	assert_int_equal(get(&b, "/account"), 200); /* seen: thirty minutes more */
	w.now += 29 * MINUTE;
	assert_int_equal(get(&b, "/account"), 200);
	w.now += 31 * MINUTE;
	assert_int_equal(get(&b, "/account"), 303);
	struct browser c = signed_in("ann@thuis.test");
	for (int i = 0; i < 24; i++) {
		w.now += 25 * MINUTE;
		if (i < 23)
			assert_int_equal(get(&c, "/account"), 200);
	}
	assert_int_equal(get(&c, "/account"), 303); /* ten hours, busy or not */
	/* The second step must come within half an hour. */
	struct browser half = {0};
	give_password(&half, "ann@thuis.test", RIGHT, "/in");
	w.now += 30 * MINUTE + SECOND;
	assert_int_equal(get(&half, "/in/code"), 303);
	assert_true(at("/in?naar=/in/code"));
}

static void a_role_is_switched_to_only_when_held(void **state)
{
	(void)state;
	struct browser b = signed_in("ann@thuis.test");
	static const char *const not_held[] = {"rol=administrator", "rol=director", "rol=wizard", "rol=IB", "rol=", "x=y",
	                                       "rol=a-role-with-a-name-of-more-than-forty-characters"};
	for (size_t i = 0; i < sizeof not_held / sizeof *not_held; i++)
		assert_int_equal(post(&b, "/rol", not_held[i]), 404);
	get(&b, "/account");
	assert_int_equal(post(&b, "/rol", "rol=teacher"), 303);
	assert_true(at("/start"));
	assert_int_equal(get(&b, "/start"), 200);
	assert_int_equal(w.req.viewer->role, ROLE_TEACHER);
	assert_int_equal(post(&b, "/rol", "rol=ib"), 303);
	get(&b, "/start");
	assert_int_equal(w.req.viewer->role, ROLE_IB);
}

static void a_new_password_ends_what_the_old_one_opened(void **state)
{
	(void)state;
	struct browser here = signed_in("bob@thuis.test"), there = signed_in("bob@thuis.test");
	struct str before = here.session;
	static const char *const refused[][2] = {
		{"not my password", "vier droge geiten slapen"}, {RIGHT, "kort"}, {RIGHT, "wachtwoord123"},
		{RIGHT, "AnnDeVries2026"}, {RIGHT, ""},
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_int_equal(get(&here, "/account/wachtwoord"), 200);
		assert_int_equal(post(&here, "/account/wachtwoord", str_printf(w.a, "%s&%s",
		                                                               typed("current", str_from(refused[i][0])),
		                 typed("new_password", str_from(refused[i][1]))).p), 422);
		assert_false(on_page(here.page, "wachtwoord123"));
		assert_false(on_page(here.page, "not my password"));
	}
	get(&here, "/account/wachtwoord");
	assert_int_equal(post(&here, "/account/wachtwoord", str_printf(w.a, "%s&%s", typed("current", S(RIGHT)),
	                 typed("new_password", S("vier droge geiten slapen"))).p), 303);
	assert_true(str_starts(w.req.res.location, S("/account?klaar=")));
	assert_false(str_eq(before, here.session));
	assert_int_equal(get(&here, "/account"), 200);
	assert_int_equal(get(&there, "/account"), 303);
	struct browser old = {.session = before};
	assert_int_equal(get(&old, "/account"), 303);
	struct browser next = {0};
	assert_int_equal(give_password(&next, "bob@thuis.test", RIGHT, "/in"), 422);
	assert_int_equal(give_password(&next, "bob@thuis.test", "vier droge geiten slapen", "/in"), 303);
	/* Neither password nor hash stands in the history. */
	static const struct stmt kept = {
		"SELECT count(*) FROM change_value WHERE field IN ('password', 'second_factor') AND (old IS NOT NULL OR new "
		"IS NOT NULL)", "", "i"};
	assert_int_equal(number(&kept), 0);
	SQL("UPDATE account SET password = $2 WHERE id = $1", "it", val_int(BOB), val_text(w.hash));
}

static void details_are_saved_and_taken_back(void **state)
{
	(void)state;
	struct browser b = signed_in("deb@thuis.test");
	assert_int_equal(get(&b, "/account/gegevens"), 200);
	assert_int_equal(post(&b, "/account/gegevens", "name=&lang=en&theme=dark"), 422);
	assert_int_equal(post(&b, "/account/gegevens", "name=Deb&lang=xx&theme=dark"), 422);
	/* What the form does not ask does not exist. */
	assert_int_equal(post(&b, "/account/gegevens",
	                      "name=Deb&lang=en&theme=dark&email=x%40evil.test&password=x&closed=0"), 303);
	assert_int_equal(get(&b, str_copy(w.a, w.req.res.location).p), 200);
	ASSERT_STR(w.req.viewer->name, "Deb");
	ASSERT_STR(w.req.viewer->theme, "dark");
	ASSERT_STR(w.req.viewer->email, "deb@thuis.test");
	assert_true(on_page(b.page, "/ongedaan/"));
}

/* A post from a thread of its own. */
struct posted {
	const char *path, *body;
	struct str cookie;
	int status;
	char location[128];
};
static void *post_alone(void *ctx)
{
	struct posted *t = ctx;
	struct arena *a = arena_new(64 << 20);
	struct pair h[] = {{S("host"), S("thuis.test:8080")}, {S("cookie"), t->cookie}};
	struct req req = {.act.a = a, .app = &w.app, .number = 7, .method = METHOD_POST, .headers = {h, 2}};
	dispatch(&req, str_from(t->path), S(""), S("application/x-www-form-urlencoded"), str_from(t->body));
	t->status = req.res.status;
	snprintf(t->location, sizeof t->location, STR_FMT, STR_ARG(req.res.location));
	arena_free(a);
	return NULL;
}

/* Someone clicks twice: both get the answer of the one that was written. */
static void a_form_sent_twice_at_once_has_one_answer(void **state)
{
	(void)state;
	enum { TIMES = 4, ROUNDS = 8 };
	struct browser b = signed_in("deb@thuis.test");
	for (int round = 0; round < ROUNDS; round++) {
		struct posted all[TIMES];
		pthread_t threads[TIMES];
		assert_int_equal(get(&b, "/account/gegevens"), 200);
		const char *form = "action=\"/account/gegevens";
		struct posted one = {.path = "/account/gegevens", .cookie = str_printf(w.a, "sessie=" STR_FMT,
		                     STR_ARG(b.session)), .body = str_printf(w.a,
		                    "name=Deb+%d&lang=en&theme=dark&_csrf=" STR_FMT "&_key=" STR_FMT "&_rev=" STR_FMT, round,
		                    STR_ARG(hidden(b.page, form, UI_CSRF)), STR_ARG(hidden(b.page, form, UI_KEY)),
		                    STR_ARG(hidden(b.page, form, UI_REV))).p};
		for (size_t i = 0; i < TIMES; i++) {
			all[i] = one;
			assert_int_equal(pthread_create(&threads[i], NULL, post_alone, &all[i]), 0);
		}
		for (size_t i = 0; i < TIMES; i++) {
			assert_int_equal(pthread_join(threads[i], NULL), 0);
			assert_int_equal(all[i].status, 303);
			assert_string_equal(all[i].location, all[0].location);
		}
	}
}

/* ---- the demonstration ---- */

static void codes_and_passwords_are_shown_in_a_demonstration_only(void **state)
{
	(void)state;
	static const enum mode modes[] = {MODE_PRODUCTION, MODE_TEST, MODE_DEMO};
	for (size_t i = 0; i < 3; i++) {
		bool demo = modes[i] == MODE_DEMO;
		struct browser b = {0}, first = {0};
		w.app.mode = modes[i];
		w.now += MINUTE;
		assert_int_equal(get(&b, "/in"), 200);
		assert_int_equal(on_page(b.page, DEMO_PASSWORD), demo);
		assert_int_equal(on_page(b.page, "bob@thuis.test"), demo);
		assert_int_equal(on_page(b.page, "Demonstration"), demo);
		assert_int_equal(give_password(&b, "ann@thuis.test", RIGHT, "/in"), 303);
		assert_int_equal(get(&b, "/in/code"), 200);
		assert_int_equal(on_page(b.page, code_at(w.now).p), demo);
		assert_int_equal(on_page(b.page, "In this demonstration"), demo);
		assert_int_equal(give_password(&first, "cat@thuis.test", RIGHT, "/in"), 303);
		assert_int_equal(get(&first, "/in/tweede-factor"), 200);
		assert_int_equal(on_page(first.page, "In this demonstration"), demo);
		/* Also after a fault, when the page is shown again. */
		assert_int_equal(post(&b, "/in/code", "code=000000"), 422);
		assert_int_equal(on_page(b.page, "In this demonstration"), demo);
	}
}

static void a_browser_is_kept_in_two_words(void **state)
{
	(void)state;
	static const char *const rows[][2] = {
		{"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
		 "Safari/537.36 Edg/140.0", "Edge|Windows"},
		{"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 "
		 "Safari/604.1", "Safari|iPhone"},
		{"Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome|Android"},
		{"Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome|Chromebook"},
		{"", "|"}, {"<script>alert(1)</script>", "|"}, {"curl/8", "|"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		ASSERT_STR(session_agent(w.a, str_from(rows[i][0])), rows[i][1]);
	assert_int_equal(session_agent(w.a, (struct str){0}).n, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(signing_out_ends_the_session_itself),
		TEST(other_sessions_can_be_ended_and_only_own_ones),
		TEST(a_session_ends_by_itself),
		TEST(a_role_is_switched_to_only_when_held),
		TEST(a_new_password_ends_what_the_old_one_opened),
		TEST(details_are_saved_and_taken_back),
		TEST(a_form_sent_twice_at_once_has_one_answer),
		TEST(codes_and_passwords_are_shown_in_a_demonstration_only),
		TEST(a_browser_is_kept_in_two_words),
	};
	int failed = cmocka_run_group_tests_name("signed_in sqlite", tests, sqlite_world, world_close);
	return failed + cmocka_run_group_tests_name("signed_in postgresql", tests, postgres_world, world_close);
}

/* Signing in as browsers do it, through the dispatcher, on both databases: every step, and what must be refused. */
#include "testing.h"

#include "assets.h"
#include "date.h"
#include "db_fixture.h"
#include "keys_client.h"
#include "migrate.h"
#include "model.h"
#include "password.h"
#include "people.h"
#include "rand.h"
#include "router.h"
#include "second_factor.h"
#include "session.h"
#include "sign_in.h"
#include "token.h"
#include "url.h"
#include "view.h"
#include "web.h"

#include <pthread.h>
#include <stdio.h>

enum { SECOND = 1000, MINUTE = 60 * SECOND };
enum { ANN = 11, BOB, CAT, DEB, OUT };
#define START INT64_C(1795424400000) /* 23 November 2026, 10:00 in Amsterdam */
#define RIGHT "drie natte schapen dansen"
#define RIGHT_ENCODED "drie+natte+schapen+dansen"

struct world {
	struct fixture fixture;
	struct arena *a, *act;
	struct app app;
	struct req req;
	int64_t now;
	unsigned char secret[TOTP_SECRET_BYTES];
	struct str hash;
	const char *address;
	int next_id;
};
static struct world w;

/* A browser: its cookies, and the last page it saw. */
struct browser {
	struct str session, visitor, page;
	const char *agent;
};

static struct str shown(void)
{
	return buf_view(&w.req.res.body);
}

static bool on_page(struct str page, const char *words)
{
	return page.n > 0 && strstr(str_copy(w.a, page).p, words) != NULL;
}

/* The value of the first `name="NAME" value="..."` after `from`. */
static struct str hidden(struct str page, const char *after, const char *name)
{
	const char *p = str_copy(w.a, page).p, *at = strstr(p, after);
	if (at != NULL)
		at = strstr(at, str_printf(w.a, "name=\"%s\" value=\"", name).p);
	if (at == NULL)
		return (struct str){0};
	at = strstr(at, "value=\"") + 7;
	return (struct str){at, (size_t)(strchr(at, '"') - at)};
}

static void take_cookies(struct browser *b)
{
	static const struct {
		const char *name;
		size_t at;
	} jar[] = {{"sessie=", offsetof(struct browser, session)}, {"bezoek=", offsetof(struct browser, visitor)}};
	for (size_t i = 0; i < w.req.res.n_cookies; i++)
		for (size_t k = 0; k < 2; k++) {
			struct str rest, c = str_cut(w.req.res.cookies[i], ';', &rest);
			if (str_starts(c, S("__Host-")))
				c = (struct str){c.p + 7, c.n - 7};
			if (str_starts(c, str_from(jar[k].name)))
				*(struct str *)((char *)b + jar[k].at) =
					str_copy(w.a, (struct str){c.p + strlen(jar[k].name), c.n - strlen(jar[k].name)});
		}
}

static int ask(struct browser *b, enum method method, const char *path, const char *body)
{
	struct pair *h = ARENA_ARRAY(w.a, struct pair, 4);
	const char *host = w.app.mode == MODE_PRODUCTION ? "__Host-" : "", *q = strchr(path, '?');
	struct str raw = q == NULL ? str_from(path) : (struct str){path, (size_t)(q - path)};
	arena_reset(w.act);
	w.app.clock = clock_from(w.now);
	w.req = (struct req){.act.a = w.act, .app = &w.app, .number = 7, .method = method, .address = str_from(w.address)};
	h[0] = (struct pair){S("host"), S("thuis.test:8080")};
	h[1] = (struct pair){S("cookie"), str_printf(w.a, "%ssessie=" STR_FMT "; %sbezoek=" STR_FMT, host,
	                                             STR_ARG(b->session), host, STR_ARG(b->visitor))};
	h[2] = (struct pair){S("user-agent"), str_from(b->agent)};
	h[3] = (struct pair){S("accept-language"), S("en")};
	w.req.headers = (struct pairs){h, 4};
	dispatch(&w.req, raw, str_from(q == NULL ? "" : q + 1), S("application/x-www-form-urlencoded"), str_from(body));
	take_cookies(b);
	if (shown().n > 0)
		b->page = str_copy(w.a, shown());
	return w.req.res.status;
}

static int get(struct browser *b, const char *path)
{
	return ask(b, METHOD_GET, path, "");
}

/* Posts `fields` with the hidden ones of the last page. */
static int post(struct browser *b, const char *path, const char *fields)
{
	const char *form = str_printf(w.a, "action=\"%s", path).p;
	if (!on_page(b->page, form))
		form = "<";
	struct str csrf = hidden(b->page, form, UI_CSRF), key = hidden(b->page, form, UI_KEY),
	rev = hidden(b->page, form, UI_REV);
	return ask(b, METHOD_POST, path,
	           str_printf(w.a, "%s%s_csrf=" STR_FMT "&_key=" STR_FMT "&_rev=" STR_FMT, fields, *fields == '\0' ? ""
	                      : "&", STR_ARG(csrf),
	                      STR_ARG(key), STR_ARG(rev)).p);
}

static bool at(const char *location)
{
	return str_is(w.req.res.location, location);
}

static const char *typed(const char *name, struct str value)
{
	return str_printf(w.a, "%s=" STR_FMT, name, STR_ARG(url_encode(w.a, value))).p;
}

static int give_password(struct browser *b, const char *email, const char *password, const char *path)
{
	get(b, path);
	return post(b, path, str_printf(w.a, "%s&%s", typed("email", str_from(email)),
	                                typed("password", str_from(password))).p);
}

static struct str code_at(int64_t now)
{
	return totp_code(w.a, w.secret, now);
}

static int give_code(struct browser *b, struct str code)
{
	get(b, "/in/code");
	return post(b, "/in/code", typed("code", code));
}

/* All the way in, with a fresh code. */
static struct browser signed_in(const char *email)
{
	struct browser b = {.agent = "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0"};
	w.now += MINUTE;
	assert_int_equal(give_password(&b, email, RIGHT, "/in"), 303);
	if (at("/in/code"))
		assert_int_equal(give_code(&b, code_at(w.now)), 303);
	assert_true(at("/"));
	assert_int_equal(get(&b, "/account"), 200);
	return b;
}

/* ---- the world ---- */

static void sql(const struct stmt *s, const struct val *args, size_t n)
{
	struct act act = {.db = w.app.db, .a = w.a};
	assert_int_equal(act_write(&act, s, args, n), OK);
	act_end(&act);
}
#define SQL(text, letters, ...) \
	do { \
		static const struct stmt s_ = {text, letters, ""}; \
		sql(&s_, DB_ARGS(__VA_ARGS__)); \
	} while (0)

static int64_t number(const struct stmt *s)
{
	struct act act = {.db = w.app.db, .a = w.a};
	const struct rows *r;
	assert_int_equal(act_exec(&act, s, DB_NO_ARGS, &r), OK);
	act_end(&act);
	return rows_int(r, 0, 0);
}

static void put_account(int64_t id, const char *email, bool factor, int64_t closed)
{
	struct str sealed;
	struct val second = val_null();
	if (factor) {
		assert_int_equal(keys_seal(w.app.keys, w.a, KEYS_TOTP, str_printf(w.a, "account:%d", (int)id),
		                           (struct str){(const char *)w.secret, sizeof w.secret}, &sealed), OK);
		second = val_blob(sealed);
	}
	SQL("INSERT INTO account (id, pid, region, rev, email, email_key, name, name_key, lang, theme, shortcuts, "
	    "password, "
	    "second_factor, second_step, made, closed) VALUES ($1, $2, 1, 1, $3, $3, $4, $4, 'en', 'auto', 0, $5, $6, "
	    "0, 0, $7)",
	    "itttt" "bi", val_int(id), val_text(pid_new(w.a)), val_text(str_from(email)), val_text(S("Ann de Vries")),
	    val_text(w.hash), second,
	    val_int(closed));
}

static void put_seat(int64_t id, int64_t org, const char *kind, const char *role, int64_t account)
{
	SQL("INSERT INTO organisation (id, pid, region, rev, kind, name, name_key, ended) VALUES ($1, $2, 1, 1, $3, $4, "
	    "$4, $5)",
	    "ittti", val_int(org), val_text(pid_new(w.a)), val_text(str_from(kind)),
	    val_text(str_printf(w.a, "%s %d", kind, (int)org)),
	    val_int(INSTANT_OPEN));
	SQL("INSERT INTO seat (id, pid, region, rev, org, role) VALUES ($1, $2, 1, 1, $3, $4)", "itit", val_int(id),
	    val_text(pid_new(w.a)), val_int(org), val_text(str_from(role)));
	SQL("INSERT INTO holds (id, pid, region, rev, account, seat, begins, ends, given_by) VALUES ($1, $2, 1, 1, $3, "
	    "$4, 0, $5, 11)",
	    "itiii", val_int(id + 100), val_text(pid_new(w.a)), val_int(account), val_int(id), val_int(INSTANT_OPEN));
}

static int world_open(bool pg)
{
	static const struct module *const modules[] = {&mod_people, &mod_sign_in};
	const struct db_options o = {.connections = 4, .write_schema = true};
	const unsigned char master[32] = "a master key of a test, 32 bytes";
	struct str why = {0};
	int applied;
	fixture_make(&w.fixture, pg);
	w.a = arena_new(512 << 20);
	w.act = arena_new(64 << 20);
	w.app = (struct app){
		.mode = MODE_TEST, .region = 1, .modules = modules, .n_modules = 2, .sessions = {30 * MINUTE, 600 * MINUTE},
		.keys = keys_client_local(master), .passwords = password_pool_new_light(2, 32),
		.error_page = view_error_page, .conflict_page = view_conflict_page, .session_touch = session_touch,
		.step_path = second_factor_path, .assets = ui_assets, .n_assets = ASSET__N,
	};
	w.now = START;
	w.address = "192.0.2.1";
	if (db_open(w.fixture.url, &o, w.a, &w.app.db, &why) != OK || schema_migrate(w.app.db, w.a, &applied, &why) != OK ||
	    model_new(w.a, mod_people.records, mod_people.n_records, &w.app.model, &why) != OK ||
	    routes_verify(&w.app, w.a, &why) != OK || routes_make(&w.app, w.a, &why) != OK) {
		print_error("cannot start: " STR_FMT "\n", STR_ARG(why));
		return -1;
	}
	totp_secret_new(w.secret);
	assert_int_equal(password_hash(w.app.passwords, w.a, S(RIGHT), &w.hash), OK);
	put_account(ANN, "ann@thuis.test", true, INSTANT_OPEN);
	put_account(BOB, "bob@thuis.test", true, INSTANT_OPEN);
	put_account(CAT, "cat@thuis.test", false, INSTANT_OPEN);
	put_account(DEB, "deb@thuis.test", false, INSTANT_OPEN);
	put_account(OUT, "out@thuis.test", true, START);
	put_seat(31, 21, "school", "ib", ANN);
	put_seat(32, 22, "school", "teacher", ANN);
	put_seat(33, 23, "school", "ib", BOB);
	put_seat(34, 24, "school", "teacher", CAT);
	put_seat(35, 25, "parents", "parent", DEB);
	put_seat(36, 26, "school", "ib", OUT);
	return 0;
}

static int sqlite_world(void **state)
{
	(void)state;
	return world_open(false);
}

static int postgres_world(void **state)
{
	(void)state;
	return world_open(true);
}

static int world_close(void **state)
{
	(void)state;
	db_close(w.app.db);
	fixture_drop(&w.fixture);
	password_pool_free(w.app.passwords);
	keys_client_free(w.app.keys);
	arena_free(w.act);
	arena_free(w.a);
	w = (struct world){0};
	return 0;
}

/* Each test starts with nobody signed in, nothing tried, and two minutes later than the one before. */
static int fresh(void **state)
{
	static const struct stmt wipe[] = {{"DELETE FROM session", "", ""}, {"DELETE FROM attempt", "", ""},
	                                   {"DELETE FROM recovery", "", ""}};
	(void)state;
	for (size_t i = 0; i < sizeof wipe / sizeof *wipe; i++)
		sql(&wipe[i], DB_NO_ARGS);
	w.app.mode = MODE_TEST;
	w.address = "192.0.2.1";
	w.now += 2 * MINUTE;
	return 0;
}

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

#define TEST(f) cmocka_unit_test_setup(f, fresh)
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
	int failed = cmocka_run_group_tests_name("sign_in sqlite", tests, sqlite_world, world_close);
	return failed + cmocka_run_group_tests_name("sign_in postgresql", tests, postgres_world, world_close);
}

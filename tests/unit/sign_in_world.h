/* Browsers that sign in through the dispatcher, on both databases: accounts, seats and what a browser keeps. */
#ifndef TN_SIGN_IN_WORLD_H
#define TN_SIGN_IN_WORLD_H

#include "test_keys.h"
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

static inline struct str shown(void)
{
	return buf_view(&w.req.res.body);
}

static inline bool on_page(struct str page, const char *words)
{
	return page.n > 0 && strstr(str_copy(w.a, page).p, words) != NULL;
}

/* The value of the first `name="NAME" value="..."` after `from`. */
static inline struct str hidden(struct str page, const char *after, const char *name)
{
	const char *p = str_copy(w.a, page).p, *at = strstr(p, after);
	if (at != NULL)
		at = strstr(at, str_printf(w.a, "name=\"%s\" value=\"", name).p);
	if (at == NULL)
		return (struct str){0};
	at = strstr(at, "value=\"") + 7;
	return (struct str){at, (size_t)(strchr(at, '"') - at)};
}

static inline void take_cookies(struct browser *b)
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

static inline int ask(struct browser *b, enum method method, const char *path, const char *body)
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

static inline int get(struct browser *b, const char *path)
{
	return ask(b, METHOD_GET, path, "");
}

/* Posts `fields` with the hidden ones of the last page. */
static inline int post(struct browser *b, const char *path, const char *fields)
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

static inline bool at(const char *location)
{
	return str_is(w.req.res.location, location);
}

static inline const char *typed(const char *name, struct str value)
{
	return str_printf(w.a, "%s=" STR_FMT, name, STR_ARG(url_encode(w.a, value))).p;
}

static inline int give_password(struct browser *b, const char *email, const char *password, const char *path)
{
	get(b, path);
	return post(b, path, str_printf(w.a, "%s&%s", typed("email", str_from(email)),
	                                typed("password", str_from(password))).p);
}

static inline struct str code_at(int64_t now)
{
	return totp_code(w.a, w.secret, now);
}

static inline int give_code(struct browser *b, struct str code)
{
	get(b, "/in/code");
	return post(b, "/in/code", typed("code", code));
}

/* All the way in, with a fresh code. */
static inline struct browser signed_in(const char *email)
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

static inline void sql(const struct stmt *s, const struct val *args, size_t n)
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

static inline int64_t number(const struct stmt *s)
{
	struct act act = {.db = w.app.db, .a = w.a};
	const struct rows *r;
	assert_int_equal(act_exec(&act, s, DB_NO_ARGS, &r), OK);
	act_end(&act);
	return rows_int(r, 0, 0);
}

static inline void put_account(int64_t id, const char *email, bool factor, int64_t closed)
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

static inline void put_seat(int64_t id, int64_t org, const char *kind, const char *role, int64_t account)
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

static inline int world_open(bool pg)
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
	    test_model(w.a, mod_people.records, mod_people.n_records, &w.app.model, &why) != OK ||
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

static inline int sqlite_world(void **state)
{
	(void)state;
	return world_open(false);
}

static inline int postgres_world(void **state)
{
	(void)state;
	return world_open(true);
}

static inline int world_close(void **state)
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
static inline int fresh(void **state)
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

#define TEST(f) cmocka_unit_test_setup(f, fresh)

#endif

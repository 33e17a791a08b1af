/* A little program behind the dispatcher: routes of every kind, a session, and requests as a browser sends them. For
 * dispatch_test alone. */
#ifndef TN_DISPATCH_WORLD_H
#define TN_DISPATCH_WORLD_H

#include "test_keys.h"
#include "testing.h"

#include "date.h"
#include "db_fixture.h"
#include "log.h"
#include "migrate.h"
#include "model.h"
#include "rand.h"
#include "rate.h"
#include "router.h"
#include "token.h"
#include "url.h"
#include "web.h"

enum { MINUTE = 60 * 1000, ACCOUNT = 11 };
#define PID "0123456789abc"

struct world {
	struct fixture fixture;
	struct arena *a, *act;   /* of the test, of the request */
	struct app app;
	struct req req;
	struct str full, half, old; /* session tokens: signed in, second step, idle too long */
	/* What handlers do and saw. */
	enum err answers[8];
	size_t runs, touches;
	bool empty_house, page_breaks;
};
static struct world w;

/* ---- handlers ---- */

static const struct field name_field = {.name = "naam",
					.type = &T_LINE,
					.privacy = PRIV_PUBLIC,
					.min = 2,
					.max = 40,
					.label = "Name",
					.missing = "Enter a name"};
static const struct field secret_field = {
	.name = "geheim", .type = &T_PASSWORD, .need = NEED_OPTIONAL, .privacy = PRIV_SECRET, .max = 40, .label = "Secret"};
static const struct field *const asked[] = {&name_field, &secret_field};
static const struct form_def form = {.name = "test", .fields = asked, .n = 2, .drafts = true, .submit = "Save"};
static const struct form_def other_form = {.name = "other", .fields = asked, .n = 2, .submit = "Save"};

static enum err put_text(struct req *req, const char *what)
{
	buf_c(&req->res.body, what);
	return OK;
}

static enum err front(struct req *req)
{
	w.runs++;
	return put_text(req, "front");
}

static enum err sign_in(struct req *req)
{
	return put_text(req, req_csrf(req).p);
}

static enum err page(struct req *req)
{
	struct form *f = req_form(req, &form);
	w.runs++;
	buf_printf(&req->res.body, "page name=" STR_FMT " errors=%zu draft=%d", STR_ARG(f->raw[0]), f->errors,
		   f->draft_at > 0);
	return OK;
}

static enum err other_page(struct req *req)
{
	return put_text(req, "other");
}

/* Answers what the test laid out for this run. */
static enum err scripted(struct req *req)
{
	enum err e = w.answers[w.runs++];
	req_set_cookie(req, "proef", S("1"), -1);
	if (e == OK)
		return req_redirect(req, "/pagina");
	if (e == ERR_INVALID && req->form != NULL)
		form_wrong(req->form, &name_field, S("Not this one"));
	return e;
}

static const struct stmt stmt_seen = {"UPDATE session SET seen = seen + 1 WHERE account = $1", "i", ""};

static enum err commits(struct req *req)
{
	w.runs++;
	struct change *c = change_begin(&req->act, "Done", 0);
	change_exec(c, &stmt_seen, DB_ARGS(val_int(ACCOUNT)), -1);
	return req_commit(req, c, "/pagina#%zu", w.runs);
}

static enum err breaks(struct req *req)
{
	(void)req;
	BUG("a handler that breaks");
}

static enum err devours(struct req *req)
{
	for (int i = 0; i < 100; i++)
		memset(arena_alloc(req->act.a, 1 << 20), 1, 1 << 20);
	return OK;
}

static enum err silent(struct req *req)
{
	(void)req;
	return OK;
}

static enum err shows_param(struct req *req)
{
	buf_str(&req->res.body, req_param(req, 0));
	buf_str(&req->res.body, req_query(req, "q"));
	return OK;
}

static const char *const q_only[] = {"q", NULL};

#define POSTS(p, f, n, c) {.method = METHOD_POST, .path = p, .fn = f, .need = c, .name = n, .body = BODY_FORM}
static const struct route routes[] = {
	{.method = METHOD_GET, .path = "/", .fn = front, .need = CAP_PUBLIC, .name = "front", .title = "T"},
	{.method = METHOD_GET,
	 .path = "/in",
	 .fn = sign_in,
	 .need = CAP_PUBLIC,
	 .name = "in",
	 .title = "T",
	 .anonymous_only = true},
	POSTS("/in", scripted, "in.post", CAP_PUBLIC),
	{.method = METHOD_GET, .path = "/pagina", .fn = page, .need = CAP_SIGNED_IN, .name = "page", .title = "T"},
	{.method = METHOD_POST,
	 .path = "/pagina",
	 .fn = scripted,
	 .need = CAP_SIGNED_IN,
	 .name = "page.post",
	 .body = BODY_FORM,
	 .form = &form,
	 .page = page},
	{.method = METHOD_POST,
	 .path = "/pagina/bewaar",
	 .fn = commits,
	 .need = CAP_SIGNED_IN,
	 .name = "page.save",
	 .body = BODY_FORM,
	 .form = &form,
	 .page = page},
	{.method = METHOD_GET,
	 .path = "/anders",
	 .fn = other_page,
	 .need = CAP_SIGNED_IN,
	 .name = "other",
	 .title = "T"},
	{.method = METHOD_POST,
	 .path = "/anders",
	 .fn = scripted,
	 .need = CAP_SIGNED_IN,
	 .name = "other.post",
	 .body = BODY_FORM,
	 .form = &other_form,
	 .page = other_page},
	POSTS("/zet", scripted, "set", CAP_SIGNED_IN),
	{.method = METHOD_GET, .path = "/stap", .fn = front, .need = CAP_SECOND_STEP, .name = "step", .title = "T"},
	{.method = METHOD_GET, .path = "/beheer", .fn = front, .need = CAP_SETTINGS, .name = "settings", .title = "T"},
	POSTS("/beheer", scripted, "settings.post", CAP_SETTINGS),
	{.method = METHOD_GET, .path = "/stuk", .fn = breaks, .need = CAP_PUBLIC, .name = "breaks", .title = "T"},
	{.method = METHOD_GET, .path = "/vol", .fn = devours, .need = CAP_PUBLIC, .name = "devours", .title = "T"},
	{.method = METHOD_GET, .path = "/stil", .fn = silent, .need = CAP_PUBLIC, .name = "silent", .title = "T"},
	{.method = METHOD_GET,
	 .path = "/wie/{pid}",
	 .fn = shows_param,
	 .need = CAP_PUBLIC,
	 .name = "who",
	 .title = "T",
	 .query = q_only},
	{.method = METHOD_POST,
	 .path = "/bestand",
	 .fn = scripted,
	 .need = CAP_SIGNED_IN,
	 .name = "file",
	 .body = BODY_FILE},
	{.method = METHOD_GET, .path = "/opzetten", .fn = front, .need = CAP_PUBLIC, .name = "setup", .title = "T"},
};
static const struct module module = {.name = "test", .routes = routes, .n_routes = sizeof routes / sizeof *routes};
static const struct module *const modules[] = {&module};
static const struct asset assets[] = {
	{"/s/b.css", "text/css; charset=utf-8", (const unsigned char *)"css", 3},
	{"/s/a.js", "text/javascript; charset=utf-8", (const unsigned char *)"js", 2},
};

static void error_page(struct req *req, enum http_error kind)
{
	if (w.page_breaks)
		BUG("an error page that breaks");
	buf_printf(&req->res.body, "error %d", (int)kind);
}

static enum err conflict_page(struct req *req)
{
	return put_text(req, "conflict");
}

static enum err touch(struct req *req)
{
	assert_non_null(req->viewer);
	w.touches++;
	return OK;
}

static bool needs_setup(const struct app *app)
{
	(void)app;
	return w.empty_house;
}

static const char *step_path(const struct viewer *v)
{
	return v->has_second_factor ? "/stap/code" : "/stap";
}

/* ---- asking ---- */

struct ask {
	enum method method;
	const char *path, *query, *body, *type;
	struct str session, csrf, visitor; /* cookies, and the secret that the form's token is made of */
	const char *host, *origin, *site, *accept, *taal, *forwarded;
	bool no_token, concept;
	const char *address;
};

static void header(struct pair *v, size_t *n, const char *name, const char *value)
{
	if (value != NULL)
		v[(*n)++] = (struct pair){str_from(name), str_from(value)};
}

static const char *cookies(struct ask k)
{
	const char *host = w.app.mode == MODE_PRODUCTION ? "__Host-" : "";
	struct str s = S("");
	if (k.session.n > 0)
		s = str_printf(w.a, "%ssessie=" STR_FMT, host, STR_ARG(k.session));
	if (k.visitor.n > 0)
		s = str_printf(w.a, STR_FMT "; %sbezoek=" STR_FMT, STR_ARG(s), host, STR_ARG(k.visitor));
	if (k.taal != NULL)
		s = str_printf(w.a, STR_FMT "; taal=%s", STR_ARG(s), k.taal);
	return s.n == 0 ? NULL : s.p;
}

static struct str answered(const char *name)
{
	return pairs_get(w.req.res.headers, name);
}

/* What no answer may lack, whatever was asked. */
static void check_always(void)
{
	static const char *const must[] = {
		"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy",
		"Cross-Origin-Resource-Policy", "Permissions-Policy", "Cache-Control",
	};
	const struct response *res = &w.req.res;
	for (size_t i = 0; i < sizeof must / sizeof *must; i++)
		assert_true(answered(must[i]).n > 0);
	assert_true(str_starts(answered("Content-Security-Policy"), S("default-src 'none';")));
	assert_true(res->status >= 200 && res->status < 600);
	assert_true((res->status == 303) == (res->location.n > 0));
	assert_int_equal(res->body.n > 0, answered("Content-Type").n > 0);
	assert_int_equal(answered("Strict-Transport-Security").n > 0, w.app.mode == MODE_PRODUCTION);
	assert_int_equal(answered("X-Statements").n > 0, w.app.mode == MODE_TEST);
	assert_null(w.req.act.conn);
}

static int ask_it(struct ask k)
{
	struct pair *v = ARENA_ARRAY(w.a, struct pair, 16);
	size_t n = 0;
	arena_reset(w.act);
	w.req = (struct req){
		.act.a = w.act, .app = &w.app, .number = 7, .method = k.method, .address = str_from(k.address)};
	header(v, &n, "host", k.host == NULL ? "thuis.test:8080" : k.host);
	header(v, &n, "cookie", cookies(k));
	header(v, &n, "origin", k.origin);
	header(v, &n, "sec-fetch-site", k.site);
	header(v, &n, "accept-language", k.accept);
	header(v, &n, "x-forwarded-for", k.forwarded);
	header(v, &n, "x-concept", k.concept ? "1" : NULL);
	w.req.headers = (struct pairs){v, n};
	struct str body = str_from(k.body), secret = k.csrf.n > 0 ? k.csrf : k.session;
	if (k.method == METHOD_POST && !k.no_token)
		body = str_printf(w.a, STR_FMT "%s_csrf=" STR_FMT, STR_ARG(body), body.n > 0 ? "&" : "",
				  STR_ARG(csrf_token(w.a, secret)));
	const char *type = k.type == NULL ? "application/x-www-form-urlencoded" : k.type;
	dispatch(&w.req, str_from(k.path), str_from(k.query), str_from(type), body);
	check_always();
	return w.req.res.status;
}

#define ASK(...) ask_it((struct ask){__VA_ARGS__})
#define GETS(...) ASK(METHOD_GET, __VA_ARGS__)
#define POST(...) ASK(METHOD_POST, __VA_ARGS__)

static struct str shown(void)
{
	return buf_view(&w.req.res.body);
}

/* ---- the world ---- */

static void put(const struct stmt *s, const struct val *args, size_t n)
{
	struct act act = {.db = w.app.db, .a = w.a};
	assert_int_equal(act_write(&act, s, args, n), OK);
	act_end(&act);
}

static int64_t count(const struct stmt *s)
{
	struct act act = {.db = w.app.db, .a = w.a};
	const struct rows *r;
	assert_int_equal(act_exec(&act, s, DB_NO_ARGS, &r), OK);
	act_end(&act);
	return rows_int(r, 0, 0);
}

static const struct stmt count_drafts = {"SELECT count(*) FROM draft WHERE account = 11", "", "i"};
static const struct stmt count_keys = {"SELECT count(*) FROM form_key", "", "i"};
static const struct stmt wipe_drafts = {"DELETE FROM draft", "", ""};

static struct str put_session(int64_t id, enum session_level level, int64_t seen)
{
	static const struct stmt s = {
		"INSERT INTO session (id, pid, token_hash, account, level, role, began, seen, ends, agent) "
		"VALUES ($1, $2, $3, $4, $5, '', $6, $6, $7, '')",
		"itbiiii", ""};
	struct str token = token_new(w.a);
	put(&s, DB_ARGS(val_int(id), val_text(pid_new(w.a)), val_blob(token_hash(w.a, token)), val_int(ACCOUNT),
			val_int(level), val_int(seen), val_int(INSTANT_OPEN)));
	return token;
}

static void fill(void)
{
	static const struct stmt account = {"INSERT INTO account (id, pid, region, rev, email, email_key, name, "
					    "name_key, lang, theme, shortcuts, password, "
					    "second_factor, second_step, made, closed) VALUES (11, $1, 1, 1, 'e', 'e', "
					    "'n', 'n', 'en', 'auto', 0, '', $2, 0, 0, $3)",
					    "tbi", ""};
	int64_t now = clock_now(&w.app.clock);
	put(&account, DB_ARGS(val_text(pid_new(w.a)), val_blob(S("sealed")), val_int(INSTANT_OPEN)));
	w.full = put_session(21, LEVEL_FULL, now);
	w.half = put_session(22, LEVEL_SECOND_STEP, now);
	w.old = put_session(23, LEVEL_FULL, now - 31 * MINUTE);
}

static int open_world(void **state)
{
	(void)state;
	const struct db_options o = {.connections = 2, .write_schema = true};
	struct str why = {0};
	int applied;
	fixture_make(&w.fixture, false);
	w.a = arena_new(64 << 20);
	w.act = arena_new(64 << 20);
	w.app = (struct app){
		.mode = MODE_DEMO, .region = 1, .modules = modules, .n_modules = 1, .assets = assets, .n_assets = 2,
		.sessions = {30 * MINUTE, 600 * MINUTE},
	};
	if (db_open(w.fixture.url, &o, w.a, &w.app.db, &why) != OK || schema_migrate(w.app.db, w.a, &applied, &why) != OK ||
	    test_model(w.a, NULL, 0, &w.app.model, &why) != OK || routes_make(&w.app, w.a, &why) != OK) {
		print_error("cannot start: " STR_FMT "\n", STR_ARG(why));
		return -1;
	}
	fill();
	log_from((enum log_level)(LOG_BUG + 1)); /* the bugs here are meant */
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	db_close(w.app.db);
	fixture_drop(&w.fixture);
	arena_free(w.act);
	arena_free(w.a);
	return 0;
}

static int each(void **state)
{
	(void)state;
	w.app.mode = MODE_DEMO;
	w.app.error_page = error_page;
	w.app.conflict_page = conflict_page;
	w.app.session_touch = touch;
	w.app.needs_setup = needs_setup;
	w.app.step_path = step_path;
	w.app.public_url = (struct str){0};
	w.empty_house = w.page_breaks = false;
	w.runs = w.touches = 0;
	memset(w.answers, 0, sizeof w.answers);
	put(&wipe_drafts, DB_NO_ARGS);
	return 0;
}

#endif

/* The dispatcher on a real database: who comes in, who does not, and what is left of what they typed. */
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

static enum err say(struct req *req, const char *what)
{
	buf_c(&req->res.body, what);
	return OK;
}

static enum err front(struct req *req)
{
	w.runs++;
	return say(req, "front");
}

static enum err sign_in(struct req *req)
{
	return say(req, req_csrf(req).p);
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
	return say(req, "other");
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
	return say(req, "conflict");
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
	    model_new(w.a, NULL, 0, &w.app.model, &why) != OK || routes_make(&w.app, w.a, &why) != OK) {
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

/* ---- finding ---- */

static void finds_routes(void **state)
{
	(void)state;
	assert_int_equal(GETS("/"), 200);
	ASSERT_STR(shown(), "front");
	ASSERT_STR(answered("Content-Type"), "text/html; charset=utf-8");
	ASSERT_STR(answered("Cache-Control"), "no-store");
	assert_int_equal(w.req.statements, 0);
	assert_int_equal(ASK(METHOD_HEAD, "/"), 200);
	assert_int_equal(GETS("/wie/" PID, "q=a%20b&p=c&taal=xx&q=d"), 200);
	ASSERT_STR(shown(), PID "a b");
	assert_int_equal(w.req.query.n, 2); /* p does not exist */
}

static void refuses_addresses(void **state)
{
	(void)state;
	static const char *const nothing[] = {"/niets",	  "/wie/x", "/wie/0123456789abC", "/pagina/x",	 "/s/",
					      "/s/c.css", "/s",	    "/leeft/x",		  "/favicon.ico"};
	static const char *const broken[] = {"", "x", "//", "/../a", "/%2e%2e", "/a%00", "/%ff", "/a\\b", "/%2f"};
	static const char *const queries[] = {"q=%", "q=%00", "q=%ff", "=a", "taal=%zz"};
	for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
		assert_int_equal(GETS(nothing[i]), 404);
	ASSERT_STR(shown(), "error 404");
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		assert_int_equal(GETS(broken[i]), 400);
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		assert_int_equal(GETS("/", queries[i]), 400);
	assert_int_equal(w.runs, 0);
}

static void refuses_methods(void **state)
{
	(void)state;
	assert_int_equal(POST("/", .session = w.full), 405);
	ASSERT_STR(answered("Allow"), "GET, HEAD");
	assert_int_equal(GETS("/zet", .session = w.full), 405);
	ASSERT_STR(answered("Allow"), "POST");
	assert_int_equal(ASK(METHOD_OTHER, "/in"), 405);
	ASSERT_STR(answered("Allow"), "GET, HEAD, POST");
	assert_int_equal(ASK(METHOD_OTHER, "/niets"), 405);
	assert_int_equal(POST("/leeft"), 405);
	assert_int_equal(POST("/s/a.js"), 405);
	assert_int_equal(w.runs, 0);
}

static void serves_files_and_signs_of_life(void **state)
{
	(void)state;
	assert_int_equal(GETS("/s/a.js", .session = w.full), 200);
	ASSERT_STR(shown(), "js");
	ASSERT_STR(answered("Content-Type"), "text/javascript; charset=utf-8");
	ASSERT_STR(answered("Cache-Control"), "public, max-age=31536000, immutable");
	assert_int_equal(GETS("/s/b.css"), 200);
	assert_int_equal(GETS("/leeft", .session = w.full), 200);
	ASSERT_STR(shown(), "ok\n");
	ASSERT_STR(answered("Cache-Control"), "no-store");
	assert_int_equal(w.req.batches, 0);
	assert_int_equal(w.touches, 0);
}

/* ---- the door ---- */

static void strangers_go_to_sign_in(void **state)
{
	(void)state;
	assert_int_equal(GETS("/pagina"), 303);
	ASSERT_STR(w.req.res.location, "/in?naar=/pagina");
	assert_int_equal(ASK(METHOD_HEAD, "/pagina"), 303);
	assert_int_equal(GETS("/beheer", "q=a&b=%C3%A9"), 303);
	ASSERT_STR(w.req.res.location, "/in?naar=/beheer%3Fq%3Da%26b%3D%25C3%25A9");
	static const char *const tokens[] = {"x", "0123456789012345678901234567890123456789012", "\"\"", "..;;"};
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		assert_int_equal(GETS("/pagina", .session = str_from(tokens[i])), 303);
	assert_int_equal(GETS("/pagina", .session = w.old), 303);
	assert_int_equal(POST("/pagina", .body = "naam=Janna", .session = w.old), 303);
	ASSERT_STR(w.req.res.location, "/in?naar=/pagina");
	assert_int_equal(POST("/pagina/bewaar", .body = "naam=Janna", .csrf = S("x")), 303);
	ASSERT_STR(w.req.res.location, "/in?naar=/pagina");
	char far[600] = "q=";
	memset(far + 2, 'x', sizeof far - 3);
	assert_int_equal(GETS("/pagina", far), 303);
	ASSERT_STR(w.req.res.location, "/in?naar=/pagina");
	assert_int_equal(w.runs + w.touches, 0);
}

static void levels_and_capabilities(void **state)
{
	(void)state;
	assert_int_equal(GETS("/pagina", .session = w.full), 200);
	assert_int_equal(w.touches, 1);
	assert_int_equal(GETS("/pagina", .session = w.half), 303);
	ASSERT_STR(w.req.res.location, "/stap/code");
	assert_int_equal(POST("/pagina", .session = w.half), 303);
	assert_int_equal(GETS("/beheer", .session = w.half), 303);
	assert_int_equal(GETS("/stap", .session = w.half), 200);
	assert_int_equal(GETS("/stap"), 303);
	assert_int_equal(GETS("/beheer", .session = w.full), 403);
	assert_int_equal(POST("/beheer", .session = w.full), 403);
	assert_int_equal(GETS("/in", .session = w.full), 303);
	ASSERT_STR(w.req.res.location, "/");
	assert_int_equal(GETS("/in", .session = w.half), 200);
	w.app.step_path = NULL;
	assert_int_equal(GETS("/pagina", .session = w.half), 403);
}

static void an_empty_house_is_set_up_first(void **state)
{
	(void)state;
	w.empty_house = true;
	assert_int_equal(GETS("/"), 303);
	ASSERT_STR(w.req.res.location, "/opzetten");
	assert_int_equal(GETS("/niets"), 303);
	assert_int_equal(POST("/in"), 303);
	assert_int_equal(w.runs, 0);
	assert_int_equal(GETS("/opzetten"), 200);
	assert_int_equal(GETS("/leeft"), 200);
	assert_int_equal(GETS("/s/a.js"), 200);
}

static void forged_posts_are_refused(void **state)
{
	(void)state;
	assert_int_equal(POST("/zet", .session = w.full), 303);
	assert_int_equal(w.runs, 1);
	static const char *const sites[] = {"cross-site", "same-site", "x"};
	for (size_t i = 0; i < sizeof sites / sizeof *sites; i++)
		assert_int_equal(POST("/zet", .session = w.full, .site = sites[i]), 403);
	static const char *const origins[] = {
		"http://evil.test",
		"http://thuis.test",
		"http://thuis.test:8081",
		"thuis.test:8080",
		"ftp://thuis.test:8080",
		"null",
		"http://thuis.test:8080.evil.test",
		"http://thuis.test:8080/",
		"https://",
	};
	for (size_t i = 0; i < sizeof origins / sizeof *origins; i++)
		assert_int_equal(POST("/zet", .session = w.full, .origin = origins[i]), 403);
	assert_int_equal(POST("/zet", .session = w.full, .origin = "http://evil.test", .site = "same-origin"), 403);
	assert_int_equal(POST("/zet", .session = w.full, .no_token = true), 403);
	assert_int_equal(POST("/zet", .session = w.full, .csrf = w.half), 403);
	assert_int_equal(POST("/zet", .session = w.full, .visitor = w.half, .csrf = w.half), 403);
	assert_int_equal(POST("/zet", .session = w.full, .no_token = true, .body = "_csrf="), 403);
	assert_int_equal(POST("/zet", .session = w.full, .no_token = true, .body = "_csrf=abc"), 403);
	assert_int_equal(w.runs, 1);
	assert_int_equal(POST("/zet", .session = w.full, .origin = "http://thuis.test:8080", .site = "same-origin"), 303);
	assert_int_equal(POST("/zet", .session = w.full, .origin = "https://thuis.test:8080"), 303);
	assert_int_equal(POST("/zet", .session = w.full, .origin = "null", .site = "same-origin"), 303);
	w.app.public_url = S("https://thuis.example");
	assert_int_equal(POST("/zet", .session = w.full, .origin = "http://thuis.test:8080"), 403);
	assert_int_equal(POST("/zet", .session = w.full, .origin = "https://thuis.example"), 303);
}

static void visitors_have_a_secret_of_their_own(void **state)
{
	(void)state;
	assert_int_equal(GETS("/in"), 200);
	assert_int_equal(w.req.res.n_cookies, 1);
	struct str rest, value, cookie = str_copy(w.a, w.req.res.cookies[0]), token = str_copy(w.a, shown());
	str_cut(str_cut(cookie, ';', &rest), '=', &value);
	value.n = str_find(value, ';');
	assert_true(str_eq(token, csrf_token(w.a, value)));
	assert_int_equal(POST("/in", .visitor = value, .csrf = value), 303);
	assert_int_equal(GETS("/in", .visitor = value), 200);
	assert_int_equal(w.req.res.n_cookies, 0);
	assert_true(str_eq(token, shown()));
	assert_int_equal(w.runs, 1);
	assert_int_equal(POST("/in", .csrf = value), 403);
	assert_int_equal(POST("/in", .visitor = w.half, .csrf = value), 403);
	assert_int_equal(POST("/in", .visitor = S("short"), .csrf = S("short")), 403);
	assert_int_equal(POST("/in", .no_token = true), 403);
	assert_int_equal(w.runs, 1);
}

static void bodies_are_refused(void **state)
{
	(void)state;
	static const char *const types[] = {"", "text/plain", "application/json", "multipart/form-data; boundary=B",
					    "application/x-www-form-urlencodedx"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		assert_int_equal(POST("/zet", .session = w.full, .type = types[i]), 400);
	static const char *const bodies[] = {"a=%", "a=%00", "a=\xff", "=1"};
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
		assert_int_equal(POST("/zet", .session = w.full, .body = bodies[i]), 400);
	char *large = arena_alloc(w.a, 64 * 1024 + 2);
	memset(large, 'a', 64 * 1024 + 1);
	assert_int_equal(POST("/zet", .session = w.full, .body = large), 413);
	large = arena_alloc(w.a, 2 * 600 + 2);
	for (size_t i = 0; i < 600; i++)
		memcpy(large + 2 * i, "a&", 2);
	assert_int_equal(POST("/zet", .session = w.full, .body = large), 413);
	assert_int_equal(
		POST("/bestand", .session = w.full, .type = "multipart/form-data; boundary=B", .body = "--B--"), 400);
	assert_int_equal(w.runs, 0);
	assert_int_equal(POST("/zet", .session = w.full, .type = "application/x-www-form-urlencoded;charset=UTF-8"), 303);
	struct str up = str_printf(w.a, "--B\r\nContent-Disposition: form-data; name=_csrf\r\n\r\n" STR_FMT
	                           "\r\n--B\r\nContent-Disposition: form-data; name=f; filename=x\r\n\r\nq\r\n--B--\r\n",
	                           STR_ARG(csrf_token(w.a, w.full)));
	assert_int_equal(POST("/bestand", .session = w.full, .type = "multipart/form-data; boundary=B", .body = up.p,
			      .no_token = true),
			 303);
	assert_int_equal(w.req.uploads.n, 1);
}

static void public_posts_are_counted(void **state)
{
	(void)state;
	w.app.rate = rate_new(2);
	assert_int_equal(POST("/in", .address = "a"), 403);
	assert_int_equal(POST("/in", .address = "a"), 403);
	assert_int_equal(POST("/in", .address = "a"), 429);
	assert_true(answered("Retry-After").n > 0);
	ASSERT_STR(shown(), "error 429");
	assert_int_equal(POST("/in", .address = "b"), 403);
	assert_int_equal(GETS("/in", .address = "a"), 200);
	assert_int_equal(POST("/zet", .address = "a", .session = w.full), 303);
	w.app.mode = MODE_TEST;
	assert_int_equal(POST("/in", .address = "a"), 403);
	assert_int_equal(POST("/in", .address = "a", .forwarded = "a"), 429);
	rate_free(w.app.rate);
	w.app.rate = NULL;
}

/* ---- answers ---- */

static void errors_become_pages(void **state)
{
	(void)state;
	static const struct { enum err e; int status;
	} said[] = {
		{ERR_NOT_FOUND, 404}, {ERR_CONFLICT, 409}, {ERR_INVALID, 400}, {ERR_TOO_BIG, 413},
		{ERR_DENIED, 403},    {ERR_DOWN, 503},	   {ERR_FULL, 503},    {ERR_IO, 500},
	};
	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		w.runs = 0;
		w.answers[0] = said[i].e;
		assert_int_equal(POST("/zet", .session = w.full), said[i].status);
		assert_int_equal(w.req.res.n_cookies, 0);
		assert_int_equal(answered("Retry-After").n > 0, said[i].status == 503);
	}
}

static void wrong_forms_come_back(void **state)
{
	(void)state;
	w.answers[0] = ERR_INVALID;
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Janna+%3Cb%3E"), 422);
	ASSERT_STR(shown(), "page name=Janna <b> errors=1 draft=0");
	w.runs = 0;
	w.answers[0] = ERR_CONFLICT;
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Janna"), 409);
	ASSERT_STR(shown(), "conflict");
	w.runs = 0;
	w.app.conflict_page = NULL;
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Janna"), 409);
	ASSERT_STR(shown(), "error 409");
}

static void busy_is_tried_again(void **state)
{
	(void)state;
	w.answers[0] = w.answers[1] = ERR_BUSY;
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Janna"), 303);
	assert_int_equal(w.runs, 3);
	assert_int_equal(w.req.res.n_cookies, 1);
	w.runs = 0;
	w.answers[2] = ERR_BUSY;
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Janna"), 503);
	assert_int_equal(w.runs, 3);
	ASSERT_STR(answered("Retry-After"), "5");
}

static void broken_handlers_end_the_request_only(void **state)
{
	(void)state;
	assert_int_equal(GETS("/stuk", .session = w.full), 500);
	ASSERT_STR(shown(), "error 500");
	assert_int_equal(w.req.account, ACCOUNT);
	assert_int_equal(GETS("/stil"), 500);
	assert_int_equal(GETS("/vol", .session = w.full), 500);
	w.page_breaks = true;
	assert_int_equal(GETS("/stuk"), 500);
	ASSERT_STR(shown(), "500 (7)\n");
	ASSERT_STR(answered("Content-Type"), "text/plain; charset=utf-8");
	assert_int_equal(GETS("/vol"), 500);
	assert_int_equal(GETS("/niets"), 404);
	w.app.error_page = NULL;
	assert_int_equal(GETS("/niets"), 404);
	ASSERT_STR(shown(), "404 (7)\n");
	assert_int_equal(GETS("/"), 200);
}

static void refusals_have_all_headers(void **state)
{
	(void)state;
	static const int statuses[] = {400, 413, 431, 503};
	for (size_t i = 0; i < 4; i++) {
		arena_reset(w.act);
		w.req = (struct req){.act.a = w.act, .app = &w.app, .number = 8, .method = METHOD_GET};
		dispatch_refuse(&w.req, statuses[i]);
		check_always();
		assert_int_equal(w.req.res.status, statuses[i]);
	}
}

static void modes_differ_in_headers(void **state)
{
	(void)state;
	w.app.mode = MODE_PRODUCTION;
	assert_int_equal(GETS("/in"), 200);
	assert_true(str_starts(w.req.res.cookies[0], S("__Host-bezoek=")));
	assert_non_null(memmem(w.req.res.cookies[0].p, w.req.res.cookies[0].n, "; Secure", 8));
	assert_int_equal(GETS("/pagina", .session = w.full), 200);
	w.app.mode = MODE_TEST;
	assert_int_equal(GETS("/in"), 200);
	assert_true(str_starts(w.req.res.cookies[0], S("bezoek=")));
	assert_null(memmem(w.req.res.cookies[0].p, w.req.res.cookies[0].n, "Secure", 6));
	assert_int_equal(GETS("/pagina", .session = w.full), 200);
	assert_true(w.req.statements > 0 && w.req.batches > 0 && w.req.batches <= 3);
}

/* ---- language ---- */

static enum lang lang_of(struct ask k)
{
	assert_int_equal(ask_it(k), 200);
	return w.req.act.speak.lang;
}

static void languages(void **state)
{
	(void)state;
	assert_int_equal(lang_of((struct ask){METHOD_GET, "/"}), LANG_NL);
	assert_int_equal(lang_of((struct ask){METHOD_GET, "/", .accept = "en"}), LANG_EN);
	assert_int_equal(lang_of((struct ask){METHOD_GET, "/", .accept = "en", .taal = "nl"}), LANG_NL);
	assert_int_equal(lang_of((struct ask){METHOD_GET, "/", .accept = "en", .taal = "xx"}), LANG_EN);
	assert_int_equal(lang_of((struct ask){METHOD_GET, "/", "taal=en"}), LANG_EN);
	ASSERT_STR(w.req.res.cookies[0], "taal=en; Path=/; HttpOnly; SameSite=Lax; Max-Age=31536000");
	assert_int_equal(lang_of((struct ask){METHOD_GET, "/", "taal=%22"}), LANG_NL);
	assert_int_equal(w.req.res.n_cookies, 0);
	assert_int_equal(lang_of((struct ask){METHOD_GET, "/", "taal=nl", .session = w.full}), LANG_EN);
	assert_int_equal(w.req.res.n_cookies, 0);
}

/* ---- nothing typed is lost ---- */

static void scripts_keep_drafts(void **state)
{
	(void)state;
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Ja&geheim=xyzzy", .concept = true), 204);
	assert_true(answered("X-Concept-At").n > 0);
	assert_int_equal(w.runs, 0);
	assert_int_equal(count(&count_drafts), 1);
	static const struct stmt leaked = {"SELECT count(*) FROM draft WHERE hex(body) LIKE '%78797A7A79%'", "", "i"};
	assert_int_equal(count(&leaked), 0);
	assert_int_equal(GETS("/pagina", .session = w.full), 200);
	ASSERT_STR(shown(), "page name=Ja errors=0 draft=1");
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=J&geheim=k&_later=1"), 303);
	ASSERT_STR(w.req.res.location, "/pagina?klaar=concept");
	assert_int_equal(GETS("/pagina", "klaar=concept", .session = w.full), 200);
	assert_non_null(w.req.notice.done);
	assert_int_equal(w.runs, 2); /* the two pages */
}

static void drafts_are_refused(void **state)
{
	(void)state;
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Ja", .concept = true, .no_token = true), 403);
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Ja", .concept = true, .site = "cross-site"), 403);
	assert_int_equal(POST("/zet", .session = w.full, .concept = true), 400);
	assert_int_equal(POST("/anders", .session = w.full, .body = "naam=Ja", .concept = true), 400);
	assert_int_equal(POST("/pagina", .csrf = w.full, .body = "naam=Ja", .concept = true), 403);
	assert_int_equal(w.runs, 0);
	assert_int_equal(count(&count_drafts), 0);
	/* A form without drafts has no "later": the button does what the form does. */
	assert_int_equal(POST("/anders", .session = w.full, .body = "naam=Ja&_later=1"), 303);
	assert_int_equal(w.runs, 1);
}

static void what_an_old_session_typed_is_kept(void **state)
{
	(void)state;
	assert_int_equal(POST("/pagina/bewaar", .session = w.old, .body = "naam=Janna", .no_token = true), 303);
	assert_int_equal(POST("/pagina/bewaar", .session = w.old, .body = "naam=Janna", .site = "cross-site"), 303);
	assert_int_equal(POST("/pagina/bewaar", .session = w.old, .body = "naam=Janna", .csrf = w.half), 303);
	assert_int_equal(count(&count_drafts), 0);
	assert_int_equal(POST("/pagina/bewaar", .session = w.old, .body = "naam=Janna"), 303);
	ASSERT_STR(w.req.res.location, "/in?naar=/pagina");
	assert_int_equal(count(&count_drafts), 1);
	assert_int_equal(GETS("/pagina", .session = w.full), 200);
	ASSERT_STR(shown(), "page name=Janna errors=0 draft=1");
	put(&wipe_drafts, DB_NO_ARGS);
	assert_int_equal(POST("/pagina", .session = w.old, .body = "naam=Janna", .concept = true), 204);
	assert_int_equal(count(&count_drafts), 1);
}

static void a_second_post_gets_the_first_answer(void **state)
{
	(void)state;
	static const char body[] = "naam=Janna&_key=ABCDEFGHJKMNPQRSTVWXYZ0123";
	assert_int_equal(POST("/pagina", .session = w.full, .body = "naam=Jan", .concept = true), 204);
	assert_int_equal(POST("/pagina/bewaar", .session = w.full, .body = body), 303);
	struct str first = str_copy(w.a, w.req.res.location);
	assert_true(str_starts(first, S("/pagina?klaar=")));
	assert_int_equal(count(&count_keys), 1);
	assert_int_equal(count(&count_drafts), 0); /* went with the commit */
	assert_int_equal(POST("/pagina/bewaar", .session = w.full, .body = body), 303);
	assert_true(str_eq(first, w.req.res.location));
	assert_int_equal(w.runs, 1);
	/* A draft that arrives after its form was sent does not come back to life. */
	assert_int_equal(POST("/pagina/bewaar", .session = w.full, .body = body, .concept = true), 204);
	assert_int_equal(count(&count_drafts), 0);
	assert_int_equal(
		POST("/pagina/bewaar", .session = w.full, .body = "naam=Janna&_key=ZBCDEFGHJKMNPQRSTVWXYZ0123"), 303);
	assert_int_equal(w.runs, 2);
	assert_int_equal(GETS("/pagina", "klaar=nonsense", .session = w.full), 200);
	assert_null(w.req.notice.done);
}

/* ---- small promises of req.h ---- */

static void redirects_stay_inside(void **state)
{
	(void)state;
	assert_int_equal(GETS("/"), 200);
	static const char *const bad[] = {
		"", "x", "//evil.test", "http://evil.test", "/a b", "/a\r\nSet-Cookie: x", "/\\evil.test", "/\xc3\xa9"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		ASSERT_BUG(req_redirect(&w.req, "%s", bad[i]));
	ASSERT_STR(req_safe_path(&w.req, S("/pagina?q=1")), "/pagina?q=1");
	static const char *const unsafe[] = {
		"",
		"pagina",
		"//evil.test/pagina",
		"http://evil.test/pagina",
		"/niets",
		"/zet",
		"/\\evil.test",
		"/pagina\r\n",
		"/../pagina",
		"/%2e%2e/x",
		"/pagina#x",
		"/ pagina",
		"javascript:alert(1)",
		"/s/a.js",
	};
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
		ASSERT_STR(req_safe_path(&w.req, str_from(unsafe[i])), "/");
	ASSERT_BUG(req_param(&w.req, 0));
}

static void menus_show_what_opens(void **state)
{
	(void)state;
	assert_int_equal(GETS("/pagina", .session = w.full), 200);
	const struct viewer *v = w.req.viewer;
	assert_true(app_can_open(&w.app, v, "/pagina"));
	assert_true(app_can_open(&w.app, v, "/pagina?q=1"));
	assert_false(app_can_open(&w.app, v, "/beheer"));
	assert_false(app_can_open(&w.app, v, "/in"));
	assert_false(app_can_open(&w.app, v, "/zet"));
	assert_false(app_can_open(&w.app, v, "/niets"));
	assert_false(app_can_open(&w.app, NULL, "/pagina"));
	assert_true(app_can_open(&w.app, NULL, "/in"));
}

static void body_limits(void **state)
{
	(void)state;
	static const struct { enum method m; const char *path; size_t most;
	} rows[] = {
		{METHOD_POST, "/zet", 64 * 1024}, {METHOD_POST, "/bestand", 25 * 1024 * 1024},
		{METHOD_GET, "/zet", 0},
		{METHOD_POST, "/", 64 * 1024},
		{METHOD_POST, "/niets", 64 * 1024}, {METHOD_POST, "/../zet", 64 * 1024},
		{METHOD_OTHER, "/zet", 0},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct req req = {.act.a = w.a, .app = &w.app, .method = rows[i].m};
		assert_int_equal(dispatch_body_limit(&req, str_from(rows[i].path)), rows[i].most);
	}
}

#define TEST(f) cmocka_unit_test_setup(f, each)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(finds_routes),
		TEST(refuses_addresses),
		TEST(refuses_methods),
		TEST(serves_files_and_signs_of_life),
		TEST(strangers_go_to_sign_in),
		TEST(levels_and_capabilities),
		TEST(an_empty_house_is_set_up_first),
		TEST(forged_posts_are_refused),
		TEST(visitors_have_a_secret_of_their_own),
		TEST(bodies_are_refused),
		TEST(public_posts_are_counted),
		TEST(errors_become_pages),
		TEST(wrong_forms_come_back),
		TEST(busy_is_tried_again),
		TEST(broken_handlers_end_the_request_only),
		TEST(refusals_have_all_headers),
		TEST(modes_differ_in_headers),
		TEST(languages),
		TEST(scripts_keep_drafts),
		TEST(drafts_are_refused),
		TEST(what_an_old_session_typed_is_kept),
		TEST(a_second_post_gets_the_first_answer),
		TEST(redirects_stay_inside),
		TEST(menus_show_what_opens),
		TEST(body_limits),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

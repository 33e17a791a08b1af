/* The dispatcher on a real database: who comes in, who does not, and what is left of what they typed. */
#include "dispatch_world.h"

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

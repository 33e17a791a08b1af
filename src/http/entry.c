#include "entry.h"

#include "answer.h"
#include "form_urlencoded.h"
#include "json_in.h"
#include "listing.h"
#include "multipart.h"
#include "rand.h"
#include "token.h"

enum { SECRET_MIN = 32 };
static const int64_t YEAR_S = 365 * (int64_t)86400;

static const size_t body_limits[] = {
	[BODY_NONE] = 0,
	[BODY_FORM] = 64 * 1024,
	[BODY_TEXT] = 1024 * 1024,
	[BODY_FILE] = 25 * 1024 * 1024,
	[BODY_JSON] = 64 * 1024,
};

size_t body_limit(enum body_class c)
{
	return body_limits[c];
}

void entry_visitor_language(struct req *req)
{
	enum lang lang;
	if (!lang_parse(req_cookie(req, COOKIE_LANG), &lang))
		lang = accept_language(req_header(req, "accept-language"));
	req->act.speak = (struct speak){.lang = lang, .audience = AUD_PROF};
}

static void viewer_found(struct req *req)
{
	struct act *act = &req->act;
	/* A guest has no page for it: as a visitor. */
	enum lang lang = req->viewer->level == LEVEL_GUEST ? act->speak.lang : req->viewer->lang;
	/* A program says per question in which language it wants to be answered. */
	if (req->api && req_header(req, "accept-language").n > 0)
		lang = accept_language(req_header(req, "accept-language"));
	req->account = req->viewer->account;
	act->viewer = req->viewer;
	act->region = (int)req->viewer->region;
	act->speak = (struct speak){.lang = lang, .audience = role_def(req->viewer->role)->audience};
}

/* "Bearer TOKEN" (RFC 6750). Without one nobody is signed in; a wrong one is remembered, so that it is never taken for
 * none. */
static enum err bearer(struct req *req)
{
	struct str token, scheme = str_cut(req_header(req, "authorization"), ' ', &token);
	if (scheme.n == 0)
		return OK;
	enum err e = ERR_NOT_FOUND;
	token = str_trim(token);
	if (str_eq_ascii_case(scheme, S("Bearer")) && token.n >= SECRET_MIN && req->app->token_viewer != NULL)
		e = req->app->token_viewer(req, token);
	if (e == OK)
		viewer_found(req);
	else
		req->viewer = NULL;
	req->token_wrong = e == ERR_NOT_FOUND;
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err entry_viewer(struct req *req)
{
	struct act *act = &req->act;
	if (req->api)
		return req->route == NULL ? OK : bearer(req);
	struct str visitor = req_cookie(req, COOKIE_VISITOR), token = req_cookie(req, COOKIE_SESSION);
	req->cookie_secret = visitor.n >= SECRET_MIN ? visitor : (struct str){0};
	if (token.n < SECRET_MIN)
		return OK;
	struct conn *conn;
	enum err e = act_conn(act, &conn);
	if (e == OK)
		e = viewer_load(conn, act->a, token, act->now, &req->app->sessions, &req->viewer, &req->expired);
	if (e != OK) {
		req->viewer = NULL;
		return e == ERR_NOT_FOUND ? OK : e;
	}
	req->cookie_secret = token;
	viewer_found(req);
	return OK;
}

static bool declared(const struct route *route, struct str name)
{
	for (size_t i = 0; route->query != NULL && route->query[i] != NULL; i++)
		if (str_is(name, route->query[i]))
			return true;
	return route->of != NULL && route->method == METHOD_GET && listing_takes(route->of, name);
}

static void choose_language(struct req *req, struct pairs query)
{
	enum lang lang;
	bool own = req->viewer != NULL && req->viewer->level != LEVEL_GUEST; /* it stands in the account */
	if ((own && !req->api) || !lang_parse(pairs_get(query, "taal"), &lang))
		return;
	req->act.speak.lang = lang;
	if (!req->api)
		req_set_cookie(req, COOKIE_LANG, str_from(lang_code(lang)), YEAR_S);
}

/* What the change before this page did. A notice that is not there any more is no fault of this page. */
static enum err read_notice(struct req *req, struct str pid)
{
	if (str_is(pid, "concept")) {
		req->notice.done = N_("Your text is kept. You can go on later.");
		return OK;
	}
	if (req->viewer == NULL || !pid_valid(pid))
		return OK;
	enum err e = change_notice(&req->act, pid, &req->notice);
	if (e != OK)
		req->notice = (struct change_notice){0};
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err entry_query(struct req *req, struct str raw)
{
	struct pairs all;
	enum err e = form_urlencoded(req->act.a, raw, &all);
	if (e != OK)
		return ERR_INVALID;
	choose_language(req, all);
	if (req->route == NULL)
		return OK;
	if (req->api) {
		req->query = all; /* which names exist depends on the record: src/api looks at each */
		return OK;
	}
	struct pair *v = ARENA_ARRAY(req->act.a, struct pair, all.n);
	size_t n = 0;
	for (size_t i = 0; i < all.n; i++)
		if (declared(req->route, all.v[i].name))
			v[n++] = all.v[i];
	req->query = (struct pairs){v, n};
	return req->method == METHOD_POST ? OK : read_notice(req, pairs_get(all, "klaar"));
}

static enum err parse_body(struct req *req, struct str content_type, struct str body)
{
	struct str type = str_trim((struct str){content_type.p, str_find(content_type, ';')}), boundary;
	if (str_eq_ascii_case(type, S("application/x-www-form-urlencoded")))
		return form_urlencoded(req->act.a, body, &req->posted);
	if (req->route->body == BODY_FILE && multipart_boundary(content_type, &boundary))
		return multipart_parse(req->act.a, body, boundary, &req->posted, &req->uploads);
	return ERR_INVALID;
}

/* The token fits the secret of the page's cookie. Who was signed out meanwhile still has the session's cookie, and
 * its page the token of that. */
static bool token_fits(struct req *req)
{
	struct str given = pairs_get(req->posted, FIELD_CSRF);
	if (csrf_valid(req->act.a, req->cookie_secret, given))
		return true;
	struct str old = req_cookie(req, COOKIE_SESSION);
	return req->viewer == NULL && old.n >= SECRET_MIN && csrf_valid(req->act.a, old, given);
}

int entry_post(struct req *req, struct str content_type, struct str body)
{
	if (!origin_allowed(req))
		return HTTP_403;
	if (body.n > body_limit(req->route->body))
		return HTTP_413;
	enum err e = parse_body(req, content_type, body);
	if (e != OK)
		return e == ERR_TOO_BIG ? HTTP_413 : HTTP_400;
	if (!token_fits(req))
		return HTTP_403;
	req->wants_draft = str_is(req_header(req, "x-concept"), "1") || pairs_has(req->posted, FIELD_LATER);
	return 0;
}

int entry_json(struct req *req, struct str content_type, struct str body)
{
	struct str parameters, type = str_trim(str_cut(content_type, ';', &parameters));
	parameters = str_trim(parameters);
	bool merges = req->method == METHOD_PATCH && str_eq_ascii_case(type, S("application/merge-patch+json"));
	bool utf8 = parameters.n == 0 || str_eq_ascii_case(parameters, S("charset=utf-8"));
	if ((!merges && !str_eq_ascii_case(type, S("application/json"))) || !utf8)
		return HTTP_415;
	if (body.n > body_limit(req->route->body))
		return HTTP_413;
	enum err e = json_read(req->act.a, body, &req->json);
	return e == OK && json_is_object(req->json) ? 0 : HTTP_400;
}

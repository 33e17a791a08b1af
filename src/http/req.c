#include "req.h"

#include "cookie.h"
#include "flow.h"
#include "gate.h"
#include "log.h"
#include "router.h"
#include "token.h"
#include "url.h"

enum { LOCATION_MAX = 2048 };

struct str req_param(const struct req *req, size_t i)
{
	if (i >= req->n_params)
		BUG("route %s has no parameter %zu", req->route == NULL ? "(none)" : req->route->name, i);
	return req->param[i];
}

struct str req_query(const struct req *req, const char *name)
{
	return pairs_get(req->query, name);
}

struct str req_header(const struct req *req, const char *lower_case_name)
{
	return pairs_get(req->headers, lower_case_name);
}

static bool secure(const struct app *app)
{
	return app->mode == MODE_PRODUCTION;
}

static struct str cookie_name(const struct req *req, const char *name)
{
	return secure(req->app) ? str_printf(req->act.a, "__Host-%s", name) : str_from(name);
}

struct str req_cookie(const struct req *req, const char *name)
{
	return cookie_get(req_header(req, "cookie"), cookie_name(req, name));
}

void req_set_cookie(struct req *req, const char *name, struct str value, int64_t max_age_s)
{
	enum { MOST = sizeof req->res.cookies / sizeof req->res.cookies[0] };
	struct str key = cookie_name(req, name);
	struct str cookie = cookie_make(req->act.a, key, value, max_age_s, secure(req->app));
	for (size_t i = 0; i < req->res.n_cookies; i++) {
		struct str old = req->res.cookies[i];
		if (str_eq((struct str){old.p, str_find(old, '=')}, key)) {
			req->res.cookies[i] = cookie;
			return;
		}
	}
	if (req->res.n_cookies == MOST)
		BUG("more than %d cookies", MOST);
	req->res.cookies[req->res.n_cookies++] = cookie;
}

void res_header(struct req *req, const char *name, struct str value)
{
	if (req->res.n_extra == RES_EXTRA_MAX)
		BUG("more than %d headers of a handler's own", RES_EXTRA_MAX);
	req->res.extra[req->res.n_extra++] = (struct pair){str_from(name), value};
}

static PRINTF_LIKE(2, 0) struct str own_location(struct req *req, const char *fmt, va_list ap)
{
	struct str s = str_vprintf(req->act.a, fmt, ap);
	bool own = s.n > 0 && s.n <= LOCATION_MAX && s.p[0] == '/' && !str_starts(s, S("//"));
	for (size_t i = 0; i < s.n; i++)
		own = own && s.p[i] > 0x20 && s.p[i] < 0x7f && s.p[i] != '\\';
	if (!own)
		BUG("a redirect to what is no path of ours");
	return s;
}

static void see_other(struct req *req, struct str location)
{
	req->res.status = 303;
	req->res.location = location;
}

enum err req_redirect(struct req *req, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	see_other(req, own_location(req, fmt, ap));
	va_end(ap);
	return OK;
}

static struct str with_notice(struct req *req, struct str path, struct str pid)
{
	struct str fragment, before = str_cut(path, '#', &fragment);
	return str_printf(req->act.a, STR_FMT "%cklaar=" STR_FMT "%s" STR_FMT, STR_ARG(before),
	                  str_find(before, '?') < before.n ? '&' : '?', STR_ARG(pid), fragment.p == NULL ? "" : "#",
	                  STR_ARG(fragment));
}

struct str req_subject(struct req *req)
{
	struct match m;
	if (req->app->router == NULL || req->route == NULL || !router_find(req->app->router, req->path, &m))
		return req->path;
	return router_page_path(req->app->router, req->act.a, req->route, &m, req->path);
}

static bool asks(const struct form_def *def, const struct field *field)
{
	for (size_t i = 0; field != NULL && i < def->n; i++)
		if (def->fields[i] == field)
			return true;
	return false;
}

/* Each where it can be put right: at its field, or above the form. */
static void say_reasons(struct req *req, const struct reasons *why)
{
	for (size_t i = 0; i < why->n; i++)
		form_wrong(req->form, asks(req->form->def, why->v[i].field) ? why->v[i].field : NULL,
		           str_from(tr(req->act.speak, why->v[i].text)));
}

enum err req_commit(struct req *req, struct change *c, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct str to = with_notice(req, own_location(req, fmt, ap), change_pid(c));
	va_end(ap);
	if (req->form != NULL)
		change_answers(c, req->form, req_subject(req), to);
	enum err e = change_commit(c);
	if (e == ERR_INVALID && req->form != NULL)
		say_reasons(req, change_reasons(c));
	/* A step does not write over what another wrote: its page shows how it stands now. */
	if (e == ERR_CONFLICT && req->form != NULL && req->route->move == NULL) {
		enum err filled = change_conflict(c, req->form);
		return filled == OK || filled == ERR_NOT_FOUND ? ERR_CONFLICT : filled;
	}
	if (e == OK)
		see_other(req, to);
	return e;
}

struct drafted {
	struct form_asked asked;
	struct req *req;
};

static void put_draft(struct act *act, struct batch *b, void *ctx)
{
	struct drafted *d = ctx;
	d->asked.at = draft_put(act, b, d->asked.def, req_subject(d->req));
}

static struct form_asked *asked_for(const struct req *req, const struct form_def *def)
{
	struct form_asked *x = req->asked;
	while (x != NULL && x->def != def)
		x = x->next;
	return x;
}

void req_form_ask(struct req *req, const struct form_def *def)
{
	bool posted = req->form != NULL && req->form->def == def;
	if (!def->drafts || req->viewer == NULL || posted || asked_for(req, def) != NULL)
		return;
	struct drafted *d = ARENA_NEW(req->act.a, struct drafted);
	*d = (struct drafted){.asked = {.along = {.put = put_draft, .ctx = d}, .def = def, .next = req->asked}, .req = req};
	req->asked = &d->asked;
	act_along(&req->act, &d->asked.along);
}

static enum err draft_find(struct req *req, struct form *f)
{
	const struct batch *b;
	const struct form_asked *x = asked_for(req, f->def);
	if (x == NULL)
		return draft_load(&req->act, f, req_subject(req));
	enum err e = along_rows(&req->act, &x->along, &b);
	if (e != OK)
		return e;
	return draft_take(&req->act, batch_rows(b, x->at), req_subject(req), f) ? OK : ERR_NOT_FOUND;
}

struct form *req_form(struct req *req, const struct form_def *def)
{
	if (req->form != NULL && req->form->def == def)
		return req->form;
	struct form *f = form_new(req->act.a, def);
	if (def->drafts && req->viewer != NULL) {
		enum err e = draft_find(req, f);
		if (e != OK && e != ERR_NOT_FOUND)
			log_line(LOG_WARN, "draft", "number=%llu state=\"%s\"", (unsigned long long)req->number, err_name(e));
	}
	if (req->seen.row.rec != NULL)
		form_shut(f, req->seen.row.rec, req->seen.hidden);
	return f;
}

struct str req_csrf(struct req *req)
{
	if (req->cookie_secret.n == 0) {
		req->cookie_secret = token_new(req->act.a);
		req_set_cookie(req, COOKIE_VISITOR, req->cookie_secret, -1);
	}
	return csrf_token(req->act.a, req->cookie_secret);
}

bool app_can_open(const struct app *app, const struct viewer *v, const char *path)
{
	struct match m;
	struct str clean = str_from(path);
	clean.n = str_find(clean, '?');
	if (app->router == NULL || !router_find(app->router, clean, &m) || m.get == NULL)
		return false;
	if (m.get->anonymous_only && v != NULL && v->level == LEVEL_FULL)
		return false;
	return viewer_can(v, m.get->need) && gate_role(v, m.get);
}

struct str req_safe_path(struct req *req, struct str given)
{
	struct target target;
	struct str path;
	struct match m;
	if (given.n == 0 || given.p[0] != '/' || !url_target(given, &target) ||
	    !url_path(req->act.a, target.path, &path) || req->app->router == NULL ||
	    !router_find(req->app->router, path, &m) || m.get == NULL || str_starts(given, S("//")))
		return S("/");
	return given;
}

struct str req_came_from(struct req *req)
{
	struct str rest, back = req_header(req, "referer");
	back = str_cut(back, '?', &rest);
	str_cut(back, '/', &rest); /* "http:" */
	str_cut(rest, '/', &rest); /* "" */
	str_cut(rest, '/', &rest); /* the host */
	if (rest.p == NULL)
		return S("/start");
	struct str path = req_safe_path(req, str_printf(req->act.a, "/" STR_FMT, STR_ARG(rest)));
	return str_is(path, "/") ? S("/start") : path;
}

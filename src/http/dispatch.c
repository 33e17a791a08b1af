#include "web.h"

#include "answer.h"
#include "builtin.h"
#include "entry.h"
#include "fault.h"
#include "flow.h"
#include "gate.h"
#include "log.h"
#include "look.h"
#include "menu.h"
#include "rate.h"
#include "router.h"
#include "url.h"

enum { TRIES = 3, BACK_MAX = 512 };

struct input {
	struct str path, query, content_type, body;
};

static void let_go(struct req *req)
{
	req->act.ring = NULL;
	req->act.unsealed = OK;
	req->act.along = NULL;
	req->asked = NULL;
	req->steps = NULL;
	if (req->act.conn == NULL)
		return;
	struct conn_counts c = conn_counts(req->act.conn);
	req->statements += c.statements;
	req->batches += c.batches;
	act_end(&req->act);
}

/* Runs fn again when the database asked for that: the transaction was rolled back and nothing of it stands. */
static enum err with_retries(struct req *req, enum err (*fn)(struct req *))
{
	const struct response before = req->res;
	const struct str secret = req->cookie_secret;
	enum err e = ERR_BUSY;
	for (int i = 0; i < TRIES && e == ERR_BUSY; i++) {
		if (i > 0)
			let_go(req);
		req->res = before;
		req->cookie_secret = secret;
		e = fn(req);
	}
	return e;
}

/* Sent twice at once: the other post of this form was first, so this one gets its answer. */
static enum err answered_meanwhile(struct req *req)
{
	struct str location;
	enum err e = form_key_answer(&req->act, req->form->key, &location);
	if (e == OK)
		return req_redirect(req, STR_FMT, STR_ARG(location));
	return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
}

/* The handler behind what its row asks: the step's role, right and state, and a form that is filled in right. */
static enum err act_on(struct req *req)
{
	const struct route *r = req->route;
	enum err e = r->move == NULL ? OK : flow_may(&req->act, &req->seen, r->move);
	if (e == OK && req->form != NULL && req->form->errors > 0)
		e = ERR_INVALID;
	return e == OK ? r->fn(req) : e;
}

static enum err keep_draft(struct req *req)
{
	struct str answered;
	int64_t account = req->viewer != NULL ? req->viewer->account : req->expired;
	req->form = form_new(req->act.a, req->route->form);
	form_parse(req->form, req->act.a, req->act.speak, req->posted);
	/* Kept late, by a browser that had already sent the form: what is done is no draft any more. */
	enum err e = req->viewer == NULL ? ERR_NOT_FOUND : form_key_answer(&req->act, req->form->key, &answered);
	return e == ERR_NOT_FOUND ? draft_keep(&req->act, account, req->form, req_subject(req), req->seen.route)
	                          : e;
}

/* Someone brought the record into a state in which no form may change it: what was typed waits as a draft. */
static enum err keep_for_later(struct req *req)
{
	const struct route *r = req->route;
	bool keep = req->method == METHOD_POST && r->form != NULL && r->form->drafts;
	enum err e = keep ? keep_draft(req) : OK;
	return e == OK ? ERR_CONFLICT : e;
}

static enum err run_handler(struct req *req)
{
	const struct form_def *def = gate_form(req->route);
	req->act.along = NULL;
	req->menu.asked = req->menu.child_asked = false;
	if (req->method != METHOD_POST)
		menu_ask(req);
	if (req->takes != NULL)
		req_form_ask(req, req->takes);
	enum err e = gate_ask(req);
	if (e == OK)
		menu_ask_child(req);
	if (e == OK && gate_shut(req))
		e = keep_for_later(req);
	if (e != OK)
		return e;
	if (req->method == METHOD_POST && def != NULL) {
		req->form = form_new(req->act.a, def);
		form_parse(req->form, req->act.a, req->act.speak, req->posted);
		if (req->seen.row.rec != NULL)
			form_shut(req->form, req->seen.row.rec, req->seen.hidden);
	}
	e = act_on(req);
	return e == ERR_CONFLICT && req->form != NULL ? answered_meanwhile(req) : e;
}

static enum err run_page(struct req *req)
{
	return req->route->page(req);
}

/* Someone was first with a step: the page as it stands now, with what was typed along. */
static enum err run_page_anew(struct req *req)
{
	enum err e = gate_record(req);
	return e == OK ? req->route->page(req) : e;
}

static enum err run_conflict_page(struct req *req)
{
	return req->app->conflict_page(req);
}

/* The form's page, or its conflict page, under the status of what was wrong. */
static void show_form_again(struct req *req, enum err (*page)(struct req *), int status)
{
	fresh_response(req);
	enum err e = with_retries(req, page);
	if (e != OK)
		fail(req, e == ERR_INVALID || e == ERR_CONFLICT ? status : status_of(e));
	else if (req->res.status == 200)
		req->res.status = status;
}

static void show_step_again(struct req *req)
{
	/* The step may not be there any more, and with it the fields that something was wrong with. */
	for (size_t i = 0; i < req->form->def->n; i++)
		req->form->error[i] = (struct str){0};
	form_wrong(req->form, NULL,
	           str_from(tr(req->act.speak, N_("Someone was just before you. Look how it stands now."))));
	show_form_again(req, run_page_anew, HTTP_409);
}

/* What cannot be recorded is not shown, nor what lacks something that could not be opened: 503, and the page is thrown
 * away. */
static enum err record_looks(struct req *req)
{
	if (req->act.unsealed != OK)
		return ERR_DOWN;
	enum err e = looks_write(req->app->looks, &req->act);
	return e == OK ? OK : ERR_DOWN;
}

static void conclude(struct req *req, enum err e)
{
	const struct route *r = req->route;
	bool form = req->method == METHOD_POST && req->form != NULL && r->page != NULL;
	if (e == ERR_INVALID && form)
		show_form_again(req, run_page, HTTP_422);
	else if (e == ERR_CONFLICT && form && r->move != NULL)
		show_step_again(req);
	else if (e == ERR_CONFLICT && form && req->app->conflict_page != NULL)
		show_form_again(req, run_conflict_page, HTTP_409);
	else if (e != OK)
		fail(req, status_of(e));
	if (record_looks(req) != OK)
		fail(req, HTTP_503);
	if (req->res.body.failed)
		BUG("the answer of route %s is larger than %d bytes", r->name, ANSWER_BYTES_MAX);
	if (req->res.status == 200 && req->res.body.n == 0)
		BUG("route %s made no answer", r->name);
}

/* ---- drafts ---- */

static void say_kept(struct req *req)
{
	req->res.status = 204;
	req->res.draft_kept = tr_time(req->act.a, req->act.speak.lang, req->act.now);
}

/* True when this post was only there to be kept. */
static bool only_a_draft(struct req *req)
{
	bool script = str_is(req_header(req, "x-concept"), "1");
	bool drafts = req->route->form != NULL && req->route->form->drafts && req->viewer != NULL;
	if (!req->wants_draft || (!drafts && !script))
		return false;
	enum err e = drafts ? with_retries(req, keep_draft) : ERR_INVALID;
	if (e != OK)
		fail(req, status_of(e));
	else if (script)
		say_kept(req);
	else
		(void)req_redirect(req, STR_FMT "?klaar=concept", STR_ARG(url_encode(req->act.a, req_subject(req))));
	return true;
}

/* ---- the door ---- */

static void to_sign_in(struct req *req, struct str path, struct str raw_query)
{
	struct arena *a = req->act.a;
	struct str back = url_encode(a, path);
	if (raw_query.n > 0)
		back = str_printf(a, STR_FMT "?" STR_FMT, STR_ARG(back), STR_ARG(raw_query));
	if (back.n > BACK_MAX)
		back = url_encode(a, path);
	if (back.n > BACK_MAX)
		back = S("/");
	(void)req_redirect(req, "/in?naar=" STR_FMT, STR_ARG(url_encode(a, back)));
}

/* A session that ended while someone was typing: the text waits as a draft of that account until they are back. */
static void post_without_session(struct req *req, const struct input *in)
{
	const struct route *r = req->route;
	int wrong = entry_post(req, in->content_type, in->body);
	bool kept = false;
	if (wrong == 0 && req->expired != 0 && r->form != NULL && r->form->drafts)
		kept = with_retries(req, keep_draft) == OK;
	if (str_is(req_header(req, "x-concept"), "1")) {
		if (kept)
			say_kept(req);
		else
			fail(req, HTTP_403);
		return;
	}
	to_sign_in(req, req_subject(req), (struct str){0});
}

/* Of a route for machines. Writing asks for a token that may; what the role may follows as on every page. */
static bool machine_may_enter(struct req *req)
{
	bool reads = req->method == METHOD_GET || req->method == METHOD_HEAD;
	int refuse = 0;
	if (req->token_wrong)
		refuse = req->res.retry_after > 0 ? HTTP_429 : HTTP_401;
	else if (req->viewer == NULL && req->route->need != CAP_PUBLIC)
		refuse = HTTP_401;
	else if (!viewer_can(req->viewer, req->route->need) || (!reads && (req->viewer == NULL || req->viewer->reads_only)))
		refuse = HTTP_403;
	if (refuse != 0)
		fail(req, refuse);
	return refuse == 0;
}

/* True when the viewer may have this route; otherwise the answer is made. */
static bool may_enter(struct req *req, const struct input *in)
{
	const struct viewer *v = req->viewer;
	const struct route *r = req->route;
	if (req->api)
		return machine_may_enter(req);
	/* The doors of signing in are behind who is inside; going back in the browser leads there. */
	if ((r->anonymous_only || r->need == CAP_SECOND_STEP) && v != NULL && v->level == LEVEL_FULL) {
		(void)req_redirect(req, "/");
		return false;
	}
	if (viewer_can(v, r->need))
		return true;
	if (v == NULL && req->method == METHOD_POST)
		post_without_session(req, in);
	else if (v == NULL)
		to_sign_in(req, req->path, in->query);
	else if (v->level != LEVEL_FULL && req->app->step_path != NULL)
		(void)req_redirect(req, "%s", req->app->step_path(v));
	else
		fail(req, HTTP_403);
	return false;
}

static bool too_often(struct req *req)
{
	const struct route *r = req->route;
	if (req->method != METHOD_POST || r == NULL || r->need != CAP_PUBLIC)
		return false;
	if (req->app->rate == NULL || req->address.n == 0)
		return false;
	/* Test runs post more than people do, all from this machine; a case that wants to be counted names an address. */
	if (req->app->mode == MODE_TEST && req_header(req, "x-forwarded-for").n == 0)
		return false;
	req->res.retry_after = rate_take(req->app->rate, req->address, req->began);
	return req->res.retry_after > 0;
}

static bool sent_to_setup(struct req *req)
{
	const struct app *app = req->app;
	if (app->needs_setup == NULL || str_is(req->path, "/opzetten") || str_starts(req->path, S("/opzetten/")) ||
	    !app->needs_setup(app))
		return false;
	if (req->api)
		fail(req, HTTP_503);
	else
		(void)req_redirect(req, "/opzetten");
	return true;
}

/* False when the answer is made: there is no such route. */
static bool find_route(struct req *req, struct match *m)
{
	const struct router *router = req->app->router;
	if (router != NULL && router_find(router, req->path, m)) {
		req->route = match_route(m, req->method);
		memcpy(req->param, m->param, sizeof req->param);
		req->n_params = m->n_params;
	}
	if (req->route != NULL)
		req->act.door = req->route->name;
	if (req->route != NULL && req->route->method == METHOD_GET && !req->api && m->post != NULL)
		req->takes = m->post->form;
	return req->route != NULL;
}

static void no_route(struct req *req, const struct match *m)
{
	bool nothing = m->get == NULL && m->post == NULL && m->patch == NULL;
	if (nothing && req->method != METHOD_OTHER) {
		fail(req, HTTP_404);
		return;
	}
	struct buf allow;
	buf_init(&allow, req->act.a, 64);
	buf_c(&allow, m->get != NULL || nothing ? "GET, HEAD" : "");
	buf_printf(&allow, "%s%s", m->post != NULL && allow.n > 0 ? ", " : "", m->post != NULL ? "POST" : "");
	buf_printf(&allow, "%s%s", m->patch != NULL && allow.n > 0 ? ", " : "", m->patch != NULL ? "PATCH" : "");
	req->res.allow = buf_view(&allow);
	fail(req, 405);
}

static struct conn_counts counted(const struct req *req)
{
	return req->act.conn == NULL ? (struct conn_counts){0} : conn_counts(req->act.conn);
}

/* That someone is still there is written once a minute, whatever the page: it does not count as part of it, so what was
 * counted meanwhile goes off what let_go adds. */
static void touch_session(struct req *req)
{
	if (req->viewer == NULL || req->app->session_touch == NULL)
		return;
	const struct conn_counts before = counted(req);
	enum err e = req->app->session_touch(req);
	const struct conn_counts after = counted(req);
	req->statements -= after.statements - before.statements;
	req->batches -= after.batches - before.batches;
	if (e != OK)
		log_line(LOG_WARN, "touch", "number=%llu state=\"%s\"", (unsigned long long)req->number, err_name(e));
}

/* A POST up to where its handler may run; false when the answer is made. */
static bool ready_to_act(struct req *req, const struct input *in)
{
	int wrong = (req->api ? entry_json : entry_post)(req, in->content_type, in->body);
	if (wrong != 0) {
		fail(req, wrong);
		return false;
	}
	if (only_a_draft(req))
		return false;
	if (gate_form(req->route) == NULL)
		return true;
	struct form *f = form_new(req->act.a, gate_form(req->route));
	struct str location;
	form_parse(f, req->act.a, req->act.speak, req->posted);
	enum err e = form_key_answer(&req->act, f->key, &location);
	if (e == OK)
		(void)req_redirect(req, STR_FMT, STR_ARG(location));
	else if (e != ERR_NOT_FOUND)
		fail(req, status_of(e));
	return e == ERR_NOT_FOUND;
}

static void serve(struct req *req, const struct input *in)
{
	struct match m = {0};
	if (!url_path(req->act.a, in->path, &req->path)) {
		fail(req, HTTP_400);
		return;
	}
	req->api = dispatch_is_api(req->path);
	if (req->api && in->path.p[in->path.n - 1] == '/') { /* NLGov API Design Rules, core/no-trailing-slash */
		fail(req, HTTP_404);
		return;
	}
	if (builtin_answer(req))
		return;
	bool found = find_route(req, &m);
	if (too_often(req)) {
		fail(req, HTTP_429);
		return;
	}
	enum err e = entry_viewer(req);
	if (e == OK)
		e = entry_query(req, in->query);
	if (e != OK) {
		fail(req, status_of(e));
		return;
	}
	if (sent_to_setup(req))
		return;
	if (!found) {
		no_route(req, &m);
		return;
	}
	touch_session(req);
	bool acts = req->method == METHOD_POST || req->method == METHOD_PATCH;
	if (!may_enter(req, in) || (acts && !ready_to_act(req, in)))
		return;
	conclude(req, with_retries(req, run_handler));
}

static void begin(struct req *req)
{
	const struct app *app = req->app;
	req->began = clock_ticks();
	req->act.db = app->db;
	req->act.model = app->model;
	req->act.region = app->region;
	req->act.now = clock_now(&app->clock);
	req->act.door = "none";
	fresh_response(req);
	entry_visitor_language(req);
}

static void log_request(const struct req *req)
{
	int64_t us = clock_ticks() - req->began;
	log_line(LOG_INFO, "request", "number=%llu account=%lld route=%s status=%d ms=%lld.%03d statements=%u batches=%u",
	         (unsigned long long)req->number, (long long)req->account, req->act.door, req->res.status,
	         (long long)(us / 1000), (int)(us % 1000), req->statements, req->batches);
}

static void finish(struct req *req)
{
	let_go(req);
	req->res.headers = answer_headers(req);
}

/* After a BUG nothing that the request made is trusted, and its memory may be what ran out: all of it goes, and the
 * error page is made in an empty arena. */
static void start_over(struct req *req)
{
	let_go(req);
	db_give_left(req->act.db);
	arena_reset(req->act.a);
	req->route = NULL;
	req->viewer = NULL;
	req->act.viewer = NULL;
	req->act.looks = NULL;
	req->seen = (struct seen){.route = 0};
	req->form = NULL;
	req->path = req->cookie_secret = (struct str){0};
	req->query = req->posted = (struct pairs){0};
	req->uploads = (struct uploads){0};
	req->json = NULL;
	req->notice = (struct change_notice){0};
	req->n_params = 0;
	fail(req, HTTP_500);
	finish(req);
}

void dispatch(struct req *req, struct str raw_path, struct str raw_query, struct str content_type, struct str body)
{
	const struct input in = {raw_path, raw_query, content_type, body};
	struct trap trap;
	req->api = dispatch_is_api(raw_path);
	begin(req);
	if (trap_set(&trap) == 0) {
		serve(req, &in);
		finish(req);
		trap_clear(&trap);
	} else {
		trap_clear(&trap);
		start_over(req);
	}
	log_request(req);
}

void dispatch_refuse(struct req *req, int status)
{
	begin(req);
	fail(req, status);
	finish(req);
	log_request(req);
}

bool dispatch_is_api(struct str raw_path)
{
	return str_is(raw_path, "/api") || str_starts(raw_path, S("/api/"));
}

/* What has no route of its own may still have been sent by a form: then the answer is 404 or 405, not 413. */
size_t dispatch_body_limit(struct req *req, struct str raw_path)
{
	struct match m = {0};
	struct str path;
	if (req->method != METHOD_POST && req->method != METHOD_PATCH)
		return body_limit(BODY_NONE);
	if (req->app->router != NULL && url_path(req->act.a, raw_path, &path) && !router_find(req->app->router, path, &m))
		m = (struct match){0};
	const struct route *r = match_route(&m, req->method);
	return body_limit(r == NULL ? BODY_FORM : r->body);
}

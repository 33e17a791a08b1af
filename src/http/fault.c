#include "fault.h"

enum { RETRY_AFTER_S = 5 };

void fresh_response(struct req *req)
{
	req->res = (struct response){.status = 200, .type = "text/html; charset=utf-8"};
	buf_init(&req->res.body, req->act.a, ANSWER_BYTES_MAX);
}

static enum http_error page_of(int status)
{
	switch (status) {
	case 403: case 404: case 409: case 410: case 413: case 422: case 429: case 500: case 503:
		return (enum http_error)status;
	case 405:
		return HTTP_404;
	default:
		return HTTP_400;
	}
}

/* Nothing of the caller's lives across the jump. */
static __attribute__((noinline)) void try_page(struct req *req, int status)
{
	struct trap trap;
	if (req->api ? req->app->problem == NULL : req->app->error_page == NULL)
		return;
	if (trap_set(&trap) != 0)
		req->res.body.n = 0;
	else if (req->api)
		req->app->problem(req, status);
	else
		req->app->error_page(req, page_of(status));
	trap_clear(&trap);
}

static void plain(struct req *req, int status)
{
	fresh_response(req);
	req->res.type = "text/plain; charset=utf-8";
	buf_printf(&req->res.body, "%d (%llu)\n", status, (unsigned long long)req->number);
}

void fail(struct req *req, int status)
{
	struct str allow = req->res.allow;
	int wait = req->res.retry_after;
	fresh_response(req);
	try_page(req, status);
	if (req->res.body.n == 0 || req->res.body.failed)
		plain(req, status);
	req->res.status = status;
	req->res.location = (struct str){0};
	req->res.allow = allow;
	req->res.retry_after = wait > 0 ? wait : status == 503 ? RETRY_AFTER_S : 0;
}

int status_of(enum err e)
{
	static const int statuses[ERR__N] = {
		[OK] = 500, [ERR_NOT_FOUND] = 404, [ERR_GONE] = 410, [ERR_CONFLICT] = 409, [ERR_INVALID] = 400,
		[ERR_TOO_BIG] = 413, [ERR_DENIED] = 403, [ERR_BUSY] = 503, [ERR_DOWN] = 503, [ERR_FULL] = 503, [ERR_IO] = 500,
	};
	return e < ERR__N ? statuses[e] : 500;
}

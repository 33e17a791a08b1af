#include "web.h"

#include "clients.h"
#include "log.h"
#include "rate.h"
#include "router.h"
#include "url.h"
#include "wire.h"

#include <errno.h>
#include <microhttpd.h>
#include <poll.h>
#include <unistd.h>

enum {
	ROUTES_MAX_BYTES = 8 * 1024 * 1024,
	STACK_BYTES = 512 * 1024,
	POOL_BYTES = 64 * 1024,        /* of the library per connection: four times the head that we accept */
	PER_ADDRESS = 64,              /* connections of one address that is not loopback */
	POSTS_PER_MINUTE = 100,        /* per address, to public routes */
	HEAD_S = 20,                   /* for a whole head, from when it could be sent */
	BODY_S = 60,                   /* for a whole body or answer, and a second more for each RATE_BYTES */
	RATE_BYTES = 64 * 1024,
	WATCH_MS = 500,
	QUIET_MS = 1500,               /* for answers that are being made when the server must stop */
	SPARE = 64,                    /* places of connections that are closed but not yet cleaned up */
};
static const size_t BODIES_MAX = (size_t)256 * 1024 * 1024;
static const uint64_t SWALLOW_MAX = 32 * 1024 * 1024; /* read and dropped, so that the browser hears the 413 */

struct web {
	const struct web_args *args;
	struct clients *clients;
	_Atomic uint64_t number;
	_Atomic int working;
};

struct exchange {
	struct str target;
	const char *uri;     /* where it stood in the head */
	struct target url;
	int refuse;          /* status, when it may not come to a route */
	bool begun, swallow, working;
	struct req req;
	struct peer peer;
};

/* ---- connections ---- */

/* Who is behind our own proxy counts there; from elsewhere one address cannot take every connection. */
static enum MHD_Result on_accept(void *cls, const struct sockaddr *address, socklen_t n)
{
	(void)n;
	struct web *web = cls;
	struct peer p = peer_of(address);
	return p.local || clients_from(web->clients, &p) < PER_ADDRESS ? MHD_YES : MHD_NO;
}

static void on_connection(void *cls, struct MHD_Connection *c, void **context, enum MHD_ConnectionNotificationCode code)
{
	struct web *web = cls;
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *fd = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CONNECTION_FD);
		const union MHD_ConnectionInfo *address = MHD_get_connection_info(c, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
		struct peer peer = peer_of(address == NULL ? NULL : address->client_addr);
		struct client *who = client_take(web->clients, fd->connect_fd, peer);
		if (who != NULL)
			client_wait(who, HEAD_S);
		*context = who;
	} else if (*context != NULL) {
		client_leave(*context);
	}
}

/* ---- a request ---- */

static struct client *client_of(struct MHD_Connection *c)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	return info == NULL ? NULL : info->socket_context;
}

/* The library takes the target apart right after this; here it is still what was sent. */
static void *on_target(void *cls, const char *uri, struct MHD_Connection *c)
{
	(void)cls;
	struct client *who = client_of(c);
	if (who == NULL)
		return NULL;
	struct exchange *x = ARENA_NEW(who->wire, struct exchange);
	x->uri = uri;
	x->target = uri == NULL ? (struct str){0} : str_copy(who->wire, str_from(uri));
	return x;
}

static size_t leave_escapes(void *cls, struct MHD_Connection *c, char *s)
{
	(void)cls;
	(void)c;
	return strlen(s);
}

struct header_list {
	struct pair *v;
	size_t n;
};

static enum MHD_Result on_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_n, const char *value,
                                 size_t value_n)
{
	(void)kind;
	struct header_list *l = cls;
	if (l->n <= HEADERS_MAX)
		l->v[l->n++] = (struct pair){{name, name_n}, {value, value_n}};
	return MHD_YES;
}

static enum method method_of(const char *s)
{
	static const char *const names[] = {[METHOD_GET] = "GET", [METHOD_HEAD] = "HEAD", [METHOD_POST] = "POST",
	                                    [METHOD_PATCH] = "PATCH"};
	for (enum method m = METHOD_GET; m <= METHOD_PATCH; m++)
		if (strcmp(s, names[m]) == 0)
			return m;
	return METHOD_OTHER;
}

static int judge(struct exchange *x, struct client *who, struct MHD_Connection *c, const char *method,
                 const char *version)
{
	struct pair room[HEADERS_MAX + 1];
	struct header_list list = {room, 0};
	uint64_t body_n;
	MHD_get_connection_values_n(c, MHD_HEADER_KIND, on_header, &list);
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(c, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct wire w = {
		.method = method, .uri = x->uri, .version = version, .uri_n = x->target.n, .head_n = info->header_size,
		.raw = {list.v, list.n},
	};
	int wrong = x->uri == NULL ? HTTP_400 : wire_read(who->wire, &w, &x->req.headers, &body_n);
	if (wrong != 0)
		return wrong;
	bool target = url_target(x->target, &x->url);
	if (x->req.method == METHOD_OTHER && !(target && dispatch_is_api(x->url.path)))
		x->url.path = S("/"); /* whatever it names, the answer is 405 */
	else if (!target)
		return HTTP_400;
	x->req.api = dispatch_is_api(x->url.path);
	if (body_n > dispatch_body_limit(&x->req, x->url.path)) {
		x->swallow = body_n <= SWALLOW_MAX;
		return HTTP_413;
	}
	client_deadline(who, BODY_S + (int64_t)(body_n / RATE_BYTES));
	return 0;
}

static void begin(struct web *web, struct exchange *x, struct client *who, struct MHD_Connection *c, const char *method,
                  const char *version)
{
	x->req.act.a = who->act;
	x->req.app = web->args->app;
	x->req.number = atomic_fetch_add(&web->number, 1) + 1;
	x->req.method = method_of(method);
	x->peer = who->peer;
	x->refuse = judge(x, who, c, method, version);
	if (x->peer.local && !peer_forwarded(pairs_get(x->req.headers, "x-forwarded-for"), &x->peer))
		x->peer = who->peer;
	x->req.address = str_from(x->peer.text);
}

static enum MHD_Result send_answer(struct exchange *x, struct client *who, struct MHD_Connection *c)
{
	const struct response *res = &x->req.res;
	struct MHD_Response *r = MHD_create_response_from_buffer(res->body.n, res->body.p, MHD_RESPMEM_PERSISTENT);
	if (r == NULL)
		return MHD_NO;
	bool good = true;
	for (size_t i = 0; i < res->headers.n; i++)
		good = good && MHD_add_response_header(r, str_c(who->wire, res->headers.v[i].name),
		                                       str_c(who->wire, res->headers.v[i].value)) == MHD_YES;
	if (x->refuse != 0)
		good = good && MHD_add_response_header(r, "Connection", "close") == MHD_YES;
	client_deadline(who, BODY_S + (int64_t)(res->body.n / RATE_BYTES));
	enum MHD_Result queued = good ? MHD_queue_response(c, (unsigned)res->status, r) : MHD_NO;
	MHD_destroy_response(r);
	return queued;
}

static enum MHD_Result answer(struct web *web, struct exchange *x, struct client *who, struct MHD_Connection *c)
{
	x->working = true;
	atomic_fetch_add(&web->working, 1);
	client_no_deadline(who);
	if (x->refuse != 0)
		dispatch_refuse(&x->req, x->refuse);
	else
		dispatch(&x->req, x->url.path, x->url.query, pairs_get(x->req.headers, "content-type"),
		         (struct str){who->body, who->body_n});
	return send_answer(x, who, c);
}

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url, const char *method,
                                  const char *version, const char *data, size_t *data_n, void **context)
{
	(void)url;
	struct web *web = cls;
	struct client *who = client_of(c);
	struct exchange *x = *context;
	if (who == NULL || x == NULL)
		return MHD_NO;
	if (!x->begun) {
		x->begun = true;
		begin(web, x, who, c, method, version);
		return x->refuse != 0 && !x->swallow ? answer(web, x, who, c) : MHD_YES;
	}
	if (*data_n > 0) {
		if (!x->swallow && !client_body(who, data, *data_n)) {
			x->refuse = HTTP_503;
			x->swallow = true;
		}
		*data_n = 0;
		return MHD_YES;
	}
	return answer(web, x, who, c);
}

static void on_completed(void *cls, struct MHD_Connection *c, void **context, enum MHD_RequestTerminationCode code)
{
	(void)code;
	struct web *web = cls;
	struct client *who = client_of(c);
	struct exchange *x = *context;
	if (who == NULL || x == NULL)
		return;
	if (x->working)
		atomic_fetch_sub(&web->working, 1);
	*context = NULL;
	client_reset(who);
	client_wait(who, web->args->idle_seconds + HEAD_S);
}

/* ---- the server ---- */

static struct MHD_Daemon *start(struct web *web)
{
	const struct web_args *args = web->args;
	return MHD_start_daemon(
		MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_ITC, 0,
		on_accept, web, on_request, web, MHD_OPTION_LISTEN_SOCKET, (MHD_socket)args->listen_fd,
		MHD_OPTION_CONNECTION_LIMIT, args->connections, MHD_OPTION_CONNECTION_TIMEOUT, args->idle_seconds,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL_BYTES, MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK_BYTES,
		MHD_OPTION_NOTIFY_COMPLETED, on_completed, web, MHD_OPTION_NOTIFY_CONNECTION, on_connection, web,
		MHD_OPTION_URI_LOG_CALLBACK, on_target, NULL, MHD_OPTION_UNESCAPE_CALLBACK, leave_escapes, NULL,
		MHD_OPTION_END);
}

static bool told_to_stop(int fd, int wait_ms)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	int n = poll(&p, 1, wait_ms);
	return n > 0 || (n < 0 && errno != EINTR);
}

static void stop(struct web *web, struct MHD_Daemon *daemon)
{
	int listening = MHD_quiesce_daemon(daemon);
	for (int ms = 0; ms < QUIET_MS && atomic_load(&web->working) > 0; ms += 10)
		poll(NULL, 0, 10);
	MHD_stop_daemon(daemon);
	if (listening >= 0)
		close(listening);
}

static enum err serve(struct web *web)
{
	struct MHD_Daemon *daemon = start(web);
	if (daemon == NULL) {
		log_line(LOG_ERROR, "web", "state=\"the HTTP server does not start\" errno=%d", errno);
		return ERR_IO;
	}
	if (web->args->started != NULL)
		web->args->started(web->args->ctx);
	while (!told_to_stop(web->args->stop_fd, WATCH_MS))
		clients_watch(web->clients);
	stop(web, daemon);
	return OK;
}

static void log_faults(struct arena *a, struct str why)
{
	while (why.n > 0)
		log_line(LOG_ERROR, "routes", "fault=\"%s\"", str_c(a, str_cut(why, '\n', &why)));
}

enum err web_run(const struct web_args *args)
{
	struct arena *a = arena_new(ROUTES_MAX_BYTES);
	struct web web = {.args = args};
	struct str why;
	enum err e = routes_make(args->app, a, &why);
	if (e == OK) {
		web.clients = clients_new(args->connections + SPARE, BODIES_MAX);
		args->app->rate = rate_new(POSTS_PER_MINUTE);
		e = serve(&web);
		rate_free(args->app->rate);
		clients_free(web.clients);
	} else {
		log_faults(a, why);
	}
	args->app->rate = NULL;
	args->app->router = NULL;
	args->app->sorted_assets = NULL;
	arena_free(a);
	return e;
}

/* The web process: routes checked at start, one thread per connection, answers. */
#ifndef TN_WEB_H
#define TN_WEB_H

#include "req.h"

struct web_args {
	struct app *app;           /* gets its router and rate */
	int listen_fd;             /* inherited from the supervisor */
	unsigned connections;      /* 512 */
	unsigned idle_seconds;     /* 15 */
	/* Called when the threads run: the place to put on the seccomp filter, and to say "ready". */
	void (*started)(void *ctx);
	void *ctx;
	int stop_fd;               /* readable or closed: stop cleanly */
};

/* Serves until stop_fd says so. ERR_INVALID when a route row is faulty (logged). */
enum err web_run(const struct web_args *args) MUST_CHECK;

/* Walks all routes: need given, names unique, patterns sound, POST with form has page, titles. */
enum err routes_verify(const struct app *app, struct arena *a, struct str *why) MUST_CHECK;

/* Verifies the routes of all modules and makes the one table that dispatch looks in: app->router, living in `a`. */
enum err routes_make(struct app *app, struct arena *a, struct str *why) MUST_CHECK;

/* The most that may be posted to this path, in bytes; 0 for what takes no body. */
size_t dispatch_body_limit(struct req *req, struct str raw_path);

/* Is this the path of something for machines? */
bool dispatch_is_api(struct str raw_path);

/* An error page for what never came as far as a route: 400, 413, 431. */
void dispatch_refuse(struct req *req, int status);

/* The pure part, for tests: from what arrived to the answer, without a socket. The caller has filled act.a, app,
 * number, method, headers and address (in memory of its own: after a BUG the arena act.a is emptied); the answer is in
 * req->res. Always makes one. */
void dispatch(struct req *req, struct str raw_path, struct str raw_query, struct str content_type, struct str body);

#endif

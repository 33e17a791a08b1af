/* The server on a real socket: what two readers could take differently is refused, and one slow client is nobody
 * else's trouble. Loopback only. */
#include "testing.h"

#include "clock.h"
#include "log.h"
#include "sock.h"
#include "web.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_MAX = 1 << 20, WAIT_MS = 10000, CONNECTIONS = 80, IDLE_SECONDS = 2 };

static struct {
	struct arena *a;
	struct app app;
	struct listen_at at;
	int stop[2], ready[2];
	pthread_t thread;
	enum err ended;
} w;

static enum err hello(struct req *req)
{
	buf_c(&req->res.body, "hello");
	return OK;
}

static enum err large(struct req *req)
{
	for (int i = 0; i < 20000; i++)
		buf_c(&req->res.body, "0123456789012345678901234567890123456789\n");
	return OK;
}

static enum err posted(struct req *req)
{
	(void)req;
	BUG("a post without a token came through");
}

static const struct route routes[] = {
	{.method = METHOD_GET, .path = "/", .fn = hello, .need = CAP_PUBLIC, .name = "hello", .title = "T"},
	{.method = METHOD_GET, .path = "/groot", .fn = large, .need = CAP_PUBLIC, .name = "large", .title = "T"},
	{.method = METHOD_POST, .path = "/post", .fn = posted, .need = CAP_PUBLIC, .name = "post", .body = BODY_FORM},
	{.method = METHOD_POST, .path = "/bestand", .fn = posted, .need = CAP_PUBLIC, .name = "file", .body = BODY_FILE},
};
static const struct module module = {.name = "test", .routes = routes, .n_routes = sizeof routes / sizeof *routes};
static const struct module *const modules[] = {&module};

/* ---- the server ---- */

static void on_started(void *ctx)
{
	(void)ctx;
	if (write(w.ready[1], "r", 1) != 1)
		abort();
}

static void *run(void *fd)
{
	struct web_args args = {
		.app = &w.app, .listen_fd = *(int *)fd, .connections = CONNECTIONS, .idle_seconds = IDLE_SECONDS,
		.started = on_started, .stop_fd = w.stop[0],
	};
	w.ended = web_run(&args);
	return NULL;
}

static int open_world(void **state)
{
	(void)state;
	static int fd;
	char c;
	log_from((enum log_level)(LOG_BUG + 1));
	w.a = arena_new(256 << 20);
	w.app = (struct app){.mode = MODE_DEMO, .modules = modules, .n_modules = 1};
	if (!listen_parse(S("127.0.0.1:0"), &w.at) || sock_listen(&w.at, &fd) != OK || pipe(w.stop) != 0 ||
	    pipe(w.ready) != 0)
		return -1;
	if (pthread_create(&w.thread, NULL, run, &fd) != 0 || read(w.ready[0], &c, 1) != 1)
		return -1;
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	int64_t began = clock_ticks();
	close(w.stop[1]);
	pthread_join(w.thread, NULL);
	if (w.ended != OK || clock_ticks() - began > 2500000)
		print_error("stopped with %s after %lld us\n", err_name(w.ended), (long long)(clock_ticks() - began));
	close(w.stop[0]);
	close(w.ready[0]);
	close(w.ready[1]);
	arena_free(w.a);
	return w.ended == OK ? 0 : -1;
}

/* ---- a client ---- */

static int dial(void)
{
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons(w.at.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_true(fd >= 0);
	assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
	return fd;
}

static void give(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t n = send(fd, s.p, s.n, MSG_NOSIGNAL);
		if (n <= 0)
			return; /* refused early: the answer tells */
		s = (struct str){s.p + n, s.n - (size_t)n};
	}
}

/* Everything until the server closes, or until `enough` answers have begun. */
static struct str take(int fd, bool *closed)
{
	struct buf b;
	buf_init(&b, w.a, ANSWER_MAX);
	*closed = false;
	for (;;) {
		char room[16384];
		struct pollfd p = {.fd = fd, .events = POLLIN};
		if (poll(&p, 1, WAIT_MS) <= 0)
			return buf_view(&b);
		ssize_t n = recv(fd, room, sizeof room, 0);
		if (n <= 0) {
			*closed = true;
			return buf_view(&b);
		}
		buf_add(&b, room, (size_t)n);
	}
}

/* Sends all of it, ends the sending side, and reads what comes until the server closes. */
static struct str exchange(struct str s)
{
	bool closed;
	int fd = dial();
	give(fd, s);
	struct str answer = take(fd, &closed);
	close(fd);
	assert_true(closed); /* within its idle time at the latest */
	return answer;
}

static bool has(struct str s, const char *part)
{
	return s.p != NULL && memmem(s.p, s.n, part, strlen(part)) != NULL;
}

static size_t times(struct str s, const char *part)
{
	size_t n = 0;
	for (const char *p; s.p != NULL && (p = memmem(s.p, s.n, part, strlen(part))) != NULL; n++)
		s = (struct str){p + 1, s.n - (size_t)(p + 1 - s.p)};
	return n;
}

#define HOST "Host: thuis.test\r\n"
#define CLOSE "Connection: close\r\n"

/* ---- what is answered ---- */

static void answers(void **state)
{
	(void)state;
	struct str s = exchange(S("GET / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 200 OK\r\n")));
	assert_true(has(s, "\r\n\r\nhello"));
	assert_true(has(s, "Content-Security-Policy: default-src 'none'"));
	assert_false(has(s, "Server:"));
	s = exchange(S("HEAD / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(has(s, "Content-Length: 5\r\n"));
	assert_false(has(s, "hello"));
	s = exchange(S("GET / HTTP/1.0\r\n\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 200 OK\r\n")));
	s = exchange(S("GET http://thuis.test/ HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(has(s, "hello"));
	s = exchange(S("GET /leeft HTTP/1.1\r\nhost:thuis.test\r\nConnection:\t close \r\n\r\n"));
	assert_true(has(s, "\r\n\r\nok\n"));
	s = exchange(S("GET /groot HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_int_equal(times(s, "\n0123456789"), 20000);
	s = exchange(S("GET /%2e%2e/x HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 400 ")));
	s = exchange(S("OPTIONS * HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 405 ")) && has(s, "Allow: GET, HEAD\r\n"));
	s = exchange(S("TRACE / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 405 ")));
	s = exchange(S("get / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 405 ")));
}

static void keeps_connections(void **state)
{
	(void)state;
	struct str s =
		exchange(S("GET / HTTP/1.1\r\n" HOST "\r\nGET /niets HTTP/1.1\r\n" HOST "\r\nHEAD / HTTP/1.1\r\n" HOST
			   "\r\nGET / HTTP/1.1\r\n" HOST CLOSE "\r\nGET / HTTP/1.1\r\n" HOST "\r\n"));
	assert_int_equal(times(s, "HTTP/1.1 200 OK\r\n"), 3);
	assert_int_equal(times(s, "HTTP/1.1 404 "), 1);
	/* A post that is refused leaves nothing behind that could be taken for the next request. */
	s = exchange(S("POST /post HTTP/1.1\r\n" HOST
		       "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 27\r\n\r\n"
		       "GET /smuggled HTTP/1.1\r\n\r\n\r\nGET / HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_int_equal(times(s, "HTTP/1.1 "), 2);
	assert_int_equal(times(s, "HTTP/1.1 200 OK\r\n"), 1);
}

/* Every head size near the buffers of the library, so that a moved buffer would be seen. */
static void heads_of_many_sizes(void **state)
{
	(void)state;
	char pad[15000];
	memset(pad, 'x', sizeof pad);
	for (size_t n = 1; n < sizeof pad; n += 487) {
		struct str head = str_printf(w.a,
					     "GET / HTTP/1.1\r\n" HOST "A: %.*s\r\n\r\nGET / HTTP/1.1\r\n" HOST
					     "B: %.*s\r\nC: c\r\n" CLOSE "\r\n",
					     (int)n, pad, (int)(n / 2), pad);
		assert_int_equal(times(exchange(head), "HTTP/1.1 200 OK\r\n"), 2);
	}
}

/* ---- what is refused ---- */

#define FORM "Content-Type: application/x-www-form-urlencoded\r\n"
#define NEXT "GET / HTTP/1.1\r\n" HOST "\r\n"

#define RAW(bytes) {"" bytes, sizeof bytes - 1}

/* Each ends the connection with 400 (or without an answer), and what follows it is never answered. */
static const struct str smuggled[] = {
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nX" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Transfer-Encoding:\x0b" "chunked\r\n\r\n0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: 0\r\nContent-Length: 44\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: 0\r\nContent-Length: 0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: 0, 0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: +0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: 0x0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: \r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: 0 0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length : 0\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST "Content-Length: 99999999999999999999999\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhallo" NEXT),
	RAW("HEAD / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhallo" NEXT),
	RAW("OPTIONS / HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhallo" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X: a\r\n b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X: a\r\n\tb\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X:\r\n b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n folded\r\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\nHost: thuis.test\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X: a\nY: b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X: a\rY: b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "\n" NEXT),
	RAW("GET / HTTP/1.1\n\n" NEXT),
	RAW("GET / HTTP/1.1\r" HOST "\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X: a\0b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X\0: b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "\0X: b\r\n\r\n" NEXT),
	RAW("GET /\0 HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1\0\r\n" HOST "\r\n" NEXT),
	RAW("GET\0 / HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X: \x01\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X: \x7f\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X y: z\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "X(: z\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "\xc3\xa9: z\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST ": z\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "nocolon\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\nHost:\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\nHost: a b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\nHost: user@a\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "Host: evil.test\r\n\r\n" NEXT),
	RAW("GET http://evil.test/ HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET ftp://thuis.test/ HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET http://u@thuis.test/ HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET x HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET  / HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET /  HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1 \r\n" HOST "\r\n" NEXT),
	RAW("GET / a HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET /\xc3\xa9 HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET /#x HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET /\r\n" HOST "\r\n" NEXT),
	RAW("GET /\r\n\r\n" NEXT),
	RAW("GET / HTTP/2.0\r\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/0.9\r\n" HOST "\r\n" NEXT),
	RAW("GET / http/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1x\r\n" HOST "\r\n" NEXT),
	RAW("GET\r\n\r\n" NEXT),
	RAW(" GET / HTTP/1.1\r\n" HOST "\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "Cookie: a=1\r\nCookie: b=2\r\n\r\n" NEXT),
	RAW("POST /post HTTP/1.1\r\n" HOST FORM FORM "Content-Length: 0\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "Origin: a\r\nOrigin: b\r\n\r\n" NEXT),
	RAW("GET / HTTP/1.1\r\n" HOST "Expect: 200-ok\r\n\r\n" NEXT),
	RAW("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n" NEXT),
	RAW("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" NEXT),
};

static void two_readers_never_differ(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof smuggled / sizeof *smuggled; i++) {
		struct str s = exchange(smuggled[i]);
		bool refused = s.n == 0 || str_starts(s, S("HTTP/1.1 400 ")) || str_starts(s, S("HTTP/1.1 413 ")) ||
		               str_starts(s, S("HTTP/1.1 505 "));
		/* The library writes the head of its own refusal of a length twice, and closes. */
		size_t others = times(s, "HTTP/1.1 ") - times(s, "HTTP/1.1 4");
		if (!refused || others > 1 || has(s, " 200 ") || has(s, "hello"))
			fail_msg("number %zu: " STR_FMT "\n -> " STR_FMT, i, STR_ARG(smuggled[i]), STR_ARG(s));
	}
}

static struct str many(const char *line, size_t n)
{
	struct buf b;
	buf_init(&b, w.a, 4 << 20);
	buf_c(&b, "GET / HTTP/1.1\r\n" HOST);
	for (size_t i = 0; i < n; i++)
		buf_c(&b, line);
	buf_c(&b, "\r\n" NEXT);
	return buf_view(&b);
}

static void too_much_is_refused(void **state)
{
	(void)state;
	struct buf cookies;
	buf_init(&cookies, w.a, 1 << 20);
	buf_c(&cookies, "Cookie: ");
	for (int i = 0; i < 10000; i++)
		buf_printf(&cookies, "c%d=1; ", i);
	buf_c(&cookies, "\r\n");
	const struct str heads[] = {
		many("X: y\r\n", 100),
		many("X: y\r\n", 10000),
		many("X: 0123456789012345678901234567890123456789012345678901234\r\n", 300),
		many(str_c(w.a, buf_view(&cookies)), 1),
	};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		struct str s = exchange(heads[i]);
		assert_true(s.n == 0 || str_starts(s, S("HTTP/1.1 431 ")));
		assert_false(has(s, "hello"));
	}
	struct buf line;
	buf_init(&line, w.a, 1 << 20);
	buf_c(&line, "GET /");
	for (int i = 0; i < 200; i++)
		buf_c(&line, "abcdefghij");
	buf_c(&line, " HTTP/1.1\r\n" HOST "\r\n");
	assert_true(str_starts(exchange(buf_view(&line)), S("HTTP/1.1 400 ")));
}

static void bodies_have_limits(void **state)
{
	(void)state;
	/* Announced only: refused before a byte of it is sent. */
	struct str s = exchange(S("POST /post HTTP/1.1\r\n" HOST FORM "Content-Length: 99999999999\r\n\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 413 ")) && has(s, "Connection: close\r\n"));
	/* Sent whole: read, dropped, and answered. */
	struct buf b;
	buf_init(&b, w.a, 1 << 20);
	buf_c(&b, "POST /post HTTP/1.1\r\n" HOST FORM "Content-Length: 200000\r\n\r\n");
	for (int i = 0; i < 20000; i++)
		buf_c(&b, "aaaaaaaaaa");
	s = exchange(buf_view(&b));
	assert_true(str_starts(s, S("HTTP/1.1 413 ")) && has(s, "Connection: close\r\n"));
	s = exchange(S("POST / HTTP/1.1\r\n" HOST FORM CLOSE "Content-Length: 1\r\n\r\na"));
	assert_true(str_starts(s, S("HTTP/1.1 405 ")));
	s = exchange(S("POST /niets HTTP/1.1\r\n" HOST FORM CLOSE "Content-Length: 1\r\n\r\na"));
	assert_true(str_starts(s, S("HTTP/1.1 404 ")));
	s = exchange(S("POST /post HTTP/1.1\r\n" HOST FORM CLOSE "Content-Length: 3\r\n\r\na=b"));
	assert_true(str_starts(s, S("HTTP/1.1 403 ")));
	s = exchange(S("POST /post HTTP/1.1\r\n" HOST CLOSE "\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 400 ")));
	s = exchange(S("POST /post HTTP/1.1\r\n" HOST FORM CLOSE "Expect: 100-continue\r\nContent-Length: 3\r\n\r\na=b"));
	assert_true(str_starts(s, S("HTTP/1.1 100 ")) && has(s, "HTTP/1.1 403 "));
	s = exchange(S("POST /post HTTP/1.1\r\n" HOST FORM "Expect: 100-continue\r\nContent-Length: 99999999\r\n\r\n"));
	assert_true(str_starts(s, S("HTTP/1.1 413 ")));
}

static void unfinished_requests_are_dropped(void **state)
{
	(void)state;
	static const char *const begun[] = {"", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\n" HOST,
					    "POST /post HTTP/1.1\r\n" HOST FORM "Content-Length: 9\r\n\r\nab"};
	for (size_t i = 0; i < sizeof begun / sizeof *begun; i++) {
		int fd = dial();
		give(fd, str_from(begun[i]));
		close(fd);
	}
	int fd = dial();
	give(fd, str_from(begun[3]));
	bool closed;
	struct str s = take(fd, &closed); /* silence: over in IDLE_SECONDS */
	assert_true(closed);
	assert_false(has(s, "200 OK"));
	close(fd);
}

/* All but a few connections are held by clients that send nothing more. */
static void others_are_served_meanwhile(void **state)
{
	(void)state;
	int fds[CONNECTIONS - 10];
	enum { N = sizeof fds / sizeof *fds };
	for (size_t i = 0; i < N; i++) {
		fds[i] = dial();
		give(fds[i], S("GET / HTTP/1.1\r\nHost: thu"));
	}
	for (int i = 0; i < 50; i++)
		assert_true(has(exchange(S("GET / HTTP/1.1\r\n" HOST CLOSE "\r\n")), "hello"));
	for (size_t i = 0; i < N; i++)
		close(fds[i]);
}

static void *hammer(void *good)
{
	for (int i = 0; i < 100; i++) {
		struct sockaddr_in to = {
			.sin_family = AF_INET, .sin_port = htons(w.at.port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
		static const char ask[] = NEXT "GET /leeft HTTP/1.1\r\n" HOST CLOSE "\r\n";
		char room[8192];
		size_t n = 0;
		ssize_t got;
		int fd = socket(AF_INET, SOCK_STREAM, 0);
		if (fd < 0 || connect(fd, (const struct sockaddr *)&to, sizeof to) != 0 ||
		    send(fd, ask, sizeof ask - 1, MSG_NOSIGNAL) < 0)
			return NULL;
		while (n < sizeof room && (got = recv(fd, room + n, sizeof room - n, 0)) > 0)
			n += (size_t)got;
		close(fd);
		if (memmem(room, n, "hello", 5) == NULL || memmem(room, n, "ok\n", 3) == NULL)
			return NULL;
	}
	return good;
}

static void many_at_once(void **state)
{
	(void)state;
	pthread_t threads[8];
	void *result;
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, hammer, &w), 0);
	for (size_t i = 0; i < 8; i++) {
		pthread_join(threads[i], &result);
		assert_ptr_equal(result, &w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(keeps_connections),
		cmocka_unit_test(heads_of_many_sizes),
		cmocka_unit_test(two_readers_never_differ),
		cmocka_unit_test(too_much_is_refused),
		cmocka_unit_test(bodies_have_limits),
		cmocka_unit_test(unfinished_requests_are_dropped),
		cmocka_unit_test(others_are_served_meanwhile),
		cmocka_unit_test(many_at_once),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}

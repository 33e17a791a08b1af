/* The raw limit that bench/web holds our pages against: one thread, epoll, and an answer of argv[1] bytes that was made
 * before the first request came. Reads nothing of a request but its end. Prints its port; ends when its input does. */
#include "buf.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 64, REQUEST_MAX = 4096 };

static void must(bool good, const char *what)
{
	if (!good) {
		perror(what);
		exit(1);
	}
}

static struct str answer_of(struct arena *a, size_t size)
{
	struct buf b;
	buf_init(&b, a, size + 1024);
	buf_printf(&b, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n\r\n", size);
	for (size_t i = 0; i < size; i++)
		buf_byte(&b, 'x');
	return buf_view(&b);
}

static int listen_any(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(fd >= 0 && bind(fd, (const struct sockaddr *)&at, n) == 0 && listen(fd, 1024) == 0, "listen");
	must(getsockname(fd, (struct sockaddr *)&at, &n) == 0, "getsockname");
	printf("%d\n", ntohs(at.sin_port));
	fflush(stdout);
	return fd;
}

static void watch(int epoll, int fd)
{
	struct epoll_event e = {.events = EPOLLIN, .data.fd = fd};
	must(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e) == 0, "epoll_ctl");
}

static void welcome(int epoll, int listening)
{
	int on = 1, fd = accept(listening, NULL, NULL);
	must(fd >= 0, "accept");
	must(setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "setsockopt");
	watch(epoll, fd);
}

/* wrk sends one request at a time and whole: a request is what one read brings. */
static void serve(int fd, struct str answer)
{
	char request[REQUEST_MAX];
	ssize_t n = read(fd, request, sizeof request);
	if (n <= 0 || write(fd, answer.p, answer.n) != (ssize_t)answer.n)
		close(fd);
}

int main(int argc, char **argv)
{
	int64_t size;
	if (argc != 2 || !str_to_i64(str_from(argv[1]), &size) || size < 0 || size > 10 << 20) {
		fprintf(stderr, "web_bench BYTES; see bench/web\n");
		return 2;
	}
	struct arena *a = arena_new(32 << 20);
	struct str answer = answer_of(a, (size_t)size);
	int epoll = epoll_create1(EPOLL_CLOEXEC), listening = listen_any();
	must(epoll >= 0, "epoll_create1");
	watch(epoll, listening);
	watch(epoll, STDIN_FILENO);
	for (;;) {
		struct epoll_event events[EVENTS];
		int n = epoll_wait(epoll, events, EVENTS, -1);
		for (int i = 0; i < n; i++) {
			int fd = events[i].data.fd;
			if (fd == STDIN_FILENO) {
				arena_free(a);
				return 0;
			}
			if (fd == listening)
				welcome(epoll, listening);
			else
				serve(fd, answer);
		}
	}
}

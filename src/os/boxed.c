#include "boxed.h"

#include "clock.h"
#include "file.h"
#include "ipc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ANSWER_WAIT_MS = 5000, CHILD_WAIT_MS = 35000, LENGTH = 4 };

struct boxed {
	pthread_mutex_t lock;
	int fd;
	uint32_t number;
};

struct boxed *boxed_new(int fd)
{
	struct boxed *b = calloc(1, sizeof *b);
	if (b == NULL)
		abort();
	pthread_mutex_init(&b->lock, NULL);
	b->fd = fd;
	b->number = (uint32_t)clock_ticks(); /* an answer to the process before this one is never taken for ours */
	return b;
}

void boxed_free(struct boxed *b)
{
	if (b == NULL)
		return;
	pthread_mutex_destroy(&b->lock);
	free(b);
}

static enum err await(struct boxed *b, uint32_t number)
{
	int64_t end = clock_ticks() + (int64_t)ANSWER_WAIT_MS * 1000;
	for (;;) {
		int64_t left = (end - clock_ticks()) / 1000;
		struct ipc_head head = {0};
		struct str body;
		char room[16];
		enum err e = ipc_recv(b->fd, left > 0 ? (int)left : 0, &head, room, sizeof room, &body, NULL);
		if (e == ERR_INVALID)
			continue;
		if (e != OK)
			return ERR_DOWN;
		if (head.number == number && head.type == BOXED_RUN)
			return (enum err)head.status;
	}
}

/* Our end of a stream to a new child. */
static enum err open_child(struct boxed *b, enum boxed_kind kind, int *stream)
{
	int pair[2];
	char room[4];
	struct ipc_writer w = {.p = room, .cap = sizeof room};
	ipc_put_u32(&w, (uint32_t)kind);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return err_from_errno(errno);
	pthread_mutex_lock(&b->lock);
	struct ipc_head head = {.type = BOXED_RUN, .number = ++b->number};
	enum err e = ipc_send(b->fd, head, ipc_written(&w), pair[1]);
	close(pair[1]);
	if (e == OK)
		e = await(b, head.number);
	pthread_mutex_unlock(&b->lock);
	if (e == OK && fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0)
		e = ERR_IO;
	if (e != OK)
		close(pair[0]);
	else
		*stream = pair[0];
	return e;
}

/* Both ways at once: a child that answers while it reads must not wait for us, nor we for it. */
struct exchange {
	int stream;
	struct str in;
	char *p;
	size_t n, cap;
	bool ended;
};

static bool would_wait(void)
{
	return errno == EAGAIN || errno == EINTR;
}

static void give(struct exchange *x)
{
	struct iovec part = {.iov_base = (void *)(uintptr_t)x->in.p, .iov_len = x->in.n};
	struct msghdr msg = {.msg_iov = &part, .msg_iovlen = 1};
	ssize_t put = sendmsg(x->stream, &msg, MSG_NOSIGNAL);
	if (put > 0)
		x->in = (struct str){x->in.p + put, x->in.n - (size_t)put};
	else if (put < 0 && !would_wait())
		x->in.n = 0; /* it reads no more; what it has to say is still to come */
	if (x->in.n == 0)
		shutdown(x->stream, SHUT_WR);
}

static void take(struct exchange *x)
{
	ssize_t got = x->n < x->cap ? read(x->stream, x->p + x->n, x->cap - x->n) : 0;
	if (got > 0)
		x->n += (size_t)got;
	else if (got == 0 || !would_wait())
		x->ended = true;
}

static enum err exchange(struct exchange *x)
{
	int64_t end = clock_ticks() / 1000 + CHILD_WAIT_MS;
	if (x->in.n == 0)
		shutdown(x->stream, SHUT_WR);
	while (!x->ended) {
		struct pollfd p = {.fd = x->stream, .events = (short)(POLLIN | (x->in.n > 0 ? POLLOUT : 0))};
		int64_t left = end - clock_ticks() / 1000;
		if (left <= 0 || (poll(&p, 1, (int)left) < 0 && errno != EINTR))
			return ERR_INVALID;
		if ((p.revents & POLLOUT) != 0 && x->in.n > 0)
			give(x);
		if ((p.revents & (POLLIN | POLLHUP | POLLERR)) != 0)
			take(x);
	}
	return OK;
}

static enum err talk(int stream, struct str in, struct arena *a, size_t max, struct str *out)
{
	struct exchange x = {.stream = stream, .in = in, .cap = max + LENGTH + 1};
	x.p = arena_alloc(a, x.cap);
	enum err e = exchange(&x);
	if (e != OK)
		return e;
	struct ipc_reader r = {.left = {x.p, x.n}};
	*out = ipc_get_str(&r);
	if (x.n == x.cap)
		return ERR_TOO_BIG;
	return ipc_read_all(&r) ? OK : ERR_INVALID;
}

enum err boxed_run(struct boxed *b, enum boxed_kind kind, struct str in, struct arena *a, size_t max, struct str *out)
{
	int stream = -1;
	enum err e = open_child(b, kind, &stream);
	if (e != OK)
		return e;
	e = talk(stream, in, a, max, out);
	close(stream);
	return e;
}

enum err boxed_alone(boxed_start *start, void *ctx, struct str in, struct arena *a, size_t max, struct str *out)
{
	int pair[2], pid = 0;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return err_from_errno(errno);
	enum err e = start(ctx, pair[1], &pid);
	close(pair[1]);
	if (e == OK && fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0)
		e = ERR_IO;
	if (e == OK)
		e = talk(pair[0], in, a, max, out);
	close(pair[0]);
	if (pid > 0) {
		kill(pid, SIGKILL); /* it has answered, or never will */
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	return e;
}

enum err boxed_input(int fd, struct arena *a, size_t max, struct str *in)
{
	char *p = arena_alloc(a, max + 1);
	size_t n = 0;
	while (n <= max) {
		ssize_t got = read(fd, p + n, max + 1 - n);
		if (got < 0 && errno != EINTR)
			return err_from_errno(errno);
		if (got == 0)
			break;
		n += got > 0 ? (size_t)got : 0;
	}
	*in = (struct str){p, n};
	return n > max ? ERR_TOO_BIG : OK;
}

static enum err write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t put = write(fd, s.p, s.n);
		if (put < 0 && errno != EINTR)
			return err_from_errno(errno);
		if (put > 0)
			s = (struct str){s.p + put, s.n - (size_t)put};
	}
	return OK;
}

/* The length goes first, so that an answer that was cut off is never taken for a whole one. */
enum err boxed_answer(int fd, struct str answer)
{
	char room[LENGTH];
	struct ipc_writer w = {.p = room, .cap = sizeof room};
	if (answer.n > UINT32_MAX)
		return ERR_TOO_BIG;
	ipc_put_u32(&w, (uint32_t)answer.n);
	enum err e = write_all(fd, ipc_written(&w));
	return e == OK ? write_all(fd, answer) : e;
}

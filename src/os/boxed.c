#include "boxed.h"

#include "clock.h"
#include "file.h"
#include "ipc.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ANSWER_WAIT_MS = 5000 };

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

enum err boxed_run(struct boxed *b, enum boxed_kind kind, int *stream)
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
	if (e != OK) {
		close(pair[0]);
		return e;
	}
	*stream = pair[0];
	return OK;
}

#include "ipc.h"

#include "file.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { IPC_MAGIC = 0x544e4950, SEND_WAIT_MS = 1000, RIGHTS_MAX = 4 };

struct wire_head {
	uint32_t magic;
	uint32_t length;
	uint16_t type, status;
	uint32_t number;
};

union rights {
	struct cmsghdr head;
	char room[CMSG_SPACE(RIGHTS_MAX * sizeof(int))];
};

static enum err wait_for(int fd, short what, int wait_ms)
{
	struct pollfd p = {.fd = fd, .events = what};
	int n;
	do
		n = poll(&p, 1, wait_ms);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_from_errno(errno);
	return n == 0 ? ERR_BUSY : OK;
}

enum err ipc_send(int fd, struct ipc_head head, struct str body, int pass_fd)
{
	if (body.n > IPC_BODY_MAX)
		return ERR_TOO_BIG;
	struct wire_head wire = {.magic = IPC_MAGIC, .length = (uint32_t)body.n, .type = head.type,
		.status = head.status, .number = head.number};
	struct iovec parts[2] = {{.iov_base = &wire, .iov_len = sizeof wire},
		{.iov_base = (void *)(uintptr_t)body.p, .iov_len = body.n}};
	struct msghdr msg = {.msg_iov = parts, .msg_iovlen = body.n > 0 ? 2 : 1};
	union rights rights = {0};
	if (pass_fd >= 0) {
		msg.msg_control = rights.room;
		msg.msg_controllen = CMSG_SPACE(sizeof(int));
		struct cmsghdr *c = CMSG_FIRSTHDR(&msg);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(c), &pass_fd, sizeof(int));
	}
	for (;;) {
		if (sendmsg(fd, &msg, MSG_NOSIGNAL | MSG_DONTWAIT) >= 0)
			return OK;
		if (errno == EINTR)
			continue;
		if (errno != EAGAIN && errno != ENOBUFS)
			return err_from_errno(errno);
		enum err e = wait_for(fd, POLLOUT, SEND_WAIT_MS);
		if (e != OK)
			return e;
	}
}

/* Takes the descriptors out of a message: the first goes to *keep when it is the only one, all others are closed. */
static bool take_rights(struct msghdr *msg, int *keep)
{
	int seen = 0;
	for (struct cmsghdr *c = CMSG_FIRSTHDR(msg); c != NULL; c = CMSG_NXTHDR(msg, c)) {
		if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
			continue;
		size_t n = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
		for (size_t i = 0; i < n; i++) {
			int fd;
			memcpy(&fd, CMSG_DATA(c) + i * sizeof(int), sizeof(int));
			if (seen++ == 0 && keep != NULL)
				*keep = fd;
			else
				close(fd);
		}
	}
	return keep == NULL ? seen == 0 : seen <= 1;
}

enum err ipc_recv(int fd, int wait_ms, struct ipc_head *head, char *room, size_t cap, struct str *body, int *got_fd)
{
	enum err e = wait_for(fd, POLLIN, wait_ms);
	if (e != OK)
		return e;
	struct wire_head wire = {0};
	struct iovec parts[2] = {{.iov_base = &wire, .iov_len = sizeof wire}, {.iov_base = room, .iov_len = cap}};
	union rights rights = {0};
	struct msghdr msg = {.msg_iov = parts, .msg_iovlen = 2, .msg_control = rights.room,
		.msg_controllen = sizeof rights.room};
	if (got_fd != NULL)
		*got_fd = -1;
	ssize_t n;
	do
		n = recvmsg(fd, &msg, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_from_errno(errno);
	bool rights_fit = take_rights(&msg, got_fd);
	if (n == 0)
		return ERR_DOWN;
	bool sound = rights_fit && (msg.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0 && (size_t)n >= sizeof wire &&
	             wire.magic == IPC_MAGIC && wire.length == (size_t)n - sizeof wire && wire.status < ERR__N;
	if (!sound) {
		if (got_fd != NULL && *got_fd >= 0) {
			close(*got_fd);
			*got_fd = -1;
		}
		return ERR_INVALID;
	}
	*head = (struct ipc_head){.type = wire.type, .status = wire.status, .number = wire.number};
	*body = (struct str){room, wire.length};
	return OK;
}

static void put(struct ipc_writer *w, const void *p, size_t n)
{
	if (w->failed || n > w->cap - w->n) {
		w->failed = true;
		return;
	}
	if (n > 0)
		memcpy(w->p + w->n, p, n);
	w->n += n;
}

static void put_number(struct ipc_writer *w, uint64_t v, size_t bytes)
{
	unsigned char b[8];
	for (size_t i = 0; i < bytes; i++)
		b[i] = (unsigned char)(v >> (8 * i));
	put(w, b, bytes);
}

void ipc_put_u32(struct ipc_writer *w, uint32_t v)
{
	put_number(w, v, 4);
}

void ipc_put_i64(struct ipc_writer *w, int64_t v)
{
	put_number(w, (uint64_t)v, 8);
}

void ipc_put_str(struct ipc_writer *w, struct str s)
{
	if (s.n > IPC_BODY_MAX) {
		w->failed = true;
		return;
	}
	ipc_put_u32(w, (uint32_t)s.n);
	put(w, s.p, s.n);
}

static struct str get(struct ipc_reader *r, size_t n)
{
	if (r->failed || n > r->left.n) {
		r->failed = true;
		return (struct str){0};
	}
	struct str s = {r->left.p, n};
	r->left = (struct str){r->left.p + n, r->left.n - n};
	return s;
}

static uint64_t get_number(struct ipc_reader *r, size_t bytes)
{
	struct str s = get(r, bytes);
	uint64_t v = 0;
	for (size_t i = 0; i < s.n; i++)
		v |= (uint64_t)(unsigned char)s.p[i] << (8 * i);
	return v;
}

uint32_t ipc_get_u32(struct ipc_reader *r)
{
	return (uint32_t)get_number(r, 4);
}

int64_t ipc_get_i64(struct ipc_reader *r)
{
	return (int64_t)get_number(r, 8);
}

struct str ipc_get_str(struct ipc_reader *r)
{
	return get(r, ipc_get_u32(r));
}

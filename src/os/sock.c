#include "sock.h"

#include "file.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BACKLOG = 1024 };

struct address {
	socklen_t n;
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} u;
};

static bool address_of(const struct listen_at *at, struct address *out)
{
	*out = (struct address){0};
	if (at->v6) {
		out->n = sizeof out->u.v6;
		out->u.v6.sin6_family = AF_INET6;
		out->u.v6.sin6_port = htons(at->port);
		return inet_pton(AF_INET6, at->host, &out->u.v6.sin6_addr) == 1;
	}
	out->n = sizeof out->u.v4;
	out->u.v4.sin_family = AF_INET;
	out->u.v4.sin_port = htons(at->port);
	return inet_pton(AF_INET, at->host, &out->u.v4.sin_addr) == 1;
}

static bool is_loopback(const struct address *a)
{
	if (a->u.any.sa_family == AF_INET6)
		return IN6_IS_ADDR_LOOPBACK(&a->u.v6.sin6_addr);
	return ntohl(a->u.v4.sin_addr.s_addr) >> 24 == 127;
}

bool listen_parse(struct str s, struct listen_at *out)
{
	*out = (struct listen_at){0};
	struct str host, port;
	if (str_starts(s, S("["))) {
		host = str_cut((struct str){s.p + 1, s.n - 1}, ']', &port);
		if (port.p == NULL || !str_starts(port, S(":")))
			return false;
		port = (struct str){port.p + 1, port.n - 1};
		out->v6 = true;
	} else {
		host = str_cut(s, ':', &port);
	}
	int64_t number;
	if (!str_to_i64(port, &number) || number < 0 || number > 65535)
		return false;
	if (host.n == 0 || host.n >= sizeof out->host || memchr(host.p, '\0', host.n) != NULL)
		return false;
	memcpy(out->host, host.p, host.n);
	out->port = (uint16_t)number;
	struct address address;
	if (!address_of(out, &address))
		return false;
	out->loopback = is_loopback(&address);
	return true;
}

static enum err bind_and_listen(int fd, struct listen_at *at, struct address *address)
{
	int on = 1;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0)
		return err_from_errno(errno);
	if (at->v6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0)
		return err_from_errno(errno);
	if (bind(fd, &address->u.any, address->n) != 0 || listen(fd, BACKLOG) != 0) {
		if (errno == EADDRINUSE)
			return ERR_CONFLICT;
		return errno == EADDRNOTAVAIL ? ERR_NOT_FOUND : err_from_errno(errno);
	}
	socklen_t n = sizeof address->u;
	if (getsockname(fd, &address->u.any, &n) != 0)
		return err_from_errno(errno);
	at->port = ntohs(at->v6 ? address->u.v6.sin6_port : address->u.v4.sin_port);
	return OK;
}

enum err sock_listen(struct listen_at *at, int *fd)
{
	struct address address;
	if (!address_of(at, &address))
		return ERR_INVALID;
	*fd = socket(address.u.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (*fd < 0)
		return err_from_errno(errno);
	enum err e = bind_and_listen(*fd, at, &address);
	if (e != OK) {
		close(*fd);
		*fd = -1;
	}
	return e;
}

enum err sock_pair(int pair[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0 ? OK : err_from_errno(errno);
}

/* Sockets that the supervisor makes: the listening one, and pairs between our processes. */
#ifndef TN_SOCK_H
#define TN_SOCK_H

#include "str.h"

struct listen_at {
	char host[64];     /* numeric: 127.0.0.1 or ::1 */
	uint16_t port;     /* 0: any free one */
	bool loopback;
	bool v6;
};
/* "127.0.0.1:8080" or "[::1]:8080"; names are not looked up. */
bool listen_parse(struct str s, struct listen_at *out) MUST_CHECK;

/* A listening socket (close-on-exec, non-blocking); at->port becomes the real one. ERR_CONFLICT: the address is in
 * use; ERR_DENIED: not allowed; ERR_NOT_FOUND: no such address on this machine. */
enum err sock_listen(struct listen_at *at, int *fd) MUST_CHECK;

/* A SOCK_SEQPACKET pair for ipc.h, both ends close-on-exec. */
enum err sock_pair(int pair[2]) MUST_CHECK;

#endif

/* The address that a request counts for. */
#ifndef TN_PEER_H
#define TN_PEER_H

#include "str.h"

#include <sys/socket.h>

enum { PEER_MAX = 56 };

struct peer {
	char text[PEER_MAX]; /* an IPv4 address, or the /64 of an IPv6 address, as one household or office has it */
	bool local;          /* loopback: the proxy in front, or someone at this machine */
};
struct peer peer_of(const struct sockaddr *address);
/* The last address of X-Forwarded-For, the one our own proxy wrote; false when that is no address. */
bool peer_forwarded(struct str header, struct peer *out) MUST_CHECK;

#endif

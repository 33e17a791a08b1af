/* The connections that are open now: whose they are, until when they may take, and the memory that goes from one to the
 * next. Thread safe but for client_body and the arenas, which belong to the thread of the connection. */
#ifndef TN_CLIENTS_H
#define TN_CLIENTS_H

#include "peer.h"

#include <stdatomic.h>

struct clients;

struct client {
	struct clients *all;
	bool used;
	int fd;
	_Atomic int64_t deadline;   /* clock_ticks */
	_Atomic int64_t waits;      /* since when nothing but a head is waited for; INT64_MAX: in a request */
	struct peer peer;
	struct arena *wire, *act;   /* of what arrived, and of the request's own work; kept for the next connection here */
	char *body;
	size_t body_n, body_room;
};

struct clients *clients_new(size_t n, size_t bodies_max);
void clients_free(struct clients *c);
/* A free place for a connection, or NULL. */
struct client *client_take(struct clients *c, int fd, struct peer peer) MUST_CHECK;
/* To be called while the descriptor is still open, so that the watch never shuts down another's. */
void client_leave(struct client *c);
/* How many are open from this address. */
size_t clients_from(struct clients *c, const struct peer *p);
/* Shuts down those who are over their time. A time-out of silence alone does not stop who sends a byte now and then.
 * When nearly all places are taken, who has asked nothing for two seconds makes room. */
void clients_watch(struct clients *c);
/* From now on a head is waited for, so many seconds at most. */
void client_wait(struct client *c, int64_t seconds);
/* A request is in; what comes now may take so long. */
void client_deadline(struct client *c, int64_t seconds);
void client_no_deadline(struct client *c);
/* One more piece of the body; false when all bodies together would take more than bodies_max. */
bool client_body(struct client *c, const char *p, size_t n) MUST_CHECK;
/* The end of a request: body and arenas are empty again. */
void client_reset(struct client *c);

#endif

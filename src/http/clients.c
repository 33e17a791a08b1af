#include "clients.h"

#include "clock.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { WIRE_MAX = 1024 * 1024, ARENA_MAX = 64 * 1024 * 1024 };
static const int64_t SECOND_US = 1000000, PATIENCE_US = 2000000;

struct clients {
	pthread_mutex_t lock; /* used, fd and peer of all */
	_Atomic size_t bodies;
	size_t bodies_max;
	size_t n;
	struct client v[];
};

struct clients *clients_new(size_t n, size_t bodies_max)
{
	struct clients *c = calloc(1, sizeof *c + n * sizeof c->v[0]);
	if (c == NULL || pthread_mutex_init(&c->lock, NULL) != 0)
		abort();
	c->bodies_max = bodies_max;
	c->n = n;
	for (size_t i = 0; i < n; i++)
		c->v[i].all = c;
	return c;
}

void clients_free(struct clients *c)
{
	for (size_t i = 0; i < c->n; i++) {
		arena_free(c->v[i].wire);
		arena_free(c->v[i].act);
		free(c->v[i].body);
	}
	pthread_mutex_destroy(&c->lock);
	free(c);
}

struct client *client_take(struct clients *all, int fd, struct peer peer)
{
	struct client *c = NULL;
	pthread_mutex_lock(&all->lock);
	for (size_t i = 0; i < all->n && c == NULL; i++)
		if (!all->v[i].used)
			c = &all->v[i];
	if (c != NULL) {
		c->used = true;
		c->fd = fd;
		c->peer = peer;
		client_no_deadline(c);
	}
	pthread_mutex_unlock(&all->lock);
	if (c != NULL && c->wire == NULL) {
		c->wire = arena_new(WIRE_MAX);
		c->act = arena_new(ARENA_MAX);
	}
	return c;
}

void client_leave(struct client *c)
{
	pthread_mutex_lock(&c->all->lock);
	c->used = false;
	c->fd = -1;
	pthread_mutex_unlock(&c->all->lock);
}

size_t clients_from(struct clients *all, const struct peer *p)
{
	size_t n = 0;
	pthread_mutex_lock(&all->lock);
	for (size_t i = 0; i < all->n; i++)
		n += all->v[i].used && strcmp(all->v[i].peer.text, p->text) == 0;
	pthread_mutex_unlock(&all->lock);
	return n;
}

static bool crowded(const struct clients *all)
{
	size_t used = 0;
	for (size_t i = 0; i < all->n; i++)
		used += all->v[i].used;
	return used * 4 > all->n * 3;
}

void clients_watch(struct clients *all)
{
	int64_t now = clock_ticks();
	pthread_mutex_lock(&all->lock);
	int64_t since = crowded(all) ? now - PATIENCE_US : 0;
	for (size_t i = 0; i < all->n; i++) {
		struct client *c = &all->v[i];
		if (c->used && (now > atomic_load(&c->deadline) || atomic_load(&c->waits) < since)) {
			shutdown(c->fd, SHUT_RDWR);
			client_no_deadline(c);
		}
	}
	pthread_mutex_unlock(&all->lock);
}

void client_wait(struct client *c, int64_t seconds)
{
	int64_t now = clock_ticks();
	atomic_store(&c->deadline, now + seconds * SECOND_US);
	atomic_store(&c->waits, now);
}

void client_deadline(struct client *c, int64_t seconds)
{
	atomic_store(&c->deadline, clock_ticks() + seconds * SECOND_US);
	atomic_store(&c->waits, INT64_MAX);
}

void client_no_deadline(struct client *c)
{
	atomic_store(&c->deadline, INT64_MAX);
	atomic_store(&c->waits, INT64_MAX);
}

/* Counts what is really there, not what was announced: an announcement costs the sender nothing. */
bool client_body(struct client *c, const char *p, size_t n)
{
	if (c->body_n + n > c->body_room) {
		size_t room = (c->body_n + n) * 2, more = room - c->body_room;
		if (atomic_fetch_add(&c->all->bodies, more) + more > c->all->bodies_max) {
			atomic_fetch_sub(&c->all->bodies, more);
			return false;
		}
		char *grown = realloc(c->body, room);
		if (grown == NULL)
			abort();
		c->body = grown;
		c->body_room = room;
	}
	memcpy(c->body + c->body_n, p, n);
	c->body_n += n;
	return true;
}

void client_reset(struct client *c)
{
	atomic_fetch_sub(&c->all->bodies, c->body_room);
	free(c->body);
	c->body = NULL;
	c->body_n = c->body_room = 0;
	arena_reset(c->act);
	arena_reset(c->wire);
}

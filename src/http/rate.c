#include "rate.h"

#include "rand.h"

#include <pthread.h>
#include <stdlib.h>

enum { SETS = 1024, WAYS = 4 };
static const int64_t MINUTE_US = 60 * (int64_t)1000000;

struct count {
	uint64_t who;
	int64_t since; /* start of the minute that is counted */
	unsigned n;    /* 0: free */
};

struct rate {
	pthread_mutex_t lock;
	unsigned most;
	uint64_t seed; /* of this process, so that nobody can aim at one set */
	struct count sets[SETS][WAYS];
};

struct rate *rate_new(unsigned per_minute)
{
	struct rate *r = calloc(1, sizeof *r);
	if (r == NULL || pthread_mutex_init(&r->lock, NULL) != 0)
		abort();
	r->most = per_minute;
	rand_bytes(&r->seed, sizeof r->seed);
	return r;
}

void rate_free(struct rate *r)
{
	if (r == NULL)
		return;
	pthread_mutex_destroy(&r->lock);
	free(r);
}

/* FNV-1a with a seed, its bits mixed by the finaliser of splitmix64. */
static uint64_t hash(uint64_t seed, struct str s)
{
	uint64_t h = 0xcbf29ce484222325u ^ seed;
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
	return h ^ (h >> 31);
}

static struct count *place(struct count set[WAYS], uint64_t who, int64_t ticks)
{
	struct count *least = &set[0];
	for (size_t i = 0; i < WAYS; i++) {
		if (ticks - set[i].since >= MINUTE_US)
			set[i].n = 0;
		if (set[i].n > 0 && set[i].who == who)
			return &set[i];
		if (set[i].n < least->n)
			least = &set[i];
	}
	*least = (struct count){.who = who, .since = ticks};
	return least;
}

int rate_take(struct rate *r, struct str address, int64_t ticks)
{
	uint64_t who = hash(r->seed, address);
	int wait = 0;
	pthread_mutex_lock(&r->lock);
	struct count *c = place(r->sets[who % SETS], who, ticks);
	if (c->n < r->most)
		c->n++;
	else
		wait = (int)((c->since + MINUTE_US - ticks + 999999) / 1000000);
	pthread_mutex_unlock(&r->lock);
	return wait;
}

/* The supervisor's boxed children: at most four at a time, each for one file and at most half a minute. */
#ifndef TN_SUPERVISOR_NURSERY_H
#define TN_SUPERVISOR_NURSERY_H

#include "spawn.h"

enum { NURSERY_PLACES = 4, NURSERY_LIFE_MS = 30000 };

struct nursery {
	struct {
		pid_t pid; /* 0: a free place */
		enum duty duty;
		int control;
		int64_t end; /* ms of clock_ticks */
	} at[NURSERY_PLACES];
};

/* Reads one request of the link and answers it. */
void nursery_hear(struct nursery *n, int link, struct str briefing, bool stopping, int64_t now);
/* A process ended: was it one of these? */
bool nursery_ended(struct nursery *n, pid_t pid, int wait_status);
/* Kills those whose time is over; returns when the next one's is, INT64_MAX when there is none. */
int64_t nursery_look(const struct nursery *n, int64_t now);
void nursery_kill_all(const struct nursery *n);
bool nursery_empty(const struct nursery *n);

#endif

/* The one clock. Everything above os/ gets the time as a number (req->now); nothing else reads it. */
#ifndef TN_CLOCK_H
#define TN_CLOCK_H

#include <stdint.h>

struct clock {
	int64_t shift; /* milliseconds added to the real time; 0 in production */
};

/* Milliseconds UTC since 1970. */
int64_t clock_now(const struct clock *c);
/* A clock that shows `start` now and runs on from there (serve --clock; refused in production mode). */
struct clock clock_from(int64_t start);
/* Microseconds of a clock that only runs forward: for durations. */
int64_t clock_ticks(void);

#endif

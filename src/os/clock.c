#include "clock.h"

#include "err.h"

#include <errno.h>
#include <time.h>

static struct timespec read_clock(clockid_t id)
{
	struct timespec t;
	if (clock_gettime(id, &t) != 0)
		BUG("clock_gettime: errno %d", errno);
	return t;
}

int64_t clock_now(const struct clock *c)
{
	struct timespec t = read_clock(CLOCK_REALTIME);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + c->shift;
}

struct clock clock_from(int64_t start)
{
	struct clock real = {0};
	return (struct clock){.shift = start - clock_now(&real)};
}

int64_t clock_ticks(void)
{
	struct timespec t = read_clock(CLOCK_MONOTONIC);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

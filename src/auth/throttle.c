#include "throttle.h"

enum { FIRST_WAIT_MS = 30 * 1000, LONGEST_WAIT_MS = 15 * 60 * 1000 };

static const struct {
	int64_t free, forget_ms;
} kinds[THROTTLE__N] = {
	[THROTTLE_ACCOUNT] = {THROTTLE_FREE_ACCOUNT, INT64_C(24) * 3600 * 1000},
	[THROTTLE_ADDRESS] = {THROTTLE_FREE_ADDRESS, INT64_C(15) * 60 * 1000},
};

int64_t throttle_wait(int64_t failures, int64_t free)
{
	if (failures < free || failures <= 0)
		return 0;
	int64_t wait = FIRST_WAIT_MS;
	for (int64_t over = failures - free; over > 0 && wait < LONGEST_WAIT_MS; over--)
		wait *= 2;
	return wait < LONGEST_WAIT_MS ? wait : LONGEST_WAIT_MS;
}

int64_t throttle_counts(enum throttle_kind kind, int64_t failures, int64_t last, int64_t now)
{
	return now - last > kinds[kind].forget_ms ? 0 : failures;
}

int64_t throttle_left(enum throttle_kind kind, int64_t failures, int64_t last, int64_t now)
{
	int64_t wait = throttle_wait(throttle_counts(kind, failures, last, now), kinds[kind].free);
	if (wait == 0 || now < last)
		return wait;
	return now - last >= wait ? 0 : wait - (now - last);
}

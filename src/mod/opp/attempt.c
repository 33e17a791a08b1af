#include "attempt.h"

#include "date.h"
#include "opp.h"

void attempt_add(struct attempts *a, struct str way, struct val due, int64_t on)
{
	for (size_t i = 0; contact_ways[i].code != NULL; i++)
		if (str_is(way, contact_ways[i].code))
			a->seen |= UINT32_C(1) << i;
	a->ways = (size_t)__builtin_popcount(a->seen);
	if (due.type == VAL_INT && due.i < a->from)
		a->from = (int32_t)due.i;
	if (on > a->last)
		a->last = (int32_t)on;
}

bool attempts_enough(const struct attempts *a)
{
	return a->ways >= ATTEMPT_WAYS_NEEDED && a->from <= a->last;
}

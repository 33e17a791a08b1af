/* How often an address may do something: a bounded table of counts per minute. When it is full the address that was
 * counted least makes room, so a flood from many addresses costs no memory. Thread safe. */
#ifndef TN_RATE_H
#define TN_RATE_H

#include "str.h"

struct rate;

struct rate *rate_new(unsigned per_minute);
void rate_free(struct rate *r);
/* Counts one at `ticks` (microseconds of a clock that only runs forward): 0 when it is allowed, otherwise the seconds
 * to wait. */
int rate_take(struct rate *r, struct str address, int64_t ticks);

#endif

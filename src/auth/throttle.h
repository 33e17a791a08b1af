/* Delay after failed sign-ins, per account name as typed and per address of origin, growing: 5 free tries (20 from one
 * address), then 30 s, 1, 2, 4 ... at most 15 minutes. The same for accounts that do not exist. Rows of table attempt;
 * this layer only says what follows from them, the writer is mod/people. */
#ifndef TN_THROTTLE_H
#define TN_THROTTLE_H

#include <stdint.h>

enum { THROTTLE_FREE_ACCOUNT = 5, THROTTLE_FREE_ADDRESS = 20 };

/* Milliseconds to wait after `failures` in a row when `free` are without delay; 0 when none. */
int64_t throttle_wait(int64_t failures, int64_t free);

/* What a key in table attempt counts. Failures are forgotten after a quiet time: a day for an account name (a right
 * sign-in forgets them at once), a quarter of an hour for an address, which a whole school may share. */
enum throttle_kind { THROTTLE_ACCOUNT = 0, THROTTLE_ADDRESS, THROTTLE__N };

/* How many of `failures`, the latest at `last`, still count at `now`. */
int64_t throttle_counts(enum throttle_kind kind, int64_t failures, int64_t last, int64_t now);
/* Milliseconds from `now` until the next try; 0 when it may be now. A clock that went back never adds to it. */
int64_t throttle_left(enum throttle_kind kind, int64_t failures, int64_t last, int64_t now);

#endif

/* Delay after failed sign-ins, per account name as typed and per address of origin, growing: 5 free tries, then
 * 30 s, 1, 2, 4 ... at most 15 minutes. The same for accounts that do not exist. Rows of table attempt; this layer
 * only says what follows from them, the writer is mod/people. */
#ifndef TN_THROTTLE_H
#define TN_THROTTLE_H

#include <stdint.h>

enum { THROTTLE_FREE_ACCOUNT = 5, THROTTLE_FREE_ADDRESS = 20 };

/* Milliseconds to wait after `failures` in a row when `free` are without delay; 0 when none. */
int64_t throttle_wait(int64_t failures, int64_t free);

#endif

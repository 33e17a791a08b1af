/* Tries at doors that answer by knowing something exactly: counted per account before they are looked at, and kept for
 * the privacy officer, without what was typed. */
#ifndef TN_DOOR_TRY_H
#define TN_DOOR_TRY_H

#include "change.h"

#define DOOR_BREAK_GLASS "noodtoegang"
#define DOOR_HELPER "meekijker"

/* One more try of this viewer; ERR_TOO_BIG when there were `most` in the last `within_ms`: it is counted, nothing may
 * be looked at. */
enum err door_try(struct act *act, const char *door, int most, int64_t within_ms) MUST_CHECK;
/* The try of this act found something. */
void door_hit(const struct act *act, struct change *c, const char *door);

#endif

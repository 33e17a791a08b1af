/* Rights that begin or end by date: reach already shuts at that very moment (until > now in every question); this
 * opens what begins, and takes away the rows that are left over. */
#ifndef TN_REACH_SWEEP_H
#define TN_REACH_SWEEP_H

#include "model.h"

/* One round: every route of which a relation began or ended since the last round that was finished (setting
 * reach.swept) gets its reach and shelf anew, each in a transaction of its own. *routes is how many. A round that was
 * cut off is done again. */
enum err reach_sweep(struct db *db, const struct model *m, struct arena *a, int64_t now,
                     int64_t *routes) MUST_CHECK;

/* When the policy is not the one that reach and shelf were last made under (setting policy.rev), all of both is made
 * anew, before anything is served. *routes is how many were done; 0 when nothing had to be. */
enum err reach_fit_policy(struct db *db, const struct model *m, struct arena *a, int64_t now,
                          int64_t *routes) MUST_CHECK;

#endif

/* Upkeep: what has had its time goes away by itself. Sessions and tries a day after their end, form keys after a day
 * (conventions 5), drafts after 90 days (ui.md 4), invitations keep their row: that someone was invited is audit. */
#ifndef TN_UPKEEP_H
#define TN_UPKEEP_H

#include "db.h"

/* One round, in one transaction; *removed gets the number of rows. Safe to repeat. */
enum err upkeep_run(struct db *db, struct arena *a, int64_t now, int64_t *removed) MUST_CHECK;

#endif

/* The master key of a data folder and the one that takes its place. A new one stands beside it as keys/master.next; the
 * database says in the setting keys.master for which of both its values are sealed, and says it anew in the very
 * transaction that seals them all. So there is no moment at which nobody knows. */
#ifndef TN_MASTER_H
#define TN_MASTER_H

#include "command.h"
#include "db.h"

/* What was begun by a rotation that was cut off is finished or taken away; the caller holds serve.lock. 0, or the exit
 * code after one line. */
int master_settle(struct invocation *in, struct db *db);
/* The same for who does not hold the lock: nothing while someone else has it, who has seen to it. */
int master_settle_alone(struct invocation *in, struct db *db);

struct resealed {
	int64_t part_keys, factors, letters, others; /* letters: codes on paper that worked until now */
};
/* A new master key for everything; the lock is held. */
int master_rotate(struct invocation *in, struct db *db, struct resealed *out);

#endif

/* Changes are chained, like looks: the act, who did it, and a digest of every value that changed are hashed with the
 * link before them (docs/decisions/0013). Only the write unit adds to it. */
#ifndef TN_AUDIT_H
#define TN_AUDIT_H

#include "chain.h"
#include "db.h"

/* One act, as it stands in change_group. */
struct audit_group {
	int64_t id, at, account, undo_until;
	int64_t undoes; /* the group that is taken back; 0: none */
	struct str pid, role, door, done;
	/* where its values were taken over from and the date of that, as text; empty: typed */
	struct str source, source_on;
};

struct audit; /* one act on its way into the chain */

/* The field of a row that says how many values of this record were erased; with the name of a field behind it: of that
 * field alone. */
#define AUDIT_ERASED "*"

/* Puts the group into the batch. `seed`: salts follow from it, for data that comes out the same each time; empty: they
 * come from the kernel. */
struct audit *audit_group(struct arena *a, struct batch *b, const struct audit_group *g, struct str seed);
/* Puts one value that changed, as history keeps it (text, or sealed bytes), at most once per record and field. */
void audit_value(struct audit *audit, struct batch *b, struct str record, int64_t id, struct str field, struct val old,
		 struct val new);
/* Removes the values of a record from all of history, or of one field of it (empty: all), also those of this act that
 * have been run; their digests stay, and the chain says how many went. At most once per record and field. */
enum err audit_erase(struct audit *audit, struct conn *c, struct str record, int64_t id, struct str field) MUST_CHECK;

/* Adds the act to the chain of this connection, in its transaction, as late as can be: what was put must have been run.
 * ERR_BUSY when another process wrote in the same chain at the same moment: try the whole change again. */
enum err audit_link(struct audit *audit, struct conn *c) MUST_CHECK;
/* After the commit of a link, with its result: the connection remembers where its chain stands. */
void audit_ended(const struct audit *audit, struct conn *c, enum err e);

/* Walks all chains of changes in `db`. OK, or ERR_CONFLICT with a line per fault in *why. */
struct audit_found {
	int64_t chains, groups, values;
	int64_t erased; /* values that are gone, and of which the chain says so */
	struct str why;
};
enum err audit_verify(struct db *db, struct arena *a, struct audit_found *out) MUST_CHECK;
/* The same on a connection, also inside its transaction. */
enum err audit_verify_in(struct conn *c, struct arena *a, struct audit_found *out) MUST_CHECK;

#endif

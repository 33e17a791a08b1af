/* Filling a new database with all that another one held. Foreign keys are asked at the end; on PostgreSQL all of it is
 * one transaction, in which keys and indexes are made at the end too; on SQLite the file has no name yet while it is
 * filled (cmd/restore.h). */
#ifndef TN_BULK_H
#define TN_BULK_H

#include "db.h"

struct bulk;

/* Begins a write transaction on `c`. *why, in `a`, says in words what the database had against it; also below. */
enum err bulk_begin(struct conn *c, struct arena *a, struct bulk **out, struct str *why) MUST_CHECK;
struct conn *bulk_conn(const struct bulk *b);
/* A moment to write away what was filled, where that is possible: all references must hold. */
enum err bulk_pause(struct bulk *b, struct str *why) MUST_CHECK;
/* ERR_CONFLICT when something refers to what is not there, or stands there twice. */
enum err bulk_commit(struct bulk *b, struct str *why) MUST_CHECK;

/* Is there no table at all in it? */
enum err db_is_bare(struct db *db, struct arena *a, bool *bare) MUST_CHECK;
/* Takes away every table: only for a database that was bare and was filled by us. */
enum err db_strip(struct db *db, struct arena *a, struct str *why) MUST_CHECK;

#endif

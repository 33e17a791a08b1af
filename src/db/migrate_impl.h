/* The same as migrate.h over a list of migrations of the caller's: for the tests of this layer. */
#ifndef TN_MIGRATE_IMPL_H
#define TN_MIGRATE_IMPL_H

#include "migrate.h"

struct migration_list {
	const struct migration *m;
	size_t n;
};

enum err list_state(struct db *db, struct migration_list list, struct arena *a, enum schema_state *out) MUST_CHECK;
enum err list_migrate(struct db *db, struct migration_list list, struct arena *a, int *applied,
                      struct str *why) MUST_CHECK;
enum err list_check(struct db *db, struct migration_list list, struct arena *a, struct str *why) MUST_CHECK;

/* Cuts the next statement off `*rest`, without its semicolon and with its tokens in the words of the database; empty
 * at the end. ERR_INVALID on an unknown token or an open quote. */
enum err script_next(struct arena *a, bool postgres, struct str *rest, struct str *out) MUST_CHECK;

#endif

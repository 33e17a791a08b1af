/* Puts a dump into new databases, row by row as it comes in. */
#ifndef TN_LOAD_H
#define TN_LOAD_H

#include "bulk.h"
#include "dump.h"

/* `looks` NULL: `main` holds all. The caller commits both, or rolls back. The room of `in` is `room`, of at least
 * LOAD_ROOM. */
struct load_to {
	struct bulk *main, *looks;
};
enum { LOAD_ROOM = 128 << 20 };
enum err dump_load(const struct dump_tables *t, struct dump_in *in, struct arena *room, const struct load_to *to,
                   struct arena *a, struct dump_found *out, struct str *why) MUST_CHECK;

#endif

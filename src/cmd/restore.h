/* From a dump or a back-up to databases that can be served: read, proven, and only then given their names. */
#ifndef TN_RESTORE_H
#define TN_RESTORE_H

#include "backup_head.h"
#include "command.h"
#include "proof.h"
#include "sealed.h"
#include "stream.h"

/* The files below the data folder that go along in a back-up; NULL at the end. */
extern const char *const restorable_files[];

/* A file that is read. */
struct incoming {
	const char *path;
	struct stream file;
	struct sealed_in *sealed;
	struct arena *room;
	struct dump_in *in;
	struct dump_tables tables;
	struct backup_head head; /* of a back-up */
};
/* Opens a back-up with the private key in `key_path`, or, where that is NULL, a dump. 0, or the exit code after one
 * line. */
int incoming_open(struct invocation *in, const char *path, const char *key_path, struct incoming *out);
void incoming_close(struct incoming *i);

struct restored {
	struct dump_found found;
	struct proof_found proof;
	bool whole; /* the chains are as they were written */
};
/* Fills a database: a new SQLite file `file` with looks.db beside it, or a PostgreSQL at `url` without tables (the
 * other is NULL). The chains are proven; `unproven`: a fault in them is told and no reason to stop. On every other
 * fault nothing is left of it. 0, or the exit code after one line. */
int restore_database(struct invocation *in, struct incoming *from, const char *file, const char *url, bool unproven,
                     struct restored *out);

/* The command import region: a dump into the database of the settings. */
int import_region(struct invocation *in, const char *path);

/* What came out, in words or as JSON; `done` is the first word: "restored". `us`: how long it took. */
void restored_print(struct invocation *in, const char *done, const struct incoming *from, const struct restored *r,
                    int64_t us);

#endif

/* What stands before the dump in a back-up: when it was made, by which version, and the small files without which the
 * data cannot be used (settings, master key). Only in a sealed file. */
#ifndef TN_BACKUP_HEAD_H
#define TN_BACKUP_HEAD_H

#include "dump.h"

enum { BACKUP_FILES_MAX = 8, BACKUP_FILE_BYTES = 64 * 1024 };

struct backup_file {
	struct str name, bytes; /* name: below the data folder */
};

struct backup_head {
	int64_t made;
	struct str version, database; /* database: sqlite or postgresql */
	struct backup_file files[BACKUP_FILES_MAX];
	size_t n_files;
};

enum err backup_head_put(struct dump_out *o, const struct backup_head *h) MUST_CHECK;
/* Its texts live in `a`. ERR_INVALID and *why. */
enum err backup_head_get(struct dump_in *in, struct arena *a, struct backup_head *out, struct str *why) MUST_CHECK;

#endif

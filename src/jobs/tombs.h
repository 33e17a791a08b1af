/* Tombstones beside the database: DATA/tombstones.log, and the same in the folder of `witness`. Lines are only added.
 * They outlive a lost database, so that a back-up that is put back brings nothing back (docs/decisions/0028). */
#ifndef TN_TOMBS_H
#define TN_TOMBS_H

#include "tombstone.h"

struct tombs {
	int fd;    /* -1: the file is not one of ours, and is left as it is */
	int64_t n; /* the last that stands in it */
};

/* Opens a file for adding, made where there is none; half a line at its end, of a power cut, is taken off. Before the
 * box closes. ERR_INVALID with *why: a line is not as it was written. */
enum err tombs_open(struct arena *a, const char *path, struct tombs *out, struct str *why) MUST_CHECK;
/* Adds what the database has and the file does not; *behind: the file knows of more than the database does, so the
 * database was put back without them (retention replay). */
enum err tombs_write(struct tombs *t, struct db *db, struct arena *a, bool *behind) MUST_CHECK;

/* All of a database, as one text. */
enum err tombs_text(struct conn *c, struct arena *a, struct str *out) MUST_CHECK;

#endif

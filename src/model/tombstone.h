/* What was destroyed: a row per part of a child's dossier, or per text of it that was taken out of history, in a chain,
 * in the database and in a file beside it. A back-up that is put back brings nothing back: what was destroyed since is
 * destroyed again (docs/decisions/0028). A tombstone says which part of which public id went, when and why; nothing of
 * the child. */
#ifndef TN_TOMBSTONE_H
#define TN_TOMBSTONE_H

#include "chain.h"
#include "db.h"
#include "policy.h"

struct tombstone {
	int64_t n;   /* 1, 2, 3 ... over the whole database */
	int64_t region, at;
	enum part part;
	struct str text;  /* of one text only: "RECORD:PID:FIELD:REV", its rev when it went; empty: all of the part */
	struct str route; /* public id */
	struct str run;   /* public id of the run that did it; empty: none */
	struct str why;   /* English, a literal of the program */
	struct link link; /* BLAKE2b-256 of the one before it and all of the above */
};

/* The link of `t` behind `before` (zeros: it is the first). */
struct link tombstone_link(struct arena *a, const struct link *before, const struct tombstone *t);

/* One line of the file, with its end. */
struct str tombstone_line(struct arena *a, const struct tombstone *t);

/* A whole file: every line is held against the one before it. ERR_INVALID: *why says which line is not as it was
 * written. */
struct tombstones {
	const struct tombstone *v;
	size_t n;
};
enum { TOMBSTONES_FILE_MAX = 64 << 20 };
enum err tombstones_parse(struct arena *a, struct str text, struct tombstones *out, struct str *why) MUST_CHECK;

/* The last one of the database; n 0: there is none. */
enum err tombstone_last(struct conn *c, struct arena *a, struct tombstone *out) MUST_CHECK;
/* At most 1,000 above `after`, in order. */
enum err tombstones_after(struct conn *c, struct arena *a, int64_t after, struct tombstones *out) MUST_CHECK;
/* Adds one, in the transaction of the caller. */
enum err tombstone_put(struct conn *c, struct arena *a, const struct tombstone *t) MUST_CHECK;
/* All of the database, held against each other. ERR_CONFLICT: *why says which is not as it was written. */
enum err tombstones_verify(struct conn *c, struct arena *a, int64_t *n, struct str *why) MUST_CHECK;

#endif

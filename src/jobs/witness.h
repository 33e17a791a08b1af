/* Witnessed heads. A chain proves itself but for its end: who can cut off the end, or put back an old file, leaves a
 * shorter chain that is whole. So where each chain stands is written down elsewhere every ten minutes: of changes with
 * the looks, of looks with the changes, both in DATA/heads.log and, where there is one, in a folder on another disk
 * (decision 0013). A chain may only have grown since.
 *
 * One line of a file: 2026-11-23T09:00:00Z changes 1 153 LINK (64 hexadecimal digits). */
#ifndef TN_WITNESS_H
#define TN_WITNESS_H

#include "chain.h"
#include "db.h"

enum chains { CHAINS_CHANGES = 0, CHAINS_LOOKS, CHAINS__N };

struct head_line {
	enum chains of;
	int64_t chain, n, at;
	struct link link;
};
struct head_lines {
	struct head_line *v;
	size_t n;
};

/* The two databases: the same on PostgreSQL. */
struct witness_dbs {
	struct db *of[CHAINS__N];
};

/* Where all chains of changes and the last 32 of looks stand now. */
enum err heads_now(const struct witness_dbs *dbs, struct arena *a, int64_t now, struct head_lines *out) MUST_CHECK;
struct str heads_text(struct arena *a, const struct head_lines *lines);
/* The lines of a file; ERR_INVALID, with its number in *line, for one that is not ours. A last line without its end was
 * cut off while it was written and is left out. */
enum err heads_parse(struct arena *a, struct str text, struct head_lines *out, int64_t *line) MUST_CHECK;

/* Remembers what was written, so that only chains that grew are written again. */
struct witness;
struct witness *witness_new(struct arena *a);
/* Writes down the heads that moved: in the other database, and at the end of the files `fds`. The first error is
 * returned, but all places are tried. */
enum err witness_run(struct witness *w, const struct witness_dbs *dbs, const int *fds, size_t n_fds, struct arena *a,
                     int64_t now) MUST_CHECK;

/* Is each of these heads still in its chain? OK, or ERR_CONFLICT with a line per chain at fault in *why. */
enum err heads_hold(const struct witness_dbs *dbs, const struct head_lines *lines, struct arena *a,
                    struct str *why) MUST_CHECK;
/* The same on a connection to a database with both, also inside its transaction. */
enum err heads_hold_in(struct conn *c, const struct head_lines *lines, struct arena *a, struct str *why) MUST_CHECK;
/* The same for the heads that the databases hold of each other; *n is how many. */
enum err heads_hold_kept(const struct witness_dbs *dbs, struct arena *a, int64_t *n, struct str *why) MUST_CHECK;

/* When heads were last written down; 0: never. Reads the database of changes. */
enum err witness_last(struct conn *c, struct arena *a, int64_t *at) MUST_CHECK;

#endif

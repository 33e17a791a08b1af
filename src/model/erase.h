/* Destroying a part of a child's dossier: rows, what history holds of them, bytes of files, what happened, lists,
 * drafts, what waits to be told, and the key; and a tombstone that says so. The chains of changes go on proving:
 * digests stay (docs/decisions/0013, 0028). Whose right it is to ask for it is for the caller. */
#ifndef TN_ERASE_H
#define TN_ERASE_H

#include "change.h"
#include "tombstone.h"

/* As part of a change: in its transaction, or not at all. `why` is English for tr(), a whole sentence ("Destroyed: the
 * term of keeping was over"): who may still read that part of the child finds it on the timeline, with the day.
 * PART_KERN takes along all that is left about the child, the route itself too: change_commit is ERR_INVALID while
 * another part still holds something. */
void erase_part(struct change *c, int64_t route, enum part part, const char *why);
/* The public id of the run that erases: stands in the tombstones of this change. */
void erase_of_run(struct change *c, struct str run);
/* The same for what was destroyed before and came back with a back-up: the tombstone stays what it was. */
void erase_again(struct change *c, int64_t route, const struct tombstone *t);
/* After the commit: how many rows and files went. */
struct erased {
	int64_t rows, files;
};
struct erased erase_done(const struct change *c);

/* How much a part of a child holds: rows and files of it. */
enum err erase_size(struct act *act, int64_t route, enum part part, struct erased *out) MUST_CHECK;

/* For change_commit only: inside its transaction, behind what it writes; and behind that, what history holds of the
 * records and texts that change_erase named. */
enum err erase_write(struct change *c, struct conn *conn) MUST_CHECK;
enum err erase_past(struct change *c, struct conn *conn) MUST_CHECK;
/* The route that the i-th erasing of the change is about, for its lists; 0: it is gone, or there is no such. */
int64_t erase_route(const struct change *c, size_t i);

#endif

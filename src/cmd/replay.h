/* What was destroyed after a back-up was made is destroyed again when it is put back (docs/decisions/0028). */
#ifndef TN_REPLAY_H
#define TN_REPLAY_H

#include "command.h"

/* Replays the tombstones of a file in the database of the settings, and puts the file beside it as DATA/tombstones.log.
 * 0, or the exit code after one line. */
int tombstones_replay(struct invocation *in, const char *path);

#endif

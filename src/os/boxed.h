/* Asking the supervisor for a boxed child: a process that sees one file and nothing else. Thread safe. */
#ifndef TN_BOXED_H
#define TN_BOXED_H

#include "str.h"

enum boxed_kind {
	BOXED_NONE = 0,
	BOXED_ECHO, /* gives back what it reads: for trying out the box */
	BOXED__N
};

enum boxed_message { BOXED_RUN = 1 };

struct boxed;
/* On the link `fd` to the supervisor (kept by the caller). */
struct boxed *boxed_new(int fd);
void boxed_free(struct boxed *b);
/* Starts a child of this kind. *stream is our end of a stream: write the file, shutdown(SHUT_WR), read the answer to its
 * end, close. It ends early when the child was killed by its box, its memory or its time. ERR_BUSY: too many are at
 * work. */
enum err boxed_run(struct boxed *b, enum boxed_kind kind, int *stream) MUST_CHECK;

#endif

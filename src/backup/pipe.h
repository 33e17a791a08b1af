/* Where the bytes of a dump or a back-up go to and come from: a file, a seal around another one, memory in tests. */
#ifndef TN_PIPE_H
#define TN_PIPE_H

#include "str.h"

struct sink {
	enum err (*put)(void *ctx, const void *p, size_t n);
	void *ctx;
};

/* Fills `p` with `n` bytes, or fewer at the end. A fault that it can name itself goes into *why (in `a`). */
struct source {
	enum err (*get)(void *ctx, void *p, size_t n, size_t *got, struct arena *a, struct str *why);
	void *ctx;
};

#endif

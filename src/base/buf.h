/* A growing run of bytes that is born with a maximum. Its error is sticky: write straight through and look once at
 * the end (buf.failed). Lives in an arena, so there is nothing to free. */
#ifndef TN_BUF_H
#define TN_BUF_H

#include "str.h"

struct buf {
	char *p;
	size_t n, cap, max;
	struct arena *arena;
	bool failed; /* the maximum was reached; what did not fit is not there */
};

void buf_init(struct buf *b, struct arena *a, size_t max);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_str(struct buf *b, struct str s);
void buf_c(struct buf *b, const char *c);
void buf_byte(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
static inline struct str buf_view(const struct buf *b)
{
	return (struct str){b->p, b->n};
}

#endif

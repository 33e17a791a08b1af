/* What the HTTP library made of the head of a request, held against the rules of RFC 9112 that it is lenient about.
 * A proxy in front and this server must never read the same bytes as different requests. */
#ifndef TN_WIRE_H
#define TN_WIRE_H

#include "form.h"

enum { HEAD_BYTES_MAX = 16 * 1024 };

/* Pointers into the one block of memory that the head came in, as the library left it: every line end and every colon
 * is now NUL. */
struct wire {
	const char *method, *uri, *version;
	size_t uri_n;
	size_t head_n;        /* from the method up to and with the empty line */
	struct pairs raw;     /* names and values as slices of the block */
};

/* 0, with the headers under lower-case names and the announced length of the body; or the status to refuse with:
 * 400 for anything two readers could differ about, 431 for too much. */
int wire_read(struct arena *a, const struct wire *w, struct pairs *headers, uint64_t *body_n);

/* May it stand in a token: a header name, a method, a parameter (RFC 9110, 5.6.2)? */
bool wire_token_char(char c);

#endif

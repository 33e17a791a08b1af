/* XML that a stranger sends, read from front to back inside a box: no network, no document type, no entities; depth,
 * number of nodes and length of text are bounded, and a number of a citizen anywhere refuses all of it. */
#ifndef TN_XML_IN_H
#define TN_XML_IN_H

#include "str.h"

enum { XML_DEPTH_MAX = 40, XML_NODES_MAX = 4000000 };

/* Why nothing was read further: codes that a kind of file has its own words for. */
#define XML_BSN "bsn"     /* a number of a citizen */
#define XML_DTD "dtd"     /* a document type or an entity */
#define XML_BROKEN "xml"  /* no whole XML of one byte a character, or one in another without end */
#define XML_LARGE "large" /* too much */

struct xml_in {
	void *ctx;
	/* The names come without their prefix; slices live until the next call. `empty`: no end follows. */
	void (*begin)(struct xml_in *x, struct str name, int depth, bool empty);
	void (*attribute)(struct xml_in *x, struct str name, struct str value); /* after begin; may be NULL */
	void (*text)(struct xml_in *x, struct str s, int depth);                /* of an element at depth - 1 */
	void (*end)(struct xml_in *x, int depth);
	/* Content that is no text, such as an attachment in base64: not looked through. May be NULL. */
	bool (*opaque)(struct xml_in *x);
	const char *refused; /* a handler sets it to stop */
	size_t line;         /* where it is */
	struct str space;    /* the namespace of the first element; lives as long as xml_read */
};

/* All of it; x->refused says whether. */
void xml_read(struct xml_in *x, struct str bytes);

#endif

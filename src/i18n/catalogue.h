/* The shape of the compiled catalogue: what tools/po_compile.c writes and tr.c reads. */
#ifndef TN_CATALOGUE_H
#define TN_CATALOGUE_H

#include "tr.h"

enum { TR_ONE, TR_MANY, TR__FORMS };

struct tr_entry {
	const char *english;
	const char *text[LANG__N][AUD__N][TR__FORMS]; /* NULL where the catalogue has no text of its own */
};

/* Open addressing: the entry of a text stands at its hash or in one of the places behind it, before an empty one. */
struct tr_catalogue {
	const struct tr_entry *const *place;
	uint32_t mask; /* places - 1; places is a power of two, at most half full */
};
extern const struct tr_catalogue tr_catalogue;

/* FNV-1a. */
static inline uint32_t tr_hash(const char *text)
{
	uint32_t h = 2166136261u;
	for (; *text != '\0'; text++)
		h = (h ^ (unsigned char)*text) * 16777619u;
	return h;
}

#endif

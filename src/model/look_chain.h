/* What the writer of looks and their proof share. */
#ifndef TN_LOOK_CHAIN_H
#define TN_LOOK_CHAIN_H

#include "chain.h"
#include "db.h"

/* Writes down for a new chain where every other stands that moved since one was seen last. */
enum err look_see(struct conn *c, struct arena *a, int64_t chain) MUST_CHECK;
/* The first link of a chain: made of what it saw, so that cutting one of those short later no longer fits. */
enum err look_first(struct conn *c, struct arena *a, int64_t chain, int64_t began, struct link *out) MUST_CHECK;

struct looks;
/* One reading statement where looks are kept. ERR_DOWN: there is no writer of looks. */
enum err looks_read(struct looks *l, struct arena *a, const struct stmt *s, const struct val *args, size_t n,
                    const struct rows **out) MUST_CHECK;

#endif

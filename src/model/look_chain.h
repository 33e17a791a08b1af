/* What the writer of looks and their proof share. */
#ifndef TN_LOOK_CHAIN_H
#define TN_LOOK_CHAIN_H

#include "chain.h"
#include "db.h"

/* The first link of a chain: made of the heads of all chains before it, so that cutting one of them short later no
 * longer fits. */
enum err look_witness(struct conn *c, struct arena *a, int64_t chain, struct link *out) MUST_CHECK;

#endif

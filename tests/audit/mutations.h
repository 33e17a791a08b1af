/* One alteration of the record of looks and changes, as someone could make it who has the database in hand. */
#ifndef TN_MUTATIONS_H
#define TN_MUTATIONS_H

#include "db.h"
#include "rand.h"

/* Alters something on the connection, inside its transaction. Returns what in words, or NULL when nothing was really
 * altered (the same value, nothing to alter): then it does not count. */
const char *mutate(struct conn *c, struct arena *a, struct dice *dice);

#endif

/* What the two halves of the shelf share: its making (shelf_build.c) and its reading (shelf.c). */
#ifndef TN_SHELF_IMPL_H
#define TN_SHELF_IMPL_H

#include "shelf.h"

/* A seat has its role. What an account has by itself stands in a list of its own per role, since work is shown only in
 * the role one acts in; own family stands in that of no role, which is read in every role. */
int64_t shelf_list(const struct list *list, enum role role);

/* Asks `w` for no facet at all? */
bool facet_all(const struct shelf_where *w);
/* What a statement compares the facet with: bits, what they must be, other bits, and what those must not be. */
void facet_args(const struct shelf_where *w, struct val out[4]);

#endif

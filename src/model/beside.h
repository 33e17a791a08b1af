/* Where the records stand that the rules of a record look at (record.sees). */
#ifndef TN_BESIDE_H
#define TN_BESIDE_H

#include "model.h"

/* The statement that reads them and its key. */
struct beside_by {
	const struct stmt *by;
	struct val key;
};
/* Those of type `s` beside `row`; of one that is not beside it: BUG. */
struct beside_by beside_by(const struct model *m, const struct record *s, const struct row *row);

#endif

/* What people read instead of a value: choices as their labels, references by the title of what they point at, as far
 * as this reader may see that. */
#ifndef TN_TITLE_H
#define TN_TITLE_H

#include "scope.h"

/* The field that names the row, or the label of its kind. The row comes masked. */
struct str row_title(struct arena *a, struct speak sp, const struct row *r);

/* One value of a field, to be read. `seen` is the record that it belongs to. */
struct told {
	const struct field *field;
	struct val v;
	struct str text; /* the answer; empty: there is nothing, or nothing that this reader may know */
};
/* Fills in `text` of all; references cost one batch together. */
enum err told_read(struct act *act, const struct seen *seen, struct told *v, size_t n) MUST_CHECK;

/* The same for whole rows: out[i] holds a text per field of v[i].row.rec, empty for what is hidden. */
enum err told_rows(struct act *act, const struct seen *v, size_t n, const struct str ***out) MUST_CHECK;

#endif

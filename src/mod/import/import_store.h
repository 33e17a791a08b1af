/* Inside of mod/import: rows in the database, and the stages of an import. */
#ifndef TN_IMPORT_STORE_H
#define TN_IMPORT_STORE_H

#include "import.h"

struct val import_stage_val(enum import_stage s);
const char *import_stage_label(enum import_stage s); /* English, for tr() */

struct import_plan {
	struct arena *a;
	const struct import_kind *kind;
	struct import_row *rows;
	size_t n, cap;
	int64_t same, outside;
	bool failed; /* more than IMPORT_ROWS_MAX */
};

/* Does putting this row in do something? */
bool import_row_acts(const struct import_row *row);
bool import_row_clashes(const struct import_row *row);
/* The rows that are still to be put in, lowest first. */
enum err import_rows_left(struct act *act, const struct import_kind *kind, int64_t import, size_t most,
                          struct import_row **out, size_t *n) MUST_CHECK;
/* This row is done, in the transaction of `c`: once, and only while the import is being put in. */
void import_row_done(struct change *c, int64_t import, size_t n);
/* The first IMPORT_SHOWN rows, and how many that do something are done: one batch. */
enum { IMPORT_SHOWN = 1000 };
enum err import_look(struct act *act, const struct import_kind *kind, int64_t import, struct import_row **rows,
                     size_t *n, int64_t *done, int64_t *of) MUST_CHECK;
/* All rows of it go. */
void import_rows_drop(struct change *c, int64_t import);
enum err import_by_id(struct act *act, int64_t import, struct row *out) MUST_CHECK;

#endif

/* Inside of mod/import: what its pages share. */
#ifndef TN_IMPORT_PAGES_H
#define TN_IMPORT_PAGES_H

#include "import_store.h"

/* One import as its page shows it. */
struct look {
	struct req *req;
	const struct import_kind *kind;
	const struct row *import;
	enum import_stage stage;
	struct import_row *rows;
	size_t n;
	bool cut; /* there may be more rows */
	int64_t done, of;
};

/* May the role acted in do this kind at all? */
bool import_may(const struct req *req, const struct import_kind *kind);
/* The import of the request, when it is of this kind and this role may do that; else ERR_NOT_FOUND. A list of people is
 * shown to nobody but who read it: what it says of a child was open to that reader, and not to every colleague with the
 * same role. */
enum err import_mine(struct req *req, const struct import_kind *kind) MUST_CHECK;
const char *import_under(struct req *req, const struct import_kind *kind, struct str pid, const char *tail);
/* Does a person have to say something about this row? */
bool import_to_decide(const struct look *l, const struct import_row *row);
struct str import_reason(struct req *req, const struct import_row *row); /* why it was rejected, for people */

#endif

/* Lists of records that belong to no child, in pages by key: ordinary indexes, region first. The rows come masked and
 * only as far as the record's access rows reach for this reader. */
#ifndef TN_LISTING_H
#define TN_LISTING_H

#include "scope.h"

/* A question as it stands in the address: ?op=ORDER&FILTER=CODE&zoek=WORD&na=PID. Names that are no filter of the
 * record and values that are no code are left out, never an error: old links keep working. */
struct listing_query {
	size_t order;          /* place in listing.orders */
	struct val *filters;   /* one per filter; VAL_NULL: not asked */
	struct str find;       /* folded; empty: not asked */
	struct str after;      /* pid of the last row of the page before; empty: the front */
};
struct listing_query listing_ask(struct arena *a, const struct record *rec, struct pairs query);
/* The same question as an address query ("?soort=bo&na=..."), with `after`; empty values leave no trace. */
struct str listing_address(struct arena *a, const struct record *rec, const struct listing_query *q,
                           struct str after);

/* Is this the name of something in such a question? */
bool listing_takes(const struct record *rec, struct str name);

/* One page of at most SHELF_PAGE rows. ERR_DENIED: this reader may see none of these records. */
enum err listing_page(struct act *act, const struct record *rec, const struct listing_query *q,
                        struct seen_page *out) MUST_CHECK;
/* The page and how many fit, exactly to 1,000 (more gives 1,001), read at once. ERR_TOO_BIG: more rows than may be
 * searched for a word. */
enum err listing_look(struct act *act, const struct record *rec, const struct listing_query *q, struct seen_page *out,
                      int64_t *n) MUST_CHECK;
/* All that fit, for sheets and exports, row by row on a connection of its own; stops when fn gives an error. */
enum err listing_each(struct act *act, const struct record *rec, const struct listing_query *q,
                        enum err (*fn)(void *ctx, const struct seen *s), void *ctx) MUST_CHECK;

/* May this reader do `op` (of enum op) with records of this type at all, and with this one? OK, ERR_DENIED (may see,
 * may not do), ERR_NOT_FOUND (may not see). */
enum err access_any(const struct act *act, const struct record *rec, unsigned op);
enum err access_row(struct act *act, const struct row *r, unsigned op) MUST_CHECK;

#endif

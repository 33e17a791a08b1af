/* No fetch without a viewer: the only ways in which a record of a child reaches a handler. What is out of reach is
 * ERR_NOT_FOUND, the same as what is not there; what is within reach comes masked to what the reader may see. */
#ifndef TN_SCOPE_H
#define TN_SCOPE_H

#include "change.h"
#include "reach.h"
#include "shelf.h"

/* A record as one reader may see it: fields that are hidden from the reader are VAL_NULL and marked. */
struct seen {
	struct row row;
	struct allowed allowed;
	int64_t route;
	const bool *hidden; /* one per field of the record */
};

/* By its public id. `write`: also refused (ERR_DENIED) when the reader may see but not change its part. */
enum err scope_open(struct act *act, const struct record *rec, struct str pid, bool write, struct seen *out) MUST_CHECK;

/* The place of a record in a list, for the cursor of a next page: shows nothing of it and is no look. */
enum err scope_place(struct act *act, const struct list *list, struct str pid, struct str *key, int64_t *id) MUST_CHECK;

struct seen_page {
	struct seen *v;
	const struct list **lists; /* of each row: on a list that types share, that of its type */
	/* The route of each row's child, for its name; the row itself on a list of routes. row.rec is NULL where the
	 * core is not open to this reader. */
	struct seen *children;
	size_t n;
	bool more;
	struct str last_key; /* the cursor: where the next page begins */
	int64_t last_id;
};
/* A page of a list: the shelf says which, and each record passes reach again before it is shown. A row of the shelf
 * that reach no longer knows is left out and logged as a bug. */
enum err scope_page(struct act *act, const struct list *list, struct str after_key, int64_t after_id, struct str below,
                    struct seen_page *out) MUST_CHECK;
/* Pages of several pieces of a list, with their numbers in v[].n and how many there are per facet (NULL: not asked):
 * two batches for the whole work list. */
enum err scope_buckets(struct act *act, const struct list *list, struct shelf_bucket *v, size_t n,
                       struct shelf_tally *tally, struct seen_page *out) MUST_CHECK;
enum err scope_find(struct act *act, const struct list *list, struct str word, struct seen_page *out) MUST_CHECK;

/* All of a list, for a sheet: rights are read as each page is, each row is a look at its part, and it is durable before
 * fn gets the row. ERR_TOO_BIG: more than SCOPE_EACH_MAX; ERR_DOWN: a look could not be written. */
enum { SCOPE_EACH_MAX = 1000 };
struct looks;
enum err scope_each(struct act *act, struct looks *looks, const struct list *list,
                    enum err (*fn)(void *ctx, const struct seen *s), void *ctx) MUST_CHECK;

/* The records of a type that belong to an opened record: its pieces, else those of the same child, in no promised
 * order; what is open of the child was asked when `of` was opened. ERR_NOT_FOUND: the reader may not see their part.
 * Reading them is a look at that part. */
enum err scope_pieces(struct act *act, const struct seen *of, const struct record *rec,
                      struct seen_page *out) MUST_CHECK;
/* Several types in one batch; a type whose part the reader may not see gives an empty page. */
enum err scope_pieces_all(struct act *act, const struct seen *of, const struct record *const *recs, size_t n,
                          struct seen_page *out) MUST_CHECK;

#endif

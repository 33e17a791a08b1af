/* Ordered lists of what is open, per grantee: the derived table shelf (rights in the index). A page of a list is a
 * range read over the viewer's own rows, merged over the few grantees that a viewer is; its cost follows the page,
 * never the number of dossiers. */
#ifndef TN_SHELF_H
#define TN_SHELF_H

#include "act.h"
#include "record.h"

/* Makes the shelf rows of one route anew from its reach and its records, inside the caller's transaction, and writes
 * the difference. Call after reach_rebuild. */
enum err shelf_rebuild(struct conn *conn, struct arena *a, const struct model *m, int64_t route,
		       int64_t now) MUST_CHECK;

struct shelf_item {
	struct str key;
	int64_t id, route, facet;
};
struct shelf_page {
	struct shelf_item *v;
	size_t n;
	bool more;
};
enum { SHELF_PAGE = 25, SHELF_COUNT_MAX = 1000, SHELF_FIND_MAX = 100000 };

/* Shape 3: the page of `list` after (key, id); an empty key and 0 begin at the front. `below` ends the list before that
 * key; empty: no end. */
enum err shelf_page(struct act *act, const struct list *list, struct str after_key, int64_t after_id, struct str below,
                    struct shelf_page *out) MUST_CHECK;
/* Shape 4: how many stand in [from, below), exactly to 1,000; more gives 1,001. */
enum err shelf_count(struct act *act, const struct list *list, struct str from, struct str below,
		     int64_t *n) MUST_CHECK;
/* Shapes 3 and 4 for several pieces of one list at once, in one batch: a work list with what is late, this week and
 * later, each with its first page and its number. */
struct shelf_bucket {
	struct str from, below; /* [from, below); empty: no bound */
	struct shelf_page page;
	int64_t n;
};
enum err shelf_buckets(struct act *act, const struct list *list, struct shelf_bucket *v, size_t n) MUST_CHECK;
/* Shape 5: those of the list whose key holds `word` (folded), at most a page; ERR_TOO_BIG when there are more own rows
 * than may be searched, and a more precise question is asked for. */
enum err shelf_find(struct act *act, const struct list *list, struct str word, struct shelf_page *out) MUST_CHECK;

#endif

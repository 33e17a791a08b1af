/* Ordered lists of what is open, per grantee: the derived table shelf (rights in the index). A page of a list is a
 * range read over the viewer's own rows, merged over the few grantees that a viewer is; its cost follows the page,
 * never the number of dossiers. */
#ifndef TN_SHELF_H
#define TN_SHELF_H

#include "act.h"
#include "record.h"

struct stmt_asked;

/* Makes the shelf rows of one route anew from its reach and its records, inside the caller's transaction, and writes
 * the difference. Call after reach_rebuild. */
enum { SHELF_REV = 2 }; /* raised when rows are made in another way: all are made anew then (jobs/reach_sweep.h) */
enum err shelf_rebuild(struct conn *conn, struct arena *a, const struct model *m, int64_t route,
		       int64_t now) MUST_CHECK;

/* A row says in `facet` three small things that can be asked for: the list's own facet, the type of record and who is
 * to act (struct work). */
struct shelf_item {
	struct str key;
	int64_t id, route, facet;
};
int64_t shelf_facet(const struct list *l, const struct row *r);
/* Is it another one for who reads what stands beside the record (work->side_beside)? */
bool shelf_facet_beside(const struct list *l, const struct row *r);
int64_t facet_mark(int64_t facet); /* 0: a list of one type */
int64_t facet_side(int64_t facet); /* who is to act (struct work) */
/* Is the next step of this route done by doing this record, which stands on the list as this work? */
bool work_does(const struct work *w, const struct row *r, const struct row *route);

/* Which rows of a list; all zero: all of them. */
struct shelf_where {
	int64_t own;  /* the place of the choice + 1 */
	int64_t mark;
	int64_t side;
	bool other_side; /* everyone but `side` */
	int64_t org; /* only what is open by one's own seat at this organisation; 0: all */
};
/* Would a row with this facet be read? (The organisation is not in it.) */
bool facet_fits(int64_t facet, const struct shelf_where *w);
struct shelf_page {
	struct shelf_item *v;
	size_t n;
	bool more;
	bool front; /* of shelf_find: only those that begin with the word were looked for */
};
enum { SHELF_PAGE = 25, SHELF_COUNT_MAX = 1000, SHELF_FIND_MAX = 20000 };

/* Shape 3: the page of `list` after (key, id); an empty key and 0 begin at the front. `below` ends the list before that
 * key; empty: no end. */
enum err shelf_page(struct act *act, const struct list *list, struct str after_key, int64_t after_id, struct str below,
                    struct shelf_page *out) MUST_CHECK;
/* What stands there for one grantee that is not the viewer, the teachers of a group, read along with the next batch
 * (along.h): at most SHELF_OF_MAX, in pages; the last of them says whether there is more. What of it is open to the
 * viewer is for the caller to ask (scope_of). */
enum { SHELF_OF_MAX = 250 };
struct stmt_asked *shelf_of_ask(struct act *act, const struct list *list, int64_t grantee, struct str after_key,
                                int64_t after_id);
enum err shelf_of_take(struct act *act, const struct stmt_asked *x, struct shelf_page **out, size_t *n) MUST_CHECK;
/* Shape 4: how many stand in [from, below), exactly to 1,000; more gives 1,001. */
enum err shelf_count(struct act *act, const struct list *list, struct str from, struct str below,
		     int64_t *n) MUST_CHECK;
/* The same in two halves, for a batch of someone else: `where` too; more than 1,000 may give 1,000. */
struct shelf_counted {
	struct shelf_where where;
	size_t *at;
};
struct shelf_counted shelf_count_put(struct act *act, struct batch *b, const struct list *list,
                                     const struct shelf_where *where, struct str from, struct str below);
int64_t shelf_count_take(struct act *act, const struct batch *b, const struct shelf_counted *c);
/* What stands of one child on a list that types share: how many per type, and how many of those are late (before
 * `now`). Read over the own rows of that child only. */
struct shelf_of_child {
	int64_t n[WORK_MARK_MAX + 1], late[WORK_MARK_MAX + 1];
	const struct shelf_item *v; /* each of them once, in no promised order */
	size_t n_items;
};
size_t *shelf_of_child_put(struct act *act, struct batch *b, int64_t route);
void shelf_of_child_take(struct act *act, const struct batch *b, const size_t *at, const struct list *list,
                         struct str today, struct shelf_of_child *out);
/* How many stand in the list per facet, over all its pages, and how many of those `within` what is asked for: what a
 * filter would give. `cut`: there are more rows than are counted, so there are no numbers. */
struct shelf_tally {
	/* Asked: a key in [from, below), open by one's own seat at `org`; all zero: everything is within. */
	struct str from, below;
	int64_t org;
	const struct tally {
		int64_t facet, n, within;
	} *v;
	size_t n;
	bool cut;
};
/* Shapes 3 and 4 for several pieces of one list at once, in one batch: a work list with what is late, this week and
 * later, each with its first page and its number, and how many there are per facet (NULL: not asked). A piece begins
 * after (after_key, after_id) when an id is given; its number counts from `from`. */
struct shelf_bucket {
	struct shelf_where where;
	struct str from, below; /* [from, below); empty: no bound */
	struct str after_key;
	int64_t after_id;
	bool uncounted;         /* leave n */
	struct shelf_page page;
	int64_t n;
};
enum err shelf_buckets(struct act *act, const struct list *list, struct shelf_bucket *v, size_t n,
                       struct shelf_tally *tally) MUST_CHECK;
/* Shape 5: those of the list whose key holds `word` (folded), at most a page. Whoever has more own rows than
 * SHELF_FIND_MAX at one grantee finds those whose key begins with it (rights in the index: prefix only there). */
enum err shelf_find(struct act *act, const struct list *list, struct str word, struct shelf_page *out) MUST_CHECK;

#endif

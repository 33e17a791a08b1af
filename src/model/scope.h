/* No fetch without a viewer: the only ways in which a record of a child reaches a handler. What is out of reach is
 * ERR_NOT_FOUND, the same as what is not there; what is within reach comes masked to what the reader may see. */
#ifndef TN_SCOPE_H
#define TN_SCOPE_H

#include "change.h"
#include "reach.h"
#include "shelf.h"

struct basis;

/* A record as one reader may see it: fields that are hidden from the reader are VAL_NULL and marked. */
struct seen {
	struct row row;
	struct allowed allowed;
	int64_t route;
	const bool *hidden; /* one per field of the record */
	bool own;           /* the reader's own words (record.own) */
	int64_t side;       /* on a list that types share: who is to act, as this reader knows it (struct work); else 0 */
	/* Of a record with terms that was opened by its public id or stands on a list, and of work with a day of its own on
	 * a list: the rules of its region and the calendar of its school; otherwise NULL. */
	const struct basis *basis;
};

/* By its public id. `write`: also refused (ERR_DENIED) when the reader may see but not change its part. */
enum err scope_open(struct act *act, const struct record *rec, struct str pid, bool write, struct seen *out) MUST_CHECK;

/* Several at once, by their public ids, in two batches: what a reader chose from a list to change. Shown of each is
 * what the list shows of it, and noted as that. `err` as scope_open gives it. */
struct scope_pick {
	const struct record *rec; /* of a child */
	struct str pid;
	bool write;
	bool opens;               /* more is shown of it than a list shows: noted as opening its part */
	enum err err;
	struct seen seen, child; /* child.row.rec NULL: its core is not open to this reader */
};
enum err scope_pick(struct act *act, struct scope_pick *v, size_t n) MUST_CHECK;

/* The place of a record in a list, for the cursor of a next page: shows nothing of it and is no look. */
enum err scope_place(struct act *act, const struct list *list, struct str pid, struct str *key, int64_t *id) MUST_CHECK;

struct seen_page {
	struct seen *v;
	const struct list **lists; /* of each row: on a list that types share, that of its type */
	/* The route of each row's child, for its name; the row itself on a list of routes. row.rec is NULL where the
	 * core is not open to this reader. */
	struct seen *children;
	/* Of each row: what was asked beside it (scope_at, scope_page_beside), of the same child; NULL: nothing. */
	struct seen_page *beside;
	size_t n;
	bool more;
	bool front; /* of scope_find: only those that begin with the word were looked for */
	struct str last_key; /* the cursor: where the next page begins */
	int64_t last_id;
};
/* A page of a list: the shelf says which, and each record passes reach again before it is shown. A row of the shelf
 * that reach no longer knows is left out and logged as a bug. */
enum err scope_page(struct act *act, const struct list *list, struct str after_key, int64_t after_id, struct str below,
                    struct seen_page *out) MUST_CHECK;
/* The same with all records of these types of each child, read with the rows: those of row i stand from beside[i * n]
 * on, empty where their part is not open to this reader. */
enum err scope_page_beside(struct act *act, const struct list *list, struct str after_key, int64_t after_id,
                           const struct record *const *recs, size_t n, struct seen_page *out) MUST_CHECK;
/* Pages of several pieces of a list, with their numbers in v[].n and how many there are per facet (NULL: not asked):
 * two batches for the whole work list. */
enum err scope_buckets(struct act *act, const struct list *list, struct shelf_bucket *v, size_t n,
                       struct shelf_tally *tally, struct seen_page *out) MUST_CHECK;
/* The second half of it, for who asked the shelf itself (shelf_buckets): their rows. One batch. */
enum err scope_shown(struct act *act, const struct list *list, const struct shelf_bucket *v, size_t n,
                     struct seen_page *out) MUST_CHECK;
/* Whether what is read comes before a person. What the program only holds against something is no look (access.md 10);
 * who then shows one of those, or tells that it is there, notes it with scope_listed. */
enum scope_for { SCOPE_SHOWN = 0, SCOPE_COMPARED };
/* What stands on the list of another grantee (shelf_of_ask: the seat of a group) and is open to the viewer as well;
 * what is not, is left out without a word. */
enum err scope_of(struct act *act, const struct list *list, const struct stmt_asked *shelf, enum scope_for use,
                  struct seen_page **out, size_t *n) MUST_CHECK;
enum err scope_front(struct act *act, const struct list *list, enum scope_for use,
                     struct seen_page *out) MUST_CHECK; /* the first page of a list */
enum err scope_find(struct act *act, const struct list *list, struct str word, enum scope_for use,
                    struct seen_page *out) MUST_CHECK;
void scope_listed(struct act *act, const struct seen *s);
/* The same for children whose names a page has from elsewhere, such as a list that was read before: noted where it is
 * open, and of the others nothing may be shown. One batch. */
enum err scope_named(struct act *act, const int64_t *routes, size_t n, bool *open) MUST_CHECK;

/* All of a list, for a sheet: rights are read as each page is, each row is a look at its part, and it is durable before
 * fn gets the row. ERR_TOO_BIG: more than SCOPE_EACH_MAX; ERR_DOWN: a look could not be written. */
enum { SCOPE_EACH_MAX = 1000 };
struct looks;
enum err scope_each(struct act *act, struct looks *looks, const struct list *list,
                    enum err (*fn)(void *ctx, const struct seen *s), void *ctx) MUST_CHECK;
/* The same of a piece of a list (its page is ignored), each row with its list and its child. */
enum err scope_each_of(struct act *act, struct looks *looks, const struct list *list, const struct shelf_bucket *piece,
                       enum err (*fn)(void *ctx, const struct seen_page *page, size_t i), void *ctx) MUST_CHECK;

/* The records of a type that belong to an opened record: its pieces, else those of the same child, in no promised
 * order; what is open of the child was asked when `of` was opened. ERR_NOT_FOUND: the reader may not see their part.
 * Reading them is a look at that part. */
enum err scope_pieces(struct act *act, const struct seen *of, const struct record *rec,
                      struct seen_page *out) MUST_CHECK;
/* Several types in one batch; a type whose part the reader may not see gives an empty page. */
enum err scope_pieces_all(struct act *act, const struct seen *of, const struct record *const *recs, size_t n,
                          struct seen_page *out) MUST_CHECK;

/* The same as part of a batch that reads other things too. */
struct pieces_at {
	size_t first; /* the readable ones stand behind each other from here */
};
struct pieces_at scope_pieces_put(const struct act *act, struct batch *b, const struct seen *of,
                                  const struct record *const *recs, size_t n);
void scope_pieces_take(struct act *act, const struct batch *b, struct pieces_at at, const struct seen *of,
                       const struct record *const *recs, size_t n, struct seen_page *out);

/* ---- own rows at one place ---- */

/* What stands on a list for one's own children at one place (rec->at of the route): a school to visit. Own rows are
 * read as every list reads them, at most AT_OWN_MAX per grantee, and held against the place; whoever is out of reach,
 * or whose place is hidden from this reader, is not there and not counted. In the order of the list; `more`: of the
 * children beyond the first AT_CHILDREN_MAX nothing is given. It shows contents to be taken along, so each row is a
 * look at its part. `beside`: a type of which all records of each child come along in out->beside, empty where its part
 * is not open to this reader; NULL: none. Two batches. */
enum { AT_OWN_MAX = 1000, AT_CHILDREN_MAX = 60 };
enum err scope_at(struct act *act, const struct list *list, int64_t place, const struct record *beside,
                  struct seen_page *out) MUST_CHECK;
/* How many of them there are per place, and how many have a row with a key below `late`. Shows nobody and is no look.
 * `cut`: there are more own rows than are counted. Two batches. */
struct at_place {
	int64_t place, children, late;
};
struct at_places {
	struct at_place *v;
	size_t n;
	bool cut;
};
enum err scope_places(struct act *act, const struct list *list, struct str late, struct at_places *out) MUST_CHECK;

#endif

/* The statements of one listing, made once by model.c: one for every set of filters, with or without a word that is
 * looked for, per order, and for each way in which its access rows reach. */
#ifndef TN_LISTING_SQL_H
#define TN_LISTING_SQL_H

#include "buf.h"
#include "db.h"
#include "record.h"

enum { LISTING_ORDERS_MAX = 4, LISTING_FILTERS_MAX = 4 };

/* $1 the region; then, unless it is all of the region, VIEWER_SEATS_MAX organisations; then the filters of the set in
 * their order; then the word. */
struct listing_ask {
	struct stmt front[LISTING_ORDERS_MAX]; /* the first rows, one more than a page: id, pid, region, rev, the fields */
	struct stmt after[LISTING_ORDERS_MAX]; /* the same behind (key, id), which stand last */
	struct stmt each[LISTING_ORDERS_MAX];  /* all of them */
	struct stmt count;                     /* at most 1,001 */
};
struct listing_sql {
	/* By [set of filters][with a word]; NULL where no access row reaches that way. */
	struct listing_ask (*of[WHERE_REGION + 1])[2];
	struct stmt beyond[WHERE_REGION + 1]; /* a row when there are more than may be searched */
};

/* NULL for a record without a listing. `row` are the letters of the row that it reads. */
const struct listing_sql *listing_sql_new(struct arena *a, const struct record *rec, const char *row);

/* The text of a statement that was made; too long: BUG. */
const char *sql_made(struct buf *b);

/* What a listing and access rows must be; each fault goes to `fault`. */
void listing_verify(const struct record *rec, void (*fault)(void *ctx, const struct field *field, const char *what),
                    void *ctx);

#endif

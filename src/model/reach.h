/* What is open now, per grantee: the derived table reach (rights in the index). relation is the truth; reach holds a
 * row per relation that is open at this moment, cut to what it shares, so that "may I" is one index range. */
#ifndef TN_REACH_H
#define TN_REACH_H

#include "act.h"
#include "policy.h"

/* Makes reach of one route anew from its relations, inside the caller's transaction, and writes the difference. A
 * relation that has ended or not begun gives no row. The wall of the support point (access.md, ojs): its grant is left
 * out while its handler, by own account or any seat held now, has another relation to the child; it lasts until the
 * next relation to the child begins, whoever's that is, so that a late sweeper shuts and never opens. reach_take holds
 * the wall once more, with the seats of the moment. A shield that holds gives a row of no kind that only hides. Who
 * stands in for an absent colleague (practice 23) has no relation of their own: a row of the kind substitute follows
 * from the relation of the absent person, whose id it carries, for as long as both that and the absence last.
 * *changed: some row differed. */
enum err reach_rebuild(struct conn *conn, struct arena *a, int64_t route, int64_t now, bool *changed) MUST_CHECK;

/* May this viewer open the route, and what of it: shape 2. ERR_NOT_FOUND when nothing is open. */
enum err reach_allowed(struct act *act, int64_t route, struct allowed *out) MUST_CHECK;
/* The same as part of a batch that reads other things too. */
#define REACH_TYPES "iiiiii" /* of the columns that reach_take gets: grantee, kind, parts, hides, bound, relation */
size_t reach_put(struct batch *b, int64_t route, int64_t now);
struct allowed reach_take(const struct act *act, const struct rows *rows);
/* Is this record, or what it is a piece of, within what an invitation opened (any record outside the part knooppunt
 * is), and where only one's own is open, of one's own organisation? `r` is not masked. */
struct row;
bool reach_holds(const struct allowed *a, const struct row *r);
/* Is it to be talked about first with this reader, who is own family, on a day that is still to come (record.opens)?
 * Rows of it that may be read then hold what is known of it and nothing else. */
bool reach_waits(const struct allowed *a, const struct row *r);
/* The same for writing, where its part is open for that. */
bool reach_writes(const struct allowed *a, const struct row *r);

/* Routes above `after` of which something begins or ends by date in (since, now]: relations, and seats of those who
 * handle a question of the support point. The sweeper rebuilds them each minute. At most 1,000 at a time, in order: ask
 * again from the last one until none comes (a school year begins everywhere at once). */
enum err reach_due(struct conn *conn, struct arena *a, int64_t since, int64_t now, int64_t after,
		   const struct rows **routes) MUST_CHECK;

/* Routes above `after` whose wall depends on the seats of this account, or of which it or a colleague in the same seat
 * was ever absent: made anew when one of those seats is given or ended, or an absence changes. At most 1,000 at a time,
 * in order, as reach_due. */
enum err reach_walls(struct conn *conn, struct arena *a, int64_t account, int64_t now, int64_t after,
		     const struct rows **routes) MUST_CHECK;

#endif

/* How far the access rows of a record reach for one reader: what listing.c and scope.c share. */
#ifndef TN_ACCESS_H
#define TN_ACCESS_H

#include "listing.h"

/* The widest `where` of the rows that give the role one acts in this op; WHERE_NOWHERE: none, or nobody is signed in.
 */
enum where access_where(const struct act *act, const struct record *rec, unsigned op);

/* What the viewer acts for in the present role: organisations and their regions, each once. */
struct acts_for {
	int64_t orgs[VIEWER_SEATS_MAX], regions[VIEWER_SEATS_MAX];
	size_t n_orgs, n_regions;
};
struct acts_for acts_for(const struct viewer *v);

/* A record that belongs to no child, by its id, for a module that works on its own records; any other is a BUG. */
enum err plain_by_id(struct act *act, const struct record *rec, int64_t id, struct row *out) MUST_CHECK;

/* Takes out of the row what this reader may not see; scope.c. */
void seen_mask(struct arena *a, struct seen *s);

#endif

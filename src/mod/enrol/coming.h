/* Who comes to school: children that the preschool and the adviser talk through together (koppeloverleg, systems.md
 * A2), and the schools whose profile speaks of what fits them. */
#ifndef TN_COMING_H
#define TN_COMING_H

#include "sign.h"

/* What a school writes of itself (mod/school), and where it is. */
struct profile {
	struct str pid, name, place, pc4;
	struct str said; /* folded: what it offers, its expertise, groups and building */
};
struct profiles {
	const struct profile *v;
	size_t n;
};
/* `all` with those of the lines of `more` that it has not yet. */
struct str lines_with(struct arena *a, struct str all, struct str more);
/* The first of the words, one on a line, that the profile speaks of at the beginning of a word; empty: none. */
struct str profile_speaks(struct arena *a, const struct profile *p, struct str words);

/* A school that fits: how many of the things that fit the child its profile speaks of, and which. */
enum { FITS_MAX = 3 };
struct fit {
	const struct profile *school;
	bool near;       /* in the postcode area of the child */
	size_t n;
	struct str what; /* the things, as the region calls them */
};
/* At most FITS_MAX schools of which the profile speaks of something that fits the child or that are near, the best ones
 * first: near and of most things. `fits`: names of the region's list, one on a line. */
size_t schools_that_fit(struct arena *a, const struct profiles *all, const struct sign_kinds *kinds, struct str fits,
                        struct str pc4, struct fit out[FITS_MAX]);

/* Who prepares the step to school together: preschool, adviser, and the school that may read of it. */
bool coming_may(const struct req *req);
handler coming_page;

#endif

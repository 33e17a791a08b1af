/* The many others of Merenland, so that it is as full as a real region: schools all over it with their staff, and
 * families with one or two guardians. They stand beside the named people of demo_data.c, who are made first. */
#ifndef TN_DEMO_CROWD_H
#define TN_DEMO_CROWD_H

#include "demo_names.h"

enum { DEMO_SCHOOLS = 21, DEMO_FAMILIES = 130, DEMO_GUARDIANS = 2, DEMO_LOCAL_MAX = 40 };

struct demo_school {
	const char *name, *place, *postcode, *kind, *denomination, *brin, *street, *board;
};
extern const struct demo_school demo_schools[DEMO_SCHOOLS];

/* Who works with the children of school `i`: addresses without the domain. */
struct demo_staff {
	char ib[DEMO_LOCAL_MAX], teacher[DEMO_LOCAL_MAX], leader[DEMO_LOCAL_MAX], adviser[DEMO_LOCAL_MAX];
};
void demo_staff(size_t school, struct demo_staff *out);
/* And everywhere: the group arrangement, preschool and secretary of the crowd. */
#define DEMO_CROWD_GROUP "Startklas De Oversteek"
#define DEMO_CROWD_PRESCHOOL "Peuterspeelzaal De Dotter"
#define DEMO_CROWD_SECRETARY "tlvsecretaris2"
#define DEMO_CROWD_TEAM "startklas2"
#define DEMO_CROWD_PARTNER "jgz2"

/* A family: how many guardians it has, and which of the difficult ones it is. */
struct demo_family {
	struct demo_surname name;
	char guardian[DEMO_GUARDIANS][DEMO_LOCAL_MAX]; /* addresses without the domain; of who has none, the name */
	char name_of[DEMO_GUARDIANS][DEMO_LOCAL_MAX];
	size_t n;
	bool no_mail;     /* the first one has no e-mail address and gets letters */
	bool interpreter; /* talks in another language */
	bool apart;    /* the guardians do not live together */
	bool silent;   /* the second one never answers */
	bool shielded; /* the second one may not know the place */
};
void demo_family(uint64_t seed, size_t i, struct demo_family *out);

/* A school for load: only its name and the seat of its IB'er. */
struct demo_bulk_school {
	int64_t org, seat;
};

#endif

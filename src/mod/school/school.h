/* School locations: the facts that the partnership keeps, and what each school can offer, written by the school itself
 * (systems.md C1). Nothing of a child stands here. */
#ifndef TN_SCHOOL_H
#define TN_SCHOOL_H

#include "req.h"

enum school_field {
	SCHOOL_NAME, SCHOOL_NAME_KEY, SCHOOL_KIND, SCHOOL_BRIN, SCHOOL_DENOMINATION, SCHOOL_STREET, SCHOOL_HOUSE_NUMBER,
	SCHOOL_POSTCODE, SCHOOL_PLACE, SCHOOL_PLACE_KEY, SCHOOL_MUNICIPALITY, SCHOOL_FIND, SCHOOL_WEBSITE, SCHOOL_PHONE,
	SCHOOL_HOLIDAYS, SCHOOL_ORG, SCHOOL_BOARD, SCHOOL_OFFER, SCHOOL_EXPERTISE, SCHOOL_GROUPS, SCHOOL_BUILDING,
	SCHOOL_NOT_YET, SCHOOL_CHECKED, SCHOOL_BOARD_NUMBER, SCHOOL_MUNICIPALITY_CODE, SCHOOL_PARTNERSHIP, SCHOOL_GONE,
	SCHOOL_SAID, SCHOOL__N
};
extern const struct field school_fields[SCHOOL__N];
extern const struct record rec_school;
extern const struct module mod_school;

/* Schools of Merenland, after its organisations: the same seed gives the same public ids. */
enum err demo_schools_make(struct act *act, uint64_t seed) MUST_CHECK;
/* Those of demo_crowd.h, after demo_crowd_make. */
enum err demo_crowd_schools_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

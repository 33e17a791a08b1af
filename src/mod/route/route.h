/* One child, one route: the core that everything else of the child hangs on. */
#ifndef TN_ROUTE_H
#define TN_ROUTE_H

#include "req.h"

enum route_field {
	ROUTE_GIVEN_NAME, ROUTE_PREFIX, ROUTE_FAMILY_NAME, ROUTE_SORT_KEY, ROUTE_BORN, ROUTE_PC4, ROUTE_SCHOOL, ROUTE_PHASE,
	ROUTE_NEXT_STEP, ROUTE_NEXT_BY, ROUTE_ACTS, ROUTE_CONTACT, ROUTE_CLOSED, ROUTE__N
};
extern const struct field route_fields[ROUTE__N];
extern const struct record rec_route;

/* Lists of routes on the shelf; the numbers are never used again for another list. */
enum { LIST_WORK = 1, LIST_CHILDREN = 2 };

extern const struct module mod_route;

#endif

/* Break-glass (access.md rule 6): by named roles, with a reason, for a shown time, told to the privacy officer and to
 * the parents. The record belongs to no part that anyone reads: its own pages say of it what each may know. */
#ifndef TN_BREAK_GLASS_H
#define TN_BREAK_GLASS_H

#include "route.h"

enum break_glass_field {
	BREAK_GLASS_ROUTE, BREAK_GLASS_ACCOUNT, BREAK_GLASS_ROLE, BREAK_GLASS_ORG, BREAK_GLASS_REASON, BREAK_GLASS_AT,
	BREAK_GLASS_ENDS, BREAK_GLASS_SEEN_BY, BREAK_GLASS_SEEN_AT, BREAK_GLASS__N
};
extern const struct field break_glass_fields[BREAK_GLASS__N];
extern const struct record rec_break_glass;

enum { BREAK_GLASS_HOURS = 4 }; /* unless setting break_glass.hours says otherwise */

/* What is typed at the door. */
struct break_glass_ask {
	struct str given_name; /* may be empty: only asked for twins */
	struct str family_name;
	int32_t born;
	struct str reason;
};
/* Opens the child of exactly this surname and birth date to the viewer, in the role acted in: a relation that ends by
 * itself, and the record with its reason, as part of `c`; *route gets the child's pid. Every try is counted before it
 * is looked at. ERR_NOT_FOUND: no such child in the region, or several; ERR_TOO_BIG: too many tries this hour;
 * ERR_DENIED: not this role. */
enum err break_glass_open(struct act *act, struct change *c, const struct break_glass_ask *ask,
                          struct str *route) MUST_CHECK;

#endif

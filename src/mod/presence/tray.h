/* The tray of an organisation: what its side must do for children, and what nobody on duty holds. "A term never waits
 * for a person: what nobody on duty holds is in the organisation's tray the same morning" (practice 23). It is reckoned
 * from dates when it is read. */
#ifndef TN_TRAY_H
#define TN_TRAY_H

#include "presence_team.h"
#include "scope.h"

enum tray_why {
	TRAY_AWAY,    /* who holds it is absent and nobody stands in */
	TRAY_OFF,     /* it is no working day of who holds it, and it is due before they are back */
	TRAY_NOBODY,  /* no colleague holds it at all */
	TRAY_WHY__N
};
/* What must be done for one child and nobody on duty holds. */
struct tray_item {
	int64_t route, id;
	int64_t holder;   /* the account that holds it, 0: nobody */
	enum tray_why why;
	int32_t due;
	struct str child; /* its pid: only to ask scope.h whether this reader may see it */
};
struct tray {
	struct tray_item *v; /* by holder, then by day */
	size_t n;
	bool cut;            /* there are more than are counted */
};
enum { TRAY_MAX = 5000 };
enum err tray_load(struct act *act, const struct presence *p, struct tray *out) MUST_CHECK;

#endif

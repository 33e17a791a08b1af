/* How one child of the demonstration is made: its route, who takes part, the steps it took. The named children stand in
 * demo_routes.c, the many others in demo_crowd_routes.c. */
#ifndef TN_DEMO_CHILD_H
#define TN_DEMO_CHILD_H

#include "demo_routes.h"
#include "people.h"

/* What may be next in each phase, and who is to act then. */
enum demo_next {
	NEXT_MEET,
	NEXT_INTAKE,
	NEXT_ENROL,
	NEXT_PLAN_TALK,
	NEXT_READ_REPORT,
	NEXT_TALK_PLAN,
	NEXT_REVIEW_HELP,
	NEXT_TALK_IN_GROUP,
	NEXT_PRACTISE,
	NEXT_COMPLETE,
	NEXT_ADVICE,
	NEXT_ADVICE_AFTER, /* of a placement that did not lead back */
	NEXT_THREE_DAYS,
	NEXT_HOW_IS_IT,
	NEXT_LASTS, /* back for a year */
	NEXT_NOTHING,
	NEXT__N
};

struct demo_child {
	const char *given, *prefix, *family, *school, *pc4;
	enum demo_next next;
	int age, by;      /* days: of age, after the day of the demo that it must be done */
	const char *guardians[DEMO_GUARDIANS], *pupil; /* addresses without the domain; NULL: none */
	const char *shielded; /* the guardian who may not know the place; NULL: nobody */
	const char *ib, *adviser, *confirms; /* adviser NULL: none; confirms: who of the partnership confirms a shield */
	const char *teaches; /* an account; "": the teachers of the school as one; NULL: nobody yet */
	const char *group, *team, *preschool, *secretary, *partners[2];
};

struct demo_children {
	struct act *act;
	int64_t today; /* an instant of the day of the demo */
	size_t at;     /* which one it is: spreads the hours */
};
/* One child, as its people would have made it. act->dice is set by the caller. */
enum err demo_child_make(struct demo_children *all, const struct demo_child *child) MUST_CHECK;

#endif

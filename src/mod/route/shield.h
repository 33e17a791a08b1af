/* A shielded place (practice 17): hides from one named person everything that gives away where a child lives or learns.
 * One person asks for it and another confirms it; it is lifted in the same way. It works from the confirmation on, in
 * whatever relation the named person has or gets, until the lifting is confirmed (reach.c). */
#ifndef TN_SHIELD_H
#define TN_SHIELD_H

#include "route.h"

enum shield_field {
	SHIELD_ROUTE, SHIELD_PERSON, SHIELD_STATE, SHIELD_ASKED_BY, SHIELD_ASKED_AT, SHIELD_CONFIRMED_BY,
	SHIELD_CONFIRMED_AT, SHIELD_LIFT_BY, SHIELD_LIFT_AT, SHIELD_LIFTED_BY, SHIELD_LIFTED_AT, SHIELD__N
};
extern const struct field shield_fields[SHIELD__N];
extern const struct record rec_shield;

enum shield_step { SHIELD_CONFIRM, SHIELD_DROP, SHIELD_LIFT_ASK, SHIELD_LIFT, SHIELD_KEEP, SHIELD_STEP__N };
const char *shield_step_code(enum shield_step step); /* the last word of its POST */

/* May this reader know of shields of this child, and set them? The relations that do, in the role acted in, and only
 * for who is not shielded from the child. */
bool shield_may_set(const struct viewer *v, const struct allowed *allowed, uint32_t kinds);
/* Asks for one, as part of a change: it hides nothing yet. `person`: an account or a seat. */
enum err shield_ask(struct change *c, const struct act *act, int64_t route, int64_t person, int64_t *id) MUST_CHECK;
/* The next step of a shield. ERR_CONFLICT: not from its present state; ERR_DENIED: it takes another person than the one
 * who asked. */
enum err shield_move(struct change *c, struct act *act, int64_t shield, enum shield_step step) MUST_CHECK;

#endif

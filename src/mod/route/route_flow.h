/* The phases of a route and the steps between them. */
#ifndef TN_ROUTE_FLOW_H
#define TN_ROUTE_FLOW_H

#include "people.h"
#include "route.h"
#include "view.h"

/* In the order of the choices of ROUTE_PHASE (systems.md A1 to A11). */
enum phase {
	PHASE_PUPIL, /* at school, without a question: nothing of a route runs yet */
	PHASE_SIGNAL, PHASE_APPLICATION, PHASE_KNOOPPUNT, PHASE_SUPPORT, PHASE_STARTKLAS, PHASE_TLV, PHASE_BACK,
	PHASE_AFTERCARE, PHASE_DONE, PHASE__N
};
#define PHASE_BIT(p) (UINT32_C(1) << PHASE_##p)

enum route_step {
	STEP_BEGIN, STEP_APPLY, STEP_TALK, STEP_KNOOPPUNT, STEP_SUPPORT, STEP_STARTKLAS, STEP_TLV, STEP_BACK,
	STEP_STAY, STEP_AFTERCARE, STEP_DONE, STEP_AGAIN, ROUTE_STEPS
};
extern const struct transition route_flow[ROUTE_STEPS];

/* What the step of another record means for the route of its child, in the same change (from its `effect`): the phase
 * that it comes into, what is next, before when and who is to act. A route that is in that phase already only gets the
 * next step. `next_step` is English, N_() in the caller's table, at most 120 characters in any language; it is kept so,
 * and each reader reads it in the own language. Asks no right of its own: the step that has it as its effect did. Undo
 * of that step takes it back too. */
enum err route_to(struct change *c, int64_t route, enum phase to, const char *next_step, int32_t by,
                  enum side acts) MUST_CHECK;
/* The next step alone, of a route that stays where it is. */
void route_next(struct change *c, int64_t route, const char *next_step, int32_t by, enum side acts);
/* The same, only while the route still says that `done` is next: it was done, or nobody does it any more. */
enum err route_next_after(struct change *c, int64_t route, const char *done, const char *next_step, int32_t by,
                     enum side acts) MUST_CHECK;

/* The steps of the child of the request, on its page. */
enum err child_steps(struct ui *u, struct req *req) MUST_CHECK;

#endif

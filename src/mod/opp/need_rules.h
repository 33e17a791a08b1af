/* What goals and support have in common: their states, steps, and that an adopted plan holds them. */
#ifndef TN_NEED_RULES_H
#define TN_NEED_RULES_H

#include "opp_need.h"

extern const struct choice need_states[NEED_STATES + 1];

/* Parents are asked about, and agreed with, what stands there: it is changed with the plan or not at all (OPP-07,
 * OPP-10). Of a record in the state of a draft. */
void need_frozen(const struct given *g, struct reasons *out);
/* Never offered by itself: these steps go along with those of the plan. */
bool need_alone(const struct row *r);
/* Only with its plan. */
void need_may_hold(const struct given *g, struct reasons *out);
void need_may_loosen(const struct given *g, struct reasons *out);
bool goal_whole(const struct row *r);
bool help_whole(const struct row *r);

/* With the plan that is adopted, all that stands in it is held; with one that is adjusted, all of it is loose again. */
enum err needs_hold(struct change *c, int64_t route) MUST_CHECK;
enum err needs_loosen(struct change *c, int64_t route) MUST_CHECK;

#define NEED_BY_IB (UINT32_C(1) << ROLE_IB)
/* With a plan goes whoever may adopt or adjust it. */
#define NEED_BY_PLAN (UINT32_C(1) << ROLE_IB | UINT32_C(1) << ROLE_SCHOOL_LEADER)
#define NEED_FLOW(hold) \
	[NEED_TAKE] = {.name = "overnemen", .label = N_("Take over"), .done = N_("Taken over in the plan"), \
		.from = NEED_BIT(PROPOSED), .to = NEED_DRAFT, .by = NEED_BY_IB, .undo = true}, \
	[NEED_DROP] = {.name = "opzij", .label = N_("Put aside"), .done = N_("Put aside"), \
		.from = NEED_BIT(PROPOSED) | NEED_BIT(DRAFT), .to = NEED_ASIDE, .back = true, .by = NEED_BY_IB, .undo = true}, \
	[NEED_BRING_BACK] = {.name = "terughalen", .label = N_("Bring back"), .done = N_("Brought back as a proposal"), \
		.from = NEED_BIT(ASIDE), .to = NEED_PROPOSED, .back = true, .by = NEED_BY_IB, .undo = true}, \
	[NEED_HOLD] = {.name = "vaststellen", .label = N_("Adopt with the plan"), .done = N_("Adopted with the plan"), \
		.from = NEED_BIT(DRAFT), .to = NEED_HELD, .by = NEED_BY_PLAN, .part = PART_SCHOOL, \
		.applies = need_alone, .guard = hold}, \
	[NEED_LOOSEN] = {.name = "losmaken", .label = N_("Change with the plan"), \
		.done = N_("Can be changed with the plan"), \
		.from = NEED_BIT(HELD), .to = NEED_DRAFT, .back = true, .by = NEED_BY_PLAN, .part = PART_SCHOOL, \
		.applies = need_alone, .guard = need_may_loosen}

#endif

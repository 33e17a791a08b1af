#include "need_rules.h"

#include "flow.h"
#include "opp.h"
#include "reach.h"

/* The plan that is not closed, or NULL. */
static const struct row *plan_of(const struct given *g)
{
	const struct beside *plans = given_beside(g, &rec_opp);
	for (size_t i = 0; i < plans->n; i++)
		if (flow_state(&plans->v[i]) != OPP_OVER)
			return &plans->v[i];
	return NULL;
}

void need_frozen(const struct given *g, struct reasons *out)
{
	const struct row *plan = plan_of(g);
	if (flow_state(g->row) != NEED_DRAFT || plan == NULL)
		return;
	if (flow_state(plan) != OPP_DRAFT && flow_state(plan) != OPP_TALKED)
		reason_add(out, NULL, N_("Parents were asked about the plan as it stands. Adjust the plan to change it"));
}

bool need_alone(const struct row *r)
{
	(void)r;
	return false;
}

void need_may_hold(const struct given *g, struct reasons *out)
{
	const struct row *plan = plan_of(g);
	if (plan == NULL || flow_state(plan) != OPP_IN_FORCE)
		reason_add(out, NULL, N_("This is adopted with the plan"));
}

void need_may_loosen(const struct given *g, struct reasons *out)
{
	const struct row *plan = plan_of(g);
	if (plan == NULL || flow_state(plan) != OPP_DRAFT)
		reason_add(out, NULL, N_("Adjust the plan to change this"));
}

/* ---- with the plan ---- */

static enum err move_all(struct change *c, int64_t route, const struct record *rec, enum need_state from,
                         const struct transition *t)
{
	struct act *act = change_act(c);
	struct seen of = {.route = route};
	struct seen_page found;
	enum err e = reach_allowed(act, route, &of.allowed);
	if (e == OK)
		e = scope_pieces(act, &of, rec, &found);
	for (size_t i = 0; e == OK && i < found.n; i++)
		if (flow_state(&found.v[i].row) == (int)from)
			change_move(c, &found.v[i], t, NULL);
	return e;
}

enum err needs_hold(struct change *c, int64_t route)
{
	enum err e = move_all(c, route, &rec_opp_goal, NEED_DRAFT, &opp_goal_flow[NEED_HOLD]);
	return e != OK ? e : move_all(c, route, &rec_opp_help, NEED_DRAFT, &help_flow[NEED_HOLD]);
}

enum err needs_loosen(struct change *c, int64_t route)
{
	enum err e = move_all(c, route, &rec_opp_goal, NEED_HELD, &opp_goal_flow[NEED_LOOSEN]);
	return e != OK ? e : move_all(c, route, &rec_opp_help, NEED_HELD, &help_flow[NEED_LOOSEN]);
}

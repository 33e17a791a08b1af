#include "route_flow.h"

#include "flow.h"
#include "route_say.h"
#include "steps.h"

#define BY(r) (UINT32_C(1) << ROLE_##r)

/* What parents read first: what is done now, by whom and before when. */
static const struct field *const begin_fields[] = {
	&route_fields[ROUTE_NEXT_STEP], &route_fields[ROUTE_ACTS], &route_fields[ROUTE_NEXT_BY],
};
static const struct form_def form_route_begin = {
	.name = "route-begin", .fields = begin_fields, .n = 3, .drafts = true, .submit = N_("Begin a route")};

/* ---- what another record decides ---- */

/* An application, what a knooppunt decided and a placement bring the route along by their own steps (route_to), behind
 * their own guards: none of it is begun here by hand, and only the knooppunt can name a startklas (systems.md A3). */
static bool never(const struct row *r)
{
	(void)r;
	return false;
}

static void by_application(const struct given *g, struct reasons *out)
{
	(void)g;
	reason_add(out, NULL, N_("Begin with the application itself: its term runs from the day on which it comes in."));
}

static void by_knooppunt(const struct given *g, struct reasons *out)
{
	(void)g;
	reason_add(out, NULL, N_("Hold a knooppunt first; its outcome begins the request."));
}

static void by_placement(const struct given *g, struct reasons *out)
{
	(void)g;
	reason_add(out, NULL, N_("Begin with the placement: a knooppunt must have decided it."));
}

static void goes_on_there(struct reasons *out)
{
	reason_add(out, NULL, N_("Go on with the placement: what both schools agreed for the way back stands there."));
}

static void by_return(const struct given *g, struct reasons *out)
{
	(void)g;
	goes_on_there(out);
}

/* Aftercare after help at school is the school's own; after a group it begins on the day of full return. */
static bool not_from_back(const struct row *r)
{
	return flow_state(r) != PHASE_BACK;
}

static void not_by_return(const struct given *g, struct reasons *out)
{
	if (g->before != NULL && !not_from_back(g->before))
		goes_on_there(out);
}

/* Who owns the core moves it: the school, before that the preschool (access.md, parts). What the knooppunt decides is
 * moved by who may write there. */
const struct transition route_flow[ROUTE_STEPS] = {
	[STEP_BEGIN] = {.name = "begin",
                        .label = N_("Begin a route"),
                        .done = N_("Route begun"),
                        .from = PHASE_BIT(PUPIL),
                        .to = PHASE_SIGNAL,
                        .by = BY(IB),
                        .undo = true,
                        .form = &form_route_begin,
                        .event = N_("The route has begun")},
	[STEP_APPLY] = {.name = "aanmelding",
                        .label = N_("Go on with the application"),
                        .done = N_("Application begun"),
                        .from = PHASE_BIT(SIGNAL) | PHASE_BIT(KNOOPPUNT),
                        .to = PHASE_APPLICATION,
                        .by = BY(IB) | BY(PRESCHOOL),
                        .undo = true,
                        .applies = never,
                        .guard = by_application,
                        .event = N_("The application has begun")},
	[STEP_TALK] = {.name = "overleg",
                       .label = N_("Plan a knooppunt"),
                       .done = N_("Knooppunt begun"),
                       .from = PHASE_BIT(SIGNAL),
                       .to = PHASE_KNOOPPUNT,
                       .by = BY(IB) | BY(PRESCHOOL) | BY(TRAJECT),
                       .part = PART_KNOOPPUNT,
                       .undo = true,
                       .event = N_("A knooppunt is planned")},
	[STEP_KNOOPPUNT] = {.name = "knooppunt",
                            .label = N_("Take it to a knooppunt"),
                            .done = N_("Knooppunt begun"),
                            .from = PHASE_BIT(APPLICATION) | PHASE_BIT(SUPPORT) | PHASE_BIT(STARTKLAS) |
                                    PHASE_BIT(TLV) | PHASE_BIT(BACK) | PHASE_BIT(AFTERCARE),
                            .to = PHASE_KNOOPPUNT,
                            .back_from = PHASE_BIT(STARTKLAS) | PHASE_BIT(BACK) | PHASE_BIT(AFTERCARE),
                            .by = BY(IB) | BY(TRAJECT) | BY(PRESCHOOL),
                            .part = PART_KNOOPPUNT,
                            .undo = true,
                            .event = N_("A knooppunt is planned")},
	[STEP_SUPPORT] = {.name = "ondersteuning",
                          .label = N_("Begin support at school"),
                          .done = N_("Support at school begun"),
                          .from = PHASE_BIT(APPLICATION) | PHASE_BIT(KNOOPPUNT) | PHASE_BIT(TLV),
                          .to = PHASE_SUPPORT,
                          .by = BY(IB),
                          .undo = true,
                          .event = N_("Support at school has begun")},
	[STEP_STARTKLAS] = {.name = "startklas",
                            .label = N_("Begin in the startklas or other group"),
                            .done = N_("Begun in the startklas or other group"),
                            .from = PHASE_BIT(KNOOPPUNT),
                            .to = PHASE_STARTKLAS,
                            .by = BY(IB) | BY(TRAJECT),
                            .part = PART_KNOOPPUNT,
                            .undo = true,
                            .applies = never,
                            .guard = by_placement,
                            .event = N_("The startklas or other group has begun")},
	[STEP_TLV] = {.name = "tlv",
                      .label = N_("Prepare a request for a TLV"),
                      .done = N_("Request for a TLV begun"),
                      .from = PHASE_BIT(KNOOPPUNT),
                      .to = PHASE_TLV,
                      .by = BY(IB),
                      .undo = true,
                      .applies = never,
                      .guard = by_knooppunt,
                      .event = N_("A request for a TLV is prepared")},
	[STEP_BACK] = {.name = "terug",
                       .label = N_("Begin going back to the child's own class"),
                       .done = N_("Going back begun"),
                       .from = PHASE_BIT(STARTKLAS),
                       .to = PHASE_BACK,
                       .by = BY(IB) | BY(PROVISION_TEAM),
                       .part = PART_CARD,
                       .undo = true,
                       .applies = never,
                       .guard = by_return,
                       .event = N_("Going back to the child's own class has begun")},
	[STEP_STAY] = {.name = "blijven",
                       .label = N_("Stay in the group for now"),
                       .done = N_("Stays in the group for now"),
                       .from = PHASE_BIT(BACK),
                       .to = PHASE_STARTKLAS,
                       .back = true,
                       .by = BY(IB) | BY(PROVISION_TEAM),
                       .part = PART_CARD,
                       .undo = true,
                       .applies = never,
                       .guard = by_return,
                       .event = N_("Going back is not possible yet")},
	[STEP_AFTERCARE] = {.name = "nazorg",
                            .label = N_("Begin the aftercare"),
                            .done = N_("Aftercare begun"),
                            .from = PHASE_BIT(BACK) | PHASE_BIT(SUPPORT),
                            .to = PHASE_AFTERCARE,
                            .by = BY(IB),
                            .undo = true,
                            .applies = not_from_back,
                            .guard = not_by_return,
                            .event = N_("The aftercare has begun")},
	[STEP_DONE] = {.name = "klaar",
                       .label = N_("End this route"),
                       .done = N_("Route ended"),
                       .from = PHASE_BIT(SIGNAL) | PHASE_BIT(APPLICATION) | PHASE_BIT(SUPPORT) | PHASE_BIT(TLV) |
                               PHASE_BIT(AFTERCARE),
                       .to = PHASE_DONE,
                       .back = true,
                       .by = BY(IB),
                       .undo = true,
                       .event = N_("The route has ended")},
	[STEP_AGAIN] = {.name = "opnieuw",
                        .label = N_("Begin again"),
                        .done = N_("Begun again"),
                        .from = PHASE_BIT(DONE),
                        .to = PHASE_SIGNAL,
                        .back = true,
                        .by = BY(IB),
                        .undo = true,
                        .event = N_("There is a new question")},
};

void route_next(struct change *c, int64_t route, const char *next_step, int32_t by, enum side acts)
{
	change_set(c, &rec_route, route, &route_fields[ROUTE_NEXT_STEP], val_text(str_from(next_step)));
	change_set(c, &rec_route, route, &route_fields[ROUTE_NEXT_BY], val_int(by));
	change_set(c, &rec_route, route, &route_fields[ROUTE_ACTS],
	           val_text(str_from(route_fields[ROUTE_ACTS].choices[acts - 1].code)));
}

static const struct stmt stmt_next = {"SELECT coalesce(next_step, '') FROM route WHERE id = $1", "i", "t"};

enum err route_next_after(struct change *c, int64_t route, const char *done, const char *next_step, int32_t by,
                     enum side acts)
{
	const struct rows *r;
	enum err e = act_exec(change_act(c), &stmt_next, DB_ARGS(val_int(route)), &r);
	if (e == OK && r->n == 1 && str_is(rows_text(r, 0, 0), done))
		route_next(c, route, next_step, by, acts);
	return e;
}

enum err route_to(struct change *c, int64_t route, enum phase to, const char *next_step, int32_t by, enum side acts)
{
	if (to <= PHASE_PUPIL || to >= PHASE__N || acts <= SIDE_NOBODY || acts >= SIDE__N)
		BUG("a route to phase %d with side %d", (int)to, (int)acts);
	change_state(c, &rec_route, route, (int)to);
	route_next(c, route, next_step, by, acts);
	return OK;
}

enum err child_steps(struct ui *u, struct req *req)
{
	return view_steps(u, req, child_path(req->act.a, &req->seen.row, "/fase"));
}

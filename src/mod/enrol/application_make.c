#include "application_make.h"

#include "application_rules.h"
#include "date.h"
#include "flow.h"
#include "meeting.h"
#include "people.h"
#include "route.h"
#include "rule.h"

static const struct stmt stmt_schools = {
	"SELECT s.org, s.pid, s.name, coalesce(s.place, ''), coalesce(s.phone, ''), coalesce(s.denomination, ''), s.kind"
	" FROM school s JOIN organisation o ON o.id = s.org WHERE s.region = $1 AND o.ended > $2 AND s.gone_since IS NULL"
	" ORDER BY s.place_key, s.name_key, s.id LIMIT 1000",
	"ii", "itttttt"};
/* Applications of one child that run: only for what an application itself sets in motion, never for a page. */
static const struct stmt stmt_beside = {
	"SELECT id, state, preference, duty, school, pid FROM application WHERE route = $1 AND id <> $2"
	" ORDER BY preference, id",
	"ii", "itiiit"};

size_t enrol_schools_put(const struct act *act, struct batch *b, int64_t region)
{
	return batch_put(b, &stmt_schools, DB_ARGS(val_int(region), val_int(act->now)));
}

struct enrol_schools enrol_schools_take(struct arena *a, const struct rows *r)
{
	struct enrol_school *v = ARENA_ARRAY(a, struct enrol_school, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = (struct enrol_school){
			.org = rows_int(r, i, 0), .pid = rows_text(r, i, 1), .name = rows_text(r, i, 2),
			.place = rows_text(r, i, 3), .phone = rows_text(r, i, 4),
				.is_public = str_is(rows_text(r, i, 5), "openbaar"),
			.is_secondary = str_is(rows_text(r, i, 6), "vo") || str_is(rows_text(r, i, 6), "pro")};
	return (struct enrol_schools){v, r->n};
}

struct stmt_asked *enrol_schools_ask(struct act *act, int64_t region)
{
	return stmt_ask(act, &stmt_schools, DB_ARGS(val_int(region), val_int(act->now)));
}

enum err enrol_schools_told(struct act *act, const struct stmt_asked *x, struct enrol_schools *out)
{
	const struct rows *r;
	enum err e = stmt_take(act, x, &r);
	if (e == OK)
		*out = enrol_schools_take(act->a, r);
	return e;
}

enum err enrol_schools(struct act *act, int64_t region, struct enrol_schools *out)
{
	return enrol_schools_told(act, enrol_schools_ask(act, region), out);
}

const struct enrol_school *enrol_school_at(const struct enrol_schools *all, struct str pid)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].pid, pid))
			return &all->v[i];
	return NULL;
}

const struct enrol_school *enrol_school_of(const struct enrol_schools *all, int64_t org)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].org == org)
			return &all->v[i];
	return NULL;
}

/* ---- who may open it ---- */

/* What the school of first choice needs to judge what helps the child, and to plan a knooppunt: not what the preschool
 * wrote (that takes the parents' consent), nor what others did before. */
#define PARTS_APPLIED \
	(PART_BIT(PART_KERN) | PART_BIT(PART_SCHOOL) | PART_BIT(PART_CARD) | PART_BIT(PART_KNOOPPUNT) | \
	 PART_BIT(PART_STEM) | PART_BIT(PART_AANMELDING))
#define PARTS_ALL (~UINT32_C(0))

enum err application_gives(struct change *c, int64_t route, int64_t org, enum relation_kind kind, parts shared,
                           int64_t src)
{
	struct act *act = change_act(c);
	int64_t seat, id;
	enum err e = seat_of(act, c, org, ROLE_IB, &seat);
	const struct relation r = {.route = route, .grantee = seat, .kind = kind, .parts = shared, .begins = act->now,
	                           .ends = INSTANT_OPEN, .src_rec = &rec_application, .src_id = src};
	return e != OK ? e : relation_give(c, &r, &id);
}

enum err duty_opens(struct change *c, int64_t route, int64_t from, int64_t org, int64_t application)
{
	enum err e = application_gives(c, route, org, REL_SUPERVISES, PARTS_APPLIED, application);
	return e != OK ? e : meeting_hand_over(c, route, from, org);
}

static enum err parent_of(struct change *c, int64_t route, int64_t src)
{
	const struct act *act = change_act(c);
	int64_t id;
	const struct relation r = {.route = route, .grantee = act->viewer->account, .kind = REL_GUARDIAN,
	                           .parts = PARTS_ALL, .begins = act->now, .ends = INSTANT_OPEN,
	                           .src_rec = &rec_application, .src_id = src};
	return relation_give(c, &r, &id);
}

/* ---- making ---- */

static enum err new_route(struct change *c, struct applying *x)
{
	x->child[ROUTE_SCHOOL] = val_int(x->at[0]->org);
	x->child[ROUTE_PHASE] = val_text(str_from(route_fields[ROUTE_PHASE].choices[PHASE_PUPIL].code));
	x->child[ROUTE_NEXT_BY] = val_int(DATE_OPEN);
	x->child[ROUTE_ACTS] = val_text(S("school"));
	x->child[ROUTE_CLOSED] = val_int(INSTANT_OPEN);
	return change_new(c, &rec_route, x->child, &x->route, &x->pid);
}

bool application_runs(struct str state)
{
	int at = flow_place(&rec_application, state);
	return at >= 0 && (rec_application.ends >> at & 1) == 0;
}

enum err applications_beside(struct act *act, int64_t route, int64_t but, struct running_ones *out)
{
	*out = (struct running_ones){.r = NULL};
	enum err e = act_exec(act, &stmt_beside, DB_ARGS(val_int(route), val_int(but)), &out->r);
	for (size_t i = 0; e == OK && i < out->r->n; i++) {
		if (!application_runs(rows_text(out->r, i, 1)))
			continue;
		if (rows_int(out->r, i, 3) != 0)
			out->duty = rows_int(out->r, i, 0);
		if (rows_int(out->r, i, 2) > out->preferred)
			out->preferred = rows_int(out->r, i, 2);
	}
	return e;
}

static bool stands_at(const struct running_ones *there, int64_t org)
{
	for (size_t i = 0; there->r != NULL && i < there->r->n; i++)
		if (rows_int(there->r, i, 4) == org && application_runs(rows_text(there->r, i, 1)))
			return true;
	return false;
}

static enum err make_one(struct change *c, struct applying *x, size_t i, int64_t preference, bool duty)
{
	const struct act *act = change_act(c);
	int32_t today = instant_date(act->now);
	struct str pid;
	int64_t id;
	struct val v[APP__N] = {{0}};
	for (size_t k = 0; k < x->form->def->n; k++)
		if (record_has(&rec_application, x->form->def->fields[k]))
			v[record_field(&rec_application, x->form->def->fields[k])] = x->form->v[k];
	v[APP_ROUTE] = val_int(x->route);
	v[APP_SCHOOL] = val_int(x->at[i]->org);
	v[APP_PREFERENCE] = val_int(preference);
	v[APP_DUTY] = val_int(duty);
	v[APP_PUBLIC] = val_int(x->at[i]->is_public);
	v[APP_SECONDARY] = val_int(x->at[i]->is_secondary);
	v[APP_RECEIVED] = val_int(today);
	v[APP_BY] = val_int(act->viewer->account);
	v[APP_AT_SCHOOL] = val_int(x->at_school);
	v[APP_BORN] = val_int(x->born);
	if (v[APP_NEED].type == VAL_NULL)
		v[APP_NEED] = val_int(0);
	enum err e = change_new(c, &rec_application, v, &id, &pid);
	if (e == OK && i == 0 && x->school == 0 && duty && x->child[ROUTE_BORN].type == VAL_NULL)
		change_set(c, &rec_route, x->route, &route_fields[ROUTE_SCHOOL], val_int(x->at[i]->org));
	if (e == OK && i == 0 && x->school == 0 && duty)
		e = duty_opens(c, x->route, 0, x->at[i]->org, id);
	if (e == OK)
		e = application_gives(c, x->route, x->at[i]->org, REL_APPLIED, PARTS_ALL, id);
	if (e == OK && i == 0 && x->child[ROUTE_BORN].type == VAL_INT && !x->at_school)
		e = parent_of(c, x->route, id);
	if (e != OK || !duty || x->stays)
		return e;
	return route_to(c, x->route, PHASE_APPLICATION, ROUTE_DECIDE,
	                rule_due(rule_for(S("ADM-04"), today), today, NULL), SIDE_SCHOOL);
}

enum err application_make(struct act *act, struct change *c, struct applying *x)
{
	struct running_ones there = {.r = NULL};
	enum err e = x->route == 0 ? new_route(c, x) : applications_beside(act, x->route, 0, &there);
	for (size_t i = 0; e == OK && i < x->n; i++) {
		if (stands_at(&there, x->at[i]->org))
			return ERR_CONFLICT;
		e = make_one(c, x, i, there.preferred + (int64_t)i + 1, i == 0 && there.duty == 0);
	}
	return e;
}

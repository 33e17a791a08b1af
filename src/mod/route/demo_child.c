#include "demo_child.h"

#include "date.h"
#include "flow.h"
#include "route_flow.h"
#include "shield.h"

enum { WEEK = 7, WAY_MAX = 6, PRESCHOOL_AGE = 4 * 365, INVITED_MS = 21 * 24 * 60 * 60 * 1000 };

static const struct {
	const char *way, *step, *acts;
} steps[NEXT__N] = {
	[NEXT_MEET] = {"signaal", N_("Get to know the parents"), "school"},
	[NEXT_INTAKE] = {"aanmelding", N_("The intake list, filled in together"), "ouders"},
	[NEXT_ENROL] = {"aanmelding", N_("Decide on the application"), "school"},
	[NEXT_PLAN_TALK] = {"knooppunt", ROUTE_PLAN_TALK, "school"},
	[NEXT_READ_REPORT] = {"knooppunt", ROUTE_READ_REPORT, "ouders"},
	[NEXT_TALK_PLAN] = {"ondersteuning", N_("Talk through the plan with the parents"), "school"},
	[NEXT_REVIEW_HELP] = {"ondersteuning", N_("Look back at the help in class"), "swv"},
	[NEXT_TALK_IN_GROUP] = {"startklas", N_("Talk with the parents in the startklas"), "voorziening"},
	[NEXT_PRACTISE] = {"startklas", N_("A practice moment at the mother school"), "school"},
	[NEXT_COMPLETE] = {"tlv", N_("Complete the request for a TLV"), "school"},
	[NEXT_ADVICE] = {"tlv", N_("The advice of the committee"), "swv"},
	[NEXT_ADVICE_AFTER] = {"tlv na een groep", N_("The advice of the committee"), "swv"},
	[NEXT_THREE_DAYS] = {"terug", N_("Back to the child's own class, three days a week"), "school"},
	[NEXT_HOW_IS_IT] = {"nazorg", N_("Aftercare: how is it going?"), "school"},
	[NEXT_LASTS] = {"gevolgd", N_("See whether the return lasts for good"), "school"},
	[NEXT_NOTHING] = {"klaar", N_("Aftercare: how is it going?"), "school"},
};

/* How a route came to where it is: on how many days before today it began and took each of its steps. */
static const struct way {
	const char *name; /* a phase, or one of the longer ways */
	int began;
	size_t n;
	struct {
		enum route_step step;
		int days;
	} steps[WAY_MAX];
} ways[] = {
	{"signaal", 26, 0, {{0}}},
	{"aanmelding", 40, 1, {{STEP_APPLY, 12}}},
	{"knooppunt", 110, 2, {{STEP_APPLY, 95}, {STEP_KNOOPPUNT, 60}}},
	{"ondersteuning", 80, 3, {{STEP_APPLY, 60}, {STEP_KNOOPPUNT, 40}, {STEP_SUPPORT, 20}}},
	{"startklas", 100, 3, {{STEP_APPLY, 85}, {STEP_KNOOPPUNT, 60}, {STEP_STARTKLAS, 20}}},
	{"tlv", 80, 3, {{STEP_APPLY, 58}, {STEP_KNOOPPUNT, 36}, {STEP_TLV, 13}}},
	{"tlv na een groep", 420, 5,
	 {{STEP_APPLY, 400}, {STEP_KNOOPPUNT, 330}, {STEP_STARTKLAS, 300}, {STEP_KNOOPPUNT, 45}, {STEP_TLV, 13}}},
	{"terug", 230, 4, {{STEP_APPLY, 216}, {STEP_KNOOPPUNT, 180}, {STEP_STARTKLAS, 150}, {STEP_BACK, 10}}},
	{"nazorg", 330, 5,
	 {{STEP_APPLY, 310}, {STEP_KNOOPPUNT, 290}, {STEP_STARTKLAS, 260}, {STEP_BACK, 60}, {STEP_AFTERCARE, 11}}},
	{"gevolgd", 720, 5,
	 {{STEP_APPLY, 700}, {STEP_KNOOPPUNT, 670}, {STEP_STARTKLAS, 640}, {STEP_BACK, 409}, {STEP_AFTERCARE, 360}}},
	{"klaar", 1180, 6,
	 {{STEP_APPLY, 1160}, {STEP_KNOOPPUNT, 1130}, {STEP_STARTKLAS, 1100}, {STEP_BACK, 839}, {STEP_AFTERCARE, 790},
	  {STEP_DONE, 4}}},
};

static const struct stmt stmt_school = {"SELECT id FROM organisation WHERE name = $1", "t", "i"};
static const struct stmt stmt_seat = {
	"SELECT s.id FROM seat s JOIN organisation o ON o.id = s.org WHERE o.name = $1 AND s.role = $2", "tt", "i"};
static const struct stmt stmt_account = {"SELECT id FROM account WHERE email = $1", "t", "i"};
static const struct stmt stmt_named = {"SELECT id FROM account WHERE name = $1 ORDER BY id LIMIT 1", "t", "i"};

struct making {
	struct act *act;
	int64_t today;
	size_t at;
	struct change *c;
	const struct demo_child *child;
	const struct way *way;
	int64_t route, placed;
};

/* One id, or 0 when there is none. */
static enum err one(struct making *m, const struct stmt *s, const char *first, const char *second, int64_t *id)
{
	const struct rows *r;
	const struct val v[] = {val_text(str_from(first)), val_text(str_from(second))};
	enum err e = act_exec(m->act, s, v, second == NULL ? 1 : 2, &r);
	if (e == OK)
		*id = r->n == 0 ? 0 : rows_int(r, 0, 0);
	return e;
}

static enum err account(struct making *m, const char *name, int64_t *id)
{
	if (strchr(name, ' ') != NULL)
		return one(m, &stmt_named, name, NULL, id); /* who has no address */
	return one(m, &stmt_account, str_printf(m->act->a, "%s@merenland.test", name).p, NULL, id);
}

static enum err give(struct making *m, int64_t grantee, enum relation_kind kind, int64_t ends)
{
	int64_t id;
	if (grantee == 0)
		return OK;
	const struct relation r = {
		.route = m->route, .grantee = grantee, .kind = kind, .parts = UINT32_MAX >> 1,
		.begins = m->act->now, .ends = ends, .src_rec = &rec_route, .src_id = m->route,
	};
	enum err e = relation_give(m->c, &r, &id);
	if (kind == REL_PLACED)
		m->placed = id;
	return e;
}

static enum err give_seat(struct making *m, const char *org, enum role role, enum relation_kind kind)
{
	int64_t seat;
	enum err e = one(m, &stmt_seat, org, role_def(role)->code, &seat);
	return e != OK ? e : give(m, seat, kind, INSTANT_OPEN);
}

static enum err give_account(struct making *m, const char *name, enum relation_kind kind, int64_t ends)
{
	int64_t id;
	enum err e = name == NULL ? OK : account(m, name, &id);
	return e != OK || name == NULL ? e : give(m, id, kind, ends);
}

static bool is_in(const struct making *m, const char *phase)
{
	return strcmp(m->way->name, phase) == 0;
}

/* ---- who does it, and when ---- */

static int64_t moment(const struct making *m, int days)
{
	return demo_moment(m->today, days, m->at * 7 + (size_t)days);
}

static enum err as_ib(struct making *m, int days)
{
	return demo_act_as(m->act, m->child->ib, ROLE_IB, moment(m, days));
}

/* ---- what happens on the way ---- */

static enum err begin(struct making *m, const struct val v[ROUTE__N])
{
	struct str pid;
	m->c = change_begin(m->act, N_("Route begun"), 0);
	enum err e = change_place(m->c, &rec_route, v, &m->route, &pid);
	if (e == OK)
		e = give_seat(m, m->child->school, ROLE_IB, REL_SUPERVISES);
	if (e == OK && m->child->age < PRESCHOOL_AGE && m->way->n < 2)
		e = give_seat(m, m->child->preschool, ROLE_PRESCHOOL, REL_PRESCHOOL);
	for (size_t i = 0; e == OK && i < DEMO_GUARDIANS; i++)
		e = give_account(m, m->child->guardians[i], REL_GUARDIAN, INSTANT_OPEN);
	if (e == OK)
		e = give_account(m, m->child->pupil, REL_PUPIL, INSTANT_OPEN);
	if (e == OK)
		e = give_account(m, m->child->shielded, REL_GUARDIAN, INSTANT_OPEN);
	return e != OK ? e : change_commit(m->c);
}

/* A week later: the teacher of some, and an adviser of the partnership for most. */
static enum err join(struct making *m)
{
	const struct demo_child *c = m->child;
	enum err e = OK;
	if (c->teaches != NULL) {
		e = as_ib(m, m->way->began - WEEK);
		m->c = change_begin(m->act, N_("This person takes part from now on"), 0);
		if (e == OK && c->teaches[0] == '\0')
			e = give_seat(m, c->school, ROLE_TEACHER, REL_TEACHES);
		else if (e == OK)
			e = give_account(m, c->teaches, REL_TEACHES, INSTANT_OPEN);
		if (e == OK)
			e = change_commit(m->c);
	}
	if (e != OK || c->adviser == NULL)
		return e;
	e = demo_act_as(m->act, c->adviser, ROLE_TRAJECT, moment(m, m->way->began - WEEK - 1));
	m->c = change_begin(m->act, N_("This person takes part from now on"), 0);
	if (e == OK)
		e = give_account(m, c->adviser, REL_ASSIGNED, INSTANT_OPEN);
	return e != OK ? e : change_commit(m->c);
}

/* Who comes and goes with a step. */
static enum err doors(struct making *m, enum route_step step)
{
	if (step == STEP_STARTKLAS)
		return give_seat(m, m->child->group, ROLE_PROVISION_TEAM, REL_PLACED);
	if (m->placed != 0 && (step == STEP_AFTERCARE || step == STEP_TLV))
		relation_end(m->c, m->placed, m->act->now);
	if (step == STEP_TLV)
		return give_account(m, m->child->secretary, REL_SECRETARIAT, INSTANT_OPEN);
	enum err e = OK;
	for (size_t i = 0; e == OK && i < 2 && step == STEP_KNOOPPUNT && is_in(m, "knooppunt"); i++)
		e = give_account(m, m->child->partners[i], REL_INVITED, m->today + INVITED_MS);
	return e;
}

static void next_is(struct val v[ROUTE__N], enum demo_next step)
{
	v[ROUTE_NEXT_STEP] = val_text(str_from(steps[step].step));
	v[ROUTE_ACTS] = val_text(str_from(steps[step].acts));
}

/* What is next after each step, until the next one. */
static const struct {
	const char *step;
	enum side acts;
} after[PHASE__N] = {
	[PHASE_APPLICATION] = {N_("Decide on the application"), SIDE_SCHOOL},
	[PHASE_KNOOPPUNT] = {N_("Talk together (knooppunt)"), SIDE_SCHOOL},
	[PHASE_SUPPORT] = {ROUTE_BEGIN_HELP, SIDE_SCHOOL},
	[PHASE_STARTKLAS] = {N_("Agree on what the child needs to return"), SIDE_PROVISION},
	[PHASE_TLV] = {N_("Prepare the request for a TLV with the parents"), SIDE_SCHOOL},
	[PHASE_BACK] = {N_("Practise at the mother school, and write down how it goes"), SIDE_SCHOOL},
	[PHASE_AFTERCARE] = {N_("Talk through the first weeks back"), SIDE_SCHOOL},
	[PHASE_DONE] = {N_("Finish the route: the child is back for good"), SIDE_SCHOOL},
};

/* As the application, the talk or the placement that led to it brings the route along; the last step leaves the child
 * where it is today. */
static enum err take_step(struct making *m, size_t k, int64_t by)
{
	enum route_step step = m->way->steps[k].step;
	enum phase to = (enum phase)route_flow[step].to;
	int days = m->way->steps[k].days;
	struct val v[ROUTE__N];
	enum err e = step == STEP_BACK ? demo_act_as(m->act, m->child->team, ROLE_PROVISION_TEAM, moment(m, days))
	                               : as_ib(m, days);
	if (e != OK)
		return e;
	m->c = change_begin(m->act, route_flow[step].done, 0);
	e = route_to(m->c, m->route, to, after[to].step, instant_date(m->act->now) + 2 * WEEK, after[to].acts);
	if (k + 1 == m->way->n) {
		next_is(v, m->child->next);
		v[ROUTE_NEXT_BY] = val_int(by);
		for (enum route_field f = ROUTE_NEXT_STEP; f <= ROUTE_ACTS; f++)
			change_set(m->c, &rec_route, m->route, &route_fields[f], v[f]);
	}
	if (e == OK)
		e = doors(m, step);
	return e != OK ? e : change_commit(m->c);
}

static enum err put_shield(struct making *m)
{
	enum { ASKED = 20, CONFIRMED = 19 };
	int64_t who, asked, confirmed, id;
	struct str pid;
	enum err e = account(m, m->child->shielded, &who);
	if (e == OK)
		e = account(m, m->child->ib, &asked);
	if (e == OK)
		e = account(m, m->child->confirms, &confirmed);
	if (e == OK)
		e = demo_act_as(m->act, m->child->confirms, ROLE_TRAJECT, moment(m, CONFIRMED));
	if (e != OK)
		return e;
	struct val v[SHIELD__N];
	for (size_t f = 0; f < SHIELD__N; f++)
		v[f] = val_int(0);
	v[SHIELD_ROUTE] = val_int(m->route);
	v[SHIELD_PERSON] = val_int(who);
	v[SHIELD_STATE] = val_text(S("confirmed"));
	v[SHIELD_ASKED_BY] = val_int(asked);
	v[SHIELD_ASKED_AT] = val_int(moment(m, ASKED));
	v[SHIELD_CONFIRMED_BY] = val_int(confirmed);
	v[SHIELD_CONFIRMED_AT] = val_int(m->act->now);
	m->c = change_begin(m->act, N_("The shield is changed"), 0);
	e = change_new(m->c, &rec_shield, v, &id, &pid);
	return e != OK ? e : change_commit(m->c);
}

/* ---- one child ---- */

static const struct way *way_to(const char *name)
{
	size_t i = 0;
	while (strcmp(ways[i].name, name) != 0)
		i++;
	return &ways[i];
}

static enum err live(struct making *m, struct val v[ROUTE__N], int64_t by)
{
	size_t n = m->way->n;
	next_is(v, n == 0 ? m->child->next : NEXT_MEET);
	v[ROUTE_PHASE] = val_text(S("signaal"));
	v[ROUTE_NEXT_BY] = val_int(n == 0 ? by : instant_date(m->today) - m->way->began + 2 * WEEK);
	enum err e = as_ib(m, m->way->began);
	if (e == OK)
		e = begin(m, v);
	if (e == OK)
		e = join(m);
	for (size_t k = 0; e == OK && k < n; k++)
		e = take_step(m, k, by);
	if (e == OK && m->child->shielded != NULL)
		e = put_shield(m);
	return e;
}

enum err demo_child_make(struct demo_children *all, const struct demo_child *c)
{
	struct making m = {.act = all->act, .today = all->today, .at = all->at, .child = c,
	                   .way = way_to(steps[c->next].way)};
	int32_t today = instant_date(m.today);
	int64_t org;
	enum err e = one(&m, &stmt_school, c->school, NULL, &org);
	if (e != OK)
		return e;
	struct val v[ROUTE__N] = {
		[ROUTE_GIVEN_NAME] = val_text(str_from(c->given)),
		[ROUTE_PREFIX] = c->prefix == NULL ? val_null() : val_text(str_from(c->prefix)),
		[ROUTE_FAMILY_NAME] = val_text(str_from(c->family)),
		[ROUTE_BORN] = val_int(today - c->age),
		[ROUTE_PC4] = val_text(str_from(c->pc4)),
		[ROUTE_SCHOOL] = val_int(org),
		[ROUTE_CLOSED] = val_int(INSTANT_OPEN),
	};
	return live(&m, v, today + c->by);
}

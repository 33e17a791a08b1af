#include "demo_child.h"

#include "rand.h"

enum { CROWD = 364, SALT = 6000, CROWD_AT = 36, CYCLE = 26, YEAR = 365 };

/* How often what is next, out of so many; how old the children are then, in years. */
static const struct {
	enum demo_next next;
	int share, from, until;
} mix[] = {
	{NEXT_MEET, 3, 3, 12}, {NEXT_INTAKE, 2, 3, 5}, {NEXT_ENROL, 2, 3, 8}, {NEXT_PLAN_TALK, 2, 3, 12},
	{NEXT_READ_REPORT, 1, 4, 12}, {NEXT_TALK_PLAN, 3, 5, 12}, {NEXT_REVIEW_HELP, 3, 5, 12},
	{NEXT_TALK_IN_GROUP, 2, 4, 5}, {NEXT_PRACTISE, 1, 4, 5}, {NEXT_COMPLETE, 1, 5, 12}, {NEXT_ADVICE_AFTER, 1, 5, 12},
	{NEXT_THREE_DAYS, 1, 5, 6}, {NEXT_HOW_IS_IT, 1, 5, 9}, {NEXT_LASTS, 1, 5, 9}, {NEXT_NOTHING, 2, 6, 12},
};

static size_t mixed(struct dice *d)
{
	int left = (int)dice_below(d, CYCLE);
	size_t i = 0;
	while (left >= mix[i].share)
		left -= mix[i++].share;
	return i;
}

/* Most of it lies ahead; one in ten is late. */
static int days_ahead(struct dice *d)
{
	enum { LATE = 12, AHEAD = 45 };
	return dice_below(d, 10) == 0 ? -1 - (int)dice_below(d, LATE) : (int)dice_below(d, AHEAD);
}

static enum err make_one(struct demo_children *all, struct dice *d, uint64_t seed, size_t i)
{
	const struct demo_school *school = &demo_schools[i % DEMO_SCHOOLS];
	size_t kind = mixed(d);
	struct demo_staff staff;
	struct demo_family f = {.name = demo_surname(d)};
	demo_staff(i % DEMO_SCHOOLS, &staff);
	if (i < DEMO_FAMILIES)
		demo_family(seed, i, &f);
	const struct demo_child c = {
		.given = demo_child_name(d), .prefix = f.name.prefix, .family = f.name.family,
		.school = school->name, .pc4 = str_printf(all->act->a, "%.4s", school->postcode).p, .next = mix[kind].next,
		.age = mix[kind].from * YEAR + (int)dice_below(d, (uint64_t)(mix[kind].until - mix[kind].from) * YEAR),
		.by = days_ahead(d), .guardians = {f.n > 0 ? f.guardian[0] : NULL, f.n > 1 && !f.shielded ? f.guardian[1]
			: NULL},
		.shielded = f.shielded ? f.guardian[1] : NULL, .ib = staff.ib,
		.adviser = i % 3 == 2 ? NULL : staff.adviser, .confirms = staff.adviser,
		.teaches = i % 2 == 0 ? staff.teacher : NULL, .group = DEMO_CROWD_GROUP, .team = DEMO_CROWD_TEAM,
		.preschool = DEMO_CROWD_PRESCHOOL, .secretary = DEMO_CROWD_SECRETARY, .partners = {DEMO_CROWD_PARTNER},
	};
	all->at = CROWD_AT + i;
	return demo_child_make(all, &c);
}

enum err demo_crowd_routes_make(struct act *act, uint64_t seed)
{
	struct demo_children all = {.act = act, .today = act->now};
	struct dice ids, who; /* apart: a public id more or less makes no other children */
	enum err e = OK;
	dice_seed(&ids, seed + SALT);
	dice_seed(&who, seed + SALT + 1);
	act->dice = &ids;
	for (size_t i = 0; e == OK && i < CROWD; i++)
		e = make_one(&all, &who, seed, i);
	act->dice = NULL;
	act->viewer = NULL;
	act->now = all.today;
	return e;
}

/* Who takes part in the route of one child: a school with its people, another school, a partner and a family, made
 * anew for each test. */
#ifndef TN_TAKE_PART_WORLD_H
#define TN_TAKE_PART_WORLD_H

#include "rights_test.h"

#include "account_desk.h"
#include "door_try.h"
#include "route.h"
#include "take_part.h"

#define P(name) PART_BIT(PART_##name)
enum { HOUR = 60 * 60 * 1000 };

static int64_t school, other, swv, jgz, seat_ib, seat_teacher, seat_partner, route;
static int64_t ib, ib2, teacher, teacher_other, partner, adviser, mother, father, friend_, nobody;
static int64_t teacher_place, teacher_other_place, partner_place, adviser_place, guardian_relation;

static inline int setup(void **state)
{
	(void)state;
	school = world_org(w, ORG_SCHOOL);
	other = world_org(w, ORG_SCHOOL);
	swv = world_org(w, ORG_SWV);
	jgz = world_org(w, ORG_HEALTH);
	ib = someone(school, ROLE_IB, &seat_ib, NULL);
	ib2 = someone(other, ROLE_IB, NULL, NULL);
	teacher = someone(school, ROLE_TEACHER, &seat_teacher, &teacher_place);
	teacher_other = someone(other, ROLE_TEACHER, NULL, &teacher_other_place);
	partner = someone(jgz, ROLE_MUNICIPALITY, &seat_partner, &partner_place);
	adviser = someone(swv, ROLE_TRAJECT, NULL, &adviser_place);
	mother = world_account(w);
	father = world_account(w);
	friend_ = world_account(w);
	nobody = world_account(w);
	route = world_route(w, school, "Noor", "Jansen", 20500);
	world_give(w, open_to(w, route, seat_ib, REL_SUPERVISES));
	guardian_relation = world_give(w, open_to(w, route, mother, REL_GUARDIAN));
	world_give(w, open_to(w, route, father, REL_GUARDIAN));
	return 0;
}

/* What this account in this role may read of the child now. */
static inline parts reads(int64_t account, enum role role)
{
	struct allowed a = {.reads = 0};
	struct act *act = world_view(w, account, role);
	enum err e = reach_allowed(act, route, &a);
	assert_true(e == OK || e == ERR_NOT_FOUND);
	return a.reads;
}

static inline uint32_t hides(int64_t account, enum role role)
{
	struct allowed a = {.reads = 0};
	(void)!reach_allowed(world_view(w, account, role), route, &a);
	return a.hides[PART_KERN];
}

static inline int64_t rows_of(const char *sql)
{
	struct stmt *s = ARENA_NEW(w->a, struct stmt);
	const struct rows *r;
	*s = (struct stmt){sql, "i", "i"};
	assert_int_equal(act_exec(world_act(w, NULL), s, DB_ARGS(val_int(route)), &r), OK);
	return rows_int(r, 0, 0);
}

/* Gives as the pages do: rule by word, person by pid, what may not be refused. Returns the first fault. */
static inline enum err give(int64_t account, enum role role, const char *word, const struct record *rec, int64_t to,
		     parts chosen)
{
	struct standing s;
	struct candidate who;
	struct takers all;
	struct str pid = pid_of(rec, to);
	struct act *act = world_view(w, account, role);
	enum err e = take_part_standing_read(act, route, &s);
	if (e != OK)
		return e;
	const struct grant_rule *rule = grant_find(str_from(word), &s.giver);
	if (rule == NULL)
		return ERR_DENIED;
	e = take_part_candidate(act, &s, rule, pid, &who);
	if (e == OK)
		e = take_part_list(act, route, &all);
	if (e != OK)
		return e;
	if (take_part_refused(act, rule, &all, &who) != NULL)
		return ERR_INVALID;
	struct change *c = change_begin(act, "Given", 0);
	e = take_part_give(c, act, &s, rule, &who, chosen, w->now + 24 * HOUR);
	return e != OK ? e : change_commit(c);
}

#define TEST(f) cmocka_unit_test_setup(f, setup)

#endif

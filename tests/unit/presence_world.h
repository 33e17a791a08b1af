/* A school and a partnership with people who may be absent, a child of theirs and one of another school; FIRST to
 * LAST are the days of an absence. */
#ifndef TN_PRESENCE_WORLD_H
#define TN_PRESENCE_WORLD_H

#include "presence.h"

#define RIGHTS_WORLD_MORE , &rec_working_days, &rec_absence, &rec_absence_cover
#include "rights_test.h"

#include "presence_write.h"
#include "reach.h"

#define P(name) PART_BIT(PART_##name)
enum { FIRST = 20840, LAST = 20844 }; /* days after the day of the world */

static int64_t school, other, swv, route, elsewhere;
static int64_t seat_ib, seat_teacher, seat_traject, seat_support;
static int64_t ib, ib2, teacher, stranger, adviser, adviser2, leader, director, mother;
static int64_t ib_place, ib2_place, teacher_place, stranger_place, adviser2_place;
static int64_t assigned;

static inline int setup(void **state)
{
	(void)state;
	w->now = instant_of_date(FIRST - 10) + DAY_MS / 2;
	school = world_org(w, ORG_SCHOOL);
	other = world_org(w, ORG_SCHOOL);
	swv = world_org(w, ORG_SWV);
	ib = someone(school, ROLE_IB, &seat_ib, &ib_place);
	ib2 = someone(school, ROLE_IB, NULL, &ib2_place);
	teacher = someone(school, ROLE_TEACHER, &seat_teacher, &teacher_place);
	stranger = someone(other, ROLE_IB, NULL, &stranger_place);
	adviser = someone(swv, ROLE_TRAJECT, &seat_traject, NULL);
	adviser2 = someone(swv, ROLE_TRAJECT, NULL, &adviser2_place);
	leader = someone(school, ROLE_SCHOOL_LEADER, NULL, NULL);
	director = someone(swv, ROLE_DIRECTOR, NULL, NULL);
	seat_support = seat_at(swv, ROLE_SUPPORT_POINT);
	mother = world_account(w);
	route = world_route(w, school, "Noor", "Jansen", 20850);
	elsewhere = world_route(w, other, "Sem", "Smit", 20850);
	world_give(w, open_to(w, route, mother, REL_GUARDIAN));
	assigned = world_give(w, open_to(w, route, adviser, REL_ASSIGNED));
	return 0;
}

/* What this account in this role may read of a child now. */
static inline parts reads_of(int64_t account, enum role role, int64_t child)
{
	struct allowed a = {.reads = 0};
	enum err e = reach_allowed(world_view(w, account, role), child, &a);
	assert_true(e == OK || e == ERR_NOT_FOUND);
	return a.reads;
}

static inline parts reads(int64_t account, enum role role)
{
	return reads_of(account, role, route);
}

static inline struct allowed allowed_of(int64_t account, enum role role)
{
	struct allowed a = {.reads = 0};
	(void)!reach_allowed(world_view(w, account, role), route, &a);
	return a;
}

static inline int64_t absent(int64_t account, int64_t org, int32_t first, int32_t last)
{
	int64_t id;
	struct str pid;
	static struct viewer v;
	v = (struct viewer){.account = account, .level = LEVEL_FULL};
	struct act *act = world_act(w, &v);
	struct change *c = change_begin(act, "Absent", 0);
	const struct absence_new n = {account, org, S("verlof"), first, last};
	world_fail("absence", absence_make(c, act, &n, &id, &pid));
	world_fail("absence", change_commit(c));
	return id;
}

/* A cover as the organisation gives it; who may give it is held apart, below. */
static inline int64_t cover(int64_t absence, int64_t account, int64_t org, int64_t place, const char *share,
                            const char *state)
{
	const struct val v[COVER__N] = {
		[COVER_ABSENCE] = val_int(absence), [COVER_ABSENT] = val_int(account), [COVER_ORG] = val_int(org),
		[COVER_PLACE] = val_int(place), [COVER_SHARE] = val_text(str_from(share)), [COVER_PARTS] = val_int(0),
		[COVER_STATE] = val_text(str_from(state)), [COVER_ASKED_BY] = val_int(account),
				[COVER_ASKED_AT] = val_int(0),
		[COVER_GIVEN_BY] = val_int(leader), [COVER_GIVEN_AT] = val_int(0),
	};
	return world_add(w, &rec_absence_cover, v);
}

static inline void at(int64_t instant)
{
	int64_t since = w->now;
	w->now = instant;
	world_sweep(w, since);
}

#define TEST(f) cmocka_unit_test_setup(f, setup)

#endif

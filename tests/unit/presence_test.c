/* Who stands in for an absent colleague, through the real write unit and the index of rights, on both databases
 * (TN_TEST_PG names a PostgreSQL; without it this program fails). Sources: practice 23 ("the substitute has the
 * relation only for that time"), access.md relations (substitute) and rules 1, 2, 4, 11, 15. */
#include "presence.h"

#define RIGHTS_WORLD_MORE , &rec_working_days, &rec_absence, &rec_absence_cover
#include "rights_test.h"

#include "presence_write.h"
#include "reach.h"
#include "tray.h"

#define P(name) PART_BIT(PART_##name)
enum { FIRST = 20840, LAST = 20844 }; /* days after the day of the world */

static int64_t school, other, swv, route, elsewhere;
static int64_t seat_ib, seat_teacher, seat_traject, seat_support;
static int64_t ib, ib2, teacher, stranger, adviser, adviser2, leader, director, mother;
static int64_t ib_place, ib2_place, teacher_place, stranger_place, adviser2_place;
static int64_t assigned;

static int setup(void **state)
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
static parts reads_of(int64_t account, enum role role, int64_t child)
{
	struct allowed a = {.reads = 0};
	enum err e = reach_allowed(world_view(w, account, role), child, &a);
	assert_true(e == OK || e == ERR_NOT_FOUND);
	return a.reads;
}

static parts reads(int64_t account, enum role role)
{
	return reads_of(account, role, route);
}

static struct allowed allowed_of(int64_t account, enum role role)
{
	struct allowed a = {.reads = 0};
	(void)!reach_allowed(world_view(w, account, role), route, &a);
	return a;
}

static int64_t absent(int64_t account, int64_t org, int32_t first, int32_t last)
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
static int64_t cover(int64_t absence, int64_t account, int64_t org, int64_t place, const char *share, const char *state)
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

static void at(int64_t instant)
{
	int64_t since = w->now;
	w->now = instant;
	world_sweep(w, since);
}

/* ---- only for that time ---- */

static void opens_to_the_second(void **state)
{
	(void)state;
	int64_t x = absent(adviser, swv, FIRST, LAST);
	cover(x, adviser, swv, adviser2_place, "alles", "given");
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
	at(instant_of_date(FIRST) - 1000);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
	at(instant_of_date(FIRST));
	assert_int_equal(reads(adviser2, ROLE_TRAJECT),
			P(KERN) | P(SCHOOL) | P(CARD) | P(KNOOPPUNT) | P(SWV) | P(STEM));
	/* Shut without any sweep: the end stands in the index. */
	w->now = instant_of_date(LAST + 1) - 1;
	assert_int_not_equal(reads(adviser2, ROLE_TRAJECT), 0);
	w->now = instant_of_date(LAST + 1);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
	at(w->now + 1000);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
}

static void asked_opens_nothing(void **state)
{
	(void)state;
	static const char *const states[] = {"asked", "refused", "ended"};
	for (size_t i = 0; i < 3; i++) {
		int64_t x = absent(adviser, swv, FIRST, LAST);
		cover(x, adviser, swv, adviser2_place, "alles", states[i]);
		at(instant_of_date(FIRST) + 1);
		assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
		w->now = instant_of_date(FIRST - 10);
	}
}

static void ended_early_shuts_at_once(void **state)
{
	(void)state;
	int64_t x = absent(adviser, swv, FIRST, LAST), c = cover(x, adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_not_equal(reads(adviser2, ROLE_TRAJECT), 0);
	world_set(w, &rec_absence, x, &absence_fields[ABSENCE_ENDED], val_int(w->now));
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
	world_set(w, &rec_absence, x, &absence_fields[ABSENCE_ENDED], val_int(INSTANT_OPEN));
	assert_int_not_equal(reads(adviser2, ROLE_TRAJECT), 0);
	world_set(w, &rec_absence_cover, c, &cover_fields[COVER_STATE], val_text(S("ended")));
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
}

static void longer_or_shorter(void **state)
{
	(void)state;
	int64_t x = absent(adviser, swv, FIRST, LAST);
	cover(x, adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	world_set(w, &rec_absence, x, &absence_fields[ABSENCE_LAST], val_int(FIRST));
	w->now = instant_of_date(FIRST + 1);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
	world_set(w, &rec_absence, x, &absence_fields[ABSENCE_LAST], val_int(LAST));
	assert_int_not_equal(reads(adviser2, ROLE_TRAJECT), 0);
}

/* ---- never more than the absent person has ---- */

static void follows_what_comes_and_goes(void **state)
{
	(void)state;
	int64_t x = absent(adviser, swv, FIRST, LAST);
	cover(x, adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads_of(adviser2, ROLE_TRAJECT, elsewhere), 0);
	int64_t later = world_give(w, open_to(w, elsewhere, adviser, REL_ASSIGNED));
	assert_int_not_equal(reads_of(adviser2, ROLE_TRAJECT, elsewhere), 0);
	world_end(w, later);
	assert_int_equal(reads_of(adviser2, ROLE_TRAJECT, elsewhere), 0);
	world_end(w, assigned);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
}

static void own_end_of_the_relation(void **state)
{
	(void)state;
	struct relation r = open_to(w, elsewhere, adviser, REL_ASSIGNED);
	r.ends = instant_of_date(FIRST + 1);
	world_give(w, r);
	cover(absent(adviser, swv, FIRST, LAST), adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_not_equal(reads_of(adviser2, ROLE_TRAJECT, elsewhere), 0);
	w->now = instant_of_date(FIRST + 1);
	assert_int_equal(reads_of(adviser2, ROLE_TRAJECT, elsewhere), 0);
}

static void parts_are_cut(void **state)
{
	(void)state;
	struct relation r = open_to(w, elsewhere, adviser, REL_ASSIGNED);
	r.parts = P(KERN) | P(SWV);
	world_give(w, r);
	int64_t x = absent(adviser, swv, FIRST, LAST);
	cover(x, adviser, swv, adviser2_place, "swv", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), P(KERN) | P(SWV));
	assert_int_equal(reads_of(adviser2, ROLE_TRAJECT, elsewhere), P(KERN) | P(SWV));
	int64_t y = absent(ib, school, FIRST, LAST);
	world_give(w, open_to(w, route, ib_place, REL_CONTACT));
	cover(y, ib, school, teacher_place, "alles", "given");
	at(w->now + 1);
	assert_int_equal(reads(teacher, ROLE_TEACHER), P(KERN) | P(CARD));
	assert_int_equal(allowed_of(teacher, ROLE_TEACHER).writes, 0);
}

static void court_order_passes_on(void **state)
{
	(void)state;
	struct relation r = open_to(w, elsewhere, adviser, REL_ASSIGNED);
	struct allowed a;
	r.hides = HIDE_ADDRESS;
	world_give(w, r);
	cover(absent(adviser, swv, FIRST, LAST), adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reach_allowed(world_view(w, adviser2, ROLE_TRAJECT), elsewhere, &a), OK);
	assert_true((a.hides[PART_KERN] & HIDE_ADDRESS) != 0);
}

/* An internal supervisor in the place of a teacher is not shown what the teacher is not. */
static void hidden_from_the_absent(void **state)
{
	(void)state;
	int64_t alone = someone(other, ROLE_TEACHER, NULL, NULL), place;
	static const struct stmt find = {"SELECT id FROM holds WHERE account = $1", "i", "i"};
	const struct rows *r;
	struct allowed a;
	assert_int_equal(act_exec(world_act(w, NULL), &find, DB_ARGS(val_int(alone)), &r), OK);
	place = rows_int(r, 0, 0);
	world_give(w, open_to(w, elsewhere, place, REL_TEACHES));
	cover(absent(alone, other, FIRST, LAST), alone, other, stranger_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reach_allowed(world_view(w, stranger, ROLE_IB), elsewhere, &a), OK);
	assert_int_equal(a.reads, P(KERN) | P(CARD));
	assert_true((a.hides[PART_CARD] & HIDE_HEALTH) != 0);
	assert_true((a.hides[PART_KERN] & HIDE_ADDRESS) != 0);
	/* Who guides the child already is shown no less by it. */
	world_give(w, open_to(w, elsewhere, stranger_place, REL_SUPERVISES));
	assert_int_equal(reach_allowed(world_view(w, stranger, ROLE_IB), elsewhere, &a), OK);
	assert_int_equal(a.hides[PART_KERN], HIDE_WORKING);
}

static void asked_of_one_person_stays(void **state)
{
	(void)state;
	static const enum relation_kind kinds[] = {REL_SUPPORT_POINT, REL_BREAK_GLASS, REL_DECIDES, REL_SUBSTITUTE,
						   REL_GUARDIAN, REL_HELPER, REL_COMMITTEE, REL_INVITED};
	cover(absent(adviser, swv, FIRST, LAST), adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		int64_t id = world_give(w, open_to(w, elsewhere, adviser, kinds[i]));
		assert_int_equal(reads_of(adviser2, ROLE_TRAJECT, elsewhere), 0);
		world_end(w, id);
	}
}

/* ---- of the organisation, and of nobody else ---- */

static void not_at_another_organisation(void **state)
{
	(void)state;
	/* Someone of another school, however the cover came to be written. */
	int64_t x = absent(ib, school, FIRST, LAST);
	world_give(w, open_to(w, route, ib_place, REL_SUPERVISES));
	cover(x, ib, school, stranger_place, "alles", "given");
	/* Absent at the other school as well, where this child is not. */
	int64_t there = world_hold(w, ib, seat_at(other, ROLE_IB), 0, INSTANT_OPEN);
	(void)there;
	int64_t y = absent(ib, other, FIRST, LAST);
	cover(y, ib, other, stranger_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads(stranger, ROLE_IB), 0);
	/* What the account holds by itself is of the school of the child. */
	world_give(w, open_to(w, route, ib, REL_CONTACT));
	assert_int_equal(reads(stranger, ROLE_IB), 0);
	int64_t mine = world_give(w, open_to(w, elsewhere, ib, REL_CONTACT));
	assert_int_not_equal(reads_of(stranger, ROLE_IB, elsewhere), 0);
	world_end(w, mine);
	assert_int_equal(reads_of(stranger, ROLE_IB, elsewhere), 0);
}

/* A group is a part of its school: who has no seat there any more passes nothing on either. */
static void group_without_its_school(void **state)
{
	(void)state;
	int64_t group = world_org(w, ORG_GROUP), school_place, alone = someone(other, ROLE_TEACHER, NULL, &school_place);
	world_set(w, &rec_organisation, group, &organisation_fields[ORGANISATION_PARENT], val_int(other));
	int64_t seat = world_seat(w, group, ROLE_TEACHER);
	world_hold(w, alone, seat, 0, INSTANT_OPEN);
	world_give(w, open_to(w, elsewhere, seat, REL_TEACHES));
	cover(absent(alone, other, FIRST, LAST), alone, other, stranger_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads_of(stranger, ROLE_IB, elsewhere), P(KERN) | P(CARD));
	world_set(w, &rec_holds, school_place, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(reads_of(alone, ROLE_TEACHER, elsewhere), 0);
	assert_int_equal(reads_of(stranger, ROLE_IB, elsewhere), 0);
}

/* What someone holds by themselves is of the school of the child, and goes with it. */
static void child_goes_to_another_school(void **state)
{
	(void)state;
	world_give(w, open_to(w, route, ib, REL_CONTACT));
	cover(absent(ib, school, FIRST, LAST), ib, school, ib2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_not_equal(reads(ib2, ROLE_IB), 0);
	world_set(w, &rec_route, route, &route_fields[ROUTE_SCHOOL], val_int(other));
	assert_int_equal(reads(ib2, ROLE_IB), 0);
}

/* A colleague comes to the seat: shut at that second, also before anything swept. */
static void colleague_comes(void **state)
{
	(void)state;
	int64_t alone = someone(other, ROLE_TEACHER, NULL, NULL), newcomer = world_account(w);
	world_give(w, open_to(w, elsewhere, seat_at(other, ROLE_TEACHER), REL_TEACHES));
	cover(absent(alone, other, FIRST, LAST), alone, other, stranger_place, "alles", "given");
	world_hold(w, newcomer, seat_at(other, ROLE_TEACHER), instant_of_date(FIRST + 1), instant_of_date(FIRST + 2));
	at(instant_of_date(FIRST) + 1);
	assert_int_not_equal(reads_of(stranger, ROLE_IB, elsewhere), 0);
	w->now = instant_of_date(FIRST + 1);
	assert_int_equal(reads_of(stranger, ROLE_IB, elsewhere), 0);
	at(w->now + 1);
	assert_int_equal(reads_of(stranger, ROLE_IB, elsewhere), 0);
	at(instant_of_date(FIRST + 2));
	assert_int_not_equal(reads_of(stranger, ROLE_IB, elsewhere), 0);
}

static void seat_that_a_colleague_holds(void **state)
{
	(void)state;
	world_give(w, open_to(w, route, seat_ib, REL_SUPERVISES));
	cover(absent(ib, school, FIRST, LAST), ib, school, teacher_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
	/* The colleague leaves: nobody else holds the seat. */
	world_set(w, &rec_holds, ib2_place, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(reads(teacher, ROLE_TEACHER), P(KERN) | P(CARD));
	world_hold(w, ib2, seat_ib, 0, INSTANT_OPEN);
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
}

static void who_leaves_passes_nothing_on(void **state)
{
	(void)state;
	world_give(w, open_to(w, route, ib_place, REL_SUPERVISES));
	cover(absent(ib, school, FIRST, LAST), ib, school, ib2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_not_equal(reads(ib2, ROLE_IB), 0);
	world_set(w, &rec_holds, ib_place, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(reads(ib2, ROLE_IB), 0);
}

static void substitute_who_leaves(void **state)
{
	(void)state;
	cover(absent(adviser, swv, FIRST, LAST), adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	world_set(w, &rec_holds, adviser2_place, &holds_fields[HOLDS_ENDS], val_int(w->now));
	world_hold(w, adviser2, seat_at(swv, ROLE_DIRECTOR), 0, INSTANT_OPEN);
	assert_int_equal(reads(adviser2, ROLE_DIRECTOR), 0);
}

static void in_that_role_only(void **state)
{
	(void)state;
	world_hold(w, adviser2, seat_at(swv, ROLE_TLV_SECRETARY), 0, INSTANT_OPEN);
	cover(absent(adviser, swv, FIRST, LAST), adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_not_equal(reads(adviser2, ROLE_TRAJECT), 0);
	assert_int_equal(reads(adviser2, ROLE_TLV_SECRETARY), 0);
}

static void family_and_shielded_stay_outside(void **state)
{
	(void)state;
	cover(absent(adviser, swv, FIRST, LAST), adviser, swv, adviser2_place, "alles", "given");
	int64_t own = world_give(w, open_to(w, route, adviser2, REL_GUARDIAN_WITHOUT));
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), P(KERN) | P(SCHOOL) | P(AANMELDING));
	world_end(w, own);
	assert_int_not_equal(reads(adviser2, ROLE_TRAJECT) & P(SWV), 0);
	struct val v[SHIELD__N];
	for (size_t i = 0; i < SHIELD__N; i++)
		v[i] = val_int(0);
	v[SHIELD_ROUTE] = val_int(route);
	v[SHIELD_PERSON] = val_int(adviser2);
	v[SHIELD_STATE] = val_text(S("confirmed"));
	world_add(w, &rec_shield, v);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
}

/* The wall of the support point stands for who stands in as well. */
static void wall_of_the_support_point(void **state)
{
	(void)state;
	world_hold(w, adviser2, seat_support, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route, adviser2, REL_SUPPORT_POINT));
	assert_int_equal(reads(adviser2, ROLE_SUPPORT_POINT), P(OJS));
	cover(absent(adviser, swv, FIRST, LAST), adviser, swv, adviser2_place, "alles", "given");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads(adviser2, ROLE_SUPPORT_POINT), 0);
}

/* ---- who gives ---- */

static void who_gives(void **state)
{
	(void)state;
	const uint32_t ib_role = UINT32_C(1) << ROLE_IB, adviser_role = UINT32_C(1) << ROLE_TRAJECT;
	assert_true(presence_gives(world_view(w, leader, ROLE_SCHOOL_LEADER)->viewer, school, ORG_SCHOOL, ib_role));
	assert_false(presence_gives(world_view(w, leader, ROLE_SCHOOL_LEADER)->viewer, other, ORG_SCHOOL, ib_role));
	assert_false(presence_gives(world_view(w, leader, ROLE_SCHOOL_LEADER)->viewer, swv, ORG_SWV, adviser_role));
	assert_false(presence_gives(world_view(w, ib2, ROLE_IB)->viewer, school, ORG_SCHOOL, ib_role));
	assert_false(presence_gives(world_view(w, teacher, ROLE_TEACHER)->viewer, school, ORG_SCHOOL, ib_role));
	assert_false(presence_gives(world_view(w, adviser2, ROLE_TRAJECT)->viewer, swv, ORG_SWV, adviser_role));
	assert_true(presence_gives(world_view(w, director, ROLE_DIRECTOR)->viewer, swv, ORG_SWV, adviser_role));
	assert_false(presence_gives(world_view(w, director, ROLE_DIRECTOR)->viewer, school, ORG_SCHOOL, ib_role));
	assert_false(presence_gives(world_view(w, director, ROLE_DIRECTOR)->viewer, swv, ORG_SWV, 0));
}

/* A step of the only cover of an absence, as a page makes it. */
static enum err step(int64_t account, enum role role, struct str pid, enum cover_step step)
{
	struct absent x;
	struct cover *v;
	size_t n;
	struct act *act = world_view(w, account, role);
	enum err e = absence_open(act, pid, &x);
	if (e == OK)
		e = covers_of(act, x.row.id, &v, &n);
	if (e != OK || n != 1)
		return e != OK ? e : ERR_CONFLICT;
	struct change *c = change_begin(act, "Step", CHANGE_UNDO);
	e = cover_move(c, act, &x, &v[0], step);
	return e != OK ? e : change_commit(c);
}

static void given_by_the_organisation_only(void **state)
{
	(void)state;
	int64_t x = absent(adviser, swv, FIRST, LAST);
	struct str pid = pid_of(&rec_absence, x);
	cover(x, adviser, swv, adviser2_place, "alles", "asked");
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(step(adviser, ROLE_TRAJECT, pid, COVER_GIVE), ERR_DENIED);
	assert_int_equal(step(adviser2, ROLE_TRAJECT, pid, COVER_GIVE), ERR_NOT_FOUND);
	assert_int_equal(step(leader, ROLE_SCHOOL_LEADER, pid, COVER_GIVE), ERR_NOT_FOUND);
	assert_int_equal(step(teacher, ROLE_TEACHER, pid, COVER_GIVE), ERR_NOT_FOUND);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
	assert_int_equal(step(director, ROLE_DIRECTOR, pid, COVER_GIVE), OK);
	assert_int_not_equal(reads(adviser2, ROLE_TRAJECT), 0);
	assert_int_equal(step(director, ROLE_DIRECTOR, pid, COVER_GIVE), ERR_CONFLICT);
	/* Giving shows the giver nothing of a child. */
	assert_int_equal(reads(director, ROLE_DIRECTOR), 0);
	/* Ending opens nothing: who is absent may do it. */
	assert_int_equal(step(adviser, ROLE_TRAJECT, pid, COVER_END), OK);
	assert_int_equal(reads(adviser2, ROLE_TRAJECT), 0);
}

static void never_to_oneself(void **state)
{
	(void)state;
	struct presence p;
	/* A director who is an adviser too. */
	int64_t place = world_hold(w, director, seat_traject, 0, INSTANT_OPEN);
	int64_t x = absent(adviser, swv, FIRST, LAST);
	struct str pid = pid_of(&rec_absence, x);
	struct act *act = world_view(w, director, ROLE_DIRECTOR);
	const struct post post = {.org = swv, .kind = ORG_SWV};
	assert_int_equal(presence_load(act, &post, FIRST, &p), OK);
	const struct mate *me = presence_mate(&p, director);
	assert_non_null(me);
	assert_int_equal(me->place, place);
	struct change *c = change_begin(act, "Given", 0);
	assert_int_equal(cover_make(c, act, x, adviser, swv, me, S("alles"), true), ERR_DENIED);
	cover(x, adviser, swv, place, "alles", "asked");
	assert_int_equal(step(director, ROLE_DIRECTOR, pid, COVER_GIVE), ERR_DENIED);
	at(instant_of_date(FIRST) + 1);
	assert_int_equal(reads(director, ROLE_TRAJECT), 0);
}

/* ---- days ---- */

static void works(int64_t account, int64_t org, int32_t since, unsigned mask)
{
	struct val v[DAYS__N] = {[DAYS_ACCOUNT] = val_int(account), [DAYS_ORG] = val_int(org),
			[DAYS_SINCE] = val_int(since)};
	for (unsigned d = 0; d < 5; d++)
		v[DAYS_MONDAY + d] = val_int(mask >> d & 1);
	world_add(w, &rec_working_days, v);
}

static void who_is_back_when(void **state)
{
	(void)state;
	struct presence p;
	int32_t monday = FIRST;
	const struct post post = {.org = school, .kind = ORG_SCHOOL};
	while (date_weekday(monday) != 1)
		monday++;
	works(ib, school, 0, 0x03);          /* Monday and Tuesday */
	works(ib, school, monday + 7, 0x10); /* from the week after: Friday */
	works(ib, other, 0, 0x1f);           /* at another school every day: says nothing here */
	absent(ib2, school, monday, monday + 1);
	w->now = instant_of_date(monday) + DAY_MS / 3;
	assert_int_equal(presence_load(world_act(w, NULL), &post, monday, &p), OK);
	assert_int_equal(presence_back(&p, ib, monday), monday);
	assert_int_equal(presence_back(&p, ib, monday + 2), monday + 11);
	assert_int_equal(presence_back(&p, ib2, monday), monday + 2);
	assert_int_equal(presence_back(&p, teacher, monday + 5), monday + 7);
	assert_null(presence_away(&p, teacher, monday));
	assert_non_null(presence_away(&p, ib2, monday + 1));
	assert_null(presence_mate(&p, stranger));
	absent(teacher, school, monday, monday + 300);
	assert_int_equal(presence_load(world_act(w, NULL), &post, monday, &p), OK);
	assert_int_equal(presence_back(&p, teacher, monday), DATE_OPEN);
}

/* ---- days on which nobody works ---- */

static int32_t day(const char *iso)
{
	int32_t d;
	assert_true(date_parse_iso(str_from(iso), &d));
	return d;
}

static void in_the_north(void)
{
	static const struct stmt place = {
		"INSERT INTO school (id, pid, region, rev, name, name_key, kind, brin, denomination, street, house_number,"
		" postcode, place, place_key, municipality, find_key, holidays, org)"
		" VALUES ($1, $2, 1, 1, 'School', 'school', 'bo', '99ZZ', 'openbaar', 'Weg', '1', '8601 AA', 'Merenland',"
		" 'merenland', 'Merenland', 'school', 'noord', $1)", "it", ""};
	struct act *act = world_act(w, NULL);
	assert_int_equal(act_write(act, &place, DB_ARGS(val_int(school), val_text(pid_new(act->a)))), OK);
}

static void loaded(const char *today, int64_t org, enum org_kind kind, struct presence *p)
{
	const struct post post = {.org = org, .kind = kind};
	w->now = instant_of_date(day(today)) + DAY_MS / 3;
	assert_int_equal(presence_load(world_act(w, NULL), &post, day(today), p), OK);
}

/* Spring vacation 2027 in the north: 20 to 28 February; Easter Monday is 29 March; Good Friday is worked on. */
static void nobody_works_in_a_vacation(void **state)
{
	(void)state;
	struct presence p;
	in_the_north();
	loaded("2027-02-19", school, ORG_SCHOOL, &p);
	assert_true(presence_open_on(&p, day("2027-02-19")));
	assert_false(presence_open_on(&p, day("2027-02-22")));
	assert_false(presence_works_on(&p, ib, day("2027-02-26")));
	assert_true(presence_works_on(&p, ib, day("2027-03-01")));
	assert_int_equal(presence_back(&p, ib, day("2027-02-20")), day("2027-03-01"));
	assert_false(presence_open_on(&p, day("2027-03-29")));
	assert_int_equal(presence_next_open(&p), day("2027-02-19"));
	loaded("2027-02-20", school, ORG_SCHOOL, &p);
	assert_int_equal(presence_next_open(&p), day("2027-03-01"));
	/* Another organisation has no school vacation, but has the public holiday. */
	loaded("2027-02-22", swv, ORG_SWV, &p);
	assert_int_equal(presence_next_open(&p), day("2027-02-22"));
	assert_true(presence_open_on(&p, day("2027-03-26")));
	loaded("2027-03-27", swv, ORG_SWV, &p);
	assert_int_equal(presence_next_open(&p), day("2027-03-30"));
}

static size_t in_tray(const char *today)
{
	struct presence p;
	struct tray tray;
	loaded(today, school, ORG_SCHOOL, &p);
	assert_int_equal(tray_load(&w->act, &p, &tray), OK);
	return tray.n;
}

static void nothing_lies_there_before_anyone_works(void **state)
{
	(void)state;
	in_the_north();
	world_set(w, &rec_route, route, &route_fields[ROUTE_NEXT_BY], val_int(day("2027-02-24")));
	world_give(w, open_to(w, route, ib, REL_SUPERVISES));
	works(ib, school, 0, 0x03); /* Monday and Tuesday */
	assert_int_equal(in_tray("2027-02-18"), 1); /* a Thursday: not there, and not before it is due */
	assert_int_equal(in_tray("2027-02-16"), 0);
	assert_int_equal(in_tray("2027-02-22"), 0); /* vacation: on the next working day someone has it */
	assert_int_equal(in_tray("2027-02-25"), 0);
	assert_int_equal(in_tray("2027-03-01"), 0);
	assert_int_equal(in_tray("2027-03-03"), 1);
	assert_int_equal(in_tray("2027-03-29"), 0); /* Easter Monday; Tuesday is a working day */
	absent(ib, school, day("2027-02-28"), day("2027-03-05"));
	assert_int_equal(in_tray("2027-02-27"), 1); /* and here not */
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup(opens_to_the_second, setup),
	cmocka_unit_test_setup(asked_opens_nothing, setup),
	cmocka_unit_test_setup(ended_early_shuts_at_once, setup),
	cmocka_unit_test_setup(longer_or_shorter, setup),
	cmocka_unit_test_setup(follows_what_comes_and_goes, setup),
	cmocka_unit_test_setup(own_end_of_the_relation, setup),
	cmocka_unit_test_setup(parts_are_cut, setup),
	cmocka_unit_test_setup(court_order_passes_on, setup),
	cmocka_unit_test_setup(hidden_from_the_absent, setup),
	cmocka_unit_test_setup(asked_of_one_person_stays, setup),
	cmocka_unit_test_setup(not_at_another_organisation, setup),
	cmocka_unit_test_setup(group_without_its_school, setup),
	cmocka_unit_test_setup(child_goes_to_another_school, setup),
	cmocka_unit_test_setup(colleague_comes, setup),
	cmocka_unit_test_setup(seat_that_a_colleague_holds, setup),
	cmocka_unit_test_setup(who_leaves_passes_nothing_on, setup),
	cmocka_unit_test_setup(substitute_who_leaves, setup),
	cmocka_unit_test_setup(in_that_role_only, setup),
	cmocka_unit_test_setup(family_and_shielded_stay_outside, setup),
	cmocka_unit_test_setup(wall_of_the_support_point, setup),
	cmocka_unit_test_setup(who_gives, setup),
	cmocka_unit_test_setup(given_by_the_organisation_only, setup),
	cmocka_unit_test_setup(never_to_oneself, setup),
	cmocka_unit_test_setup(who_is_back_when, setup),
	cmocka_unit_test_setup(nobody_works_in_a_vacation, setup),
	cmocka_unit_test_setup(nothing_lies_there_before_anyone_works, setup),
};

int main(void)
{
	return RUN_ON_BOTH(tests, world_open);
}

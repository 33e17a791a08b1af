/* Who stands in for an absent colleague, through the real write unit and the index of rights, on both databases
 * (TN_TEST_PG names a PostgreSQL; without it this program fails). Sources: practice 23 ("the substitute has the
 * relation only for that time"), access.md relations (substitute) and rules 1, 2, 4, 11, 15. */
#include "presence_world.h"

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
		e = covers_take(act, covers_ask(act, x.row.pid), &v, &n);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(opens_to_the_second),
		TEST(asked_opens_nothing),
		TEST(ended_early_shuts_at_once),
		TEST(longer_or_shorter),
		TEST(follows_what_comes_and_goes),
		TEST(own_end_of_the_relation),
		TEST(parts_are_cut),
		TEST(court_order_passes_on),
		TEST(hidden_from_the_absent),
		TEST(asked_of_one_person_stays),
		TEST(not_at_another_organisation),
		TEST(group_without_its_school),
		TEST(child_goes_to_another_school),
		TEST(colleague_comes),
		TEST(seat_that_a_colleague_holds),
		TEST(who_leaves_passes_nothing_on),
		TEST(substitute_who_leaves),
		TEST(in_that_role_only),
		TEST(family_and_shielded_stay_outside),
		TEST(wall_of_the_support_point),
		TEST(who_gives),
		TEST(given_by_the_organisation_only),
		TEST(never_to_oneself),
	};
	return RUN_ON_BOTH(tests, world_open);
}

/* A shielded place: two people set it and two lift it, and who it is hidden from gets neither place nor free text.
 * On both databases (TN_TEST_PG names a PostgreSQL; without it this program fails). Source: access.md rule 15. */
#include "take_part_world.h"

static enum err ask_shield(int64_t account, enum role role, int64_t person, int64_t *id)
{
	struct act *act = world_view(w, account, role);
	struct change *c = change_begin(act, "Asked", 0);
	enum err e = shield_ask(c, act, route, person, id);
	return e != OK ? e : change_commit(c);
}

static enum err step(int64_t account, enum role role, int64_t id, enum shield_step s)
{
	struct act *act = world_view(w, account, role);
	struct change *c = change_begin(act, "Step", 0);
	enum err e = shield_move(c, act, id, s);
	return e != OK ? e : change_commit(c);
}

static void two_people_set_and_two_lift(void **state)
{
	int64_t id;
	(void)state;
	world_give(w, open_to(w, route, adviser_place, REL_ASSIGNED));
	assert_int_equal(ask_shield(ib, ROLE_IB, father, &id), OK);
	assert_int_equal(hides(father, ROLE_NONE) & HIDE_SHIELD, 0); /* asked is not set */
	assert_int_equal(step(ib, ROLE_IB, id, SHIELD_CONFIRM), ERR_DENIED);
	assert_int_equal(step(adviser, ROLE_TRAJECT, id, SHIELD_LIFT), ERR_CONFLICT);
	assert_int_equal(step(adviser, ROLE_TRAJECT, id, SHIELD_CONFIRM), OK);
	assert_int_equal(hides(father, ROLE_NONE) & (HIDE_SHIELD | HIDE_ADDRESS), HIDE_SHIELD | HIDE_ADDRESS);
	assert_int_equal(hides(mother, ROLE_NONE) & HIDE_SHIELD, 0);
	assert_int_equal(hides(ib, ROLE_IB) & HIDE_SHIELD, 0);
	assert_int_equal(step(ib, ROLE_IB, id, SHIELD_LIFT), ERR_CONFLICT);
	assert_int_equal(step(ib, ROLE_IB, id, SHIELD_LIFT_ASK), OK);
	assert_int_equal(step(ib, ROLE_IB, id, SHIELD_LIFT), ERR_DENIED);
	assert_int_not_equal(hides(father, ROLE_NONE) & HIDE_SHIELD, 0); /* asked is not lifted */
	assert_int_equal(step(adviser, ROLE_TRAJECT, id, SHIELD_LIFT), OK);
	assert_int_equal(hides(father, ROLE_NONE) & HIDE_SHIELD, 0);
	assert_int_equal(step(ib, ROLE_IB, id, SHIELD_CONFIRM), ERR_CONFLICT); /* what is lifted stays lifted */
}

/* Whatever else the person is or becomes to the child, by account, by a seat or by the wish of someone. */
static void a_shield_holds_in_every_relation(void **state)
{
	int64_t id, place = world_hold(w, father, seat_teacher, 0, INSTANT_OPEN);
	(void)state;
	world_give(w, open_to(w, route, adviser_place, REL_ASSIGNED));
	assert_int_equal(ask_shield(ib, ROLE_IB, father, &id), OK);
	assert_int_equal(step(adviser, ROLE_TRAJECT, id, SHIELD_CONFIRM), OK);
	world_give(w, open_to(w, route, seat_teacher, REL_TEACHES));
	assert_int_not_equal(hides(father, ROLE_TEACHER) & HIDE_SHIELD, 0);
	world_give(w, open_to(w, route, place, REL_CONTACT));
	assert_int_not_equal(hides(father, ROLE_TEACHER) & HIDE_SHIELD, 0);
	assert_int_equal(hides(teacher, ROLE_TEACHER) & HIDE_SHIELD, 0); /* a colleague on the same seat */
	/* And lets nobody take part who would then see it. */
	assert_int_equal(give(father, ROLE_NONE, "meekijker", &rec_account, friend_, P(SCHOOL)), ERR_DENIED);
}

static void a_shield_holds_for_who_looks_along(void **state)
{
	int64_t id;
	(void)state;
	world_give(w, open_to(w, route, adviser_place, REL_ASSIGNED));
	assert_int_equal(give(father, ROLE_NONE, "meekijker", &rec_account, friend_, P(SCHOOL)), OK);
	assert_int_equal(ask_shield(ib, ROLE_IB, father, &id), OK);
	assert_int_equal(step(adviser, ROLE_TRAJECT, id, SHIELD_CONFIRM), OK);
	assert_int_not_equal(hides(friend_, ROLE_NONE) & HIDE_SHIELD, 0);
}

static void a_shielded_reader_gets_no_place_and_no_free_text(void **state)
{
	int64_t id;
	struct seen s;
	(void)state;
	world_give(w, open_to(w, route, adviser_place, REL_ASSIGNED));
	struct str pid = pid_of(&rec_route, route);
	world_set(w, &rec_route, route, &route_fields[ROUTE_NEXT_STEP], val_text(S("Gesprek bij De Wilgenhoek")));
	assert_int_equal(ask_shield(ib, ROLE_IB, father, &id), OK);
	assert_int_equal(step(adviser, ROLE_TRAJECT, id, SHIELD_CONFIRM), OK);
	assert_int_equal(scope_open(world_view(w, father, ROLE_NONE), &rec_route, pid, false, &s), OK);
	assert_int_equal(row_val(&s.row, &route_fields[ROUTE_SCHOOL]).type, VAL_NULL);
	assert_int_equal(row_val(&s.row, &route_fields[ROUTE_PC4]).type, VAL_NULL);
	assert_int_equal(row_val(&s.row, &route_fields[ROUTE_CONTACT]).type, VAL_NULL);
	assert_int_equal(row_val(&s.row, &route_fields[ROUTE_NEXT_STEP]).type, VAL_NULL);
	assert_int_equal(row_val(&s.row, &route_fields[ROUTE_GIVEN_NAME]).type, VAL_TEXT);
	assert_int_equal(scope_open(world_view(w, mother, ROLE_NONE), &rec_route, pid, false, &s), OK);
	assert_int_equal(row_val(&s.row, &route_fields[ROUTE_SCHOOL]).type, VAL_INT);
}

/* The records of both are in a part that no relation opens. */
static void the_records_open_to_nobody(void **state)
{
	int64_t id;
	struct seen s;
	(void)state;
	assert_int_equal(ask_shield(ib, ROLE_IB, father, &id), OK);
	struct str pid = pid_of(&rec_shield, id);
	assert_int_equal(scope_open(world_view(w, ib, ROLE_IB), &rec_shield, pid, false, &s), ERR_NOT_FOUND);
	assert_int_equal(scope_open(world_view(w, father, ROLE_NONE), &rec_shield, pid, false, &s), ERR_NOT_FOUND);
	assert_int_equal(scope_open(world_view(w, mother, ROLE_NONE), &rec_shield, pid, false, &s), ERR_NOT_FOUND);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_people_set_and_two_lift),
		TEST(a_shield_holds_in_every_relation),
		TEST(a_shield_holds_for_who_looks_along),
		TEST(a_shielded_reader_gets_no_place_and_no_free_text),
		TEST(the_records_open_to_nobody),
	};
	return RUN_ON_BOTH(tests, world_open);
}

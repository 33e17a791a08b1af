/* What follows from what in a placement, and what a group says of one more child: systems.md A4, practice 7, source 001
 * annexes 1 and 2. Pure functions, without a database. */
#include "place_rules.h"

#include "date.h"
#include "flow.h"
#include "testing.h"

static int32_t day(int32_t year, int32_t month, int32_t of)
{
	return date_from_ymd((struct ymd){year, month, of});
}

static void terms_count_from_the_last_one_held(void **state)
{
	struct val v[PLACEMENT__N] = {[PLACEMENT_MONTHS] = val_int(12)};
	(void)state;
	placement_derive(NULL, v);
	assert_int_equal(v[PLACEMENT_GUIDE_FROM].type, VAL_NULL); /* nobody waits sixteen weeks before the first day */
	assert_int_equal(v[PLACEMENT_LATEST].type, VAL_NULL);
	v[PLACEMENT_BEGINS] = val_int(day(2026, 9, 1));
	placement_derive(NULL, v);
	assert_int_equal(v[PLACEMENT_GUIDE_FROM].i, day(2026, 9, 1));
	assert_int_equal(v[PLACEMENT_LATEST].i, day(2027, 9, 1));
	v[PLACEMENT_GUIDED] = val_int(day(2026, 11, 3));
	v[PLACEMENT_LOOKED] = val_int(day(2026, 8, 20)); /* before the first day: does not count */
	placement_derive(NULL, v);
	assert_int_equal(v[PLACEMENT_GUIDE_FROM].i, day(2026, 11, 3));
	assert_int_equal(v[PLACEMENT_LOOK_FROM].i, day(2026, 9, 1));
}

static void a_limit_speaks_of_who_has_that_need(void **state)
{
	struct val g[GROUP__N] = {[GROUP_PLACES] = val_int(12), [GROUP_LIMIT] = val_int(2)};
	struct val p[PLACEMENT__N] = {{.type = VAL_NULL}};
	const struct row group = {.rec = &rec_place_group, .v = g}, child = {.rec = &rec_placement, .v = p};
	struct group_count n = {.children = 11, .need = {2, 5}};
	(void)state;
	assert_int_equal(group_says(&group, &n, &child), 0); /* it is full of a need that this child does not have */
	p[PLACEMENT_NEED] = val_int(1);
	p[PLACEMENT_NEED + 1] = val_int(1); /* no limit was said of this one */
	assert_int_equal(group_says(&group, &n, &child), 1);
	n.need[0] = 1;
	assert_int_equal(group_says(&group, &n, &child), 0);
	n.children = 12;
	assert_int_equal(group_says(&group, &n, &child), UINT32_C(1) << PLACE_NEEDS);
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		assert_true(group_word(i)[0] != '\0');
}

static void who_is_back_takes_no_place(void **state)
{
	(void)state;
	for (int s = 0; s < PLACEMENT_STATES; s++) {
		struct val v[PLACEMENT__N] = {[PLACEMENT_STATE] = flow_value(&rec_placement, s)};
		const struct row r = {.rec = &rec_placement, .v = v};
		assert_int_equal(placement_takes(&r), s == PLACEMENT_PLACED || s == PLACEMENT_RETURNING);
	}
}

/* The team never ends the aftercare, decides on a place or asks the parents; a director and a teacher make no step. */
static void steps_belong_to_who_owns_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLACE_STEPS; i++) {
		const struct transition *t = &placement_flow[i];
		bool team = (t->by >> ROLE_PROVISION_TEAM & 1) != 0;
		assert_int_equal(t->by >> ROLE_DIRECTOR & 1, 0);
		assert_int_equal(t->by >> ROLE_TEACHER & 1, 0);
		assert_int_equal(t->by >> ROLE_PARENT & 1, 0);
		assert_int_equal(team, i == PLACE_RETURN || i == PLACE_STAY || i == PLACE_BACK);
		assert_true(t->part == PART_KNOOPPUNT || t->part == PART_CARD);
	}
	assert_non_null(placement_flow[PLACE_ASK].guard);
	assert_non_null(placement_flow[PLACE_WAIT].guard);
	assert_non_null(placement_flow[PLACE_PLACE].guard);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_count_from_the_last_one_held),
		cmocka_unit_test(a_limit_speaks_of_who_has_that_need),
		cmocka_unit_test(who_is_back_takes_no_place),
		cmocka_unit_test(steps_belong_to_who_owns_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

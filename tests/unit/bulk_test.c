/* Many records at once: what a reader picked is asked again at the moment itself, and taking it back is all or nothing
 * unless it is asked for the rest. On both databases: TN_TEST_PG names a PostgreSQL. */
#include "rights_test.h"

static int64_t school, seat_ib, ib, shared, route[2];

/* An IB'er with two children: one through the seat, one through a relation that can end. */
static int setup(void **state)
{
	(void)state;
	school = world_org(w, ORG_SCHOOL);
	seat_ib = world_seat(w, school, ROLE_IB);
	ib = world_account(w);
	world_hold(w, ib, seat_ib, 0, INSTANT_OPEN);
	route[0] = world_route(w, school, "Noor", "Jansen", 20500);
	route[1] = world_route(w, school, "Emir", "Aydin", 20501);
	world_give(w, open_to(w, route[0], seat_ib, REL_SUPERVISES));
	shared = world_give(w, open_to(w, route[1], ib, REL_SUPERVISES));
	return 0;
}

static int64_t day_of(int64_t id)
{
	struct row r = row_of(&rec_route, id);
	return row_int(&r, &route_fields[ROUTE_NEXT_BY]);
}

static enum err pick_one(int64_t account, enum role role, struct str pid, bool write, bool *shown)
{
	struct scope_pick p = {.rec = &rec_route, .pid = pid, .write = write};
	assert_int_equal(scope_pick(world_view(w, account, role), &p, 1), OK);
	*shown = p.seen.row.rec != NULL || p.child.row.rec != NULL;
	return p.err;
}

static void what_is_out_of_reach_is_not_picked(void **state)
{
	(void)state;
	static const char *const odd[] = {"", "0000000000000", "ilou000000000", "' OR 1=1 --  ", "0123456789abcd"};
	bool shown;
	struct str first = pid_of(&rec_route, route[0]), second = pid_of(&rec_route, route[1]);
	int64_t stranger = world_account(w);
	world_hold(w, stranger, world_seat(w, world_org(w, ORG_SCHOOL), ROLE_IB), 0, INSTANT_OPEN);
	assert_int_equal(pick_one(stranger, ROLE_IB, first, false, &shown), ERR_NOT_FOUND);
	assert_false(shown);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		assert_int_equal(pick_one(ib, ROLE_IB, str_from(odd[i]), false, &shown), ERR_NOT_FOUND);
		assert_false(shown);
	}
	assert_int_equal(pick_one(ib, ROLE_IB, second, true, &shown), OK);
	assert_true(shown);
	world_end(w, shared);
	assert_int_equal(pick_one(ib, ROLE_IB, second, true, &shown), ERR_NOT_FOUND);
	assert_false(shown);
	assert_int_equal(pick_one(ib, ROLE_IB, first, true, &shown), OK);
}

/* The pid of a child of another region opens nothing, and no record that is not of a child is picked. */
static void nothing_of_another_region_or_of_no_child_is_picked(void **state)
{
	(void)state;
	bool shown;
	int64_t id;
	struct str pid;
	struct row like;
	struct act *act = world_act(w, NULL);
	act->region = 2;
	assert_int_equal(record_by_id(act, &rec_route, route[0], &like), OK);
	struct change *c = change_begin(act, "Made", 0);
	assert_int_equal(change_place(c, &rec_route, like.v, &id, &pid), OK);
	assert_int_equal(change_commit(c), OK);
	pid = str_copy(w->a, pid);
	assert_int_equal(pick_one(ib, ROLE_IB, pid, false, &shown), ERR_NOT_FOUND);
	assert_false(shown);
	struct row org;
	assert_int_equal(record_by_id(world_act(w, NULL), &rec_organisation, school, &org), OK);
	struct scope_pick p = {.rec = &rec_organisation, .pid = str_copy(w->a, org.pid)};
	assert_int_equal(scope_pick(world_view(w, ib, ROLE_IB), &p, 1), OK);
	assert_int_equal(p.err, ERR_NOT_FOUND);
	assert_null(p.seen.row.rec);
}

/* Before the second step, and without a viewer, nothing is read at all. */
static void who_is_not_wholly_signed_in_picks_nothing(void **state)
{
	(void)state;
	struct scope_pick p = {.rec = &rec_route, .pid = pid_of(&rec_route, route[0])};
	assert_int_equal(scope_pick(world_act(w, NULL), &p, 1), OK);
	assert_int_equal(p.err, ERR_NOT_FOUND);
	struct act *act = world_view(w, ib, ROLE_IB);
	struct viewer half = *act->viewer;
	half.level = LEVEL_SECOND_STEP;
	act->viewer = &half;
	p.err = OK;
	assert_int_equal(scope_pick(act, &p, 1), OK);
	assert_int_equal(p.err, ERR_NOT_FOUND);
	assert_null(p.seen.row.rec);
}

/* The same account, that chose another of its roles between the preview and the doing. */
static void another_role_picks_by_its_own_rights(void **state)
{
	(void)state;
	bool shown;
	struct str first = pid_of(&rec_route, route[0]), second = pid_of(&rec_route, route[1]);
	int64_t teach = world_seat(w, school, ROLE_TEACHER);
	world_hold(w, ib, teach, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route[0], teach, REL_TEACHES));
	assert_int_equal(pick_one(ib, ROLE_IB, first, true, &shown), OK);
	assert_int_equal(pick_one(ib, ROLE_TEACHER, first, true, &shown), ERR_DENIED);
	assert_int_equal(pick_one(ib, ROLE_TEACHER, first, false, &shown), OK);
	assert_int_equal(pick_one(ib, ROLE_TEACHER, second, false, &shown), ERR_NOT_FOUND);
	assert_false(shown);
}

/* One that is out of reach says nothing of the others, and they nothing of it; the order stays. */
static void each_is_asked_for_itself(void **state)
{
	(void)state;
	struct scope_pick p[] = {{.rec = &rec_route, .pid = S("0000000000000")},
	                         {.rec = &rec_route, .pid = pid_of(&rec_route, route[0])},
	                         {.rec = &rec_route, .pid = pid_of(&rec_route, route[1])}};
	world_end(w, shared);
	assert_int_equal(scope_pick(world_view(w, ib, ROLE_IB), p, 3), OK);
	assert_int_equal(p[0].err, ERR_NOT_FOUND);
	assert_int_equal(p[1].err, OK);
	assert_int_equal(p[1].seen.row.id, route[0]);
	assert_int_equal(p[2].err, ERR_NOT_FOUND);
	assert_null(p[2].seen.row.rec);
	assert_null(p[2].child.row.rec);
}

/* ---- doing, and taking back ---- */

static struct change *both_to(struct act *act, int32_t day, const struct row seen[2])
{
	struct change *c = change_begin_many(act, "New date given", CHANGE_UNDO, 200);
	for (size_t i = 0; i < 2; i++)
		change_set_at(c, &seen[i], &route_fields[ROUTE_NEXT_BY], val_int(day));
	return c;
}

static struct str done(int32_t day)
{
	struct act *act = world_view(w, ib, ROLE_IB);
	struct row seen[2];
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(record_by_id(act, &rec_route, route[i], &seen[i]), OK);
	struct change *c = both_to(act, day, seen);
	assert_int_equal(change_commit(c), OK);
	return str_copy(w->a, change_pid(c));
}

static enum err undo(int64_t account, enum role role, struct str pid, bool others, struct undo *u)
{
	*u = (struct undo){.others = others};
	return change_undo_many(world_view(w, account, role), pid, u);
}

/* Someone was first with one of two: neither is written. */
static void a_row_that_changed_meanwhile_stops_all(void **state)
{
	(void)state;
	struct act *act = world_view(w, ib, ROLE_IB);
	struct row seen[2];
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(record_by_id(act, &rec_route, route[i], &seen[i]), OK);
	struct change *c = both_to(act, 20600, seen);
	seen[1].rev++;
	struct change *stale = both_to(act, 20601, seen);
	assert_int_equal(change_commit(stale), ERR_CONFLICT);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(day_of(route[0]), 20600);
	assert_int_equal(day_of(route[1]), 20600);
}

static void a_row_changed_after_it_is_not_taken_back(void **state)
{
	(void)state;
	struct undo u;
	struct str pid = done(20600);
	world_set(w, &rec_route, route[1], &route_fields[ROUTE_NEXT_BY], val_int(20700));
	assert_int_equal(undo(ib, ROLE_IB, pid, false, &u), ERR_CONFLICT);
	assert_int_equal(u.n_blocked, 1);
	assert_int_equal(u.n_records, 2);
	assert_int_equal(u.blocked[0].id, route[1]);
	assert_int_equal(u.blocked[0].why, ERR_CONFLICT);
	assert_int_equal(day_of(route[0]), 20600);
	assert_int_equal(undo(ib, ROLE_IB, pid, true, &u), OK);
	assert_int_equal(day_of(route[0]), 20500);
	assert_int_equal(day_of(route[1]), 20700);
	assert_int_equal(undo(ib, ROLE_IB, pid, true, &u), ERR_NOT_FOUND); /* once is enough */
}

static void a_row_of_an_ended_relation_is_not_taken_back(void **state)
{
	(void)state;
	struct undo u;
	struct str pid = done(20600);
	world_end(w, shared);
	assert_int_equal(undo(ib, ROLE_IB, pid, false, &u), ERR_CONFLICT);
	assert_int_equal(u.n_blocked, 1);
	assert_int_equal(u.blocked[0].id, route[1]);
	assert_int_not_equal(u.blocked[0].why, OK);
	assert_int_equal(day_of(route[0]), 20600);
	assert_int_equal(undo(ib, ROLE_IB, pid, true, &u), OK);
	assert_int_equal(day_of(route[0]), 20500);
	assert_int_equal(day_of(route[1]), 20600);
}

static void who_may_not_write_any_of_it_takes_nothing_back(void **state)
{
	(void)state;
	struct undo u;
	struct str pid = done(20600);
	int64_t teach = world_seat(w, school, ROLE_TEACHER);
	world_hold(w, ib, teach, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route[0], teach, REL_TEACHES));
	assert_int_equal(undo(ib, ROLE_TEACHER, pid, true, &u), ERR_CONFLICT);
	assert_int_equal(u.n_blocked, 2);
	assert_int_equal(day_of(route[0]), 20600);
	assert_int_equal(day_of(route[1]), 20600);
}

/* It is of who did it, for ten minutes. */
static void another_account_and_a_later_moment_find_nothing(void **state)
{
	(void)state;
	struct undo u;
	struct touched t[4];
	size_t n;
	struct str pid = done(20600);
	int64_t colleague = world_account(w);
	world_hold(w, colleague, seat_ib, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route[1], colleague, REL_SUPERVISES));
	assert_int_equal(undo(colleague, ROLE_IB, pid, true, &u), ERR_NOT_FOUND);
	assert_int_equal(change_touched(world_view(w, colleague, ROLE_IB), pid, t, 4, &n), ERR_NOT_FOUND);
	assert_int_equal(change_touched(world_act(w, NULL), pid, t, 4, &n), ERR_NOT_FOUND);
	int64_t was = w->now;
	w->now += UNDO_MS;
	assert_int_equal(undo(ib, ROLE_IB, pid, true, &u), ERR_NOT_FOUND);
	w->now = was;
	assert_int_equal(day_of(route[0]), 20600);
	assert_int_equal(change_touched(world_view(w, ib, ROLE_IB), pid, t, 4, &n), OK);
	assert_int_equal(n, 2);
	assert_int_equal(undo(ib, ROLE_IB, pid, false, &u), OK);
	assert_int_equal(day_of(route[0]), 20500);
	assert_int_equal(day_of(route[1]), 20501);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(what_is_out_of_reach_is_not_picked, setup),
		cmocka_unit_test_setup(nothing_of_another_region_or_of_no_child_is_picked, setup),
		cmocka_unit_test_setup(who_is_not_wholly_signed_in_picks_nothing, setup),
		cmocka_unit_test_setup(another_role_picks_by_its_own_rights, setup),
		cmocka_unit_test_setup(each_is_asked_for_itself, setup),
		cmocka_unit_test_setup(a_row_that_changed_meanwhile_stops_all, setup),
		cmocka_unit_test_setup(a_row_changed_after_it_is_not_taken_back, setup),
		cmocka_unit_test_setup(a_row_of_an_ended_relation_is_not_taken_back, setup),
		cmocka_unit_test_setup(who_may_not_write_any_of_it_takes_nothing_back, setup),
		cmocka_unit_test_setup(another_account_and_a_later_moment_find_nothing, setup),
	};
	return RUN_ON_BOTH(tests, world_open);
}

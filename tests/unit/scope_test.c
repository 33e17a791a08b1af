/* Nothing of a child leaks, on both databases: TN_TEST_PG names a PostgreSQL; without it this program fails. */
#include "rights_test.h"

#define ALL (UINT32_MAX >> 1)

static int64_t school, seat_ib, seat_teacher, ib, route;

/* A school with an IB'er and one child of it. */
static int setup(void **state)
{
	(void)state;
	school = world_org(w, ORG_SCHOOL);
	seat_ib = world_seat(w, school, ROLE_IB);
	seat_teacher = world_seat(w, school, ROLE_TEACHER);
	ib = world_account(w);
	world_hold(w, ib, seat_ib, 0, INSTANT_OPEN);
	route = world_route(w, school, "Noor", "Jansen", 20500);
	world_give(w, open_to(w, route, seat_ib, REL_SUPERVISES));
	return 0;
}

static enum err may(int64_t account, enum role role, struct allowed *out)
{
	return reach_allowed(world_view(w, account, role), route, out);
}

static int64_t count(int64_t account, enum role role)
{
	int64_t n = -1;
	assert_int_equal(shelf_count(world_view(w, account, role), list_of(LIST_CHILDREN), S(""), S(""), &n), OK);
	return n;
}

static size_t page_size(int64_t account, enum role role)
{
	struct seen_page p;
	assert_int_equal(scope_page(world_view(w, account, role), list_of(LIST_CHILDREN), S(""), 0, S(""), &p), OK);
	return p.n;
}

static size_t found(int64_t account, enum role role, const char *word)
{
	struct seen_page p;
	struct act *act = world_view(w, account, role);
	assert_int_equal(scope_find(act, list_of(LIST_CHILDREN), str_from(word), SCOPE_SHOWN, &p), OK);
	return p.n;
}

static void out_of_reach_is_not_found(void **state)
{
	(void)state;
	static const char *const odd[] = {"", "0000000000000", "zzzzzzzzzzzz", "ilou000000000", "0123456789abcd",
	                                  "' OR 1=1 --  ", "0000000000\xc3\xa9"};
	struct seen s;
	struct str pid = pid_of(&rec_route, route);
	int64_t stranger = world_account(w), other = world_org(w, ORG_SCHOOL);
	world_hold(w, stranger, world_seat(w, other, ROLE_IB), 0, INSTANT_OPEN);
	assert_int_equal(scope_open(world_view(w, ib, ROLE_IB), &rec_route, pid, false, &s), OK);
	assert_int_equal(scope_open(world_view(w, stranger, ROLE_IB), &rec_route, pid, false, &s), ERR_NOT_FOUND);
	assert_int_equal(scope_open(world_view(w, stranger, ROLE_IB), &rec_route, pid, true, &s), ERR_NOT_FOUND);
	assert_null(s.row.rec == NULL ? NULL : s.hidden);
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		assert_int_equal(scope_open(world_view(w, ib, ROLE_IB), &rec_route, str_from(odd[i]), false, &s),
		                 ERR_NOT_FOUND);
	/* Without a viewer, and with one whose second factor is still to come. */
	assert_int_equal(scope_open(world_act(w, NULL), &rec_route, pid, false, &s), ERR_NOT_FOUND);
	struct act *act = world_view(w, ib, ROLE_IB);
	struct viewer half = *act->viewer;
	half.level = LEVEL_SECOND_STEP;
	act->viewer = &half;
	assert_int_equal(scope_open(act, &rec_route, pid, false, &s), ERR_NOT_FOUND);
	struct seen_page p;
	assert_int_equal(scope_page(act, list_of(LIST_CHILDREN), S(""), 0, S(""), &p), ERR_DENIED);
}

static struct str put_next_step(struct act *act, const char *text)
{
	struct change *c = change_begin(act, "Saved", CHANGE_UNDO);
	change_set(c, &rec_route, route, &route_fields[ROUTE_NEXT_STEP], val_text(str_from(text)));
	assert_int_equal(change_commit(c), OK);
	return str_copy(w->a, change_pid(c));
}

/* "A relation that ends closes the door at once": to taking back too. */
static void nothing_is_taken_back_after_the_relation_ended(void **state)
{
	(void)state;
	int64_t other = world_account(w), relation = world_give(w, open_to(w, route, other, REL_SUPERVISES));
	world_hold(w, other, world_seat(w, world_org(w, ORG_SCHOOL), ROLE_IB), 0, INSTANT_OPEN);
	struct str pid = put_next_step(world_view(w, other, ROLE_IB), "Bel de ouders");
	assert_int_equal(change_undo(world_view(w, other, ROLE_IB), pid), OK);
	pid = put_next_step(world_view(w, other, ROLE_IB), "Bel de leraar");
	world_end(w, relation);
	assert_int_equal(change_undo(world_view(w, other, ROLE_IB), pid), ERR_NOT_FOUND);
	/* Seen again, but not to be changed. */
	struct relation r = open_to(w, route, other, REL_RECEIVES);
	world_give(w, r);
	assert_int_equal(change_undo(world_view(w, other, ROLE_IB), pid), ERR_DENIED);
	struct row now;
	assert_int_equal(record_by_id(world_act(w, NULL), &rec_route, route, &now), OK);
	ASSERT_STR(row_text(&now, &route_fields[ROUTE_NEXT_STEP]), "Bel de leraar");
}

static void a_part_that_is_not_shared_is_not_found_and_one_not_writable_is_denied(void **state)
{
	(void)state;
	struct seen s;
	struct relation r = open_to(w, route, seat_teacher, REL_TEACHES);
	int64_t teacher = world_account(w);
	struct str pid = pid_of(&rec_route, route);
	world_hold(w, teacher, seat_teacher, 0, INSTANT_OPEN);
	r.parts = PART_BIT(PART_CARD);
	int64_t shared = world_give(w, r);
	assert_int_equal(scope_open(world_view(w, teacher, ROLE_TEACHER), &rec_route, pid, false, &s), ERR_NOT_FOUND);
	world_end(w, shared);
	world_give(w, open_to(w, route, seat_teacher, REL_TEACHES));
	assert_int_equal(scope_open(world_view(w, teacher, ROLE_TEACHER), &rec_route, pid, false, &s), OK);
	assert_int_equal(scope_open(world_view(w, teacher, ROLE_TEACHER), &rec_route, pid, true, &s), ERR_DENIED);
	assert_int_equal(scope_open(world_view(w, ib, ROLE_IB), &rec_route, pid, true, &s), OK);
}

/* What a court order hides comes as nothing, not as a value that a page must remember to leave out. */
static void hidden_fields_come_as_nothing(void **state)
{
	(void)state;
	struct seen s;
	struct str pid = pid_of(&rec_route, route);
	int64_t parent = world_account(w);
	struct relation r = open_to(w, route, parent, REL_GUARDIAN);
	uint32_t hideable = 0;
	for (size_t i = 0; i < rec_route.n; i++)
		hideable |= rec_route.fields[i].hides;
	r.hides = HIDE_ADDRESS;
	world_give(w, r);
	assert_int_equal(scope_open(world_view(w, parent, ROLE_NONE), &rec_route, pid, false, &s), OK);
	for (size_t i = 0; i < rec_route.n; i++) {
		bool hide = (rec_route.fields[i].hides & s.allowed.hides[PART_KERN]) != 0;
		assert_int_equal(s.hidden[i], hide);
		if (hide)
			assert_int_equal(s.row.v[i].type, VAL_NULL);
	}
	assert_true(s.allowed.hides[PART_KERN] & HIDE_ADDRESS);
	/* "Everything that gives away where the child lives or learns" (practice 17). */
	assert_true(hideable & HIDE_ADDRESS);
	assert_true(s.hidden[ROUTE_PC4]);
	assert_true(s.hidden[ROUTE_SCHOOL]);
	struct seen_page p;
	assert_int_equal(scope_page(world_view(w, parent, ROLE_NONE), list_of(LIST_CHILDREN), S(""), 0, S(""), &p), OK);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.v[0].row.v[ROUTE_PC4].type, VAL_NULL);
}

static void an_ended_relation_and_an_ended_seat_shut_at_once(void **state)
{
	(void)state;
	struct allowed a;
	int64_t parent = world_account(w), second = world_account(w);
	struct relation r = open_to(w, route, parent, REL_GUARDIAN);
	r.ends = w->now + 5000;
	world_give(w, r);
	int64_t by_hand = world_give(w, open_to(w, route, second, REL_GUARDIAN));
	assert_int_equal(may(parent, ROLE_NONE, &a), OK);
	assert_int_equal(count(parent, ROLE_NONE), 1);
	world_end(w, by_hand);
	assert_int_equal(may(second, ROLE_NONE, &a), ERR_NOT_FOUND);
	assert_int_equal(count(second, ROLE_NONE), 0);
	w->now += 5000; /* the very moment; no sweeper has run */
	assert_int_equal(may(parent, ROLE_NONE, &a), ERR_NOT_FOUND);
	assert_int_equal(count(parent, ROLE_NONE), 0);
	assert_int_equal(page_size(parent, ROLE_NONE), 0);
	assert_int_equal(found(parent, ROLE_NONE, "noor"), 0);
	int64_t colleague = world_account(w), hold = world_hold(w, colleague, seat_ib, 0, INSTANT_OPEN);
	assert_int_equal(may(colleague, ROLE_IB, &a), OK);
	world_set(w, &rec_holds, hold, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(may(colleague, ROLE_IB, &a), ERR_NOT_FOUND);
	assert_int_equal(page_size(colleague, ROLE_IB), 0);
}

static void a_relation_to_come_gives_nothing_yet(void **state)
{
	(void)state;
	struct allowed a;
	int64_t parent = world_account(w), from = w->now;
	struct relation r = open_to(w, route, parent, REL_GUARDIAN);
	r.begins = w->now + 1000;
	world_give(w, r);
	assert_int_equal(may(parent, ROLE_NONE, &a), ERR_NOT_FOUND);
	assert_int_equal(count(parent, ROLE_NONE), 0);
	w->now += 1000;
	world_sweep(w, from);
	assert_int_equal(may(parent, ROLE_NONE, &a), OK);
	assert_int_equal(count(parent, ROLE_NONE), 1);
}

/* A work relation of the account itself is not open, listed or counted in another role. */
static void work_by_account_stands_in_the_lists_of_its_role_only(void **state)
{
	(void)state;
	struct allowed a;
	int64_t both = world_account(w), swv = world_org(w, ORG_SWV);
	world_hold(w, both, world_seat(w, swv, ROLE_TRAJECT), 0, INSTANT_OPEN);
	world_hold(w, both, seat_teacher, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route, both, REL_ASSIGNED));
	assert_int_equal(may(both, ROLE_TRAJECT, &a), OK);
	assert_int_equal(count(both, ROLE_TRAJECT), 1);
	assert_int_equal(page_size(both, ROLE_TRAJECT), 1);
	assert_int_equal(may(both, ROLE_TEACHER, &a), ERR_NOT_FOUND);
	assert_int_equal(page_size(both, ROLE_TEACHER), 0);
	assert_int_equal(count(both, ROLE_TEACHER), 0);
	assert_int_equal(found(both, ROLE_TEACHER, "noor"), 0);
}

/* Own family stands in the lists of every role, once, also when it is seen by a seat as well. */
static void doubles_are_shown_once(void **state)
{
	(void)state;
	int64_t before = count(ib, ROLE_IB);
	struct relation r = open_to(w, route, ib, REL_GUARDIAN);
	world_give(w, r);
	r.ends = w->now + 100;
	world_give(w, r);
	world_give(w, open_to(w, route, ib, REL_CONTACT));
	assert_int_equal(count(ib, ROLE_IB), before);
	assert_int_equal((int64_t)page_size(ib, ROLE_IB), before);
	w->now += 100;
	assert_int_equal(count(ib, ROLE_IB), before);
}

/* Someone can be very much to one child, for whom much was decided and decided again. */
static void many_relations_to_one_child_count_all(void **state)
{
	(void)state;
	enum { MANY = 70 };
	struct allowed a;
	const int64_t father = world_account(w);
	struct relation r = open_to(w, route, father, REL_GUARDIAN_WITHOUT);
	for (int i = 0; i < MANY; i++) {
		r.ends = w->now + 1000 + i;
		world_give(w, r);
	}
	assert_int_equal(may(father, ROLE_PARENT, &a), OK);
	assert_false(a.reads & PART_BIT(PART_STEM));
	world_give(w, open_to(w, route, father, REL_GUARDIAN));
	assert_int_equal(may(father, ROLE_PARENT, &a), OK);
	assert_true(a.reads & PART_BIT(PART_STEM));
}

static void a_grant_that_opens_nothing_leaves_no_trace_in_a_list(void **state)
{
	(void)state;
	struct allowed a;
	int64_t director = world_account(w), swv = world_org(w, ORG_SWV);
	int64_t seat = world_seat(w, swv, ROLE_DIRECTOR);
	world_hold(w, director, seat, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route, seat, REL_SUPERVISES));
	world_give(w, open_to(w, route, seat, REL_GUARDIAN));
	assert_int_equal(may(director, ROLE_DIRECTOR, &a), ERR_NOT_FOUND);
	assert_int_equal(count(director, ROLE_DIRECTOR), 0);
	assert_int_equal(page_size(director, ROLE_DIRECTOR), 0);
}

static const struct stmt stmt_reach_rows = {"SELECT count(*) FROM reach WHERE route = $1 AND kind = $2", "ii", "i"};

static int64_t reach_rows(enum relation_kind kind)
{
	const struct rows *r;
	assert_int_equal(act_exec(world_act(w, NULL), &stmt_reach_rows, DB_ARGS(val_int(route), val_int(kind)), &r), OK);
	return rows_int(r, 0, 0);
}

static void the_support_point_is_for_who_is_nothing_else_to_the_child(void **state)
{
	(void)state;
	struct allowed a;
	int64_t keeper = world_account(w), swv = world_org(w, ORG_SWV);
	int64_t seat = world_seat(w, swv, ROLE_SUPPORT_POINT);
	world_hold(w, keeper, seat, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route, keeper, REL_SUPPORT_POINT));
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), OK);
	assert_int_equal(a.reads, PART_BIT(PART_OJS));
	/* A seat that is given later, and ended again. */
	int64_t hold = world_hold(w, keeper, seat_ib, 0, INSTANT_OPEN);
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), ERR_NOT_FOUND);
	assert_int_equal(reach_rows(REL_SUPPORT_POINT), 0);
	world_set(w, &rec_holds, hold, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), OK);
	/* A seat that begins by date: shut the moment it does, with no sweeper; and open again after it ended and a
	 * sweep. */
	int64_t from = w->now;
	world_hold(w, keeper, seat_ib, w->now + 1000, w->now + 2000);
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), OK);
	w->now += 1000;
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), ERR_NOT_FOUND);
	world_sweep(w, from);
	assert_int_equal(reach_rows(REL_SUPPORT_POINT), 0);
	w->now += 1000;
	world_sweep(w, from);
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), OK);
	/* A relation of the keeper itself, to come: shut the moment it begins, with no sweeper. */
	struct relation r = open_to(w, route, keeper, REL_GUEST);
	r.begins = w->now + 1000;
	int64_t guest = world_give(w, r);
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), OK);
	w->now += 1000;
	if (may(keeper, ROLE_SUPPORT_POINT, &a) == OK)
		assert_int_equal(a.reads & PART_BIT(PART_OJS), 0);
	world_end(w, guest);
	assert_int_equal(may(keeper, ROLE_SUPPORT_POINT, &a), OK);
}

/* Also where the question is with the seat and not with a person. */
static void the_wall_stands_for_each_colleague_of_a_seat(void **state)
{
	(void)state;
	struct allowed a;
	int64_t free_one = world_account(w), involved = world_account(w), swv = world_org(w, ORG_SWV);
	int64_t seat = world_seat(w, swv, ROLE_SUPPORT_POINT);
	world_hold(w, free_one, seat, 0, INSTANT_OPEN);
	world_hold(w, involved, seat, 0, INSTANT_OPEN);
	world_hold(w, involved, seat_ib, 0, INSTANT_OPEN);
	world_give(w, open_to(w, route, seat, REL_SUPPORT_POINT));
	assert_int_equal(may(free_one, ROLE_SUPPORT_POINT, &a), OK);
	assert_int_equal(may(involved, ROLE_SUPPORT_POINT, &a), ERR_NOT_FOUND);
}

static void a_stale_row_of_the_shelf_is_dropped(void **state)
{
	(void)state;
	static const struct stmt forge = {
		"INSERT INTO shelf (grantee, list, shelf_key, id, route, facet, until)"
		" SELECT $2, list, shelf_key, id, route, facet, until FROM shelf WHERE grantee = $1 AND route = $3", "iii", ""};
	int64_t stranger = world_account(w);
	struct act *act = world_act(w, NULL);
	assert_int_equal(act_write(act, &forge, DB_ARGS(val_int(seat_ib), val_int(stranger), val_int(route))), OK);
	assert_int_equal(count(stranger, ROLE_NONE), 1);
	assert_int_equal(page_size(stranger, ROLE_NONE), 0);
	assert_int_equal(found(stranger, ROLE_NONE, "noor"), 0);
}

/* 21 seats in one role, as an IB'er of 20 schools has grantees: one list in order, no doubles, pages that meet. */
static void a_viewer_of_many_seats_reads_one_list(void **state)
{
	(void)state;
	enum { SEATS = 21, PER = 3 };
	int64_t many = world_account(w), seats[SEATS];
	for (size_t i = 0; i < SEATS; i++) {
		seats[i] = world_seat(w, world_org(w, ORG_SCHOOL), ROLE_IB);
		world_hold(w, many, seats[i], 0, INSTANT_OPEN);
	}
	for (size_t i = 0; i < SEATS * PER; i++) {
		const char *name = str_printf(w->a, "Kind %02zu", (i * 37) % (SEATS * PER)).p;
		int64_t child = world_route(w, school, "Sam", name, 20500);
		world_give(w, open_to(w, child, seats[i % SEATS], REL_SUPERVISES));
		world_give(w, open_to(w, child, seats[(i + 1) % SEATS], REL_CONTACT));
	}
	assert_int_equal(count(many, ROLE_IB), SEATS * PER);
	struct str key = S("");
	int64_t id = 0;
	size_t n = 0;
	for (bool more = true; more;) {
		struct seen_page p;
		assert_int_equal(scope_page(world_view(w, many, ROLE_IB), list_of(LIST_CHILDREN), key, id, S(""), &p), OK);
		for (size_t i = 0; i < p.n; i++, n++)
			ASSERT_STR(row_text(&p.v[i].row, &route_fields[ROUTE_FAMILY_NAME]), str_printf(w->a, "Kind %02zu", n).p);
		more = p.more;
		key = str_copy(w->a, p.last_key);
		id = p.last_id;
	}
	assert_int_equal(n, SEATS * PER);
}

/* Exactly to 1,000, also where two grantees are added up; above it 1,001. */
static void counts_are_exact_to_a_thousand(void **state)
{
	(void)state;
	static const struct stmt fill = {"INSERT INTO shelf (grantee, list, shelf_key, id, route, facet, until) VALUES "
	                                 "($1, 2, $2, $3, $3, 0, $4)",
	                                 "itii", ""};
	int64_t account = world_account(w), seat = world_seat(w, world_org(w, ORG_SCHOOL), ROLE_IB);
	world_hold(w, account, seat, 0, INSTANT_OPEN);
	for (int64_t i = 1; i <= 1001; i++) {
		struct act *act = world_act(w, NULL);
		struct conn *conn;
		assert_int_equal(act_conn(act, &conn), OK);
		assert_int_equal(db_begin(conn), OK);
		for (; i != 999 && i != 1000 && i < 1001; i++)
			assert_int_equal(db_exec(conn, act->a, &fill,
			                         DB_ARGS(val_int(seat), val_text(str_printf(act->a, "k%04d", (int)i)),
			                                 val_int(i), val_int(INSTANT_OPEN)),
			                         NULL),
			                 OK);
		assert_int_equal(db_exec(conn, act->a, &fill,
		                         DB_ARGS(val_int(seat), val_text(str_printf(act->a, "k%04d", (int)i)),
		                                 val_int(i), val_int(INSTANT_OPEN)),
		                         NULL),
		                 OK);
		assert_int_equal(db_commit(conn), OK);
		assert_int_equal(count(account, ROLE_IB), i);
	}
	struct act *act = world_act(w, NULL);
	assert_int_equal(act_write(act, &fill,
	                           DB_ARGS(val_int(seat), val_text(S("k1002")), val_int(1002), val_int(INSTANT_OPEN))),
	                 OK);
	assert_int_equal(count(account, ROLE_IB), 1001);
}

static void a_search_finds_signs_as_they_are(void **state)
{
	(void)state;
	int64_t parent = world_account(w);
	world_give(w, open_to(w, route, parent, REL_GUARDIAN));
	assert_int_equal(found(parent, ROLE_NONE, "noor"), 1);
	assert_int_equal(found(parent, ROLE_NONE, "jans"), 1);
	assert_int_equal(found(parent, ROLE_NONE, "%"), 0);
	assert_int_equal(found(parent, ROLE_NONE, "_"), 0);
	assert_int_equal(found(parent, ROLE_NONE, "!"), 0);
	assert_int_equal(found(parent, ROLE_NONE, "n%r"), 0);
	assert_int_equal(found(parent, ROLE_NONE, "'"), 0);
	assert_int_equal(found(ib, ROLE_IB, "smit"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(out_of_reach_is_not_found, setup),
		cmocka_unit_test_setup(nothing_is_taken_back_after_the_relation_ended, setup),
		cmocka_unit_test_setup(a_part_that_is_not_shared_is_not_found_and_one_not_writable_is_denied, setup),
		cmocka_unit_test_setup(hidden_fields_come_as_nothing, setup),
		cmocka_unit_test_setup(an_ended_relation_and_an_ended_seat_shut_at_once, setup),
		cmocka_unit_test_setup(a_relation_to_come_gives_nothing_yet, setup),
		cmocka_unit_test_setup(work_by_account_stands_in_the_lists_of_its_role_only, setup),
		cmocka_unit_test_setup(doubles_are_shown_once, setup),
		cmocka_unit_test_setup(many_relations_to_one_child_count_all, setup),
		cmocka_unit_test_setup(a_grant_that_opens_nothing_leaves_no_trace_in_a_list, setup),
		cmocka_unit_test_setup(the_support_point_is_for_who_is_nothing_else_to_the_child, setup),
		cmocka_unit_test_setup(the_wall_stands_for_each_colleague_of_a_seat, setup),
		cmocka_unit_test_setup(a_stale_row_of_the_shelf_is_dropped, setup),
		cmocka_unit_test_setup(a_viewer_of_many_seats_reads_one_list, setup),
		cmocka_unit_test_setup(counts_are_exact_to_a_thousand, setup),
		cmocka_unit_test_setup(a_search_finds_signs_as_they_are, setup),
	};
	return RUN_ON_BOTH(tests, world_open);
}

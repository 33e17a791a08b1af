/* Who takes part: giving, ending and helpers through the real write unit, on both databases (TN_TEST_PG names a
 * PostgreSQL; without it this program fails). Sources: access.md rules 2, 4, 6. */
#include "take_part_world.h"

#include <pthread.h>

static const struct taker *find(struct takers *all, enum relation_kind kind, int64_t account)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == kind && all->v[i].account == account)
			return &all->v[i];
	return NULL;
}

static enum err end_as(int64_t account, enum role role, enum relation_kind kind, int64_t of, struct str *done)
{
	struct standing s;
	struct takers all;
	struct act *act = world_view(w, account, role);
	enum err e = take_part_standing_read(act, route, &s);
	if (e == OK)
		e = take_part_list(act, route, &all);
	if (e != OK)
		return e;
	const struct taker *t = find(&all, kind, of);
	assert_non_null(t);
	if (!take_part_may_end(act, &s, &all, t))
		return ERR_DENIED;
	struct change *c = change_begin(act, "Ended", CHANGE_UNDO);
	take_part_end(c, act, t);
	e = change_commit(c);
	if (done != NULL)
		*done = str_copy(w->a, change_pid(c));
	return e;
}

/* ---- giving ---- */

static void a_teacher_gives_nothing(void **state)
{
	(void)state;
	world_give(w, open_to(w, route, teacher_place, REL_TEACHES));
	assert_int_equal(give(teacher, ROLE_TEACHER, "leerkracht", &rec_holds, teacher_place, 0), ERR_DENIED);
	assert_int_equal(give(teacher, ROLE_TEACHER, "partner", &rec_holds, partner_place, P(CARD)), ERR_DENIED);
	assert_int_equal(reads(partner, ROLE_MUNICIPALITY), 0);
}

static void out_of_reach_there_is_nothing_to_give(void **state)
{
	(void)state;
	assert_int_equal(give(ib2, ROLE_IB, "leerkracht", &rec_holds, teacher_other_place, 0), ERR_NOT_FOUND);
	assert_int_equal(give(adviser, ROLE_TRAJECT, "trajectbegeleider", &rec_holds, adviser_place, 0), ERR_NOT_FOUND);
	assert_int_equal(give(nobody, ROLE_NONE, "meekijker", &rec_account, friend_, 0), ERR_NOT_FOUND);
	assert_int_equal(give(partner, ROLE_MUNICIPALITY, "partner", &rec_holds, partner_place, 0), ERR_NOT_FOUND);
}

static void nobody_gives_to_oneself(void **state)
{
	int64_t place = world_hold(w, ib, seat_teacher, 0, INSTANT_OPEN);
	(void)state;
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, place, 0), ERR_DENIED);
	assert_int_equal(give(mother, ROLE_NONE, "meekijker", &rec_account, mother, P(CARD)), ERR_DENIED);
}

static void only_at_the_right_place_and_role(void **state)
{
	(void)state;
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, teacher_other_place, 0), ERR_NOT_FOUND);
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, partner_place, 0), ERR_NOT_FOUND);
	assert_int_equal(give(ib, ROLE_IB, "partner", &rec_holds, teacher_place, P(CARD)), ERR_NOT_FOUND);
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_account, friend_, 0), ERR_NOT_FOUND);
	assert_int_equal(give(ib, ROLE_IB, "trajectbegeleider", &rec_holds, adviser_place, 0), ERR_DENIED);
	assert_int_equal(give(ib, ROLE_IB, "begeleider", &rec_holds, teacher_place, 0), ERR_DENIED);
	assert_int_equal(give(mother, ROLE_NONE, "partner", &rec_holds, partner_place, 0), ERR_DENIED);
	world_set(w, &rec_holds, teacher_place, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, teacher_place, 0), ERR_NOT_FOUND);
}

static void a_given_task_opens_at_once_and_ends_with_the_role(void **state)
{
	(void)state;
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, teacher_place, 0), OK);
	assert_int_equal(reads(teacher, ROLE_TEACHER), P(KERN) | P(CARD));
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, teacher_place, 0), ERR_INVALID);
	/* The same role at another school opens nothing here: the task was given to this place. */
	int64_t seat = seat_at(other, ROLE_TEACHER), second = world_hold(w, teacher, seat, 0, INSTANT_OPEN);
	assert_true(second != 0);
	world_set(w, &rec_holds, teacher_place, &holds_fields[HOLDS_ENDS], val_int(w->now));
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
	struct act *act = world_view(w, teacher, ROLE_TEACHER);
	struct seen_page page;
	const struct record *rec;
	const struct list *children = model_list(w->model, LIST_CHILDREN, &rec);
	assert_int_equal(scope_page(act, children, (struct str){0}, 0, (struct str){0}, &page), OK);
	assert_int_equal(page.n, 0);
	int64_t n;
	assert_int_equal(shelf_count(act, children, (struct str){0}, (struct str){0}, &n), OK);
	assert_int_equal(n, 0);
}

static void a_partner_reads_what_was_chosen_until_the_end(void **state)
{
	(void)state;
	assert_int_equal(give(ib, ROLE_IB, "partner", &rec_holds, partner_place, P(CARD) | P(SWV) | P(SCHOOL)), OK);
	assert_int_equal(reads(partner, ROLE_MUNICIPALITY), P(KERN) | P(CARD));
	w->now += 25 * HOUR; /* the sweeper has not come by */
	assert_int_equal(reads(partner, ROLE_MUNICIPALITY), 0);
	w->now -= 25 * HOUR;
}

/* The giver's own right ended between the page and the button. */
static void a_giver_who_is_out_gives_nothing(void **state)
{
	struct standing s;
	struct candidate who;
	struct takers all;
	(void)state;
	int64_t task = world_give(w, open_to(w, route, ib, REL_SUPERVISES));
	world_end(w, task);
	struct str pid = pid_of(&rec_holds, teacher_place);
	struct act *act = world_view(w, ib, ROLE_IB);
	assert_int_equal(take_part_standing_read(act, route, &s), OK);
	const struct grant_rule *rule = grant_find(S("leerkracht"), &s.giver);
	assert_non_null(rule);
	assert_int_equal(take_part_candidate(act, &s, rule, pid, &who), OK);
	assert_int_equal(take_part_list(act, route, &all), OK);
	struct change *c = change_begin(act, "Given", 0);
	s.allowed.by[REL_SUPERVISES] = task; /* as it was when the page was made */
	assert_int_equal(take_part_give(c, act, &s, rule, &who, 0, w->now + HOUR), OK);
	assert_int_equal(change_commit(c), ERR_CONFLICT);
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
}

/* ---- helpers ---- */

static void a_helper_sees_and_can_do_nothing(void **state)
{
	struct allowed a;
	(void)state;
	assert_int_equal(give(mother, ROLE_NONE, "meekijker", &rec_account, friend_, P(CARD)), OK);
	assert_int_equal(reads(friend_, ROLE_NONE), P(KERN) | P(CARD));
	assert_int_equal(reach_allowed(world_view(w, friend_, ROLE_NONE), route, &a), OK);
	assert_int_equal(a.writes, 0);
	assert_int_equal(give(friend_, ROLE_NONE, "meekijker", &rec_account, nobody, P(CARD)), ERR_DENIED);
	assert_int_equal(give(mother, ROLE_NONE, "meekijker", &rec_account, nobody, P(CARD)), ERR_INVALID);
	assert_int_equal(end_as(ib, ROLE_IB, REL_HELPER, friend_, NULL), ERR_DENIED);
	assert_int_equal(end_as(father, ROLE_NONE, REL_HELPER, friend_, NULL), ERR_DENIED);
	assert_int_equal(end_as(mother, ROLE_NONE, REL_HELPER, friend_, NULL), OK);
	assert_int_equal(reads(friend_, ROLE_NONE), 0);
}

static void a_helper_may_stop(void **state)
{
	struct str done;
	(void)state;
	assert_int_equal(give(mother, ROLE_NONE, "meekijker", &rec_account, friend_, 0), OK);
	assert_int_equal(end_as(friend_, ROLE_NONE, REL_HELPER, friend_, &done), OK);
	assert_int_equal(reads(friend_, ROLE_NONE), 0);
	/* And cannot open it again alone. */
	assert_int_not_equal(change_undo(world_view(w, friend_, ROLE_NONE), done), OK);
	assert_int_equal(reads(friend_, ROLE_NONE), 0);
}

/* ---- ending ---- */

static void ending_closes_page_list_and_draft(void **state)
{
	static const struct stmt draft = {
		"INSERT INTO draft (account, form, subject, route, body, rev, at) VALUES ($1, 'next-step', $2, $4, $3, 1, 1)",
		"itbi", ""};
	static const struct stmt count = {"SELECT count(*) FROM draft WHERE account = $1", "i", "i"};
	const struct rows *r;
	(void)state;
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, teacher_place, 0), OK);
	struct str subject = str_printf(w->a, "/kind/" STR_FMT "/volgende-stap", STR_ARG(pid_of(&rec_route, route)));
	struct act *act = world_act(w, NULL);
	assert_int_equal(act_write(act, &draft, DB_ARGS(val_int(teacher), val_text(subject), val_blob(S("x")),
		val_int(0))), OK);
	/* One typed on a page of the child's plan, of which the address does not name the child. */
	assert_int_equal(
		act_write(act, &draft, DB_ARGS(val_int(teacher), val_text(S("/plan/1")), val_blob(S("x")), val_int(route))),
			OK);
	assert_int_equal(
		act_write(act, &draft, DB_ARGS(val_int(teacher), val_text(S("/account")), val_blob(S("x")), val_int(0))), OK);
	assert_int_equal(end_as(ib, ROLE_IB, REL_TEACHES, teacher, NULL), OK);
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
	assert_int_equal(act_exec(world_act(w, NULL), &count, DB_ARGS(val_int(teacher)), &r), OK);
	assert_int_equal(rows_int(r, 0, 0), 1); /* the other one is not about this child */
	assert_int_equal(rows_of("SELECT count(*) FROM shelf WHERE route = $1 AND grantee NOT IN (SELECT r.grantee FROM "
				 "relation r WHERE r.route = $1 AND r.kind <> 'teaches')"), 0);
}

static void who_may_not_give_may_not_end(void **state)
{
	(void)state;
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, teacher_place, 0), OK);
	assert_int_equal(end_as(teacher, ROLE_TEACHER, REL_TEACHES, teacher, NULL), ERR_DENIED);
	assert_int_equal(end_as(mother, ROLE_NONE, REL_TEACHES, teacher, NULL), ERR_DENIED);
	assert_int_equal(end_as(ib, ROLE_IB, REL_GUARDIAN, mother, NULL), ERR_DENIED);
	assert_int_equal(end_as(father, ROLE_NONE, REL_GUARDIAN, mother, NULL), ERR_DENIED);
	assert_int_equal(end_as(ib, ROLE_IB, REL_SUPERVISES, 0, NULL), ERR_DENIED);
	assert_int_not_equal(reads(mother, ROLE_NONE), 0);
}

static void the_last_who_guides_stays(void **state)
{
	int64_t leader = someone(school, ROLE_SCHOOL_LEADER, NULL, NULL);
	(void)state;
	world_give(w, open_to(w, route, leader, REL_DECIDES));
	assert_int_equal(end_as(leader, ROLE_SCHOOL_LEADER, REL_SUPERVISES, 0, NULL), ERR_DENIED);
	int64_t place, second = someone(school, ROLE_IB, NULL, &place);
	assert_int_equal(give(leader, ROLE_SCHOOL_LEADER, "begeleider", &rec_holds, place, 0), OK);
	assert_int_equal(end_as(leader, ROLE_SCHOOL_LEADER, REL_SUPERVISES, second, NULL), OK);
}

/* Each saw the other still there when it began. */
static void two_who_guide_do_not_end_each_other(void **state)
{
	struct standing s;
	struct takers seen;
	int64_t leader = someone(school, ROLE_SCHOOL_LEADER, NULL, NULL);
	(void)state;
	world_give(w, open_to(w, route, leader, REL_DECIDES));
	int64_t place, second = someone(school, ROLE_IB, NULL, &place);
	assert_int_equal(give(leader, ROLE_SCHOOL_LEADER, "begeleider", &rec_holds, place, 0), OK);
	struct act *act = world_view(w, leader, ROLE_SCHOOL_LEADER);
	assert_int_equal(take_part_standing_read(act, route, &s), OK);
	assert_int_equal(take_part_list(act, route, &seen), OK);
	const struct taker *first = find(&seen, REL_SUPERVISES, 0);
	assert_non_null(first);
	assert_true(take_part_may_end(act, &s, &seen, first));
	assert_int_equal(end_as(leader, ROLE_SCHOOL_LEADER, REL_SUPERVISES, second, NULL), OK);
	struct change *c = change_begin(act, "Ended", CHANGE_UNDO);
	take_part_end(c, act, first);
	assert_int_equal(change_commit(c), ERR_CONFLICT);
}

static void an_ending_is_taken_back_by_who_may_give_it(void **state)
{
	struct str done;
	(void)state;
	assert_int_equal(give(ib, ROLE_IB, "leerkracht", &rec_holds, teacher_place, 0), OK);
	assert_int_equal(end_as(ib, ROLE_IB, REL_TEACHES, teacher, &done), OK);
	assert_int_not_equal(change_undo(world_view(w, teacher, ROLE_TEACHER), done), OK);
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
	assert_int_equal(change_undo(world_view(w, ib, ROLE_IB), done), OK);
	assert_int_equal(reads(teacher, ROLE_TEACHER), P(KERN) | P(CARD));
	assert_int_equal(end_as(ib, ROLE_IB, REL_TEACHES, teacher, &done), OK);
	w->now += 11 * 60 * 1000;
	assert_int_not_equal(change_undo(world_view(w, ib, ROLE_IB), done), OK);
	assert_int_equal(reads(teacher, ROLE_TEACHER), 0);
}

static void the_list_keeps_the_support_point_to_itself(void **state)
{
	struct takers all;
	int64_t helper = someone(swv, ROLE_SUPPORT_POINT, NULL, NULL);
	(void)state;
	world_give(w, open_to(w, route, helper, REL_SUPPORT_POINT));
	assert_int_equal(take_part_list(world_view(w, ib, ROLE_IB), route, &all), OK);
	assert_null(find(&all, REL_SUPPORT_POINT, helper));
	assert_non_null(find(&all, REL_GUARDIAN, mother));
}

/* ---- administrators ---- */

struct racer {
	struct arena *a;
	pthread_t thread;
	pthread_barrier_t *gate;
	int64_t holds;
	enum err result;
};

static void *end_the_other(void *arg)
{
	struct racer *r = arg;
	pthread_barrier_wait(r->gate);
	do {
		struct act act = {.db = w->db, .model = w->model, .a = r->a, .now = w->now, .door = "test", .region = 1};
		struct change *c = change_begin(&act, "Ended", 0);
		seat_end(&act, c, r->holds);
		keep_an_administrator(c, &act);
		r->result = change_commit(c);
		act_end(&act);
	} while (r->result == ERR_BUSY);
	return NULL;
}

/* "A region is never left without an administrator": also when two end each other at the same moment. */
static void two_administrators_cannot_end_each_other(void **state)
{
	static const struct stmt others = {
		"UPDATE holds SET ends = 1 WHERE seat IN (SELECT id FROM seat WHERE role = 'administrator')", "", ""};
	static const struct stmt left = {
		"SELECT count(*) FROM holds h JOIN seat s ON s.id = h.seat WHERE s.role = 'administrator' AND h.ends > $1", "i",
		"i"};
	(void)state;
	for (int round = 0; round < 10; round++) {
		const struct rows *n;
		int64_t place[2];
		pthread_barrier_t gate;
		assert_int_equal(act_write(world_act(w, NULL), &others, DB_NO_ARGS), OK);
		someone(swv, ROLE_ADMINISTRATOR, NULL, &place[0]);
		someone(swv, ROLE_ADMINISTRATOR, NULL, &place[1]);
		world_act(w, NULL);
		pthread_barrier_init(&gate, NULL, 2);
		struct racer racers[2];
		for (int i = 0; i < 2; i++) {
			racers[i] = (struct racer){.a = arena_new(8 << 20), .gate = &gate, .holds = place[i], .result = ERR_IO};
			assert_int_equal(pthread_create(&racers[i].thread, NULL, end_the_other, &racers[i]), 0);
		}
		for (int i = 0; i < 2; i++) {
			pthread_join(racers[i].thread, NULL);
			arena_free(racers[i].a);
		}
		pthread_barrier_destroy(&gate);
		assert_int_equal((racers[0].result == OK) + (racers[1].result == OK), 1);
		assert_int_equal((racers[0].result == ERR_CONFLICT) + (racers[1].result == ERR_CONFLICT), 1);
		assert_int_equal(act_exec(world_act(w, NULL), &left, DB_ARGS(val_int(w->now)), &n), OK);
		assert_int_equal(rows_int(n, 0, 0), 1);
	}
}

/* access.md, parts: the core is of the school of enrolment, before that of the preschool. Parents say who their
 * child is when they apply (systems.md A1), and change nothing of what stands there. */
static void the_owner_of_the_core_says_who_a_child_is(void **state)
{
	static const enum route_field who[] = {ROUTE_GIVEN_NAME, ROUTE_PREFIX, ROUTE_FAMILY_NAME, ROUTE_BORN, ROUTE_PC4};
	(void)state;
	for (size_t i = 0; i < sizeof who / sizeof *who; i++)
		for (enum role r = ROLE_NONE; r < ROLE__N; r++)
			assert_int_equal(field_by(&route_fields[who[i]], r),
			                 r == ROLE_IB || r == ROLE_PRESCHOOL || r == ROLE_PARENT);
	for (enum relation_kind k = 0; k < REL__N; k++) {
		const struct policy *own = policy_of(ROLE_NONE, k), *acting = policy_of(ROLE_PARENT, k);
		assert_true(own == NULL || (own->writes & P(KERN)) == 0);
		assert_true(acting == NULL || (acting->writes & P(KERN)) == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_teacher_gives_nothing),
		TEST(out_of_reach_there_is_nothing_to_give),
		TEST(nobody_gives_to_oneself),
		TEST(only_at_the_right_place_and_role),
		TEST(a_given_task_opens_at_once_and_ends_with_the_role),
		TEST(a_partner_reads_what_was_chosen_until_the_end),
		TEST(a_giver_who_is_out_gives_nothing),
		TEST(a_helper_sees_and_can_do_nothing),
		TEST(a_helper_may_stop),
		TEST(ending_closes_page_list_and_draft),
		TEST(who_may_not_give_may_not_end),
		TEST(the_last_who_guides_stays),
		TEST(two_who_guide_do_not_end_each_other),
		TEST(an_ending_is_taken_back_by_who_may_give_it),
		TEST(the_list_keeps_the_support_point_to_itself),
		TEST(two_administrators_cannot_end_each_other),
		TEST(the_owner_of_the_core_says_who_a_child_is),
	};
	return RUN_ON_BOTH(tests, world_open);
}

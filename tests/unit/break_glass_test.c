/* Break-glass: who may, what must be typed exactly, for how long, and that tries are few. On both databases
 * (TN_TEST_PG names a PostgreSQL; without it this program fails). Source: access.md rule 11. */
#include "take_part_world.h"

static enum err breaks(int64_t account, enum role role, const char *family, int32_t born, const char *given)
{
	struct str child;
	struct act *act = world_view(w, account, role);
	struct change *c = change_begin(act, "Emergency", 0);
	const struct break_glass_ask ask = {
		.given_name = str_from(given), .family_name = str_from(family), .born = born, .reason = S("Nobody answers"),
	};
	enum err e = break_glass_open(act, c, &ask, &child);
	return e != OK ? e : change_commit(c);
}
enum { BORN = 17000 };

/* A name of this test alone: other children of this world are born on the same day. */
static const char *a_child(void)
{
	const char *name = str_printf(w->a, "Emmer%u", w->number++).p;
	route = world_route(w, school, "Noor", name, 20500);
	world_give(w, open_to(w, route, mother, REL_GUARDIAN));
	return name;
}

static void break_glass_is_not_for_others(void **state)
{
	const char *name = a_child();
	int64_t director = someone(swv, ROLE_DIRECTOR, NULL, NULL), admin = someone(swv, ROLE_ADMINISTRATOR, NULL, NULL);
	int64_t leader = someone(school, ROLE_SCHOOL_LEADER, NULL, NULL);
	(void)state;
	assert_int_equal(breaks(teacher, ROLE_TEACHER, name, BORN, ""), ERR_DENIED);
	assert_int_equal(breaks(director, ROLE_DIRECTOR, name, BORN, ""), ERR_DENIED);
	assert_int_equal(breaks(admin, ROLE_ADMINISTRATOR, name, BORN, ""), ERR_DENIED);
	assert_int_equal(breaks(leader, ROLE_SCHOOL_LEADER, name, BORN, ""), ERR_DENIED);
	assert_int_equal(breaks(partner, ROLE_MUNICIPALITY, name, BORN, ""), ERR_DENIED);
	assert_int_equal(breaks(mother, ROLE_NONE, name, BORN, ""), ERR_DENIED);
	assert_int_equal(rows_of("SELECT count(*) FROM break_glass WHERE route = $1"), 0);
}

static void break_glass_asks_exactly(void **state)
{
	const char *name = a_child();
	(void)state;
	assert_int_equal(breaks(ib2, ROLE_IB, name, BORN + 1, ""), ERR_NOT_FOUND);
	assert_int_equal(breaks(ib2, ROLE_IB, "Emmer", BORN, ""), ERR_NOT_FOUND);
	assert_int_equal(breaks(ib2, ROLE_IB, "%", BORN, ""), ERR_NOT_FOUND);
	assert_int_equal(breaks(ib2, ROLE_IB, name, BORN, "Saar"), ERR_NOT_FOUND);
	assert_int_equal(reads(ib2, ROLE_IB), 0);
	assert_int_equal(rows_of("SELECT count(*) FROM relation WHERE route = $1 AND kind = 'break_glass'"), 0);
}

static void break_glass_of_another_region(void **state)
{
	static const struct stmt move = {"UPDATE route SET region = 2 WHERE id = $1", "i", ""};
	const char *name = a_child();
	(void)state;
	assert_int_equal(act_write(world_act(w, NULL), &move, DB_ARGS(val_int(route))), OK);
	assert_int_equal(breaks(ib2, ROLE_IB, name, BORN, ""), ERR_NOT_FOUND);
	assert_int_equal(reads(ib2, ROLE_IB), 0);
}

static void twins_need_a_first_name(void **state)
{
	const char *name = a_child();
	(void)state;
	world_route(w, school, "Saar", name, 20500);
	assert_int_equal(breaks(ib2, ROLE_IB, name, BORN, ""), ERR_NOT_FOUND);
	assert_int_equal(breaks(ib2, ROLE_IB, name, BORN, "noor"), OK);
	assert_int_not_equal(reads(ib2, ROLE_IB), 0);
}

static void break_glass_reads_for_a_term_and_writes_nothing(void **state)
{
	struct allowed a;
	const char *name = a_child();
	(void)state;
	assert_int_equal(breaks(ib2, ROLE_IB, name, BORN, ""), OK);
	assert_int_equal(reach_allowed(world_view(w, ib2, ROLE_IB), route, &a), OK);
	assert_int_equal(a.reads, P(KERN) | P(SCHOOL) | P(CARD) | P(STEM));
	assert_int_equal(a.writes, 0);
	assert_int_equal(a.purpose[PART_SCHOOL], PURPOSE_EMERGENCY);
	assert_int_equal(give(ib2, ROLE_IB, "leerkracht", &rec_holds, teacher_place, 0), ERR_DENIED);
	assert_int_equal(rows_of("SELECT count(*) FROM break_glass WHERE route = $1 AND seen_at = 0"), 1);
	w->now += BREAK_GLASS_HOURS * HOUR - 1;
	assert_int_not_equal(reads(ib2, ROLE_IB), 0);
	w->now += 1;
	assert_int_equal(reads(ib2, ROLE_IB), 0);
	w->now -= BREAK_GLASS_HOURS * HOUR;
}

/* Every try counts, also those that find nothing, and the right answer does not come after too many. */
static void tries_are_few_and_kept(void **state)
{
	static const struct stmt tries = {
		"SELECT sum(n), sum(hits) FROM door_try WHERE account = $1 AND door = 'noodtoegang'", "i", "ii"};
	const struct rows *r;
	const char *name = a_child();
	int64_t guesser = someone(other, ROLE_IB, NULL, NULL);
	(void)state;
	for (int i = 0; i < 5; i++)
		assert_int_equal(breaks(guesser, ROLE_IB, name, BORN + 1 + i, ""), ERR_NOT_FOUND);
	assert_int_equal(breaks(guesser, ROLE_IB, name, BORN, ""), ERR_TOO_BIG);
	assert_int_equal(reads(guesser, ROLE_IB), 0);
	assert_int_equal(act_exec(world_act(w, NULL), &tries, DB_ARGS(val_int(guesser)), &r), OK);
	assert_int_equal(rows_int(r, 0, 0), 6);
	assert_int_equal(rows_int(r, 0, 1), 0);
	w->now += HOUR + 1;
	assert_int_equal(breaks(guesser, ROLE_IB, name, BORN, ""), OK);
	w->now -= HOUR + 1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(break_glass_is_not_for_others),
		TEST(break_glass_asks_exactly),
		TEST(break_glass_of_another_region),
		TEST(twins_need_a_first_name),
		TEST(break_glass_reads_for_a_term_and_writes_nothing),
		TEST(tries_are_few_and_kept),
	};
	return RUN_ON_BOTH(tests, world_open);
}

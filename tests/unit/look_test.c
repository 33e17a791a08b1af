/* Looks on both databases: what is written can be proved, and no alteration goes unseen. */
#include "look.h"
#include "db_fixture.h"
#include "migrate.h"
#include "testing.h"

#include <pthread.h>

struct world {
	struct fixture fixture;
	struct arena *a;
	struct db *db;
	struct looks *looks;
	struct viewer ann;
};

static const struct stmt wipe[] = {
	{"DELETE FROM look", "", ""}, {"DELETE FROM look_list", "", ""}, {"DELETE FROM look_seen", "", ""},
	{"DELETE FROM look_chain", "", ""}};

static void run(struct world *w, const struct stmt *s)
{
	struct act act = {.db = w->db, .a = w->a};
	assert_int_equal(act_write(&act, s, DB_NO_ARGS), OK);
	act_end(&act);
}

static int world_open(void **state, bool pg)
{
	struct world *w = calloc(1, sizeof *w);
	struct str why = {0};
	int applied;
	w->a = arena_new(256 << 20);
	w->ann = (struct viewer){.account = 11, .level = LEVEL_FULL, .role = ROLE_IB};
	fixture_make(&w->fixture, pg);
	const struct db_options o = {.connections = 4, .write_schema = true};
	if (db_open(w->fixture.url, &o, w->a, &w->db, &why) != OK || schema_migrate(w->db, w->a, &applied, &why) != OK) {
		print_error("cannot start: " STR_FMT "\n", STR_ARG(why));
		return -1;
	}
	*state = w;
	return looks_open(w->db, 1000, &w->looks) == OK ? 0 : -1;
}

static int sqlite_world(void **state)
{
	return world_open(state, false);
}

static int postgres_world(void **state)
{
	return world_open(state, true);
}

static int world_close(void **state)
{
	struct world *w = *state;
	looks_close(w->looks);
	db_close(w->db);
	fixture_drop(&w->fixture);
	arena_free(w->a);
	free(w);
	return 0;
}

static enum err look_at(struct world *w, int64_t route, enum part part, int64_t at)
{
	struct act act = {.db = w->db, .a = w->a, .now = at, .viewer = &w->ann, .door = "test"};
	look_add(&act, route, part, PURPOSE_GUIDE, 11);
	look_add(&act, route, part, PURPOSE_GUIDE, 11); /* the same part twice on one page is one look */
	return looks_write(w->looks, &act);
}

static enum err list_at(struct world *w, int64_t route, enum part through, int64_t at)
{
	struct act act = {.db = w->db, .a = w->a, .now = at, .viewer = &w->ann, .door = "test"};
	look_list_add(&act, route, through, PURPOSE_GUIDE, 11);
	look_list_add(&act, route, through, PURPOSE_GUIDE, 11);
	return looks_write(w->looks, &act);
}

static enum err verify(struct world *w, int64_t *n)
{
	struct str why;
	enum err e = looks_verify(w->db, w->a, n, &why);
	if (e != OK && why.n == 0)
		fail_msg("a fault without a word");
	return e;
}

static void reopen(struct world *w)
{
	looks_close(w->looks);
	assert_int_equal(looks_open(w->db, 2000, &w->looks), OK);
}

static void test_what_is_written_is_whole(void **state)
{
	struct world *w = *state;
	int64_t n;
	const struct rows *r;
	assert_int_equal(verify(w, &n), OK);
	assert_int_equal(n, 0);
	for (int i = 0; i < 20; i++)
		assert_int_equal(look_at(w, 7, i % 2 == 0 ? PART_KERN : PART_SCHOOL, 1000 + i), OK);
	reopen(w);
	assert_int_equal(look_at(w, 8, PART_KERN, 3000), OK);
	assert_int_equal(verify(w, &n), OK);
	assert_int_equal(n, 21);
	assert_int_equal(looks_of(w->looks, w->a, 7, &r), OK);
	assert_int_equal(r->n, 1);
	assert_int_equal(rows_int(r, 0, 6), 20);
	assert_int_equal(rows_int(r, 0, 5), PART_BIT(PART_KERN) | PART_BIT(PART_SCHOOL));
	assert_int_equal(looks_of(w->looks, w->a, 9, &r), OK);
	assert_int_equal(r->n, 0);
}

/* However many children one page shows, each of them is written, once. */
static void test_none_of_many_is_lost(void **state)
{
	enum { MANY = 1500, TWICE = 2 };
	struct world *w = *state;
	struct act act = {.db = w->db, .a = w->a, .now = 5, .viewer = &w->ann, .door = "test"};
	static const struct stmt opened = {"SELECT count(*), count(DISTINCT route), min(route), max(route) FROM look", "",
		"iiii"};
	static const struct stmt listed = {"SELECT count(*), count(DISTINCT route), min(route), max(route) FROM look_list",
		"", "iiii"};
	const struct stmt *const both[] = {&opened, &listed};
	int64_t n;
	for (int64_t i = 0; i < TWICE * MANY; i++) {
		look_add(&act, 100 + i % MANY, PART_KERN, PURPOSE_GUIDE, 11);
		look_list_add(&act, 100 + i % MANY, PART_SCHOOL, PURPOSE_GUIDE, 11);
	}
	assert_int_equal(looks_write(w->looks, &act), OK);
	assert_int_equal(verify(w, &n), OK);
	assert_int_equal(n, MANY);
	for (size_t i = 0; i < 2; i++) {
		const struct rows *r;
		struct act read = {.db = w->db, .a = w->a};
		assert_int_equal(act_exec(&read, both[i], DB_NO_ARGS, &r), OK);
		act_end(&read);
		assert_int_equal(rows_int(r, 0, 0), MANY);
		assert_int_equal(rows_int(r, 0, 1), MANY);
		assert_int_equal(rows_int(r, 0, 2), 100);
		assert_int_equal(rows_int(r, 0, 3), 100 + MANY - 1);
	}
}

/* Someone of three schools looked from the one whose relation opened the child. */
static void test_a_look_comes_from_the_seat_that_opened(void **state)
{
	struct world *w = *state;
	static const struct seat seats[] = {{.id = 21, .org = 31, .role = ROLE_IB}, {.id = 22, .org = 32, .role = ROLE_IB}};
	struct viewer ib = {.account = 11, .level = LEVEL_FULL, .role = ROLE_IB, .seats = seats, .n_seats = 2};
	struct act act = {.db = w->db, .a = w->a, .now = 5, .viewer = &ib, .door = "test"};
	const struct rows *r;
	look_add(&act, 7, PART_KERN, PURPOSE_GUIDE, 22);
	look_add(&act, 8, PART_KERN, PURPOSE_OWN, 11);
	assert_int_equal(looks_write(w->looks, &act), OK);
	assert_int_equal(looks_of(w->looks, w->a, 7, &r), OK);
	assert_int_equal(rows_int(r, 0, 2), 32);
	assert_int_equal(looks_of(w->looks, w->a, 8, &r), OK);
	assert_int_equal(rows_int(r, 0, 2), 0);
}

static void test_a_list_counts_once_a_day(void **state)
{
	struct world *w = *state;
	const struct rows *r;
	int64_t n;
	const int64_t day = 24 * 3600 * (int64_t)1000;
	for (int64_t i = 0; i < 5; i++)
		assert_int_equal(list_at(w, 7, PART_CARD, i * day / 2), OK);
	assert_int_equal(looks_listed(w->looks, w->a, 7, UINT32_MAX, &r), OK);
	assert_int_equal(r->n, 1);
	assert_int_equal(rows_int(r, 0, 3), 3);
	assert_int_equal(verify(w, &n), OK);
	assert_int_equal(n, 0); /* a list is no look at a part */
}

/* access.md, Parts: "counts never betray it": a day on which only what is closed stood there is no day for who may not
 * know of it, and a day with both is one day for everyone. */
static void test_a_list_by_what_one_may_not_know_does_not_count(void **state)
{
	struct world *w = *state;
	const struct rows *r;
	const parts family = UINT32_MAX & ~PART_BIT(PART_LEERLING);
	const int64_t day = 24 * 3600 * (int64_t)1000;
	assert_int_equal(list_at(w, 8, PART_LEERLING, day), OK);
	assert_int_equal(looks_listed(w->looks, w->a, 8, family, &r), OK);
	assert_int_equal(r->n, 0);
	assert_int_equal(list_at(w, 8, PART_CARD, 2 * day), OK);
	assert_int_equal(list_at(w, 8, PART_LEERLING, 2 * day), OK);
	assert_int_equal(list_at(w, 8, PART_LEERLING, 3 * day), OK);
	assert_int_equal(looks_listed(w->looks, w->a, 8, family, &r), OK);
	assert_int_equal(r->n, 1);
	assert_int_equal(rows_int(r, 0, 3), 1);
	assert_int_equal(rows_int(r, 0, 4), 2);
	assert_int_equal(looks_listed(w->looks, w->a, 8, UINT32_MAX, &r), OK);
	assert_int_equal(rows_int(r, 0, 3), 3); /* it was recorded */
}

/* What someone with the database in hand could do, each on a fresh copy of the same looks. */
static const struct stmt alterations[] = {
	{"UPDATE look SET account = 12 WHERE n = 3 AND chain = 1", "", ""},
	{"UPDATE look SET role = 'parent' WHERE n = 3 AND chain = 1", "", ""},
	{"UPDATE look SET route = 9 WHERE n = 1 AND chain = 1", "", ""},
	{"UPDATE look SET part = 2 WHERE n = 4 AND chain = 1", "", ""},
	{"UPDATE look SET purpose = 'own' WHERE n = 2 AND chain = 1", "", ""},
	{"UPDATE look SET door = 'other' WHERE n = 2 AND chain = 1", "", ""},
	{"UPDATE look SET at = at + 1 WHERE n = 2 AND chain = 1", "", ""},
	{"UPDATE look SET org = 5 WHERE n = 2 AND chain = 1", "", ""},
	{"UPDATE look SET link = (SELECT link FROM look WHERE chain = 1 AND n = 1) WHERE n = 2 AND chain = 1", "", ""},
	{"DELETE FROM look WHERE n = 3 AND chain = 1", "", ""},
	{"DELETE FROM look WHERE n = 1 AND chain = 1", "", ""},
	{"DELETE FROM look WHERE n = 6 AND chain = 1", "", ""}, /* the end of an earlier chain: its witness knows */
	{"DELETE FROM look WHERE chain = 1", "", ""},
	{"DELETE FROM look_chain WHERE id = 1", "", ""},
	{"UPDATE look SET chain = 2, n = 2 WHERE chain = 1 AND n = 6", "", ""},
	{"UPDATE look SET n = 99 WHERE chain = 1 AND n = 6", "", ""},
	{"UPDATE look_chain SET first_link = (SELECT link FROM look WHERE chain = 1 AND n = 1) WHERE id = 1", "", ""},
	{"INSERT INTO look (chain, n, at, account, role, org, route, part, purpose, door, link) SELECT chain, 7, at, "
	 "account, role,"
	 " org, route, part, purpose, door, link FROM look WHERE chain = 1 AND n = 6",
	 "", ""},
	{"INSERT INTO look (chain, n, at, account, role, org, route, part, purpose, door, link) SELECT 77, n, at, "
	 "account, role,"
	 " org, route, part, purpose, door, link FROM look WHERE chain = 1 AND n = 6",
	 "", ""},
};

static void test_every_alteration_is_found(void **state)
{
	struct world *w = *state;
	for (size_t k = 0; k < sizeof alterations / sizeof *alterations; k++) {
		int64_t n;
		looks_close(w->looks);
		for (size_t i = 0; i < sizeof wipe / sizeof *wipe; i++)
			run(w, &wipe[i]);
		assert_int_equal(looks_open(w->db, 1, &w->looks), OK);
		for (int i = 0; i < 6; i++)
			assert_int_equal(look_at(w, 7 + i, PART_KERN, 1000 + i), OK);
		reopen(w);
		assert_int_equal(look_at(w, 7, PART_KERN, 3000), OK);
		assert_int_equal(verify(w, &n), OK);
		run(w, &alterations[k]);
		if (verify(w, &n) != ERR_CONFLICT)
			fail_msg("not found: %s", alterations[k].text);
	}
}

static void *look_many(void *arg)
{
	struct world *w = arg;
	struct arena *a = arena_new(1 << 20);
	for (int64_t i = 0; i < 50; i++) {
		struct act act = {.db = w->db, .a = a, .now = i, .viewer = &w->ann, .door = "test"};
		look_add(&act, i + 1, PART_KERN, PURPOSE_GUIDE, 11);
		if (looks_write(w->looks, &act) != OK)
			abort();
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

static void test_many_at_once_are_one_chain(void **state)
{
	struct world *w = *state;
	pthread_t t[8];
	int64_t n;
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&t[i], NULL, look_many, w), 0);
	for (size_t i = 0; i < 8; i++)
		pthread_join(t[i], NULL);
	assert_int_equal(verify(w, &n), OK);
	assert_int_equal(n, 400);
}

/* A connection that breaks while it commits: the row is there and the writer was told that it failed. Pages of children
 * open again with the next look, in a chain of its own. */
static void test_a_commit_that_stood_after_all_shuts_nothing(void **state)
{
	struct world *w = *state;
	static const struct stmt unseen = {
		"INSERT INTO look (chain, n, at, account, role, org, route, part, purpose, door, link)"
		" SELECT chain, 2, at, account, role, org, route, part, purpose, door, link FROM look", "", ""};
	static const struct stmt chains = {"SELECT count(*) FROM look_chain", "", "i"};
	struct act act = {.db = w->db, .a = w->a};
	const struct rows *r;
	assert_int_equal(look_at(w, 7, PART_KERN, 1000), OK);
	run(w, &unseen);
	assert_int_not_equal(look_at(w, 7, PART_KERN, 2000), OK);
	assert_int_equal(look_at(w, 7, PART_KERN, 3000), OK);
	assert_int_equal(look_at(w, 7, PART_SCHOOL, 4000), OK);
	assert_int_equal(act_exec(&act, &chains, DB_NO_ARGS, &r), OK);
	assert_int_equal(rows_int(r, 0, 0), 2);
	act_end(&act);
}

static void test_without_a_writer_nothing_is_recorded(void **state)
{
	struct world *w = *state;
	struct act act = {.db = w->db, .a = w->a, .now = 1, .viewer = &w->ann, .door = "test"};
	const struct rows *r;
	assert_int_equal(looks_write(NULL, &act), OK); /* nothing was opened */
	look_add(&act, 1, PART_KERN, PURPOSE_GUIDE, 11);
	assert_int_equal(looks_write(NULL, &act), ERR_DOWN);
	assert_int_equal(looks_of(NULL, w->a, 1, &r), ERR_DOWN);
	act.viewer = NULL;
	ASSERT_BUG((look_add(&act, 1, PART_SWV, PURPOSE_GUIDE, 11), 0));
}

#define ON_BOTH(test) \
	cmocka_unit_test_setup_teardown(test, sqlite_world, world_close), \
		cmocka_unit_test_setup_teardown(test, postgres_world, world_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(test_what_is_written_is_whole),
		ON_BOTH(test_none_of_many_is_lost),
		ON_BOTH(test_a_look_comes_from_the_seat_that_opened),
		ON_BOTH(test_a_list_counts_once_a_day),
		ON_BOTH(test_a_list_by_what_one_may_not_know_does_not_count),
		ON_BOTH(test_every_alteration_is_found),
		ON_BOTH(test_many_at_once_are_one_chain),
		ON_BOTH(test_a_commit_that_stood_after_all_shuts_nothing),
		ON_BOTH(test_without_a_writer_nothing_is_recorded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

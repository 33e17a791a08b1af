/* What a test of rights stands on: one world, with every test in it, on both databases in turn (TN_TEST_PG names a
 * PostgreSQL; without it the program fails). */
#ifndef TN_RIGHTS_TEST_H
#define TN_RIGHTS_TEST_H

#include "rights_world.h"

#include "log.h"

static struct rights_world *w;
static bool is_pg;

static inline int world_open(void **state)
{
	static struct rights_world world;
	(void)state;
	w = &world;
	rights_world_make(w, is_pg, 8192);
	log_from((enum log_level)(LOG_BUG + 1)); /* rows that do not belong together are made on purpose here */
	return 0;
}

static inline int world_close(void **state)
{
	(void)state;
	rights_world_free(w);
	return 0;
}

#define RUN_ON_BOTH(tests, open) run_on_both(tests, sizeof(tests) / sizeof *(tests), open, world_close)
/* Where each test opens and closes a world of its own. */
#define RUN_EACH_ON_BOTH(tests) run_on_both(tests, sizeof(tests) / sizeof *(tests), NULL, NULL)
static inline int run_on_both(const struct CMUnitTest *tests, size_t n, CMFixtureFunction open, CMFixtureFunction close)
{
	int failed = 0;
	fixture_server();
	for (int pg = 0; pg < 2; pg++) {
		is_pg = pg == 1;
		failed += _cmocka_run_group_tests(is_pg ? "postgresql" : "sqlite", tests, n, open, close);
	}
	return failed;
}

/* The seat of this role at an organisation: the one that is there, or a new one. */
static inline int64_t seat_at(int64_t org, enum role role)
{
	static const struct stmt find = {"SELECT id FROM seat WHERE org = $1 AND role = $2", "it", "i"};
	const struct rows *r;
	assert_int_equal(act_exec(world_act(w, NULL), &find,
	                          DB_ARGS(val_int(org), val_text(str_from(role_def(role)->code))), &r),
	                 OK);
	return r->n == 1 ? rows_int(r, 0, 0) : world_seat(w, org, role);
}

/* A new account that holds a role there; its seat and its place on it, where they are asked for. */
static inline int64_t someone(int64_t org, enum role role, int64_t *seat, int64_t *place)
{
	int64_t account = world_account(w), s = seat_at(org, role), h = world_hold(w, account, s, 0, INSTANT_OPEN);
	if (seat != NULL)
		*seat = s;
	if (place != NULL)
		*place = h;
	return account;
}

static inline struct row row_of(const struct record *rec, int64_t id)
{
	struct row r;
	assert_int_equal(record_by_id(world_act(w, NULL), rec, id, &r), OK);
	return r;
}

/* It lives as long as the world. */
static inline struct str pid_of(const struct record *rec, int64_t id)
{
	return str_copy(w->a, row_of(rec, id).pid);
}

static inline const struct list *list_of(int id)
{
	const struct record *rec;
	const struct list *l = model_list(w->model, id, &rec);
	assert_non_null(l);
	return l;
}

#endif

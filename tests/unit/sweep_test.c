/* Rights that begin and end by date, with and without the sweeper, on both databases. */
#include "rights_world.h"

#include "reach_sweep.h"
#include "scope.h"

enum { HOUR = 3600 * 1000 };

static enum err may(struct rights_world *w, int64_t account, int64_t route)
{
	struct allowed a;
	return reach_allowed(world_view(w, account, ROLE_PARENT), route, &a);
}

static size_t listed(struct rights_world *w, int64_t account)
{
	struct seen_page page;
	struct act *act = world_view(w, account, ROLE_PARENT);
	assert_int_equal(scope_page(act, &rec_route.lists[1], (struct str){0}, 0, (struct str){0}, &page), OK);
	return page.n;
}

static int64_t sweep(struct rights_world *w)
{
	int64_t routes;
	act_end(&w->act);
	assert_int_equal(reach_sweep(w->db, w->model, w->a, w->now, &routes), OK);
	return routes;
}

static void begins_and_ends(bool pg)
{
	struct rights_world w;
	rights_world_make(&w, pg, 2048);
	int64_t school = world_org(&w, ORG_SCHOOL), account = world_account(&w);
	int64_t route = world_route(&w, school, "Noor", "Jansen", 20000);
	struct relation r = open_to(&w, route, account, REL_GUARDIAN);
	r.begins = w.now + HOUR;
	r.ends = w.now + 2 * HOUR;
	world_give(&w, r);
	assert_int_equal(may(&w, account, route), ERR_NOT_FOUND);
	sweep(&w);
	assert_int_equal(may(&w, account, route), ERR_NOT_FOUND);

	w.now += HOUR; /* its moment has come: late is shut, until the sweeper has been */
	assert_int_equal(may(&w, account, route), ERR_NOT_FOUND);
	assert_int_equal(sweep(&w), 1);
	assert_int_equal(may(&w, account, route), OK);
	assert_int_equal(listed(&w, account), 1);
	assert_int_equal(sweep(&w), 0);

	w.now += HOUR - 1;
	assert_int_equal(may(&w, account, route), OK);
	w.now += 1; /* shut at that very millisecond, whether the sweeper has been or not */
	assert_int_equal(may(&w, account, route), ERR_NOT_FOUND);
	assert_int_equal(listed(&w, account), 0);
	assert_int_equal(sweep(&w), 1);
	assert_int_equal(may(&w, account, route), ERR_NOT_FOUND);
	assert_int_equal(sweep(&w), 0);
	rights_world_free(&w);
}

/* A request that began before the moment and was written after the sweep of that moment. */
static void written_late(bool pg)
{
	struct rights_world w;
	rights_world_make(&w, pg, 2048);
	int64_t school = world_org(&w, ORG_SCHOOL), account = world_account(&w);
	int64_t route = world_route(&w, school, "Noor", "Jansen", 20000), moment = w.now + HOUR;
	struct relation r = open_to(&w, route, account, REL_GUARDIAN);
	w.now = moment;
	sweep(&w);
	w.now = moment - 20;
	r.begins = moment - 10;
	world_give(&w, r);
	w.now = moment + 60000;
	assert_int_equal(sweep(&w), 1);
	assert_int_equal(may(&w, account, route), OK);
	assert_int_equal(listed(&w, account), 1);
	assert_int_equal(sweep(&w), 0);
	rights_world_free(&w);
}

static void written_late_sqlite(void **state)
{
	(void)state;
	written_late(false);
}

static void written_late_postgres(void **state)
{
	(void)state;
	written_late(true);
}

static void begins_and_ends_sqlite(void **state)
{
	(void)state;
	begins_and_ends(false);
}

static void begins_and_ends_postgres(void **state)
{
	(void)state;
	begins_and_ends(true);
}

/* A shelf made under another policy is made anew once, before anything is served. */
static void fits_the_policy(bool pg)
{
	static const struct stmt spoil = {"DELETE FROM shelf", "", ""};
	struct rights_world w;
	int64_t routes;
	rights_world_make(&w, pg, 2048);
	int64_t school = world_org(&w, ORG_SCHOOL), account = world_account(&w);
	int64_t route = world_route(&w, school, "Noor", "Jansen", 20000);
	world_give(&w, open_to(&w, route, account, REL_GUARDIAN));
	assert_int_equal(act_write(world_act(&w, NULL), &spoil, DB_NO_ARGS), OK);
	assert_int_equal(listed(&w, account), 0);
	act_end(&w.act);
	assert_int_equal(reach_fit_policy(w.db, w.model, w.a, w.now, &routes), OK);
	assert_int_equal(listed(&w, account), 1);
	act_end(&w.act);
	assert_int_equal(act_write(world_act(&w, NULL), &spoil, DB_NO_ARGS), OK);
	act_end(&w.act);
	assert_int_equal(reach_fit_policy(w.db, w.model, w.a, w.now, &routes), OK);
	assert_int_equal(routes, 0);
	assert_int_equal(listed(&w, account), 0); /* the same policy: nothing was done */
	rights_world_free(&w);
}

static void fits_the_policy_sqlite(void **state)
{
	(void)state;
	fits_the_policy(false);
}

static void fits_the_policy_postgres(void **state)
{
	(void)state;
	fits_the_policy(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(begins_and_ends_sqlite),
		cmocka_unit_test(written_late_sqlite),
		cmocka_unit_test(begins_and_ends_postgres),
		cmocka_unit_test(fits_the_policy_sqlite),
		cmocka_unit_test(fits_the_policy_postgres),
		cmocka_unit_test(written_late_postgres),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

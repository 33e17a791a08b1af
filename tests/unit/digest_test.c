/* The daily message: who gets one and when, and that it is one a day whatever happens. On both databases. */
#include "rights_world.h"

#include "agenda.h"
#include "calendar.h"
#include "outbox.h"

enum { HOUR = 3600 * 1000 };

static struct rights_world w;
static int64_t school, seat;

static const struct stmt stmt_told = {
	"SELECT COUNT(*) FROM outbox WHERE account = $1 AND kind = 'digest'", "i", "i"};
static const struct stmt stmt_last = {
	"SELECT n_late, n_today, n_week FROM outbox WHERE account = $1 AND kind = 'digest' ORDER BY made DESC, pid LIMIT 1",
	"i", "iii"};
static const struct stmt stmt_choose = {
	"INSERT INTO digest (id, pid, region, rev, account, how, hour) VALUES ($1, $2, 1, 1, $1, $3, $4)", "ittt", ""};
static const struct stmt stmt_forget = {"DELETE FROM setting WHERE name = 'digest.swept'", "", ""};

static int64_t at(const char *iso)
{
	int64_t t;
	assert_true(instant_parse_iso(str_from(iso), &t));
	return t;
}

static int32_t day(const char *iso)
{
	int32_t d;
	assert_true(date_parse_iso(str_from(iso), &d));
	return d;
}

static int64_t run(const char *iso)
{
	int64_t told;
	w.now = at(iso);
	act_end(&w.act);
	assert_int_equal(digest_run(w.db, w.model, w.page, w.now, &told), OK);
	return told;
}

static int64_t told(int64_t account)
{
	const struct rows *r;
	struct act *act = world_act(&w, NULL);
	assert_int_equal(act_exec(act, &stmt_told, DB_ARGS(val_int(account)), &r), OK);
	int64_t n = rows_int(r, 0, 0);
	act_end(act);
	return n;
}

/* An IB'er of the school, with a thing of the school due on this day. */
static int64_t worker(const char *due)
{
	int64_t account = world_account(&w);
	world_hold(&w, account, seat, 0, INSTANT_OPEN);
	if (due != NULL) {
		int64_t route = world_route(&w, school, "Noor", "Jansen", day(due));
		world_give(&w, open_to(&w, route, account, REL_SUPERVISES));
	}
	return account;
}

static void choose(int64_t account, const char *how, const char *hour)
{
	struct act *act = world_act(&w, NULL);
	struct str pid = str_printf(w.a, "%lld", (long long)account);
	assert_int_equal(act_write(act, &stmt_choose, DB_ARGS(val_int(account), val_text(pid),
	                                                      val_text(str_from(how)), val_text(str_from(hour)))), OK);
}

static void begin(bool pg)
{
	rights_world_make(&w, pg, 2048);
	w.now = at("2026-11-22T12:00:00+01:00");
	school = world_org(&w, ORG_SCHOOL);
	seat = world_seat(&w, school, ROLE_IB);
}

#define BOTH(name) \
	static void name##_sqlite(void **state) { (void)state; begin(false); name(); rights_world_free(&w); } \
	static void name##_postgres(void **state) { (void)state; begin(true); name(); rights_world_free(&w); }

static void nothing_waits(void)
{
	int64_t account = worker(NULL), far = worker("2027-03-01");
	run("2026-11-23T06:30:00+01:00");
	assert_int_equal(run("2026-11-23T07:00:20+01:00"), 0);
	assert_int_equal(told(account) + told(far), 0);
}
BOTH(nothing_waits)

static void one_a_day(void)
{
	int64_t account = worker("2026-11-20");
	assert_int_equal(run("2026-11-23T06:59:00+01:00"), 0);
	assert_int_equal(run("2026-11-23T07:00:20+01:00"), 1);
	assert_int_equal(run("2026-11-23T07:01:20+01:00"), 0);
	assert_int_equal(told(account), 1);
	struct act *act = world_act(&w, NULL);
	assert_int_equal(act_write(act, &stmt_forget, DB_NO_ARGS), OK); /* killed before it could remember */
	run("2026-11-23T07:30:00+01:00");
	assert_int_equal(told(account), 1);
	run("2026-11-23T23:00:00+01:00");
	run("2026-11-24T06:00:00+01:00");
	assert_int_equal(told(account), 1);
	run("2026-11-24T07:00:00+01:00");
	assert_int_equal(told(account), 2);
}
BOTH(one_a_day)

static void says_numbers(void)
{
	const struct rows *r;
	int64_t account = worker("2026-11-20");
	world_give(&w, open_to(&w, world_route(&w, school, "A", "B", day("2026-11-23")), account, REL_SUPERVISES));
	world_give(&w, open_to(&w, world_route(&w, school, "C", "D", day("2026-11-27")), account, REL_SUPERVISES));
	world_give(&w, open_to(&w, world_route(&w, school, "E", "F", day("2026-11-30")), account, REL_SUPERVISES));
	run("2026-11-23T06:30:00+01:00");
	run("2026-11-23T07:00:20+01:00");
	struct act *act = world_act(&w, NULL);
	assert_int_equal(act_exec(act, &stmt_last, DB_ARGS(val_int(account)), &r), OK);
	assert_int_equal(r->n, 1);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(rows_int(r, 0, i), 1);
}
BOTH(says_numbers)

static void who_gets_none(void)
{
	int64_t closed = worker("2026-11-20"), gone = worker("2026-11-20"), never = worker("2026-11-20");
	int64_t parent = world_account(&w), route = world_route(&w, school, "Noor", "Jansen", day("2026-11-20"));
	world_hold(&w, parent, world_seat(&w, world_org(&w, ORG_PARENTS), ROLE_PARENT), 0, INSTANT_OPEN);
	world_give(&w, open_to(&w, route, parent, REL_GUARDIAN));
	world_set(&w, &rec_account, closed, &account_fields[ACCOUNT_CLOSED], val_int(w.now));
	int64_t left = world_route(&w, school, "A", "B", day("2026-11-20"));
	world_end(&w, world_give(&w, open_to(&w, left, gone, REL_SUPERVISES)));
	choose(never, "none", "07");
	run("2026-11-23T06:30:00+01:00");
	run("2026-11-23T07:00:20+01:00");
	assert_int_equal(told(closed), 0);
	assert_int_equal(told(never), 0);
	assert_int_equal(told(parent), 0);
	assert_int_equal(told(gone), 1); /* by the child that is still theirs */
}
BOTH(who_gets_none)

/* Not in the weekend, not on Christmas; weekly on the first working day, also after Easter. */
static void days_off(void)
{
	int64_t daily = worker("2026-11-20"), weekly = worker("2026-11-20");
	choose(weekly, "weekly", "09");
	run("2026-11-28T05:00:00+01:00");
	run("2026-11-28T12:00:00+01:00"); /* Saturday */
	run("2026-11-29T12:00:00+01:00");
	assert_int_equal(told(daily) + told(weekly), 0);
	run("2026-11-30T08:00:00+01:00");
	assert_int_equal(told(daily), 1);
	assert_int_equal(told(weekly), 0);
	run("2026-11-30T09:00:00+01:00");
	run("2026-12-01T10:00:00+01:00");
	assert_int_equal(told(daily), 2);
	assert_int_equal(told(weekly), 1);
	run("2026-12-25T05:00:00+01:00");
	run("2026-12-25T12:00:00+01:00");
	assert_int_equal(told(daily), 2);
	run("2027-03-29T05:00:00+02:00");
	run("2027-03-29T12:00:00+02:00"); /* Easter Monday */
	assert_int_equal(told(weekly), 1);
	run("2027-03-30T05:00:00+02:00");
	run("2027-03-30T12:00:00+02:00");
	assert_int_equal(told(weekly), 2);
}
BOTH(days_off)

/* Seven in the morning by the clock on the wall, before and after it is put forward and back. */
static void summer_time(void)
{
	int64_t account = worker("2026-03-02");
	run("2027-03-26T05:59:00Z");
	assert_int_equal(told(account), 0);
	run("2027-03-26T06:00:00Z");
	assert_int_equal(told(account), 1);
	run("2027-03-30T04:30:00Z");
	run("2027-03-30T05:00:00Z");
	assert_int_equal(told(account), 2);
	run("2027-03-30T06:00:00Z");
	assert_int_equal(told(account), 2);
	run("2027-11-01T05:30:00Z"); /* put back on 31 October: a round at six local time */
	assert_int_equal(told(account), 2);
	run("2027-11-01T06:00:00Z");
	assert_int_equal(told(account), 3);
}
BOTH(summer_time)

/* After a night in which nothing ran, the morning's message still comes, once; that of yesterday does not. */
static void after_being_away(void)
{
	int64_t account = worker("2026-11-20");
	run("2026-11-23T06:30:00+01:00");
	run("2026-11-25T11:00:00+01:00");
	assert_int_equal(told(account), 1);
	run("2026-11-25T11:01:00+01:00");
	assert_int_equal(told(account), 1);
}
BOTH(after_being_away)

#define TESTS(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_postgres)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TESTS(nothing_waits), TESTS(one_a_day), TESTS(says_numbers), TESTS(who_gets_none), TESTS(days_off),
		TESTS(summer_time), TESTS(after_being_away),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

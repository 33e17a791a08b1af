/* How long what is kept: both sides of each limit, with what a region set, and from which fact. Expected days are
 * from law.md 1.8. */
#define RIGHTS_WORLD_MORE , &rec_opp, &rec_rule_setting
#include "opp.h"
#include "terms.h"
#include "rights_world.h"

#include "flow.h"
#include "keep.h"
static struct rights_world w;
static const struct rule_book none;

static int32_t day(const char *iso)
{
	int32_t d;
	assert_true(date_parse_iso(str_from(iso), &d));
	return d;
}

static struct rule_book shorter(const char *id, int32_t value, const char *from)
{
	const struct rule *law = rule_find(str_from(id), day("2026-11-23"));
	assert_non_null(law);
	return book_with(w.a, &none, law, value, law->unit, day(from), DATE_OPEN);
}

static void the_stricter_term_of_a_region_counts(void **state)
{
	(void)state;
	const struct keeping k = {.rule = "PRI-04"};
	struct rule_book own = shorter("PRI-04", 1, "2025-01-01"), looser = shorter("PRI-04", 5, "2025-01-01");
	assert_int_equal(keep_until(NULL, &k, day("2025-03-10")), day("2028-03-10"));
	assert_int_equal(keep_until(&none, &k, day("2025-03-10")), day("2028-03-10"));
	assert_int_equal(keep_until(&own, &k, day("2025-03-10")), day("2026-03-10"));
	assert_int_equal(keep_until(&own, &k, day("2025-01-01")), day("2026-01-01"));
	assert_int_equal(keep_until(&own, &k, day("2024-12-31")), day("2027-12-31")); /* before the region set it */
	assert_int_equal(keep_until(&looser, &k, day("2025-03-10")), day("2028-03-10"));
	assert_int_equal(keep_until(&own, &(struct keeping){.rule = "PRI-07"}, day("2025-03-10")), day("2027-03-10"));
}

/* PRI-04 came with the law of 1 August 2014. Papers of an earlier task were not to be kept for ever by it. */
static void a_fact_before_the_rule_counts_from_the_rule(void **state)
{
	(void)state;
	const struct keeping k = {.rule = "PRI-04"}, unknown = {.rule = "setting.keep.school"}, nothing = {.rule = NULL};
	struct rule_book own = shorter("PRI-04", 2, "2014-08-01");
	assert_int_equal(keep_until(NULL, &k, day("2014-08-01")), day("2017-08-01"));
	assert_int_equal(keep_until(NULL, &k, day("2014-07-31")), day("2017-08-01"));
	assert_int_equal(keep_until(NULL, &k, day("2003-02-01")), day("2017-08-01"));
	assert_int_equal(keep_until(&own, &k, day("2003-02-01")), day("2016-08-01"));
	assert_int_equal(keep_until(NULL, &(struct keeping){.rule = "R15"}, day("2003-02-01")), day("2017-08-01"));
	assert_int_equal(keep_until(NULL, &k, DATE_OPEN), DATE_OPEN);
	assert_int_equal(keep_until(NULL, &unknown, day("2003-02-01")), DATE_OPEN);
	assert_int_equal(keep_until(NULL, &nothing, day("2003-02-01")), DATE_OPEN);
	assert_int_equal(keep_until(NULL, &(struct keeping){.months = 12}, day("2003-02-01")), day("2004-02-01"));
}

static void a_task_ends_by_its_last_relation_or_by_closing(void **state)
{
	(void)state;
	int64_t june = INT64_C(1750000000000), july = june + INT64_C(30) * 86400000;
	assert_int_equal(keep_task_end(INSTANT_OPEN, 0), DATE_OPEN);
	assert_int_equal(keep_task_end(INSTANT_OPEN, INSTANT_OPEN), DATE_OPEN);
	assert_int_equal(keep_task_end(june, 0), instant_date(june));
	assert_int_equal(keep_task_end(june, INSTANT_OPEN), instant_date(june));
	assert_int_equal(keep_task_end(INSTANT_OPEN, june), instant_date(june));
	assert_int_equal(keep_task_end(july, june), instant_date(june));
	assert_int_equal(keep_task_end(june, july), instant_date(june));
}

static void words_say_what_the_region_set(void **state)
{
	(void)state;
	struct speak en = {LANG_EN, AUD_PROF};
	const struct keeping k = {.rule = "PRI-04", .words = "3 years after the end of each task"};
	struct rule_book own = shorter("PRI-04", 1, "2025-01-01");
	int32_t today = day("2026-11-23");
	ASSERT_STR(keep_words(w.a, en, NULL, &k, today), "3 years after the end of each task");
	ASSERT_STR(keep_words(w.a, en, &own, &k, today),
	           "3 years after the end of each task. Our region set it shorter: 1 year instead of 3 years");
	ASSERT_STR(keep_words(w.a, en, &own, &k, day("2024-12-31")), "3 years after the end of each task");
	ASSERT_STR(keep_words(w.a, en, &own, &(struct keeping){.months = 12, .rule = "PRI-04"}, today),
	           "12 months after it ended");
}

/* ---- in a database ---- */

static int64_t at(const char *iso)
{
	return iso == NULL ? INSTANT_OPEN : instant_of_date(day(iso)) + 12 * 3600 * 1000;
}

/* A child with a plan, whose supervisor at school is there until `left`, and whose route was closed on `closed`. */
static void child_with_plan(const char *closed, const char *left)
{
	int64_t school = world_org(&w, ORG_SCHOOL), seat = world_seat(&w, school, ROLE_IB);
	int64_t route = world_route(&w, school, "Noor", "Jansen", day("2022-09-01"));
	struct relation r = open_to(&w, route, seat, REL_SUPERVISES);
	const struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(route), [OPP_STATE] = flow_value(&rec_opp, OPP_DRAFT), [OPP_VERSION] = val_int(1),
		[OPP_SCHOOL] = val_int(school), [OPP_ENROLLED] = val_int(day("2022-08-29"))};
	r.ends = at(left);
	world_give(&w, r);
	world_add(&w, &rec_opp, v);
	if (closed != NULL)
		world_set(&w, &rec_route, route, &route_fields[ROUTE_CLOSED], val_int(at(closed)));
}

static void counts(const struct record *rec, const char *today, int64_t ended, int64_t past)
{
	struct region_books books;
	struct kept_count n;
	struct act *act = world_act(&w, NULL);
	world_fail("books", books_of_all(act, &books));
	world_fail("count", keep_count(w.db, model_sql(w.model, rec), &books, day(today), &n));
	if (n.ended != ended || n.past != past)
		fail_msg("%s on %s: ended %lld, past %lld", rec->name, today, (long long)n.ended, (long long)n.past);
}

/* A plan is part of the pupil file: two years after the child left (PRI-07), and then not a day more. */
static void what_hangs_on_a_child_is_counted(void)
{
	w.now = at("2022-09-01");
	child_with_plan(NULL, NULL);
	counts(&rec_opp, "2040-01-01", 0, 0);
	child_with_plan("2023-07-31", NULL);
	child_with_plan(NULL, "2023-01-31");         /* nobody of a school has to do with it any more */
	child_with_plan("2023-03-31", "2023-01-31"); /* whichever comes first */
	counts(&rec_opp, "2023-01-30", 0, 0);
	counts(&rec_opp, "2023-01-31", 2, 0);
	counts(&rec_opp, "2025-01-31", 3, 0);
	counts(&rec_opp, "2025-02-01", 3, 2);
	counts(&rec_opp, "2025-07-31", 3, 2);
	counts(&rec_opp, "2025-08-01", 3, 3);
	counts(&rec_route, "2025-08-01", 2, 0); /* by the part that is kept longest */
	const struct val v[RULING__N] = {
		[RULING_RULE] = val_text(S("PRI-07")), [RULING_VALUE] = val_int(1), [RULING_UNIT] = val_text(S("jaren")),
		[RULING_BEGINS] = val_int(day("2023-02-01")), [RULING_ENDS] = val_int(DATE_OPEN),
		[RULING_WHY] = val_text(S("Wat niet nodig is, gaat weg.")), [RULING_DECIDED_BY] = val_text(S("Het bestuur"))};
	world_add(&w, &rec_rule_setting, v);
	counts(&rec_opp, "2024-07-31", 3, 0);
	counts(&rec_opp, "2024-08-01", 3, 1);
	counts(&rec_opp, "2025-02-01", 3, 3);
}

static void make_world(bool pg)
{
	rights_world_make(&w, pg, 0);
}

static void on_sqlite(void **state)
{
	(void)state;
	make_world(false);
	what_hangs_on_a_child_is_counted();
	rights_world_free(&w);
}

static void on_postgres(void **state)
{
	(void)state;
	make_world(true);
	what_hangs_on_a_child_is_counted();
	rights_world_free(&w);
}

static int begin(void **state)
{
	(void)state;
	w = (struct rights_world){.a = arena_new(1 << 20)};
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(w.a);
	return 0;
}

#define PURE(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		PURE(the_stricter_term_of_a_region_counts), PURE(a_fact_before_the_rule_counts_from_the_rule),
		PURE(a_task_ends_by_its_last_relation_or_by_closing), PURE(words_say_what_the_region_set),
		cmocka_unit_test(on_sqlite), cmocka_unit_test(on_postgres),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* The chain of changes where many write at once, the heads that are kept of it, and values that go. What alterations do
 * to it is in tests/audit. */
#include "audit.h"
#include "look.h"
#include "look_question.h"
#include "proof.h"
#include "rights_world.h"

#include <pthread.h>

static struct rights_world w;

static int on(bool pg)
{
	rights_world_make(&w, pg, 0);
	return 0;
}

static int on_sqlite(void **state)
{
	(void)state;
	return on(false);
}

static int on_postgres(void **state)
{
	(void)state;
	return on(true);
}

static int off(void **state)
{
	(void)state;
	rights_world_free(&w);
	return 0;
}

static struct audit_found whole(enum err want)
{
	struct audit_found found;
	enum err e = audit_verify(w.db, w.a, &found);
	if (e != want)
		fail_msg("%s: " STR_FMT, err_name(e), STR_ARG(found.why));
	return found;
}

enum { THREADS = 4, EACH = 30 };

static void *write_many(void *arg)
{
	const int64_t *org = arg;
	struct arena *a = arena_new(16 << 20);
	for (int i = 0; i < EACH;) {
		struct act act = {.db = w.db, .model = w.model, .a = a, .now = w.now + i, .door = "test", .region = 1};
		struct change *c = change_begin(&act, "Set", 0);
		change_set(c, &rec_organisation, *org, &organisation_fields[ORGANISATION_NAME],
			   val_text(str_printf(a, "Name %d", i)));
		enum err e = change_commit(c);
		if (e != OK && e != ERR_BUSY)
			abort();
		i += e == OK; /* as the dispatcher: tried again */
		act_end(&act);
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

static void test_many_writers_keep_the_chains_whole(void **state)
{
	pthread_t t[THREADS];
	int64_t org[THREADS];
	(void)state;
	act_end(&w.act);
	for (size_t i = 0; i < THREADS; i++)
		org[i] = world_org(&w, ORG_SCHOOL);
	act_end(&w.act);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&t[i], NULL, write_many, &org[i]), 0);
	for (size_t i = 0; i < THREADS; i++)
		pthread_join(t[i], NULL);
	assert_int_equal(whole(OK).groups, THREADS + THREADS * EACH);
}

static void test_an_erased_value_is_gone_and_the_chain_holds(void **state)
{
	static const struct stmt left = {
		"SELECT count(*) FROM change_value WHERE record_id = $1 AND field <> '*' AND"
		" (old IS NOT NULL OR new IS NOT NULL OR salt IS NOT NULL)", "i", "i"};
	static const struct stmt again = {"UPDATE change_value SET old = NULL, new = NULL, salt = NULL", "", ""};
	int64_t org = world_org(&w, ORG_SCHOOL), other = world_org(&w, ORG_SCHOOL);
	const struct rows *r;
	(void)state;
	world_set(&w, &rec_organisation, org, &organisation_fields[ORGANISATION_NAME], val_text(S("Later")));
	struct change *c = change_begin(world_act(&w, NULL), "Erased", 0);
	change_set(c, &rec_organisation, org, &organisation_fields[ORGANISATION_NAME], val_text(S("-")));
	change_erase(c, &rec_organisation, org);
	assert_int_equal(change_commit(c), OK);
	struct act *act = world_act(&w, NULL);
	assert_int_equal(act_exec(act, &left, DB_ARGS(val_int(org)), &r), OK);
	assert_int_equal(rows_int(r, 0, 0), 0);
	assert_int_equal(act_exec(act, &left, DB_ARGS(val_int(other)), &r), OK);
	assert_true(rows_int(r, 0, 0) > 0);
	assert_true(whole(OK).erased > 0);
	/* Who takes values away without saying so is found. */
	assert_int_equal(act_write(act, &again, DB_NO_ARGS), OK);
	whole(ERR_CONFLICT);
}

static void test_heads_hold_what_only_grew(void **state)
{
	const struct witness_dbs dbs = {{w.db, w.db}};
	static const struct stmt cut[] = {
		{"DELETE FROM change_value WHERE change_group = (SELECT max(change_group) FROM change_link)", "", ""},
		{"DELETE FROM change_group WHERE id = (SELECT max(change_group) FROM change_link)", "", ""},
		{"DELETE FROM change_link WHERE change_group = (SELECT max(change_group) FROM change_link)", "", ""},
	};
	struct head_lines first, last, read;
	struct proof_found proof;
	struct str why;
	int64_t line, n;
	(void)state;
	world_org(&w, ORG_SCHOOL);
	assert_int_equal(heads_now(&dbs, w.a, 1000, &first), OK);
	world_org(&w, ORG_SCHOOL);
	assert_int_equal(heads_now(&dbs, w.a, 2000, &last), OK);
	assert_int_equal(heads_hold(&dbs, &first, w.a, &why), OK);
	assert_int_equal(heads_hold(&dbs, &last, w.a, &why), OK);
	/* As text and back. */
	struct str text = heads_text(w.a, &last);
	assert_int_equal(heads_parse(w.a, text, &read, &line), OK);
	assert_int_equal(read.n, last.n);
	assert_int_equal(heads_hold(&dbs, &read, w.a, &why), OK);
	assert_int_equal(heads_parse(w.a, S("2026-11-23T09:00:00Z changes 1 x\n"), &read, &line), ERR_INVALID);
	assert_int_equal(line, 1);
	/* A line that was cut off while it was written is no fault. */
	assert_int_equal(heads_parse(w.a, (struct str){text.p, text.n - 5}, &read, &line), OK);
	struct witness *witness = witness_new(w.a);
	act_end(&w.act);
	assert_int_equal(witness_run(witness, &dbs, NULL, 0, w.a, 3000), OK);
	assert_int_equal(heads_hold_kept(&dbs, w.a, &n, &why), OK);
	assert_true(n > 0);
	assert_int_equal(proof_all(&dbs, w.a, &proof), OK);
	struct act *act = world_act(&w, NULL);
	for (size_t i = 0; i < sizeof cut / sizeof *cut; i++)
		assert_int_equal(act_write(act, &cut[i], DB_NO_ARGS), OK);
	act_end(act);
	whole(OK); /* what is left is whole: only a head tells */
	assert_int_equal(heads_hold(&dbs, &first, w.a, &why), OK);
	assert_int_equal(heads_hold(&dbs, &last, w.a, &why), ERR_CONFLICT);
	assert_int_equal(heads_hold_kept(&dbs, w.a, &n, &why), ERR_CONFLICT);
	assert_int_equal(proof_all(&dbs, w.a, &proof), ERR_CONFLICT);
}

static void look_times(int64_t account, int64_t route, enum purpose purpose, int64_t at, int times)
{
	struct viewer who = {.account = account, .level = LEVEL_FULL, .role = ROLE_IB};
	struct looks *looks;
	assert_int_equal(looks_open(w.db, at, &looks), OK);
	for (int i = 0; i < times; i++) {
		struct act act = {.db = w.db, .a = w.page, .now = at + i, .viewer = &who, .door = "test"};
		look_add(&act, route, PART_KERN, purpose, account);
		assert_int_equal(looks_write(looks, &act), OK);
	}
	looks_close(looks);
}

static int64_t questions_of(int64_t account)
{
	static const struct stmt count = {"SELECT count(*) FROM look_question WHERE account = $1", "i", "i"};
	const struct rows *r;
	assert_int_equal(act_exec(world_act(&w, NULL), &count, DB_ARGS(val_int(account)), &r), OK);
	return rows_int(r, 0, 0);
}

/* practice 29: a weekly sample of 20 looks; what a family opens of its own is none of anyone's business. */
static void test_a_sample_of_last_week_is_asked_once(void **state)
{
	const int64_t week = 7 * 24 * 3600 * (int64_t)1000;
	int64_t school = world_org(&w, ORG_SCHOOL), ib = world_account(&w), parent = world_account(&w), n;
	int64_t early = world_account(&w), route = world_route(&w, school, "Noor", "Jansen", 20000);
	static const struct record *const records[] = {&rec_region, &rec_organisation, &rec_account,      &rec_seat,
	                                               &rec_holds,  &rec_route,        &rec_look_question};
	struct str why = {0};
	(void)state;
	if (test_model(w.a, records, sizeof records / sizeof *records, &w.model, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	look_times(ib, route, PURPOSE_GUIDE, w.now - week, 30);
	look_times(parent, route, PURPOSE_OWN, w.now - week, 30);
	look_times(early, route, PURPOSE_GUIDE, w.now - 3 * week, 30);
	assert_int_equal(look_questions_ask(world_act(&w, NULL), w.db, &n), OK);
	assert_int_equal(n, QUESTIONS_A_WEEK);
	assert_int_equal(questions_of(ib), QUESTIONS_A_WEEK);
	assert_int_equal(questions_of(parent), 0);
	assert_int_equal(questions_of(early), 0);
	assert_int_equal(look_questions_ask(world_act(&w, NULL), w.db, &n), OK);
	assert_int_equal(n, 0);
}

#define ON_BOTH(test) \
	cmocka_unit_test_setup_teardown(test, on_sqlite, off), cmocka_unit_test_setup_teardown(test, on_postgres, off)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BOTH(test_many_writers_keep_the_chains_whole),
		ON_BOTH(test_an_erased_value_is_gone_and_the_chain_holds),
		ON_BOTH(test_heads_hold_what_only_grew),
		ON_BOTH(test_a_sample_of_last_week_is_asked_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

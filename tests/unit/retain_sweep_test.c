/* What is about no child goes by itself after its term, with what history holds of it, and never by a clock that is not
 * sure (quality.md, test 8). On both databases. */
#include "retain_world.h"

#define Q(f) [ACCREQ_##f]
#define B(f) [BREACH_##f]

static void request(const char *received)
{
	const struct val v[ACCREQ__N] = {
		Q(ORG) = val_int(p.swv), Q(ASKER) = val_int(p.teacher), Q(NAME) = val_text(S("J. de Wit")),
		Q(STATE) = flow_value(&rec_account_request, ACCREQ_IN), Q(KIND) = val_text(S("inzage")),
		Q(WORDS) = val_text(S(CANARY)), Q(RECEIVED) = val_int(day(received)), Q(MORE) = val_int(0)};
	world_add(w, &rec_account_request, v);
}

static void breach(const char *when)
{
	const struct val v[BREACH__N] = {
		B(ORG) = val_int(p.swv), B(STATE) = flow_value(&rec_rights_breach, 0), B(BY) = val_int(p.teacher),
		B(BY_NAME) = val_text(S("J. de Wit")), B(AT) = val_int(at(when)), B(FOUND_ON) = val_int(day(when)),
		B(FOUND_TIME) = val_text(S("09:00")), B(KIND) = val_text(S("kwijt")), B(WHAT) = val_text(S(CANARY))};
	world_add(w, &rec_rights_breach, v);
}

static int64_t swept(const char *today)
{
	int64_t n;
	watch(today);
	world_fail("sweep", retain_sweep(world_act(w, NULL), &n));
	return n;
}

static int64_t requests(void)
{
	return one("SELECT count(*) FROM account_request");
}

/* 24 months of a request, 60 of a breach: the last day is a day on which it may be kept. */
static void the_day_after_its_term_it_goes(void **state)
{
	(void)state;
	request("2022-06-10");
	request("2022-07-01");
	breach("2019-06-10");
	breach("2019-06-12");
	assert_int_equal(swept("2024-06-02"), 0);
	assert_int_equal(swept("2024-06-10"), 0);
	assert_int_equal(swept("2024-06-11"), 2);
	assert_int_equal(swept("2024-06-11"), 0);
	assert_int_equal(requests(), 1);
	assert_int_equal(one("SELECT count(*) FROM rights_breach"), 1);
	proven();
}

static void history_goes_with_it(void **state)
{
	(void)state;
	request("2022-06-01");
	assert_true(one("SELECT count(*) FROM change_value WHERE record = 'account_request'") > 0);
	swept("2024-06-02");
	assert_int_equal(swept("2024-06-09"), 1);
	assert_int_equal(one("SELECT count(*) FROM change_value WHERE record = 'account_request'"
	                     " AND field <> '*' AND (old IS NOT NULL OR new IS NOT NULL OR new_sealed IS NOT NULL)"), 0);
	proven();
}

static void not_in_the_first_week_of_a_machine(void **state)
{
	(void)state;
	request("2022-06-01");
	assert_int_equal(swept("2024-06-02"), 0);
	assert_int_equal(swept("2024-06-08"), 0);
	assert_int_equal(swept("2024-06-09"), 1);
}

static void not_in_the_week_after_a_clock_jumped(void **state)
{
	(void)state;
	request("2023-06-01");
	assert_int_equal(swept("2024-06-02"), 0);
	assert_int_equal(swept("2024-06-12"), 0);
	assert_int_equal(swept("2034-06-12"), 0); /* ten years on */
	assert_int_equal(swept("2034-06-18"), 0);
	assert_int_equal(swept("2024-06-13"), 0); /* and back */
	assert_int_equal(swept("2024-06-30"), 0);
	assert_int_equal(requests(), 1);
}

static void more_than_fit_in_one_transaction_go(void **state)
{
	(void)state;
	for (int i = 0; i < 120; i++)
		request("2022-05-01");
	swept("2024-06-02");
	assert_int_equal(swept("2024-06-09"), 120);
	assert_int_equal(requests(), 0);
	proven();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RETAIN_TEST(the_day_after_its_term_it_goes),
		RETAIN_TEST(history_goes_with_it),
		RETAIN_TEST(not_in_the_first_week_of_a_machine),
		RETAIN_TEST(not_in_the_week_after_a_clock_jumped),
		RETAIN_TEST(more_than_fit_in_one_transaction_go),
	};
	return RUN_EACH_ON_BOTH(tests);
}

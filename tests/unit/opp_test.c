/* How a parent stands towards a plan (practice 16), what holds a goal and an idea, and which words are of danger: rules
 * without a database. */
#include "testing.h"

#include "flow.h"
#include "need_rules.h"
#include "opp.h"
#include "opp_rules.h"
#include "people.h"
#include "voice.h"

static struct arena *a;
enum { TODAY = 20780, PLAN = 7, MOTHER = 11, FATHER = 12 };

static int setup(void **state)
{
	(void)state;
	a = arena_new(1 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* `due`: the day that the term engine gives, ten school days after the attempt; 0: it knows none. */
static struct row contact_on(int64_t id, const char *kind, const char *way, int64_t guardian, int64_t version, int on,
                             int due)
{
	struct val *v = ARENA_ARRAY(a, struct val, CONTACT__N);
	v[CONTACT_OPP] = val_int(PLAN);
	v[CONTACT_VERSION] = val_int(version);
	v[CONTACT_GUARDIAN] = val_int(guardian);
	v[CONTACT_KIND] = val_text(str_from(kind));
	v[CONTACT_WAY] = val_text(str_from(way));
	v[CONTACT_ON] = val_int(on);
	v[CONTACT_DUE] = due == 0 ? val_null() : val_int(due);
	v[CONTACT_ANSWER] = val_null();
	return (struct row){.rec = &rec_opp_contact, .id = id, .v = v};
}

static struct row contact(int64_t id, const char *kind, const char *way, int64_t guardian, int64_t version)
{
	return contact_on(id, kind, way, guardian, version, TODAY - 20, 0);
}

static struct row plan_row(const char *state, int64_t version)
{
	struct val *v = ARENA_ARRAY(a, struct val, OPP__N);
	v[OPP_STATE] = val_text(str_from(state));
	v[OPP_VERSION] = val_int(version);
	return (struct row){.rec = &rec_opp, .id = PLAN, .v = v};
}

static enum assent stands(const struct row *plan, const struct row *contacts, size_t n)
{
	return assent_of(plan, FATHER, NULL, 0, contacts, n).is;
}

static struct row tried(int64_t id, const char *way, int on, int due)
{
	return contact_on(id, "poging", way, FATHER, 1, on, due);
}

/* Practice 16: "attempts in three ways over at least 10 school days". From the first attempt to the last: waiting does
 * not make three calls of one week into ten days of trying. */
static void silent_after_three_ways_over_ten_school_days(void **state)
{
	(void)state;
	enum { FIRST = TODAY - 14, TENTH = TODAY };
	struct row plan = plan_row("instemming", 1);
	struct row v[] = {tried(1, "bellen", FIRST, TENTH), tried(2, "brief", FIRST + 2, TENTH + 2),
	                  tried(3, "bericht", TENTH, TENTH + 14)};
	assert_int_equal(stands(&plan, v, 0), ASSENT_OPEN);
	assert_int_equal(stands(&plan, v, 1), ASSENT_OPEN);
	assert_int_equal(stands(&plan, v, 2), ASSENT_OPEN);
	assert_int_equal(stands(&plan, v, 3), ASSENT_SILENT);
	/* the last attempt a day too early, and long ago: still three ways, not over ten school days */
	v[2] = tried(3, "bericht", TENTH - 1, TENTH + 13);
	assert_int_equal(stands(&plan, v, 3), ASSENT_OPEN);
	/* the tenth day passed, and one more attempt in a way that was tried before */
	struct row more[] = {v[0], v[1], v[2], tried(4, "bellen", TENTH + 1, TENTH + 15)};
	assert_int_equal(stands(&plan, more, 4), ASSENT_SILENT);
	/* written down in another order */
	struct row turned[] = {more[3], v[2], v[1], v[0]};
	assert_int_equal(stands(&plan, turned, 4), ASSENT_SILENT);
	/* thrice in one way is one way, twice in one and once in another are two */
	struct row same[] = {tried(1, "bellen", FIRST, TENTH), tried(2, "bellen", FIRST + 7, TENTH + 7),
	                     tried(3, "bellen", TENTH, TENTH + 14)};
	assert_int_equal(stands(&plan, same, 3), ASSENT_OPEN);
	same[1] = tried(2, "brief", FIRST + 7, TENTH + 7);
	assert_int_equal(stands(&plan, same, 3), ASSENT_OPEN);
}

/* What was done for the other parent, for another version, or what was a talk, is no attempt at this one. */
static void attempts_at_another_do_not_count(void **state)
{
	(void)state;
	enum { FIRST = TODAY - 14, TENTH = TODAY };
	struct row plan = plan_row("instemming", 1);
	struct row v[] = {tried(1, "bellen", FIRST, TENTH), tried(2, "brief", FIRST + 2, TENTH + 2),
	                  tried(3, "bericht", TENTH, TENTH + 14)};
	v[0] = contact_on(1, "poging", "bellen", MOTHER, 1, FIRST, TENTH);
	assert_int_equal(stands(&plan, v, 3), ASSENT_OPEN);
	v[0] = contact_on(1, "poging", "bellen", FATHER, 2, FIRST, TENTH);
	assert_int_equal(stands(&plan, v, 3), ASSENT_OPEN);
	v[0] = contact_on(1, "gesprek", "bellen", FATHER, 1, FIRST, 0);
	assert_int_equal(stands(&plan, v, 3), ASSENT_OPEN);
	/* no calendar of the school, no day, no silence */
	struct row blind[] = {tried(1, "bellen", FIRST, 0), tried(2, "brief", FIRST + 2, 0),
	                      tried(3, "bericht", TENTH, 0)};
	assert_int_equal(stands(&plan, blind, 3), ASSENT_OPEN);
}

static struct row answer(int64_t guardian, const char *words)
{
	struct val *v = ARENA_ARRAY(a, struct val, AGREEMENT__N);
	v[AGREEMENT_OPP] = val_int(PLAN);
	v[AGREEMENT_VERSION] = val_int(1);
	v[AGREEMENT_GUARDIAN] = val_int(guardian);
	v[AGREEMENT_ANSWER] = val_text(str_from(words));
	return (struct row){.rec = &rec_opp_agreement, .id = 1, .v = v};
}

/* A no is never silence, and what a parent says stands above what a paper says. */
static void a_no_is_a_state_of_its_own(void **state)
{
	(void)state;
	struct row plan = plan_row("instemming", 1), no = answer(FATHER, "nee"), of_mother = answer(MOTHER, "ja");
	struct row paper = contact(4, "papier", "school", FATHER, 1);
	((struct val *)paper.v)[CONTACT_ANSWER] = val_text(S("ja"));
	assert_int_equal(assent_of(&plan, FATHER, &no, 1, &paper, 1).is, ASSENT_NO);
	assert_false(assent_of(&plan, FATHER, &no, 1, &paper, 1).on_paper);
	assert_int_equal(assent_of(&plan, FATHER, &of_mother, 1, NULL, 0).is, ASSENT_OPEN);
	assert_int_equal(assent_of(&plan, FATHER, NULL, 0, &paper, 1).is, ASSENT_YES);
	assert_true(assent_of(&plan, FATHER, NULL, 0, &paper, 1).on_paper);
	((struct val *)paper.v)[CONTACT_ANSWER] = val_text(S("nee"));
	assert_int_equal(assent_of(&plan, FATHER, NULL, 0, &paper, 1).is, ASSENT_NO);
}

static size_t frozen(const char *goal, const char *plan)
{
	struct val *v = ARENA_ARRAY(a, struct val, OPP_GOAL__N);
	struct row other = plan_row(plan, 1), row = {.rec = &rec_opp_goal, .id = 3, .v = v};
	const struct beside plans = {.rec = &rec_opp, .v = &other, .n = 1};
	struct given g = {.a = a, .row = &row, .today = TODAY, .beside = &plans};
	struct reasons out = {.n = 0};
	v[OPP_GOAL_STATE] = val_text(str_from(goal));
	need_frozen(&g, &out);
	return out.n;
}

/* What parents are asked about or agreed with stands still; a proposal is no part of it. */
static void a_goal_is_held_by_its_plan(void **state)
{
	(void)state;
	assert_int_equal(frozen("concept", "instemming"), 1);
	assert_int_equal(frozen("concept", "vastgesteld"), 1);
	assert_int_equal(frozen("concept", "geevalueerd"), 1);
	assert_int_equal(frozen("concept", "concept"), 0);
	assert_int_equal(frozen("concept", "besproken"), 0);
	assert_int_equal(frozen("concept", "afgesloten"), 0);
	assert_int_equal(frozen("voorstel", "instemming"), 0);
	assert_int_equal(frozen("opzij", "vastgesteld"), 0);
}

static bool waits(const char *word, int64_t to)
{
	struct val *v = ARENA_ARRAY(a, struct val, SAY__N);
	const struct row r = {.rec = &rec_opp_say_closed, .v = v};
	v[SAY_STATE] = val_text(str_from(word));
	v[SAY_TO] = to == 0 ? val_null() : val_int(to);
	return say_waits(&r);
}

static void an_idea_waits_until_it_is_answered(void **state)
{
	(void)state;
	assert_true(waits("gezegd", 0));
	assert_false(waits("gezegd", MOTHER)); /* for one person alone: no idea for the plan */
	assert_false(waits("beantwoord", 0));
	assert_false(waits("klopt-niet", 0));
	assert_false(waits("ingetrokken", 0));
}

static void words_of_danger(void **state)
{
	(void)state;
	const struct str words = S("dood\nniet meer leven\nSLAAT");
	assert_true(voice_danger(a, S("Ik wil DOOD"), words));
	assert_true(voice_danger(a, S("ik wil niet meer leven zo"), words));
	assert_true(voice_danger(a, S("hij slaat mij"), words));
	assert_false(voice_danger(a, S("gym is leuk"), words));
	assert_false(voice_danger(a, S(""), words));
	assert_false(voice_danger(a, S("ik wil dood"), S("")));
	assert_false(voice_danger(a, S("ik wil dood"), S("\n\n")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(silent_after_three_ways_over_ten_school_days),
		cmocka_unit_test(attempts_at_another_do_not_count),
		cmocka_unit_test(a_no_is_a_state_of_its_own),
		cmocka_unit_test(a_goal_is_held_by_its_plan),
		cmocka_unit_test(an_idea_waits_until_it_is_answered),
		cmocka_unit_test(words_of_danger),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

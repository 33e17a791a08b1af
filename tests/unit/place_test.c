/* What follows from what in a placement, and what a group says of one more child: systems.md A4, practice 7, source 001
 * annexes 1 and 2. Pure functions, without a database. */
#include "place_rules.h"

#include "date.h"
#include "flow.h"
#include "testing.h"

static int32_t day(int32_t year, int32_t month, int32_t of)
{
	return date_from_ymd((struct ymd){year, month, of});
}

static void terms_count_from_the_last_one_held(void **state)
{
	struct val v[PLACEMENT__N] = {[PLACEMENT_MONTHS] = val_int(12)};
	(void)state;
	placement_derive(NULL, v);
	assert_int_equal(v[PLACEMENT_GUIDE_FROM].type, VAL_NULL); /* nobody waits sixteen weeks before the first day */
	assert_int_equal(v[PLACEMENT_LATEST].type, VAL_NULL);
	v[PLACEMENT_BEGINS] = val_int(day(2026, 9, 1));
	placement_derive(NULL, v);
	assert_int_equal(v[PLACEMENT_GUIDE_FROM].i, day(2026, 9, 1));
	assert_int_equal(v[PLACEMENT_LATEST].i, day(2027, 9, 1));
	v[PLACEMENT_GUIDED] = val_int(day(2026, 11, 3));
	v[PLACEMENT_LOOKED] = val_int(day(2026, 8, 20)); /* before the first day: does not count */
	placement_derive(NULL, v);
	assert_int_equal(v[PLACEMENT_GUIDE_FROM].i, day(2026, 11, 3));
	assert_int_equal(v[PLACEMENT_LOOK_FROM].i, day(2026, 9, 1));
}

/* systems.md A4: each kind has its longest time; a year is the one of the start class (law.md 1.5.7). */
static void each_kind_ends_when_its_profile_says(void **state)
{
	static const struct {
		int months;
		int32_t year, longest;
	} kinds[] = {{6, 0, 20270228}, {12, 20260831, 0}, {24, 0, 20280831}, {48, 0, 20300831}};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct val v[PLACEMENT__N] = {[PLACEMENT_MONTHS] = val_int(kinds[i].months)};
		v[PLACEMENT_BEGINS] = val_int(day(2026, 8, 31));
		placement_derive(NULL, v);
		int32_t n[] = {kinds[i].year, kinds[i].longest};
		const struct val *got[] = {&v[PLACEMENT_YEAR_FROM], &v[PLACEMENT_LONGEST]};
		for (size_t k = 0; k < 2; k++) {
			assert_int_equal(got[k]->type, n[k] == 0 ? VAL_NULL : VAL_INT);
			if (n[k] != 0)
				assert_int_equal(got[k]->i, day(n[k] / 10000, n[k] / 100 % 100, n[k] % 100));
		}
		v[PLACEMENT_BEGINS] = val_null(); /* never began, after all */
		placement_derive(NULL, v);
		assert_int_equal(v[PLACEMENT_YEAR_FROM].type, VAL_NULL);
		assert_int_equal(v[PLACEMENT_LONGEST].type, VAL_NULL);
	}
}

/* practice 16: three ways over at least ten school days. The day that those give (LOC-21) is 30 November. */
static void silence_is_three_ways_over_ten_school_days(void **state)
{
	static const struct {
		const char *ways[4];
		int on[4];
		bool enough;
	} tried[] = {
		{{"bellen", "brief", "bericht"}, {16, 18, 20}, false},          /* in one week */
		{{"bellen", "bellen", "bellen", "bellen"}, {16, 18, 20, 30}, false}, /* in one way */
		{{"bellen", "brief", "bellen", "brief"}, {16, 18, 20, 30}, false},   /* in two */
		{{"bellen", "brief", "bericht", "bellen"}, {16, 18, 20, 29}, false}, /* a day too soon */
		{{"bellen", "brief", "bericht", "bellen"}, {16, 18, 20, 30}, true},
		{{"bericht", "brief", "bellen", "bellen"}, {30, 18, 20, 16}, true},  /* written down in another order */
		{{"zomaar", "iets", "anders", "bellen"}, {16, 18, 20, 30}, false},   /* no ways at all */
	};
	(void)state;
	struct attempts none = ATTEMPTS_NONE;
	assert_false(attempts_enough(&none));
	for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
		struct val v[4][PCONTACT__N] = {{{.type = VAL_NULL}}};
		struct val p[PLACEMENT__N] = {[PLACEMENT_VERSION] = val_int(2)};
		const struct row placement = {.rec = &rec_placement, .v = p};
		struct row rows[4];
		size_t n = 0;
		for (; n < 4 && tried[i].ways[n] != NULL; n++) {
			v[n][PCONTACT_GUARDIAN] = val_int(41);
			v[n][PCONTACT_ASKED] = val_int(2);
			v[n][PCONTACT_KIND] = val_text(str_from(contact_kinds[CONTACT_ATTEMPT].code));
			v[n][PCONTACT_WAY] = val_text(str_from(tried[i].ways[n]));
			v[n][PCONTACT_ON] = val_int(day(2026, 11, tried[i].on[n]));
			v[n][PCONTACT_DUE] = val_int(v[n][PCONTACT_ON].i + 14);
			rows[n] = (struct row){.rec = &rec_place_contact, .id = (int64_t)n + 1, .v = v[n]};
		}
		struct assent_of got = place_assent(&placement, 41, NULL, 0, rows, n);
		assert_int_equal(got.is, tried[i].enough ? ASSENT_SILENT : ASSENT_OPEN);
		got = place_assent(&placement, 42, NULL, 0, rows, n); /* the other parent was not tried at all */
		assert_int_equal(got.tried.ways, 0);
		p[PLACEMENT_VERSION] = val_int(3); /* and asked anew nobody was */
		got = place_assent(&placement, 41, NULL, 0, rows, n);
		assert_int_equal(got.tried.ways, 0);
	}
}

/* practice 11 and 16: a paper is an answer of the parent it is of, about what is asked now; an own answer stands above
 * it, whichever came last; an attempt and a talk are no answer. */
static void a_paper_is_the_answer_of_who_cannot_sign_in(void **state)
{
	static const struct {
		enum contact_kind kind;
		const char *says, *own; /* the paper; by an own account */
		int64_t guardian, asked;
		enum assent is;
	} given[] = {
		{CONTACT_PAPER, "ja", NULL, 41, 2, ASSENT_YES},   {CONTACT_PAPER, "nee", NULL, 41, 2, ASSENT_NO},
		{CONTACT_PAPER, "ja", NULL, 42, 2, ASSENT_OPEN},  {CONTACT_PAPER, "ja", NULL, 41, 1, ASSENT_OPEN},
		{CONTACT_TALK, NULL, NULL, 41, 2, ASSENT_OPEN},   {CONTACT_ATTEMPT, NULL, NULL, 41, 2, ASSENT_OPEN},
		{CONTACT_PAPER, "ja", "nee", 41, 2, ASSENT_NO},
	};
	(void)state;
	for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
		struct val p[PLACEMENT__N] = {[PLACEMENT_VERSION] = val_int(2)};
		const struct val v[PCONTACT__N] = {
			[PCONTACT_GUARDIAN] = val_int(given[i].guardian), [PCONTACT_ASKED] = val_int(given[i].asked),
			[PCONTACT_KIND] = val_text(str_from(contact_kinds[given[i].kind].code)),
			[PCONTACT_WAY] = val_text(S("school")), [PCONTACT_ON] = val_int(day(2026, 11, 20)),
			[PCONTACT_ANSWER] = given[i].says == NULL ? val_null() : val_text(str_from(given[i].says)),
		};
		const struct val o[PANSWER__N] = {
			[PANSWER_GUARDIAN] = val_int(41), [PANSWER_ASKED] = val_int(2),
			[PANSWER_ANSWER] = given[i].own == NULL ? val_null() : val_text(str_from(given[i].own)),
		};
		const struct row placement = {.rec = &rec_placement, .v = p}, contact = {.rec = &rec_place_contact, .v = v};
		const struct row own = {.rec = &rec_place_answer, .v = o};
		struct assent_of a = place_assent(&placement, 41, &own, given[i].own != NULL, &contact, 1);
		assert_int_equal(a.is, given[i].is);
		assert_int_equal(a.on_paper, given[i].own == NULL && a.is != ASSENT_OPEN);
	}
}

/* What a state "asked to the parents" says, by who reads it: nobody learns of the other parent. */
static void an_answer_changes_what_the_state_says(void **state)
{
	static const struct {
		struct asked a;
		const char *says;
	} asked[] = {
		{{.known = true, .parents = 0}, "No parent takes part yet"},
		{{.known = true, .parents = 2}, NULL},
		{{.known = true, .parents = 2, .yes = 1}, NULL},
		{{.known = true, .parents = 2, .yes = 2}, "The parents said yes"},
		{{.known = true, .parents = 2, .yes = 1, .no = 1}, "A parent said no"},
		{{.known = false, .parents = 2}, NULL},
		{{.known = false, .parents = 0}, NULL},
		{{.known = false, .parents = 2, .yes = 1, .own_yes = true}, "You said yes"},
		{{.known = false, .parents = 2, .no = 1, .own_no = true}, "You said no"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
		const char *says = asked_word(&asked[i].a);
		assert_int_equal(says == NULL, asked[i].says == NULL);
		assert_true(says == NULL || strcmp(says, asked[i].says) == 0);
	}
}

static void a_limit_speaks_of_who_has_that_need(void **state)
{
	struct val g[GROUP__N] = {[GROUP_PLACES] = val_int(12), [GROUP_LIMIT] = val_int(2)};
	struct val p[PLACEMENT__N] = {{.type = VAL_NULL}};
	const struct row group = {.rec = &rec_place_group, .v = g}, child = {.rec = &rec_placement, .v = p};
	struct group_count n = {.children = 11, .need = {2, 5}};
	(void)state;
	assert_int_equal(group_says(&group, &n, &child), 0); /* it is full of a need that this child does not have */
	p[PLACEMENT_NEED] = val_int(1);
	p[PLACEMENT_NEED + 1] = val_int(1); /* no limit was said of this one */
	assert_int_equal(group_says(&group, &n, &child), 1);
	n.need[0] = 1;
	assert_int_equal(group_says(&group, &n, &child), 0);
	n.children = 12;
	assert_int_equal(group_says(&group, &n, &child), UINT32_C(1) << PLACE_NEEDS);
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		assert_true(group_word(i)[0] != '\0');
}

static void who_is_back_takes_no_place(void **state)
{
	(void)state;
	for (int s = 0; s < PLACEMENT_STATES; s++) {
		struct val v[PLACEMENT__N] = {[PLACEMENT_STATE] = flow_value(&rec_placement, s)};
		const struct row r = {.rec = &rec_placement, .v = v};
		assert_int_equal(placement_takes(&r), s == PLACEMENT_PLACED || s == PLACEMENT_RETURNING);
	}
}

/* The team never ends the aftercare, decides on a place or asks the parents; a director and a teacher make no step. */
static void steps_belong_to_who_owns_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLACE_STEPS; i++) {
		const struct transition *t = &placement_flow[i];
		bool team = (t->by >> ROLE_PROVISION_TEAM & 1) != 0;
		assert_int_equal(t->by >> ROLE_DIRECTOR & 1, 0);
		assert_int_equal(t->by >> ROLE_TEACHER & 1, 0);
		assert_int_equal(t->by >> ROLE_PARENT & 1, 0);
		assert_int_equal(team, i == PLACE_RETURN || i == PLACE_STAY || i == PLACE_BACK);
		assert_true(t->part == PART_KNOOPPUNT || t->part == PART_CARD);
	}
	assert_non_null(placement_flow[PLACE_ASK].guard);
	assert_non_null(placement_flow[PLACE_WAIT].guard);
	assert_non_null(placement_flow[PLACE_PLACE].guard);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms_count_from_the_last_one_held),
		cmocka_unit_test(each_kind_ends_when_its_profile_says),
		cmocka_unit_test(silence_is_three_ways_over_ten_school_days),
		cmocka_unit_test(a_paper_is_the_answer_of_who_cannot_sign_in),
		cmocka_unit_test(an_answer_changes_what_the_state_says),
		cmocka_unit_test(a_limit_speaks_of_who_has_that_need),
		cmocka_unit_test(who_is_back_takes_no_place),
		cmocka_unit_test(steps_belong_to_who_owns_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

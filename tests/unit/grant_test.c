/* The table of auth/grant.c against access.md: rule 4 (nobody by rank), rule 6 (break-glass by named roles), rule 8,
 * rule 15 (the owner gives, never the receiver) and practice 11 and 17. Refusals outnumber what is given. */
#include "testing.h"

#include "grant.h"

#define K(name) (UINT32_C(1) << REL_##name)
#define P(name) PART_BIT(PART_##name)
#define EVERYWHERE (~UINT32_C(0))

static struct giver giver(enum role role, uint32_t kinds)
{
	return (struct giver){.role = role, .kinds = kinds, .reads = ~UINT32_C(0), .places = EVERYWHERE};
}

static unsigned gives(struct giver g, enum relation_kind kind)
{
	size_t n;
	unsigned may = 0;
	const struct grant_rule *rules = grant_rules(&n);
	for (size_t i = 0; i < n; i++)
		may += (kind == REL_NONE || rules[i].kind == kind) && grant_may(&rules[i], &g);
	return may;
}

#define FAMILY_GIVERS (K(GUARDIAN) | K(PUPIL))

/* Whatever they are to the child: these roles let nobody take part (rule 15 names who does). */
static void most_roles_give_nothing(void **state)
{
	static const enum role roles[] = {
		ROLE_NONE, ROLE_PARENT, ROLE_PUPIL, ROLE_TEACHER, ROLE_TLV_MEMBER, ROLE_PROVISION_TEAM, ROLE_SPECIALIST,
		ROLE_MUNICIPALITY, ROLE_SUPPORT_POINT, ROLE_BOARD, ROLE_CLUSTER_CHAIR, ROLE_COUNCIL, ROLE_PRIVACY_OFFICER,
		ROLE_ADMINISTRATOR,
	};
	(void)state;
	for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
		assert_int_equal(gives(giver(roles[i], ~UINT32_C(0) & ~FAMILY_GIVERS), REL_NONE), 0);
}

/* Rule 4: a role without a relation to the child gives nothing, in whatever place. */
static void rank_alone_gives_nothing(void **state)
{
	(void)state;
	for (enum role r = ROLE_NONE; r < ROLE__N; r++)
		assert_int_equal(gives(giver(r, 0), REL_NONE), 0);
}

/* Who was let in for a while, or in an emergency, lets nobody in. */
static void guests_give_nothing(void **state)
{
	static const enum relation_kind kinds[] = {
		REL_HELPER, REL_GUARDIAN_WITHOUT, REL_TEACHES, REL_ASKED, REL_DEPLOYED, REL_COMMITTEE, REL_PLACED, REL_RECEIVES,
		REL_INVITED, REL_LEERPLICHT, REL_DOORZETTINGSMACHT, REL_BOARD_SUPERVISOR, REL_SUBSTITUTE, REL_GUEST,
		REL_SUPPORT_POINT, REL_BREAK_GLASS,
	};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (enum role r = ROLE_NONE; r < ROLE__N; r++)
			assert_int_equal(gives(giver(r, UINT32_C(1) << kinds[i]), REL_NONE), 0);
}

/* What follows from an enrolment, a law, a request or a consent is given by nobody by hand. */
static void some_relations_are_never_given(void **state)
{
	static const enum relation_kind kinds[] = {
		REL_GUARDIAN, REL_GUARDIAN_WITHOUT, REL_PUPIL, REL_PRESCHOOL, REL_SECRETARIAT, REL_PLACED, REL_RECEIVES,
		REL_LEERPLICHT, REL_DOORZETTINGSMACHT, REL_BOARD_SUPERVISOR, REL_GUEST, REL_SUPPORT_POINT, REL_BREAK_GLASS,
	};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (enum role r = ROLE_NONE; r < ROLE__N; r++) {
			struct giver g = giver(r, ~UINT32_C(0));
			assert_int_equal(gives(g, kinds[i]), 0);
			assert_false(grant_may_end(&g, kinds[i], ROLE_NONE));
		}
}

static void an_internal_supervisor_gives_at_the_childs_school_only(void **state)
{
	struct giver g = giver(ROLE_IB, K(SUPERVISES));
	(void)state;
	assert_true(gives(g, REL_TEACHES) > 0);
	g.places &= ~(UINT32_C(1) << PLACE_SCHOOL);
	assert_int_equal(gives(g, REL_NONE), 0);
}

static void nobody_at_school_assigns_staff_of_the_partnership(void **state)
{
	(void)state;
	for (enum role r = ROLE_NONE; r < ROLE__N; r++) {
		struct giver g = giver(r, ~UINT32_C(0));
		g.places &= ~(UINT32_C(1) << PLACE_SWV);
		assert_int_equal(gives(g, REL_ASSIGNED), 0);
		assert_int_equal(gives(g, REL_COMMITTEE), 0);
		assert_int_equal(gives(g, REL_ASKED), 0);
	}
	assert_int_equal(gives(giver(ROLE_IB, K(SUPERVISES)), REL_SUPERVISES), 0);
}

/* Sealed notes and the support point's own part are in no gift; every gift holds something, and the core. */
static void a_gift_holds_what_its_kind_opens_and_no_more(void **state)
{
	size_t n;
	const struct grant_rule *rules = grant_rules(&n);
	(void)state;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		const struct policy *row = policy_of(rules[i].to, rules[i].kind);
		struct giver g = giver(rules[i].giver, rules[i].by);
		assert_non_null(row);
		parts p = grant_parts(&rules[i], &g, UINT32_MAX);
		assert_int_equal(p & ~row->reads, 0);
		assert_int_equal(p & (P(VERZEGELD) | P(OJS)), 0);
		assert_true((p & P(KERN)) != 0);
		assert_true(rules[i].max_days > 0 && rules[i].max_days <= 400);
	}
}

/* Nobody shares more than they read, save where the organisation owns it and its leader reads little. */
static void nobody_gives_wider_than_they_read(void **state)
{
	size_t n;
	const struct grant_rule *rules = grant_rules(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		for (enum part p = PART_KERN + 1; p < PART__N; p++) {
			struct giver g = giver(rules[i].giver, rules[i].by);
			g.reads &= ~PART_BIT(p);
			if (!rules[i].beyond)
				assert_int_equal(grant_parts(&rules[i], &g, UINT32_MAX) & PART_BIT(p), 0);
			assert_int_equal(grant_choice(&rules[i], &g) & PART_BIT(p), 0);
			assert_false(rules[i].beyond && rules[i].chosen);
		}
}

static void what_is_not_chosen_is_not_shared(void **state)
{
	struct giver g = giver(ROLE_IB, K(SUPERVISES));
	const struct grant_rule *partner = grant_find(S("partner"), &g);
	(void)state;
	assert_non_null(partner);
	assert_int_equal(grant_parts(partner, &g, 0), P(KERN));
	assert_int_equal(grant_parts(partner, &g, P(CARD)), P(KERN) | P(CARD));
	assert_int_equal(grant_parts(partner, &g, P(SCHOOL) | P(SWV) | P(DESKUNDIG)), P(KERN));
}

/* "Looks along at chosen parts for at most three months, who sees but never decides." */
static void a_helper_sees_for_three_months_and_never_writes(void **state)
{
	struct giver g = giver(ROLE_TEACHER, K(GUARDIAN));
	const struct grant_rule *helper = grant_find(S("meekijker"), &g);
	(void)state;
	assert_non_null(helper);
	assert_int_equal(policy_of(ROLE_NONE, REL_HELPER)->writes, 0);
	assert_int_equal(grant_last_day(helper, 100), 192);
	assert_int_equal(grant_parts(helper, &g, UINT32_MAX) & (P(SWV) | P(DESKUNDIG) | P(VERZEGELD) | P(OJS)), 0);
	g.kinds = K(GUARDIAN_WITHOUT);
	assert_null(grant_find(S("meekijker"), &g));
	g.kinds = K(HELPER);
	assert_null(grant_find(S("meekijker"), &g));
}

static void an_unknown_word_is_no_rule(void **state)
{
	struct giver g = giver(ROLE_IB, ~UINT32_C(0));
	(void)state;
	assert_null(grant_find(S(""), &g));
	assert_null(grant_find(S("directie"), &g));
	assert_null(grant_find(S("begeleider"), &g)); /* the school leader's */
}

/* Rule 6: "by named roles". The capability of the door is that of the policy. */
static void break_glass_is_for_the_named_roles_only(void **state)
{
	(void)state;
	for (enum role r = ROLE_NONE; r < ROLE__N; r++) {
		bool named = r == ROLE_IB || r == ROLE_TRAJECT;
		assert_int_equal(grant_may_break_glass(r), named);
		assert_int_equal((role_def(r)->caps >> CAP_BREAK_GLASS & 1) != 0, named);
	}
	assert_int_equal(policy_of(ROLE_IB, REL_BREAK_GLASS)->writes, 0);
	assert_int_equal(policy_of(ROLE_TRAJECT, REL_BREAK_GLASS)->writes, 0);
}

static void a_shield_is_set_by_who_guides_or_decides(void **state)
{
	unsigned may = 0;
	(void)state;
	for (enum role r = ROLE_NONE; r < ROLE__N; r++)
		for (enum relation_kind k = REL_NONE + 1; k < REL__N; k++) {
			struct giver g = {.role = r, .kinds = UINT32_C(1) << k};
			bool ok = (r == ROLE_IB && k == REL_SUPERVISES) || (r == ROLE_TRAJECT && k == REL_ASSIGNED) ||
				  (r == ROLE_PRESCHOOL && k == REL_PRESCHOOL) ||
				  (r == ROLE_SCHOOL_LEADER && k == REL_DECIDES);
			assert_int_equal(grant_may_shield(&g), ok);
			may += ok;
		}
	assert_int_equal(may, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(most_roles_give_nothing),
		cmocka_unit_test(rank_alone_gives_nothing),
		cmocka_unit_test(guests_give_nothing),
		cmocka_unit_test(some_relations_are_never_given),
		cmocka_unit_test(an_internal_supervisor_gives_at_the_childs_school_only),
		cmocka_unit_test(nobody_at_school_assigns_staff_of_the_partnership),
		cmocka_unit_test(a_gift_holds_what_its_kind_opens_and_no_more),
		cmocka_unit_test(nobody_gives_wider_than_they_read),
		cmocka_unit_test(what_is_not_chosen_is_not_shared),
		cmocka_unit_test(a_helper_sees_for_three_months_and_never_writes),
		cmocka_unit_test(an_unknown_word_is_no_rule),
		cmocka_unit_test(break_glass_is_for_the_named_roles_only),
		cmocka_unit_test(a_shield_is_set_by_who_guides_or_decides),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

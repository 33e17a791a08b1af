/* The table of policy.c against sentences of access.md that are no matter of opinion. The whole table is held against
 * an independent model in tests/rights. */
#include "arena_test.h"

#include "policy.h"

#define P(name) PART_BIT(PART_##name)

static struct allowed with(enum role acting, const struct grant_open *open, size_t n)
{
	struct allowing w = policy_begin(arena, acting, n);
	for (size_t i = 0; i < n; i++)
		policy_add(&w, &open[i]);
	return policy_end(&w);
}

static struct grant_open by_seat(enum role role, enum relation_kind kind)
{
	return (struct grant_open){.role = role, .kind = kind, .parts = UINT32_MAX};
}

static struct grant_open by_account(enum relation_kind kind)
{
	return (struct grant_open){.kind = kind, .parts = UINT32_MAX};
}

static void nobody_opens_sealed_notes_by_a_relation_alone(void **state)
{
	size_t n;
	const struct policy *rows = policy_rows(&n);
	(void)state;
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++)
		assert_int_equal((rows[i].reads | rows[i].writes) & P(VERZEGELD), 0);
}

static void nobody_writes_what_may_not_be_read(void **state)
{
	size_t n;
	const struct policy *rows = policy_rows(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].writes & ~rows[i].reads, 0);
}

/* "Kern: least: what every active relation needs"; the support point alone, which may be asked anonymously, does not.
 */
static void every_relation_but_the_support_point_reads_the_core(void **state)
{
	size_t n;
	const struct policy *rows = policy_rows(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_int_equal((rows[i].reads & P(KERN)) != 0, rows[i].kind != REL_SUPPORT_POINT);
}

static void a_combination_stands_in_the_table_once(void **state)
{
	size_t n;
	const struct policy *rows = policy_rows(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_ptr_equal(policy_of(rows[i].role, rows[i].kind), &rows[i]);
}

static void the_support_point_reads_nothing_of_others_and_others_nothing_of_it(void **state)
{
	size_t n;
	const struct policy *rows = policy_rows(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].reads == P(OJS), rows[i].kind == REL_SUPPORT_POINT);
	for (size_t i = 0; i < n; i++)
		assert_int_equal((rows[i].reads & P(OJS)) != 0, rows[i].kind == REL_SUPPORT_POINT);
}

/* Who sees and never decides: helper and guest; who hands over is read, not written; an emergency reads. */
static void those_who_only_look_write_nothing(void **state)
{
	static const enum relation_kind kinds[] = {REL_HELPER, REL_GUEST, REL_RECEIVES, REL_BREAK_GLASS};
	(void)state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (enum role r = ROLE_NONE; r < ROLE__N; r++)
			if (policy_of(r, kinds[i]) != NULL)
				assert_int_equal(policy_of(r, kinds[i])->writes, 0);
}

/* "voorziening: school of the startklas, SBO, SO team"; with the mother school it is shared. */
static void only_the_team_writes_the_part_of_the_group_arrangement(void **state)
{
	size_t n;
	const struct policy *rows = policy_rows(&n);
	(void)state;
	for (size_t i = 0; i < n; i++)
		assert_int_equal((rows[i].writes & P(VOORZIENING)) != 0, rows[i].kind == REL_PLACED);
}

/* "voorschool: signs, criteria, handover; parents' consent for handing over". */
static void who_receives_the_handover_of_a_preschool_can_read_it(void **state)
{
	(void)state;
	assert_true(policy_of(ROLE_IB, REL_RECEIVES)->reads & P(VOORSCHOOL));
}

static void a_seat_counts_in_the_role_acted_in_only(void **state)
{
	const struct grant_open ib = by_seat(ROLE_IB, REL_SUPERVISES);
	(void)state;
	assert_true(with(ROLE_IB, &ib, 1).reads & P(SCHOOL));
	assert_int_equal(with(ROLE_TEACHER, &ib, 1).reads, 0);
	assert_int_equal(with(ROLE_NONE, &ib, 1).reads, 0);
	assert_int_equal(with(ROLE_IB, NULL, 0).reads, 0);
}

static void own_family_is_included_in_every_role_and_never_by_a_seat(void **state)
{
	const struct grant_open own = by_account(REL_GUARDIAN);
	(void)state;
	for (enum role r = ROLE_NONE; r < ROLE__N; r++) {
		const struct grant_open seat = by_seat(r, REL_GUARDIAN);
		assert_true(with(r, &own, 1).reads & P(SCHOOL));
		if (r != ROLE_NONE)
			assert_int_equal(with(r, &seat, 1).reads, 0);
	}
}

static void what_a_relation_does_not_share_stays_shut(void **state)
{
	struct grant_open ib = by_seat(ROLE_IB, REL_SUPERVISES);
	(void)state;
	ib.parts = P(KERN) | P(OJS) | P(VERZEGELD);
	assert_int_equal(with(ROLE_IB, &ib, 1).reads, P(KERN));
	assert_int_equal(with(ROLE_IB, &ib, 1).writes, P(KERN));
	ib.parts = 0;
	assert_int_equal(with(ROLE_IB, &ib, 1).reads, 0);
}

static void another_grant_may_show_what_a_row_hides_but_not_what_a_court_hides(void **state)
{
	struct grant_open both[] = {by_seat(ROLE_SPECIALIST, REL_DEPLOYED), by_seat(ROLE_SPECIALIST, REL_ASKED)};
	(void)state;
	assert_true(with(ROLE_SPECIALIST, both, 1).hides[PART_KERN] & HIDE_ADDRESS);
	assert_false(with(ROLE_SPECIALIST, both, 2).hides[PART_KERN] & HIDE_ADDRESS);
	both[0].hides = HIDE_ADDRESS;
	assert_true(with(ROLE_SPECIALIST, both, 2).hides[PART_KERN] & HIDE_ADDRESS);
}

/* Rule 12: "Guardians never see each other's contact details": also not as a teacher or IB'er of the child's school. */
static void a_guardian_never_sees_the_other_guardian_whatever_else_they_are(void **state)
{
	static const enum relation_kind kinds[] = {REL_GUARDIAN, REL_GUARDIAN_WITHOUT};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const struct grant_open both[] = {by_seat(ROLE_IB, REL_SUPERVISES), by_account(kinds[i])};
		const struct grant_open turned[] = {both[1], both[0]};
		assert_false(with(ROLE_IB, both, 1).hides[PART_KERN] & HIDE_GUARDIANS);
		for (enum part p = PART_KERN; p < PART__N; p++) {
			assert_true(with(ROLE_IB, both, 2).hides[p] & HIDE_GUARDIANS);
			assert_true(with(ROLE_IB, turned, 2).hides[p] & HIDE_GUARDIANS);
		}
	}
}

/* "Where several fit, the narrowest is taken and recorded", in whatever order they come. */
static void the_narrowest_purpose_is_taken(void **state)
{
	const struct grant_open both[] = {by_seat(ROLE_IB, REL_SUPERVISES), by_seat(ROLE_IB, REL_RECEIVES)};
	const struct grant_open turned[] = {both[1], both[0]};
	const struct grant_open family[] = {by_seat(ROLE_IB, REL_SUPERVISES), by_account(REL_GUARDIAN)};
	(void)state;
	assert_int_equal(with(ROLE_IB, both, 1).purpose[PART_KERN], PURPOSE_GUIDE);
	assert_int_equal(with(ROLE_IB, both, 2).purpose[PART_KERN], PURPOSE_HAND_OVER);
	assert_int_equal(with(ROLE_IB, turned, 2).purpose[PART_KERN], PURPOSE_HAND_OVER);
	assert_int_equal(with(ROLE_IB, both, 2).purpose[PART_SWV], PURPOSE_GUIDE);
	assert_int_equal(with(ROLE_IB, family, 2).purpose[PART_KERN], PURPOSE_OWN);
	assert_int_equal(with(ROLE_IB, both, 2).purpose[PART_VERZEGELD], PURPOSE_NONE);
}

static void nobody_sees_a_child_by_rank(void **state)
{
	static const enum role ranks[] = {ROLE_CLUSTER_CHAIR, ROLE_COUNCIL, ROLE_PRIVACY_OFFICER, ROLE_ADMINISTRATOR};
	(void)state;
	for (size_t i = 0; i < sizeof ranks / sizeof *ranks; i++)
		for (enum relation_kind k = REL_NONE; k < REL__N; k++)
			assert_null(policy_of(ranks[i], k));
	for (enum relation_kind k = REL_NONE; k < REL__N; k++)
		assert_int_equal(policy_of(ROLE_DIRECTOR, k) != NULL, k == REL_DECIDES || k == REL_DOORZETTINGSMACHT);
}

/* Each invitation opens its meeting, and each school what is its own, however many there are. */
static void every_grant_counts(void **state)
{
	enum { MANY = 70 };
	struct grant_open invited[MANY], applied[MANY];
	(void)state;
	for (int i = 0; i < MANY; i++) {
		invited[i] = by_seat(ROLE_SPECIALIST, REL_INVITED);
		invited[i].bound = 100 + i;
		applied[i] = by_seat(ROLE_IB, REL_APPLIED);
		applied[i].org = 100 + i / 2;
	}
	struct allowed a = with(ROLE_SPECIALIST, invited, MANY);
	assert_true(a.bound);
	assert_int_equal(a.n_bound, MANY);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(a.bound_to[i], 100 + i);
	a = with(ROLE_IB, applied, MANY);
	assert_true(a.own & P(AANMELDING));
	assert_int_equal(a.n_orgs, MANY / 2);
	for (int i = 0; i < MANY / 2; i++)
		assert_int_equal(a.orgs[i], 100 + i);
}

static void codes_of_relations_parse_back_and_others_do_not(void **state)
{
	enum relation_kind k;
	(void)state;
	for (enum relation_kind i = REL_NONE + 1; i < REL__N; i++) {
		assert_true(relation_parse(str_from(relation_code(i)), &k));
		assert_int_equal(k, i);
	}
	assert_false(relation_parse(S(""), &k));
	assert_false(relation_parse(S("Guardian"), &k));
	assert_string_equal(relation_code(REL__N), "");
	assert_string_equal(part_code(PART__N), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_opens_sealed_notes_by_a_relation_alone),
		cmocka_unit_test(nobody_writes_what_may_not_be_read),
		cmocka_unit_test(every_relation_but_the_support_point_reads_the_core),
		cmocka_unit_test(a_combination_stands_in_the_table_once),
		cmocka_unit_test(the_support_point_reads_nothing_of_others_and_others_nothing_of_it),
		cmocka_unit_test(those_who_only_look_write_nothing),
		cmocka_unit_test(only_the_team_writes_the_part_of_the_group_arrangement),
		cmocka_unit_test(who_receives_the_handover_of_a_preschool_can_read_it),
		cmocka_unit_test(a_seat_counts_in_the_role_acted_in_only),
		cmocka_unit_test(own_family_is_included_in_every_role_and_never_by_a_seat),
		cmocka_unit_test(what_a_relation_does_not_share_stays_shut),
		cmocka_unit_test(another_grant_may_show_what_a_row_hides_but_not_what_a_court_hides),
		cmocka_unit_test(a_guardian_never_sees_the_other_guardian_whatever_else_they_are),
		cmocka_unit_test(the_narrowest_purpose_is_taken),
		cmocka_unit_test(nobody_sees_a_child_by_rank),
		cmocka_unit_test(every_grant_counts),
		cmocka_unit_test(codes_of_relations_parse_back_and_others_do_not),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}

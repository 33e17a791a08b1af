/* Roles and who may give them. The whole matrix stands in grants.golden; the refusals of access.md rule 15 are written
 * out here as well, from that rule and not from the table. */
#include "arena_test.h"

#include "buf.h"
#include "file.h"
#include "role.h"

static void codes_parse_back_and_others_do_not(void **state)
{
	(void)state;
	enum role r;
	enum org_kind k;
	for (enum role i = ROLE_NONE + 1; i < ROLE__N; i++) {
		assert_true(role_parse(str_from(role_def(i)->code), &r));
		assert_int_equal(r, i);
		assert_true(strlen(role_def(i)->label) > 0);
		assert_int_not_equal(role_def(i)->at, 0);
	}
	for (enum org_kind i = ORG_NONE + 1; i < ORG__N; i++) {
		assert_true(org_kind_parse(str_from(org_kind_code(i)), &k));
		assert_int_equal(k, i);
		assert_true(strlen(org_kind_label(i)) > 0);
	}
	static const char *const wrong[] = {"", "IB", "ib ", "admin", "root", "none", "administrator\n"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_false(role_parse(str_from(wrong[i]), &r));
		assert_int_equal(r, ROLE_NONE);
		assert_false(org_kind_parse(str_from(wrong[i]), &k));
		assert_int_equal(k, ORG_NONE);
	}
	assert_false(role_parse((struct str){"ib\0x", 4}, &r));
}

static void no_role_and_unknown_roles_can_do_nothing(void **state)
{
	(void)state;
	static const int numbers[] = {ROLE_NONE, ROLE__N, -1, 4096};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		enum role r = (enum role)numbers[i];
		assert_int_equal(role_def(r)->caps, 0);
		assert_int_equal(role_def(r)->at, 0);
		assert_false(role_def(r)->no_second_factor);
		for (enum org_kind k = ORG_NONE; k < ORG__N; k++)
			assert_int_equal(role_grants(r, k, GIVER_OWN, true), 0);
	}
	assert_string_equal(org_kind_code((enum org_kind)99), "");
	assert_string_equal(org_kind_label((enum org_kind)-1), "");
	assert_int_equal(role_grants(ROLE_ADMINISTRATOR, (enum org_kind)99, GIVER_OWN, true), 0);
	assert_int_equal(role_grants(ROLE_ADMINISTRATOR, ORG_NONE, GIVER_OWN, true), 0);
	assert_false(role_may_grant(ROLE_ADMINISTRATOR, (enum role)40, ORG_SWV, true));
}

static void all_staff_need_a_second_factor(void **state)
{
	(void)state;
	for (enum role r = ROLE_NONE + 1; r < ROLE__N; r++)
		assert_int_equal(roles_need_second_factor(1u << r), r != ROLE_PARENT && r != ROLE_PUPIL);
	assert_true(roles_need_second_factor(0));
	assert_true(roles_need_second_factor(1u << ROLE_PARENT | 1u << ROLE_TEACHER));
	assert_false(roles_need_second_factor(1u << ROLE_PARENT | 1u << ROLE_PUPIL));
	assert_true(roles_need_second_factor(1u << 31));
}

/* Roles whose holders can come to open a child's dossier, by spec/access.md and systems.md "Who uses it". */
static const enum role dossier_roles[] = {
	ROLE_PARENT, ROLE_PUPIL, ROLE_TEACHER, ROLE_IB, ROLE_PRESCHOOL, ROLE_TRAJECT, ROLE_TLV_SECRETARY, ROLE_TLV_MEMBER,
	ROLE_PROVISION_TEAM, ROLE_SPECIALIST, ROLE_MUNICIPALITY, ROLE_SUPPORT_POINT,
};

static void an_administrator_gives_no_role_that_opens_dossiers(void **state)
{
	(void)state;
	for (enum org_kind k = ORG_NONE; k < ORG__N; k++)
		for (size_t i = 0; i < sizeof dossier_roles / sizeof *dossier_roles; i++) {
			assert_false(role_may_grant(ROLE_ADMINISTRATOR, dossier_roles[i], k, true));
			assert_false(role_may_grant(ROLE_ADMINISTRATOR, dossier_roles[i], k, false));
		}
	/* Where nobody ever was there is no dossier to open: the first at a preschool or partner only. */
	assert_int_equal(role_grants(ROLE_ADMINISTRATOR, ORG_PRESCHOOL, GIVER_ELSEWHERE, true), 1u << ROLE_PRESCHOOL);
	assert_int_equal(role_grants(ROLE_ADMINISTRATOR, ORG_PRESCHOOL, GIVER_ELSEWHERE, false), 0);
	assert_int_equal(role_grants(ROLE_ADMINISTRATOR, ORG_SCHOOL, GIVER_ELSEWHERE, true),
	                 1u << ROLE_SCHOOL_LEADER | 1u << ROLE_COUNCIL);
}

static void nobody_gives_at_a_strange_organisation(void **state)
{
	(void)state;
	for (enum role giver = ROLE_NONE; giver < ROLE__N; giver++)
		for (enum org_kind k = ORG_NONE; k < ORG__N; k++)
			if (giver != ROLE_ADMINISTRATOR && k != ORG_PARENTS)
				assert_int_equal(role_grants(giver, k, GIVER_ELSEWHERE, true), 0);
}

static void only_an_administrator_makes_administrators(void **state)
{
	(void)state;
	for (enum role giver = ROLE_NONE; giver < ROLE__N; giver++)
		assert_int_equal(role_may_grant(giver, ROLE_ADMINISTRATOR, ORG_SWV, true), giver == ROLE_ADMINISTRATOR);
	assert_false(role_may_grant(ROLE_ADMINISTRATOR, ROLE_ADMINISTRATOR, ORG_SCHOOL, true));
}

static void the_school_gives_its_own_roles(void **state)
{
	(void)state;
	assert_true(role_may_grant(ROLE_SCHOOL_LEADER, ROLE_TEACHER, ORG_SCHOOL, true));
	assert_true(role_may_grant(ROLE_SCHOOL_LEADER, ROLE_IB, ORG_SCHOOL, true));
	assert_false(role_may_grant(ROLE_SCHOOL_LEADER, ROLE_IB, ORG_SCHOOL, false));
	assert_false(role_may_grant(ROLE_SCHOOL_LEADER, ROLE_SCHOOL_LEADER, ORG_SCHOOL, true));
	assert_false(role_may_grant(ROLE_SCHOOL_LEADER, ROLE_TRAJECT, ORG_SWV, true));
	assert_false(role_may_grant(ROLE_IB, ROLE_IB, ORG_SCHOOL, true));
	assert_false(role_may_grant(ROLE_IB, ROLE_TEACHER, ORG_SCHOOL, true));
	assert_false(role_may_grant(ROLE_TEACHER, ROLE_PARENT, ORG_PARENTS, false));
	assert_false(role_may_grant(ROLE_DIRECTOR, ROLE_IB, ORG_SCHOOL, false));
	assert_false(role_may_grant(ROLE_DIRECTOR, ROLE_TEACHER, ORG_SCHOOL, true));
	assert_false(role_may_grant(ROLE_BOARD, ROLE_IB, ORG_SCHOOL, true));
	assert_int_equal(role_grants(ROLE_BOARD, ORG_SCHOOL, GIVER_PARENT, false), 1u << ROLE_SCHOOL_LEADER);
	assert_int_equal(role_grants(ROLE_BOARD, ORG_SCHOOL, GIVER_ELSEWHERE, true), 0);
	assert_int_equal(role_grants(ROLE_DIRECTOR, ORG_SCHOOL, GIVER_PARENT, true), 0);
}

static void receivers_and_those_who_look_on_give_nothing(void **state)
{
	(void)state;
	static const enum role none[] = {ROLE_PARENT, ROLE_PUPIL, ROLE_TEACHER, ROLE_TRAJECT, ROLE_TLV_MEMBER,
		ROLE_PROVISION_TEAM, ROLE_SPECIALIST, ROLE_SUPPORT_POINT, ROLE_CLUSTER_CHAIR, ROLE_COUNCIL,
		ROLE_PRIVACY_OFFICER};
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		for (enum org_kind k = ORG_NONE; k < ORG__N; k++)
			for (int place = GIVER_ELSEWHERE; place <= GIVER_PARENT; place++)
				assert_int_equal(role_grants(none[i], k, (enum giver_place)place, true), 0);
}

static void who_gives_has_the_page_for_it(void **state)
{
	(void)state;
	for (enum role giver = ROLE_NONE; giver < ROLE__N; giver++) {
		uint32_t any = 0;
		for (enum org_kind k = ORG_NONE; k < ORG__N; k++)
			for (int place = GIVER_ELSEWHERE; place <= GIVER_PARENT; place++)
				any |= role_grants(giver, k, (enum giver_place)place, true);
		assert_int_equal(any != 0, (role_def(giver)->caps & 1u << CAP_STAFF) != 0);
	}
}

static void put_roles(struct buf *b, uint32_t set)
{
	for (enum role r = ROLE_NONE + 1; r < ROLE__N; r++)
		if (set & 1u << r)
			buf_printf(b, " %s", role_def(r)->code);
}

static void put_line(struct buf *b, enum role giver, enum org_kind k, const char *where, uint32_t given)
{
	if (given == 0)
		return;
	buf_printf(b, "%s at %s (%s):", role_def(giver)->code, org_kind_code(k), where);
	put_roles(b, given);
	buf_byte(b, '\n');
}

static void the_matrix_is_as_agreed(void **state)
{
	(void)state;
	static const char *const places[] = {"elsewhere", "own", "board of it"};
	struct buf b;
	buf_init(&b, arena, 64 * 1024);
	for (enum role giver = ROLE_NONE; giver < ROLE__N; giver++)
		for (enum org_kind k = ORG_NONE; k < ORG__N; k++) {
			for (int p = GIVER_ELSEWHERE; p <= GIVER_PARENT; p++)
				put_line(&b, giver, k, places[p], role_grants(giver, k, (enum giver_place)p, false));
			uint32_t first = role_grants(giver, k, GIVER_ELSEWHERE, true);
			put_line(&b, giver, k, "nobody was there yet", first & ~role_grants(giver, k, GIVER_ELSEWHERE, false));
		}
	struct str want;
	assert_int_equal(file_read(arena, TEST_DIR "/grants.golden", 64 * 1024, &want), OK);
	if (str_eq(buf_view(&b), want))
		return;
	struct str rest = buf_view(&b);
	for (struct str line = str_cut(rest, '\n', &rest); line.n > 0; line = str_cut(rest, '\n', &rest))
		print_message("+" STR_FMT "\n", STR_ARG(line));
	fail_msg("grants.golden differs from the lines with a +");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_parse_back_and_others_do_not),
		cmocka_unit_test(no_role_and_unknown_roles_can_do_nothing),
		cmocka_unit_test(all_staff_need_a_second_factor),
		cmocka_unit_test(an_administrator_gives_no_role_that_opens_dossiers),
		cmocka_unit_test(nobody_gives_at_a_strange_organisation),
		cmocka_unit_test(only_an_administrator_makes_administrators),
		cmocka_unit_test(the_school_gives_its_own_roles),
		cmocka_unit_test(receivers_and_those_who_look_on_give_nothing),
		cmocka_unit_test(who_gives_has_the_page_for_it),
		cmocka_unit_test(the_matrix_is_as_agreed),
	};
	return cmocka_run_group_tests_name("role", tests, setup, teardown);
}

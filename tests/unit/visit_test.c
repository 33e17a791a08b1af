/* Own rows at one school, on both databases: nobody of another school or another's task, and no child whose school is
 * hidden from the reader, neither shown nor counted (access.md rules 1, 5, 10, 11; practice 17 and 24). */
#include "visit.h"
#define RIGHTS_WORLD_MORE , &rec_talk, &rec_talk_swv
#include "rights_test.h"

#include "look.h"

static int64_t school, other_school, swv, seat_ib, ib, traject, noor, emir;
enum { TODAY = 20500 };

/* Two children at one school, of whom the adviser has the first only; a third of the adviser at another school. */
static int setup(void **state)
{
	(void)state;
	school = world_org(w, ORG_SCHOOL);
	other_school = world_org(w, ORG_SCHOOL);
	swv = world_org(w, ORG_SWV);
	seat_ib = world_seat(w, school, ROLE_IB);
	ib = world_account(w);
	traject = world_account(w);
	world_hold(w, ib, seat_ib, 0, INSTANT_OPEN);
	world_hold(w, traject, world_seat(w, swv, ROLE_TRAJECT), 0, INSTANT_OPEN);
	noor = world_route(w, school, "Noor", "Jansen", TODAY - 1);
	emir = world_route(w, school, "Emir", "Aydin", TODAY + 5);
	world_give(w, open_to(w, noor, seat_ib, REL_SUPERVISES));
	world_give(w, open_to(w, emir, seat_ib, REL_SUPERVISES));
	world_give(w, open_to(w, noor, traject, REL_ASSIGNED));
	world_give(w, open_to(w, world_route(w, other_school, "Yara", "Amrani", TODAY), traject, REL_ASSIGNED));
	return 0;
}

static struct seen_page sheet(int64_t account, enum role role, int64_t at)
{
	struct seen_page p;
	assert_int_equal(scope_at(world_view(w, account, role), list_of(LIST_WORK), at, NULL, &p), OK);
	return p;
}

/* How many children this reader has at a place; `late` of them too late. */
static int64_t counted(int64_t account, enum role role, int64_t at, int64_t *late)
{
	struct at_places p;
	struct act *act = world_view(w, account, role);
	assert_int_equal(scope_places(act, list_of(LIST_WORK), date_iso(act->a, TODAY), &p), OK);
	assert_true(act->looks == NULL || act->looks->n == 0);
	for (size_t i = 0; i < p.n; i++)
		if (p.v[i].place == at) {
			*late = p.v[i].late;
			return p.v[i].children;
		}
	*late = 0;
	return 0;
}

static void nobody_at(int64_t account, enum role role, int64_t at)
{
	int64_t late;
	assert_int_equal(sheet(account, role, at).n, 0);
	assert_int_equal(counted(account, role, at, &late), 0);
}

static int64_t talk(const struct record *rec, int64_t route, const char *promise)
{
	struct val v[TALK__N] = {
		[TALK_ROUTE] = val_int(route), [TALK_STATE] = val_text(S("vastgelegd")), [TALK_BY] = val_int(ib),
		[TALK_HELD_ON] = val_int(TODAY - 2), [TALK_KIND] = val_text(S("ouders")),
		[TALK_SENTENCE] = val_text(S("Het gaat beter in de klas.")), [TALK_PROMISE_BY] = val_int(TODAY + 2),
		[TALK_PROMISE] = promise == NULL ? val_null() : val_text(str_from(promise)),
	};
	for (size_t i = 0; i < TALK_PARTIES; i++)
		v[talk_parties[i].field] = val_int(1);
	return world_add(w, rec, v);
}

static void only_own_children_of_that_school(void **state)
{
	(void)state;
	int64_t late;
	struct seen_page p = sheet(ib, ROLE_IB, school);
	assert_int_equal(p.n, 2);
	assert_int_equal(p.v[0].route, noor); /* what is due first stands first */
	p = sheet(traject, ROLE_TRAJECT, school);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.v[0].route, noor);
	assert_int_equal(counted(ib, ROLE_IB, school, &late), 2);
	assert_int_equal(late, 1);
	assert_int_equal(counted(traject, ROLE_TRAJECT, school, &late), 1);
	assert_int_equal(counted(traject, ROLE_TRAJECT, other_school, &late), 1);
	nobody_at(ib, ROLE_IB, other_school);
	nobody_at(ib, ROLE_IB, swv);
	assert_int_equal(sheet(ib, ROLE_IB, 0).n, 0);
	/* In another role one has nothing of this one. */
	world_hold(w, traject, world_seat(w, other_school, ROLE_TEACHER), 0, INSTANT_OPEN);
	nobody_at(traject, ROLE_TEACHER, school);
	nobody_at(world_account(w), ROLE_NONE, school);
}

static void without_a_viewer_nothing(void **state)
{
	(void)state;
	struct seen_page p;
	struct at_places n;
	assert_int_equal(scope_at(world_act(w, NULL), list_of(LIST_WORK), school, NULL, &p), ERR_DENIED);
	assert_int_equal(scope_places(world_act(w, NULL), list_of(LIST_WORK), S("2026-01-01"), &n), ERR_DENIED);
	struct act *act = world_view(w, ib, ROLE_IB);
	struct viewer half = *act->viewer;
	half.level = LEVEL_SECOND_STEP;
	act->viewer = &half;
	assert_int_equal(scope_at(act, list_of(LIST_WORK), school, NULL, &p), ERR_DENIED);
	assert_int_equal(scope_places(act, list_of(LIST_WORK), S("2026-01-01"), &n), ERR_DENIED);
}

static void a_task_that_ended_or_is_to_come_gives_nothing(void **state)
{
	(void)state;
	int64_t stand_in = world_account(w), late;
	world_hold(w, stand_in, world_seat(w, world_org(w, ORG_SWV), ROLE_TRAJECT), 0, INSTANT_OPEN);
	struct relation to_come = open_to(w, noor, stand_in, REL_SUBSTITUTE);
	to_come.begins = w->now + 1000000;
	world_give(w, to_come);
	nobody_at(stand_in, ROLE_TRAJECT, school);
	int64_t given = world_give(w, open_to(w, emir, stand_in, REL_SUBSTITUTE));
	assert_int_equal(counted(stand_in, ROLE_TRAJECT, school, &late), 1);
	world_end(w, given);
	nobody_at(stand_in, ROLE_TRAJECT, school);
}

/* The child is still on the work list: only where it goes to school is not given away, by no list and no number. */
static void a_hidden_school_is_not_given_away(void **state)
{
	(void)state;
	int64_t shielded = world_account(w), late;
	struct seen_page all;
	world_hold(w, shielded, world_seat(w, world_org(w, ORG_SWV), ROLE_TRAJECT), 0, INSTANT_OPEN);
	struct relation hidden = open_to(w, noor, shielded, REL_ASSIGNED);
	hidden.hides = HIDE_ADDRESS;
	world_give(w, hidden);
	world_give(w, open_to(w, emir, shielded, REL_ASSIGNED));
	talk(&rec_talk_swv, noor, "Wij bellen u");
	struct seen_page p = sheet(shielded, ROLE_TRAJECT, school);
	assert_int_equal(p.n, 1);
	assert_int_equal(p.v[0].route, emir);
	assert_int_equal(counted(shielded, ROLE_TRAJECT, school, &late), 1);
	assert_int_equal(late, 0); /* it was Noor who is late */
	assert_int_equal(scope_page(world_view(w, shielded, ROLE_TRAJECT), list_of(LIST_WORK), S(""), 0, S(""), &all), OK);
	assert_int_equal(all.n, 3);
	/* Nor by a second, ordinary task for the same child: what a relation hides stays hidden. */
	world_give(w, open_to(w, noor, shielded, REL_SUBSTITUTE));
	assert_int_equal(sheet(shielded, ROLE_TRAJECT, school).n, 1);
	assert_int_equal(counted(shielded, ROLE_TRAJECT, school, &late), 1);
	/* And by what the policy of a relation hides: who is deployed does not learn the place here. */
	int64_t specialist = world_account(w);
	world_hold(w, specialist, world_seat(w, world_org(w, ORG_PROVIDER), ROLE_SPECIALIST), 0, INSTANT_OPEN);
	world_give(w, open_to(w, noor, specialist, REL_DEPLOYED));
	nobody_at(specialist, ROLE_SPECIALIST, school);
}

/* A promise stands on the sheet of who may read the part it is written in. */
static void a_promise_of_a_part_that_is_shut_is_not_there(void **state)
{
	(void)state;
	int64_t member = world_account(w), mine = world_account(w);
	talk(&rec_talk, noor, "Wij sturen u het verslag");
	talk(&rec_talk_swv, noor, "U krijgt een brief");
	talk(&rec_talk, emir, NULL);
	assert_int_equal(sheet(ib, ROLE_IB, school).n, 4);
	assert_int_equal(sheet(traject, ROLE_TRAJECT, school).n, 3);
	world_hold(w, mine, world_seat(w, world_org(w, ORG_SWV), ROLE_TRAJECT), 0, INSTANT_OPEN);
	struct relation cut = open_to(w, noor, mine, REL_ASSIGNED);
	cut.parts = PART_BIT(PART_KERN) | PART_BIT(PART_SWV);
	world_give(w, cut);
	assert_int_equal(sheet(mine, ROLE_TRAJECT, school).n, 2);
	/* The committee reads the partnership's part and has no promise to keep. */
	world_hold(w, member, world_seat(w, world_org(w, ORG_SWV), ROLE_TLV_MEMBER), 0, INSTANT_OPEN);
	world_give(w, open_to(w, noor, member, REL_COMMITTEE));
	struct seen_page p = sheet(member, ROLE_TLV_MEMBER, school);
	assert_int_equal(p.n, 1);
	assert_ptr_equal(p.v[0].row.rec, &rec_route);
}

/* By two tasks the same child stands there once. */
static void doubles_count_once(void **state)
{
	(void)state;
	int64_t late;
	world_give(w, open_to(w, noor, ib, REL_CONTACT));
	assert_int_equal(sheet(ib, ROLE_IB, school).n, 2);
	assert_int_equal(counted(ib, ROLE_IB, school, &late), 2);
}

/* What is taken along on paper was opened: the parts of the children that stand there, and of nobody else. */
static void each_child_on_the_sheet_is_a_look(void **state)
{
	(void)state;
	talk(&rec_talk, noor, "Wij sturen u het verslag");
	struct act *act = world_view(w, traject, ROLE_TRAJECT);
	struct seen_page p;
	assert_int_equal(scope_at(act, list_of(LIST_WORK), school, NULL, &p), OK);
	assert_non_null(act->looks);
	assert_int_equal(act->looks->n, 2);
	for (size_t i = 0; i < act->looks->n; i++) {
		assert_int_equal(act->looks->v[i].route, noor);
		assert_true(act->looks->v[i].part == PART_KERN || act->looks->v[i].part == PART_SCHOOL);
	}
}

static void a_sheet_has_an_end(void **state)
{
	(void)state;
	int64_t late;
	for (int i = 0; i < AT_CHILDREN_MAX; i++)
		world_give(w, open_to(w, world_route(w, school, "Kind", "Nummer", TODAY + i), seat_ib, REL_SUPERVISES));
	struct seen_page p = sheet(ib, ROLE_IB, school);
	assert_int_equal(p.n, AT_CHILDREN_MAX);
	assert_true(p.more);
	assert_int_equal(counted(ib, ROLE_IB, school, &late), AT_CHILDREN_MAX + 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(only_own_children_of_that_school, setup),
		cmocka_unit_test_setup(without_a_viewer_nothing, setup),
		cmocka_unit_test_setup(a_task_that_ended_or_is_to_come_gives_nothing, setup),
		cmocka_unit_test_setup(a_hidden_school_is_not_given_away, setup),
		cmocka_unit_test_setup(a_promise_of_a_part_that_is_shut_is_not_there, setup),
		cmocka_unit_test_setup(doubles_count_once, setup),
		cmocka_unit_test_setup(each_child_on_the_sheet_is_a_look, setup),
		cmocka_unit_test_setup(a_sheet_has_an_end, setup),
	};
	return RUN_ON_BOTH(tests, world_open);
}

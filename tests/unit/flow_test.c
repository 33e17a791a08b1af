/* Steps between states, checks, guards, fields of one role, and terms, on both databases with the plan of a child:
 * TN_TEST_PG names a PostgreSQL; without it this program fails. Expectations: law.md OPP-04 to OPP-18, access.md. */
#include "rights_world.h"

#include "along.h"
#include "change_impl.h"
#include "opp.h"
#include "route_flow.h"
#include "term.h"

struct world {
	struct rights_world w;
	int64_t ib, teacher, parent, other_parent, stranger, route, school, plan, guardian;
	int32_t today;
};

static void world_open(struct world *t, bool pg)
{
	static const struct record *const records[] = {
		&rec_region, &rec_organisation, &rec_account, &rec_seat, &rec_holds,        &rec_relation,
		&rec_route,  &rec_break_glass,  &rec_shield,  &rec_opp,  &rec_opp_agreement,
		&rec_opp_contact, &rec_opp_say, &rec_opp_say_closed, &rec_opp_goal, &rec_opp_help, &rec_opp_progress,
		&rec_opp_edition, &rec_opp_setting};
	struct str why;
	rights_world_make(&t->w, pg, 1024);
	world_fail("model", test_model(t->w.a, records, sizeof records / sizeof *records, &t->w.model, &why));
	t->today = instant_date(t->w.now);
	t->school = world_org(&t->w, ORG_SCHOOL);
	int64_t ib = world_seat(&t->w, t->school, ROLE_IB), teacher = world_seat(&t->w, t->school, ROLE_TEACHER);
	int64_t family = world_seat(&t->w, world_org(&t->w, ORG_PARENTS), ROLE_PARENT);
	int64_t far = world_seat(&t->w, world_org(&t->w, ORG_SCHOOL), ROLE_IB);
	t->ib = world_account(&t->w);
	t->teacher = world_account(&t->w);
	t->parent = world_account(&t->w);
	t->other_parent = world_account(&t->w);
	t->stranger = world_account(&t->w);
	world_hold(&t->w, t->ib, ib, 0, INSTANT_OPEN);
	world_hold(&t->w, t->teacher, teacher, 0, INSTANT_OPEN);
	world_hold(&t->w, t->parent, family, 0, INSTANT_OPEN);
	world_hold(&t->w, t->other_parent, family, 0, INSTANT_OPEN);
	world_hold(&t->w, t->stranger, far, 0, INSTANT_OPEN);
	t->route = world_route(&t->w, t->school, "Noor", "Jansen", t->today + 5);
	world_give(&t->w, open_to(&t->w, t->route, ib, REL_SUPERVISES));
	world_give(&t->w, open_to(&t->w, t->route, teacher, REL_TEACHES));
	t->guardian = world_give(&t->w, open_to(&t->w, t->route, t->parent, REL_GUARDIAN));
}

/* A whole plan in this state. */
static void make_plan(struct world *t, enum opp_state state)
{
	const struct val text = val_text(S("iets")), day = val_int(t->today - 3);
	const struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(t->route), [OPP_STATE] = flow_value(&rec_opp, (int)state), [OPP_VERSION] = val_int(1),
		[OPP_SCHOOL] = val_int(t->school), [OPP_ENROLLED] = val_int(t->today - 20),
		[OPP_DESTINATION] = val_text(S("havo")), [OPP_GROUNDS] = text, [OPP_HINDERING] = text, [OPP_PROMOTING] = text,
		[OPP_GUIDANCE] = text, [OPP_DEVIATIONS] = text, [OPP_HEARD_ON] = day, [OPP_HEARD_HOW] = text,
		[OPP_PUPIL_VIEW] = text, [OPP_PUPIL_DONE] = text, [OPP_TOLD_ON] = day, [OPP_TALKED_ON] = day,
	};
	t->plan = world_add(&t->w, &rec_opp, v);
}

static struct row plan_now(struct world *t)
{
	struct row r;
	world_fail("plan", record_by_id(world_act(&t->w, NULL), &rec_opp, t->plan, &r));
	return r;
}

static struct seen see(struct act *act, const struct row *r)
{
	struct seen s;
	world_fail("open", scope_open(act, r->rec, r->pid, false, &s));
	return s;
}

static enum err move(struct world *t, int64_t account, enum role role, enum opp_step step, struct change **c)
{
	struct str pid = str_copy(t->w.a, plan_now(t).pid);
	struct act *act = world_view(&t->w, account, role);
	struct seen s;
	enum err e = scope_open(act, &rec_opp, pid, false, &s);
	if (e != OK)
		return e;
	*c = change_begin(act, "Moved", 0);
	change_move(*c, &s, &opp_flow[step], NULL);
	return change_commit(*c);
}

static enum err answer(struct world *t, int64_t account, enum role role, const char *yes)
{
	const struct val v[AGREEMENT__N] = {
		[AGREEMENT_ROUTE] = val_int(t->route), [AGREEMENT_OPP] = val_int(t->plan), [AGREEMENT_VERSION] = val_int(1),
		[AGREEMENT_GUARDIAN] = val_int(account), [AGREEMENT_ANSWER] = val_text(str_from(yes)),
		[AGREEMENT_BECAUSE] = val_text(S("zo is het")), [AGREEMENT_GIVEN] = val_int(t->w.now)};
	struct act *act = world_view(&t->w, account, role);
	struct change *c = change_begin(act, "Answered", 0);
	struct str pid;
	int64_t id;
	world_fail("new", change_new(c, &rec_opp_agreement, v, &id, &pid));
	return change_commit(c);
}

static enum opp_state state_of(struct world *t)
{
	struct row r = plan_now(t);
	return (enum opp_state)flow_state(&r);
}

static void test_steps(void **state)
{
	struct world *t = *state;
	struct change *c;
	make_plan(t, OPP_AGREEING);
	/* not of this role, not of this school, not from this state */
	assert_int_equal(move(t, t->parent, ROLE_PARENT, OPP_ADOPT, &c), ERR_DENIED);
	assert_int_equal(move(t, t->teacher, ROLE_TEACHER, OPP_ADOPT, &c), ERR_NOT_FOUND);
	assert_int_equal(move(t, t->stranger, ROLE_IB, OPP_ADOPT, &c), ERR_NOT_FOUND);
	assert_int_equal(move(t, t->ib, ROLE_IB, OPP_ASK, &c), ERR_CONFLICT);
	/* without the agreement of the parent */
	assert_int_equal(move(t, t->ib, ROLE_IB, OPP_ADOPT, &c), ERR_INVALID);
	assert_int_equal(change_reasons(c)->n, 1);
	assert_int_equal(state_of(t), OPP_AGREEING);
	/* nobody but the parent answers */
	assert_int_equal(answer(t, t->ib, ROLE_IB, "ja"), ERR_DENIED);
	assert_int_equal(answer(t, t->other_parent, ROLE_PARENT, "ja"), ERR_INVALID);
	assert_int_equal(answer(t, t->parent, ROLE_PARENT, "nee"), OK);
	assert_int_equal(move(t, t->ib, ROLE_IB, OPP_ADOPT, &c), ERR_INVALID);
	/* one answer a version */
	assert_int_equal(answer(t, t->parent, ROLE_PARENT, "ja"), ERR_CONFLICT);
	assert_int_equal(move(t, t->ib, ROLE_IB, OPP_ADJUST, &c), OK);
	assert_int_equal(row_int(&(struct row){.rec = &rec_opp, .v = plan_now(t).v}, &opp_fields[OPP_VERSION]), 2);
}

static void test_every_parent_with_authority(void **state)
{
	struct world *t = *state;
	struct change *c;
	make_plan(t, OPP_AGREEING);
	int64_t second = world_give(&t->w, open_to(&t->w, t->route, t->other_parent, REL_GUARDIAN));
	assert_int_equal(answer(t, t->parent, ROLE_PARENT, "ja"), OK);
	assert_int_equal(move(t, t->ib, ROLE_IB, OPP_ADOPT, &c), ERR_INVALID);
	world_end(&t->w, second);
	assert_int_equal(move(t, t->ib, ROLE_IB, OPP_ADOPT, &c), OK);
	struct row r = plan_now(t);
	assert_int_equal(flow_state(&r), OPP_IN_FORCE);
	assert_int_equal(row_int(&r, &opp_fields[OPP_ADOPTED]), t->today);
	ASSERT_STR(row_text(&r, &opp_fields[OPP_DUE_TERM]), "evaluate");
}

static void test_nobody_to_agree_is_no_agreement(void **state)
{
	struct world *t = *state;
	struct change *c;
	make_plan(t, OPP_AGREEING);
	assert_int_equal(answer(t, t->parent, ROLE_PARENT, "ja"), OK);
	t->w.now += 1000;
	struct relation without = open_to(&t->w, t->route, t->other_parent, REL_GUARDIAN_WITHOUT);
	world_give(&t->w, without);
	assert_int_equal(answer(t, t->other_parent, ROLE_PARENT, "ja"), ERR_INVALID);
	world_end(&t->w, t->guardian);
	assert_int_equal(move(t, t->ib, ROLE_IB, OPP_ADOPT, &c), ERR_INVALID);
	assert_int_equal(state_of(t), OPP_AGREEING);
}

static void test_states_are_set_by_steps_only(void **state)
{
	struct world *t = *state;
	struct act *act = world_view(&t->w, t->ib, ROLE_IB);
	struct val v[OPP__N] = {[OPP_ROUTE] = val_int(t->route), [OPP_STATE] = val_text(S("vastgesteld")),
	                        [OPP_VERSION] = val_int(1), [OPP_SCHOOL] = val_int(t->school),
	                        [OPP_ENROLLED] = val_int(t->today)};
	struct str pid;
	int64_t id;
	EXPECT_BUG("later state", (void)!change_new(change_begin(act, "New", 0), &rec_opp, v, &id, &pid));
	EXPECT_BUG("steps only",
	           change_set(change_begin(act, "Set", 0), &rec_opp, 1, &opp_fields[OPP_STATE], v[OPP_STATE]));
	v[OPP_STATE] = val_null();
	struct change *c = change_begin(act, "New", 0);
	assert_int_equal(change_new(c, &rec_opp, v, &t->plan, &pid), OK);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(state_of(t), OPP_DRAFT);
	/* one plan a child */
	act = world_view(&t->w, t->ib, ROLE_IB);
	c = change_begin(act, "New", 0);
	assert_int_equal(change_new(c, &rec_opp, v, &id, &pid), OK);
	assert_int_equal(change_commit(c), ERR_INVALID);
}

static const struct stmt stmt_gone = {"DELETE FROM opp WHERE id = $1", "i", ""};

static void test_shut_for_typing(void **state)
{
	static const struct field *const fields[] = {&opp_fields[OPP_GUIDANCE]};
	static const struct form_def def = {.name = "guidance", .fields = fields, .n = 1, .submit = "Save"};
	static const enum opp_state open[] = {OPP_DRAFT, OPP_TALKED};
	struct world *t = *state;
	for (enum opp_state s = 0; s < OPP_STATES; s++) {
		make_plan(t, s);
		struct act *act = world_view(&t->w, t->ib, ROLE_IB);
		struct change *c = change_begin(act, "Saved", 0);
		struct form *f = form_new(act->a, &def);
		form_set(f, act->a, fields[0], val_text(S("anders")));
		f->rev = 1;
		change_put(c, &rec_opp, t->plan, f);
		bool may = s == open[0] || s == open[1];
		assert_int_equal(change_commit(c), may ? OK : ERR_CONFLICT);
		/* out of the way of the next one */
		struct change *away;
		struct row r = plan_now(t);
		if (flow_state(&r) != OPP_OVER) {
			act = world_act(&t->w, NULL);
			away = change_begin(act, "Gone", 0);
			change_exec(away, &stmt_gone, DB_ARGS(val_int(t->plan)), 1);
			assert_int_equal(change_commit(away), OK);
		}
	}
}

static void test_what_is_still_needed(void **state)
{
	struct world *t = *state;
	struct step steps[STEPS_MAX];
	size_t n;
	make_plan(t, OPP_AGREEING);
	struct row r = plan_now(t);
	struct str pid = str_copy(t->w.a, r.pid);
	struct act *act = world_view(&t->w, t->ib, ROLE_IB);
	r.pid = pid;
	struct seen s = see(act, &r);
	assert_int_equal(flow_steps(act, &s, steps, &n), OK);
	assert_int_equal(n, 3); /* adopt, adjust, end */
	assert_ptr_equal(steps[0].t, &opp_flow[OPP_ADOPT]);
	assert_int_equal(steps[0].may, ERR_INVALID);
	assert_int_equal(steps[0].why.n, 1);
	assert_int_equal(steps[1].may, OK);
	assert_int_equal(steps[2].may, OK); /* what is typed along is not missing yet */
	act = world_view(&t->w, t->parent, ROLE_PARENT);
	s = see(act, &r);
	assert_int_equal(flow_steps(act, &s, steps, &n), OK);
	assert_int_equal(n, 0);
}

/* A page asked something for later: rules look at their own rows, not at those. */
static void test_rules_with_something_along(void **state)
{
	static const struct stmt other = {"SELECT 41", "", "i"};
	struct world *t = *state;
	struct given g;
	const struct rows *r;
	make_plan(t, OPP_AGREEING);
	struct row plan;
	struct act *act = world_view(&t->w, t->ib, ROLE_IB);
	assert_int_equal(record_by_id(act, &rec_opp, t->plan, &plan), OK);
	struct stmt_asked *asked = stmt_ask(act, &other, DB_NO_ARGS);
	assert_int_equal(given_load(act, NULL, &plan, &g), OK);
	const struct beside *all = given_beside(&g, &rec_relation);
	assert_int_equal(all->n, 3);
	assert_int_equal(row_int(&all->v[2], &relation_fields[RELATION_GRANTEE]), t->parent);
	assert_int_equal(stmt_take(act, asked, &r), OK);
	assert_int_equal(rows_int(r, 0, 0), 41);
}

/* ---- tables, without a database ---- */

static uint32_t reached_from(const struct transition *flow, size_t n, uint32_t from)
{
	uint32_t all = from;
	for (size_t round = 0; round < n; round++)
		for (size_t i = 0; i < n; i++)
			if ((flow[i].from & all) != 0)
				all |= UINT32_C(1) << flow[i].to;
	return all;
}

static void test_routes_lead_everywhere_and_back(void **state)
{
	(void)state;
	/* but to a pupil without a question: what was asked once stays known */
	for (enum phase p = 0; p < PHASE__N; p++)
		assert_int_equal(reached_from(route_flow, ROUTE_STEPS, UINT32_C(1) << p) | PHASE_BIT(PUPIL),
		                 (UINT32_C(1) << PHASE__N) - 1);
	for (size_t i = 0; i < ROUTE_STEPS; i++)
		assert_int_not_equal(route_flow[i].to, PHASE_PUPIL);
	/* only the knooppunt can name a startklas (A3); whoever is there already may stay */
	for (size_t i = 0; i < ROUTE_STEPS; i++)
		if (route_flow[i].to == PHASE_STARTKLAS)
			assert_true(route_flow[i].from == PHASE_BIT(KNOOPPUNT) || route_flow[i].from == PHASE_BIT(BACK));
	for (size_t i = 0; i < OPP_STEPS; i++)
		assert_int_equal(opp_flow[i].from & OPP_BIT(OVER), 0);
}

static int32_t day(int32_t y, int32_t m, int32_t d)
{
	return date_from_ymd((struct ymd){y, m, d});
}

static void test_terms(void **state)
{
	(void)state;
	struct val v[OPP__N] = {[OPP_STATE] = val_text(S("concept")), [OPP_ADOPT_FROM] = val_int(day(2026, 11, 2))};
	const struct row r = {.rec = &rec_opp, .v = v};
	struct term_now t[TERMS_MAX];
	/* six weeks from Monday 2 November 2026: Monday 14 December, its last day (OPP-04) */
	assert_int_equal(terms_of(&r, day(2026, 12, 13), NULL, t), 1);
	assert_int_equal(t[0].due, day(2026, 12, 14));
	assert_int_equal(t[0].left, 1);
	assert_string_equal(t[0].rule->id, "OPP-04");
	(void)terms_of(&r, day(2026, 12, 14), NULL, t);
	assert_int_equal(t[0].left, 0);
	(void)terms_of(&r, day(2026, 12, 15), NULL, t);
	assert_int_equal(t[0].left, -1);
	/* from a Saturday it ends on a Saturday: the next ordinary day (Algemene termijnenwet art. 1) */
	v[OPP_ADOPT_FROM] = val_int(day(2026, 10, 24));
	(void)terms_of(&r, day(2026, 11, 23), NULL, t);
	assert_int_equal(t[0].due, day(2026, 12, 7));
	/* without a day to count from, and in another state: none runs */
	v[OPP_ADOPT_FROM] = val_null();
	assert_int_equal(terms_of(&r, day(2026, 11, 23), NULL, t), 0);
	v[OPP_ADOPT_FROM] = val_int(day(2026, 11, 2));
	v[OPP_STATE] = val_text(S("vastgesteld"));
	assert_int_equal(terms_of(&r, day(2026, 11, 23), NULL, t), 0);
	/* once each school year: to 31 July (OPP-06) */
	v[OPP_EVALUATE_FROM] = val_int(day(2026, 7, 31));
	(void)terms_of(&r, day(2026, 11, 23), NULL, t);
	assert_int_equal(t[0].due, day(2026, 7, 31));
	v[OPP_EVALUATE_FROM] = val_int(day(2026, 8, 1));
	(void)terms_of(&r, day(2026, 11, 23), NULL, t);
	assert_int_equal(t[0].due, day(2027, 7, 31));
}

static int sqlite_world(void **state)
{
	struct world *t = calloc(1, sizeof *t);
	world_open(t, false);
	*state = t;
	return 0;
}

static int postgres_world(void **state)
{
	struct world *t = calloc(1, sizeof *t);
	world_open(t, true);
	*state = t;
	return 0;
}

static int close_world(void **state)
{
	struct world *t = *state;
	rights_world_free(&t->w);
	free(t);
	return 0;
}

#define BOTH(f) \
	{#f " on sqlite", f, sqlite_world, close_world, NULL}, {#f " on postgres", f, postgres_world, close_world, NULL}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(test_steps),
		BOTH(test_every_parent_with_authority),
		BOTH(test_nobody_to_agree_is_no_agreement),
		BOTH(test_states_are_set_by_steps_only),
		BOTH(test_shut_for_typing),
		BOTH(test_what_is_still_needed),
		BOTH(test_rules_with_something_along),
		cmocka_unit_test(test_routes_lead_everywhere_and_back),
		cmocka_unit_test(test_terms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

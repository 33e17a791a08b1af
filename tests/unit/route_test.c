/* What the step of another record means for the route of its child, the choices on a timeline and the figures of the
 * flow chart, on both databases: TN_TEST_PG names a PostgreSQL; without it this program fails. Expectations: access.md
 * (default is no; rule 5, small numbers), systems.md A5. */
#include "rights_test.h"

#include "chart_times.h"
#include "event.h"
#include "flow.h"
#include "look.h"
#include "route_flow.h"

/* A record of the child whose step moves the route: a table of this test only. Teachers write its part, and not the
 * core. */
enum { DEED_ROUTE, DEED_STATE, DEED__N };
static const struct choice deed_states[] = {{"open", "Open", NULL}, {"gedaan", "Done", NULL}, {NULL, NULL, NULL}};
static const struct field deed_fields[DEED__N] = {
	[DEED_ROUTE] = {.name = "route", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[DEED_STATE] = {.name = "state", .type = &T_STATE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .label = "State",
		.choices = deed_states},
};
static enum err deed_moves(struct change *c, const struct row *at)
{
	return route_to(c, row_int(at, &deed_fields[DEED_ROUTE]), PHASE_AFTERCARE, "Look how it goes", 20800, SIDE_PARENTS);
}
static const struct transition deed_flow[] = {{.name = "doe", .label = "Do", .done = "Done", .from = 1, .to = 1,
	.by = UINT32_C(1) << ROLE_TEACHER | UINT32_C(1) << ROLE_IB, .undo = true, .effect = deed_moves,
	.event = "It was done"}};
static const struct record rec_deed = {.name = "deed", .label = "Deed", .fields = deed_fields, .n = DEED__N,
	.part = PART_CARD, .route = &deed_fields[DEED_ROUTE], .state = &deed_fields[DEED_STATE], .ends = 2,
	.flow = deed_flow, .n_flow = 1, .made = "A deed was asked"};
static const struct stmt deed_table = {
	"CREATE TABLE deed (id BIGINT PRIMARY KEY, pid TEXT NOT NULL, region BIGINT NOT NULL, rev BIGINT NOT NULL,"
	" route BIGINT NOT NULL, state TEXT NOT NULL)", "", ""};

static const struct record *const records[] = {&rec_region, &rec_organisation, &rec_account, &rec_seat, &rec_holds,
                                               &rec_relation, &rec_route, &rec_deed};

static int64_t school, teacher, ib, stranger, route, deed;

static int deed_open(void **state)
{
	struct str why;
	int64_t seat;
	world_open(state);
	if (model_new(w->a, records, sizeof records / sizeof *records, &w->model, &why) != OK) {
		print_error(STR_FMT, STR_ARG(why));
		return -1;
	}
	if (act_write(world_act(w, NULL), &deed_table, DB_NO_ARGS) != OK)
		return -1;
	school = world_org(w, ORG_SCHOOL);
	ib = someone(school, ROLE_IB, &seat, NULL);
	int64_t ib_seat = seat;
	teacher = someone(school, ROLE_TEACHER, &seat, NULL);
	stranger = someone(world_org(w, ORG_SCHOOL), ROLE_IB, NULL, NULL);
	route = world_route(w, school, "Noor", "Jansen", 20780);
	world_give(w, open_to(w, route, ib_seat, REL_SUPERVISES));
	world_give(w, open_to(w, route, seat, REL_TEACHES));
	const struct val v[DEED__N] = {[DEED_ROUTE] = val_int(route), [DEED_STATE] = val_text(S("open"))};
	deed = world_add(w, &rec_deed, v);
	return 0;
}

static struct row now_of(const struct record *rec, int64_t id)
{
	struct row r;
	world_fail("row", record_by_id(world_act(w, NULL), rec, id, &r));
	return r;
}

static int phase_now(void)
{
	struct row r = now_of(&rec_route, route);
	return flow_state(&r);
}

static enum err does(int64_t account, enum role role, struct str *change)
{
	struct str pid = str_copy(w->a, now_of(&rec_deed, deed).pid);
	struct act *act = world_view(w, account, role);
	struct seen s;
	enum err e = scope_open(act, &rec_deed, pid, false, &s);
	if (e != OK)
		return e;
	struct change *c = change_begin(act, "Done", CHANGE_UNDO);
	change_move(c, &s, &deed_flow[0], NULL);
	e = change_commit(c);
	*change = str_copy(w->a, change_pid(c));
	return e;
}

static void test_a_step_moves_the_route_and_takes_it_back(void **state)
{
	struct str change;
	(void)state;
	assert_int_equal(does(stranger, ROLE_IB, &change), ERR_NOT_FOUND);
	assert_int_equal(phase_now(), PHASE_KNOOPPUNT);
	/* a teacher may make no step of the route itself */
	for (size_t i = 0; i < ROUTE_STEPS; i++)
		assert_int_equal(route_flow[i].by & UINT32_C(1) << ROLE_TEACHER, 0);
	assert_int_equal(does(teacher, ROLE_TEACHER, &change), OK);
	struct row r = now_of(&rec_route, route);
	assert_int_equal(flow_state(&r), PHASE_AFTERCARE);
	assert_true(str_is(row_text(&r, &route_fields[ROUTE_ACTS]), "ouders"));
	assert_int_equal(row_int(&r, &route_fields[ROUTE_NEXT_BY]), 20800);
	assert_true(str_is(row_text(&r, &route_fields[ROUTE_NEXT_STEP]), "Look how it goes"));
	/* not by somebody else, and with the step, not without it */
	assert_int_equal(change_undo(world_view(w, ib, ROLE_IB), change), ERR_NOT_FOUND);
	assert_int_equal(change_undo(world_view(w, teacher, ROLE_TEACHER), change), OK);
	assert_int_equal(phase_now(), PHASE_KNOOPPUNT);
	struct row back = now_of(&rec_deed, deed);
	assert_int_equal(flow_state(&back), 0);
}

/* Where no step of another record led it, the state of a route is not taken back by who may not make that step. */
static void test_alone_it_is_not_taken_back(void **state)
{
	struct act *act = world_view(w, teacher, ROLE_TEACHER);
	struct change *c = change_begin(act, "Moved", CHANGE_UNDO);
	(void)state;
	assert_int_equal(route_to(c, route, PHASE_SIGNAL, "Talk", 20801, SIDE_SCHOOL), OK);
	assert_int_equal(change_commit(c), OK);
	struct str pid = str_copy(w->a, change_pid(c));
	assert_int_equal(change_undo(world_view(w, teacher, ROLE_TEACHER), pid), ERR_DENIED);
	assert_int_equal(phase_now(), PHASE_SIGNAL);
}

static bool is_deed(const struct event *e, const void *ctx)
{
	(void)ctx;
	return str_is(e->record, "deed");
}

/* What does not fit is neither given nor looked at; a part that is shut is not opened by asking for it. */
static void test_choices_on_the_timeline(void **state)
{
	struct str pid = str_copy(w->a, now_of(&rec_route, route).pid), none = {0};
	struct look_bag bag = {.n = 0};
	struct events all, some;
	struct seen s;
	(void)state;
	struct act *act = world_view(w, teacher, ROLE_TEACHER);
	assert_int_equal(scope_open(act, &rec_route, pid, false, &s), OK);
	assert_int_equal(events_page(act, &s, none, &all), OK);
	assert_true(all.n > 2);
	const struct event_filter shut = {.parts = PART_BIT(PART_SCHOOL) | PART_BIT(PART_DESKUNDIG)};
	assert_int_equal(events_filtered(act, &s, none, &shut, &some), OK);
	assert_int_equal(some.n, 0);
	assert_false(some.more);
	act->looks = &bag;
	const struct event_filter deeds = {.fits = is_deed};
	assert_int_equal(events_filtered(act, &s, none, &deeds, &some), OK);
	assert_int_equal(some.n, 1);
	assert_int_equal(bag.n, 1);
	assert_int_equal(bag.v[0].part, PART_CARD);
	act->looks = NULL;
}

/* Rule 5: nothing under 10, and rounded to 5. */
static void test_small_numbers_are_not_said(void **state)
{
	(void)state;
	for (int64_t n = 0; n < 10; n++)
		assert_int_equal(figure_said(n), 0);
	assert_int_equal(figure_said(10), 10);
	assert_int_equal(figure_said(12), 10);
	assert_int_equal(figure_said(13), 15);
	assert_int_equal(figure_said(351), 350);
	/* Nor by subtraction: of 30 of whom 27 are said, three are left. */
	assert_int_equal(figure_part(27, 30), 0);
	assert_int_equal(figure_part(21, 30), 0);
	assert_int_equal(figure_part(20, 30), 20);
	assert_int_equal(figure_part(30, 30), 30);
	assert_int_equal(figure_part(9, 30), 0);
}

/* Eleven routes stay 7 days in the phase they begin in, one 100: the middle is 7. */
static void test_how_long_routes_take(void **state)
{
	struct chart_times t;
	int64_t made[12];
	(void)state;
	assert_int_equal(chart_times(world_act(w, NULL), 1, &t), OK);
	int64_t before = t.stays[PHASE_KNOOPPUNT], loops = t.again;
	for (size_t i = 0; i < 12; i++)
		made[i] = world_route(w, school, "Kind", "Test", 20790);
	for (size_t i = 0; i < 12; i++) {
		int64_t later = i == 0 ? 100 : 7;
		w->now += later * DAY_MS;
		struct change *c = change_begin(world_act(w, NULL), "Moved", 0);
		assert_int_equal(route_to(c, made[i], PHASE_SUPPORT, "Help", 20900, SIDE_SCHOOL), OK);
		assert_int_equal(change_commit(c), OK);
		w->now -= later * DAY_MS;
	}
	w->now += 200 * DAY_MS;
	assert_int_equal(chart_times(world_act(w, NULL), 1, &t), OK);
	assert_int_equal(t.stays[PHASE_KNOOPPUNT], before + 12);
	assert_int_equal(t.median[PHASE_KNOOPPUNT], 7);
	assert_int_equal(t.again, loops);
	/* another region has nothing of it */
	assert_int_equal(chart_times(world_act(w, NULL), 2, &t), OK);
	assert_int_equal(t.routes, 0);
	assert_int_equal(t.stays[PHASE_KNOOPPUNT], 0);
	w->now -= 200 * DAY_MS;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_step_moves_the_route_and_takes_it_back),
		cmocka_unit_test(test_alone_it_is_not_taken_back),
		cmocka_unit_test(test_choices_on_the_timeline),
		cmocka_unit_test(test_small_numbers_are_not_said),
		cmocka_unit_test(test_how_long_routes_take),
	};
	return RUN_ON_BOTH(tests, deed_open);
}

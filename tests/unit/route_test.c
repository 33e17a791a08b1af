/* What the step of another record means for the route of its child, the choices on a timeline and the figures of the
 * flow chart, on both databases: TN_TEST_PG names a PostgreSQL; without it this program fails. Expectations: access.md
 * (default is no; rule 5, small numbers), systems.md A5. */
#include "rights_test.h"

#include "chart_step.h"
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

static const struct stmt one_region = {
	"INSERT INTO region (id, pid, region, rev, code, name, made) VALUES (1, 'REGION1', 1, 1, 'tst', 'Test', 0),"
	" (2, 'REGION2', 2, 1, 'two', 'Other', 0)",
	"", ""};

static const struct record *const records[] = {&rec_region, &rec_organisation, &rec_account, &rec_seat, &rec_holds,
                                               &rec_relation, &rec_route, &rec_chart_step, &rec_deed};

static int64_t school, teacher, ib, stranger, route, deed;

static int deed_open(void **state)
{
	struct str why;
	int64_t seat;
	world_open(state);
	if (test_model(w->a, records, sizeof records / sizeof *records, &w->model, &why) != OK) {
		print_error(STR_FMT, STR_ARG(why));
		return -1;
	}
	if (act_write(world_act(w, NULL), &deed_table, DB_NO_ARGS) != OK ||
	    act_write(world_act(w, NULL), &one_region, DB_NO_ARGS) != OK)
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

/* As a page reads it, after the job. */
static void counted_times(int64_t region, struct chart_times *out)
{
	struct batch *b;
	assert_int_equal(chart_times_keep(world_act(w, NULL)), OK);
	assert_int_equal(act_batch(world_act(w, NULL), &b), OK);
	size_t at = chart_times_put(b, region);
	assert_int_equal(batch_run(b), OK);
	chart_times_take(batch_rows(b, at), out);
}

/* Eleven routes stay 7 days in the phase they begin in, one 100: the middle is 7. */
static void test_how_long_routes_take(void **state)
{
	struct chart_times t;
	int64_t made[12];
	(void)state;
	counted_times(1, &t);
	int64_t before = t.stays[PHASE_KNOOPPUNT], loops = t.again, routes = t.routes;
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
	for (int i = 0; i < 2; i++) { /* counted again, it is kept once */
		counted_times(1, &t);
		assert_int_equal(t.counted, w->now);
		assert_int_equal(t.stays[PHASE_KNOOPPUNT], before + 12);
		assert_int_equal(t.median[PHASE_KNOOPPUNT], 7);
		assert_int_equal(t.routes, routes + 12);
		assert_int_equal(t.again, loops);
	}
	counted_times(2, &t); /* another region has nothing of it */
	assert_int_equal(t.routes, 0);
	assert_int_equal(t.stays[PHASE_KNOOPPUNT], 0);
	w->now -= 200 * DAY_MS;
}

/* ---- own steps of a region ---- */

static const char *refused(const char *phase, int64_t value, const char *unit, int32_t until)
{
	struct arena *a = world_act(w, NULL)->a;
	struct val v[CHART_STEP__N] = {
		[CHART_STEP_PHASE] = val_text(str_from(phase)), [CHART_STEP_NAME] = val_text(S("Huisbezoek")),
		[CHART_STEP_WHO] = val_text(S("School")), [CHART_STEP_TEXT] = val_text(S("Iemand komt thuis.")),
		[CHART_STEP_FROM] = val_int(20790)};
	if (value != 0)
		v[CHART_STEP_VALUE] = val_int(value);
	if (unit != NULL)
		v[CHART_STEP_UNIT] = val_text(str_from(unit));
	if (until != 0)
		v[CHART_STEP_UNTIL] = val_int(until);
	const struct row r = {.rec = &rec_chart_step, .v = v};
	struct reasons out = {.n = 0};
	rec_chart_step.check(&(struct given){.a = a, .row = &r, .today = 20790}, &out);
	assert_true(out.n <= 1);
	return out.n == 0 ? "" : out.v[0].field->name;
}

/* A5: regions may adapt steps and terms; legal ones can be stricter, never looser. Six weeks to decide about an
 * application (ADM-04), six for a plan (OPP-04), eight for a request (TLV-10). */
static void test_an_own_step_is_never_looser_than_the_law(void **state)
{
	(void)state;
	assert_string_equal(refused("aanmelding", 7, "weken", 0), "value");
	assert_string_equal(refused("aanmelding", 43, "dagen", 0), "value");
	assert_string_equal(refused("aanmelding", 5, "schoolweken", 0), "value"); /* a vacation would make it longer */
	assert_string_equal(refused("aanmelding", 30, "werkdagen", 0), "value");
	assert_string_equal(refused("aanmelding", 1, "maanden", 0), "value");
	assert_string_equal(refused("ondersteuning", 7, "weken", 0), "value");
	assert_string_equal(refused("tlv", 9, "weken", 0), "value");
	assert_string_equal(refused("aanmelding", 6, "weken", 0), "");
	assert_string_equal(refused("aanmelding", 42, "dagen", 0), "");
	assert_string_equal(refused("tlv", 8, "weken", 0), "");
	assert_string_equal(refused("signaal", 30, "schoolweken", 0), ""); /* no law says how long a sign may take */
}

static void test_an_own_step_is_written_whole(void **state)
{
	(void)state;
	assert_string_equal(refused("signaal", 3, NULL, 0), "unit");
	assert_string_equal(refused("signaal", 0, "weken", 0), "value");
	assert_string_equal(refused("signaal", 0, NULL, 20790), "holds_until");
	assert_string_equal(refused("signaal", 0, NULL, 20791), "");
}

static size_t steps_on(int64_t region, int32_t on, struct chart_own **own)
{
	struct act *act = world_act(w, NULL);
	const struct rule_book none = {.n = 0};
	struct batch *b;
	assert_int_equal(act_batch(act, &b), OK);
	size_t at = chart_steps_put(b, act->a, region, on);
	assert_int_equal(batch_run(b), OK);
	return chart_steps_take(act->a, act->speak, batch_rows(b, at), &none, on, own);
}

static void test_own_steps_hold_from_and_until_their_days(void **state)
{
	struct chart_own *own;
	struct val v[CHART_STEP__N] = {
		[CHART_STEP_PHASE] = val_text(S("terug")), [CHART_STEP_NAME] = val_text(S("Kennismaken")),
		[CHART_STEP_WHO] = val_text(S("Leerkracht")), [CHART_STEP_TEXT] = val_text(S("De klas weet wat helpt.")),
		[CHART_STEP_VALUE] = val_int(10), [CHART_STEP_UNIT] = val_text(S("werkdagen")),
		[CHART_STEP_FROM] = val_int(20800), [CHART_STEP_UNTIL] = val_int(20810)};
	(void)state;
	world_add(w, &rec_chart_step, v);
	assert_int_equal(steps_on(1, 20799, &own), 0);
	assert_int_equal(steps_on(1, 20810, &own), 0);
	assert_int_equal(steps_on(2, 20805, &own), 0); /* of another region */
	assert_int_equal(steps_on(1, 20809, &own), 1);
	assert_int_equal(steps_on(1, 20800, &own), 1);
	assert_int_equal(own[0].phase, PHASE_BACK);
	assert_true(str_is(own[0].name, "Kennismaken"));
	assert_true(str_is(own[0].length, "10 werkdagen"));
}

/* The region made its own term for a decision four weeks: an older step of six is shown without it. */
static void test_an_own_step_gives_way_to_a_stricter_region(void **state)
{
	struct arena *a = world_act(w, NULL)->a;
	const struct rule *law = rule_find(S("ADM-04"), 20800);
	const struct rule_book none = {.n = 0};
	(void)state;
	assert_non_null(law);
	struct rule_book strict = book_with(a, &none, law, 4, UNIT_WEEKS, 20000, DATE_OPEN);
	const struct rule *now = book_rule(&strict, S("ADM-04"), 20800);
	assert_int_equal(now->value, 4);
	assert_false(fits_in_rule(now, 6, UNIT_WEEKS));
	assert_false(fits_in_rule(now, 29, UNIT_DAYS));
	assert_true(fits_in_rule(now, 28, UNIT_DAYS));
	assert_true(fits_in_rule(now, 4, UNIT_WEEKS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_step_moves_the_route_and_takes_it_back),
		cmocka_unit_test(test_alone_it_is_not_taken_back),
		cmocka_unit_test(test_choices_on_the_timeline),
		cmocka_unit_test(test_small_numbers_are_not_said),
		cmocka_unit_test(test_how_long_routes_take),
		cmocka_unit_test(test_an_own_step_is_never_looser_than_the_law),
		cmocka_unit_test(test_an_own_step_is_written_whole),
		cmocka_unit_test(test_own_steps_hold_from_and_until_their_days),
		cmocka_unit_test(test_an_own_step_gives_way_to_a_stricter_region),
	};
	return RUN_ON_BOTH(tests, deed_open);
}

/* Terms made anew after a region changed a rule or a school its days: on both databases, killed on the way, with
 * someone who saves meanwhile. The plan of the program, with a second term that a region may count in school days. */
#define RIGHTS_WORLD_MORE , &plan, &rec_rule_setting, &rec_vacation
#include "days.h"
#include "opp.h"
#include "terms.h"
static const struct record plan;
#include "rights_world.h"

#include "days_page.h"
#include "flow.h"
#include "rules_page.h"
#include "term.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>

/* Who meets a busy database tries again, as the dispatcher does. */
enum { PLANS = 560, MINUTE = 60 * 1000, TRIES = 20 };

static const struct term plan_terms[] = {
	{.name = "adopt", .rule = "OPP-04", .from = &opp_fields[OPP_ADOPT_FROM],
	 .states = OPP_BIT(DRAFT) | OPP_BIT(TALKED), .what = "Adopt the plan"},
	{.name = "read", .rule = "OPP-15", .from = &opp_fields[OPP_ADOPT_FROM], .states = OPP_BIT(AGREEING),
	 .what = "Read the draft"},
};

static bool is_open(const struct row *r)
{
	return !str_is(row_text(r, &opp_fields[OPP_STATE]), "afgesloten");
}

static bool is_due(const struct row *r)
{
	return is_open(r) && row_val(r, &opp_fields[OPP_DUE]).type == VAL_INT;
}

static struct str by_due(struct arena *a, const struct row *r)
{
	struct val due = row_val(r, &opp_fields[OPP_DUE]);
	return date_iso(a, due.type == VAL_INT ? (int32_t)due.i : DATE_OPEN);
}

static int64_t no_side(const struct row *r)
{
	(void)r;
	return SIDE_SCHOOL;
}

static const struct work plan_work = {.mark = WORK_PLAN, .code = "plan", .label = "Plan", .page = "/plan",
                                      .because = "It is time", .side = no_side};
static const struct list plan_lists[] = {
	{.id = 910, .name = "plans", .label = "Plans", .part = PART_SCHOOL, .open = is_open, .key = by_due},
	{.id = LIST_WORK, .name = "work", .label = "Work list", .part = PART_SCHOOL, .open = is_due, .key = by_due,
	 .work = &plan_work},
};

static void adopt_from(struct arena *a, struct val *v)
{
	(void)a;
	v[OPP_ADOPT_FROM] = v[OPP_ENROLLED];
}

static const struct record plan = {
	.name = "opp", .label = "Plan", .fields = opp_fields, .n = OPP__N, .part = PART_SCHOOL,
	.route = &opp_fields[OPP_ROUTE], .derive = adopt_from, .state = &opp_fields[OPP_STATE], .ends = OPP_BIT(OVER),
	.editable = OPP_BIT(DRAFT), .flow = opp_flow, .n_flow = OPP_STEPS, .made = "A plan was begun",
	.terms = plan_terms, .n_terms = 2, .due = &opp_fields[OPP_DUE], .due_term = &opp_fields[OPP_DUE_TERM],
	.lists = plan_lists, .n_lists = 2,
};

static const struct stmt stmt_place = {
	"INSERT INTO school (id, pid, region, rev, name, name_key, kind, brin, denomination, street, house_number,"
	" postcode, place, place_key, municipality, find_key, holidays, org)"
	" VALUES ($1, $2, 1, 1, 'School', 'school', 'bo', '99ZZ', 'openbaar', 'Weg', '1', '8601 AA', 'Merenland',"
	" 'merenland', 'Merenland', 'school', 'noord', $3)", "iti", ""};
static const struct stmt stmt_shelf = {
	"SELECT grantee, list, shelf_key, id, route, facet, until FROM shelf WHERE grantee > $1 OR (grantee = $1 AND"
	" (list > $2 OR (list = $2 AND (shelf_key > $3 OR (shelf_key = $3 AND id > $4)))))"
	" ORDER BY grantee, list, shelf_key, id LIMIT 500", "iiti", "iitiiii"};
static const struct stmt stmt_written = {
	"SELECT (SELECT count(*) FROM change_group), (SELECT count(*) FROM change_value),"
	" (SELECT count(*) FROM look), (SELECT count(*) FROM look_list), (SELECT count(*) FROM event)", "", "iiiii"};
static const struct stmt stmt_early = {"SELECT count(*) FROM opp WHERE due_term = 'adopt' AND due < $1", "t", "i"};
static const struct stmt stmt_touch = {"UPDATE opp SET due = $2 WHERE id = $1", "it", ""};

static struct {
	struct rights_world w;
	struct clock clock;
	int64_t schools[2], director, ib[2], ids[PLANS], routes[PLANS];
} t;

/* A Monday in the first weeks of the school year 2026-27, so that both vacations of the autumn lie in what runs. */
static int32_t enrolled_of(size_t i)
{
	return date_from_ymd((struct ymd){2026, 9, 7}) + (int32_t)(i % 40);
}

static void make_plan(size_t i, int64_t ib_seat)
{
	int64_t school = t.schools[i % 2], route = world_route(&t.w, school, "Noor", "Jansen", enrolled_of(i));
	int far = i == 0 ? 2050 : 0; /* its vacations are not known */
	const struct val v[OPP__N] = {
		[OPP_ROUTE] = val_int(route), [OPP_STATE] = flow_value(&plan, i % 3 == 0 ? OPP_AGREEING : OPP_DRAFT),
		[OPP_VERSION] = val_int(1), [OPP_SCHOOL] = val_int(school), [OPP_GROUNDS] = val_text(S("0")),
		[OPP_ENROLLED] = val_int(far ? date_from_ymd((struct ymd){far, 9, 7}) : enrolled_of(i))};
	world_give(&t.w, open_to(&t.w, route, ib_seat, REL_SUPERVISES));
	t.routes[i] = route;
	t.ids[i] = world_add(&t.w, &plan, v);
}

static void begin(bool pg)
{
	memset(&t, 0, sizeof t);
	rights_world_make(&t.w, pg, 4096);
	t.clock = clock_from(t.w.now);
	int64_t seats[2];
	for (int s = 0; s < 2; s++) {
		t.schools[s] = world_org(&t.w, ORG_SCHOOL);
		seats[s] = world_seat(&t.w, t.schools[s], ROLE_IB);
		t.ib[s] = world_account(&t.w);
		world_hold(&t.w, t.ib[s], seats[s], 0, INSTANT_OPEN);
		struct act *act = world_act(&t.w, NULL);
		world_fail("place", act_write(act, &stmt_place, DB_ARGS(val_int(900 + s), val_text(pid_new(act->a)),
		                                                        val_int(t.schools[s]))));
	}
	t.director = world_account(&t.w);
	world_hold(&t.w, t.director, world_seat(&t.w, world_org(&t.w, ORG_SWV), ROLE_DIRECTOR), 0, INSTANT_OPEN);
	for (size_t i = 0; i < PLANS; i++)
		make_plan(i, seats[i % 2]);
}

#define BOTH(name) \
	static void name##_sqlite(void **state) { (void)state; begin(false); name(); rights_world_free(&t.w); } \
	static void name##_postgres(void **state) { (void)state; begin(true); name(); rights_world_free(&t.w); }

/* ---- rules, days and tasks ---- */

static int64_t set_rule(const char *rule, int32_t value, const char *unit)
{
	const struct val v[RULING__N] = {
		[RULING_RULE] = val_text(str_from(rule)), [RULING_VALUE] = val_int(value),
		[RULING_UNIT] = val_text(str_from(unit)),
		[RULING_BEGINS] = val_int(date_from_ymd((struct ymd){2026, 8, 1}) + (int32_t)t.w.number++),
		[RULING_ENDS] = val_int(DATE_OPEN), [RULING_WHY] = val_text(S("Wie hulp nodig heeft wacht niet.")),
		[RULING_DECIDED_BY] = val_text(S("Het bestuur"))};
	struct str pid;
	int64_t id;
	enum err e = ERR_BUSY;
	for (int i = 0; i < TRIES && e == ERR_BUSY; i++) {
		struct change *c = change_begin(world_act(&t.w, NULL), "Made", 0);
		world_fail("rule", change_place(c, &rec_rule_setting, v, &id, &pid));
		e = change_commit(c);
	}
	world_fail("rule", e);
	return id;
}

static struct str ask(int64_t account, enum role role, const struct task_kind *kind, int64_t subject)
{
	struct str pid = {0};
	enum err e = ERR_BUSY;
	t.w.now = clock_now(&t.clock);
	for (int i = 0; i < TRIES && e == ERR_BUSY; i++) {
		struct change *c = change_begin(world_view(&t.w, account, role), "Asked", 0);
		world_fail("task", task_add(c, kind, subject, 0, &pid));
		e = change_commit(c);
	}
	world_fail("task", e);
	pid = str_copy(t.w.a, pid);
	act_end(&t.w.act);
	return pid;
}

static const struct task_kind *const kinds[] = {&task_rule, &task_days};

static enum err run_one(struct db *db, bool *ran)
{
	struct queue *q = queue_new(t.w.a, &(struct queue_args){.db = db, .model = t.w.model, .clock = &t.clock,
	                                                        .kinds = kinds, .n_kinds = 2});
	enum err e = queue_run_one(q, ran);
	queue_free(q);
	return e;
}

static void run_to_end(struct str pid, int64_t account, enum role role)
{
	struct task_row row;
	bool ran = false;
	enum err e = ERR_BUSY;
	for (int i = 0; i < TRIES && e == ERR_BUSY; i++)
		e = run_one(t.w.db, &ran);
	assert_int_equal(e, OK);
	assert_true(ran);
	assert_int_equal(task_one(world_view(&t.w, account, role), kinds, 2, pid, &row), OK);
	assert_int_equal(row.state, TASK_IS_DONE);
	assert_int_equal(row.done, row.of);
	act_end(&t.w.act);
}

static struct db *own_db(void)
{
	const struct db_options o = {.connections = 2, .cache_kib = 2048};
	struct str why;
	struct db *db;
	return db_open(t.w.f.url, &o, arena_new(16 << 20), &db, &why) == OK ? db : NULL;
}

/* ---- what must hold ---- */

static int64_t number(const struct stmt *s, const struct val *args, size_t n, size_t col)
{
	const struct rows *r;
	world_fail(s->text, act_exec(world_act(&t.w, NULL), s, args, n, &r));
	int64_t out = rows_int(r, 0, col);
	act_end(&t.w.act);
	return out;
}

/* Every day as the rule and the calendar make it now: counted here from the terms, one record at a time. */
static void every_day_is_right(int64_t rev)
{
	for (size_t i = 0; i < PLANS; i++) {
		struct act *act = world_act(&t.w, NULL);
		struct basis basis;
		struct row r;
		struct term_now v[TERMS_MAX];
		world_fail("plan", record_by_id(act, &plan, t.ids[i], &r));
		world_fail("basis", basis_load(act, t.routes[i], &basis));
		const struct term_now *first = term_first(v, terms_of(&r, instant_date(t.w.now), &basis, v));
		struct val due = row_val(&r, &opp_fields[OPP_DUE]);
		if (first == NULL ? due.type != VAL_NULL : due.type != VAL_INT || due.i != first->due)
			fail_msg("plan %zu: due %s, not %s", i, due.type == VAL_INT ? date_iso(act->a, (int32_t)due.i).p : "none",
			         first == NULL ? "none" : date_iso(act->a, first->due).p);
		assert_true(str_is(row_text(&r, &opp_fields[OPP_DUE_TERM]), first == NULL ? "" : first->term->name));
		if (rev > 0)
			assert_int_equal(r.rev, rev);
	}
}

/* The shelf as text, in its order. */
static struct str shelf_now(void)
{
	enum { BYTES = 1 << 20 };
	struct buf b;
	struct val at[4] = {val_int(INT64_MIN), val_int(0), val_text(S("")), val_int(0)};
	buf_init(&b, t.w.a, BYTES);
	for (;;) {
		const struct rows *r;
		world_fail("shelf", act_exec(world_act(&t.w, NULL), &stmt_shelf, at, 4, &r));
		for (size_t i = 0; i < r->n; i++)
			buf_printf(&b, "%lld %lld " STR_FMT " %lld %lld %lld %lld\n", (long long)rows_int(r, i, 0),
			           (long long)rows_int(r, i, 1), STR_ARG(rows_text(r, i, 2)), (long long)rows_int(r, i, 3),
			           (long long)rows_int(r, i, 4), (long long)rows_int(r, i, 5), (long long)rows_int(r, i, 6));
		if (r->n < 500)
			break;
		at[0] = val_int(rows_int(r, r->n - 1, 0));
		at[1] = val_int(rows_int(r, r->n - 1, 1));
		at[2] = val_text(str_copy(t.w.a, rows_text(r, r->n - 1, 2)));
		at[3] = val_int(rows_int(r, r->n - 1, 3));
	}
	return buf_view(&b);
}

static void shelf_is_a_rebuild(void)
{
	struct str was = shelf_now();
	for (size_t i = 0; i < PLANS; i += 40) {
		struct act *act = world_act(&t.w, NULL);
		struct conn *conn;
		world_fail("connection", act_conn(act, &conn));
		world_fail("begin", db_begin(conn));
		for (size_t k = i; k < i + 40 && k < PLANS; k++)
			world_fail("shelf", shelf_rebuild(conn, act->a, act->model, t.routes[k], t.w.now));
		world_fail("commit", db_commit(conn));
	}
	assert_true(was.n > 0);
	if (!str_eq(was, shelf_now()))
		fail_msg("the shelf is not as a rebuild makes it");
}

/* ---- cases ---- */

static int64_t before(int32_t day)
{
	return number(&stmt_early, DB_ARGS(val_text(date_iso(t.w.a, day))), 0);
}

static void a_rule_of_the_region(void)
{
	int32_t sixth_week = enrolled_of(0) + 36;
	assert_int_equal(before(sixth_week), 0);
	const struct rule_book none = {.n = 0};
	const struct rule_book will = book_with(t.w.a, &none, rule_find(S("OPP-04"), enrolled_of(0)), 5, UNIT_WEEKS,
	                                        date_from_ymd((struct ymd){2026, 8, 1}), DATE_OPEN);
	const struct refit_where where = {.region = 1, .rule = "OPP-04"};
	struct refit_foreseen seen;
	world_fail("foresee", refit_foresee(world_act(&t.w, NULL), &where, &will, &seen));
	/* All but those that parents read, a third. */
	assert_int_equal(seen.moved, PLANS - (PLANS + 2) / 3);
	assert_false(seen.cut);
	int64_t setting = set_rule("OPP-04", 5, "weken"), rows[5];
	struct str pid = ask(t.director, ROLE_DIRECTOR, &task_rule, setting);
	for (size_t i = 0; i < 5; i++)
		rows[i] = number(&stmt_written, DB_NO_ARGS, i);
	run_to_end(pid, t.director, ROLE_DIRECTOR);
	assert_true(before(sixth_week) > 0);
	every_day_is_right(1);
	/* It is no change of a record, and nobody looked at a child. */
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(number(&stmt_written, DB_NO_ARGS, i), rows[i]);
	assert_int_equal(rows[2] + rows[3], 0);
	shelf_is_a_rebuild();
}
BOTH(a_rule_of_the_region)

/* In school days, which of a far year nobody knows: that plan leaves the work list, and comes back. */
static void off_the_list_and_on(void)
{
	static const char *const units[] = {"schooldagen", "dagen"};
	for (int i = 0; i < 2; i++) {
		struct str pid = ask(t.director, ROLE_DIRECTOR, &task_rule, set_rule("OPP-15", 12, units[i]));
		run_to_end(pid, t.director, ROLE_DIRECTOR);
		struct row r;
		world_fail("plan", record_by_id(world_act(&t.w, NULL), &plan, t.ids[0], &r));
		assert_int_equal(row_val(&r, &opp_fields[OPP_DUE]).type, i == 0 ? VAL_NULL : VAL_INT);
		every_day_is_right(1);
		shelf_is_a_rebuild();
	}
}
BOTH(off_the_list_and_on)

static int64_t due_of(size_t i)
{
	struct row r;
	world_fail("plan", record_by_id(world_act(&t.w, NULL), &plan, t.ids[i], &r));
	int64_t due = row_int(&r, &opp_fields[OPP_DUE]);
	act_end(&t.w.act);
	return due;
}

/* The days of one school move the days of its own pupils, in school time only. */
static void days_of_a_school(void)
{
	run_to_end(ask(t.director, ROLE_DIRECTOR, &task_rule, set_rule("OPP-15", 12, "schooldagen")), t.director,
	           ROLE_DIRECTOR);
	int64_t was[4] = {due_of(6), due_of(3), due_of(2), due_of(1)};
	const struct val v[VACATION__N] = {
		[VACATION_ORG] = val_int(t.schools[0]), [VACATION_KIND] = val_text(S("studiedag")),
		[VACATION_BEGINS] = val_int(date_from_ymd((struct ymd){2026, 9, 17})),
		[VACATION_LAST] = val_int(date_from_ymd((struct ymd){2026, 9, 18})), [VACATION_GONE] = val_int(0)};
	int64_t vacation = world_add(&t.w, &rec_vacation, v);
	run_to_end(ask(t.ib[0], ROLE_IB, &task_days, vacation), t.ib[0], ROLE_IB);
	assert_int_equal(due_of(6), was[0] + 2); /* from Tuesday 29 September to Thursday 1 October */
	assert_int_equal(due_of(3), was[1]);     /* of the other school */
	assert_int_equal(due_of(2), was[2]);     /* counted in weeks */
	assert_int_equal(due_of(1), was[3]);
	every_day_is_right(1);
	shelf_is_a_rebuild();
	world_set(&t.w, &rec_vacation, vacation, &vacation_fields[VACATION_GONE], val_int(1));
	run_to_end(ask(t.ib[0], ROLE_IB, &task_days, vacation), t.ib[0], ROLE_IB);
	assert_int_equal(due_of(6), was[0]);
	every_day_is_right(1);
	shelf_is_a_rebuild();
}
BOTH(days_of_a_school)

/* One step, and then dead in the middle of the next: with a date written that was never committed. */
static int dies_in_a_step(void)
{
	struct refit at = {.record = 0};
	struct arena *a = arena_new(64 << 20);
	struct db *db = own_db();
	struct act act = {.db = db, .model = t.w.model, .a = a, .now = t.w.now, .door = "test", .region = 1};
	struct conn *conn;
	const struct refit_where where = {.region = 1, .rule = "OPP-04"};
	if (db == NULL || refit_step(&act, &where, &at) != OK || at.seen != REFIT_STEP)
		return 2;
	act_end(&act);
	if (db_take(db, 1000, &conn) != OK || db_begin(conn) != OK ||
	    db_exec(conn, a, &stmt_touch, DB_ARGS(val_int(t.ids[PLANS - 1]), val_text(S("1999-01-01"))), NULL) != OK)
		return 3;
	kill(getpid(), SIGKILL);
	return 4;
}

static int runs_a_task(void)
{
	bool ran;
	struct db *db = own_db();
	return db != NULL && run_one(db, &ran) == OK ? 0 : 2;
}

static pid_t child(int (*fn)(void))
{
	act_end(&t.w.act);
	pid_t p = fork();
	if (p == 0)
		_exit(fn());
	assert_true(p > 0);
	return p;
}

static void killed_and_resumed(void)
{
	int status;
	int64_t setting = set_rule("OPP-04", 5, "weken");
	struct str pid = ask(t.director, ROLE_DIRECTOR, &task_rule, setting);
	pid_t p = child(dies_in_a_step);
	assert_int_equal(waitpid(p, &status, 0), p);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	int64_t some = before(enrolled_of(0) + 36);
	assert_true(some > 0);
	/* The task itself, killed after ever longer; each time the lease must be over first. */
	for (int ms = 1; ms <= 27; ms += 13) {
		p = child(runs_a_task);
		(void)poll(NULL, 0, ms);
		kill(p, SIGKILL);
		assert_int_equal(waitpid(p, &status, 0), p);
		t.clock.shift += 2 * TASK_LEASE_MS;
	}
	bool ran;
	assert_int_equal(run_one(t.w.db, &ran), OK);
	struct task_row row;
	assert_int_equal(task_one(world_view(&t.w, t.director, ROLE_DIRECTOR), kinds, 2, pid, &row), OK);
	assert_int_equal(row.state, TASK_IS_DONE);
	act_end(&t.w.act);
	assert_true(before(enrolled_of(0) + 36) > some);
	every_day_is_right(1);
	shelf_is_a_rebuild();
}
BOTH(killed_and_resumed)

/* Saves again and again until it is told to stop; says how often, and of which plan. It leaves others a moment between
 * two saves, as people do. */
static int saves_to[2], stop_by[2];

static int saves(void)
{
	struct db *db = own_db();
	struct arena *a = arena_new(32 << 20);
	struct dice dice;
	int32_t n[PLANS] = {0};
	dice_seed(&dice, 7);
	alarm(240); /* when the test failed, nobody tells it to stop */
	struct pollfd stop = {.fd = stop_by[0], .events = POLLIN};
	while (db != NULL && poll(&stop, 1, 2) == 0) {
		size_t i = (size_t)dice_below(&dice, PLANS);
		struct act act = {.db = db, .model = t.w.model, .a = a, .now = t.w.now, .door = "test", .region = 1,
		                  .speak = {LANG_NL, AUD_PROF}};
		struct change *c = change_begin(&act, "Saved", 0);
		change_set(c, &plan, t.ids[i], &opp_fields[OPP_GROUNDS], val_text(str_printf(a, "%d", n[i] + 1)));
		change_set(c, &plan, t.ids[i], &opp_fields[OPP_ENROLLED],
		           val_int(enrolled_of(0) + (int32_t)dice_below(&dice, 60)));
		enum err e = change_commit(c);
		if (e != OK && e != ERR_BUSY)
			return 2;
		n[i] += e == OK;
		act_end(&act);
		arena_reset(a);
	}
	return write(saves_to[1], n, sizeof n) == (ssize_t)sizeof n ? 0 : 3;
}

static void saved_meanwhile(void)
{
	int status;
	int32_t n[PLANS];
	int64_t total = 0;
	assert_int_equal(pipe(saves_to) + pipe(stop_by), 0);
	pid_t p = child(saves);
	for (int32_t weeks = 5; weeks > 1; weeks--)
		run_to_end(ask(t.director, ROLE_DIRECTOR, &task_rule, set_rule("OPP-04", weeks, "weken")), t.director,
		           ROLE_DIRECTOR);
	assert_int_equal(write(stop_by[1], "x", 1), 1);
	assert_int_equal(read(saves_to[0], n, sizeof n), sizeof n);
	assert_int_equal(waitpid(p, &status, 0), p);
	assert_int_equal(status, 0);
	for (int i = 0; i < 2; i++) {
		close(saves_to[i]);
		close(stop_by[i]);
	}
	every_day_is_right(0);
	for (size_t i = 0; i < PLANS; i++) {
		struct row r;
		struct act *act = world_act(&t.w, NULL);
		world_fail("plan", record_by_id(act, &plan, t.ids[i], &r));
		assert_int_equal(r.rev, 1 + n[i]); /* each save once, and nothing but saves */
		assert_true(str_eq(row_text(&r, &opp_fields[OPP_GROUNDS]), str_printf(act->a, "%d", n[i])));
		total += n[i];
	}
	assert_true(total > 0);
	shelf_is_a_rebuild();
}
BOTH(saved_meanwhile)

#define TESTS(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_postgres)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TESTS(a_rule_of_the_region), TESTS(off_the_list_and_on), TESTS(days_of_a_school), TESTS(killed_and_resumed),
		TESTS(saved_meanwhile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

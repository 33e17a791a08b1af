/* Long work: who may ask, who may look, and that each step is done once whatever happens to who does it. On both
 * databases. */
#include "rights_world.h"

#include "queue.h"

#include <signal.h>
#include <sys/wait.h>

enum { STEPS = 6, MANY = 12, MINUTE = 60 * 1000 };

/* What a step does beside counting; NULL: nothing. */
typedef void at_step(struct task *t, int64_t step);

static struct {
	struct rights_world w;
	struct clock clock;
	at_step *hook;
	int64_t account, org, holds, seat;
} t;

static struct queue *queue_of_test(struct db *db);

/* A step leaves a row that can be there only once. */
static const struct stmt stmt_mark = {"INSERT INTO setting (name, value) VALUES ($1, $2)", "tt", ""};
static const struct stmt stmt_marks = {"SELECT COUNT(*) FROM setting WHERE name LIKE 'mark.%'", "", "i"};
static const struct stmt stmt_tries = {"SELECT tries, step FROM task ORDER BY id DESC LIMIT 1", "", "ii"};

static enum err count_steps(struct task *task)
{
	enum err e = OK;
	for (int64_t at = task->step; e == OK && at < STEPS; at++) {
		struct act *act;
		e = task_act(task, &act);
		if (e != OK)
			return e;
		struct change *c = change_begin(act, "Counted", 0);
		change_exec(c, &stmt_mark, DB_ARGS(val_text(str_printf(act->a, "mark.%lld.%lld", (long long)task->subject,
		                                                       (long long)at)),
		                                   val_text(act->viewer->name)), 1);
		task_step(task, c, at + 1, STEPS);
		e = change_commit(c);
		if (e == OK && t.hook != NULL)
			t.hook(task, at + 1);
	}
	if (e == OK)
		task_says(task, "{done} counted", task->subject + 1);
	return e;
}

static enum err always_busy(struct task *task)
{
	return task->step >= 0 ? ERR_BUSY : OK;
}

static enum err breaks(struct task *task)
{
	BUG("broken on purpose %lld", (long long)task->id);
}

static enum err refuses(struct task *task)
{
	task_says(task, "The list has no heading", 0);
	return ERR_INVALID;
}

static enum err only_looks(struct task *task)
{
	enum err e = OK;
	for (int64_t i = 1; e == OK && i <= STEPS; i++) {
		if (t.hook != NULL)
			t.hook(task, i);
		t.clock.shift += 2000;
		e = task_progress(task, i, STEPS);
	}
	return e;
}

static const struct task_kind kind_count = {.code = "count", .label = "Counting", .roles = 1u << ROLE_IB,
	.run = count_steps};
static const struct task_kind kind_busy = {.code = "busy", .label = "Busy", .roles = 1u << ROLE_IB, .run = always_busy};
static const struct task_kind kind_bug = {.code = "bug", .label = "Broken", .roles = 1u << ROLE_IB, .run = breaks};
static const struct task_kind kind_refuse = {.code = "refuse", .label = "No", .roles = 1u << ROLE_IB, .run = refuses};
static const struct task_kind kind_look = {.code = "look", .label = "Look", .roles = 1u << ROLE_IB, .run = only_looks};
static const struct task_kind kind_nobody = {.code = "nobody", .label = "Nobody", .run = count_steps};
static const struct task_kind *const kinds[] = {&kind_count, &kind_busy, &kind_bug, &kind_refuse, &kind_look,
                                               &kind_nobody};
enum { KINDS = sizeof kinds / sizeof *kinds };

static struct queue *queue_of_test(struct db *db)
{
	return queue_new(t.w.a, &(struct queue_args){.db = db, .model = t.w.model, .clock = &t.clock, .kinds = kinds,
	                                             .n_kinds = KINDS});
}

static void begin(bool pg)
{
	memset(&t, 0, sizeof t);
	rights_world_make(&t.w, pg, 2048);
	t.clock = clock_from(t.w.now);
	t.org = world_org(&t.w, ORG_SCHOOL);
	t.account = world_account(&t.w);
	t.seat = world_seat(&t.w, t.org, ROLE_IB);
	t.holds = world_hold(&t.w, t.account, t.seat, 0, INSTANT_OPEN);
}

static void later(int64_t ms)
{
	t.clock.shift += ms;
	t.w.now = clock_now(&t.clock);
}

static enum err ask_as(int64_t account, enum role role, const struct task_kind *kind, int64_t subject, int64_t org,
                       struct str *pid)
{
	t.w.now = clock_now(&t.clock);
	struct act *act = world_view(&t.w, account, role);
	struct change *c = change_begin(act, "Asked", 0);
	struct str own = {0};
	enum err e = task_add(c, kind, subject, org, &own);
	if (e == OK)
		e = change_commit(c);
	*pid = str_copy(t.w.a, own);
	act_end(act);
	return e;
}

static struct str ask(const struct task_kind *kind, int64_t subject)
{
	struct str pid;
	assert_int_equal(ask_as(t.account, ROLE_IB, kind, subject, t.org, &pid), OK);
	return pid;
}

static struct task_row look_at(struct str pid)
{
	struct task_row row;
	t.w.now = clock_now(&t.clock);
	assert_int_equal(task_one(world_view(&t.w, t.account, ROLE_IB), kinds, KINDS, pid, &row), OK);
	act_end(&t.w.act);
	return row;
}

static int64_t number(const struct stmt *s, size_t col)
{
	const struct rows *r;
	struct act *act = world_act(&t.w, NULL);
	assert_int_equal(act_exec(act, s, DB_NO_ARGS, &r), OK);
	int64_t n = rows_int(r, 0, col);
	act_end(act);
	return n;
}

static bool run_one(void)
{
	struct queue *q = queue_of_test(t.w.db);
	bool ran;
	act_end(&t.w.act);
	assert_int_equal(queue_run_one(q, &ran), OK);
	queue_free(q);
	return ran;
}

/* Another place of the same account: the change is made as `account`. */
static enum err do_own(int64_t account, void (*fn)(struct change *, struct str), struct str pid)
{
	t.w.now = clock_now(&t.clock);
	struct act *act = world_view(&t.w, account, ROLE_IB);
	struct change *c = change_begin(act, "Asked to stop", 0);
	fn(c, pid);
	enum err e = change_commit(c);
	act_end(act);
	return e;
}

#define BOTH(name) \
	static void name##_sqlite(void **state) { (void)state; begin(false); name(); rights_world_free(&t.w); } \
	static void name##_postgres(void **state) { (void)state; begin(true); name(); rights_world_free(&t.w); }

/* ---- who may ask ---- */

static void refused(void)
{
	struct str pid;
	int64_t other = world_account(&t.w);
	world_hold(&t.w, other, world_seat(&t.w, t.org, ROLE_TEACHER), 0, INSTANT_OPEN);
	assert_int_equal(ask_as(other, ROLE_TEACHER, &kind_count, 1, 0, &pid), ERR_DENIED);
	assert_int_equal(ask_as(t.account, ROLE_IB, &kind_nobody, 1, 0, &pid), ERR_DENIED);
	assert_int_equal(ask_as(t.account, ROLE_IB, &kind_count, 1, world_org(&t.w, ORG_SCHOOL), &pid), ERR_DENIED);
	assert_false(run_one());
}
BOTH(refused)

static void right_ended_before_start(void)
{
	struct str pid = ask(&kind_count, 1);
	world_set(&t.w, &rec_holds, t.holds, &holds_fields[HOLDS_ENDS], val_int(t.w.now));
	assert_true(run_one());
	struct task_row row = look_at(pid);
	assert_int_equal(row.state, TASK_IS_FAILED);
	assert_int_equal(row.error, ERR_DENIED);
	assert_true(row.said.n > 0);
	assert_int_equal(number(&stmt_marks, 0), 0);
}
BOTH(right_ended_before_start)

/* The role is held, but at another school than the one the work is for. */
static void elsewhere_is_not_here(void)
{
	struct str pid = ask(&kind_count, 1);
	int64_t second = world_seat(&t.w, world_org(&t.w, ORG_SCHOOL), ROLE_IB);
	world_hold(&t.w, t.account, second, 0, INSTANT_OPEN);
	world_set(&t.w, &rec_holds, t.holds, &holds_fields[HOLDS_ENDS], val_int(t.w.now));
	assert_true(run_one());
	assert_int_equal(look_at(pid).error, ERR_DENIED);
	assert_int_equal(number(&stmt_marks, 0), 0);
}
BOTH(elsewhere_is_not_here)

static void close_account(struct task *task, int64_t step)
{
	if (step == 2)
		world_set(&t.w, &rec_account, task->account, &account_fields[ACCOUNT_CLOSED], val_int(t.w.now - 1));
	act_end(&t.w.act);
}

static void account_closed_half_way(void)
{
	ask(&kind_count, 1);
	t.hook = close_account;
	assert_true(run_one());
	assert_int_equal(number(&stmt_marks, 0), 2);
	assert_false(run_one());
}
BOTH(account_closed_half_way)

static void others_see_nothing(void)
{
	struct task_row row;
	struct task_rows rows;
	struct str pid = ask(&kind_count, 1);
	int64_t other = world_account(&t.w);
	world_hold(&t.w, other, t.seat, 0, INSTANT_OPEN);
	assert_true(run_one());
	for (int again = 0; again < 2; again++) {
		assert_int_equal(task_one(world_view(&t.w, other, ROLE_IB), kinds, KINDS, pid, &row), ERR_NOT_FOUND);
		assert_int_equal(task_own(world_view(&t.w, other, ROLE_IB), kinds, KINDS, &rows), OK);
		assert_int_equal(rows.n, 0);
		assert_int_equal(do_own(other, task_again, pid), ERR_CONFLICT);
		pid = ask(&kind_count, 2);
		assert_int_equal(do_own(other, task_cancel, pid), ERR_CONFLICT);
	}
	assert_int_equal(task_one(world_view(&t.w, t.account, ROLE_IB), kinds, KINDS, S("00000000000000"), &row),
	                 ERR_NOT_FOUND);
}
BOTH(others_see_nothing)

/* ---- the way it goes ---- */

static void to_its_end(void)
{
	struct str pid = ask(&kind_count, 7);
	struct task_rows rows;
	assert_int_equal(look_at(pid).state, TASK_IS_WAITING);
	assert_true(run_one());
	struct task_row row = look_at(pid);
	assert_int_equal(row.state, TASK_IS_DONE);
	assert_int_equal(row.done, STEPS);
	assert_int_equal(row.of, STEPS);
	assert_int_equal(row.result, 8);
	assert_ptr_equal(row.kind, &kind_count);
	assert_true(str_is(row.said, "{done} counted"));
	assert_int_equal(number(&stmt_marks, 0), STEPS);
	assert_false(run_one());
	assert_int_equal(do_own(t.account, task_cancel, pid), ERR_CONFLICT);
	assert_int_equal(do_own(t.account, task_again, pid), ERR_CONFLICT);
	assert_int_equal(task_own(world_view(&t.w, t.account, ROLE_IB), kinds, KINDS, &rows), OK);
	assert_int_equal(rows.n, 1);
}
BOTH(to_its_end)

static void stop_at_three(struct task *task, int64_t step)
{
	if (step == 3)
		assert_int_equal(do_own(task->account, task_cancel, task->pid), OK);
}

static void cancelled(void)
{
	struct str waits = ask(&kind_count, 1);
	assert_int_equal(do_own(t.account, task_cancel, waits), OK);
	assert_int_equal(look_at(waits).state, TASK_IS_CANCELLED);
	assert_false(run_one());
	struct str runs = ask(&kind_count, 2);
	t.hook = stop_at_three;
	assert_true(run_one());
	assert_int_equal(look_at(runs).state, TASK_IS_CANCELLED);
	assert_int_equal(number(&stmt_marks, 0), 3);
	t.hook = NULL;
	assert_int_equal(do_own(t.account, task_again, runs), OK);
	assert_true(run_one());
	assert_int_equal(look_at(runs).state, TASK_IS_DONE);
	assert_int_equal(number(&stmt_marks, 0), STEPS);
	struct str looks = ask(&kind_look, 3);
	t.hook = stop_at_three;
	assert_true(run_one());
	assert_int_equal(look_at(looks).state, TASK_IS_CANCELLED);
	assert_int_equal(look_at(looks).done, 3);
}
BOTH(cancelled)

/* The first was held up longer than its lease, and the second took over: what the first still does counts
 * for nothing. */
static void taken_over(struct task *task, int64_t step)
{
	(void)task;
	if (step != 2)
		return;
	t.hook = NULL;
	later(TASK_LEASE_MS + 1);
	assert_true(run_one());
}

static void lease_over(void)
{
	struct str pid = ask(&kind_count, 1);
	t.hook = taken_over;
	assert_true(run_one());
	assert_int_equal(look_at(pid).state, TASK_IS_DONE);
	assert_int_equal(number(&stmt_marks, 0), STEPS);
	assert_false(run_one());
}
BOTH(lease_over)

static void lease_kept(struct task *task, int64_t step)
{
	struct queue *q = queue_of_test(t.w.db);
	bool ran;
	(void)task;
	later(step < STEPS ? TASK_LEASE_MS / 2 : 0);
	assert_int_equal(queue_run_one(q, &ran), OK);
	assert_false(ran);
	queue_free(q);
}

static void nobody_takes_what_runs(void)
{
	struct str pid = ask(&kind_count, 1);
	t.hook = lease_kept;
	assert_true(run_one());
	assert_int_equal(look_at(pid).state, TASK_IS_DONE);
	pid = ask(&kind_look, 2);
	assert_true(run_one());
	assert_int_equal(look_at(pid).state, TASK_IS_DONE);
}
BOTH(nobody_takes_what_runs)

/* ---- trouble ---- */

static void three_tries(void)
{
	static const struct task_kind *const bad[] = {&kind_busy, &kind_bug};
	for (size_t i = 0; i < 2; i++) {
		struct str pid = ask(bad[i], 1);
		for (int n = 0; n < TASK_TRIES; n++) {
			assert_true(run_one());
			assert_false(run_one());
			later(MINUTE);
		}
		assert_int_equal(look_at(pid).state, TASK_IS_FAILED);
		assert_true(look_at(pid).said.n > 0);
		assert_false(run_one());
	}
	struct str pid = ask(&kind_refuse, 1);
	assert_true(run_one());
	assert_int_equal(look_at(pid).state, TASK_IS_FAILED);
	assert_true(str_is(look_at(pid).said, "The list has no heading"));
	assert_int_equal(do_own(t.account, task_again, pid), OK);
	assert_int_equal(look_at(pid).state, TASK_IS_WAITING);
}
BOTH(three_tries)

static struct queue *running;
static void stop_queue(struct task *task, int64_t step)
{
	(void)task;
	if (step == 4)
		queue_stop(running);
}

static void process_ends(void)
{
	struct str pid = ask(&kind_count, 1);
	bool ran;
	running = queue_of_test(t.w.db);
	t.hook = stop_queue;
	assert_int_equal(queue_run_one(running, &ran), OK);
	queue_free(running);
	assert_int_equal(look_at(pid).state, TASK_IS_WAITING);
	assert_int_equal(number(&stmt_tries, 1), 4);
	t.hook = NULL;
	assert_true(run_one());
	assert_int_equal(look_at(pid).state, TASK_IS_DONE);
	assert_int_equal(number(&stmt_marks, 0), STEPS);
}
BOTH(process_ends)

/* ---- processes ---- */

static int work_in_child(void)
{
	struct arena *a = arena_new(16 << 20);
	struct str why;
	struct db *db;
	const struct db_options o = {.connections = 4, .cache_kib = 2048};
	if (db_open(t.w.f.url, &o, a, &db, &why) != OK)
		return 2;
	struct queue *q = queue_of_test(db);
	for (int idle = 0; idle < 3;) {
		bool ran;
		enum err e = queue_run_one(q, &ran);
		if (e != OK && e != ERR_BUSY)
			return 3;
		idle = e == OK && !ran ? idle + 1 : 0;
	}
	return 0;
}

static pid_t child(void)
{
	pid_t p = fork();
	if (p == 0)
		_exit(work_in_child());
	assert_true(p > 0);
	return p;
}

static int ended(pid_t p)
{
	int status;
	assert_int_equal(waitpid(p, &status, 0), p);
	return status;
}

static void killed_at_three(struct task *task, int64_t step)
{
	if (step == 3 && task->subject == 5)
		kill(getpid(), SIGKILL);
}

static void killed(void)
{
	struct str pid = ask(&kind_count, 5);
	t.hook = killed_at_three;
	int status = ended(child());
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	t.hook = NULL;
	assert_int_equal(look_at(pid).state, TASK_IS_RUNNING);
	assert_int_equal(look_at(pid).done, 3);
	assert_false(run_one());
	later(TASK_LEASE_MS + MINUTE);
	assert_true(run_one());
	assert_int_equal(look_at(pid).state, TASK_IS_DONE);
	assert_int_equal(number(&stmt_marks, 0), STEPS);
}
BOTH(killed)

static void many_workers(void)
{
	struct str pids[MANY];
	pid_t p[3];
	for (size_t i = 0; i < MANY; i++)
		pids[i] = ask(&kind_count, (int64_t)i);
	for (size_t i = 0; i < 3; i++)
		p[i] = child();
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(ended(p[i]), 0);
	later(MINUTE); /* what was put back because another wrote at the same moment */
	while (run_one())
		later(MINUTE);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(look_at(pids[i]).state, TASK_IS_DONE);
	assert_int_equal(number(&stmt_marks, 0), MANY * STEPS);
}
BOTH(many_workers)

#define TESTS(name) cmocka_unit_test(name##_sqlite), cmocka_unit_test(name##_postgres)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TESTS(refused), TESTS(right_ended_before_start), TESTS(elsewhere_is_not_here), TESTS(account_closed_half_way),
		TESTS(others_see_nothing), TESTS(to_its_end), TESTS(cancelled), TESTS(lease_over),
		TESTS(nobody_takes_what_runs),
		TESTS(three_tries), TESTS(process_ends), TESTS(killed), TESTS(many_workers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "queue.h"

#include "date.h"
#include "log.h"
#include "queue_sql.h"
#include "rand.h"

#include <poll.h>
#include <stdatomic.h>

enum { REST_LEAST_MS = 5, REST_MOST_MS = 10 };
enum { SECOND_MS = 1000, AGAIN_MS = 5 * SECOND_MS, STEP_BYTES = 64 << 20, RUN_BYTES = 64 << 20, DESK_BYTES = 1 << 20 };

enum next_col {
	N_ID, N_PID, N_REGION, N_KIND, N_ACCOUNT, N_ROLE, N_ORG, N_SUBJECT, N_LEASE, N_TRIES, N_STEP, N_DONE, N_TOTAL,
	N_STOP
};
static const struct stmt stmt_next = {
	"SELECT id, pid, region, kind, account, role, org, subject, lease_until, tries, step, done, total, stop FROM task"
	" WHERE ended = $1 AND lease_until <= $2 ORDER BY made, id LIMIT 1",
	"ii", "itititiiiiiiii"};
/* Whoever saw the same lease first has it. */
static const struct stmt stmt_take = {
	"UPDATE task SET state = 'running', holder = $2, lease_until = $3, tries = tries + 1,"
	" started = CASE WHEN started = 0 THEN $4 ELSE started END"
	" WHERE id = $1 AND ended = $5 AND lease_until = $6",
	"itiiii", ""};
static const struct stmt stmt_keep = {
	"UPDATE task SET lease_until = $3, done = $4, total = $5"
	" WHERE id = $1 AND holder = $2 AND state = 'running' AND stop = 0",
	"itiii", ""};
static const struct stmt stmt_step = {
	"UPDATE task SET lease_until = $3, tries = CASE WHEN step < $4 THEN 1 ELSE tries END, step = $4,"
	" done = $4, total = $5"
	" WHERE id = $1 AND holder = $2 AND state = 'running' AND stop = 0",
	"itiii", ""};
static const struct stmt stmt_end = {
	"UPDATE task SET state = $3, holder = '', ended = $4, said = $5, result = $6, error = $7, done = $8, total = $9"
	" WHERE id = $1 AND holder = $2 AND state = 'running'",
	"ittititii", ""};
static const struct stmt stmt_back = {
	"UPDATE task SET state = 'waiting', holder = '', lease_until = $3, tries = $4"
	" WHERE id = $1 AND holder = $2 AND state = 'running'",
	"itii", ""};
static const struct stmt stmt_mine = {"SELECT stop FROM task WHERE id = $1 AND holder = $2 AND state = 'running'", "it",
                                      "i"};
static const struct stmt stmt_add = {
	"INSERT INTO task (id, pid, region, kind, account, role, org, subject, state, holder, lease_until, tries, step,"
	" done, total, stop, made, started, ended, said, result, error)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', '', 0, 0, 0, 0, 0, 0, $9, 0, $10, '', 0, '')",
	"itititiiii", ""};

struct queue {
	struct queue_args args;
	struct arena *desk;   /* of what the queue itself asks the database */
	struct arena *run;    /* of one task */
	struct arena *step;   /* of one act */
	struct str holder;    /* who holds a lease: another at each taking */
	atomic_bool stopping;
};

/* What the queue knows of the task that runs. */
struct task_run {
	struct queue *q;
	struct act act;
	int region, tries;
	int64_t done, of, written; /* shown, and when that was kept last */
	int64_t acted;             /* ticks at the last task_act */
	const char *said;
	int64_t result;
};

struct queue *queue_new(struct arena *a, const struct queue_args *args)
{
	struct queue *q = ARENA_NEW(a, struct queue);
	q->args = *args;
	q->desk = arena_new(DESK_BYTES);
	q->run = arena_new(RUN_BYTES);
	q->step = arena_new(STEP_BYTES);
	return q;
}

void queue_free(struct queue *q)
{
	arena_free(q->desk);
	arena_free(q->run);
	arena_free(q->step);
}

void queue_stop(struct queue *q)
{
	atomic_store(&q->stopping, true);
}

static int64_t now_of(const struct queue *q)
{
	return clock_now(q->args.clock);
}

/* ---- asking ---- */

static bool holds_at(const struct viewer *v, enum role role, int64_t org)
{
	for (size_t i = 0; org != 0 && i < v->n_seats; i++)
		if (v->seats[i].role == role && v->seats[i].org == org)
			return true;
	return org == 0;
}

static bool may_run(const struct viewer *v, const struct task_kind *kind, int64_t org)
{
	return v != NULL && !v->reads_only && (kind->roles & 1u << v->role) != 0 && holds_at(v, v->role, org);
}

enum err task_add(struct change *c, const struct task_kind *kind, int64_t subject, int64_t org, struct str *pid)
{
	struct act *act = change_act(c);
	int64_t id;
	if (!may_run(act->viewer, kind, org))
		return ERR_DENIED;
	enum err e = db_next_id(act->db, act->region, &id);
	if (e != OK)
		return e;
	*pid = act_pid(act);
	change_exec(c, &stmt_add,
	            DB_ARGS(val_int(id), val_text(*pid), val_int(act->region), val_text(str_from(kind->code)),
	                    val_int(act->viewer->account), val_text(str_from(role_def(act->viewer->role)->code)),
	                    val_int(org), val_int(subject), val_int(act->now), val_int(INSTANT_OPEN)),
	            1);
	return OK;
}

/* ---- one statement of the queue itself, in a transaction of its own ---- */

static enum err desk_exec(struct queue *q, bool write, const struct stmt *s, const struct val *args, size_t n,
                          const struct rows **out)
{
	struct act desk = {.db = q->args.db, .a = q->desk};
	struct conn *conn;
	arena_reset(q->desk);
	enum err e = act_conn(&desk, &conn);
	if (e == OK && write)
		e = db_begin(conn);
	if (e == OK)
		e = db_exec(conn, q->desk, s, args, n, out);
	if (e == OK && write)
		e = db_commit(conn);
	if (e != OK && desk.conn != NULL)
		db_rollback(conn);
	act_end(&desk);
	return e;
}

/* ERR_CONFLICT when no row is ours any more. */
static enum err desk_write(struct queue *q, const struct stmt *s, const struct val *args, size_t n)
{
	const struct rows *r;
	enum err e = desk_exec(q, true, s, args, n, &r);
	return e == OK && r->changed == 0 ? ERR_CONFLICT : e;
}

/* ---- while it runs ---- */

enum err task_act(struct task *t, struct act **out)
{
	struct queue *q = t->own->q;
	struct act *act = &t->own->act;
	struct conn *conn;
	struct viewer *v;
	act_end(act);
	arena_reset(q->step);
	t->own->acted = clock_ticks();
	*out = act;
	*act = (struct act){.db = q->args.db, .model = q->args.model, .a = q->step, .now = now_of(q),
		.region = t->own->region, .door = t->kind->code};
	if (atomic_load(&q->stopping))
		return ERR_CONFLICT;
	enum err e = act_conn(act, &conn);
	if (e == OK)
		e = viewer_load_account(conn, q->step, t->account, t->role, act->now, &v);
	if (e != OK || !may_run(v, t->kind, t->org))
		return e == OK || e == ERR_NOT_FOUND ? ERR_DENIED : e;
	act->viewer = v;
	act->speak = (struct speak){v->lang, role_def(v->role)->audience};
	return OK;
}

void task_rest(const struct task *t)
{
	int64_t ms = (clock_ticks() - t->own->acted) / 2000;
	(void)poll(NULL, 0, ms < REST_LEAST_MS ? REST_LEAST_MS : ms > REST_MOST_MS ? REST_MOST_MS : (int)ms);
}

enum err task_progress(struct task *t, int64_t done, int64_t of)
{
	struct task_run *own = t->own;
	int64_t now = now_of(own->q);
	own->done = done;
	own->of = of;
	if (atomic_load(&own->q->stopping))
		return ERR_CONFLICT;
	if (own->written != 0 && now - own->written >= 0 && now - own->written < SECOND_MS)
		return OK;
	own->written = now;
	return desk_write(own->q, &stmt_keep,
	                  DB_ARGS(val_int(t->id), val_text(own->q->holder), val_int(now + TASK_LEASE_MS), val_int(done),
	                          val_int(of)));
}

void task_step(struct task *t, struct change *c, int64_t step, int64_t of)
{
	struct task_run *own = t->own;
	own->done = step;
	own->of = of;
	change_exec(c, &stmt_step,
	            DB_ARGS(val_int(t->id), val_text(own->q->holder), val_int(change_now(c) + TASK_LEASE_MS), val_int(step),
	                    val_int(of)),
	            1);
}

void task_says(struct task *t, const char *text, int64_t result)
{
	t->own->said = text;
	t->own->result = result;
}

/* ---- taking and ending ---- */

static enum err finish(struct task *t, enum task_state state, const char *said, enum err error)
{
	struct task_run *own = t->own;
	enum err e = desk_write(own->q, &stmt_end,
	                        DB_ARGS(val_int(t->id), val_text(own->q->holder),
	                                val_text(str_from(task_state_codes[state])),
	                                val_int(now_of(own->q)), val_text(str_from(said != NULL ? said : "")),
	                                val_int(own->result), val_text(str_from(error == OK ? "" : err_name(error))),
	                                val_int(own->done), val_int(own->of)));
	return e == ERR_CONFLICT ? OK : e; /* another has it: theirs to end */
}

static enum err put_back(struct task *t, int64_t not_before, int tries)
{
	enum err e = desk_write(t->own->q, &stmt_back,
	                        DB_ARGS(val_int(t->id), val_text(t->own->q->holder), val_int(not_before), val_int(tries)));
	return e == ERR_CONFLICT ? OK : e;
}

static enum err again_or_over(struct task *t, enum err why)
{
	struct queue *q = t->own->q;
	if (t->own->tries >= TASK_TRIES)
		return finish(t, TASK_IS_FAILED, N_("It was tried three times and did not get to its end"), why);
	return put_back(t, now_of(q) + AGAIN_MS * t->own->tries, t->own->tries);
}

/* A step was refused, or never tried: who was it? */
static enum err stopped(struct task *t)
{
	struct queue *q = t->own->q;
	const struct rows *r;
	enum err e =
		desk_exec(q, false, &stmt_mine, DB_ARGS(val_int(t->id), val_text(q->holder)), &r);
	if (e != OK || r->n == 0)
		return e; /* lost: nothing of it is ours */
	if (rows_int(r, 0, 0) != 0)
		return finish(t, TASK_IS_CANCELLED, NULL, OK);
	if (atomic_load(&q->stopping))
		return put_back(t, 0, t->own->tries - 1);
	return again_or_over(t, ERR_CONFLICT); /* a record was changed by someone else meanwhile */
}

static enum err settle(struct task *t, enum err how)
{
	const char *said = t->own->said;
	switch (how) {
	case OK:
		return finish(t, TASK_IS_DONE, said, OK);
	case ERR_CONFLICT:
		return stopped(t);
	case ERR_BUSY:
	case ERR_DOWN:
		return again_or_over(t, how);
	case ERR_DENIED:
		if (said == NULL)
			said = N_("Whoever asked for this lost the role or the account for it before it was done");
		return finish(t, TASK_IS_FAILED, said, how);
	default:
		return finish(t, TASK_IS_FAILED, said, how);
	}
}

void queue_let_go(struct queue *q)
{
	db_give_left(q->args.db);
}

/* A BUG() in a kind ends that run only. Such a task is tried again: the next time may go by. */
static enum err run_kind(struct task *t)
{
	struct act *act;
	struct trap trap;
	volatile enum err e = ERR_BUSY;
	if (trap_set(&trap) == 0) {
		enum err first = task_act(t, &act);
		e = first == OK ? t->kind->run(t) : first;
	}
	trap_clear(&trap);
	act_end(&t->own->act);
	return e;
}

static enum err begin(struct queue *q, const struct rows *r, struct task **out)
{
	struct arena *a = q->run;
	int64_t now = now_of(q), lease = rows_int(r, 0, N_LEASE);
	struct task *t = *out = ARENA_NEW(a, struct task);
	t->own = ARENA_NEW(a, struct task_run);
	*t = (struct task){.id = rows_int(r, 0, N_ID), .account = rows_int(r, 0, N_ACCOUNT), .org = rows_int(r, 0, N_ORG),
		.subject = rows_int(r, 0, N_SUBJECT), .pid = str_copy(a, rows_text(r, 0, N_PID)),
		.step = rows_int(r, 0, N_STEP),
		.boxed = q->args.boxed, .a = a, .own = t->own};
	*t->own = (struct task_run){.q = q, .region = (int)rows_int(r, 0, N_REGION),
		.tries = (int)rows_int(r, 0, N_TRIES) + 1,
		.done = rows_int(r, 0, N_DONE), .of = rows_int(r, 0, N_TOTAL)};
	t->kind = task_kind_of(q->args.kinds, q->args.n_kinds, rows_text(r, 0, N_KIND));
	if (!role_parse(rows_text(r, 0, N_ROLE), &t->role))
		t->role = ROLE_NONE;
	q->holder = pid_new(a);
	return desk_write(q, &stmt_take,
	                  DB_ARGS(val_int(t->id), val_text(q->holder), val_int(now + TASK_LEASE_MS), val_int(now),
	                          val_int(INSTANT_OPEN), val_int(lease)));
}

static enum err do_task(struct task *t, bool asked_to_stop)
{
	int64_t began = clock_ticks();
	if (asked_to_stop)
		return finish(t, TASK_IS_CANCELLED, NULL, OK);
	if (t->kind == NULL)
		return finish(t, TASK_IS_FAILED, N_("This version of the program does not know this kind of work"),
		              ERR_NOT_FOUND);
	if (t->own->tries > TASK_TRIES)
		return finish(t, TASK_IS_FAILED, N_("It was tried three times and did not get to its end"), ERR_IO);
	enum err how = run_kind(t), e = settle(t, how);
	log_line(how == OK ? LOG_INFO : LOG_WARN, "task", "kind=%s id=%lld result=\"%s\" tries=%d done=%lld ms=%lld",
	         t->kind->code, (long long)t->id, err_name(how), t->own->tries, (long long)t->own->done,
	         (long long)((clock_ticks() - began) / 1000));
	return e;
}

enum err queue_run_one(struct queue *q, bool *ran)
{
	const struct rows *r;
	struct task *t;
	*ran = false;
	arena_reset(q->run);
	enum err e = desk_exec(q, false, &stmt_next, DB_ARGS(val_int(INSTANT_OPEN), val_int(now_of(q))), &r);
	if (e != OK || r->n == 0)
		return e;
	bool asked_to_stop = rows_int(r, 0, N_STOP) != 0;
	e = begin(q, r, &t);
	if (e != OK)
		return e == ERR_CONFLICT ? ERR_BUSY : e; /* another was first: look again */
	*ran = true;
	return do_task(t, asked_to_stop);
}

/* Long work: asked by a person, done by the jobs process, shown while it runs, with a result that stays. A task holds
 * ids only. It runs as who asked, in the role it was asked in, and rights are read again at its start and at each step.
 *
 * A module names its kinds in its row of struct module (.tasks) and asks for one in a change of its own:
 *
 *     struct change *c = change_begin(act, N_("The list is being read"), 0);
 *     e = task_add(c, &task_duo, batch, 0, &pid);
 *     ... req_commit(req, c, "/taak/" STR_FMT, STR_ARG(pid));
 *
 * What runs is a loop of steps. A step is one transaction, and says in it how far the task is:
 *
 *     for (int64_t at = t->step; e == OK && at < n; at++) {
 *         struct act *act;
 *         e = task_act(t, &act);                  // fresh memory, time and rights
 *         if (e != OK)
 *             break;
 *         struct change *c = change_begin(act, N_("School brought up to date"), 0);
 *         ...
 *         task_step(t, c, at + 1, n);
 *         e = change_commit(c);
 *     }
 *     task_says(t, N_("{done} schools are up to date"), batch);
 *
 * A process can be killed at any moment: after the lease another takes the task and calls .run with t->step as the last
 * one that was committed. So a kind goes on from t->step, or does the same again without harm. Work without a
 * transaction per step (counting, computing) calls task_progress at least every 30 seconds. */
#ifndef TN_QUEUE_H
#define TN_QUEUE_H

#include "boxed.h"
#include "change.h"
#include "clock.h"

enum { TASK_TRIES = 3, TASK_LEASE_MS = 60 * 1000 };

enum task_state {
	TASK_IS_NONE = 0, TASK_IS_WAITING, TASK_IS_RUNNING, TASK_IS_DONE, TASK_IS_FAILED, TASK_IS_CANCELLED, TASK_IS__N
};

struct task;
/* OK: done. ERR_CONFLICT of a step: cancelled, stopping, or another has it: return it at once. ERR_BUSY and ERR_DOWN:
 * tried again a little later. Any other: failed, with what task_says said and `.advice` of the kind. */
typedef enum err task_fn(struct task *t);
/* The path of the page that shows the result, for this reader at this moment; ERR_NOT_FOUND: nothing for them there. */
typedef enum err task_link(struct act *act, int64_t subject, int64_t result, struct str *path);

struct task_kind {
	const char *code;   /* [a-z_]+, stays in the database */
	const char *label;  /* English, for tr(): "Schools from the list of DUO" */
	uint32_t roles;     /* bit per role that may ask for it and for which it runs; 0: nobody */
	task_fn *run;
	task_link *link;    /* NULL: there is nothing to look at */
	const char *advice; /* English, for tr(): what to do when it failed */
};

struct task_run;
/* What runs. A kind reads it and writes nothing in it. */
struct task {
	const struct task_kind *kind;
	int64_t id, account, org, subject;
	struct str pid;
	enum role role;
	int64_t step;         /* the last that task_step committed; 0 at the first start */
	struct boxed *boxed;  /* to have files read in a box */
	struct arena *a;      /* lives as long as this run; each act has memory of its own */
	struct task_run *own;
};

/* A new task in the transaction of `c`, asked by the viewer of its act in the active role. `subject` is the id of what
 * it is about, `org` an organisation at which that role must still be held when it runs (0: none in particular). *pid
 * lives with the act. ERR_DENIED: this role may not ask for it, or not there. */
enum err task_add(struct change *c, const struct task_kind *kind, int64_t subject, int64_t org,
                  struct str *pid) MUST_CHECK;

/* An act as who asked: of this moment, with empty memory and the rights read again. The one given before is over.
 * ERR_DENIED: the account was closed, or the role ended; ERR_CONFLICT: as task_progress. */
enum err task_act(struct task *t, struct act **out) MUST_CHECK;
/* Keeps the lease and shows how far it is; writes at most once a second, so it may be called for every row. `of` 0: not
 * known. ERR_CONFLICT: it was cancelled, the process stops, or the lease was lost: return at once. */
enum err task_progress(struct task *t, int64_t done, int64_t of) MUST_CHECK;
/* The same in the transaction of a step, which t->step is kept in: both happen, or neither. The commit is ERR_CONFLICT
 * when the task is no longer ours. A task that came to a next step has all its tries again. */
void task_step(struct task *t, struct change *c, int64_t step, int64_t of);
/* Rests for half of what the step since task_act took, from 5 to 10 ms: where one at a time may write (SQLite), whoever
 * saves comes between two steps. For work of many steps. */
void task_rest(const struct task *t);
/* What its page says at the end, English for tr(), with the slots {done} and {of}; a literal. `result` is handed to
 * .link, beside the subject. The last one stands, also when .run returns an error: then it says why. */
void task_says(struct task *t, const char *text, int64_t result);

/* ---- the one who runs them ---- */

struct queue_args {
	struct db *db;
	const struct model *model;
	const struct clock *clock;
	const struct task_kind *const *kinds;
	size_t n_kinds;
	struct boxed *boxed;  /* may be NULL in a test */
};
struct queue;
/* One per thread that runs tasks, in `a`; what it holds beside goes with queue_free. */
struct queue *queue_new(struct arena *a, const struct queue_args *args);
void queue_free(struct queue *q);
/* Takes the oldest task that waits, or whose lease is over, and runs it to its end; *ran tells whether there was one.
 * Safe with any number of queues on one database. */
enum err queue_run_one(struct queue *q, bool *ran) MUST_CHECK;
/* After queue_run_one, also when a BUG left it: gives back every connection that this thread still holds. */
void queue_let_go(struct queue *q);
/* From another thread: what runs stops at its next step and waits for another process, without a try lost. */
void queue_stop(struct queue *q);

/* ---- for pages: one's own tasks ---- */

struct task_row {
	struct str pid;
	const struct task_kind *kind; /* NULL: of another version of the program */
	enum task_state state;
	int64_t subject, result, done, of, made, started, ended;
	bool stopping;                /* someone asked to cancel what still runs */
	struct str said;              /* English, for tr(); empty: nothing */
	enum err error;
};
struct task_rows {
	const struct task_row *v;
	size_t n;
};
/* Those of the viewer, the newest first, at most 100. `kinds` as in queue_args. */
enum err task_own(struct act *act, const struct task_kind *const *kinds, size_t n_kinds,
                  struct task_rows *out) MUST_CHECK;
/* One of them; ERR_NOT_FOUND for anybody else's. */
enum err task_one(struct act *act, const struct task_kind *const *kinds, size_t n_kinds, struct str pid,
                  struct task_row *out) MUST_CHECK;
/* Own tasks only, in the transaction of `c`; ERR_CONFLICT at commit when it already ended. What runs stops at its next
 * step; what waits is over at once. */
void task_cancel(struct change *c, struct str pid);
/* A failed or cancelled task of one's own goes on from its last step; ERR_CONFLICT at commit when it is neither. */
void task_again(struct change *c, struct str pid);

#endif

/* One's own tasks, for pages. */
#include "date.h"
#include "queue_sql.h"

const char *const task_state_codes[TASK_IS__N] = {
	[TASK_IS_NONE] = "", [TASK_IS_WAITING] = "waiting", [TASK_IS_RUNNING] = "running", [TASK_IS_DONE] = "done",
	[TASK_IS_FAILED] = "failed", [TASK_IS_CANCELLED] = "cancelled"};

#define OWN_COLS \
	"SELECT pid, kind, state, subject, result, done, total, made, started, ended, stop, said, error FROM task"
#define OWN_TYPES "tttiiiiiiiitt"
enum own_col { O_PID, O_KIND, O_STATE, O_SUBJECT, O_RESULT, O_DONE, O_TOTAL, O_MADE, O_STARTED, O_ENDED, O_STOP, O_SAID,
	O_ERROR };
static const struct stmt stmt_own = {OWN_COLS " WHERE account = $1 ORDER BY made DESC, id DESC LIMIT 100", "i",
                                     OWN_TYPES};
static const struct stmt stmt_one = {OWN_COLS " WHERE pid = $1 AND account = $2", "ti", OWN_TYPES};
static const struct stmt stmt_cancel = {
	"UPDATE task SET stop = 1, state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END,"
	" ended = CASE WHEN state = 'waiting' THEN $3 ELSE ended END WHERE pid = $1 AND account = $2 AND ended = $4",
	"tiii", ""};
static const struct stmt stmt_again = {
	"UPDATE task SET state = 'waiting', stop = 0, holder = '', lease_until = 0, tries = 0, ended = $3, said = '',"
	" error = '' WHERE pid = $1 AND account = $2 AND state IN ('failed', 'cancelled')",
	"tii", ""};

const struct task_kind *task_kind_of(const struct task_kind *const *kinds, size_t n, struct str code)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(code, kinds[i]->code))
			return kinds[i];
	return NULL;
}

static enum task_state state_of(struct str code)
{
	for (enum task_state s = TASK_IS_WAITING; s < TASK_IS__N; s++)
		if (str_is(code, task_state_codes[s]))
			return s;
	return TASK_IS_NONE;
}

static enum err error_of(struct str name)
{
	for (enum err e = OK; e < ERR__N; e++)
		if (str_is(name, err_name(e)))
			return e;
	return OK;
}

static struct task_row row_of(const struct rows *r, size_t i, const struct task_kind *const *kinds, size_t n)
{
	return (struct task_row){
		.pid = rows_text(r, i, O_PID), .kind = task_kind_of(kinds, n, rows_text(r, i, O_KIND)),
		.state = state_of(rows_text(r, i, O_STATE)), .subject = rows_int(r, i, O_SUBJECT),
		.result = rows_int(r, i, O_RESULT), .done = rows_int(r, i, O_DONE), .of = rows_int(r, i, O_TOTAL),
		.made = rows_int(r, i, O_MADE), .started = rows_int(r, i, O_STARTED), .ended = rows_int(r, i, O_ENDED),
		.stopping = rows_int(r, i, O_STOP) != 0, .said = rows_text(r, i, O_SAID),
		.error = error_of(rows_text(r, i, O_ERROR)),
	};
}

enum err task_own(struct act *act, const struct task_kind *const *kinds, size_t n_kinds, struct task_rows *out)
{
	const struct rows *r;
	*out = (struct task_rows){0};
	enum err e = act_exec(act, &stmt_own, DB_ARGS(val_int(act->viewer->account)), &r);
	if (e != OK)
		return e;
	struct task_row *v = ARENA_ARRAY(act->a, struct task_row, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = row_of(r, i, kinds, n_kinds);
	*out = (struct task_rows){v, r->n};
	return OK;
}

enum err task_one(struct act *act, const struct task_kind *const *kinds, size_t n_kinds, struct str pid,
                  struct task_row *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_one, DB_ARGS(val_text(pid), val_int(act->viewer->account)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*out = row_of(r, 0, kinds, n_kinds);
	return e;
}

void task_cancel(struct change *c, struct str pid)
{
	const struct act *act = change_act(c);
	change_exec(c, &stmt_cancel,
	            DB_ARGS(val_text(pid), val_int(act->viewer->account), val_int(act->now), val_int(INSTANT_OPEN)), 1);
}

void task_again(struct change *c, struct str pid)
{
	const struct act *act = change_act(c);
	change_exec(c, &stmt_again, DB_ARGS(val_text(pid), val_int(act->viewer->account), val_int(INSTANT_OPEN)), 1);
}

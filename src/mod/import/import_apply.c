/* Putting in what was decided: change by change, each with the rows that it did, so that it can stop anywhere. */
#include "import_store.h"

enum { CHANGE_BYTES = 48 << 20, BUSY_TRIES = 8 };

/* One change of at most kind->per_change rows. *left is false when nothing was left to do. */
static enum err apply_some(struct act *act, const struct import_kind *kind, int64_t import, struct task *t, bool *left)
{
	struct import_row *rows;
	void *memory = NULL;
	int64_t done = 0, of = 0;
	size_t n;
	enum err e = import_rows_left(act, kind, import, kind->per_change, &rows, &n);
	if (e == OK && t != NULL)
		e = import_progress(act, import, &done, &of);
	*left = e != OK || n > 0;
	if (e != OK || n == 0)
		return e;
	struct change *c = change_begin(act, kind->done, 0);
	for (size_t i = 0; e == OK && i < n; i++) {
		e = kind->apply(act, c, &rows[i], &memory);
		import_row_done(c, import, rows[i].n);
	}
	if (e == OK && t != NULL)
		task_step(t, c, done + (int64_t)n, of);
	return e == OK ? change_commit(c) : e;
}

static enum err end_it(struct act *act, const struct import_kind *kind, int64_t import)
{
	struct row now;
	enum err e = import_by_id(act, import, &now);
	if (e != OK || import_stage(&now) != IMPORT_BUSY)
		return e;
	struct change *c = change_begin(act, kind->done, 0);
	change_set_at(c, &now, &import_fields[IMPORT_STAGE], import_stage_val(IMPORT_APPLIED));
	change_set_at(c, &now, &import_fields[IMPORT_ENDED], val_int(act->now));
	if (kind->personal)
		import_rows_drop(c, import);
	return change_commit(c);
}

/* Memory of its own per change; the connection is that of the whole act. */
static enum err with_own_memory(struct act *act, const struct import_kind *kind, int64_t import, bool *left)
{
	struct conn *conn;
	enum err e = act_conn(act, &conn);
	struct act part = *act;
	if (e != OK)
		return e;
	part.a = arena_new(CHANGE_BYTES);
	e = apply_some(&part, kind, import, NULL, left);
	if (e == OK && !*left)
		e = end_it(&part, kind, import);
	arena_free(part.a);
	return e;
}

static enum err apply_now(struct act *act, const struct import_kind *kind, int64_t import)
{
	bool left = true;
	int tries = 0;
	enum err e = OK;
	while (left && (e == OK || (e == ERR_BUSY && ++tries < BUSY_TRIES)))
		e = with_own_memory(act, kind, import, &left);
	return e;
}

enum err import_apply(struct act *act, const struct import_kind *kind, int64_t import, struct task *t)
{
	bool left = true;
	enum err e = OK;
	if (t == NULL)
		return apply_now(act, kind, import);
	while (e == OK && left) {
		e = task_act(t, &act);
		if (e == OK)
			e = apply_some(act, kind, import, t, &left);
		if (e == OK && !left)
			e = end_it(act, kind, import);
	}
	return e;
}

enum err import_run(struct act *act, const struct import_kind *kind, int64_t import)
{
	struct row now;
	enum err e = import_by_id(act, import, &now);
	if (e != OK)
		return e;
	struct change *c = change_begin(act, kind->done, 0);
	change_set_at(c, &now, &import_fields[IMPORT_STAGE], import_stage_val(IMPORT_BUSY));
	e = change_commit(c);
	return e == OK ? import_apply(act, kind, import, NULL) : e;
}

/* Whoever asked for it stopped it on its page: then there is nothing to try again. */
static bool stopped_by_hand(struct task *t)
{
	struct act *act;
	struct row now;
	int64_t done, of;
	enum err e = task_act(t, &act);
	if (e == OK)
		e = import_by_id(act, t->subject, &now);
	if (e != OK || import_stage(&now) == IMPORT_BUSY)
		return false;
	e = import_progress(act, t->subject, &done, &of);
	return e == OK && task_progress(t, done, of) == OK; /* the step that was refused did nothing */
}

enum err import_task(struct task *t, const struct import_kind *kind)
{
	enum err e = import_apply(NULL, kind, t->subject, t);
	bool all = e == OK;
	if (e == ERR_CONFLICT && stopped_by_hand(t))
		e = OK;
	task_says(t, all ? N_("All rows are put in.") : N_("{done} of {of} rows are put in."), t->subject);
	return e;
}

/* The job that destroys what two persons agreed on: a part of one child is one transaction, and each is asked anew
 * before it goes. */
#include "retain.h"

#include "access.h"
#include "date.h"
#include "erase.h"
#include "flow.h"

#define F(f) (&run_fields[RUN_##f])
#define I(f) (&item_fields[ITEM_##f])
enum { LINK_TOLD = 8 };

static const struct stmt stmt_total = {
	"SELECT count(*), count(DISTINCT route_id), coalesce(sum(n_rows), 0), coalesce(sum(files), 0) FROM retention_item"
	" WHERE run = $1 AND result = 'vernietigd'", "i", "iiii"};
static const struct stmt stmt_left = {
	"SELECT count(*) FROM retention_item WHERE run = $1 AND coalesce(result, '') <> 'vernietigd'", "i", "i"};

/* Confirmed on this day or one of those before it: what a clock carried away is not what was confirmed. */
static bool in_time(const struct act *act, const struct row *run)
{
	int64_t at = row_int(run, F(CONFIRMED_AT));
	return at <= act->now && instant_date(act->now) <= instant_date(at) + CLOCK_STEP_DAYS;
}

/* Of one item, in the act that its transaction is of. */
struct piece {
	int64_t id, step, of; /* and where the task stands behind it */
};

static enum err settle(struct task *t, struct change *c, const struct piece *p, const char *result, int64_t rows)
{
	change_set(c, &rec_retention_item, p->id, I(RESULT), val_text(str_from(result)));
	if (rows >= 0)
		change_set(c, &rec_retention_item, p->id, I(ROWS), val_int(rows));
	task_step(t, c, p->step, p->of);
	return change_commit(c);
}

static enum err leave(struct task *t, const struct piece *p, const char *why)
{
	struct act *act;
	enum err e = task_act(t, &act);
	if (e != OK)
		return e;
	return settle(t, change_begin(act, N_("A part of a dossier was not destroyed"), 0), p, why, -1);
}

/* Why it stays after all, as a code of item.result; NULL: nothing keeps it. */
static enum err asked_anew(struct act *act, const struct row *item, enum part part, const char **why)
{
	struct hold held;
	const struct hold_but but = {row_int(item, I(RUN)), row_int(item, I(REQUEST))};
	int64_t route = row_int(item, I(ROUTE));
	bool still = true;
	enum err e = retain_held(act, route, part, but, &held);
	*why = e == OK && held.why.n > 0 ? "vastgehouden" : NULL;
	if (e == OK && *why == NULL && but.request != 0) {
		e = retain_asked_still(act, but.request, &still);
		*why = still ? NULL : "ingetrokken";
	} else if (e == OK && *why == NULL)
		e = retain_ripe_one(act, route, part);
	if (e == ERR_CONFLICT)
		*why = "termijn";
	return e == ERR_CONFLICT ? OK : e;
}

/* ERR_INVALID of the commit: the core, while another part holds something. ERR_NOT_FOUND: the child went before. */
static enum err destroy(struct task *t, const struct piece *p, struct str run)
{
	const char *why;
	struct erased size;
	struct act *act;
	struct row item;
	enum err e = task_act(t, &act);
	if (e == OK)
		e = plain_by_id(act, &rec_retention_item, p->id, &item);
	if (e != OK || flow_state(&item) != ITEM_GOES || row_text(&item, I(RESULT)).n > 0)
		return e;
	enum part part = part_of_code(row_text(&item, I(PART)));
	e = asked_anew(act, &item, part, &why);
	if (e != OK || why != NULL)
		return e != OK ? e : leave(t, p, why);
	e = erase_size(act, row_int(&item, I(ROUTE)), part, &size);
	if (e != OK)
		return e;
	struct change *c = change_begin(act, N_("A part of a dossier was destroyed"), 0);
	erase_of_run(c, run);
	erase_part(c, row_int(&item, I(ROUTE)), part,
	           row_int(&item, I(REQUEST)) != 0 ? N_("Destroyed, because it was asked for")
	                                           : N_("Destroyed, because the term of keeping was over"));
	e = settle(t, c, p, "vernietigd", size.rows);
	return e == ERR_INVALID || e == ERR_NOT_FOUND ? leave(t, p, "kern") : e;
}

static struct val proof_of(struct arena *a, const struct tombstone *last)
{
	struct buf hex;
	buf_init(&hex, a, 64);
	for (size_t i = 0; i < LINK_TOLD; i++)
		buf_printf(&hex, "%02x", last->link.b[i]);
	return val_text(str_printf(a, "%lld-" STR_FMT, (long long)last->n, STR_ARG(buf_view(&hex))));
}

static enum err finish(struct task *t, int64_t run, int64_t steps)
{
	struct tombstone last = {.n = 0};
	struct conn *conn;
	struct batch *b;
	struct act *act;
	struct row now;
	enum err e = task_act(t, &act);
	if (e == OK)
		e = plain_by_id(act, &rec_retention_run, run, &now);
	if (e == OK)
		e = act_batch(act, &b);
	if (e != OK || row_val(&now, F(ENDED_AT)).type == VAL_INT)
		return e;
	size_t total = batch_put(b, &stmt_total, DB_ARGS(val_int(run)));
	size_t left = batch_put(b, &stmt_left, DB_ARGS(val_int(run)));
	e = batch_run(b);
	if (e == OK)
		e = act_conn(act, &conn);
	if (e == OK)
		e = tombstone_last(conn, act->a, &last);
	if (e != OK)
		return e;
	const struct rows *n = batch_rows(b, total);
	const struct {
		const struct field *f;
		int64_t n;
	} set[] = {{F(PARTS), rows_int(n, 0, 0)}, {F(CHILDREN), rows_int(n, 0, 1)}, {F(ROWS), rows_int(n, 0, 2)},
	           {F(FILES), rows_int(n, 0, 3)}, {F(LEFT), rows_int(batch_rows(b, left), 0, 0)}, {F(ENDED_AT), act->now}};
	struct change *c = change_begin(act, N_("What may no longer be kept was destroyed"), 0);
	for (size_t i = 0; i < sizeof set / sizeof *set; i++)
		change_set(c, &rec_retention_run, run, set[i].f, val_int(set[i].n));
	change_set(c, &rec_retention_run, run, F(PROOF), proof_of(act->a, &last));
	e = retain_asked_end(c, run);
	task_step(t, c, steps, steps);
	return e == OK ? change_commit(c) : e;
}

/* The core of a child goes behind its other parts. */
static const struct stmt stmt_items = {
	"SELECT id FROM retention_item WHERE run = $1 AND state = 'mee'"
	" ORDER BY CASE WHEN part = 'kern' THEN 1 ELSE 0 END, id LIMIT 1000", "i", "i"};

static enum err begin(struct task *t, struct row *run, int64_t **ids, size_t *n)
{
	const struct rows *items;
	struct act *act;
	enum err e = task_act(t, &act);
	if (e == OK)
		e = plain_by_id(act, &rec_retention_run, t->subject, run);
	if (e == OK && (flow_state(run) != RUN_IS_CONFIRMED || !in_time(act, run))) {
		task_says(t, N_("The clock of this machine is not that of the confirmation: nothing was destroyed"), 0);
		return ERR_INVALID;
	}
	if (e == OK)
		e = act_exec(act, &stmt_items, DB_ARGS(val_int(run->id)), &items);
	if (e != OK)
		return e;
	/* The memory of an act goes with the next one. */
	run->pid = str_copy(t->a, run->pid);
	*ids = ARENA_ARRAY(t->a, int64_t, items->n + 1);
	*n = items->n;
	for (size_t i = 0; i < items->n; i++)
		(*ids)[i] = rows_int(items, i, 0);
	return OK;
}

static enum err run(struct task *t)
{
	struct row run = {0};
	int64_t *ids = NULL;
	size_t n = 0;
	enum err e = begin(t, &run, &ids, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		const struct piece p = {ids[i], (int64_t)i + 1, (int64_t)n + 1};
		e = destroy(t, &p, run.pid);
		task_rest(t);
	}
	if (e == OK)
		e = finish(t, run.id, (int64_t)n + 1);
	if (e != OK)
		return e;
	task_says(t, N_("It is destroyed. The certificate stands with the run"), 0);
	struct act *act;
	e = task_act(t, &act);
	if (e == OK && db_settle(act->db) != OK)
		task_says(t, N_("It is destroyed. What is left of it in the log of the database goes within a day"), 0);
	return e;
}

static enum err link_of(struct act *act, int64_t subject, int64_t result, struct str *path)
{
	struct row run;
	(void)result;
	enum err e = plain_by_id(act, &rec_retention_run, subject, &run);
	if (e == OK)
		e = access_row(act, &run, OP_READ);
	if (e == OK)
		*path = str_printf(act->a, "/vernietiging/" STR_FMT, STR_ARG(run.pid));
	return e;
}

#define BY(r) (UINT32_C(1) << ROLE_##r)
const struct task_kind task_retain = {
	.code = "retention", .label = N_("Destroying what may no longer be kept"),
	.roles = BY(PRIVACY_OFFICER) | BY(DIRECTOR) | BY(BOARD), .run = run, .link = link_of,
	.advice = N_("Start it again: what was destroyed stays destroyed, and the rest is asked anew."),
};

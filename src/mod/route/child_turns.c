#include "child_turns.h"

#include "date.h"
#include "gate.h"
#include "menu.h"
#include "own_turn.h"

bool family_does(const struct work *w, const struct row *r)
{
	return w->mark != WORK_PLAN && work_acts(w, r) == SIDE_PARENTS;
}

void child_turns_ask(struct req *req, struct child_turns *t)
{
	*t = (struct child_turns){.tasks = ARENA_ARRAY(req->act.a, struct start_task, START_TASKS_MAX + 1)};
	t->asked = start_tasks_ask_child(req);
}

/* ---- work that no block tells of ---- */

/* *part: a block reads something of the same part, so that looking at more of it is no look of another kind. */
static bool block_reads(const struct child_blocks *p, const struct record *rec, bool *part)
{
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->v[i].of->n; k++) {
			if (p->v[i].of->recs[k] == rec)
				return true;
			*part = *part || p->v[i].of->recs[k]->part == rec->part;
		}
	return false;
}

/* Staff have their work on the list; what stands there by one's name is theirs alone to know of. */
static bool concerns(const struct req *req, const struct list *l)
{
	return child_reader(req) == SIDE_PARENTS || l->whose != NULL;
}

void child_turns_put(struct req *req, struct batch *b, const struct child_blocks *blocks, struct child_turns *t)
{
	const struct record *rec;
	t->blocks = blocks;
	for (int64_t mark = 1; mark <= WORK_MARK_MAX; mark++) {
		const struct list *l = model_list_of(req->act.model, LIST_WORK, mark, &rec);
		bool part = false;
		if (l == NULL || rec->is_route || !concerns(req, l) || block_reads(blocks, rec, &part) || !part)
			continue;
		if (t->n == TURN_RECORDS)
			BUG("more than %d types of work beside the blocks", TURN_RECORDS);
		t->recs[t->n++] = rec;
	}
	t->at = scope_pieces_put(&req->act, b, &req->seen, t->recs, t->n);
}

enum err child_turns_take(struct req *req, const struct batch *b, struct child_turns *t)
{
	scope_pieces_take(&req->act, b, t->at, &req->seen, t->recs, t->n, t->found);
	return start_tasks_take(req, t->asked, t->tasks, &t->n_tasks);
}

/* ---- telling ---- */

static bool is_told(const struct child_told *out, int64_t id)
{
	for (size_t i = 0; i < out->nows.n; i++)
		if (out->nows.v[i].of != NULL && out->nows.v[i].of->id == id)
			return true;
	return false;
}

static const struct row *row_of(const struct child_turns *t, const struct record *rec, int64_t id)
{
	for (size_t i = 0; i < t->n; i++)
		for (size_t k = 0; t->recs[i] == rec && k < t->found[i].n; k++)
			if (t->found[i].v[k].row.id == id)
				return &t->found[i].v[k].row;
	return child_blocks_row(t->blocks, str_from(rec->name), id);
}

static bool is_own(const struct req *req, const struct list *l, const struct row *r)
{
	if (child_reader(req) == SIDE_PARENTS)
		return parent_answers(req) && family_does(l->work, r);
	return l->whose != NULL && viewer_is_grantee(req->viewer, row_int(r, l->whose));
}

static void work_tell(struct child_told *out, const struct child_turns *t, const struct shelf_item *item)
{
	struct req *req = out->req;
	const struct record *rec;
	const struct list *l = model_list_of(req->act.model, LIST_WORK, facet_mark(item->facet), &rec);
	const struct row *r = l == NULL || rec->is_route || is_told(out, item->id) ? NULL : row_of(t, rec, item->id);
	if (r == NULL || !is_own(req, l, r))
		return;
	const char *to = child_path(req->act.a, &req->seen.row, l->work->page);
	const struct seen s = {.row = *r, .side = facet_side(item->facet)};
	bool leads = l->work->page[0] != '\0' && gate_leads(req, to);
	tell_now(out, &(struct child_now){
		.of = r, .what = work_what(req, &s, l->work), .acts = work_side(&s, l->work), .mine = true,
		.by = work_by(r, l->work), .act = leads ? N_("Read what was agreed on") : NULL, .href = leads ? to : NULL,
	});
}

/* A task of the start page stands in place of what was told of the same thing: of whose page its own is a part. */
static void task_tell(struct child_told *out, const struct start_task *task)
{
	const struct child_now now = {
		.what = str_from(task->task.name),
		.said = task->task.hint == NULL ? (struct str){0} : str_from(task->task.hint),
		.acts = child_reader(out->req), .mine = true, .by = task->by == DATE_OPEN ? 0 : task->by,
		.act = task->act, .href = task->task.href,
	};
	for (size_t i = 0; i < out->nows.n; i++) {
		const char *there = out->nows.v[i].href;
		size_t n = there == NULL ? 0 : strlen(there);
		if (n > 0 && strncmp(there, now.href, n) == 0 && (now.href[n] == '/' || now.href[n] == '\0')) {
			const struct row *of = out->nows.v[i].of;
			out->nows.v[i] = now;
			out->nows.v[i].of = of;
			return;
		}
	}
	tell_now(out, &now);
}

void child_turns_tell(struct child_told *out, const struct child_turns *t)
{
	struct shelf_of_child there;
	menu_child(out->req, route_list(LIST_WORK), date_iso(out->req->act.a, route_today(out->req)), &there);
	for (size_t i = 0; i < there.n_items && !route_is_done(&out->req->seen.row); i++)
		work_tell(out, t, &there.v[i]);
	for (size_t i = 0; i < t->n_tasks; i++)
		task_tell(out, &t->tasks[i]);
}

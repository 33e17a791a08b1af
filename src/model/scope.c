#include "scope.h"

#include "log.h"
#include "look.h"
#include "model.h"
#include "rand.h"

static int64_t route_of(const struct row *r)
{
	return r->rec->is_route ? r->id : row_int(r, r->rec->route);
}

/* Fields whose class is hidden from this reader leave the row here, below every writer of pages, files and answers. */
static void mask(struct arena *a, struct seen *s)
{
	const struct record *rec = s->row.rec;
	struct val *v = ARENA_ARRAY(a, struct val, rec->n);
	bool *hidden = ARENA_ARRAY(a, bool, rec->n);
	for (size_t i = 0; i < rec->n; i++) {
		hidden[i] = (rec->fields[i].hides & s->allowed.hides[rec->part]) != 0 || rec->fields[i].privacy == PRIV_SECRET;
		v[i] = hidden[i] ? val_null() : s->row.v[i];
	}
	s->row.v = v;
	s->hidden = hidden;
}

static bool may_read(const struct seen *s)
{
	return (s->allowed.reads & PART_BIT(s->row.rec->part)) != 0;
}

enum err scope_open(struct act *act, const struct record *rec, struct str pid, bool write, struct seen *out)
{
	*out = (struct seen){.route = 0};
	if (!pid_valid(pid))
		return ERR_NOT_FOUND;
	enum err e = record_by_pid(act, rec, pid, &out->row);
	if (e != OK)
		return e;
	out->route = route_of(&out->row);
	e = reach_allowed(act, out->route, &out->allowed);
	if (e != OK)
		return e;
	if (!may_read(out))
		return ERR_NOT_FOUND;
	if (write && (out->allowed.writes & PART_BIT(rec->part)) == 0)
		return ERR_DENIED;
	mask(act->a, out);
	look_add(act, out->route, rec->part, out->allowed.purpose[rec->part]);
	return OK;
}

/* The records of a page and what is open of each, in one batch; in the order of the shelf. */
static enum err take_items(struct act *act, const struct record *rec, const struct shelf_page *shelf,
			   struct seen_page *out)
{
	struct conn *conn;
	size_t records[SHELF_PAGE], rights[SHELF_PAGE];
	enum err e = act_conn(act, &conn);
	if (e != OK)
		return e;
	struct batch *b = batch_new(conn, act->a);
	for (size_t i = 0; i < shelf->n; i++) {
		records[i] = batch_put(b, &model_sql(act->model, rec)->by_id, DB_ARGS(val_int(shelf->v[i].id)));
		rights[i] = reach_put(b, shelf->v[i].route, act->now);
	}
	e = batch_run(b);
	out->v = ARENA_ARRAY(act->a, struct seen, SHELF_PAGE);
	for (size_t i = 0; e == OK && i < shelf->n; i++) {
		struct seen s = {.route = shelf->v[i].route, .allowed = reach_take(batch_rows(b, rights[i]), act->viewer)};
		if (batch_rows(b, records[i])->n == 1)
			s.row = row_take(act->a, rec, batch_rows(b, records[i]), 0);
		if (s.row.rec == NULL || !may_read(&s)) {
			log_line(LOG_BUG, "shelf", "stale=yes list_row=%lld", (long long)shelf->v[i].id);
			continue;
		}
		mask(act->a, &s);
		look_add(act, s.route, PART_NONE, s.allowed.purpose[rec->part]);
		out->v[out->n++] = s;
	}
	return e;
}

static enum err finish(struct act *act, const struct list *list, const struct shelf_page *shelf, struct seen_page *out)
{
	const struct record *rec;
	*out = (struct seen_page){.more = shelf->more};
	if (model_list(act->model, list->id, &rec) != list)
		BUG("list %s is not in the model", list->name);
	if (shelf->n == 0)
		return OK;
	out->last_key = shelf->v[shelf->n - 1].key;
	out->last_id = shelf->v[shelf->n - 1].id;
	return take_items(act, rec, shelf, out);
}

enum err scope_page(struct act *act, const struct list *list, struct str after_key, int64_t after_id, struct str below,
                    struct seen_page *out)
{
	struct shelf_page shelf;
	enum err e = shelf_page(act, list, after_key, after_id, below, &shelf);
	return e != OK ? e : finish(act, list, &shelf, out);
}

enum err scope_find(struct act *act, const struct list *list, struct str word, struct seen_page *out)
{
	struct shelf_page shelf;
	enum err e = shelf_find(act, list, word, &shelf);
	return e != OK ? e : finish(act, list, &shelf, out);
}

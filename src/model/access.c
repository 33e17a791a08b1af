#include "access.h"

static const struct stmt stmt_parent = {"SELECT parent FROM organisation WHERE id = $1", "i", "i"};

enum where access_where(const struct act *act, const struct record *rec, unsigned op)
{
	const struct viewer *v = act->viewer;
	enum where widest = WHERE_NOWHERE;
	if (v == NULL || v->level != LEVEL_FULL || v->role == ROLE_NONE)
		return WHERE_NOWHERE;
	for (size_t i = 0; i < rec->n_access; i++) {
		const struct access *a = &rec->access[i];
		if ((a->roles >> v->role & 1) != 0 && (a->ops & op) == op && op != 0 && a->where > widest)
			widest = a->where;
	}
	return widest;
}

static void add_once(int64_t *v, size_t *n, int64_t id)
{
	for (size_t i = 0; i < *n; i++)
		if (v[i] == id)
			return;
	if (*n < VIEWER_SEATS_MAX)
		v[(*n)++] = id;
}

static bool among(const int64_t *v, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] == id)
			return true;
	return false;
}

struct acts_for acts_for(const struct viewer *v)
{
	struct acts_for out = {.n_orgs = 0};
	for (size_t i = 0; i < v->n_seats; i++) {
		if (v->seats[i].role != v->role)
			continue;
		add_once(out.orgs, &out.n_orgs, v->seats[i].org);
		add_once(out.regions, &out.n_regions, v->seats[i].region);
	}
	return out;
}

/* Is it one of the organisations whose board this viewer acts for? */
static enum err is_below(struct act *act, const struct acts_for *mine, int64_t org, bool *below)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_parent, DB_ARGS(val_int(org)), &r);
	if (e != OK)
		return e;
	*below = r->n == 1 && rows_val(r, 0, 0).type == VAL_INT && among(mine->orgs, mine->n_orgs, rows_int(r, 0, 0));
	return OK;
}

/* Do the rows for `op` reach this record? */
static enum err covers(struct act *act, const struct row *r, unsigned op, bool *yes)
{
	enum where where = access_where(act, r->rec, op);
	*yes = false;
	if (where == WHERE_NOWHERE)
		return OK;
	struct acts_for mine = acts_for(act->viewer);
	if (!among(mine.regions, mine.n_regions, r->region))
		return OK;
	if (where == WHERE_REGION) {
		*yes = true;
		return OK;
	}
	struct val org = row_val(r, r->rec->org);
	if (org.type != VAL_INT)
		return OK;
	*yes = among(mine.orgs, mine.n_orgs, org.i);
	return *yes || where == WHERE_OWN ? OK : is_below(act, &mine, org.i, yes);
}

enum err access_any(const struct act *act, const struct record *rec, unsigned op)
{
	if (access_where(act, rec, op) != WHERE_NOWHERE)
		return OK;
	return access_where(act, rec, OP_READ) == WHERE_NOWHERE ? ERR_NOT_FOUND : ERR_DENIED;
}

enum err access_row(struct act *act, const struct row *r, unsigned op)
{
	bool does, reads;
	enum err e = covers(act, r, op, &does);
	if (e != OK || does)
		return e;
	e = covers(act, r, OP_READ, &reads);
	if (e != OK)
		return e;
	return reads ? ERR_DENIED : ERR_NOT_FOUND;
}

enum err plain_by_id(struct act *act, const struct record *rec, int64_t id, struct row *out)
{
	if (record_of_child(rec))
		BUG("a record of a child is reached through scope.h");
	return record_by_id(act, rec, id, out);
}

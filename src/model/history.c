#include "history.h"

#include "change_impl.h"
#include "event.h"
#include "rand.h"
#include "title.h"

enum group_col { G_ID, G_PID, G_AT, G_ACCOUNT, G_NAME, G_ROLE, G_DONE, G_UNDONE, G_FAMILY };
enum value_col { V_GROUP, V_FIELD, V_OLD, V_NEW, V_OLD_SEALED, V_NEW_SEALED, V_GONE };
_Static_assert(V_OLD_SEALED == V_OLD + 2 && V_NEW_SEALED == V_NEW + 2, "kept_take");

/* HISTORY_PAGE at once. Ids come from blocks per process, so their order is not that of time. */
#define OF_RECORD \
	" FROM change_group g LEFT JOIN account a ON a.id = g.account" \
	" WHERE g.id IN (SELECT change_group FROM change_value WHERE record = $1 AND record_id = $2)"
#define BEFORE " AND (g.at, g.id) < (SELECT p.at, p.id FROM change_group p WHERE p.pid = $3)"
#define LATEST_FIRST " ORDER BY g.at DESC, g.id DESC LIMIT 20"
#define GROUPS(family) \
	"SELECT g.id, g.pid, g.at, g.account, a.name, g.role, g.done, g.undone_at, " family OF_RECORD
#define VALUES(where) \
	"SELECT v.change_group, v.field, v.old, v.new, v.old_sealed, v.new_sealed," \
	" CASE WHEN v.salt IS NULL THEN 1 ELSE 0 END FROM change_value v WHERE v.record = $1" \
	" AND v.record_id = $2" \
	" AND v.change_group IN (SELECT id FROM (SELECT g.id AS id" OF_RECORD where LATEST_FIRST ") AS page)"

static const struct stmt stmt_latest = {
	GROUPS(SQL_FAMILY_OF("g.account", "$3")) LATEST_FIRST, "tii", "itiitttit"};
static const struct stmt stmt_before = {
	GROUPS(SQL_FAMILY_OF("g.account", "$4")) BEFORE LATEST_FIRST, "titi", "itiitttit"};
static const struct stmt stmt_latest_values = {VALUES(""), "ti", "itttbbi"};
static const struct stmt stmt_before_values = {VALUES(BEFORE), "tit", "itttbbi"};

/* One page of groups as they stand, with the values of all of them. */
struct piece {
	const struct rows *groups, *values;
};

static enum err read_piece(struct act *act, const struct seen *seen, struct str before, struct piece *out)
{
	struct batch *b;
	size_t groups, values;
	struct val record = val_text(str_from(seen->row.rec->name)), id = val_int(seen->row.id);
	struct val route = val_int(seen->route), from = val_text(before);
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	if (before.n == 0) {
		groups = batch_put(b, &stmt_latest, DB_ARGS(record, id, route));
		values = batch_put(b, &stmt_latest_values, DB_ARGS(record, id));
	} else {
		groups = batch_put(b, &stmt_before, DB_ARGS(record, id, from, route));
		values = batch_put(b, &stmt_before_values, DB_ARGS(record, id, from));
	}
	e = batch_run(b);
	if (e == OK)
		*out = (struct piece){batch_rows(b, groups), batch_rows(b, values)};
	return e;
}

/* Only what has a name for people and is not hidden from this reader. */
static const struct field *field_seen(const struct seen *seen, struct str name)
{
	const struct field *f = record_named(seen->row.rec, name);
	if (f == NULL || f->label == NULL || f->privacy == PRIV_SECRET || seen->hidden[record_field(seen->row.rec, f)])
		return NULL;
	return f;
}

/* The differences of one group that this reader may see, in the order of the description: two of `told` each, and
 * whether they are gone. */
static enum err collect(struct act *act, const struct seen *seen, const struct rows *values, int64_t group,
                        struct told *told, bool *gone, size_t *n)
{
	const struct record *rec = seen->row.rec;
	for (size_t f = 0; f < rec->n; f++)
		for (size_t i = 0; i < values->n; i++) {
			const struct field *field = field_seen(seen, rows_text(values, i, V_FIELD));
			struct val was, is;
			if (field != &rec->fields[f] || rows_int(values, i, V_GROUP) != group)
				continue;
			const struct kept old = kept_take(values, i, group, true, V_OLD);
			const struct kept new = kept_take(values, i, group, false, V_NEW);
			enum err e = value_from_history(act, &seen->row, field, &old, &was);
			if (e == OK)
				e = value_from_history(act, &seen->row, field, &new, &is);
			if (e != OK)
				return e;
			gone[*n / 2] = rows_int(values, i, V_GONE) != 0;
			told[(*n)++] = (struct told){.field = field, .v = was};
			told[(*n)++] = (struct told){.field = field, .v = is};
		}
	return OK;
}

/* What is gone says nothing of it. */
static bool began(const struct rows *values, int64_t group)
{
	size_t known = 0;
	for (size_t i = 0; i < values->n; i++) {
		if (rows_int(values, i, V_GROUP) != group || rows_int(values, i, V_GONE) != 0)
			continue;
		known++;
		if (kept_take(values, i, group, true, V_OLD).v.type != VAL_NULL)
			return false;
	}
	return known > 0;
}

/* Whose name this reader is not told has a role only. */
static struct str who_of(const struct act *act, const struct seen *seen, const struct rows *g, size_t i)
{
	const struct record *rec = seen->row.rec;
	enum relation_kind family = REL_NONE;
	if (!relation_parse(rows_text(g, i, G_FAMILY), &family))
		family = REL_NONE;
	if (record_of_child(rec) && !event_names(act, seen, rec->part, rows_int(g, i, G_ACCOUNT), family))
		return (struct str){0};
	return rows_text(g, i, G_NAME);
}

static struct happening happened(const struct act *act, const struct seen *seen, const struct rows *g, size_t i)
{
	enum role role;
	return (struct happening){
		.at = rows_int(g, i, G_AT),
		.who = who_of(act, seen, g, i),
		.role = role_parse(rows_text(g, i, G_ROLE), &role) ? role_def(role)->label : NULL,
		.done = str_c(act->a, rows_text(g, i, G_DONE)),
		.undone = rows_int(g, i, G_UNDONE) != 0,
	};
}

/* What reads the same before and after (not for this reader) is no difference; what is gone was one. */
static void settle(struct arena *a, const struct told *told, const bool *gone, size_t n, struct happening *h)
{
	struct difference *v = ARENA_ARRAY(a, struct difference, n / 2 + 1);
	h->v = v;
	for (size_t i = 0; i < n; i += 2)
		if (gone[i / 2] || !str_eq(told[i].text, told[i + 1].text))
			v[h->n++] = (struct difference){told[i].field, told[i].text, told[i + 1].text, gone[i / 2]};
}

/* Appends what of this piece can be seen, one more than a page at most, with the public ids of those changes. */
static enum err add_piece(struct act *act, const struct seen *seen, const struct piece *p, struct happening *v,
                          struct str *pids, size_t *n)
{
	enum { MOST = 2 * RECORD_FIELDS_MAX };
	bool end = p->groups->n < HISTORY_PAGE;
	struct told *told = ARENA_ARRAY(act->a, struct told, HISTORY_PAGE * MOST);
	bool *gone = ARENA_ARRAY(act->a, bool, HISTORY_PAGE * RECORD_FIELDS_MAX);
	size_t used = 0, from[HISTORY_PAGE + 1] = {0};
	enum err e = OK;
	for (size_t i = 0; e == OK && i < p->groups->n; i++) {
		e = collect(act, seen, p->values, rows_int(p->groups, i, G_ID), told, gone, &used);
		from[i + 1] = used;
	}
	if (e == OK)
		e = told_read(act, seen, told, used);
	for (size_t i = 0; e == OK && i < p->groups->n && *n <= HISTORY_PAGE; i++) {
		struct happening h = happened(act, seen, p->groups, i);
		settle(act->a, told + from[i], gone + from[i] / 2, from[i + 1] - from[i], &h);
		h.made = end && i + 1 == p->groups->n && began(p->values, rows_int(p->groups, i, G_ID));
		if (h.n == 0 && !h.made)
			continue;
		pids[*n] = rows_text(p->groups, i, G_PID);
		v[(*n)++] = h;
	}
	return e;
}

/* Goes on until a page is full, so that pages say nothing of changes that are hidden. */
enum err history_of(struct act *act, const struct seen *seen, struct str before, struct history *out)
{
	struct happening *v = ARENA_ARRAY(act->a, struct happening, HISTORY_PAGE + 1);
	struct str pids[HISTORY_PAGE + 1];
	struct piece p;
	size_t n = 0;
	bool first = true;
	if (before.n > 0 && !pid_valid(before))
		before = (struct str){0};
	for (;;) {
		enum err e = read_piece(act, seen, before, &p);
		if (e == OK && first && before.n > 0 && p.groups->n == 0)
			e = read_piece(act, seen, before = (struct str){0}, &p);
		if (e == OK && p.groups->n > 0)
			e = add_piece(act, seen, &p, v, pids, &n);
		if (e != OK)
			return e;
		if (n > HISTORY_PAGE || p.groups->n < HISTORY_PAGE)
			break;
		before = rows_text(p.groups, p.groups->n - 1, G_PID);
		first = false;
	}
	*out = (struct history){.v = v, .n = n > HISTORY_PAGE ? HISTORY_PAGE : n};
	if (n > HISTORY_PAGE)
		out->more = pids[HISTORY_PAGE - 1];
	return OK;
}

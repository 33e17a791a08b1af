#include "event.h"

#include "change_impl.h"
#include "look.h"

/* `part` is the bit of the part. */
static const struct stmt stmt_insert = {
	"INSERT INTO event (pid, route, part, at, id, change_group, record, record_id, what, account, role, org)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
	"tiiiiitititi", ""};
static const struct stmt stmt_undone = {"DELETE FROM event WHERE change_group = $1", "i", ""};
static const struct stmt stmt_erased = {"DELETE FROM event WHERE record_id = $1 AND record = $2", "it", ""};

enum event_col { E_PID, E_AT, E_ID, E_WHAT, E_RECORD, E_RECORD_ID, E_ACCOUNT, E_ROLE, E_NAME, E_FAMILY };
#define SELECT_EVENTS \
	"SELECT e.pid, e.at, e.id, e.what, e.record, e.record_id, e.account, e.role, coalesce(a.name, " \
	"''), " SQL_FAMILY_OF( \
		"e.account", \
		"e.route") " FROM event e LEFT JOIN account a ON a.id = e.account WHERE e.route = $1 AND e.part = $2"
#define LATEST_FIRST " ORDER BY e.at DESC, e.id DESC LIMIT $3"
static const struct stmt stmt_latest = {SELECT_EVENTS LATEST_FIRST, "iii", "tiittiittt"};
/* Where only what is one's own is open (struct allowed): ",12,34,". */
#define OWN_EVENTS(orgs) " AND strpos(" orgs ", ',' || e.org || ',') > 0"
static const struct stmt stmt_latest_own = {SELECT_EVENTS OWN_EVENTS("$4") LATEST_FIRST, "iiit", "tiittiittt"};
static const struct stmt stmt_before = {
	SELECT_EVENTS " AND (e.at, e.id) < (SELECT c.at, c.id FROM event c WHERE c.pid = $4 AND c.route = $1 AND"
	" (c.part & $5) <> 0)" LATEST_FIRST,
	"iiiti", "tiittiittt"};
static const struct stmt stmt_before_own = {
	SELECT_EVENTS " AND (e.at, e.id) < (SELECT c.at, c.id FROM event c WHERE c.pid = $4 AND c.route = $1 AND"
	" (c.part & $5) <> 0)" OWN_EVENTS("$6") LATEST_FIRST,
	"iiitit", "tiittiittt"};

static const struct stmt stmt_records = {"SELECT DISTINCT record, part FROM event WHERE route = $1", "i", "ti"};

/* ---- writing ---- */

static const char *told(struct arena *a, const struct item *it)
{
	if (it->move != NULL)
		return it->move->event;
	if (it->is_new && it->rec->made != NULL)
		return it->rec->made;
	if (it->rec->tells == NULL)
		return NULL;
	struct row now = item_row(a, it);
	return it->rec->tells(it->is_new ? NULL : &it->before, &now);
}

static struct val item_org(const struct item *it)
{
	struct val v = it->rec->of_org == NULL ? val_null() : item_val(it, record_field(it->rec, it->rec->of_org));
	return v.type == VAL_INT ? v : val_int(0);
}

static void write_one(struct change *c, struct batch *b, const struct item *it, const char *what)
{
	const struct act *act = c->act;
	enum role role = act->viewer == NULL ? ROLE_NONE : act->viewer->role;
	int64_t id;
	/* A block of ids is reserved beside this transaction; without one the change cannot be written either. */
	if (db_next_id(act->db, act->region, &id) != OK)
		BUG("no id for an event");
	batch_put(b, &stmt_insert,
	          DB_ARGS(val_text(act_pid(act)), val_int(item_route(it)), val_int(PART_BIT(it->rec->part)),
	                  val_int(act->now), val_int(id), val_int(c->id), val_text(str_from(it->rec->name)),
	                  val_int(it->id), val_text(str_from(what)), val_int(account_of(act)),
	                  val_text(str_from(role_def(role)->code)), item_org(it)));
}

void event_write(struct change *c, struct batch *b)
{
	if (c->undoes != 0)
		batch_put(b, &stmt_undone, DB_ARGS(val_int(c->undoes)));
	for (size_t i = 0; i < c->n_erased; i++)
		if (c->erased[i].field == NULL)
			batch_put(b, &stmt_erased, DB_ARGS(val_int(c->erased[i].id), val_text(str_from(c->erased[i].rec->name))));
	for (size_t i = 0; i < c->n_items && c->undoes == 0; i++) {
		const struct item *it = &c->items[i];
		const char *what = it->differs && record_of_child(it->rec) ? told(c->act->a, it) : NULL;
		if (what != NULL)
			write_one(c, b, it, what);
	}
}

/* ---- reading ---- */

static bool reads(const struct seen *seen, enum part p)
{
	/* Who was invited to one meeting is not told of the others; nor who hears some of a part of the rest of it. */
	return (seen->allowed.reads & ~seen->allowed.told & PART_BIT(p)) != 0 &&
	       !(p == PART_KNOOPPUNT && seen->allowed.bound);
}

static struct str own_orgs(struct arena *a, const struct allowed *allowed)
{
	struct buf b;
	buf_init(&b, a, (allowed->n_orgs + 1) * sizeof ",-9223372036854775808");
	for (size_t i = 0; i < allowed->n_orgs; i++)
		buf_printf(&b, ",%lld", (long long)allowed->orgs[i]);
	buf_str(&b, S(","));
	return buf_view(&b);
}

static size_t put_part(struct arena *a, struct batch *b, const struct seen *seen, enum part p, struct str before,
                       size_t most)
{
	struct val args[6] = {val_int(seen->route), val_int(PART_BIT(p)), val_int((int64_t)most + 1)};
	size_t n = 3;
	bool own = (seen->allowed.own & PART_BIT(p)) != 0;
	if (before.n > 0) {
		args[n++] = val_text(before);
		args[n++] = val_int(seen->allowed.reads);
	}
	if (own) {
		args[n++] = val_text(own_orgs(a, &seen->allowed));
		return batch_put(b, before.n == 0 ? &stmt_latest_own : &stmt_before_own, args, n);
	}
	return batch_put(b, before.n == 0 ? &stmt_latest : &stmt_before, args, n);
}

struct events_at events_put(const struct act *act, struct batch *b, const struct seen *seen, struct str before,
                            size_t most)
{
	struct events_at at = {.most = most};
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		if (reads(seen, p))
			at.v[p] = put_part(act->a, b, seen, p, before, most);
	}
	return at;
}

bool event_names(const struct act *act, const struct seen *seen, enum part p, int64_t account,
                 enum relation_kind family)
{
	uint32_t hides = seen->allowed.hides[p];
	bool guards = family == REL_GUARDIAN || family == REL_GUARDIAN_WITHOUT || family == REL_HELPER;
	if (act->viewer != NULL && account == act->viewer->account)
		return true;
	return (hides & (HIDE_ADDRESS | HIDE_SHIELD)) == 0 && (!guards || (hides & HIDE_GUARDIANS) == 0);
}

static struct event event_take(const struct act *act, const struct seen *seen, enum part p, const struct rows *r,
                               size_t i)
{
	struct event e = {
		.pid = rows_text(r, i, E_PID), .at = rows_int(r, i, E_AT), .id = rows_int(r, i, E_ID), .part = p,
		.what = str_c(act->a, rows_text(r, i, E_WHAT)), .record = rows_text(r, i, E_RECORD),
		.record_id = rows_int(r, i, E_RECORD_ID), .account = rows_int(r, i, E_ACCOUNT),
	};
	if (!role_parse(rows_text(r, i, E_ROLE), &e.role))
		e.role = ROLE_NONE;
	if (!relation_parse(rows_text(r, i, E_FAMILY), &e.family))
		e.family = REL_NONE;
	if (event_names(act, seen, p, e.account, e.family))
		e.who = rows_text(r, i, E_NAME);
	return e;
}

static bool later(const struct rows *a, size_t i, const struct rows *b, size_t k)
{
	int64_t x = rows_int(a, i, E_AT), y = rows_int(b, k, E_AT);
	return x != y ? x > y : rows_int(a, i, E_ID) > rows_int(b, k, E_ID);
}

/* The part with the latest event that is still to come, or PART_NONE. */
static enum part next_part(const struct batch *b, const struct seen *seen, const struct events_at *at,
                           const size_t used[PART__N])
{
	enum part best = PART_NONE;
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		if (!reads(seen, p) || used[p] == batch_rows(b, at->v[p])->n)
			continue;
		if (best == PART_NONE || later(batch_rows(b, at->v[p]), used[p], batch_rows(b, at->v[best]), used[best]))
			best = p;
	}
	return best;
}

/* Up to a page of those that fit, behind what is in `out` already; out->after is the last one that was gone through. */
static void merge(const struct act *act, const struct batch *b, const struct seen *seen, const struct events_at *at,
                  const struct event_filter *f, struct event *v, struct events *out)
{
	size_t used[PART__N] = {0};
	out->more = false;
	for (enum part p; (p = next_part(b, seen, at, used)) != PART_NONE;) {
		/* A part gives one row more than is asked: what comes behind its last is not known here. */
		out->more = out->n == at->most || used[p] == at->most;
		if (out->more)
			return;
		struct event e = event_take(act, seen, p, batch_rows(b, at->v[p]), used[p]++);
		out->after = e.pid;
		if (f == NULL || f->fits == NULL || f->fits(&e, f->ctx))
			v[out->n++] = e;
	}
}

static void look_at(struct act *act, const struct seen *seen, const struct events *shown)
{
	for (size_t i = 0; i < shown->n; i++) {
		enum part p = shown->v[i].part;
		look_add(act, seen->route, p, seen->allowed.purpose[p], seen->allowed.grantee[p]);
	}
}

void events_take(struct act *act, const struct batch *b, const struct seen *seen, const struct events_at *at,
                 struct events *out)
{
	struct event *v = ARENA_ARRAY(act->a, struct event, at->most);
	*out = (struct events){.v = v};
	merge(act, b, seen, at, NULL, v, out);
	look_at(act, seen, out);
}

enum err events_filtered(struct act *act, const struct seen *seen, struct str before, const struct event_filter *f,
                         struct events *out)
{
	enum { ROUNDS = 40 };
	struct event *v = ARENA_ARRAY(act->a, struct event, EVENTS_PAGE);
	struct seen of = *seen;
	enum err e = OK;
	of.allowed.reads &= f->parts == 0 ? of.allowed.reads : f->parts;
	*out = (struct events){.v = v, .after = before, .more = of.allowed.reads != 0};
	for (int i = 0; e == OK && out->more && out->n < EVENTS_PAGE && i < ROUNDS; i++) {
		struct batch *b;
		e = act_batch(act, &b);
		if (e != OK)
			break;
		struct events_at at = events_put(act, b, &of, out->after, EVENTS_PAGE);
		e = batch_run(b);
		if (e == OK)
			merge(act, b, &of, &at, f, v, out);
	}
	look_at(act, &of, out);
	return e;
}

enum err events_page(struct act *act, const struct seen *seen, struct str before, struct events *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	struct events_at at = events_put(act, b, seen, before, EVENTS_PAGE);
	*out = (struct events){.n = 0};
	if (seen->allowed.reads == 0)
		return OK;
	e = batch_run(b);
	if (e == OK)
		events_take(act, b, seen, &at, out);
	return e;
}

size_t event_records_put(struct batch *b, int64_t route)
{
	return batch_put(b, &stmt_records, DB_ARGS(val_int(route)));
}

bool event_records_has(const struct rows *r, parts reads, const char *record)
{
	for (size_t i = 0; i < r->n; i++)
		if (str_is(rows_text(r, i, 0), record) && ((parts)rows_int(r, i, 1) & reads) != 0)
			return true;
	return false;
}

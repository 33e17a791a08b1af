#include "erase.h"

#include "change_impl.h"
#include "part_key.h"

enum { AT_ONCE = 1000, TYPES_MAX = 256 };

struct erasing {
	int64_t route;
	enum part part;
	const char *why;
	const struct tombstone *again; /* NULL: it is destroyed for the first time */
	bool gone;                     /* the route itself went */
};
struct erasings {
	struct erasing v[PART__N];
	size_t n;
	struct str run;
	struct erased done;
};

static const struct stmt stmt_route = {"SELECT pid, region FROM route WHERE id = $1", "i", "ti"};
static const struct stmt stmt_bytes = {"DELETE FROM document_chunk WHERE document = $1", "i", ""};
static const struct stmt stmt_bytes_any = {"SELECT 1 FROM document_chunk WHERE document = $1 LIMIT 1", "i", "i"};
static const struct stmt stmt_events = {"DELETE FROM event WHERE route = $1 AND part = $2", "ii", ""};
static const struct stmt stmt_drafts = {"DELETE FROM draft WHERE route = $1", "i", ""};
static const struct stmt stmt_drafts_of = {"DELETE FROM draft WHERE route = $1 AND subject LIKE $2", "it", ""};
static const struct stmt stmt_outbox = {"DELETE FROM outbox WHERE route = $1", "i", ""};
static const struct stmt stmt_event = {
	"INSERT INTO event (pid, route, part, at, id, change_group, record, record_id, what, account, role, org)"
	" VALUES ($1, $2, $3, $4, $5, $6, 'tombstone', 0, $7, $8, $9, 0)",
	"tiiiiitit", ""};
/* What hangs on a record without being one. */
static const struct {
	const char *record;
	struct stmt gone;
} beside[] = {
	{"relation", {"DELETE FROM relation_ending WHERE relation = $1", "i", ""}},
	{"invitee", {"DELETE FROM guest_code WHERE invitee = $1", "i", ""}},
	{"break_glass", {"DELETE FROM notice_read WHERE of_id = $1", "i", ""}},
};
/* What is about a child and no record of its parts: it goes with the core. */
static const struct stmt with_core[] = {
	{"DELETE FROM event WHERE route = $1", "i", ""},
	{"DELETE FROM reach WHERE route = $1", "i", ""},
	{"DELETE FROM shelf WHERE route = $1", "i", ""},
};
enum { WITH_CORE = sizeof with_core / sizeof *with_core };

/* ---- what belongs to it ---- */

/* Rights and shields are kept with the core, whatever part they are written in. */
static bool of_core(const struct record *rec)
{
	return rec->is_relation || rec->part == PART_KERN || !record_of_child(rec) ||
	       (rec->part == PART_VERZEGELD && rec->may_undo != NULL);
}

static bool goes(const struct record *rec, enum part part)
{
	if (rec->is_route || record_child(rec) == NULL)
		return false;
	return part == PART_KERN ? of_core(rec) : rec->part == part && !of_core(rec);
}

static bool refers(const struct record *rec, const struct record *to)
{
	for (size_t i = 0; i < rec->n; i++)
		if (rec->fields[i].ref == to && rec != to)
			return true;
	return false;
}

/* Those that go, each before what it refers to. */
static size_t in_order(const struct model *m, enum part part, const struct record_sql **out)
{
	size_t n = 0, before;
	bool taken[TYPES_MAX] = {false};
	if (model_count(m) > TYPES_MAX)
		BUG("more than %d records", TYPES_MAX);
	do {
		before = n;
		for (size_t i = 0; i < model_count(m); i++) {
			const struct record *rec = model_at(m, i)->rec;
			bool last = !taken[i] && goes(rec, part);
			for (size_t k = 0; last && k < model_count(m); k++)
				last = taken[k] || !goes(model_at(m, k)->rec, part) || !refers(model_at(m, k)->rec, rec);
			if (last) {
				taken[i] = true;
				out[n++] = model_at(m, i);
			}
		}
	} while (n > before);
	for (size_t i = 0; i < model_count(m); i++)
		if (!taken[i] && goes(model_at(m, i)->rec, part))
			BUG("record %s refers to itself through others", model_at(m, i)->rec->name);
	return n;
}

/* ---- as part of a change ---- */

static struct erasings *of_change(struct change *c)
{
	if (c->erasings == NULL)
		c->erasings = ARENA_NEW(c->act->a, struct erasings);
	return c->erasings;
}

static void add(struct change *c, struct erasing e)
{
	struct erasings *all = of_change(c);
	if (all->n == PART__N)
		BUG("a change that erases more than %d parts", PART__N);
	if (e.part <= PART_NONE || e.part >= PART__N)
		BUG("part %d is none", (int)e.part);
	/* With the key gone, what was sealed of it is noise in every copy. */
	part_key_destroy(c, e.route, e.part == PART_KERN ? PART_NONE : e.part);
	all->v[all->n++] = e;
}

void erase_part(struct change *c, int64_t route, enum part part, const char *why)
{
	add(c, (struct erasing){.route = route, .part = part, .why = why});
}

void erase_of_run(struct change *c, struct str run)
{
	of_change(c)->run = run;
}

void erase_again(struct change *c, int64_t route, const struct tombstone *t)
{
	add(c, (struct erasing){.route = route, .part = t->part, .why = str_c(c->act->a, t->why), .again = t});
}

struct erased erase_done(const struct change *c)
{
	return c->erasings == NULL ? (struct erased){0} : c->erasings->done;
}

int64_t erase_route(const struct change *c, size_t i)
{
	const struct erasings *all = c->erasings;
	return all == NULL || i >= all->n || all->v[i].gone ? 0 : all->v[i].route;
}

/* ---- writing ---- */

static enum err erase_record(struct change *c, struct conn *conn, const struct record_sql *sql, int64_t id,
                             struct erased *done)
{
	struct arena *a = c->act->a;
	const char *name = sql->rec->name;
	const struct rows *files;
	enum err e = db_exec(conn, a, &stmt_bytes_any, DB_ARGS(val_int(id)), &files);
	if (e != OK)
		return e;
	struct batch *b = batch_new(conn, a);
	for (size_t i = 0; i < sizeof beside / sizeof *beside; i++)
		if (strcmp(beside[i].record, name) == 0)
			batch_put(b, &beside[i].gone, DB_ARGS(val_int(id)));
	batch_put(b, &stmt_bytes, DB_ARGS(val_int(id)));
	batch_put(b, &sql->gone, DB_ARGS(val_int(id)));
	e = batch_run(b);
	done->rows++;
	done->files += files->n > 0;
	return e == OK ? audit_erase(c->audit, conn, str_from(name), id, (struct str){0}) : e;
}

static enum err erase_records(struct change *c, struct conn *conn, const struct record_sql *sql, int64_t route,
                              struct erased *done)
{
	const struct rows *ids;
	do {
		enum err e = db_exec(conn, c->act->a, &sql->child_ids, DB_ARGS(val_int(route)), &ids);
		for (size_t i = 0; e == OK && i < ids->n; i++)
			e = erase_record(c, conn, sql, rows_int(ids, i, 0), done);
		if (e != OK)
			return e;
	} while (ids->n == AT_ONCE);
	return OK;
}

/* Nothing of another part may be left, and then all that is about the child goes. */
static enum err erase_core(struct change *c, struct conn *conn, struct erasing *it, struct erased *done)
{
	const struct model *m = c->act->model;
	enum err e = OK;
	for (size_t i = 0; e == OK && i < model_count(m); i++) {
		const struct record_sql *sql = model_at(m, i);
		const struct rows *left;
		if (sql->rec->is_route || sql->rec->route == NULL)
			continue;
		e = db_exec(conn, c->act->a, &sql->child_count, DB_ARGS(val_int(it->route)), &left);
		if (e == OK && rows_int(left, 0, 0) > 0)
			e = ERR_INVALID;
	}
	for (size_t i = 0; e == OK && i < WITH_CORE; i++)
		e = db_exec(conn, c->act->a, &with_core[i], DB_ARGS(val_int(it->route)), NULL);
	if (e == OK)
		e = erase_record(c, conn, model_sql(m, model_route(m)), it->route, done);
	it->gone = e == OK;
	return e;
}

/* What happened with it stays as one line: that it was destroyed, for who may read the part. */
static enum err tell(struct change *c, struct conn *conn, const struct erasing *it)
{
	struct act *act = c->act;
	enum role role = act->viewer == NULL ? ROLE_NONE : act->viewer->role;
	int64_t id, at = it->again == NULL ? act->now : it->again->at;
	enum err e = db_next_id(act->db, act->region, &id);
	if (e != OK)
		return e;
	return db_exec(conn, act->a, &stmt_event,
	               DB_ARGS(val_text(act_pid(act)), val_int(it->route), val_int(PART_BIT(it->part)), val_int(at),
	                       val_int(id), val_int(c->id), val_text(str_from(it->why)), val_int(0),
	                       val_text(str_from(role_def(role)->code))), NULL);
}

/* Behind the last one; `again`: it stays what it was. */
static enum err bury(struct change *c, struct conn *conn, struct tombstone t, const struct tombstone *again)
{
	struct arena *a = c->act->a;
	struct tombstone last;
	enum err e = tombstone_last(conn, a, &last);
	if (e != OK)
		return e;
	if (again != NULL)
		return tombstone_put(conn, a, again);
	t.n = last.n + 1;
	t.link = tombstone_link(a, &last.link, &t);
	e = tombstone_put(conn, a, &t);
	return e == ERR_CONFLICT ? ERR_BUSY : e; /* another process destroyed something at the same moment */
}

static enum err erase_one(struct change *c, struct conn *conn, struct erasing *it)
{
	struct arena *a = c->act->a;
	const struct record_sql **types = ARENA_ARRAY(a, const struct record_sql *, model_count(c->act->model));
	const struct rows *route;
	size_t n = in_order(c->act->model, it->part, types);
	enum err e = db_exec(conn, a, &stmt_route, DB_ARGS(val_int(it->route)), &route);
	if (e == OK && route->n == 0)
		e = ERR_NOT_FOUND;
	for (size_t i = 0; e == OK && i < n; i++)
		e = erase_records(c, conn, types[i], it->route, &c->erasings->done);
	if (e == OK)
		e = db_exec(conn, a, &stmt_events, DB_ARGS(val_int(it->route), val_int(PART_BIT(it->part))), NULL);
	if (e == OK)
		e = db_exec(conn, a, &stmt_drafts, DB_ARGS(val_int(it->route)), NULL);
	if (e == OK)
		e = db_exec(conn, a, &stmt_outbox, DB_ARGS(val_int(it->route)), NULL);
	if (e == OK)
		e = it->part == PART_KERN ? erase_core(c, conn, it, &c->erasings->done) : tell(c, conn, it);
	if (e != OK)
		return e;
	const struct tombstone t = {.region = rows_int(route, 0, 1), .at = c->act->now, .part = it->part,
	                            .route = rows_text(route, 0, 0), .run = c->erasings->run, .why = str_from(it->why)};
	return bury(c, conn, t, it->again);
}

/* ---- one text ---- */

/* The tombstone holds the rev from which the text is no more what was erased: an older one that comes back with a
 * back-up is taken out of the record as well. */
static enum err bury_text(struct change *c, struct conn *conn, const struct record *rec, int64_t id,
                          const struct field *field, const struct tombstone *again)
{
	struct arena *a = c->act->a;
	const struct rows *now, *route;
	enum err e = db_exec(conn, a, &model_sql(c->act->model, rec)->by_id, DB_ARGS(val_int(id)), &now);
	if (e == OK && now->n == 0)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	struct row r = row_take_shut(a, rec, now, 0);
	struct val of = val_int(rec->is_route ? id : row_int(&r, rec->route));
	struct str drafts = str_printf(a, "%%" STR_FMT "%%", STR_ARG(r.pid));
	e = db_exec(conn, a, &stmt_drafts_of, DB_ARGS(of, val_text(drafts)), NULL);
	if (e == OK)
		e = db_exec(conn, a, &stmt_route, DB_ARGS(of), &route);
	if (e != OK)
		return e;
	const struct tombstone t = {
		.region = rows_int(route, 0, 1), .at = c->act->now, .part = rec->part, .route = rows_text(route, 0, 0),
		.text = str_printf(a, "%s:" STR_FMT ":%s:%lld", rec->name, STR_ARG(r.pid), field->name, (long long)r.rev),
		.why = S("Taken out of a text on request")};
	return bury(c, conn, t, again);
}

enum err erase_past(struct change *c, struct conn *conn)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < c->n_erased; i++) {
		const struct record *rec = c->erased[i].rec;
		const struct field *f = c->erased[i].field;
		e = audit_erase(c->audit, conn, str_from(rec->name), c->erased[i].id,
		                f == NULL ? (struct str){0} : str_from(f->name));
		if (e == OK && f != NULL)
			e = bury_text(c, conn, rec, c->erased[i].id, f, c->erased[i].again);
	}
	return e;
}

/* Core last: the other parts of the same change go before it. */
enum err erase_write(struct change *c, struct conn *conn)
{
	struct erasings *all = c->erasings;
	enum err e = OK;
	for (int core = 0; core < 2; core++)
		for (size_t i = 0; e == OK && all != NULL && i < all->n; i++)
			if ((all->v[i].part == PART_KERN) == (core == 1))
				e = erase_one(c, conn, &all->v[i]);
	return e;
}

/* ---- how much ---- */

enum err erase_size(struct act *act, int64_t route, enum part part, struct erased *out)
{
	const struct record_sql **types = ARENA_ARRAY(act->a, const struct record_sql *, model_count(act->model));
	size_t n = in_order(act->model, part, types);
	struct batch *b;
	*out = (struct erased){0};
	enum err e = act_batch(act, &b);
	if (e != OK || n == 0)
		return e;
	for (size_t i = 0; i < n; i++)
		batch_put(b, &types[i]->child_count, DB_ARGS(val_int(route)));
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < n; i++) {
		out->rows += rows_int(batch_rows(b, i), 0, 0);
		out->files += strncmp(types[i]->rec->name, "document_", 9) == 0 ? rows_int(batch_rows(b, i), 0, 0) : 0;
	}
	return e;
}

#include "retain.h"

#include "access.h"
#include "date.h"
#include "erase.h"
#include "flow.h"
#include "model.h"
#include "people.h"
#include "route.h"

/* On two days past its term, and seen so today or yesterday by the daily look. */
#define RIPE " r.first_on < r.last_on AND r.last_on >= $2 AND r.last_on <= $3"
#define RIPE_FROM \
	" FROM retention_seen r JOIN route x ON x.id = r.route JOIN organisation sch ON sch.id = x.school" \
	" JOIN organisation o ON o.id = $1 WHERE x.region = o.region AND " RETAIN_OF("o") " AND" RIPE
static const struct stmt stmt_ripe = {
	"SELECT r.route, r.part, r.fact_on, r.until_on, r.rule, x.pid" RIPE_FROM
	" ORDER BY r.until_on, r.route, r.part LIMIT 200", "itt", "ittttt"};
static const struct stmt stmt_ripe_count = {
	"SELECT count(*), count(DISTINCT r.route), coalesce(min(r.until_on), '')" RIPE_FROM, "itt", "iit"};
static const struct stmt stmt_ripe_one = {
	"SELECT 1 FROM retention_seen r WHERE r.route = $1 AND r.part = $4 AND" RIPE, "ittt", "i"};
static const struct stmt stmt_jump = {"SELECT value FROM setting WHERE name = 'retention.jump'", "", "t"};
static const struct stmt stmt_waiting = {
	"SELECT 1 FROM retention_run r WHERE r.org = $1 AND (r.state = 'voorbereid' OR (r.state = 'bevestigd' AND"
	" r.ended_at IS NULL)) AND NOT EXISTS (SELECT 1 FROM retention_item i WHERE i.run = r.id AND i.request IS"
	" NOT NULL) LIMIT 1",
	"i", "i"};
static const struct stmt stmt_second = {
	"SELECT count(*) FROM retention_run WHERE org = $1 AND state = 'voorbereid' AND prepared_by <> $2", "ii", "i"};

static int32_t date_at(const struct rows *r, size_t i, size_t col)
{
	int32_t d;
	return date_parse_iso(rows_text(r, i, col), &d) ? d : DATE_OPEN;
}

/* Nothing is destroyed in the days after a jump of the clock. */
static bool rests(const struct rows *jump, int32_t today)
{
	return jump->n == 1 && today < date_at(jump, 0, 0) + CLOCK_REST_DAYS;
}

enum err retain_ripe_parts(struct act *act, int64_t org, int64_t *n, int64_t *waiting)
{
	int32_t today = instant_date(act->now);
	struct batch *b;
	*n = *waiting = 0;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t jump = batch_put(b, &stmt_jump, DB_NO_ARGS);
	size_t count = batch_put(b, &stmt_ripe_count, DB_ARGS(val_int(org), val_text(date_iso(act->a, today - 1)),
	                                                      val_text(date_iso(act->a, today))));
	size_t second = batch_put(b, &stmt_second, DB_ARGS(val_int(org), val_int(act->viewer->account)));
	e = batch_run(b);
	if (e == OK)
		*waiting = rows_int(batch_rows(b, second), 0, 0);
	if (e == OK && !rests(batch_rows(b, jump), today))
		*n = rows_int(batch_rows(b, count), 0, 0);
	return e;
}

enum err retain_ripe(struct act *act, int64_t org, struct ripes *out)
{
	int32_t today = instant_date(act->now);
	struct batch *b;
	*out = (struct ripes){.oldest = DATE_OPEN};
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	const struct val args[] = {val_int(org), val_text(date_iso(act->a, today - 1)), val_text(date_iso(act->a, today))};
	size_t jump = batch_put(b, &stmt_jump, DB_NO_ARGS);
	size_t rows = batch_put(b, &stmt_ripe, args, 3), count = batch_put(b, &stmt_ripe_count, args, 3);
	e = batch_run(b);
	if (e != OK || rests(batch_rows(b, jump), today))
		return e;
	const struct rows *r = batch_rows(b, rows), *n = batch_rows(b, count);
	struct ripe *v = ARENA_ARRAY(act->a, struct ripe, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = (struct ripe){.route = rows_int(r, i, 0), .part = part_of_code(rows_text(r, i, 1)),
		                     .fact = date_at(r, i, 2), .until = date_at(r, i, 3), .rule = rows_text(r, i, 4),
		                     .child = rows_text(r, i, 5)};
	*out = (struct ripes){.v = v, .n = r->n, .parts = rows_int(n, 0, 0), .children = rows_int(n, 0, 1),
	                      .oldest = date_at(n, 0, 2)};
	return OK;
}

enum err retain_ripe_one(struct act *act, int64_t route, enum part part)
{
	int32_t today = instant_date(act->now);
	struct region_books books;
	struct pasts now;
	const struct rows *r, *jump;
	bool past = false;
	enum err e = act_exec(act, &stmt_jump, DB_NO_ARGS, &jump);
	if (e == OK)
		e = act_exec(act, &stmt_ripe_one,
		             DB_ARGS(val_int(route), val_text(date_iso(act->a, today - 1)), val_text(date_iso(act->a, today)),
		                     val_text(str_from(part_code(part)))), &r);
	if (e == OK)
		e = books_of_all(act, &books);
	if (e == OK)
		e = keep_past(act, &books, route, today, &now);
	for (size_t i = 0; e == OK && i < now.n; i++)
		past = past || now.v[i].part == part;
	return e != OK ? e : past && !rests(jump, today) && r->n > 0 ? OK : ERR_CONFLICT;
}

/* ---- what holds it ---- */

static const struct stmt stmt_taken_out = {
	"SELECT i.why, i.held_until FROM retention_item i WHERE i.route_id = $1 AND i.part = $2 AND i.state = 'eruit'"
	" AND i.held_by IS NOT NULL AND i.held_until >= $3 AND i.run <> $4 ORDER BY i.held_until DESC LIMIT 1",
	"itti", "tt"};

/* A request of a person about this child that is not answered yet keeps all of it: what was asked for must still be
 * there (AVG articles 15 to 22). The module of requests stands to the right; its states say which have ended. */
static enum err asked_for(struct act *act, int64_t route, int64_t but, bool *yes)
{
	enum { BEFORE_FIELDS = 4 };
	const struct record *rec = model_find(act->model, S("rights_request"));
	const struct rows *r;
	*yes = false;
	if (rec == NULL || rec->state == NULL || rec->route == NULL)
		return OK;
	enum err e = act_exec(act, &model_sql(act->model, rec)->of_route, DB_ARGS(val_int(route)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		int place = flow_place(rec, rows_text(r, i, BEFORE_FIELDS + record_field(rec, rec->state)));
		bool runs = place < 0 || (rec->ends >> place & 1) == 0;
		*yes = *yes || (runs && rows_int(r, i, 0) != but);
	}
	return e;
}

/* A shield goes with the core, and only two persons take one away (practice 17). Whoever destroys does not learn that
 * there is one: the code says no more than that it stays. */
static const struct stmt stmt_shield = {
	"SELECT 1 FROM shield WHERE route = $1 AND state <> 'lifted' LIMIT 1", "i", "i"};

static enum err shielded(struct act *act, int64_t route, enum part part, bool *yes)
{
	const struct rows *r;
	*yes = false;
	if (part != PART_KERN)
		return OK;
	enum err e = act_exec(act, &stmt_shield, DB_ARGS(val_int(route)), &r);
	*yes = e == OK && r->n > 0;
	return e;
}

enum err retain_held(struct act *act, int64_t route, enum part part, struct hold_but but, struct hold *out)
{
	const struct rows *r;
	bool asked, shield = false;
	*out = (struct hold){.until = DATE_OPEN};
	enum err e = asked_for(act, route, but.request, &asked);
	if (e == OK && !asked)
		e = shielded(act, route, part, &shield);
	if (asked || shield)
		out->why = asked ? S("verzoek") : S("blijft");
	if (e != OK || asked || shield)
		return e;
	e = act_exec(act, &stmt_taken_out,
	                      DB_ARGS(val_int(route), val_text(str_from(part_code(part))),
	                              val_text(date_iso(act->a, instant_date(act->now))), val_int(but.run)), &r);
	if (e == OK && r->n > 0)
		*out = (struct hold){rows_text(r, 0, 0), date_at(r, 0, 1)};
	return e;
}

/* ---- the run ---- */

int64_t retain_org(const struct viewer *v)
{
	int64_t org = 0;
	for (size_t i = 0; v != NULL && i < v->n_seats; i++) {
		if (v->seats[i].role != v->role || v->seats[i].org == org)
			continue;
		if (org != 0)
			return 0;
		org = v->seats[i].org;
	}
	return org;
}

static enum err add_item(struct act *act, struct change *c, int64_t run, int64_t org, const struct ripe *ripe)
{
	struct val v[ITEM__N] = {{0}};
	struct erased size;
	struct hold held;
	struct str pid;
	int64_t id;
	enum err e = erase_size(act, ripe->route, ripe->part, &size);
	if (e == OK)
		e = retain_held(act, ripe->route, ripe->part, (struct hold_but){0}, &held);
	if (e != OK)
		return e;
	v[ITEM_RUN] = val_int(run);
	v[ITEM_ORG] = val_int(org);
	v[ITEM_ROUTE] = val_int(ripe->route);
	v[ITEM_CHILD] = val_text(child_code(act->a, ripe->child));
	v[ITEM_PART] = val_text(str_from(part_code(ripe->part)));
	v[ITEM_RULE] = val_text(ripe->rule);
	v[ITEM_FACT] = val_int(ripe->fact);
	v[ITEM_UNTIL] = val_int(ripe->until);
	v[ITEM_ROWS] = val_int(size.rows);
	v[ITEM_FILES] = val_int(size.files);
	if (held.why.n == 0)
		return change_new(c, &rec_retention_item, v, &id, &pid);
	v[ITEM_STATE] = flow_value(&rec_retention_item, ITEM_STAYS);
	v[ITEM_WHY] = val_text(held.why);
	v[ITEM_HELD_UNTIL] = held.until == DATE_OPEN ? val_null() : val_int(held.until);
	return change_place(c, &rec_retention_item, v, &id, &pid);
}

enum err retain_prepare(struct act *act, struct change *c, int64_t org, struct str *pid)
{
	struct val v[RUN__N] = {{0}};
	const struct row made = {.rec = &rec_retention_run, .region = act->region, .v = v};
	const struct rows *waiting;
	struct ripes ripe;
	int64_t id;
	if (act->viewer == NULL || org == 0)
		return ERR_DENIED;
	v[RUN_ORG] = val_int(org);
	v[RUN_PREPARED_BY] = val_int(act->viewer->account);
	v[RUN_PREPARED_AT] = val_int(act->now);
	v[RUN_PREPARED_ON] = val_int(instant_date(act->now));
	enum err e = access_row(act, &made, OP_CREATE);
	if (e == OK)
		e = act_exec(act, &stmt_waiting, DB_ARGS(val_int(org)), &waiting);
	if (e == OK && waiting->n > 0)
		e = ERR_CONFLICT;
	if (e == OK)
		e = retain_ripe(act, org, &ripe);
	if (e == OK && ripe.n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		e = change_new(c, &rec_retention_run, v, &id, pid);
	for (size_t i = 0; e == OK && i < ripe.n; i++)
		e = add_item(act, c, id, org, &ripe.v[i]);
	return e;
}

#include "reach.h"

#include "change.h"
#include "date.h"
#include "reach_stand_in.h"

#include <stdlib.h>

/* The relations of a route that are open now, and those rows that reach has. */
static const struct stmt stmt_open = {
	"SELECT grantee, id, kind, parts, hides, ends, CASE WHEN src_rec = 'meeting' THEN src_id ELSE 0 END FROM relation"
	" WHERE route = $1 AND begins <= $2 AND ends > $2 ORDER BY grantee, id",
	"ii", "iitiiii"};
static const struct stmt stmt_present = {
	"SELECT grantee, relation, kind, parts, hides, until, bound FROM reach WHERE route = $1 ORDER BY grantee, relation",
	"i", "iiiiiii"};
/* Who handles a question of the support point and has something else to do with this child, by account or by a seat. */
static const struct stmt stmt_walled = {
	"SELECT o.id FROM relation o WHERE o.route = $1 AND o.kind = 'support_point' AND o.begins <= $2 AND o.ends > $2"
	" AND EXISTS (SELECT 1 FROM relation r WHERE r.route = $1 AND r.kind <> 'support_point' AND r.begins <= $2"
	" AND r.ends > $2 AND (r.grantee = o.grantee OR EXISTS (SELECT 1 FROM holds h JOIN seat s ON s.id = h.seat"
	" JOIN organisation g ON g.id = s.org WHERE h.account = o.grantee AND " SQL_COUNTS("h", "s", "g")
	" AND (h.seat = r.grantee OR h.id = r.grantee))))"
	" ORDER BY o.id",
	"ii", "i"};
/* Shields that hold (practice 17): a row of reach that opens nothing and hides, so that it hides from this person in
 * whatever relation they have or get; and from who looks along by their wish. */
static const struct stmt stmt_shields = {
	"SELECT person, id FROM shield WHERE route = $1 AND state IN ('confirmed', 'lifting')"
	" UNION SELECT r.grantee, s.id FROM shield s JOIN relation r ON r.route = s.route AND r.given_by = s.person"
	" WHERE s.route = $1 AND s.state IN ('confirmed', 'lifting') AND r.kind = 'helper' AND r.begins <= $2"
	" AND r.ends > $2",
	"ii", "ii"};
/* When who handles a question of the support point may next be something else to the child: by a relation, or in the
 * place of who is absent. */
static const struct stmt stmt_next = {
	"SELECT begins FROM (SELECT begins FROM relation WHERE route = $1 AND begins > $2 AND kind <> 'support_point'"
	" UNION SELECT x.begins FROM relation o JOIN holds y ON y.account = o.grantee OR y.account IN"
	" (SELECT q.account FROM holds q WHERE q.seat = o.grantee OR q.id = o.grantee)"
	" JOIN absence_cover c ON c.place = y.id AND c.state = 'given' JOIN absence x ON x.id = c.absence"
	" WHERE o.route = $1 AND o.kind = 'support_point' AND o.ends > $2 AND x.begins > $2) AS next"
	" ORDER BY begins LIMIT 1",
	"ii", "i"};
static const struct stmt stmt_insert = {
	"INSERT INTO reach (grantee, route, relation, kind, parts, hides, until, bound)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	"iiiiiiii", ""};
static const struct stmt stmt_delete = {"DELETE FROM reach WHERE grantee = $1 AND route = $2 AND relation = $3", "iii",
					""};
static const struct stmt stmt_may = {
	"SELECT grantee, kind, parts, hides, bound, relation FROM reach WHERE route = $1 AND until > $2", "ii",
	REACH_TYPES};
static const struct stmt stmt_due = {
	"SELECT route FROM (SELECT route FROM relation WHERE begins > $1 AND begins <= $2"
	" UNION SELECT route FROM reach WHERE until <= $2"
	" UNION SELECT o.route FROM relation o JOIN holds h ON h.account = o.grantee WHERE o.kind = 'support_point'"
	" AND ((h.begins > $1 AND h.begins <= $2) OR (h.ends > $1 AND h.ends <= $2))"
	SQL_STAND_INS_DUE ")"
	" AS due WHERE route > $3 ORDER BY route LIMIT 1000",
	"iii", "i"};
static const struct stmt stmt_walls = {
	"SELECT route FROM (SELECT route FROM relation WHERE grantee = $1 AND kind = 'support_point' AND begins <= $2"
	" AND ends > $2" SQL_STAND_INS_OF ") AS hung WHERE route > $3 ORDER BY route LIMIT 1000",
	"iii", "i"};

enum { COLS = 7 };

/* One row of reach as both sides are compared: grantee, relation, kind, parts, hides, until, bound. */
struct grant_row {
	int64_t v[COLS];
};

static int by_key(const struct grant_row *a, const struct grant_row *b)
{
	for (int i = 0; i < 2; i++)
		if (a->v[i] != b->v[i])
			return a->v[i] < b->v[i] ? -1 : 1;
	return 0;
}

/* Who stands in for a colleague is something else to the child as well. */
static bool is_walled(const struct rows *walled, const struct stand_ins *stand_ins, int64_t relation, int64_t grantee)
{
	for (size_t i = 0; i < walled->n; i++)
		if (rows_int(walled, i, 0) == relation)
			return true;
	for (size_t i = 0; i < stand_ins->n; i++)
		if (stand_ins->v[i].account == grantee)
			return true;
	return false;
}

static int by_grantee(const void *a, const void *b)
{
	return by_key(a, b);
}

static size_t wanted_rows(struct arena *a, const struct rows *open, const struct rows *walled,
			  const struct rows *shields, const struct stand_ins *stand_ins, int64_t next,
			  struct grant_row **out)
{
	struct grant_row *g = ARENA_ARRAY(a, struct grant_row, open->n + shields->n + stand_ins->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < open->n; i++) {
		enum relation_kind kind;
		int64_t until = rows_int(open, i, 5);
		if (!relation_parse(rows_text(open, i, 2), &kind))
			BUG("relation of an unknown kind");
		if (kind == REL_SUPPORT_POINT && is_walled(walled, stand_ins, rows_int(open, i, 1), rows_int(open, i, 0)))
			continue;
		if (kind == REL_SUPPORT_POINT && next < until)
			until = next;
		g[n++] = (struct grant_row){{rows_int(open, i, 0), rows_int(open, i, 1), kind, rows_int(open, i, 3),
					     rows_int(open, i, 4), until, rows_int(open, i, 6)}};
	}
	for (size_t i = 0; i < shields->n; i++)
		g[n++] = (struct grant_row){{rows_int(shields, i, 0), rows_int(shields, i, 1), REL_NONE, 0,
					     HIDE_ADDRESS | HIDE_SHIELD, INSTANT_OPEN, 0}};
	for (size_t i = 0; i < stand_ins->n; i++) {
		const struct stand_in_row *s = &stand_ins->v[i];
		g[n++] = (struct grant_row){{s->place, s->relation, REL_SUBSTITUTE, s->parts, s->hides, s->until,
					     0}};
	}
	qsort(g, n, sizeof *g, by_grantee);
	*out = g;
	return n;
}

static void put_delete(struct batch *b, int64_t route, const struct grant_row *g)
{
	batch_put(b, &stmt_delete, DB_ARGS(val_int(g->v[0]), val_int(route), val_int(g->v[1])));
}

static void put_insert(struct batch *b, int64_t route, const struct grant_row *g)
{
	batch_put(b, &stmt_insert,
	          DB_ARGS(val_int(g->v[0]), val_int(route), val_int(g->v[1]), val_int(g->v[2]), val_int(g->v[3]),
	                  val_int(g->v[4]), val_int(g->v[5]), val_int(g->v[6])));
}

/* Both sides are in the order of the key: walk them together. Returns how many rows differ. */
static size_t put_difference(struct batch *b, int64_t route, const struct grant_row *want, size_t n_want,
                             const struct rows *have)
{
	size_t w = 0, h = 0, differ = 0;
	while (w < n_want || h < have->n) {
		struct grant_row there = {{0}};
		for (size_t c = 0; h < have->n && c < COLS; c++)
			there.v[c] = rows_int(have, h, c);
		int order = w == n_want ? 1 : h == have->n ? -1 : by_key(&want[w], &there);
		bool same = order == 0 && memcmp(want[w].v, there.v, sizeof there.v) == 0;
		if (order >= 0 && !same)
			put_delete(b, route, &there);
		if (order <= 0 && !same)
			put_insert(b, route, &want[w]);
		differ += !same;
		w += order <= 0;
		h += order >= 0;
	}
	return differ;
}

enum err reach_rebuild(struct conn *conn, struct arena *a, int64_t route, int64_t now, bool *changed)
{
	struct batch *read = batch_new(conn, a), *write = batch_new(conn, a);
	struct grant_row *want;
	struct stand_ins stand_ins;
	size_t open = batch_put(read, &stmt_open, DB_ARGS(val_int(route), val_int(now)));
	size_t present = batch_put(read, &stmt_present, DB_ARGS(val_int(route)));
	size_t walled = batch_put(read, &stmt_walled, DB_ARGS(val_int(route), val_int(now)));
	size_t next = batch_put(read, &stmt_next, DB_ARGS(val_int(route), val_int(now)));
	size_t shields = batch_put(read, &stmt_shields, DB_ARGS(val_int(route), val_int(now)));
	size_t covers = stand_ins_put(read, route, now);
	enum err e = batch_run(read);
	if (e != OK)
		return e;
	stand_ins_take(a, batch_rows(read, covers), &stand_ins);
	const struct rows *begins = batch_rows(read, next);
	size_t n = wanted_rows(a, batch_rows(read, open), batch_rows(read, walled), batch_rows(read, shields), &stand_ins,
			       begins->n == 0 ? INSTANT_OPEN : rows_int(begins, 0, 0), &want);
	*changed = put_difference(write, route, want, n, batch_rows(read, present)) > 0;
	return *changed ? batch_run(write) : OK;
}

size_t reach_put(struct batch *b, int64_t route, int64_t now)
{
	return batch_put(b, &stmt_may, DB_ARGS(val_int(route), val_int(now)));
}

/* Which of the viewer's grantees this is, the account itself first; n_grantees: none of them. */
static size_t grantee_of(const struct viewer *v, int64_t grantee)
{
	size_t g = 0;
	while (g < v->n_grantees && v->grantees[g] != grantee)
		g++;
	return g;
}

/* Is the viewer something else to this child than its support point, in whatever role? */
static bool is_involved(const struct rows *rows, const struct viewer *v)
{
	for (size_t i = 0; i < rows->n; i++) {
		int64_t grantee = rows_int(rows, i, 0);
		bool mine = viewer_is_grantee(v, grantee);
		for (size_t s = 0; s < v->n_seats && !mine; s++)
			mine = v->seats[s].id == grantee;
		for (size_t s = 0; s < v->n_places && !mine; s++)
			mine = v->places[s].id == grantee;
		if (mine && rows_int(rows, i, 1) != REL_SUPPORT_POINT && rows_int(rows, i, 1) != REL_NONE)
			return true;
	}
	return false;
}

/* Of which organisation a grantee of the viewer is a seat, or a place on one; 0: of none. */
static int64_t org_of(const struct viewer *v, int64_t grantee)
{
	for (size_t s = 0; s < v->n_seats; s++)
		if (v->seats[s].id == grantee)
			return v->seats[s].org;
	for (size_t s = 0; s < v->n_places; s++)
		if (v->places[s].id == grantee)
			return v->places[s].org;
	return 0;
}

struct allowed reach_take(const struct act *act, const struct rows *rows)
{
	const struct viewer *v = act->viewer;
	struct allowing w = policy_begin(act->a, v->role, rows->n);
	for (size_t i = 0; i < rows->n; i++) {
		size_t g = grantee_of(v, rows_int(rows, i, 0));
		enum relation_kind kind = (enum relation_kind)rows_int(rows, i, 1);
		if (g == v->n_grantees || (kind == REL_SUPPORT_POINT && is_involved(rows, v)))
			continue;
		policy_add(&w, &(struct grant_open){
			.role = g == 0 ? ROLE_NONE : v->role,
			.kind = kind,
			.parts = (parts)rows_int(rows, i, 2),
			.hides = (uint32_t)rows_int(rows, i, 3),
			.grantee = rows_int(rows, i, 0),
			.bound = rows_int(rows, i, 4),
			.relation = rows_int(rows, i, 5),
			.org = org_of(v, rows_int(rows, i, 0)),
		});
	}
	struct allowed a = policy_end(&w);
	a.account = v->account;
	a.today = instant_date(act->now);
	return a;
}

/* `own`: the parts of which only one's own is open. */
static bool is_own(const struct allowed *a, parts own, const struct row *r)
{
	int64_t org = r->rec->of_org == NULL ? 0 : row_int(r, r->rec->of_org);
	if ((own & PART_BIT(r->rec->part)) == 0)
		return true;
	for (size_t i = 0; i < a->n_orgs; i++)
		if (a->orgs[i] == org)
			return true;
	return false;
}

/* What was said to one person is read by that one and by who said it. */
static bool is_for(const struct allowed *a, const struct row *r)
{
	const struct field *const *only = r->rec->only;
	if (only[0] == NULL || row_int(r, only[0]) == 0)
		return true;
	return a->account != 0 && (row_int(r, only[0]) == a->account || row_int(r, only[1]) == a->account);
}

/* Where a part is open only by what names the reader. */
static bool is_told(const struct allowed *a, const struct row *r)
{
	const struct field *told = r->rec->told, *only = r->rec->only[0];
	if ((a->told & PART_BIT(r->rec->part)) == 0)
		return true;
	return a->account != 0 && ((told != NULL && row_int(r, told) == a->account) ||
	                           (only != NULL && row_int(r, only) == a->account));
}

/* What one of the family says to the school alone. */
static bool is_apart(const struct allowed *a, const struct row *r)
{
	return r->rec->apart && a->purpose[r->rec->part] == PURPOSE_OWN &&
	       (a->account == 0 || row_int(r, r->rec->own) != a->account);
}

/* Family stays family where something else opens the part to them as well. */
bool reach_waits(const struct allowed *a, const struct row *r)
{
	const struct record *rec = r->rec;
	bool family = a->purpose[rec->part] == PURPOSE_OWN || a->purpose[PART_KERN] == PURPOSE_OWN;
	return family && rec->opens != NULL && row_val(r, rec->opens).type == VAL_INT && row_int(r, rec->opens) > a->today;
}

bool reach_holds(const struct allowed *a, const struct row *r)
{
	if (r->rec->n_known == 0 && reach_waits(a, r))
		return false;
	if (!is_own(a, a->own, r) || !is_for(a, r) || !is_told(a, r) || is_apart(a, r))
		return false;
	if (r->rec->part != PART_KNOOPPUNT || !a->bound)
		return true;
	const struct field *on = r->rec->parent != NULL ? r->rec->parent : r->rec->of_meeting;
	int64_t of = on == NULL ? r->id : row_int(r, on);
	for (size_t i = 0; i < a->n_bound; i++)
		if (a->bound_to[i] == of)
			return true;
	return false;
}

bool reach_writes(const struct allowed *a, const struct row *r)
{
	return reach_holds(a, r) && is_own(a, a->own_writes, r);
}

enum err reach_allowed(struct act *act, int64_t route, struct allowed *out)
{
	const struct rows *rows;
	if (!viewer_reads(act->viewer))
		return ERR_NOT_FOUND;
	enum err e = act_exec(act, &stmt_may, DB_ARGS(val_int(route), val_int(act->now)), &rows);
	if (e != OK)
		return e;
	*out = reach_take(act, rows);
	return out->reads == 0 ? ERR_NOT_FOUND : OK;
}

enum err reach_due(struct conn *conn, struct arena *a, int64_t since, int64_t now, int64_t after,
		   const struct rows **routes)
{
	return db_exec(conn, a, &stmt_due, DB_ARGS(val_int(since), val_int(now), val_int(after)), routes);
}

enum err reach_walls(struct conn *conn, struct arena *a, int64_t account, int64_t now, int64_t after,
		     const struct rows **routes)
{
	return db_exec(conn, a, &stmt_walls, DB_ARGS(val_int(account), val_int(now), val_int(after)), routes);
}

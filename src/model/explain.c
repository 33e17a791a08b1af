#include "explain.h"

#include "date.h"

/* Every relation to the route that this account has had, by itself, by a seat it has held, or by its place on one. */
static const struct stmt stmt_relations = {
	"SELECT r.kind, r.parts, r.begins, r.ends, COALESCE(s.role, ''), COALESCE(o.name, ''), COALESCE(h.begins, $2),"
	" COALESCE(h.ends, $3), CASE WHEN x.relation IS NULL THEN 0 ELSE 1 END"
	" FROM relation r LEFT JOIN holds h ON h.account = $1 AND (h.seat = r.grantee OR h.id = r.grantee)"
	" LEFT JOIN seat s ON s.id = h.seat LEFT JOIN organisation o ON o.id = s.org"
	" LEFT JOIN reach x ON x.relation = r.id AND x.route = r.route AND x.grantee = r.grantee"
	" WHERE r.route = $4 AND (r.grantee = $1 OR h.account = $1) ORDER BY r.begins, r.id LIMIT 1000",
	"iiii", "tiiittiii"};
enum col { KIND, PARTS, BEGINS, ENDS, ROLE, ORG, HELD_FROM, HELD_TO, IN_REACH };
static const struct stmt stmt_shield = {
	"SELECT 1 FROM reach WHERE grantee = $1 AND route = $2 AND kind = 0 LIMIT 1", "ii", "i"};

/* Why it does not open the route now; NULL when it does. */
static const char *shut_because(const struct rows *r, size_t i, int64_t now)
{
	if (rows_int(r, i, BEGINS) > now)
		return N_("it has not begun");
	if (rows_int(r, i, ENDS) <= now)
		return N_("it has ended");
	if (rows_int(r, i, HELD_FROM) > now)
		return N_("the seat is not held yet");
	if (rows_int(r, i, HELD_TO) <= now)
		return N_("the seat is no longer held");
	if (rows_int(r, i, IN_REACH) == 0)
		return N_("the wall of the support point keeps it shut");
	return NULL;
}

const struct policy *explain_opens(const struct explained *e, enum role acting)
{
	return e->role != ROLE_NONE && e->role != acting ? NULL : policy_of(acting, e->kind);
}

static bool opens_any(const struct explained *e)
{
	for (enum role r = ROLE_NONE; r < ROLE__N; r++)
		if (explain_opens(e, r) != NULL)
			return true;
	return false;
}

enum err explain_route(struct act *act, int64_t account, int64_t route, struct explanation *out)
{
	const struct rows *r, *shield;
	enum err e = act_exec(act, &stmt_relations,
			      DB_ARGS(val_int(account), val_int(0), val_int(INSTANT_OPEN), val_int(route)), &r);
	if (e == OK)
		e = act_exec(act, &stmt_shield, DB_ARGS(val_int(account), val_int(route)), &shield);
	if (e != OK)
		return e;
	struct explained *v = ARENA_ARRAY(act->a, struct explained, r->n + 1);
	*out = (struct explanation){.v = v, .n = r->n, .shielded = shield->n > 0};
	for (size_t i = 0; i < r->n; i++) {
		v[i] = (struct explained){
			.org = rows_text(r, i, ORG), .parts = (parts)rows_int(r, i, PARTS), .begins = rows_int(r, i, BEGINS),
			.ends = rows_int(r, i, ENDS), .shut = shut_because(r, i, act->now),
		};
		if (!relation_parse(rows_text(r, i, KIND), &v[i].kind))
			v[i].kind = REL_NONE;
		if (!role_parse(rows_text(r, i, ROLE), &v[i].role))
			v[i].role = ROLE_NONE;
		if (v[i].shut == NULL && !opens_any(&v[i]))
			v[i].shut = N_("no role opens a route by this relation");
	}
	return OK;
}

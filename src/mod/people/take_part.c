#include "take_part.h"

#include "along.h"
#include "date.h"
#include "model.h"
#include "people.h"
#include "utf8.h"

#define TAKER_COLUMNS \
	"SELECT r.id, r.grantee, coalesce(a.id, 0), r.pid, r.kind, r.parts, r.begins, r.ends, r.given_by, r.route," \
	" coalesce(s.role, ''), coalesce(a.name, ''), coalesce(o.name, ''), coalesce(g.name, ''), coalesce(h.ends, $2)"
#define TAKER_JOINS \
	" LEFT JOIN holds h ON h.id = r.grantee LEFT JOIN account a ON a.id = coalesce(h.account, r.grantee)" \
	" LEFT JOIN seat s ON s.id = coalesce(h.seat, r.grantee) LEFT JOIN organisation o ON o.id = s.org" \
	" LEFT JOIN account g ON g.id = r.given_by"
#define TAKER_TYPES "iiittiiiiitttti"
#define END_ASKED(at) \
	"coalesce((SELECT e.asked_by FROM relation_ending e WHERE e.relation = r.id AND e.at > " at "), 0)"
enum taker_col {
	T_ID,
	T_GRANTEE,
	T_ACCOUNT,
	T_PID,
	T_KIND,
	T_PARTS,
	T_BEGINS,
	T_ENDS,
	T_GIVEN_BY,
	T_ROUTE,
	T_ROLE,
	T_NAME,
	T_ORG,
	T_GIVER,
	T_HELD_UNTIL,
	T_REPLACES,
	T_END_ASKED,
	T_HOLDER
};
/* Who stands in for an absent colleague has the row of that colleague's relation, under the own place (reach.h). */
#define STANDS_IN "x.grantee <> r.grantee"
#define FOR_ABSENT(column) \
	"(SELECT " column " FROM absence_cover c JOIN absence z ON z.id = c.absence JOIN account n ON n.id = z.account" \
	" WHERE c.place = x.grantee AND c.state = 'given' AND z.begins <= $3 AND z.ends > $3 AND (z.account = r.grantee" \
	" OR EXISTS (SELECT 1 FROM holds k WHERE k.account = z.account AND (k.id = r.grantee OR k.seat = r.grantee)))" \
	" ORDER BY z.id LIMIT 1)"
static const struct stmt stmt_takers = {
	"SELECT r.id, x.grantee, coalesce(a.id, 0), CASE WHEN " STANDS_IN " THEN '' ELSE r.pid END,"
	" CASE WHEN " STANDS_IN " THEN 'substitute' ELSE r.kind END, x.parts,"
	" CASE WHEN " STANDS_IN " THEN coalesce(" FOR_ABSENT("z.begins") ", r.begins) ELSE r.begins END,"
	" CASE WHEN " STANDS_IN " THEN x.until ELSE r.ends END, CASE WHEN " STANDS_IN " THEN 0 ELSE r.given_by END,"
	" r.route,"
	" coalesce(s.role, ''), coalesce(a.name, ''), coalesce(o.name, ''), coalesce(g.name, ''), coalesce(h.ends, $2),"
	" CASE WHEN " STANDS_IN " THEN coalesce(" FOR_ABSENT("n.name") ", '') ELSE '' END, " END_ASKED("$4") ","
	" coalesce((SELECT max(n.name) FROM holds k JOIN account n ON n.id = k.account WHERE k.seat = x.grantee"
	" AND k.begins <= $3 AND k.ends > $3 HAVING count(*) = 1), '')"
	" FROM reach x JOIN relation r ON r.id = x.relation"
	" LEFT JOIN holds h ON h.id = x.grantee LEFT JOIN account a ON a.id = coalesce(h.account, x.grantee)"
	" LEFT JOIN seat s ON s.id = coalesce(h.seat, x.grantee) LEFT JOIN organisation o ON o.id = s.org"
	" LEFT JOIN account g ON g.id = r.given_by"
	" WHERE x.route = $1 AND x.until > $3 AND r.kind NOT IN ('support_point', 'confidant')"
	" ORDER BY r.begins, r.id, x.grantee LIMIT 500",
	"iiii", TAKER_TYPES "tit"};
static const struct stmt stmt_taker = {TAKER_COLUMNS ", '', 0, '' FROM relation r" TAKER_JOINS " WHERE r.id = $1", "ii",
				       TAKER_TYPES "tit"};

#define CANDIDATE \
	"SELECT h.id, h.account, h.pid, a.name, o.name, o.id, o.kind FROM holds h JOIN seat s ON s.id = h.seat" \
	" JOIN account a ON a.id = h.account JOIN organisation o ON o.id = s.org" \
	" WHERE s.role = $1 AND o.region = $2 AND h.begins <= $3 AND h.ends > $3 AND a.closed > $3 AND o.ended > $3"
enum candidate_col { C_HOLDS, C_ACCOUNT, C_PID, C_NAME, C_ORG, C_ORG_ID, C_KIND };
static const struct stmt stmt_candidates = {
	CANDIDATE " AND h.account <> $4 AND strpos(a.name_key, $5) > 0 AND (o.id = $6 OR $6 = 0)"
	" ORDER BY a.name_key, h.id LIMIT 500",
	"tiiiti", "iittt" "it"};
static const struct stmt stmt_candidate = {CANDIDATE " AND h.pid = $4", "tiit", "iittt" "it"};
static const struct stmt stmt_account = {
	"SELECT id, pid, name FROM account WHERE pid = $1 AND region = $2 AND closed > $3", "tii", "itt"};
static const struct stmt stmt_person = {
	"SELECT id, pid, name FROM account WHERE email_key = $1 AND region = $2 AND closed > $3", "tii", "itt"};

/* Writes nothing: it holds the giver's own relation to the moment of the commit. */
static const struct stmt stmt_giver_stands = {"UPDATE relation SET rev = rev WHERE id = $1 AND ends > $2", "ii", ""};
/* Nor does this: another who supervises must be left when the one ($2) of this child ($1) ends. */
static const struct stmt stmt_guide_left = {
	"UPDATE relation SET rev = rev WHERE id = (SELECT min(id) FROM relation WHERE route = $1 AND id <> $2 AND kind = $3"
	" AND begins <= $4 AND ends > $4)",
	"iiti", ""};
/* Drafts of the account ($1) about the child ($2), when no relation is left that opens it. One that was kept after
 * signing out knows no child; its address may. */
static const struct stmt stmt_drafts_drop = {
	"DELETE FROM draft WHERE account = $1 AND (draft.route = $2 OR EXISTS (SELECT 1 FROM route t WHERE t.id = $2 AND"
	" substr(draft.subject, 1, 19) = '/kind/' || t.pid)) AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.route = $2"
	" AND r.begins <= $3 AND r.ends > $3 AND (r.grantee = $1 OR EXISTS (SELECT 1 FROM holds h WHERE h.account = $1"
	" AND h.begins <= $3 AND h.ends > $3 AND (h.id = r.grantee OR h.seat = r.grantee))))",
	"iii", ""};

/* ---- the viewer ---- */

static uint32_t places_of(const struct viewer *v, int64_t school)
{
	uint32_t places = UINT32_C(1) << PLACE_FAMILY;
	for (size_t i = 0; i < v->n_seats; i++) {
		if (v->seats[i].role != v->role)
			continue;
		places |= UINT32_C(1) << PLACE_OWN;
		if (v->seats[i].org == school)
			places |= UINT32_C(1) << PLACE_SCHOOL;
		if (v->seats[i].org_kind == ORG_SWV)
			places |= UINT32_C(1) << PLACE_SWV;
	}
	return places;
}

struct standing take_part_standing(const struct act *act, const struct allowed *allowed, const struct row *child)
{
	struct standing s = {.route = child->id, .school = row_int(child, child->rec->at), .allowed = *allowed};
	s.shielded = (allowed->hides[PART_KERN] & HIDE_SHIELD) != 0;
	s.giver = (struct giver){.role = act->viewer->role, .reads = allowed->reads,
	                         .places = places_of(act->viewer, s.school)};
	for (enum relation_kind k = REL_NONE; k < REL__N && !s.shielded; k++)
		s.giver.kinds |= allowed->by[k] == 0 ? 0 : UINT32_C(1) << k;
	return s;
}

enum err take_part_standing_read(struct act *act, int64_t route, struct standing *out)
{
	struct allowed allowed;
	struct row child;
	enum err e = reach_allowed(act, route, &allowed);
	if (e == OK)
		e = record_by_id(act, model_route(act->model), route, &child);
	if (e == OK)
		*out = take_part_standing(act, &allowed, &child);
	return e;
}

/* ---- who takes part ---- */

/* What the relation opens to its holder: by its role, or to an account in whatever role it may act in. */
static parts opened(enum role held, enum relation_kind kind, parts shared)
{
	parts p = 0;
	for (enum role r = ROLE_NONE; r < ROLE__N; r++) {
		const struct policy *row = held == ROLE_NONE || held == r ? policy_of(r, kind) : NULL;
		p |= row == NULL ? 0 : row->reads;
	}
	return p & shared;
}

static bool taker_take(const struct rows *r, size_t i, int64_t now, struct taker *t)
{
	*t = (struct taker){
		.route = rows_int(r, i, T_ROUTE),
		.relation = rows_int(r, i, T_ID),
		.grantee = rows_int(r, i, T_GRANTEE),
		.account = rows_int(r, i, T_ACCOUNT),
		.pid = rows_text(r, i, T_PID),
		.begins = rows_int(r, i, T_BEGINS),
		.ends = rows_int(r, i, T_ENDS),
		.given_by = rows_int(r, i, T_GIVEN_BY),
		.name = rows_text(r, i, T_NAME),
		.org = rows_text(r, i, T_ORG),
		.giver = rows_text(r, i, T_GIVER),
		.replaces = rows_text(r, i, T_REPLACES),
		.end_asked_by = rows_int(r, i, T_END_ASKED),
		.holder = rows_text(r, i, T_HOLDER),
		.stands_in = rows_text(r, i, T_PID).n == 0,
	};
	if (!relation_parse(rows_text(r, i, T_KIND), &t->kind))
		return false;
	if (!role_parse(rows_text(r, i, T_ROLE), &t->role))
		t->role = ROLE_NONE;
	t->reads = opened(t->role, t->kind, (parts)rows_int(r, i, T_PARTS));
	return rows_int(r, i, T_HELD_UNTIL) > now;
}

/* Who reads only the application at the own school is not told at which others the parents applied. */
static bool knows_applications(const struct viewer *v, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		enum relation_kind kind;
		if (!viewer_is_grantee(v, rows_int(r, i, T_GRANTEE)) || !relation_parse(rows_text(r, i, T_KIND), &kind))
			continue;
		bool account = rows_int(r, i, T_GRANTEE) == v->account;
		const struct policy *row = policy_of(v->role, kind);
		row = row == NULL && account ? policy_of(ROLE_NONE, kind) : row;
		if (row != NULL && (row->reads & ~row->own & PART_BIT(PART_AANMELDING)) != 0)
			return true;
	}
	return false;
}

struct stmt_asked *take_part_ask(struct act *act, int64_t route)
{
	return stmt_ask(act, &stmt_takers,
	                DB_ARGS(val_int(route), val_int(INSTANT_OPEN), val_int(act->now),
	                        val_int(act->now - (int64_t)ENDING_DAYS * DAY_MS)));
}

enum err take_part_told(struct act *act, const struct stmt_asked *x, struct takers *out)
{
	const struct rows *r;
	enum err e = stmt_take(act, x, &r);
	if (e != OK)
		return e;
	struct taker *v = ARENA_ARRAY(act->a, struct taker, r->n + 1);
	bool knows = knows_applications(act->viewer, r);
	*out = (struct takers){.v = v};
	for (size_t i = 0; i < r->n; i++) {
		struct taker *t = &v[out->n];
		out->n += taker_take(r, i, act->now, t) &&
		          (knows || t->kind != REL_APPLIED || viewer_is_grantee(act->viewer, t->grantee));
	}
	return OK;
}

enum err take_part_list(struct act *act, int64_t route, struct takers *out)
{
	return take_part_told(act, take_part_ask(act, route), out);
}

static bool is_last_guide(const struct takers *all, const struct taker *t)
{
	size_t n = 0;
	for (size_t i = 0; i < all->n; i++)
		n += all->v[i].kind == REL_SUPERVISES;
	return t->kind == REL_SUPERVISES && n < 2;
}

bool take_part_may_end(const struct act *act, const struct standing *s, const struct takers *all,
                       const struct taker *t)
{
	int64_t me = act->viewer->account;
	if (t->stands_in)
		return false;
	if (t->kind == REL_HELPER)
		return t->given_by == me || t->account == me;
	if (family_rule_of(t->kind) != NULL)
		return family_may_end(act, s, t) == FAMILY_END_NOW;
	return grant_may_end(&s->giver, t->kind, t->role) && !is_last_guide(all, t);
}

/* ---- who could ---- */

static bool stands_at(const struct standing *s, const struct grant_rule *rule, int64_t org, struct str kind_code)
{
	enum org_kind kind;
	if (!org_kind_parse(kind_code, &kind))
		return false;
	switch (rule->place) {
	case PLACE_SCHOOL:
		return org == s->school;
	case PLACE_SWV:
		return kind == ORG_SWV;
	case PLACE_PARTNERS:
		return (rule->orgs >> kind & 1) != 0;
	case PLACE_NOWHERE:
	case PLACE_OWN:
	case PLACE_PERSON:
	case PLACE_FAMILY:
		break;
	}
	return false;
}

static struct candidate candidate_take(const struct rows *r, size_t i)
{
	return (struct candidate){
		.grantee = rows_int(r, i, C_HOLDS), .account = rows_int(r, i, C_ACCOUNT), .pid = rows_text(r, i, C_PID),
		.name = rows_text(r, i, C_NAME), .org = rows_text(r, i, C_ORG),
	};
}

static struct val role_val(const struct grant_rule *rule)
{
	return val_text(str_from(role_def(rule->to)->code));
}

enum err take_part_candidates(struct act *act, const struct standing *s, const struct grant_rule *rule, struct str word,
                              struct candidates *out)
{
	const struct viewer *v = act->viewer;
	const struct rows *r;
	int64_t org = rule->place == PLACE_SCHOOL ? s->school : 0;
	enum err e = act_exec(act, &stmt_candidates,
	                      DB_ARGS(role_val(rule), val_int(v->region), val_int(act->now), val_int(v->account),
	                              val_text(word), val_int(org)),
	                      &r);
	if (e != OK)
		return e;
	*out = (struct candidates){.v = ARENA_ARRAY(act->a, struct candidate, CANDIDATES_SHOWN)};
	for (size_t i = 0; i < r->n; i++) {
		if (!stands_at(s, rule, rows_int(r, i, C_ORG_ID), rows_text(r, i, C_KIND)))
			continue;
		out->more = out->n == CANDIDATES_SHOWN;
		if (out->more)
			break;
		out->v[out->n++] = candidate_take(r, i);
	}
	return OK;
}

static enum err account_take(const struct act *act, const struct rows *r, struct candidate *out)
{
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*out = (struct candidate){.grantee = rows_int(r, 0, 0), .account = rows_int(r, 0, 0), .pid = rows_text(r, 0, 1),
	                          .name = rows_text(r, 0, 2)};
	return out->account == act->viewer->account ? ERR_DENIED : OK;
}

enum err take_part_candidate(struct act *act, const struct standing *s, const struct grant_rule *rule, struct str pid,
                             struct candidate *out)
{
	const struct viewer *v = act->viewer;
	const struct rows *r;
	if (rule->place == PLACE_PERSON) {
		enum err e = act_exec(act, &stmt_account, DB_ARGS(val_text(pid), val_int(v->region), val_int(act->now)), &r);
		return e != OK ? e : account_take(act, r, out);
	}
	enum err e = act_exec(act, &stmt_candidate,
	                      DB_ARGS(role_val(rule), val_int(v->region), val_int(act->now), val_text(pid)), &r);
	if (e != OK)
		return e;
	if (r->n == 0 || !stands_at(s, rule, rows_int(r, 0, C_ORG_ID), rows_text(r, 0, C_KIND)))
		return ERR_NOT_FOUND;
	*out = candidate_take(r, 0);
	return out->account == v->account ? ERR_DENIED : OK;
}

enum err take_part_person(struct act *act, struct str email, struct candidate *out)
{
	const struct rows *r;
	struct val key = val_text(utf8_fold(act->a, email));
	enum err e = act_exec(act, &stmt_person, DB_ARGS(key, val_int(act->viewer->region), val_int(act->now)), &r);
	return e != OK ? e : account_take(act, r, out);
}

/* ---- giving and ending ---- */

const char *take_part_refused(const struct act *act, const struct grant_rule *rule, const struct takers *all,
                              const struct candidate *who)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct taker *t = &all->v[i];
		if (t->account == who->account && t->kind == rule->kind && t->grantee == who->grantee)
			return N_("This person does this already. End it first if something must change.");
		if (rule->single && t->kind == rule->kind && t->given_by == act->viewer->account)
			return N_("Someone looks along for you already. End that first.");
	}
	return NULL;
}

enum err take_part_give(struct change *c, const struct act *act, const struct standing *s,
                        const struct grant_rule *rule, const struct candidate *who, parts chosen, int64_t ends)
{
	int64_t id;
	const struct relation r = {
		.route = s->route, .grantee = who->grantee, .kind = rule->kind,
		.parts = grant_parts(rule, &s->giver, chosen), .begins = act->now, .ends = ends, .src_rec = &rec_relation,
		.src_id = s->allowed.by[__builtin_ctz(rule->by & s->giver.kinds)], .given_by = act->viewer->account,
	};
	if (r.parts == 0 || who->account == act->viewer->account)
		return ERR_DENIED;
	change_exec(c, &stmt_giver_stands, DB_ARGS(val_int(r.src_id), val_int(act->now)), 1);
	return relation_give(c, &r, &id);
}

void take_part_end(struct change *c, const struct act *act, const struct taker *t)
{
	if (t->kind == REL_SUPERVISES)
		change_exec(c, &stmt_guide_left,
		            DB_ARGS(val_int(t->route), val_int(t->relation), val_text(str_from(relation_code(REL_SUPERVISES))),
		                    val_int(act->now)),
		            1);
	relation_end(c, t->relation, act->now);
	if (t->account != 0)
		change_exec(c, &stmt_drafts_drop, DB_ARGS(val_int(t->account), val_int(t->route), val_int(act->now)), -1);
}

enum err relation_may_undo(struct act *act, const struct row *now)
{
	size_t n;
	struct standing s;
	struct taker t;
	const struct rows *r;
	const struct grant_rule *rules = grant_rules(&n);
	enum err e = take_part_standing_read(act, row_int(now, &relation_fields[RELATION_ROUTE]), &s);
	if (e == OK)
		e = act_exec(act, &stmt_taker, DB_ARGS(val_int(now->id), val_int(INSTANT_OPEN)), &r);
	if (e != OK)
		return e;
	if (r->n == 0 || !taker_take(r, 0, act->now, &t) || t.account == act->viewer->account)
		return ERR_DENIED;
	if (family_rule_of(t.kind) != NULL)
		return grant_may_invite(&s.giver) ? OK : ERR_DENIED;
	for (size_t i = 0; i < n; i++)
		if (rules[i].kind == t.kind && rules[i].to == t.role && grant_may(&rules[i], &s.giver) &&
		    (rules[i].to != ROLE_NONE || t.given_by == act->viewer->account))
			return OK;
	return ERR_DENIED;
}

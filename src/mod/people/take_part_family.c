/* Own family in the route of a child: let in by an invitation, and let out. */
#include "take_part.h"

#include "invitation.h"

/* What the account ($1) is to the child ($2) at this moment ($3), with the place from which it is: a shielded one lets
 * nobody in. */
static const struct stmt stmt_giver = {
	"SELECT r.id, r.kind, s.role, CASE WHEN s.org = t.school THEN 1 ELSE 0 END, t.school FROM relation r"
	" JOIN route t ON t.id = r.route JOIN holds h ON h.account = $1 AND h.begins <= $3 AND h.ends > $3"
	" JOIN seat s ON s.id = h.seat JOIN account a ON a.id = h.account JOIN organisation o ON o.id = s.org"
	" WHERE r.route = $2 AND r.begins <= $3 AND r.ends > $3 AND t.closed > $3 AND a.closed > $3 AND o.ended > $3"
	" AND (r.grantee = h.seat OR r.grantee = h.id OR r.grantee = h.account) AND NOT EXISTS (SELECT 1 FROM shield d"
	" WHERE d.route = r.route AND d.person = h.account AND d.state IN ('confirmed', 'lifting'))"
	" ORDER BY r.id LIMIT 100",
	"iii", "ittii"};
static const struct stmt stmt_has = {
	"SELECT count(*) FROM relation WHERE route = $1 AND grantee = $2 AND kind = $3 AND begins <= $4 AND ends > $4",
	"iiti", "i"};
/* Writes nothing: it holds the giver's own relation to the moment of the commit. */
static const struct stmt stmt_giver_stands = {"UPDATE relation SET rev = rev WHERE id = $1 AND ends > $2", "ii", ""};
static const struct stmt stmt_ask = {
	"INSERT INTO relation_ending (relation, asked_by, at) VALUES ($1, $2, $3)"
	" ON CONFLICT (relation) DO UPDATE SET asked_by = $2, at = $3", "iii", ""};

enum err family_giver(struct act *act, int64_t account, int64_t route, struct family_giver *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_giver, DB_ARGS(val_int(account), val_int(route), val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		enum relation_kind kind;
		struct giver g = {.places = rows_int(r, i, 3) == 1 ? UINT32_C(1) << PLACE_SCHOOL : 0};
		if (!relation_parse(rows_text(r, i, 1), &kind) || !role_parse(rows_text(r, i, 2), &g.role))
			continue;
		g.kinds = UINT32_C(1) << kind;
		*out = (struct family_giver){.relation = rows_int(r, i, 0), .school = rows_int(r, i, 4)};
		if (grant_may_invite(&g))
			return OK;
	}
	return e != OK ? e : ERR_NOT_FOUND;
}

enum err family_join(struct act *act, struct change *c, int64_t account, int64_t route, enum relation_kind kind,
                     int64_t given_by)
{
	struct family_giver giver;
	const struct rows *has;
	int64_t id;
	if (family_rule_of(kind) == NULL || account == given_by)
		return ERR_DENIED;
	enum err e = family_giver(act, given_by, route, &giver);
	if (e == OK)
		e = act_exec(act, &stmt_has,
		             DB_ARGS(val_int(route), val_int(account), val_text(str_from(relation_code(kind))),
		                     val_int(act->now)), &has);
	if (e != OK || rows_int(has, 0, 0) > 0)
		return e;
	const struct relation r = {
		.route = route, .grantee = account, .kind = kind, .parts = ~UINT32_C(0), .begins = act->now,
		.ends = INSTANT_OPEN, .src_rec = &rec_relation, .src_id = giver.relation, .given_by = given_by,
	};
	change_exec(c, &stmt_giver_stands, DB_ARGS(val_int(r.src_id), val_int(act->now)), 1);
	return relation_give(c, &r, &id);
}

enum family_end family_may_end(const struct act *act, const struct standing *s, const struct taker *t)
{
	int64_t me = act->viewer->account;
	bool first = grant_may_invite(&s->giver), second = grant_may_shield(&s->giver);
	if (t->account == me || family_rule_of(t->kind) == NULL || !(first || second))
		return FAMILY_END_NOT;
	if (first && t->given_by == me)
		return FAMILY_END_NOW;
	if (t->end_asked_by == me)
		return FAMILY_END_ASKED;
	return t->end_asked_by != 0 ? FAMILY_END_NOW : first ? FAMILY_END_ASK : FAMILY_END_NOT;
}

void family_end_ask(struct change *c, const struct act *act, const struct taker *t)
{
	change_exec(c, &stmt_ask, DB_ARGS(val_int(t->relation), val_int(act->viewer->account), val_int(act->now)), 1);
}

enum err family_invite(struct req *req, const struct family_invitation *n)
{
	struct act *act = &req->act;
	const struct family_rule *rule = family_rule_of(n->kind);
	struct invitation_new made = {
		.given_by = req->viewer->account, .name = n->name, .email = n->email, .lang = n->lang, .route = n->route,
		.kind = n->kind, .mail = n->by_mail ? req->app->keys : NULL,
	};
	struct str code, pid;
	int64_t org;
	enum err e = rule == NULL ? ERR_DENIED : parents_org(act, &org);
	if (e != OK)
		return e;
	struct change *c = change_begin(act, N_("The invitation is made"), 0);
	e = seat_of(act, c, org, rule->role, &made.seat);
	if (e == OK)
		e = invitation_new(act, c, &made, &code, &pid);
	if (e != OK)
		return e;
	change_answers(c, req->form, req_subject(req), str_from(n->back));
	e = change_commit(c);
	return e != OK ? e : letter_page(req, pid, n->name, n->lang, invitation_ends(act->now), code);
}

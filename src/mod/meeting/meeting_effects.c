/* What the steps of a meeting bring about: doors that open and shut, who is told, where the route goes. */
#include "meeting_rules.h"

#include "date.h"
#include "flow.h"
#include "meeting_who.h"
#include "opens.h"
#include "opp.h"
#include "outbox.h"
#include "people.h"
#include "route.h"
#include "rule_book.h"

int64_t meeting_door_ends(const struct row *meeting)
{
	return instant_of_date((int32_t)row_int(meeting, &meeting_fields[MEETING_UNTIL]) + 1);
}

enum { C_ID, C_ACCOUNT, C_GRANTEE, C_AS, C_SHARES, C_RELATION, C_SENT };
static const struct stmt stmt_invitees = {
	"SELECT id, coalesce(account, 0), coalesce(grantee, 0), as_who, coalesce(shares, 0), coalesce(relation, 0),"
	" coalesce(sent, 0) FROM invitee WHERE meeting = $1 ORDER BY id LIMIT 64",
	"i", "iiitiii"};

static void set(struct change *c, int64_t id, enum invitee_field f, struct val v)
{
	change_set(c, &rec_invitee, id, &invitee_fields[f], v);
}

/* Opens to one invitee what the invitation shares, until its day: the letter of access.md rule 8. */
static enum err open_to(struct change *c, const struct row *at, const struct rows *r, size_t i, enum invitee_as as)
{
	const struct act *act = change_act(c);
	int64_t id;
	const struct relation rel = {
		.route = row_int(at, &meeting_fields[MEETING_ROUTE]), .grantee = rows_int(r, i, C_GRANTEE),
		.kind = meeting_comes(as), .parts = meeting_shares(at, as), .begins = act->now,
		.ends = meeting_door_ends(at), .src_rec = &rec_meeting, .src_id = at->id,
		.given_by = act->viewer == NULL ? 0 : act->viewer->account,
	};
	enum err e = relation_give(c, &rel, &id);
	if (e != OK)
		return e;
	set(c, rows_int(r, i, C_ID), INVITEE_RELATION, val_int(id));
	set(c, rows_int(r, i, C_ID), INVITEE_SHARES, val_int(rel.parts));
	return OK;
}

/* A mail that waits is told no more after the last day that was offered, nor to who cannot open the child by then. */
static struct notice notice_of(struct change *c, const struct row *at, int64_t account, const char *why, int32_t by)
{
	int64_t last = row_int(at, &meeting_fields[MEETING_DAY_A]);
	for (enum meeting_field day = MEETING_DAY_B; day <= MEETING_DAY_C; day += 2)
		if (row_val(at, &meeting_fields[day]).type == VAL_INT && row_int(at, &meeting_fields[day]) > last)
			last = row_int(at, &meeting_fields[day]);
	return (struct notice){
		.kind = NOTICE_WAITING, .account = account, .by = by, .minutes = 5,
		.once = str_printf(change_act(c)->a, "meeting:%s:%lld", why, (long long)at->id),
		.route = row_int(at, &meeting_fields[MEETING_ROUTE]),
		.lapses = strncmp(why, "report", 6) == 0 ? 0 : instant_of_date((int32_t)last + 1),
	};
}

static void tell(struct change *c, int64_t account, const char *why, const struct row *at, int32_t by)
{
	struct notice n = notice_of(c, at, account, why, by);
	if (account != 0)
		outbox_put(c, &n);
}

/* Nobody hears of an invitation to what was held or is called off. */
static void untell_invitation(struct change *c, const struct row *at, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		struct notice n = notice_of(c, at, rows_int(r, i, C_ACCOUNT), "invited", 0);
		if (n.account != 0)
			outbox_withdraw(c, &n);
	}
}

static enum err invitees(struct change *c, const struct row *at, const struct rows **r)
{
	return act_exec(change_act(c), &stmt_invitees, DB_ARGS(val_int(at->id)), r);
}

/* Only a knooppunt is a place on the route; any other talk goes on beside it. */
static enum err moves_route(struct change *c, const struct row *at, enum phase to, const char *next, int32_t by)
{
	if (!is_knooppunt(at))
		return OK;
	return route_to(c, row_int(at, &meeting_fields[MEETING_ROUTE]), to, next, by,
	                is_owned_by_school(at) ? SIDE_SCHOOL : SIDE_PRESCHOOL);
}

enum err meeting_most(struct act *act, int64_t route, struct val *out)
{
	struct basis basis;
	int32_t today = instant_date(act->now);
	enum err e = basis_load(act, route, &basis);
	const struct rule *rule = e == OK ? book_rule(&basis.book, S("LOC-22"), today) : NULL;
	const struct running how = {.calendar = basis.calendar};
	*out = rule == NULL ? val_null() : val_int(rule_due(rule, today, &how));
	return e;
}

enum err meeting_bound(struct change *c, const struct row *at)
{
	struct val most;
	if (flow_state(at) != MEETING_PLANNED)
		return OK;
	enum err e = meeting_most(change_act(c), row_int(at, &meeting_fields[MEETING_ROUTE]), &most);
	if (e == OK)
		change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_UNTIL_MOST], most);
	return e;
}

enum err meeting_invited(struct change *c, const struct row *at)
{
	const struct rows *r;
	int32_t day = (int32_t)row_int(at, &meeting_fields[MEETING_DAY_A]);
	enum err e = invitees(c, at, &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		enum invitee_as as = meeting_as(rows_text(r, i, C_AS));
		/* The relation is written before the row that names it. */
		if (rows_int(r, i, C_SHARES) != 0 && rows_int(r, i, C_RELATION) == 0 && rows_int(r, i, C_GRANTEE) != 0)
			e = open_to(c, at, r, i, as);
		set(c, rows_int(r, i, C_ID), INVITEE_SENT, val_int(change_now(c)));
		if (as != AS_GUEST) /* who comes by a code has no other door */
			tell(c, rows_int(r, i, C_ACCOUNT), "invited", at, day);
	}
	if (e == OK)
		e = meeting_bound(c, at);
	return e == OK ? moves_route(c, at, PHASE_KNOOPPUNT, ROUTE_TALK, day) : e;
}

enum err meeting_was_held(struct change *c, const struct row *at)
{
	const struct rows *r;
	enum err e = invitees(c, at, &r);
	if (e == OK)
		untell_invitation(c, at, r);
	change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_HELD_ON], val_int(instant_date(change_now(c))));
	return e;
}

/* Pieces of the report, which open with it. What the family does itself it knows: it was agreed on with them. */
static const struct {
	const struct record *rec;
	const struct field *opens;
	struct stmt ids;
} pieces[] = {
	{&rec_solution, &solution_fields[SOLUTION_OPENS],
	 {"SELECT id FROM solution WHERE meeting = $1 ORDER BY id LIMIT 40", "i", "i"}},
	{&rec_action, &action_fields[ACTION_OPENS],
	 {"SELECT id FROM action WHERE meeting = $1 AND side <> 'ouders' ORDER BY id LIMIT 60", "i", "i"}},
	{&rec_needed, &needed_fields[NEEDED_OPENS],
	 {"SELECT id FROM needed WHERE meeting = $1 ORDER BY id LIMIT 40", "i", "i"}},
};

static enum err report_opens(struct change *c, const struct row *at, struct val opens)
{
	const struct rows *r;
	enum err e = OK;
	change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_OPENS], opens);
	for (size_t i = 0; e == OK && i < sizeof pieces / sizeof *pieces; i++) {
		e = act_exec(change_act(c), &pieces[i].ids, DB_ARGS(val_int(at->id)), &r);
		for (size_t k = 0; e == OK && k < r->n; k++)
			change_set(c, pieces[i].rec, rows_int(r, k, 0), pieces[i].opens, opens);
	}
	return e;
}

static const struct stmt stmt_needed = {
	"SELECT id FROM needed WHERE meeting = $1 AND proposed IS NULL ORDER BY id LIMIT 40", "i", "i"};

/* What the child needs goes beside the plan as a proposal, each once: with the report, and where the family reads that
 * only after a talk, when the talk is closed; the plan is theirs to read as well. */
static enum err needs_proposed(struct change *c, const struct row *at)
{
	const struct rows *ids;
	const struct row *v;
	int32_t today = instant_date(change_now(c));
	enum err e = act_exec(change_act(c), &stmt_needed, DB_ARGS(val_int(at->id)), &ids);
	if (e == OK)
		e = records_by_id(change_act(c), &rec_needed, ids, 0, &v);
	for (size_t i = 0; e == OK && i < ids->n; i++) {
		bool goal = str_is(row_text(&v[i], &needed_fields[NEEDED_KIND]), "doel");
		change_set(c, &rec_needed, v[i].id, &needed_fields[NEEDED_PROPOSED], val_int(today));
		e = opp_propose(c, row_int(at, &meeting_fields[MEETING_ROUTE]), goal ? NEED_GOAL : NEED_HELP,
		                row_text(&v[i], &needed_fields[NEEDED_WHAT]), "knooppunt", today);
	}
	return e;
}

/* Everyone who was there or was invited reads the version of their own at once; the family after the talk that the
 * author plans first, of which they hear at once. */
enum err meeting_was_shared(struct change *c, const struct row *at)
{
	const struct rows *r;
	struct val opens;
	enum err e = invitees(c, at, &r);
	if (e == OK)
		e = opens_on(change_act(c), row_int(at, &meeting_fields[MEETING_ROUTE]),
		             change_val(c, &rec_meeting, at->id, &meeting_fields[MEETING_TALK_ON]), &opens);
	if (e == OK)
		e = report_opens(c, at, opens);
	if (e == OK && opens.type == VAL_NULL)
		e = needs_proposed(c, at);
	change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_REPORTED], val_int(change_now(c)));
	for (size_t i = 0; e == OK && i < r->n; i++)
		if (meeting_as(rows_text(r, i, C_AS)) != AS_GUEST)
			tell(c, rows_int(r, i, C_ACCOUNT), str_printf(change_act(c)->a, "report-%lld", (long long)at->rev).p,
			     at, 0);
	return e;
}

void invitee_paper_gone(struct change *c, int64_t invitee)
{
	set(c, invitee, INVITEE_PAPER_ON, val_null());
	held_gone(c, &rec_invitee, invitee);
}

/* What is corrected is no report until it is shared again; who said that it was right said so of the former one. */
enum err meeting_was_reopened(struct change *c, const struct row *at)
{
	const struct rows *r;
	enum err e = invitees(c, at, &r);
	change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_REPORTED], val_null());
	change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_TALK_ON], val_null());
	if (e == OK)
		e = report_opens(c, at, val_null());
	for (size_t i = 0; e == OK && i < r->n; i++) {
		set(c, rows_int(r, i, C_ID), INVITEE_READ, val_null());
		set(c, rows_int(r, i, C_ID), INVITEE_READ_WHY, val_null());
		set(c, rows_int(r, i, C_ID), INVITEE_READ_AT, val_null());
		invitee_paper_gone(c, rows_int(r, i, C_ID));
	}
	return e;
}

/* ---- what is open by the invitation ---- */

enum { D_ID, D_AS, D_INVITEE };
static const struct stmt stmt_doors = {
	"SELECT x.id, coalesce(i.as_who, ''), coalesce(i.id, 0) FROM relation x LEFT JOIN invitee i"
	" ON i.relation = x.id WHERE x.route = $1 AND x.src_rec = 'meeting' AND x.src_id = $2 AND x.ends > $3 LIMIT 64",
	"iii", "iti"};

enum err meeting_doors(struct act *act, const struct row *meeting, const struct rows **doors)
{
	return act_exec(act, &stmt_doors,
	                DB_ARGS(val_int(row_int(meeting, &meeting_fields[MEETING_ROUTE])), val_int(meeting->id),
	                        val_int(act->now)), doors);
}

void meeting_doors_fit(struct change *c, const struct row *meeting, const struct rows *doors)
{
	for (size_t i = 0; i < doors->n; i++) {
		enum invitee_as as = meeting_as(rows_text(doors, i, D_AS));
		int64_t id = rows_int(doors, i, D_ID), shares = meeting_shares(meeting, as);
		if (as == AS__N) /* at no table any more */
			continue;
		change_set(c, &rec_relation, id, &relation_fields[RELATION_PARTS], val_int(shares));
		change_set(c, &rec_relation, id, &relation_fields[RELATION_ENDS], val_int(meeting_door_ends(meeting)));
		if (rows_int(doors, i, D_INVITEE) != 0)
			set(c, rows_int(doors, i, D_INVITEE), INVITEE_SHARES, val_int(shares));
	}
}

/* What it opened shuts at once (access.md rule 2). */
enum err meeting_was_cancelled(struct change *c, const struct row *at)
{
	const struct rows *r, *doors;
	enum err e = invitees(c, at, &r);
	if (e == OK)
		e = meeting_doors(change_act(c), at, &doors);
	if (e == OK)
		untell_invitation(c, at, r);
	for (size_t i = 0; e == OK && i < doors->n; i++)
		relation_end(c, rows_int(doors, i, D_ID), change_now(c));
	/* Who was not invited yet is not told, and who comes by a code by who invited them. */
	for (size_t i = 0; e == OK && i < r->n; i++)
		if (rows_int(r, i, C_SENT) != 0 && meeting_as(rows_text(r, i, C_AS)) != AS_GUEST)
			tell(c, rows_int(r, i, C_ACCOUNT), "off", at, 0);
	return e;
}

/* Where the route goes from here, by what was decided. A group is entered by its placement, not by the talk. */
static const struct {
	enum phase to;
	const char *next;
} goes_on[OUTCOMES] = {
	[OUTCOME_OWN] = {PHASE_SUPPORT, ROUTE_BEGIN_HELP},
	[OUTCOME_GROUP] = {PHASE_KNOOPPUNT, N_("Prepare the placement in the group")},
	[OUTCOME_TLV] = {PHASE_TLV, N_("Prepare the request for a TLV with the parents")},
	[OUTCOME_OTHER] = {PHASE_KNOOPPUNT, N_("Do what was agreed on together")},
};

enum err meeting_was_closed(struct change *c, const struct row *at)
{
	enum { TWO_WEEKS = 14 };
	enum meeting_outcome o = meeting_outcome(at);
	enum err e = needs_proposed(c, at);
	if (e != OK || o == OUTCOMES)
		return e;
	return moves_route(c, at, goes_on[o].to, goes_on[o].next, instant_date(change_now(c)) + TWO_WEEKS);
}

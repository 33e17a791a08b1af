/* From the preschool to the mother school, and from a school at which parents withdrew to the next: what happens to the
 * talks when the parents apply (systems.md A3). */
#include "date.h"
#include "flow.h"
#include "meeting_who.h"
#include "people.h"
#include "route.h"

/* Talks of the preschool, or of the school before, that are not called off: those that run go over, of one that is over
 * the preschool reads on what it was invited to. */
enum { M_ID, M_STATE, M_DAY, M_UNTIL, M_CARD, M_VOICE, M_KIND };
static const struct stmt stmt_led = {
	"SELECT id, state, coalesce(day, day_a), shares_until, coalesce(shares_card, 0), coalesce(shares_voice, 0), kind"
	" FROM meeting WHERE route = $1 AND (owner = 'voorschool' OR (owner = 'school' AND org = $2))"
	" AND state <> 'vervallen' ORDER BY id LIMIT 64",
	"ii", "itttiit"};
static const struct stmt stmt_doors = {
	"SELECT id, parts FROM relation WHERE route = $1 AND kind = 'preschool' AND begins <= $2 AND ends > $2 ORDER BY id"
	" LIMIT 64",
	"ii", "ii"};
/* People of the preschool at the table; an invitation is of one person, so of their own place on the seat. */
static const struct stmt stmt_there = {
	"SELECT i.id, coalesce(h.id, i.grantee) FROM invitee i LEFT JOIN holds h ON h.seat = i.grantee AND"
	" h.account = i.account AND h.begins <= $2 AND h.ends > $2 WHERE i.meeting = $1 AND i.as_who = 'voorschool'"
	" AND i.grantee IS NOT NULL AND i.relation IS NULL ORDER BY i.id LIMIT 16",
	"ii", "ii"};
static const struct stmt stmt_leaders = {
	"SELECT h.seat, a.id, a.name, o.name FROM holds h JOIN seat s ON s.id = h.seat JOIN organisation o ON o.id = s.org"
	" JOIN account a ON a.id = h.account WHERE s.org = $1 AND s.role = 'ib' AND h.begins <= $2 AND h.ends > $2 AND"
	" a.closed > $2 AND NOT EXISTS (SELECT 1 FROM invitee i WHERE i.meeting = $3 AND i.account = a.id)"
	" ORDER BY a.name_key, a.id LIMIT 4",
	"iii", "iitt"};

struct led {
	int64_t id, route, org;
	int state;
	int32_t day, until;
	parts shares;
	bool knooppunt;
};

static struct led led_at(const struct rows *r, size_t i, int64_t route, int64_t org)
{
	struct val v[MEETING__N] = {[MEETING_CARD] = val_int(rows_int(r, i, M_CARD)),
	                            [MEETING_VOICE] = val_int(rows_int(r, i, M_VOICE)),
	                            [MEETING_KIND] = val_text(rows_text(r, i, M_KIND))};
	const struct row shared = {.rec = &rec_meeting, .v = v};
	struct led m = {.id = rows_int(r, i, M_ID), .route = route, .org = org,
	                .state = flow_place(&rec_meeting, rows_text(r, i, M_STATE)),
	                .shares = meeting_shares(&shared, AS_PRESCHOOL), .knooppunt = is_knooppunt(&shared)};
	if (!date_parse_iso(rows_text(r, i, M_DAY), &m.day) || !date_parse_iso(rows_text(r, i, M_UNTIL), &m.until))
		BUG("a talk without a day");
	return m;
}

static void set(struct change *c, int64_t id, enum invitee_field f, struct val v)
{
	change_set(c, &rec_invitee, id, &invitee_fields[f], v);
}

/* The preschool reads on as who is invited: this talk, until the day that was said. One that is not sent yet opens when
 * the school invites. */
static enum err stays_invited(struct change *c, const struct led *m)
{
	struct act *act = change_act(c);
	const struct rows *r;
	bool open = ((rec_meeting.ends >> m->state) & 1) == 0;
	enum err e = act_exec(act, &stmt_there, DB_ARGS(val_int(m->id), val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		int64_t id = 0, who = rows_int(r, i, 0);
		const struct relation x = {
			.route = m->route, .grantee = rows_int(r, i, 1), .kind = REL_INVITED, .parts = m->shares,
			.begins = act->now, .ends = instant_of_date(m->until + 1), .src_rec = &rec_meeting, .src_id = m->id};
		if (m->state != MEETING_PLANNED && x.ends > act->now)
			e = relation_give(c, &x, &id);
		if (e != OK || !open)
			continue;
		set(c, who, INVITEE_GRANTEE, val_int(x.grantee));
		set(c, who, INVITEE_SHARES, val_int(id == 0 ? 1 : x.parts));
		if (id != 0)
			set(c, who, INVITEE_RELATION, val_int(id));
	}
	return e;
}

static enum err school_joins(struct change *c, const struct led *m)
{
	struct act *act = change_act(c);
	const struct rows *r;
	struct str pid;
	int64_t id;
	enum err e = act_exec(act, &stmt_leaders, DB_ARGS(val_int(m->org), val_int(act->now), val_int(m->id)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		const struct val v[INVITEE__N] = {
			[INVITEE_ROUTE] = val_int(m->route), [INVITEE_MEETING] = val_int(m->id),
			[INVITEE_ACCOUNT] = val_int(rows_int(r, i, 1)), [INVITEE_GRANTEE] = val_int(rows_int(r, i, 0)),
			[INVITEE_AS] = val_text(str_from(invitee_fields[INVITEE_AS].choices[AS_SCHOOL].code)),
			[INVITEE_NAME] = val_text(rows_text(r, i, 2)), [INVITEE_ORG] = val_text(rows_text(r, i, 3)),
			[INVITEE_SENT] = m->state == MEETING_PLANNED ? val_null() : val_int(act->now),
			[INVITEE_SHARES] = val_int(0), [INVITEE_INTERPRETER] = val_int(0), [INVITEE_HEARS] = val_int(0),
			[INVITEE_CAN_A] = val_int(0), [INVITEE_CAN_B] = val_int(0), [INVITEE_CAN_C] = val_int(0),
			[INVITEE_APART] = val_int(0), [INVITEE_CAME] = val_int(0),
		};
		e = change_new(c, &rec_invitee, v, &id, &pid);
	}
	return e;
}

static enum err goes_over(struct change *c, const struct led *m)
{
	enum err e = stays_invited(c, m);
	if (e != OK || ((rec_meeting.ends >> m->state) & 1) != 0)
		return e;
	change_set(c, &rec_meeting, m->id, &meeting_fields[MEETING_OWNER], val_text(S("school")));
	change_set(c, &rec_meeting, m->id, &meeting_fields[MEETING_ORG], val_int(m->org));
	e = school_joins(c, m);
	if (e != OK || m->state == MEETING_PLANNED || !m->knooppunt)
		return e;
	return route_to(c, m->route, PHASE_KNOOPPUNT, ROUTE_TALK, m->day, SIDE_SCHOOL);
}

static enum err door_of_preschool(struct change *c, int64_t route)
{
	struct act *act = change_act(c);
	const struct rows *r;
	enum err e = act_exec(act, &stmt_doors, DB_ARGS(val_int(route), val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		change_set(c, &rec_relation, rows_int(r, i, 0), &relation_fields[RELATION_PARTS],
		           val_int((int64_t)((parts)rows_int(r, i, 1) & ~PART_BIT(PART_KNOOPPUNT))));
	return e;
}

enum err meeting_hand_over(struct change *c, int64_t route, int64_t from, int64_t org)
{
	const struct rows *r;
	enum err e = act_exec(change_act(c), &stmt_led, DB_ARGS(val_int(route), val_int(from)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		struct led m = led_at(r, i, route, org);
		e = goes_over(c, &m);
	}
	return e != OK ? e : door_of_preschool(c, route);
}

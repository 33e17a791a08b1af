#include "meeting_who.h"

#include "people.h"
#include "route.h"

/* Everyone with something to do with the child now; a seat is told by the people who hold it. */
enum { W_KIND, W_ROLE, W_GRANTEE, W_SEAT, W_ACCOUNT, W_PID, W_NAME, W_ORG, W_INTERPRETER, W_LANGUAGE, W_HEARS };
#define PERSON_COLUMNS \
	"a.id, a.pid, a.name, coalesce(o.name, ''), a.interpreter, coalesce(a.talk_language, ''), a.rather_hears"
static const struct stmt stmt_around = {
	"SELECT x.kind, coalesce(s.role, ''), coalesce(h.id, x.grantee), x.grantee, " PERSON_COLUMNS " FROM reach x"
	" LEFT JOIN holds h ON (h.id = x.grantee OR h.seat = x.grantee) AND h.begins <= $2 AND h.ends > $2"
	" JOIN account a ON a.id = coalesce(h.account, x.grantee) AND a.closed > $2"
	" LEFT JOIN seat s ON s.id = h.seat LEFT JOIN organisation o ON o.id = s.org"
	" WHERE x.route = $1 AND x.until > $2 ORDER BY x.kind, a.name_key, a.id LIMIT 200",
	"ii", "itiiittt" "iti"};
static const struct stmt stmt_advisers = {
	"SELECT 0, s.role, h.id, h.id, " PERSON_COLUMNS " FROM holds h JOIN seat s ON s.id = h.seat"
	" JOIN organisation o ON o.id = s.org JOIN account a ON a.id = h.account WHERE s.role = $1 AND o.region = $2"
	" AND h.begins <= $3 AND h.ends > $3 AND a.closed > $3 ORDER BY a.name_key LIMIT 4",
	"tii", "itiiittt" "iti"};

enum { TEACHERS_TICKED = 2 };

/* As what a relation brings someone to the table, whether they are proposed with a tick, and whether the invitation
 * opens something for them that they do not read already. */
static const struct place_at {
	enum relation_kind kind;
	enum role role; /* of the seat; ROLE_NONE: in whatever role. What someone has by oneself has no seat */
	enum invitee_as as;
	bool ticked, opens;
} places[] = {
	{REL_PUPIL, ROLE_NONE, AS_PUPIL, true, false},
	{REL_GUARDIAN, ROLE_NONE, AS_PARENT, true, false},
	{REL_GUARDIAN_WITHOUT, ROLE_NONE, AS_PARENT, false, true},
	{REL_SUPERVISES, ROLE_IB, AS_SCHOOL, true, false},
	{REL_CONTACT, ROLE_IB, AS_SCHOOL, true, false},
	{REL_CONTACT, ROLE_TEACHER, AS_TEACHER, true, true},
	{REL_TEACHES, ROLE_TEACHER, AS_TEACHER, true, true},
	{REL_PRESCHOOL, ROLE_PRESCHOOL, AS_PRESCHOOL, true, false},
	{REL_ASSIGNED, ROLE_TRAJECT, AS_ADVISER, true, false},
	{REL_PLACED, ROLE_PROVISION_TEAM, AS_TEAM, true, false},
	{REL_DEPLOYED, ROLE_SPECIALIST, AS_PARTNER, false, true},
	{REL_INVITED, ROLE_MUNICIPALITY, AS_PARTNER, true, true},
	{REL_INVITED, ROLE_SPECIALIST, AS_PARTNER, true, true},
	{REL_INVITED, ROLE_PRESCHOOL, AS_PRESCHOOL, true, true},
	{REL_INVITED, ROLE_TRAJECT, AS_ADVISER, true, true},
};

static const struct place_at *place_of(enum relation_kind kind, enum role role)
{
	for (size_t i = 0; i < sizeof places / sizeof *places; i++)
		if (places[i].kind == kind && (places[i].role == ROLE_NONE || role == ROLE_NONE || places[i].role == role))
			return &places[i];
	return NULL;
}

enum invitee_as meeting_as(struct str code)
{
	const struct choice *c = invitee_fields[INVITEE_AS].choices;
	enum invitee_as i = 0;
	while (i < AS__N && !str_is(code, c[i].code))
		i++;
	return i;
}

bool is_knooppunt(const struct row *meeting)
{
	return str_is(row_text(meeting, &meeting_fields[MEETING_KIND]), meeting_fields[MEETING_KIND].choices[0].code);
}

bool is_owned_by_school(const struct row *meeting)
{
	return str_is(row_text(meeting, &meeting_fields[MEETING_OWNER]), "school");
}

/* In which role each comes, and by which relation the invitation opens something. */
static const struct {
	enum role role;
	enum relation_kind kind;
} comes_as[AS__N] = {
	[AS_SCHOOL] = {ROLE_IB, REL_INVITED},
	[AS_TEACHER] = {ROLE_TEACHER, REL_INVITED},
	[AS_ADVISER] = {ROLE_TRAJECT, REL_INVITED},
	[AS_PRESCHOOL] = {ROLE_PRESCHOOL, REL_INVITED},
	[AS_TEAM] = {ROLE_PROVISION_TEAM, REL_INVITED},
	[AS_PARTNER] = {ROLE_MUNICIPALITY, REL_INVITED},
	[AS_GUEST] = {ROLE_NONE, REL_GUEST},
	/* With authority one reads already. Without, one is at this table what a guest is: what is shared, until. */
	[AS_PARENT] = {ROLE_NONE, REL_GUEST},
};

enum relation_kind meeting_comes(enum invitee_as as)
{
	return as < AS__N ? comes_as[as].kind : REL_NONE;
}

parts meeting_shares(const struct row *meeting, enum invitee_as as)
{
	const struct policy *row = as < AS__N ? policy_of(comes_as[as].role, comes_as[as].kind) : NULL;
	parts p = PART_BIT(PART_KERN) | PART_BIT(PART_KNOOPPUNT);
	if (row_int(meeting, &meeting_fields[MEETING_CARD]) != 0)
		p |= PART_BIT(PART_CARD);
	if (row_int(meeting, &meeting_fields[MEETING_VOICE]) != 0)
		p |= PART_BIT(PART_STEM);
	return row == NULL ? 0 : row->reads & p;
}

/* Someone who is there in two ways is so in the first; who reads already stays one who reads. */
static struct proposed *known(struct proposals *p, int64_t account)
{
	for (size_t i = 0; i < p->n; i++)
		if (account != 0 && p->v[i].account == account)
			return &p->v[i];
	return NULL;
}

static void add(struct proposals *p, const struct rows *r, size_t i, const struct place_at *at)
{
	struct proposed *there = known(p, rows_int(r, i, W_ACCOUNT));
	if (there != NULL)
		there->opens = there->opens && at->opens;
	if (there != NULL || p->n == PROPOSED_MAX)
		return;
	p->v[p->n++] = (struct proposed){
		/* An invitation is of one person; who reads already does so by what their relation is of. */
		.as = at->as, .account = rows_int(r, i, W_ACCOUNT),
		.grantee = rows_int(r, i, at->opens ? W_GRANTEE : W_SEAT),
		.pid = rows_text(r, i, W_PID), .name = rows_text(r, i, W_NAME), .org = rows_text(r, i, W_ORG),
		.ticked = at->ticked, .opens = at->opens, .interpreter = rows_int(r, i, W_INTERPRETER) != 0,
		.hears = rows_int(r, i, W_HEARS) != 0, .language = rows_text(r, i, W_LANGUAGE),
	};
}

static size_t count_of(const struct proposals *p, enum invitee_as as)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += p->v[i].as == as;
	return n;
}

/* Of many teachers one chooses; the child itself is always at the table, with or without an account. */
static void finish(struct proposals *p, const struct row *child)
{
	size_t teachers = count_of(p, AS_TEACHER);
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].as == AS_TEACHER && teachers > TEACHERS_TICKED)
			p->v[i].ticked = false;
	if (count_of(p, AS_PUPIL) > 0 || p->n == PROPOSED_MAX)
		return;
	memmove(&p->v[1], &p->v[0], p->n * sizeof p->v[0]);
	p->v[0] = (struct proposed){.as = AS_PUPIL, .pid = S("kind"), .ticked = true,
	                            .name = row_text(child, &route_fields[ROUTE_GIVEN_NAME])};
	p->n++;
}

/* All of one place after the other, so that the first of the table are never pushed out by many. */
static void take(struct proposals *out, const struct rows *r)
{
	for (size_t k = 0; k < sizeof places / sizeof *places; k++)
		for (size_t i = 0; i < r->n; i++) {
			enum role role;
			if (!role_parse(rows_text(r, i, W_ROLE), &role))
				role = ROLE_NONE;
			if (place_of((enum relation_kind)rows_int(r, i, W_KIND), role) == &places[k])
				add(out, r, i, &places[k]);
		}
}

enum err meeting_propose(struct act *act, const struct row *child, struct proposals *out)
{
	static const struct place_at adviser = {REL_INVITED, ROLE_TRAJECT, AS_ADVISER, false, true};
	struct batch *b;
	*out = (struct proposals){.n = 0};
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t around = batch_put(b, &stmt_around, DB_ARGS(val_int(child->id), val_int(act->now)));
	size_t advisers = batch_put(b, &stmt_advisers,
	                            DB_ARGS(val_text(str_from(role_def(ROLE_TRAJECT)->code)),
	                                    val_int(act->viewer->region), val_int(act->now)));
	e = batch_run(b);
	if (e != OK)
		return e;
	take(out, batch_rows(b, around));
	bool adviser_known = count_of(out, AS_ADVISER) > 0;
	for (size_t i = 0; !adviser_known && i < batch_rows(b, advisers)->n; i++)
		add(out, batch_rows(b, advisers), i, &adviser);
	finish(out, child);
	return OK;
}

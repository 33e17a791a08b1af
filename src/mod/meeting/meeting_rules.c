#include "meeting_rules.h"

#include "date.h"
#include "flow.h"
#include "meeting_who.h"
#include "outbox.h"
#include "people.h"
#include "route.h"

enum { SHARED_DAYS_MAX = 92, MEETING_TIMES = 3 };

/* The end of the last day on which who was invited reads along. */
static int64_t door_ends(const struct row *meeting)
{
	return instant_of_date((int32_t)row_int(meeting, &meeting_fields[MEETING_UNTIL]) + 1);
}

static struct val value(const struct given *g, enum meeting_field f)
{
	return row_val(g->row, &meeting_fields[f]);
}

static bool has(const struct given *g, enum meeting_field f)
{
	return value(g, f).type != VAL_NULL;
}

static bool ticked(const struct given *g, enum meeting_field f)
{
	return has(g, f) && value(g, f).i != 0;
}

static void needs(const struct given *g, struct reasons *out, enum meeting_field f, const char *text)
{
	if (!has(g, f))
		reason_add(out, &meeting_fields[f], text);
}

static bool is_knooppunt(const struct given *g)
{
	return str_is(row_text(g->row, &meeting_fields[MEETING_KIND]), "knooppunt");
}

static bool is_of_preschool(const struct given *g)
{
	return str_is(row_text(g->row, &meeting_fields[MEETING_OWNER]), "voorschool");
}

static bool is_open_relation(const struct given *g, const struct row *r, enum relation_kind kind)
{
	return str_is(row_text(r, &relation_fields[RELATION_KIND]), relation_code(kind)) &&
	       row_int(r, &relation_fields[RELATION_BEGINS]) <= g->now &&
	       row_int(r, &relation_fields[RELATION_ENDS]) > g->now;
}

/* ---- at every save ---- */

/* The preschool leads before any application, then the mother school (systems.md A3). */
static void owner_fits(const struct given *g, struct reasons *out)
{
	const struct beside *route = given_beside(g, &rec_route), *relations = given_beside(g, &rec_relation);
	int phase = route->n == 1 ? flow_state(&route->v[0]) : PHASE_APPLICATION;
	bool early = (PHASE_BIT(PUPIL) | PHASE_BIT(SIGNAL)) >> phase & 1, preschool = false, school = false;
	for (size_t i = 0; i < relations->n; i++) {
		preschool |= is_open_relation(g, &relations->v[i], REL_PRESCHOOL);
		school |= is_open_relation(g, &relations->v[i], REL_SUPERVISES) ||
		          is_open_relation(g, &relations->v[i], REL_APPLIED);
	}
	/* A talk of the preschool brings the child further than the first signs: what counts is that no school is there. */
	bool before = early || (phase != PHASE_APPLICATION && preschool && !school);
	if (is_of_preschool(g) && !before)
		reason_add(out, NULL, N_("There is an application. From now on the school leads the talk"));
	if (!is_of_preschool(g) && before && preschool)
		reason_add(out, NULL, N_("As long as there is no application the preschool leads the talk"));
}

static void moments_fit(const struct given *g, struct reasons *out)
{
	for (int i = 0; i < MEETING_TIMES; i++) {
		enum meeting_field day = (enum meeting_field)(MEETING_DAY_A + 2 * i);
		enum meeting_field time = (enum meeting_field)(MEETING_TIME_A + 2 * i);
		if (has(g, day) && !has(g, time))
			reason_add(out, &meeting_fields[time], N_("Enter the time as 14:30"));
		if (!has(g, day) && has(g, time))
			reason_add(out, &meeting_fields[day], N_("Enter a day on which it can be"));
		if (has(g, day) && has(g, MEETING_UNTIL) && value(g, MEETING_UNTIL).i < value(g, day).i)
			reason_add(out, &meeting_fields[MEETING_UNTIL],
			    N_("Choose a day on or after that of the talk"));
	}
	if (has(g, MEETING_UNTIL) && has(g, MEETING_DAY_A) &&
	    value(g, MEETING_UNTIL).i > value(g, MEETING_DAY_A).i + SHARED_DAYS_MAX)
		reason_add(out, &meeting_fields[MEETING_UNTIL], N_("What is shared stays open for three months at "
		    "most"));
	if (has(g, MEETING_CHOSEN) && !has(g, MEETING_DAY))
		reason_add(out, &meeting_fields[MEETING_CHOSEN], N_("Choose a moment that was offered"));
}

/* A mother school never promises a place: only the talk itself can name one (001 b1; systems.md A3). */
static void nothing_promised(const struct given *g, struct reasons *out)
{
	int state = flow_state(g->row);
	bool early = state == MEETING_PLANNED || state == MEETING_INVITED;
	bool group = meeting_outcome(g->row) == OUTCOME_GROUP;
	if (early && has(g, MEETING_ARRANGEMENT))
		reason_add(out, &meeting_fields[MEETING_ARRANGEMENT],
		           N_("Nobody promises a place in a group. Only a knooppunt that was held can name one"));
	if (early && has(g, MEETING_OUTCOME))
		reason_add(out, &meeting_fields[MEETING_OUTCOME], N_("Nothing is decided before the talk. First hold "
		    "it"));
	if (group && !is_knooppunt(g))
		reason_add(out, &meeting_fields[MEETING_OUTCOME], N_("Only a knooppunt can name a group arrangement"));
	if (has(g, MEETING_ARRANGEMENT) && has(g, MEETING_OUTCOME) && !group)
		reason_add(out, &meeting_fields[MEETING_ARRANGEMENT],
		           N_("You name a group arrangement, but chose something else"));
}

/* In which place the one sits to whom this relation was given; AS__N: at no table any more. */
static enum invitee_as place_of(const struct given *g, const struct row *relation)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	if (str_is(row_text(relation, &relation_fields[RELATION_KIND]), relation_code(REL_GUEST)))
		return AS_GUEST;
	for (size_t i = 0; i < v->n; i++)
		if (row_int(&v->v[i], &invitee_fields[INVITEE_RELATION]) == relation->id)
			return invitee_as(&v->v[i]);
	return AS__N;
}

static bool door_fits(const struct given *g, const struct row *relation)
{
	enum invitee_as as = place_of(g, relation);
	return as == AS__N || (row_int(relation, &relation_fields[RELATION_ENDS]) == door_ends(g->row) &&
	                       row_int(relation, &relation_fields[RELATION_PARTS]) == meeting_shares(g->row, as));
}

static bool is_door(const struct given *g, const struct row *relation)
{
	return str_is(row_text(relation, &relation_fields[RELATION_SRC_REC]), rec_meeting.name) &&
	       row_int(relation, &relation_fields[RELATION_SRC_ID]) == g->row->id &&
	       row_int(relation, &relation_fields[RELATION_BEGINS]) <= g->now &&
	       row_int(relation, &relation_fields[RELATION_ENDS]) > g->now;
}

/* What the meeting says that it shares is what is open (access.md rule 8). */
static void doors_fit(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_relation);
	for (size_t i = 0; has(g, MEETING_UNTIL) && i < v->n; i++)
		if (is_door(g, &v->v[i]) && !door_fits(g, &v->v[i])) {
			reason_add(out, &meeting_fields[MEETING_UNTIL],
			           N_("Who was invited reads something else, or until another day. Change the plan of the talk"));
			return;
		}
}

void meeting_check(const struct given *g, struct reasons *out)
{
	static const enum meeting_field happened[] = {MEETING_ACUTE_ON, MEETING_ACUTE_TOLD};
	int state = flow_state(g->row);
	if (state == MEETING_PLANNED)
		owner_fits(g, out);
	moments_fit(g, out);
	doors_fit(g, out);
	nothing_promised(g, out);
	for (size_t i = 0; i < sizeof happened / sizeof *happened; i++)
		if (has(g, happened[i]) && value(g, happened[i]).i > g->today)
			reason_add(out, &meeting_fields[happened[i]],
			           N_("This day is still to come. Enter the day on which it happened"));
	if (ticked(g, MEETING_ACUTE)) {
		needs(g, out, MEETING_ACUTE_WHY, N_("Write what makes it unsafe"));
		needs(g, out, MEETING_ACUTE_ON, N_("Enter since which day it is unsafe"));
		/* Else its ten school days could begin anew each day. */
		if (has(g, MEETING_ACUTE_ON) && has(g, MEETING_HELD_ON) &&
		    value(g, MEETING_ACUTE_ON).i > value(g, MEETING_HELD_ON).i)
			reason_add(out, &meeting_fields[MEETING_ACUTE_ON],
			           N_("The ten school days begin on the day of the talk at the latest"));
	}
}

/* ---- inviting ---- */

static size_t count_as(const struct given *g, enum invitee_as as)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		n += invitee_as(&v->v[i]) == as;
	return n;
}

static bool is_invited(const struct given *g, int64_t account)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	for (size_t i = 0; i < v->n; i++)
		if (row_int(&v->v[i], &invitee_fields[INVITEE_ACCOUNT]) == account)
			return true;
	return false;
}

static void parents_invited(const struct given *g, struct reasons *out)
{
	const struct beside *relations = given_beside(g, &rec_relation);
	if (has(g, MEETING_PARENTS_AWAY))
		return;
	for (size_t i = 0; i < relations->n; i++)
		if (is_open_relation(g, &relations->v[i], REL_GUARDIAN) &&
		    !is_invited(g, row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]))) {
			reason_add(out, &meeting_fields[MEETING_PARENTS_AWAY],
			           N_("Invite every parent with authority, or write why a parent is not there"));
			return;
		}
}

static void pupil_invited(const struct given *g, struct reasons *out)
{
	if (count_as(g, AS_PUPIL) == 0 && !has(g, MEETING_PUPIL_AWAY))
		reason_add(out, &meeting_fields[MEETING_PUPIL_AWAY],
		           N_("Invite the child, or write why it is not heard at this talk"));
}

/* Never a child; nobody sits there without understanding, unless it is written why (practice 13). */
static void interpreter_there(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	bool needed = false;
	for (size_t i = 0; i < v->n; i++)
		needed |= row_int(&v->v[i], &invitee_fields[INVITEE_INTERPRETER]) != 0;
	if (needed && !has(g, MEETING_INTERPRETER) && !has(g, MEETING_NO_INTERPRETER))
		reason_add(out, &meeting_fields[MEETING_INTERPRETER],
		           N_("Someone needs an interpreter. Enter who interprets, or why there is none"));
	if (has(g, MEETING_INTERPRETER) && !ticked(g, MEETING_ADULT))
		reason_add(out, &meeting_fields[MEETING_ADULT],
		           N_("A child never interprets. Tick that the interpreter is an adult"));
}

void meeting_may_invite(const struct given *g, struct reasons *out)
{
	needs(g, out, MEETING_PLACE, N_("Enter where it is"));
	for (enum meeting_field day = MEETING_DAY_A; day <= MEETING_DAY_C; day += 2)
		if (has(g, day) && value(g, day).i < g->today)
			reason_add(out, &meeting_fields[day], N_("This moment is past. Offer another one"));
	parents_invited(g, out);
	pupil_invited(g, out);
	interpreter_there(g, out);
	if (is_of_preschool(g) && is_knooppunt(g) && count_as(g, AS_ADVISER) == 0)
		reason_add(out, NULL, N_("Invite the education adviser of the partnership as well"));
}

/* ---- holding ---- */

static bool spoke(const struct given *g, enum meeting_voice voice)
{
	const struct beside *v = given_beside(g, &rec_contribution);
	for (size_t i = 0; i < v->n; i++)
		if (contribution_voice(&v->v[i]) == voice)
			return true;
	return false;
}

/* The pupil and the parents are heard, or it is explained why not (systems.md A3). */
void meeting_may_hold(const struct given *g, struct reasons *out)
{
	needs(g, out, MEETING_DAY, N_("Choose which moment it becomes"));
	if (has(g, MEETING_DAY) && value(g, MEETING_DAY).i > g->today)
		reason_add(out, NULL, N_("The day of the talk is still to come"));
	interpreter_there(g, out);
	if (!spoke(g, SPEAKS_PUPIL) && !has(g, MEETING_PUPIL_AWAY))
		reason_add(out, &meeting_fields[MEETING_PUPIL_AWAY],
		           N_("First hear the child and write down what it says, or write why that is not possible"));
	if (!spoke(g, SPEAKS_PARENTS) && !has(g, MEETING_PARENTS_AWAY))
		reason_add(out, &meeting_fields[MEETING_PARENTS_AWAY],
		           N_("First write down what the parents say, or why they are not there"));
}

/* ---- the report ---- */

/* Practice 6: seven, of which two about group, teacher, building or timetable; before a referral and nowhere else. */
bool meeting_seven(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_solution);
	size_t done = 0, context = 0;
	for (size_t i = 0; i < v->n; i++) {
		bool looked_at = solution_is_done(&v->v[i]);
		done += looked_at;
		context += looked_at && solution_is_context(&v->v[i]);
	}
	if (done < SOLUTIONS_NEEDED)
		reason_add(out, &meeting_fields[MEETING_OUTCOME],
		           N_("First look at seven solutions together: tried, to try, or why it does not fit"));
	if (context < CONTEXT_NEEDED)
		reason_add(out, &meeting_fields[MEETING_OUTCOME],
		           N_("At least two solutions are about the group, the teacher, the building or the "
		           "timetable"));
	return done >= SOLUTIONS_NEEDED && context >= CONTEXT_NEEDED;
}

static bool is_referral(const struct given *g)
{
	enum meeting_outcome o = meeting_outcome(g->row);
	return o == OUTCOME_GROUP || o == OUTCOME_TLV;
}

/* The exception stands until its term is over, and without a term there is none. */
static bool is_acute_now(const struct given *g)
{
	return ticked(g, MEETING_ACUTE) && has(g, MEETING_DUE) && value(g, MEETING_DUE).i >= g->today;
}

static void summary_there(const struct given *g, struct reasons *out)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	bool needed = false;
	for (size_t i = 0; i < v->n; i++)
		needed |= row_int(&v->v[i], &invitee_fields[INVITEE_INTERPRETER]) != 0;
	if (!needed && !has(g, MEETING_SUMMARY))
		return;
	needs(g, out, MEETING_SUMMARY, N_("Add a summary in the language of the parents"));
	needs(g, out, MEETING_SUMMARY_LANGUAGE, N_("Enter the language of the summary"));
	needs(g, out, MEETING_SUMMARY_BY, N_("Choose whether a person or a machine translated it"));
}

static size_t came(const struct given *g, bool unread)
{
	const struct beside *v = given_beside(g, &rec_invitee);
	size_t n = 0;
	for (size_t i = 0; i < v->n; i++)
		n += row_int(&v->v[i], &invitee_fields[INVITEE_CAME]) != 0 &&
		     (!unread || row_text(&v->v[i], &invitee_fields[INVITEE_READ]).n == 0);
	return n;
}

void meeting_may_share(const struct given *g, struct reasons *out)
{
	if (came(g, false) == 0)
		reason_add(out, NULL, N_("Tick who was there"));
	needs(g, out, MEETING_OUTCOME, N_("Choose where the child learns"));
	needs(g, out, MEETING_WHERE, N_("Write what is agreed on about where the child learns"));
	needs(g, out, MEETING_OUTLOOK, N_("Write the outlook"));
	if (meeting_outcome(g->row) == OUTCOME_GROUP)
		needs(g, out, MEETING_ARRANGEMENT, N_("Name the group arrangement"));
	if (given_beside(g, &rec_action)->n == 0)
		reason_add(out, NULL, N_("Agree on at least one action: who does what, and before when"));
	if (is_referral(g) && !is_acute_now(g))
		(void)meeting_seven(g, out);
	if (is_referral(g) && ticked(g, MEETING_ACUTE))
		needs(g, out, MEETING_ACUTE_TOLD, N_("Tell the parents about the exception, and enter the day"));
	summary_there(g, out);
}

/* Read back: each who was there says whether it is right. The exception for acute unsafety is over by then. */
void meeting_may_close(const struct given *g, struct reasons *out)
{
	if (came(g, true) > 0)
		reason_add(out, NULL, N_("Read the report back to everyone who was there: is it right?"));
	if (is_referral(g))
		(void)meeting_seven(g, out);
}

void meeting_may_cancel(const struct given *g, struct reasons *out)
{
	needs(g, out, MEETING_ENDED_WHY, N_("Write why it does not go on"));
}

/* ---- what a step brings about ---- */

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
		.kind = as == AS_GUEST ? REL_GUEST : REL_INVITED, .parts = meeting_shares(at, as), .begins = act->now,
		.ends = door_ends(at), .src_rec = &rec_meeting, .src_id = at->id,
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
		e = route_to(c, row_int(at, &meeting_fields[MEETING_ROUTE]), PHASE_KNOOPPUNT,
		    N_("Talk together (knooppunt)"),
		             day, is_owned_by_school(at) ? SIDE_SCHOOL : SIDE_PRESCHOOL);
	return e;
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

/* Everyone who was there or was invited reads the version of their own at once. */
enum err meeting_was_shared(struct change *c, const struct row *at)
{
	const struct rows *r;
	enum err e = invitees(c, at, &r);
	change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_REPORTED], val_int(change_now(c)));
	for (size_t i = 0; e == OK && i < r->n; i++)
		if (meeting_as(rows_text(r, i, C_AS)) != AS_GUEST)
			tell(c, rows_int(r, i, C_ACCOUNT), str_printf(change_act(c)->a, "report-%lld", (long long)at->rev).p,
			     at, 0);
	return e;
}

/* What is corrected is no report until it is shared again; who said that it was right said so of the former one. */
enum err meeting_was_reopened(struct change *c, const struct row *at)
{
	const struct rows *r;
	enum err e = invitees(c, at, &r);
	change_set(c, &rec_meeting, at->id, &meeting_fields[MEETING_REPORTED], val_null());
	for (size_t i = 0; e == OK && i < r->n; i++) {
		set(c, rows_int(r, i, C_ID), INVITEE_READ, val_null());
		set(c, rows_int(r, i, C_ID), INVITEE_READ_WHY, val_null());
		set(c, rows_int(r, i, C_ID), INVITEE_READ_AT, val_null());
	}
	return e;
}

/* ---- what is open by the invitation ---- */

enum { D_ID, D_KIND, D_AS, D_INVITEE };
static const struct stmt stmt_doors = {
	"SELECT x.id, x.kind, coalesce(i.as_who, ''), coalesce(i.id, 0) FROM relation x LEFT JOIN invitee i"
	" ON i.relation = x.id WHERE x.route = $1 AND x.src_rec = 'meeting' AND x.src_id = $2 AND x.ends > $3 LIMIT 64",
	"iii", "itti"};

enum err meeting_doors(struct act *act, const struct row *meeting, const struct rows **doors)
{
	return act_exec(act, &stmt_doors,
	                DB_ARGS(val_int(row_int(meeting, &meeting_fields[MEETING_ROUTE])), val_int(meeting->id),
	                        val_int(act->now)), doors);
}

void meeting_doors_fit(struct change *c, const struct row *meeting, const struct rows *doors)
{
	for (size_t i = 0; i < doors->n; i++) {
		bool guest = str_is(rows_text(doors, i, D_KIND), relation_code(REL_GUEST));
		enum invitee_as as = guest ? AS_GUEST : meeting_as(rows_text(doors, i, D_AS));
		int64_t id = rows_int(doors, i, D_ID), shares = meeting_shares(meeting, as);
		change_set(c, &rec_relation, id, &relation_fields[RELATION_PARTS], val_int(shares));
		change_set(c, &rec_relation, id, &relation_fields[RELATION_ENDS], val_int(door_ends(meeting)));
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
	[OUTCOME_OWN] = {PHASE_SUPPORT, N_("Begin the help that was agreed on")},
	[OUTCOME_GROUP] = {PHASE_KNOOPPUNT, N_("Prepare the placement in the group")},
	[OUTCOME_TLV] = {PHASE_TLV, N_("Prepare the request for a TLV with the parents")},
	[OUTCOME_OTHER] = {PHASE_KNOOPPUNT, N_("Do what was agreed on together")},
};

enum err meeting_was_closed(struct change *c, const struct row *at)
{
	enum { TWO_WEEKS = 14 };
	enum meeting_outcome o = meeting_outcome(at);
	if (o == OUTCOMES)
		return OK;
	return route_to(c, row_int(at, &meeting_fields[MEETING_ROUTE]), goes_on[o].to, goes_on[o].next,
	                instant_date(change_now(c)) + TWO_WEEKS, is_owned_by_school(at) ? SIDE_SCHOOL : SIDE_PRESCHOOL);
}

#include "place_rules.h"

#include "calendar.h"
#include "date.h"
#include "flow.h"
#include "meeting.h"
#include "opp.h"
#include "outbox.h"
#include "people.h"
#include "route.h"

/* Days until the next step is looked at again, where no rule says it. */
enum { ANSWER_DAYS = 14, WAIT_DAYS = 28, GOALS_DAYS = 21, YEAR_CHECKS = 2 };

static struct val value(const struct given *g, enum placement_field f)
{
	return row_val(g->row, &placement_fields[f]);
}

static bool has(const struct given *g, enum placement_field f)
{
	return value(g, f).type != VAL_NULL;
}

static void needs(const struct given *g, struct reasons *out, enum placement_field f, const char *text)
{
	if (!has(g, f))
		reason_add(out, &placement_fields[f], text);
}

/* ---- the group ---- */

bool placement_takes(const struct row *r)
{
	return ((PLACEMENT_BIT(PLACED) | PLACEMENT_BIT(RETURNING)) >> flow_state(r) & 1) != 0;
}

uint32_t group_says(const struct row *group, const struct group_count *n, const struct row *placement)
{
	uint32_t no = n->children >= row_int(group, &place_group_fields[GROUP_PLACES]) ? UINT32_C(1) << PLACE_NEEDS : 0;
	for (size_t i = 0; i < PLACE_NEEDS; i++) {
		struct val most = row_val(group, &place_group_fields[GROUP_LIMIT + i]);
		if (most.type == VAL_INT && row_int(placement, &placement_fields[PLACEMENT_NEED + i]) != 0 &&
		    n->need[i] >= most.i)
			no |= UINT32_C(1) << i;
	}
	return no;
}

const char *group_word(size_t bit)
{
	static const char *const words[PLACE_NEEDS + 1] = {
		N_("The group has as many children with help at the toilet as it agreed"),
		N_("The group has as many children with an adult near as it agreed"),
		N_("The group has as many children with help in conflicts as it agreed"),
		N_("The group has as many children with much help in language as it agreed"),
		N_("The group has as many children with a quiet place as it agreed"),
		N_("The group has as many children with help in eating and dressing as it agreed"),
		N_("All places of the group are taken"),
	};
	return bit <= PLACE_NEEDS ? words[bit] : "";
}

static struct group_count count_of(const struct beside *others)
{
	struct group_count n = {.children = 0};
	for (size_t i = 0; i < others->n; i++) {
		if (!placement_takes(&others->v[i]))
			continue;
		n.children++;
		for (size_t k = 0; k < PLACE_NEEDS; k++)
			n.need[k] += row_int(&others->v[i], &placement_fields[PLACEMENT_NEED + k]) != 0;
	}
	return n;
}

/* Limits warn: with a reason in the child's interest it is always possible (001, annex 1). */
static void group_fits(const struct given *g, struct reasons *out)
{
	const struct beside *group = given_beside(g, &rec_place_group);
	if (!has(g, PLACEMENT_GROUP) || group->n != 1) {
		reason_add(out, &placement_fields[PLACEMENT_GROUP], N_("Choose the group first"));
		return;
	}
	struct group_count n = count_of(given_beside(g, &rec_placement));
	uint32_t no = group_says(&group->v[0], &n, g->row);
	if (no == 0 || has(g, PLACEMENT_EXCEPTION))
		return;
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		if ((no >> i & 1) != 0)
			reason_add(out, &placement_fields[PLACEMENT_EXCEPTION], group_word(i));
	reason_add(out, &placement_fields[PLACEMENT_EXCEPTION],
	           N_("Write why this group is right for this child all the same, or choose another group"));
}

/* ---- what follows from what ---- */

static struct val later(struct val a, struct val b)
{
	return a.type == VAL_NULL || (b.type == VAL_INT && b.i > a.i) ? b : a;
}

/* The talk with the parents counts from the start, and then from the last one held (practice 7). */
void placement_derive(struct arena *a, struct val *v)
{
	(void)a;
	struct val begins = v[PLACEMENT_BEGINS];
	v[PLACEMENT_GUIDE_FROM] = begins.type == VAL_NULL ? val_null() : later(begins, v[PLACEMENT_GUIDED]);
	v[PLACEMENT_LOOK_FROM] = begins.type == VAL_NULL ? val_null() : later(begins, v[PLACEMENT_LOOKED]);
	v[PLACEMENT_LATEST] = val_null();
	if (begins.type == VAL_INT)
		v[PLACEMENT_LATEST] = val_int(date_add_months((int32_t)begins.i, (int32_t)v[PLACEMENT_MONTHS].i));
}

void placement_check(const struct given *g, struct reasons *out)
{
	static const enum placement_field happened[] = {PLACEMENT_BEGINS, PLACEMENT_RETURNED, PLACEMENT_CARE_ON};
	for (size_t i = 0; i < sizeof happened / sizeof *happened; i++)
		if (has(g, happened[i]) && value(g, happened[i]).i > g->today)
			reason_add(out, &placement_fields[happened[i]],
			           N_("This day is still to come. Save it on that day, or later"));
	if (has(g, PLACEMENT_RETURNED) && value(g, PLACEMENT_RETURNED).i < value(g, PLACEMENT_BEGINS).i)
		reason_add(out, &placement_fields[PLACEMENT_RETURNED], N_("Enter a day after the first day in the group"));
	if (has(g, PLACEMENT_CARE_ON) && value(g, PLACEMENT_CARE_ON).i < value(g, PLACEMENT_RETURNED).i)
		reason_add(out, &placement_fields[PLACEMENT_CARE_ON], N_("Enter a day after the full return"));
	const struct beside *group = given_beside(g, &rec_place_group);
	if (group->n == 1 && row_int(&group->v[0], &place_group_fields[GROUP_KIND]) != value(g, PLACEMENT_KIND).i)
		reason_add(out, &placement_fields[PLACEMENT_GROUP], N_("This group is of another kind"));
}

/* ---- guards ---- */

/* A mother school promises nothing: only a knooppunt that was held can name a group (systems.md A3; 001, annex 1). */
static void knooppunt_named(const struct given *g, struct reasons *out)
{
	const uint32_t held = MEETING_BIT(HELD) | MEETING_BIT(REPORT) | MEETING_BIT(CLOSED);
	const struct beside *meetings = given_beside(g, &rec_meeting);
	for (size_t i = 0; i < meetings->n; i++)
		if ((held >> flow_state(&meetings->v[i]) & 1) != 0 && meeting_outcome(&meetings->v[i]) == OUTCOME_GROUP)
			return;
	reason_add(out, NULL, N_("First hold a knooppunt: only there a group arrangement can be named"));
}

/* What the mother school says against its own profile, and the way back from the first day (001, annex 2). */
void placement_may_ask(const struct given *g, struct reasons *out)
{
	knooppunt_named(g, out);
	needs(g, out, PLACEMENT_WHY, N_("Write why the mother school cannot give this now, against its own profile"));
	needs(g, out, PLACEMENT_WAY_BACK, N_("Write how the child comes back to the mother school"));
	needs(g, out, PLACEMENT_RESPONSIBLE, N_("Choose which school is responsible meanwhile"));
}

static const struct row *answer_of(const struct given *g, int64_t guardian)
{
	const struct beside *answers = given_beside(g, &rec_place_answer);
	for (size_t i = 0; i < answers->n; i++)
		if (row_int(&answers->v[i], &place_answer_fields[PANSWER_GUARDIAN]) == guardian &&
		    row_int(&answers->v[i], &place_answer_fields[PANSWER_ASKED]) == value(g, PLACEMENT_VERSION).i)
			return &answers->v[i];
	return NULL;
}

/* Each parent with authority; one who stays silent after three tries is written down, never one who says no
 * (practice 16). */
static void parents_agree(const struct given *g, struct reasons *out)
{
	const struct beside *relations = given_beside(g, &rec_relation);
	size_t asked = 0, yes = 0, against = 0;
	for (size_t i = 0; i < relations->n; i++) {
		if (!opp_has_authority(&relations->v[i], g->now))
			continue;
		const struct row *answer = answer_of(g, row_int(&relations->v[i], &relation_fields[RELATION_GRANTEE]));
		bool agrees = answer != NULL && str_is(row_text(answer, &place_answer_fields[PANSWER_ANSWER]), "ja");
		asked++;
		yes += agrees;
		against += answer != NULL && !agrees;
	}
	if (asked == 0)
		reason_add(out, NULL, N_("No parent with authority takes part yet. Invite the parents first"));
	else if (yes == 0)
		reason_add(out, NULL, N_("No parent with authority has agreed yet"));
	else if (yes + against < asked && !has(g, PLACEMENT_SILENT))
		reason_add(out, &placement_fields[PLACEMENT_SILENT],
		           N_("A parent with authority has not answered. Write what you tried, three ways over ten school "
			"days"));
	if (against > 0)
		reason_add(out, NULL, N_("A parent does not agree. Talk about it, and change the preparation"));
}

void placement_may_wait(const struct given *g, struct reasons *out)
{
	knooppunt_named(g, out);
	parents_agree(g, out);
}

void placement_may_place(const struct given *g, struct reasons *out)
{
	knooppunt_named(g, out);
	parents_agree(g, out);
	needs(g, out, PLACEMENT_BEGINS, N_("Enter the first day in the group"));
	group_fits(g, out);
}

static size_t in_state(const struct given *g, const struct record *rec, uint32_t states)
{
	const struct beside *b = given_beside(g, rec);
	size_t n = 0;
	for (size_t i = 0; i < b->n; i++)
		n += (states >> flow_state(&b->v[i]) & 1) != 0;
	return n;
}

void placement_may_return(const struct given *g, struct reasons *out)
{
	if (in_state(g, &rec_place_goal, UINT32_C(1) << RGOAL_AGREED | UINT32_C(1) << RGOAL_REACHED) == 0)
		reason_add(out, NULL, N_("Agree with the other school on what this child needs to return"));
	needs(g, out, PLACEMENT_PRACTISE, N_("Enter the first practice moment"));
}

void placement_may_go_back(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_RETURNED, N_("Enter the day of the full return"));
	if (in_state(g, &rec_place_practice, UINT32_C(1) << PRACTICE_DONE) == 0)
		reason_add(out, NULL, N_("First practise at the mother school, and write down how it went"));
}

void placement_may_end_care(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_CARE_ON, N_("Enter the day of the talk"));
	needs(g, out, PLACEMENT_CARE_WORDS, N_("Write what helps and what stays"));
	needs(g, out, PLACEMENT_LASTS, N_("Choose whether the return lasts"));
}

void placement_may_finish(const struct given *g, struct reasons *out)
{
	if (in_state(g, &rec_return_check, UINT32_C(1) << CHECK_HELD) < YEAR_CHECKS)
		reason_add(out, NULL, N_("First look after one year and after two years whether the return lasts"));
}

void placement_may_try_tlv(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_TLV_WHY, N_("Write why going back does not work, as both schools see it"));
}

void placement_may_end(const struct given *g, struct reasons *out)
{
	needs(g, out, PLACEMENT_OUTCOME, N_("Choose what comes instead"));
	needs(g, out, PLACEMENT_OUTCOME_WHY, N_("Write why"));
	if (str_is(row_text(g->row, &placement_fields[PLACEMENT_OUTCOME]), "tlv"))
		reason_add(out, &placement_fields[PLACEMENT_OUTCOME],
		           N_("A request for a TLV is made together: use that step, once the child is in the group"));
}

/* ---- what else a step does ---- */

static void set(struct change *c, const struct row *at, enum placement_field f, struct val v)
{
	change_set(c, &rec_placement, at->id, &placement_fields[f], v);
}

static int32_t today_of(const struct change *c)
{
	return instant_date(change_now(c));
}

static int64_t route_of(const struct row *at)
{
	return row_int(at, &placement_fields[PLACEMENT_ROUTE]);
}

static const struct stmt stmt_guardians = {
	"SELECT x.grantee FROM relation x JOIN account a ON a.id = x.grantee WHERE x.route = $1 AND x.kind = $2 AND "
		"x.begins <= $3"
	" AND x.ends > $3 ORDER BY x.id LIMIT 8", "iti", "i"};

/* Something is ready: no more than that goes by mail (practice M8). */
static enum err tell_parents(struct change *c, const struct row *at, int32_t by)
{
	const struct rows *r;
	enum err e = act_exec(change_act(c), &stmt_guardians,
	                      DB_ARGS(val_int(route_of(at)), val_text(str_from(relation_code(REL_GUARDIAN))),
	                              val_int(change_now(c))), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		outbox_put(c, &(struct notice){
			.kind = NOTICE_WAITING, .account = rows_int(r, i, 0), .by = by, .minutes = 5,
			.once = str_printf(change_act(c)->a, "placement:%lld:%lld", (long long)at->id,
			                   (long long)row_int(at, &placement_fields[PLACEMENT_VERSION]))});
	return e;
}

enum err placement_asked(struct change *c, const struct row *at)
{
	enum err e = tell_parents(c, at, today_of(c) + ANSWER_DAYS);
	return e != OK ? e : route_to(c, route_of(at), PHASE_KNOOPPUNT, N_("Answer whether you agree with the group"),
	                today_of(c) + ANSWER_DAYS, SIDE_PARENTS);
}

enum err placement_adjusted(struct change *c, const struct row *at)
{
	set(c, at, PLACEMENT_VERSION, val_int(row_int(at, &placement_fields[PLACEMENT_VERSION]) + 1));
	return route_to(c, route_of(at), PHASE_KNOOPPUNT, N_("Prepare the place in the group"), today_of(c) + ANSWER_DAYS,
	                SIDE_SCHOOL);
}

/* Whoever was on the list keeps its day. */
enum err placement_waits(struct change *c, const struct row *at)
{
	if (row_val(at, &placement_fields[PLACEMENT_ASKED_ON]).type == VAL_NULL)
		set(c, at, PLACEMENT_ASKED_ON, val_int(today_of(c)));
	return route_to(c, route_of(at), PHASE_KNOOPPUNT, N_("Look whether there is a place in the group"),
	                today_of(c) + WAIT_DAYS, SIDE_SWV);
}

static const struct stmt stmt_seats = {
	"SELECT s.id, s.role, o.id FROM seat s JOIN organisation o ON o.id = s.org WHERE (s.role = $1 AND o.id IN (SELECT"
	" g.host FROM place_group g WHERE g.id = $2)) OR (s.role = $3 AND o.id = $4)", "titi", "iti"};
static const struct stmt stmt_mother = {
	"SELECT x.id FROM relation x JOIN seat s ON s.id = x.grantee WHERE x.route = $1 AND x.ends > $2 AND x.kind = $3 AND"
	" s.org = $4 LIMIT 1", "iiti", "i"};

static enum err give(struct change *c, const struct row *at, int64_t seat, enum relation_kind kind, parts p,
                     int64_t *id)
{
	const struct relation r = {
		.route = route_of(at), .grantee = seat, .kind = kind, .parts = p, .begins = change_now(c), .ends = INSTANT_OPEN,
		.src_rec = &rec_placement, .src_id = at->id,
	};
	return relation_give(c, &r, id);
}

/* A mother school that is not the school of the route takes part from now on, with what the way back needs; what the
 * other school keeps for itself stays closed. */
static enum err let_mother_in(struct change *c, const struct row *at, int64_t seat, int64_t mother)
{
	const struct rows *there;
	int64_t id;
	enum err e = act_exec(change_act(c), &stmt_mother,
	                      DB_ARGS(val_int(route_of(at)), val_int(change_now(c)),
	                              val_text(str_from(relation_code(REL_SUPERVISES))), val_int(mother)), &there);
	if (e != OK || there->n > 0)
		return e;
	parts p = PART_BIT(PART_KERN) | PART_BIT(PART_CARD) | PART_BIT(PART_KNOOPPUNT) | PART_BIT(PART_VOORZIENING) |
	          PART_BIT(PART_STEM);
	return give(c, at, seat, REL_SUPERVISES, p, &id);
}

/* The team of the group sees the child from this moment; nobody of it did before. */
enum err placement_placed(struct change *c, const struct row *at)
{
	int64_t mother = row_int(at, &placement_fields[PLACEMENT_MOTHER]), relation = 0;
	const char *team = role_def(ROLE_PROVISION_TEAM)->code;
	const struct rows *seats;
	enum err e = act_exec(change_act(c), &stmt_seats,
	                      DB_ARGS(val_text(str_from(team)), val_int(row_int(at, &placement_fields[PLACEMENT_GROUP])),
	                              val_text(str_from(role_def(ROLE_IB)->code)), val_int(mother)), &seats);
	for (size_t i = 0; e == OK && i < seats->n; i++)
		e = str_is(rows_text(seats, i, 1), team)
			? give(c, at, rows_int(seats, i, 0), REL_PLACED, UINT32_MAX >> 1, &relation)
			: let_mother_in(c, at, rows_int(seats, i, 0), mother);
	if (e != OK)
		return e;
	if (relation != 0)
		set(c, at, PLACEMENT_RELATION, val_int(relation));
	return route_to(c, route_of(at), PHASE_STARTKLAS, N_("Agree on what the child needs to return"),
	                today_of(c) + GOALS_DAYS, SIDE_PROVISION);
}

enum err placement_returns(struct change *c, const struct row *at)
{
	return route_to(c, route_of(at), PHASE_BACK, N_("Practise at the mother school, and write down how it goes"),
	                today_of(c) + GOALS_DAYS, SIDE_SCHOOL);
}

enum err placement_stays(struct change *c, const struct row *at)
{
	return route_to(c, route_of(at), PHASE_STARTKLAS, N_("Look again at what the child needs to return"),
	                today_of(c) + GOALS_DAYS, SIDE_PROVISION);
}

enum err placement_back(struct change *c, const struct row *at)
{
	enum { CARE_DAYS = 56 };
	return route_to(c, route_of(at), PHASE_AFTERCARE, N_("Talk through the first weeks back"), today_of(c) + CARE_DAYS,
	                SIDE_SCHOOL);
}

static void team_leaves(struct change *c, const struct row *at)
{
	int64_t relation = row_int(at, &placement_fields[PLACEMENT_RELATION]);
	if (relation != 0)
		relation_end(c, relation, change_now(c));
}

static const struct stmt stmt_given = {
	"SELECT id FROM relation WHERE route = $1 AND src_rec = 'placement' AND src_id = $2 AND ends > $3 ORDER BY id",
	"iii", "i"};

/* Who came with the placement goes with it: the team, and a mother school to which the child does not go back. */
static enum err all_leave(struct change *c, const struct row *at)
{
	const struct rows *r;
	enum err e = act_exec(change_act(c), &stmt_given, DB_ARGS(val_int(route_of(at)), val_int(at->id),
	                                                          val_int(change_now(c))), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		relation_end(c, rows_int(r, i, 0), change_now(c));
	return e;
}

/* One and two years after the day of return. */
static enum err checks_new(struct change *c, const struct row *at)
{
	enum err e = OK;
	for (int years = 1; e == OK && years <= YEAR_CHECKS; years++) {
		struct str pid;
		int64_t id;
		const struct val v[CHECK__N] = {
			[CHECK_ROUTE] = val_int(route_of(at)), [CHECK_PLACEMENT] = val_int(at->id), [CHECK_YEARS] = val_int(years),
			[CHECK_RETURNED] = row_val(at, &placement_fields[PLACEMENT_RETURNED]),
		};
		e = change_new(c, &rec_return_check, v, &id, &pid);
	}
	return e;
}

enum err placement_care_over(struct change *c, const struct row *at)
{
	enum { YEAR_DAYS = 365 };
	int32_t returned = (int32_t)row_int(at, &placement_fields[PLACEMENT_RETURNED]);
	enum err e = checks_new(c, at);
	team_leaves(c, at);
	return e != OK ? e : route_to(c, route_of(at), PHASE_AFTERCARE, N_("Look whether the return lasts"),
	                              returned + YEAR_DAYS, SIDE_SCHOOL);
}

enum err placement_to_tlv(struct change *c, const struct row *at)
{
	team_leaves(c, at);
	set(c, at, PLACEMENT_ENDED, val_int(today_of(c)));
	set(c, at, PLACEMENT_OUTCOME, val_text(S("tlv")));
	return route_to(c, route_of(at), PHASE_TLV, N_("Make the request for a TLV together"), today_of(c) + ANSWER_DAYS,
	                SIDE_SCHOOL);
}

enum err placement_ended(struct change *c, const struct row *at)
{
	enum err e = all_leave(c, at);
	team_leaves(c, at);
	if (e != OK)
		return e;
	set(c, at, PLACEMENT_ENDED, val_int(today_of(c)));
	return route_to(c, route_of(at), PHASE_KNOOPPUNT, N_("Talk about what comes instead"), today_of(c) + ANSWER_DAYS,
	                SIDE_SCHOOL);
}

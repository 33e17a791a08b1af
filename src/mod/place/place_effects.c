/* What else a step of a placement writes, in the same change: the next step of the route, who takes part, and what
 * follows. */
#include "place_rules.h"

#include "date.h"
#include "flow.h"
#include "opp.h"
#include "outbox.h"
#include "people.h"
#include "route.h"

/* Days until the next step is looked at again, where no rule says it. */
enum { ANSWER_DAYS = 14, WAIT_DAYS = 28, GOALS_DAYS = 21, CARE_DAYS = 56, YEAR_DAYS = 365 };

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

static enum err ask_parents(struct change *c, const struct row *at)
{
	struct opp_setting now;
	enum err e = opp_setting_now(change_act(c), &now);
	if (e == OK)
		e = tell_parents(c, at, today_of(c) + ANSWER_DAYS);
	if (e == OK)
		set(c, at, PLACEMENT_SILENT_WAITS, val_int(now.waits));
	return e != OK ? e : route_to(c, route_of(at), PHASE_KNOOPPUNT, ROUTE_ANSWER_GROUP,
	                              today_of(c) + ANSWER_DAYS, SIDE_PARENTS);
}

static const struct stmt stmt_silent = {
	"SELECT count(*) FROM relation x WHERE x.route = $1 AND x.kind = 'guardian' AND x.begins <= $2 AND x.ends > $2"
	" AND x.grantee <> $3 AND NOT EXISTS (SELECT 1 FROM place_answer a WHERE a.placement = $4 AND a.asked = $5"
	" AND a.guardian = x.grantee) AND NOT EXISTS (SELECT 1 FROM place_contact k WHERE k.placement = $4 AND k.asked = $5"
	" AND k.guardian = x.grantee AND k.answer IS NOT NULL)", "iiiii", "i"};

enum err placement_answered(struct change *c, const struct row *at, int64_t guardian)
{
	const struct rows *r;
	enum err e = act_exec(change_act(c), &stmt_silent,
	                      DB_ARGS(val_int(route_of(at)), val_int(change_now(c)), val_int(guardian), val_int(at->id),
	                              val_int(row_int(at, &placement_fields[PLACEMENT_VERSION]))), &r);
	if (e != OK || rows_int(r, 0, 0) > 0)
		return e;
	return route_next_after(c, route_of(at), ROUTE_ANSWER_GROUP, N_("Read what the parents answered about the group"),
	                        today_of(c) + ANSWER_DAYS, SIDE_SCHOOL);
}

static const struct stmt stmt_named = {
	"SELECT coalesce(max(held_on), '') FROM meeting WHERE route = $1 AND outcome = 'groep' AND state IN ('gehouden',"
	" 'verslag', 'afgerond')", "i", "t"};

enum err placement_asked(struct change *c, const struct row *at)
{
	const struct rows *r;
	int32_t named;
	enum err e = act_exec(change_act(c), &stmt_named, DB_ARGS(val_int(route_of(at))), &r);
	if (e == OK && r->n == 1 && date_parse_iso(rows_text(r, 0, 0), &named))
		set(c, at, PLACEMENT_NAMED_ON, val_int(named));
	return e != OK ? e : ask_parents(c, at);
}

/* Another group is another question: what the parents said of the one that was named before holds no longer. The first
 * one to be named is what the parents said yes to, as a group of this kind. */
enum err placement_regroup(struct change *c, const struct row *at, int64_t group)
{
	struct val named = row_val(at, &placement_fields[PLACEMENT_GROUP]);
	bool asked = flow_state(at) != PLACEMENT_DRAFT;
	change_set_at(c, at, &placement_fields[PLACEMENT_GROUP], val_int(group));
	if (!asked || named.type == VAL_NULL || named.i == group)
		return OK;
	set(c, at, PLACEMENT_VERSION, val_int(row_int(at, &placement_fields[PLACEMENT_VERSION]) + 1));
	change_state(c, &rec_placement, at->id, PLACEMENT_AGREEING);
	return ask_parents(c, at);
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

/* Counted from the day of full return, whenever that is written down (practice 7). */
enum err placement_back(struct change *c, const struct row *at)
{
	int32_t back = (int32_t)change_val(c, &rec_placement, at->id, &placement_fields[PLACEMENT_RETURNED]).i;
	return route_to(c, route_of(at), PHASE_AFTERCARE, ROUTE_TALK_BACK, back + CARE_DAYS,
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
	for (int years = 1; e == OK && years <= PLACE_YEAR_CHECKS; years++) {
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

/* Does what is said of the return in this change lead back to the table? */
static bool lasts_not(struct val lasts)
{
	return lasts.type == VAL_TEXT && str_is(lasts.s, "nee");
}

static enum err talk_again(struct change *c, int64_t route)
{
	return route_to(c, route, PHASE_KNOOPPUNT, N_("Talk about what comes: the return does not last"),
	                today_of(c) + ANSWER_DAYS, SIDE_SCHOOL);
}

enum err placement_care_over(struct change *c, const struct row *at)
{
	int32_t returned = (int32_t)row_int(at, &placement_fields[PLACEMENT_RETURNED]);
	enum err e = checks_new(c, at);
	team_leaves(c, at);
	if (e != OK)
		return e;
	if (lasts_not(change_val(c, &rec_placement, at->id, &placement_fields[PLACEMENT_LASTS])))
		return talk_again(c, route_of(at));
	return route_to(c, route_of(at), PHASE_AFTERCARE, ROUTE_LASTS, returned + YEAR_DAYS,
	                SIDE_SCHOOL);
}

static const struct stmt stmt_phase = {"SELECT phase FROM route WHERE id = $1", "i", "t"};

/* While the child is followed that is what its route waits for; a route that was finished, or is about something else
 * by now, is left as it is. */
static enum err goes_on(struct change *c, int64_t route, const char *next, int32_t by)
{
	const struct rows *r;
	enum err e = act_exec(change_act(c), &stmt_phase, DB_ARGS(val_int(route)), &r);
	if (e != OK || r->n == 0 || flow_place(&rec_route, rows_text(r, 0, 0)) != PHASE_AFTERCARE)
		return e;
	return route_to(c, route, PHASE_AFTERCARE, next, by, SIDE_SCHOOL);
}

enum err return_check_held(struct change *c, const struct row *at)
{
	int64_t route = row_int(at, &return_check_fields[CHECK_ROUTE]);
	int32_t returned = (int32_t)row_int(at, &return_check_fields[CHECK_RETURNED]);
	bool last = row_int(at, &return_check_fields[CHECK_YEARS]) == PLACE_YEAR_CHECKS;
	if (lasts_not(change_val(c, &rec_return_check, at->id, &return_check_fields[CHECK_LASTS])))
		return talk_again(c, route);
	return goes_on(c, route,
	               last ? N_("Finish: the return was followed for two years")
	                    : ROUTE_LASTS_STILL,
	               last ? today_of(c) + ANSWER_DAYS : returned + PLACE_YEAR_CHECKS * YEAR_DAYS);
}

enum err placement_done(struct change *c, const struct row *at)
{
	return goes_on(c, route_of(at), N_("Finish the route: the child is back for good"), today_of(c) + ANSWER_DAYS);
}

static const struct stmt stmt_open_checks = {
	"SELECT id FROM return_check WHERE placement = $1 AND state = $2 ORDER BY id", "it", "i"};

/* What is not followed any more stands on nobody's list. */
static enum err checks_off(struct change *c, const struct row *at)
{
	const struct rows *r;
	enum err e = act_exec(change_act(c), &stmt_open_checks,
	                      DB_ARGS(val_int(at->id), flow_value(&rec_return_check, CHECK_OPEN)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		change_state(c, &rec_return_check, rows_int(r, i, 0), CHECK_OFF);
	return e;
}

enum err placement_to_tlv(struct change *c, const struct row *at)
{
	enum err e = checks_off(c, at);
	if (e != OK)
		return e;
	team_leaves(c, at);
	set(c, at, PLACEMENT_ENDED, val_int(today_of(c)));
	set(c, at, PLACEMENT_OUTCOME, val_text(S("tlv")));
	return route_to(c, route_of(at), PHASE_TLV, N_("Make the request for a TLV together"), today_of(c) + ANSWER_DAYS,
	                SIDE_SCHOOL);
}

enum err placement_ended(struct change *c, const struct row *at)
{
	enum err e = all_leave(c, at);
	if (e == OK)
		e = checks_off(c, at);
	team_leaves(c, at);
	if (e != OK)
		return e;
	set(c, at, PLACEMENT_ENDED, val_int(today_of(c)));
	return route_to(c, route_of(at), PHASE_KNOOPPUNT, N_("Talk about what comes instead"), today_of(c) + ANSWER_DAYS,
	                SIDE_SCHOOL);
}

static const struct stmt stmt_proposed = {
	"SELECT (SELECT state FROM placement WHERE id = $1), count(*) FROM place_goal WHERE placement = $1 AND id <> $2 AND"
	" state = $3", "iit", "ti"};

/* The last proposal that both schools agree on was the next step while the child is in the group. */
enum err place_goal_agreed(struct change *c, const struct row *at)
{
	const struct rows *r;
	struct val of = row_val(at, &place_goal_fields[RGOAL_PLACEMENT]);
	enum err e = act_exec(change_act(c), &stmt_proposed,
	                      DB_ARGS(of, val_int(at->id), flow_value(&rec_place_goal, RGOAL_PROPOSED)), &r);
	if (e != OK || rows_int(r, 0, 1) > 0 || flow_place(&rec_placement, rows_text(r, 0, 0)) != PLACEMENT_PLACED)
		return e;
	return route_to(c, row_int(at, &place_goal_fields[RGOAL_ROUTE]), PHASE_STARTKLAS,
	                N_("Look together how far the goals are"), today_of(c) + CARE_DAYS, SIDE_PROVISION);
}

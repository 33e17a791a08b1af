#include "application_make.h"

#include "application_rules.h"
#include "date.h"
#include "flow.h"
#include "intake.h"
#include "meeting.h"
#include "outbox.h"
#include "people.h"
#include "route.h"
#include "rule.h"

static const struct stmt stmt_schools = {
	"SELECT s.org, s.pid, s.name, coalesce(s.place, ''), coalesce(s.phone, ''), coalesce(s.denomination, '')"
	" FROM school s JOIN organisation o ON o.id = s.org WHERE s.region = $1 AND o.ended > $2 AND s.gone_since IS NULL"
	" ORDER BY s.place_key, s.name_key, s.id LIMIT 1000",
	"ii", "ittttt"};
/* Applications of one child that run: only for what an application itself sets in motion, never for a page. */
static const struct stmt stmt_beside = {
	"SELECT id, state, preference, duty, school, pid FROM application WHERE route = $1 AND id <> $2"
	" ORDER BY preference, id",
	"ii", "itiiit"};
static const struct stmt stmt_guardians = {
	"SELECT DISTINCT grantee FROM relation WHERE route = $1 AND kind = 'guardian' AND begins <= $2 AND ends > $2"
	" ORDER BY grantee",
	"ii", "i"};
/* Relations that the seats of one organisation have now to a child. */
static const struct stmt stmt_seats_of = {
	"SELECT r.id, r.kind FROM relation r JOIN seat s ON s.id = r.grantee WHERE r.route = $1 AND s.org = $2"
	" AND r.begins <= $3 AND r.ends > $3 ORDER BY r.id",
	"iii", "it"};

/* Relations that one application gave and that are still open. */
static const struct stmt stmt_given_by = {
	"SELECT id, kind FROM relation WHERE route = $1 AND src_rec = 'application' AND src_id = $2 AND ends > $3"
	" ORDER BY id",
	"iii", "it"};

size_t enrol_schools_put(const struct act *act, struct batch *b, int64_t region)
{
	return batch_put(b, &stmt_schools, DB_ARGS(val_int(region), val_int(act->now)));
}

struct enrol_schools enrol_schools_take(struct arena *a, const struct rows *r)
{
	struct enrol_school *v = ARENA_ARRAY(a, struct enrol_school, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = (struct enrol_school){
			.org = rows_int(r, i, 0), .pid = rows_text(r, i, 1), .name = rows_text(r, i, 2),
			.place = rows_text(r, i, 3), .phone = rows_text(r, i, 4),
				.is_public = str_is(rows_text(r, i, 5), "openbaar")};
	return (struct enrol_schools){v, r->n};
}

enum err enrol_schools(struct act *act, int64_t region, struct enrol_schools *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t at = enrol_schools_put(act, b, region);
	e = batch_run(b);
	if (e == OK)
		*out = enrol_schools_take(act->a, batch_rows(b, at));
	return e;
}

const struct enrol_school *enrol_school_at(const struct enrol_schools *all, struct str pid)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].pid, pid))
			return &all->v[i];
	return NULL;
}

const struct enrol_school *enrol_school_of(const struct enrol_schools *all, int64_t org)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].org == org)
			return &all->v[i];
	return NULL;
}

/* ---- who may open it ---- */

/* What the school of first choice needs to judge what helps the child, and to plan a knooppunt: not what the preschool
 * wrote (that takes the parents' consent), nor what others did before. */
#define PARTS_APPLIED \
	(PART_BIT(PART_KERN) | PART_BIT(PART_SCHOOL) | PART_BIT(PART_CARD) | PART_BIT(PART_KNOOPPUNT) | \
	 PART_BIT(PART_STEM) | PART_BIT(PART_AANMELDING))
#define PARTS_ALL (~UINT32_C(0))
/* What parents did not let the preschool share stays there, also when the child comes to the school (PRI-14). */
#define PARTS_OF_PUPIL (PARTS_ALL & ~PART_BIT(PART_VOORSCHOOL))

static enum err gives(struct change *c, int64_t route, int64_t org, enum relation_kind kind, parts shared, int64_t src)
{
	struct act *act = change_act(c);
	int64_t seat, id;
	enum err e = seat_of(act, c, org, ROLE_IB, &seat);
	const struct relation r = {.route = route, .grantee = seat, .kind = kind, .parts = shared, .begins = act->now,
	                           .ends = INSTANT_OPEN, .src_rec = &rec_application, .src_id = src};
	return e != OK ? e : relation_give(c, &r, &id);
}

static enum err parent_of(struct change *c, int64_t route, int64_t src)
{
	const struct act *act = change_act(c);
	int64_t id;
	const struct relation r = {.route = route, .grantee = act->viewer->account, .kind = REL_GUARDIAN,
	                           .parts = PARTS_ALL, .begins = act->now, .ends = INSTANT_OPEN,
	                           .src_rec = &rec_application, .src_id = src};
	return relation_give(c, &r, &id);
}

/* ---- making ---- */

static enum err new_route(struct change *c, struct applying *x)
{
	x->child[ROUTE_SCHOOL] = val_int(x->at[0]->org);
	x->child[ROUTE_PHASE] = val_text(str_from(route_fields[ROUTE_PHASE].choices[PHASE_PUPIL].code));
	x->child[ROUTE_NEXT_BY] = val_int(DATE_OPEN);
	x->child[ROUTE_ACTS] = val_text(S("school"));
	x->child[ROUTE_CLOSED] = val_int(INSTANT_OPEN);
	return change_new(c, &rec_route, x->child, &x->route, &x->pid);
}

struct running_ones {
	const struct rows *r;
	int64_t duty;      /* the one that has the duty of care; 0: none */
	int64_t preferred; /* the highest number of a choice that was given out */
};

static bool runs(struct str state)
{
	int at = flow_place(&rec_application, state);
	return at >= 0 && (rec_application.ends >> at & 1) == 0;
}

static enum err read_beside(struct act *act, int64_t route, int64_t but, struct running_ones *out)
{
	*out = (struct running_ones){.r = NULL};
	enum err e = act_exec(act, &stmt_beside, DB_ARGS(val_int(route), val_int(but)), &out->r);
	for (size_t i = 0; e == OK && i < out->r->n; i++) {
		if (!runs(rows_text(out->r, i, 1)))
			continue;
		if (rows_int(out->r, i, 3) != 0)
			out->duty = rows_int(out->r, i, 0);
		if (rows_int(out->r, i, 2) > out->preferred)
			out->preferred = rows_int(out->r, i, 2);
	}
	return e;
}

static bool stands_at(const struct running_ones *there, int64_t org)
{
	for (size_t i = 0; there->r != NULL && i < there->r->n; i++)
		if (rows_int(there->r, i, 4) == org && runs(rows_text(there->r, i, 1)))
			return true;
	return false;
}

static enum err make_one(struct change *c, struct applying *x, size_t i, int64_t preference, bool duty)
{
	const struct act *act = change_act(c);
	int32_t today = instant_date(act->now);
	struct str pid;
	int64_t id;
	struct val v[APP__N] = {{0}};
	for (size_t k = 0; k < x->form->def->n; k++)
		if (record_has(&rec_application, x->form->def->fields[k]))
			v[record_field(&rec_application, x->form->def->fields[k])] = x->form->v[k];
	v[APP_ROUTE] = val_int(x->route);
	v[APP_SCHOOL] = val_int(x->at[i]->org);
	v[APP_PREFERENCE] = val_int(preference);
	v[APP_DUTY] = val_int(duty);
	v[APP_PUBLIC] = val_int(x->at[i]->is_public);
	v[APP_RECEIVED] = val_int(today);
	v[APP_BY] = val_int(act->viewer->account);
	v[APP_AT_SCHOOL] = val_int(x->at_school);
	v[APP_BORN] = val_int(x->born);
	if (v[APP_NEED].type == VAL_NULL)
		v[APP_NEED] = val_int(0);
	enum err e = change_new(c, &rec_application, v, &id, &pid);
	if (e == OK && i == 0 && x->school == 0 && duty && x->child[ROUTE_BORN].type == VAL_NULL)
		change_set(c, &rec_route, x->route, &route_fields[ROUTE_SCHOOL], val_int(x->at[i]->org));
	if (e == OK && i == 0 && x->school == 0 && duty)
		e = gives(c, x->route, x->at[i]->org, REL_SUPERVISES, PARTS_APPLIED, id);
	if (e == OK && i == 0 && duty && x->route != 0)
		e = meeting_hand_over(c, x->route, x->at[i]->org);
	if (e == OK)
		e = gives(c, x->route, x->at[i]->org, REL_APPLIED, PARTS_ALL, id);
	if (e == OK && i == 0 && x->child[ROUTE_BORN].type == VAL_INT && !x->at_school)
		e = parent_of(c, x->route, id);
	if (e != OK || !duty || x->stays)
		return e;
	return route_to(c, x->route, PHASE_APPLICATION, N_("Decide on the application"),
	                rule_due(rule_for(S("ADM-04"), today), today, NULL), SIDE_SCHOOL);
}

enum err application_make(struct act *act, struct change *c, struct applying *x)
{
	struct running_ones there = {.r = NULL};
	enum err e = x->route == 0 ? new_route(c, x) : read_beside(act, x->route, 0, &there);
	for (size_t i = 0; e == OK && i < x->n; i++) {
		if (stands_at(&there, x->at[i]->org))
			return ERR_CONFLICT;
		e = make_one(c, x, i, there.preferred + (int64_t)i + 1, i == 0 && there.duty == 0);
	}
	return e;
}

/* ---- what follows ---- */

enum err duty_moves_on(struct change *c, int64_t route, int64_t from)
{
	struct running_ones there;
	enum err e = read_beside(change_act(c), route, from, &there);
	if (e != OK || there.duty != 0)
		return e;
	for (size_t i = 0; i < there.r->n; i++)
		if (runs(rows_text(there.r, i, 1))) {
			change_set(c, &rec_application, rows_int(there.r, i, 0), &application_fields[APP_DUTY], val_int(1));
			return OK;
		}
	return OK;
}

enum err application_tells(struct change *c, const struct row *application, const char *what, int32_t by)
{
	struct act *act = change_act(c);
	int64_t route = row_int(application, &application_fields[APP_ROUTE]);
	const struct rows *r;
	enum err e = act_exec(act, &stmt_guardians, DB_ARGS(val_int(route), val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		outbox_put(c, &(struct notice){
			.kind = NOTICE_WAITING, .account = rows_int(r, i, 0), .by = by, .minutes = 3,
			.once = str_printf(act->a, "application:%lld:%s", (long long)application->id, what)});
	return e;
}

/* ---- effects of steps ---- */

static void set(struct change *c, const struct row *at, enum application_field f, struct val v)
{
	change_set(c, &rec_application, at->id, &application_fields[f], v);
}

static struct val today(const struct change *c)
{
	return val_int(instant_date(change_now(c)));
}

static struct val of(const struct row *r, enum application_field f)
{
	return row_val(r, &application_fields[f]);
}

/* A second question keeps the days of the first; a third is refused by its guard. Who answered late had no more of them
 * than the time that was given. */
enum err asked_more(struct change *c, const struct row *at)
{
	struct span before[PAUSES_MAX];
	bool again = of(at, APP_ASKED_ON).type != VAL_NULL && of(at, APP_COMPLETED_ON).type != VAL_NULL;
	if (of(at, APP_BEFORE_FROM).type != VAL_NULL && of(at, APP_COMPLETED_ON).type != VAL_NULL)
		return OK;
	if (again && application_pauses(at, before) > 0) {
		set(c, at, APP_BEFORE_FROM, val_int(before[0].begin));
		set(c, at, APP_BEFORE_TO, val_int(before[0].end));
	}
	set(c, at, APP_ASKED_ON, today(c));
	set(c, at, APP_COMPLETED_ON, val_null());
	set(c, at, APP_COMPLETION, val_null());
	return application_tells(c, at, again ? "asked-again" : "asked", 0);
}

enum err was_completed(struct change *c, const struct row *at)
{
	set(c, at, APP_COMPLETED_ON, today(c));
	return OK;
}

enum err was_extended(struct change *c, const struct row *at)
{
	return application_tells(c, at, "extended", 0);
}

enum err told_late(struct change *c, const struct row *at)
{
	return application_tells(c, at, "late", 0);
}

enum err was_placed(struct change *c, const struct row *at)
{
	set(c, at, APP_PLACED_ON, today(c));
	return application_tells(c, at, "placed", 0);
}

enum err was_admitted(struct change *c, const struct row *at)
{
	set(c, at, APP_DECIDED, today(c));
	return application_tells(c, at, "admitted", 0);
}

/* Who was placed in the meantime is taken off the roll from the day after the decision: ADM-08. */
enum err was_refused(struct change *c, const struct row *at)
{
	set(c, at, APP_DECIDED, today(c));
	if (of(at, APP_PLACED_ON).type != VAL_NULL)
		set(c, at, APP_PLACED_TO, val_int(instant_date(change_now(c)) + 1));
	return application_tells(c, at, "refused", 0);
}

enum err was_called(struct change *c, const struct row *at)
{
	set(c, at, APP_CALLED, val_int(change_now(c)));
	return OK;
}

static enum err relations_end(struct change *c, const struct stmt *s, struct val route, struct val by,
                              enum relation_kind kind, int64_t at)
{
	struct act *act = change_act(c);
	const struct rows *r;
	enum err e = act_exec(act, s, DB_ARGS(route, by, val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		if (str_is(rows_text(r, i, 1), relation_code(kind)))
			relation_end(c, rows_int(r, i, 0), at);
	return e;
}

/* What the duty of care opened is shut at once. A school whose application is over reads that for as long as parents
 * can object and a little more; then no longer. */
static enum err door_closes(struct change *c, const struct row *at)
{
	enum { WEEKS_AFTER_MS = 8 * 7 * 24 * 60 * 60 };
	int64_t now = change_now(c);
	enum err e = relations_end(c, &stmt_given_by, of(at, APP_ROUTE), val_int(at->id), REL_SUPERVISES, now);
	return e != OK ? e : relations_end(c, &stmt_seats_of, of(at, APP_ROUTE), of(at, APP_SCHOOL), REL_APPLIED,
	                                   now + (int64_t)WEEKS_AFTER_MS * 1000);
}

enum err has_ended(struct change *c, const struct row *at)
{
	set(c, at, APP_ENDED, today(c));
	return door_closes(c, at);
}

/* Withdrawn, or refused on a ground on which the law lays no duty of care: it is with the next one then. */
enum err was_withdrawn(struct change *c, const struct row *at)
{
	enum err e = has_ended(c, at);
	return e != OK || !application_has_duty(at) ? e
		: duty_moves_on(c, row_int(at, &application_fields[APP_ROUTE]), at->id);
}

enum err was_exempt(struct change *c, const struct row *at)
{
	enum err e = was_called(c, at);
	return e != OK ? e : was_withdrawn(c, at);
}

/* Elsewhere the application waits for who has it to close it: the duty of care ends by an enrolment. */
static enum err tell_others(struct change *c, const struct row *at)
{
	struct running_ones there;
	enum err e = read_beside(change_act(c), row_int(at, &application_fields[APP_ROUTE]), at->id, &there);
	for (size_t i = 0; e == OK && i < there.r->n; i++)
		if (runs(rows_text(there.r, i, 1)))
			change_set(c, &rec_application, rows_int(there.r, i, 0), &application_fields[APP_ELSEWHERE_ON], today(c));
	return e;
}

static const struct stmt stmt_school_of = {"SELECT school FROM route WHERE id = $1", "i", "i"};

/* The child is of this school from now on: it reads what a school reads of its pupil, the school before it no more. */
enum err was_enrolled(struct change *c, const struct row *at)
{
	enum { PLAN_WEEKS = 42 };
	int64_t route = row_int(at, &application_fields[APP_ROUTE]), org = row_int(at, &application_fields[APP_SCHOOL]);
	int32_t now = instant_date(change_now(c));
	const struct rows *was;
	struct val child = val_int(route), own = val_int(org);
	int64_t at_once = change_now(c);
	enum err e = act_exec(change_act(c), &stmt_school_of, DB_ARGS(child), &was);
	if (e == OK)
		e = relations_end(c, &stmt_seats_of, child, rows_val(was, 0, 0), REL_SUPERVISES, at_once);
	if (e == OK && rows_int(was, 0, 0) != org)
		e = relations_end(c, &stmt_seats_of, child, own, REL_SUPERVISES, at_once);
	if (e == OK)
		e = relations_end(c, &stmt_seats_of, child, own, REL_APPLIED, at_once);
	if (e == OK)
		e = gives(c, route, org, REL_SUPERVISES, PARTS_OF_PUPIL, at->id);
	if (e == OK)
		e = tell_others(c, at);
	if (e == OK)
		e = intake_proposes(c, at);
	if (e != OK)
		return e;
	change_set(c, &rec_route, route, &route_fields[ROUTE_SCHOOL], val_int(org));
	if (of(at, APP_DECIDED).type == VAL_NULL)
		set(c, at, APP_DECIDED, val_int(now));
	set(c, at, APP_ENDED, val_int(now));
	e = row_int(at, &application_fields[APP_NEED]) != 0
		? route_to(c, route, PHASE_SUPPORT, N_("Make the plan (OPP) with parents and child"), now + PLAN_WEEKS,
			SIDE_SCHOOL)
		: route_to(c, route, PHASE_DONE, N_("The child is enrolled"), now, SIDE_SCHOOL);
	return e != OK ? e : application_tells(c, at, "enrolled", 0);
}

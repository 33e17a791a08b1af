/* What the steps of an application write beside it: who may open the child from then on, the duty of care that goes to
 * the next school, and what parents are told. */
#include "application_make.h"
#include "application_rules.h"
#include "date.h"
#include "flow.h"
#include "intake.h"
#include "meeting.h"
#include "outbox.h"
#include "people.h"
#include "route.h"
#include "rule_book.h"

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
/* Who works in the seat that looks after the application at its school. */
static const struct stmt stmt_desk = {
	"SELECT DISTINCT h.account FROM relation r JOIN seat s ON s.id = r.grantee JOIN holds h ON h.seat = s.id"
	" WHERE r.route = $1 AND r.kind = 'applied' AND s.org = $2 AND r.begins <= $3 AND r.ends > $3 AND h.begins <= $3"
	" AND h.ends > $3 ORDER BY h.account LIMIT 50",
	"iii", "i"};
/* What parents did not let the preschool share stays there, also when the child comes to the school (PRI-14). */
#define PARTS_OF_PUPIL (~PART_BIT(PART_VOORSCHOOL))

/* ---- messages ---- */

enum err application_tells(struct change *c, const struct row *application, const char *what, int32_t by)
{
	struct act *act = change_act(c);
	int64_t route = row_int(application, &application_fields[APP_ROUTE]);
	const struct rows *r;
	enum err e = act_exec(act, &stmt_guardians, DB_ARGS(val_int(route), val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++)
		outbox_put(c, &(struct notice){
			.kind = NOTICE_WAITING, .account = rows_int(r, i, 0), .by = by, .minutes = 3, .route = route,
			.lapses = by == 0 ? 0 : instant_of_date(by + 1),
			.once = str_printf(act->a, "application:%lld:%s", (long long)application->id, what)});
	return e;
}

enum err application_tells_school(struct change *c, int64_t application, int64_t route, int64_t school,
                                  const char *what)
{
	struct act *act = change_act(c);
	const struct rows *who;
	enum err e = act_exec(act, &stmt_desk, DB_ARGS(val_int(route), val_int(school), val_int(act->now)), &who);
	for (size_t i = 0; e == OK && i < who->n; i++)
		outbox_put(c, &(struct notice){
			.kind = NOTICE_WAITING, .account = rows_int(who, i, 0), .minutes = 5, .route = route,
			.once = str_printf(act->a, "application:%lld:%s", (long long)application, what)});
	return e;
}

/* ---- effects of steps ---- */

static void set(struct change *c, const struct row *at, enum application_field f, struct val v)
{
	change_set(c, &rec_application, at->id, &application_fields[f], v);
}

/* What was typed along with the step stands in no row yet: as it will stand. */
static struct val becomes(const struct change *c, const struct row *at, enum application_field f)
{
	return change_val(c, &rec_application, at->id, &application_fields[f]);
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
	struct val until = becomes(c, at, APP_COMPLETE_BY);
	return application_tells(c, at, again ? "asked-again" : "asked", until.type == VAL_INT ? (int32_t)until.i : 0);
}

enum err was_completed(struct change *c, const struct row *at)
{
	if (!application_unanswered(at))
		return ERR_CONFLICT;
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
static enum err decided_no(struct change *c, const struct row *at, const char *what)
{
	set(c, at, APP_DECIDED, today(c));
	if (of(at, APP_PLACED_ON).type != VAL_NULL)
		set(c, at, APP_PLACED_TO, val_int(instant_date(change_now(c)) + 1));
	return application_tells(c, at, what, 0);
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
static enum err door_closes(struct change *c, int64_t application, int64_t route, int64_t school)
{
	enum { WEEKS_AFTER_MS = 8 * 7 * 24 * 60 * 60 };
	int64_t now = change_now(c);
	enum err e = relations_end(c, &stmt_given_by, val_int(route), val_int(application), REL_SUPERVISES, now);
	return e != OK ? e : relations_end(c, &stmt_seats_of, val_int(route), val_int(school), REL_APPLIED,
	                                   now + (int64_t)WEEKS_AFTER_MS * 1000);
}

enum { TWO_WEEKS = 14 };

/* Nobody decides any more when this was the last one that ran: the parents choose whether they go on. */
static enum err nobody_decides(struct change *c, const struct row *at)
{
	int64_t route = row_int(at, &application_fields[APP_ROUTE]);
	struct running_ones there;
	enum err e = applications_beside(change_act(c), route, at->id, &there);
	for (size_t i = 0; e == OK && i < there.r->n; i++)
		if (application_runs(rows_text(there.r, i, 1)))
			return OK;
	static const char *const waits[] = {ROUTE_DECIDE, ROUTE_SEEK_SCHOOL};
	int32_t by = instant_date(change_now(c)) + TWO_WEEKS;
	for (size_t i = 0; e == OK && i < sizeof waits / sizeof *waits; i++)
		e = route_next_after(c, route, waits[i], N_("Choose another school, if that is still needed"), by,
		                     SIDE_PARENTS);
	return e;
}

enum err has_ended(struct change *c, const struct row *at)
{
	set(c, at, APP_ENDED, today(c));
	enum err e = nobody_decides(c, at);
	return e != OK ? e : door_closes(c, at->id, row_int(at, &application_fields[APP_ROUTE]),
	                                 row_int(at, &application_fields[APP_SCHOOL]));
}

static const struct stmt stmt_led_by = {
	"SELECT count(*) FROM relation WHERE route = $1 AND src_rec = 'application' AND src_id = $2"
	" AND kind = 'supervises' AND ends > $3",
	"iii", "i"};
static const struct stmt stmt_waits_for = {
	"SELECT r.phase, coalesce(a.decide_by, '') FROM application a JOIN route r ON r.id = a.route WHERE a.id = $1", "i",
	"tt"};

/* What is next on a route that waited for this decision; another one goes its own way. */
static enum err next_decides(struct change *c, int64_t route, int64_t application)
{
	const struct rows *r;
	int32_t on;
	enum err e = act_exec(change_act(c), &stmt_waits_for, DB_ARGS(val_int(application)), &r);
	if (e != OK || r->n == 0 || flow_place(&rec_route, rows_text(r, 0, 0)) > PHASE_APPLICATION)
		return e;
	if (!date_parse_iso(rows_text(r, 0, 1), &on))
		on = instant_date(change_now(c));
	return route_to(c, route, PHASE_APPLICATION, ROUTE_DECIDE, on, SIDE_SCHOOL);
}

/* After a no the route waits for the next school that still decides; without one, for the school that said no. */
static enum err goes_on_after_no(struct change *c, const struct row *at)
{
	int64_t route = row_int(at, &application_fields[APP_ROUTE]);
	struct running_ones there;
	enum err e = applications_beside(change_act(c), route, at->id, &there);
	for (size_t i = 0; e == OK && i < there.r->n; i++)
		if (flow_place(&rec_application, rows_text(there.r, i, 1)) <= APP_ADMITTED)
			return next_decides(c, route, rows_int(there.r, i, 0));
	return e != OK ? e : route_next_after(c, route, ROUTE_DECIDE, ROUTE_SEEK_SCHOOL,
	                                      instant_date(change_now(c)) + TWO_WEEKS, SIDE_SCHOOL);
}

enum err was_refused(struct change *c, const struct row *at)
{
	enum err e = decided_no(c, at, "refused");
	return e != OK ? e : goes_on_after_no(c, at);
}

/* The duty of care goes to the first of the applications beside this one that still runs, if one does: with all that
 * its school needs for it where the child is of no school yet. */
static enum err duty_moves_on(struct change *c, const struct row *at)
{
	struct act *act = change_act(c);
	int64_t route = row_int(at, &application_fields[APP_ROUTE]), next = 0, org = 0;
	struct running_ones there;
	const struct rows *led;
	enum err e = applications_beside(act, route, at->id, &there);
	for (size_t i = 0; e == OK && next == 0 && i < there.r->n; i++)
		if (application_runs(rows_text(there.r, i, 1))) {
			next = rows_int(there.r, i, 0);
			org = rows_int(there.r, i, 4);
		}
	if (e != OK || next == 0 || there.duty != 0)
		return e;
	change_set(c, &rec_application, next, &application_fields[APP_DUTY], val_int(1));
	e = act_exec(act, &stmt_led_by, DB_ARGS(val_int(route), val_int(at->id), val_int(act->now)), &led);
	if (e != OK || rows_int(led, 0, 0) == 0)
		return e; /* of a child that is at school: that school goes on guiding it */
	change_set(c, &rec_route, route, &route_fields[ROUTE_SCHOOL], val_int(org));
	e = duty_opens(c, route, row_int(at, &application_fields[APP_SCHOOL]), org, next);
	return e != OK ? e : next_decides(c, route, next);
}

/* Withdrawn, or refused on a ground on which the law lays no duty of care: it is with the next one then. */
enum err was_withdrawn(struct change *c, const struct row *at)
{
	enum err e = application_has_duty(at) ? duty_moves_on(c, at) : OK;
	return e != OK ? e : has_ended(c, at);
}

/* ADM-13; who was placed in the meantime is taken off the roll as by a refusal (ADM-08). */
enum err was_not_taken(struct change *c, const struct row *at)
{
	enum err e = decided_no(c, at, "not-taken");
	return e != OK ? e : was_withdrawn(c, at);
}

enum err was_exempt(struct change *c, const struct row *at)
{
	enum err e = was_called(c, at);
	return e != OK ? e : was_withdrawn(c, at);
}

/* A school without the duty of care has nothing left to decide on a child that is enrolled at another (ADM-06). Who has
 * that duty closes its own, and so does who said no: until then parents read there why, and how to object. */
static enum err other_ends(struct change *c, const struct rows *there, size_t i, int64_t route)
{
	int64_t id = rows_int(there, i, 0), school = rows_int(there, i, 4);
	bool duty = rows_int(there, i, 3) != 0;
	change_set(c, &rec_application, id, &application_fields[APP_ELSEWHERE_ON], today(c));
	if (duty || flow_place(&rec_application, rows_text(there, i, 1)) > APP_ADMITTED)
		return OK;
	change_state(c, &rec_application, id, APP_ELSEWHERE);
	change_set(c, &rec_application, id, &application_fields[APP_ENDED], today(c));
	enum err e = application_tells_school(c, id, route, school, "elsewhere");
	return e != OK ? e : door_closes(c, id, route, school);
}

static enum err others_end(struct change *c, const struct row *at)
{
	int64_t route = row_int(at, &application_fields[APP_ROUTE]);
	struct running_ones there;
	enum err e = applications_beside(change_act(c), route, at->id, &there);
	for (size_t i = 0; e == OK && i < there.r->n; i++)
		if (application_runs(rows_text(there.r, i, 1)))
			e = other_ends(c, there.r, i, route);
	return e;
}

/* ---- enrolled ---- */

static const struct stmt stmt_school_of = {"SELECT school FROM route WHERE id = $1", "i", "i"};
static const struct stmt stmt_preschools = {
	"SELECT id FROM relation WHERE route = $1 AND kind = 'preschool' AND begins <= $2 AND ends > $2 ORDER BY id"
	" LIMIT 64", "ii", "i"};

/* The preschool hands over, and reads on no longer than the region has set after that day (LOC-15; access.md, part of
 * the preschool). */
static enum err preschool_hands_over(struct change *c, int64_t route, int32_t enrolled)
{
	struct act *act = change_act(c);
	struct rule_book book;
	const struct rows *r;
	enum err e = book_of_region(act, act->region, &book);
	if (e == OK)
		e = act_exec(act, &stmt_preschools, DB_ARGS(val_int(route), val_int(act->now)), &r);
	if (e != OK)
		return e;
	const struct rule *rule = book_rule(&book, S("LOC-15"), enrolled);
	int32_t last = rule == NULL ? enrolled : rule_due(rule, enrolled, NULL);
	int64_t ends = instant_of_date(last + 1);
	for (size_t i = 0; i < r->n; i++)
		relation_end(c, rows_int(r, i, 0), ends > act->now ? ends : act->now);
	return OK;
}

/* The school reads what a school reads of its pupil, the school before it no more. */
static enum err doors_of_pupil(struct change *c, const struct row *at, int32_t enrolled)
{
	int64_t route = row_int(at, &application_fields[APP_ROUTE]), org = row_int(at, &application_fields[APP_SCHOOL]);
	struct val child = val_int(route), own = val_int(org);
	int64_t at_once = change_now(c);
	const struct rows *was;
	enum err e = act_exec(change_act(c), &stmt_school_of, DB_ARGS(child), &was);
	if (e == OK)
		e = relations_end(c, &stmt_seats_of, child, rows_val(was, 0, 0), REL_SUPERVISES, at_once);
	if (e == OK && rows_int(was, 0, 0) != org)
		e = relations_end(c, &stmt_seats_of, child, own, REL_SUPERVISES, at_once);
	if (e == OK)
		e = relations_end(c, &stmt_seats_of, child, own, REL_APPLIED, at_once);
	if (e == OK)
		e = application_gives(c, route, org, REL_SUPERVISES, PARTS_OF_PUPIL, at->id);
	return e != OK ? e : preschool_hands_over(c, route, enrolled);
}

/* The child is of this school from now on. A plan is made within six weeks of the day of enrolment, also after a
 * temporary place (OPP-04, OPP-05). */
enum err was_enrolled(struct change *c, const struct row *at)
{
	int64_t route = row_int(at, &application_fields[APP_ROUTE]);
	int32_t now = instant_date(change_now(c));
	struct val day = becomes(c, at, APP_ENROLLED_ON);
	int32_t enrolled = day.type == VAL_INT ? (int32_t)day.i : now;
	const struct rule *plan = rule_for(of(at, APP_PLACED_ON).type == VAL_NULL ? S("OPP-04") : S("OPP-05"), enrolled);
	enum err e = doors_of_pupil(c, at, enrolled);
	if (e == OK)
		e = others_end(c, at);
	if (e == OK)
		e = intake_proposes(c, at);
	if (e != OK)
		return e;
	change_set(c, &rec_route, route, &route_fields[ROUTE_SCHOOL], of(at, APP_SCHOOL));
	if (of(at, APP_DECIDED).type == VAL_NULL)
		set(c, at, APP_DECIDED, val_int(now));
	set(c, at, APP_ENDED, val_int(now));
	e = row_int(at, &application_fields[APP_NEED]) != 0
		? route_to(c, route, PHASE_SUPPORT, ROUTE_MAKE_PLAN,
			plan == NULL ? enrolled : rule_due(plan, enrolled, NULL), SIDE_SCHOOL)
		: route_to(c, route, PHASE_DONE, N_("The child is enrolled"), now, SIDE_SCHOOL);
	return e != OK ? e : application_tells(c, at, "enrolled", 0);
}

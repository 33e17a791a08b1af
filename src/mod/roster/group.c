#include "group.h"

#include "date.h"
#include "utf8.h"

enum { ALL_PARTS = INT32_MAX };

/* access.md: who leads sees groups and numbers, who guides sees names. */
static const unsigned may[ROLE__N] = {
	[ROLE_TEACHER] = MAY_SEE_GROUPS | MAY_SEE_NAMES,
	[ROLE_IB] = MAY_SEE_GROUPS | MAY_SEE_NAMES | MAY_KEEP_GROUPS | MAY_KEEP_PUPILS,
	[ROLE_SCHOOL_LEADER] = MAY_SEE_GROUPS | MAY_KEEP_GROUPS | MAY_LET_IN,
};

unsigned roster_may(const struct viewer *v)
{
	return v == NULL || v->level != LEVEL_FULL ? 0 : may[v->role];
}

size_t roster_schools(const struct viewer *v, struct school_seat out[VIEWER_SEATS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < v->n_seats; i++) {
		const struct seat *s = &v->seats[i];
		if (s->role == v->role && (s->org_kind == ORG_SCHOOL || s->org_kind == ORG_PROVISION))
			out[n++] = (struct school_seat){s->org, s->id, s->org_pid, s->org_name};
	}
	return n;
}

const struct school_seat *roster_school(struct act *act, struct str pid)
{
	struct school_seat *all = ARENA_ARRAY(act->a, struct school_seat, VIEWER_SEATS_MAX);
	size_t n = roster_schools(act->viewer, all);
	if (pid.n == 0)
		return n == 1 ? &all[0] : NULL;
	for (size_t i = 0; i < n; i++)
		if (str_eq(all[i].pid, pid))
			return &all[i];
	return NULL;
}

size_t roster_own_groups(const struct viewer *v, struct str *pid)
{
	size_t n = 0;
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].org_kind == ORG_GROUP && v->seats[i].role == v->role) {
			*pid = v->seats[i].org_pid;
			n++;
		}
	return n;
}

/* ---- reading ---- */

#define GROUP_COLUMNS \
	"SELECT o.id, o.rev, o.parent, s.id, (SELECT count(*) FROM relation r WHERE r.grantee = s.id AND r.kind = " \
	"'teaches' AND r.begins <= $2 AND r.ends > $2), o.pid, o.name, coalesce(o.years, ''), p.name, p.pid" \
	" FROM organisation o JOIN seat s ON s.org = o.id AND s.role = 'teacher' JOIN organisation p ON p.id = o.parent"
#define GROUP_TYPES "iiiiittttt"
static const struct stmt stmt_groups = {
	GROUP_COLUMNS " WHERE o.parent = $1 AND o.kind = 'groep' AND o.ended > $2 ORDER BY coalesce(o.years, ''),"
	" o.name_key, o.id LIMIT 200",
	"ii", GROUP_TYPES};
static const struct stmt stmt_group = {
	GROUP_COLUMNS " WHERE o.pid = $1 AND o.kind = 'groep' AND o.ended > $2 AND p.ended > $2", "ti", GROUP_TYPES};
/* Who stands before a group counts only as a teacher of its school (viewer.c). */
#define TEACHERS(of) \
	"SELECT o.id, h.id, h.pid, a.name FROM organisation o JOIN seat s ON s.org = o.id AND s.role = 'teacher'" \
	" JOIN holds h ON h.seat = s.id JOIN account a ON a.id = h.account" \
	" WHERE " of " = $1 AND o.kind = 'groep' AND o.ended > $2 AND h.begins <= $2 AND h.ends > $2 AND EXISTS" \
	" (SELECT 1 FROM holds h2 JOIN seat t ON t.id = h2.seat WHERE h2.account = h.account AND t.org = o.parent" \
	" AND t.role = 'teacher' AND h2.begins <= $2 AND h2.ends > $2) ORDER BY o.id, a.name_key, h.id LIMIT 1000"
static const struct stmt stmt_teachers = {TEACHERS("o.parent"), "ii", "iitt"};
static const struct stmt stmt_teachers_of = {TEACHERS("o.id"), "ii", "iitt"};
static const struct stmt stmt_memberships = {
	"SELECT r.id, s.id, o.pid, o.name FROM relation r JOIN seat s ON s.id = r.grantee JOIN organisation o ON "
	    "o.id = s.org"
	" WHERE r.route = $1 AND r.kind = 'teaches' AND r.begins <= $2 AND r.ends > $2 AND o.kind = 'groep' ORDER BY "
	    "r.id",
	"ii", "iitt"};
static const struct stmt stmt_school_teachers = {
	"SELECT DISTINCT a.id, a.pid, a.name, a.email_key, a.name_key FROM seat s JOIN holds h ON h.seat = s.id"
	" JOIN account a ON a.id = h.account WHERE s.org = $1 AND s.role = 'teacher' AND h.begins <= $2 AND h.ends > $2"
	" AND a.closed > $2 ORDER BY a.name_key, a.id LIMIT 1000",
	"ii", "itttt"};
static const struct stmt stmt_held = {
	"SELECT id FROM holds WHERE account = $1 AND seat = $2 AND ends > $3 LIMIT 1", "iii", "i"};

static bool holds(const struct viewer *v, int64_t org, bool group)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].org == org && v->seats[i].role == v->role &&
		    (v->seats[i].org_kind == ORG_GROUP) == group)
			return true;
	return false;
}

static struct group group_take(const struct act *act, const struct rows *r, size_t i)
{
	struct group g = {
		.id = rows_int(r, i, 0), .rev = rows_int(r, i, 1), .school = rows_int(r, i, 2), .seat = rows_int(r,
		    i, 3),
		.pupils = rows_int(r, i, 4), .pid = rows_text(r, i, 5), .name = rows_text(r, i, 6),
		    .years = rows_text(r, i, 7),
		.school_name = rows_text(r, i, 8), .school_pid = rows_text(r, i, 9),
	};
	g.own = holds(act->viewer, g.id, true);
	return g;
}

struct groups_at groups_put(struct act *act, struct batch *b, int64_t school)
{
	struct groups_at at;
	at.groups = batch_put(b, &stmt_groups, DB_ARGS(val_int(school), val_int(act->now)));
	at.teachers = batch_put(b, &stmt_teachers, DB_ARGS(val_int(school), val_int(act->now)));
	return at;
}

static struct group_teachers teachers_take(struct act *act, const struct rows *r)
{
	struct group_teacher *t = ARENA_ARRAY(act->a, struct group_teacher, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		t[i] = (struct group_teacher){rows_int(r, i, 0), rows_int(r, i, 1), rows_text(r, i, 2), rows_text(r, i, 3)};
	return (struct group_teachers){t, r->n};
}

struct stmt_asked *group_teachers_ask(struct act *act, const struct group *g)
{
	return stmt_ask(act, &stmt_teachers_of, DB_ARGS(val_int(g->id), val_int(act->now)));
}

enum err group_teachers_take(struct act *act, const struct stmt_asked *x, struct group_teachers *out)
{
	const struct rows *r;
	enum err e = stmt_take(act, x, &r);
	if (e == OK)
		*out = teachers_take(act, r);
	return e;
}

void groups_take(struct act *act, const struct batch *b, struct groups_at at, struct groups *out,
                 struct group_teachers *teachers)
{
	const struct rows *r = batch_rows(b, at.groups);
	struct group *v = ARENA_ARRAY(act->a, struct group, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = group_take(act, r, i);
	*out = (struct groups){v, r->n};
	if (teachers != NULL)
		*teachers = teachers_take(act, batch_rows(b, at.teachers));
}

enum err groups_of(struct act *act, int64_t school, struct groups *out, struct group_teachers *teachers)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	struct groups_at at = groups_put(act, b, school);
	e = batch_run(b);
	if (e == OK)
		groups_take(act, b, at, out, teachers);
	return e;
}

enum err group_open(struct act *act, struct str pid, struct group *out)
{
	const struct rows *r;
	if (roster_may(act->viewer) == 0)
		return ERR_NOT_FOUND;
	enum err e = act_exec(act, &stmt_group, DB_ARGS(val_text(pid), val_int(act->now)), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*out = group_take(act, r, 0);
	return out->own || holds(act->viewer, out->school, false) ? OK : ERR_NOT_FOUND;
}

struct str group_names(struct arena *a, const struct group_teachers *t, int64_t group)
{
	struct str all = {0};
	for (size_t i = 0; i < t->n; i++) {
		if (t->v[i].group != group)
			continue;
		all = all.n == 0 ? t->v[i].name : str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(all),
		    STR_ARG(t->v[i].name));
	}
	return all;
}

struct pupils_asked roster_pupils_ask(struct act *act, int64_t seat)
{
	return (struct pupils_asked){seat, shelf_of_ask(act, route_list(LIST_PUPILS), seat, (struct str){0}, 0)};
}

static enum err add(struct arena *a, const struct seen_page *page, size_t most, size_t *cap, struct seen_page *out)
{
	if (out->n + page->n > most)
		return ERR_TOO_BIG;
	if (out->n + page->n > *cap) {
		*cap = 2 * (out->n + page->n);
		struct seen *more = ARENA_ARRAY(a, struct seen, *cap);
		if (out->n > 0)
			memcpy(more, out->v, out->n * sizeof *more);
		out->v = more;
	}
	for (size_t i = 0; i < page->n; i++)
		out->v[out->n++] = page->v[i];
	return OK;
}

enum err roster_pupils(struct act *act, const struct pupils_asked *x, size_t most, enum scope_for use,
                       struct seen_page *out)
{
	const struct list *list = route_list(LIST_PUPILS);
	const struct stmt_asked *next = x->shelf;
	struct seen_page *pages;
	size_t n, cap = 0;
	enum err e = OK;
	*out = (struct seen_page){.n = 0};
	while (e == OK && next != NULL) {
		e = scope_of(act, list, next, use, &pages, &n);
		for (size_t i = 0; e == OK && i < n; i++)
			e = add(act->a, &pages[i], most, &cap, out);
		bool more = e == OK && n > 0 && pages[n - 1].more;
		next = more ? shelf_of_ask(act, list, x->seat, pages[n - 1].last_key, pages[n - 1].last_id) : NULL;
	}
	return e;
}

/* Of a group that is not one's own nothing is read: how long that takes would tell how many there are. */
struct pupils_asked group_pupils_ask(struct act *act, const struct group *g)
{
	if (!g->own && (roster_may(act->viewer) & MAY_KEEP_PUPILS) == 0)
		return (struct pupils_asked){.seat = g->seat};
	return roster_pupils_ask(act, g->seat);
}

struct stmt_asked *memberships_ask(struct act *act, int64_t route)
{
	return stmt_ask(act, &stmt_memberships, DB_ARGS(val_int(route), val_int(act->now)));
}

enum err memberships_take(struct act *act, const struct stmt_asked *x, struct membership **out, size_t *n)
{
	const struct rows *r;
	enum err e = stmt_take(act, x, &r);
	if (e != OK)
		return e;
	*n = r->n;
	*out = ARENA_ARRAY(act->a, struct membership, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		(*out)[i] = (struct membership){rows_int(r, i, 0), rows_int(r, i, 1), rows_text(r, i, 2),
		    rows_text(r, i, 3)};
	return OK;
}

enum err teachers_of(struct act *act, int64_t school, struct teacher **out, size_t *n)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_school_teachers, DB_ARGS(val_int(school), val_int(act->now)), &r);
	if (e != OK)
		return e;
	*n = r->n;
	*out = ARENA_ARRAY(act->a, struct teacher, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		(*out)[i] = (struct teacher){rows_int(r, i, 0), rows_text(r, i, 1), rows_text(r, i, 2), rows_text(r,
		    i, 3),
		                             rows_text(r, i, 4)};
	return OK;
}

/* ---- acts ---- */

enum err group_new(struct act *act, struct change *c, int64_t school, struct str name, struct str years,
                   struct group *out)
{
	struct org_made made;
	*out = (struct group){.school = school, .name = name, .years = years};
	enum err e = organisation_new(act, c, ORG_GROUP, name, (struct str){0}, school, &made);
	if (e != OK)
		return e;
	if (years.n > 0)
		change_set(c, &rec_organisation, made.id, &organisation_fields[ORGANISATION_YEARS], val_text(years));
	out->id = made.id;
	out->pid = made.pid;
	out->seat = made.seat[ROLE_TEACHER];
	return OK;
}

static int64_t by_hand(const struct act *act)
{
	return act->viewer == NULL ? 0 : act->viewer->account;
}

static enum err give(struct act *act, struct change *c, int64_t route, int64_t seat, enum relation_kind kind)
{
	int64_t id;
	const struct relation r = {
		.route = route, .grantee = seat, .kind = kind, .parts = ALL_PARTS, .begins = act->now,
		    .ends = INSTANT_OPEN,
		.src_rec = &rec_route, .src_id = route, .given_by = by_hand(act),
	};
	return relation_give(c, &r, &id);
}

enum err pupil_moves(struct act *act, struct change *c, int64_t route, int64_t seat)
{
	struct membership *now;
	size_t n;
	bool there = seat == 0;
	enum err e = memberships_take(act, memberships_ask(act, route), &now, &n);
	for (size_t i = 0; e == OK && i < n; i++) {
		if (now[i].seat == seat && !there)
			there = true;
		else
			relation_end(c, now[i].relation, act->now);
	}
	return e != OK || there ? e : give(act, c, route, seat, REL_TEACHES);
}

enum err pupil_new(struct act *act, struct change *c, struct val *v, const struct school_seat *school,
                   int64_t group_seat, struct pupil_made *out)
{
	int64_t seat;
	v[ROUTE_SCHOOL] = val_int(school->org);
	v[ROUTE_PHASE] = val_text(str_from(route_fields[ROUTE_PHASE].choices[0].code));
	/* Nothing has to be done: no date, and the school is where it would begin. */
	v[ROUTE_NEXT_BY] = val_int(DATE_OPEN);
	v[ROUTE_ACTS] = val_text(S("school"));
	v[ROUTE_CLOSED] = val_int(INSTANT_OPEN);
	enum err e = seat_of(act, c, school->org, ROLE_IB, &seat);
	if (e == OK)
		e = change_new(c, &rec_route, v, &out->route, &out->pid);
	if (e == OK)
		e = give(act, c, out->route, seat, REL_SUPERVISES);
	return e != OK || group_seat == 0 ? e : give(act, c, out->route, group_seat, REL_TEACHES);
}

enum err pupil_leaves(struct act *act, struct change *c, int64_t route)
{
	enum err e = pupil_moves(act, c, route, 0);
	if (e == OK)
		change_set(c, &rec_route, route, &route_fields[ROUTE_CLOSED], val_int(act->now));
	return e;
}

enum err group_teacher_give(struct act *act, struct change *c, int64_t account, int64_t seat)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_held, DB_ARGS(val_int(account), val_int(seat), val_int(act->now)), &r);
	if (e != OK || r->n > 0)
		return e;
	return seat_give(act, c, account, seat, INSTANT_OPEN, by_hand(act));
}

#include "work_ask.h"

#include "date.h"
#include "list_filter.h"
#include "rand.h"
#include "route_say.h"

enum { PID_LETTERS = 13, WEEK = 7 };

const struct work_group_def work_groups[GROUPS] = {
	[GROUP_LATE] = {"te-laat", N_("Too late"), false},
	[GROUP_WEEK] = {"deze-week", N_("This week"), false},
	[GROUP_LATER] = {"daarna", N_("Later"), false},
	[GROUP_FAR] = {"veel-later", N_("More than 6 weeks away"), false},
	[GROUP_WAITING] = {"wacht", N_("Waiting for someone else"), true},
};

const char *const work_filter_names[FILTERS] = {
	[FILTER_KIND] = "soort", [FILTER_PHASE] = "fase", [FILTER_WHO] = "wie", [FILTER_SCHOOL] = "school"};
const char *const work_filter_labels[FILTERS] = {
	[FILTER_KIND] = N_("Kind of work"),
	[FILTER_PHASE] = N_("Phase"),
	[FILTER_WHO] = N_("Who is to act?"),
	[FILTER_SCHOOL] = N_("School"),
};
const char *const query_work[] = {"soort", "fase", "wie", "school", "groep", "na", "kies", "weergave", NULL};

int64_t work_own_side(const struct req *req)
{
	enum side s = side_of(req->viewer->role);
	return s == SIDE_NOBODY ? WORK_SIDE_MAX : s;
}

const struct list *work_of(struct req *req, struct str code, const struct record **rec)
{
	const struct list *l = NULL;
	int64_t mark = filter_mark(req, LIST_WORK, code);
	if (mark != 0)
		l = model_list_of(req->act.model, LIST_WORK, mark, rec);
	return l;
}

static enum work_group group_of(struct str code)
{
	enum work_group g = 0;
	while (g < GROUPS && !str_is(code, work_groups[g].code))
		g++;
	return g;
}

/* The seat at the organisation with this pid that the reader acts from; NULL: none. */
static const struct seat *own_seat(const struct viewer *v, struct str pid)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role && str_eq(v->seats[i].org_pid, pid))
			return &v->seats[i];
	return NULL;
}

static void take_filters(struct req *req, struct work_ask *ask)
{
	struct shelf_where *w = &ask->where;
	const struct seat *seat = own_seat(req->viewer, ask->value[FILTER_SCHOOL]);
	w->mark = filter_mark(req, LIST_WORK, ask->value[FILTER_KIND]);
	w->own = filter_place(&route_fields[ROUTE_PHASE], ask->value[FILTER_PHASE]);
	ask->side = filter_place(&route_fields[ROUTE_ACTS], ask->value[FILTER_WHO]);
	w->org = seat == NULL ? 0 : seat->org;
	const bool there[FILTERS] = {
		[FILTER_KIND] = w->mark != 0, [FILTER_PHASE] = w->own != 0, [FILTER_WHO] = ask->side != 0,
		[FILTER_SCHOOL] = seat != NULL};
	for (enum work_filter f = 0; f < FILTERS; f++) {
		ask->gone[f] = ask->value[f].n > 0 && !there[f];
		if (!there[f])
			ask->value[f] = (struct str){0};
	}
	/* Only routes have a phase. */
	if (w->own != 0 && w->mark == 0)
		w->mark = WORK_ROUTE;
	else if (w->own != 0 && w->mark != WORK_ROUTE)
		w->mark = WORK_MARK_MAX;
}

enum err work_ask(struct req *req, struct pairs pairs, struct work_ask *out)
{
	const struct list *list;
	const struct record *rec;
	struct str pid, group = pairs_get(pairs, "groep");
	*out = (struct work_ask){.group = group_of(group), .ticked = group_of(pairs_get(pairs, "kies"))};
	out->group_gone = group.n > 0 && out->group == GROUPS;
	for (enum work_filter f = 0; f < FILTERS; f++)
		out->value[f] = pairs_get(pairs, work_filter_names[f]);
	take_filters(req, out);
	if (out->group == GROUPS || !work_code_parse(req, pairs_get(pairs, "na"), &list, &rec, &pid))
		return OK;
	enum err e = scope_place(&req->act, list, pid, &out->after_key, &out->after_id);
	/* Out of reach meanwhile, or none: the group begins at the front. */
	return e == ERR_NOT_FOUND ? OK : e;
}

bool work_filtered(const struct work_ask *ask)
{
	bool any = ask->group != GROUPS;
	for (enum work_filter f = 0; f < FILTERS; f++)
		any = any || ask->value[f].n > 0;
	return any;
}

bool work_piece(struct req *req, const struct work_ask *ask, enum work_group g, struct shelf_bucket *out)
{
	int64_t own = work_own_side(req);
	int32_t today = route_today(req), far = today + FAR_WEEKS * WEEK;
	struct str now = date_iso(req->act.a, today), week = date_iso(req->act.a, next_monday(today));
	struct str beyond = date_iso(req->act.a, far);
	const struct shelf_bucket pieces[GROUPS] = {
		[GROUP_LATE] = {.below = now},
		[GROUP_WEEK] = {.from = now, .below = week},
		[GROUP_LATER] = {.from = week, .below = beyond},
		[GROUP_FAR] = {.from = beyond},
	};
	if (ask->group != GROUPS && ask->group != g)
		return false;
	if (ask->side != 0 && (ask->side == own) == work_groups[g].waits)
		return false;
	*out = pieces[g];
	out->where = ask->where;
	out->where.side = ask->side != 0 ? ask->side : own;
	out->where.other_side = ask->side == 0 && work_groups[g].waits;
	if (ask->group == g) {
		out->after_key = ask->after_key;
		out->after_id = ask->after_id;
	}
	return true;
}

/* ---- addresses ---- */

static void add(struct buf *b, const char *name, struct str value)
{
	if (value.n > 0)
		buf_printf(b, "%s%s=" STR_FMT, b->n == 0 ? "" : "&", name, STR_ARG(value));
}

enum { QUERY_MAX = 512 };

static struct str query(struct arena *a, const struct work_ask *ask, enum work_group group, enum work_filter without)
{
	struct buf b;
	buf_init(&b, a, QUERY_MAX);
	if (group != GROUPS)
		add(&b, "groep", str_from(work_groups[group].code));
	for (enum work_filter f = 0; f < FILTERS; f++)
		if (f != without)
			add(&b, work_filter_names[f], ask->value[f]);
	return (struct str){b.p, b.n};
}

/* Where all filters are off, the list itself is meant, not the view one begins with. */
static const char *address(struct req *req, struct str q)
{
	return q.n == 0 ? "/werk?weergave=alles" : str_printf(req->act.a, "/werk?" STR_FMT, STR_ARG(q)).p;
}

struct str work_query(struct arena *a, const struct work_ask *ask)
{
	return query(a, ask, ask->group, FILTERS);
}

const char *work_address(struct req *req, const struct work_ask *ask, enum work_group group)
{
	return address(req, query(req->act.a, ask, group, FILTERS));
}

const char *work_address_without(struct req *req, const struct work_ask *ask, enum work_filter f)
{
	return address(req, query(req->act.a, ask, f == FILTERS ? GROUPS : ask->group, f));
}

const char *work_address_after(struct req *req, const struct work_ask *ask, enum work_group group, struct str code)
{
	struct str q = query(req->act.a, ask, group, FILTERS);
	return str_printf(req->act.a, "/werk?" STR_FMT "&na=" STR_FMT, STR_ARG(q), STR_ARG(code)).p;
}

const char *work_address_ticked(struct req *req, const struct work_ask *ask, enum work_group group)
{
	struct str q = query(req->act.a, ask, ask->group, FILTERS);
	return str_printf(req->act.a, "/werk?" STR_FMT "%skies=%s#%s", STR_ARG(q), q.n == 0 ? "" : "&",
	                  work_groups[group].code, work_groups[group].code).p;
}

static const char *choice_label(const struct choice *c, struct str code)
{
	while (c->code != NULL && !str_is(code, c->code))
		c++;
	return c->code == NULL ? "" : c->label;
}

struct str work_value_said(struct req *req, const struct work_ask *ask, enum work_filter f)
{
	struct speak sp = req->act.speak;
	const struct record *rec;
	const struct seat *seat = f == FILTER_SCHOOL ? own_seat(req->viewer, ask->value[f]) : NULL;
	if (f == FILTER_SCHOOL)
		return seat == NULL ? S("") : seat->org_name;
	if (f == FILTER_KIND)
		return str_from(tr(sp, work_of(req, ask->value[f], &rec)->work->label));
	const struct field *field = &route_fields[f == FILTER_PHASE ? ROUTE_PHASE : ROUTE_ACTS];
	return str_from(tr(sp, choice_label(field->choices, ask->value[f])));
}

/* ---- rows ---- */

struct str work_code(struct arena *a, const struct list *list, const struct row *r)
{
	return str_printf(a, "%s-" STR_FMT, list->work->code, STR_ARG(r->pid));
}

bool work_code_parse(struct req *req, struct str code, const struct list **list, const struct record **rec,
                     struct str *pid)
{
	if (code.n <= PID_LETTERS + 1 || code.p[code.n - PID_LETTERS - 1] != '-')
		return false;
	*pid = (struct str){code.p + code.n - PID_LETTERS, PID_LETTERS};
	*list = work_of(req, (struct str){code.p, code.n - PID_LETTERS - 1}, rec);
	return *list != NULL && pid_valid(*pid);
}

/* A school's list held against who is here: matched without a number of a citizen, within the own school only. */
#include "roster_planning.h"

#include "date.h"
#include "rand.h"
#include "utf8.h"

enum { PUPILS_MAX = 4000, HISTORY_MAX = 1000 };

/* Where each pupil is, and who wrote what of it last. */
static const struct stmt stmt_where = {
	"SELECT r.route, s.id FROM seat s JOIN organisation o ON o.id = s.org JOIN relation r ON r.grantee = s.id"
	" WHERE o.parent = $1 AND o.kind = 'groep' AND r.kind = 'teaches' AND r.begins <= $2 AND r.ends > $2 AND "
	    "r.route > $3"
	" ORDER BY r.route LIMIT 1000",
	"iii", "ii"};
static const struct stmt stmt_by_hand = {
	"SELECT v.field, g.source FROM change_value v JOIN change_group g ON g.id = v.change_group"
	" WHERE v.record = 'route' AND v.record_id = $1 ORDER BY g.at DESC, g.id DESC LIMIT 200",
	"i", "tt"};

struct str roster_folded(struct planning *x, struct str s)
{
	return utf8_fold(x->a, s);
}

const struct group *roster_group_named(struct arena *a, const struct groups *all, struct str name)
{
	struct str key = utf8_fold(a, name);
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(utf8_fold(a, all->v[i].name), key))
			return &all->v[i];
	return NULL;
}

/* ---- what is here ---- */

static struct here *here_of(struct planning *x, int64_t route)
{
	for (size_t i = 0; i < x->n_here; i++)
		if (x->here[i].seen->row.id == route)
			return &x->here[i];
	return NULL;
}

static enum err read_places(struct planning *x)
{
	const struct rows *r;
	int64_t after = 0;
	enum err e = OK;
	do {
		e = act_exec(x->act, &stmt_where, DB_ARGS(val_int(x->school->org), val_int(x->act->now),
		    val_int(after)), &r);
		for (size_t i = 0; e == OK && i < r->n; i++) {
			struct here *h = here_of(x, after = rows_int(r, i, 0));
			if (h != NULL)
				h->seat = rows_int(r, i, 1);
		}
	} while (e == OK && r->n == 1000);
	return e;
}

static enum err read_here(struct planning *x)
{
	struct seen_page page;
	const struct pupils_asked asked = roster_pupils_ask(x->act, x->school->seat);
	enum err e = groups_of(x->act, x->school->org, &x->groups, &x->before);
	if (e == OK)
		e = teachers_of(x->act, x->school->org, &x->teachers, &x->n_teachers);
	if (e == OK)
		e = roster_pupils(x->act, &asked, PUPILS_MAX, SCOPE_COMPARED, &page);
	if (e != OK)
		return e;
	x->here = ARENA_ARRAY(x->a, struct here, page.n + 1);
	for (size_t i = 0; i < page.n; i++)
		if (row_int(&page.v[i].row, &route_fields[ROUTE_SCHOOL]) == x->school->org)
			x->here[x->n_here++] = (struct here){.seen = &page.v[i]};
	x->added = ARENA_ARRAY(x->a, struct str, x->t->n + 1);
	x->in_list = ARENA_ARRAY(x->a, bool, x->groups.n + 1);
	x->rows = ARENA_ARRAY(x->a, struct roster_person, x->t->n + 1);
	return read_places(x);
}

/* ---- rows of the plan ---- */

static void put(struct values *to, enum roster_field f, struct val was, struct val becomes, bool clash)
{
	to->v[to->n++] = (struct import_value){&roster_fields[f], was, becomes, clash};
}

static struct val text(struct str s)
{
	return s.n == 0 ? val_null() : val_text(s);
}

void roster_put_new(struct values *to, enum roster_field f, struct str becomes)
{
	if (becomes.n > 0)
		put(to, f, val_null(), val_text(becomes), false);
}

void roster_reject(struct planning *x, size_t line, struct str title, const char *reason, struct str what)
{
	import_plan_add(x->plan, &(struct import_row){.line = line, .what = IMPORT_REJECTED, .title = title,
	    .reason = reason,
	                                              .detail = what});
}

struct str roster_person_name(struct planning *x, const struct roster_person *p)
{
	return str_printf(x->a, STR_FMT " " STR_FMT "%s" STR_FMT, STR_ARG(p->given), STR_ARG(p->prefix),
	                  p->prefix.n == 0 ? "" : " ", STR_ARG(p->family));
}

/* A group that is not here yet, once. */
void roster_need_group(struct planning *x, size_t line, struct str name, struct str years)
{
	struct str key = roster_folded(x, name);
	const struct group *g = roster_group_named(x->a, &x->groups, name);
	struct values v = {.n = 0};
	if (name.n == 0)
		return;
	if (g != NULL) {
		x->in_list[g - x->groups.v] = true;
		return;
	}
	for (size_t i = 0; i < x->n_added; i++)
		if (str_eq(x->added[i], key))
			return;
	x->added[x->n_added++] = key;
	roster_put_new(&v, RF_KIND, S("groep"));
	roster_put_new(&v, RF_SCHOOL, x->school->pid);
	roster_put_new(&v, RF_GROUP, name);
	roster_put_new(&v, RF_YEARS, years);
	import_plan_add(x->plan, &(struct import_row){.line = line, .what = IMPORT_NEW, .title = name, .v = v.v,
	    .n_v = v.n,
	                .detail = str_from(tr(x->act->speak, N_("Group")))});
}

static struct str group_of(const struct planning *x, int64_t seat)
{
	for (size_t i = 0; i < x->groups.n; i++)
		if (x->groups.v[i].seat == seat)
			return x->groups.v[i].name;
	return (struct str){0};
}

static struct str said(const struct here *h, enum route_field f)
{
	return row_text(&h->seen->row, &route_fields[f]);
}

/* Who is the row about? Certainly (same name and birth), perhaps (ask), or nobody here. Of other schools nothing is
 * looked at, so nothing can be learnt of them. */
static struct here *match(struct planning *x, const struct roster_person *p, size_t *ask)
{
	struct here *perhaps = NULL;
	*ask = 0;
	for (size_t i = 0; i < x->n_here; i++) {
		struct here *h = &x->here[i];
		bool name = str_eq(said(h, ROUTE_SORT_KEY), p->key);
		bool born = row_int(&h->seen->row, &route_fields[ROUTE_BORN]) == p->born;
		if (name && born) {
			*ask = 0;
			return h;
		}
		if (h->met || perhaps != NULL)
			continue;
		if (name || (born && roster_distance(said(h, ROUTE_SORT_KEY), p->key) <= 2)) {
			perhaps = h;
			*ask = name ? ASK_SAME_NAME : ASK_SAME_BIRTH;
		}
	}
	return perhaps;
}

/* Of each field: was the last one who wrote it a person? */
static enum err by_hand(struct planning *x, const struct here *h, bool out[RF__N])
{
	static const struct {
		enum roster_field field;
		enum route_field of;
	} pairs[] = {{RF_GIVEN, ROUTE_GIVEN_NAME}, {RF_PREFIX, ROUTE_PREFIX}, {RF_FAMILY, ROUTE_FAMILY_NAME},
	             {RF_BORN, ROUTE_BORN}, {RF_PC4, ROUTE_PC4}};
	const struct rows *r;
	enum err e = act_exec(x->act, &stmt_by_hand, DB_ARGS(val_int(h->seen->row.id)), &r);
	for (size_t k = 0; e == OK && k < sizeof pairs / sizeof *pairs; k++) {
		out[pairs[k].field] = false;
		for (size_t i = 0; i < r->n; i++)
			if (str_is(rows_text(r, i, 0), route_fields[pairs[k].of].name)) {
				out[pairs[k].field] = rows_text(r, i, 1).n == 0;
				break;
			}
	}
	return e;
}

static void differences(struct planning *x, const struct here *h, const struct roster_person *p, const bool *hand,
                        struct values *out)
{
	const struct {
		enum roster_field f;
		struct val was, becomes;
	} v[] = {
		{RF_GIVEN, text(said(h, ROUTE_GIVEN_NAME)), text(p->given)},
		{RF_PREFIX, text(said(h, ROUTE_PREFIX)), text(p->prefix)},
		{RF_FAMILY, text(said(h, ROUTE_FAMILY_NAME)), text(p->family)},
		{RF_BORN, row_val(&h->seen->row, &route_fields[ROUTE_BORN]), val_int(p->born)},
		{RF_PC4, text(said(h, ROUTE_PC4)), p->pc4.n > 0 ? text(p->pc4) : text(said(h, ROUTE_PC4))},
		{RF_GROUP, text(group_of(x, h->seat)), p->group.n > 0 ? text(p->group) : text(group_of(x, h->seat))},
	};
	for (size_t i = 0; i < sizeof v / sizeof *v; i++) {
		bool same = val_eq(v[i].was, v[i].becomes);
		if (v[i].f == RF_GROUP && !same && v[i].was.type == VAL_TEXT && v[i].becomes.type == VAL_TEXT)
			same = str_eq(roster_folded(x, v[i].was.s), roster_folded(x, v[i].becomes.s));
		if (!same)
			put(out, v[i].f, v[i].was, v[i].becomes, hand[v[i].f]);
	}
}

static void plan_new_pupil(struct planning *x, size_t line, const struct roster_person *p)
{
	struct values v = {.n = 0};
	roster_put_new(&v, RF_KIND, S("leerling"));
	roster_put_new(&v, RF_SCHOOL, x->school->pid);
	roster_put_new(&v, RF_GIVEN, p->given);
	roster_put_new(&v, RF_PREFIX, p->prefix);
	roster_put_new(&v, RF_FAMILY, p->family);
	put(&v, RF_BORN, val_null(), val_int(p->born), false);
	roster_put_new(&v, RF_PC4, p->pc4);
	roster_put_new(&v, RF_GROUP, p->group);
	import_plan_add(x->plan, &(struct import_row){.line = line, .what = IMPORT_NEW, .title = roster_person_name(x, p),
	    .v = v.v,
	                                              .n_v = v.n, .detail = p->group});
}

static enum err plan_known(struct planning *x, size_t line, struct here *h, size_t ask, const struct roster_person *p)
{
	bool hand[RF__N] = {false};
	struct values v = {.n = 0};
	enum err e = ask == 0 ? by_hand(x, h, hand) : OK;
	if (e != OK)
		return e;
	h->met = true;
	differences(x, h, p, hand, &v);
	if (v.n == 0) {
		import_plan_count_same(x->plan);
		return OK;
	}
	struct str born = tr_date(x->a, x->act->speak.lang, (int32_t)row_int(&h->seen->row,
	    &route_fields[ROUTE_BORN]), DATE_SHORT);
	struct str detail = p->group;
	if (ask != 0)
		detail = tr_fill(x->a, x->act->speak, N_("Here: {name}, born {date}. In the list: born {other}."),
		                 TR_SLOTS({"name", child_name(x->a, &h->seen->row)}, {"date", born},
		                          {"other", tr_date(x->a, x->act->speak.lang, p->born, DATE_SHORT)}));
	import_plan_add(x->plan, &(struct import_row){.line = line, .what = IMPORT_CHANGED, .record = h->seen->row.id,
	                                              .title = roster_person_name(x, p), .v = v.v, .n_v = v.n, .ask = ask,
	                                              .detail = detail});
	return OK;
}

static bool twice(struct planning *x, const struct roster_person *p)
{
	for (size_t i = 0; i < x->n_rows; i++)
		if (x->rows[i].born == p->born && str_eq(x->rows[i].key, p->key))
			return true;
	x->rows[x->n_rows++] = *p;
	return false;
}

static enum err plan_pupil(struct planning *x, size_t line, struct roster_person *p)
{
	size_t ask;
	if (twice(x, p)) {
		roster_reject(x, line, roster_person_name(x, p), N_("This pupil stands in the list twice"), (struct str){0});
		return OK;
	}
	if (p->group.n == 0 && p->years.n > 0)
		p->group = tr_fill(x->a, x->act->speak, N_("Group {n}"), TR_SLOTS({"n", p->years}));
	roster_need_group(x, line, p->group, p->years);
	struct here *h = match(x, p, &ask);
	if (h != NULL)
		return plan_known(x, line, h, ask, p);
	plan_new_pupil(x, line, p);
	return OK;
}

/* ---- the list ---- */

static enum roster_kind kind_of(const struct planning *x, const struct import_line *line)
{
	struct str said_kind = import_cell(line, x->map.at[RC_KIND]);
	if (str_is(said_kind, "groep"))
		return ROSTER_GROUP;
	if (str_is(said_kind, "leerling"))
		return ROSTER_PUPIL;
	return str_is(said_kind, "leerkracht") ? ROSTER_STAFF : x->kind;
}

/* A list of columns nobody knows; the page asks what they are (roster_import_pages.c). */
static enum err take_table(struct planning *x, const struct import_source *src, struct import_refusal *why)
{
	size_t line;
	const char *refused = roster_refused(src->table);
	x->t = src->table;
	if (refused == NULL && roster_has_bsn(src->table, &line))
		refused = N_("There is a citizen service number (BSN) or education number in this file. It may not "
		             "come here. Export again without it: choose the profile without BSN, or take the column "
		             "out. Nothing was kept.");
	roster_map(x->t, NULL, &x->map);
	x->kind = roster_kind_of(x->t, &x->map);
	if (refused == NULL && x->kind == ROSTER_UNSURE)
		refused = N_("It is not clear what stands in which column.");
	*why = (struct import_refusal){refused, {0}};
	return refused == NULL ? OK : ERR_INVALID;
}

static const struct school_seat *school_of(struct act *act, int64_t org)
{
	struct school_seat *all = ARENA_ARRAY(act->a, struct school_seat, VIEWER_SEATS_MAX);
	size_t n = roster_schools(act->viewer, all);
	for (size_t i = 0; i < n; i++)
		if (all[i].org == org)
			return &all[i];
	return NULL;
}

static enum err begin(struct planning *x, struct act *act, const struct import_source *src, struct import_plan *p,
                      struct import_refusal *why)
{
	*x = (struct planning){.act = act, .a = act->a, .plan = p, .school = school_of(act, src->org)};
	if (x->school == NULL)
		return ERR_NOT_FOUND;
	enum err e = take_table(x, src, why);
	if (e == OK)
		e = read_here(x);
	struct str alone = e == OK ? roster_left_alone(x->a, x->t, &x->map) : (struct str){0};
	if (alone.n > 0)
		roster_reject(x, x->t->head.line, str_from(tr(act->speak, N_("Columns that are left alone"))),
		       N_("Not needed here, so not taken over: {what}"), alone);
	return e;
}

/* Is this a list of the whole group, and not of a few who are new in it? */
static bool is_whole(const struct planning *x, size_t g)
{
	size_t all = 0, met = 0;
	for (size_t i = 0; i < x->n_here; i++)
		if (x->here[i].seat == x->groups.v[g].seat) {
			all++;
			met += x->here[i].met;
		}
	return x->in_list[g] && 2 * met >= all;
}

/* Pupils of a group in the list that are not in the list: asked, never taken away. */
static void plan_gone(struct planning *x)
{
	for (size_t g = 0; g < x->groups.n; g++) {
		bool whole = is_whole(x, g);
		for (size_t i = 0; i < x->n_here && whole; i++) {
			const struct row *r = &x->here[i].seen->row;
			if (x->here[i].seat == x->groups.v[g].seat && !x->here[i].met)
				import_plan_add(x->plan, &(struct import_row){.what = IMPORT_GONE, .record = r->id, .ask = ASK_GONE,
				                .title = child_name(x->a, r), .detail = x->groups.v[g].name});
		}
	}
}

enum err roster_plan(struct act *act, const struct import_source *src, struct import_plan *p,
    struct import_refusal *why)
{
	struct planning x;
	enum err e = begin(&x, act, src, p, why);
	for (size_t i = 0; e == OK && i < x.t->n; i++) {
		const struct import_line *line = &x.t->rows[i];
		struct roster_person *person = ARENA_NEW(x.a, struct roster_person);
		enum roster_kind kind = kind_of(&x, line);
		const char *fault = roster_person(x.a, line, &x.map, kind, instant_date(act->now), person);
		if (fault != NULL)
			roster_reject(&x, line->line, roster_person_name(&x, person), fault, (struct str){0});
		else if (kind == ROSTER_PUPIL)
			e = plan_pupil(&x, line->line, person);
		else if (kind == ROSTER_GROUP)
			roster_need_group(&x, line->line, person->group, person->years);
		else
			roster_plan_teacher(&x, line->line, person);
	}
	if (e == OK)
		plan_gone(&x);
	return e;
}

enum err roster_staff_plan(struct act *act, const struct import_source *src, struct import_plan *p,
                           struct import_refusal *why)
{
	struct planning x;
	enum err e = begin(&x, act, src, p, why);
	for (size_t i = 0; e == OK && i < x.t->n; i++) {
		const struct import_line *line = &x.t->rows[i];
		struct roster_person *person = ARENA_NEW(x.a, struct roster_person);
		enum roster_kind kind = kind_of(&x, line);
		if (kind == ROSTER_PUPIL) { /* who leads does not read the names of pupils */
			import_plan_count_outside(p);
			continue;
		}
		const char *fault = roster_person(x.a, line, &x.map, kind, instant_date(act->now), person);
		if (fault != NULL)
			roster_reject(&x, line->line, roster_person_name(&x, person), fault, (struct str){0});
		else if (kind == ROSTER_GROUP)
			roster_need_group(&x, line->line, person->group, person->years);
		else
			roster_plan_staff_row(&x, line->line, person);
	}
	return e;
}

/* A decided row of a school's list, put in: looked at again, within what may be written now. */
#include "roster_import.h"

#include "date.h"

enum { GROUPS_NEW = 64 };

/* Within the own school, which is what the one who puts it in supervises. */
static const struct stmt stmt_there = {
	"SELECT id FROM route WHERE school = $1 AND born = $2 AND sort_key = $3 AND closed > $4 ORDER BY id"
	" LIMIT 20", "itti", "i"};
static const struct stmt stmt_pid = {"SELECT pid FROM route WHERE id = $1", "i", "t"};

#define ROW_FIELD(code, kind, most) \
	{.name = code, .type = &kind, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = most}

const struct field roster_fields[RF__N] = {
	[RF_KIND] = ROW_FIELD("kind", T_LINE, 20),
	[RF_SCHOOL] = ROW_FIELD("school", T_LINE, 20),
	[RF_GIVEN] = {.name = "given_name", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.max = 240, .label = N_("First name")},
	[RF_PREFIX] = {.name = "prefix", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 20,
		.label = N_("Prefix of the surname")},
	[RF_FAMILY] = {.name = "family_name", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.max = 80, .label = N_("Surname")},
	[RF_BORN] = {.name = "born", .type = &T_DATE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL,
		.label = N_("Date of birth")},
	[RF_PC4] = {.name = "pc4", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 4,
		.label = N_("First four figures of the postcode")},
	[RF_GROUP] = {.name = "group", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 500,
		.label = N_("Group")},
	[RF_YEARS] = {.name = "years", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 20,
		.label = N_("Year")},
	[RF_EMAIL] = {.name = "email", .type = &T_LINE, .need = NEED_OPTIONAL, .privacy = PRIV_PERSONAL, .max = 254,
		.label = N_("E-mail address")},
	[RF_ROLE] = ROW_FIELD("role", T_LINE, 40),
};
const struct record rec_roster_row = {
	.name = "roster_row", .label = N_("Row of a list"), .fields = roster_fields, .n = RF__N};

/* What one change remembers: the school, its groups with those that this change makes, and its teachers. */
struct applying {
	struct act *act;
	struct change *c;
	const struct school_seat *school;
	struct group *groups;
	size_t n_groups, cap;
	struct teacher *teachers;
	size_t n_teachers;
};

static struct val value(const struct import_row *row, enum roster_field f)
{
	for (size_t i = 0; i < row->n_v; i++)
		if (row->v[i].field == &roster_fields[f])
			return row->v[i].becomes;
	return val_null();
}

static struct str words(const struct import_row *row, enum roster_field f)
{
	struct val v = value(row, f);
	return v.type == VAL_TEXT ? v.s : (struct str){0};
}

static enum err know_school(struct applying *x, const struct school_seat *school)
{
	struct groups all;
	if (school == NULL)
		return ERR_DENIED;
	if (x->school != NULL && x->school->org == school->org)
		return OK;
	enum err e = groups_of(x->act, school->org, &all, NULL);
	if (e == OK)
		e = teachers_of(x->act, school->org, &x->teachers, &x->n_teachers);
	if (e != OK)
		return e;
	x->school = school;
	x->cap = all.n + GROUPS_NEW;
	x->groups = ARENA_ARRAY(x->act->a, struct group, x->cap);
	x->n_groups = all.n;
	if (all.n > 0)
		memcpy(x->groups, all.v, all.n * sizeof *all.v);
	return OK;
}

/* The seat of the group with this name; 0 when the list was of a group that is not here any more. */
static int64_t seat_named(const struct applying *x, struct str name)
{
	const struct groups all = {x->groups, x->n_groups};
	const struct group *g = name.n == 0 ? NULL : roster_group_named(x->act->a, &all, name);
	return g == NULL ? 0 : g->seat;
}

static enum err make_group(struct applying *x, const struct import_row *row)
{
	if (seat_named(x, words(row, RF_GROUP)) != 0 || x->n_groups == x->cap)
		return OK;
	return group_new(x->act, x->c, x->school->org, words(row, RF_GROUP), words(row, RF_YEARS),
	    &x->groups[x->n_groups++]);
}

static const struct {
	enum roster_field field;
	enum route_field of;
} kept[] = {{RF_GIVEN, ROUTE_GIVEN_NAME}, {RF_PREFIX, ROUTE_PREFIX}, {RF_FAMILY, ROUTE_FAMILY_NAME},
            {RF_BORN, ROUTE_BORN}, {RF_PC4, ROUTE_PC4}};

static bool has_value(const struct import_row *row, enum roster_field f)
{
	for (size_t i = 0; i < row->n_v; i++)
		if (row->v[i].field == &roster_fields[f])
			return true;
	return false;
}

/* One of those is within reach. A child that is not must not be found out by whether the list makes it again. */
static enum err is_known(struct act *act, const struct rows *there, bool *known)
{
	enum err e = OK;
	*known = false;
	for (size_t i = 0; e == OK && !*known && i < there->n; i++) {
		struct allowed allowed;
		e = reach_allowed(act, rows_int(there, i, 0), &allowed);
		*known = e == OK;
		e = e == ERR_NOT_FOUND ? OK : e;
	}
	return e;
}

/* Not while one with this name and birth date is here: the same list put in twice makes nobody twice. `like`: the child
 * that it was asked about, whose name is the same where the row does not say another; NULL: none. */
static enum err add_pupil(struct applying *x, const struct import_row *row, const struct row *like)
{
	const struct rows *there;
	struct pupil_made added;
	bool known;
	struct val v[ROUTE__N] = {{0}};
	for (size_t k = 0; k < sizeof kept / sizeof *kept; k++) {
		bool same = like != NULL && kept[k].field != RF_PC4 && !has_value(row, kept[k].field);
		v[kept[k].of] = same ? row_val(like, &route_fields[kept[k].of]) : value(row, kept[k].field);
	}
	if (v[ROUTE_GIVEN_NAME].type != VAL_TEXT || v[ROUTE_FAMILY_NAME].type != VAL_TEXT ||
	    v[ROUTE_BORN].type != VAL_INT)
		return ERR_INVALID;
	rec_route.derive(x->act->a, v);
	enum err e = act_exec(x->act, &stmt_there,
	                      DB_ARGS(val_int(x->school->org), T_DATE.store(x->act->a, v[ROUTE_BORN]),
	                      v[ROUTE_SORT_KEY],
	                              val_int(x->act->now)),
	                      &there);
	if (e == OK)
		e = is_known(x->act, there, &known);
	if (e != OK || known)
		return e;
	return pupil_new(x->act, x->c, v, x->school, seat_named(x, words(row, RF_GROUP)), &added);
}

static enum err make_pupil(struct applying *x, const struct import_row *row)
{
	return add_pupil(x, row, NULL);
}

/* The pupil as it is now, within reach and open for writing; ERR_NOT_FOUND: not any more. */
static enum err open_pupil(struct applying *x, int64_t route, struct seen *out)
{
	const struct rows *r;
	enum err e = act_exec(x->act, &stmt_pid, DB_ARGS(val_int(route)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	return e != OK ? e : scope_open(x->act, &rec_route, rows_text(r, 0, 0), true, out);
}

/* What someone changed since the preview stays, and so does what a person wrote unless it was chosen. */
static void change_fields(struct applying *x, const struct import_row *row, const struct seen *s)
{
	for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
		for (size_t i = 0; i < row->n_v; i++) {
			const struct import_value *v = &row->v[i];
			const struct field *f = &route_fields[kept[k].of];
			bool chosen = !v->clash || (row->takes >> i & 1) != 0;
			if (v->field != &roster_fields[kept[k].field] || !chosen || val_eq(v->was, v->becomes))
				continue;
			if (val_eq(row_val(&s->row, f), v->was))
				change_set(x->c, &rec_route, s->row.id, f, v->becomes);
		}
}

/* The school of a pupil, where the one who puts it in supervises. */
static enum err know_school_of(struct applying *x, const struct seen *s)
{
	struct school_seat *all = ARENA_ARRAY(x->act->a, struct school_seat, VIEWER_SEATS_MAX);
	size_t n = roster_schools(x->act->viewer, all), i = 0;
	while (i < n && all[i].org != row_int(&s->row, &route_fields[ROUTE_SCHOOL]))
		i++;
	return know_school(x, i < n ? &all[i] : NULL);
}

static enum err change_pupil(struct applying *x, const struct import_row *row, const struct seen *s)
{
	change_fields(x, row, s);
	int64_t seat = seat_named(x, words(row, RF_GROUP));
	return seat == 0 ? OK : pupil_moves(x->act, x->c, s->row.id, seat);
}

/* Without a question the pupil is gone from the school; a route that runs is handed over by people. */
static enum err end_pupil(struct applying *x, const struct import_row *row)
{
	struct seen s;
	enum err e = open_pupil(x, row->record, &s);
	if (e == ERR_NOT_FOUND || e == ERR_DENIED)
		return OK;
	if (e != OK)
		return e;
	return route_is_pupil(&s.row) ? pupil_leaves(x->act, x->c, s.row.id) : pupil_moves(x->act, x->c, s.row.id, 0);
}

static enum err before_groups(struct applying *x, const struct import_row *row)
{
	struct str groups = words(row, RF_GROUP);
	const struct teacher *t = NULL;
	for (size_t i = 0; i < x->n_teachers; i++)
		if (str_eq(x->teachers[i].email_key, words(row, RF_EMAIL)))
			t = &x->teachers[i];
	enum err e = OK;
	while (e == OK && t != NULL && groups.n > 0) {
		int64_t seat = seat_named(x, str_trim(str_cut(groups, '|', &groups)));
		/* Nobody gives a role to themselves. */
		if (seat != 0 && t->account != x->act->viewer->account)
			e = group_teacher_give(x->act, x->c, t->account, seat);
	}
	return e;
}

static enum err invite(struct applying *x, const struct import_row *row)
{
	enum role role;
	if (!role_parse(words(row, RF_ROLE), &role))
		return ERR_DENIED;
	return invitation_of_list(x->act, x->c, x->school->pid, role, words(row, RF_GIVEN), words(row, RF_EMAIL));
}

static enum err apply_new(struct applying *x, const struct import_row *row)
{
	static const struct {
		const char *kind;
		enum err (*fn)(struct applying *x, const struct import_row *row);
		unsigned needs;
	} by[] = {
		{"groep", make_group, MAY_KEEP_GROUPS},
		{"leerling", make_pupil, MAY_KEEP_PUPILS},
		{"voor", before_groups, MAY_KEEP_GROUPS},
		{"uitnodigen", invite, MAY_LET_IN},
	};
	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		if (str_is(words(row, RF_KIND), by[i].kind))
			return (roster_may(x->act->viewer) & by[i].needs) == 0 ? ERR_DENIED : by[i].fn(x, row);
	return ERR_INVALID;
}

static enum err apply_changed(struct applying *x, const struct import_row *row)
{
	struct seen s;
	if (row->ask != 0 && row->answer == ANSWER_LATER)
		return OK;
	enum err e = open_pupil(x, row->record, &s);
	if (e == ERR_NOT_FOUND || e == ERR_DENIED)
		return OK; /* out of reach meanwhile: nothing to do for this reader */
	if (e == OK)
		e = know_school_of(x, &s);
	if (e != OK)
		return e;
	return row->ask == 0 || row->answer == ANSWER_YES ? change_pupil(x, row, &s) : add_pupil(x, row, &s.row);
}

enum err roster_apply(struct act *act, struct change *c, const struct import_row *row, const char *source,
    void **memory)
{
	struct applying *x = *memory;
	if (act->viewer == NULL)
		return ERR_DENIED;
	if (x == NULL) {
		*memory = x = ARENA_NEW(act->a, struct applying);
		*x = (struct applying){.act = act, .c = c};
		change_source(c, source, instant_date(act->now));
	}
	if (row->what == IMPORT_GONE)
		return row->answer == ANSWER_YES ? end_pupil(x, row) : OK;
	if (row->what == IMPORT_CHANGED)
		return apply_changed(x, row);
	if (row->what != IMPORT_NEW)
		return OK;
	enum err e = know_school(x, roster_school(act, words(row, RF_SCHOOL)));
	return e != OK ? e : apply_new(x, row);
}

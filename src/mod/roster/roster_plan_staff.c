/* Who stands before the groups, from a school's list: teachers that are here already, and who must be invited. */
#include "roster_planning.h"

static const struct teacher *teacher_named(struct planning *x, const struct roster_person *p)
{
	const struct teacher *found = NULL;
	struct str email = roster_folded(x, p->email), name = roster_folded(x, roster_person_name(x, p));
	for (size_t i = 0; i < x->n_teachers; i++)
		if (email.n > 0 && str_eq(x->teachers[i].email_key, email))
			return &x->teachers[i];
	for (size_t i = 0; i < x->n_teachers; i++)
		if (str_eq(x->teachers[i].name_key, name)) {
			if (found != NULL)
				return NULL; /* two with one name: not guessed */
			found = &x->teachers[i];
		}
	return found;
}

static bool stands_before(const struct planning *x, const struct group *g, struct str name)
{
	for (size_t i = 0; g != NULL && i < x->before.n; i++)
		if (x->before.v[i].group == g->id && str_eq(x->before.v[i].name, name))
			return true;
	return false;
}

/* The groups of a row that are new for this teacher, with a bar between. */
static struct str new_groups(struct planning *x, size_t line, struct str groups, struct str name)
{
	struct str all = {0};
	while (groups.n > 0) {
		struct str one = str_trim(str_cut(groups, '|', &groups));
		roster_need_group(x, line, one, (struct str){0});
		if (one.n == 0 || stands_before(x, roster_group_named(x->a, &x->groups, one), name))
			continue;
		all = all.n == 0 ? one : str_printf(x->a, STR_FMT "|" STR_FMT, STR_ARG(all), STR_ARG(one));
	}
	return all;
}

void roster_plan_teacher(struct planning *x, size_t line, const struct roster_person *p)
{
	struct values v = {.n = 0};
	const struct teacher *t = teacher_named(x, p);
	if (t == NULL) {
		roster_reject(x, line, roster_person_name(x, p),
		       N_("Not here yet as a teacher of this school. The school leader can invite teachers from the "
		       "same file."),
		       (struct str){0});
		return;
	}
	struct str groups = new_groups(x, line, p->group, t->name);
	if (groups.n == 0) {
		import_plan_count_same(x->plan);
		return;
	}
	roster_put_new(&v, RF_KIND, S("voor"));
	roster_put_new(&v, RF_SCHOOL, x->school->pid);
	roster_put_new(&v, RF_EMAIL, t->email_key);
	roster_put_new(&v, RF_GROUP, groups);
	import_plan_add(x->plan, &(struct import_row){.line = line, .what = IMPORT_NEW, .title = t->name, .v = v.v,
	    .n_v = v.n,
	                .detail = tr_fill(x->a, x->act->speak, N_("Stands before: {groups}"), TR_SLOTS({"groups",
	                groups}))});
}

/* Someone who has no seat yet: invited by who leads, never let in by a list. */
void roster_plan_staff_row(struct planning *x, size_t line, const struct roster_person *p)
{
	struct values v = {.n = 0};
	if (teacher_named(x, p) != NULL && p->role == ROLE_TEACHER) {
		roster_plan_teacher(x, line, p);
		return;
	}
	if (p->email.n == 0) {
		roster_reject(x, line, roster_person_name(x, p), N_("There is no e-mail address, so nobody can be invited"),
		    (struct str){0});
		return;
	}
	if (str_eq_ascii_case(p->email, x->act->viewer->email)) {
		import_plan_count_same(x->plan);
		return;
	}
	roster_put_new(&v, RF_KIND, S("uitnodigen"));
	roster_put_new(&v, RF_SCHOOL, x->school->pid);
	roster_put_new(&v, RF_GIVEN, roster_person_name(x, p));
	roster_put_new(&v, RF_EMAIL, p->email);
	roster_put_new(&v, RF_ROLE, str_from(role_def(p->role)->code));
	roster_put_new(&v, RF_GROUP, new_groups(x, line, p->group, (struct str){0}));
	import_plan_add(x->plan, &(struct import_row){.line = line, .what = IMPORT_NEW, .title = roster_person_name(x, p),
	    .v = v.v,
	                .n_v = v.n, .detail = str_from(tr(x->act->speak, role_def(p->role)->label))});
}

/* Applying: first the choice between getting to know each other and applying now, which each say what they mean
 * (practice 2); then one form for the child and the schools in the order that the parents want. */
#include "enrol_pages.h"

#include "date.h"
#include "flow.h"
#include "rand.h"
#include "route.h"
#include "rule.h"
#include "school_choice.h"
#include "utf8.h"
#include "view.h"

static const struct field school_choice[CHOICES_MAX] = {
	SCHOOL_FIELD("school_1", NEED_ALWAYS, N_("Which school is your first choice?")),
	SCHOOL_FIELD("school_2", NEED_OPTIONAL, N_("Second choice")),
	SCHOOL_FIELD("school_3", NEED_OPTIONAL, N_("Third choice"))};

#define OF(f) &application_fields[APP_##f]
#define AT_SCHOOLS &school_choice[0], &school_choice[1], &school_choice[2], OF(START), OF(COMES_FROM), \
	OF(HANDS_OVER), OF(NEED), OF(NEED_WHAT), OF(PHONE)
static const struct field *const fields[] = {
	&route_fields[ROUTE_GIVEN_NAME], &route_fields[ROUTE_PREFIX], &route_fields[ROUTE_FAMILY_NAME],
	&route_fields[ROUTE_BORN], &route_fields[ROUTE_PC4], AT_SCHOOLS};
static const struct field *const child_fields[] = {AT_SCHOOLS};
enum { CHILD = 5, N_FIELDS = sizeof fields / sizeof *fields, N_CHILD = sizeof child_fields / sizeof *child_fields };
const struct form_def form_apply = {
	.name = "apply", .fields = fields, .n = N_FIELDS, .drafts = true, .submit = N_("Send the application")};
const struct form_def form_apply_child = {
	.name = "apply-child", .fields = child_fields, .n = N_CHILD, .drafts = true, .submit = N_("Send the application")};

/* ---- getting to know each other, or now ---- */

enum err apply_choice_page(struct req *req)
{
	struct speak sp = req->act.speak;
	bool in = viewer_can(req->viewer, CAP_SIGNED_IN), may = app_can_open(req->app, req->viewer, "/aanmelden/nu");
	struct ui_page page = {.title = tr(sp, N_("Find a school for your child")),
	                       .intro = tr(sp, N_("Both are good. You can always apply, from the day your child is "
	                                          "three."))};
	const struct ui_choice choices[] = {
		{.label = tr(sp, N_("First get to know each other, apply later")),
		 .sub = str_from(tr(sp, N_("You look round at one or more schools. You only leave your name and phone number. "
		                           "Nothing about your child, and no term runs."))), .href = "/kennismaken"},
		{.label = tr(sp, N_("Apply now")),
		 .sub = str_from(tr(sp, N_("You get a receipt at once. The school of your first choice decides within six "
		                           "weeks and has the duty of care. It may take four weeks more, if it tells you in "
		                           "time."))),
		 .href = in ? "/aanmelden/nu" : "/in"},
	};
	struct ui *u = view_begin(req, &page);
	ui_choices(u, choices, !in || may ? 2 : 1);
	ui_help(u, tr(sp, N_("What is duty of care (zorgplicht)?")),
	        tr(sp, N_("The school of your first choice must look for a place that fits your child: with itself, or at "
	                  "another school. It must go on until your child is enrolled.")));
	if (!in)
		ui_p(u, tr(sp, N_("To apply you need a code from a school. Do you have none? First look round: the school then "
		                  "gives you one.")));
	return view_end(u, req, &page);
}

/* ---- the form ---- */

static void form_show(struct ui *u, struct form *f, const struct enrol_schools *all, const char *action)
{
	bool child = f->def == &form_apply;
	view_form_begin(u, f, action);
	if (child) {
		ui_h2(u, tr(u->sp, N_("Your child")));
		for (size_t i = 0; i < CHILD; i++)
			view_field(u, f, fields[i]);
	}
	ui_h2(u, tr(u->sp, N_("The schools, in the order that you want")));
	ui_p(u, tr(u->sp, N_("The school of your first choice has the duty of care. Every school sees its own application "
	                     "only.")));
	for (size_t i = 0; i < CHOICES_MAX; i++)
		school_choice_show(u, f, all, &school_choice[i]);
	view_field(u, f, OF(START));
	ui_h2(u, tr(u->sp, N_("Where the child is now")));
	view_field(u, f, OF(COMES_FROM));
	view_field(u, f, OF(HANDS_OVER));
	ui_h2(u, tr(u->sp, N_("What helps")));
	view_field(u, f, OF(NEED));
	view_field(u, f, OF(NEED_WHAT));
	view_field(u, f, OF(PHONE));
	view_form_end(u, f);
}

/* Those that stand here already come first: a child has one route, whoever applies. */
static void own_children(struct ui *u, struct req *req, const struct seen_page *own)
{
	struct ui_choice *v = ARENA_ARRAY(u->a, struct ui_choice, own->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < own->n; i++)
		if (apply_may(req, &own->v[i]))
			v[n++] = (struct ui_choice){.label = str_c(u->a, child_name(u->a, &own->v[i].row)),
			                            .href = child_path(u->a, &own->v[i].row, "/aanmelding/nieuw")};
	if (n == 0)
		return;
	ui_h2(u, tr(u->sp, N_("Is it about a child who is here already?")));
	ui_choices(u, v, n);
	ui_h2(u, tr(u->sp, N_("Or about another child")));
}

static enum err own_read(struct req *req, enum scope_for use, struct seen_page *out)
{
	*out = (struct seen_page){.n = 0};
	return scope_front(&req->act, route_list(LIST_FAMILY), use, out);
}

static enum err show(struct req *req, const struct form_def *def, const struct ui_link *crumb, const char *action)
{
	struct speak sp = req->act.speak;
	struct enrol_schools all;
	struct seen_page own = {.n = 0};
	const struct stmt_asked *schools = enrol_schools_ask(&req->act, req->act.region);
	enum err e = def == &form_apply && !apply_at_school(req) ? own_read(req, SCOPE_SHOWN, &own) : OK;
	if (e == OK)
		e = enrol_schools_told(&req->act, schools, &all);
	if (e != OK)
		return e;
	struct ui_page page = {.title = tr(sp, N_("Apply at a school")), .crumbs = crumb, .n_crumbs = 1,
	                       .intro = tr(sp, N_("You get a receipt at once. Within six weeks you hear whether your child "
	                                          "can come."))};
	struct ui *u = view_begin(req, &page);
	own_children(u, req, &own);
	ui_panel_begin(u, NULL);
	form_show(u, req_form(req, def), &all, action);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err apply_page(struct req *req)
{
	const struct ui_link crumb = {tr(req->act.speak, N_("Find a school for your child")), "/aanmelden"};
	return show(req, &form_apply, &crumb, "/aanmelden/nu");
}

enum err apply_child_page(struct req *req)
{
	const struct row *child = &req->seen.row;
	const struct ui_link crumb = {child_name(req->act.a, child).p, child_path(req->act.a, child, "")};
	if (!apply_may(req, &req->seen))
		return ERR_DENIED;
	return show(req, &form_apply_child, &crumb, child_path(req->act.a, child, "/aanmelding/nieuw"));
}

/* ---- sending it ---- */

static bool take_schools(struct req *req, const struct enrol_schools *all, struct applying *x)
{
	bool own = false;
	if (!school_choice_take(req, all, school_choice, x->at, &x->n))
		return false;
	for (size_t i = 0; i < x->n; i++)
		own |= viewer_seat_at(req->viewer, x->at[i]->org) != NULL;
	if (x->at_school && !own)
		return choice_wrong(req, &school_choice[0], N_("One of the choices must be your own school"));
	return true;
}

bool born_fits(struct req *req, int32_t born, int32_t most, const char *odd)
{
	int32_t today = instant_date(req->act.now);
	if (born > today)
		return choice_wrong(req, &route_fields[ROUTE_BORN], N_("This day is still to come"));
	return date_of_age(born, most) > today || choice_wrong(req, &route_fields[ROUTE_BORN], odd);
}

/* ADM-01: in writing from the third birthday; before that there is no duty of care yet. */
static bool age_fits(struct req *req, struct applying *x)
{
	enum { TYPED_MOST = 20 * 12 };
	const struct rule *rule = rule_for(S("ADM-01"), x->born);
	if (x->route == 0 && !born_fits(req, x->born, TYPED_MOST,
	                                N_("Is the year right? Someone who was born then is not a pupil any more")))
		return false;
	return rule == NULL || instant_date(req->act.now) >= rule_due(rule, x->born, NULL) ||
	       choice_wrong(req, x->route == 0 ? &route_fields[ROUTE_BORN] : NULL,
	                    N_("You can apply from the day your child is three. Look round at the school first"));
}

static enum err make(struct req *req, struct applying *x)
{
	struct enrol_schools all;
	enum err e = enrol_schools(&req->act, req->act.region, &all);
	if (e != OK)
		return e;
	x->at_school = apply_at_school(req);
	/* A preschool is no school of enrolment. */
	x->school = enrol_school_of(&all, x->school) == NULL ? 0 : x->school;
	x->stays = x->stays && x->school != 0; /* of no school yet: a talk at the preschool comes before the application */
	x->form = req->form;
	if (!take_schools(req, &all, x) || !age_fits(req, x))
		return ERR_INVALID;
	struct change *c = change_begin(&req->act, N_("Application received. The school decides within six weeks"), 0);
	e = application_make(&req->act, c, x);
	if (e == ERR_CONFLICT) {
		(void)choice_wrong(req, &school_choice[0], N_("There is an application at one of these schools already"));
		return ERR_INVALID;
	}
	if (e != OK)
		return e;
	if (x->pid.n > 0)
		return req_commit(req, c, "/kind/" STR_FMT "/aanmelding", STR_ARG(x->pid));
	return req_commit(req, c, "%s", child_path(req->act.a, &req->seen.row, "/aanmelding"));
}

static bool same(struct arena *a, struct val typed, const struct row *r, enum route_field f)
{
	struct str there = row_text(r, &route_fields[f]);
	return typed.type == VAL_TEXT && str_eq(utf8_fold(a, typed.s), utf8_fold(a, there));
}

/* Does this child stand here already, as far as who applies may know? Of children out of reach nothing is said. */
static enum err known(struct req *req, const struct applying *x, bool *out)
{
	struct seen_page own, found = {.n = 0};
	struct val family = x->child[ROUTE_FAMILY_NAME];
	enum err e = own_read(req, SCOPE_COMPARED, &own);
	if (e == OK && x->at_school)
		e = scope_find(&req->act, route_list(LIST_PUPILS), utf8_fold(req->act.a, family.s), SCOPE_COMPARED, &found);
	const struct seen_page *pages[] = {&own, &found};
	*out = false;
	for (size_t p = 0; p < 2 && e == OK; p++)
		for (size_t i = 0; i < pages[p]->n; i++) {
			const struct row *r = &pages[p]->v[i].row;
			if (row_int(r, &route_fields[ROUTE_BORN]) != x->born ||
			    !same(req->act.a, family, r, ROUTE_FAMILY_NAME) ||
			    !same(req->act.a, x->child[ROUTE_GIVEN_NAME], r, ROUTE_GIVEN_NAME))
				continue;
			scope_listed(&req->act, &pages[p]->v[i]);
			*out = true;
		}
	return e;
}

enum err apply_post(struct req *req)
{
	struct applying x = {.route = 0};
	for (size_t i = 0; i < CHILD; i++)
		x.child[record_field(&rec_route, fields[i])] = req->form->v[i];
	x.born = (int32_t)form_val(req->form, &route_fields[ROUTE_BORN]).i;
	x.at_school = apply_at_school(req);
	bool here;
	enum err e = known(req, &x, &here);
	if (e == OK && here) {
		(void)choice_wrong(req, &route_fields[ROUTE_GIVEN_NAME],
		                   N_("This child is here already. Apply from the page of the child"));
		return ERR_INVALID;
	}
	return e != OK ? e : make(req, &x);
}

enum err apply_child_post(struct req *req)
{
	const struct row *child = &req->seen.row;
	struct applying x = {.route = req->seen.route, .born = (int32_t)row_int(child, &route_fields[ROUTE_BORN]),
	                     .school = row_int(child, &route_fields[ROUTE_SCHOOL]),
	                     .stays = flow_state(child) > PHASE_APPLICATION && flow_state(child) < PHASE_DONE};
	return apply_may(req, &req->seen) ? make(req, &x) : ERR_DENIED;
}

/* Applying: first the choice between getting to know each other and applying now, which each say what they mean
 * (practice 2); then one form for the child and the schools in the order that the parents want. */
#include "enrol_pages.h"

#include "date.h"
#include "flow.h"
#include "rand.h"
#include "route.h"
#include "rule.h"
#include "view.h"

#define SCHOOL_FIELD(code, text, how) \
	{.name = code, .type = &T_LINE, .need = how, .privacy = PRIV_PUBLIC, .max = PID_LEN, .label = text, \
	 .missing = N_("Choose a school")}
static const struct field school_choice[CHOICES_MAX] = {
	SCHOOL_FIELD("school_1", N_("Which school is your first choice?"), NEED_ALWAYS),
	SCHOOL_FIELD("school_2", N_("Second choice"), NEED_OPTIONAL),
	SCHOOL_FIELD("school_3", N_("Third choice"), NEED_OPTIONAL)};

#define OF(f) &application_fields[APP_##f]
#define AT_SCHOOLS &school_choice[0], &school_choice[1], &school_choice[2], OF(START), OF(NEED), OF(NEED_WHAT), \
	OF(PHONE)
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
	bool in = viewer_can(req->viewer, CAP_SIGNED_IN);
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
	ui_choices(u, choices, 2);
	ui_help(u, tr(sp, N_("What is duty of care (zorgplicht)?")),
	        tr(sp, N_("The school of your first choice must look for a place that fits your child: with itself, or at "
	                  "another school. It must go on until your child is enrolled.")));
	if (!in)
		ui_p(u, tr(sp, N_("To apply you need a code from a school. Do you have none? First look round: the school then "
		                  "gives you one.")));
	return view_end(u, req, &page);
}

/* ---- the form ---- */

static void school_field(struct ui *u, const struct form *f, const struct enrol_schools *all, size_t i)
{
	const struct field *x = &school_choice[i];
	size_t at = form_index(f, x);
	struct ui_option *o = ARENA_ARRAY(u->a, struct ui_option, all->n + 1);
	o[0] = (struct ui_option){.label = tr(u->sp, N_("no choice")), .chosen = f->raw[at].n == 0};
	for (size_t k = 0; k < all->n; k++)
		o[k + 1] = (struct ui_option){
			.value = all->v[k].pid, .chosen = str_eq(f->raw[at], all->v[k].pid),
			.label = str_printf(u->a, STR_FMT ", " STR_FMT, STR_ARG(all->v[k].name), STR_ARG(all->v[k].place)).p};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = x->name, .label = tr(u->sp, x->label),
	                               .error = f->error[at], .optional = x->need == NEED_OPTIONAL, .options = o,
	                               .n_options = all->n + 1});
}

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
		school_field(u, f, all, i);
	view_field(u, f, OF(START));
	ui_h2(u, tr(u->sp, N_("What helps")));
	view_field(u, f, OF(NEED));
	view_field(u, f, OF(NEED_WHAT));
	view_field(u, f, OF(PHONE));
	view_form_end(u, f);
}

static enum err show(struct req *req, const struct form_def *def, const struct ui_link *crumb, const char *action)
{
	struct speak sp = req->act.speak;
	struct enrol_schools all;
	enum err e = enrol_schools(&req->act, req->act.region, &all);
	if (e != OK)
		return e;
	struct ui_page page = {.title = tr(sp, N_("Apply at a school")), .crumbs = crumb, .n_crumbs = 1,
	                       .intro = tr(sp, N_("You get a receipt at once. Within six weeks you hear whether your child "
	                                          "can come."))};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	form_show(u, req_form(req, def), &all, action);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err apply_page(struct req *req)
{
	const struct ui_link crumb = {tr(req->act.speak, N_("Find a school for your child")), "/aanmelden"};
	return apply_may(req, NULL) ? show(req, &form_apply, &crumb, "/aanmelden/nu") : ERR_DENIED;
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

static bool wrong(struct req *req, const struct field *f, const char *text)
{
	form_wrong(req->form, f, str_from(tr(req->act.speak, text)));
	return false;
}

static bool is_of(const struct viewer *v, int64_t org)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role && v->seats[i].org == org)
			return true;
	return false;
}

/* The chosen schools in their order, each once. */
static bool take_schools(struct req *req, const struct enrol_schools *all, struct applying *x)
{
	bool own = false;
	for (size_t i = 0; i < CHOICES_MAX; i++) {
		struct str pid = form_text(req->form, &school_choice[i]);
		const struct enrol_school *at = enrol_school_at(all, pid);
		if (pid.n == 0)
			continue;
		if (at == NULL)
			return wrong(req, &school_choice[i], N_("Choose a school from the list"));
		for (size_t k = 0; k < x->n; k++)
			if (x->at[k] == at)
				return wrong(req, &school_choice[i], N_("You chose this school already. Choose another one"));
		own |= is_of(req->viewer, at->org);
		x->at[x->n++] = at;
	}
	if (x->at_school && !own)
		return wrong(req, &school_choice[0], N_("One of the choices must be your own school"));
	return true;
}

/* ADM-01: in writing from the third birthday; before that there is no duty of care yet. */
static bool old_enough(struct req *req, struct applying *x)
{
	const struct rule *rule = rule_for(S("ADM-01"), x->born);
	if (x->born > instant_date(req->act.now))
		return wrong(req, x->route == 0 ? &route_fields[ROUTE_BORN] : NULL, N_("This day is still to come"));
	if (rule != NULL && instant_date(req->act.now) < rule_due(rule, x->born, NULL))
		return wrong(req, x->route == 0 ? &route_fields[ROUTE_BORN] : NULL,
		             N_("You can apply from the day your child is three. Look round at the school first"));
	return true;
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
	if (!take_schools(req, &all, x) || !old_enough(req, x))
		return ERR_INVALID;
	struct change *c = change_begin(&req->act, N_("Application received. The school decides within six weeks"), 0);
	e = application_make(&req->act, c, x);
	if (e == ERR_CONFLICT) {
		(void)wrong(req, &school_choice[0], N_("There is an application at one of these schools already"));
		return ERR_INVALID;
	}
	if (e != OK)
		return e;
	if (x->pid.n > 0)
		return req_commit(req, c, "/kind/" STR_FMT "/aanmelding", STR_ARG(x->pid));
	return req_commit(req, c, "%s", child_path(req->act.a, &req->seen.row, "/aanmelding"));
}

enum err apply_post(struct req *req)
{
	struct applying x = {.route = 0};
	if (!apply_may(req, NULL))
		return ERR_DENIED;
	for (size_t i = 0; i < CHILD; i++)
		x.child[record_field(&rec_route, fields[i])] = req->form->v[i];
	x.born = (int32_t)form_val(req->form, &route_fields[ROUTE_BORN]).i;
	return make(req, &x);
}

enum err apply_child_post(struct req *req)
{
	const struct row *child = &req->seen.row;
	struct applying x = {.route = req->seen.route, .born = (int32_t)row_int(child, &route_fields[ROUTE_BORN]),
	                     .school = row_int(child, &route_fields[ROUTE_SCHOOL]),
	                     .stays = flow_state(child) > PHASE_APPLICATION && flow_state(child) < PHASE_DONE};
	return apply_may(req, &req->seen) ? make(req, &x) : ERR_DENIED;
}

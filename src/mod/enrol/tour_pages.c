#include "tour.h"

#include "date.h"
#include "enrol_pages.h"
#include "flow.h"
#include "rand.h"
#include "record_view.h"
#include "rule_book.h"
#include "school.h"
#include "school_choice.h"
#include "steps.h"

#define F(f) (&tour_fields[TOUR_##f])
static const struct field schools[CHOICES_MAX] = {
	SCHOOL_FIELD("school_1", NEED_ALWAYS, N_("At which school do you want to look round?")),
	SCHOOL_FIELD("school_2", NEED_OPTIONAL, N_("And at which other school?")),
	SCHOOL_FIELD("school_3", NEED_OPTIONAL, N_("And at a third one?"))};
static const struct field *const fields[] = {&schools[0], &schools[1], &schools[2], F(NAME), F(PHONE), F(EMAIL),
                                             F(SUITS)};
enum { N_FIELDS = sizeof fields / sizeof *fields };
const struct form_def form_tour = {.name = "tour", .fields = fields, .n = N_FIELDS, .submit = N_("Ask to look round")};

/* A visitor's is that of the address, or the only one here. */
static const struct stmt stmt_regions = {"SELECT region FROM region ORDER BY id LIMIT 2", "", "i"};

static enum err region_schools(struct req *req, int64_t *region, struct enrol_schools *all)
{
	const struct rows *r;
	*region = req->viewer != NULL ? req->viewer->region : req->app->region;
	enum err e = *region != 0 ? OK : act_exec(&req->act, &stmt_regions, NULL, 0, &r);
	if (e == OK && *region == 0 && r->n != 1)
		e = ERR_NOT_FOUND;
	if (e == OK && *region == 0)
		*region = rows_int(r, 0, 0);
	return e != OK ? e : enrol_schools(&req->act, *region, all);
}

/* Where the same parents wait for a tour already. Sent once more it is the same question: one tour, and the same
 * answer, which says nothing of who asked before. */
static const struct stmt stmt_waits = {
	"SELECT org FROM tour WHERE region = $1 AND state IN ('gevraagd', 'gepland') AND (phone = $2 OR email = $3)"
	" ORDER BY act_by, id LIMIT 50",
	"itt", "i"};

static bool waits_at(const struct rows *waits, const struct enrol_school *at)
{
	for (size_t i = 0; at != NULL && i < waits->n; i++)
		if (rows_int(waits, i, 0) == at->org)
			return true;
	return false;
}

/* Who is signed in types neither their name nor their address again. */
static struct form *form_known(struct req *req, const struct enrol_school *at)
{
	const bool fresh = req->form == NULL;
	struct form *f = req_form(req, &form_tour);
	if (fresh && at != NULL)
		form_set(f, req->act.a, &schools[0], val_text(at->pid));
	if (fresh && req->viewer != NULL) {
		form_set(f, req->act.a, F(NAME), val_text(req->viewer->name));
		form_set(f, req->act.a, F(EMAIL), req->viewer->email.n > 0 ? val_text(req->viewer->email) : val_null());
	}
	return f;
}

static enum err ask_show(struct req *req, const struct enrol_schools *all, const struct enrol_school *at,
                         const struct ui_link *crumb)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Look round at a school")), .crumbs = crumb, .n_crumbs = 1,
	                       .intro = tr(sp, N_("Leave your name and how the school can reach you. Please write nothing "
	                                          "about your child here."))};
	struct form *f = form_known(req, at);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, "/kennismaken");
	for (size_t i = 0; i < CHOICES_MAX; i++)
		school_choice_show(u, f, all, &schools[i]);
	view_field_said(u, f, F(NAME), tr(sp, N_("Your name")), NULL);
	view_field_said(u, f, F(PHONE), tr(sp, N_("Your phone number")), NULL);
	view_field_said(u, f, F(EMAIL), tr(sp, N_("Your e-mail address")),
	                tr(sp, N_("Enter one of the two: a phone number or an e-mail address")));
	view_field_said(u, f, F(SUITS), tr(sp, N_("When does it suit you?")), NULL);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err tour_ask_page(struct req *req)
{
	const struct ui_link crumb = {tr(req->act.speak, N_("Find a school for your child")), "/aanmelden"};
	struct enrol_schools all;
	int64_t region;
	enum err e = region_schools(req, &region, &all);
	return e != OK ? e : ask_show(req, &all, NULL, &crumb);
}

/* Asked already: what the parent waits for, and no form to ask it once more. */
static enum err asked_show(struct req *req, const struct ui_link *crumb)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Look round at a school")), .crumbs = crumb, .n_crumbs = 1};
	struct ui *u = view_begin(req, &page);
	ui_empty(u, tr(sp, N_("You asked this school already")),
	         tr(sp, N_("The school calls or mails you to find a day. Do you hear nothing within five working days? "
	                   "Then call the school.")),
	         &(struct ui_link){tr(sp, N_("Look round at another school")), "/kennismaken"});
	return view_end(u, req, &page);
}

enum err tour_school_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct enrol_schools all;
	const struct rows *waits;
	const struct stmt_asked *schools_asked = enrol_schools_ask(&req->act, r->region);
	const struct stmt_asked *waiting = stmt_ask(
		&req->act, &stmt_waits, DB_ARGS(val_int(r->region), val_null(), val_text(req->viewer->email)));
	enum err e = enrol_schools_told(&req->act, schools_asked, &all);
	if (e == OK)
		e = stmt_take(&req->act, waiting, &waits);
	if (e != OK)
		return e;
	const struct enrol_school *at = enrol_school_at(&all, r->pid);
	const struct ui_link crumb = {str_c(req->act.a, row_text(r, &school_fields[SCHOOL_NAME])),
	                              str_printf(req->act.a, "/school/" STR_FMT, STR_ARG(r->pid)).p};
	return waits_at(waits, at) ? asked_show(req, &crumb) : ask_show(req, &all, at, &crumb);
}

static bool reachable(struct req *req)
{
	if (!phone_fits(form_text(req->form, F(PHONE))))
		return choice_wrong(req, F(PHONE), PHONE_ODD);
	return form_text(req->form, F(PHONE)).n > 0 || form_text(req->form, F(EMAIL)).n > 0 ||
	       choice_wrong(req, F(PHONE),
	                    N_("Enter a phone number or an e-mail address, so that the school can reach you"));
}

static enum err not_asked_yet(struct req *req, int64_t region, const struct enrol_school **at, size_t *n)
{
	const struct rows *r;
	size_t left = 0;
	enum err e = act_exec(&req->act, &stmt_waits,
	                      DB_ARGS(val_int(region), form_val(req->form, F(PHONE)), form_val(req->form, F(EMAIL))), &r);
	for (size_t i = 0; e == OK && i < *n; i++)
		if (!waits_at(r, at[i]))
			at[left++] = at[i];
	*n = left;
	return e;
}

enum err tour_ask_post(struct req *req)
{
	const struct enrol_school *at[CHOICES_MAX];
	struct enrol_schools all;
	size_t n;
	int64_t region;
	enum err e = region_schools(req, &region, &all);
	if (e != OK)
		return e;
	if (!school_choice_take(req, &all, schools, at, &n) || !reachable(req))
		return ERR_INVALID;
	e = not_asked_yet(req, region, at, &n);
	if (e != OK || n == 0)
		return e != OK ? e : req_redirect(req, "/kennismaken/gevraagd");
	req->act.region = (int)region;
	struct change *c = change_begin(&req->act, N_("Asked to look round"), 0);
	for (size_t i = 0; e == OK && i < n; i++) {
		struct val v[TOUR__N] = {[TOUR_ORG] = val_int(at[i]->org),
		                         [TOUR_ASKED_ON] = val_int(instant_date(req->act.now))};
		struct str pid;
		int64_t id;
		for (size_t k = CHOICES_MAX; k < N_FIELDS; k++)
			v[record_field(&rec_tour, fields[k])] = req->form->v[k];
		e = change_new(c, &rec_tour, v, &id, &pid);
	}
	change_answers(c, req->form, req_subject(req), S("/kennismaken/gevraagd"));
	if (e == OK)
		e = change_commit(c);
	return e != OK ? e : req_redirect(req, "/kennismaken/gevraagd");
}

enum err tour_asked_page(struct req *req)
{
	static const char *const next[] = {
		N_("The school calls or mails you within five working days to find a day."),
		N_("You look round. Your child may come along."),
		N_("Do you want to go on? Then you get a code from the school, and you apply. You fill in the intake list "
		   "together within six weeks."),
	};
	struct speak sp = req->act.speak;
	const char *steps[3];
	for (size_t i = 0; i < 3; i++)
		steps[i] = tr(sp, next[i]);
	if (app_can_open(req->app, req->viewer, "/aanmelden/nu"))
		steps[2] = tr(sp, N_("Do you want to go on? Then you apply here. You fill in the intake list together within "
		                     "six weeks."));
	struct ui_page page = {.title = tr(sp, N_("Thank you. The school knows"))};
	const struct ui_link links[] = {{tr(sp, N_("Back to the start")), "/"}};
	struct ui *u = view_begin(req, &page);
	ui_done_next(u, &(struct ui_done){.title = tr(sp, N_("Your question is sent")), .steps = steps, .n_steps = 3,
	                                  .links = links, .n_links = 1});
	return view_end(u, req, &page);
}

/* ---- one request, for the school ---- */

static const char *const to_do[TOUR_STATES] = {
	[TOUR_ASKED] = N_("Call or mail the parents, and find a day"),
	[TOUR_PLANNED] = N_("Show them round, and say here that they came"),
	[TOUR_HELD] = N_("Plan the intake list together, or hear whether they go on"),
	[TOUR_INVITED] = N_("Nothing any more: the parents apply"),
	[TOUR_OVER] = N_("Nothing any more"),
};

/* Of the schools that the reader works at. */
static struct str school_of(const struct req *req, const struct row *r)
{
	const struct seat *seat = viewer_seat_at(req->viewer, row_int(r, F(ORG)));
	return seat != NULL ? seat->org_name : str_from(tr(req->act.speak, N_("The school")));
}

enum err tour_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	static const struct field *const shown[] = {F(PHONE), F(EMAIL), F(SUITS), F(ASKED_ON), F(PLANNED_ON), F(PLANNED_AT),
	                                            F(HELD_ON), F(INTAKE_ON), F(INTAKE_BY)};
	const struct ui_tag state = view_state(sp, r);
	const struct ui_link crumb = {tr(sp, N_("Tours")), "/rondleidingen"};
	const struct str school = school_of(req, r);
	struct basis basis;
	view_steps_ask(req); /* read along with the calendar */
	enum err e = basis_of_org(&req->act, row_int(r, F(ORG)), &basis);
	if (e != OK)
		return e;
	struct ui_page page = {.title = str_c(a, row_text(r, F(NAME))), .window_title = tr(sp, N_("Tour")),
	                       .crumbs = &crumb, .n_crumbs = 1, .facts = &school, .n_facts = 1, .tags = &state,
	                       .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	u->calendar = basis.calendar;
	ui_cols_begin(u);
	ui_next_step(u, &(struct ui_next){
		.mine = flow_state(r) < TOUR_INVITED, .who = school,
		.what = str_from(tr(sp, to_do[flow_state(r)])),
		.by = by_said(a, sp, (int32_t)row_int(r, F(ACT_BY)), route_today(req))});
	e = view_steps(u, req, str_printf(a, "/rondleiding/" STR_FMT, STR_ARG(r->pid)).p);
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, tr(sp, N_("How to reach them")));
	view_row(u, r, shown, sizeof shown / sizeof *shown);
	ui_small(u, tr(sp, N_("Nothing about a child is kept here. That begins when the parents apply.")));
	ui_panel_end(u);
	ui_panel_begin(u, tr(sp, N_("When they want to go on")));
	ui_p(u, tr(sp, N_("Give the parents an account with a code on paper, or apply together at school.")));
	if (app_can_open(req->app, req->viewer, "/aanmelden/nu"))
		ui_p_link(u, NULL, "/aanmelden/nu", tr(sp, N_("Write down an application with parents")), NULL);
	if (app_can_open(req->app, req->viewer, "/team"))
		ui_p_link(u, NULL, "/team", tr(sp, N_("Give the parents a code")), NULL);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

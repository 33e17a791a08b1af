#include "enrol_pages.h"

#include "application_rules.h"
#include "date.h"
#include "flow.h"
#include "intake.h"
#include "record_view.h"
#include "steps.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define F(f) (&application_fields[APP_##f])

/* ---- one application ---- */

/* Where it stands, and while it runs whose the duty of care is. */
static size_t tags_of(struct speak sp, const struct row *r, struct ui_tag out[2])
{
	bool duty = application_has_duty(r);
	out[0] = view_state(sp, r);
	out[1] = (struct ui_tag){duty ? TONE_OK : TONE_INFO, tr(sp, N_("Duty of care")),
	                         str_from(tr(sp, duty ? N_("at this school") : N_("at the school of first choice")))};
	return application_open(r) ? 2 : 1;
}

static void adaptations_show(struct ui *u, struct req *req, const struct application_told *t)
{
	const struct row *r = &req->seen.row;
	struct speak sp = u->sp;
	bool may = reach_writes(&req->seen.allowed, r) && (req->seen.allowed.writes & PART_BIT(PART_AANMELDING)) != 0;
	if (t->adaptations.n == 0 && (!may || !application_undecided(r)))
		return;
	ui_panel_begin(u, tr(sp, N_("Adaptations that were looked into")));
	if (t->adaptations.n == 0)
		ui_p(u, tr(sp, N_("First look at what you can adapt: in the class, with people, in the building, with "
		                  "materials or with help from outside. Without this no other school is sought.")));
	for (size_t i = 0; i < t->adaptations.n; i++) {
		const struct row *x = &t->adaptations.v[i].row;
		static const enum adaptation_field shown[] = {ADAPTATION_WHAT, ADAPTATION_TAKES, ADAPTATION_REASONABLE,
		                                              ADAPTATION_WHY};
		const struct field *fields[N_OF(shown)];
		for (size_t k = 0; k < N_OF(shown); k++)
			fields[k] = &adaptation_fields[shown[k]];
		ui_h3(u, str_c(u->a, T_RADIO.show(u->a, sp, &adaptation_fields[ADAPTATION_KIND],
		                                  row_val(x, &adaptation_fields[ADAPTATION_KIND]))));
		view_rows_shown(u, &t->adaptations.v[i], fields, N_OF(shown));
		if (may && application_undecided(r))
			ui_p_link(u, NULL, str_printf(u->a, "/aanpassing/" STR_FMT "/wijzig", STR_ARG(x->pid)).p,
			          tr(sp, N_("Change this adaptation")), NULL);
	}
	if (may && application_undecided(r)) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, application_path(u->a, r, "/aanpassing"), tr(sp, N_("Add an adaptation")));
		ui_buttons_end(u);
	}
	ui_panel_end(u);
}

/* To parents no more than what they said, what was asked of them and what was decided: the rest stands in
 * the letters. */
static void facts_show(struct ui *u, const struct seen *s, bool family)
{
	static const enum application_field parents[] = {
		APP_RECEIVED, APP_START, APP_NEED_WHAT, APP_COMES_FROM, APP_HANDS_OVER,
			APP_HANDED_ON, APP_PHONE, APP_WAIT_AGREED, APP_MISSING, APP_COMPLETE_BY,
			APP_COMPLETION,
		APP_MORE_WHY, APP_PLACED_ON, APP_PLACED_TO, APP_DECIDED, APP_ENROLLED_ON, APP_ENDED};
	static const enum application_field shown[] = {
		APP_RECEIVED, APP_START, APP_NEED_WHAT, APP_COMES_FROM, APP_HANDS_OVER,
			APP_HANDED_ON, APP_PHONE, APP_WAIT_AGREED, APP_MISSING, APP_ASKED_ON, APP_COMPLETE_BY,
		APP_COMPLETION, APP_COMPLETED_ON, APP_MORE, APP_MORE_WHY, APP_MORE_TOLD, APP_LATE_WHY, APP_PLACED_ON,
		APP_PLACED_TO, APP_TALK_ON, APP_GROUND, APP_WILLING, APP_WILLING_ON, APP_CALLED, APP_CALLED_ON,
			APP_CALLED_BY, APP_CALLED_NOT, APP_DECIDED, APP_ENROLLED_ON,
		APP_ENDED_WHERE, APP_ELSEWHERE_ON, APP_ENDED_WHY, APP_ENDED};
	const struct field *fields[N_OF(shown)];
	size_t n = family ? N_OF(parents) : N_OF(shown);
	for (size_t i = 0; i < n; i++)
		fields[i] = &application_fields[family ? parents[i] : shown[i]];
	ui_panel_begin(u, tr(u->sp, N_("What the application says")));
	view_rows_shown(u, s, fields, n);
	ui_panel_end(u);
}

static void intake_show(struct ui *u, struct req *req, const struct application_told *t)
{
	const struct row *r = &req->seen.row;
	bool may = reach_writes(&req->seen.allowed, r) && (req->seen.allowed.writes & PART_BIT(PART_AANMELDING)) != 0;
	if (t->intakes.n == 0 && (!may || !application_open(r)))
		return;
	ui_panel_begin(u, tr(u->sp, N_("Intake list")));
	for (size_t i = 0; i < t->intakes.n; i++) {
		const struct row *x = &t->intakes.v[i].row;
		const struct ui_tag state = view_state(u->sp, x);
		ui_tags(u, &state, 1);
		ui_p_link(u, NULL, str_printf(u->a, "/intake/" STR_FMT, STR_ARG(x->pid)).p,
			tr(u->sp, N_("Open the intake list")),
		          NULL);
	}
	if (t->intakes.n == 0) {
		ui_p(u, tr(u->sp, N_("You fill it in together, within six weeks of the tour. At home the parents can begin.")));
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, application_path(u->a, r, "/intake"), tr(u->sp, N_("Begin the intake list")));
		ui_buttons_end(u);
	}
	ui_panel_end(u);
}

static const char *title_of(struct req *req, const struct application_told *t)
{
	return tr_fill(req->act.a, req->act.speak, N_("Application of {name}"),
	               TR_SLOTS({"name", row_text(&t->child, &route_fields[ROUTE_GIVEN_NAME])})).p;
}

enum err application_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct application_told t;
	view_steps_ask(req);
	enum err e = application_read(req, &req->seen, &t);
	if (e != OK)
		return e;
	const struct str facts[] = {t.school == NULL ? str_from(tr(sp, N_("your school"))) : t.school->name,
	                            application_choice(a, sp, r, t.family)};
	struct ui_tag tags[2];
	size_t n_tags = tags_of(sp, r, tags);
	const struct ui_link crumbs[] = {{child_name(a, &t.child).p, child_path(a, &t.child, "")},
	                                 {tr(sp, N_("Application")), child_path(a, &t.child, "/aanmelding")}};
	struct ui_page page = {.title = title_of(req, &t), .window_title = tr(sp, N_("Application of a child")),
	                       .crumbs = crumbs, .n_crumbs = 2, .facts = facts, .n_facts = 2, .tags = tags,
	                       .n_tags = n_tags};
	struct ui *u = view_begin(req, &page);
	application_clock(u, r, &t, route_today(req));
	ui_cols_begin(u);
	int32_t said = application_next(u, &req->seen, &t, route_today(req));
	if (!application_elsewhere(r))
		view_terms_beside(u, &req->seen, route_today(req), said);
	e = view_steps(u, req, application_path(a, r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	application_words(u, req, &req->seen, &t);
	application_entry(u, req, &t.child);
	intake_show(u, req, &t);
	adaptations_show(u, req, &t);
	facts_show(u, &req->seen, t.family);
	if (application_agreeable(&req->seen) == OK) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, application_path(a, r, "/afspraken"),
		               tr(sp, N_("What you agreed with the parents")));
		ui_buttons_end(u);
	}
	/* Who applied with an account of their own is in. */
	if (!t.family && row_int(r, F(AT_SCHOOL)) != 0)
		family_invite_link(u, req, &t.child);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* ---- the applications of a child ---- */

static int by_preference(const struct row *a, const struct row *b)
{
	int64_t x = row_int(a, F(PREFERENCE)), y = row_int(b, F(PREFERENCE));
	return x != y ? (x < y ? -1 : 1) : (a->id > b->id) - (a->id < b->id);
}

static void sort(struct seen_page *p)
{
	for (size_t i = 1; i < p->n; i++)
		for (size_t k = i; k > 0 && by_preference(&p->v[k - 1].row, &p->v[k].row) > 0; k--) {
			struct seen x = p->v[k];
			p->v[k] = p->v[k - 1];
			p->v[k - 1] = x;
		}
}

static void card(struct ui *u, struct req *req, const struct seen *s, const struct enrol_schools *schools)
{
	const struct row *r = &s->row;
	const struct enrol_school *at = enrol_school_of(schools, row_int(r, F(SCHOOL)));
	struct ui_tag tags[2];
	size_t n_tags = tags_of(u->sp, r, tags);
	const struct application_told t = {.family = s->allowed.purpose[PART_AANMELDING] == PURPOSE_OWN, .school = at,
	                                    .among = true};
	ui_h2(u, at == NULL ? tr(u->sp, N_("Your school")) : str_c(u->a, at->name));
	ui_tags(u, tags, n_tags);
	application_clock(u, r, &t, route_today(req));
	(void)application_next(u, s, &t, route_today(req));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, application_path(u->a, r, ""), tr(u->sp, N_("Open the application")));
	ui_buttons_end(u);
}

enum err child_applications_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	static const struct record *const recs[] = {&rec_application};
	struct seen_page found;
	struct batch *b;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	struct pieces_at pieces = scope_pieces_put(&req->act, b, &req->seen, recs, 1);
	size_t at = enrol_schools_put(&req->act, b, child->region);
	e = batch_run(b);
	if (e != OK)
		return e;
	scope_pieces_take(&req->act, b, pieces, &req->seen, recs, 1, &found);
	const struct enrol_schools schools = enrol_schools_take(a, batch_rows(b, at));
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, child).p,
	                                 child_path(a, child, "")}};
	struct ui_page page = {.title = tr(sp, N_("Applying and enrolling")), .crumbs = crumbs, .n_crumbs = 2};
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/aanmelding");
	sort(&found);
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("No application")),
		         tr(sp, N_("Parents apply at one or more schools, in the order that they want. The school of first "
		                   "choice then has the duty of care.")), NULL);
	for (size_t i = 0; i < found.n; i++)
		card(u, req, &found.v[i], &schools);
	const char *more = child_path(a, child, "/aanmelding/nieuw");
	if (app_can_open(req->app, req->viewer, more) && apply_may(req, &req->seen)) {
		ui_buttons_begin(u);
		ui_button_link(u, found.n == 0 ? BUTTON_PRIMARY : BUTTON_ALT, more, tr(sp, N_("Apply at a school")));
		ui_buttons_end(u);
	}
	return view_end(u, req, &page);
}

/* ---- all applications at one's school ---- */

static void list_row(struct ui *u, struct req *req, const struct seen_page *p, size_t i)
{
	const struct row *r = &p->v[i].row;
	struct ui_tag state = view_state(u->sp, r);
	struct val by = row_val(r, F(ACT_BY));
	ui_row(u);
	ui_cell_link(u, application_path(u->a, r, ""), work_child(req, &p->children[i]));
	ui_cell_tag(u, &state);
	ui_cell(u, tr_number(u->a, u->sp.lang, row_int(r, F(PREFERENCE))));
	ui_cell(u, tr_date(u->a, u->sp.lang, (int32_t)row_int(r, F(RECEIVED)), DATE_SHORT));
	if (by.type == VAL_INT) {
		struct ui_tag tag = by_tag(u->a, u->sp, (int32_t)by.i, route_today(req));
		ui_cell_tag(u, &tag);
	} else {
		ui_cell(u, str_from(tr(u->sp, N_("No term runs"))));
	}
}

enum err applications_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct seen_page found;
	struct str key = {0};
	int64_t id = 0;
	struct ui_page page = {.title = tr(sp, N_("Applications")),
	                       .intro = tr(sp, N_("What must be decided first stands at the top."))};
	enum err e = scope_place(&req->act, &rec_application.lists[0], req_query(req, "na"), &key, &id);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	e = scope_page(&req->act, &rec_application.lists[0], key, id, (struct str){0}, &found);
	if (e != OK)
		return e;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Child"))}, {.label = tr(sp, N_("State"))}, {.label = tr(sp, N_("Choice"))},
		{.label = tr(sp, N_("Received on"))}, {.label = tr(sp, N_("Before when"))}};
	struct ui *u = view_begin(req, &page);
	if (app_can_open(req->app, req->viewer, "/aanmelden/nu")) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, "/aanmelden/nu", tr(sp, N_("Write down an application with parents")));
		ui_buttons_end(u);
	}
	if (found.n == 0) {
		ui_empty(u, tr(sp, N_("No applications now")),
		         tr(sp, N_("When parents apply at your school, it stands here and on your work list at once.")), NULL);
	} else {
		ui_table_begin(u, tr(sp, N_("Applications that are not closed")), TABLE_CARDS, cols, N_OF(cols));
		for (size_t i = 0; i < found.n; i++)
			list_row(u, req, &found, i);
		ui_table_end(u);
	}
	const char *next = found.more ? str_printf(req->act.a, "/aanmeldingen?na=" STR_FMT,
	                                           STR_ARG(found.v[found.n - 1].row.pid)).p : NULL;
	ui_pages(u, id != 0 ? "/aanmeldingen" : NULL, next, NULL);
	return view_end(u, req, &page);
}

/* ---- adaptations ---- */

static const struct field *const adaptation_typed[] = {
	&adaptation_fields[ADAPTATION_KIND], &adaptation_fields[ADAPTATION_WHAT], &adaptation_fields[ADAPTATION_TAKES],
	&adaptation_fields[ADAPTATION_REASONABLE], &adaptation_fields[ADAPTATION_WHY]};
const struct form_def form_adaptation = {.name = "adaptation", .fields = adaptation_typed, .n = 5, .drafts = true,
                                         .submit = N_("Save the adaptation")};

static enum err adaptation_form(struct req *req, const char *title, const struct ui_link *back, const char *action)
{
	struct ui_page page = {.title = title, .crumbs = back, .n_crumbs = 1,
	                       .intro = tr(req->act.speak, N_("What could you change so that the child can come? Parents "
	                                                      "read what stands here."))};
	struct form *f = req_form(req, &form_adaptation);
	if (req->seen.row.rec == &rec_adaptation && !f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, &req->seen.row);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, action);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err adaptation_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct ui_link back = {tr(sp, N_("Application")), application_path(req->act.a, r, "")};
	return adaptation_form(req, tr(sp, N_("Adaptation that was looked into")), &back,
	                       application_path(req->act.a, r, "/aanpassing"));
}

enum err adaptation_new_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct val v[ADAPTATION__N] = {
		[ADAPTATION_ROUTE] = val_int(req->seen.route), [ADAPTATION_APPLICATION] = val_int(r->id),
		[ADAPTATION_SCHOOL] = row_val(r, F(SCHOOL))};
	struct str pid;
	int64_t id;
	for (size_t i = 0; i < form_adaptation.n; i++)
		v[record_field(&rec_adaptation, adaptation_typed[i])] = req->form->v[i];
	struct change *c = change_begin(&req->act, N_("Adaptation saved"), CHANGE_UNDO);
	enum err e = change_new(c, &rec_adaptation, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", application_path(req->act.a, r, ""));
}

/* The application that it is a piece of. */
static enum err whole_of(struct req *req, const char **path)
{
	struct seen_page found;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_application, &found);
	for (size_t i = 0; e == OK && i < found.n; i++)
		if (found.v[i].row.id == row_int(&req->seen.row, &adaptation_fields[ADAPTATION_APPLICATION])) {
			*path = application_path(req->act.a, &found.v[i].row, "");
			return OK;
		}
	return e == OK ? ERR_NOT_FOUND : e;
}

enum err adaptation_edit_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const char *path;
	enum err e = whole_of(req, &path);
	const struct ui_link back = {tr(sp, N_("Application")), e == OK ? path : "/"};
	return e != OK ? e : adaptation_form(req, tr(sp, N_("Change the adaptation")), &back,
		str_printf(req->act.a, "/aanpassing/" STR_FMT "/wijzig", STR_ARG(req->seen.row.pid)).p);
}

enum err adaptation_edit_post(struct req *req)
{
	const char *path;
	enum err e = whole_of(req, &path);
	struct change *c = change_begin(&req->act, N_("Adaptation saved"), CHANGE_UNDO);
	if (e == OK)
		change_put(c, &rec_adaptation, req->seen.row.id, req->form);
	return e != OK ? e : req_commit(req, c, "%s", path);
}

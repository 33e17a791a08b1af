#include "intake.h"

#include "date.h"
#include "enrol_pages.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "steps.h"
#include "view.h"

#define F(f) (&intake_fields[INTAKE_##f])
#define A(f) (&answer_fields[ANSWER_##f])

static const char *path_of(struct arena *a, const struct row *r, const char *below)
{
	return str_printf(a, "/intake/" STR_FMT "%s%s", STR_ARG(r->pid), below[0] == '\0' ? "" : "/", below).p;
}

/* May this reader write answers now: the school in its own part, a parent as their voice, while the list is open. */
static bool may_answer(const struct req *req)
{
	const struct seen *s = &req->seen;
	bool school = (s->allowed.writes & PART_BIT(PART_AANMELDING)) != 0 && reach_writes(&s->allowed, &s->row);
	bool parent = s->allowed.purpose[PART_STEM] == PURPOSE_OWN && (s->allowed.writes & PART_BIT(PART_STEM)) != 0;
	/* Whom the place is hidden from does not write for it. */
	return flow_open(&s->row) && (school || parent) && row_val(&s->row, F(SCHOOL)).type == VAL_INT;
}

/* The school writes as one; each parent for themselves. */
static bool as_school(const struct req *req)
{
	return (req->seen.allowed.writes & PART_BIT(PART_AANMELDING)) != 0;
}

/* The appointment is made and moved by the school. */
static bool may_plan(const struct req *req)
{
	return as_school(req) && may_answer(req);
}

struct intake_told {
	struct row child;
	struct seen_page answers;
	struct row application;
	struct intake_asked asked;
};

static enum err read(struct req *req, struct intake_told *out)
{
	static const struct record *const recs[] = {&rec_route, &rec_intake_answer, &rec_application};
	struct seen_page found[3];
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 3, found);
	if (e != OK)
		return e;
	if (found[0].n != 1)
		return ERR_NOT_FOUND;
	*out = (struct intake_told){.child = found[0].v[0].row, .answers = found[1]};
	out->answers.n = 0;
	for (size_t i = 0; i < found[1].n; i++)
		if (!recording_gone(&found[1].v[i].row))
			out->answers.v[out->answers.n++] = found[1].v[i];
	for (size_t i = 0; i < found[2].n; i++)
		if (found[2].v[i].row.id == row_int(&req->seen.row, F(APPLICATION)))
			out->application = found[2].v[i].row;
	return intake_asked(&req->act, req->act.speak, row_val(&req->seen.row, F(SET)), &out->asked);
}

static bool is_mine(const struct req *req, const struct row *answer)
{
	if (as_school(req))
		return str_is(row_text(answer, A(SIDE)), "school");
	return row_int(answer, A(BY)) == req->viewer->account;
}

/* What was typed: it is what the form shows again. A recording stands beside it. */
static const struct row *own_answer(const struct req *req, const struct intake_told *t, const char *question)
{
	for (size_t i = 0; i < t->answers.n; i++) {
		const struct row *r = &t->answers.v[i].row;
		if (str_is(row_text(r, A(QUESTION)), question) && is_mine(req, r) && !recording_is(r))
			return r;
	}
	return NULL;
}

static const char *answer_path(struct arena *a, const struct row *r)
{
	return str_printf(a, "/intake-antwoord/" STR_FMT, STR_ARG(r->pid)).p;
}

/* ---- the list ---- */

/* What was emptied again stays the row of who wrote it, and is no answer. */
static bool answers(const struct row *r, const struct field *question)
{
	return str_is(row_text(r, A(QUESTION)), question->name) && !answer_empty(r);
}

static struct str who_wrote(struct ui *u, const struct req *req, const struct row *answer)
{
	struct str side = A(SIDE)->type->show(u->a, u->sp, A(SIDE), row_val(answer, A(SIDE)));
	struct str at = tr_date_time(u->a, u->sp.lang, row_int(answer, A(AT)));
	if (is_mine(req, answer) && !as_school(req))
		side = str_from(tr(u->sp, N_("You")));
	return tr_fill(u->a, u->sp, N_("{who}, {when}"), TR_SLOTS({"who", side}, {"when", at}));
}

static size_t asked_in(const struct intake_told *t, size_t g)
{
	size_t n = 0;
	for (size_t i = 0; i < GROUP_QUESTIONS; i++)
		n += t->asked.words[g * GROUP_QUESTIONS + i] != NULL;
	return n;
}

static size_t answered(const struct intake_told *t, size_t g)
{
	size_t n = 0;
	for (size_t i = 0; i < GROUP_FIELDS; i += 2) {
		bool any = false;
		for (size_t k = 0; k < t->answers.n; k++)
			any |= answers(&t->answers.v[k].row, &intake_questions[g * GROUP_FIELDS + i]);
		n += any;
	}
	return n;
}

/* An answer that was given stands, also where its question is not asked any more. */
static const char *asked_as(struct ui *u, const struct intake_told *t, size_t i)
{
	return t->asked.words[i] != NULL ? t->asked.words[i] : tr(u->sp, intake_questions[2 * i].label);
}

static void group_answers(struct ui *u, const struct req *req, const struct intake_told *t, size_t g)
{
	for (size_t i = 0; i < GROUP_FIELDS; i += 2) {
		const struct field *q = &intake_questions[g * GROUP_FIELDS + i];
		bool asked = false;
		for (size_t k = 0; k < t->answers.n; k++) {
			const struct row *x = &t->answers.v[k].row;
			if (!answers(x, q))
				continue;
			if (!asked)
				ui_h3(u, asked_as(u, t, g * GROUP_QUESTIONS + i / 2));
			asked = true;
			struct str words = recording_words(u->sp, x);
			if (words.n > 0)
				ui_p_str(u, words);
			else
				ui_small(u, tr(u->sp, N_("No words yet. You complete this together.")));
			if (recording_is(x) && held_opens(&t->answers.v[k]))
				ui_p_link(u, NULL, answer_path(u->a, x), tr(u->sp, N_("Listen to the recording")), NULL);
			ui_small(u, str_c(u->a, who_wrote(u, req, x)));
			if (row_int(x, A(HELP)) != 0)
				ui_tags(u, &(struct ui_tag){TONE_SOON, NULL, str_from(tr(u->sp, N_("Needs help at school")))}, 1);
		}
	}
}

static void groups_show(struct ui *u, struct req *req, const struct intake_told *t)
{
	struct ui_task tasks[INTAKE_GROUPS];
	size_t done = 0, all = 0;
	bool may = may_answer(req);
	for (size_t g = 0; g < INTAKE_GROUPS; g++) {
		size_t n = answered(t, g);
		if (asked_in(t, g) == 0)
			continue;
		done += n > 0;
		tasks[all++] = (struct ui_task){
			.name = tr(u->sp, intake_groups[g].title), .hint = tr(u->sp, intake_groups[g].intro),
			.href = may ? path_of(u->a, &req->seen.row, intake_groups[g].word) : NULL,
			.state = n >= asked_in(t, g) ? TASK_DONE : n > 0 ? TASK_BUSY : TASK_TODO};
	}
	ui_panel_begin(u, tr(u->sp, N_("The list, one group of questions at a time")));
	ui_progress(u, tr(u->sp, N_("Groups that were begun")), (int64_t)done, (int64_t)all);
	ui_tasks(u, tasks, all);
	ui_panel_end(u);
	if (done == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("What was said")));
	for (size_t g = 0; g < INTAKE_GROUPS; g++)
		if (answered(t, g) > 0) {
			ui_h2(u, tr(u->sp, intake_groups[g].title));
			group_answers(u, req, t, g);
		}
	ui_panel_end(u);
}

enum err intake_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct intake_told t;
	view_steps_ask(req);
	enum err e = read(req, &t);
	if (e != OK)
		return e;
	const struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{child_name(a, &t.child).p, child_path(a, &t.child, "")},
	                                 {tr(sp, N_("Application")), child_path(a, &t.child, "/aanmelding")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Intake list of {name}"),
		                 TR_SLOTS({"name", row_text(&t.child, &route_fields[ROUTE_GIVEN_NAME])})).p,
		.window_title = tr(sp, N_("Intake list of a child")), .crumbs = crumbs, .n_crumbs = 2, .tags = &state,
		.n_tags = 1,
		.intro = tr(sp, N_("You fill it in together at school. At home the parents can begin. School and parents read "
		                   "it; another school does not."))};
	static const struct field *const shown[] = {F(TOUR_ON), F(FILL_ON), F(HOME_AT), F(DONE_ON)};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	view_terms(u, &req->seen, route_today(req));
	view_row(u, r, shown, 4);
	if (may_plan(req))
		ui_p_link(u, NULL, path_of(a, r, "afspraak"), tr(sp, N_("Choose another day")), NULL);
	ui_cols_main(u);
	groups_show(u, req, &t);
	e = view_steps(u, req, path_of(a, r, "")); /* one is ready after the questions */
	if (e != OK)
		return e;
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* ---- beginning one ---- */

static const struct field *const new_fields[] = {F(TOUR_ON), F(FILL_ON)};
const struct form_def form_intake_new = {.name = "intake-new", .fields = new_fields, .n = 2,
                                         .submit = N_("Begin the intake list")};

enum err intake_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct ui_link back = {tr(sp, N_("Application")), application_path(req->act.a, r, "")};
	struct ui_page page = {.title = tr(sp, N_("Begin the intake list")), .crumbs = &back, .n_crumbs = 1,
	                       .intro = tr(sp, N_("The parents get a message and can begin at home. You finish it together "
	                                          "within six weeks of the tour."))};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_intake_new), application_path(req->act.a, r, "/intake"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err intake_new_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct seen_page there;
	struct str pid;
	int64_t id;
	struct val set;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_intake, &there);
	if (e == OK && there.n > 0)
		return req_redirect(req, "%s", path_of(req->act.a, &there.v[0].row, ""));
	if (e == OK)
		e = intake_set_now(&req->act, &set);
	if (e != OK)
		return e;
	const struct val v[INTAKE__N] = {
		[INTAKE_ROUTE] = val_int(req->seen.route),
		[INTAKE_SCHOOL] = row_val(r, &application_fields[APP_SCHOOL]),
		[INTAKE_APPLICATION] = val_int(r->id),
		[INTAKE_SET] = set,
		[INTAKE_TOUR_ON] = form_val(req->form, F(TOUR_ON)),
		[INTAKE_FILL_ON] = form_val(req->form, F(FILL_ON)),
	};
	struct change *c = change_begin(&req->act, N_("Intake list begun. The parents get a message"), 0);
	e = change_new(c, &rec_intake, v, &id, &pid);
	if (e == OK)
		e = application_tells(c, r, "intake", (int32_t)v[INTAKE_FILL_ON].i);
	return e != OK ? e : req_commit(req, c, "/intake/" STR_FMT, STR_ARG(pid));
}

/* ---- another day ---- */

static const struct field *const day_fields[] = {F(FILL_ON)};
const struct form_def form_intake_day = {.name = "intake-day", .fields = day_fields, .n = 1, .must = MUST(0),
                                         .submit = N_("Save the day")};

enum err intake_day_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct ui_link back = {tr(sp, N_("Intake list")), path_of(a, r, "")};
	struct ui_page page = {.title = tr(sp, N_("Another day for the intake list")), .crumbs = &back, .n_crumbs = 1,
	                       .intro = tr(sp, N_("The parents read the new day at once, and get a message."))};
	struct form *f = req_form(req, &form_intake_day);
	if (!may_plan(req))
		return ERR_DENIED;
	if (!f->posted)
		form_from_row(f, a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, path_of(a, r, "afspraak"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err intake_day_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	int32_t day = (int32_t)form_val(req->form, F(FILL_ON)).i;
	/* Each day is told: one notice a day. */
	const char *what = str_printf(req->act.a, "intake:" STR_FMT, STR_ARG(date_iso(req->act.a, day))).p;
	struct seen_page of;
	if (!may_plan(req))
		return ERR_DENIED;
	enum err e = scope_pieces(&req->act, &req->seen, &rec_application, &of);
	struct change *c = change_begin(&req->act, N_("The day is saved. The parents get a message"), 0);
	change_put(c, &rec_intake, r->id, req->form);
	for (size_t i = 0; e == OK && i < of.n; i++)
		if (of.v[i].row.id == row_int(r, F(APPLICATION)))
			e = application_tells(c, &of.v[i].row, what, day);
	return e != OK ? e : req_commit(req, c, "%s", path_of(req->act.a, r, ""));
}

/* ---- one group of questions ---- */

static size_t group_of(const struct req *req)
{
	const char *word = strrchr(req->route->path, '/') + 1;
	for (size_t g = 0; g < INTAKE_GROUPS; g++)
		if (strcmp(word, intake_groups[g].word) == 0)
			return g;
	BUG("a group of questions without an address");
}

/* One's own answers; what was typed in the application already is not asked again. */
static void fill(struct req *req, struct form *f, const struct intake_told *t, size_t g)
{
	for (size_t i = 0; i < GROUP_FIELDS; i += 2) {
		const struct field *q = &intake_questions[g * GROUP_FIELDS + i];
		const struct row *x = own_answer(req, t, q->name);
		if (x != NULL) {
			form_set(f, req->act.a, q, row_val(x, A(WORDS)));
			form_set(f, req->act.a, q + 1, row_val(x, A(HELP)));
		} else if (strcmp(q->name, "helpt") == 0 && t->application.rec != NULL && !as_school(req)) {
			form_set(f, req->act.a, q, row_val(&t->application, &application_fields[APP_NEED_WHAT]));
		}
	}
}

/* Rather said than typed (practice 12): what was recorded before, and the control for another one. */
static void recording_of(struct ui *u, struct req *req, const struct form *f, const struct intake_told *t, size_t i)
{
	for (size_t k = 0; k < t->answers.n; k++) {
		const struct row *x = &t->answers.v[k].row;
		if (str_is(row_text(x, A(QUESTION)), intake_questions[2 * i].name) && is_mine(req, x) && recording_is(x))
			ui_p_link(u, NULL, answer_path(u->a, x), tr(u->sp, N_("Your recording is here: listen, or take it back")),
			          NULL);
	}
	/* Folded: under every question the same control, with the same words about it. */
	ui_details_begin(u, tr(u->sp, N_("Would you rather say it than type it?")),
	                 f->posted && f->errors > 0);
	recording_field(u, req, f, &intake_recordings[i]);
	ui_details_end(u);
}

enum err intake_group_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	size_t g = group_of(req);
	struct intake_told t;
	if (!may_answer(req))
		return ERR_DENIED;
	enum err e = read(req, &t);
	if (e != OK)
		return e;
	const struct ui_link back = {tr(sp, N_("Intake list")), path_of(a, &req->seen.row, "")};
	struct ui_page page = {.title = tr(sp, intake_groups[g].title), .crumbs = &back, .n_crumbs = 1,
	                       .intro = tr(sp, intake_groups[g].intro)};
	struct form *f = req_form(req, &intake_groups[g].form);
	if (!f->posted && f->draft_at == 0)
		fill(req, f, &t, g);
	struct ui *u = view_begin(req, &page);
	size_t at = 0, all = 0;
	for (size_t k = 0; k < INTAKE_GROUPS; k++) {
		all += asked_in(&t, k) > 0;
		at += k <= g && asked_in(&t, k) > 0;
	}
	ui_progress(u, tr(sp, N_("Group of questions")), (int64_t)at, (int64_t)all);
	ui_remark(u, TONE_INFO, tr(sp, N_("The school reads this, and so does the other parent with authority.")));
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, path_of(a, &req->seen.row, intake_groups[g].word));
	for (size_t i = g * GROUP_QUESTIONS; i < (g + 1) * GROUP_QUESTIONS; i++)
		if (t.asked.words[i] != NULL) {
			view_field_said(u, f, &intake_questions[2 * i], t.asked.words[i], t.asked.hint[i]);
			if (!as_school(req))
				recording_of(u, req, f, &t, i);
			view_field(u, f, &intake_questions[2 * i + 1]);
		}
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err new_answer(struct req *req, struct change *c, const struct field *q, struct val words,
                           const struct document_file *file)
{
	struct val help = form_val(req->form, q + 1);
	struct str pid;
	int64_t id;
	struct val v[ANSWER__N] = {
		[ANSWER_ROUTE] = val_int(req->seen.route), [ANSWER_INTAKE] = val_int(req->seen.row.id),
		[ANSWER_SCHOOL] = row_val(&req->seen.row, F(SCHOOL)), [ANSWER_QUESTION] = val_text(str_from(q->name)),
		[ANSWER_WORDS] = words, [ANSWER_HELP] = help.type == VAL_NULL ? val_int(0) : help,
		[ANSWER_SIDE] = val_text(as_school(req) ? S("school") : S("ouders")),
		[ANSWER_BY] = val_int(req->viewer->account), [ANSWER_AT] = val_int(req->act.now),
	};
	return held_new(c, &rec_intake_answer, v, file, &id, &pid);
}

/* `spoken`: a recording that was sent along is the answer. */
static enum err put_answer(struct req *req, struct change *c, const struct intake_told *t, const struct field *q,
                           bool spoken)
{
	const struct row *there = own_answer(req, t, q->name);
	struct val words = form_val(req->form, q), help = form_val(req->form, q + 1);
	if (help.type == VAL_NULL)
		help = val_int(0);
	if (there != NULL) {
		if (val_eq(words, row_val(there, A(WORDS))) && val_eq(help, row_val(there, A(HELP))))
			return OK;
		change_set(c, &rec_intake_answer, there->id, A(WORDS), words);
		change_set(c, &rec_intake_answer, there->id, A(HELP), help);
		change_set(c, &rec_intake_answer, there->id, A(AT), val_int(req->act.now));
		change_set(c, &rec_intake_answer, there->id, A(BY), val_int(req->viewer->account));
		return OK;
	}
	return words.type == VAL_NULL && (spoken || help.i == 0) ? OK : new_answer(req, c, q, words, NULL);
}

/* The recordings that were sent along, by the place of the question in its group. */
static enum err recorded(struct req *req, const struct intake_told *t, size_t g,
                         struct document_file files[GROUP_QUESTIONS])
{
	enum err e = OK;
	for (size_t k = 0; k < GROUP_QUESTIONS; k++) {
		size_t i = g * GROUP_QUESTIONS + k;
		files[k] = (struct document_file){.type = DOCUMENT_UNKNOWN};
		if (t->asked.words[i] == NULL || as_school(req))
			continue;
		enum err one = held_sent(req, &intake_recordings[i], RECORDINGS, &files[k]);
		e = one == OK ? e : one;
	}
	return e;
}

enum err intake_group_post(struct req *req)
{
	size_t g = group_of(req);
	struct intake_told t;
	if (!may_answer(req))
		return ERR_DENIED;
	struct document_file files[GROUP_QUESTIONS];
	enum err e = read(req, &t);
	if (e == OK)
		e = recorded(req, &t, g, files);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Answers saved"), 0);
	for (size_t k = 0; e == OK && k < GROUP_QUESTIONS; k++) {
		const struct field *q = &intake_questions[g * GROUP_FIELDS + 2 * k];
		bool spoken = files[k].type != DOCUMENT_UNKNOWN;
		if (t.asked.words[g * GROUP_QUESTIONS + k] != NULL)
			e = put_answer(req, c, &t, q, spoken);
		if (e == OK && spoken)
			e = new_answer(req, c, q, val_null(), &files[k]);
	}
	if (e != OK)
		return e;
	do
		g++;
	while (g < INTAKE_GROUPS && asked_in(&t, g) == 0);
	const char *next = g < INTAKE_GROUPS ? intake_groups[g].word : "";
	return req_commit(req, c, "%s", path_of(req->act.a, &req->seen.row, next));
}

/* ---- one answer ---- */

enum err answer_page(struct req *req)
{
	static const struct record *const recs[] = {&rec_route, &rec_intake};
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	size_t q = intake_question(row_text(r, A(QUESTION))), n = 0;
	bool parents = str_is(row_text(r, A(SIDE)), "ouders");
	struct seen_page found[2];
	struct intake_asked asked;
	struct val set = val_null();
	struct ui_link crumbs[2];
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 2, found);
	if (e == OK && (found[0].n != 1 || q == INTAKE_QUESTIONS))
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	crumbs[n++] = (struct ui_link){child_name(a, &found[0].v[0].row).p, child_path(a, &found[0].v[0].row, "")};
	for (size_t i = 0; i < found[1].n; i++)
		if (found[1].v[i].row.id == row_int(r, A(INTAKE))) {
			crumbs[n++] = (struct ui_link){tr(sp, N_("Intake list")), path_of(a, &found[1].v[i].row, "")};
			set = row_val(&found[1].v[i].row, F(SET));
		}
	e = intake_asked(&req->act, sp, set, &asked);
	if (e != OK)
		return e;
	const char *question = asked.words[q] != NULL ? asked.words[q] : tr(sp, intake_questions[2 * q].label);
	struct ui_page page = {.title = question, .window_title = tr(sp, N_("Answer of the intake list")), .crumbs = crumbs,
	                       .n_crumbs = n};
	return recording_page(req, &page, answer_path(a, r), parents ? VOICE_PARENTS : VOICE_SCHOOL);
}

/* The region's questions of the intake list: as they are asked now, the versions before and after, and a new one. */
#include "intake.h"

#include "date.h"
#include "record_view.h"

#define FROM (&intake_set_fields[INTAKE_SET_FROM])

static void questions_show(struct ui *u, const struct intake_asked *asked)
{
	static const char *const lead[INTAKE_LEADS] = {
		[LEADS_GOAL] = N_("Who asks for help here, gets a goal that is proposed."),
		[LEADS_HELP] = N_("Who asks for help here, gets support that is proposed.")};
	for (size_t g = 0; g < INTAKE_GROUPS; g++) {
		ui_panel_begin(u, tr(u->sp, intake_groups[g].title));
		for (size_t i = g * GROUP_QUESTIONS; i < (g + 1) * GROUP_QUESTIONS; i++) {
			if (asked->words[i] == NULL)
				continue;
			ui_h3(u, asked->words[i]);
			if (asked->hint[i] != NULL)
				ui_small(u, asked->hint[i]);
			if (lead[asked->leads[i]] != NULL)
				ui_small(u, tr(u->sp, lead[asked->leads[i]]));
		}
		ui_panel_end(u);
	}
}

static const struct stmt stmt_all = {
	"SELECT id, pid, holds_from FROM intake_set WHERE region = $1 ORDER BY holds_from DESC, id DESC LIMIT 50", "i",
	"itt"};

static struct str from_said(struct ui *u, const struct rows *r, size_t i)
{
	int32_t on = 0;
	return date_parse_iso(rows_text(r, i, 2), &on)
		? tr_fill(u->a, u->sp, N_("From {date}"), TR_SLOTS({"date", tr_date(u->a, u->sp.lang, on, DATE_LONG)}))
		: (struct str){0};
}

/* The one that began last; NULL: none has. */
static struct val in_force(const struct req *req, const struct rows *r)
{
	int32_t on;
	for (size_t i = 0; i < r->n; i++)
		if (date_parse_iso(rows_text(r, i, 2), &on) && on <= instant_date(req->act.now))
			return rows_val(r, i, 0);
	return val_null();
}

static void versions_show(struct ui *u, const struct rows *r, struct val now)
{
	if (r->n == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("All versions")));
	for (size_t i = 0; i < r->n; i++)
		ui_p_link(u, val_eq(rows_val(r, i, 0), now) ? tr(u->sp, N_("Asked now")) : NULL,
		          str_printf(u->a, "/intakevragen/van/" STR_FMT, STR_ARG(rows_text(r, i, 1))).p,
		          str_c(u->a, from_said(u, r, i)), NULL);
	ui_panel_end(u);
}

enum err intake_sets_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct intake_asked asked;
	const struct rows *all;
	struct val now;
	struct ui_page page = {
		.title = tr(sp, N_("Questions of the intake list")),
		.intro = tr(sp, N_("School and parents fill them in together. They ask what helps a child, not what is wrong. "
		                   "A list that was begun keeps its own questions."))};
	enum err e = act_exec(&req->act, &stmt_all, DB_ARGS(val_int(req->act.region)), &all);
	now = e == OK ? in_force(req, all) : val_null();
	if (e == OK)
		e = intake_asked(&req->act, sp, now, &asked);
	if (e != OK)
		return e;
	const char *more = record_way(req, &rec_intake_set, WAY_NEW, (struct str){0});
	struct ui *u = view_begin(req, &page);
	if (now.type == VAL_NULL)
		ui_remark(u, TONE_INFO, tr(sp, N_("This region asks the questions that come with Thuisnabij.")));
	if (more != NULL) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, more, tr(sp, N_("Change the questions")));
		ui_print_button(u);
		ui_buttons_end(u);
	}
	questions_show(u, &asked);
	versions_show(u, all, now);
	return view_end(u, req, &page);
}

enum err intake_set_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct ui_link back = {tr(sp, N_("Questions of the intake list")), "/intakevragen"};
	struct intake_asked asked;
	struct ui_page page = {
		.title = tr_fill(req->act.a, sp, N_("Questions from {date}"),
		                 TR_SLOTS({"date", tr_date(req->act.a, sp.lang, (int32_t)row_int(r, FROM), DATE_LONG)})).p,
		.crumbs = &back, .n_crumbs = 1};
	intake_set_take(req->act.a, sp, r, &asked);
	struct ui *u = view_begin(req, &page);
	questions_show(u, &asked);
	return view_end(u, req, &page);
}

/* A new version begins as what is asked now. */
static enum err fill(struct req *req, struct form *f)
{
	struct intake_asked asked;
	struct val now;
	enum err e = intake_set_now(&req->act, &now);
	if (e == OK)
		e = intake_asked(&req->act, (struct speak){.lang = LANG_NL}, now, &asked);
	for (size_t i = 0; e == OK && i < INTAKE_SET_QUESTIONS; i++) {
		const struct field *q = &intake_set_fields[INTAKE_SET_FIRST + INTAKE_SET_EACH * i];
		if (asked.words[i] != NULL)
			form_set(f, req->act.a, q, val_text(str_from(asked.words[i])));
		if (asked.words[i] != NULL && asked.hint[i] != NULL)
			form_set(f, req->act.a, q + 1, val_text(str_from(asked.hint[i])));
		if (asked.words[i] != NULL)
			form_set(f, req->act.a, q + 2, val_text(str_from(q[2].choices[asked.leads[i]].code)));
	}
	if (e == OK)
		form_set(f, req->act.a, FROM, val_int(instant_date(req->act.now)));
	return e;
}

enum err intake_set_new_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct ui_link back = {tr(sp, N_("Questions of the intake list")), "/intakevragen"};
	struct form *f = req_form(req, &form_intake_set);
	struct ui_page page = {
		.title = tr(sp, N_("Change the questions")), .crumbs = &back, .n_crumbs = 1,
		.intro = tr(sp, N_("Empty a question that you do not want to ask. The new list holds for what begins from "
		                   "that day."))};
	enum err e = f->posted || f->draft_at != 0 ? OK : fill(req, f);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, "/intakevragen/nieuw");
	view_field(u, f, FROM);
	for (size_t i = 0; i < INTAKE_QUESTIONS; i++) {
		const struct field *q = &intake_set_fields[INTAKE_SET_FIRST + INTAKE_SET_EACH * i];
		if (i % GROUP_QUESTIONS == 0)
			ui_h2(u, tr(sp, intake_groups[i / GROUP_QUESTIONS].title));
		if (i >= INTAKE_SET_QUESTIONS) {
			ui_p(u, tr_fill(req->act.a, sp, N_("Always asked, as it stands in the application: {question}"),
			                TR_SLOTS({"question", str_from(tr(sp, intake_questions[2 * i].label))})).p);
			continue;
		}
		const char *n = str_c(req->act.a, tr_number(req->act.a, sp.lang, (int64_t)(i % GROUP_QUESTIONS) + 1));
		view_field_said(u, f, q, tr_fill(req->act.a, sp, N_("Question {n}"), TR_SLOTS({"n", str_from(n)})).p, NULL);
		view_field_said(u, f, q + 1,
		                tr_fill(req->act.a, sp, N_("Explanation with question {n}"), TR_SLOTS({"n", str_from(n)})).p,
		                NULL);
		view_field_said(u, f, q + 2, tr_fill(req->act.a, sp, N_("What does an answer to question {n} become?"),
		                                     TR_SLOTS({"n", str_from(n)})).p,
		                tr(sp, N_("When parents or school tick there that help is needed")));
	}
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

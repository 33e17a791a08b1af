#include "look_question.h"

#include "date.h"
#include "people.h"
#include "route_say.h"

/* ---- to who looked ---- */

static const struct field *const answer_fields[] = {&look_question_fields[LOOK_QUESTION_ANSWER]};
const struct form_def form_look_question = {
	.name = "look-question", .fields = answer_fields, .n = 1, .must = MUST(0), .drafts = true,
	.submit = N_("Send the answer")};

static const struct stmt stmt_mine = {
	"SELECT q.id, q.looked, q.part, coalesce(q.answer, ''), q.answered, r.pid FROM look_question q"
	" JOIN route r ON r.id = q.route WHERE q.pid = $1 AND q.account = $2", "ti", "iiitit"};
enum mine_col { MINE_ID, MINE_LOOKED, MINE_PART, MINE_ANSWER, MINE_ANSWERED, MINE_CHILD };

static enum err mine_load(struct req *req, const struct rows **out)
{
	enum err e =
		act_exec(&req->act, &stmt_mine, DB_ARGS(val_text(req_param(req, 0)), val_int(req->viewer->account)), out);
	return e == OK && (*out)->n == 0 ? ERR_NOT_FOUND : e;
}

/* The name where this person may still know it; else the code. */
static enum err child_said(struct req *req, struct str pid, struct str *out)
{
	struct seen seen;
	enum err e = scope_open(&req->act, &rec_route, pid, false, &seen);
	*out = e == OK ? child_name(req->act.a, &seen.row) : child_code(req->act.a, pid);
	return e == ERR_NOT_FOUND ? OK : e;
}

enum err look_question_page(struct req *req)
{
	struct arena *a = req->act.a;
	const struct rows *r;
	struct str child = {0};
	enum err e = mine_load(req, &r);
	if (e == OK)
		e = child_said(req, rows_text(r, 0, MINE_CHILD), &child);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Why did you look?")),
		.intro = say(req, N_("Each week some looks are chosen by chance. It does not mean that something is wrong.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Child")), child, NULL);
	ui_summary_row(u, say(req, N_("When")), tr_date_time(a, req->act.speak.lang, rows_int(r, 0, MINE_LOOKED)), NULL);
	ui_summary_row(u, say(req, N_("What was opened")),
	               str_from(say(req, part_label((enum part)rows_int(r, 0, MINE_PART)))), NULL);
	if (rows_int(r, 0, MINE_ANSWERED) != 0)
		ui_summary_row(u, say(req, N_("Your answer")), rows_text(r, 0, MINE_ANSWER), NULL);
	ui_summary_end(u);
	if (rows_int(r, 0, MINE_ANSWERED) == 0)
		view_form(u, req_form(req, &form_look_question),
		          str_printf(a, "/waarom-keek-u/" STR_FMT, STR_ARG(req_param(req, 0))).p);
	ui_panel_end(u);
	ui_remark(u, TONE_INFO, say(req, N_("The privacy officer reads your answer, and does not see which child it is.")));
	return view_end(u, req, &page);
}

enum err look_question_post(struct req *req)
{
	const struct rows *r;
	enum err e = mine_load(req, &r);
	if (e != OK)
		return e;
	if (rows_int(r, 0, MINE_ANSWERED) != 0)
		return ERR_DENIED;
	struct val answer = form_val(req->form, &look_question_fields[LOOK_QUESTION_ANSWER]);
	if (answer.type == VAL_NULL) {
		form_wrong(req->form, &look_question_fields[LOOK_QUESTION_ANSWER],
		           str_from(say(req, N_("Say in one sentence why you looked"))));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, N_("Your answer is sent"), 0);
	int64_t id = rows_int(r, 0, MINE_ID);
	change_set(c, &rec_look_question, id, &look_question_fields[LOOK_QUESTION_ANSWER], answer);
	change_set(c, &rec_look_question, id, &look_question_fields[LOOK_QUESTION_ANSWERED], val_int(req->act.now));
	return req_commit(req, c, "/waarom-keek-u/" STR_FMT, STR_ARG(req_param(req, 0)));
}

/* ---- to the privacy officer ---- */

#define QUESTIONS \
	"SELECT q.pid, q.looked, a.name, q.part, q.purpose, coalesce(q.answer, ''), q.answered, r.pid FROM " \
	"look_question q" \
	" JOIN account a ON a.id = q.account JOIN route r ON r.id = q.route JOIN organisation sch ON sch.id = " \
	"r.school" \
	" WHERE " IN_OFFICE
static const struct stmt stmt_questions = {
	QUESTIONS " ORDER BY q.asked DESC, q.id DESC LIMIT 26", "iit", "titittit"};
static const struct stmt stmt_questions_after = {
	QUESTIONS " AND (q.asked, q.id) < (SELECT asked, id FROM look_question WHERE pid = $4)"
	" ORDER BY q.asked DESC, q.id DESC LIMIT 26", "iitt", "titittit"};
enum question_col { Q_PID, Q_LOOKED, Q_WHO, Q_PART, Q_PURPOSE, Q_ANSWER, Q_ANSWERED, Q_CHILD };
enum { ROWS = 25 };

static struct str purpose_said(const struct req *req, struct str code)
{
	enum purpose p = PURPOSE_NONE;
	while (p < PURPOSE__N && !str_is(code, purpose_code(p)))
		p++;
	return str_from(say(req, purpose_label(p)));
}

static void answers_show(struct ui *u, struct req *req, const struct rows *r)
{
	struct arena *a = req->act.a;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Who"))},      {.label = say(req, N_("Looked on"))},
		{.label = say(req, N_("Child"))},    {.label = say(req, N_("What was opened"))},
		{.label = say(req, N_("What for"))}, {.label = say(req, N_("Answer"))},
	};
	ui_table_begin(u, say(req, N_("Questions and answers")), TABLE_CARDS, cols, 6);
	for (size_t i = 0; i < r->n && i < ROWS; i++) {
		ui_row(u);
		ui_cell(u, rows_text(r, i, Q_WHO));
		ui_cell(u, tr_date(a, req->act.speak.lang, instant_date(rows_int(r, i, Q_LOOKED)), DATE_SHORT));
		ui_cell(u, child_code(a, rows_text(r, i, Q_CHILD)));
		ui_cell(u, str_from(say(req, part_label((enum part)rows_int(r, i, Q_PART)))));
		ui_cell(u, purpose_said(req, rows_text(r, i, Q_PURPOSE)));
		ui_cell(u, rows_int(r, i, Q_ANSWERED) != 0 ? rows_text(r, i, Q_ANSWER)
		                                           : str_from(say(req, N_("no answer yet"))));
	}
	ui_table_end(u);
}

enum err look_answers_page(struct req *req)
{
	struct act *act = &req->act;
	const struct rows *r;
	struct str after = req_query(req, "na");
	const struct val args[] = {OFFICE_ARGS(act), val_text(after)};
	enum err e = after.n == 0 ? act_exec(act, &stmt_questions, args, 3, &r)
				  : act_exec(act, &stmt_questions_after, args, 4, &r);
	if (e != OK)
		return e;
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	struct ui_page page = {
		.title = say(req, N_("Questions about looks")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = say(req, N_("Each week 20 looks are chosen by chance, and who looked is asked why.")),
	};
	struct ui *u = view_begin(req, &page);
	if (r->n == 0)
		ui_empty(u, say(req, N_("Nothing was asked yet")),
		         say(req, N_("The first questions come on the Monday after the first week with looks.")), NULL);
	else
		answers_show(u, req, r);
	const char *next = r->n > ROWS
		? str_printf(act->a, "/toezicht/vragen?na=" STR_FMT, STR_ARG(rows_text(r, ROWS - 1, Q_PID))).p : NULL;
	ui_pages(u, after.n > 0 ? "/toezicht/vragen" : NULL, next, NULL);
	return view_end(u, req, &page);
}

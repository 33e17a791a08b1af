/* Asking about one's own account, what became of it, and the page of the privacy officer who answers. A request is read
 * by who asked it, found by that account alone, and by the officer of its office; by nobody else. */
#include "rights_pages.h"

#include "access.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"
#include "steps.h"

#define F(f) (&account_request_fields[ACCREQ_##f])
#define HELD "/account/bewaard"
#define ASK "/account/verzoek"

static const struct field *const fields[] = {F(KIND), F(WORDS)};
const struct form_def form_account_request = {.name = "account-request", .fields = fields, .n = 2, .drafts = true,
	.submit = N_("Send my question")};

const struct stmt stmt_account_asked = {
	"SELECT id FROM account_request WHERE asker = $1 ORDER BY received DESC, id DESC LIMIT 50", "i", "i"};
static const struct stmt stmt_one = {"SELECT id FROM account_request WHERE pid = $1 AND asker = $2", "ti", "i"};

static struct str day(struct ui *u, const struct row *r, const struct field *f)
{
	return f->type->show(u->a, u->sp, f, row_val(r, f));
}

static bool open(const struct row *r)
{
	return (rec_account_request.ends >> flow_state(r) & 1) == 0;
}

/* ---- all that the reader asked ---- */

static void asked_rows(struct ui *u, struct req *req, const struct account_asked *asked)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, N_("Received on"))},
	                              {.label = tr(u->sp, N_("At the latest"))}, {.label = tr(u->sp, N_("How it stands"))}};
	ui_table_begin(u, tr(u->sp, N_("What you asked")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < asked->n; i++) {
		const struct row *r = &asked->v[i];
		struct ui_tag tag = open(r) ? view_term_tag(u->a, u->sp, r, route_today(req)) : view_state(u->sp, r);
		ui_row(u);
		ui_cell_link(u, str_printf(u->a, ASK "/" STR_FMT, STR_ARG(r->pid)).p,
		             str_from(tr(u->sp, request_nouns[request_kind_of(row_text(r, F(KIND)))])));
		ui_cell(u, day(u, r, F(RECEIVED)));
		ui_cell(u, open(r) ? day(u, r, F(DUE)) : (struct str){0});
		ui_cell_tag(u, &tag);
	}
	ui_table_end(u);
}

void account_asked_show(struct ui *u, struct req *req, const struct account_asked *asked)
{
	struct ui_choice v[ASKS__N];
	if (asked->n > 0)
		asked_rows(u, req, asked);
	ui_panel_begin(u, tr(u->sp, N_("Is something not right, or do you want more?")));
	if (asked->n == 0)
		ui_p(u, tr(u->sp, N_("You have asked nothing about your account yet.")));
	for (size_t k = 0; k < ASKS__N; k++)
		v[k] = (struct ui_choice){.label = tr(u->sp, request_kinds[k].label),
		                          .sub = str_from(tr(u->sp, request_kinds[k].hint)),
		                          .href = str_printf(u->a, ASK "?soort=%s", request_kinds[k].code).p};
	ui_choices(u, v, ASKS__N);
	ui_small(u, tr(u->sp, N_("You get an answer within a month. It costs nothing.")));
	ui_panel_end(u);
}

/* ---- asking ---- */

enum err account_ask_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct ui_link crumbs[] = {{tr(sp, N_("Your account")), "/account"},
	                                 {tr(sp, N_("What is kept of your account?")), HELD}};
	struct ui_page page = {
		.title = tr(sp, N_("What do you want?")), .window_title = tr(sp, N_("Request about an account")),
		.crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("You may always ask this. It costs nothing, and you need not say why.")),
	};
	struct form *f = req_form(req, &form_account_request);
	if (!f->posted && f->draft_at == 0 && req_query(req, "soort").n > 0)
		form_set(f, req->act.a, F(KIND), val_text(req_query(req, "soort")));
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_p(u, tr(sp, N_("This is about your own account. Is it about a child? Ask it on the page of the child.")));
	view_form_begin(u, f, ASK);
	view_field_said(u, f, F(KIND), tr(sp, N_("What do you want?")), NULL);
	view_field(u, f, F(WORDS));
	view_form_end(u, f);
	ui_small(u, tr(sp, N_("Only the privacy officer reads this. You can take your question back as long as it was not "
	                      "answered.")));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err account_ask_post(struct req *req)
{
	struct str pid;
	struct val v[ACCREQ__N] = {
		[ACCREQ_ASKER] = val_int(req->viewer->account), [ACCREQ_NAME] = val_text(req->viewer->name),
		[ACCREQ_KIND] = form_val(req->form, F(KIND)), [ACCREQ_WORDS] = form_val(req->form, F(WORDS)),
		[ACCREQ_RECEIVED] = val_int(route_today(req)), [ACCREQ_MORE] = val_int(0),
	};
	struct change *c = change_begin(&req->act, N_("Your question is received. You get an answer within a month"), 0);
	enum err e = office_new(c, &rec_account_request, v, "account-request", &pid);
	return e != OK ? e : req_commit(req, c, ASK "/" STR_FMT, STR_ARG(pid));
}

/* ---- one request ---- */

/* Of the reader: whose it is, is asked of the database; another's is not there. */
static enum err own(struct req *req, struct row *out)
{
	const struct rows *r;
	const struct val args[] = {val_text(req_param(req, 0)), val_int(req->viewer->account)};
	enum err e = act_exec(&req->act, &stmt_one, args, 2, &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	return e == OK ? plain_by_id(&req->act, &rec_account_request, rows_int(r, 0, 0), out) : e;
}

static void asked_show(struct ui *u, const struct row *r, const char *title)
{
	const struct field *const v[] = {F(NAME), F(KIND), F(WORDS), F(RECEIVED)};
	ui_panel_begin(u, title);
	view_row(u, r, v, sizeof v / sizeof *v);
	ui_panel_end(u);
}

static void answer_show(struct ui *u, const struct row *r)
{
	const struct field *const v[] = {F(GROUND), F(REASON), F(ANSWER), F(ENDED_ON), F(ANSWERED_BY)};
	request_longer_show(u, row_text(r, F(MORE_WHY)));
	if (row_val(r, F(ANSWERED_BY)).type == VAL_NULL)
		return;
	ui_panel_begin(u, tr(u->sp, N_("The answer")));
	view_row(u, r, v, sizeof v / sizeof *v);
	ui_panel_end(u);
}

static void next_show(struct ui *u, struct req *req, const struct row *r, bool mine)
{
	static const char *const acts[ACCREQ_STATES] = {
		[ACCREQ_IN] = N_("Take the request up"), [ACCREQ_BUSY] = N_("Write the answer")};
	if (!open(r))
		return;
	struct ui_tag left = view_term_tag(u->a, u->sp, r, route_today(req));
	ui_next_step(u, &(struct ui_next){
		.mine = mine, .who = str_from(tr(u->sp, N_("Privacy officer"))),
		.what = str_from(tr(u->sp, mine ? acts[flow_state(r)] : N_("Answers your question"))),
		.by = tr_fill(u->a, u->sp, N_("{date}, {left}"), TR_SLOTS({"date", day(u, r, F(DUE))}, {"left", left.state})),
		.after = str_from(tr(u->sp, mine ? N_("Who asked gets a message that the answer is there.")
		                                 : N_("You hear it here, and get a message.")))});
}

enum err account_own_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct row r;
	enum err e = own(req, &r);
	if (e != OK)
		return e;
	struct ui_tag state = view_state(sp, &r);
	const struct ui_link crumbs[] = {{tr(sp, N_("Your account")), "/account"},
	                                 {tr(sp, N_("What is kept of your account?")), HELD}};
	struct ui_page page = {.title = tr(sp, request_kinds[request_kind_of(row_text(&r, F(KIND)))].label),
	                       .window_title = tr(sp, N_("Request about an account")), .crumbs = crumbs, .n_crumbs = 2,
	                       .tags = &state, .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	next_show(u, req, &r, false);
	asked_show(u, &r, tr(sp, N_("What you asked")));
	answer_show(u, &r);
	if (row_text(&r, F(GROUND)).n > 0)
		request_may_complain(u);
	ui_p_link(u, tr(sp, N_("You need not wait for the answer to read what is kept.")), HELD,
	          tr(sp, N_("Read it and keep it")), NULL);
	if (flow_leaves(&r, &account_request_flow[ACCREQ_WITHDRAW]))
		ui_button_form(u, str_printf(u->a, ASK "/" STR_FMT "/intrekken", STR_ARG(r.pid)).p,
		               &(struct ui_button){.kind = BUTTON_ALT,
		                                   .label = tr(sp, account_request_flow[ACCREQ_WITHDRAW].label)}, NULL, 0);
	return view_end(u, req, &page);
}

/* The day it ended is set on the request as it was seen: who answers at the same moment is not overtaken. */
enum err account_withdraw_post(struct req *req)
{
	const struct transition *t = &account_request_flow[ACCREQ_WITHDRAW];
	struct row r;
	enum err e = own(req, &r);
	if (e == OK && !flow_leaves(&r, t))
		e = ERR_CONFLICT;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, t->done, 0);
	change_set_at(c, &r, F(ENDED_ON), val_int(route_today(req)));
	change_state(c, &rec_account_request, r.id, t->to);
	return req_commit(req, c, ASK "/" STR_FMT, STR_ARG(r.pid));
}

enum err account_officer_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{tr(sp, N_("Oversight")), "/toezicht"},
	                                 {tr(sp, N_("Requests about an account")), "/toezicht/verzoeken"}};
	struct ui_page page = {.title = tr(sp, request_nouns[request_kind_of(row_text(r, F(KIND)))]),
	                       .window_title = tr(sp, N_("Request about an account")), .crumbs = crumbs, .n_crumbs = 2,
	                       .tags = &state, .n_tags = 1};
	view_steps_ask(req);
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	next_show(u, req, r, true);
	view_terms(u, &req->seen, route_today(req));
	ui_cols_main(u);
	asked_show(u, r, tr(sp, N_("What was asked")));
	answer_show(u, r);
	enum err e = view_steps(u, req, str_printf(u->a, "/toezicht/verzoek/" STR_FMT, STR_ARG(r->pid)).p);
	if (e != OK)
		return e;
	ui_cols_end(u);
	return view_end(u, req, &page);
}

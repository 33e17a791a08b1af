#include "retain_pages.h"

#include "access.h"
#include "date.h"
#include "flow.h"
#include "record_view.h"

static const struct stmt stmt_runs = {
	"SELECT r.pid, r.prepared_at, r.state, coalesce(r.ended_at, 0), coalesce(r.children, 0), a.name,"
	" (SELECT count(DISTINCT i.route_id) FROM retention_item i WHERE i.run = r.id AND i.state = 'mee')"
	" FROM retention_run r JOIN account a ON a.id = r.prepared_by WHERE r.org = $1 ORDER BY r.prepared_at DESC LIMIT"
	" 25", "i", "titiiti"};
enum run_col { R_PID, R_AT, R_STATE, R_ENDED, R_DONE, R_BY, R_CHILDREN };

static void runs_show(struct ui *u, struct req *req, const struct rows *r)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Prepared on"))}, {.label = say(req, N_("Prepared by"))},
		{.label = say(req, N_("Where it stands"))}, {.label = say(req, N_("Children")), .kind = COL_NUMBER},
	};
	ui_table_begin(u, say(req, N_("What was prepared before")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n; i++) {
		int64_t ended = rows_int(r, i, R_ENDED);
		ui_row(u);
		ui_cell_link(u, str_printf(u->a, "/vernietiging/" STR_FMT, STR_ARG(rows_text(r, i, R_PID))).p,
		             tr_date_time(u->a, u->sp.lang, rows_int(r, i, R_AT)));
		ui_cell(u, rows_text(r, i, R_BY));
		ui_cell(u, str_from(run_state_said(req, rows_text(r, i, R_STATE), ended)));
		ui_cell(u, number(req, rows_int(r, i, ended > 0 ? R_DONE : R_CHILDREN)));
	}
	ui_table_end(u);
}

static bool own_part(const struct seat *seat, enum part p)
{
	bool swv = p == PART_SWV || p == PART_DESKUNDIG;
	return swv == (seat->org_kind == ORG_SWV);
}

/* How long each part is kept that this organisation answers for. */
static void terms_show(struct ui *u, struct req *req, const struct seat *seat, const struct rule_book *book)
{
	const struct ui_col cols[] = {{.label = say(req, N_("Part of the dossier"))},
	                              {.label = say(req, N_("How long it is kept"))}, {.label = say(req, N_("Rule"))}};
	ui_table_begin(u, say(req, N_("How long we keep what")), TABLE_CARDS, cols, 3);
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		const struct part_keep *part = keep_of_part(p);
		if (part->rule == NULL || !own_part(seat, p))
			continue;
		const struct keeping k = {.rule = part->rule, .words = part->words};
		ui_row(u);
		ui_cell(u, str_from(say(req, part_label(p))));
		ui_cell(u, keep_words(u->a, u->sp, book, &k, instant_date(req->act.now)));
		ui_cell(u, rule_said(&req->act, str_from(part->rule)));
	}
	ui_table_end(u);
}

/* The seats of the role acted in. */
static size_t seats_of(const struct viewer *v, const struct seat *out[VIEWER_SEATS_MAX])
{
	size_t n = 0;
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role)
			out[n++] = &v->seats[i];
	return n;
}

static void clock_said(struct ui *u, struct req *req, int32_t jumped)
{
	if (jumped == DATE_OPEN || instant_date(req->act.now) >= jumped + CLOCK_REST_DAYS)
		return;
	ui_remark(u, TONE_SOON,
	          say(req, N_("The clock of this machine jumped. Nothing is destroyed for a week, and what is past its "
	                      "term is counted anew. Ask the administrator to look at the clock.")));
}

static void ripe_show(struct ui *u, struct req *req, const struct seat *seat, const struct ripes *ripe)
{
	struct arena *a = req->act.a;
	const struct ui_figure figures[] = {
		{number(req, ripe->parts), say(req, N_("parts of dossiers may no longer be kept")), NULL},
		{number(req, ripe->children), say(req, N_("children")), NULL},
	};
	struct row made = {.rec = &rec_retention_run, .region = (int)seat->region};
	struct val v[RUN__N] = {[RUN_ORG] = val_int(seat->org)};
	made.v = v;
	ui_panel_begin(u, say(req, N_("Past its term")));
	if (ripe->parts == 0) {
		ui_p(u, say(req, N_("Nothing is past its term today. Each night the program looks again. It counts only what "
		                    "was past its term on two days.")));
		ui_panel_end(u);
		return;
	}
	ui_figures(u, figures, 2);
	ui_p_str(u, tr_fill(a, u->sp, N_("The oldest should have gone after {date}."),
	                    TR_SLOTS({"date", tr_date(a, u->sp.lang, ripe->oldest, DATE_LONG)})));
	if (access_row(&req->act, &made, OP_CREATE) == OK) {
		const struct ui_button b = {.kind = BUTTON_PRIMARY, .label = say(req, N_("Prepare: see what would go"))};
		const struct ui_pair hidden[] = {{UI_KEY, form_new(u->a, &form_step)->key}};
		ui_buttons_begin(u);
		ui_button_form(u, str_printf(a, "/toezicht/bewaren/" STR_FMT "/voorbereiden", STR_ARG(seat->org_pid)).p, &b,
		               hidden, 1);
		ui_buttons_end(u);
		ui_small(u, say(req, N_("Nothing is destroyed yet. You see what would go, and another person decides on it.")));
	} else {
		ui_small(u, say(req, N_("The privacy officer prepares this. You can be the second person.")));
	}
	ui_panel_end(u);
}

static enum err org_show(struct ui *u, struct req *req, const struct seat *seat, bool several)
{
	const struct rows *runs;
	struct region_books books;
	struct ripes ripe;
	enum err e = retain_ripe(&req->act, seat->org, &ripe);
	if (e == OK)
		e = act_exec(&req->act, &stmt_runs, DB_ARGS(val_int(seat->org)), &runs);
	if (e == OK)
		e = books_of_all(&req->act, &books);
	if (e != OK)
		return e;
	if (several)
		ui_h2(u, str_c(u->a, seat->org_name));
	ripe_show(u, req, seat, &ripe);
	if (runs->n > 0)
		runs_show(u, req, runs);
	terms_show(u, req, seat, book_in(&books, seat->region));
	return OK;
}

enum err retain_page(struct req *req)
{
	const struct seat *seats[VIEWER_SEATS_MAX];
	size_t n = seats_of(req->viewer, seats);
	int32_t jumped;
	enum err e = retain_jumped(&req->act, &jumped);
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	struct ui_page page = {.title = say(req, N_("Keeping and destroying")), .crumbs = &crumb,
	                       .n_crumbs = app_can_open(req->app, req->viewer, "/toezicht"),
	                       .intro = say(req, N_("What may no longer be kept is destroyed by two persons: one prepares "
	                                            "it, another reads it and confirms it. Children stand here by a "
	                                            "code."))};
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	clock_said(u, req, jumped);
	for (size_t i = 0; e == OK && i < n; i++)
		e = org_show(u, req, seats[i], n > 1);
	return e != OK ? e : view_end(u, req, &page);
}

enum err retain_prepare_post(struct req *req)
{
	struct str pid, org = req_param(req, 0);
	int64_t id = 0;
	const struct seat *seats[VIEWER_SEATS_MAX];
	size_t n = seats_of(req->viewer, seats);
	for (size_t i = 0; i < n; i++)
		id = str_eq(seats[i]->org_pid, org) ? seats[i]->org : id;
	if (id == 0)
		return ERR_NOT_FOUND;
	struct change *c = change_begin_many(&req->act, N_("Prepared. Read what would go"), 0, RETAIN_MOST + 1);
	enum err e = retain_prepare(&req->act, c, id, &pid);
	return e != OK ? e : req_commit(req, c, "/vernietiging/" STR_FMT, STR_ARG(pid));
}

enum err retain_waits(struct req *req, struct ui_task *out, bool *any)
{
	int64_t org = retain_org(req->viewer), n, waiting;
	*any = false;
	if (org == 0 || access_any(&req->act, &rec_retention_run, OP_CREATE) != OK)
		return OK;
	enum err e = retain_ripe_parts(&req->act, org, &n, &waiting);
	if (e != OK || n + waiting == 0)
		return e;
	*any = true;
	if (waiting > 0) {
		*out = (struct ui_task){.name = say(req, N_("Destroying waits for a second person")),
		                        .href = "/toezicht/bewaren",
		                        .hint = say(req, N_("A colleague prepared it. Nothing goes before you confirm it"))};
		return OK;
	}
	*out = (struct ui_task){.name = say(req, N_("Dossiers past their term")), .href = "/toezicht/bewaren",
	                        .hint = tr_fill(req->act.a, req->act.speak,
	                                        trn(req->act.speak, "{n} part of a dossier may no longer be kept",
	                                            "{n} parts of dossiers may no longer be kept", n),
	                                        TR_SLOTS({"n", number(req, n)})).p};
	return OK;
}

#include "retain_pages.h"

#include "access.h"
#include "date.h"
#include "flow.h"
#include "model.h"
#include "people.h"
#include "record_view.h"
#include "steps.h"

#define F(f) (&run_fields[RUN_##f])
#define I(f) (&item_fields[ITEM_##f])
enum { RUNS_SHOWN = 25 };

static struct str number(const struct req *req, int64_t n)
{
	return tr_number(req->act.a, req->act.speak.lang, n);
}

/* ---- what the pages read ---- */

enum err items_of(struct act *act, int64_t run, struct items *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &model_sql(act->model, &rec_retention_item)->of_parent, DB_ARGS(val_int(run)), &r);
	if (e != OK)
		return e;
	struct row *v = ARENA_ARRAY(act->a, struct row, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		v[i] = row_take(act->a, &rec_retention_item, r, i);
	*out = (struct items){v, r->n};
	return OK;
}

static const struct rule *rule_named(struct str id)
{
	for (size_t i = 0; i < n_rules; i++)
		if (str_is(id, rules[i].id))
			return &rules[i];
	return NULL;
}

struct str rule_said(struct act *act, struct str id)
{
	const struct rule *rule = rule_named(id);
	if (str_is(id, RETAIN_ASKED))
		return str_from(tr(act->speak, N_("Asked for by who it is about (AVG article 17)")));
	if (rule == NULL)
		return id;
	const char *law = rule->article != NULL ? rule->article : rule->source;
	return str_printf(act->a, STR_FMT ", %s (%s)", STR_ARG(rule_length(act->a, act->speak, rule)), law, rule->id);
}

static const struct stmt stmt_name = {"SELECT name FROM account WHERE id = $1", "i", "t"};

struct str account_name(struct act *act, struct val account)
{
	const struct rows *r;
	if (account.type != VAL_INT || act_exec(act, &stmt_name, DB_ARGS(account), &r) != OK || r->n == 0)
		return (struct str){0};
	return rows_text(r, 0, 0);
}

/* ---- overview ---- */

static const struct stmt stmt_runs = {
	"SELECT r.pid, r.prepared_at, r.state, coalesce(r.ended_at, 0), coalesce(r.children, 0), a.name,"
	" (SELECT count(DISTINCT i.route_id) FROM retention_item i WHERE i.run = r.id AND i.state = 'mee')"
	" FROM retention_run r JOIN account a ON a.id = r.prepared_by WHERE r.org = $1 ORDER BY r.prepared_at DESC LIMIT"
	" 25", "i", "titiiti"};
enum run_col { R_PID, R_AT, R_STATE, R_ENDED, R_DONE, R_BY, R_CHILDREN };

static const char *run_state_said(const struct req *req, struct str state, int64_t ended)
{
	const struct choice *c = F(STATE)->choices;
	if (ended > 0)
		return say(req, N_("Destroyed"));
	for (size_t i = 0; c[i].code != NULL; i++)
		if (str_is(state, c[i].code))
			return say(req, i == RUN_IS_CONFIRMED ? N_("Is being destroyed") : c[i].label);
	return "";
}

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

/* ---- a run ---- */

static bool goes(const struct row *item)
{
	return flow_state(item) == ITEM_GOES;
}

/* One line per part and rule: how many children, pieces and files. */
struct sum {
	struct str part, rule;
	int64_t children, rows, files;
	int32_t oldest;
};

static size_t sums_of(struct arena *a, const struct items *items, bool destroyed, struct sum **out)
{
	struct sum *v = ARENA_ARRAY(a, struct sum, items->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < items->n; i++) {
		const struct row *it = &items->v[i];
		size_t k = 0;
		if (!goes(it) || (destroyed && !str_is(row_text(it, I(RESULT)), "vernietigd")))
			continue;
		while (k < n && !(str_eq(v[k].part, row_text(it, I(PART))) && str_eq(v[k].rule, row_text(it, I(RULE)))))
			k++;
		if (k == n)
			v[n++] = (struct sum){row_text(it, I(PART)), row_text(it, I(RULE)), 0, 0, 0, DATE_OPEN};
		int32_t until = (int32_t)row_int(it, I(UNTIL));
		v[k].children++;
		v[k].rows += row_int(it, I(ROWS));
		v[k].files += row_int(it, I(FILES));
		v[k].oldest = until < v[k].oldest ? until : v[k].oldest;
	}
	*out = v;
	return n;
}

static const char *part_said(const struct req *req, struct str code)
{
	return say(req, part_label(part_of_code(code)));
}

static void sums_show(struct ui *u, struct req *req, const char *caption, const struct items *items, bool destroyed)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Part of the dossier"))}, {.label = say(req, N_("Rule and source"))},
		{.label = say(req, N_("Children")), .kind = COL_NUMBER}, {.label = say(req, N_("Pieces")), .kind = COL_NUMBER},
		{.label = say(req, N_("Files")), .kind = COL_NUMBER}, {.label = say(req, N_("Oldest past its term since"))},
	};
	struct sum *v;
	size_t n = sums_of(u->a, items, destroyed, &v);
	ui_table_begin(u, caption, TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < n; i++) {
		ui_row(u);
		ui_cell(u, str_from(part_said(req, v[i].part)));
		ui_cell(u, rule_said(&req->act, v[i].rule));
		ui_cell(u, number(req, v[i].children));
		ui_cell(u, number(req, v[i].rows));
		ui_cell(u, number(req, v[i].files));
		ui_cell(u, tr_date(u->a, u->sp.lang, v[i].oldest, DATE_SHORT));
	}
	ui_table_end(u);
}

static int64_t children_in(const struct items *items, bool destroyed)
{
	int64_t n = 0;
	for (size_t i = 0; i < items->n; i++) {
		bool first = goes(&items->v[i]) && (!destroyed || str_is(row_text(&items->v[i], I(RESULT)), "vernietigd"));
		for (size_t k = 0; k < i && first; k++)
			first = !goes(&items->v[k]) || row_int(&items->v[k], I(ROUTE)) != row_int(&items->v[i], I(ROUTE));
		n += first;
	}
	return n;
}

static struct str why_said(struct req *req, const struct row *item)
{
	struct str why = row_text(item, I(WHY));
	const struct choice *c = I(WHY)->choices;
	for (size_t i = 0; c[i].code != NULL; i++)
		if (str_is(why, c[i].code))
			return str_from(say(req, c[i].label));
	return str_from(say(req, str_is(why, "verzoek") ? N_("A request of a person about it is not answered yet")
	                                                : N_("It stays for now")));
}

/* Where one part of one child stands: what happens with it, or what became of it. */
static const char *fate(const struct req *req, const struct row *item)
{
	static const struct {
		const char *code, *text;
	} fates[] = {
		{"vernietigd", N_("Destroyed")},
		{"vastgehouden", N_("Stayed: something was found that keeps it")},
		{"termijn", N_("Stayed: its term was not over any more")},
		{"kern", N_("Stayed: another part of this child is still there")},
		{"ingetrokken", N_("Stayed: it is not asked for any more")},
	};
	struct str result = row_text(item, I(RESULT));
	for (size_t i = 0; i < sizeof fates / sizeof *fates; i++)
		if (str_is(result, fates[i].code))
			return say(req, fates[i].text);
	return say(req, I(STATE)->choices[flow_state(item)].label);
}

/* A day of its term; what was asked for goes before it. */
static struct str by_term(struct ui *u, const struct row *item, enum item_field f)
{
	if (row_int(item, I(REQUEST)) != 0)
		return str_from(tr(u->sp, N_("asked for")));
	return tr_date(u->a, u->sp.lang, (int32_t)row_int(item, &item_fields[f]), DATE_SHORT);
}

static void items_show(struct ui *u, struct req *req, const struct items *items, enum item_state state)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Code of the child"))}, {.label = say(req, N_("Part of the dossier"))},
		{.label = say(req, N_("The task ended on"))},
		{.label = say(req, state == ITEM_GOES ? N_("Could be kept until") : N_("Why it stays"))},
		{.label = say(req, state == ITEM_GOES ? N_("What happens") : N_("Until"))},
	};
	size_t n = 0;
	for (size_t i = 0; i < items->n; i++)
		n += (int)state == flow_state(&items->v[i]);
	if (n == 0)
		return;
	ui_table_begin(u, say(req, state == ITEM_GOES ? N_("One by one") : N_("What stays for now")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < items->n; i++) {
		const struct row *it = &items->v[i];
		struct val until = row_val(it, I(HELD_UNTIL));
		if ((int)state != flow_state(it))
			continue;
		ui_row(u);
		ui_cell_link(u, str_printf(u->a, "/vernietiging-deel/" STR_FMT, STR_ARG(it->pid)).p, row_text(it, I(CHILD)));
		ui_cell(u, str_from(part_said(req, row_text(it, I(PART)))));
		ui_cell(u, by_term(u, it, ITEM_FACT));
		if (state == ITEM_GOES) {
			ui_cell(u, by_term(u, it, ITEM_UNTIL));
			ui_cell(u, str_from(fate(req, it)));
			continue;
		}
		ui_cell(u, why_said(req, it));
		ui_cell(u, until.type == VAL_INT ? tr_date(u->a, u->sp.lang, (int32_t)until.i, DATE_SHORT)
		                                 : str_from(say(req, N_("it is answered"))));
	}
	ui_table_end(u);
}

static void people_show(struct ui *u, struct req *req, const struct row *r)
{
	struct val confirmed = row_val(r, F(CONFIRMED_AT)), ended = row_val(r, F(ENDED_AT));
	enum lang lang = u->sp.lang;
	ui_summary_begin(u);
	ui_summary_row(u, say(req, F(PREPARED_BY)->label), account_name(&req->act, row_val(r, F(PREPARED_BY))), NULL);
	ui_summary_row(u, say(req, F(PREPARED_AT)->label), tr_date_time(u->a, lang, row_int(r, F(PREPARED_AT))), NULL);
	if (confirmed.type == VAL_INT) {
		ui_summary_row(u, say(req, F(CONFIRMED_BY)->label), account_name(&req->act, row_val(r, F(CONFIRMED_BY))),
		               NULL);
		ui_summary_row(u, say(req, F(CONFIRMED_AT)->label), tr_date_time(u->a, lang, confirmed.i), NULL);
	}
	if (ended.type == VAL_INT)
		ui_summary_row(u, say(req, F(ENDED_AT)->label), tr_date_time(u->a, lang, ended.i), NULL);
	if (row_text(r, F(WHY)).n > 0)
		ui_summary_row(u, say(req, F(WHY)->label), row_text(r, F(WHY)), NULL);
	ui_summary_end(u);
}

/* Whose turn it is, in one sentence. */
static void turn_show(struct ui *u, struct req *req, const struct row *r, int64_t children)
{
	bool own = row_int(r, F(PREPARED_BY)) == req->viewer->account;
	struct str what = tr_fill(u->a, u->sp, trn(u->sp, "Read what goes and confirm it for {n} child",
	                                           "Read what goes and confirm it for {n} children", children),
	                          TR_SLOTS({"n", number(req, children)}));
	if (flow_state(r) == RUN_IS_PREPARED)
		ui_next_step(u, &(struct ui_next){
			.mine = !own, .what = what,
			.who = str_from(say(req, own ? N_("Another person than you") : N_("You, as second person"))),
			.text = own ? say(req, N_("You prepared this. Ask the other privacy officer or who leads the organisation "
			                          "to read it. Until then nothing goes.")) : NULL});
}

static void progress_show(struct ui *u, struct req *req, const struct row *r, const struct items *items)
{
	int64_t done = 0, all = 0;
	for (size_t i = 0; i < items->n; i++) {
		all += goes(&items->v[i]);
		done += goes(&items->v[i]) && row_text(&items->v[i], I(RESULT)).n > 0;
	}
	bool busy = flow_state(r) == RUN_IS_CONFIRMED && row_val(r, F(ENDED_AT)).type != VAL_INT;
	if (flow_state(r) != RUN_IS_CONFIRMED)
		return;
	ui_live_begin(u, "voortgang", busy);
	ui_panel_begin(u, say(req, busy ? N_("It is being destroyed") : N_("It is destroyed")));
	ui_progress(u, say(req, N_("Parts of dossiers")), done, all);
	if (!busy) {
		const char *path = str_printf(u->a, "/vernietiging/" STR_FMT "/verklaring", STR_ARG(r->pid)).p;
		ui_p_link(u, NULL, path, say(req, N_("Certificate of destruction")), NULL);
	} else {
		ui_p_link(u, NULL, str_printf(u->a, "/vernietiging/" STR_FMT, STR_ARG(r->pid)).p, say(req, N_("Look again")),
		          NULL);
	}
	ui_panel_end(u);
	ui_live_end(u);
}

enum err run_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct arena *a = req->act.a;
	struct items items;
	enum err e = items_of(&req->act, r->id, &items);
	if (e != OK)
		return e;
	const struct ui_tag state = {TONE_INFO, NULL, str_from(run_state_said(req, row_text(r, F(STATE)),
	                                                                      row_int(r, F(ENDED_AT))))};
	const struct ui_link crumb = {say(req, N_("Keeping and destroying")), "/toezicht/bewaren"};
	int64_t children = children_in(&items, false);
	struct ui_page page = {
		.title = tr_fill(a, req->act.speak, N_("Destroying, prepared on {date}"),
		                 TR_SLOTS({"date", tr_date(a, req->act.speak.lang, instant_date(row_int(r, F(PREPARED_AT))),
		                                           DATE_LONG)})).p,
		.window_title = say(req, N_("Destroying")), .crumbs = &crumb, .n_crumbs = 1, .tags = &state, .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	turn_show(u, req, r, children);
	progress_show(u, req, r, &items);
	e = view_steps(u, req, str_printf(a, "/vernietiging/" STR_FMT, STR_ARG(r->pid)).p);
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, say(req, N_("Preview")));
	ui_p_str(u, tr_fill(a, u->sp,
	                    trn(u->sp, "Of {n} child the parts below go, and nothing brings them back. A back-up that is "
	                               "put back destroys them again.",
	                        "Of {n} children the parts below go, and nothing brings them back. A back-up that is put "
	                        "back destroys them again.", children),
	                    TR_SLOTS({"n", number(req, children)})));
	people_show(u, req, r);
	ui_panel_end(u);
	ui_cols_end(u);
	sums_show(u, req, say(req, N_("What goes, per part")), &items, false);
	items_show(u, req, &items, ITEM_STAYS);
	items_show(u, req, &items, ITEM_GOES);
	return view_end(u, req, &page);
}

/* ---- a part of one child ---- */

enum err item_page(struct req *req)
{
	static const struct field *const shown[] = {I(FACT), I(UNTIL), I(ROWS), I(FILES)};
	static const struct field *const held[] = {I(WHY), I(WORDS), I(HELD_UNTIL)};
	const struct row *r = &req->seen.row;
	struct arena *a = req->act.a;
	struct row run;
	enum err e = plain_by_id(&req->act, &rec_retention_run, row_int(r, I(RUN)), &run);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {
		{say(req, N_("Keeping and destroying")), "/toezicht/bewaren"},
		{say(req, N_("Destroying")), str_printf(a, "/vernietiging/" STR_FMT, STR_ARG(run.pid)).p}};
	const struct ui_tag state = {TONE_INFO, NULL, str_from(fate(req, r))};
	struct ui_page page = {
		.title = tr_fill(a, req->act.speak, N_("{part}, child {code}"),
		                 TR_SLOTS({"part", str_from(part_said(req, row_text(r, I(PART))))},
		                          {"code", row_text(r, I(CHILD))})).p,
		.crumbs = crumbs, .n_crumbs = 2, .tags = &state, .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	e = view_steps(u, req, str_printf(a, "/vernietiging-deel/" STR_FMT, STR_ARG(r->pid)).p);
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, say(req, N_("What it is")));
	bool asked = row_int(r, I(REQUEST)) != 0;
	view_row(u, r, asked ? shown + 2 : shown, asked ? 2 : sizeof shown / sizeof *shown);
	struct str rule = rule_said(&req->act, row_text(r, I(RULE)));
	ui_p_str(u, asked ? rule : tr_fill(a, u->sp, N_("Kept by this rule: {rule}."), TR_SLOTS({"rule", rule})));
	ui_panel_end(u);
	if (!goes(r)) {
		ui_panel_begin(u, say(req, N_("Why it stays for now")));
		ui_p_str(u, why_said(req, r));
		view_row(u, r, held + 1, sizeof held / sizeof *held - 1);
		struct str by = account_name(&req->act, row_val(r, I(BY)));
		if (by.n > 0)
			ui_small(u, tr_fill(a, u->sp, N_("Taken out by {name}"), TR_SLOTS({"name", by})).p);
		ui_panel_end(u);
	}
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* ---- the certificate ---- */

enum err certificate_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct arena *a = req->act.a;
	const struct rows *org;
	static const struct stmt stmt_org = {"SELECT name FROM organisation WHERE id = $1", "i", "t"};
	static const struct field *const counted[] = {F(CHILDREN), F(PARTS), F(ROWS), F(FILES), F(LEFT)};
	struct items items;
	if (row_val(r, F(ENDED_AT)).type != VAL_INT)
		return ERR_NOT_FOUND;
	enum err e = items_of(&req->act, r->id, &items);
	if (e == OK)
		e = act_exec(&req->act, &stmt_org, DB_ARGS(row_val(r, F(ORG))), &org);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {
		{say(req, N_("Keeping and destroying")), "/toezicht/bewaren"},
		{say(req, N_("Destroying")), str_printf(a, "/vernietiging/" STR_FMT, STR_ARG(r->pid)).p}};
	const struct str facts[] = {org->n > 0 ? rows_text(org, 0, 0) : S("")};
	struct ui_page page = {.title = say(req, N_("Certificate of destruction")), .crumbs = crumbs, .n_crumbs = 2,
	                       .facts = facts, .n_facts = 1,
	                       .intro = say(req, N_("What is named here was destroyed because it might no longer be kept. "
	                                            "Names of children do not stand in it."))};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, say(req, N_("Who and when")));
	people_show(u, req, r);
	ui_panel_end(u);
	sums_show(u, req, say(req, N_("What was destroyed")), &items, true);
	ui_panel_begin(u, say(req, N_("Together")));
	view_row(u, r, counted, sizeof counted / sizeof *counted);
	ui_panel_end(u);
	ui_panel_begin(u, say(req, N_("How it is proven")));
	ui_p(u, say(req, N_("Of each part stands in a chain of tombstones that it was destroyed, when and by which run. "
	                    "Rows, earlier values, files and the key of that part are gone. Back-ups that are put back "
	                    "destroy it again; they themselves end after 90 days.")));
	ui_summary_begin(u);
	ui_summary_row(u, say(req, F(PROOF)->label), row_text(r, F(PROOF)), NULL);
	ui_summary_end(u);
	ui_p_link(u, NULL, str_printf(a, "/vernietiging/" STR_FMT "/verklaring/pdf", STR_ARG(r->pid)).p,
	          say(req, N_("As PDF")), NULL);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

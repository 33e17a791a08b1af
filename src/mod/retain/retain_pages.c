#include "retain_pages.h"

#include "access.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "record_view.h"
#include "steps.h"

#define F(f) (&run_fields[RUN_##f])
#define I(f) (&item_fields[ITEM_##f])

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

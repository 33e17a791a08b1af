/* What an import would do, row by row, and what a person has to say about it. */
#include "import_pages.h"

#include "date.h"
#include "view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

enum { DECIDE_SHOWN = 60, GONE_PART = 5, GONE_FEW = 5, NEW_OPEN = 20 };

const struct form_def form_import_go = {.name = "import-go", .submit = N_("Put it in")};

static int64_t count_of(const struct look *l, enum import_field f)
{
	return row_int(l->import, &import_fields[f]);
}

static const char *start_of(const struct import_kind *kind)
{
	return kind->start != NULL ? kind->start : kind->base;
}

static void figures(struct ui *u, const struct look *l)
{
	static const struct {
		enum import_field field;
		const char *what;
	} all[] = {
		{IMPORT_N_NEW, N_("new")}, {IMPORT_N_CHANGED, N_("changed")}, {IMPORT_N_GONE, N_("no longer in the file")},
		{IMPORT_N_ASKED, N_("for you to decide")}, {IMPORT_N_REJECTED, N_("rejected")},
	};
	struct ui_figure f[N_OF(all)];
	struct str same = tr_number(u->a, u->sp.lang, count_of(l, IMPORT_N_SAME));
	struct str outside = tr_number(u->a, u->sp.lang, count_of(l, IMPORT_N_OUTSIDE));
	for (size_t i = 0; i < N_OF(all); i++)
		f[i] = (struct ui_figure){tr_number(u->a, u->sp.lang, count_of(l, all[i].field)), tr(u->sp, all[i].what), NULL};
	ui_figures(u, f, N_OF(all));
	if (count_of(l, IMPORT_N_OUTSIDE) == 0)
		ui_small(u, tr_fill(u->a, u->sp, N_("The same as here: {same}."), TR_SLOTS({"same", same})).p);
	else
		ui_small(u, tr_fill(u->a, u->sp, N_("The same as here: {same}. Of another region: {outside}."),
		                    TR_SLOTS({"same", same}, {"outside", outside})).p);
}

static struct str shown(struct ui *u, const struct field *f, struct val v)
{
	struct str s = v.type == VAL_NULL ? S("") : f->type->show(u->a, u->sp, f, v);
	return s.n > 0 ? s : str_from(tr(u->sp, N_("(empty)")));
}

static const char *label_of(struct ui *u, const struct field *f)
{
	return f->label == NULL ? f->name : tr(u->sp, f->label);
}

static struct str with_value(struct ui *u, const char *text, struct str value)
{
	return tr_fill(u->a, u->sp, text, TR_SLOTS({"value", value}));
}

static void ask(struct ui *u, const struct look *l, const struct import_row *row)
{
	const struct import_question *q = &l->kind->questions[row->ask - 1];
	struct ui_option o[8];
	size_t n = 0;
	for (; q->answers[n] != NULL && n < N_OF(o) - 1; n++)
		o[n] = (struct ui_option){.value = str_printf(u->a, "%zu", n + 1), .label = tr(u->sp, q->answers[n]),
		                          .chosen = row->answer == n + 1};
	o[n] = (struct ui_option){.value = S("0"), .label = tr(u->sp, N_("Not known yet, ask again next time")),
	                          .chosen = row->answer == 0};
	ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = str_printf(u->a, "a_%zu", row->n).p,
	                               .label = tr(u->sp, q->text), .options = o, .n_options = n + 1});
}

static void clash(struct ui *u, const struct look *l, const struct import_row *row, size_t i)
{
	const struct import_value *v = &row->v[i];
	bool takes = (row->takes >> i & 1) != 0;
	const struct ui_option o[] = {
		{.value = S("0"), .chosen = !takes,
		 .label = with_value(u, N_("Keep what someone wrote here: {value}"), shown(u, v->field, v->was)).p},
		{.value = S("1"), .chosen = takes, .label = with_value(u, l->kind->says, shown(u, v->field, v->becomes)).p},
	};
	ui_field(u, &(struct ui_field){.kind = FIELD_RADIOS, .name = str_printf(u->a, "c_%zu_%zu", row->n, i).p,
	                               .label = label_of(u, v->field), .options = o, .n_options = 2});
}

bool import_to_decide(const struct look *l, const struct import_row *row)
{
	return !row->done && ((row->ask > 0 && row->ask <= l->kind->n_questions) || import_row_clashes(row));
}

static void decisions(struct ui *u, const struct look *l)
{
	size_t shown_rows = 0;
	for (size_t k = 0; k < l->n && shown_rows < DECIDE_SHOWN; k++) {
		const struct import_row *row = &l->rows[k];
		if (!import_to_decide(l, row))
			continue;
		if (shown_rows++ == 0)
			ui_h2(u, tr(u->sp, N_("For you to decide")));
		ui_h3(u, str_c(u->a, row->title));
		ui_small(u, str_c(u->a, row->detail));
		if (row->ask > 0)
			ask(u, l, row);
		for (size_t i = 0; i < row->n_v; i++)
			if (row->v[i].clash)
				clash(u, l, row, i);
	}
	if (shown_rows == DECIDE_SHOWN)
		ui_p(u, tr(u->sp, N_("The first 60 are shown. What you do not see stays as it is, and is asked next time.")));
}

/* Much that is suddenly gone is more often half a file than half a region. */
static void warn(struct ui *u, const struct look *l)
{
	int64_t gone = count_of(l, IMPORT_N_GONE);
	int64_t still = count_of(l, IMPORT_N_SAME) + count_of(l, IMPORT_N_CHANGED);
	if (gone > GONE_FEW && gone * GONE_PART > still)
		ui_remark(u, TONE_SOON,
		          tr(u->sp, N_("Very many rows are no longer in the file. Is it whole, and the right one?")));
}

/* What is put in whatever is answered: of a row that waits for an answer nobody can say yet. */
static int64_t without_asked(const struct look *l)
{
	int64_t n = l->of - l->done;
	for (size_t i = 0; i < l->n; i++)
		n -= import_row_acts(&l->rows[i]) && !l->rows[i].done && l->rows[i].ask > 0;
	return n;
}

static void decide(struct ui *u, const struct look *l)
{
	struct req *req = l->req;
	struct form *f = req_form(req, &form_import_go);
	ui_panel_begin(u, NULL);
	warn(u, l);
	if (l->of == 0) {
		ui_p(u, tr(u->sp, N_("Nothing would change: what is here is the same as the file.")));
		ui_panel_end(u);
		return;
	}
	ui_p(u, tr(u->sp, N_("Nothing has changed yet. Look it over below, and then put it in.")));
	view_form_begin(u, f, import_under(req, l->kind, l->import->pid, "/voer-in"));
	decisions(u, l);
	int64_t sure = without_asked(l);
	ui_buttons_begin(u);
	struct str n = tr_number(u->a, u->sp.lang, sure);
	ui_button(u, &(struct ui_button){.label = sure == 0 ? tr(u->sp, N_("Put in what you decided"))
	                                                    : tr_fill(u->a, u->sp, l->kind->go, TR_SLOTS({"n", n})).p});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
}

/* ---- what it does, row by row ---- */

static void table_new(struct ui *u, const struct look *l, enum import_what what, const char *caption)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Name"))}, {.label = tr(u->sp, N_("About"))}};
	ui_table_begin(u, caption, TABLE_CARDS, cols, 2);
	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].what == what) {
			ui_row(u);
			ui_cell(u, l->rows[i].title);
			ui_cell(u, l->rows[i].detail);
		}
	ui_table_end(u);
}

static void table_changed(struct ui *u, const struct look *l, enum import_what what, const char *caption)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Name"))}, {.label = tr(u->sp, N_("What"))},
	                              {.label = tr(u->sp, N_("Was"))}, {.label = tr(u->sp, N_("Becomes"))}};
	ui_table_begin(u, caption, TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < l->n; i++)
		for (size_t k = 0; l->rows[i].what == what && k < l->rows[i].n_v; k++) {
			const struct import_value *v = &l->rows[i].v[k];
			ui_row(u);
			ui_cell(u, l->rows[i].title);
			ui_cell(u, str_from(label_of(u, v->field)));
			ui_cell(u, shown(u, v->field, v->was));
			ui_cell(u, v->clash ? str_from(tr(u->sp, N_("stays, unless you choose otherwise"))) :
			                      shown(u, v->field, v->becomes));
		}
	ui_table_end(u);
}

struct str import_reason(struct req *req, const struct import_row *row)
{
	return tr_fill(req->act.a, req->act.speak, row->reason, TR_SLOTS({"what", row->detail}));
}

static void table_rejected(struct ui *u, const struct look *l, enum import_what what, const char *caption)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Name"))},
	                              {.label = tr(u->sp, N_("Line")), .kind = COL_NUMBER},
	                              {.label = tr(u->sp, N_("Why not"))}};
	const char *sheet = import_under(l->req, l->kind, l->import->pid, "/afgekeurd.xlsx");
	ui_p_link(u, NULL, sheet, tr(u->sp, N_("As a spreadsheet")), NULL);
	ui_table_begin(u, caption, TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].what == what) {
			ui_row(u);
			ui_cell(u, l->rows[i].title);
			ui_cell(u, tr_number(u->a, u->sp.lang, (int64_t)l->rows[i].line));
			ui_cell(u, import_reason(l->req, &l->rows[i]));
		}
	ui_table_end(u);
}

static void folds(struct ui *u, const struct look *l)
{
	static const struct {
		enum import_what what;
		enum import_field count;
		const char *title;
		void (*table)(struct ui *u, const struct look *l, enum import_what what, const char *caption);
	} all[] = {
		{IMPORT_REJECTED, IMPORT_N_REJECTED, N_("Rejected: {n}"), table_rejected},
		{IMPORT_CHANGED, IMPORT_N_CHANGED, N_("Changed: {n}"), table_changed},
		{IMPORT_GONE, IMPORT_N_GONE, N_("No longer in the file: {n}"), table_new},
		{IMPORT_NEW, IMPORT_N_NEW, N_("New: {n}"), table_new},
	};
	for (size_t i = 0; i < N_OF(all) && l->n > 0; i++) {
		int64_t n = count_of(l, all[i].count);
		if (n == 0)
			continue;
		const char *title = tr_fill(u->a, u->sp, all[i].title, TR_SLOTS({"n", tr_number(u->a, u->sp.lang, n)})).p;
		ui_details_begin(u, title, all[i].what != IMPORT_NEW || n <= NEW_OPEN);
		if (all[i].what == IMPORT_GONE)
			ui_p(u, tr(u->sp, l->kind->gone));
		all[i].table(u, l, all[i].what, title);
		ui_details_end(u);
	}
	if (l->cut)
		ui_small(u, tr(u->sp, N_("The first 1,000 rows are shown.")));
}

/* ---- by stage ---- */

static void button(struct ui *u, const struct look *l, const char *tail, const char *label, enum ui_button_kind look)
{
	struct ui_button b = {.kind = look, .label = tr(u->sp, label)};
	ui_button_form(u, import_under(l->req, l->kind, l->import->pid, tail), &b, NULL, 0);
}

static void at_read(struct ui *u, const struct look *l)
{
	if (l->n == 0 && count_of(l, IMPORT_N_NEW) + count_of(l, IMPORT_N_CHANGED) + count_of(l, IMPORT_N_GONE) > 0) {
		const struct ui_link again = {tr(u->sp, N_("Read a file")), start_of(l->kind)};
		ui_empty(u, tr(u->sp, N_("This preview is over")),
		         tr(u->sp, N_("After a week too much may have changed. Read the file again.")), &again);
		return;
	}
	decide(u, l);
	button(u, l, "/stop", N_("Cancel this import"), BUTTON_LINK);
}

static void at_busy(struct ui *u, const struct look *l)
{
	ui_live_begin(u, "busy", true);
	ui_panel_begin(u, tr(u->sp, N_("Being put in")));
	ui_progress(u, tr(u->sp, N_("Put in so far")), l->done, l->of);
	ui_p(u, tr(u->sp, N_("You can leave this page; it goes on. Was it interrupted? Then go on here: nothing is put in "
	                     "twice.")));
	button(u, l, "/verder", N_("Go on"), BUTTON_PRIMARY);
	button(u, l, "/stop", N_("Stop"), BUTTON_ALT);
	ui_panel_end(u);
	ui_live_end(u);
}

static void at_stopped(struct ui *u, const struct look *l)
{
	ui_panel_begin(u, tr(u->sp, N_("Stopped half-way")));
	ui_progress(u, tr(u->sp, N_("Put in so far")), l->done, l->of);
	ui_p(u, tr(u->sp, N_("What was put in stays. You can go on, or leave the rest.")));
	button(u, l, "/verder", N_("Go on"), BUTTON_PRIMARY);
	button(u, l, "/stop", N_("Leave the rest"), BUTTON_ALT);
	ui_panel_end(u);
}

static void at_end(struct ui *u, const struct look *l)
{
	const struct ui_link ways[] = {
		{tr(u->sp, N_("Read another file")), start_of(l->kind)},
		{l->kind->after.label == NULL ? NULL : tr(u->sp, l->kind->after.label), l->kind->after.href},
	};
	ui_panel_begin(u, tr(u->sp, import_stage_label(l->stage)));
	ui_links(u, ways, l->kind->after.label == NULL ? 1 : 2);
	ui_panel_end(u);
}

/* What a list says of a child is shown as far as the reader may see that child now, and is a look; the other rows are
 * left out, and wait. */
static enum err known(struct act *act, struct look *l)
{
	int64_t *routes = ARENA_ARRAY(act->a, int64_t, l->n + 1);
	bool *open = ARENA_ARRAY(act->a, bool, l->n + 1);
	size_t n = 0, k = 0, kept = 0;
	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].record != 0)
			routes[n++] = l->rows[i].record;
	enum err e = n == 0 ? OK : scope_named(act, routes, n, open);
	for (size_t i = 0; e == OK && i < l->n; i++)
		if (l->rows[i].record == 0 || open[k++])
			l->rows[kept++] = l->rows[i];
	l->n = kept;
	return e;
}

enum err import_preview(struct req *req, const struct import_kind *kind)
{
	static void (*const by_stage[IMPORT_STAGE__N])(struct ui *u, const struct look *l) = {
		[IMPORT_READ] = at_read, [IMPORT_BUSY] = at_busy, [IMPORT_STOPPED] = at_stopped,
		[IMPORT_APPLIED] = at_end, [IMPORT_CANCELLED] = at_end,
	};
	struct look l = {.req = req, .kind = kind, .import = &req->seen.row};
	enum err e = import_mine(req, kind);
	if (e == OK)
		e = import_look(&req->act, kind, l.import->id, &l.rows, &l.n, &l.done, &l.of);
	l.cut = l.n == IMPORT_SHOWN;
	if (e == OK && kind->personal)
		e = known(&req->act, &l);
	if (e != OK)
		return e;
	struct speak sp = req->act.speak;
	l.stage = import_stage(l.import);
	const struct str facts[] = {row_text(l.import, &import_fields[IMPORT_FILE]),
	                            tr_date_time(req->act.a, sp.lang, row_int(l.import, &import_fields[IMPORT_AT]))};
	const struct ui_tag state = {.state = str_from(tr(sp, import_stage_label(l.stage))), .tone = TONE_INFO};
	const struct ui_link crumb = {tr(sp, kind->label), start_of(kind)};
	struct ui_page page = {.title = tr(sp, N_("What this file would change")), .crumbs = &crumb, .n_crumbs = 1,
	                       .facts = facts, .n_facts = 2, .tags = &state, .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	figures(u, &l);
	by_stage[l.stage](u, &l);
	folds(u, &l);
	return view_end(u, req, &page);
}

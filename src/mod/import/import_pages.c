/* The pages of an import: choosing a file, what it would do, deciding, stopping. */
#include "import_store.h"

#include "access.h"
#include "date.h"
#include "sheet.h"
#include "token.h"
#include "utf8.h"
#include "view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

enum { DECIDE_SHOWN = 60, NAME_MAX_BYTES = 200, HEX = 2 * HASH_BYTES + 1, GONE_PART = 5, GONE_FEW = 5, NEW_OPEN = 20 };

const struct form_def form_import_upload = {.name = "import-upload", .submit = N_("Read the file")};
const struct form_def form_import_go = {.name = "import-go", .submit = N_("Put it in")};
const struct form_def form_import_button = {.name = "import-button", .submit = N_("Go on")};

static const char *under(struct req *req, const struct import_kind *kind, struct str pid, const char *tail)
{
	return str_printf(req->act.a, "%s/" STR_FMT "%s", kind->base, STR_ARG(pid), tail).p;
}

static bool may(const struct req *req, const struct import_kind *kind)
{
	return req->viewer != NULL && (kind->roles >> req->viewer->role & 1) != 0;
}

/* The import of the request, when it is of this kind and this role may do that. A list of people is shown to nobody but
 * who read it: what it says of a child was open to that reader, and not to every colleague with the same role. */
static enum err mine(struct req *req, const struct import_kind *kind)
{
	bool same = str_is(row_text(&req->seen.row, &import_fields[IMPORT_KIND]), kind->code);
	bool own = !kind->personal || row_int(&req->seen.row, &import_fields[IMPORT_ACCOUNT]) == req->viewer->account;
	return same && own && may(req, kind) ? OK : ERR_NOT_FOUND;
}

/* ---- choosing a file ---- */

static const struct stmt stmt_earlier = {
	"SELECT pid, file, at, stage, n_new, n_changed, n_gone FROM import WHERE org = $1 AND kind = $2"
	" ORDER BY id DESC LIMIT 10",
	"it", "ttitiii"};

static void earlier(struct ui *u, struct req *req, const struct import_kind *kind, const struct rows *r)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("File"))}, {.label = tr(u->sp, N_("Read on"))}, {.label = tr(u->sp, N_("State"))},
		{.label = tr(u->sp, N_("New")), .kind = COL_NUMBER}, {.label = tr(u->sp, N_("Changed")), .kind = COL_NUMBER},
		{.label = tr(u->sp, N_("Gone")), .kind = COL_NUMBER},
	};
	if (r->n == 0)
		return;
	ui_table_begin(u, tr(u->sp, N_("Read before")), TABLE_CARDS, cols, N_OF(cols));
	for (size_t i = 0; i < r->n; i++) {
		const struct field *stage = &import_fields[IMPORT_STAGE];
		ui_row(u);
		ui_cell_link(u, under(req, kind, rows_text(r, i, 0), ""), rows_text(r, i, 1));
		ui_cell(u, tr_date_time(u->a, u->sp.lang, rows_int(r, i, 2)));
		ui_cell(u, stage->type->show(u->a, u->sp, stage, rows_val(r, i, 3)));
		for (size_t k = 4; k < 7; k++)
			ui_cell(u, tr_number(u->a, u->sp.lang, rows_int(r, i, k)));
	}
	ui_table_end(u);
}

static void choose(struct ui *u, struct req *req, const struct import_kind *kind)
{
	struct form *f = req_form(req, &form_import_upload);
	ui_panel_begin(u, NULL);
	ui_form_begin(u, &(struct ui_form){.action = kind->base, .upload = true, .key = f->key});
	ui_field(u, &(struct ui_field){.kind = FIELD_FILE, .name = "bestand", .label = tr(u->sp, N_("The file, as CSV")),
	                               .hint = tr(u->sp, N_("At most 8 MB. The file itself is not kept.")),
	                               .optional = kind->pastes, .accept = ".csv,.txt,.xml,text/csv"});
	if (kind->pastes)
		ui_field(u, &(struct ui_field){.kind = FIELD_LINES, .name = "geplakt", .optional = true, .rows = 8,
		                               .label = tr(u->sp, N_("Or paste rows from a spreadsheet")),
		                               .hint = tr(u->sp, N_("With the names of the columns as the first row"))});
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.label = tr(u->sp, form_import_upload.submit)});
	ui_buttons_end(u);
	ui_form_end(u);
	ui_panel_end(u);
}

static int64_t own_org(const struct req *req)
{
	struct acts_for mine = acts_for(req->viewer);
	return mine.n_orgs > 0 ? mine.orgs[0] : 0;
}

enum err import_start(struct req *req, const struct import_kind *kind, const char *not_yet, const struct ui_link *link)
{
	const struct rows *r;
	if (!may(req, kind))
		return ERR_DENIED;
	enum err e = act_exec(&req->act, &stmt_earlier, DB_ARGS(val_int(own_org(req)), val_text(str_from(kind->code))), &r);
	if (e != OK)
		return e;
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, kind->label), .intro = tr(sp, kind->intro)};
	struct ui *u = view_begin(req, &page);
	if (not_yet != NULL) {
		const struct ui_link way = {tr(sp, link->label), link->href};
		bool open = app_can_open(req->app, req->viewer, link->href);
		ui_empty(u, tr(sp, N_("Not yet")), tr(sp, not_yet), open ? &way : NULL);
	} else {
		choose(u, req, kind);
	}
	earlier(u, req, kind, r);
	return view_end(u, req, &page);
}

struct str import_hash(struct arena *a, struct str bytes)
{
	struct str hash = token_hash(a, bytes);
	struct buf b;
	buf_init(&b, a, HEX);
	for (size_t i = 0; i < hash.n; i++)
		buf_printf(&b, "%02x", (unsigned)(unsigned char)hash.p[i]);
	return buf_view(&b);
}

/* What was sent: a file, or pasted rows. */
static bool sent(struct req *req, const struct import_kind *kind, struct str *bytes, struct str *name)
{
	for (size_t i = 0; i < req->uploads.n; i++)
		if (str_is(req->uploads.v[i].name, "bestand") && req->uploads.v[i].bytes.n > 0) {
			*bytes = req->uploads.v[i].bytes;
			*name = req->uploads.v[i].filename;
			return true;
		}
	*bytes = kind->pastes ? pairs_get(req->posted, "geplakt") : (struct str){NULL, 0};
	*name = str_from(tr(req->act.speak, N_("pasted rows")));
	return bytes->n > 0;
}

static enum err wrong(struct req *req, const char *text, struct str what)
{
	form_wrong(req->form, NULL, tr_fill(req->act.a, req->act.speak, text, TR_SLOTS({"what", what}, {"line", what})));
	return ERR_INVALID;
}

/* In the box, and back as a table. */
static enum err read_file(struct req *req, const struct import_kind *kind, struct str bytes, struct import_table *out)
{
	struct arena *a = req->act.a;
	struct str answer;
	*out = (struct import_table){.fault = CSV_TOO_LARGE};
	if (bytes.n > IMPORT_BYTES_MAX)
		return OK;
	if (req->app->boxed == NULL)
		return ERR_DOWN;
	enum err e = boxed_run(req->app->boxed, kind->box, bytes, a, import_answer_max(bytes.n), &answer);
	if (e == OK)
		e = import_table_take(a, answer, out);
	if (e == ERR_INVALID || e == ERR_TOO_BIG) { /* the reader could make nothing of it, or was stopped */
		*out = (struct import_table){.fault = CSV_NOT_TEXT};
		e = OK;
	}
	return e;
}

enum err import_upload(struct req *req, const struct import_kind *kind, struct str note)
{
	struct import_table table;
	struct import_made made;
	struct import_refusal why;
	struct str bytes, name, clean;
	if (!may(req, kind))
		return ERR_DENIED;
	if (!sent(req, kind, &bytes, &name))
		return wrong(req, N_("Choose a file"), (struct str){0});
	enum err e = read_file(req, kind, bytes, &table);
	if (e != OK)
		return e;
	if (utf8_clean(req->act.a, name, TEXT_LINE, &clean) != OK || clean.n == 0 || clean.n > NAME_MAX_BYTES)
		clean = S("bestand.csv");
	const struct import_begin b = {
		.kind = kind, .source = {.org = own_org(req), .note = note, .table = &table}, .file_name = clean,
		.sha = import_hash(req->act.a, bytes)};
	e = import_begin(&req->act, &b, false, &made, &why);
	if (e == ERR_INVALID && why.text != NULL)
		return wrong(req, why.text, why.what);
	return e == OK ? req_redirect(req, "%s/" STR_FMT, kind->base, STR_ARG(made.pid)) : e;
}

/* ---- the preview ---- */

struct look {
	struct req *req;
	const struct import_kind *kind;
	const struct row *import;
	enum import_stage stage;
	struct import_row *rows;
	size_t n;
	int64_t done, of;
};

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

static bool to_decide(const struct look *l, const struct import_row *row)
{
	return !row->done && ((row->ask > 0 && row->ask <= l->kind->n_questions) || import_row_clashes(row));
}

static void decisions(struct ui *u, const struct look *l)
{
	size_t shown_rows = 0;
	for (size_t k = 0; k < l->n && shown_rows < DECIDE_SHOWN; k++) {
		const struct import_row *row = &l->rows[k];
		if (!to_decide(l, row))
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
	view_form_begin(u, f, under(req, l->kind, l->import->pid, "/voer-in"));
	decisions(u, l);
	int64_t sure = without_asked(l);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){
		.label = sure == 0 ? tr(u->sp, N_("Put in what you decided"))
	                           : tr_fill(u->a, u->sp, l->kind->go, TR_SLOTS({"n", tr_number(u->a, u->sp.lang, sure)})).p});
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

static struct str reason_of(struct req *req, const struct import_row *row)
{
	return tr_fill(req->act.a, req->act.speak, row->reason, TR_SLOTS({"what", row->detail}));
}

static void table_rejected(struct ui *u, const struct look *l, enum import_what what, const char *caption)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Name"))},
	                              {.label = tr(u->sp, N_("Line")), .kind = COL_NUMBER},
	                              {.label = tr(u->sp, N_("Why not"))}};
	const char *sheet = under(l->req, l->kind, l->import->pid, "/afgekeurd.xlsx");
	ui_p_link(u, NULL, sheet, tr(u->sp, N_("As a spreadsheet")), NULL);
	ui_table_begin(u, caption, TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < l->n; i++)
		if (l->rows[i].what == what) {
			ui_row(u);
			ui_cell(u, l->rows[i].title);
			ui_cell(u, tr_number(u->a, u->sp.lang, (int64_t)l->rows[i].line));
			ui_cell(u, reason_of(l->req, &l->rows[i]));
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
	if (l->n == IMPORT_SHOWN)
		ui_small(u, tr(u->sp, N_("The first 1,000 rows are shown.")));
}

/* ---- by stage ---- */

static void button(struct ui *u, const struct look *l, const char *tail, const char *label, enum ui_button_kind look)
{
	struct ui_button b = {.kind = look, .label = tr(u->sp, label)};
	ui_button_form(u, under(l->req, l->kind, l->import->pid, tail), &b, NULL, 0);
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

enum err import_preview(struct req *req, const struct import_kind *kind)
{
	static void (*const by_stage[IMPORT_STAGE__N])(struct ui *u, const struct look *l) = {
		[IMPORT_READ] = at_read, [IMPORT_BUSY] = at_busy, [IMPORT_STOPPED] = at_stopped,
		[IMPORT_APPLIED] = at_end, [IMPORT_CANCELLED] = at_end,
	};
	struct look l = {.req = req, .kind = kind, .import = &req->seen.row};
	enum err e = mine(req, kind);
	if (e == OK)
		e = import_look(&req->act, kind, l.import->id, &l.rows, &l.n, &l.done, &l.of);
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

/* ---- deciding ---- */

static size_t posted_number(struct req *req, struct str name)
{
	int64_t v;
	return str_to_i64(pairs_get(req->posted, str_c(req->act.a, name)), &v) && v > 0 && v < 100 ? (size_t)v : 0;
}

static enum err keep_decisions(struct look *l)
{
	struct req *req = l->req;
	struct arena *a = req->act.a;
	struct import_row *decided = ARENA_ARRAY(a, struct import_row, l->n + 1);
	size_t n = 0;
	for (size_t i = 0; i < l->n; i++) {
		struct import_row *row = &l->rows[i];
		if (!to_decide(l, row))
			continue;
		row->answer = row->ask == 0 ? 0 : posted_number(req, str_printf(a, "a_%zu", row->n));
		row->takes = 0;
		for (size_t k = 0; k < row->n_v; k++)
			if (row->v[k].clash && posted_number(req, str_printf(a, "c_%zu_%zu", row->n, k)) == 1)
				row->takes |= UINT32_C(1) << k;
		decided[n++] = *row;
	}
	return n == 0 ? OK : import_decide(&req->act, l->import, decided, n);
}

/* Puts in what is left: a little at once, much by the queue. */
static enum err put_in(struct req *req, const struct look *l)
{
	struct change *c = change_begin(&req->act, l->kind->done, 0);
	bool queued = l->of - l->done > IMPORT_AT_ONCE;
	struct str pid;
	enum err e = OK;
	change_set_at(c, l->import, &import_fields[IMPORT_STAGE], import_stage_val(IMPORT_BUSY));
	if (queued)
		e = task_add(c, l->kind->task, l->import->id, 0, &pid);
	if (e == OK)
		e = req_commit(req, c, "%s/" STR_FMT, l->kind->base, STR_ARG(l->import->pid));
	return e == OK && !queued ? import_apply(&req->act, l->kind, l->import->id, NULL) : e;
}

static enum err begin_look(struct req *req, const struct import_kind *kind, struct look *l)
{
	*l = (struct look){.req = req, .kind = kind, .import = &req->seen.row};
	enum err e = mine(req, kind);
	if (e != OK)
		return e;
	l->stage = import_stage(l->import);
	return import_look(&req->act, kind, l->import->id, &l->rows, &l->n, &l->done, &l->of);
}

static enum err back(const struct look *l)
{
	return req_redirect(l->req, "%s/" STR_FMT, l->kind->base, STR_ARG(l->import->pid));
}

/* What each button may do in which stage; zero: nothing, and the page shows how it stands. */
enum { DO_GO = 1 << 0, DO_RESUME = 1 << 1, DO_STOP = 1 << 2 };
static const struct {
	unsigned does;
	enum import_stage stop; /* where stopping leads */
} stages[IMPORT_STAGE__N] = {
	[IMPORT_READ] = {DO_GO | DO_STOP, IMPORT_CANCELLED},
	[IMPORT_BUSY] = {DO_RESUME | DO_STOP, IMPORT_STOPPED},
	[IMPORT_STOPPED] = {DO_RESUME | DO_STOP, IMPORT_CANCELLED},
};

enum err import_go(struct req *req, const struct import_kind *kind)
{
	struct look l;
	enum err e = begin_look(req, kind, &l);
	if (e == OK && (stages[l.stage].does & DO_GO) == 0)
		return back(&l);
	if (e == OK)
		e = keep_decisions(&l);
	return e == OK ? put_in(req, &l) : e;
}

enum err import_resume(struct req *req, const struct import_kind *kind)
{
	struct look l;
	enum err e = begin_look(req, kind, &l);
	if (e != OK)
		return e;
	return (stages[l.stage].does & DO_RESUME) == 0 ? back(&l) : put_in(req, &l);
}

enum err import_stop(struct req *req, const struct import_kind *kind)
{
	struct look l;
	enum err e = begin_look(req, kind, &l);
	if (e != OK || (stages[l.stage].does & DO_STOP) == 0)
		return e == OK ? back(&l) : e;
	enum import_stage to = stages[l.stage].stop;
	struct change *c = change_begin(&req->act, import_stage_label(to), 0);
	change_set_at(c, l.import, &import_fields[IMPORT_STAGE], import_stage_val(to));
	if (to == IMPORT_CANCELLED) {
		change_set_at(c, l.import, &import_fields[IMPORT_ENDED], val_int(req->act.now));
		import_rows_drop(c, l.import->id);
	}
	return req_commit(req, c, "%s/" STR_FMT, kind->base, STR_ARG(l.import->pid));
}

enum err import_rejects(struct req *req, const struct import_kind *kind)
{
	static const struct xlsx_col columns[] = {{N_("Line"), 8}, {N_("Name"), 40}, {N_("Why not"), 60}};
	struct import_row *rows;
	struct xlsx x;
	size_t n;
	enum err e = mine(req, kind);
	if (e == OK)
		e = import_rows(&req->act, kind, &req->seen.row, IMPORT_REJECTED, 0, IMPORT_SHOWN, &rows, &n);
	if (e != OK)
		return e;
	sheet_begin(&x, req, N_("Rejected"), columns, N_OF(columns));
	for (size_t i = 0; i < n; i++) {
		xlsx_row(&x);
		xlsx_int(&x, (int64_t)rows[i].line);
		xlsx_text(&x, rows[i].title);
		xlsx_text(&x, reason_of(req, &rows[i]));
	}
	return sheet_end(&x, req, "afgekeurd");
}

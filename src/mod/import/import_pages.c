/* The first page of an import: choosing a file, or pasting rows. */
#include "import_pages.h"

#include "access.h"
#include "date.h"
#include "token.h"
#include "utf8.h"
#include "view.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

enum { NAME_MAX_BYTES = 200, HEX = 2 * HASH_BYTES + 1 };

const struct form_def form_import_upload = {.name = "import-upload", .submit = N_("Read the file")};

const char *import_under(struct req *req, const struct import_kind *kind, struct str pid, const char *tail)
{
	return str_printf(req->act.a, "%s/" STR_FMT "%s", kind->base, STR_ARG(pid), tail).p;
}

bool import_may(const struct req *req, const struct import_kind *kind)
{
	return req->viewer != NULL && (kind->roles >> req->viewer->role & 1) != 0;
}

enum err import_mine(struct req *req, const struct import_kind *kind)
{
	bool same = str_is(row_text(&req->seen.row, &import_fields[IMPORT_KIND]), kind->code);
	bool own = !kind->personal || row_int(&req->seen.row, &import_fields[IMPORT_ACCOUNT]) == req->viewer->account;
	return same && own && import_may(req, kind) ? OK : ERR_NOT_FOUND;
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
		ui_cell_link(u, import_under(req, kind, rows_text(r, i, 0), ""), rows_text(r, i, 1));
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
	if (!import_may(req, kind))
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

bool import_sent(struct req *req, bool pastes, struct str *bytes, struct str *name)
{
	for (size_t i = 0; i < req->uploads.n; i++)
		if (str_is(req->uploads.v[i].name, "bestand") && req->uploads.v[i].bytes.n > 0) {
			*bytes = req->uploads.v[i].bytes;
			*name = req->uploads.v[i].filename;
			return true;
		}
	*bytes = pastes ? pairs_get(req->posted, "geplakt") : (struct str){NULL, 0};
	*name = str_from(tr(req->act.speak, N_("pasted rows")));
	return str_trim(*bytes).n > 0;
}

enum err import_wrong(struct req *req, const char *text, struct str what)
{
	form_wrong(req->form, NULL, tr_fill(req->act.a, req->act.speak, text, TR_SLOTS({"what", what}, {"line", what})));
	return ERR_INVALID;
}

enum err import_read(struct req *req, enum boxed_kind box, struct str bytes, struct import_table *out)
{
	struct arena *a = req->act.a;
	struct str answer;
	*out = (struct import_table){.fault = CSV_TOO_LARGE};
	if (bytes.n > IMPORT_BYTES_MAX)
		return OK;
	if (req->app->boxed == NULL)
		return ERR_DOWN;
	enum err e = boxed_run(req->app->boxed, box, bytes, a, import_answer_max(bytes.n), &answer);
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
	if (!import_may(req, kind))
		return ERR_DENIED;
	if (!import_sent(req, kind->pastes, &bytes, &name))
		return import_wrong(req, N_("Choose a file"), (struct str){0});
	enum err e = import_read(req, kind->box, bytes, &table);
	if (e != OK)
		return e;
	if (utf8_clean(req->act.a, name, TEXT_LINE, &clean) != OK || clean.n == 0 || clean.n > NAME_MAX_BYTES)
		clean = S("bestand.csv");
	const struct import_begin b = {
		.kind = kind, .source = {.org = own_org(req), .note = note, .table = &table}, .file_name = clean,
		.sha = import_hash(req->act.a, bytes)};
	e = import_begin(&req->act, &b, false, &made, &why);
	if (e == ERR_INVALID && why.text != NULL)
		return import_wrong(req, why.text, why.what);
	return e == OK ? req_redirect(req, "%s/" STR_FMT, kind->base, STR_ARG(made.pid)) : e;
}

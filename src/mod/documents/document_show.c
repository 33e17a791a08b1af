/* Files in words, and the list of them with its form for the pages of others. */
#include "document_pages.h"
#include "recording.h"

#include "along.h"
#include "flow.h"
#include "route.h"
#include "steps.h"

#include <stdlib.h>

static const struct field *const new_fields[] = {&document_fields[DOCUMENT_TITLE]};
const struct form_def form_document = {.name = "document", .fields = new_fields, .n = 1,
	.upload = N_("Which file?"), .submit = N_("Send the file")};

const char *document_path(const struct req *req, const struct row *r, const char *below)
{
	struct arena *a = req->act.a;
	if (req->viewer->level == LEVEL_GUEST) /* who goes in by a code of one talk, and by its pages only */
		return str_printf(a, "/gast/bestand/" STR_FMT "%s", STR_ARG(r->pid), below).p;
	return str_printf(a, "/bestand/%s/" STR_FMT "%s", part_code(r->rec->part), STR_ARG(r->pid), below).p;
}

struct str document_size(struct arena *a, struct speak sp, int64_t bytes)
{
	enum { KB = 1024, MB = 1024 * 1024 };
	if (bytes < MB)
		return str_printf(a, STR_FMT " kB", STR_ARG(tr_number(a, sp.lang, bytes < KB ? 1 : bytes / KB)));
	return str_printf(a, STR_FMT "%s%d MB", STR_ARG(tr_number(a, sp.lang, bytes / MB)), sp.lang == LANG_NL ? "," : ".",
	                  (int)(bytes % MB * 10 / MB));
}

/* What the one who handed it in is; never a name: guardians do not learn each other's, nor who works at a shielded
 * place (access.md rules 11 and 12). */
struct str document_from(struct ui *u, const struct req *req, const struct row *r)
{
	enum role role = ROLE_NONE;
	if (row_int(r, &document_fields[DOCUMENT_BY]) == req->viewer->account)
		return str_from(tr(u->sp, N_("you")));
	if (row_int(r, &document_fields[DOCUMENT_FAMILY]) != 0)
		return str_from(tr(u->sp, N_("parents or pupil")));
	if (!role_parse(row_text(r, &document_fields[DOCUMENT_ROLE]), &role))
		return str_from(tr(u->sp, N_("a guest")));
	return str_from(tr(u->sp, role_def(role)->label));
}

struct str document_facts(struct ui *u, const struct row *r)
{
	const struct field *type = &document_fields[DOCUMENT_TYPE];
	return str_printf(u->a, STR_FMT ", " STR_FMT, STR_ARG(type->type->show(u->a, u->sp, type, row_val(r, type))),
	                  STR_ARG(document_size(u->a, u->sp, row_int(r, &document_fields[DOCUMENT_SIZE]))));
}

/* ---- the list ---- */

static int waiting_first(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;
	int sx = flow_state(&x->row), sy = flow_state(&y->row);
	int64_t ax = row_int(&x->row, &document_fields[DOCUMENT_AT]), ay = row_int(&y->row, &document_fields[DOCUMENT_AT]);
	if (sx != sy)
		return sx < sy ? -1 : 1;
	if (ax != ay)
		return ax < ay ? 1 : -1;
	return (x->row.id < y->row.id) - (x->row.id > y->row.id);
}

size_t documents_seen(struct req *req, const struct seen_page *found, size_t n, int64_t on, bool all, struct seen **out)
{
	size_t most = 1, k = 0;
	for (size_t i = 0; i < n; i++)
		most += found[i].n;
	struct seen *v = ARENA_ARRAY(req->act.a, struct seen, most);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < found[i].n; j++) {
			const struct seen *s = &found[i].v[j];
			bool here = all || row_int(&s->row, &document_fields[DOCUMENT_ON]) == on;
			if (here && flow_state(&s->row) != DOCUMENT_REMOVED && document_visible(&req->act, s))
				v[k++] = *s;
		}
	qsort(v, k, sizeof *v, waiting_first);
	*out = v;
	return k;
}

void documents_table(struct ui *u, struct req *req, const char *caption, const struct seen *v, size_t n)
{
	struct speak sp = u->sp;
	const struct ui_col cols[] = {{.label = tr(sp, N_("File"))}, {.label = tr(sp, N_("From"))},
	                              {.label = tr(sp, N_("Handed in"))}, {.label = tr(sp, N_("State"))}};
	ui_table_begin(u, caption, TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < n; i++) {
		const struct row *r = &v[i].row;
		struct ui_tag state = view_state(sp, r);
		state.tone = flow_state(r) == DOCUMENT_WAITS ? TONE_SOON : TONE_INFO;
		ui_row(u);
		ui_cell_begin(u);
		ui_link(u, document_path(req, r, ""), str_c(u->a, row_text(r, &document_fields[DOCUMENT_TITLE])));
		ui_small(u, str_c(u->a, document_facts(u, r)));
		ui_cell_end(u);
		ui_cell(u, document_from(u, req, r));
		ui_cell(u, tr_date_time(u->a, sp.lang, row_int(r, &document_fields[DOCUMENT_AT])));
		ui_cell_tag(u, &state);
	}
	ui_table_end(u);
}

int64_t document_most(const struct req *req)
{
	int64_t most = req->app->file_max;
	return most > 0 && most < DOCUMENT_BYTES_MAX ? most : DOCUMENT_BYTES_MAX;
}

static bool reads(const struct seen *of, enum part p)
{
	return (of->allowed.reads & PART_BIT(p)) != 0 && (of->allowed.hides[p] & (HIDE_HEALTH | HIDE_SHIELD)) == 0;
}

/* What happens with it is said before it is sent. */
static const char *what_then(const struct req *req, const struct documents_at *at)
{
	if (document_owns(&req->act, &at->of->allowed, at->part))
		return at->part == PART_STEM ? N_("It is stored at once. The other parent does not see it.")
		                             : N_("It is stored at once. Everyone who may read this part can open it.");
	return N_("It is looked at first. Only you and who looks at it can open it until then.");
}

void documents_form(struct ui *u, struct req *req, const char *action, const struct documents_at *at)
{
	struct form *f = req_form(req, &form_document);
	ui_h3(u, tr(u->sp, N_("Send a file")));
	view_form_begin(u, f, action);
	view_field(u, f, &document_fields[DOCUMENT_TITLE]);
	view_upload(u, f, DOCUMENT_ACCEPT, document_most(req), false);
	if (at != NULL)
		ui_small(u, tr(u->sp, what_then(req, at)));
	view_form_end(u, f);
}

void documents_ask(struct req *req, struct documents_at *at)
{
	const struct record *rec = document_record(at->part);
	at->asked = rec == NULL ? NULL : pieces_ask(&req->act, at->of, rec);
}

/* The files there; NULL: this reader may not know of any. */
static enum err files_at(struct req *req, const struct documents_at *at, struct seen **v, size_t *n)
{
	const struct record *rec = document_record(at->part);
	struct seen_page found = {.v = NULL};
	*v = NULL;
	if (rec == NULL || !reads(at->of, at->part))
		return OK;
	const struct pieces_asked *x = at->asked != NULL ? at->asked : pieces_ask(&req->act, at->of, rec);
	enum err e = pieces_take(&req->act, x, &found);
	if (e == OK)
		*n = documents_seen(req, &found, 1, at->on, false, v);
	return e;
}

enum err documents_show(struct ui *u, struct req *req, const struct documents_at *at, const char *title,
                        const char *action)
{
	struct seen *v;
	size_t n;
	enum err e = files_at(req, at, &v, &n);
	if (e != OK || v == NULL)
		return e;
	ui_panel_begin(u, title);
	if (n == 0)
		ui_p(u, tr(u->sp, N_("No files here yet.")));
	else
		documents_table(u, req, tr(u->sp, N_("Files, what waits for an answer first")), v, n);
	if (action != NULL)
		documents_form(u, req, action, at);
	ui_panel_end(u);
	return OK;
}

enum err documents_named(struct ui *u, struct req *req, const struct documents_at *at, const char *title)
{
	struct seen *v;
	size_t n, named = 0;
	enum err e = files_at(req, at, &v, &n);
	if (e != OK || v == NULL)
		return e;
	const char **names = ARENA_ARRAY(u->a, const char *, n + 1);
	for (size_t i = 0; i < n; i++)
		if (flow_state(&v[i].row) == DOCUMENT_KEPT)
			names[named++] = tr_fill(u->a, u->sp, N_("{file}, from {who}"),
			                         TR_SLOTS({"file", row_text(&v[i].row, &document_fields[DOCUMENT_TITLE])},
			                                  {"who", document_from(u, req, &v[i].row)})).p;
	if (named == 0)
		return OK;
	ui_panel_begin(u, title);
	ui_bullets(u, names, named);
	ui_panel_end(u);
	return OK;
}

/* ---- receiving ---- */

static const struct upload *sent(const struct req *req, const char *name)
{
	for (size_t i = 0; i < req->uploads.n; i++)
		if (str_is(req->uploads.v[i].name, name))
			return &req->uploads.v[i];
	return NULL;
}

/* What to do about a file of another kind, by the kinds that are asked. */
static const char *other_kind(uint32_t only)
{
	static const struct {
		uint32_t only;
		const char *text;
	} texts[] = {
		{RECORDINGS, N_("This kind of file cannot be used here. Make the recording again, or choose a file that ends "
		                "in wav, webm, m4a, mp3 or ogg")},
		{PICTURES, N_("This kind of file cannot be used here. Take a picture, or choose one that ends in png or jpg")},
		{PAPERS, N_("This kind of file cannot be used here. Take a picture of the paper, or choose a PDF")},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].only == only)
			return texts[i].text;
	return document_fault_text(DOCUMENT_OTHER);
}

static enum err wrong(struct req *req, const struct field *at, uint32_t only, enum document_fault fault)
{
	struct str max = document_size(req->act.a, req->act.speak, document_most(req));
	struct str text = tr_fill(req->act.a, req->act.speak,
	                          fault == DOCUMENT_OTHER ? other_kind(only) : document_fault_text(fault),
	                          TR_SLOTS({"max", max}));
	if (at != NULL)
		form_wrong(req->form, at, text);
	else
		form_wrong_upload(req->form, text);
	return ERR_INVALID;
}

/* Cut to what fits, without what a path would be made of. */
static struct str clean_name(struct arena *a, struct str name)
{
	enum { MOST = 120 };
	struct str s;
	if (utf8_clean(a, name, TEXT_LINE, &s) != OK || s.n == 0)
		return S("bestand");
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == '/' || s.p[i - 1] == '\\') {
			s = (struct str){s.p + i, s.n - i};
			break;
		}
	size_t end = 0;
	for (size_t at = 0, k = 0; k < MOST && at < s.n; k++, end = at)
		(void)utf8_next(s, &at);
	return end == 0 ? S("bestand") : (struct str){s.p, end};
}

/* Nobody fills the tray of another: what waits already is looked at first. */
static enum err tray_has_room(struct req *req, const struct documents_at *at)
{
	enum { WAITING_MAX = 10 };
	struct speak sp = req->act.speak;
	struct seen_page found;
	size_t n = 0;
	enum err e = scope_pieces(&req->act, at->of, document_record(at->part), &found);
	for (size_t i = 0; e == OK && i < found.n; i++)
		n += flow_state(&found.v[i].row) == DOCUMENT_WAITS &&
		     row_int(&found.v[i].row, &document_fields[DOCUMENT_BY]) == req->viewer->account;
	if (e != OK || n < WAITING_MAX)
		return e;
	form_wrong_upload(req->form,
	                  tr_fill(req->act.a, sp, N_("You handed in {n} files that nobody looked at yet. "
	                                             "Wait for an answer, and hand in the rest then"),
	                          TR_SLOTS({"n", tr_number(req->act.a, sp.lang, (int64_t)n)})));
	return ERR_INVALID;
}

/* A control that nothing was chosen in sends a file without a name. */
bool document_was_sent(const struct req *req, const char *name)
{
	const struct upload *f = sent(req, name);
	return f != NULL && (f->bytes.n > 0 || f->filename.n > 0);
}

enum err document_sent_at(struct req *req, const struct field *at, uint32_t only, struct document_file *out)
{
	const char *name_of = at == NULL ? FORM_UPLOAD : at->name;
	const struct upload *f = sent(req, name_of);
	struct document_found found;
	if (!document_was_sent(req, name_of))
		return wrong(req, at, only, DOCUMENT_NONE);
	if ((int64_t)f->bytes.n > document_most(req))
		return wrong(req, at, only, DOCUMENT_BIG);
	enum err e = document_look_boxed(req->app->boxed, req->act.a, f->bytes, &found);
	if (e != OK)
		return e;
	struct str name = clean_name(req->act.a, f->filename);
	if (found.fault != DOCUMENT_FINE)
		return wrong(req, at, only, found.fault);
	if (!document_named(found.type, name))
		return wrong(req, at, only, DOCUMENT_DISGUISED);
	if (only != 0 && (only >> found.type & 1) == 0)
		return wrong(req, at, only, DOCUMENT_OTHER);
	if (only == RECORDINGS && found.length > RECORDING_MS_MOST)
		return wrong(req, at, only, DOCUMENT_LONG);
	*out = (struct document_file){name, f->bytes, found.type};
	return OK;
}

enum err document_sent(struct req *req, uint32_t only, struct document_file *out)
{
	return document_sent_at(req, NULL, only, out);
}

enum err documents_receive(struct req *req, const struct documents_at *at, const char *back)
{
	struct document_file f;
	struct str pid;
	int64_t id;
	if (document_record(at->part) == NULL || !reads(at->of, at->part))
		return ERR_NOT_FOUND;
	bool owns = document_owns(&req->act, &at->of->allowed, at->part);
	enum err e = document_sent(req, 0, &f);
	if (e == OK && !owns)
		e = tray_has_room(req, at);
	if (e != OK)
		return e;
	const struct document_new d = {
		.route = at->of->route, .on = at->on, .part = at->part, .title = form_text(req->form, new_fields[0]),
		.name = f.name, .bytes = f.bytes, .type = f.type, .waits = !owns, .role = req->viewer->role,
		.family = at->of->allowed.purpose[at->part] == PURPOSE_OWN, .account = req->viewer->account,
	};
	struct change *c = change_begin(&req->act, owns ? N_("The file is stored") : N_("The file is handed in"), 0);
	e = document_add(c, &d, &id, &pid);
	return e == OK ? req_commit(req, c, "%s", back) : e;
}

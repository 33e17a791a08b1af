/* The buttons of an import: going, stopping, going on; and what was rejected as a sheet. */
#include "import_pages.h"

#include "sheet.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

const struct form_def form_import_button = {.name = "import-button", .submit = N_("Go on")};

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
		if (!import_to_decide(l, row))
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
	enum err e = import_mine(req, kind);
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
	enum err e = import_mine(req, kind);
	if (e == OK)
		e = import_rows(&req->act, kind, &req->seen.row, IMPORT_REJECTED, 0, IMPORT_SHOWN, &rows, &n);
	if (e != OK)
		return e;
	sheet_begin(&x, req, N_("Rejected"), columns, N_OF(columns));
	for (size_t i = 0; i < n; i++) {
		xlsx_row(&x);
		xlsx_int(&x, (int64_t)rows[i].line);
		xlsx_text(&x, rows[i].title);
		xlsx_text(&x, import_reason(req, &rows[i]));
	}
	return sheet_end(&x, req, "afgekeurd");
}

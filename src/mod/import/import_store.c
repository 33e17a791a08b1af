#include "import_store.h"

#include "access.h"

enum { PUT_AT_ONCE = 200, PUT_BYTES = 32 << 20, READ_MOST = 1000 };

#define COLS "n, line, what, record, title, reason, detail, ask, vals, answer, takes, done"
#define TYPES "iiiitttitiii"
enum col { C_N, C_LINE, C_WHAT, C_RECORD, C_TITLE, C_REASON, C_DETAIL, C_ASK, C_VALS, C_ANSWER, C_TAKES, C_DONE };
#define ACTS "what < 5"
_Static_assert(IMPORT_REJECTED == 5 && IMPORT_WHAT__N == 6, "ACTS leaves out the rejected ones");

static const struct stmt stmt_put = {
	"INSERT INTO import_row (import, " COLS ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
	"iiiiitttitiii", ""};
static const struct stmt stmt_all = {
	"SELECT " COLS " FROM import_row WHERE import = $1 AND n > $2 ORDER BY n LIMIT $3", "iii", TYPES};
static const struct stmt stmt_some = {
	"SELECT " COLS " FROM import_row WHERE import = $1 AND what = $4 AND n > $2 ORDER BY n LIMIT $3", "iiii", TYPES};
static const struct stmt stmt_left = {
	"SELECT " COLS " FROM import_row WHERE import = $1 AND done = 0 AND " ACTS " ORDER BY n LIMIT $2", "ii", TYPES};
static const struct stmt stmt_progress = {
	"SELECT count(*), coalesce(sum(done), 0) FROM import_row WHERE import = $1 AND " ACTS, "i", "ii"};
static const struct stmt stmt_done = {
	"UPDATE import_row SET done = 1 WHERE import = $1 AND n = $2 AND done = 0"
	" AND EXISTS (SELECT 1 FROM import i WHERE i.id = $1 AND i.stage = 'bezig')",
	"ii", ""};
static const struct stmt stmt_decide = {
	"UPDATE import_row SET answer = $3, takes = $4 WHERE import = $1 AND n = $2 AND done = 0", "iiii", ""};
static const struct stmt stmt_drop = {"DELETE FROM import_row WHERE import = $1", "i", ""};

/* ---- the plan ---- */

void import_plan_add(struct import_plan *p, const struct import_row *row)
{
	if (p->n == IMPORT_ROWS_MAX) {
		p->failed = true;
		return;
	}
	if (row->n_v > IMPORT_VALUES_MAX)
		BUG("an import row with more than %d values", IMPORT_VALUES_MAX);
	if (p->n == p->cap) {
		p->cap = p->cap == 0 ? 64 : p->cap * 2;
		struct import_row *rows = ARENA_ARRAY(p->a, struct import_row, p->cap);
		if (p->n > 0)
			memcpy(rows, p->rows, p->n * sizeof *rows);
		p->rows = rows;
	}
	struct import_row *r = &p->rows[p->n++];
	*r = *row;
	r->n = p->n;
	struct import_value *v = ARENA_ARRAY(p->a, struct import_value, row->n_v + 1);
	if (row->n_v > 0)
		memcpy(v, row->v, row->n_v * sizeof *v);
	r->v = v;
}

void import_plan_count_same(struct import_plan *p)
{
	p->same++;
}

void import_plan_count_outside(struct import_plan *p)
{
	p->outside++;
}

bool import_row_acts(const struct import_row *row)
{
	return row->what != IMPORT_NOTHING && row->what != IMPORT_REJECTED;
}

bool import_row_clashes(const struct import_row *row)
{
	for (size_t i = 0; i < row->n_v; i++)
		if (row->v[i].clash)
			return true;
	return false;
}

/* ---- values as text: a line each, with tabs between; what is typed in a line holds neither ---- */

static struct str vals_text(struct arena *a, const struct import_row *row)
{
	struct buf b;
	buf_init(&b, a, 1 << 20);
	for (size_t i = 0; i < row->n_v; i++) {
		const struct import_value *v = &row->v[i];
		buf_printf(&b, "%s\t%d\t" STR_FMT "\t" STR_FMT "\n", v->field->name, v->clash,
		           STR_ARG(v->field->type->raw(a, v->field, v->was)),
		           STR_ARG(v->field->type->raw(a, v->field, v->becomes)));
	}
	return b.failed ? S("") : buf_view(&b);
}

static struct val val_of(struct arena *a, const struct field *f, struct str raw)
{
	struct val v = val_null();
	if (raw.n > 0 && f->type->parse(a, f, raw, &v) != NULL)
		return val_text(raw); /* a value from before the field became stricter: it is shown as it is */
	return v;
}

static void vals_take(struct arena *a, const struct record *rec, struct str text, struct import_row *row)
{
	struct import_value *v = ARENA_ARRAY(a, struct import_value, IMPORT_VALUES_MAX);
	row->v = v;
	while (text.n > 0 && row->n_v < IMPORT_VALUES_MAX) {
		struct str line = str_cut(text, '\n', &text), rest;
		const struct field *f = record_named(rec, str_cut(line, '\t', &rest));
		bool clash = str_is(str_cut(rest, '\t', &rest), "1");
		struct str was = str_cut(rest, '\t', &rest);
		if (f != NULL)
			v[row->n_v++] = (struct import_value){f, val_of(a, f, was), val_of(a, f, rest), clash};
	}
}

static struct import_row row_from(struct arena *a, const struct record *rec, const struct rows *r, size_t i)
{
	struct import_row row = {
		.n = (size_t)rows_int(r, i, C_N),
		.line = (size_t)rows_int(r, i, C_LINE),
		.what = (enum import_what)rows_int(r, i, C_WHAT),
		.record = rows_int(r, i, C_RECORD),
		.title = rows_text(r, i, C_TITLE),
		.reason = str_c(a, rows_text(r, i, C_REASON)),
		.detail = rows_text(r, i, C_DETAIL),
		.ask = (size_t)rows_int(r, i, C_ASK),
		.answer = (size_t)rows_int(r, i, C_ANSWER),
		.takes = (uint32_t)rows_int(r, i, C_TAKES),
		.done = rows_int(r, i, C_DONE) != 0,
	};
	vals_take(a, rec, rows_text(r, i, C_VALS), &row);
	return row;
}

static void rows_from(struct act *act, const struct record *rec, const struct rows *r, struct import_row **out,
                      size_t *n)
{
	*n = r->n;
	*out = ARENA_ARRAY(act->a, struct import_row, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		(*out)[i] = row_from(act->a, rec, r, i);
}

enum err import_rows(struct act *act, const struct import_kind *kind, const struct row *import, enum import_what what,
                     size_t after, size_t most, struct import_row **out, size_t *n)
{
	const struct rows *r;
	int64_t limit = (int64_t)(most > READ_MOST ? READ_MOST : most);
	struct val args[] = {val_int(import->id), val_int((int64_t)after), val_int(limit), val_int(what)};
	bool all = what == IMPORT_NOTHING;
	enum err e = act_exec(act, all ? &stmt_all : &stmt_some, args, all ? 3 : 4, &r);
	if (e == OK)
		rows_from(act, kind->record, r, out, n);
	return e;
}

enum err import_rows_left(struct act *act, const struct import_kind *kind, int64_t import, size_t most,
                          struct import_row **out, size_t *n)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_left, DB_ARGS(val_int(import), val_int((int64_t)most)), &r);
	if (e == OK)
		rows_from(act, kind->record, r, out, n);
	return e;
}

enum err import_look(struct act *act, const struct import_kind *kind, int64_t import, struct import_row **rows,
                     size_t *n, int64_t *done, int64_t *of)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t all = batch_put(b, &stmt_all, DB_ARGS(val_int(import), val_int(0), val_int(IMPORT_SHOWN)));
	size_t progress = batch_put(b, &stmt_progress, DB_ARGS(val_int(import)));
	e = batch_run(b);
	if (e != OK)
		return e;
	rows_from(act, kind->record, batch_rows(b, all), rows, n);
	*of = rows_int(batch_rows(b, progress), 0, 0);
	*done = rows_int(batch_rows(b, progress), 0, 1);
	return OK;
}

enum err import_progress(struct act *act, int64_t import, int64_t *done, int64_t *of)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_progress, DB_ARGS(val_int(import)), &r);
	if (e != OK)
		return e;
	*of = rows_int(r, 0, 0);
	*done = rows_int(r, 0, 1);
	return OK;
}

void import_row_done(struct change *c, int64_t import, size_t n)
{
	change_exec(c, &stmt_done, DB_ARGS(val_int(import), val_int((int64_t)n)), 1);
}

void import_rows_drop(struct change *c, int64_t import)
{
	change_exec(c, &stmt_drop, DB_ARGS(val_int(import)), -1);
}

enum err import_decide(struct act *act, const struct row *import, const struct import_row *rows, size_t n)
{
	struct conn *conn;
	enum err e = act_begin(act, &conn);
	if (e != OK)
		return e;
	struct batch *b = batch_new(conn, act->a);
	for (size_t i = 0; i < n; i++)
		batch_put(b, &stmt_decide,
		          DB_ARGS(val_int(import->id), val_int((int64_t)rows[i].n), val_int((int64_t)rows[i].answer),
		                  val_int(rows[i].takes)));
	return db_end(conn, n == 0 ? OK : batch_run(b));
}

/* ---- a new one ---- */

/* In one transaction; each batch has the memory of the one before it. */
static enum err put_rows(struct act *act, int64_t import, const struct import_plan *p)
{
	struct conn *conn;
	enum err e = act_begin(act, &conn);
	if (e != OK)
		return e;
	struct arena *mine = arena_new(PUT_BYTES);
	for (size_t i = 0; e == OK && i < p->n;) {
		arena_reset(mine);
		struct batch *b = batch_new(conn, mine);
		for (size_t end = i + PUT_AT_ONCE; i < p->n && i < end; i++) {
			const struct import_row *r = &p->rows[i];
			struct str reason = str_from(r->reason == NULL ? "" : r->reason);
			batch_put(b, &stmt_put,
			          DB_ARGS(val_int(import), val_int((int64_t)r->n), val_int((int64_t)r->line), val_int(r->what),
			                  val_int(r->record), val_text(r->title), val_text(reason), val_text(r->detail),
			                  val_int((int64_t)r->ask), val_text(vals_text(mine, r)),
			                  val_int((int64_t)r->answer), val_int(r->takes), val_int(0)));
		}
		e = batch_run(b);
	}
	arena_free(mine);
	return db_end(conn, e);
}

static void count(const struct import_plan *p, int64_t *counts)
{
	static const enum import_field of[IMPORT_WHAT__N] = {
		[IMPORT_NEW] = IMPORT_N_NEW, [IMPORT_CHANGED] = IMPORT_N_CHANGED, [IMPORT_GONE] = IMPORT_N_GONE,
		[IMPORT_REJECTED] = IMPORT_N_REJECTED,
	};
	memset(counts, 0, IMPORT_COUNTS * sizeof *counts);
	for (size_t i = 0; i < p->n; i++) {
		if (of[p->rows[i].what] != 0)
			counts[of[p->rows[i].what] - IMPORT_N_NEW]++;
		counts[IMPORT_N_ASKED - IMPORT_N_NEW] += p->rows[i].ask != 0 || import_row_clashes(&p->rows[i]);
	}
	counts[IMPORT_N_SAME - IMPORT_N_NEW] = p->same;
	counts[IMPORT_N_OUTSIDE - IMPORT_N_NEW] = p->outside;
}

static enum err keep(struct act *act, const struct import_begin *b, const struct import_plan *p,
                     struct import_made *out)
{
	struct val v[IMPORT__N] = {
		[IMPORT_KIND] = val_text(str_from(b->kind->code)),
		[IMPORT_FILE] = val_text(b->file_name.n > 0 ? b->file_name : S("?")),
		[IMPORT_SHA] = val_text(b->sha),
		[IMPORT_ORG] = b->source.org == 0 ? val_null() : val_int(b->source.org),
		[IMPORT_NOTE] = val_text(b->source.note),
		[IMPORT_ACCOUNT] = val_int(act->viewer == NULL ? 0 : act->viewer->account),
		[IMPORT_STAGE] = import_stage_val(IMPORT_READ),
		[IMPORT_AT] = val_int(act->now),
		[IMPORT_ENDED] = val_int(INSTANT_OPEN),
	};
	for (size_t i = 0; i < IMPORT_COUNTS; i++)
		v[IMPORT_N_NEW + i] = val_int(out->counts[i]);
	struct change *c = change_begin(act, N_("A file is read, to be put in"), 0);
	enum err e = change_new(c, &rec_import, v, &out->id, &out->pid);
	if (e == OK)
		e = change_commit(c);
	return e == OK ? put_rows(act, out->id, p) : e;
}

enum err import_begin(struct act *act, const struct import_begin *b, bool dry, struct import_made *out,
                      struct import_refusal *why)
{
	struct import_plan p = {.a = act->a, .kind = b->kind};
	const struct import_table *t = b->source.table;
	*out = (struct import_made){.id = 0};
	*why = (struct import_refusal){NULL, {NULL, 0}};
	if (t->fault != CSV_GOOD) {
		*why = (struct import_refusal){import_fault_text(t->fault),
		                               str_printf(act->a, "%zu", t->fault_line)};
		return ERR_INVALID;
	}
	enum err e = b->kind->plan(act, &b->source, &p, why);
	if (e == OK && p.failed) {
		*why = (struct import_refusal){N_("The file would change more than 20,000 rows at once."), {NULL, 0}};
		e = ERR_INVALID;
	}
	if (e != OK)
		return e;
	out->rows = p.rows;
	out->n = p.n;
	count(&p, out->counts);
	return dry ? OK : keep(act, b, &p, out);
}

enum err import_by_id(struct act *act, int64_t import, struct row *out)
{
	return plain_by_id(act, &rec_import, import, out);
}

#include "change.h"

#include "model.h"
#include "seal.h"

/* The fields behind id, pid, region and rev; then of a record with sealed fields its key (row_columns). */
enum { FIELDS_FROM = 4 };

void row_columns(struct buf *b, const struct record *rec, const char *table)
{
	buf_printf(b, "%s.id, %s.pid, %s.region, %s.rev", table, table, table, table);
	for (size_t i = 0; i < rec->n; i++)
		buf_printf(b, ", %s.%s", table, rec->fields[i].name);
	for (int n = 0; n < 2 && record_is_sealed(rec); n++)
		buf_printf(b, ", (SELECT %s FROM part_key k WHERE k.owner = %s.%s AND k.part = '%s' AND k.gone = 0"
		              " ORDER BY k.n DESC LIMIT 1)",
		           n == 0 ? "k.wrapped" : "k.n", table, rec->is_route ? "id" : rec->route->name, part_code(rec->part));
}

void row_letters(struct buf *b, const struct record *rec)
{
	buf_c(b, "itii");
	for (size_t i = 0; i < rec->n; i++)
		buf_byte(b, field_column(rec, &rec->fields[i]));
	if (record_is_sealed(rec))
		buf_c(b, "bi");
}

char field_column(const struct record *rec, const struct field *f)
{
	return field_is_sealed(rec, f) ? 'b' : f->type->column;
}

static struct val shut(struct act *act, struct arena *a, const struct row *r, size_t i, const struct rows *rows,
                       size_t at)
{
	const struct record *rec = r->rec;
	const size_t key = FIELDS_FROM + rec->n;
	const struct seal_place place = {rec->name, rec->fields[i].name, r->id, 0};
	struct val wrapped = rows_val(rows, at, key);
	unsigned n = wrapped.type == VAL_NULL ? 0 : (unsigned)rows_int(rows, at, key + 1);
	return seal_shut(act, a, seal_of_row(r), &place, r->v[i].s, n, wrapped.s);
}

static struct row take(struct act *act, struct arena *a, const struct record *rec, const struct rows *rows, size_t at)
{
	struct val *v = ARENA_ARRAY(a, struct val, rec->n);
	const struct row r = {
		.rec = rec,
		.id = rows_int(rows, at, 0),
		.pid = rows_text(rows, at, 1),
		.region = (int)rows_int(rows, at, 2),
		.rev = rows_int(rows, at, 3),
		.v = v,
	};
	for (size_t i = 0; i < rec->n; i++) {
		v[i] = rows_val(rows, at, FIELDS_FROM + i);
		if (rec->fields[i].type->load != NULL)
			v[i] = rec->fields[i].type->load(v[i]);
	}
	for (size_t i = 0; i < rec->n; i++)
		if (v[i].type == VAL_BLOB && field_is_sealed(rec, &rec->fields[i]))
			v[i] = shut(act, a, &r, i, rows, at);
	return r;
}

struct row row_take(struct act *act, const struct record *rec, const struct rows *rows, size_t at)
{
	return take(act, act->a, rec, rows, at);
}

struct row row_take_shut(struct arena *a, const struct record *rec, const struct rows *rows, size_t at)
{
	return take(NULL, a, rec, rows, at);
}

static enum err record_one(struct act *act, const struct record *rec, const struct stmt *by, struct val key,
			   struct row *out)
{
	const struct rows *rows;
	enum err e = act_exec(act, by, DB_ARGS(key), &rows);
	if (e != OK)
		return e;
	if (rows->n == 0)
		return ERR_NOT_FOUND;
	*out = row_take(act, rec, rows, 0);
	return OK;
}

enum err record_by_id(struct act *act, const struct record *rec, int64_t id, struct row *out)
{
	return record_one(act, rec, &model_sql(act->model, rec)->by_id, val_int(id), out);
}

enum err records_by_id(struct act *act, const struct record *rec, const struct rows *ids, size_t col,
                       const struct row **out)
{
	struct row *v = ARENA_ARRAY(act->a, struct row, ids->n + 1);
	struct batch *b;
	*out = v;
	if (ids->n == 0)
		return OK;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t first = 0;
	for (size_t i = 0; i < ids->n; i++) {
		size_t at = batch_put(b, &model_sql(act->model, rec)->by_id, DB_ARGS(val_int(rows_int(ids, i, col))));
		first = i == 0 ? at : first;
	}
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < ids->n; i++)
		if (batch_rows(b, first + i)->n == 1)
			v[i] = row_take(act, rec, batch_rows(b, first + i), 0);
	return e;
}

enum err record_by_pid(struct act *act, const struct record *rec, struct str pid, struct row *out)
{
	return record_one(act, rec, &model_sql(act->model, rec)->by_pid, val_text(pid), out);
}

const struct record ref_many = {.name = "many"};

const struct field *record_named(const struct record *rec, struct str name)
{
	for (size_t i = 0; i < rec->n; i++)
		if (str_is(name, rec->fields[i].name))
			return &rec->fields[i];
	return NULL;
}

bool field_by(const struct field *f, enum role role)
{
	return f->by == 0 || (f->by >> role & 1) != 0;
}

bool record_of_child(const struct record *rec)
{
	return rec->is_route || rec->route != NULL;
}

bool field_is_sealed(const struct record *rec, const struct field *f)
{
	return record_of_child(rec) && (f->privacy == PRIV_SEALED || f->sealed) && f->type->sized;
}

bool record_is_sealed(const struct record *rec)
{
	for (size_t i = 0; i < rec->n; i++)
		if (field_is_sealed(rec, &rec->fields[i]))
			return true;
	return false;
}

void reason_add(struct reasons *out, const struct field *field, const char *text)
{
	if (out->n < REASONS_MAX)
		out->v[out->n++] = (struct reason){text, field};
}

const struct beside *given_beside(const struct given *g, const struct record *rec)
{
	for (size_t i = 0; i < g->row->rec->n_sees; i++)
		if (g->row->rec->sees[i] == rec)
			return &g->beside[i];
	BUG("rules of %s do not see %s", g->row->rec->name, rec->name);
}

bool record_piece_of(const struct record *rec, const struct record *whole)
{
	return rec->parent != NULL && rec->parent->ref == whole;
}

bool record_has(const struct record *rec, const struct field *field)
{
	return field >= rec->fields && field < rec->fields + rec->n;
}

size_t record_field(const struct record *rec, const struct field *field)
{
	if (!record_has(rec, field))
		BUG("record %s has no field %s", rec->name, field->name);
	return (size_t)(field - rec->fields);
}

struct val row_at(const struct row *r, size_t i)
{
	return val_open(r->v[i]);
}

struct val row_val(const struct row *r, const struct field *field)
{
	return row_at(r, record_field(r->rec, field));
}

struct str row_text(const struct row *r, const struct field *field)
{
	struct val v = row_val(r, field);
	return v.type == VAL_TEXT ? v.s : (struct str){0};
}

int64_t row_int(const struct row *r, const struct field *field)
{
	struct val v = row_val(r, field);
	return v.type == VAL_INT ? v.i : 0;
}

void form_from_row(struct form *f, struct arena *a, const struct row *r)
{
	for (size_t i = 0; i < f->def->n; i++) {
		const struct field *field = f->def->fields[i];
		if (record_has(r->rec, field))
			form_set(f, a, field, row_val(r, field));
	}
	f->rev = r->rev;
}

void form_shut(struct form *f, const struct record *rec, const bool *hidden)
{
	for (size_t i = 0; i < f->def->n; i++) {
		const struct field *field = f->def->fields[i];
		if (!record_has(rec, field) || !hidden[record_field(rec, field)])
			continue;
		f->errors -= f->error[i].n > 0;
		f->error[i] = f->raw[i] = (struct str){0};
		f->v[i] = val_null();
		f->shut[i] = true;
	}
}

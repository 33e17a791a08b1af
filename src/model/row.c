#include "change.h"

#include "model.h"

struct row row_take(struct arena *a, const struct record *rec, const struct rows *rows, size_t at)
{
	struct val *v = ARENA_ARRAY(a, struct val, rec->n);
	for (size_t i = 0; i < rec->n; i++) {
		v[i] = rows_val(rows, at, i + 4);
		if (rec->fields[i].type->load != NULL)
			v[i] = rec->fields[i].type->load(v[i]);
	}
	return (struct row){
		.rec = rec,
		.id = rows_int(rows, at, 0),
		.pid = rows_text(rows, at, 1),
		.region = (int)rows_int(rows, at, 2),
		.rev = rows_int(rows, at, 3),
		.v = v,
	};
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
	*out = row_take(act->a, rec, rows, 0);
	return OK;
}

enum err record_by_id(struct act *act, const struct record *rec, int64_t id, struct row *out)
{
	return record_one(act, rec, &model_sql(act->model, rec)->by_id, val_int(id), out);
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

struct val row_val(const struct row *r, const struct field *field)
{
	return r->v[record_field(r->rec, field)];
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

#include "api_write.h"

#include "flow.h"
#include "model.h"

enum { REFS_MAX = 256 };

struct api_ref {
	const struct record *rec;
	int64_t id;
	struct str pid;
};
struct api_refs {
	struct api_ref v[REFS_MAX];
	size_t n;
};

static struct str pid_of(const struct api_refs *refs, const struct record *rec, int64_t id)
{
	for (size_t i = 0; i < refs->n; i++)
		if (refs->v[i].id == id && refs->v[i].rec == rec)
			return refs->v[i].pid;
	return (struct str){0};
}

static void want(struct api_refs *refs, const struct record *rec, int64_t id)
{
	for (size_t i = 0; i < refs->n; i++)
		if (refs->v[i].id == id && refs->v[i].rec == rec)
			return;
	if (refs->n < REFS_MAX)
		refs->v[refs->n++] = (struct api_ref){.rec = rec, .id = id};
}

static void want_all(struct act *act, struct api_refs *refs, const struct seen *s)
{
	const struct record *rec = s->row.rec;
	for (size_t i = 0; i < rec->n; i++) {
		const struct field *f = &rec->fields[i];
		if (f->type == &T_REF && s->row.v[i].type == VAL_INT && api_has(act->model, rec, f))
			want(refs, api_target(act->model, rec, f), s->row.v[i].i);
	}
}

enum err api_refs_load(struct act *act, const struct seen *v, size_t n, const struct api_refs **out)
{
	struct api_refs *refs = ARENA_NEW(act->a, struct api_refs);
	struct batch *b;
	*out = refs;
	for (size_t i = 0; i < n; i++)
		want_all(act, refs, &v[i]);
	if (refs->n == 0)
		return OK;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t at[REFS_MAX];
	for (size_t i = 0; i < refs->n; i++)
		at[i] = batch_put(b, &model_sql(act->model, refs->v[i].rec)->by_id, DB_ARGS(val_int(refs->v[i].id)));
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < refs->n; i++)
		if (batch_rows(b, at[i])->n == 1)
			refs->v[i].pid = row_take(act, refs->v[i].rec, batch_rows(b, at[i]), 0).pid;
	return e;
}

void api_put(struct json *j, const char *key, struct str value)
{
	j_key(j, key);
	j_str(j, value);
}

static void put_text(struct json *j, struct str s)
{
	if (s.n == 0)
		j_null(j);
	else
		j_str(j, s);
}

void api_put_value(struct json *j, struct arena *a, const struct field *f, struct val v)
{
	if (v.type == VAL_NULL)
		j_null(j);
	else if (strcmp(f->type->api_type, "integer") == 0)
		j_int(j, v.i);
	else if (strcmp(f->type->api_type, "boolean") == 0)
		j_bool(j, v.i == 1);
	else if (f->type == &T_REF)
		put_text(j, (struct str){0}); /* only whole records say what they point at */
	else
		put_text(j, f->type->machine != NULL ? f->type->machine(a, v) : f->type->raw(a, f, v));
}

void api_put_record(struct json *j, struct act *act, const struct api_refs *refs, const struct seen *s,
                    const struct field *const *fields, size_t n)
{
	const struct record *rec = s->row.rec;
	api_put(j, "pid", s->row.pid);
	j_key(j, "rev");
	j_int(j, s->row.rev);
	for (size_t i = 0; i < n; i++) {
		const struct field *f = fields[i];
		size_t at = record_field(rec, f);
		if (s->hidden[at])
			continue;
		j_key(j, f->name);
		if (f->type == &T_REF && s->row.v[at].type == VAL_INT)
			put_text(j, pid_of(refs, api_target(act->model, rec, f), s->row.v[at].i));
		else
			api_put_value(j, act->a, f, row_at(&s->row, at));
	}
}

struct str api_path(struct arena *a, const struct row *r)
{
	return str_printf(a, API_ROOT "/%s/" STR_FMT, r->rec->api, STR_ARG(r->pid));
}

void api_begin(struct req *req, struct json *j)
{
	req->res.type = "application/json";
	j_init(j, &req->res.body);
}

static void put_step(struct json *j, struct req *req, const struct step *s)
{
	struct speak sp = req->act.speak;
	j_object(j);
	api_put(j, "name", str_from(s->t->name));
	api_put(j, "label", str_from(tr(sp, s->t->label)));
	j_key(j, "possible");
	j_bool(j, s->may == OK);
	j_key(j, "why");
	j_array(j);
	for (size_t i = 0; i < s->why.n; i++)
		j_str(j, str_from(tr(sp, s->why.v[i].text)));
	j_end(j);
	j_end(j);
}

static enum err put_steps(struct json *j, struct req *req, const struct seen *s)
{
	struct step steps[STEPS_MAX];
	size_t n = 0;
	enum err e = flow_steps(&req->act, s, steps, &n);
	j_key(j, "_steps");
	j_array(j);
	for (size_t i = 0; e == OK && i < n; i++)
		put_step(j, req, &steps[i]);
	j_end(j);
	return e;
}

enum err api_answer_record(struct req *req, const struct seen *s, int status)
{
	const struct record *rec = s->row.rec;
	const struct field *fields[RECORD_FIELDS_MAX];
	const struct api_refs *refs;
	struct json j;
	size_t n = 0;
	for (size_t i = 0; i < rec->n; i++)
		if (api_has(req->act.model, rec, &rec->fields[i]))
			fields[n++] = &rec->fields[i];
	enum err e = api_refs_load(&req->act, s, 1, &refs);
	if (e != OK)
		return e;
	api_begin(req, &j);
	j_object(&j);
	api_put_record(&j, &req->act, refs, s, fields, n);
	if (rec->n_flow > 0)
		e = put_steps(&j, req, s);
	j_end(&j);
	req->res.status = status;
	res_header(req, "ETag", str_printf(req->act.a, "\"%lld\"", (long long)s->row.rev));
	return e;
}

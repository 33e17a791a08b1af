#include "openapi.h"

#include "api_write.h"

static const char *const suffixes[SHAPE__N] = {
	[SHAPE_WHOLE] = "", [SHAPE_ROW] = "Row", [SHAPE_NEW] = "New", [SHAPE_CHANGE] = "Change",
};

void openapi_put(struct json *j, const char *key, const char *value)
{
	api_put(j, key, str_from(value));
}

struct str openapi_name(struct arena *a, const struct record *rec, enum shape shape)
{
	struct buf b;
	bool up = true;
	buf_init(&b, a, 256);
	for (const char *p = rec->name; *p != '\0'; p++) {
		if (*p != '_')
			buf_byte(&b, up && *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p);
		up = *p == '_';
	}
	buf_c(&b, suffixes[shape]);
	return buf_view(&b);
}

bool openapi_has(const struct model *m, const struct record *rec, enum shape shape)
{
	switch (shape) {
	case SHAPE_ROW: return api_lists(rec);
	case SHAPE_NEW: return api_makes(rec);
	case SHAPE_CHANGE: return api_changes(m, rec);
	case SHAPE_WHOLE:
	case SHAPE__N: break;
	}
	return true;
}

void openapi_ref(struct json *j, struct arena *a, struct str name)
{
	api_put(j, "$ref", str_printf(a, "#/components/schemas/" STR_FMT, STR_ARG(name)));
}

/* May there be nothing? What comes is empty where people, or the program, left it so. */
static bool may_be_null(const struct field *f, enum shape shape)
{
	if (f->type == &T_YES)
		return false;
	return shape <= SHAPE_ROW ? f->need != NEED_ALWAYS : f->need == NEED_OPTIONAL;
}

static void put_type(struct json *j, const struct field *f, bool null)
{
	j_key(j, "type");
	if (!null) {
		j_str(j, str_from(f->type->api_type));
	} else {
		j_array(j);
		j_str(j, str_from(f->type->api_type));
		j_str(j, S("null"));
		j_end(j);
	}
	if (f->type->api_format != NULL && f->type != &T_REF)
		openapi_put(j, "format", f->type->api_format);
	if (f->type == &T_REF)
		openapi_put(j, "pattern", "^[0-9a-hjkmnp-tv-z]{13}$");
}

static void put_choices(struct json *j, const struct field *f, bool null)
{
	j_key(j, "enum");
	j_array(j);
	for (const struct choice *c = f->choices; c->code != NULL; c++)
		j_str(j, str_from(c->code));
	if (null)
		j_null(j);
	j_end(j);
}

static void put_int(struct json *j, const char *key, int64_t i)
{
	j_key(j, key);
	j_int(j, i);
}

static void put_limits(struct json *j, const struct field *f)
{
	if (f->type->sized && f->min > 0)
		put_int(j, "minLength", f->min);
	if (f->type->sized && f->max > 0)
		put_int(j, "maxLength", f->max);
	if (f->type == &T_NUMBER && f->max > f->min) {
		put_int(j, "minimum", f->min);
		put_int(j, "maximum", f->max);
	}
}

/* "Phase. signaal: First sign; klaar: Done." */
static struct str described(struct req *req, const struct field *f)
{
	struct speak sp = req->act.speak;
	struct buf b;
	buf_init(&b, req->act.a, 16 * 1024);
	if (f->hint != NULL)
		buf_c(&b, tr(sp, f->hint));
	for (const struct choice *c = f->choices; c != NULL && c->code != NULL; c++)
		buf_printf(&b, "%s%s: %s", c != f->choices ? "; " : b.n > 0 ? ". " : "", c->code, tr(sp, c->label));
	return buf_view(&b);
}

static void put_field(struct json *j, struct req *req, const struct field *f, enum shape shape)
{
	bool null = may_be_null(f, shape);
	struct str text = described(req, f);
	j_key(j, f->name);
	j_object(j);
	put_type(j, f, null);
	if (f->choices != NULL)
		put_choices(j, f, null);
	put_limits(j, f);
	if (f->label != NULL)
		openapi_put(j, "title", tr(req->act.speak, f->label));
	if (text.n > 0)
		api_put(j, "description", text);
	if (shape <= SHAPE_ROW && !api_typed(f)) {
		j_key(j, "readOnly");
		j_bool(j, true);
	}
	j_end(j);
}

static size_t fields_of(struct req *req, const struct record *rec, enum shape shape,
                        const struct field *out[RECORD_FIELDS_MAX])
{
	const struct model *m = req->act.model;
	const struct field *above = rec->parent != NULL ? rec->parent : rec->route;
	size_t n = 0;
	if (shape == SHAPE_ROW)
		return api_columns(m, rec, record_of_child(rec) ? api_list(rec, S("")) : NULL, out);
	for (size_t i = 0; i < rec->n; i++) {
		const struct field *f = &rec->fields[i];
		bool sent = api_typed(f) || (shape == SHAPE_NEW && f == above);
		if (api_has(m, rec, f) && (shape == SHAPE_WHOLE || sent))
			out[n++] = f;
	}
	return n;
}

static void put_own(struct json *j)
{
	j_key(j, "pid");
	j_object(j);
	openapi_put(j, "type", "string");
	openapi_put(j, "pattern", "^[0-9a-hjkmnp-tv-z]{13}$");
	j_key(j, "readOnly");
	j_bool(j, true);
	j_end(j);
	j_key(j, "rev");
	j_object(j);
	openapi_put(j, "type", "integer");
	put_int(j, "minimum", 1);
	j_key(j, "readOnly");
	j_bool(j, true);
	j_end(j);
}

static void put_required(struct json *j, const struct record *rec, enum shape shape, const struct field *const *v,
                         size_t n)
{
	bool any = shape <= SHAPE_ROW;
	for (size_t i = 0; i < n && shape == SHAPE_NEW; i++)
		any = any || v[i]->need != NEED_OPTIONAL;
	if (!any)
		return;
	j_key(j, "required");
	j_array(j);
	if (shape <= SHAPE_ROW) {
		j_str(j, S("pid"));
		j_str(j, S("rev"));
	}
	for (size_t i = 0; i < n && shape == SHAPE_NEW; i++)
		if (v[i]->need == NEED_ALWAYS || v[i] == rec->route || v[i] == rec->parent)
			j_str(j, str_from(v[i]->name));
	j_end(j);
}

static void put_closed(struct json *j)
{
	j_key(j, "additionalProperties");
	j_bool(j, false);
}

static void put_shape(struct json *j, struct req *req, const struct record *rec, enum shape shape)
{
	const struct field *v[RECORD_FIELDS_MAX];
	size_t n = fields_of(req, rec, shape, v);
	j_key(j, openapi_name(req->act.a, rec, shape).p);
	j_object(j);
	openapi_put(j, "type", "object");
	openapi_put(j, "title", tr(req->act.speak, rec->label));
	if (shape <= SHAPE_ROW)
		openapi_put(j, "description", tr(req->act.speak, N_("What is hidden from the reader is left out.")));
	put_required(j, rec, shape, v, n);
	j_key(j, "properties");
	j_object(j);
	if (shape <= SHAPE_ROW)
		put_own(j);
	for (size_t i = 0; i < n; i++)
		put_field(j, req, v[i], shape);
	if (shape == SHAPE_WHOLE && rec->n_flow > 0) {
		j_key(j, "_steps");
		j_object(j);
		openapi_put(j, "type", "array");
		j_key(j, "items");
		j_object(j);
		openapi_ref(j, req->act.a, S("Step"));
		j_end(j);
		j_end(j);
	}
	j_end(j);
	if (shape > SHAPE_ROW)
		put_closed(j);
	j_end(j);
}

void openapi_step_form(struct json *j, struct req *req, const struct record *rec, const struct transition *t)
{
	j_object(j);
	openapi_put(j, "type", "object");
	bool any = false;
	for (size_t i = 0; t->form != NULL && i < t->form->n; i++)
		any = any || t->form->fields[i]->need == NEED_ALWAYS;
	if (any) {
		j_key(j, "required");
		j_array(j);
		for (size_t i = 0; i < t->form->n; i++)
			if (t->form->fields[i]->need == NEED_ALWAYS)
				j_str(j, str_from(t->form->fields[i]->name));
		j_end(j);
	}
	j_key(j, "properties");
	j_object(j);
	for (size_t i = 0; t->form != NULL && i < t->form->n; i++) {
		const struct field *f = t->form->fields[i];
		if (record_has(rec, f) ? api_has(req->act.model, rec, f) : f->type->api_type != NULL)
			put_field(j, req, f, SHAPE_NEW);
	}
	j_end(j);
	put_closed(j);
	j_end(j);
}

/* ---- what is the same for all ---- */

struct member {
	const char *name, *type, *of; /* of: of the items of an array, a schema or a type */
	bool must;
};

static void put_member(struct json *j, struct req *req, const struct member *m)
{
	j_key(j, m->name);
	j_object(j);
	if (m->type == NULL) {
		j_end(j);
		return;
	}
	openapi_put(j, "type", m->type);
	if (m->of != NULL) {
		j_key(j, "items");
		j_object(j);
		if (m->of[0] >= 'A' && m->of[0] <= 'Z')
			openapi_ref(j, req->act.a, str_from(m->of));
		else
			openapi_put(j, "type", m->of);
		j_end(j);
	}
	j_end(j);
}

static void put_fixed(struct json *j, struct req *req, const char *name, const struct member *v, size_t n)
{
	j_key(j, name);
	j_object(j);
	openapi_put(j, "type", "object");
	j_key(j, "required");
	j_array(j);
	for (size_t i = 0; i < n; i++)
		if (v[i].must)
			j_str(j, str_from(v[i].name));
	j_end(j);
	j_key(j, "properties");
	j_object(j);
	for (size_t i = 0; i < n; i++)
		put_member(j, req, &v[i]);
	j_end(j);
	j_end(j);
}

static const struct member step[] = {
	{"name", "string", NULL, true}, {"label", "string", NULL, true}, {"possible", "boolean", NULL, true},
	{"why", "array", "string", true},
};
static const struct member fault[] = {{"field", "string", NULL, false}, {"text", "string", NULL, true}};
/* Values of any type of a field: those two have none of their own. */
static const struct member difference[] = {
	{"field", "string", NULL, true}, {"yours", NULL, NULL, true}, {"now", NULL, NULL, true},
};
static const struct member problem_members[] = {
	{"type", "string", NULL, true}, {"title", "string", NULL, true}, {"status", "integer", NULL, true},
	{"detail", "string", NULL, true}, {"number", "integer", NULL, true}, {"errors", "array", "Fault", false},
	{"rev", "integer", NULL, false}, {"difference", "array", "Difference", false},
};
static const struct member index_record[] = {
	{"name", "string", NULL, true}, {"label", "string", NULL, true}, {"list", "string", NULL, false},
};
static const struct member index_members[] = {
	{"openapi", "string", NULL, true}, {"records", "array", "IndexRecord", true},
};

static const struct member change[] = {
	{"field", "string", NULL, true}, {"was", "string", NULL, true}, {"is", "string", NULL, true},
};
static const struct member happening[] = {
	{"at", "string", NULL, true}, {"who", "string", NULL, false}, {"role", "string", NULL, false},
	{"done", "string", NULL, true}, {"made", "boolean", NULL, true}, {"undone", "boolean", NULL, true},
	{"changes", "array", "FieldChange", true},
};
static const struct member history[] = {{"items", "array", "Happening", true}, {"next", "string", NULL, false}};

#define FIXED(name, v) put_fixed(j, req, name, v, sizeof v / sizeof *v)

void openapi_schemas(struct json *j, struct req *req)
{
	const struct model *m = req->act.model;
	FIXED("Problem", problem_members);
	FIXED("Fault", fault);
	FIXED("Difference", difference);
	FIXED("Step", step);
	FIXED("FieldChange", change);
	FIXED("Happening", happening);
	FIXED("History", history);
	FIXED("Index", index_members);
	FIXED("IndexRecord", index_record);
	for (size_t i = 0; i < model_count(m); i++) {
		const struct record *rec = model_at(m, i)->rec;
		for (enum shape s = SHAPE_WHOLE; rec->api != NULL && s < SHAPE__N; s++)
			if (openapi_has(m, rec, s))
				put_shape(j, req, rec, s);
	}
}

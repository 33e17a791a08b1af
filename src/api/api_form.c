#include "api_form.h"

#include "date.h"

static const char *const wrong_text = N_("Send a text");
static const char *const wrong_date = N_("Send a date as 2026-11-25");
static const char *const wrong_number = N_("Send a whole number");
static const char *const wrong_yes = N_("Send true or false");

static struct str text_of(const json_t *v)
{
	return (struct str){json_string_value(v), json_string_length(v)};
}

/* What a person would have typed for it; NULL, or the error as English text. */
static const char *typed_value(struct arena *a, const struct field *f, const json_t *v, struct str *raw)
{
	int32_t date;
	*raw = (struct str){0};
	if (json_is_null(v))
		return NULL;
	if (strcmp(f->type->api_type, "boolean") == 0) {
		*raw = json_is_true(v) ? S("1") : (struct str){0};
		return json_is_boolean(v) ? NULL : wrong_yes;
	}
	if (strcmp(f->type->api_type, "integer") == 0) {
		*raw = str_printf(a, "%lld", (long long)json_integer_value(v));
		return json_is_integer(v) ? NULL : wrong_number;
	}
	if (!json_is_string(v))
		return f->type == &T_DATE ? wrong_date : wrong_text;
	*raw = text_of(v);
	/* People type dates in many ways; between programs there is one. */
	return f->type == &T_DATE && raw->n > 0 && !date_parse_iso(*raw, &date) ? wrong_date : NULL;
}

static bool among(const struct field *f, const struct field *const *fields, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (fields[i] == f)
			return true;
	return false;
}

/* The field with this name in the form of a step; such a form may ask for what is no field of the record. */
static const struct field *asked_for(const struct api_ask *ask, struct str name)
{
	for (size_t i = 0; ask->only != NULL && i < ask->n_only; i++)
		if (str_is(name, ask->only[i]->name))
			return ask->only[i];
	return record_named(ask->rec, name);
}

/* There, and open to this reader? */
static bool known(const struct req *req, const struct api_ask *ask, const struct field *f)
{
	if (f == NULL)
		return false;
	if (!record_has(ask->rec, f))
		return f->type->api_type != NULL && f->privacy != PRIV_SECRET;
	bool hidden = ask->hidden != NULL && ask->hidden[record_field(ask->rec, f)];
	return !hidden && api_has(req->act.model, ask->rec, f);
}

static bool writable(const struct req *req, const struct api_ask *ask, const struct field *f)
{
	return api_typed(f) && field_by(f, req->viewer->role) && (ask->only == NULL || among(f, ask->only, ask->n_only));
}

static const char *take(struct req *req, const struct api_ask *ask, const struct field *f, const json_t *v,
                        struct str *raw)
{
	if (!known(req, ask, f))
		return N_("There is no such field");
	if (!writable(req, ask, f))
		return N_("This field cannot be changed here");
	return typed_value(req->act.a, f, v, raw);
}

static void form_add(struct api_form *out, const struct field *f)
{
	if (!among(f, out->fields, out->def.n) && out->def.n < FORM_FIELDS_MAX)
		out->fields[out->def.n++] = f;
}

/* A page has it in the form, so a program need not send it. */
static bool says_already(const struct api_ask *ask, const struct field *f)
{
	return ask->stands != NULL && record_has(ask->rec, f) && row_val(ask->stands, f).type != VAL_NULL;
}

/* Everything that must be there and was not sent. */
static void add_missing(struct req *req, const struct api_ask *ask, struct api_form *out)
{
	size_t n = ask->only != NULL ? ask->n_only : ask->rec->n;
	for (size_t i = 0; i < n; i++) {
		const struct field *f = ask->only != NULL ? ask->only[i] : &ask->rec->fields[i];
		bool sent = json_object_get(req->json, f->name) != NULL;
		if (!sent && !says_already(ask, f) && known(req, ask, f) && writable(req, ask, f))
			form_add(out, f);
	}
}

struct api_form *api_form_read(struct req *req, const struct api_ask *ask)
{
	struct arena *a = req->act.a;
	struct api_form *out = ARENA_NEW(a, struct api_form);
	struct pair *pairs = ARENA_ARRAY(a, struct pair, json_object_size(req->json) + 1);
	struct pairs typed = {pairs, 0};
	const char *name;
	json_t *value;
	out->def = (struct form_def){.name = "api", .fields = out->fields};
	json_object_foreach(req->json, name, value) {
		const struct field *f = asked_for(ask, str_from(name));
		struct str raw;
		if (f != NULL && among(f, ask->apart, ask->n_apart))
			continue;
		const char *wrong = take(req, ask, f, value, &raw);
		if (wrong != NULL) {
			problem_add(&out->errors, str_copy(a, str_from(name)), str_from(tr(req->act.speak, wrong)));
			continue;
		}
		pairs[typed.n++] = (struct pair){str_from(f->name), raw};
		form_add(out, f);
	}
	if (ask->whole)
		add_missing(req, ask, out);
	out->form = form_new(a, &out->def);
	form_parse(out->form, a, req->act.speak, typed);
	for (size_t i = 0; i < out->def.n; i++)
		if (out->form->error[i].n > 0)
			problem_add(&out->errors, str_from(out->fields[i]->name), out->form->error[i]);
	return out;
}

void api_form_reasons(struct api_form *f, struct req *req, const struct reasons *why)
{
	for (size_t i = 0; i < why->n; i++)
		problem_add(&f->errors, why->v[i].field == NULL ? S("") : str_from(why->v[i].field->name),
		            str_from(tr(req->act.speak, why->v[i].text)));
}

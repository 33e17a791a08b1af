#include "form.h"

#include "rand.h"
#include "utf8.h"

enum { FORM_KEY_BITS = 130 };

struct str pairs_get(struct pairs p, const char *name)
{
	for (size_t i = 0; i < p.n; i++)
		if (str_is(p.v[i].name, name))
			return p.v[i].value;
	return (struct str){0};
}

bool pairs_has(struct pairs p, const char *name)
{
	for (size_t i = 0; i < p.n; i++)
		if (str_is(p.v[i].name, name))
			return true;
	return false;
}

struct form *form_new(struct arena *a, const struct form_def *def)
{
	if (def->n > FORM_FIELDS_MAX)
		BUG("form %s has too many fields", def->name);
	if (def->must >> def->n != 0)
		BUG("form %s demands a field that it has not", def->name);
	struct form *f = ARENA_NEW(a, struct form);
	f->def = def;
	f->key = code_new(a, FORM_KEY_BITS);
	return f;
}

static struct str fill_limits(struct arena *a, struct speak sp, const struct field *field, const char *english)
{
	return tr_fill(a, sp, english, TR_SLOTS({"min", tr_number(a, sp.lang, field->min)},
	                                        {"max", tr_number(a, sp.lang, field->max)}));
}

static void parse_one(struct form *f, size_t i, struct arena *a, struct speak sp)
{
	const struct field *field = f->def->fields[i];
	const char *wrong = NULL;
	f->v[i] = val_null();
	if (f->raw[i].n > 0)
		wrong = field->type->parse(a, field, f->raw[i], &f->v[i]);
	else if (field->need == NEED_ALWAYS)
		wrong = field->missing;
	else if (field->type == &T_YES)
		f->v[i] = val_int(0);
	if (wrong != NULL) {
		f->v[i] = val_null();
		form_wrong(f, field, fill_limits(a, sp, field, wrong));
	}
}

/* A value that is not text at all is refused at its field; what is text is kept as it was typed, cleaned. */
static bool take_raw(struct form *f, size_t i, struct arena *a, struct str typed)
{
	const struct field_type *type = f->def->fields[i]->type;
	f->raw[i] = typed;
	if (!type->trims)
		return utf8_valid(typed);
	enum err e = utf8_clean(a, typed, type->lines ? TEXT_LINES : TEXT_LINE, &f->raw[i]);
	if (e != OK)
		f->raw[i] = (struct str){0};
	return e == OK;
}

/* What was typed for a field: its own control, or the three of a date in parts (NAME_dag, NAME_maand, NAME_jaar). */
static struct str typed_for(struct arena *a, const struct field *field, struct pairs posted)
{
	if (field->type != &T_DATE || pairs_has(posted, field->name))
		return pairs_get(posted, field->name);
	struct str day = str_trim(pairs_get(posted, str_printf(a, "%s_dag", field->name).p));
	struct str month = str_trim(pairs_get(posted, str_printf(a, "%s_maand", field->name).p));
	struct str year = str_trim(pairs_get(posted, str_printf(a, "%s_jaar", field->name).p));
	if (day.n + month.n + year.n == 0)
		return (struct str){0};
	return str_printf(a, STR_FMT "-" STR_FMT "-" STR_FMT, STR_ARG(day), STR_ARG(month), STR_ARG(year));
}

void form_parse(struct form *f, struct arena *a, struct speak sp, struct pairs posted)
{
	int64_t rev;
	f->posted = true;
	for (size_t i = 0; i < f->def->n; i++) {
		const struct field *field = f->def->fields[i];
		if (field->need == NEED_SERVER)
			BUG("form %s asks for server field %s", f->def->name, field->name);
		if (take_raw(f, i, a, typed_for(a, field, posted)))
			parse_one(f, i, a, sp);
		else
			form_wrong(f, field, str_from(tr(sp, N_("This text has characters that we cannot read"))));
	}
	struct str key = code_normal(a, pairs_get(posted, "_key"));
	if (key.n == FORM_KEY_BITS / 5)
		f->key = key;
	if (str_to_i64(pairs_get(posted, "_rev"), &rev) && rev > 0)
		f->rev = rev;
}

void form_fill_raw(struct form *f, struct arena *a, struct pairs typed)
{
	for (size_t i = 0; i < f->def->n; i++) {
		const struct field *field = f->def->fields[i];
		if (field->type->secret || !pairs_has(typed, field->name))
			continue;
		if (!take_raw(f, i, a, pairs_get(typed, field->name)))
			f->raw[i] = (struct str){0};
	}
}

size_t form_index(const struct form *f, const struct field *field)
{
	for (size_t i = 0; i < f->def->n; i++)
		if (f->def->fields[i] == field)
			return i;
	BUG("form %s has no field %s", f->def->name, field->name);
}

void form_set(struct form *f, struct arena *a, const struct field *field, struct val v)
{
	size_t i = form_index(f, field);
	f->v[i] = v;
	f->raw[i] = field->type->raw(a, field, v);
}

struct val form_val(const struct form *f, const struct field *field)
{
	return f->v[form_index(f, field)];
}

struct str form_text(const struct form *f, const struct field *field)
{
	struct val v = form_val(f, field);
	return v.type == VAL_TEXT ? v.s : (struct str){0};
}

void form_wrong_upload(struct form *f, struct str error)
{
	f->errors += f->upload_error.n == 0;
	f->upload_error = error;
}

void form_wrong(struct form *f, const struct field *field, struct str error)
{
	if (field == NULL) {
		f->errors++;
		if (f->n_top < REASONS_MAX)
			f->error_top[f->n_top++] = error;
		return;
	}
	size_t i = form_index(f, field);
	if (f->error[i].n == 0)
		f->errors++;
	f->error[i] = error;
}

#include "api_model.h"

const struct record *api_record(const struct model *m, struct str name)
{
	for (size_t i = 0; i < model_count(m); i++) {
		const struct record *rec = model_at(m, i)->rec;
		if (rec->api != NULL && str_is(name, rec->api))
			return rec;
	}
	return NULL;
}

const struct record *api_target(const struct model *m, const struct record *rec, const struct field *f)
{
	return f == rec->route ? model_route(m) : f->ref;
}

bool api_has(const struct model *m, const struct record *rec, const struct field *f)
{
	if (f->type->api_type == NULL || f->privacy == PRIV_SECRET)
		return false;
	if (f->type == &T_REF) {
		const struct record *target = api_target(m, rec, f);
		return target != NULL && target->api != NULL && (f->label != NULL || f == rec->route || f == rec->parent);
	}
	return f->label != NULL;
}

bool api_typed(const struct field *f)
{
	return f->need != NEED_SERVER;
}

static bool gives(const struct record *rec, unsigned op)
{
	for (size_t i = 0; i < rec->n_access; i++)
		if ((rec->access[i].ops & op) != 0)
			return true;
	return false;
}

bool api_makes(const struct record *rec)
{
	if (!rec->api_makes || rec->is_route || rec->is_relation)
		return false;
	return record_of_child(rec) || gives(rec, OP_CREATE);
}

bool api_changes(const struct model *m, const struct record *rec)
{
	bool typed = false;
	for (size_t i = 0; i < rec->n; i++)
		typed = typed || (api_typed(&rec->fields[i]) && api_has(m, rec, &rec->fields[i]));
	return typed && !rec->is_relation && (record_of_child(rec) || gives(rec, OP_CHANGE));
}

const struct list *api_list(const struct record *rec, struct str name)
{
	const struct list *first = NULL;
	for (size_t i = 0; i < rec->n_lists; i++) {
		const struct list *l = &rec->lists[i];
		if (name.n > 0 && str_is(name, l->name))
			return l;
		if (first == NULL || (first->work != NULL && l->work == NULL))
			first = l;
	}
	return name.n > 0 ? NULL : first;
}

bool api_lists(const struct record *rec)
{
	return record_of_child(rec) ? rec->n_lists > 0 : rec->listing != NULL;
}

static const struct field *const *columns_of(const struct record *rec, const struct list *l, size_t *n)
{
	const struct listing *listing = rec->listing;
	*n = l != NULL ? l->n_columns : listing != NULL ? listing->n_columns : 0;
	return l != NULL ? l->columns : listing != NULL ? listing->columns : NULL;
}

size_t api_columns(const struct model *m, const struct record *rec, const struct list *l,
                   const struct field *out[RECORD_FIELDS_MAX])
{
	size_t n = 0, given;
	const struct field *const *columns = columns_of(rec, l, &given);
	if (given == 0 && rec->title != NULL) {
		columns = &rec->title;
		given = 1;
	}
	for (size_t i = 0; i < given && n < RECORD_FIELDS_MAX; i++)
		if (record_has(rec, columns[i]) && columns[i]->privacy != PRIV_SEALED && api_has(m, rec, columns[i]))
			out[n++] = columns[i];
	return n;
}

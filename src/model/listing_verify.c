#include "listing_sql.h"

struct faults {
	const struct record *rec;
	void (*fn)(void *ctx, const struct field *field, const char *what);
	void *ctx;
};

static void verify_access(const struct faults *f)
{
	const struct record *rec = f->rec;
	if (rec->n_access > 0 && record_of_child(rec))
		f->fn(f->ctx, NULL, "a record of a child is opened by its part, not by access rows");
	if (rec->org != NULL && (!record_has(rec, rec->org) || rec->org->type != &T_REF))
		f->fn(f->ctx, rec->org, "its organisation must be a reference among its own fields");
	for (size_t i = 0; i < rec->n_access; i++) {
		const struct access *a = &rec->access[i];
		if (a->roles == 0 || a->ops == 0 || a->where <= WHERE_NOWHERE || a->where > WHERE_REGION)
			f->fn(f->ctx, NULL, "an access row without roles, without ops or for nowhere");
		if ((a->ops & OP_READ) == 0)
			f->fn(f->ctx, NULL, "an access row that lets change what may not be read");
		if (a->where != WHERE_REGION && rec->org == NULL)
			f->fn(f->ctx, NULL, "access by organisation without the field that names it");
	}
}

/* What may stand in a list, be filtered by or looked for: fields of its own that are not sealed or secret. */
static bool listable(const struct faults *f, const struct field *field, const char *place)
{
	if (field == NULL || !record_has(f->rec, field)) {
		f->fn(f->ctx, NULL, place);
		return false;
	}
	if (field->privacy == PRIV_SEALED || field->privacy == PRIV_SECRET)
		f->fn(f->ctx, field, "a sealed or secret field does not stand in a list, a filter or a search");
	return true;
}

static bool filters_by(const struct field *field)
{
	return field->type == &T_CHOICE || field->type == &T_RADIO || field->type == &T_STATE || field->type == &T_YES;
}

static void verify_orders(const struct faults *f)
{
	const struct listing *l = f->rec->listing;
	if (l->n_orders == 0 || l->n_orders > LISTING_ORDERS_MAX)
		f->fn(f->ctx, NULL, "a listing has one to four orders");
	for (size_t i = 0; i < l->n_orders; i++) {
		const struct field *by = l->orders[i].by;
		if (listable(f, by, "an order by a field of another record") &&
		    (by->type->column != 't' || by->need == NEED_OPTIONAL))
			f->fn(f->ctx, by, "an order is by a text or date that is always there");
	}
}

void listing_verify(const struct record *rec, void (*fault)(void *ctx, const struct field *field, const char *what),
                    void *ctx)
{
	const struct faults f = {rec, fault, ctx};
	const struct listing *l = rec->listing;
	verify_access(&f);
	if (l == NULL)
		return;
	if (record_of_child(rec) || rec->n_access == 0 || l->label == NULL || l->n_columns == 0)
		fault(ctx, NULL, "a listing needs access rows, a label and columns");
	verify_orders(&f);
	for (size_t i = 0; i < l->n_columns; i++)
		if (listable(&f, l->columns[i], "a column of another record") && l->columns[i]->label == NULL)
			fault(ctx, l->columns[i], "a column without a label");
	if (l->n_filters > LISTING_FILTERS_MAX)
		fault(ctx, NULL, "more than four filters");
	for (size_t i = 0; i < l->n_filters; i++)
		if (listable(&f, l->filters[i], "a filter of another record") && !filters_by(l->filters[i]))
			fault(ctx, l->filters[i], "a filter is a choice, a state or a tick");
	/* The word stands in the address, where nothing about a person may stand. */
	if (l->find != NULL && listable(&f, l->find, "a search in a field of another record") &&
	    (l->find->privacy != PRIV_PUBLIC || l->find->type != &T_LINE || l->find->need != NEED_SERVER))
		fault(ctx, l->find, "a search is in a public fold key");
}

#include "sheet.h"

#include "look.h"

enum { TEXT_WIDTH = 28, LONG_WIDTH = 48, LONG = 200 };

void sheet_begin(struct xlsx *x, struct req *req, const char *tab, const struct xlsx_col *columns, size_t n)
{
	struct xlsx_col *said = ARENA_ARRAY(req->act.a, struct xlsx_col, n);
	for (size_t i = 0; i < n; i++)
		said[i] = (struct xlsx_col){tr(req->act.speak, columns[i].label), columns[i].width};
	const char *name = tr(req->act.speak, tab);
	if (!xlsx_name_fits(name))
		name = tr(req->act.speak, N_("Overview"));
	xlsx_begin(x, &req->res.body, name, said, n);
}

enum err sheet_end(struct xlsx *x, struct req *req, const char *file)
{
	xlsx_end(x);
	if (req->res.body.failed)
		return ERR_TOO_BIG;
	req->res.type = XLSX_TYPE;
	req->res.download = str_printf(req->act.a, "%s.xlsx", file);
	return OK;
}

void sheet_value(struct xlsx *x, struct req *req, const struct field *f, struct val v)
{
	if (v.type == VAL_NULL)
		xlsx_empty(x);
	else if (f->type == &T_DATE)
		xlsx_date(x, (int32_t)v.i);
	else if (f->type == &T_NUMBER)
		xlsx_int(x, v.i);
	else
		xlsx_text(x, f->type->show(req->act.a, req->act.speak, f, v));
}

/* ---- rows of a record ---- */

struct rows_of {
	struct req *req;
	struct xlsx x;
	const struct field *const *columns;
	size_t n;
	bool by_access; /* each row is asked for once more: may it be exported? */
};

static void begin_columns(struct rows_of *r, const char *tab)
{
	struct xlsx_col *cols = ARENA_ARRAY(r->req->act.a, struct xlsx_col, r->n);
	for (size_t i = 0; i < r->n; i++) {
		const struct field *f = r->columns[i];
		int width = f->type->column == 'i' || f->type == &T_DATE ? 0 : f->max >= LONG ? LONG_WIDTH : TEXT_WIDTH;
		cols[i] = (struct xlsx_col){f->label, width};
	}
	sheet_begin(&r->x, r->req, tab, cols, r->n);
}

static enum err put_row(void *ctx, const struct seen *s)
{
	struct rows_of *r = ctx;
	enum err e = r->by_access ? access_row(&r->req->act, &s->row, OP_EXPORT) : OK;
	if (e != OK)
		return e == ERR_DENIED || e == ERR_NOT_FOUND ? OK : e;
	xlsx_row(&r->x);
	for (size_t i = 0; i < r->n; i++)
		sheet_value(&r->x, r->req, r->columns[i], row_val(&s->row, r->columns[i]));
	return OK;
}

enum err record_sheet(struct req *req)
{
	const struct record *rec = req->route->of;
	const struct listing *l = rec->listing;
	struct rows_of r = {.req = req, .columns = l->columns, .n = l->n_columns, .by_access = true};
	struct listing_query q = listing_ask(req->act.a, rec, req->query);
	q.after = (struct str){0};
	begin_columns(&r, l->label);
	enum err e = listing_each(&req->act, rec, &q, put_row, &r);
	return e == OK ? sheet_end(&r.x, req, rec->api == NULL ? "overzicht" : rec->api) : e;
}

enum err list_sheet(struct req *req, const struct list *list)
{
	struct rows_of r = {.req = req, .columns = list->columns, .n = list->n_columns};
	begin_columns(&r, list->label);
	enum err e = scope_each(&req->act, req->app->looks, list, put_row, &r);
	return e == OK ? sheet_end(&r.x, req, "lijst") : e;
}

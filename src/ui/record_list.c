#include "record_view.h"

#include "utf8.h"

enum { OPTIONS_MAX = 64, CHIPS_MAX = 8 };

static const char *base_of(struct req *req, const struct record *rec)
{
	const char *list = record_way(req, rec, WAY_LIST, (struct str){0});
	return list != NULL ? list : str_c(req->act.a, req->path);
}

static const char *address(struct req *req, const struct record *rec, const struct listing_query *q, struct str after)
{
	struct str tail = listing_address(req->act.a, rec, q, after);
	return str_printf(req->act.a, "%s" STR_FMT, base_of(req, rec), STR_ARG(tail)).p;
}

static struct str code_of(struct arena *a, struct val v)
{
	return v.type == VAL_INT ? str_printf(a, "%lld", (long long)v.i) : v.s;
}

/* "Alles", then the choices; a tick is yes or no. */
static void filter_field(struct ui *u, const struct field *f, struct val chosen)
{
	static const struct choice ticks[] = {{"1", N_("Yes"), NULL}, {"0", N_("No"), NULL}, {NULL, NULL, NULL}};
	const struct choice *c = f->type == &T_YES ? ticks : f->choices;
	struct ui_option o[OPTIONS_MAX];
	struct str code = code_of(u->a, chosen);
	size_t n = 1;
	o[0] = (struct ui_option){.value = S(""), .label = tr(u->sp, N_("All")), .chosen = chosen.type == VAL_NULL};
	for (; c->code != NULL && n < OPTIONS_MAX; c++)
		o[n++] = (struct ui_option){.value = str_from(c->code), .label = tr(u->sp, c->label),
		                            .chosen = chosen.type != VAL_NULL && str_is(code, c->code)};
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = f->name, .label = tr(u->sp, f->label), .options = o,
	                               .n_options = n});
}

/* One link per filter in force: the same list without it. */
static void view_chosen(struct ui *u, struct req *req, const struct record *rec, const struct listing_query *q)
{
	struct ui_link chips[CHIPS_MAX];
	size_t n = 0;
	for (size_t i = 0; i < rec->listing->n_filters; i++) {
		const struct field *f = rec->listing->filters[i];
		struct listing_query without = *q;
		if (q->filters[i].type == VAL_NULL)
			continue;
		without.filters = ARENA_ARRAY(u->a, struct val, rec->listing->n_filters);
		memcpy(without.filters, q->filters, rec->listing->n_filters * sizeof *q->filters);
		without.filters[i] = val_null();
		chips[n++] = (struct ui_link){
			tr_fill(u->a, u->sp, N_("{name}: {value} (remove)"),
			        TR_SLOTS({"name", str_from(tr(u->sp, f->label))},
			                 {"value", f->type->show(u->a, u->sp, f, q->filters[i])})).p,
			address(req, rec, &without, (struct str){0})};
	}
	if (q->find.n > 0) {
		struct listing_query without = *q;
		without.find = (struct str){0};
		chips[n++] = (struct ui_link){tr_fill(u->a, u->sp, N_("Searched for {word} (remove)"),
		                                      TR_SLOTS({"word", req_query(req, "zoek")})).p,
		                              address(req, rec, &without, (struct str){0})};
	}
	if (n > 0)
		ui_links(u, chips, n);
}

void view_listing_form(struct ui *u, struct req *req, const struct record *rec, const struct listing_query *q)
{
	const struct listing *l = rec->listing;
	if (l->n_filters == 0 && l->find == NULL)
		return;
	ui_form_begin(u, &(struct ui_form){.action = base_of(req, rec), .get = true});
	if (q->order != 0)
		ui_hidden(u, "op", req_query(req, "op"));
	if (l->find != NULL)
		ui_field(u, &(struct ui_field){.kind = FIELD_SEARCH, .name = "zoek",
		                               .label = tr(u->sp, l->find->hint != NULL ? l->find->hint : N_("Search")),
		                               .value = q->find.n > 0 ? req_query(req, "zoek") : (struct str){0}, .max = 60});
	for (size_t i = 0; i < l->n_filters; i++)
		filter_field(u, l->filters[i], q->filters[i]);
	ui_buttons_begin(u);
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(u->sp, N_("Show"))});
	ui_buttons_end(u);
	ui_form_end(u);
	view_chosen(u, req, rec, q);
}

/* "Schools" inside of a sentence; "TLV" stays as it is. */
static struct str inside(struct arena *a, const char *label)
{
	struct str s = str_copy(a, str_from(label));
	bool word = s.n > 1 && s.p[0] >= 'A' && s.p[0] <= 'Z' && !(s.p[1] >= 'A' && s.p[1] <= 'Z');
	return word ? str_printf(a, "%c%s", s.p[0] + ('a' - 'A'), s.p + 1) : s;
}

static struct str number_of(struct req *req, const struct record *rec, int64_t n)
{
	struct speak sp = req->act.speak;
	const struct slot what = {"what", inside(req->act.a, tr(sp, n == 1 ? rec->label : rec->listing->label))};
	if (n > SHELF_COUNT_MAX)
		return tr_fill(req->act.a, sp, N_("More than 1,000 {what}"), &what, 1);
	return tr_fill(req->act.a, sp, N_("{n} {what}"), TR_SLOTS({"n", tr_number(req->act.a, sp.lang, n)}, what));
}

/* The order that a click on this column gives: the next one by that field. */
static bool order_of(const struct record *rec, const struct field *column, size_t now, size_t *to)
{
	const struct listing *l = rec->listing;
	bool found = false;
	for (size_t i = 0; i < l->n_orders; i++) {
		const struct field *by = l->orders[i].by;
		bool its = by == column || (by->fold_of != NULL && strcmp(by->fold_of, column->name) == 0);
		if (its && (!found || i != now))
			*to = i;
		found = found || its;
	}
	return found;
}

static bool orders_by(const struct record *rec, const struct field *column, size_t now)
{
	const struct field *by = rec->listing->orders[now].by;
	return by == column || (by->fold_of != NULL && strcmp(by->fold_of, column->name) == 0);
}

static const struct ui_col *columns(struct req *req, const struct record *rec, const struct listing_query *q)
{
	const struct listing *l = rec->listing;
	struct ui_col *cols = ARENA_ARRAY(req->act.a, struct ui_col, l->n_columns);
	for (size_t i = 0; i < l->n_columns; i++) {
		struct listing_query sorted = *q;
		cols[i].label = tr(req->act.speak, l->columns[i]->label);
		if (!order_of(rec, l->columns[i], q->order, &sorted.order))
			continue;
		if (orders_by(rec, l->columns[i], q->order))
			cols[i].sort = l->orders[q->order].down ? SORT_DOWN : SORT_UP;
		if (sorted.order != q->order)
			cols[i].sort_href = address(req, rec, &sorted, (struct str){0});
	}
	return cols;
}

static enum err table(struct ui *u, struct req *req, const struct record *rec, const struct listing_query *q,
                      const struct seen_page *page, struct str caption)
{
	const struct listing *l = rec->listing;
	const struct str **texts;
	enum err e = told_rows(&req->act, page->v, page->n, &texts);
	if (e != OK)
		return e;
	ui_table_begin(u, str_c(u->a, caption), TABLE_CARDS, columns(req, rec, q), l->n_columns);
	for (size_t i = 0; i < page->n; i++) {
		const struct row *r = &page->v[i].row;
		const char *to = record_way(req, rec, WAY_SHOW, r->pid);
		ui_row(u);
		for (size_t c = 0; c < l->n_columns; c++) {
			struct str text = texts[i][record_field(rec, l->columns[c])];
			if (c == 0 && text.n == 0)
				text = row_title(u->a, u->sp, r);
			if (c == 0 && to != NULL)
				ui_cell_link(u, to, text);
			else
				ui_cell(u, text);
		}
	}
	ui_table_end(u);
	return OK;
}

static void nothing(struct ui *u, struct req *req, const struct record *rec, const struct listing_query *q)
{
	bool asked = listing_address(u->a, rec, &(struct listing_query){.filters = q->filters, .find = q->find},
	                             (struct str){0}).n > 0;
	const char *make = record_way(req, rec, WAY_NEW, (struct str){0});
	if (asked) {
		ui_empty(u, tr(u->sp, N_("Nothing fits these choices")),
		         tr(u->sp, N_("Remove one of them, or search for a shorter piece of the word.")),
		         &(struct ui_link){tr(u->sp, N_("Show all")), base_of(req, rec)});
		return;
	}
	ui_empty(u, tr(u->sp, N_("Nothing here yet")),
	         tr(u->sp, make != NULL ? N_("You can add the first one.") : N_("What is added stands here at once.")),
	         make == NULL ? NULL : &(struct ui_link){record_way_title(req, rec, WAY_NEW), make});
}

enum err view_listing(struct ui *u, struct req *req, const struct record *rec, const struct listing_query *q,
                      const struct seen_page *page, int64_t n)
{
	if (page->n == 0) {
		nothing(u, req, rec, q);
		return OK;
	}
	enum err e = table(u, req, rec, q, page, number_of(req, rec, n));
	const char *next = page->more ? address(req, rec, q, page->v[page->n - 1].row.pid) : NULL;
	const char *front = q->after.n > 0 ? address(req, rec, q, (struct str){0}) : NULL;
	if (next != NULL || front != NULL)
		ui_pages(u, front, next, NULL);
	return e;
}

enum err record_list_page(struct req *req)
{
	const struct record *rec = req->route->of;
	struct speak sp = req->act.speak;
	struct listing_query q = listing_ask(req->act.a, rec, req->query);
	struct ui_page page = {.title = tr(sp, req->route->title)};
	struct seen_page rows;
	int64_t n;
	enum err e = listing_look(&req->act, rec, &q, &rows, &n);
	if (e != OK && e != ERR_TOO_BIG)
		return e;
	struct ui *u = view_begin(req, &page);
	const char *make = record_way(req, rec, WAY_NEW, (struct str){0});
	if (make != NULL && e == OK && rows.n > 0) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, make, record_way_title(req, rec, WAY_NEW));
		ui_buttons_end(u);
	}
	const char *import = record_way(req, rec, WAY_IMPORT, (struct str){0});
	if (import != NULL && e == OK)
		ui_p_link(u, NULL, import, record_way_title(req, rec, WAY_IMPORT), NULL);
	view_listing_form(u, req, rec, &q);
	if (e == ERR_TOO_BIG)
		ui_remark(u, TONE_SOON, tr(sp, N_("There is too much to search in. Choose a filter instead of a word.")));
	else
		e = view_listing(u, req, rec, &q, &rows, n);
	const char *sheet = rows.n > 0 ? record_way(req, rec, WAY_SHEET, (struct str){0}) : NULL;
	if (sheet != NULL && e == OK) {
		struct str question = listing_address(req->act.a, rec, &q, (struct str){0});
		ui_p_link(u, NULL, str_printf(req->act.a, "%s" STR_FMT, sheet, STR_ARG(question)).p,
		          record_way_title(req, rec, WAY_SHEET), NULL);
	}
	return e == OK || e == ERR_TOO_BIG ? view_end(u, req, &page) : e;
}

#include "list_filter.h"

enum { OPTIONS_MAX = 32 };

int64_t filter_place(const struct field *of, struct str code)
{
	for (int64_t i = 0; of != NULL && of->choices[i].code != NULL; i++)
		if (str_is(code, of->choices[i].code))
			return i + 1;
	return 0;
}

/* The list `id` of record `i` of the model, where that is work; or NULL. */
static const struct list *work_at(struct req *req, int id, size_t i)
{
	const struct record *rec = model_at(req->act.model, i)->rec;
	for (size_t k = 0; k < rec->n_lists; k++)
		if (rec->lists[k].id == id && rec->lists[k].work != NULL)
			return &rec->lists[k];
	return NULL;
}

int64_t filter_mark(struct req *req, int list, struct str code)
{
	for (size_t i = 0; i < model_count(req->act.model); i++) {
		const struct list *l = work_at(req, list, i);
		if (l != NULL && str_is(code, l->work->code))
			return l->work->mark;
	}
	return 0;
}

int64_t filter_total(const struct shelf_tally *tally)
{
	int64_t n = 0;
	for (size_t i = 0; i < tally->n; i++)
		n += tally->v[i].n;
	return n;
}

size_t filter_kinds(const struct shelf_tally *tally)
{
	uint64_t seen[2] = {0};
	for (size_t i = 0; i < tally->n; i++) {
		int64_t mark = facet_mark(tally->v[i].facet);
		seen[mark / 64] |= UINT64_C(1) << mark % 64;
	}
	return (size_t)(__builtin_popcountll(seen[0]) + __builtin_popcountll(seen[1]));
}

struct str count_words(struct req *req, int64_t n)
{
	if (n > SHELF_COUNT_MAX)
		return str_from(tr(req->act.speak, N_("more than 1,000")));
	return tr_number(req->act.a, req->act.speak.lang, n);
}

/* How many rows one choice gives. */
static int64_t tallied(const struct shelf_tally *t, const struct list_filter *f, const struct shelf_where *choice)
{
	static const struct shelf_where all = {.own = 0};
	int64_t n = 0;
	for (size_t i = 0; i < t->n; i++)
		if (facet_fits(t->v[i].facet, choice) && facet_fits(t->v[i].facet, f->among == NULL ? &all : f->among))
			n += t->v[i].within;
	return n;
}

static struct shelf_where under(const struct list_filter *f)
{
	return f->under == NULL ? (struct shelf_where){.own = 0} : *f->under;
}

/* The facet belongs to one type of record: under another type there is nothing. */
static int64_t tallied_facet(const struct shelf_tally *t, const struct list_filter *f, size_t place)
{
	struct shelf_where w = under(f);
	int64_t mark = f->of->work == NULL ? 0 : f->of->work->mark;
	if (w.mark != 0 && w.mark != mark)
		return 0;
	w.mark = mark;
	w.own = (int64_t)place + 1;
	return tallied(t, f, &w);
}

static int64_t tallied_type(const struct shelf_tally *t, const struct list_filter *f, const struct list *l)
{
	struct shelf_where w = under(f);
	if (w.own != 0 && l->facet_of != f->of->facet_of)
		return 0;
	w.mark = l->work->mark;
	return tallied(t, f, &w);
}

static int64_t tallied_side(const struct shelf_tally *t, const struct list_filter *f, size_t place)
{
	struct shelf_where w = under(f);
	w.side = (int64_t)place + 1;
	w.other_side = false;
	return tallied(t, f, &w);
}

struct options {
	struct ui_option v[OPTIONS_MAX];
	size_t n;
};

static void option_add(struct req *req, struct options *o, const struct shelf_tally *t, const char *code,
                       const char *label, int64_t n, struct str chosen)
{
	struct speak sp = req->act.speak;
	bool is_chosen = str_is(chosen, code);
	if (o->n == OPTIONS_MAX || (n == 0 && !is_chosen && !t->cut))
		return;
	if (is_chosen)
		o->v[0].chosen = false;
	const struct slot slots[] = {{"title", str_from(tr(sp, label))}, {"n", tr_number(req->act.a, sp.lang, n)}};
	o->v[o->n++] = (struct ui_option){
		.value = str_from(code), .chosen = is_chosen,
		.label = t->cut ? tr(sp, label) : tr_fill(req->act.a, sp, N_("{title} ({n})"), slots, 2).p,
	};
}

void filter_field(struct ui *u, struct req *req, const struct shelf_tally *t, const struct list_filter *f)
{
	struct options o = {.v = {{.value = S(""), .label = f->any, .chosen = true}}, .n = 1};
	struct str chosen = req_query(req, f->name);
	const struct choice *c = f->by == BY_FACET ? f->of->facet_of->choices : f->by == BY_SIDE
		? route_fields[ROUTE_ACTS].choices : NULL;
	for (size_t i = 0; c != NULL && c[i].code != NULL; i++)
		option_add(req, &o, t, c[i].code, c[i].label,
		           f->by == BY_SIDE ? tallied_side(t, f, i) : tallied_facet(t, f, i), chosen);
	for (size_t i = 0; f->by == BY_TYPE && i < model_count(req->act.model); i++) {
		const struct list *l = work_at(req, f->of->id, i);
		if (l != NULL)
			option_add(req, &o, t, l->work->code, l->work->label, tallied_type(t, f, l), chosen);
	}
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = f->name, .label = f->label, .options = o.v,
	                               .n_options = o.n});
}

void filter_show(struct ui *u, struct req *req, const char *action, const struct shelf_tally *tally,
                 const struct list_filter *filters, size_t n)
{
	ui_form_begin(u, &(struct ui_form){.action = action, .get = true});
	for (size_t i = 0; i < n; i++)
		filter_field(u, req, tally, &filters[i]);
	ui_button(u, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(req->act.speak, N_("Show"))});
	ui_form_end(u);
}

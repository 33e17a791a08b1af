#include "route_pages.h"

#include "list_filter.h"
#include "route_say.h"
#include "rule.h"

/* What is the reader's own to do, by date, and what waits for someone else. */
enum { LATE, THIS_WEEK, LATER, WAITING, BUCKETS };
static const struct {
	const char *title;
	bool waits;
} buckets_said[BUCKETS] = {
	[LATE] = {N_("Too late"), false},
	[THIS_WEEK] = {N_("This week"), false},
	[LATER] = {N_("Later"), false},
	[WAITING] = {N_("Waiting for someone else"), true},
};

/* Of a role on nobody's side nothing is its own: everything waits for others. */
static int64_t own_side(const struct req *req)
{
	enum side s = side_of(req->viewer->role);
	return s == SIDE_NOBODY ? WORK_SIDE_MAX : s;
}

/* What the address asks for; only routes have a phase. */
static struct shelf_where asked(struct req *req)
{
	struct shelf_where w = {.mark = filter_mark(req, LIST_WORK, req_query(req, "soort"))};
	w.own = filter_place(&route_fields[ROUTE_PHASE], req_query(req, "fase"));
	if (w.own != 0 && w.mark == 0)
		w.mark = WORK_ROUTE;
	else if (w.own != 0 && w.mark != WORK_ROUTE)
		w.mark = WORK_MARK_MAX; /* a phase of what has none: nothing */
	return w;
}

/* ---- one row ---- */

/* The term that is due first, as the record keeps it; NULL: none. */
static const struct term *first_term(const struct row *r)
{
	const struct record *rec = r->rec;
	for (size_t i = 0; rec->due_term != NULL && i < rec->n_terms; i++)
		if (str_is(row_text(r, rec->due_term), rec->terms[i].name))
			return &rec->terms[i];
	return NULL;
}

static struct str what_of(struct req *req, const struct row *r, const struct work *w)
{
	const struct term *t = w->what == NULL ? first_term(r) : NULL;
	const char *asked_now = w->asks == NULL ? NULL : w->asks(r);
	if (asked_now != NULL)
		return str_from(tr(req->act.speak, asked_now));
	if (w->what != NULL)
		return w->what->type->show(req->act.a, req->act.speak, w->what, row_val(r, w->what));
	return str_from(tr(req->act.speak, t == NULL ? w->label : t->what));
}

/* The reason, or the article of law that the date follows from. */
static struct str why_of(struct req *req, const struct row *r, const struct work *w)
{
	const struct term *t = first_term(r);
	const struct rule *rule = w->why != NULL || t == NULL ? NULL : rule_find(str_from(t->rule), route_today(req));
	if (w->why != NULL)
		return w->why->type->show(req->act.a, req->act.speak, w->why, row_val(r, w->why));
	if (rule == NULL)
		return (struct str){0};
	if (rule->article == NULL)
		return str_from(tr(req->act.speak, rule->what));
	return tr_fill(req->act.a, req->act.speak, N_("By law: {article}"), TR_SLOTS({"article", str_from(rule->article)}));
}

static int32_t by_of(const struct row *r, const struct work *w)
{
	return (int32_t)row_int(r, w->by != NULL ? w->by : r->rec->due);
}

/* Without the core of the child there is no name, and no page to go to. */
static void child_cell(struct ui *u, struct req *req, const struct seen *child)
{
	if (child->row.rec == NULL)
		ui_cell(u, str_from(tr(req->act.speak, N_("a child"))));
	else
		ui_cell_link(u, child_path(req->act.a, &child->row, ""), child_name_short(req->act.a, &child->row));
}

static void what_cell(struct ui *u, struct req *req, const struct seen *child, const struct work *w, struct str what)
{
	if (child->row.rec == NULL || w->page[0] == '\0')
		ui_cell(u, what);
	else
		ui_cell_link(u, child_path(req->act.a, &child->row, w->page), what);
}

static void work_row(struct ui *u, struct req *req, const struct seen_page *page, size_t i, bool kinds)
{
	struct speak sp = req->act.speak;
	const struct row *r = &page->v[i].row;
	const struct work *w = page->lists[i]->work;
	struct ui_tag by = by_tag(req->act.a, sp, by_of(r, w), route_today(req));
	ui_row(u);
	child_cell(u, req, &page->children[i]);
	what_cell(u, req, &page->children[i], w, what_of(req, r, w));
	if (kinds)
		ui_cell(u, str_from(tr(sp, w->label)));
	ui_cell(u, why_of(req, r, w));
	ui_cell(u, str_from(tr(sp, side_label((enum side)w->side(r)))));
	ui_cell_begin(u);
	ui_tag(u, &by);
	ui_small(u, tr_date(req->act.a, sp.lang, by_of(r, w), DATE_SHORT).p);
	ui_cell_end(u);
}

/* `kinds`: there is work of several kinds. */
static void work_rows(struct ui *u, struct req *req, const struct seen_page *page, const char *caption, bool kinds)
{
	struct speak sp = req->act.speak;
	struct ui_col cols[6];
	size_t n = 0;
	cols[n++] = (struct ui_col){.label = tr(sp, N_("Child"))};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("What must be done"))};
	if (kinds)
		cols[n++] = (struct ui_col){.label = tr(sp, N_("Kind"))};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("Why"))};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("Who is to act?"))};
	cols[n++] = (struct ui_col){.label = tr(sp, N_("Before when"))};
	ui_table_begin(u, caption, TABLE_CARDS, cols, n);
	for (size_t i = 0; i < page->n; i++)
		work_row(u, req, page, i, kinds);
	ui_table_end(u);
}

/* ---- the page ---- */

static void bucket_show(struct ui *u, struct req *req, size_t i, const struct shelf_bucket *b,
                        const struct seen_page *page, bool kinds)
{
	struct speak sp = req->act.speak;
	const struct slot slots[] = {{"title", str_from(tr(sp, buckets_said[i].title))}, {"n", count_words(req, b->n)}};
	work_rows(u, req, page, tr_fill(req->act.a, sp, N_("{title} ({n})"), slots, 2).p, kinds);
	if (page->more)
		ui_remark(u, TONE_INFO, tr(sp, N_("Only the first 25 stand here. Finish some, and the next ones appear.")));
}

static void nothing_show(struct ui *u, struct req *req, bool filtered)
{
	struct speak sp = req->act.speak;
	if (filtered)
		ui_empty(u, tr(sp, N_("Nothing fits this choice")),
		         tr(sp, N_("There is other work. Take the filter away to see it.")),
		         &(struct ui_link){tr(sp, N_("Show all work")), "/werk"});
	else
		ui_empty(u, tr(sp, N_("Everything is done")), tr(sp, N_("Nothing is waiting for you today.")), NULL);
}

/* Below this many one sees at a glance what there is. */
enum { FILTER_FROM = 8 };

static void filters_show(struct ui *u, struct req *req, const struct shelf_tally *tally)
{
	struct speak sp = req->act.speak;
	const struct list_filter filters[] = {
		{.name = "fase", .label = tr(sp, N_("Phase")), .any = tr(sp, N_("All phases")), .of = route_list(LIST_WORK)},
		{.name = "soort", .label = tr(sp, N_("Kind of work")), .any = tr(sp, N_("All kinds")),
		 .of = route_list(LIST_WORK), .types = true},
	};
	filter_show(u, req, "/werk", tally, filters, filter_kinds(tally) > 1 || req_query(req, "soort").n > 0 ? 2 : 1);
}

enum err work_page(struct req *req)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	struct str now = date_iso(a, route_today(req)), week = date_iso(a, next_monday(route_today(req)));
	struct shelf_bucket buckets[BUCKETS] = {
		[LATE] = {.below = now}, [THIS_WEEK] = {.from = now, .below = week}, [LATER] = {.from = week}};
	struct seen_page pages[BUCKETS];
	struct shelf_tally tally;
	struct ui_page page = {.title = tr(sp, N_("Work list"))};
	int64_t shown = 0;
	for (size_t i = 0; i < BUCKETS; i++) {
		buckets[i].where = asked(req);
		buckets[i].where.side = own_side(req);
		buckets[i].where.other_side = buckets_said[i].waits;
	}
	bool filtered = buckets[0].where.own != 0 || buckets[0].where.mark != 0;
	enum err e = scope_buckets(&req->act, route_list(LIST_WORK), buckets, BUCKETS, &tally, pages);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	if (filter_total(&tally) >= FILTER_FROM || filtered)
		filters_show(u, req, &tally);
	for (size_t i = 0; i < BUCKETS; i++) {
		if (pages[i].n > 0)
			bucket_show(u, req, i, &buckets[i], &pages[i], filter_kinds(&tally) > 1);
		shown += buckets[i].n;
	}
	if (shown == 0)
		nothing_show(u, req, filtered && filter_total(&tally) > 0);
	return view_end(u, req, &page);
}

/* The order in which children wait for a place, and why one's own stands where it stands. */
#include "place_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

#include <stdlib.h>

/* No name and nothing of what a child needs: who stands where, and by which rule. */
static const struct stmt stmt_waiting = {
	"SELECT p.id, p.route, p.asked_on, coalesce(r.pc4, ''), p.at_home FROM placement p JOIN route r ON r.id = p.route"
	" WHERE p.kind = $1 AND p.state = $2 ORDER BY p.asked_on, p.id LIMIT 200", "it", "iitti"};
static const struct stmt stmt_who_first = {
	"SELECT place_rank, test, coalesce(pc4_from, ''), coalesce(pc4_last, ''), words, source FROM place_first WHERE "
		"kind = $1"
	" AND begins <= $2 AND (ends IS NULL OR ends >= $2) ORDER BY place_rank, id LIMIT 40", "it", "ittttt"};

/* The place in the order of waiting: of all that wait for a kind, the first first. */
struct waiting {
	int64_t placement, route;
	int32_t since;
	struct str why, source; /* the rule that lets it go before others; empty: by the day of asking */
	int64_t rank;
};
enum { WAITING_MAX = 200 };

static bool goes_first(const struct rows *rules, size_t k, struct str pc4, bool at_home)
{
	if (str_is(rows_text(rules, k, 1), "thuis"))
		return at_home;
	return pc4.n == 4 && str_cmp(rows_text(rules, k, 2), pc4) <= 0 && str_cmp(pc4, rows_text(rules, k, 3)) <= 0;
}

static int by_order(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->since != y->since)
		return x->since < y->since ? -1 : 1;
	return (x->placement > y->placement) - (x->placement < y->placement);
}

/* Read along with whose place is shown. */
struct waiting_asked {
	int32_t today;
	const struct stmt_asked *waiting, *first, *rules; /* rules: all of them; first: those that hold today */
};

static struct waiting_asked waiting_ask(struct req *req, int64_t kind)
{
	int32_t today = route_today(req);
	return (struct waiting_asked){
		.today = today,
		.waiting = stmt_ask(&req->act, &stmt_waiting,
		                    DB_ARGS(val_int(kind), flow_value(&rec_placement, PLACEMENT_WAITING))),
		.first = stmt_ask(&req->act, &stmt_who_first, DB_ARGS(val_int(kind), val_text(date_iso(req->act.a, today)))),
		.rules = stmt_ask(&req->act, &place_stmt_first, DB_ARGS(val_int(kind)))};
}

static enum err waiting_take(struct act *act, const struct waiting_asked *x, struct waiting *out, size_t *n)
{
	enum { LAST = 99 };
	const struct rows *rows, *rules;
	const int32_t today = x->today;
	enum err e = stmt_take(act, x->waiting, &rows);
	if (e == OK)
		e = stmt_take(act, x->first, &rules);
	if (e != OK)
		return e;
	for (*n = 0; *n < rows->n && *n < WAITING_MAX; ++*n) {
		struct waiting *w = &out[*n];
		*w = (struct waiting){.placement = rows_int(rows, *n, 0), .route = rows_int(rows, *n, 1), .rank = LAST};
		if (!date_parse_iso(rows_text(rows, *n, 2), &w->since))
			w->since = today;
		for (size_t k = 0; k < rules->n && w->rank == LAST; k++)
			if (goes_first(rules, k, rows_text(rows, *n, 3), rows_int(rows, *n, 4) != 0)) {
				w->rank = rows_int(rules, k, 0);
				w->why = rows_text(rules, k, 4);
				w->source = rows_text(rules, k, 5);
			}
	}
	qsort(out, *n, sizeof *out, by_order);
	return OK;
}

/* ---- the page ---- */

struct own_waiting {
	int64_t placement;
	struct str name, pid;
	bool shielded; /* a rule names where the child lives (practice 17) */
};

static const struct own_waiting *own_of(const struct own_waiting *v, size_t n, int64_t placement)
{
	for (size_t i = 0; i < n; i++)
		if (v[i].placement == placement)
			return &v[i];
	return NULL;
}

/* The reason of the place of one's own child, with where the rule stands. Why another child stands before it would say
 * something of very few (access.md rule 5). */
static struct str reason_of(struct ui *u, const struct waiting *w, bool shielded)
{
	if (shielded)
		return str_from(tr(u->sp, N_("by the rules below")));
	if (w->why.n > 0)
		return tr_fill(u->a, u->sp, N_("{why} ({source})"), TR_SLOTS({"why", w->why}, {"source", w->source}));
	return tr_fill(u->a, u->sp, N_("by the day of asking: {date}"),
	               TR_SLOTS({"date", tr_date(u->a, u->sp.lang, w->since, DATE_LONG)}));
}

static void place_cell(struct ui *u, size_t from, size_t to)
{
	struct str first = tr_number(u->a, u->sp.lang, (int64_t)from);
	ui_cell(u, from == to ? first
	                      : tr_fill(u->a, u->sp, N_("{first} to {last}"),
	                                TR_SLOTS({"first", first}, {"last", tr_number(u->a, u->sp.lang, (int64_t)to)})));
}

static void others_row(struct ui *u, size_t from, size_t to)
{
	if (from > to)
		return;
	ui_row(u);
	place_cell(u, from, to);
	ui_cell(u, str_from(tr(u->sp, from == to ? N_("another child") : N_("other children"))));
	ui_cell(u, str_from(tr(u->sp, N_("by the rules below"))));
}

static void order_show(struct ui *u, const struct waiting *w, size_t n, const struct own_waiting *own, size_t n_own)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Place"))}, {.label = tr(u->sp, N_("Who"))},
	                              {.label = tr(u->sp, N_("Why this place"))}};
	size_t told = 0;
	ui_table_begin(u, tr(u->sp, N_("The order of waiting, up to your last child")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < n; i++) {
		const struct own_waiting *mine = own_of(own, n_own, w[i].placement);
		if (mine == NULL)
			continue;
		others_row(u, told + 1, i);
		told = i + 1;
		ui_row(u);
		place_cell(u, told, told);
		ui_cell_link(u, place_path(u->a, "plaatsing", mine->pid, ""), mine->name);
		ui_cell(u, reason_of(u, &w[i], mine->shielded));
	}
	ui_table_end(u);
}

static enum err waiting_show(struct req *req, const struct waiting_asked *asked, struct ui_page *page,
                             const struct own_waiting *own, size_t n_own)
{
	struct waiting *w = ARENA_ARRAY(req->act.a, struct waiting, WAITING_MAX);
	const struct rows *first;
	size_t n;
	enum err e = waiting_take(&req->act, asked, w, &n);
	if (e == OK)
		e = stmt_take(&req->act, asked->rules, &first);
	if (e != OK)
		return e;
	page->intro = tr(req->act.speak, N_("The region made these rules. They stand with the kind of group, with their "
		"source."));
	struct ui *u = view_begin(req, page);
	ui_panel_begin(u, NULL);
	if (n_own == 0)
		ui_empty(u, tr(u->sp, N_("None of your children waits here")),
		         tr(u->sp, N_("When a child that you guide waits for a place, you see here where it stands, and "
		         	"why.")), NULL);
	else
		order_show(u, w, n, own, n_own);
	ui_panel_end(u);
	place_first_show(u, first, false);
	return view_end(u, req, page);
}

enum err place_waiting_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct shelf_bucket ask = {.where = {.own = PLACEMENT_WAITING + 1}, .uncounted = true};
	struct seen_page found;
	struct own_waiting own[SHELF_PAGE];
	size_t n = 0;
	const struct waiting_asked asked = waiting_ask(req, req->seen.row.id);
	enum err e = scope_buckets(&req->act, &rec_placement.lists[0], &ask, 1, NULL, &found);
	if (e != OK)
		return e;
	for (size_t i = 0; i < found.n && n < SHELF_PAGE; i++)
		if (row_int(&found.v[i].row, &placement_fields[PLACEMENT_KIND]) == req->seen.row.id &&
			found.children[i].row.rec != NULL)
			own[n++] = (struct own_waiting){found.v[i].row.id, child_name_short(a, &found.children[i].row),
			                                found.v[i].row.pid, found.v[i].hidden[PLACEMENT_MOTHER]};
	const struct ui_link crumbs[] = {{tr(sp, N_("Group arrangements")), "/groepsaanbod"},
	                                 {str_c(a, row_text(&req->seen.row, &place_kind_fields[KIND_NAME])),
	                                  place_path(a, "groepsaanbod", req->seen.row.pid, "")}};
	struct ui_page page = {.title = tr(sp, N_("The order of waiting")), .crumbs = crumbs, .n_crumbs = 2};
	return waiting_show(req, &asked, &page, own, n);
}

enum err placement_waiting_page(struct req *req)
{
	struct row child;
	struct seen placement;
	const struct waiting_asked asked = waiting_ask(req, row_int(&req->seen.row, &placement_fields[PLACEMENT_KIND]));
	enum err e = place_beside(req, &child, &placement);
	if (e != OK)
		return e;
	const struct own_waiting own[] = {{req->seen.row.id, row_text(&child, &route_fields[ROUTE_GIVEN_NAME]),
		req->seen.row.pid, req->seen.hidden[PLACEMENT_MOTHER]}};
	struct ui_link crumbs[2];
	size_t n_crumbs = place_crumbs(req, &child, &placement, crumbs);
	struct ui_page page = {.title = tr(req->act.speak, N_("The order of waiting")), .crumbs = crumbs,
	                       .n_crumbs = n_crumbs};
	bool waits = flow_state(&req->seen.row) == PLACEMENT_WAITING;
	return waiting_show(req, &asked, &page, own, waits ? 1 : 0);
}

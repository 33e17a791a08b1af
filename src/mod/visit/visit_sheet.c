/* A school as an entry of its own: all own routes there, ordered by what is due, on a phone and on paper. The rows are
 * those of the work list at that school (scope_at), gathered per child. */
#include "visit_pages.h"

#include "advice.h"
#include "people.h"
#include "route.h"
#include "school.h"
#include "visits.h"

#include <stdlib.h>

enum { LINES_MAX = 12, SCHOOLS_MAX = 200 };

/* ---- one school ---- */

/* A child with its rows, in the order of the earliest. */
struct stop {
	const struct seen *child;
	struct ui_visit_line lines[LINES_MAX + 1];
	size_t n;
	struct str help;
};

/* Under which word a row stands on the sheet, by its type; any other type is something that is due. */
static const char *const words[WORK_MARK_MAX + 1] = {
	[WORK_ROUTE] = N_("Next step"),
	[WORK_QUESTION] = N_("Question"),
	[WORK_TALK] = N_("Promised"),
	[WORK_TALK_SWV] = N_("Promised"),
};

static struct ui_visit_line line_of(struct req *req, const struct seen *s, const struct work *w)
{
	struct speak sp = req->act.speak;
	enum side side = work_side(s, w);
	const char *other = side == SIDE_PARENTS ? N_("Waits for the parents") : N_("Due");
	const char *word = words[w->mark] != NULL ? words[w->mark] : other;
	struct str what = work_what(req, s, w);
	if (w->mark == WORK_ROUTE)
		what = tr_fill(req->act.a, sp, N_("{what} ({who})"),
		               TR_SLOTS({"what", what}, {"who", str_from(tr(sp, side_label(side)))}));
	return (struct ui_visit_line){
		.label = tr(sp, word), .what = what,
		.when = by_tag(req->act.a, sp, work_by(&s->row, w), route_today(req)),
	};
}

static struct stop *stop_of(struct stop *v, size_t *n, const struct seen *child)
{
	for (size_t i = 0; i < *n; i++)
		if (v[i].child->route == child->route)
			return &v[i];
	v[*n].child = child;
	return &v[(*n)++];
}

static struct stop *gather(struct req *req, const struct seen_page *page, size_t *n)
{
	struct stop *v = ARENA_ARRAY(req->act.a, struct stop, page->n + 1);
	*n = 0;
	for (size_t i = 0; i < page->n; i++) {
		struct stop *s = stop_of(v, n, &page->children[i]);
		if (s->n < LINES_MAX)
			s->lines[s->n++] = line_of(req, &page->v[i], page->lists[i]->work);
		s->help = talk_help(req->act.a, req->act.speak, &page->beside[i]);
	}
	return v;
}

static void stop_show(struct ui *u, struct req *req, const struct row *school, struct stop *s)
{
	struct arena *a = u->a;
	const struct row *child = &s->child->row;
	bool talks = talk_record_of(s->child, req->viewer->role) != NULL;
	if (s->help.n > 0)
		s->lines[s->n++] = (struct ui_visit_line){.label = tr(u->sp, N_("Help given")), .what = s->help};
	struct ui_visit v = {
		.name = child_name_short(a, child), .href = child_path(a, child, ""), .lines = s->lines, .n_lines = s->n,
		.facts = str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(child_age(a, u->sp, child, route_today(req))),
		                    STR_ARG(route_shown(req, child, ROUTE_PHASE))),
	};
	if (talks)
		v.act = (struct ui_link){tr(u->sp, N_("Close a talk in a minute")),
		                        str_printf(a, "%s?" TALK_FROM "=" STR_FMT, child_path(a, child, "/gesprek/nieuw"),
		                                   STR_ARG(school->pid)).p};
	ui_visit(u, &v);
}

static void stops_show(struct ui *u, struct req *req, const struct row *school, struct stop *stops, size_t n)
{
	ui_print_button(u);
	ui_visits_begin(u, tr(u->sp, N_("Your children at this school, what is due first at the top")));
	for (size_t i = 0; i < n; i++)
		stop_show(u, req, school, &stops[i]);
	ui_visits_end(u);
	ui_small(u, tr(u->sp, N_("That you opened this sheet stands with each of these children under 'Who looked "
	                         "along?'.")));
}

static void nobody(struct ui *u)
{
	ui_empty(u, tr(u->sp, N_("No route of yours at this school")),
	         tr(u->sp, N_("A child stands here as soon as you have a task for it and something must be done.")),
	         &(struct ui_link){tr(u->sp, N_("Show my schools")), "/scholen/bezoek"});
}

enum err visit_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *school = &req->seen.row;
	struct seen_page found;
	struct str advice;
	size_t n;
	int64_t org = row_int(school, &school_fields[SCHOOL_ORG]);
	struct stmt_asked *asked = advice_given_ask(req, org);
	enum err e = scope_at(&req->act, route_list(LIST_WORK), org, &rec_talk_swv, &found);
	if (e == OK)
		e = advice_given_take(req, asked, &advice);
	if (e != OK)
		return e;
	struct stop *stops = gather(req, &found, &n);
	struct str name = row_text(school, &school_fields[SCHOOL_NAME]);
	const struct str facts[] = {
		row_text(school, &school_fields[SCHOOL_PLACE]),
		tr_fill(a, sp, trn(sp, "{n} child", "{n} children", (int64_t)n),
		        TR_SLOTS({"n", tr_number(a, sp.lang, (int64_t)n)})),
		tr_date(a, sp.lang, route_today(req), DATE_LONG),
	};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Visit to {school}"), TR_SLOTS({"school", name})).p,
		.window_title = tr(sp, N_("Visit sheet")),
		.crumbs = &(struct ui_link){tr(sp, N_("My schools")), "/scholen/bezoek"}, .n_crumbs = 1,
		.facts = facts, .n_facts = 3,
	};
	struct ui *u = view_begin(req, &page);
	if (n == 0)
		nobody(u);
	else
		stops_show(u, req, school, stops, n);
	if (found.more)
		ui_remark(u, TONE_INFO, tr(sp, N_("There are more than fit on a sheet. The rest stands on the work list.")));
	if (advice.n > 0)
		ui_p_link(u, str_printf(a, "%s " STR_FMT, tr(sp, N_("Advice without a name:")), STR_ARG(advice)).p, "/adviezen",
		          tr(sp, N_("All questions without a name")), NULL);
	ui_p_link(u, NULL, str_printf(a, "/school/" STR_FMT, STR_ARG(school->pid)).p, tr(sp, N_("What this school offers")),
	          NULL);
	return view_end(u, req, &page);
}

/* ---- own schools ---- */

static const struct stmt stmt_school = {
	"SELECT o.name, coalesce(o.place, ''), coalesce(s.pid, '') FROM organisation o LEFT JOIN school s ON s.org = o.id"
	" WHERE o.id = $1 ORDER BY s.id LIMIT 1",
	"i", "ttt"};

static int by_lateness(const void *a, const void *b)
{
	const struct at_place *x = a, *y = b;
	if (x->late != y->late)
		return x->late < y->late ? 1 : -1;
	if (x->children != y->children)
		return x->children < y->children ? 1 : -1;
	return (x->place > y->place) - (x->place < y->place);
}

static enum err read_schools(struct req *req, const struct at_places *mine, const struct rows **out)
{
	struct batch *b;
	size_t at[SCHOOLS_MAX];
	enum err e = mine->n == 0 ? OK : act_batch(&req->act, &b);
	if (e != OK || mine->n == 0)
		return e;
	for (size_t i = 0; i < mine->n; i++)
		at[i] = batch_put(b, &stmt_school, DB_ARGS(val_int(mine->v[i].place)));
	e = batch_run(b);
	for (size_t i = 0; e == OK && i < mine->n; i++)
		out[i] = batch_rows(b, at[i]);
	return e;
}

static void school_row(struct ui *u, const struct at_place *p, const struct rows *r)
{
	struct str pid = rows_text(r, 0, 2);
	struct ui_tag late = {TONE_LATE, NULL, tr_number(u->a, u->sp.lang, p->late)};
	ui_row(u);
	if (pid.n > 0)
		ui_cell_link(u, str_printf(u->a, "/school/" STR_FMT "/bezoek", STR_ARG(pid)).p, rows_text(r, 0, 0));
	else
		ui_cell(u, rows_text(r, 0, 0));
	ui_cell(u, rows_text(r, 0, 1));
	ui_cell(u, tr_number(u->a, u->sp.lang, p->children));
	if (p->late > 0)
		ui_cell_tag(u, &late);
	else
		ui_cell(u, str_from(tr(u->sp, N_("none"))));
}

enum err own_schools_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct at_places mine;
	const struct rows *names[SCHOOLS_MAX];
	enum err e = scope_places(&req->act, route_list(LIST_WORK), date_iso(req->act.a, route_today(req)), &mine);
	if (e != OK)
		return e;
	if (mine.n > 0)
		qsort(mine.v, mine.n, sizeof *mine.v, by_lateness);
	mine.n = mine.n > SCHOOLS_MAX ? SCHOOLS_MAX : mine.n;
	e = read_schools(req, &mine, names);
	if (e != OK)
		return e;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("School"))}, {.label = tr(sp, N_("Place"))},
		{.label = tr(sp, N_("Own children")), .kind = COL_NUMBER}, {.label = tr(sp, N_("Too late"))},
	};
	struct ui_page page = {.title = tr(sp, N_("My schools")),
	                       .intro = tr(sp, N_("Open a school for the sheet of your visit: phase, due, promised."))};
	struct ui *u = view_begin(req, &page);
	if (mine.n == 0)
		ui_empty(u, tr(sp, N_("No school with a route of yours")),
		         tr(sp, N_("A school stands here as soon as you have a task for a child there.")), NULL);
	else
		ui_table_begin(u, tr(sp, N_("Schools with own children who have something due")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < mine.n; i++)
		if (names[i]->n > 0)
			school_row(u, &mine.v[i], names[i]);
	if (mine.n > 0)
		ui_table_end(u);
	if (mine.cut)
		ui_remark(u, TONE_INFO, tr(sp, N_("You have very many children. Only the first 1,000 are counted.")));
	ui_p_link(u, NULL, "/scholen", tr(sp, N_("All schools in the region")), NULL);
	return view_end(u, req, &page);
}

/* What the cluster meeting gets: placements, progress, returns, waiting and effect, without names, and what it decided
 * before (systems.md A4: "the cluster owns it"). Nothing under ten is said, and the others are rounded, so that nobody
 * is recognised (access.md rule 5). */
#include "place_pages.h"

#include "access.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "route.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

/* ---- counting ---- */

static const struct {
	const char *label;
	uint32_t states;
} counted[] = {
	{N_("Waiting"), PLACEMENT_BIT(WAITING)},
	{N_("In the group"), PLACEMENT_BIT(PLACED)},
	{N_("Going back step by step"), PLACEMENT_BIT(RETURNING)},
	{N_("Back, with aftercare"), PLACEMENT_BIT(CARE)},
	{N_("Back and followed, or for good"), PLACEMENT_BIT(FOLLOWED) | PLACEMENT_BIT(DONE)},
	{N_("Ended otherwise"), PLACEMENT_BIT(OVER)},
};
/* Does the return last: after the first eight weeks, and after one and two years. */
static const char *const moments[] = {N_("After eight weeks"), N_("After a year"), N_("After two years")};
enum { COUNTED = N_OF(counted), MOMENTS = N_OF(moments) };

struct kind_figures {
	int64_t in[COUNTED], looked[MOMENTS], lasts[MOMENTS], goals, reached;
};

static const struct stmt stmt_kinds = {
	"SELECT id, pid, name, effective FROM place_kind WHERE region = $1 ORDER BY name_key, id LIMIT 60", "i", "ittt"};
static const struct stmt stmt_states = {
	"SELECT kind, state, count(*) FROM placement WHERE region = $1 GROUP BY kind, state", "i", "iti"};
static const struct stmt stmt_lasts = {
	"SELECT kind, 0 AS years, lasts, count(*) FROM placement WHERE region = $1 AND lasts IS NOT NULL GROUP BY kind,"
	" lasts UNION ALL SELECT p.kind, c.years, c.lasts, count(*) FROM return_check c JOIN placement p ON p.id ="
	" c.placement WHERE c.region = $1 AND c.state = 'gekeken' AND c.lasts IS NOT NULL GROUP BY p.kind, c.years,"
	" c.lasts", "i", "iiti"};
static const struct stmt stmt_goals = {
	"SELECT p.kind, g.state, count(*) FROM place_goal g JOIN placement p ON p.id = g.placement WHERE g.region = $1 AND"
	" g.state IN ('afgesproken', 'bereikt') GROUP BY p.kind, g.state", "i", "iti"};
/* Practice 6: the exception to the seven solutions is counted, of the last twelve months. */
static const struct stmt stmt_acute = {
	"SELECT count(*) FROM meeting WHERE region = $1 AND acute = 1 AND acute_on > $2 AND outcome IN ('groep', 'tlv')"
	" AND state IN ('gehouden', 'verslag', 'afgerond')", "it", "i"};
static const struct stmt stmt_meetings = {
	"SELECT pid, held_on, decided FROM cluster_meeting WHERE region = $1 ORDER BY held_on DESC, id DESC LIMIT 12", "i",
	"ttt"};

static void add_states(struct kind_figures *f, int64_t kind, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < COUNTED && rows_int(r, i, 0) == kind; k++)
			if ((counted[k].states >> flow_place(&rec_placement, rows_text(r, i, 1)) & 1) != 0)
				f->in[k] += rows_int(r, i, 2);
}

static void add_lasts(struct kind_figures *f, int64_t kind, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		int64_t at = rows_int(r, i, 1);
		if (rows_int(r, i, 0) != kind || at < 0 || at >= (int64_t)MOMENTS)
			continue;
		f->looked[at] += rows_int(r, i, 3);
		f->lasts[at] += str_is(rows_text(r, i, 2), "ja") ? rows_int(r, i, 3) : 0;
	}
}

static void add_goals(struct kind_figures *f, int64_t kind, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		if (rows_int(r, i, 0) != kind)
			continue;
		f->goals += rows_int(r, i, 2);
		f->reached += str_is(rows_text(r, i, 1), "bereikt") ? rows_int(r, i, 2) : 0;
	}
}

/* ---- saying ---- */

static struct str part_of(struct ui *u, int64_t part, int64_t whole)
{
	bool told = figure_said(part) == 0 || figure_part(part, whole) > 0;
	return told ? place_figure(u->a, u->sp, part) : str_from(tr(u->sp, N_("not to be said")));
}

static bool says_something(const struct kind_figures *f)
{
	bool any = figure_said(f->goals) > 0;
	for (size_t k = 0; k < COUNTED; k++)
		any = any || figure_said(f->in[k]) > 0;
	for (size_t m = 0; m < MOMENTS; m++)
		any = any || figure_said(f->looked[m]) > 0;
	return any;
}

static void lasts_show(struct ui *u, const struct kind_figures *f, struct str effective)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("When"))}, {.label = tr(u->sp, N_("Looked at"))},
	                              {.label = tr(u->sp, N_("Of those: it lasts"))}};
	ui_table_begin(u, tr(u->sp, N_("Does the return last?")), TABLE_CARDS, cols, 3);
	for (size_t m = 0; m < MOMENTS; m++) {
		ui_row(u);
		ui_cell(u, str_from(tr(u->sp, moments[m])));
		ui_cell(u, place_figure(u->a, u->sp, f->looked[m]));
		ui_cell(u, part_of(u, f->lasts[m], f->looked[m]));
	}
	ui_table_end(u);
	/* A figure about effect is nothing without what the region calls effective. */
	ui_small(u, tr_fill(u->a, u->sp, N_("The region calls it effective when: {words}"),
	                    TR_SLOTS({"words", effective})).p);
}

static void kind_show(struct ui *u, const struct rows *r, size_t at, const struct kind_figures *f)
{
	ui_panel_begin(u, str_c(u->a, rows_text(r, at, 2)));
	ui_summary_begin(u);
	for (size_t k = 0; k < COUNTED; k++)
		ui_summary_row(u, tr(u->sp, counted[k].label), place_figure(u->a, u->sp, f->in[k]), NULL);
	ui_summary_row(u, tr(u->sp, N_("Goals to return that both schools agreed on")),
	               place_figure(u->a, u->sp, f->goals), NULL);
	ui_summary_row(u, tr(u->sp, N_("Of those: reached")), part_of(u, f->reached, f->goals), NULL);
	ui_summary_end(u);
	lasts_show(u, f, rows_text(r, at, 3));
	ui_p_link(u, NULL, place_path(u->a, "groepsaanbod", rows_text(r, at, 1), ""),
	          tr(u->sp, N_("For which children it is, and how they come back")), NULL);
	ui_panel_end(u);
}

static void kinds_show(struct ui *u, const struct rows *kinds, const struct rows *states, const struct rows *lasts,
                       const struct rows *goals)
{
	const char **few = ARENA_ARRAY(u->a, const char *, kinds->n + 1);
	size_t n_few = 0;
	for (size_t i = 0; i < kinds->n; i++) {
		struct kind_figures f = {.goals = 0};
		int64_t id = rows_int(kinds, i, 0);
		add_states(&f, id, states);
		add_lasts(&f, id, lasts);
		add_goals(&f, id, goals);
		if (says_something(&f))
			kind_show(u, kinds, i, &f);
		else
			few[n_few++] = str_c(u->a, rows_text(kinds, i, 2));
	}
	if (n_few == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Too few children to say a figure")));
	ui_p(u, tr(u->sp, N_("Of these kinds every figure is fewer than 10.")));
	ui_bullets(u, few, n_few);
	ui_panel_end(u);
}

static void acute_show(struct ui *u, int64_t n)
{
	ui_panel_begin(u, tr(u->sp, N_("Acute exceptions")));
	ui_p(u, tr(u->sp, N_("A child was referred out of the regular class before seven solutions were looked at, because "
	                     "it was acutely unsafe.")));
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("In the last twelve months")), place_figure(u->a, u->sp, n), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

static void meetings_show(struct ui *u, const struct rows *r, bool may)
{
	ui_panel_begin(u, tr(u->sp, N_("What the cluster decided")));
	if (r->n == 0)
		ui_p(u, tr(u->sp, N_("No cluster meeting is written down yet.")));
	for (size_t i = 0; i < r->n; i++) {
		int32_t on;
		struct str day = date_parse_iso(rows_text(r, i, 1), &on) ? tr_date(u->a, u->sp.lang, on, DATE_LONG)
		                                                         : rows_text(r, i, 1);
		ui_p_link(u, NULL, place_path(u->a, "cluster/overleg", rows_text(r, i, 0), ""), day.p, NULL);
		ui_p_str(u, rows_text(r, i, 2));
	}
	if (may) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, "/cluster/overleg/nieuw", tr(u->sp, N_("Write down a cluster meeting")));
		ui_buttons_end(u);
	}
	ui_panel_end(u);
}

enum err cluster_page(struct req *req)
{
	enum { YEAR = 365 };
	struct speak sp = req->act.speak;
	struct val region = val_int(req->act.region);
	struct str since = date_iso(req->act.a, instant_date(req->act.now) - YEAR);
	struct batch *b;
	enum err may = access_any(&req->act, &rec_cluster_meeting, OP_CREATE), e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t kinds = batch_put(b, &stmt_kinds, DB_ARGS(region)), states = batch_put(b, &stmt_states, DB_ARGS(region));
	size_t lasts = batch_put(b, &stmt_lasts, DB_ARGS(region)), goals = batch_put(b, &stmt_goals, DB_ARGS(region));
	size_t acute = batch_put(b, &stmt_acute, DB_ARGS(region, val_text(since)));
	size_t meetings = batch_put(b, &stmt_meetings, DB_ARGS(region));
	e = batch_run(b);
	if (e != OK)
		return e;
	struct ui_page page = {.title = tr(sp, N_("Group arrangements for the cluster meeting")),
		.intro = tr(sp, N_("Without names. Under ten no figure is given, and the others are rounded to five, so that "
		                   "nobody is recognised."))};
	struct ui *u = view_begin(req, &page);
	ui_print_button(u);
	ui_cols_begin(u);
	meetings_show(u, batch_rows(b, meetings), may == OK);
	acute_show(u, rows_int(batch_rows(b, acute), 0, 0));
	ui_cols_main(u);
	if (batch_rows(b, kinds)->n == 0)
		ui_empty(u, tr(sp, N_("No kinds of group arrangement yet")),
		         tr(sp, N_("The director of the partnership adds them.")), NULL);
	kinds_show(u, batch_rows(b, kinds), batch_rows(b, states), batch_rows(b, lasts), batch_rows(b, goals));
	ui_cols_end(u);
	return view_end(u, req, &page);
}

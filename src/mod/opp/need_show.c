#include "need_show.h"

#include "date.h"
#include "flow.h"
#include "route.h"
#include "trend.h"

const struct record *const needs_records[NEEDS_RECORDS] = {&rec_opp_goal, &rec_opp_progress, &rec_opp_help};

struct needs needs_take(const struct seen_page found[NEEDS_RECORDS])
{
	return (struct needs){found[0], found[1], found[2]};
}

static bool is_in(const struct row *r, uint32_t states)
{
	return (states >> flow_state(r) & 1) != 0;
}

size_t needs_in(const struct seen_page *p, uint32_t states)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n; i++)
		n += is_in(&p->v[i].row, states);
	return n;
}

struct str minutes_said(struct arena *a, struct speak sp, int64_t minutes)
{
	enum { HOUR = 60 };
	const struct slot slots[] = {{"h", tr_number(a, sp.lang, minutes / HOUR)}, {"m", tr_number(a, sp.lang,
		minutes % HOUR)}};
	if (minutes == 0)
		return str_from(tr(sp, N_("no separate time")));
	if (minutes < HOUR)
		return tr_fill(a, sp, N_("{m} minutes"), slots + 1, 1);
	if (minutes % HOUR == 0)
		return tr_fill(a, sp, trn(sp, "{h} hour", "{h} hours", minutes / HOUR), slots, 1);
	return tr_fill(a, sp, trn(sp, "{h} hour and {m} minutes", "{h} hours and {m} minutes", minutes / HOUR), slots, 2);
}

struct str period_said(struct arena *a, struct speak sp, struct val from, struct val until)
{
	struct slot slots[] = {{"from", {0}}, {"until", {0}}};
	if (from.type == VAL_INT)
		slots[0].value = tr_date(a, sp.lang, (int32_t)from.i, DATE_SHORT);
	if (until.type == VAL_INT)
		slots[1].value = tr_date(a, sp.lang, (int32_t)until.i, DATE_SHORT);
	if (from.type == VAL_INT && until.type == VAL_INT)
		return tr_fill(a, sp, N_("from {from} until {until}"), slots, 2);
	if (from.type == VAL_INT)
		return tr_fill(a, sp, N_("from {from}"), slots, 1);
	return until.type == VAL_INT ? tr_fill(a, sp, N_("until {until}"), slots + 1, 1) : (struct str){0};
}

struct str source_said(struct arena *a, struct speak sp, struct str source, struct val on)
{
	const char *label = tr(sp, need_source_label(source));
	if (on.type != VAL_INT)
		return str_from(label);
	return str_printf(a, "%s, " STR_FMT, label, STR_ARG(tr_date(a, sp.lang, (int32_t)on.i, DATE_SHORT)));
}

struct str goal_said(struct ui *u, const struct row *r, enum opp_goal_field f)
{
	const struct field *field = &opp_goal_fields[f];
	return field->type->show(u->a, u->sp, field, row_val(r, field));
}

struct str help_said(struct ui *u, const struct row *r, enum help_field f)
{
	const struct field *field = &help_fields[f];
	return field->type->show(u->a, u->sp, field, row_val(r, field));
}

const char *goal_path(struct arena *a, const struct row *r, const char *below)
{
	return str_printf(a, "/doel/" STR_FMT "%s", STR_ARG(r->pid), below).p;
}

const char *help_path(struct arena *a, const struct row *r, const char *below)
{
	return str_printf(a, "/hulp/" STR_FMT "%s", STR_ARG(r->pid), below).p;
}

/* ---- goals ---- */

static void add_point(struct point *v, size_t *n, struct point p)
{
	size_t at = *n;
	if (*n == POINTS_MAX)
		return;
	for (; at > 0 && v[at - 1].on > p.on; at--)
		v[at] = v[at - 1];
	v[at] = p;
	(*n)++;
}

size_t goal_points(const struct row *goal, const struct seen_page *progress, struct point out[POINTS_MAX])
{
	struct val start = row_val(goal, &opp_goal_fields[OPP_GOAL_START]);
	size_t n = 0;
	if (start.type == VAL_INT)
		add_point(out, &n, (struct point){(int32_t)row_int(goal, &opp_goal_fields[OPP_GOAL_START_ON]), start.i, NULL});
	for (size_t i = 0; i < progress->n; i++) {
		const struct row *r = &progress->v[i].row;
		if (row_int(r, &progress_fields[PROGRESS_GOAL]) == goal->id)
			add_point(out, &n, (struct point){(int32_t)row_int(r, &progress_fields[PROGRESS_ON]),
			                                  row_int(r, &progress_fields[PROGRESS_VALUE]), r});
	}
	return n;
}

/* Against the pupil's own earlier level (systems.md A6): never against others. */
struct ui_tag goal_way(struct speak sp, const struct row *goal, int64_t now)
{
	int64_t start = row_int(goal, &opp_goal_fields[OPP_GOAL_START]), aim = row_int(goal,
		&opp_goal_fields[OPP_GOAL_AIM]);
	int64_t moved = aim > start ? now - start : start - now, all = aim > start ? aim - start : start - aim;
	if (moved >= all)
		return (struct ui_tag){TONE_OK, NULL, str_from(tr(sp, N_("reached")))};
	if (moved > 0)
		return (struct ui_tag){TONE_INFO, NULL, str_from(tr(sp, N_("moving on")))};
	return (struct ui_tag){TONE_SOON, NULL, str_from(tr(sp, N_("not yet")))};
}

/* "Leren en denken: woorden per minuut, vóór 12 jul 2027" */
static void goal_name(struct ui *u, const struct row *r)
{
	struct str area = goal_said(u, r, OPP_GOAL_AREA), measure = goal_said(u, r, OPP_GOAL_MEASURE);
	struct val by = row_val(r, &opp_goal_fields[OPP_GOAL_AIM_BY]);
	struct buf b;
	buf_init(&b, u->a, 1024);
	buf_printf(&b, STR_FMT "%s" STR_FMT, STR_ARG(area), area.n > 0 && measure.n > 0 ? ": " : "", STR_ARG(measure));
	if (by.type == VAL_INT)
		buf_printf(&b, "%s" STR_FMT, b.n == 0 ? "" : ", ",
		           STR_ARG(tr_fill(u->a, u->sp, N_("before {date}"),
		                           TR_SLOTS({"date", tr_date(u->a, u->sp.lang, (int32_t)by.i, DATE_SHORT)}))));
	ui_cell_begin(u);
	ui_link(u, goal_path(u->a, r, ""), str_c(u->a, row_text(r, &opp_goal_fields[OPP_GOAL_WHAT])));
	if (b.n > 0)
		ui_small(u, str_c(u->a, buf_view(&b)));
	ui_cell_end(u);
}

static void goal_line(struct ui *u, const struct row *r, const struct point *v, size_t n)
{
	int64_t values[POINTS_MAX];
	struct val aim = row_val(r, &opp_goal_fields[OPP_GOAL_AIM]);
	for (size_t i = 0; i < n; i++)
		values[i] = v[i].value;
	ui_cell_begin(u);
	if (n > 1 && aim.type == VAL_INT) {
		const struct slot slots[] = {{"from", tr_number(u->a, u->sp.lang, values[0])},
		                             {"now", tr_number(u->a, u->sp.lang, values[n - 1])},
		                             {"aim", tr_number(u->a, u->sp.lang, aim.i)}};
		struct ui_tag way = goal_way(u->sp, r, values[n - 1]);
		ui_trend(u, &(struct ui_trend){values, n, aim.i, true,
		                               tr_fill(u->a, u->sp, N_("from {from} to {now}, aim {aim}"), slots, 3)});
		ui_tag(u, &way);
	} else {
		ui_small(u, tr(u->sp, N_("not measured since the start")));
	}
	ui_cell_end(u);
}

static void goal_row(struct ui *u, const struct needs *n, const struct row *r)
{
	struct point points[POINTS_MAX];
	size_t k = goal_points(r, &n->progress, points);
	ui_row(u);
	goal_name(u, r);
	ui_cell(u, goal_said(u, r, OPP_GOAL_START));
	ui_cell(u, k == 0 ? (struct str){0} : tr_number(u->a, u->sp.lang, points[k - 1].value));
	ui_cell(u, goal_said(u, r, OPP_GOAL_AIM));
	goal_line(u, r, points, k);
}

bool goals_show(struct ui *u, const struct needs *n, uint32_t states, const char *caption)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("Goal"))}, {.label = tr(u->sp, N_("Start")), .kind = COL_NUMBER},
		{.label = tr(u->sp, N_("Now")), .kind = COL_NUMBER}, {.label = tr(u->sp, N_("Aim")), .kind = COL_NUMBER},
		{.label = tr(u->sp, N_("How it goes"))},
	};
	if (needs_in(&n->goals, states) == 0)
		return false;
	ui_table_begin(u, caption, TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < n->goals.n; i++)
		if (is_in(&n->goals.v[i].row, states))
			goal_row(u, n, &n->goals.v[i].row);
	ui_table_end(u);
	return true;
}

/* ---- support ---- */

static void help_row(struct ui *u, const struct seen *s)
{
	const struct row *r = &s->row;
	struct val minutes = row_val(r, &help_fields[HELP_MINUTES]);
	ui_row(u);
	ui_cell_begin(u);
	ui_link(u, help_path(u->a, r, ""), str_c(u->a, row_text(r, &help_fields[HELP_WHAT])));
	ui_small(u, str_c(u->a, help_said(u, r, HELP_FORM)));
	if (row_int(r, &help_fields[HELP_CARD]) != 0)
		ui_small(u, tr(u->sp, N_("Stands on the agreement card")));
	ui_cell_end(u);
	ui_cell(u, s->hidden[HELP_WHO] ? str_from(tr(u->sp, N_("You may not read this"))) : help_said(u, r, HELP_WHO));
	ui_cell(u, minutes.type == VAL_INT ? minutes_said(u->a, u->sp, minutes.i) : (struct str){0});
	ui_cell(u, period_said(u->a, u->sp, row_val(r, &help_fields[HELP_FROM]), row_val(r, &help_fields[HELP_UNTIL])));
}

bool help_show(struct ui *u, const struct needs *n, uint32_t states, const char *caption)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("What do we do?"))}, {.label = tr(u->sp, N_("Who does it?"))},
			{.label = tr(u->sp, N_("A week"))},
		{.label = tr(u->sp, N_("When"))},
	};
	if (needs_in(&n->help, states) == 0)
		return false;
	ui_table_begin(u, caption, TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < n->help.n; i++)
		if (is_in(&n->help.v[i].row, states))
			help_row(u, &n->help.v[i]);
	ui_table_end(u);
	return true;
}

void needs_panels(struct ui *u, const struct needs *n, uint32_t states)
{
	if (needs_in(&n->goals, states) > 0) {
		ui_panel_begin(u, NULL);
		(void)goals_show(u, n, states, tr(u->sp, N_("Goals, with start, now and aim")));
		ui_panel_end(u);
	}
	if (needs_in(&n->help, states) > 0) {
		ui_panel_begin(u, NULL);
		(void)help_show(u, n, states, tr(u->sp, N_("What we do, and how much")));
		ui_panel_end(u);
	}
}

/* ---- proposals ---- */

static void press(struct ui *u, const struct row *r, const char *path, const struct transition *t, bool main)
{
	const struct form *f = form_new(u->a, &form_step);
	const struct ui_pair hidden[] = {{UI_KEY, f->key}, {UI_REV, str_printf(u->a, "%lld", (long long)r->rev)}};
	const struct ui_button b = {.kind = main ? BUTTON_PRIMARY : BUTTON_ALT, .label = tr(u->sp, t->label)};
	ui_button_form(u, path, &b, hidden, 2);
}

struct proposal {
	const struct row *r;
	struct str what, from;
	const char *kind, *take, *drop, *open;
};

static void proposal_row(struct ui *u, const struct proposal *p, bool may)
{
	ui_row(u);
	ui_cell_link(u, p->open, p->what);
	ui_cell(u, str_from(p->kind));
	ui_cell(u, p->from);
	if (!may)
		return;
	ui_cell_begin(u);
	ui_buttons_begin(u);
	press(u, p->r, p->take, &opp_goal_flow[NEED_TAKE], true);
	press(u, p->r, p->drop, &opp_goal_flow[NEED_DROP], false);
	ui_buttons_end(u);
	ui_cell_end(u);
}

static struct proposal of_goal(struct ui *u, const struct row *r)
{
	return (struct proposal){
		.r = r, .what = row_text(r, &opp_goal_fields[OPP_GOAL_WHAT]), .kind = tr(u->sp, N_("Goal")),
		.from = source_said(u->a, u->sp, row_text(r, &opp_goal_fields[OPP_GOAL_SOURCE]),
		                    row_val(r, &opp_goal_fields[OPP_GOAL_SOURCE_ON])),
		.take = goal_path(u->a, r, "/overnemen"), .drop = goal_path(u->a, r, "/opzij"), .open = goal_path(u->a, r, ""),
	};
}

static struct proposal of_help(struct ui *u, const struct row *r)
{
	return (struct proposal){
		.r = r, .what = row_text(r, &help_fields[HELP_WHAT]), .kind = tr(u->sp, N_("Support")),
		.from = source_said(u->a, u->sp, row_text(r, &help_fields[HELP_SOURCE]), row_val(r,
			&help_fields[HELP_SOURCE_ON])),
		.take = help_path(u->a, r, "/overnemen"), .drop = help_path(u->a, r, "/opzij"), .open = help_path(u->a, r, ""),
	};
}

void proposals_show(struct ui *u, struct req *req, const struct needs *n, bool may)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("Proposal"))}, {.label = tr(u->sp, N_("Kind"))}, {.label = tr(u->sp, N_("From"))},
		{.label = tr(u->sp, N_("Decide")), .kind = COL_ACTION},
	};
	(void)req;
	if (needs_in(&n->goals, NEED_BIT(PROPOSED)) + needs_in(&n->help, NEED_BIT(PROPOSED)) == 0)
		return;
	ui_panel_begin(u, tr(u->sp, N_("Proposed for the plan")));
	ui_p(u, tr(u->sp, N_("Nothing of this holds before it is taken over and the parents agree.")));
	ui_table_begin(u, tr(u->sp, N_("Proposals, with where they come from")), TABLE_CARDS, cols, may ? 4 : 3);
	for (size_t i = 0; i < n->goals.n; i++)
		if (is_in(&n->goals.v[i].row, NEED_BIT(PROPOSED))) {
			struct proposal p = of_goal(u, &n->goals.v[i].row);
			proposal_row(u, &p, may);
		}
	for (size_t i = 0; i < n->help.n; i++)
		if (is_in(&n->help.v[i].row, NEED_BIT(PROPOSED))) {
			struct proposal p = of_help(u, &n->help.v[i].row);
			proposal_row(u, &p, may);
		}
	ui_table_end(u);
	ui_panel_end(u);
}

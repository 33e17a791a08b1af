/* Two versions of a plan beside each other: per goal, per kind of support and per text what changed. */
#include "need_show.h"
#include "opp_pages.h"

#include "date.h"
#include "flow.h"
#include "route.h"

const char *const query_versions[] = {"versie", NULL};

static const struct {
	enum edition_field edition;
	enum opp_field opp;
} texts[] = {
	{EDITION_DESTINATION, OPP_DESTINATION}, {EDITION_GROUNDS, OPP_GROUNDS}, {EDITION_HINDERING, OPP_HINDERING},
	{EDITION_PROMOTING, OPP_PROMOTING}, {EDITION_GUIDANCE, OPP_GUIDANCE}, {EDITION_DEVIATIONS, OPP_DEVIATIONS},
	{EDITION_PUPIL_VIEW, OPP_PUPIL_VIEW}, {EDITION_PUPIL_DONE, OPP_PUPIL_DONE},
};
enum { TEXTS = sizeof texts / sizeof *texts };

/* One side. */
struct version_side {
	struct str name, text[TEXTS];
	struct edition_line goals[EDITION_LINES_MAX], help[EDITION_LINES_MAX];
	size_t n_goals, n_help;
};

static struct str version_name(struct ui *u, int64_t n, const char *english)
{
	return tr_fill(u->a, u->sp, english, TR_SLOTS({"n", tr_number(u->a, u->sp.lang, n)}));
}

static void of_edition(struct ui *u, const struct seen *s, struct version_side *out)
{
	const struct row *r = &s->row;
	out->name = version_name(u, row_int(r, &edition_fields[EDITION_VERSION]), N_("Version {n}"));
	for (size_t i = 0; i < TEXTS; i++) {
		const struct field *f = &edition_fields[texts[i].edition];
		const struct field *as = &opp_fields[texts[i].opp];
		out->text[i] = s->hidden[record_field(&rec_opp_edition, f)] ? str_from(tr(u->sp, N_("You may not read this")))
			: as->type->show(u->a, u->sp, as, row_val(r, f));
	}
	out->n_goals = edition_lines(u->a, row_text(r, &edition_fields[EDITION_GOALS]), out->goals);
	out->n_help = edition_lines(u->a, row_text(r, &edition_fields[EDITION_HELP]), out->help);
}

static struct str iso(struct ui *u, struct val v)
{
	return v.type == VAL_INT ? date_iso(u->a, (int32_t)v.i) : (struct str){0};
}

static struct str whole(struct ui *u, const struct row *r, const struct field *f)
{
	return str_printf(u->a, "%lld", (long long)row_int(r, f));
}

/* As it lies there now. */
static void of_present(struct ui *u, const struct seen *s, const struct plan_view *v, struct version_side *out)
{
	out->name = version_name(u, row_int(&s->row, &opp_fields[OPP_VERSION]), N_("Version {n}, not adopted yet"));
	for (size_t i = 0; i < TEXTS; i++) {
		const struct field *f = &opp_fields[texts[i].opp];
		out->text[i] = s->hidden[record_field(&rec_opp, f)] ? str_from(tr(u->sp, N_("You may not read this")))
			: f->type->show(u->a, u->sp, f, row_val(&s->row, f));
	}
	for (size_t i = 0; i < v->needs[0].n && out->n_goals < EDITION_LINES_MAX; i++) {
		const struct row *r = &v->needs[0].v[i].row;
		if (flow_state(r) == NEED_DRAFT || flow_state(r) == NEED_HELD)
			out->goals[out->n_goals++] = (struct edition_line){{
				r->pid, row_text(r, &opp_goal_fields[OPP_GOAL_WHAT]), row_text(r, &opp_goal_fields[OPP_GOAL_MEASURE]),
				whole(u, r, &opp_goal_fields[OPP_GOAL_START]), whole(u, r, &opp_goal_fields[OPP_GOAL_AIM]),
				iso(u, row_val(r, &opp_goal_fields[OPP_GOAL_AIM_BY]))}};
	}
	for (size_t i = 0; i < v->needs[2].n && out->n_help < EDITION_LINES_MAX; i++) {
		const struct row *r = &v->needs[2].v[i].row;
		if (flow_state(r) == NEED_DRAFT || flow_state(r) == NEED_HELD)
			out->help[out->n_help++] = (struct edition_line){{
				r->pid, row_text(r, &help_fields[HELP_WHAT]), row_text(r, &help_fields[HELP_WHO]),
				whole(u, r, &help_fields[HELP_MINUTES]), iso(u, row_val(r, &help_fields[HELP_FROM])),
				iso(u, row_val(r, &help_fields[HELP_UNTIL]))}};
	}
}

/* ---- beside each other ---- */

static struct str day_said(struct ui *u, struct str text)
{
	int32_t day;
	return date_parse_iso(text, &day) ? tr_date(u->a, u->sp.lang, day, DATE_SHORT) : text;
}

static struct str goal_line(struct ui *u, const struct edition_line *l)
{
	return str_printf(u->a, STR_FMT "\n" STR_FMT ": " STR_FMT " → " STR_FMT ", " STR_FMT, STR_ARG(l->part[1]),
	                  STR_ARG(l->part[2]), STR_ARG(l->part[3]), STR_ARG(l->part[4]), STR_ARG(day_said(u, l->part[5])));
}

static struct str help_line(struct ui *u, const struct edition_line *l)
{
	int64_t minutes = 0;
	(void)!str_to_i64(l->part[3], &minutes);
	return str_printf(u->a, STR_FMT "\n" STR_FMT ", " STR_FMT ", " STR_FMT " – " STR_FMT, STR_ARG(l->part[1]),
	                  STR_ARG(l->part[2]), STR_ARG(minutes_said(u->a, u->sp, minutes)),
	                  STR_ARG(day_said(u, l->part[4])), STR_ARG(day_said(u, l->part[5])));
}

static void compare_row(struct ui *u, const char *what, struct str was, struct str is)
{
	bool same = str_eq(was, is);
	struct ui_tag tag = {same ? TONE_WAIT : was.n == 0 ? TONE_OK : is.n == 0 ? TONE_LATE : TONE_SOON, NULL,
	                     str_from(tr(u->sp, same ? N_("the same") : was.n == 0 ? N_("new") : is.n == 0 ? N_("gone")
	                                                                                               : N_("changed")))};
	ui_row(u);
	ui_cell(u, str_from(what));
	ui_cell_begin(u);
	ui_p_str(u, was);
	ui_cell_end(u);
	ui_cell_begin(u);
	ui_p_str(u, is);
	ui_cell_end(u);
	if (same)
		ui_cell(u, tag.state);
	else
		ui_cell_tag(u, &tag);
}

static const struct edition_line *same_line(const struct edition_line *v, size_t n, struct str pid)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(v[i].part[0], pid))
			return &v[i];
	return NULL;
}

typedef struct str line_fn(struct ui *u, const struct edition_line *l);

static void lines_show(struct ui *u, const char *what, const struct edition_line *was, size_t n_was,
                       const struct edition_line *is, size_t n_is, line_fn *said)
{
	for (size_t i = 0; i < n_was; i++) {
		const struct edition_line *now = same_line(is, n_is, was[i].part[0]);
		compare_row(u, what, said(u, &was[i]), now == NULL ? (struct str){0} : said(u, now));
	}
	for (size_t i = 0; i < n_is; i++)
		if (same_line(was, n_was, is[i].part[0]) == NULL)
			compare_row(u, what, (struct str){0}, said(u, &is[i]));
}

static void compare(struct ui *u, const struct version_side *was, const struct version_side *is)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("What"))}, {.label = was->name.p}, {.label = is->name.p},
	                              {.label = tr(u->sp, N_("Difference"))}};
	ui_table_begin(u, tr(u->sp, N_("Both versions, beside each other")), TABLE_CARDS, cols, 4);
	lines_show(u, tr(u->sp, N_("Goal")), was->goals, was->n_goals, is->goals, is->n_goals, goal_line);
	lines_show(u, tr(u->sp, N_("Support")), was->help, was->n_help, is->help, is->n_help, help_line);
	for (size_t i = 0; i < TEXTS; i++)
		if (was->text[i].n + is->text[i].n > 0)
			compare_row(u, tr(u->sp, opp_fields[texts[i].opp].label), was->text[i], is->text[i]);
	ui_table_end(u);
}

/* The edition of a version, or NULL. */
static const struct seen *edition_of(const struct plan_view *v, int64_t version)
{
	for (size_t i = 0; i < v->editions.n; i++)
		if (row_int(&v->editions.v[i].row, &edition_fields[EDITION_VERSION]) == version)
			return &v->editions.v[i];
	return NULL;
}

static void versions_tabs(struct ui *u, struct req *req, const struct plan_view *v, int64_t shown)
{
	int64_t last = row_int(&req->seen.row, &opp_fields[OPP_VERSION]);
	struct ui_tab tabs[EDITION_LINES_MAX];
	size_t n = 0;
	for (int64_t i = 2; i <= last && n < EDITION_LINES_MAX; i++) {
		if (edition_of(v, i - 1) == NULL)
			continue;
		tabs[n++] = (struct ui_tab){
			.label = tr_fill(u->a, u->sp, N_("version {a} and {b}"),
			                 TR_SLOTS({"a", tr_number(u->a, u->sp.lang, i - 1)}, {"b",
				tr_number(u->a, u->sp.lang, i)})).p,
			.href = plan_path(u->a, &req->seen.row, str_printf(u->a, "/versies?versie=%lld", (long long)i).p),
			.current = i == shown};
	}
	if (n > 1)
		ui_tabs(u, tr(u->sp, N_("Which versions?")), tabs, n);
}

enum err versions_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	int64_t last = row_int(r, &opp_fields[OPP_VERSION]), shown = last;
	struct version_side *was = ARENA_NEW(a, struct version_side), *is = ARENA_NEW(a, struct version_side);
	struct plan_view v;
	enum err e = plan_load(req, &v);
	if (e != OK)
		return e;
	if (!str_to_i64(req_query(req, "versie"), &shown) || shown < 1 || shown > last)
		shown = last;
	const struct ui_link crumbs[] = {{child_name(a, &v.child).p, child_path(a, &v.child, "")},
	                                 {tr(sp, N_("Plan (OPP)")), plan_path(a, r, "")}};
	struct ui_page page = {.title = tr(sp, N_("Compare versions")), .crumbs = crumbs, .n_crumbs = 2,
	                       .intro = tr(sp, N_("What parents agreed with stands word for word in each version."))};
	struct ui *u = view_begin(req, &page);
	versions_tabs(u, req, &v, shown);
	const struct seen *left = edition_of(&v, shown - 1), *right = edition_of(&v, shown);
	if (left != NULL)
		of_edition(u, left, was);
	if (right != NULL)
		of_edition(u, right, is);
	else
		of_present(u, &req->seen, &v, is);
	if (left == NULL)
		ui_empty(u, tr(sp, N_("There is one version")),
		         tr(sp,
			N_("As soon as the plan is adjusted, the old and the new one stand here beside each other.")), NULL);
	else
		compare(u, was, is);
	ui_print_button(u);
	return view_end(u, req, &page);
}

/* A kind of group arrangement, for who wonders whether it would help a child: for whom it is, how a child goes there
 * and comes back, which groups there are, one's own children there, and what the region must still decide. It says no
 * number of children but to the team of a group (access.md rule 5). */
#include "place_pages.h"

#include "access.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "record_view.h"
#include "road.h"
#include "steps.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))
#define K(x) &place_kind_fields[KIND_##x]
#define G(x) &place_group_fields[GROUP_##x]

struct kind_view {
	struct req *req;
	const struct row *r;
	const struct rows *first;
	struct row group[PLACE_GROUPS_MOST];
	struct str host[PLACE_GROUPS_MOST];
	size_t n;
	const struct rows *counts, *schools;
	struct seen_page own;
	bool keeps;  /* may change it */
	bool family; /* reads it as a parent or a pupil */
};

static const struct stmt stmt_schools = {
	"SELECT s.pid, o.name, coalesce(s.postcode, '') FROM school s JOIN organisation o ON o.id = s.org WHERE o.region ="
	" $1 AND o.kind = $2 AND o.ended > $3 ORDER BY s.postcode, o.name_key, s.id LIMIT 400", "iti", "ttt"};

/* What stands with the kind is read along with one's own children. */
static enum err load(struct req *req, struct kind_view *v)
{
	struct act *act = &req->act;
	const struct rows *r;
	*v = (struct kind_view){.req = req, .r = &req->seen.row};
	v->family = req->act.speak.audience == AUD_OUDER || req->act.speak.audience == AUD_LEERLING;
	v->keeps = access_row(&req->act, v->r, OP_CHANGE) == OK;
	const struct stmt_asked *schools = stmt_ask(act, &stmt_schools,
	                                            DB_ARGS(val_int(act->region),
	                                                    val_text(str_from(org_kind_code(ORG_SCHOOL))),
	                                                    val_int(act->now)));
	const struct stmt_asked *groups = stmt_ask(act, &place_stmt_groups, DB_ARGS(val_int(v->r->id)));
	const struct stmt_asked *first = stmt_ask(act, &place_stmt_first, DB_ARGS(val_int(v->r->id)));
	const struct stmt_asked *counts = group_counts_ask(act, v->r->id);
	enum err e = scope_front(act, &rec_placement.lists[0], SCOPE_COMPARED, &v->own);
	if (e == OK)
		e = stmt_take(act, schools, &v->schools);
	if (e == OK)
		e = stmt_take(act, groups, &r);
	if (e == OK)
		e = stmt_take(act, first, &v->first);
	if (e == OK)
		e = stmt_take(act, counts, &v->counts);
	if (e != OK)
		return e;
	for (; v->n < r->n; v->n++) {
		v->group[v->n] = row_take(&req->act, &rec_place_group, r, v->n);
		v->host[v->n] = rows_text(r, v->n, GROUP_HOST_AT);
	}
	return OK;
}

/* ---- for whom, and the way there and back ---- */

static void words_show(struct ui *u, const char *title, struct str words)
{
	ui_panel_begin(u, title);
	ui_p_str(u, words);
	ui_panel_end(u);
}

static void way_show(struct ui *u, const struct kind_view *v)
{
	const struct slot months = {"n", tr_number(u->a, u->sp.lang, row_int(v->r, K(MONTHS)))};
	const char *steps[] = {
		tr(u->sp, N_("In a knooppunt, parents and schools look first at what can be done in the child's own class.")),
		tr(u->sp, N_("The own school is the one near home. Its address chooses it, and it stays responsible.")),
		tr_fill(u->a, u->sp,
		        trn(u->sp, "Then the child is in the group, for {n} month at the longest. Both schools work on the "
		                   "same goals.",
		            "Then the child is in the group, for {n} months at the longest. Both schools work on the same "
		            "goals.", row_int(v->r, K(MONTHS))), &months, 1).p,
		tr(u->sp, N_("The child practises at their own school, and goes there more days step by step.")),
		tr(u->sp, N_("After the return there are eight weeks of aftercare. After one and two years the school looks "
		             "whether it lasts.")),
	};
	ui_panel_begin(u, tr(u->sp, N_("The way there and back")));
	ui_numbered(u, steps, N_OF(steps));
	ui_h3(u, tr(u->sp, N_("Back to the child's own class")));
	ui_p_str(u, row_text(v->r, K(WAY_BACK)));
	ui_panel_end(u);
}

/* ---- the own school by postcode ---- */

enum { AREA = 4, AREAS_OPEN = 12 };

static struct str area_of(const struct rows *r, size_t i)
{
	struct str postcode = rows_text(r, i, 2);
	return (struct str){postcode.p, postcode.n < AREA ? postcode.n : AREA};
}

/* What is proposed when a placement is prepared (placement_new.c), so that anyone can look it up before. */
static void schools_show(struct ui *u, const struct kind_view *v)
{
	const struct rows *r = v->schools;
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Home in postcode"))}, {.label = tr(u->sp, N_("Own school"))}};
	const char *title = tr(u->sp, N_("Own school by postcode"));
	if (r->n == 0)
		return;
	ui_panel_begin(u, NULL);
	ui_details_begin(u, title, r->n <= AREAS_OPEN);
	ui_p(u, tr(u->sp, N_("This school is proposed when a place is asked for. Parents may choose another one.")));
	if (v->keeps)
		ui_p(u, tr(u->sp, N_("The postcode stands with the school. Open the school to change it.")));
	ui_table_begin(u, title, TABLE_CARDS, cols, N_OF(cols));
	for (size_t i = 0; i < r->n;) {
		struct str area = area_of(r, i);
		ui_row(u);
		ui_cell(u, area.n > 0 ? area : str_from(tr(u->sp, N_("Not known yet"))));
		ui_cell_begin(u);
		for (; i < r->n && str_eq(area_of(r, i), area); i++)
			ui_p_link(u, NULL, place_path(u->a, "school", rows_text(r, i, 0), ""), str_c(u->a, rows_text(r, i, 1)),
			          NULL);
		ui_cell_end(u);
	}
	ui_table_end(u);
	ui_details_end(u);
	ui_panel_end(u);
}

/* ---- its groups ---- */

static size_t limits_of(struct ui *u, const struct row *g, const char *out[PLACE_NEEDS])
{
	size_t n = 0;
	for (size_t i = 0; i < PLACE_NEEDS; i++) {
		const struct field *f = &place_group_fields[GROUP_LIMIT + i];
		if (row_val(g, f).type == VAL_INT)
			out[n++] = tr_fill(u->a, u->sp, N_("{limit}: {n}"),
			                   TR_SLOTS({"limit", str_from(tr(u->sp, f->label))},
			                            {"n", tr_number(u->a, u->sp.lang, row_int(g, f))})).p;
	}
	return n;
}

static bool has_limit(const struct row *g)
{
	for (size_t i = 0; i < PLACE_NEEDS; i++)
		if (row_val(g, &place_group_fields[GROUP_LIMIT + i]).type == VAL_INT)
			return true;
	return false;
}

static bool has_limits(const struct kind_view *v)
{
	for (size_t i = 0; i < v->n; i++)
		if (has_limit(&v->group[i]))
			return true;
	return false;
}

static bool same_limits(const struct row *a, const struct row *b)
{
	for (size_t i = 0; i < PLACE_NEEDS; i++) {
		const struct field *f = &place_group_fields[GROUP_LIMIT + i];
		if (row_val(a, f).type != row_val(b, f).type ||
		    (row_val(a, f).type == VAL_INT && row_int(a, f) != row_int(b, f)))
			return false;
	}
	return true;
}

/* Groups with the same limits together, each with its names above them. */
static void limits_show(struct ui *u, const struct kind_view *v)
{
	bool said[PLACE_GROUPS_MOST] = {false};
	ui_details_begin(u, tr(u->sp, N_("When it warns that it is too much at once")), false);
	for (size_t i = 0; i < v->n; i++) {
		const char *limits[PLACE_NEEDS];
		size_t n = limits_of(u, &v->group[i], limits);
		struct str names = row_text(&v->group[i], G(NAME));
		if (said[i] || n == 0)
			continue;
		for (size_t k = i + 1; k < v->n; k++) {
			said[k] = said[k] || same_limits(&v->group[i], &v->group[k]);
			if (same_limits(&v->group[i], &v->group[k]))
				names = str_printf(u->a, STR_FMT "; " STR_FMT, STR_ARG(names),
				                   STR_ARG(row_text(&v->group[k], G(NAME))));
		}
		ui_h3(u, str_c(u->a, names));
		ui_bullets(u, limits, n);
	}
	ui_small(u, tr(u->sp, N_("A limit warns and does not forbid: an exception with its reason is always possible.")));
	ui_details_end(u);
}

static void taken_show(struct ui *u, const struct kind_view *v)
{
	for (size_t i = 0; i < v->n; i++) {
		const struct row *g = &v->group[i];
		if (!place_is_of_the_team(v->req->viewer, g))
			continue;
		struct group_count n = group_counts_of(v->counts, g->id);
		place_taken_show(u, g, &n,
		                 tr_fill(u->a, u->sp, N_("Places in {group}"), TR_SLOTS({"group", row_text(g, G(NAME))})).p);
	}
}

static void groups_show(struct ui *u, const struct kind_view *v)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Group"))}, {.label = tr(u->sp, N_("Where"))},
	                              {.label = tr(u->sp, N_("Who works there?"))},
	                              {.label = tr(u->sp, N_("Places")), .kind = COL_NUMBER}};
	const char *add = place_path(u->a, "groepsaanbod", v->r->pid, "/groep");
	if (v->n == 0) {
		ui_empty(u, tr(u->sp, N_("There is no group of this kind yet")),
		         tr(u->sp, v->keeps ? N_("Add a group: at which school, how many places, and from when it is too much.")
		                            : N_("When the partnership begins one, it stands here.")),
		         v->keeps ? &(struct ui_link){tr(u->sp, N_("Add a group")), add} : NULL);
		return;
	}
	ui_panel_begin(u, NULL);
	ui_table_begin(u, tr(u->sp, N_("Where there are groups")), TABLE_CARDS, cols, N_OF(cols));
	for (size_t i = 0; i < v->n; i++) {
		const struct row *g = &v->group[i];
		ui_row(u);
		ui_cell_link(u, place_path(u->a, "arrangementgroep", g->pid, ""), row_text(g, G(NAME)));
		ui_cell(u, v->host[i]);
		ui_cell(u, row_text(g, G(STAFF)));
		ui_cell(u, tr_number(u->a, u->sp.lang, row_int(g, G(PLACES))));
	}
	ui_table_end(u);
	if (!v->family && has_limits(v))
		limits_show(u, v);
	ui_panel_end(u);
}

/* ---- what the region must still decide ---- */

enum { DECIDE_MOST = PLACE_GROUPS_MOST + 4, RULE_ENDS = 5, RULE_PID = 0 };

static size_t decisions(struct ui *u, const struct kind_view *v, struct ui_task out[DECIDE_MOST])
{
	enum { SOON = 60 };
	size_t n = 0;
	int32_t ends, today = route_today(v->req);
	if (v->n == 0)
		out[n++] = (struct ui_task){.name = tr(u->sp, N_("Where there will be a group")),
			.href = place_path(u->a, "groepsaanbod", v->r->pid, "/groep")};
	for (size_t i = 0; i < v->n; i++)
		if (!has_limit(&v->group[i]))
			out[n++] = (struct ui_task){
				.name = tr_fill(u->a, u->sp, N_("From when it is too much at once in {group}"),
				                TR_SLOTS({"group", row_text(&v->group[i], G(NAME))})).p,
				.href = place_path(u->a, "arrangementgroep", v->group[i].pid, "/wijzig")};
	if (v->first->n == 0)
		out[n++] = (struct ui_task){.name = tr(u->sp, N_("Whether someone goes first while children wait")),
			.hint = tr(u->sp, N_("Now who waits longest goes first.")),
			.href = place_path(u->a, "groepsaanbod", v->r->pid, "/voorrang")};
	for (size_t i = 0; i < v->first->n && n < DECIDE_MOST; i++)
		if (date_parse_iso(rows_text(v->first, i, RULE_ENDS), &ends) && ends <= today + SOON)
			out[n++] = (struct ui_task){
				.name = tr_fill(u->a, u->sp, ends < today ? N_("What follows on a rule that ended on {date}")
				                                          : N_("What follows on a rule that ends on {date}"),
				                TR_SLOTS({"date", tr_date(u->a, u->sp.lang, ends, DATE_LONG)})).p,
				.hint = str_c(u->a, rows_text(v->first, i, 2)),
				.href = place_path(u->a, "voorrang", rows_text(v->first, i, RULE_PID), "/wijzig")};
	return n;
}

static void close_show(struct ui *u, const struct row *r)
{
	const struct form *f = form_new(u->a, &form_step);
	const struct ui_pair hidden[] = {{UI_KEY, f->key}, {UI_REV, str_printf(u->a, "%lld", (long long)r->rev)}};
	const struct ui_button b = {.kind = BUTTON_DANGER, .label = tr(u->sp, place_kind_flow[KIND_CLOSE].label)};
	ui_panel_begin(u, b.label);
	ui_p(u, tr(u->sp, N_("No new place is asked for in it any more. Who is in a group stays there. You can use it "
	                     "again later.")));
	ui_button_form(u, place_path(u->a, "groepsaanbod", r->pid, "/sluiten"), &b, hidden, 2);
	ui_panel_end(u);
}

static enum err keeper_show(struct ui *u, const struct kind_view *v)
{
	struct ui_task open[DECIDE_MOST];
	size_t n = decisions(u, v, open);
	const struct ui_link links[] = {
		{tr(u->sp, N_("Change this kind")), place_path(u->a, "groepsaanbod", v->r->pid, "/wijzig")},
		{tr(u->sp, N_("Add a group")), place_path(u->a, "groepsaanbod", v->r->pid, "/groep")},
		{tr(u->sp, N_("Add a rule of who goes first")), place_path(u->a, "groepsaanbod", v->r->pid, "/voorrang")},
		{tr(u->sp, N_("What was changed?")), place_path(u->a, "groepsaanbod", v->r->pid, "/geschiedenis")}};
	if (flow_state(v->r) == KIND_OPEN) {
		ui_panel_begin(u, tr(u->sp, N_("What the region must decide next")));
		if (n > 0)
			ui_tasks(u, open, n);
		else
			ui_p(u, tr(u->sp, N_("Nothing is open: there are groups, limits and rules.")));
		ui_panel_end(u);
	}
	enum err e = view_steps_but(u, v->req, place_path(u->a, "groepsaanbod", v->r->pid, ""),
	                            &place_kind_flow[KIND_CLOSE]);
	ui_panel_begin(u, tr(u->sp, N_("Keep this up to date")));
	ui_links(u, links, N_OF(links));
	ui_panel_end(u);
	if (flow_state(v->r) == KIND_OPEN)
		close_show(u, v->r);
	return e;
}

/* ---- the page ---- */

static void agreed_show(struct ui *u, const struct kind_view *v)
{
	ui_panel_begin(u, tr(u->sp, N_("What is agreed on")));
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("When do you call it effective?")), row_text(v->r, K(EFFECTIVE)), NULL);
	ui_summary_row(u, tr(u->sp, N_("Who pays for it?")), row_text(v->r, K(PAYER)), NULL);
	ui_summary_row(u, tr(u->sp, N_("Where was this decided?")), row_text(v->r, K(SOURCE)), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

static void own_show(struct ui *u, const struct kind_view *v)
{
	const char *title = tr(u->sp, v->family ? N_("Your child is here") : N_("Your children in such a group"));
	size_t n = place_own_children(u, &v->req->act, &v->own, PLACEMENT_KIND, v->r->id, title);
	if (n == 0 && !v->family && !v->keeps)
		ui_small(u, tr(u->sp, N_("None of the children that you work with is in such a group now.")));
}

static enum err show(struct ui *u, const struct kind_view *v)
{
	enum err e = OK;
	ui_cols_begin(u);
	if (v->keeps)
		e = keeper_show(u, v);
	taken_show(u, v);
	own_show(u, v);
	ui_cols_main(u);
	words_show(u, tr(u->sp, N_("For which children?")), row_text(v->r, K(PROFILE)));
	words_show(u, tr(u->sp, v->family ? N_("What does a child get there?") : N_("What is the aim?")),
	           row_text(v->r, K(AIM)));
	way_show(u, v);
	schools_show(u, v);
	groups_show(u, v);
	place_first_show(u, v->first, v->keeps);
	ui_panel_begin(u, tr(u->sp, N_("The order of waiting")));
	ui_p_link(u, NULL, place_path(u->a, "groepsaanbod", v->r->pid, "/wachtlijst"),
	          tr(u->sp, N_("See the order of waiting")), NULL);
	ui_panel_end(u);
	if (!v->family)
		agreed_show(u, v);
	ui_cols_end(u);
	return e;
}

enum err place_kind_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct kind_view v;
	enum err e = load(req, &v);
	if (e != OK)
		return e;
	const struct ui_tag state = view_state(sp, v.r);
	const int64_t size = row_int(v.r, K(SIZE)), months = row_int(v.r, K(MONTHS));
	const struct str facts[] = {
		tr_fill(a, sp, trn(sp, "{n} child in a group at the most", "{n} children in a group at the most", size),
		        TR_SLOTS({"n", tr_number(a, sp.lang, size)})),
		tr_fill(a, sp, trn(sp, "{n} month at the longest", "{n} months at the longest", months),
		        TR_SLOTS({"n", tr_number(a, sp.lang, months)}))};
	const struct ui_link crumbs[] = {{tr(sp, N_("Group arrangements")), "/groepsaanbod"}};
	struct ui_page page = {.title = str_c(a, row_text(v.r, K(NAME))), .crumbs = crumbs, .n_crumbs = 1, .tags = &state,
	                       .n_tags = v.family ? 0 : 1, .facts = facts, .n_facts = N_OF(facts)};
	struct ui *u = view_begin(req, &page);
	e = show(u, &v);
	return e != OK ? e : view_end(u, req, &page);
}

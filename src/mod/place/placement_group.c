/* Choosing the group of a placement. */
#include "place_pages.h"

#include "flow.h"
#include "route.h"

#define F(x) &placement_fields[PLACEMENT_##x]
static const struct field field_group = PLACE_CHOSEN("groep", N_("Which group?"), N_("Choose the group"));
static const struct field *const group_fields[] = {&field_group};
const struct form_def form_placement_group = {
	.name = "placement-group", .fields = group_fields, .n = 1, .submit = N_("Choose this group")};

const struct stmt place_stmt_groups = {
	"SELECT g.id, g.pid, g.region, g.rev, g.kind, g.name, g.name_key, g.host, g.places, g.staff, g.limit_toilet,"
	" g.limit_near, g.limit_conflict, g.limit_language, g.limit_quiet, g.limit_care, g.since, o.name FROM place_group g"
	" JOIN organisation o ON o.id = g.host WHERE g.kind = $1 ORDER BY g.name_key, g.id LIMIT 20", "i",
	"itiiittiitiiiiiitt"};

static const struct stmt stmt_waiting = {
	"SELECT count(*) FROM placement WHERE kind = $1 AND state = $2", "it", "i"};

static enum err may_choose(struct req *req)
{
	enum err e = placement_may(req, PLACE_EDIT);
	return e == OK ? OK : placement_may(req, PLACE_PLACE);
}

/* How many places there are, and how many of them are taken. The children there are of others, so no picture seat by
 * seat: that would draw a rounded figure as if it were exact (access.md rule 5). */
static struct str taken_words(struct ui *u, int64_t taken, int64_t places)
{
	const struct slot all = {"all", tr_number(u->a, u->sp.lang, places)};
	if (taken >= places)
		return tr_fill(u->a, u->sp, N_("Places: {all}, all of them taken."), &all, 1);
	if (figure_said(places - 1) == 0 || figure_said(taken) >= places)
		return tr_fill(u->a, u->sp, N_("Places: {all}."), &all, 1);
	return tr_fill(u->a, u->sp, N_("Places: {all}, taken: {taken}."),
	               TR_SLOTS(all, {"taken", place_figure(u->a, u->sp, taken)}));
}

/* Is there room for one more with these needs? */
static const char *room_word(struct ui *u, const struct row *group, const struct group_count *n,
                             const struct row *placement)
{
	uint32_t no = group_says(group, n, placement);
	struct str text = taken_words(u, n->children, row_int(group, &place_group_fields[GROUP_PLACES]));
	for (size_t i = 0; i < PLACE_NEEDS; i++)
		if ((no >> i & 1) != 0)
			text = str_printf(u->a, STR_FMT " %s.", STR_ARG(text), tr(u->sp, group_word(i)));
	return no == 0 ? str_printf(u->a, STR_FMT " %s.", STR_ARG(text), tr(u->sp, N_("There is room"))).p : text.p;
}

/* How many want such a place, before who chooses now; where this child would stand has a page of its own. */
static void waiting_show(struct ui *u, const struct row *placement, int64_t waiting)
{
	ui_p_str(u, tr_fill(u->a, u->sp, N_("For a place in such a group {n} children wait now."),
	                    TR_SLOTS({"n", place_figure(u->a, u->sp, waiting)})));
	ui_p_link(u, NULL, placement_path(u->a, placement, "/wachtlijst"), tr(u->sp, N_("See the order of waiting")), NULL);
}

enum err placement_group_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct val kind = row_val(&req->seen.row, F(KIND));
	const struct rows *groups, *counts, *waiting;
	struct row child;
	struct seen placement;
	const struct stmt_asked *of_kind = stmt_ask(&req->act, &place_stmt_groups, DB_ARGS(kind));
	const struct stmt_asked *counted = group_counts_ask(&req->act, kind.i);
	const struct stmt_asked *wait = stmt_ask(&req->act, &stmt_waiting,
	                                         DB_ARGS(kind, flow_value(&rec_placement, PLACEMENT_WAITING)));
	enum err e = may_choose(req);
	if (e == OK)
		e = place_beside(req, &child, &placement);
	if (e == OK)
		e = stmt_take(&req->act, of_kind, &groups);
	if (e == OK)
		e = stmt_take(&req->act, counted, &counts);
	if (e == OK)
		e = stmt_take(&req->act, wait, &waiting);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{child_name(a, &child).p, child_path(a, &child, "")},
	                                 {tr(sp, N_("Placement")), placement_path(a, &req->seen.row, "")}};
	struct ui_page page = {.title = tr(sp, N_("Choose the group")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("Limits warn. With a reason in the interest of the child an exception is always "
			"possible."))};
	struct form *f = req_form(req, &form_placement_group);
	struct ui_option *o = ARENA_ARRAY(a, struct ui_option, groups->n + 1);
	struct ui *u = view_begin(req, &page);
	for (size_t i = 0; i < groups->n; i++) {
		struct row g = row_take(&req->act, &rec_place_group, groups, i);
		const struct group_count n = group_counts_of(counts, g.id);
		o[i] = (struct ui_option){
			.value = g.pid,
			.label = str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(row_text(&g, &place_group_fields[GROUP_NAME])),
			                    STR_ARG(rows_text(groups, i, GROUP_HOST_AT))).p,
			.hint = room_word(u, &g, &n, &req->seen.row),
			.chosen = g.id == row_int(&req->seen.row, F(GROUP)),
		};
	}
	ui_panel_begin(u, NULL);
	if (groups->n == 0)
		ui_p(u, tr(sp, N_("The region has no group of this kind yet.")));
	else
		waiting_show(u, &req->seen.row, rows_int(waiting, 0, 0));
	f->rev = req->seen.row.rev;
	view_form_begin(u, f, placement_path(a, &req->seen.row, "/groep"));
	place_choose(u, f, &field_group, FIELD_RADIOS, o, groups->n, NULL);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err placement_group_post(struct req *req)
{
	const struct rows *groups;
	enum err e = may_choose(req);
	if (e == OK)
		e = act_exec(&req->act, &place_stmt_groups, DB_ARGS(row_val(&req->seen.row, F(KIND))), &groups);
	if (e != OK)
		return e;
	size_t at = place_chosen(req, &field_group, groups);
	if (at == groups->n)
		return place_not_chosen(req, &field_group);
	struct change *c = change_begin(&req->act, N_("Group chosen"), CHANGE_UNDO);
	e = placement_regroup(c, &req->seen.row, rows_int(groups, at, 0));
	return e != OK ? e : req_commit(req, c, "%s", placement_path(req->act.a, &req->seen.row, ""));
}

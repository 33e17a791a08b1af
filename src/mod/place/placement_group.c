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

static enum err may_choose(struct req *req)
{
	enum err e = placement_may(req, PLACE_EDIT);
	return e == OK ? OK : placement_may(req, PLACE_PLACE);
}

/* Is there room for one more with these needs? How many are there is of children to whom the reader has no relation,
 * and is not said (access.md rule 5). */
static const char *room_word(struct ui *u, const struct row *group, const struct group_count *n,
                             const struct row *placement)
{
	uint32_t no = group_says(group, n, placement);
	struct str text = S("");
	for (size_t i = 0; i <= PLACE_NEEDS; i++)
		if ((no >> i & 1) != 0)
			text = str_printf(u->a, STR_FMT "%s%s", STR_ARG(text), text.n > 0 ? ". " : "", tr(u->sp, group_word(i)));
	return no == 0 ? tr(u->sp, N_("There is room")) : text.p;
}

enum err placement_group_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct val kind = row_val(&req->seen.row, F(KIND));
	const struct rows *groups, *counts;
	struct row child;
	struct seen placement;
	const struct stmt_asked *of_kind = stmt_ask(&req->act, &place_stmt_groups, DB_ARGS(kind));
	const struct stmt_asked *counted = group_counts_ask(&req->act, kind.i);
	enum err e = may_choose(req);
	if (e == OK)
		e = place_beside(req, &child, &placement);
	if (e == OK)
		e = stmt_take(&req->act, of_kind, &groups);
	if (e == OK)
		e = stmt_take(&req->act, counted, &counts);
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

/* What a cluster meeting decided about the group arrangements, and which expertise was brought into which mother school
 * (systems.md A4). Nothing of a child stands in it. */
#include "place_pages.h"

#include "date.h"
#include "people.h"
#include "record_view.h"
#include "route.h"

#define ROLE(r) (UINT32_C(1) << ROLE_##r)
#define KEEPERS (ROLE(DIRECTOR) | ROLE(CLUSTER_CHAIR))

static const struct access cluster_access[] = {{KEEPERS, OP_READ | OP_CREATE | OP_CHANGE, WHERE_REGION}};
#define LINES(column) .name = column, .type = &T_LINES, .privacy = PRIV_PUBLIC, .min = 5, .max = 2000

const struct field cluster_meeting_fields[CLUSTER__N] = {
	[CLUSTER_HELD_ON] = {.name = "held_on", .type = &T_DATE, .privacy = PRIV_PUBLIC,
		.label = N_("When was the cluster meeting?"), .missing = N_("Enter the day of the cluster meeting")},
	[CLUSTER_DECIDED] = {LINES("decided"), .label = N_("What did the cluster decide?"),
		.hint = N_("About places, kinds of group and ways back. No names of children, and nothing by which one is "
		           "known."),
		.missing = N_("Write what the cluster decided")},
};

static void meeting_check(const struct given *g, struct reasons *out)
{
	struct val on = row_val(g->row, &cluster_meeting_fields[CLUSTER_HELD_ON]);
	if (on.type == VAL_INT && on.i > g->today)
		reason_add(out, &cluster_meeting_fields[CLUSTER_HELD_ON],
		           N_("This day is still to come. Enter the day on which it happened"));
}

const struct record rec_cluster_meeting = {
	.name = "cluster_meeting", .label = N_("Cluster meeting"), .fields = cluster_meeting_fields, .n = CLUSTER__N,
	.title = &cluster_meeting_fields[CLUSTER_HELD_ON], .access = cluster_access, .n_access = 1, .check = meeting_check,
};

const struct field cluster_expertise_fields[EXPERTISE__N] = {
	[EXPERTISE_MEETING] = {.name = "meeting", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.ref = &rec_cluster_meeting},
	[EXPERTISE_SCHOOL] = {.name = "school", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PUBLIC,
		.ref = &rec_organisation, .label = N_("Mother school")},
	[EXPERTISE_WHAT] = {LINES("what"), .label = N_("Which expertise was brought into this school?"),
		.hint = N_("For example: working with pictures of the day, shown in two classes. No names of children."),
		.missing = N_("Write which expertise was brought in")},
	[EXPERTISE_BY] = {.name = "brought_by", .type = &T_LINE, .privacy = PRIV_PUBLIC, .min = 3, .max = 160,
		.label = N_("Who brought it?"), .hint = N_("The group or team, no names of people"),
		.missing = N_("Enter who brought it")},
};

const struct record rec_cluster_expertise = {
	.name = "cluster_expertise", .label = N_("Expertise brought into a school"), .fields = cluster_expertise_fields,
	.n = EXPERTISE__N, .access = cluster_access, .n_access = 1, .parent = &cluster_expertise_fields[EXPERTISE_MEETING],
};

/* ---- pages ---- */

#define M(x) &cluster_meeting_fields[CLUSTER_##x]
#define E(x) &cluster_expertise_fields[EXPERTISE_##x]
static const struct field *const meeting_form[] = {M(HELD_ON), M(DECIDED)};
const struct form_def form_cluster_meeting = {
	.name = "cluster-meeting", .fields = meeting_form, .n = 2, .drafts = true,
	.submit = N_("Save the cluster meeting")};
static const struct field field_school =
	PLACE_CHOSEN("school", N_("Which mother school?"), N_("Choose the mother school"));
static const struct field *const expertise_form[] = {&field_school, E(WHAT), E(BY)};
const struct form_def form_cluster_expertise = {
	.name = "cluster-expertise", .fields = expertise_form, .n = 3, .drafts = true, .submit = N_("Save this expertise")};

static const struct stmt stmt_brought = {
	"SELECT o.name, e.what, e.brought_by FROM cluster_expertise e JOIN organisation o ON o.id = e.school WHERE"
	" e.meeting = $1 ORDER BY o.name_key, e.id LIMIT 200", "i", "ttt"};

static struct ui *begin(struct req *req, struct ui_page *page, struct ui_link crumbs[2], size_t n)
{
	const struct row *r = &req->seen.row;
	struct arena *a = req->act.a;
	crumbs[0] = (struct ui_link){tr(req->act.speak, N_("Cluster meeting")), "/cluster/plaatsingen"};
	if (n > 1)
		crumbs[1] = (struct ui_link){tr_date(a, req->act.speak.lang, (int32_t)row_int(r, M(HELD_ON)), DATE_LONG).p,
		                             place_path(a, "cluster/overleg", r->pid, "")};
	page->crumbs = crumbs;
	page->n_crumbs = n;
	return view_begin(req, page);
}

static void brought_show(struct ui *u, const struct rows *r)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Mother school"))},
	                              {.label = tr(u->sp, N_("What was brought"))},
	                              {.label = tr(u->sp, N_("By whom"))}};
	if (r->n == 0) {
		ui_p(u, tr(u->sp, N_("Nothing is written down yet.")));
		return;
	}
	ui_table_begin(u, tr(u->sp, N_("Which expertise was brought into which mother school")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < r->n; i++) {
		ui_row(u);
		for (size_t k = 0; k < 3; k++)
			ui_cell(u, rows_text(r, i, k));
	}
	ui_table_end(u);
}

enum err cluster_meeting_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct rows *brought;
	struct ui_link crumbs[2];
	enum err may = access_row(&req->act, r, OP_CHANGE);
	enum err e = act_exec(&req->act, &stmt_brought, DB_ARGS(val_int(r->id)), &brought);
	if (e != OK)
		return e;
	struct ui_page page = {.title = tr_fill(req->act.a, sp, N_("Cluster meeting of {date}"),
		TR_SLOTS({"date", tr_date(req->act.a, sp.lang, (int32_t)row_int(r, M(HELD_ON)), DATE_LONG)})).p};
	struct ui *u = begin(req, &page, crumbs, 1);
	ui_panel_begin(u, tr(sp, N_("What the cluster decided")));
	ui_p_str(u, row_text(r, M(DECIDED)));
	if (may == OK)
		ui_p_link(u, NULL, place_path(u->a, "cluster/overleg", r->pid, "/wijzig"), tr(sp, N_("Change the decisions")),
		          NULL);
	ui_panel_end(u);
	ui_panel_begin(u, tr(sp, N_("Expertise that goes along")));
	brought_show(u, brought);
	if (may == OK) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_ALT, place_path(u->a, "cluster/overleg", r->pid, "/inbreng"),
		               tr(sp, N_("Add expertise for a school")));
		ui_buttons_end(u);
	}
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err cluster_expertise_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct rows *schools;
	struct ui_link crumbs[2];
	enum err e = place_schools(req, &schools);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_cluster_expertise);
	struct ui_page page = {.title = tr(sp, N_("Add expertise for a school"))};
	struct ui *u = begin(req, &page, crumbs, 2);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, place_path(u->a, "cluster/overleg", req->seen.row.pid, "/inbreng"));
	place_choose(u, f, &field_school, FIELD_SELECT, place_options(u, f, &field_school, schools, schools->n, false),
	             schools->n, NULL);
	view_field(u, f, E(WHAT));
	view_field(u, f, E(BY));
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err cluster_expertise_post(struct req *req)
{
	const struct rows *schools;
	struct str pid;
	int64_t id;
	enum err e = place_schools(req, &schools);
	if (e != OK)
		return e;
	size_t school = place_chosen(req, &field_school, schools);
	if (school == schools->n)
		return place_not_chosen(req, &field_school);
	const struct val v[EXPERTISE__N] = {
		[EXPERTISE_MEETING] = val_int(req->seen.row.id), [EXPERTISE_SCHOOL] = rows_val(schools, school, 0),
		[EXPERTISE_WHAT] = form_val(req->form, E(WHAT)), [EXPERTISE_BY] = form_val(req->form, E(BY)),
	};
	struct change *c = change_begin(&req->act, N_("Expertise saved"), CHANGE_UNDO);
	e = change_new(c, &rec_cluster_expertise, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/cluster/overleg/" STR_FMT, STR_ARG(req->seen.row.pid));
}

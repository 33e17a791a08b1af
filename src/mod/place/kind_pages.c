/* A kind of group arrangement with its groups and its rules of who goes first, and one of its groups. No name of a
 * child, save one's own. */
#include "place_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "record_view.h"
#include "road.h"
#include "route.h"
#include "steps.h"

#define N_OF(a) (sizeof(a) / sizeof *(a))

#define K(x) &place_kind_fields[KIND_##x]
static const struct field *const kind_form[] = {K(NAME), K(PROFILE), K(AIM), K(SIZE), K(MONTHS), K(PAYER), K(WAY_BACK),
	K(EFFECTIVE), K(SOURCE)};
const struct form_def form_place_kind = {
	.name = "place-kind", .fields = kind_form, .n = N_OF(kind_form), .drafts = true, .submit = N_("Save this kind")};

static const struct field field_host = {
	.name = "plaats", .type = &T_LINE, .privacy = PRIV_PUBLIC, .max = PID_LEN, .label = N_("Where is the group?"),
	.hint = N_("The team there reads about a child from its first day in the group"),
	.missing = N_("Choose where it is"),
};
#define G(x) &place_group_fields[GROUP_##x]
#define LIMIT(i) &place_group_fields[GROUP_LIMIT + (i)]
#define GROUP_FACTS G(NAME), G(PLACES), G(STAFF), G(SINCE), LIMIT(0), LIMIT(1), LIMIT(2), LIMIT(3), LIMIT(4), LIMIT(5)
static const struct field *const group_new_form[] = {&field_host, GROUP_FACTS};
static const struct field *const group_form[] = {GROUP_FACTS};
const struct form_def form_place_group_new = {
	.name = "place-group-new", .fields = group_new_form, .n = N_OF(group_new_form), .drafts = true,
	.submit = N_("Add the group")};
const struct form_def form_place_group = {
	.name = "place-group", .fields = group_form, .n = N_OF(group_form), .drafts = true, .submit = N_("Save the group")};

#define R(x) &place_first_fields[FIRST_##x]
static const struct field *const first_form[] = {R(RANK), R(TEST), R(PC4_FROM), R(PC4_LAST), R(WORDS), R(SOURCE),
	R(BEGINS),
	R(ENDS)};
const struct form_def form_place_first = {
	.name = "place-first", .fields = first_form, .n = N_OF(first_form), .drafts = true, .submit = N_("Save this rule")};

/* ---- who goes first ---- */

const struct stmt place_stmt_first = {
	"SELECT pid, place_rank, words, source, begins, coalesce(ends, '') FROM place_first WHERE kind = $1 ORDER BY "
		"place_rank, id"
	" LIMIT 40", "i", "titttt"};

static struct str iso_shown(struct ui *u, struct str iso)
{
	int32_t day;
	return date_parse_iso(iso, &day) ? tr_date(u->a, u->sp.lang, day, DATE_LONG) : (struct str){0};
}

void place_first_show(struct ui *u, const struct rows *r, bool may)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Who goes first, and why"))},
	                              {.label = tr(u->sp, N_("Where it stands"))}, {.label = tr(u->sp, N_("From"))}};
	ui_panel_begin(u, tr(u->sp, N_("Who goes first while children wait?")));
	ui_p(u, tr(u->sp, N_("Where no rule makes a difference, who waits longest goes first.")));
	if (r->n > 0)
		ui_table_begin(u, tr(u->sp, N_("Rules of who goes first")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < r->n; i++) {
		struct str words = str_printf(u->a, "%lld. " STR_FMT, (long long)rows_int(r, i, 1),
		                              STR_ARG(rows_text(r, i, 2)));
		ui_row(u);
		if (may)
			ui_cell_link(u, place_path(u->a, "voorrang", rows_text(r, i, 0), "/wijzig"), words);
		else
			ui_cell(u, words);
		ui_cell(u, rows_text(r, i, 3));
		ui_cell(u, iso_shown(u, rows_text(r, i, 4)));
	}
	if (r->n > 0)
		ui_table_end(u);
	ui_panel_end(u);
}

static enum err may_change(struct req *req)
{
	return access_row(&req->act, &req->seen.row, OP_CHANGE);
}

/* ---- a new group, a new rule ---- */

static enum err hosts_of(struct req *req, const struct rows **out)
{
	static const struct stmt s = {
		"SELECT id, pid, name, coalesce(place, '') FROM organisation WHERE region = $1 AND kind IN ($2, $3) AND ended "
			"> $4 ORDER"
		" BY kind, name_key, id LIMIT 400", "itti", "ittt"};
	return act_exec(&req->act, &s, DB_ARGS(val_int(req->act.region), val_text(str_from(org_kind_code(ORG_PROVISION))),
	                                       val_text(str_from(org_kind_code(ORG_SCHOOL))), val_int(req->act.now)), out);
}

static struct ui *kind_form_begin(struct req *req, struct ui_page *page, struct ui_link crumbs[2])
{
	crumbs[0] = (struct ui_link){tr(req->act.speak, N_("Group arrangements")), "/groepsaanbod"};
	crumbs[1] = (struct ui_link){str_c(req->act.a, row_text(&req->seen.row, K(NAME))),
	                             place_path(req->act.a, "groepsaanbod", req->seen.row.pid, "")};
	page->crumbs = crumbs;
	page->n_crumbs = 2;
	struct ui *u = view_begin(req, page);
	ui_panel_begin(u, NULL);
	return u;
}

enum err place_group_new_page(struct req *req)
{
	struct ui_link crumbs[2];
	const struct rows *hosts;
	enum err e = hosts_of(req, &hosts);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_place_group_new);
	struct ui_page page = {.title = tr(req->act.speak, N_("Add a group"))};
	struct ui *u = kind_form_begin(req, &page, crumbs);
	view_form_begin(u, f, place_path(u->a, "groepsaanbod", req->seen.row.pid, "/groep"));
	place_choose(u, f, &field_host, FIELD_SELECT, place_options(u, f, &field_host, hosts, hosts->n, false), hosts->n,
	             tr(u->sp, field_host.hint));
	for (size_t i = 0; i < N_OF(group_form); i++) {
		if (group_form[i] == LIMIT(0)) {
			ui_h2(u, tr(u->sp, N_("From how many is it too much at once?")));
			ui_p(u, tr(u->sp, N_("These limits warn; none of them decides. Empty: no limit.")));
		}
		view_field(u, f, group_form[i]);
	}
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err place_group_new_post(struct req *req)
{
	const struct rows *hosts;
	struct val v[GROUP__N] = {[GROUP_KIND] = val_int(req->seen.row.id)};
	struct str pid;
	int64_t id;
	enum err e = hosts_of(req, &hosts);
	if (e != OK)
		return e;
	size_t i = place_chosen(req, &field_host, hosts);
	if (i == hosts->n)
		return place_not_chosen(req, &field_host);
	v[GROUP_HOST] = rows_val(hosts, i, 0);
	for (size_t k = 0; k < N_OF(group_form); k++)
		v[record_field(&rec_place_group, group_form[k])] = form_val(req->form, group_form[k]);
	struct change *c = change_begin(&req->act, N_("Group added"), CHANGE_UNDO);
	e = change_new(c, &rec_place_group, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "/arrangementgroep/" STR_FMT, STR_ARG(pid));
}

enum err place_first_new_page(struct req *req)
{
	struct ui_link crumbs[2];
	struct ui_page page = {.title = tr(req->act.speak, N_("Add a rule of who goes first")),
		.intro = tr(req->act.speak, N_("Everyone reads the rule and where it stands; parents see it as the "
		                               "reason of the place of their child."))};
	struct ui *u = kind_form_begin(req, &page, crumbs);
	view_form(u, req_form(req, &form_place_first), place_path(u->a, "groepsaanbod", req->seen.row.pid, "/voorrang"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err place_first_new_post(struct req *req)
{
	struct val v[FIRST__N] = {[FIRST_KIND] = val_int(req->seen.row.id)};
	struct str pid;
	int64_t id;
	for (size_t k = 0; k < N_OF(first_form); k++)
		v[record_field(&rec_place_first, first_form[k])] = form_val(req->form, first_form[k]);
	struct change *c = change_begin(&req->act, N_("Rule added"), CHANGE_UNDO);
	enum err e = change_new(c, &rec_place_first, v, &id, &pid);
	return e != OK ? e : req_commit(req, c, "%s", place_path(req->act.a, "groepsaanbod", req->seen.row.pid, ""));
}

/* ---- a group ---- */

/* Numbers of so few children are exact only for who has the relation to each of them: the team there, to whom the
 * placement gives it (access.md rule 5). */
bool place_is_of_the_team(const struct viewer *v, const struct row *group)
{
	bool there = false;
	for (size_t i = 0; i < v->n_places; i++)
		there = there || (v->places[i].role == ROLE_PROVISION_TEAM && v->role == ROLE_PROVISION_TEAM &&
		                  v->places[i].org == row_int(group, G(HOST)));
	return there;
}

void place_taken_show(struct ui *u, const struct row *g, const struct group_count *n, const char *title)
{
	int64_t places = row_int(g, G(PLACES)), left = places - n->children;
	ui_panel_begin(u, title);
	ui_places(u, tr_fill(u->a, u->sp, trn(u->sp, "{n} place free of {all}", "{n} places free of {all}", left < 0 ? 0
		: left),
	                     TR_SLOTS({"n", tr_number(u->a, u->sp.lang, left < 0 ? 0 : left)},
	                              {"all", tr_number(u->a, u->sp.lang, places)})), n->children, places);
	if (left < 0)
		ui_remark(u, TONE_SOON, tr(u->sp, N_("More children than places: each by a reason of its own.")));
	for (size_t i = 0; i < PLACE_NEEDS; i++) {
		struct val most = row_val(g, LIMIT(i));
		if (most.type == VAL_INT && n->need[i] >= most.i)
			ui_remark(u, TONE_SOON, tr(u->sp, group_word(i)));
	}
	ui_small(u, tr(u->sp, N_("A limit warns and does not forbid: an exception with its reason is always possible.")));
	ui_panel_end(u);
}

static const struct stmt stmt_host = {
	"SELECT o.name, k.pid, k.name FROM place_group g JOIN organisation o ON o.id = g.host JOIN place_kind k ON k.id = "
		"g.kind"
	" WHERE g.id = $1", "i", "ttt"};

size_t place_own_children(struct ui *u, struct act *act, const struct seen_page *p, enum placement_field of,
                          int64_t id, const char *title)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Child"))}, {.label = tr(u->sp, N_("State"))}};
	size_t shown = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		if (row_int(r, &placement_fields[of]) != id || p->children[i].row.rec == NULL || !placement_takes(r))
			continue;
		if (shown++ == 0) {
			ui_panel_begin(u, NULL);
			ui_table_begin(u, title, TABLE_CARDS, cols, 2);
		}
		struct ui_tag state = view_state(u->sp, r);
		scope_listed(act, &p->v[i]);
		ui_row(u);
		ui_cell_link(u, placement_path(u->a, r, ""), child_name_short(u->a, &p->children[i].row));
		ui_cell_tag(u, &state);
	}
	if (shown == 0)
		return 0;
	ui_table_end(u);
	ui_panel_end(u);
	return shown;
}

enum err place_group_page(struct req *req)
{
	static const struct field *const fields[] = {G(PLACES), G(STAFF), G(SINCE), LIMIT(0), LIMIT(1), LIMIT(2), LIMIT(3),
		LIMIT(4), LIMIT(5)};
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct rows *h = NULL, *counts = NULL;
	struct seen_page own = {.n = 0};
	const struct stmt_asked *host = stmt_ask(&req->act, &stmt_host, DB_ARGS(val_int(r->id)));
	const struct stmt_asked *counted = group_counts_ask(&req->act, row_int(r, G(KIND)));
	enum err may = may_change(req);
	enum err e = scope_front(&req->act, &rec_placement.lists[0], SCOPE_COMPARED, &own);
	if (e == OK)
		e = stmt_take(&req->act, host, &h);
	if (e == OK)
		e = stmt_take(&req->act, counted, &counts);
	if (e != OK)
		return e;
	const struct group_count n = group_counts_of(counts, r->id);
	const struct str facts[] = {rows_text(h, 0, 0)};
	const struct ui_link crumbs[] = {{tr(sp, N_("Group arrangements")), "/groepsaanbod"},
	                                 {str_c(req->act.a, rows_text(h, 0, 2)),
	                                  place_path(req->act.a, "groepsaanbod", rows_text(h, 0, 1), "")}};
	struct ui_page page = {.title = str_c(req->act.a, row_text(r, G(NAME))), .crumbs = crumbs, .n_crumbs = 2,
		.facts = facts,
	                       .n_facts = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	if (place_is_of_the_team(req->viewer, r))
		place_taken_show(u, r, &n, tr(sp, N_("Places")));
	ui_cols_main(u);
	place_own_children(u, &req->act, &own, PLACEMENT_GROUP, r->id, tr(sp, N_("Your children in this group")));
	ui_panel_begin(u, tr(sp, N_("About this group")));
	view_row(u, r, fields, N_OF(fields));
	if (may == OK)
		ui_p_link(u, NULL, place_path(u->a, "arrangementgroep", r->pid, "/wijzig"), tr(sp, N_("Change the group")),
			NULL);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* What the region has of group arrangements: a kind with its groups and its rules of who goes first, a group with its
 * places, the order of waiting, and the figures for a cluster meeting. No name of a child,
	save one's own in the order. */
#include "place_pages.h"

#include "date.h"
#include "flow.h"
#include "people.h"
#include "rand.h"
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
	.hint = N_("The team there reads about a child from its first day in the group"), .missing = N_("Choose where it "
		"is"),
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

/* ---- a kind ---- */

static const struct stmt stmt_groups = {
	"SELECT g.id, g.pid, g.name, g.places, o.name FROM place_group g JOIN organisation o ON o.id = g.host WHERE "
		"g.kind = $1"
	" ORDER BY g.name_key, g.id LIMIT 40", "i", "ittit"};
static const struct stmt stmt_rules = {
	"SELECT pid, place_rank, words, source, begins, coalesce(ends, '') FROM place_first WHERE kind = $1 ORDER BY "
		"place_rank, id"
	" LIMIT 40", "i", "titttt"};

static void groups_show(struct ui *u, const struct rows *r)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Group"))}, {.label = tr(u->sp, N_("Where"))},
	                              {.label = tr(u->sp, N_("Places")), .kind = COL_NUMBER}};
	ui_panel_begin(u, r->n == 0 ? tr(u->sp, N_("Groups of this kind")) : NULL);
	if (r->n == 0)
		ui_p(u, tr(u->sp, N_("There is no group of this kind yet.")));
	else
		ui_table_begin(u, tr(u->sp, N_("Groups of this kind")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < r->n; i++) {
		ui_row(u);
		ui_cell_link(u, place_path(u->a, "arrangementgroep", rows_text(r, i, 1), ""), rows_text(r, i, 2));
		ui_cell(u, rows_text(r, i, 4));
		ui_cell(u, tr_number(u->a, u->sp.lang, rows_int(r, i, 3)));
	}
	if (r->n > 0)
		ui_table_end(u);
	ui_panel_end(u);
}

static struct str iso_shown(struct ui *u, struct str iso)
{
	int32_t day;
	return date_parse_iso(iso, &day) ? tr_date(u->a, u->sp.lang, day, DATE_LONG) : (struct str){0};
}

static void rules_show(struct ui *u, const struct rows *r, bool may)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Order"))}, {.label = tr(u->sp,
		N_("Who goes first, and why"))},
	                              {.label = tr(u->sp, N_("Where it stands"))}, {.label = tr(u->sp, N_("From"))}};
	ui_panel_begin(u, tr(u->sp, N_("Who goes first while children wait?")));
	ui_p(u, tr(u->sp, N_("Where no rule makes a difference, who waits longest goes first.")));
	if (r->n > 0)
		ui_table_begin(u, tr(u->sp, N_("Rules of who goes first")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n; i++) {
		ui_row(u);
		ui_cell(u, tr_number(u->a, u->sp.lang, rows_int(r, i, 1)));
		if (may)
			ui_cell_link(u, place_path(u->a, "voorrang", rows_text(r, i, 0), "/wijzig"), rows_text(r, i, 2));
		else
			ui_cell(u, rows_text(r, i, 2));
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

enum err place_kind_page(struct req *req)
{
	static const struct field *const fields[] = {K(PROFILE), K(AIM), K(SIZE), K(MONTHS), K(PAYER), K(WAY_BACK),
		K(EFFECTIVE),
		K(SOURCE)};
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	struct batch *b;
	enum err may = may_change(req), e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t groups = batch_put(b, &stmt_groups, DB_ARGS(val_int(r->id)));
	size_t first = batch_put(b, &stmt_rules, DB_ARGS(val_int(r->id)));
	e = batch_run(b);
	if (e != OK)
		return e;
	const struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{tr(sp, N_("Group arrangements")), "/groepsaanbod"}};
	struct ui_page page = {.title = str_c(req->act.a, row_text(r, K(NAME))), .crumbs = crumbs, .n_crumbs = 1,
		.tags = &state,
	                       .n_tags = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	if (may == OK) {
		e = view_steps(u, req, place_path(u->a, "groepsaanbod", r->pid, ""));
		ui_panel_begin(u, tr(sp, N_("Keep this up to date")));
		const struct ui_link links[] = {
			{tr(sp, N_("Change this kind")), place_path(u->a, "groepsaanbod", r->pid, "/wijzig")},
			{tr(sp, N_("Add a group")), place_path(u->a, "groepsaanbod", r->pid, "/groep")},
			{tr(sp, N_("Add a rule of who goes first")), place_path(u->a, "groepsaanbod", r->pid, "/voorrang")},
			{tr(sp, N_("What was changed?")), place_path(u->a, "groepsaanbod", r->pid, "/geschiedenis")}};
		ui_links(u, links, 4);
		ui_panel_end(u);
	}
	if (e != OK)
		return e;
	ui_cols_main(u);
	ui_panel_begin(u, NULL);
	view_row(u, r, fields, N_OF(fields));
	ui_panel_end(u);
	groups_show(u, batch_rows(b, groups));
	rules_show(u, batch_rows(b, first), may == OK);
	ui_p_link(u, NULL, place_path(u->a, "groepsaanbod", r->pid, "/wachtlijst"), tr(sp,
		N_("See the order of waiting")), NULL);
	ui_cols_end(u);
	return view_end(u, req, &page);
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
	struct ui_option *o = ARENA_ARRAY(req->act.a, struct ui_option, hosts->n + 1);
	for (size_t i = 0; i < hosts->n; i++)
		o[i] = (struct ui_option){.value = rows_text(hosts, i, 1), .label = str_c(req->act.a, rows_text(hosts, i, 2)),
		                          .chosen = str_eq(f->raw[0], rows_text(hosts, i, 1))};
	struct ui *u = kind_form_begin(req, &page, crumbs);
	view_form_begin(u, f, place_path(u->a, "groepsaanbod", req->seen.row.pid, "/groep"));
	ui_field(u, &(struct ui_field){.kind = FIELD_SELECT, .name = field_host.name, .label = tr(u->sp, field_host.label),
	                               .hint = tr(u->sp, field_host.hint), .error = f->error[0], .value = f->raw[0],
		.options = o,
	                               .n_options = hosts->n});
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
	size_t i = 0;
	enum err e = hosts_of(req, &hosts);
	if (e != OK)
		return e;
	while (i < hosts->n && !str_eq(form_text(req->form, &field_host), rows_text(hosts, i, 1)))
		i++;
	if (i == hosts->n) {
		form_wrong(req->form, &field_host, str_from(tr(req->act.speak, field_host.missing)));
		return ERR_INVALID;
	}
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
		.intro = tr(req->act.speak, N_("Everyone reads the rule and where it stands; parents see it as the reason of "
			"the place "
		                               "of their child."))};
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

/* Numbers of so few children are for who works with them: the team there, and who looks for a place (rule 5). */
static bool sees_numbers(const struct req *req)
{
	static const uint32_t works = UINT32_C(1) << ROLE_PROVISION_TEAM | UINT32_C(1) << ROLE_IB |
		UINT32_C(1) << ROLE_TRAJECT;
	return (works >> req->viewer->role & 1) != 0;
}

static void taken_show(struct ui *u, const struct row *g, const struct group_count *n)
{
	int64_t places = row_int(g, G(PLACES)), left = places - n->children;
	ui_panel_begin(u, tr(u->sp, N_("Places")));
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

static void own_children(struct ui *u, const struct seen_page *p, int64_t group)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Child"))}, {.label = tr(u->sp, N_("State"))}};
	size_t shown = 0;
	for (size_t i = 0; i < p->n; i++) {
		const struct row *r = &p->v[i].row;
		if (row_int(r, &placement_fields[PLACEMENT_GROUP]) != group || p->children[i].row.rec == NULL ||
			!placement_takes(r))
			continue;
		if (shown++ == 0) {
			ui_panel_begin(u, NULL);
			ui_table_begin(u, tr(u->sp, N_("Your children in this group")), TABLE_CARDS, cols, 2);
		}
		struct ui_tag state = view_state(u->sp, r);
		ui_row(u);
		ui_cell_link(u, placement_path(u->a, r, ""), child_name_short(u->a, &p->children[i].row));
		ui_cell_tag(u, &state);
	}
	if (shown == 0)
		return;
	ui_table_end(u);
	ui_panel_end(u);
}

enum err place_group_page(struct req *req)
{
	static const struct field *const fields[] = {G(STAFF), G(SINCE), LIMIT(0), LIMIT(1), LIMIT(2), LIMIT(3), LIMIT(4),
		LIMIT(5)};
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	struct seen_page own = {.n = 0};
	struct batch *b;
	enum err may = may_change(req), e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t host = batch_put(b, &stmt_host, DB_ARGS(val_int(r->id))), count = group_count_put(b, r->id);
	e = batch_run(b);
	if (e == OK)
		e = scope_page(&req->act, &rec_placement.lists[0], (struct str){0}, 0, (struct str){0}, &own);
	if (e != OK)
		return e;
	const struct rows *h = batch_rows(b, host);
	struct group_count n = group_count_take(b, count);
	const struct str facts[] = {rows_text(h, 0, 0)};
	const struct ui_link crumbs[] = {{tr(sp, N_("Group arrangements")), "/groepsaanbod"},
	                                 {str_c(req->act.a, rows_text(h, 0, 2)),
	                                  place_path(req->act.a, "groepsaanbod", rows_text(h, 0, 1), "")}};
	struct ui_page page = {.title = str_c(req->act.a, row_text(r, G(NAME))), .crumbs = crumbs, .n_crumbs = 2,
		.facts = facts,
	                       .n_facts = 1};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	if (sees_numbers(req))
		taken_show(u, r, &n);
	ui_cols_main(u);
	own_children(u, &own, r->id);
	ui_panel_begin(u, tr(sp, N_("About this group")));
	view_row(u, r, fields, N_OF(fields));
	if (may == OK)
		ui_p_link(u, NULL, place_path(u->a, "arrangementgroep", r->pid, "/wijzig"), tr(sp, N_("Change the group")),
			NULL);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* ---- the order of waiting ---- */

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

static enum err waiting_show(struct req *req, int64_t kind, struct ui_page *page, const struct own_waiting *own,
	size_t n_own)
{
	struct waiting *w = ARENA_ARRAY(req->act.a, struct waiting, WAITING_MAX);
	const struct rows *first;
	size_t n;
	enum err e = place_waiting(&req->act, kind, route_today(req), w, &n);
	if (e == OK)
		e = act_exec(&req->act, &stmt_rules, DB_ARGS(val_int(kind)), &first);
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
	rules_show(u, first, false);
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
	enum err e = scope_buckets(&req->act, &rec_placement.lists[0], &ask, 1, NULL, &found);
	if (e != OK)
		return e;
	for (size_t i = 0; i < found.n && n < SHELF_PAGE; i++)
		if (row_int(&found.v[i].row, &placement_fields[PLACEMENT_KIND]) == req->seen.row.id &&
			found.children[i].row.rec != NULL)
			own[n++] = (struct own_waiting){found.v[i].row.id, child_name_short(a, &found.children[i].row),
			                                found.v[i].row.pid, found.v[i].hidden[PLACEMENT_MOTHER]};
	const struct ui_link crumbs[] = {{tr(sp, N_("Group arrangements")), "/groepsaanbod"},
	                                 {str_c(a, row_text(&req->seen.row, K(NAME))),
	                                  place_path(a, "groepsaanbod", req->seen.row.pid, "")}};
	struct ui_page page = {.title = tr(sp, N_("The order of waiting")), .crumbs = crumbs, .n_crumbs = 2};
	return waiting_show(req, req->seen.row.id, &page, own, n);
}

enum err placement_waiting_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct row child;
	struct seen placement;
	enum err e = place_beside(req, &child, &placement);
	if (e != OK)
		return e;
	const struct own_waiting own[] = {{req->seen.row.id, row_text(&child, &route_fields[ROUTE_GIVEN_NAME]),
		req->seen.row.pid, req->seen.hidden[PLACEMENT_MOTHER]}};
	const struct ui_link crumbs[] = {{child_name(a, &child).p, child_path(a, &child, "")},
	                                 {tr(sp, N_("Placement")), placement_path(a, &req->seen.row, "")}};
	struct ui_page page = {.title = tr(sp, N_("The order of waiting")), .crumbs = crumbs, .n_crumbs = 2,
	                       .kind = place_family(req, &req->seen) ? UI_PARENT : UI_STAFF};
	bool waits = flow_state(&req->seen.row) == PLACEMENT_WAITING;
	return waiting_show(req, row_int(&req->seen.row, &placement_fields[PLACEMENT_KIND]), &page, own, waits ? 1 : 0);
}

/* ---- for a cluster meeting ---- */

static struct str figure(struct ui *u, int64_t n)
{
	if (figure_said(n) == 0)
		return str_from(tr(u->sp, N_("fewer than 10")));
	return tr_fill(u->a, u->sp, N_("about {n}"), TR_SLOTS({"n", tr_number(u->a, u->sp.lang, figure_said(n))}));
}

static const struct stmt stmt_cluster = {
	"SELECT k.pid, k.name, k.effective, coalesce(p.state, ''), coalesce(p.lasts, ''), count(p.id) FROM place_kind k "
		"LEFT JOIN placement p ON"
	" p.kind = k.id WHERE k.region = $1 GROUP BY k.id, k.pid, k.name, k.name_key, k.effective, p.state, p.lasts ORDER "
		"BY"
	" k.name_key, k.id LIMIT 900", "i", "ttttti"};

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
enum { COUNTED = N_OF(counted) };

static struct str part_of(struct ui *u, int64_t part, int64_t whole)
{
	bool told = figure_said(part) == 0 || figure_part(part, whole) > 0;
	return told ? figure(u, part) : str_from(tr(u->sp, N_("not to be said")));
}

static void kind_figures(struct ui *u, const struct rows *r, size_t from, size_t below)
{
	int64_t n[COUNTED] = {0}, asked = 0, lasts = 0;
	for (size_t i = from; i < below; i++) {
		int state = rows_text(r, i, 3).n == 0 ? -1 : flow_place(&rec_placement, rows_text(r, i, 3));
		for (size_t k = 0; k < COUNTED && state >= 0; k++)
			if ((counted[k].states >> state & 1) != 0)
				n[k] += rows_int(r, i, 5);
		asked += rows_text(r, i, 4).n > 0 ? rows_int(r, i, 5) : 0;
		lasts += str_is(rows_text(r, i, 4), "ja") ? rows_int(r, i, 5) : 0;
	}
	ui_row(u);
	ui_cell_link(u, place_path(u->a, "groepsaanbod", rows_text(r, from, 0), ""), rows_text(r, from, 1));
	for (size_t k = 0; k < COUNTED; k++)
		ui_cell(u, figure(u, n[k]));
	ui_cell(u, figure(u, asked));
	ui_cell(u, part_of(u, lasts, asked));
}

static void figures_show(struct ui *u, const struct rows *r)
{
	struct ui_col cols[COUNTED + 3] = {{.label = tr(u->sp, N_("Kind of group arrangement"))}};
	for (size_t k = 0; k < COUNTED; k++)
		cols[k + 1].label = tr(u->sp, counted[k].label);
	cols[COUNTED + 1].label = tr(u->sp, N_("Looked at after the first weeks back"));
	cols[COUNTED + 2].label = tr(u->sp, N_("Of those: it lasts"));
	ui_table_begin(u, tr(u->sp, N_("Placements, progress, returns, waiting and effect")), TABLE_DATA, cols,
	               COUNTED + 3);
	for (size_t i = 0, k; i < r->n; i = k) {
		for (k = i + 1; k < r->n && str_eq(rows_text(r, k, 0), rows_text(r, i, 0)); k++)
			;
		kind_figures(u, r, i, k);
	}
	ui_table_end(u);
}

/* A figure about effect is nothing without what the region calls effective. */
static void definitions_show(struct ui *u, const struct rows *r)
{
	ui_panel_begin(u, tr(u->sp, N_("What the region calls effective")));
	ui_summary_begin(u);
	for (size_t i = 0; i < r->n; i++)
		if (i == 0 || !str_eq(rows_text(r, i, 0), rows_text(r, i - 1, 0)))
			ui_summary_row(u, str_c(u->a, rows_text(r, i, 1)), rows_text(r, i, 2), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

/* Practice 6: the exception to the seven solutions is counted, of the last twelve months. */
static const struct stmt stmt_acute = {
	"SELECT count(*) FROM meeting WHERE region = $1 AND acute = 1 AND acute_on > $2 AND outcome IN ('groep', 'tlv')"
	" AND state IN ('gehouden', 'verslag', 'afgerond')", "it", "i"};

static enum err acute_count(struct req *req, int64_t *n)
{
	enum { YEAR = 365 };
	const struct rows *r;
	struct str since = date_iso(req->act.a, instant_date(req->act.now) - YEAR);
	enum err e = act_exec(&req->act, &stmt_acute, DB_ARGS(val_int(req->act.region), val_text(since)), &r);
	*n = e == OK ? rows_int(r, 0, 0) : 0;
	return e;
}

static void acute_show(struct ui *u, int64_t n)
{
	ui_panel_begin(u, tr(u->sp, N_("Acute exceptions")));
	ui_p(u, tr(u->sp, N_("A child was referred out of the regular class before seven solutions were looked at, because "
	                     "it was acutely unsafe.")));
	ui_summary_begin(u);
	ui_summary_row(u, tr(u->sp, N_("In the last twelve months")), figure(u, n), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
}

enum err cluster_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct rows *r;
	int64_t acute;
	enum err e = act_exec(&req->act, &stmt_cluster, DB_ARGS(val_int(req->act.region)), &r);
	if (e == OK)
		e = acute_count(req, &acute);
	if (e != OK)
		return e;
	struct ui_page page = {.title = tr(sp, N_("Group arrangements for the cluster meeting")),
		.intro = tr(sp, N_("Without names. Under ten no figure is given, and the others are rounded to five, so that "
			"nobody is "
		                   "recognised."))};
	struct ui *u = view_begin(req, &page);
	ui_print_button(u);
	acute_show(u, acute);
	if (r->n == 0) {
		ui_empty(u, tr(sp, N_("No kinds of group arrangement yet")),
		         tr(sp, N_("The director of the partnership adds them.")), NULL);
		return view_end(u, req, &page);
	}
	ui_panel_begin(u, NULL);
	figures_show(u, r);
	ui_panel_end(u);
	definitions_show(u, r);
	return view_end(u, req, &page);
}

#include "route_pages.h"

#include "route_say.h"
#include "utf8.h"

static const struct field field_find = {
	.name = "naam",
	.type = &T_LINE,
	.privacy = PRIV_PERSONAL,
	.min = 2,
	.max = 60,
	.label = N_("Find a child by name"),
	.hint = N_("A piece of the first name or surname is enough"),
	.missing = N_("Type at least two letters of the name"),
	.autocomplete = "off",
};
static const struct field *const find_fields[] = {&field_find};
const struct form_def form_child_find = {.name = "child-find", .fields = find_fields, .n = 1, .submit = N_("Find")};

static const struct field *const next_fields[] = {
	&route_fields[ROUTE_PHASE], &route_fields[ROUTE_NEXT_STEP], &route_fields[ROUTE_ACTS], &route_fields[ROUTE_NEXT_BY],
};
const struct form_def form_next_step = {
	.name = "next-step", .fields = next_fields, .n = 4, .drafts = true, .submit = N_("Save the next step")};

/* A list this short is read at a glance. */
enum { SEARCH_FROM = 8 };

static int32_t today(const struct req *req)
{
	return instant_date(req->act.now);
}

static struct str shown(struct req *req, const struct row *r, enum route_field f)
{
	const struct field *field = &route_fields[f];
	return field->type->show(req->act.a, req->act.speak, field, row_val(r, field));
}

static const struct list *list_of(int id)
{
	for (size_t i = 0; i < rec_route.n_lists; i++)
		if (rec_route.lists[i].id == id)
			return &rec_route.lists[i];
	BUG("no list %d", id);
}

/* ---- children by name ---- */

static void child_rows(struct ui *u, struct req *req, const struct seen_page *page, const char *caption)
{
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Child"))}, {.label = tr(sp, N_("Age"))}, {.label = tr(sp, N_("Phase"))},
		{.label = tr(sp, N_("Next step"))}, {.label = tr(sp, N_("Who is to act?"))}, {.label = tr(sp, N_("Time"))},
	};
	ui_table_begin(u, caption, TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < page->n; i++) {
		const struct row *r = &page->v[i].row;
		struct ui_tag by = next_by_tag(req->act.a, sp, r, today(req));
		ui_row(u);
		ui_cell_link(u, child_path(req->act.a, r, ""), child_name_short(req->act.a, r));
		ui_cell(u, child_age(req->act.a, sp, r, today(req)));
		ui_cell(u, shown(req, r, ROUTE_PHASE));
		ui_cell(u, shown(req, r, ROUTE_NEXT_STEP));
		ui_cell(u, shown(req, r, ROUTE_ACTS));
		ui_cell_tag(u, &by);
	}
	ui_table_end(u);
}

enum err children_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Children"))};
	struct seen_page found;
	struct str key = {0};
	int64_t id = 0;
	/* Out of reach meanwhile, or none: the list begins at the front. */
	enum err e = scope_place(&req->act, list_of(LIST_CHILDREN), req_query(req, "na"), &key, &id);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	e = scope_page(&req->act, list_of(LIST_CHILDREN), key, id, (struct str){0}, &found);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	if (found.n >= SEARCH_FROM || req->form != NULL)
		view_form(u, req_form(req, &form_child_find), "/kinderen/zoek");
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("No children here yet")),
			 tr(sp, N_("A child stands here as soon as you have a part in its route. That part is given by "
				   "the school or the partnership.")),
			 NULL);
	else
		child_rows(u, req, &found, tr(sp, N_("Children with whom you have a part")));
	const char *next =
		found.more
			? str_printf(req->act.a, "/kinderen?na=" STR_FMT, STR_ARG(found.v[found.n - 1].row.pid)).p
			: NULL;
	ui_pages(u, id != 0 ? "/kinderen" : NULL, next, NULL);
	return view_end(u, req, &page);
}

enum err children_find_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct ui_page page = {.title = tr(sp, N_("Children found")),
			       .crumbs = &(struct ui_link){tr(sp, N_("Children")), "/kinderen"},
			       .n_crumbs = 1};
	struct seen_page found;
	struct str word = utf8_fold(req->act.a, form_text(req->form, &field_find));
	enum err e = scope_find(&req->act, list_of(LIST_CHILDREN), word, &found);
	if (e == ERR_TOO_BIG) {
		form_wrong(req->form, &field_find, str_from(tr(sp, N_("You have very many children. Type more of the name."))));
		return ERR_INVALID;
	}
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	view_form(u, req->form, "/kinderen/zoek");
	if (found.n == 0)
		ui_empty(u, tr(sp, N_("Nobody found")),
			 tr(sp, N_("Check how the name is written, or type a shorter piece of it.")),
			 &(struct ui_link){tr(sp, N_("Show all children")), "/kinderen"});
	else
		child_rows(u, req, &found, tr(sp, N_("Children found")));
	if (found.more)
		ui_remark(u, TONE_INFO, tr(sp, N_("There are more. Type more of the name.")));
	return view_end(u, req, &page);
}

/* ---- the work list ---- */

enum { LATE, THIS_WEEK, LATER, BUCKETS };
static const char *const bucket_titles[BUCKETS] = {
	[LATE] = N_("Too late"), [THIS_WEEK] = N_("This week"), [LATER] = N_("Later")};

static void bucket_show(struct ui *u, struct req *req, const char *title, int64_t n, const struct seen_page *page)
{
	struct speak sp = req->act.speak;
	struct str many = n > SHELF_COUNT_MAX ? str_from(tr(sp, N_("more than 1,000"))) : tr_number(req->act.a, sp.lang, n);
	const struct slot slots[] = {{"title", str_from(tr(sp, title))}, {"n", many}};
	child_rows(u, req, page, tr_fill(req->act.a, sp, N_("{title} ({n})"), slots, 2).p);
	if (page->more)
		ui_remark(u, TONE_INFO, tr(sp, N_("Only the first 25 stand here. Finish some, and the next ones appear.")));
}

enum err work_page(struct req *req)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	struct str now = date_iso(a, today(req)), week = date_iso(a, next_monday(today(req)));
	struct shelf_bucket buckets[BUCKETS] = {
		[LATE] = {.below = now}, [THIS_WEEK] = {.from = now, .below = week}, [LATER] = {.from = week}};
	struct seen_page pages[BUCKETS];
	struct ui_page page = {.title = tr(sp, N_("Work list"))};
	enum err e = scope_buckets(&req->act, list_of(LIST_WORK), buckets, BUCKETS, pages);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	if (pages[LATE].n + pages[THIS_WEEK].n + pages[LATER].n == 0)
		ui_empty(u, tr(sp, N_("Everything is done")), tr(sp, N_("Nothing is waiting for you today.")), NULL);
	for (size_t i = 0; i < BUCKETS; i++)
		if (pages[i].n > 0)
			bucket_show(u, req, bucket_titles[i], buckets[i].n, &pages[i]);
	return view_end(u, req, &page);
}

/* ---- one child ---- */

static const struct stmt stmt_people = {
	"SELECT r.kind, r.ends, COALESCE(a.name, o.name), s.role FROM reach x JOIN relation r ON r.id = x.relation"
	" LEFT JOIN account a ON a.id = r.grantee LEFT JOIN seat s ON s.id = r.grantee LEFT JOIN organisation o ON "
	"o.id = s.org"
	" WHERE x.route = $1 AND x.until > $2 AND x.kind <> $3 ORDER BY r.begins, r.id",
	"iii", "titt"};
static const struct stmt stmt_school = {"SELECT name FROM organisation WHERE id = $1", "i", "t"};

static struct str until_text(struct req *req, int64_t ends)
{
	if (ends == INSTANT_OPEN)
		return str_from(tr(req->act.speak, N_("no end date")));
	return tr_date(req->act.a, req->act.speak.lang, instant_date(ends - 1), DATE_SHORT);
}

/* An account by its name, a seat by its organisation; a shielded place is not given away by who works there (rule 11 of
 * access.md), so there its role stands. */
static struct str person_shown(struct req *req, const struct rows *people, size_t i)
{
	enum role role;
	bool shielded = (req->seen.allowed.hides[PART_KERN] & HIDE_ADDRESS) != 0;
	if (shielded && role_parse(rows_text(people, i, 3), &role))
		return str_from(tr(req->act.speak, role_def(role)->label));
	return rows_text(people, i, 2);
}

static void people_show(struct ui *u, struct req *req, const struct rows *people)
{
	struct speak sp = req->act.speak;
	const struct ui_col cols[] = {{.label = tr(sp, N_("Who"))},
				      {.label = tr(sp, N_("Does what"))},
				      {.label = tr(sp, N_("Until and including"))}};
	ui_table_begin(u, tr(sp, N_("Who takes part")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < people->n; i++) {
		enum relation_kind kind;
		if (!relation_parse(rows_text(people, i, 0), &kind))
			continue;
		ui_row(u);
		ui_cell(u, person_shown(req, people, i));
		ui_cell(u, str_from(tr(sp, relation_label(kind))));
		ui_cell(u, until_text(req, rows_int(people, i, 1)));
	}
	ui_table_end(u);
}

static void next_show(struct ui *u, struct req *req, const struct row *r)
{
	struct speak sp = req->act.speak;
	struct ui_tag by = next_by_tag(req->act.a, sp, r, today(req));
	bool may_change = (req->seen.allowed.writes & PART_BIT(PART_KERN)) != 0;
	const struct slot slots[] = {{"date", shown(req, r, ROUTE_NEXT_BY)}, {"left", by.state}};
	ui_next_step(u, &(struct ui_next){
		.mine = may_change,
		.who = shown(req, r, ROUTE_ACTS),
		.what = shown(req, r, ROUTE_NEXT_STEP),
		.by = tr_fill(req->act.a, sp, N_("{date}, {left}"), slots, 2),
		.act = {may_change ? tr(sp, N_("Change the next step")) : NULL, child_path(req->act.a, r, "/volgende-stap")},
	});
}

static enum err child_facts(struct req *req, const struct row *r, const struct rows **people, struct str facts[3])
{
	struct conn *conn;
	enum err e = act_conn(&req->act, &conn);
	if (e != OK)
		return e;
	struct batch *b = batch_new(conn, req->act.a);
	size_t who = batch_put(b, &stmt_people, DB_ARGS(val_int(r->id), val_int(req->act.now), val_int(REL_SUPPORT_POINT)));
	size_t school = batch_put(b, &stmt_school, DB_ARGS(val_int(row_int(r, &route_fields[ROUTE_SCHOOL]))));
	e = batch_run(b);
	if (e != OK)
		return e;
	*people = batch_rows(b, who);
	facts[0] = child_age(req->act.a, req->act.speak, r, today(req));
	facts[1] = batch_rows(b, school)->n == 1 ? rows_text(batch_rows(b, school), 0, 0) : (struct str){0};
	facts[2] = shown(req, r, ROUTE_PHASE);
	return OK;
}

enum err child_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct rows *people;
	struct ui_station stops[STATIONS_MAX];
	struct str facts[3];
	enum err e = child_facts(req, r, &people, facts);
	if (e != OK)
		return e;
	struct ui_tag by = next_by_tag(a, sp, r, today(req));
	struct ui_page page = {
		.title = child_name(a, r).p, .window_title = tr(sp, N_("Route of a child")),
		.crumbs = &(struct ui_link){tr(sp, N_("Children")), "/kinderen"}, .n_crumbs = 1,
		.facts = facts, .n_facts = 3, .tags = &by, .n_tags = 1,
	};
	const struct slot name[] = {{"name", row_text(r, &route_fields[ROUTE_GIVEN_NAME])}};
	struct ui *u = view_begin(req, &page);
	ui_route_line(u, tr_fill(a, sp, N_("The route of {name}"), name, 1).p, stops, route_stations(sp, r, stops));
	ui_cols_begin(u);
	next_show(u, req, r);
	ui_cols_main(u);
	ui_panel_begin(u, NULL);
	people_show(u, req, people);
	ui_p_link(u, NULL, child_path(a, r, "/toegang"), tr(sp, N_("Why may I see this?")), NULL);
	ui_p_link(u, NULL, child_path(a, r, "/wie-keek-mee"), tr(sp, N_("Who looked along?")), NULL);
	ui_panel_end(u);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

enum err next_step_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(req->act.a, r).p, child_path(req->act.a, r, "")}};
	struct ui_page page = {.title = tr(sp, N_("Next step")), .crumbs = crumbs, .n_crumbs = 2,
	                       .intro = tr(sp, N_("Everyone who takes part reads this, also parents."))};
	struct form *f = req_form(req, &form_next_step);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, child_path(req->act.a, r, "/volgende-stap"));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err next_step_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct change *c = change_begin(&req->act, N_("Next step saved"), CHANGE_UNDO);
	change_put(c, &rec_route, r->id, req->form);
	return req_commit(req, c, "%s", child_path(req->act.a, r, ""));
}

/* ---- why may I ---- */

enum err child_access_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	const struct allowed *may = &req->seen.allowed;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Why may I see this?")),
		.crumbs = crumbs,
		.n_crumbs = 2,
		.intro = tr(sp, N_("You see a part only because you have a task for this child. When that task ends, "
				   "the part closes at once.")),
	};
	const struct ui_col cols[] = {{.label = tr(sp, N_("Part"))},
				      {.label = tr(sp, N_("What for"))},
				      {.label = tr(sp, N_("May you change it?"))}};
	struct ui *u = view_begin(req, &page);
	ui_table_begin(u, tr(sp, N_("What is open for you now")), TABLE_CARDS, cols, 3);
	for (enum part p = PART_NONE + 1; p < PART__N; p++) {
		if ((may->reads & PART_BIT(p)) == 0)
			continue;
		ui_row(u);
		ui_cell(u, str_from(tr(sp, part_label(p))));
		ui_cell(u, str_from(tr(sp, purpose_label(may->purpose[p]))));
		ui_cell(u, str_from(tr(sp, (may->writes & PART_BIT(p)) != 0 ? N_("Yes") : N_("No"))));
	}
	ui_table_end(u);
	return view_end(u, req, &page);
}

#include "route_pages.h"

#include "child_source.h"
#include "child_timeline.h"
#include "child_told.h"
#include "people.h"
#include "route_flow.h"
#include "route_say.h"
#include "take_part_page.h"

static const struct field *const next_fields[] = {
	&route_fields[ROUTE_NEXT_STEP], &route_fields[ROUTE_ACTS], &route_fields[ROUTE_NEXT_BY],
};
const struct form_def form_next_step = {
	.name = "next-step", .fields = next_fields, .n = 3, .drafts = true, .submit = N_("Save the next step")};

static const struct stmt stmt_school = {"SELECT name FROM organisation WHERE id = $1", "i", "t"};

static void next_show(struct ui *u, struct req *req, const struct row *r)
{
	struct speak sp = req->act.speak;
	struct ui_tag by = next_by_tag(req->act.a, sp, r, route_today(req));
	bool may_change = (req->seen.allowed.writes & PART_BIT(PART_KERN)) != 0;
	const struct slot slots[] = {{"date", route_shown(req, r, ROUTE_NEXT_BY)}, {"left", by.state}};
	if (route_is_pupil(r)) {
		ui_next_step(u, &(struct ui_next){
			.title = tr(sp, N_("No route runs for this child")),
			.text = tr(sp, N_("There is no question now. Parents and the partnership see nothing of this page.")),
		});
		return;
	}
	if (route_is_done(r)) {
		ui_next_step(u, &(struct ui_next){.title = tr(sp, N_("This route is finished")),
		                                  .text = tr(sp, N_("Nothing has to be done now."))});
		return;
	}
	ui_next_step(u, &(struct ui_next){
		.mine = may_change,
		.who = route_shown(req, r, ROUTE_ACTS),
		.what = route_shown(req, r, ROUTE_NEXT_STEP),
		.by = tr_fill(req->act.a, sp, N_("{date}, {left}"), slots, 2),
		.act = {may_change ? tr(sp, N_("Change the next step")) : NULL, child_path(req->act.a, r, "/volgende-stap")},
	});
}

static enum err child_facts(struct req *req, const struct row *r, struct takers *people, struct events *events,
                            struct child_blocks *blocks, const struct rows **sources, struct str facts[3])
{
	struct batch *b;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t who = take_part_put(b, &req->act, r->id);
	size_t school = batch_put(b, &stmt_school, DB_ARGS(val_int(row_int(r, &route_fields[ROUTE_SCHOOL]))));
	struct events_at happened = events_put(b, &req->seen, (struct str){0});
	child_blocks_put(req, b, blocks);
	size_t from = child_source_put(b, &req->seen);
	e = batch_run(b);
	if (e != OK)
		return e;
	child_blocks_take(req, b, blocks);
	*sources = batch_rows(b, from);
	events_take(&req->act, b, &req->seen, &happened, events);
	*people = take_part_take(&req->act, batch_rows(b, who));
	facts[0] = child_age(req->act.a, req->act.speak, r, route_today(req));
	facts[1] = batch_rows(b, school)->n == 1 ? rows_text(batch_rows(b, school), 0, 0) : (struct str){0};
	facts[2] = route_shown(req, r, ROUTE_PHASE);
	if (facts[1].n == 0) { /* a place that this reader is not shown leaves no gap */
		facts[1] = facts[2];
		facts[2] = (struct str){0};
	}
	return OK;
}

enum err child_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct takers people;
	struct ui_station stops[STATIONS_MAX];
	struct str facts[3];
	struct events events;
	struct child_blocks blocks;
	const struct rows *sources;
	enum err e = child_facts(req, r, &people, &events, &blocks, &sources, facts);
	if (e != OK)
		return e;
	struct ui_tag by = next_by_tag(a, sp, r, route_today(req));
	by.what = tr(sp, N_("Next step"));
	struct ui_page page = {
		.title = child_name(a, r).p, .window_title = tr(sp, N_("Route of a child")),
		.crumbs = &(struct ui_link){tr(sp, N_("Children")), "/kinderen"}, .n_crumbs = 1,
		.facts = facts, .n_facts = facts[2].n > 0 ? 3 : 2, .tags = &by, .n_tags = route_is_pupil(r) ? 0 : 1,
	};
	const struct slot name[] = {{"name", row_text(r, &route_fields[ROUTE_GIVEN_NAME])}};
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "");
	size_t n_stops = route_stations(sp, r, stops);
	if (n_stops > 0)
		ui_route_line(u, tr_fill(a, sp, N_("The route of {name}"), name, 1).p, stops, n_stops);
	ui_cols_begin(u);
	next_show(u, req, r);
	e = child_steps(u, req);
	if (e != OK)
		return e;
	child_blocks_show(u, req, &blocks);
	ui_cols_main(u);
	ui_panel_begin(u, NULL);
	takers_brief(u, req, &people);
	ui_p_link(u, NULL, child_path(a, r, "/toegang"), tr(sp, N_("Why may I see this?")), NULL);
	child_source_show(u, &req->seen, sources);
	ui_panel_end(u);
	ui_cols_end(u);
	timeline_show(u, req, &events);
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
		ui_cell(u, str_from(say_part(req, p)));
		ui_cell(u, str_from(tr(sp, purpose_label(may->purpose[p]))));
		ui_cell(u, str_from(tr(sp, (may->writes & PART_BIT(p)) != 0 ? N_("Yes") : N_("No"))));
	}
	ui_table_end(u);
	return view_end(u, req, &page);
}

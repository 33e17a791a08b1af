#include "visit_pages.h"

#include "flow.h"
#include "people.h"
#include "route.h"
#include "steps.h"

#include <stdlib.h>

/* ---- the talks of a child ---- */

static int newest_first(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;
	int64_t dx = row_int(&x->row, &talk_fields[TALK_HELD_ON]), dy = row_int(&y->row, &talk_fields[TALK_HELD_ON]);
	if (dx != dy)
		return dx < dy ? 1 : -1;
	return (x->row.id < y->row.id) - (x->row.id > y->row.id);
}

static struct seen *all_talks(struct arena *a, const struct seen_page *found, size_t *n)
{
	struct seen *v = ARENA_ARRAY(a, struct seen, found[0].n + found[1].n + 1);
	*n = 0;
	for (size_t k = 0; k < TALK_RECORDS; k++)
		for (size_t i = 0; i < found[k].n; i++)
			v[(*n)++] = found[k].v[i];
	qsort(v, *n, sizeof *v, newest_first);
	return v;
}

/* What is talked about first says so, with the days. */
static struct str told_first(struct ui *u, const struct seen *talk)
{
	const struct row *r = &talk->row;
	return tr_fill(u->a, u->sp, N_("We talk about this with you first, on {day}. You read it from {from}."),
	               TR_SLOTS({"day", tr_date(u->a, u->sp.lang, (int32_t)row_int(r, &talk_fields[TALK_TALK_ON]),
	                                        DATE_SHORT)},
	                        {"from", tr_date(u->a, u->sp.lang, (int32_t)row_int(r, &talk_fields[TALK_OPENS]),
	                                         DATE_SHORT)}));
}

static struct str shown(struct ui *u, const struct seen *talk, enum talk_field field)
{
	return view_shown(u, talk, &talk_fields[field]);
}

static void promise_cell(struct ui *u, struct req *req, const struct seen *talk)
{
	struct ui_tag state = view_state(u->sp, &talk->row);
	struct val due = row_val(&talk->row, &talk_fields[TALK_PROMISE_DUE]);
	struct str promise = shown(u, talk, TALK_PROMISE);
	bool open = talk_promises(&talk->row) && due.type == VAL_INT;
	if (open)
		state = by_tag(u->a, u->sp, (int32_t)due.i, route_today(req));
	ui_cell_begin(u);
	if (promise.n > 0)
		ui_p_str(u, promise);
	if (open || flow_state(&talk->row) != TALK_RECORDED)
		ui_tag(u, &state);
	ui_cell_end(u);
}

static void talk_rows(struct ui *u, struct req *req, const struct seen *v, size_t n)
{
	struct speak sp = u->sp;
	const struct ui_col cols[] = {
		{.label = tr(sp, N_("Talk"))}, {.label = tr(sp, N_("Who was there?"))},
		{.label = tr(sp, N_("In one sentence"))}, {.label = tr(sp, N_("Promised to the parents"))},
	};
	ui_table_begin(u, tr(sp, N_("Talks about this child, the latest first")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < n; i++) {
		ui_row(u);
		ui_cell_link(u, talk_path(u->a, &v[i].row, ""), talk_when(u->a, sp, &v[i].row));
		bool waits = reach_waits(&v[i].allowed, &v[i].row);
		ui_cell(u, talk_present(u->a, sp, &v[i]));
		ui_cell(u, waits ? told_first(u, &v[i]) : shown(u, &v[i], TALK_SENTENCE));
		if (waits)
			ui_cell(u, (struct str){0});
		else
			promise_cell(u, req, &v[i]);
	}
	ui_table_end(u);
}

enum err child_talks_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *child = &req->seen.row;
	struct seen_page found[TALK_RECORDS];
	size_t n;
	enum err e = scope_pieces_all(&req->act, &req->seen, talk_records, TALK_RECORDS, found);
	if (e != OK)
		return e;
	const struct seen *v = all_talks(a, found, &n);
	const struct ui_link crumbs[] = {
		{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, child).p, child_path(a, child, "")}};
	struct ui_page page = {
		.title = tr(sp, N_("Talks")), .crumbs = crumbs, .n_crumbs = 2,
		.intro = tr(sp, N_("What was said in one sentence, what was decided, and what was promised.")),
	};
	bool may = talk_record_of(&req->seen, req->viewer->role) != NULL;
	struct ui *u = view_begin(req, &page);
	child_tabs(u, req, "/gesprekken");
	if (may) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, child_path(a, child, "/gesprek/nieuw"), tr(sp, N_("Close a talk")));
		ui_buttons_end(u);
	}
	if (n == 0)
		ui_empty(u, tr(sp, N_("No talk recorded yet")),
		         tr(sp, may ? N_("After a talk you write it down here in a minute: who was there, one sentence, "
		                         "the next step and what you promised.")
		                    : N_("As soon as the school or the partnership writes down a talk, it stands here.")),
		         NULL);
	else
		talk_rows(u, req, v, n);
	struct str help = talk_help(a, sp, &found[1]);
	if (help.n > 0)
		ui_p_str(u, help);
	return view_end(u, req, &page);
}

/* ---- one talk ---- */

static struct str minutes_shown(struct ui *u, const struct seen *talk)
{
	struct val v = row_val(&talk->row, &talk_fields[TALK_MINUTES]);
	return v.type != VAL_INT ? (struct str){0} : talk_time(u->a, u->sp, v.i);
}

static void summary_row(struct ui *u, const char *label, struct str value)
{
	if (value.n > 0)
		ui_summary_row(u, tr(u->sp, label), value, NULL);
}

/* To who wrote it: from when, as long as that is to come. */
static struct str later(struct ui *u, const struct seen *talk)
{
	struct val opens = row_val(&talk->row, &talk_fields[TALK_OPENS]);
	return opens.type == VAL_INT && opens.i > talk->allowed.today ? shown(u, talk, TALK_OPENS) : (struct str){0};
}

static void talk_text(struct ui *u, const struct seen *talk)
{
	static const struct {
		enum talk_field field;
		const char *label;
	} rows[] = {
		{TALK_SENTENCE, N_("In one sentence")}, {TALK_DECISION, N_("Decided")},
		{TALK_NEXT_STEP, N_("Next step agreed on")}, {TALK_NEXT_ACTS, N_("Who is to act?")},
		{TALK_NEXT_BY, N_("By when")}, {TALK_PROMISE, N_("Promised to the parents")},
		{TALK_PROMISE_DUE, N_("Promised for")}, {TALK_KEPT_ON, N_("Kept on")},
	};
	ui_panel_begin(u, NULL);
	if (reach_waits(&talk->allowed, &talk->row)) {
		ui_p_str(u, told_first(u, talk));
		ui_panel_end(u);
		return;
	}
	ui_summary_begin(u);
	summary_row(u, N_("Who was there?"), talk_present(u->a, u->sp, talk));
	if (!talk->hidden[TALK_FAMILY]) /* that parents were there stands above for every reader */
		summary_row(u, N_("Parents who were there"), shown(u, talk, TALK_FAMILY));
	summary_row(u, N_("Professionals who were there"), shown(u, talk, TALK_NAMES));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		summary_row(u, rows[i].label, shown(u, talk, rows[i].field));
	summary_row(u, N_("Help given"), minutes_shown(u, talk));
	summary_row(u, N_("For which help?"), shown(u, talk, TALK_HELP));
	summary_row(u, N_("The family reads it from"), later(u, talk));
	summary_row(u, N_("Recorded"), str_from(tr(u->sp, talk_promiser(&talk->row))));
	ui_summary_end(u);
	ui_panel_end(u);
}

enum err talk_page(struct req *req)
{
	static const struct record *const recs[] = {&rec_route};
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	const struct row *r = &req->seen.row;
	struct seen_page child;
	view_steps_ask(req);
	enum err e = scope_pieces_all(&req->act, &req->seen, recs, 1, &child);
	if (e == OK && child.n != 1)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	const struct row *of = &child.v[0].row;
	const struct str facts[] = {talk_when(a, sp, r)};
	const struct slot name[] = {{"name", row_text(of, &route_fields[ROUTE_GIVEN_NAME])}};
	const struct ui_tag state = view_state(sp, r);
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"},
	                                 {child_name(a, of).p, child_path(a, of, "")},
	                                 {tr(sp, N_("Talks")), child_path(a, of, "/gesprekken")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("Talk about {name}"), name, 1).p,
		.window_title = tr(sp, N_("Talk about a child")), .crumbs = crumbs, .n_crumbs = 3, .facts = facts, .n_facts = 1,
		.tags = &state, .n_tags = 1,
	};
	struct ui *u = view_begin(req, &page);
	ui_cols_begin(u);
	e = view_steps(u, req, talk_path(a, r, ""));
	if (e != OK)
		return e;
	ui_cols_main(u);
	talk_text(u, &req->seen);
	if (flow_editable(&req->act, &req->seen) && talk_record_of(&req->seen, req->viewer->role) == r->rec)
		ui_p_link(u, NULL, talk_path(a, r, "/wijzig"), tr(sp, N_("Correct the talk")), NULL);
	ui_cols_end(u);
	return view_end(u, req, &page);
}

/* The whole route of a child on one page and in one PDF, for the file that the school keeps itself (practice 8: "go
 * back as one PDF with a fixed file name and a text block"). It is composed of what the page of the child is composed
 * of, so nobody reads here what they could not read there. */
#include "child_page.h"

#include "date.h"
#include "flow.h"
#include "pdf_view.h"
#include "record_view.h"
#include "route_pages.h"

enum { COPIED_EVENTS = 20, COPY_MAX = 16 << 10 };

/* ---- the parts ---- */

static void row(struct ui *u, const char *name, struct str value)
{
	if (value.n > 0)
		ui_summary_row(u, name, value, NULL);
}

static struct str next_step(const struct child_view *v)
{
	return v->told.nows.n == 0 || route_is_done(v->r) ? (struct str){0} : v->told.nows.v[0].what;
}

static void core_show(struct ui *u, const struct child_view *v)
{
	struct val born = row_val(v->r, &route_fields[ROUTE_BORN]);
	const struct child_now *n = next_step(v).n == 0 ? NULL : &v->told.nows.v[0];
	ui_h2(u, tr(u->sp, N_("How it stands")));
	ui_summary_begin(u);
	row(u, tr(u->sp, N_("Child")), child_name(u->a, v->r));
	if (born.type == VAL_INT)
		row(u, tr(u->sp, route_fields[ROUTE_BORN].label), tr_date(u->a, u->sp.lang, (int32_t)born.i, DATE_LONG));
	row(u, tr(u->sp, N_("School")), v->school);
	row(u, tr(u->sp, N_("Phase")), route_shown(v->req, v->r, ROUTE_PHASE));
	row(u, tr(u->sp, N_("Next step")), next_step(v));
	if (n != NULL)
		row(u, tr(u->sp, N_("Who acts")), str_from(tr(u->sp, side_label(n->acts))));
	if (n != NULL && n->by != 0)
		row(u, tr(u->sp, N_("At the latest")), tr_date(u->a, u->sp.lang, n->by, DATE_LONG));
	ui_summary_end(u);
}

static void nows_show(struct ui *u, const struct child_view *v)
{
	const struct child_told *t = &v->told;
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, N_("Who acts"))},
	                              {.label = tr(u->sp, N_("At the latest"))}};
	if (t->nows.n < 2)
		return;
	ui_table_begin(u, tr(u->sp, N_("What must be done, and by whom")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < t->nows.n; i++) {
		const struct child_now *n = &t->nows.v[i];
		ui_row(u);
		ui_cell(u, n->what);
		ui_cell(u, str_from(tr(u->sp, side_label(n->acts))));
		ui_cell(u, n->by == 0 ? (struct str){0} : tr_date(u->a, u->sp.lang, n->by, DATE_LONG));
	}
	ui_table_end(u);
}

/* Its author talks about it first: that it exists and when it opens (access.md rule 14). */
static void waits_show(struct ui *u, const struct row *r)
{
	struct val opens = row_val(r, r->rec->opens);
	if (opens.type == VAL_INT)
		ui_p(u, tr_fill(u->a, u->sp, N_("Someone talks with you about this first. You read it here from {date}."),
		                TR_SLOTS({"date", tr_date(u->a, u->sp.lang, (int32_t)opens.i, DATE_LONG)})).p);
	else
		ui_p(u, tr(u->sp, N_("Someone talks with you about this first.")));
}

static void facts_show(struct ui *u, struct req *req, const struct child_paper *p, const struct seen_page *found,
                       const struct str **texts, const struct seen_page *block)
{
	bool headed = false;
	for (size_t i = 0; i < found->n; i++) {
		const struct row *r = &found->v[i].row;
		if (r->rec->state != NULL && (p->states >> flow_state(r) & 1) == 0)
			continue;
		if (!headed)
			ui_h2(u, tr(u->sp, r->rec->label));
		headed = true;
		if (r->rec->title != NULL)
			ui_h3(u, str_c(u->a, row_title(u->a, u->sp, r)));
		if (reach_waits(&found->v[i].allowed, r))
			waits_show(u, r);
		else
			view_facts(u, r, texts[i], p->fields, p->n);
		if (p->below != NULL && !reach_waits(&found->v[i].allowed, r))
			p->below(u, req, r, block);
	}
}

static const struct seen_page *found_of(const struct child_blocks *b, size_t block, const struct record *rec)
{
	for (size_t k = 0; k < b->v[block].n; k++)
		if (b->v[block].of->recs[k] == rec)
			return &b->v[block].found[k];
	BUG("a block puts %s on paper and does not read it", rec->name);
}

/* What the modules put on paper of their records: the names of what they point at are read for all at once. */
static enum err records_show(struct ui *u, struct req *req, const struct child_blocks *b)
{
	const struct str **texts;
	size_t n = 0, at = 0;
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->v[i].of->n_paper; k++)
			n += found_of(b, i, b->v[i].of->paper[k].rec)->n;
	struct seen *all = ARENA_ARRAY(u->a, struct seen, n + 1);
	for (size_t i = 0; i < b->n; i++)
		for (size_t k = 0; k < b->v[i].of->n_paper; k++) {
			const struct seen_page *found = found_of(b, i, b->v[i].of->paper[k].rec);
			for (size_t f = 0; f < found->n; f++)
				all[at++] = found->v[f];
		}
	enum err e = told_rows(&req->act, all, n, &texts);
	at = 0;
	for (size_t i = 0; i < b->n && e == OK; i++)
		for (size_t k = 0; k < b->v[i].of->n_paper; k++) {
			const struct seen_page *found = found_of(b, i, b->v[i].of->paper[k].rec);
			facts_show(u, req, &b->v[i].of->paper[k], found, texts + at, b->v[i].found);
			at += found->n;
		}
	return e;
}

static struct str event_line(struct req *req, const struct event *e)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct str day = tr_date(a, sp.lang, instant_date(e->at), DATE_SHORT);
	return str_printf(a, STR_FMT ": %s", STR_ARG(day), tr(sp, e->what));
}

static void happened_show(struct ui *u, const struct child_view *v)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("When"))}, {.label = tr(u->sp, N_("What happened"))},
	                              {.label = tr(u->sp, N_("Who"))}};
	if (v->events.n == 0)
		return;
	ui_table_begin(u, tr(u->sp, N_("What happened, the latest first")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < v->events.n; i++) {
		const struct event *e = &v->events.v[i];
		const char *what = tr(u->sp, e->family != REL_NONE ? relation_label(e->family) : role_def(e->role)->label);
		ui_row(u);
		ui_cell(u, tr_date(u->a, u->sp.lang, instant_date(e->at), DATE_SHORT));
		ui_cell(u, str_from(tr(u->sp, e->what)));
		ui_cell(u, e->account == 0 ? S("Thuisnabij")
		           : e->who.n == 0 ? str_from(what)
		                           : str_printf(u->a, STR_FMT ", %s", STR_ARG(e->who), what));
	}
	ui_table_end(u);
	if (v->events.more)
		ui_p(u, tr(u->sp, N_("What happened before that stands on the page What happened.")));
}

/* ---- the text to take along ---- */

static void line(struct buf *b, const char *name, struct str value)
{
	if (value.n > 0)
		buf_printf(b, "%s: " STR_FMT "\n", name, STR_ARG(value));
}

static struct str copy_text(struct req *req, const struct child_view *v)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct buf b;
	buf_init(&b, a, COPY_MAX);
	line(&b, tr(sp, N_("Route of")), child_name(a, v->r));
	line(&b, tr(sp, N_("On")), tr_date(a, sp.lang, route_today(req), DATE_LONG));
	line(&b, tr(sp, N_("Phase")), route_shown(req, v->r, ROUTE_PHASE));
	for (size_t i = 0; i < v->told.nows.n && next_step(v).n > 0; i++) {
		const struct child_now *n = &v->told.nows.v[i];
		struct str by = n->by == 0 ? (struct str){0} : tr_date(a, sp.lang, n->by, DATE_SHORT);
		line(&b, tr(sp, N_("To do")),
		     str_printf(a, STR_FMT " (%s%s" STR_FMT ")", STR_ARG(n->what), tr(sp, side_label(n->acts)),
		                by.n == 0 ? "" : ", ", STR_ARG(by)));
	}
	for (size_t i = 0; i < v->told.helps.n; i++)
		line(&b, tr(sp, N_("Help that runs")), v->told.helps.v[i].what);
	for (size_t i = 0; i < v->events.n && i < COPIED_EVENTS; i++)
		buf_printf(&b, "- " STR_FMT "\n", STR_ARG(event_line(req, &v->events.v[i])));
	return buf_view(&b);
}

static void take_along(struct ui *u, struct req *req, const struct child_view *v)
{
	ui_tools_begin(u, tr(u->sp, N_("Take it along to your own system")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, child_path(u->a, v->r, "/dossier/pdf"), tr(u->sp, N_("As a PDF")));
	ui_print_button(u);
	ui_buttons_end(u);
	ui_copy(u, tr(u->sp, N_("Copy for your pupil system")), copy_text(req, v), tr(u->sp, N_("Copy this text")),
	        tr(u->sp, N_("Copied")));
	ui_small(u, tr(u->sp, N_("What you take along leaves this place: keep it where only those read it who may.")));
	ui_panel_end(u);
}

/* ---- the page ---- */

enum err child_paper_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	struct child_view *v = ARENA_NEW(a, struct child_view);
	struct str facts[CHILD_FACTS];
	enum err e = child_view_load(req, true, v);
	if (e != OK)
		return e;
	const struct row *r = v->r;
	const struct ui_link crumbs[] = {{tr(sp, N_("Children")), "/kinderen"}, {child_name(a, r).p, child_path(a, r, "")}};
	struct ui_page page = {
		.title = tr_fill(a, sp, N_("The whole route of {name}"),
		                 TR_SLOTS({"name", row_text(r, &route_fields[ROUTE_GIVEN_NAME])})).p,
		.window_title = tr(sp, N_("The whole route on paper")), .crumbs = crumbs, .n_crumbs = 2, .facts = facts,
		.n_facts = child_head_facts(v, facts),
		.intro = tr(sp, N_("Everything that you may see now, in one. Others may see more or less.")),
	};
	struct ui *u = view_begin(req, &page);
	take_along(u, req, v);
	ui_panel_begin(u, NULL);
	core_show(u, v);
	nows_show(u, v);
	ui_panel_end(u);
	child_voices(u, v);
	child_helps(u, v);
	ui_panel_begin(u, NULL);
	e = records_show(u, req, &v->blocks);
	happened_show(u, v);
	ui_panel_end(u);
	return e != OK ? e : view_end(u, req, &page);
}

enum err child_paper_pdf(struct req *req)
{
	return view_pdf(req, child_paper_page, "route");
}

/* What was done with many rows at once, and taking it back. */
#include "work_bulk.h"

#include "date.h"
#include "view.h"
#include "work_rows.h"

struct bulk_done {
	struct touched v[BULK_MAX * 2];
	struct scope_pick picks[BULK_MAX * 2];
	size_t n;
	struct undo undo;
};

/* Only records that stand on the work list: what hangs on them went along. */
static enum err done_read(struct req *req, struct bulk_done *d)
{
	struct touched all[BULK_MAX * 2];
	size_t n;
	enum err e = change_touched(&req->act, req_param(req, 0), all, BULK_MAX * 2, &n);
	for (size_t i = 0; e == OK && i < n; i++)
		if (work_of_record(all[i].rec) != NULL && all[i].pid.n > 0) {
			d->v[d->n] = all[i];
			d->picks[d->n++] = (struct scope_pick){.rec = all[i].rec, .pid = all[i].pid};
		}
	return e == OK ? scope_pick(&req->act, d->picks, d->n) : e;
}

static const char *blocked_why(const struct bulk_done *d, size_t i)
{
	for (size_t k = 0; k < d->undo.n_blocked; k++)
		if (d->undo.blocked[k].rec == d->v[i].rec && d->undo.blocked[k].id == d->v[i].id)
			return d->undo.blocked[k].why == ERR_CONFLICT ? N_("Someone changed it after you")
			                                              : N_("You may not change it any more");
	return NULL;
}

static void done_row(struct ui *u, struct req *req, const struct bulk_done *d, size_t i)
{
	const struct scope_pick *p = &d->picks[i];
	const struct work *w = work_of_record(d->v[i].rec);
	bool seen = p->err == OK && w != NULL;
	const char *why = blocked_why(d, i);
	ui_row(u);
	ui_cell(u, seen ? work_child(req, &p->child) : str_from(tr(u->sp, N_("a child"))));
	ui_cell(u, seen ? work_what(req, &p->seen, w) : (struct str){0});
	ui_cell_begin(u);
	if (why != NULL)
		ui_tag(u, &(struct ui_tag){TONE_LATE, NULL, str_from(tr(u->sp, why))});
	else if (seen)
		ui_p_str(u, tr_date(u->a, u->sp.lang, work_by(&p->seen.row, w), DATE_SHORT));
	ui_cell_end(u);
}

static void done_table(struct ui *u, struct req *req, const struct bulk_done *d, const char *caption)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("Child"))}, {.label = tr(u->sp, N_("What must be done"))},
	                              {.label = tr(u->sp, N_("By when"))}};
	ui_table_begin(u, caption, TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < d->n; i++)
		done_row(u, req, d, i);
	ui_table_end(u);
}

static enum err done_show(struct req *req, const struct bulk_done *d, const struct change_notice *n)
{
	struct ui_page page = bulk_page(req, n->undone ? tr(req->act.speak, N_("Taken back")) : tr(req->act.speak,
		n->done));
	const char *back = str_printf(req->act.a, BULK_PATH "/" STR_FMT "/terug", STR_ARG(req_param(req, 0))).p;
	const struct slot slots[] = {{"n", tr_number(req->act.a, req->act.speak.lang, (int64_t)d->n)},
	                             {"blocked", tr_number(req->act.a, req->act.speak.lang, (int64_t)d->undo.n_blocked)}};
	struct ui_notice notice = {.tone = TONE_LATE, .stays = true};
	if (d->undo.n_blocked > 0) {
		notice.text = tr_fill(req->act.a, req->act.speak,
		                      N_("Nothing was taken back: {blocked} of {n} cannot be."), slots, 2).p;
		page.notice = &notice;
	}
	struct ui *u = view_begin(req, &page);
	done_table(u, req, d, tr_fill(u->a, u->sp, n->undone ? N_("As they stand now: {n}")
	                                                     : N_("Changed together: {n}"), slots, 1).p);
	ui_buttons_begin(u);
	if (n->undo && d->undo.n_blocked == 0)
		ui_button_form(u, back, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(u->sp, N_("Take all of it back"))},
		               NULL, 0);
	else if (n->undo && d->undo.n_blocked < d->n)
		ui_button_form(u, back, &(struct ui_button){.kind = BUTTON_ALT, .label = tr(u->sp, N_("Take the others back"))},
		               &(struct ui_pair){"rest", S("1")}, 1);
	ui_button_link(u, BUTTON_PRIMARY, "/werk", tr(u->sp, N_("To the work list")));
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

enum err bulk_done_page(struct req *req)
{
	struct bulk_done *d = ARENA_NEW(req->act.a, struct bulk_done);
	struct change_notice notice;
	enum err e = done_read(req, d);
	if (e == OK)
		e = change_notice(&req->act, req_param(req, 0), &notice);
	if (e == ERR_NOT_FOUND && d->n > 0) { /* too long ago to take back */
		notice = (struct change_notice){.done = N_("Changed together")};
		e = OK;
	}
	return e != OK ? e : done_show(req, d, &notice);
}

enum err bulk_undo_post(struct req *req)
{
	struct bulk_done *d = ARENA_NEW(req->act.a, struct bulk_done);
	struct change_notice notice;
	struct undo undo = {.others = pairs_has(req->posted, "rest")};
	enum err e = change_undo_many(&req->act, req_param(req, 0), &undo);
	if (e == OK)
		return req_redirect(req, BULK_PATH "/" STR_FMT, STR_ARG(req_param(req, 0)));
	if (e != ERR_CONFLICT || undo.n_blocked == 0)
		return e;
	e = done_read(req, d);
	if (e == OK)
		e = change_notice(&req->act, req_param(req, 0), &notice);
	if (e != OK)
		return e;
	d->undo = undo;
	req->res.status = 409;
	return done_show(req, d, &notice);
}

#include "record_view.h"

#include "history.h"

const char *const query_history[] = {"na", NULL};

/* "23 nov 2026, 10.14 uur, door Petra de Vries (schoolleider)" */
static struct str when_and_who(struct ui *u, const struct happening *h)
{
	struct str role = h->role == NULL ? (struct str){0} : str_from(tr(u->sp, h->role));
	const struct slot slots[] = {{"when", tr_date_time(u->a, u->sp.lang, h->at)}, {"name", h->who}, {"role", role}};
	if (h->who.n > 0 && role.n > 0)
		return tr_fill(u->a, u->sp, N_("{when}, by {name} ({role})"), slots, 3);
	if (h->who.n > 0)
		return tr_fill(u->a, u->sp, N_("{when}, by {name}"), slots, 2);
	const struct slot some[] = {slots[0], slots[2]};
	if (role.n > 0)
		return tr_fill(u->a, u->sp, N_("{when}, by someone with the role {role}"), some, 2);
	return tr_fill(u->a, u->sp, N_("{when}, by the program"), slots, 1);
}

static struct str said(struct ui *u, const struct difference *d, struct str text)
{
	return d->gone ? str_from(tr(u->sp, N_("taken out on request"))) : text;
}

static void cell(struct ui *u, struct str text)
{
	ui_cell(u, text.n > 0 ? text : str_from(tr(u->sp, N_("(empty)"))));
}

static void differences(struct ui *u, const struct happening *h)
{
	const struct ui_col cols[] = {
		{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, N_("Was"))}, {.label = tr(u->sp, N_("Became"))},
	};
	ui_table_begin(u, tr(u->sp, N_("What was changed")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < h->n; i++) {
		ui_row(u);
		ui_cell(u, str_from(tr(u->sp, h->v[i].field->label)));
		cell(u, said(u, &h->v[i], h->v[i].was));
		cell(u, said(u, &h->v[i], h->v[i].is));
	}
	ui_table_end(u);
}

static void beginning(struct ui *u, const struct happening *h)
{
	ui_summary_begin(u);
	for (size_t i = 0; i < h->n; i++)
		ui_summary_row(u, tr(u->sp, h->v[i].field->label), said(u, &h->v[i], h->v[i].is), NULL);
	ui_summary_end(u);
}

static void happening(struct ui *u, const struct happening *h)
{
	ui_panel_begin(u, h->made ? tr(u->sp, N_("Here it began")) : tr(u->sp, h->done));
	ui_p_str(u, when_and_who(u, h));
	if (h->undone)
		ui_tag(u, &(struct ui_tag){TONE_WAIT, NULL, str_from(tr(u->sp, N_("Taken back later")))});
	if (h->n > 0 && h->made)
		beginning(u, h);
	else if (h->n > 0)
		differences(u, h);
	ui_panel_end(u);
}

void view_history(struct ui *u, struct req *req, const struct history *past)
{
	struct speak sp = req->act.speak;
	struct str before = req_query(req, query_history[0]);
	if (past->n == 0)
		ui_empty(u, tr(sp, N_("Nothing was changed yet")),
		         tr(sp, N_("Each change stands here, with who made it.")), NULL);
	for (size_t i = 0; i < past->n; i++)
		happening(u, &past->v[i]);
	const char *here = str_c(u->a, req->path);
	if (past->more.n > 0 || before.n > 0)
		ui_pages(u, before.n > 0 ? here : NULL,
		         past->more.n > 0 ? str_printf(u->a, "%s?na=" STR_FMT, here, STR_ARG(past->more)).p : NULL, NULL);
}

enum err record_history_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct history past;
	struct ui_link crumbs[2];
	struct ui_page page = {
		.title = tr(sp, req->route->title), .crumbs = crumbs, .n_crumbs = record_crumbs(req, false, crumbs),
		.intro = tr(sp, N_("The latest change stands first. You see what you may also see of it now.")),
	};
	enum err e = history_of(&req->act, &req->seen, req_query(req, query_history[0]), &past);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	view_history(u, req, &past);
	return view_end(u, req, &page);
}

#include "record_view.h"

#include "date.h"
#include "steps.h"

enum { GROUPS_MAX = 8 };

void view_facts(struct ui *u, const struct row *r, const struct str *texts, const struct field *const *fields, size_t n)
{
	ui_summary_begin(u);
	for (size_t i = 0; i < n; i++) {
		struct str text = texts[record_field(r->rec, fields[i])];
		if (text.n > 0 && fields[i]->label != NULL)
			ui_summary_row(u, tr(u->sp, fields[i]->label), text, NULL);
	}
	ui_summary_end(u);
}

/* A group is what one form asks: its title, and its fields as far as nothing before it showed them. */
struct group {
	const char *title;
	const struct field *fields[RECORD_FIELDS_MAX];
	size_t n;
};

static bool shown_already(const struct group *g, size_t n, const struct field *f)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < g[i].n; k++)
			if (g[i].fields[k] == f)
				return true;
	return false;
}

static size_t groups_of(const struct app *app, const struct record *rec, struct group *out)
{
	size_t n = 0;
	for (size_t m = 0; m < app->n_modules; m++)
		for (size_t i = 0; i < app->modules[m]->n_routes && n + 1 < GROUPS_MAX; i++) {
			const struct route *r = &app->modules[m]->routes[i];
			if (r->method != METHOD_GET || r->record != rec || r->form == NULL)
				continue;
			out[n].title = r->title;
			for (size_t f = 0; f < r->form->n; f++)
				if (record_has(rec, r->form->fields[f]) && !shown_already(out, n, r->form->fields[f]))
					out[n].fields[out[n].n++] = r->form->fields[f];
			n += out[n].n > 0;
		}
	for (size_t f = 0; f < rec->n; f++)
		if (rec->fields[f].label != NULL && &rec->fields[f] != rec->title && !shown_already(out, n, &rec->fields[f]))
			out[n].fields[out[n].n++] = &rec->fields[f];
	return n + (out[n].n > 0);
}

static bool has_text(const struct group *g, const struct row *r, const struct str *texts)
{
	for (size_t i = 0; i < g->n; i++)
		if (texts[record_field(r->rec, g->fields[i])].n > 0)
			return true;
	return false;
}

static void ways_on(struct ui *u, struct req *req)
{
	const struct row *r = &req->seen.row;
	struct ui_link edits[GROUPS_MAX];
	size_t n = record_edits(req, edits, GROUPS_MAX);
	const char *history = record_way(req, r->rec, WAY_HISTORY, r->pid);
	if (n > 0) {
		ui_buttons_begin(u);
		for (size_t i = 0; i < n; i++)
			ui_button_link(u, BUTTON_ALT, edits[i].href, edits[i].label);
		ui_buttons_end(u);
	}
	if (history != NULL)
		ui_p_link(u, NULL, history, tr(u->sp, N_("What was changed?")), NULL);
}

enum err record_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	const struct str **texts;
	struct ui_link crumbs[2];
	struct ui_tag state;
	struct group *groups = ARENA_ARRAY(req->act.a, struct group, GROUPS_MAX);
	size_t n = groups_of(req->app, r->rec, groups);
	enum err e = told_rows(&req->act, &req->seen, 1, &texts);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = str_c(req->act.a, row_title(req->act.a, req->act.speak, r)),
		.window_title = tr(req->act.speak, r->rec->label),
		.crumbs = crumbs, .n_crumbs = record_crumbs(req, true, crumbs),
	};
	if (r->rec->state != NULL) {
		state = view_state(req->act.speak, r);
		page.tags = &state;
		page.n_tags = 1;
	}
	struct ui *u = view_begin(req, &page);
	if (r->rec->n_terms > 0)
		view_terms(u, &req->seen, instant_date(req->act.now));
	if (r->rec->n_flow > 0)
		e = view_steps(u, req, str_c(req->act.a, req->path));
	for (size_t i = 0; i < n; i++) {
		if (!has_text(&groups[i], r, texts[0]))
			continue;
		ui_panel_begin(u, n > 1 && groups[i].title != NULL ? tr(u->sp, groups[i].title) : NULL);
		view_facts(u, r, texts[0], groups[i].fields, groups[i].n);
		ui_panel_end(u);
	}
	ways_on(u, req);
	return e == OK ? view_end(u, req, &page) : e;
}

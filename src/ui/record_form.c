#include "record_view.h"

#include "router.h"

/* The GET row of this form: a POST has no title. */
static const char *title_of(const struct req *req)
{
	const struct route *at = req->route;
	for (size_t m = 0; m < req->app->n_modules && at->title == NULL; m++)
		for (size_t i = 0; i < req->app->modules[m]->n_routes; i++) {
			const struct route *r = &req->app->modules[m]->routes[i];
			if (route_is_page(r, at) && r->form == at->form)
				return tr(req->act.speak, r->title);
		}
	return at->title == NULL ? "" : tr(req->act.speak, at->title);
}

enum err record_form_page(struct req *req)
{
	const struct row *r = &req->seen.row;
	struct ui_link crumbs[2];
	struct form *f = req_form(req, req->route->form);
	struct ui_page page = {.title = title_of(req), .crumbs = crumbs, .n_crumbs = record_crumbs(req, false, crumbs)};
	if (r->rec != NULL && !f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, r);
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, str_c(req->act.a, req_subject(req)));
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err save(struct req *req)
{
	const struct row *r = &req->seen.row;
	const char *back = record_way(req, r->rec, WAY_SHOW, r->pid);
	struct change *c = change_begin(&req->act, N_("The changes are saved"), CHANGE_UNDO);
	change_put(c, r->rec, r->id, req->form);
	return req_commit(req, c, "%s", back != NULL ? back : str_c(req->act.a, req_subject(req)));
}

/* What belongs to one organisation is made for the only one that its maker acts for. */
static void fill_org(const struct req *req, const struct record *rec, struct val *v)
{
	const struct seat *only = NULL;
	for (size_t i = 0; rec->org != NULL && i < req->viewer->n_seats; i++) {
		const struct seat *s = &req->viewer->seats[i];
		if (s->role != req->viewer->role)
			continue;
		if (only != NULL && only->org != s->org)
			return;
		only = s;
	}
	if (only != NULL)
		v[record_field(rec, rec->org)] = val_int(only->org);
}

static enum err make(struct req *req)
{
	const struct record *rec = req->route->of;
	struct val *v = ARENA_ARRAY(req->act.a, struct val, rec->n);
	struct str pid;
	int64_t id;
	for (size_t i = 0; i < req->form->def->n; i++)
		if (record_has(rec, req->form->def->fields[i]))
			v[record_field(rec, req->form->def->fields[i])] = req->form->v[i];
	fill_org(req, rec, v);
	struct row made = {.rec = rec, .region = req->act.region, .v = v};
	enum err e = access_row(&req->act, &made, OP_CREATE);
	if (e != OK)
		return ERR_DENIED;
	struct change *c = change_begin(&req->act, N_("Added"), 0);
	e = change_new(c, rec, v, &id, &pid);
	if (e != OK)
		return e;
	const char *to = record_way(req, rec, WAY_SHOW, pid);
	return req_commit(req, c, "%s", to != NULL ? to : str_c(req->act.a, req_subject(req)));
}

enum err record_form_post(struct req *req)
{
	return req->seen.row.rec != NULL ? save(req) : make(req);
}

#include "record_view.h"

#include "flow.h"
#include "gate.h"

static bool ends_in_pid(const char *path)
{
	struct str p = str_from(path);
	return p.n > 6 && str_is((struct str){p.p + p.n - 6, 6}, "/{pid}");
}

static bool is_way(const struct route *r, const struct record *rec, enum record_way way)
{
	if (r->method != METHOD_GET || r->api)
		return false;
	switch (way) {
	case WAY_LIST:
		return r->of == rec && r->op == OP_READ;
	case WAY_NEW:
		return r->of == rec && r->op == OP_CREATE && r->form != NULL;
	case WAY_IMPORT:
		return r->of == rec && r->op == OP_CREATE && r->form == NULL;
	case WAY_SHOW:
		return r->record == rec && !r->writes && ends_in_pid(r->path);
	case WAY_HISTORY:
		return r->record == rec && r->fn == record_history_page;
	case WAY_SHEET:
		return r->of == rec && r->op == OP_EXPORT;
	}
	return false;
}

/* The first route of the application for which this holds and that is for this reader: a guest has pages of its own. */
static const struct route *find_way(const struct req *req, const struct record *rec, enum record_way way)
{
	const struct app *app = req->app;
	for (size_t m = 0; m < app->n_modules; m++)
		for (size_t i = 0; i < app->modules[m]->n_routes; i++) {
			const struct route *r = &app->modules[m]->routes[i];
			if (is_way(r, rec, way) && viewer_can(req->viewer, r->need) && gate_role(req->viewer, r))
				return r;
		}
	return NULL;
}

static const char *filled(struct arena *a, const char *pattern, struct str pid)
{
	const char *at = strstr(pattern, "{pid}");
	if (at == NULL)
		return pattern;
	return str_printf(a, "%.*s" STR_FMT "%s", (int)(at - pattern), pattern, STR_ARG(pid), at + strlen("{pid}")).p;
}

const char *record_way(struct req *req, const struct record *rec, enum record_way way, struct str pid)
{
	const struct route *r = find_way(req, rec, way);
	return r == NULL ? NULL : filled(req->act.a, r->path, pid);
}

const char *record_way_title(struct req *req, const struct record *rec, enum record_way way)
{
	const struct route *r = find_way(req, rec, way);
	return r == NULL ? "" : tr(req->act.speak, r->title);
}

/* May this reader change the record of the request at all? Asked of the database only where a board's rights are. */
static bool may_change(struct req *req)
{
	const struct record *rec = req->seen.row.rec;
	if (record_of_child(rec))
		return (req->seen.allowed.writes & PART_BIT(rec->part)) != 0;
	return access_row(&req->act, &req->seen.row, OP_CHANGE) == OK;
}

static bool may_fill_some(const struct req *req, const struct form_def *def)
{
	for (size_t i = 0; i < def->n; i++)
		if (record_has(req->seen.row.rec, def->fields[i]) && field_by(def->fields[i], req->viewer->role))
			return true;
	return false;
}

static bool edits(const struct req *req, const struct route *r)
{
	return r->method == METHOD_GET && r->record == req->seen.row.rec && r->writes && r->form != NULL &&
	       viewer_can(req->viewer, r->need) && may_fill_some(req, r->form);
}

size_t record_edits(struct req *req, struct ui_link *out, size_t most)
{
	size_t n = 0;
	if (!may_change(req))
		return 0;
	for (size_t m = 0; m < req->app->n_modules; m++)
		for (size_t i = 0; i < req->app->modules[m]->n_routes && n < most; i++) {
			const struct route *r = &req->app->modules[m]->routes[i];
			if (edits(req, r))
				out[n++] = (struct ui_link){tr(req->act.speak, r->title),
				                            filled(req->act.a, r->path, req->seen.row.pid)};
		}
	return n;
}

size_t record_crumbs(struct req *req, bool self, struct ui_link out[2])
{
	const struct row *r = &req->seen.row;
	const struct record *rec = r->rec != NULL ? r->rec : req->route->of;
	const char *to = record_way(req, rec, WAY_LIST, (struct str){0});
	size_t n = 0;
	if (to != NULL)
		out[n++] = (struct ui_link){record_way_title(req, rec, WAY_LIST), to};
	const char *show = self || r->rec == NULL ? NULL : record_way(req, rec, WAY_SHOW, r->pid);
	if (show != NULL)
		out[n++] = (struct ui_link){str_c(req->act.a, row_title(req->act.a, req->act.speak, r)), show};
	return n;
}

const char *const query_all[] = {"alle", NULL};

static bool still_runs(const struct row *r)
{
	return r->rec->state != NULL && (r->rec->ends >> flow_state(r) & 1) == 0;
}

/* NULL: none, or several of which none is more the one than another. */
static const struct row *the_one(const struct seen_page *found)
{
	const struct row *one = NULL;
	size_t run = 0;
	for (size_t i = 0; i < found->n; i++)
		if (still_runs(&found->v[i].row)) {
			one = &found->v[i].row;
			run++;
		}
	if (found->n == 1)
		return &found->v[0].row;
	return run == 1 && !found->more ? one : NULL;
}

bool record_leads_on(struct req *req, const struct seen_page *found)
{
	const struct row *one = the_one(found);
	if (one == NULL || req->notice.done != NULL || req_query(req, query_all[0]).n > 0)
		return false;
	const char *to = record_way(req, one->rec, WAY_SHOW, one->pid);
	if (to == NULL)
		return false;
	return req_redirect(req, "%s", to) == OK;
}

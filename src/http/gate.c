#include "gate.h"

#include "flow.h"
#include "listing.h"
#include "router.h"

enum err gate_record(struct req *req)
{
	const struct route *r = req->route;
	if (r->record == NULL)
		return OK;
	enum err e = scope_open(&req->act, r->record, req->param[0], r->writes, &req->seen);
	/* At an own child one is family, whatever role one acts in, and reads what is written for family. */
	if (e == OK && req->seen.allowed.purpose[PART_KERN] == PURPOSE_OWN && req->act.speak.audience == AUD_PROF)
		req->act.speak.audience = AUD_OUDER;
	return e;
}

/* Is there something in this form that the reader may write? (field.by) */
static bool writes_some(const struct req *req, const struct record *rec, const struct form_def *def)
{
	bool some = false, any = false;
	for (size_t i = 0; i < def->n; i++) {
		if (!record_has(rec, def->fields[i]))
			continue;
		any = true;
		some = some || field_by(def->fields[i], req->viewer->role);
	}
	return some || !any;
}

bool gate_role(const struct viewer *v, const struct route *r)
{
	const struct act as = {.viewer = v};
	if (r->roles != 0 && (v == NULL || (r->roles >> v->role & 1) == 0))
		return false;
	return r->of == NULL || access_any(&as, r->of, r->op) == OK;
}

/* Are the parts open that a page of this child shows, writes or makes something in? */
static bool parts_open(const struct req *req, const struct route *r)
{
	const struct allowed *may = &req->seen.allowed;
	if (r->record == NULL || !record_of_child(r->record))
		return true;
	return (r->makes == NULL || (may->writes & PART_BIT(r->makes->part)) != 0) &&
	       (r->makes == NULL || r->form == NULL || writes_some(req, r->makes, r->form)) &&
	       (r->shows == NULL || (may->reads & PART_BIT(r->shows->part)) != 0) &&
	       (!r->writes || (may->writes & PART_BIT(r->record->part)) != 0);
}

bool gate_leads(const struct req *req, const char *path)
{
	struct match m;
	struct str clean = str_from(path);
	clean.n = str_find(clean, '?');
	return app_can_open(req->app, req->viewer, path) && router_find(req->app->router, clean, &m) &&
	       parts_open(req, m.get);
}

/* What the row asks of records that belong to no child, beyond the one it names: of their kind at all, and of the
 * fields of its form. */
static enum err ask_access(struct req *req)
{
	const struct route *r = req->route;
	const struct record *rec = r->makes != NULL ? r->makes : r->of != NULL ? r->of : r->record;
	if (!gate_role(req->viewer, r))
		return ERR_DENIED;
	bool writes = r->makes != NULL || r->of != NULL || r->writes;
	if (r->form != NULL && rec != NULL && writes && !writes_some(req, rec, r->form))
		return ERR_DENIED;
	return OK;
}

/* Other records of the child that is open: by their part. */
static enum err ask_pieces(const struct req *req)
{
	const struct route *r = req->route;
	const struct record *rec = r->makes != NULL ? r->makes : r->shows;
	if (rec == NULL)
		return OK;
	if ((req->seen.allowed.reads & PART_BIT(rec->part)) == 0)
		return ERR_NOT_FOUND;
	if (r->makes == NULL)
		return OK;
	/* A piece of a record is made by who may write that one. */
	if (rec->part == req->seen.row.rec->part && !reach_writes(&req->seen.allowed, &req->seen.row))
		return ERR_DENIED;
	return (req->seen.allowed.writes & PART_BIT(rec->part)) != 0 ? OK : ERR_DENIED;
}

bool gate_shut(const struct req *req)
{
	return req->route->writes && !flow_open(&req->seen.row);
}

const struct form_def *gate_form(const struct route *r)
{
	if (r->form != NULL || r->move == NULL)
		return r->form;
	return r->move->form != NULL ? r->move->form : &form_step;
}

enum err gate_ask(struct req *req)
{
	enum err e = gate_record(req);
	if (e == OK)
		e = ask_access(req);
	return e == OK ? ask_pieces(req) : e;
}

/* What stood in a text before it was put right or taken away goes out of history (AVG articles 16 and 17): one who
 * answers names the text, another looks at it and does it. What stands there now stays, and what is in a back-up does
 * not come back (model/tombstone.h). */
#include "contents.h"
#include "date.h"
#include "flow.h"
#include "people.h"
#include "rights_pages.h"
#include "route.h"
#include "steps.h"

#define F(f) (&request_fields[REQUEST_##f])
#define P(f) (&past_fields[PAST_##f])
#define BIT(s) (UINT32_C(1) << PAST_##s)
#define SERVER(column, t) .name = column, .type = &t, .need = NEED_SERVER, .privacy = PRIV_PERSONAL

/* ---- the record ---- */

static const struct choice states[PAST_STATES + 1] = {
	[PAST_NAMED] = {"genoemd", N_("Waits for a second person"), NULL},
	[PAST_GONE] = {"weg", N_("Out of history"), NULL},
	[PAST_LEFT] = {"blijft", N_("Stays in history"), NULL},
};

const struct field past_fields[PAST__N] = {
	[PAST_ROUTE] = {SERVER("route", T_REF), .ref = &rec_route},
	[PAST_REQUEST] = {SERVER("request", T_REF), .ref = &rec_rights_request},
	[PAST_ORG] = {SERVER("org", T_REF), .ref = &rec_organisation},
	[PAST_STATE] = {SERVER("state", T_STATE), .label = N_("State"), .choices = states},
	[PAST_BY] = {SERVER("by_account", T_REF), .ref = &rec_account},
	[PAST_RECORD] = {SERVER("record_name", T_LINE)},
	[PAST_PIECE] = {SERVER("piece", T_LINE)},
	[PAST_FIELD] = {SERVER("field_name", T_LINE)},
	[PAST_ON] = {SERVER("gone_on", T_DATE), .unset = true, .label = N_("Out of history on")},
};

static void may_confirm(const struct given *g, struct reasons *out)
{
	if (g->account == row_int(g->row, P(BY)))
		reason_add(out, NULL, N_("You named it yourself. A colleague looks at it and does it"));
}

/* Through the reach of who confirms: a text they may not open they cannot judge. */
static enum err forget(struct change *c, const struct row *at)
{
	struct act *act = change_act(c);
	const struct record *rec = model_find(act->model, row_text(at, P(RECORD)));
	const struct field *field = rec == NULL ? NULL : record_named(rec, row_text(at, P(FIELD)));
	struct seen seen;
	if (field == NULL)
		return ERR_NOT_FOUND;
	enum err e = scope_open(act, rec, row_text(at, P(PIECE)), false, &seen);
	if (e == OK && seen.route != row_int(at, P(ROUTE)))
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	change_set(c, at->rec, at->id, P(ON), val_int(instant_date(change_now(c))));
	change_erase_text(c, rec, seen.row.id, field, NULL);
	return OK;
}

const struct transition past_flow[PAST_STEPS] = {
	[PAST_CONFIRM] = {.name = "bevestig", .label = N_("I looked at it: take it out of history"),
		.done = N_("It is out of history"), .from = BIT(NAMED), .to = PAST_GONE, .by = ANSWERS, .guard = may_confirm,
		.effect = forget},
	[PAST_LEAVE] = {.name = "laat-staan", .label = N_("Leave it in history"), .done = N_("It stays in history"),
		.from = BIT(NAMED), .to = PAST_LEFT, .by = ANSWERS},
};

/* `own` names who wrote it down, who is no family: with `apart` no family reads it. */
const struct record rec_rights_past = {
	.name = "rights_past", .label = N_("Taken out of history"), .fields = past_fields, .n = PAST__N,
	.part = PART_VERZOEK, .route = P(ROUTE), .parent = P(REQUEST), .of_org = P(ORG), .own = P(BY), .apart = true,
	.state = P(STATE), .ends = BIT(GONE) | BIT(LEFT), .flow = past_flow, .n_flow = PAST_STEPS,
};

/* ---- which texts ---- */

/* Of the parts that the organisation of the request keeps, as far as the reader sees them. */
static enum err gather(struct req *req, struct seen *child, struct contents *c)
{
	const struct row *r = &req->seen.row;
	const struct contents_for all = {.org_kind = row_text(r, F(ORG_KIND)), .ours = true};
	if (req->seen.allowed.purpose[PART_VERZOEK] == PURPOSE_OWN || request_gives(r))
		return ERR_NOT_FOUND;
	enum err e = request_child(req, child);
	if (e == OK)
		e = contents_load(req, child, &all, c);
	return e == OK ? contents_origins(req, c) : e;
}

/* A text that people type, and that was changed. */
static bool fits(const struct passage *p)
{
	return p->field->type->sized && p->field->need != NEED_SERVER && p->from.times > 1;
}

static struct str name_of(struct arena *a, struct speak sp, const struct record *rec, const struct field *f)
{
	return tr_fill(a, sp, N_("{record}: {field}"), TR_SLOTS({"record", str_from(tr(sp, rec->label))},
	                                                        {"field", str_from(tr(sp, f->label))}));
}

static struct str named(const struct act *act, const struct row *past)
{
	const struct record *rec = model_find(act->model, row_text(past, P(RECORD)));
	const struct field *f = rec == NULL ? NULL : record_named(rec, row_text(past, P(FIELD)));
	return f == NULL || f->label == NULL ? row_text(past, P(FIELD)) : name_of(act->a, act->speak, rec, f);
}

static void named_show(struct ui *u, struct req *req, const struct seen_page *past)
{
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("What"))}, {.label = tr(u->sp, N_("How it stands"))}};
	if (past->n == 0)
		return;
	ui_table_begin(u, tr(u->sp, N_("What was named")), TABLE_CARDS, cols, 2);
	for (size_t i = 0; i < past->n; i++) {
		const struct row *r = &past->v[i].row;
		struct ui_tag tag = view_state(u->sp, r);
		ui_row(u);
		ui_cell_link(u, str_printf(u->a, "/uit-geschiedenis/" STR_FMT, STR_ARG(r->pid)).p, named(&req->act, r));
		ui_cell_tag(u, &tag);
	}
	ui_table_end(u);
}

static void text_show(struct ui *u, struct req *req, const struct passage *p)
{
	struct str below = str_printf(u->a, "/geschiedenis/%s/" STR_FMT "/%s", p->rec->name, STR_ARG(p->pid),
	                              p->field->name);
	ui_panel_begin(u, name_of(u->a, u->sp, p->rec, p->field).p);
	ui_small(u, tr(u->sp, N_("This stands there now, and stays:")));
	ui_p_str(u, p->text.n > 0 ? p->text : str_from(tr(u->sp, N_("(empty)"))));
	ui_button_form(u, request_path(u->a, &req->seen.row, below.p),
	               &(struct ui_button){.kind = BUTTON_ALT, .label = tr(u->sp, N_("Name what stood here before"))},
	               NULL, 0);
	ui_panel_end(u);
}

/* The child, and the page before it in the crumbs. */
static struct ui_page page_of(struct req *req, const struct seen *child, struct ui_link crumbs[2], struct ui_link up)
{
	struct arena *a = req->act.a;
	crumbs[0] = (struct ui_link){child_name(a, &child->row).p, child_path(a, &child->row, "")};
	crumbs[1] = up;
	return (struct ui_page){.title = tr(req->act.speak, N_("Take what stood there before out of history")),
	                        .crumbs = crumbs, .n_crumbs = 2};
}

enum err past_list_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct contents c;
	struct seen child;
	struct seen_page past;
	struct ui_link crumbs[2];
	size_t shown = 0;
	enum err e = gather(req, &child, &c);
	if (e == OK)
		e = scope_pieces(&req->act, &req->seen, &rec_rights_past, &past);
	if (e != OK)
		return e;
	struct ui_page page = page_of(req, &child, crumbs,
	                              (struct ui_link){tr(sp, N_("Request about the data")),
	                                               request_path(req->act.a, &req->seen.row, "")});
	page.intro = tr(sp, N_("First put the text right, or take it away, where it stands. Then name it here. A colleague "
	                       "looks at it, and nothing brings back what stood there before."));
	struct ui *u = view_begin(req, &page);
	named_show(u, req, &past);
	for (size_t i = 0; i < c.n; i++)
		if (fits(&c.v[i])) {
			text_show(u, req, &c.v[i]);
			shown++;
		}
	if (shown == 0)
		ui_empty(u, tr(sp, N_("No text was changed yet")),
		         tr(sp, N_("A text that is changed stands here, as long as history holds what it was.")), NULL);
	return view_end(u, req, &page);
}

static const struct passage *passage_of(const struct req *req, const struct contents *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (fits(&c->v[i]) && str_is(req_param(req, 1), c->v[i].rec->name) &&
		    str_eq(req_param(req, 2), c->v[i].pid) && str_is(req_param(req, 3), c->v[i].field->name))
			return &c->v[i];
	return NULL;
}

enum err past_name_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	const struct transition *answer = &request_flow[REQUEST_GRANT];
	struct contents c;
	struct seen child;
	struct str pid;
	int64_t id;
	enum err e = gather(req, &child, &c);
	const struct passage *p = e == OK ? passage_of(req, &c) : NULL;
	if (e == OK && p == NULL)
		e = ERR_NOT_FOUND;
	/* While it is being answered, by who may answer it. */
	if (e == OK)
		e = flow_may(&req->act, &req->seen, answer);
	if (e != OK)
		return e;
	const struct val v[PAST__N] = {
		[PAST_ROUTE] = val_int(req->seen.route), [PAST_REQUEST] = val_int(r->id), [PAST_ORG] = row_val(r, F(ORG)),
		[PAST_BY] = val_int(req->viewer->account), [PAST_RECORD] = val_text(str_from(p->rec->name)),
		[PAST_PIECE] = val_text(p->pid), [PAST_FIELD] = val_text(str_from(p->field->name)),
	};
	struct change *made = change_begin(&req->act, N_("It is named. A colleague looks at it"), 0);
	e = change_new(made, &rec_rights_past, v, &id, &pid);
	return e != OK ? e : req_commit(req, made, "%s", request_path(req->act.a, r, "/geschiedenis"));
}

/* ---- one of them ---- */

enum err past_page(struct req *req)
{
	static const struct field *const on = P(ON);
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	struct seen child;
	struct ui_link crumbs[2];
	view_steps_ask(req);
	enum err e = request_child(req, &child);
	if (e != OK)
		return e;
	struct ui_tag state = view_state(sp, r);
	struct ui_page page = page_of(req, &child, crumbs,
	                              (struct ui_link){tr(sp, N_("Requests about the data")),
	                                               child_path(req->act.a, &child.row, "/gegevens")});
	page.tags = &state;
	page.n_tags = 1;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, str_c(u->a, named(&req->act, r)));
	ui_p(u, tr(sp, N_("What stands there now stays. What stood there before goes out of history, and out of what comes "
	                  "back from a back-up. Copies that were given before stay as they are.")));
	view_row(u, r, &on, 1);
	ui_panel_end(u);
	e = view_steps(u, req, str_printf(u->a, "/uit-geschiedenis/" STR_FMT, STR_ARG(r->pid)).p);
	return e == OK ? view_end(u, req, &page) : e;
}

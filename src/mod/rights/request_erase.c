/* Deleting: what a law keeps is said with its reason, and what is agreed on is destroyed by two persons (AVG article
 * 17; mod/retain). Only a whole part of a dossier is destroyed here; what stood in a text before goes out of history by
 * past_pages.c. */
#include "contents.h"
#include "rights_pages.h"

#include "flow.h"
#include "retain.h"
#include "route.h"

#define F(f) (&request_fields[REQUEST_##f])

static bool keeps(const struct row *r, enum part p)
{
	return (contents_of_org(row_text(r, F(ORG_KIND))) & PART_BIT(p)) != 0;
}

void request_may_agree(const struct given *g, struct reasons *out)
{
	enum part part = part_of_code(row_text(g->row, F(GONE_PART)));
	if (part == PART_NONE)
		reason_add(out, F(GONE_PART), N_("Choose what is destroyed"));
	else if (!keeps(g->row, part))
		reason_add(out, F(GONE_PART), N_("Your organisation does not keep this part"));
}

enum err request_agreed(struct change *c, const struct row *at)
{
	struct act *act = change_act(c);
	struct str code = change_val(c, at->rec, at->id, F(GONE_PART)).s;
	change_set(c, at->rec, at->id, F(ANSWERED_BY), val_text(act->viewer->name));
	return retain_ask(act, c, row_int(at, F(ROUTE)), part_of_code(code), at->id);
}

enum err request_agree_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	enum part part = part_of_code(form_text(req->form, F(GONE_PART)));
	struct retain_duty duty = {.why = NULL};
	enum err e = part == PART_NONE ? OK : retain_duty(&req->act, req->seen.route, part, &duty);
	if (e == OK && duty.why != NULL) {
		form_wrong(req->form, F(GONE_PART), str_from(tr(req->act.speak, duty.why)));
		return ERR_INVALID;
	}
	struct change *c = change_begin(&req->act, req->route->move->done, 0);
	change_move(c, &req->seen, req->route->move, req->form);
	return e != OK ? e : req_commit(req, c, "%s", request_path(req->act.a, r, ""));
}

/* ---- what the law says of it ---- */

static struct str rule_told(struct ui *u, const struct retain_duty *duty)
{
	for (size_t i = 0; duty->why != NULL && i < n_rules; i++)
		if (strcmp(rules[i].id, duty->rule) == 0)
			return str_printf(u->a, STR_FMT ", %s", STR_ARG(rule_length(u->a, u->sp, &rules[i])),
			                  rules[i].article != NULL ? rules[i].article : rules[i].source);
	return (struct str){0};
}

static enum err law_show(struct ui *u, struct req *req, bool family)
{
	const struct row *r = &req->seen.row;
	const struct ui_col cols[] = {{.label = tr(u->sp, N_("What is kept"))}, {.label = tr(u->sp, N_("May it go?"))},
	                              {.label = tr(u->sp, N_("Rule and source"))}};
	struct retain_duty duty;
	enum err e = OK;
	ui_table_begin(u, tr(u->sp, N_("What the law keeps")), TABLE_CARDS, cols, 3);
	for (enum part p = PART_NONE + 1; e == OK && p < PART__N; p++) {
		if (!keeps(r, p))
			continue;
		e = retain_duty(&req->act, req->seen.route, p, &duty);
		if (e != OK)
			break;
		ui_row(u);
		ui_cell(u, str_from(tr(u->sp, family ? part_label_family(p) : part_label(p))));
		ui_cell(u, str_from(tr(u->sp, duty.why != NULL ? duty.why : N_("No law keeps it: it may be destroyed"))));
		ui_cell(u, rule_told(u, &duty));
	}
	ui_table_end(u);
	return e;
}

enum err request_erase_show(struct ui *u, struct req *req, bool family)
{
	static const struct field *const gone = F(GONE_PART);
	const struct row *r = &req->seen.row;
	int state = flow_state(r);
	if (request_kind(r) != ASKS_ERASURE || state == REQUEST_BACK)
		return OK;
	if (state == REQUEST_ERASING) {
		ui_panel_begin(u, tr(u->sp, N_("It is agreed, and not yet destroyed")));
		view_row(u, r, &gone, 1);
		ui_small(u, tr(u->sp, N_("A second person looks at it first. When it is destroyed that stands here, and who "
		                         "asked gets a message.")));
		ui_panel_end(u);
	}
	if (state == REQUEST_DONE && row_text(r, F(GONE_PART)).n == 0)
		ui_remark(u, TONE_INFO, tr(u->sp, N_("What stood in a text before stays in its history until the term of "
		                                     "keeping is over, unless that was taken out too.")));
	return law_show(u, req, family);
}

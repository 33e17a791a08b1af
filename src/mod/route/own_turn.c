#include "own_turn.h"

#include "child_page.h"
#include "route_flow.h"

enum { LOOK_DAYS = 7 };

const struct form_def form_own_done = {.name = "own-done", .submit = N_("Yes, I did this")};

static bool turn_of_parents(const struct row *r)
{
	return str_is(row_text(r, &route_fields[ROUTE_ACTS]), route_fields[ROUTE_ACTS].choices[SIDE_PARENTS - 1].code) &&
	       !route_is_done(r) && !route_is_pupil(r);
}

bool parent_answers(const struct req *req)
{
	return child_reads(req) == READS_PARENTS && (req->seen.allowed.writes & PART_BIT(PART_STEM)) != 0;
}

bool own_turn(const struct req *req)
{
	return parent_answers(req) && turn_of_parents(&req->seen.row);
}

bool own_turn_over(const struct row *r)
{
	return str_is(row_text(r, &route_fields[ROUTE_NEXT_STEP]), ROUTE_LOOK_AT_IT);
}

static enum err must_be_theirs(const struct req *req)
{
	if (!parent_answers(req))
		return ERR_DENIED;
	return turn_of_parents(&req->seen.row) ? OK : ERR_CONFLICT;
}

enum err own_turn_page(struct req *req)
{
	struct speak sp = req->act.speak;
	const struct row *r = &req->seen.row;
	const struct ui_link crumb = {str_c(req->act.a, row_text(r, &route_fields[ROUTE_GIVEN_NAME])),
	                              child_path(req->act.a, r, "")};
	struct ui_page page = {
		.title = tr(sp, N_("Did you do this?")), .crumbs = &crumb, .n_crumbs = 1,
		.intro = tr(sp, N_("Then say so here. The school looks at it and chooses what is next.")),
	};
	enum err e = must_be_theirs(req);
	if (e != OK)
		return e;
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, str_c(u->a, route_shown(req, r, ROUTE_NEXT_STEP)));
	view_form(u, req_form(req, &form_own_done), child_path(req->act.a, r, "/gedaan"));
	ui_p_link(u, tr(sp, N_("Is it not done yet?")), child_path(req->act.a, r, ""),
	          tr(sp, N_("Go back. You can say it later.")), NULL);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err own_turn_post(struct req *req)
{
	const struct row *r = &req->seen.row;
	enum err e = must_be_theirs(req);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Thank you. The school looks at it now"), 0);
	route_next(c, r->id, ROUTE_LOOK_AT_IT, route_today(req) + LOOK_DAYS, SIDE_SCHOOL);
	return req_commit(req, c, "%s", child_path(req->act.a, r, ""));
}

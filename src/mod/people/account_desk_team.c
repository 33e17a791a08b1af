#include "account_desk_team.h"

#include "date.h"

/* Open seats only; column 0 is the pid for the cursor. */
#define PEOPLE \
	"SELECT h.pid, a.name, s.role, h.begins, h.ends FROM seat s JOIN holds h ON h.seat = s.id JOIN account a ON " \
	"a.id = h.account" \
	" WHERE s.org = (SELECT id FROM organisation WHERE pid = $1) AND h.ends > $2"
static const struct stmt stmt_people = {PEOPLE " ORDER BY a.name_key, h.id LIMIT 26", "ti", "tttii"};
static const struct stmt stmt_people_after = {
	PEOPLE " AND (a.name_key, h.id) > (SELECT a2.name_key, h2.id FROM holds h2 JOIN account a2 ON a2.id = h2.account"
	" WHERE h2.pid = $3) ORDER BY a.name_key, h.id LIMIT 26",
	"tit", "tttii",
};
static const struct stmt stmt_invitations = {
	"SELECT i.pid, i.name, s.role, i.ends FROM seat s JOIN invitation i ON i.seat = s.id"
	" WHERE s.org = (SELECT id FROM organisation WHERE pid = $1) AND i.route = 0 AND i.ends > $2 AND i.used > $2"
	" ORDER BY i.ends, i.id LIMIT 50",
	"ti",
	"ttti",
};
/* Own organisations, those under an own board, and the place of the parents; grants_at decides which stay. */
#define OWN_ORGS \
	"(SELECT s.org FROM holds h JOIN seat s ON s.id = h.seat WHERE h.account = $3 AND h.begins <= $2 AND h.ends " \
	"> $2 AND s.role = $4)"
static const struct stmt stmt_teams = {
	"SELECT " ORG_COLUMNS " FROM " ORG_FROM " WHERE o.region = $1 AND o.ended > $2 AND (o.id IN " OWN_ORGS
	" OR o.parent IN " OWN_ORGS " OR o.kind = 'parents') AND o.kind <> 'groep' ORDER BY o.name_key, o.id LIMIT 200",
	"iiit", ORG_TYPES,
};

static enum role role_of(struct str code)
{
	enum role role;
	return role_parse(code, &role) ? role : ROLE_NONE;
}

enum err team_load(struct req *req, struct str pid, const char *base, struct org *org, struct team *out)
{
	struct batch *b;
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	*out = (struct team){.base = base, .after = req_query(req, "na")};
	struct val of = val_text(pid), now = val_int(req->act.now);
	size_t found = people_org_put(b, &req->act, pid);
	size_t people = out->after.n == 0 ? batch_put(b, &stmt_people, DB_ARGS(of, now))
	                                  : batch_put(b, &stmt_people_after, DB_ARGS(of, now, val_text(out->after)));
	size_t invitations = batch_put(b, &stmt_invitations, DB_ARGS(of, now));
	e = batch_run(b);
	if (e == OK)
		e = people_org_take(&req->act, batch_rows(b, found), org);
	if (e != OK)
		return e;
	/* Who may only give a role there is not told who holds one. */
	bool sees = may_see_team(req->viewer, org);
	out->people = sees ? batch_rows(b, people) : NULL;
	out->invitations = sees ? batch_rows(b, invitations) : NULL;
	return OK;
}

static void show_people(struct ui *u, struct req *req, const struct team *team)
{
	struct arena *a = req->act.a;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Name"))}, {.label = say(req, N_("Role"))}, {.label = say(req, N_("Since"))},
		{.label = say(req, N_("Last day"))},
	};
	const struct rows *r = team->people;
	ui_table_begin(u, say(req, N_("People with a role here")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n && i < PAGE_ROWS; i++) {
		ui_row(u);
		ui_cell_link(u, str_printf(a, "/teamlid/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p, rows_text(r, i, 1));
		ui_cell(u, str_from(role_label(req, role_of(rows_text(r, i, 2)))));
		ui_cell(u, tr_date(a, req->act.speak.lang, instant_date(rows_int(r, i, 3)), DATE_SHORT));
		ui_cell(u, end_text(req, rows_int(r, i, 4)));
	}
	ui_table_end(u);
	pages(u, req, team->base, team->after, r);
}

static void show_invitations(struct ui *u, struct req *req, const struct rows *r)
{
	struct arena *a = req->act.a;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Name"))},
		{.label = say(req, N_("Role"))},
		{.label = say(req, N_("The code works until"))},
	};
	ui_table_begin(u, say(req, N_("Invited, not here yet")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < r->n; i++) {
		ui_row(u);
		ui_cell_link(u, str_printf(a, "/uitnodigingen/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p, rows_text(r, i, 1));
		ui_cell(u, str_from(role_label(req, role_of(rows_text(r, i, 2)))));
		ui_cell(u, end_text(req, rows_int(r, i, 3)));
	}
	ui_table_end(u);
}

static void show_nobody(struct ui *u, struct req *req)
{
	ui_panel_begin(u, say(req, N_("People")));
	ui_empty(u, say(req, N_("Nobody has a role here yet.")),
	         say(req, N_("Invite the person who leads. They can then let their own colleagues in.")), NULL);
	ui_panel_end(u);
}

void team_show(struct ui *u, struct req *req, const struct org *org, const struct team *team)
{
	bool sees = team->people != NULL;
	if (grants_at(req->viewer, org) != 0) {
		ui_buttons_begin(u);
		ui_button_link(u, BUTTON_PRIMARY, str_printf(req->act.a, "/team/" STR_FMT "/uitnodigen", STR_ARG(org->pid)).p,
		               say(req, N_("Invite someone")));
		ui_buttons_end(u);
	}
	if (!sees)
		ui_p_link(u, say(req, N_("You can invite people here. You find them again under")), "/uitnodigingen",
		          say(req, N_("Invitations")), NULL);
	else if (team->people->n == 0)
		show_nobody(u, req);
	else
		show_people(u, req, team);
	if (sees && team->invitations->n > 0)
		show_invitations(u, req, team->invitations);
}

enum err team_list(struct req *req)
{
	const struct viewer *v = req->viewer;
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_teams,
			      DB_ARGS(val_int(v->region), val_int(req->act.now), val_int(v->account),
				      val_text(str_from(role_def(v->role)->code))),
			      &r);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	struct ui_page page = {
		.title = say(req, N_("Team")),
		.intro = say(req, N_("Choose the organisation. You see who has which role there, and invite people.")),
	};
	const struct ui_col cols[] = {
		{.label = say(req, N_("Name"))}, {.label = say(req, N_("Kind"))}, {.label = say(req, N_("Place"))}};
	struct ui *u = view_begin(req, &page);
	ui_table_begin(u, say(req, N_("Organisations")), TABLE_CARDS, cols, 3);
	for (size_t i = 0; i < r->n; i++) {
		struct org org = org_from(v, r, i);
		if (!may_see_team(v, &org) && grants_at(v, &org) == 0)
			continue;
		ui_row(u);
		ui_cell_link(u, str_printf(a, "/team/" STR_FMT, STR_ARG(org.pid)).p, org.name);
		ui_cell(u, str_from(say(req, org_kind_label(org.kind))));
		ui_cell(u, org.place);
	}
	ui_table_end(u);
	return view_end(u, req, &page);
}

enum err team_page(struct req *req)
{
	struct org org;
	struct team team;
	struct str pid = req_param(req, 0);
	enum err e = team_load(req, pid, str_printf(req->act.a, "/team/" STR_FMT, STR_ARG(pid)).p, &org, &team);
	if (e != OK)
		return e;
	struct str facts[ORG_FACTS];
	struct ui_link crumb = {say(req, N_("Team")), "/team"};
	struct ui_page page = {
		.title = str_c(req->act.a, org.name), .crumbs = &crumb, .n_crumbs = 1, .facts = facts,
		.n_facts = org_facts(req, &org, facts),
	};
	struct ui *u = view_begin(req, &page);
	team_show(u, req, &org, &team);
	return view_end(u, req, &page);
}

/* ---- one seat ---- */

static const struct field field_last_day = {
	.name = "laatste_dag",
	.type = &T_DATE,
	.need = NEED_OPTIONAL,
	.privacy = PRIV_PERSONAL,
	.label = N_("Last day of this role"),
	.hint = N_("Leave it empty when there is no end date. For example 31-07-2027"),
};
static const struct field *const last_day_fields[] = {&field_last_day};
const struct form_def form_last_day = {
	.name = "last-day", .fields = last_day_fields, .n = 1, .submit = N_("Save the last day"),
};

static void show_last_day(struct ui *u, struct req *req, const struct holding *h)
{
	struct form *f = req_form(req, &form_last_day);
	if (!f->posted && h->ends != INSTANT_OPEN)
		form_set(f, req->act.a, &field_last_day, val_int(last_day_of(h->ends)));
	ui_panel_begin(u, say(req, N_("Until when?")));
	view_form(u, f, str_printf(req->act.a, "/teamlid/" STR_FMT "/laatste-dag", STR_ARG(h->pid)).p);
	ui_panel_end(u);
}

/* An administrator seat is only ended when someone else holds one. */
static enum err is_last(struct req *req, const struct holding *h, bool *last)
{
	*last = false;
	return h->role == ROLE_ADMINISTRATOR ? is_last_administrator(&req->act, h->account, last) : OK;
}

static void show_end(struct ui *u, struct req *req, const struct holding *h, bool last)
{
	if (last) {
		ui_remark(
			u, TONE_INFO,
			say(req, N_("This is the only administrator. Invite a second one before you end this role.")));
		return;
	}
	ui_panel_begin(u, say(req, N_("End this role now")));
	ui_p(u,
	     say(req,
		 N_("This person can then no longer work here in this role. It works at once, also on open pages.")));
	struct ui_button end = {.kind = BUTTON_DANGER, .label = say(req, N_("End this role"))};
	ui_button_form(u, str_printf(req->act.a, "/teamlid/" STR_FMT "/einde", STR_ARG(h->pid)).p, &end, NULL, 0);
	ui_panel_end(u);
}

enum err holding_page(struct req *req)
{
	struct holding h;
	bool last;
	enum err e = people_holding_in_reach(&req->act, req_param(req, 0), &h);
	if (e == OK)
		e = is_last(req, &h, &last);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	enum lang lang = req->act.speak.lang;
	struct ui_link crumbs[] = {
		{say(req, N_("Team")), "/team"},
		{str_c(a, h.org.name), str_printf(a, "/team/" STR_FMT, STR_ARG(h.org.pid)).p},
	};
	bool team = may_see_team(req->viewer, &h.org) || grants_at(req->viewer, &h.org) != 0;
	struct ui_page page = {.title = str_c(a, h.name), .crumbs = crumbs, .n_crumbs = team ? 2 : 1};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Role")), str_from(role_label(req, h.role)), NULL);
	ui_summary_row(u, say(req, N_("Organisation")), h.org.name, NULL);
	ui_summary_row(u, say(req, N_("Since")), tr_date(a, lang, instant_date(h.begins), DATE_LONG), NULL);
	ui_summary_row(u, say(req, N_("Last day")), end_text(req, h.ends), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
	if (may_change_end(req->viewer, &h, req->act.now))
		show_last_day(u, req, &h);
	if (may_end(req->viewer, &h, req->act.now))
		show_end(u, req, &h, last);
	return view_end(u, req, &page);
}

/* Two administrators who end each other at the same moment: the second one finds that nobody would be left. */
static enum err commit_keeping(struct req *req, struct change *c, const struct holding *h, struct str path)
{
	if (h->role == ROLE_ADMINISTRATOR)
		keep_an_administrator(c, &req->act);
	enum err e = req_commit(req, c, STR_FMT, STR_ARG(path));
	return e == ERR_CONFLICT && h->role == ROLE_ADMINISTRATOR ? ERR_DENIED : e;
}

enum err holding_end_post(struct req *req)
{
	struct holding h;
	bool last;
	enum err e = people_holding_in_reach(&req->act, req_param(req, 0), &h);
	if (e == OK)
		e = is_last(req, &h, &last);
	if (e != OK)
		return e;
	if (last || !may_end(req->viewer, &h, req->act.now))
		return ERR_DENIED;
	unsigned flags = may_give_back(req->viewer, &h) ? CHANGE_UNDO : 0;
	struct change *c = change_begin(&req->act, N_("The role has ended"), flags);
	seat_end(&req->act, c, h.id);
	return commit_keeping(req, c, &h, str_printf(req->act.a, "/team/" STR_FMT, STR_ARG(h.org.pid)));
}

enum err holding_last_day_post(struct req *req)
{
	struct holding h;
	enum err e = people_holding_in_reach(&req->act, req_param(req, 0), &h);
	if (e == OK && !may_change_end(req->viewer, &h, req->act.now))
		e = ERR_DENIED;
	if (e != OK)
		return e;
	struct val day = form_val(req->form, &field_last_day);
	int64_t ends = day.type == VAL_NULL ? INSTANT_OPEN : end_of_day((int32_t)day.i);
	if (ends <= req->act.now) {
		form_wrong(req->form, &field_last_day,
			   str_from(say(req, N_("Choose today or a later day, or end the role below"))));
		return ERR_INVALID;
	}
	bool last = false;
	if (h.role == ROLE_ADMINISTRATOR && ends != INSTANT_OPEN)
		e = is_last_administrator(&req->act, h.account, &last);
	if (e == OK && last) {
		form_wrong(req->form, &field_last_day,
			   str_from(say(req, N_("This is the only administrator. Invite a second one before you end this role."))));
		e = ERR_INVALID;
	}
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The last day is changed"), CHANGE_UNDO);
	change_set(c, &rec_holds, h.id, &holds_fields[HOLDS_ENDS], val_int(ends));
	return commit_keeping(req, c, &h, str_printf(req->act.a, "/teamlid/" STR_FMT, STR_ARG(h.pid)));
}

/* ---- for the privacy officer: who gave whom which role ---- */

/* $2 is 1 for the officer of the partnership, who sees the whole region; the officer of a board sees that board and its
 * schools. */
#define OWN_OFFICES \
	"(SELECT m.org FROM holds mine JOIN seat m ON m.id = mine.seat WHERE mine.account = $3 AND mine.begins <= $4" \
	" AND mine.ends > $4 AND m.role = $5)"
#define GRANTS \
	"SELECT h.pid, h.begins, g.name, a.name, s.role, o.name, h.ends FROM holds h JOIN seat s ON s.id = h.seat" \
	" JOIN organisation o ON o.id = s.org JOIN account a ON a.id = h.account LEFT JOIN account g ON g.id = h.given_by" \
	" WHERE h.region = $1 AND ($2 = 1 OR o.id IN " OWN_OFFICES " OR o.parent IN " OWN_OFFICES ")"
static const struct stmt stmt_grants = {GRANTS " ORDER BY h.begins DESC, h.id DESC LIMIT 26", "iiiit", "tittt" "ti"};
static const struct stmt stmt_grants_after = {
	GRANTS " AND (h.begins, h.id) < (SELECT begins, id FROM holds WHERE pid = $6)"
	" ORDER BY h.begins DESC, h.id DESC LIMIT 26",
	"iiiitt", "tittt" "ti",
};

static bool sees_whole_region(const struct viewer *v)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role && v->seats[i].org_kind == ORG_SWV)
			return true;
	return false;
}

/* Names of families stay out: they name the child. */
enum err grants_list(struct req *req)
{
	const struct viewer *v = req->viewer;
	struct arena *a = req->act.a;
	const struct rows *r;
	struct str after = req_query(req, "na");
	const struct val args[] = {
		val_int(v->region), val_int(sees_whole_region(v)), val_int(v->account), val_int(req->act.now),
		val_text(str_from(role_def(v->role)->code)), val_text(after),
	};
	enum err e = after.n == 0 ? act_exec(&req->act, &stmt_grants, args, 5, &r)
				  : act_exec(&req->act, &stmt_grants_after, args, 6, &r);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Roles and access")),
		.intro = say(req, N_("Every role that was given or ended, newest first.")),
	};
	const struct ui_link crumb = {say(req, N_("Oversight")), "/toezicht"};
	page.crumbs = &crumb;
	page.n_crumbs = 1;
	const struct ui_col cols[] = {
		{.label = say(req, N_("To whom"))}, {.label = say(req, N_("Role"))}, {.label = say(req, N_("Organisation"))},
		{.label = say(req, N_("Given by"))}, {.label = say(req, N_("Given on"))}, {.label = say(req, N_("Last day"))},
	};
	struct ui *u = view_begin(req, &page);
	ui_table_begin(u, say(req, N_("Roles given")), TABLE_CARDS, cols, 6);
	for (size_t i = 0; i < r->n && i < PAGE_ROWS; i++) {
		enum role role = role_of(rows_text(r, i, 4));
		bool family = role_def(role)->audience != AUD_PROF;
		ui_row(u);
		ui_cell(u, family ? str_from(say(req, N_("family of a child"))) : rows_text(r, i, 3));
		ui_cell(u, str_from(role_label(req, role)));
		ui_cell(u, family ? (struct str){0} : rows_text(r, i, 5));
		ui_cell(u, rows_text(r, i, 2).n > 0 ? rows_text(r, i, 2) : str_from(say(req, N_("the command line"))));
		ui_cell(u, tr_date(a, req->act.speak.lang, instant_date(rows_int(r, i, 1)), DATE_SHORT));
		ui_cell(u, rows_int(r, i, 6) > req->act.now ? end_text(req, rows_int(r, i, 6))
		                                            : tr_date(a, req->act.speak.lang, instant_date(rows_int(r, i, 6)),
		                                                      DATE_SHORT));
	}
	ui_table_end(u);
	pages(u, req, "/toezicht/rollen", after, r);
	return view_end(u, req, &page);
}

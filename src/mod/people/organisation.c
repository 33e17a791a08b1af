#include "organisation.h"

#include "account_desk.h"
#include "account_desk_team.h"
#include "rand.h"

enum { BOARD_PID_MAX = PID_LEN };

#define LIST_COLUMNS \
	"SELECT o.pid, o.name, o.place, o.kind, o.ended, b.name FROM organisation o LEFT JOIN organisation b ON b.id " \
	"= o.parent"
static const struct stmt stmt_list = {
	LIST_COLUMNS " WHERE o.region = $1 AND o.kind NOT IN ('groep', 'parents') ORDER BY o.name_key, o.id LIMIT 26", "i",
	"ttttit",
};
static const struct stmt stmt_list_after = {
	LIST_COLUMNS " WHERE o.region = $1 AND o.kind NOT IN ('groep', 'parents') AND (o.name_key, o.id) >"
	" (SELECT name_key, id FROM organisation WHERE pid = $2 AND region = $1) ORDER BY o.name_key, o.id LIMIT 26",
	"it",
	"ttttit",
};
static const struct stmt stmt_boards = {
	"SELECT pid, name FROM organisation WHERE region = $1 AND kind = 'board' AND ended > $2 ORDER BY name_key, id "
	"LIMIT 500",
	"ii",
	"tt",
};

/* Which board a school belongs to is typed as the board's pid. */
static const struct field field_board = {
	.name = "bestuur",
	.type = &T_LINE,
	.need = NEED_OPTIONAL,
	.privacy = PRIV_PUBLIC,
	.max = BOARD_PID_MAX,
	.label = N_("School board"),
	.hint = N_("For a school or group arrangement: the board gives the role of school leader"),
};

static const struct field *const new_fields[] = {
	&organisation_fields[ORGANISATION_KIND],
	&organisation_fields[ORGANISATION_NAME],
	&organisation_fields[ORGANISATION_PLACE],
	&field_board,
};
const struct form_def form_organisation_new = {
	.name = "organisation-new", .fields = new_fields, .n = 4, .drafts = true, .submit = N_("Add the organisation"),
};
static const struct field *const change_fields[] = {
	&organisation_fields[ORGANISATION_NAME], &organisation_fields[ORGANISATION_PLACE],
};
const struct form_def form_organisation = {
	.name = "organisation", .fields = change_fields, .n = 2, .drafts = true, .submit = N_("Save the changes"),
};

static const struct ui_link crumb_list = {N_("Organisations"), "/beheer/organisaties"};

static struct ui_tag state_tag(const struct req *req, int64_t ended)
{
	bool open = ended > req->act.now;
	return (struct ui_tag){
		.tone = open ? TONE_OK : TONE_WAIT,
		.state = str_from(say(req, open ? N_("open") : N_("closed"))),
	};
}

static const char *kind_label(const struct req *req, struct str code)
{
	enum org_kind kind;
	return org_kind_parse(code, &kind) ? say(req, org_kind_label(kind)) : "";
}

static void list_row(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	struct ui_tag state = state_tag(req, rows_int(r, i, 4));
	ui_row(u);
	ui_cell_link(u, str_printf(req->act.a, "/beheer/organisatie/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p,
		     rows_text(r, i, 1));
	ui_cell(u, str_from(kind_label(req, rows_text(r, i, 3))));
	ui_cell(u, rows_text(r, i, 2));
	ui_cell(u, rows_text(r, i, 5));
	ui_cell_tag(u, &state);
}

enum err organisation_list(struct req *req)
{
	const struct rows *r;
	struct str after = req_query(req, "na");
	struct val region = val_int(req->viewer->region);
	enum err e = after.n == 0 ? act_exec(&req->act, &stmt_list, DB_ARGS(region), &r)
	                          : act_exec(&req->act, &stmt_list_after, DB_ARGS(region, val_text(after)), &r);
	if (e != OK)
		return e;
	struct ui_page page = {.title = say(req, N_("Organisations"))};
	struct ui *u = view_begin(req, &page);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, "/beheer/organisaties/nieuw", say(req, N_("Add an organisation")));
	ui_buttons_end(u);
	const struct ui_col cols[] = {
		{.label = say(req, N_("Name"))}, {.label = say(req, N_("Kind"))}, {.label = say(req, N_("Place"))},
		{.label = say(req, N_("School board"))}, {.label = say(req, N_("State"))},
	};
	size_t shown = r->n < PAGE_ROWS ? r->n : PAGE_ROWS;
	ui_table_begin(u, say(req, N_("Organisations of this partnership")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < shown; i++)
		list_row(u, req, r, i);
	ui_table_end(u);
	pages(u, req, "/beheer/organisaties", after, r);
	return view_end(u, req, &page);
}

static void board_field(struct ui *u, struct req *req, const struct form *f, const struct rows *boards)
{
	size_t i = form_index(f, &field_board);
	struct ui_option *o = ARENA_ARRAY(req->act.a, struct ui_option, boards->n + 1);
	o[0].label = say(req, N_("none"));
	for (size_t k = 0; k < boards->n; k++)
		o[k + 1] = (struct ui_option){
			.value = rows_text(boards, k, 0),
			.label = str_c(req->act.a, rows_text(boards, k, 1)),
			.chosen = str_eq(f->raw[i], rows_text(boards, k, 0)),
		};
	ui_field(u, &(struct ui_field){
			    .kind = FIELD_SELECT,
			    .name = field_board.name,
			    .label = say(req, field_board.label),
			    .hint = say(req, field_board.hint),
			    .error = f->error[i],
			    .optional = true,
			    .options = o,
			    .n_options = boards->n + 1,
		    });
}

enum err organisation_new_page(struct req *req)
{
	const struct rows *boards;
	enum err e = act_exec(&req->act, &stmt_boards, DB_ARGS(val_int(req->viewer->region), val_int(req->act.now)),
			      &boards);
	if (e != OK)
		return e;
	struct form *f = req_form(req, &form_organisation_new);
	struct ui_link crumb = {say(req, crumb_list.label), crumb_list.href};
	struct ui_page page = {.title = say(req, N_("Add an organisation")), .crumbs = &crumb, .n_crumbs = 1};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form_begin(u, f, "/beheer/organisaties/nieuw");
	for (size_t i = 0; i < 3; i++)
		view_field(u, f, new_fields[i]);
	board_field(u, req, f, boards);
	view_form_end(u, f);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

/* The board that was chosen; a board is only for what schools are. */
static enum err chosen_board(struct req *req, enum org_kind kind, int64_t *board)
{
	struct str pid = form_text(req->form, &field_board);
	struct org org;
	*board = 0;
	if (pid.n == 0)
		return OK;
	enum err e = people_org_in_reach(&req->act, pid, &org);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	bool has_board = kind == ORG_SCHOOL || kind == ORG_PROVISION;
	if (e == ERR_NOT_FOUND || org.kind != ORG_BOARD || org.ended <= req->act.now || !has_board) {
		form_wrong(req->form, &field_board,
			   str_from(say(req, N_("Choose a board only for a school or a group arrangement"))));
		return ERR_INVALID;
	}
	*board = org.id;
	return OK;
}

enum err organisation_new_post(struct req *req)
{
	enum org_kind kind;
	int64_t board;
	struct org_made made;
	if (!org_kind_parse(form_text(req->form, &organisation_fields[ORGANISATION_KIND]), &kind))
		return ERR_INVALID;
	enum err e = chosen_board(req, kind, &board);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The organisation is added"), 0);
	e = organisation_new(&req->act, c, kind, form_text(req->form, &organisation_fields[ORGANISATION_NAME]),
	                     form_text(req->form, &organisation_fields[ORGANISATION_PLACE]), board, &made);
	return e != OK ? e : req_commit(req, c, "/beheer/organisatie/" STR_FMT, STR_ARG(made.pid));
}

enum err organisation_page(struct req *req)
{
	struct org org;
	struct team team;
	struct str pid = req_param(req, 0);
	enum err e = team_load(req, pid, str_printf(req->act.a, "/beheer/organisatie/" STR_FMT, STR_ARG(pid)).p, &org,
	                       &team);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	struct str facts[ORG_FACTS];
	struct ui_tag tag = state_tag(req, org.ended);
	struct ui_link crumb = {say(req, crumb_list.label), crumb_list.href};
	struct ui_page page = {
		.title = str_c(a, org.name), .crumbs = &crumb, .n_crumbs = 1, .facts = facts, .tags = &tag, .n_tags = 1,
		.n_facts = org_facts(req, &org, facts),
	};
	struct ui *u = view_begin(req, &page);
	team_show(u, req, &org, &team);
	ui_panel_begin(u, say(req, N_("This organisation")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, str_printf(a, "/beheer/organisatie/" STR_FMT "/wijzig", STR_ARG(org.pid)).p,
	               say(req, N_("Change name or place")));
	ui_buttons_end(u);
	ui_panel_end(u);
	if (organisation_may_close(req, &org)) {
		ui_panel_begin(u, say(req, N_("Close this organisation")));
		ui_p(u, say(req, N_("If you close the organisation, nobody can work there any longer. What was written "
		                    "stays.")));
		struct ui_button close = {.kind = BUTTON_DANGER, .label = say(req, N_("Close this organisation"))};
		ui_button_form(u, str_printf(a, "/beheer/organisatie/" STR_FMT "/sluit", STR_ARG(org.pid)).p, &close, NULL, 0);
		ui_panel_end(u);
	}
	return view_end(u, req, &page);
}

enum err organisation_change_page(struct req *req)
{
	struct org org;
	enum err e = people_org_in_reach(&req->act, req_param(req, 0), &org);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	const char *own = str_printf(a, "/beheer/organisatie/" STR_FMT, STR_ARG(org.pid)).p;
	struct ui_link crumbs[] = {{say(req, crumb_list.label), crumb_list.href}, {str_c(a, org.name), own}};
	struct ui_page page = {.title = say(req, N_("Change name or place")), .crumbs = crumbs, .n_crumbs = 2};
	struct form *f = req_form(req, &form_organisation);
	if (!f->posted && f->draft_at == 0) {
		form_set(f, a, &organisation_fields[ORGANISATION_NAME], val_text(org.name));
		form_set(f, a, &organisation_fields[ORGANISATION_PLACE], org.place.n > 0 ? val_text(org.place) : val_null());
		f->rev = org.rev;
	}
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, str_printf(a, "%s/wijzig", own).p);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err organisation_change_post(struct req *req)
{
	struct org org;
	enum err e = people_org_in_reach(&req->act, req_param(req, 0), &org);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The organisation is changed"), CHANGE_UNDO);
	change_put(c, &rec_organisation, org.id, req->form);
	return req_commit(req, c, "/beheer/organisatie/" STR_FMT, STR_ARG(org.pid));
}

bool organisation_may_close(const struct req *req, const struct org *org)
{
	return org->ended > req->act.now && org->own != GIVER_OWN && org->kind != ORG_PARENTS;
}

enum err organisation_close_post(struct req *req)
{
	struct org org;
	enum err e = people_org_in_reach(&req->act, req_param(req, 0), &org);
	if (e != OK)
		return e;
	if (!organisation_may_close(req, &org))
		return ERR_DENIED;
	struct change *c = change_begin(&req->act, N_("The organisation is closed"), CHANGE_UNDO);
	change_set(c, &rec_organisation, org.id, &organisation_fields[ORGANISATION_ENDED], val_int(req->act.now));
	return req_commit(req, c, "/beheer/organisatie/" STR_FMT, STR_ARG(org.pid));
}

#include "account_desk_accounts.h"

#include "date.h"
#include "invitation.h"
#include "utf8.h"

enum { SEARCH_MAX = 80 };

/* A page of accounts; the roles of the same accounts come with a second statement over the same rows. */
#define ACCOUNTS "SELECT a.pid, a.name, a.email, a.closed, a.id FROM account a WHERE a.region = $1"
#define ORDER " ORDER BY a.name_key, a.id LIMIT 26"
#define AFTER " AND (a.name_key, a.id) > (SELECT name_key, id FROM account WHERE pid = $3 AND region = $1)"
#define FOUND " AND (a.name_key LIKE $3 ESCAPE '!' OR a.email_key LIKE $3 ESCAPE '!')"
#define IDS "SELECT a.id FROM account a WHERE a.region = $1"
#define ROLES_OF(page) \
	"SELECT h.account, s.role, o.name FROM holds h JOIN seat s ON s.id = h.seat JOIN organisation o ON o.id = s.org" \
	" WHERE h.ends > $2 AND h.account IN (" page ") ORDER BY h.begins, h.id LIMIT 500"
#define TYPES "tttii"

/* $2 is now in all of them. */
struct page_of {
	struct stmt accounts, roles;
	size_t n_args;
};
static const struct page_of page_first = {
	{ACCOUNTS " AND $2 >= 0" ORDER, "ii", TYPES}, {ROLES_OF(IDS ORDER), "ii", "itt"}, 2,
};
static const struct page_of page_after = {
	{ACCOUNTS " AND $2 >= 0" AFTER ORDER, "iit", TYPES}, {ROLES_OF(IDS AFTER ORDER), "iit", "itt"}, 3,
};
static const struct page_of page_found = {
	{ACCOUNTS " AND $2 >= 0" FOUND ORDER, "iit", TYPES}, {ROLES_OF(IDS FOUND ORDER), "iit", "itt"}, 3,
};
/* A seat at a group hangs on the one at its school: that one first. */
static const struct stmt stmt_holdings = {
	"SELECT h.pid, s.role, o.name, h.begins, h.ends, s.id FROM holds h JOIN seat s ON s.id = h.seat"
	" JOIN organisation o ON o.id = s.org WHERE h.account = $1"
	" ORDER BY h.ends DESC, CASE WHEN o.kind = 'groep' THEN 1 ELSE 0 END, h.id DESC LIMIT 100",
	"i", "tttiii",
};

static const struct field field_search = {
	.name = "zoek", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 2, .max = SEARCH_MAX,
	.label = N_("Search by name or e-mail address"), .missing = N_("Type at least 2 letters"),
};
static const struct field *const search_fields[] = {&field_search};
const struct form_def form_account_search = {
	.name = "account-search", .fields = search_fields, .n = 1, .submit = N_("Search")};

static struct ui_tag state_tag(const struct req *req, int64_t closed)
{
	bool open = closed > req->act.now;
	return (struct ui_tag){.tone = open ? TONE_OK : TONE_WAIT,
			       .state = str_from(say(req, open ? N_("open") : N_("closed")))};
}

/* "Schoolleider, De Wilgenhoek", one after the other. */
static struct str roles_of(struct req *req, const struct rows *roles, int64_t account)
{
	struct buf b;
	buf_init(&b, req->act.a, 4096);
	for (size_t i = 0; i < roles->n; i++) {
		enum role role;
		if (rows_int(roles, i, 0) != account || !role_parse(rows_text(roles, i, 1), &role))
			continue;
		if (b.n > 0)
			buf_c(&b, "; ");
		buf_c(&b, role_label(req, role));
		buf_c(&b, ", ");
		buf_str(&b, rows_text(roles, i, 2));
	}
	return b.n > 0 ? buf_view(&b) : str_from(say(req, N_("no role")));
}

struct accounts {
	const struct rows *accounts, *roles;
};

static enum err load(struct req *req, const struct page_of *page, struct str third, struct accounts *out)
{
	struct batch *b;
	const struct val args[] = {val_int(req->viewer->region), val_int(req->act.now), val_text(third)};
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t accounts = batch_put(b, &page->accounts, args, page->n_args);
	size_t roles = batch_put(b, &page->roles, args, page->n_args);
	e = batch_run(b);
	if (e == OK)
		*out = (struct accounts){batch_rows(b, accounts), batch_rows(b, roles)};
	return e;
}

static void show_table(struct ui *u, struct req *req, const struct accounts *in, const char *caption)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Name"))}, {.label = say(req, N_("E-mail address"))}, {.label = say(req, N_("Roles"))},
		{.label = say(req, N_("State"))},
	};
	const struct rows *r = in->accounts;
	ui_table_begin(u, caption, TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n && i < PAGE_ROWS; i++) {
		struct ui_tag tag = state_tag(req, rows_int(r, i, 3));
		ui_row(u);
		ui_cell_link(u, str_printf(req->act.a, "/beheer/account/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p,
			     rows_text(r, i, 1));
		ui_cell(u, rows_text(r, i, 2));
		ui_cell(u, roles_of(req, in->roles, rows_int(r, i, 4)));
		ui_cell_tag(u, &tag);
	}
	ui_table_end(u);
}

static struct ui *begin_list(struct req *req, struct ui_page *page)
{
	struct ui *u = view_begin(req, page);
	view_form(u, req_form(req, &form_account_search), "/beheer/accounts");
	return u;
}

enum err account_list(struct req *req)
{
	struct accounts in;
	struct str after = req_query(req, "na");
	enum err e = load(req, after.n == 0 ? &page_first : &page_after, after, &in);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Accounts")),
		.intro = say(req, N_("People get an account through an invitation. You make one at their organisation.")),
	};
	struct ui *u = begin_list(req, &page);
	show_table(u, req, &in, say(req, N_("Accounts of this partnership")));
	pages(u, req, "/beheer/accounts", after, in.accounts);
	return view_end(u, req, &page);
}

/* A pattern for LIKE in which what was typed stands for itself. */
static struct str containing(struct arena *a, struct str typed)
{
	struct buf b;
	struct str key = utf8_fold(a, typed);
	buf_init(&b, a, 16 * SEARCH_MAX);
	buf_byte(&b, '%');
	for (size_t i = 0; i < key.n; i++) {
		if (key.p[i] == '%' || key.p[i] == '_' || key.p[i] == '!')
			buf_byte(&b, '!');
		buf_byte(&b, key.p[i]);
	}
	buf_byte(&b, '%');
	return buf_view(&b);
}

/* A search by name is posted: no name stands in an address or a log. */
enum err account_search_post(struct req *req)
{
	struct accounts in;
	enum err e = load(req, &page_found, containing(req->act.a, form_text(req->form, &field_search)), &in);
	if (e != OK)
		return e;
	struct ui_page page = {.title = say(req, N_("Accounts")), .intro = say(req, N_("This is what was found."))};
	struct ui *u = begin_list(req, &page);
	if (in.accounts->n == 0) {
		const struct ui_link all = {say(req, N_("Show all accounts")), "/beheer/accounts"};
		ui_panel_begin(u, say(req, N_("Accounts found")));
		ui_empty(u, say(req, N_("Nobody found.")),
			 say(req, N_("Try a part of the name or of the e-mail address.")), &all);
		ui_panel_end(u);
	} else {
		show_table(u, req, &in, say(req, N_("Accounts found")));
	}
	if (in.accounts->n > PAGE_ROWS)
		ui_small(u, say(req, N_("There are more. Make your search more precise.")));
	return view_end(u, req, &page);
}

/* ---- one account ---- */

static void show_holdings(struct ui *u, struct req *req, const struct rows *r)
{
	struct arena *a = req->act.a;
	const struct ui_col cols[] = {
		{.label = say(req, N_("Role"))}, {.label = say(req, N_("Organisation"))}, {.label = say(req, N_("Since"))},
		{.label = say(req, N_("Last day"))},
	};
	if (r->n == 0) {
		ui_remark(u, TONE_WAIT, say(req, N_("This person has no role now.")));
		return;
	}
	ui_table_begin(u, say(req, N_("Roles of this account")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n; i++) {
		enum role role;
		struct str label = role_parse(rows_text(r, i, 1), &role) ? str_from(role_label(req, role)) : rows_text(r, i, 1);
		ui_row(u);
		ui_cell_link(u, str_printf(a, "/teamlid/" STR_FMT, STR_ARG(rows_text(r, i, 0))).p, label);
		ui_cell(u, rows_text(r, i, 2));
		ui_cell(u, tr_date(a, req->act.speak.lang, instant_date(rows_int(r, i, 3)), DATE_SHORT));
		ui_cell(u, end_text(req, rows_int(r, i, 4)));
	}
	ui_table_end(u);
}

/* The seat by which an administrator's code lets the person choose a new password; 0 when no role is held. */
static int64_t held_seat(const struct req *req, const struct rows *holdings)
{
	return holdings->n > 0 && rows_int(holdings, 0, 4) > req->act.now ? rows_int(holdings, 0, 5) : 0;
}

static bool may_close(const struct req *req, const struct row *account, bool last)
{
	return !last && account->id != req->viewer->account &&
	       row_int(account, &account_fields[ACCOUNT_CLOSED]) > req->act.now;
}

static bool may_get_code(const struct req *req, const struct row *account, const struct rows *holdings)
{
	return account->id != req->viewer->account && held_seat(req, holdings) != 0 &&
	       row_int(account, &account_fields[ACCOUNT_CLOSED]) > req->act.now;
}

struct account_shown {
	struct row row;
	const struct rows *holdings;
	bool last; /* the only administrator */
};

static enum err account_load(struct req *req, struct account_shown *out)
{
	struct batch *b;
	enum err e = people_account_in_reach(&req->act, req_param(req, 0), &out->row);
	if (e == OK)
		e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t holdings = batch_put(b, &stmt_holdings, DB_ARGS(val_int(out->row.id)));
	size_t last = last_administrator_put(b, &req->act, out->row.id);
	e = batch_run(b);
	if (e == OK) {
		out->holdings = batch_rows(b, holdings);
		out->last = last_administrator_take(b, last);
	}
	return e;
}

static void show_acts(struct ui *u, struct req *req, const struct account_shown *in)
{
	struct arena *a = req->act.a;
	if (may_get_code(req, &in->row, in->holdings)) {
		ui_panel_begin(u, say(req, N_("Forgot the password?")));
		ui_p(u, say(req, N_("Give this person a new code. With it they choose a new password. The second step "
				    "stays as it is.")));
		struct ui_button code = {.kind = BUTTON_ALT, .label = say(req, N_("Make a new code"))};
		ui_button_form(u, str_printf(a, "/beheer/account/" STR_FMT "/nieuwe-code", STR_ARG(in->row.pid)).p,
			       &code, NULL, 0);
		ui_panel_end(u);
	}
	if (may_close(req, &in->row, in->last)) {
		ui_panel_begin(u, say(req, N_("Close this account")));
		ui_p(u, say(req, N_("This person is signed out at once everywhere, and all roles end. What they wrote "
				    "stays. This cannot be undone; they can be invited again.")));
		struct ui_button close = {.kind = BUTTON_DANGER, .label = say(req, N_("Close this account"))};
		ui_button_form(u, str_printf(a, "/beheer/account/" STR_FMT "/sluit", STR_ARG(in->row.pid)).p, &close, NULL, 0);
		ui_panel_end(u);
	}
}

enum err account_page(struct req *req)
{
	struct account_shown in;
	enum err e = account_load(req, &in);
	if (e != OK)
		return e;
	struct arena *a = req->act.a;
	const struct row *row = &in.row;
	bool factor = row_val(row, &account_fields[ACCOUNT_SECOND_FACTOR]).type != VAL_NULL;
	struct ui_tag tag = state_tag(req, row_int(row, &account_fields[ACCOUNT_CLOSED]));
	struct ui_link crumb = {say(req, N_("Accounts")), "/beheer/accounts"};
	struct ui_page page = {
		.title = str_c(a, row_text(row, &account_fields[ACCOUNT_NAME])),
		.crumbs = &crumb,
		.n_crumbs = 1,
		.tags = &tag,
		.n_tags = 1,
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("E-mail address")), row_text(row, &account_fields[ACCOUNT_EMAIL]), NULL);
	ui_summary_row(
		u, say(req, N_("Account since")),
		tr_date(a, req->act.speak.lang, instant_date(row_int(row, &account_fields[ACCOUNT_MADE])), DATE_LONG),
		NULL);
	ui_summary_row(u, say(req, N_("Second step")),
		       str_from(say(req, factor ? N_("is set up") : N_("is not set up yet"))), NULL);
	ui_summary_end(u);
	ui_panel_end(u);
	show_holdings(u, req, in.holdings);
	show_acts(u, req, &in);
	return view_end(u, req, &page);
}

enum err account_close_post(struct req *req)
{
	struct account_shown in;
	enum err e = account_load(req, &in);
	if (e == OK && !may_close(req, &in.row, in.last))
		e = ERR_DENIED;
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("The account is closed"), 0);
	e = account_close(&req->act, c, in.row.id);
	if (e == OK)
		e = req_commit(req, c, "/beheer/account/" STR_FMT, STR_ARG(in.row.pid));
	return e == ERR_CONFLICT ? ERR_DENIED : e; /* the only thing that can stand in its way: nobody would be left */
}

enum err account_code_post(struct req *req)
{
	struct account_shown in;
	struct str code, pid;
	enum err e = account_load(req, &in);
	if (e == OK && !may_get_code(req, &in.row, in.holdings))
		e = ERR_DENIED;
	if (e != OK)
		return e;
	struct invitation_new n = {
		.seat = held_seat(req, in.holdings),
		.given_by = req->viewer->account,
		.name = row_text(&in.row, &account_fields[ACCOUNT_NAME]),
		.email = row_text(&in.row, &account_fields[ACCOUNT_EMAIL]),
	};
	if (!lang_parse(row_text(&in.row, &account_fields[ACCOUNT_LANG]), &n.lang))
		n.lang = LANG_NL;
	struct change *c = change_begin(&req->act, N_("There is a new code"), 0);
	e = invitation_new(&req->act, c, &n, &code, &pid);
	if (e == OK)
		e = change_commit(c);
	return e != OK ? e : letter_page(req, pid, n.name, n.lang, invitation_ends(req->act.now), code);
}

/* /account/sleutels: the own keys, and making and ending one. */
#include "api_token.h"

#include "date.h"
#include "log.h"
#include "password.h"
#include "people.h"
#include "sign_in.h"
#include "sign_in_attempt.h"
#include "token.h"
#include "view.h"

#define HERE "/account/sleutels"
enum { DAYS_OFFERED = 180 };

static const struct stmt stmt_own = {
	"SELECT k.pid, k.name, k.role, k.scope, k.ends, COALESCE(u.at, 0) FROM api_token k"
	" LEFT JOIN api_token_use u ON u.token = k.id"
	" WHERE k.account = $1 AND k.ends > $2 AND k.ended > $2 ORDER BY k.begins, k.id LIMIT 100",
	"ii", "ttttii"};
enum { K_PID, K_NAME, K_ROLE, K_SCOPE, K_ENDS, K_USED };

static const struct field until_field = {
	.name = "until", .type = &T_DATE, .privacy = PRIV_PERSONAL, .label = N_("Until and including which date?"),
	.hint = N_("At most a year from now. Make it no longer than you need"), .missing = N_("Enter the last date"),
	.autocomplete = "off",
};
static const struct field current_field = {
	.name = "current", .type = &T_PASSWORD, .privacy = PRIV_SECRET, .min = 1, .max = PASSWORD_MAX,
	.label = N_("Your password"), .hint = N_("So that we know for sure that it is you"),
	.missing = N_("Enter your password"), .autocomplete = "current-password",
};
static const struct field *const fields[] = {
	&api_token_fields[API_TOKEN_NAME], &api_token_fields[API_TOKEN_SCOPE], &until_field, &current_field,
};
const struct form_def form_api_token = {
	.name = "api-token", .fields = fields, .n = 4, .submit = N_("Make the key"),
};

static struct str day(struct req *req, int64_t instant)
{
	return tr_date(req->act.a, req->act.speak.lang, instant_date(instant), DATE_SHORT);
}

/* ---- the page ---- */

static enum err own_tokens(struct req *req, const struct rows **out)
{
	return act_exec(&req->act, &stmt_own, DB_ARGS(val_int(req->viewer->account), val_int(req->act.now)), out);
}

static void token_row(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	const struct field *scope = &api_token_fields[API_TOKEN_SCOPE];
	int64_t used = rows_int(r, i, K_USED);
	enum role role;
	ui_row(u);
	ui_cell(u, rows_text(r, i, K_NAME));
	ui_cell(u, role_parse(rows_text(r, i, K_ROLE), &role) ? str_from(say(req, role_def(role)->label)) : S(""));
	ui_cell(u, scope->type->show(req->act.a, req->act.speak, scope, val_text(rows_text(r, i, K_SCOPE))));
	ui_cell(u, day(req, rows_int(r, i, K_ENDS) - 1));
	ui_cell(u, used == 0 ? str_from(say(req, N_("not yet"))) : day(req, used));
	ui_cell_begin(u);
	ui_button_form(u, str_printf(req->act.a, HERE "/" STR_FMT "/beeindig", STR_ARG(rows_text(r, i, K_PID))).p,
	               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("End this key"))}, NULL, 0);
	ui_cell_end(u);
}

static void show_tokens(struct ui *u, struct req *req, const struct rows *r)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Program"))}, {.label = say(req, N_("Role"))}, {.label = say(req, N_("May"))},
		{.label = say(req, N_("Until and including"))}, {.label = say(req, N_("Last used"))},
		{.label = say(req, N_("End")), .kind = COL_ACTION},
	};
	ui_panel_begin(u, NULL);
	ui_table_begin(u, say(req, N_("Your keys")), TABLE_CARDS, cols, sizeof cols / sizeof *cols);
	for (size_t i = 0; i < r->n; i++)
		token_row(u, req, r, i);
	ui_table_end(u);
	ui_small(u, say(req, N_("Is a key lost, or did somebody else see it? End it here. It stops working at once.")));
	ui_panel_end(u);
}

static void show_form(struct ui *u, struct req *req)
{
	struct form *f = req_form(req, &form_api_token);
	const char *role = say(req, role_def(req->viewer->role)->label);
	if (!f->posted)
		form_set(f, req->act.a, &until_field, val_int(instant_date(req->act.now) + DAYS_OFFERED));
	ui_panel_begin(u, say(req, N_("Make a key")));
	ui_p(u, tr_fill(req->act.a, req->act.speak,
	                N_("The key works in the role you act in now: {role}. When you lose that role, the key stops."),
	                TR_SLOTS({"role", str_from(role)})).p);
	view_form(u, f, HERE);
	ui_panel_end(u);
}

enum err api_token_page(struct req *req)
{
	const struct rows *own;
	enum err e = own_tokens(req, &own);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{say(req, N_("Your account")), "/account"}};
	struct ui_page page = {
		.title = say(req, N_("Keys for programs")), .crumbs = crumbs, .n_crumbs = 1,
		.intro = say(req, N_("With a key another program reads or changes what you may see here, in your name. Only "
		                     "make one for a program that your organisation has agreed to.")),
	};
	struct ui *u = view_begin(req, &page);
	if (own->n > 0)
		show_tokens(u, req, own);
	if (api_token_may(req->viewer))
		show_form(u, req);
	else
		ui_remark(u, TONE_INFO, say(req, N_("You can make a key when you have a role and a second step to sign in.")));
	return view_end(u, req, &page);
}

/* ---- making one ---- */

static enum err show_once(struct req *req, struct str token)
{
	const struct ui_link crumbs[] = {
		{say(req, N_("Your account")), "/account"}, {say(req, N_("Keys for programs")), HERE}};
	struct ui_page page = {
		.title = say(req, N_("Copy this key now")), .narrow = true, .crumbs = crumbs, .n_crumbs = 2,
		.intro = say(req, N_("You see this key only once. Put it in the program, or in a safe for passwords. Do not "
		                     "send it by e-mail.")),
	};
	req->form = NULL; /* this page has no form any more */
	struct ui *u = view_begin(req, &page);
	ui_code_block(u, token);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, HERE, say(req, N_("I have kept it")));
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

static enum err wrong(struct req *req, const struct field *field, const char *english)
{
	form_wrong(req->form, field, str_from(say(req, english)));
	return ERR_INVALID;
}

/* What no field can say by itself. */
static enum err check(struct req *req)
{
	const struct rows *own;
	int64_t last = form_val(req->form, &until_field).i, today = instant_date(req->act.now);
	if (!api_token_may(req->viewer))
		return ERR_NOT_FOUND;
	if (last < today || last > today + API_TOKEN_DAYS_MAX)
		return wrong(req, &until_field, N_("Choose a date from today to a year from now"));
	enum err e = own_tokens(req, &own);
	if (e == OK && own->n >= API_TOKENS_MAX)
		return wrong(req, NULL, N_("You have 20 keys. End one first."));
	return e;
}

static enum err make(struct req *req, struct str token)
{
	struct form *f = req->form;
	const struct val v[API_TOKEN__N] = {
		[API_TOKEN_HASH] = val_blob(token_hash(req->act.a, token)),
		[API_TOKEN_ACCOUNT] = val_int(req->viewer->account),
		[API_TOKEN_ROLE] = val_text(str_from(role_def(req->viewer->role)->code)),
		[API_TOKEN_NAME] = form_val(f, &api_token_fields[API_TOKEN_NAME]),
		[API_TOKEN_SCOPE] = form_val(f, &api_token_fields[API_TOKEN_SCOPE]),
		[API_TOKEN_BEGINS] = val_int(req->act.now),
		[API_TOKEN_ENDS] = val_int(instant_of_date((int32_t)form_val(f, &until_field).i + 1)),
		[API_TOKEN_ENDED] = val_int(INSTANT_OPEN),
	};
	int64_t id;
	struct str pid;
	struct change *c = change_begin(&req->act, N_("Key for a program made"), 0);
	enum err e = change_new(c, &rec_api_token, v, &id, &pid);
	if (e != OK)
		return e;
	change_answers(c, f, req->path, S(HERE));
	e = change_commit(c);
	if (e == OK)
		log_line(LOG_INFO, "api_token.made", "account=%lld key=%lld", (long long)req->viewer->account, (long long)id);
	return e;
}

enum err api_token_post(struct req *req)
{
	struct attempt at;
	enum err e = check(req);
	if (e != OK)
		return e;
	e = sign_in_confirm(req, &current_field, &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, HERE);
	struct str token = token_new(req->act.a);
	if (e == OK)
		e = make(req, token);
	return e != OK ? e : show_once(req, token);
}

/* Someone else's key, or one that is over, is not there. */
enum err api_token_end_post(struct req *req)
{
	struct row key;
	enum err e = record_by_pid(&req->act, &rec_api_token, req_param(req, 0), &key);
	if (e != OK)
		return e;
	if (row_int(&key, &api_token_fields[API_TOKEN_ACCOUNT]) != req->viewer->account ||
	    row_int(&key, &api_token_fields[API_TOKEN_ENDED]) <= req->act.now)
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("Key ended. It does not work any more."), 0);
	change_set_at(c, &key, &api_token_fields[API_TOKEN_ENDED], val_int(req->act.now));
	e = change_commit(c);
	return e != OK ? e : req_redirect(req, HERE "?klaar=" STR_FMT, STR_ARG(change_pid(c)));
}

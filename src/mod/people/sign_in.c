#include "sign_in.h"

#include "log.h"
#include "password.h"
#include "session.h"
#include "sign_in_attempt.h"
#include "url.h"
#include "utf8.h"

const char *const query_back[] = {"naar", NULL};

static const struct field email_field = {
	.name = "email", .type = &T_EMAIL, .privacy = PRIV_PERSONAL, .min = 6, .max = 254, .label = N_("E-mail address"),
	.missing = N_("Enter your e-mail address"), .autocomplete = "username",
};
static const struct field password_field = {
	.name = "password", .type = &T_PASSWORD, .privacy = PRIV_SECRET, .min = 1, .max = PASSWORD_MAX,
	.label = N_("Password"), .missing = N_("Enter your password"), .autocomplete = "current-password",
};
static const struct field *const sign_in_fields[] = {&email_field, &password_field};
const struct form_def form_sign_in = {.name = "sign-in", .fields = sign_in_fields, .n = 2, .submit = N_("Sign in")};

/* What signing in needs to know of an account; all zero when there is none. */
struct known {
	int64_t id;
	struct str hash;
	bool has_factor;
	uint32_t roles;
};

static const struct stmt stmt_account = {
	"SELECT id, password, second_factor FROM account WHERE email_key = $1 AND closed > $2", "ti", "itb"};
static const struct stmt stmt_roles = {
	"SELECT DISTINCT t.role FROM account a JOIN holds h ON h.account = a.id JOIN seat t ON t.id = h.seat"
	" JOIN organisation o ON o.id = t.org"
	" WHERE a.email_key = $1 AND h.begins <= $2 AND h.ends > $2 AND o.ended > $2",
	"ti", "t"};
static const struct stmt stmt_hash = {"SELECT password FROM account WHERE id = $1", "i", "t"};

struct str sign_in_back(struct req *req)
{
	return req_safe_path(req, req_query(req, query_back[0]));
}

struct str sign_in_path(struct req *req, const char *path)
{
	struct str back = sign_in_back(req);
	if (str_is(back, "/"))
		return str_from(path);
	return str_printf(req->act.a, "%s?naar=" STR_FMT, path, STR_ARG(url_encode(req->act.a, back)));
}

enum err door_page(struct req *req, struct ui_page *page, const struct form_def *def, const char *action,
                   const struct door_way *ways, size_t n)
{
	page->door = true;
	struct ui *u = view_begin(req, page);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, def), action);
	ui_panel_end(u);
	for (size_t i = 0; i < n; i++)
		ui_p_link(u, ways[i].before, ways[i].link.href, ways[i].link.label, NULL);
	return view_end(u, req, page);
}

enum err sign_in_page(struct req *req)
{
	struct speak sp = req->act.speak;
	struct form *f = req_form(req, &form_sign_in);
	struct ui_page page = {.title = tr(sp, N_("Sign in")), .door = true};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, sign_in_path(req, "/in").p);
	ui_panel_end(u);
	ui_p_link(u, tr(sp, N_("Did you get a letter or a code?")), "/uitnodiging", tr(sp, N_("Use your code")), NULL);
	ui_p_link(u, tr(sp, N_("Do you have a card with codes?")), "/brief",
	          tr(sp, N_("Sign in with a code on paper")), NULL);
	ui_p_link(u, tr(sp, N_("Does signing in not work?")), "/hulp", tr(sp, N_("See who can help")), NULL);
	sign_in_demo_panel(req, u, f);
	return view_end(u, req, &page);
}

/* The same two statements whether the account is there or not. */
static enum err find(struct req *req, struct str email, struct known *out)
{
	struct batch *b;
	enum role role;
	struct val key = val_text(utf8_fold(req->act.a, email)), now = val_int(req->act.now);
	*out = (struct known){0};
	enum err e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	size_t account_at = batch_put(b, &stmt_account, DB_ARGS(key, now));
	size_t roles_at = batch_put(b, &stmt_roles, DB_ARGS(key, now));
	e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *account = batch_rows(b, account_at), *roles = batch_rows(b, roles_at);
	for (size_t i = 0; i < roles->n; i++)
		if (role_parse(rows_text(roles, i, 0), &role))
			out->roles |= 1u << role;
	if (account->n == 0)
		return OK;
	out->id = rows_int(account, 0, 0);
	out->hash = rows_text(account, 0, 1);
	out->has_factor = rows_text(account, 0, 2).n > 0;
	return OK;
}

/* Hashing takes its time and may have to wait: no database connection is held meanwhile. */
static enum err compare(struct req *req, struct str password, struct str hash, bool *right)
{
	act_end(&req->act);
	return password_verify(req->app->passwords, password, hash, right);
}

static enum err begin(struct req *req, const struct known *who, const struct attempt *at)
{
	bool second = who->has_factor || roles_need_second_factor(who->roles);
	struct device device;
	enum err e = second ? OK : session_device(req, who->id, &device);
	if (e == OK)
		e = attempt_lets_in(req, &(struct way_in){
			.account = who->id, .level = second ? LEVEL_SECOND_STEP : LEVEL_FULL, .at = at,
			.done = second ? N_("Password given") : N_("Signed in"), .known = second ? NULL : &device});
	if (e != OK)
		return e;
	log_line(LOG_INFO, "sign_in.password", "account=%lld second=%d", (long long)who->id, second);
	if (!second)
		return req_redirect(req, STR_FMT, STR_ARG(sign_in_back(req)));
	return req_redirect(req, STR_FMT, STR_ARG(sign_in_path(req, who->has_factor ? "/in/code" : "/in/tweede-factor")));
}

enum err sign_in_post(struct req *req)
{
	struct str email = form_text(req->form, &email_field);
	struct attempt at;
	struct known who;
	bool right = false;
	enum err e = attempt_take(req, ATTEMPT_PASSWORD, email, &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, sign_in_path(req, "/in").p);
	if (e == OK)
		e = find(req, email, &who);
	if (e == OK)
		e = compare(req, form_text(req->form, &password_field), who.hash, &right);
	if (e == OK && right)
		e = begin(req, &who, &at);
	if (e != OK) {
		attempt_give_back(req, &at);
		return e;
	}
	if (right)
		return OK;
	log_line(LOG_INFO, "sign_in.refused", "number=%llu", (unsigned long long)req->number);
	form_wrong(req->form, NULL, str_from(tr(req->act.speak, N_("This e-mail address and this password do not belong "
	                                                           "together. Check both and try again."))));
	return ERR_INVALID;
}

enum err sign_in_confirm(struct req *req, const struct field *field, struct attempt *at)
{
	const struct rows *r;
	bool right = false;
	enum err e = attempt_take(req, ATTEMPT_PASSWORD, req->viewer->email, at);
	if (e == OK && at->wait_ms > 0)
		return OK;
	if (e == OK)
		e = act_exec(&req->act, &stmt_hash, DB_ARGS(val_int(req->viewer->account)), &r);
	if (e == OK)
		e = compare(req, form_text(req->form, field), r->n > 0 ? rows_text(r, 0, 0) : S(""), &right);
	if (e != OK)
		attempt_give_back(req, at);
	if (e == OK && right)
		e = attempt_forget(req, at);
	if (e != OK || right)
		return e;
	form_wrong(req->form, field, str_from(tr(req->act.speak, N_("This is not your password"))));
	return ERR_INVALID;
}

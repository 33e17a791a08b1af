#include "own_account.h"

#include "date.h"
#include "log.h"
#include "outbox.h"
#include "password.h"
#include "people.h"
#include "second_factor.h"
#include "session.h"
#include "sign_in.h"
#include "sign_in_attempt.h"
#include "view.h"

static const struct stmt stmt_roles = {
	"SELECT t.role, o.name, h.begins, h.ends, g.name FROM holds h JOIN seat t ON t.id = h.seat"
	" JOIN organisation o ON o.id = t.org LEFT JOIN account g ON g.id = h.given_by"
	" WHERE h.account = $1 AND h.begins <= $2 AND h.ends > $2 AND o.ended > $2 ORDER BY h.begins, h.id LIMIT 100",
	"ii", "ttiit"};
enum { R_ROLE, R_ORG, R_BEGINS, R_ENDS, R_GIVER };

static const struct field *const details_fields[] = {
	&account_fields[ACCOUNT_NAME], &account_fields[ACCOUNT_LANG], &account_fields[ACCOUNT_THEME],
	&account_fields[ACCOUNT_SHORTCUTS],
};
const struct form_def form_own_details = {
	.name = "own-details", .fields = details_fields, .n = 4, .drafts = true, .submit = N_("Save"),
};

static const struct field current_field = {
	.name = "current", .type = &T_PASSWORD, .privacy = PRIV_SECRET, .min = 1, .max = PASSWORD_MAX,
	.label = N_("Your password now"), .missing = N_("Enter the password you have now"),
	.autocomplete = "current-password",
};
static const struct field new_field = {
	.name = "new_password", .type = &T_PASSWORD, .privacy = PRIV_SECRET, .min = PASSWORD_MIN, .max = PASSWORD_MAX,
	.label = N_("New password"),
	.hint = N_("At least 12 characters. Four words that do not belong together are easy to remember and hard to "
	           "guess."),
	.missing = N_("Enter a new password"), .autocomplete = "new-password",
};
static const struct field *const password_fields[] = {&current_field, &new_field};
const struct form_def form_own_password = {
	.name = "own-password", .fields = password_fields, .n = 2, .submit = N_("Change the password"),
};

static struct str day(struct req *req, int64_t instant)
{
	return tr_date(req->act.a, req->act.speak.lang, instant_date(instant), DATE_SHORT);
}

static struct str moment(struct req *req, int64_t instant)
{
	return str_printf(req->act.a, STR_FMT ", " STR_FMT, STR_ARG(day(req, instant)),
	                  STR_ARG(tr_time(req->act.a, req->act.speak.lang, instant)));
}

/* ---- the page ---- */

struct lists {
	const struct rows *sessions, *roles, *recovery;
	struct row self;
};

static enum err load(struct req *req, struct lists *l)
{
	struct batch *b;
	struct val who = val_int(req->viewer->account), args[3];
	enum err e = record_by_id(&req->act, &rec_account, req->viewer->account, &l->self);
	if (e == OK)
		e = act_batch(&req->act, &b);
	if (e != OK)
		return e;
	session_list_args(req, args);
	size_t sessions = batch_put(b, &stmt_own_sessions, args, 3);
	size_t roles = batch_put(b, &stmt_roles, DB_ARGS(who, val_int(req->act.now)));
	size_t recovery = batch_put(b, &stmt_recovery_left, DB_ARGS(who));
	e = batch_run(b);
	if (e != OK)
		return e;
	l->sessions = batch_rows(b, sessions);
	l->roles = batch_rows(b, roles);
	l->recovery = batch_rows(b, recovery);
	return OK;
}

static void show_details(struct ui *u, struct req *req, const struct row *self)
{
	ui_panel_begin(u, say(req, N_("About you")));
	view_row(u, self, (const struct field *const[]){&account_fields[ACCOUNT_NAME], &account_fields[ACCOUNT_EMAIL],
	                                                &account_fields[ACCOUNT_LANG], &account_fields[ACCOUNT_THEME],
	                                                &account_fields[ACCOUNT_SHORTCUTS]}, 5);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, "/account/gegevens", say(req, N_("Change your details")));
	ui_buttons_end(u);
	ui_panel_end(u);
}

static void show_signing_in(struct ui *u, struct req *req, int64_t left)
{
	const struct viewer *v = req->viewer;
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	ui_panel_begin(u, say(req, N_("How you sign in")));
	ui_summary_begin(u);
	ui_summary_row(u, say(req, N_("Password")), str_from(say(req, N_("set"))), "/account/wachtwoord");
	ui_summary_row(u, say(req, N_("Second step")),
	               str_from(say(req, v->has_second_factor ? N_("code from an app on your phone") : N_("not set up"))),
	               "/account/tweede-stap");
	if (v->has_second_factor) {
		const char *text = trn(sp, "{n} code left", "{n} codes left", left);
		struct str codes = tr_fill(a, sp, text, TR_SLOTS({"n", tr_number(a, sp.lang, left)}));
		ui_summary_row(u, say(req, N_("Recovery codes")), codes, "/account/herstelcodes");
	}
	ui_summary_end(u);
	if (v->has_second_factor)
		ui_p_link(u, NULL, "/account/sleutels", say(req, N_("Keys for programs")), NULL);
	if (v->has_second_factor && !viewer_needs_second_factor(v))
		ui_link(u, "/account/tweede-stap/uit", say(req, N_("Switch off the second step")));
	ui_panel_end(u);
}

static void session_row(struct ui *u, struct req *req, const struct rows *r, size_t i)
{
	struct arena *a = req->act.a;
	bool here = rows_int(r, i, SESSION_ID) == req->viewer->session;
	struct str browser = session_agent_shown(req, rows_text(r, i, SESSION_AGENT));
	ui_row(u);
	ui_cell(u, browser);
	ui_cell(u, moment(req, rows_int(r, i, SESSION_BEGAN)));
	ui_cell(u, here ? str_from(say(req, N_("now, on this device"))) : moment(req, rows_int(r, i, SESSION_SEEN)));
	ui_cell_begin(u);
	if (!here)
		ui_button_form(u, str_printf(a, "/account/sessie/" STR_FMT "/beeindig",
		                             STR_ARG(rows_text(r, i, SESSION_PID))).p,
		               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("Sign out there"))}, NULL, 0);
	ui_cell_end(u);
}

static void show_sessions(struct ui *u, struct req *req, const struct rows *r)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Browser"))}, {.label = say(req, N_("Signed in since"))},
		{.label = say(req, N_("Last used"))}, {.label = say(req, N_("End")), .kind = COL_ACTION},
	};
	ui_panel_begin(u, NULL);
	ui_table_begin(u, say(req, N_("Where you are signed in")), TABLE_CARDS, cols, 4);
	for (size_t i = 0; i < r->n; i++)
		session_row(u, req, r, i);
	ui_table_end(u);
	ui_small(u, say(req, N_("Do you see something that is not yours? Sign out there and change your password.")));
	if (r->n > 1)
		ui_button_form(u, "/account/sessies/beeindig",
		               &(struct ui_button){.kind = BUTTON_ALT, .label = say(req, N_("Sign out everywhere else"))},
		               NULL, 0);
	ui_panel_end(u);
}

static void show_roles(struct ui *u, struct req *req, const struct rows *r)
{
	const struct ui_col cols[] = {
		{.label = say(req, N_("Role"))}, {.label = say(req, N_("Organisation"))}, {.label = say(req, N_("Since"))},
		{.label = say(req, N_("Until"))}, {.label = say(req, N_("Given by"))},
	};
	ui_panel_begin(u, r->n == 0 ? say(req, N_("Your roles")) : NULL);
	if (r->n == 0)
		ui_p(u, say(req, N_("You have no role now.")));
	else
		ui_table_begin(u, say(req, N_("Your roles")), TABLE_CARDS, cols, 5);
	for (size_t i = 0; i < r->n; i++) {
		enum role role;
		if (!role_parse(rows_text(r, i, R_ROLE), &role))
			continue;
		int64_t ends = rows_int(r, i, R_ENDS);
		struct str giver = rows_text(r, i, R_GIVER);
		ui_row(u);
		ui_cell(u, str_from(say(req, role_def(role)->label)));
		ui_cell(u, role_def(role)->audience == AUD_PROF ? rows_text(r, i, R_ORG) : (struct str){0});
		ui_cell(u, day(req, rows_int(r, i, R_BEGINS)));
		ui_cell(u, ends == INSTANT_OPEN ? str_from(say(req, N_("no end date"))) : day(req, ends - 1));
		ui_cell(u, giver.n > 0 ? giver : str_from(say(req, N_("when this place was set up"))));
	}
	if (r->n > 0)
		ui_table_end(u);
	ui_small(u, say(req, N_("Is a role not right? Ask the person who gave it.")));
	ui_panel_end(u);
}

/* Pages of other modules about the reader's own account, where they are there. */
static void show_more(struct ui *u, struct req *req)
{
	static const struct {
		const char *label, *href;
		bool staff;
	} ways[] = {
		{N_("Your dates in your own calendar"), "/account/agenda", false},
		{N_("Daily message"), "/account/dagbericht", true},
		{N_("Long work"), "/taken", false},
		{N_("What is kept of your account?"), "/account/bewaard", false},
	};
	bool staff = req->viewer->n_seats > 0 && role_def(req->viewer->role)->audience == AUD_PROF;
	ui_panel_begin(u, say(req, N_("Also yours")));
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		if ((staff || !ways[i].staff) && app_can_open(req->app, req->viewer, ways[i].href))
			ui_p_link(u, NULL, ways[i].href, say(req, ways[i].label), NULL);
	ui_panel_end(u);
}

enum err own_account_page(struct req *req)
{
	struct lists l;
	enum err e = load(req, &l);
	if (e != OK)
		return e;
	struct ui_page page = {.title = say(req, N_("Your account"))};
	struct ui *u = view_begin(req, &page);
	show_details(u, req, &l.self);
	own_talk_show(u, req, &l.self);
	show_signing_in(u, req, rows_int(l.recovery, 0, 0));
	show_sessions(u, req, l.sessions);
	show_roles(u, req, l.roles);
	show_more(u, req);
	return view_end(u, req, &page);
}

/* ---- details ---- */

enum err own_details_page(struct req *req)
{
	struct row self;
	enum err e = record_by_id(&req->act, &rec_account, req->viewer->account, &self);
	if (e != OK)
		return e;
	const struct ui_link crumbs[] = {{say(req, N_("Your account")), "/account"}};
	struct form *f = req_form(req, &form_own_details);
	if (!f->posted && f->draft_at == 0)
		form_from_row(f, req->act.a, &self);
	struct ui_page page = {.title = say(req, N_("Change your details")), .crumbs = crumbs, .n_crumbs = 1};
	struct ui *u = view_begin(req, &page);
	ui_p(u, tr_fill(req->act.a, req->act.speak,
	                N_("You sign in with {email}. Must that change? Ask the administrator."),
	                TR_SLOTS({"email", req->viewer->email})).p);
	ui_panel_begin(u, NULL);
	view_form(u, f, "/account/gegevens");
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err own_details_post(struct req *req)
{
	struct change *c = change_begin(&req->act, N_("Your details are saved"), CHANGE_UNDO);
	change_put(c, &rec_account, req->viewer->account, req->form);
	return req_commit(req, c, "/account");
}

/* As the switch of roles it stands on every page, which is shown again in the other language. */
enum err switch_language(struct req *req)
{
	struct str code = pairs_get(req->posted, "taal");
	enum lang lang;
	if (!lang_parse(code, &lang))
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("Your language is saved"), CHANGE_UNDO);
	change_set(c, &rec_account, req->viewer->account, &account_fields[ACCOUNT_LANG],
	           val_text(str_from(lang_code(lang))));
	return req_commit(req, c, STR_FMT, STR_ARG(req_came_from(req)));
}

/* ---- password ---- */

static const char *const faults[] = {
	[PASSWORD_GOOD] = "",
	[PASSWORD_SHORT] = N_("Choose a password of at least 12 characters"),
	[PASSWORD_LONG] = N_("Choose a password of at most 200 characters"),
	[PASSWORD_COMMON] = N_("Too many people use this password or one like it. Choose another one"),
	[PASSWORD_PERSONAL] = N_("Choose a password without your own name or e-mail address"),
};

enum err new_password(struct req *req, const struct field *field, struct str name, struct str email, struct str *hash)
{
	struct str typed = form_text(req->form, field);
	enum password_fault fault = password_check(typed, name, email);
	if (fault != PASSWORD_GOOD) {
		form_wrong(req->form, field, str_from(say(req, faults[fault])));
		return ERR_INVALID;
	}
	act_end(&req->act); /* no connection is held while hashing */
	return password_hash(req->app->passwords, req->act.a, typed, hash);
}

enum err own_form_page(struct req *req, struct form *f, const char *title, const char *intro, const char *action)
{
	const struct ui_link crumb = {say(req, N_("Your account")), "/account"};
	struct ui_page page = {.title = title, .crumbs = &crumb, .n_crumbs = 1, .intro = intro};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, action);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

enum err own_password_page(struct req *req)
{
	return own_form_page(req, req_form(req, &form_own_password), say(req, N_("Change your password")),
	                     say(req, N_("You are then signed out everywhere else.")), "/account/wachtwoord");
}

enum err own_password_post(struct req *req)
{
	const struct viewer *v = req->viewer;
	struct session_token token;
	struct attempt at;
	struct str hash;
	enum err e = sign_in_confirm(req, &current_field, &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/account/wachtwoord");
	if (e == OK)
		e = new_password(req, &new_field, v->name, v->email, &hash);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Your password is changed. You are signed out everywhere else."), 0);
	change_set(c, &rec_account, v->account, &account_fields[ACCOUNT_PASSWORD], val_text(hash));
	outbox_put(c, &(struct notice){.kind = NOTICE_PASSWORD, .account = v->account});
	session_end_others(req, c);
	session_raise(req, c, &token);
	e = req_commit(req, c, "/account");
	if (e != OK)
		return e;
	session_carry(req, &token);
	log_line(LOG_INFO, "password.changed", "account=%lld", (long long)v->account);
	return OK;
}

/* ---- sessions ---- */

enum err own_session_end_post(struct req *req)
{
	struct change *c = change_begin(&req->act, N_("Signed out there"), 0);
	session_end_one(req, c, req_param(req, 0));
	enum err e = change_commit(c);
	if (e == ERR_CONFLICT)
		return ERR_NOT_FOUND; /* someone else's, or already over */
	return e != OK ? e : req_redirect(req, "/account?klaar=" STR_FMT, STR_ARG(change_pid(c)));
}

enum err own_sessions_end_post(struct req *req)
{
	struct change *c = change_begin(&req->act, N_("You are signed out everywhere else"), 0);
	session_end_others(req, c);
	enum err e = change_commit(c);
	return e != OK ? e : req_redirect(req, "/account?klaar=" STR_FMT, STR_ARG(change_pid(c)));
}

#include "letter.h"

#include "guest_door.h"
#include "log.h"
#include "own_account.h"
#include "password.h"
#include "post_page.h"
#include "rand.h"
#include "session.h"
#include "sign_in.h"
#include "sign_in_attempt.h"

static const struct stmt stmt_code = {
	"SELECT a.id, l.card, CASE WHEN a.password = '' THEN 0 ELSE 1 END FROM letter_code l"
	" JOIN account a ON a.id = l.account"
	" WHERE l.code_hash = $1 AND l.used = 0 AND l.ends > $2 AND a.closed > $2", "bi", "iii"};
static const struct stmt stmt_use = {
	"UPDATE letter_code SET used = $2 WHERE code_hash = $1 AND used = 0", "bi", ""};
static const struct stmt stmt_number = {
	"SELECT id, password, 0 FROM account WHERE pid = $1 AND email IS NULL AND closed > $2", "ti", "iti"};
static const struct stmt stmt_roles = {
	"SELECT DISTINCT s.role FROM holds h JOIN seat s ON s.id = h.seat WHERE h.account = $1 AND h.begins <= $2"
	" AND h.ends > $2", "ii", "t"};

static const struct field field_code = {
	.name = "code", .type = &T_CODE, .privacy = PRIV_SECRET, .min = 1, .max = 60, .label = N_("Your code"),
	.hint = N_("Three groups of four letters and digits, in your letter or on your card"),
	.missing = N_("Type the code"),
};
static const struct field *const code_fields[] = {&field_code};
const struct form_def form_letter_code = {
	.name = "letter-code", .fields = code_fields, .n = 1, .submit = N_("Sign in")};

static const struct field field_number = {
	.name = "number", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 8, .max = 40, .label = N_("Your number"),
	.hint = N_("It is in your letter"), .missing = N_("Type your number"), .autocomplete = "username",
};
static const struct field field_password = {
	.name = "password", .type = &T_PASSWORD, .privacy = PRIV_SECRET, .min = 1, .max = PASSWORD_MAX,
	.label = N_("Password"), .missing = N_("Enter your password"), .autocomplete = "current-password",
};
static const struct field *const number_fields[] = {&field_number, &field_password};
const struct form_def form_letter_number = {
	.name = "letter-number", .fields = number_fields, .n = 2, .submit = N_("Sign in")};

static const struct field field_new = {
	.name = "new_password", .type = &T_PASSWORD, .privacy = PRIV_SECRET, .min = PASSWORD_MIN, .max = PASSWORD_MAX,
	.label = N_("New password"), .missing = N_("Enter a new password"), .autocomplete = "new-password",
	.hint = N_("At least 12 characters. Four words that do not belong together are easy to remember and hard to "
	           "guess."),
};
static const struct field *const new_fields[] = {&field_new};
const struct form_def form_letter_password = {
	.name = "letter-password", .fields = new_fields, .n = 1, .submit = N_("Keep this password")};

static enum err show_door(struct req *req, const char *title, const char *intro, const struct form_def *def,
                          const char *action, const struct ui_link *other)
{
	const struct door_way ways[] = {
		{NULL, *other}, {say(req, N_("Does signing in not work?")), {say(req, N_("See who can help")), "/hulp"}}};
	struct ui_page page = {.title = title, .intro = intro};
	return door_page(req, &page, def, action, ways, 2);
}

enum err letter_door(struct req *req)
{
	const struct ui_link other = {say(req, N_("I have chosen a password")), "/brief/nummer"};
	return show_door(req, say(req, N_("Sign in with a code on paper")),
	                 say(req, N_("You need the code of your letter, or one of your card.")), &form_letter_code,
	                 "/brief", &other);
}

enum err letter_number(struct req *req)
{
	const struct ui_link other = {say(req, N_("I have a code on paper")), "/brief"};
	return show_door(req, say(req, N_("Sign in with your number")), NULL, &form_letter_number, "/brief/nummer", &other);
}

/* Who works here as well goes on to the second step, as at any door. */
static enum err level_of(struct req *req, int64_t account, enum session_level *out)
{
	const struct rows *r;
	uint32_t roles = 0;
	enum err e = act_exec(&req->act, &stmt_roles, DB_ARGS(val_int(account), val_int(req->act.now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		enum role role;
		if (role_parse(rows_text(r, i, 0), &role))
			roles |= UINT32_C(1) << role;
	}
	*out = roles_need_second_factor(roles) ? LEVEL_SECOND_STEP : LEVEL_FULL;
	return e;
}

static enum err come_in(struct req *req, int64_t account, const struct attempt *at, struct str used_hash,
                         const char *on)
{
	const struct val code[] = {val_blob(used_hash), val_int(req->act.now)};
	struct way_in way = {.account = account, .at = at, .done = N_("Signed in"),
		.uses = used_hash.n > 0 ? &stmt_use : NULL, .args = code, .n_args = 2};
	struct device device;
	enum err e = level_of(req, account, &way.level);
	if (e == OK)
		e = session_device(req, account, &device);
	way.known = &device;
	if (e == OK)
		e = attempt_lets_in(req, &way);
	if (e != OK)
		return e;
	log_line(LOG_INFO, "sign_in.letter", "account=%lld", (long long)account);
	return req_redirect(req, "%s", on);
}

static enum err no_such_code(struct req *req)
{
	log_line(LOG_INFO, "sign_in.refused", "number=%llu", (unsigned long long)req->number);
	form_wrong(req->form, &field_code, str_from(say(req, N_("This code does not work. It may be used, too old, or "
	                                                        "typed wrong. Ask for a new card at school."))));
	return ERR_INVALID;
}

enum err letter_door_post(struct req *req)
{
	struct attempt at;
	struct str hash, typed = form_text(req->form, &field_code);
	const struct rows *r;
	enum err e = attempt_take(req, ATTEMPT_LETTER, code_normal(req->act.a, typed), &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/brief");
	if (e == OK)
		e = letter_code_hash(req, typed, &hash);
	if (e == OK)
		e = act_exec(&req->act, &stmt_code, DB_ARGS(val_blob(hash), val_int(req->act.now)), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return no_such_code(req);
	bool asks = rows_int(r, 0, 1) == 0 && rows_int(r, 0, 2) == 0;
	e = come_in(req, rows_int(r, 0, 0), &at, hash, asks ? "/brief/wachtwoord" : "/start");
	return e == ERR_CONFLICT ? no_such_code(req) : e; /* used a moment ago */
}

/* As a pid is written, however it was typed. */
static struct str number_typed(struct req *req)
{
	struct str typed = code_normal(req->act.a, form_text(req->form, &field_number));
	char *p = arena_alloc(req->act.a, typed.n + 1);
	for (size_t i = 0; i < typed.n; i++)
		p[i] = typed.p[i] >= 'A' && typed.p[i] <= 'Z' ? (char)(typed.p[i] - 'A' + 'a') : typed.p[i];
	return (struct str){p, typed.n};
}

enum err letter_number_post(struct req *req)
{
	struct attempt at;
	struct str number = number_typed(req), hash = {0};
	const struct rows *r;
	bool right = false;
	enum err e = attempt_take(req, ATTEMPT_LETTER, number, &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/brief/nummer");
	if (e == OK)
		e = act_exec(&req->act, &stmt_number, DB_ARGS(val_text(number), val_int(req->act.now)), &r);
	if (e != OK)
		return e;
	int64_t account = r->n > 0 ? rows_int(r, 0, 0) : 0;
	if (r->n > 0)
		hash = rows_text(r, 0, 1);
	act_end(&req->act); /* no connection is held while hashing */
	e = password_verify(req->app->passwords, form_text(req->form, &field_password), hash, &right);
	if (e == OK && right)
		return come_in(req, account, &at, (struct str){0}, "/start");
	if (e != OK) {
		attempt_give_back(req, &at);
		return e;
	}
	log_line(LOG_INFO, "sign_in.refused", "number=%llu", (unsigned long long)req->number);
	form_wrong(req->form, NULL, str_from(say(req, N_("This number and this password do not belong together. Check both "
	                                                 "and try again."))));
	return ERR_INVALID;
}

/* ---- a password of their own ---- */

static enum err must_be_without(struct req *req)
{
	struct row self;
	enum err e = record_by_id(&req->act, &rec_account, req->viewer->account, &self);
	if (e != OK)
		return e;
	return row_text(&self, &account_fields[ACCOUNT_PASSWORD]).n > 0 || req->viewer->email.n > 0 ? ERR_NOT_FOUND : OK;
}

enum err letter_password(struct req *req)
{
	enum err e = must_be_without(req);
	if (e != OK)
		return e;
	struct ui_page page = {
		.title = say(req, N_("Choose a password, or go on with your card")), .narrow = true,
		.intro = say_with(req, N_("With a password you sign in with your number: {number}. It is in your letter."),
		                  "number", req->viewer->pid),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, req_form(req, &form_letter_password), "/brief/wachtwoord");
	ui_panel_end(u);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, "/start", say(req, N_("Go on with my card")));
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

enum err letter_password_post(struct req *req)
{
	struct str hash;
	const struct viewer *v = req->viewer;
	enum err e = must_be_without(req);
	if (e == OK)
		e = new_password(req, &field_new, v->name, v->email, &hash);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Your password is set. Your card keeps working"), 0);
	change_set(c, &rec_account, v->account, &account_fields[ACCOUNT_PASSWORD], val_text(hash));
	return req_commit(req, c, "/start");
}

/* ---- the module ---- */

#define ROLE(r) (UINT32_C(1) << ROLE_##r)

/* Sorted by path; GET before POST. */
static const struct route routes[] = {
	{METHOD_GET, "/beheer/post", post_page, CAP_SETTINGS, "post", N_("Mail and letters")},
	{METHOD_POST, "/beheer/post/proef", post_test_post, CAP_SETTINGS, "post.test", .body = BODY_FORM},
	{METHOD_GET, "/brief", letter_door, CAP_PUBLIC, "letter.door", N_("Sign in with a code on paper"),
	 .anonymous_only = true},
	{METHOD_POST, "/brief", letter_door_post, CAP_PUBLIC, "letter.door.post", .form = &form_letter_code,
	 .page = letter_door, .body = BODY_FORM, .anonymous_only = true},
	{METHOD_GET, "/brief/nummer", letter_number, CAP_PUBLIC, "letter.number", N_("Sign in with your number"),
	 .anonymous_only = true},
	{METHOD_POST, "/brief/nummer", letter_number_post, CAP_PUBLIC, "letter.number.post", .form = &form_letter_number,
	 .page = letter_number, .body = BODY_FORM, .anonymous_only = true},
	{METHOD_GET, "/brief/wachtwoord", letter_password, CAP_SIGNED_IN, "letter.password", N_("Choose a password")},
	{METHOD_POST, "/brief/wachtwoord", letter_password_post, CAP_SIGNED_IN, "letter.password.post",
	 .form = &form_letter_password, .page = letter_password, .body = BODY_FORM},
	{METHOD_GET, "/brieven", letter_list, CAP_SIGNED_IN, "letters", N_("Letters")},
	{METHOD_GET, "/brieven/nieuw", letter_new_page, CAP_SIGNED_IN, "letter.new", N_("Make a letter")},
	{METHOD_POST, "/brieven/nieuw", letter_new_post, CAP_SIGNED_IN, "letter.new.post", .form = &form_letter_new,
	 .page = letter_new_page, .body = BODY_FORM},
	{METHOD_GET, "/brieven/{pid}", letter_account, CAP_SIGNED_IN, "letter.account", N_("Letters")},
	{METHOD_POST, "/brieven/{pid}/codes", letter_codes_post, CAP_SIGNED_IN, "letter.codes", .body = BODY_FORM},
	{METHOD_POST, "/brieven/{pid}/gepost", letter_posted_post, CAP_SIGNED_IN, "letter.posted",
	 .form = &form_letter_posted, .page = letter_account, .body = BODY_FORM},
	{METHOD_GET, "/brieven/{pid}/overleg", letter_talk_page, CAP_SIGNED_IN, "letter.talk", N_("Change how we talk")},
	{METHOD_POST, "/brieven/{pid}/overleg", letter_talk_post, CAP_SIGNED_IN, "letter.talk.post",
	 .form = &form_letter_talk, .page = letter_talk_page, .body = BODY_FORM},
	{METHOD_GET, "/brieven/{pid}/print/pdf", letter_print_pdf, CAP_SIGNED_IN, "letter.print.pdf", N_("Letter")},
	{METHOD_GET, "/brieven/{pid}/print", letter_print, CAP_SIGNED_IN, "letter.print", N_("Letter")},
	{METHOD_GET, "/gast", guest_door, CAP_PUBLIC, "guest.door", N_("Go in with a code"), .anonymous_only = true},
	{METHOD_POST, "/gast", guest_door_post, CAP_PUBLIC, "guest.door.post", .form = &form_guest_code,
	 .page = guest_door, .body = BODY_FORM, .anonymous_only = true},
};

static const struct menu_item menu[] = {
	{"/beheer/post", N_("Mail and letters"), ROLE(ADMINISTRATOR), 2, N_("See whether mail arrives")},
	{"/brieven", N_("Letters"), ROLE(IB) | ROLE(SCHOOL_LEADER) | ROLE(PRESCHOOL), 3,
	 N_("Print letters for who has no e-mail")},
};

const struct module mod_letters = {
	.name = "letters", .routes = routes, .n_routes = sizeof routes / sizeof *routes,
	.menu = menu, .n_menu = sizeof menu / sizeof *menu,
};

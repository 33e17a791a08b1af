#include "second_factor.h"

#include "keys_client.h"
#include "log.h"
#include "outbox.h"
#include "people.h"
#include "password.h"
#include "second_factor_pages.h"
#include "session.h"
#include "sign_in.h"
#include "sign_in_attempt.h"

const struct stmt stmt_recovery_left = {"SELECT count(*) FROM recovery WHERE account = $1 AND used = 0", "i", "i"};
static const struct stmt stmt_factor = {"SELECT second_factor, second_step FROM account WHERE id = $1", "i", "bi"};
/* Both touch exactly one row, or the code was used before. */
static const struct stmt stmt_step_used = {"UPDATE account SET second_step = $2 WHERE id = $1 AND second_step < $2",
                                           "ii", ""};
static const struct stmt stmt_recovery_used = {
	"UPDATE recovery SET used = $3 WHERE account = $1 AND code_hash = $2 AND used = 0", "ibi", ""};
static const struct stmt stmt_recovery_drop = {"DELETE FROM recovery WHERE account = $1", "i", ""};
static const struct stmt stmt_recovery_new = {"INSERT INTO recovery (account, code_hash, used) VALUES ($1, $2, 0)",
                                              "ib", ""};

static const struct field code_field = {
	.name = "code", .type = &T_CODE, .privacy = PRIV_SECRET, .min = 6, .max = 40, .label = N_("Code"),
	.hint = N_("Six digits from the app on your phone"), .missing = N_("Enter the code"),
	.autocomplete = "one-time-code",
};
static const struct field *const code_fields[] = {&code_field};
const struct form_def form_second_factor = {.name = "second-step", .fields = code_fields, .n = 1,
                                            .submit = N_("Continue")};
const struct form_def form_second_factor_new = {.name = "second-step-new", .fields = code_fields, .n = 1,
                                                .submit = N_("Check the code")};

static const struct field confirm_field = {
	.name = "current", .type = &T_PASSWORD, .privacy = PRIV_SECRET, .min = 1, .max = PASSWORD_MAX,
	.label = N_("Your password"), .hint = N_("So that we know for sure that it is you"),
	.missing = N_("Enter your password"), .autocomplete = "current-password",
};
static const struct field *const confirm_fields[] = {&confirm_field};
const struct form_def form_confirm = {.name = "confirm", .fields = confirm_fields, .n = 1, .submit = N_("Continue")};

const char *second_factor_path(const struct viewer *v)
{
	if (v->level == LEVEL_GUEST)
		return "/gast/knooppunt"; /* the only page that is theirs */
	return v->has_second_factor ? "/in/code" : "/in/tweede-factor";
}

static struct str bound_to(struct req *req, int64_t account)
{
	return str_printf(req->act.a, "account:%lld", (long long)account);
}

enum err second_factor_seal(struct req *req, int64_t account, const unsigned char secret[TOTP_SECRET_BYTES],
                            struct str *sealed)
{
	return keys_seal(req->app->keys, req->act.a, KEYS_TOTP, bound_to(req, account),
	                 (struct str){(const char *)secret, TOTP_SECRET_BYTES}, sealed);
}

enum err second_factor_open(struct req *req, int64_t account, struct str sealed,
                            unsigned char secret[TOTP_SECRET_BYTES])
{
	struct str plain;
	enum err e = keys_open(req->app->keys, req->act.a, KEYS_TOTP, bound_to(req, account), sealed, &plain);
	if (e == ERR_INVALID || (e == OK && plain.n != TOTP_SECRET_BYTES))
		BUG("the second factor of account %lld cannot be opened", (long long)account);
	if (e == OK)
		memcpy(secret, plain.p, TOTP_SECRET_BYTES);
	return e;
}

/* ---- the code, at the door ---- */

struct factor {
	unsigned char secret[TOTP_SECRET_BYTES];
	int64_t last_step;
};

static enum err load_factor(struct req *req, struct factor *f)
{
	const struct rows *r;
	int64_t account = req->viewer->account;
	enum err e = act_exec(&req->act, &stmt_factor, DB_ARGS(val_int(account)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e != OK)
		return e;
	f->last_step = rows_int(r, 0, 1);
	return second_factor_open(req, account, rows_text(r, 0, 0), f->secret);
}

/* Who is at the other step is sent there; true when that was done. */
static bool elsewhere(struct req *req, const char *here)
{
	const char *path = second_factor_path(req->viewer);
	if (strcmp(path, here) == 0)
		return false;
	(void)req_redirect(req, STR_FMT, STR_ARG(sign_in_path(req, path)));
	return true;
}

enum err second_factor_code_page(struct req *req)
{
	struct factor factor;
	if (elsewhere(req, "/in/code"))
		return OK;
	enum err e = load_factor(req, &factor);
	return e != OK ? e : second_factor_show_code(req, factor.secret, factor.last_step);
}

static enum err wrong_code(struct req *req)
{
	log_line(LOG_INFO, "sign_in.code_refused", "account=%lld", (long long)req->viewer->account);
	form_wrong(req->form, &code_field, str_from(tr(req->act.speak,
	                                               N_("This code is not right, or it was used before. Wait for the "
	                                                  "next code in the app and type that."))));
	return ERR_INVALID;
}

/* Puts what uses the code up into the change; false when it is no code of this account. */
static bool use_code(struct req *req, struct change *c, const struct factor *f, bool *recovery)
{
	struct str typed = form_text(req->form, &code_field);
	int64_t account = req->viewer->account, step;
	*recovery = false;
	if (totp_verify(f->secret, typed, req->act.now, f->last_step, &step)) {
		change_exec(c, &stmt_step_used, DB_ARGS(val_int(account), val_int(step)), 1);
		return true;
	}
	struct str hash = recovery_hash(req->act.a, typed);
	if (hash.n == 0)
		return false;
	*recovery = true;
	change_exec(c, &stmt_recovery_used, DB_ARGS(val_int(account), val_blob(hash), val_int(req->act.now)), 1);
	return true;
}

enum err second_factor_code_post(struct req *req)
{
	struct factor factor;
	struct attempt at;
	struct session_token token;
	struct device device;
	bool recovery;
	if (elsewhere(req, "/in/code"))
		return OK;
	enum err e = attempt_take(req, ATTEMPT_CODE, bound_to(req, req->viewer->account), &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, sign_in_path(req, "/in/code").p);
	if (e == OK)
		e = load_factor(req, &factor);
	if (e == OK)
		e = session_device(req, req->viewer->account, &device);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Signed in"), 0);
	if (!use_code(req, c, &factor, &recovery))
		return wrong_code(req);
	attempt_was_right(c, &at);
	session_device_put(req, c, &device);
	session_raise(req, c, &token);
	e = change_commit(c);
	if (e == ERR_CONFLICT) /* used a moment ago, or never one of the recovery codes */
		return wrong_code(req);
	if (e != OK)
		return e;
	session_carry(req, &token);
	log_line(LOG_INFO, "sign_in.done", "account=%lld recovery=%d", (long long)req->viewer->account, recovery);
	struct str on = recovery ? sign_in_path(req, "/in/herstelcode") : sign_in_back(req);
	return req_redirect(req, STR_FMT, STR_ARG(on));
}

enum err second_factor_used_page(struct req *req)
{
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_recovery_left, DB_ARGS(val_int(req->viewer->account)), &r);
	return e != OK ? e : second_factor_show_used(req, rows_int(r, 0, 0));
}

/* ---- setting up ---- */

/* The secret being set up in this session, made when there is none yet. */
static enum err pending(struct req *req, struct str *sealed, unsigned char secret[TOTP_SECRET_BYTES])
{
	int64_t account = req->viewer->account;
	enum err e = session_pending(req, sealed);
	if (e == OK && sealed->n == 0) {
		totp_secret_new(secret);
		e = second_factor_seal(req, account, secret, sealed);
		if (e == OK)
			e = session_pend(req, *sealed);
		if (e == OK)
			e = session_pending(req, sealed); /* another tab may have been first */
	}
	if (e == OK && sealed->n == 0)
		e = ERR_CONFLICT;
	return e != OK ? e : second_factor_open(req, account, *sealed, secret);
}

static void put_recovery(struct req *req, struct change *c, struct str codes[RECOVERY_CODES])
{
	struct val account = val_int(req->viewer->account);
	change_exec(c, &stmt_recovery_drop, DB_ARGS(account), -1);
	for (size_t i = 0; i < RECOVERY_CODES; i++) {
		codes[i] = recovery_new(req->act.a);
		change_exec(c, &stmt_recovery_new, DB_ARGS(account, val_blob(recovery_hash(req->act.a, codes[i]))), 1);
	}
}

/* The first or a new secret: kept when its code is right, with new recovery codes; other sessions end, this one gets a
 * new token. */
static enum err set_up(struct req *req, struct str next)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	struct str sealed, codes[RECOVERY_CODES];
	struct session_token token;
	struct device device;
	struct attempt at;
	int64_t step, account = req->viewer->account;
	enum err e = attempt_take(req, ATTEMPT_CODE, bound_to(req, account), &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, req->route->path);
	if (e == OK)
		e = pending(req, &sealed, secret);
	if (e != OK)
		return e;
	if (!totp_verify(secret, form_text(req->form, &code_field), req->act.now, 0, &step))
		return wrong_code(req);
	e = session_device(req, account, &device);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("Second step set up"), 0);
	session_device_put(req, c, &device);
	change_set(c, &rec_account, account, &account_fields[ACCOUNT_SECOND_FACTOR], val_blob(sealed));
	change_set(c, &rec_account, account, &account_fields[ACCOUNT_SECOND_STEP], val_int(step));
	attempt_was_right(c, &at);
	if (req->viewer->has_second_factor)
		outbox_put(c, &(struct notice){.kind = NOTICE_SECOND_STEP, .account = account});
	put_recovery(req, c, codes);
	session_end_others(req, c);
	session_raise(req, c, &token);
	change_answers(c, req->form, req->path, next);
	e = change_commit(c);
	if (e != OK)
		return e == ERR_CONFLICT ? wrong_code(req) : e;
	session_carry(req, &token);
	log_line(LOG_INFO, "second_factor.set", "account=%lld", (long long)account);
	return second_factor_show_recovery(req, codes, next);
}

enum err second_factor_first_page(struct req *req)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	struct str sealed;
	if (elsewhere(req, "/in/tweede-factor"))
		return OK;
	enum err e = pending(req, &sealed, secret);
	return e != OK ? e : second_factor_show_setup(req, secret, &form_second_factor_new,
	                                              sign_in_path(req, "/in/tweede-factor").p);
}

enum err second_factor_first_post(struct req *req)
{
	if (elsewhere(req, "/in/tweede-factor"))
		return OK;
	return set_up(req, sign_in_back(req));
}

/* ---- of who is signed in ---- */

/* Asks the password again; OK with *go when it was right, else the answer or error is what to return. */
static enum err confirmed(struct req *req, bool *go)
{
	struct attempt at;
	enum err e = sign_in_confirm(req, &confirm_field, &at);
	*go = e == OK && at.wait_ms == 0;
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/account");
	return e;
}

enum err second_factor_renew_page(struct req *req)
{
	return second_factor_show_confirm(req, req->viewer->has_second_factor ? CONFIRM_RENEW : CONFIRM_FIRST);
}

enum err second_factor_renew_post(struct req *req)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	struct str sealed;
	bool go;
	enum err e = confirmed(req, &go);
	if (!go)
		return e;
	totp_secret_new(secret);
	e = second_factor_seal(req, req->viewer->account, secret, &sealed);
	if (e != OK)
		return e;
	struct change *c = change_begin(&req->act, N_("New second step begun"), 0);
	session_pend_again(req, c, sealed);
	e = change_commit(c);
	return e != OK ? e : req_redirect(req, "/account/tweede-stap/nieuw");
}

/* Only after the password was given: without a pending secret there is nothing here. */
static enum err must_be_pending(struct req *req)
{
	struct str sealed;
	enum err e = session_pending(req, &sealed);
	return e == OK && sealed.n == 0 ? ERR_NOT_FOUND : e;
}

enum err second_factor_new_page(struct req *req)
{
	unsigned char secret[TOTP_SECRET_BYTES];
	struct str sealed;
	enum err e = must_be_pending(req);
	if (e == OK)
		e = pending(req, &sealed, secret);
	return e != OK ? e : second_factor_show_setup(req, secret, &form_second_factor_new, "/account/tweede-stap/nieuw");
}

enum err second_factor_new_post(struct req *req)
{
	enum err e = must_be_pending(req);
	return e != OK ? e : set_up(req, S("/account"));
}

enum err second_factor_recovery_page(struct req *req)
{
	return second_factor_show_confirm(req, CONFIRM_RECOVERY);
}

enum err second_factor_recovery_post(struct req *req)
{
	struct str codes[RECOVERY_CODES];
	bool go;
	if (!req->viewer->has_second_factor)
		return ERR_NOT_FOUND;
	enum err e = confirmed(req, &go);
	if (!go)
		return e;
	struct change *c = change_begin(&req->act, N_("New recovery codes made"), 0);
	put_recovery(req, c, codes);
	change_answers(c, req->form, req->path, S("/account"));
	e = change_commit(c);
	return e != OK ? e : second_factor_show_recovery(req, codes, S("/account"));
}

static bool may_do_without(const struct viewer *v)
{
	return v->has_second_factor && !viewer_needs_second_factor(v);
}

enum err second_factor_off_page(struct req *req)
{
	return may_do_without(req->viewer) ? second_factor_show_confirm(req, CONFIRM_OFF) : ERR_NOT_FOUND;
}

enum err second_factor_off_post(struct req *req)
{
	bool go;
	if (!may_do_without(req->viewer))
		return ERR_NOT_FOUND;
	enum err e = confirmed(req, &go);
	if (!go)
		return e;
	struct change *c = change_begin(&req->act, N_("Second step switched off"), 0);
	change_set(c, &rec_account, req->viewer->account, &account_fields[ACCOUNT_SECOND_FACTOR], val_null());
	change_exec(c, &stmt_recovery_drop, DB_ARGS(val_int(req->viewer->account)), -1);
	outbox_put(c, &(struct notice){.kind = NOTICE_SECOND_STEP, .account = req->viewer->account});
	session_end_others(req, c);
	e = change_commit(c);
	return e != OK ? e : req_redirect(req, "/account?klaar=" STR_FMT, STR_ARG(change_pid(c)));
}

#include "guest_door.h"

#include "date.h"
#include "invitation.h"
#include "keys_client.h"
#include "letter.h"
#include "log.h"
#include "public.h"
#include "rand.h"
#include "session.h"
#include "sign_in.h"
#include "sign_in_attempt.h"

static const struct stmt stmt_drop = {"DELETE FROM guest_code WHERE account = $1", "i", ""};
static const struct stmt stmt_leave = {"DELETE FROM session WHERE account = $1", "i", ""};
static const struct stmt stmt_put = {
	"INSERT INTO guest_code (code_hash, account, invitee, made, ends, uses) VALUES ($1, $2, $3, $4, $5, 0)",
	    "biiii", ""};
static const struct stmt stmt_code = {
	"SELECT a.id FROM guest_code g JOIN account a ON a.id = g.account WHERE g.code_hash = $1 AND g.ends > $2"
	" AND a.closed > $2", "bi", "i"};
static const struct stmt stmt_use = {"UPDATE guest_code SET uses = uses + 1 WHERE code_hash = $1", "b", ""};

static const struct field field_code = {
	.name = "code", .type = &T_CODE, .privacy = PRIV_SECRET, .min = 1, .max = 60, .label = N_("Your code"),
	.hint = N_("Three groups of four letters and digits. You got it by phone or on paper"),
	.missing = N_("Type the code"),
};
static const struct field *const code_fields[] = {&field_code};
const struct form_def form_guest_code = {.name = "guest-code", .fields = code_fields, .n = 1, .submit = N_("Go in")};

/* The codes of letters and those of guests are kept apart, so that neither opens the other's door. */
static enum err hash_of(struct req *req, struct str typed, struct str *hash)
{
	unsigned char *mac = arena_alloc(req->act.a, KEYS_MAC_BYTES);
	struct str marked = str_printf(req->act.a, "gast:" STR_FMT, STR_ARG(code_normal(req->act.a, typed)));
	enum err e = keys_mac(req->app->keys, KEYS_LETTER, marked, mac);
	*hash = (struct str){(const char *)mac, e == OK ? KEYS_MAC_BYTES : 0};
	return e;
}

enum err guest_new(struct act *act, struct change *c, struct str name, int64_t *account)
{
	struct str pid;
	const struct account_new n = {.name = name, .lang = LANG_NL};
	return account_new(act, c, &n, account, &pid);
}

/* Who came in by a code that was replaced goes out: it may have been in wrong hands. */
static void codes_end(struct change *c, int64_t account)
{
	change_exec(c, &stmt_drop, DB_ARGS(val_int(account)), -1);
	change_exec(c, &stmt_leave, DB_ARGS(val_int(account)), -1);
}

enum err guest_code_new(struct req *req, struct change *c, int64_t account, int64_t invitee, int64_t ends,
                        struct str *code)
{
	struct str hash;
	*code = code_new(req->act.a, LETTER_CODE_BITS);
	enum err e = hash_of(req, *code, &hash);
	if (e != OK)
		return e;
	codes_end(c, account);
	change_exec(c, &stmt_put,
	            DB_ARGS(val_blob(hash), val_int(account), val_int(invitee), val_int(req->act.now),
	            val_int(ends)), 1);
	return OK;
}

enum err guest_letter(struct req *req, struct str name, struct str code, int64_t ends, const char *back)
{
	struct arena *a = req->act.a;
	struct str partnership, phone, site = site_address(req);
	enum err e = help_phone(req, &partnership, &phone);
	if (e != OK)
		return e;
	const struct ui_notice once = {
		.tone = TONE_SOON, .stays = true,
		.text = say_with(req, N_("This is the code for {name}. You see it only now. Say it by phone, or "
		    "print this page."),
		                 "name", name),
	};
	const char *go_back = say(req, N_("Back to the talk"));
	req->act.speak.audience = AUD_BRIEF;
	struct speak sp = req->act.speak;
	const char *const steps[] = {
		tr_fill(a, sp, N_("Go to {address}."),
		        TR_SLOTS({"address", str_printf(a, STR_FMT "/gast", STR_ARG(site))})).p,
		tr(sp, N_("Type this code. It works until the day below, as often as you need it.")),
	};
	struct ui_page page = {.title = say(req, N_("Your code for Thuisnabij")), .notice = &once, .letter = true};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_p(u, tr(sp, N_("Something is ready for you in Thuisnabij. You need no account for it.")));
	ui_numbered(u, steps, 2);
	ui_code_block(u, code_shown(a, code));
	ui_p(u, tr_fill(a, sp, N_("The code works up to and including {date}."),
	                TR_SLOTS({"date", tr_date(a, sp.lang, last_day_of(ends), DATE_LONG)})).p);
	if (phone.n > 0)
		ui_p(u, tr_fill(a, sp, N_("Does it not work? Call {phone}."), TR_SLOTS({"phone", phone})).p);
	ui_panel_end(u);
	ui_buttons_begin(u);
	ui_print_button(u);
	ui_button_link(u, BUTTON_ALT, back, go_back);
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

/* ---- at the door ---- */

enum err guest_door(struct req *req)
{
	const struct door_way help = {say(req, N_("Does it not work?")), {say(req, N_("See who can help")), "/hulp"}};
	struct ui_page page = {
		.title = say(req, N_("Go in with a code")),
		.intro = say(req, N_("You were asked to join a talk. You need no account, only the code that you were given.")),
	};
	return door_page(req, &page, &form_guest_code, "/gast", &help, 1);
}

static enum err come_in(struct req *req, int64_t account, const struct attempt *at, struct str hash)
{
	const struct val code = val_blob(hash);
	enum err e = attempt_lets_in(req, &(struct way_in){.account = account, .level = LEVEL_GUEST, .at = at,
		.done = N_("Signed in"), .uses = &stmt_use, .args = &code, .n_args = 1});
	if (e != OK)
		return e;
	log_line(LOG_INFO, "sign_in.guest", "account=%lld", (long long)account);
	return req_redirect(req, "/gast/knooppunt");
}

enum err guest_door_post(struct req *req)
{
	struct attempt at;
	struct str hash, typed = form_text(req->form, &field_code);
	const struct rows *r;
	enum err e = attempt_take(req, ATTEMPT_LETTER, code_normal(req->act.a, typed), &at);
	if (e == OK && at.wait_ms > 0)
		return attempt_wait_page(req, &at, "/gast");
	if (e == OK)
		e = hash_of(req, typed, &hash);
	if (e == OK)
		e = act_exec(&req->act, &stmt_code, DB_ARGS(val_blob(hash), val_int(req->act.now)), &r);
	if (e != OK)
		return e;
	if (r->n > 0)
		return come_in(req, rows_int(r, 0, 0), &at, hash);
	log_line(LOG_INFO, "sign_in.refused", "number=%llu", (unsigned long long)req->number);
	form_wrong(req->form, &field_code, str_from(say(req, N_("This code does not work. Its term may be over, "
	                                                        "or it was typed wrong. Call who invited "
	                                                        "you."))));
	return ERR_INVALID;
}

#include "letter.h"

#include "date.h"
#include "invitation.h"
#include "keys_client.h"
#include "mail_text.h"
#include "public.h"
#include "rand.h"

static const struct stmt stmt_drop = {"DELETE FROM letter_code WHERE account = $1", "i", ""};
static const struct stmt stmt_put = {
	"INSERT INTO letter_code (code_hash, account, card, made, ends, used) VALUES ($1, $2, $3, $4, $5, 0)", "biiii", ""};

enum err letter_code_hash(struct req *req, struct str typed, struct str *hash)
{
	unsigned char *mac = arena_alloc(req->act.a, KEYS_MAC_BYTES);
	enum err e = keys_mac(req->app->keys, KEYS_LETTER, code_normal(req->act.a, typed), mac);
	*hash = (struct str){(const char *)mac, e == OK ? KEYS_MAC_BYTES : 0};
	return e;
}

void letter_codes_end(struct change *c, int64_t account)
{
	change_exec(c, &stmt_drop, DB_ARGS(val_int(account)), -1);
}

enum err letter_codes_new(struct req *req, struct change *c, int64_t account, struct str codes[LETTER_CODES])
{
	int64_t now = req->act.now;
	letter_codes_end(c, account);
	for (int i = 0; i < LETTER_CODES; i++) {
		struct str hash;
		codes[i] = code_new(req->act.a, LETTER_CODE_BITS);
		enum err e = letter_code_hash(req, codes[i], &hash);
		if (e != OK)
			return e;
		int64_t ends = end_of_day(instant_date(now) + (i == 0 ? LETTER_DAYS : CARD_DAYS));
		change_exec(c, &stmt_put,
		            DB_ARGS(val_blob(hash), val_int(account), val_int(i), val_int(now), val_int(ends)), 1);
	}
	return OK;
}

static void show_steps(struct ui *u, struct req *req, const struct letter *l)
{
	struct arena *a = req->act.a;
	struct speak sp = u->sp;
	struct str site = site_address(req);
	const char *const steps[] = {
		tr_fill(a, sp, N_("Go to {address} or scan the square with your phone."),
		        TR_SLOTS({"address", str_printf(a, STR_FMT "/brief", STR_ARG(site))})).p,
		tr(sp, N_("Type this code. You can use it once.")),
		tr(sp, N_("Choose a password, or use a code of your card the next time.")),
	};
	ui_p(u, tr_fill(a, sp, N_("Something is ready for you in Thuisnabij. You need about {n} minutes."),
	                TR_SLOTS({"n", S("5")})).p);
	ui_numbered(u, steps, 3);
	ui_code_block(u, code_shown(a, l->codes[0]));
	ui_qr(u, str_printf(a, STR_FMT "/brief", STR_ARG(site)), tr(sp, N_("QR code with the address")));
}

static void show_card(struct ui *u, struct req *req, const struct letter *l)
{
	struct arena *a = req->act.a;
	struct str shown[CARD_CODES];
	for (size_t i = 0; i < CARD_CODES; i++)
		shown[i] = code_shown(a, l->codes[i + 1]);
	ui_panel_begin(u, tr(u->sp, N_("Your card with ten codes")));
	ui_p(u, tr(u->sp, N_("Each code opens your account once. Cross out the one you used. Keep the card safe.")));
	ui_code_list(u, shown, CARD_CODES);
	ui_p(u, tr_fill(a, u->sp, N_("Your number is {number}. You need it when you have chosen a password."),
	                TR_SLOTS({"number", l->pid})).p);
	ui_p(u, tr(u->sp, N_("Is your card full, or is it lost? Ask for a new one at school. The old codes then stop "
	                     "working.")));
	ui_panel_end(u);
}

enum err letter_with_codes(struct req *req, const struct letter *l)
{
	struct str partnership, phone;
	enum err e = help_phone(req, &partnership, &phone);
	if (e != OK)
		return e;
	struct ui_notice once = {
		.tone = TONE_SOON, .stays = true,
		.text = say_with(req, N_("These are the codes for {name}. You see them only now. Print this page."), "name",
		                 l->name),
	};
	const char *back = say(req, N_("Back to the letters"));
	req->act.speak = l->speak;
	struct ui_page page = {.title = say(req, N_("Your letter from Thuisnabij")), .notice = &once, .letter = true};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	ui_p(u, tr_fill(req->act.a, u->sp, N_("Dear {name},"), TR_SLOTS({"name", l->name})).p);
	show_steps(u, req, l);
	if (phone.n > 0)
		ui_p(u, tr_fill(req->act.a, u->sp, N_("Does it not work? Call {phone}."), TR_SLOTS({"phone", phone})).p);
	ui_p(u, tr(u->sp, N_("We never ask for your password.")));
	ui_panel_end(u);
	show_card(u, req, l);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, "/brieven", back);
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

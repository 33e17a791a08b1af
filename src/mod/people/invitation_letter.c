#include "invitation.h"

#include "date.h"
#include "public.h"
#include "rand.h"

/* The letter says nothing of a child, a school or a subject (practice 11): whoever finds it learns only that there is a
 * code. It speaks the language that was chosen for the one invited. */
static void show_letter(struct ui *u, struct req *req, int64_t ends, struct str code, struct str phone)
{
	struct arena *a = req->act.a;
	struct speak letter = u->sp;
	struct str site = site_address(req), shown = code_shown(a, code);
	struct str date = tr_date(a, letter.lang, last_day_of(ends), DATE_LONG);
	const char *const steps[] = {
		tr_fill(a, letter, N_("Go to {address} or scan the square with your phone."),
		        TR_SLOTS({"address", str_printf(a, STR_FMT "/uitnodiging", STR_ARG(site))})).p,
		tr(letter, N_("Type this code. You can use it once.")),
		tr(letter, N_("Choose a password. After that you can sign in.")),
	};
	ui_p(u, tr(letter, N_("Something is ready for you in Thuisnabij. You need about 5 minutes.")));
	ui_p(u, tr_fill(a, letter, N_("Please do it on or before {date}."), TR_SLOTS({"date", date})).p);
	ui_numbered(u, steps, 3);
	ui_code_block(u, shown);
	ui_qr(u, str_printf(a, STR_FMT "/uitnodiging/" STR_FMT, STR_ARG(site), STR_ARG(code)),
	      tr(letter, N_("QR code with the address and the code")));
	if (phone.n > 0)
		ui_p(u, tr_fill(a, letter, N_("Does it not work? Call {phone}."), TR_SLOTS({"phone", phone})).p);
	ui_p(u, tr(letter, N_("We never ask for your password.")));
}

enum err letter_page(struct req *req, struct str pid, struct str name, enum lang lang, int64_t ends, struct str code)
{
	struct str partnership, phone;
	enum err e = help_phone(req, &partnership, &phone);
	if (e != OK)
		return e;
	/* Said to the inviter, in a notice that does not print. */
	struct ui_notice once = {
		.tone = TONE_SOON, .stays = true,
		.text = say_with(
			req, N_("This is the code for {name}. You see it only now. Print this page, or copy the code."),
			"name", name),
	};
	const char *back = say(req, N_("Back to the invitation"));
	req->act.speak = (struct speak){lang, AUD_BRIEF};
	struct ui_page page = {.title = say(req, N_("Your code for Thuisnabij")), .notice = &once, .letter = true};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	show_letter(u, req, ends, code, phone);
	ui_panel_end(u);
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, str_printf(req->act.a, "/uitnodigingen/" STR_FMT, STR_ARG(pid)).p, back);
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

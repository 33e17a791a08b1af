#include "second_factor_pages.h"

#include "sign_in.h"

enum err second_factor_show_code(struct req *req, const unsigned char secret[TOTP_SECRET_BYTES], int64_t last_step)
{
	struct form *f = req_form(req, &form_second_factor);
	struct ui_page page = {
		.title = say(req, N_("Type the code")),
		.intro = say(req, N_("Open the app for codes on your phone. Type the six digits that it shows for "
		                     "Thuisnabij.")),
		.narrow = true,
	};
	struct ui *u = view_begin(req, &page);
	sign_in_demo_code(req, u, secret, last_step);
	ui_panel_begin(u, NULL);
	view_form(u, f, sign_in_path(req, "/in/code").p);
	ui_panel_end(u);
	ui_details_begin(u, say(req, N_("I do not have my phone with me")), false);
	ui_p(u, say(req, N_("Type one of your recovery codes instead. You got ten of them when you set up the second "
	                    "step. Each works once.")));
	ui_p_link(u, say(req, N_("No recovery codes either?")), "/hulp", say(req, N_("See who can help")), NULL);
	ui_details_end(u);
	return view_end(u, req, &page);
}

static struct str issuer(struct req *req)
{
	if (req->app->region_name.n == 0)
		return S("Thuisnabij");
	return str_printf(req->act.a, "Thuisnabij " STR_FMT, STR_ARG(req->app->region_name));
}

enum err second_factor_show_setup(struct req *req, const unsigned char secret[TOTP_SECRET_BYTES],
                                  const struct form_def *def,
                                  const char *action)
{
	struct arena *a = req->act.a;
	const char *const steps[] = {
		say(req, N_("Open an app for codes on your phone, such as Google Authenticator, Microsoft Authenticator or "
		            "Aegis. No app yet? Get one in the app store of your phone.")),
		say(req, N_("Scan the picture below with that app, or type the key.")),
		say(req, N_("Type the six digits that the app shows.")),
	};
	struct form *f = req_form(req, def);
	struct ui_page page = {
		.title = say(req, N_("Set up the second step")),
		.intro = say(req, N_("With a second step nobody can sign in with your password alone. You do this once.")),
		.narrow = true,
	};
	struct ui *u = view_begin(req, &page);
	ui_numbered(u, steps, sizeof steps / sizeof *steps);
	ui_qr(u, totp_uri(a, secret, issuer(req), req->viewer->email),
	      say(req, N_("QR code for your app. You can also type the key below.")));
	ui_details_begin(u, say(req, N_("I cannot scan: show the key")), false);
	ui_p(u, say(req, N_("Choose in the app to type a key. Take this key, and “by time”:")));
	ui_code_block(u, totp_typed(a, secret));
	ui_details_end(u);
	sign_in_demo_code(req, u, secret, 0);
	ui_panel_begin(u, NULL);
	view_form(u, f, action);
	ui_panel_end(u);
	ui_p_link(u, say(req, N_("No phone, or does it not work?")), "/hulp", say(req, N_("See who can help")), NULL);
	return view_end(u, req, &page);
}

enum err second_factor_show_recovery(struct req *req, const struct str codes[RECOVERY_CODES], struct str next)
{
	struct ui_page page = {
		.title = say(req, N_("Keep these recovery codes")),
		.intro = say(req, N_("Do you not have your phone with you? Then you sign in with one of these codes. Each "
		                     "code works once.")),
		.narrow = true,
	};
	req->form = NULL; /* this page has no form any more */
	struct ui *u = view_begin(req, &page);
	ui_code_list(u, codes, RECOVERY_CODES);
	ui_remark(u, TONE_SOON, say(req, N_("You see these codes only now. Print them or write them down, and keep them "
	                                    "in a safe place. Not on your phone.")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, str_c(req->act.a, next), say(req, N_("I have kept them")));
	ui_print_button(u);
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

enum err second_factor_show_used(struct req *req, int64_t left)
{
	struct arena *a = req->act.a;
	struct speak sp = req->act.speak;
	const char *how_many = trn(sp, "You have {n} recovery code left.", "You have {n} recovery codes left.", left);
	struct ui_page page = {.title = say(req, N_("You used a recovery code")), .narrow = true};
	struct ui *u = view_begin(req, &page);
	ui_p(u, tr_fill(a, sp, how_many, TR_SLOTS({"n", tr_number(a, sp.lang, left)})).p);
	ui_p(u, say(req, N_("This code does not work any more. Have you lost your phone, or do you have a new one? Then "
	                    "set up the second step again. That also gives you new codes.")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_PRIMARY, str_c(a, sign_in_back(req)), say(req, N_("Continue")));
	ui_button_link(u, BUTTON_ALT, "/account/tweede-stap", say(req, N_("Set up the second step again")));
	ui_button_link(u, BUTTON_ALT, "/account/herstelcodes", say(req, N_("Make new recovery codes")));
	ui_buttons_end(u);
	return view_end(u, req, &page);
}

static const struct {
	const char *title, *text, *action;
} confirms[CONFIRM__N] = {
	[CONFIRM_FIRST] = {
		N_("Set up the second step"),
		N_("You then sign in with your password and a code from your phone. That is safer."),
		"/account/tweede-stap",
	},
	[CONFIRM_RENEW] = {
		N_("Set up the second step again"),
		N_("For a new phone or another app. What you have now keeps working until the new one works. You also get "
		   "new recovery codes."),
		"/account/tweede-stap",
	},
	[CONFIRM_RECOVERY] = {
		N_("Make new recovery codes"),
		N_("You get ten new codes. The ones you have now then stop working."),
		"/account/herstelcodes",
	},
	[CONFIRM_OFF] = {
		N_("Switch off the second step"),
		N_("You then sign in with your password only. That is less safe. Your recovery codes stop working."),
		"/account/tweede-stap/uit",
	},
};

enum err second_factor_show_confirm(struct req *req, enum confirm_for what)
{
	const struct ui_link crumbs[] = {{say(req, N_("Your account")), "/account"}};
	struct form *f = req_form(req, &form_confirm);
	struct ui_page page = {
		.title = say(req, confirms[what].title), .intro = say(req, confirms[what].text), .crumbs = crumbs,
		.n_crumbs = 1,
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, confirms[what].action);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

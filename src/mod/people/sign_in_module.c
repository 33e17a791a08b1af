/* The doors of signing in and of the own account. */
#include "api_token.h"
#include "own_account.h"
#include "people.h"
#include "second_factor.h"
#include "session.h"
#include "sign_in.h"

static const struct route routes[] = {
	{.method = METHOD_GET, .path = "/in", .fn = sign_in_page, .need = CAP_PUBLIC, .name = "sign_in.page",
	 .title = N_("Sign in"), .query = query_back, .anonymous_only = true},
	{.method = METHOD_POST, .path = "/in", .fn = sign_in_post, .need = CAP_PUBLIC, .name = "sign_in",
	 .query = query_back,
	 .form = &form_sign_in, .page = sign_in_page, .body = BODY_FORM, .anonymous_only = true},
	{.method = METHOD_GET, .path = "/in/code", .fn = second_factor_code_page, .need = CAP_SECOND_STEP,
	 .name = "sign_in.code.page", .title = N_("Type the code"), .query = query_back},
	{.method = METHOD_POST, .path = "/in/code", .fn = second_factor_code_post, .need = CAP_SECOND_STEP,
	 .name = "sign_in.code",
	 .query = query_back, .form = &form_second_factor, .page = second_factor_code_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/in/tweede-factor", .fn = second_factor_first_page, .need = CAP_SECOND_STEP,
	 .name = "sign_in.set_up.page", .title = N_("Set up the second step"), .query = query_back},
	{.method = METHOD_POST, .path = "/in/tweede-factor", .fn = second_factor_first_post, .need = CAP_SECOND_STEP,
	 .name = "sign_in.set_up", .query = query_back, .form = &form_second_factor_new, .page = second_factor_first_page,
	 .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/in/herstelcode", .fn = second_factor_used_page, .need = CAP_SIGNED_IN,
	 .name = "sign_in.recovery_used", .title = N_("You used a recovery code"), .query = query_back},
	/* Public: who is halfway, or whose session is over, may leave as well. */
	{.method = METHOD_POST, .path = "/uit", .fn = sign_out, .need = CAP_PUBLIC, .name = "sign_out", .body = BODY_FORM},
	{.method = METHOD_POST, .path = "/rol", .fn = switch_role, .need = CAP_SIGNED_IN, .name = "role.switch",
	 .body = BODY_FORM},

	{.method = METHOD_POST, .path = "/taal", .fn = switch_language, .need = CAP_SIGNED_IN, .name = "language.switch",
	 .body = BODY_FORM},

	{.method = METHOD_GET, .path = "/account", .fn = own_account_page, .need = CAP_SIGNED_IN, .name = "own.page",
	 .title = N_("Your account")},
	{.method = METHOD_GET, .path = "/account/gegevens", .fn = own_details_page, .need = CAP_SIGNED_IN,
	 .name = "own.details.page", .title = N_("Change your details")},
	{.method = METHOD_POST, .path = "/account/gegevens", .fn = own_details_post, .need = CAP_SIGNED_IN,
	 .name = "own.details",
	 .form = &form_own_details, .page = own_details_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/account/overleg", .fn = own_talk_page, .need = CAP_SIGNED_IN,
	 .name = "own.talk.page", .title = N_("Change how we talk")},
	{.method = METHOD_POST, .path = "/account/overleg", .fn = own_talk_post, .need = CAP_SIGNED_IN, .name = "own.talk",
	 .form = &form_own_talk, .page = own_talk_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/account/wachtwoord", .fn = own_password_page, .need = CAP_SIGNED_IN,
	 .name = "own.password.page", .title = N_("Change your password")},
	{.method = METHOD_POST, .path = "/account/wachtwoord", .fn = own_password_post, .need = CAP_SIGNED_IN,
	 .name = "own.password", .form = &form_own_password, .page = own_password_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/account/tweede-stap", .fn = second_factor_renew_page, .need = CAP_SIGNED_IN,
	 .name = "own.second_step.page", .title = N_("Set up the second step")},
	{.method = METHOD_POST, .path = "/account/tweede-stap", .fn = second_factor_renew_post, .need = CAP_SIGNED_IN,
	 .name = "own.second_step", .form = &form_confirm, .page = second_factor_renew_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/account/tweede-stap/nieuw", .fn = second_factor_new_page, .need = CAP_SIGNED_IN,
	 .name = "own.second_step_new.page", .title = N_("Set up the second step")},
	{.method = METHOD_POST, .path = "/account/tweede-stap/nieuw", .fn = second_factor_new_post, .need = CAP_SIGNED_IN,
	 .name = "own.second_step_new", .form = &form_second_factor_new, .page = second_factor_new_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/account/tweede-stap/uit", .fn = second_factor_off_page, .need = CAP_SIGNED_IN,
	 .name = "own.second_step_off.page", .title = N_("Switch off the second step")},
	{.method = METHOD_POST, .path = "/account/tweede-stap/uit", .fn = second_factor_off_post, .need = CAP_SIGNED_IN,
	 .name = "own.second_step_off", .form = &form_confirm, .page = second_factor_off_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/account/herstelcodes", .fn = second_factor_recovery_page, .need = CAP_SIGNED_IN,
	 .name = "own.recovery.page", .title = N_("Make new recovery codes")},
	{.method = METHOD_POST, .path = "/account/herstelcodes", .fn = second_factor_recovery_post, .need = CAP_SIGNED_IN,
	 .name = "own.recovery", .form = &form_confirm, .page = second_factor_recovery_page, .body = BODY_FORM},
	{.method = METHOD_GET, .path = "/account/sleutels", .fn = api_token_page, .need = CAP_SIGNED_IN,
	 .name = "own.keys.page", .title = N_("Keys for programs")},
	{.method = METHOD_POST, .path = "/account/sleutels", .fn = api_token_post, .need = CAP_SIGNED_IN,
	 .name = "own.keys", .form = &form_api_token, .page = api_token_page, .body = BODY_FORM},
	{.method = METHOD_POST, .path = "/account/sleutels/{pid}/beeindig", .fn = api_token_end_post,
	 .need = CAP_SIGNED_IN, .name = "own.key.end", .body = BODY_FORM},
	{.method = METHOD_POST, .path = "/account/sessie/{pid}/beeindig", .fn = own_session_end_post, .need = CAP_SIGNED_IN,
	 .name = "own.session.end", .body = BODY_FORM},
	{.method = METHOD_POST, .path = "/account/sessies/beeindig", .fn = own_sessions_end_post, .need = CAP_SIGNED_IN,
	 .name = "own.sessions.end", .body = BODY_FORM},
};

const struct module mod_sign_in = {.name = "sign_in", .routes = routes, .n_routes = sizeof routes / sizeof *routes};

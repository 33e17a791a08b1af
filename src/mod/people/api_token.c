#include "api_token.h"

#include "people.h"
#include "sign_in_attempt.h"
#include "utf8.h"

enum { TOUCH_MS = 60 * 1000, SECOND_MS = 1000, TOKEN_MAX = 128 };

static const struct stmt stmt_used = {
	"INSERT INTO api_token_use (token, at) VALUES ($1, $2)"
	" ON CONFLICT (token) DO UPDATE SET at = excluded.at",
	"ii", ""};

static const struct choice scopes[] = {
	{"read", N_("Only read"), N_("The program can change nothing")},
	{"write", N_("Read and change"), N_("The program can do what you can do in this role")},
	{NULL, NULL, NULL},
};

const struct field api_token_fields[API_TOKEN__N] = {
	[API_TOKEN_HASH] = {.name = "token_hash", .type = &T_BYTES, .need = NEED_SERVER, .privacy = PRIV_SECRET},
	[API_TOKEN_ACCOUNT] = {.name = "account", .type = &T_REF, .need = NEED_SERVER, .privacy = PRIV_PERSONAL,
		.ref = &rec_account},
	[API_TOKEN_ROLE] = {.name = "role", .type = &T_LINE, .need = NEED_SERVER, .privacy = PRIV_PERSONAL, .max = 40},
	[API_TOKEN_NAME] = {.name = "name", .type = &T_LINE, .privacy = PRIV_PERSONAL, .min = 2, .max = 60,
		.label = N_("Which program is it for?"), .hint = N_("So that you know later which key this is"),
		.missing = N_("Enter the name of the program"), .autocomplete = "off"},
	[API_TOKEN_SCOPE] = {.name = "scope", .type = &T_RADIO, .privacy = PRIV_PERSONAL, .choices = scopes,
		.label = N_("What may the program do?"), .missing = N_("Choose what the program may do")},
	[API_TOKEN_BEGINS] = {.name = "begins", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[API_TOKEN_ENDS] = {.name = "ends", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
	[API_TOKEN_ENDED] = {.name = "ended", .type = &T_INSTANT, .need = NEED_SERVER, .privacy = PRIV_PERSONAL},
};

/* No .may_undo: a key that was ended stays so. */
const struct record rec_api_token = {
	.name = "api_token", .label = N_("Key for a program"), .fields = api_token_fields, .n = API_TOKEN__N,
	.keep = {.purpose = N_("To know who could open what, and by whose choice"),
		.ground = N_("Security of processing (AVG article 32)"), .rule = "PRI-06", .months = 84,
		.from = &api_token_fields[API_TOKEN_ENDS]}};

bool api_token_may(const struct viewer *v)
{
	return v->has_second_factor && v->role != ROLE_NONE;
}

enum err api_token_viewer(struct req *req, struct str token)
{
	struct conn *conn;
	struct attempt at;
	enum err e = act_conn(&req->act, &conn);
	if (e == OK)
		e = viewer_load_token(conn, req->act.a, token, req->act.now, &req->viewer);
	if (e != ERR_NOT_FOUND)
		return e;
	e = attempt_take(req, ATTEMPT_TOKEN, token.n <= TOKEN_MAX && utf8_valid(token) ? token : S("?"), &at);
	if (e != OK)
		return e;
	req->res.retry_after = (int)((at.wait_ms + SECOND_MS - 1) / SECOND_MS);
	return ERR_NOT_FOUND;
}

enum err api_token_touch(struct req *req)
{
	const struct viewer *v = req->viewer;
	if (req->act.now - v->session_seen < TOUCH_MS)
		return OK;
	return act_write(&req->act, &stmt_used, DB_ARGS(val_int(v->token), val_int(req->act.now)));
}

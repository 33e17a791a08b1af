#include "session.h"

#include "api_token.h"
#include "outbox.h"
#include "rand.h"
#include "token.h"

enum { TOUCH_MS = 60 * 1000, DEVICE_S = 400 * 24 * 60 * 60 };

static const struct stmt stmt_begin = {
	"INSERT INTO session (id, pid, token_hash, account, level, role, began, seen, ends, agent, pending)"
	" VALUES ($1, $2, $3, $4, $5, '', $6, $6, $7, $8, NULL)",
	"itbiiiit", ""};
static const struct stmt stmt_raise = {
	"UPDATE session SET token_hash = $2, level = $3, began = $4, seen = $4, ends = $5, pending = NULL"
	" WHERE id = $1 AND token_hash = $6",
	"ibiiib", ""};
static const struct stmt stmt_end_token = {"DELETE FROM session WHERE token_hash = $1", "b", ""};
static const struct stmt stmt_end_old = {"DELETE FROM session WHERE account = $1 AND ends <= $2", "ii", ""};
static const struct stmt stmt_end_others = {"DELETE FROM session WHERE account = $1 AND id <> $2", "ii", ""};
static const struct stmt stmt_end_one = {"DELETE FROM session WHERE account = $1 AND pid = $2 AND id <> $3", "iti", ""};
static const struct stmt stmt_role = {"UPDATE session SET role = $2 WHERE id = $1", "it", ""};
static const struct stmt stmt_seen = {"UPDATE session SET seen = $2 WHERE id = $1 AND seen < $2", "ii", ""};
static const struct stmt stmt_pending = {"SELECT pending FROM session WHERE id = $1", "i", "b"};
static const struct stmt stmt_pend = {"UPDATE session SET pending = $2 WHERE id = $1 AND pending IS NULL", "ib", ""};
static const struct stmt stmt_pend_again = {"UPDATE session SET pending = $2 WHERE id = $1", "ib", ""};
const struct stmt stmt_own_sessions = {
	"SELECT pid, began, seen, agent, id FROM session WHERE account = $1 AND ends > $2 AND seen > $3 AND level = 2"
	" ORDER BY seen DESC, id DESC LIMIT 50",
	"iii", "tiiti"};

static const struct stmt stmt_device = {
	"SELECT count(*), COALESCE(MAX(CASE WHEN device_hash = $2 THEN 1 ELSE 0 END), 0) FROM device WHERE account = $1",
	"ib", "ii"};
static const struct stmt stmt_device_put = {
	"INSERT INTO device (account, device_hash, seen) VALUES ($1, $2, $3)"
	" ON CONFLICT (account, device_hash) DO UPDATE SET seen = excluded.seen", "ibi", ""};

static struct val hash_of(struct req *req, struct str token)
{
	return val_blob(token_hash(req->act.a, token));
}

static int64_t end_of(struct req *req, enum session_level level)
{
	return req->act.now + (level == LEVEL_SECOND_STEP ? SECOND_STEP_MS : req->app->sessions.absolute_ms);
}

enum err session_begin(struct req *req, struct change *c, int64_t account, enum session_level level,
                       struct session_token *out)
{
	struct arena *a = req->act.a;
	int64_t id;
	enum err e = db_next_id(req->act.db, req->act.region, &id);
	if (e != OK)
		return e;
	out->token = token_new(a);
	change_exec(c, &stmt_end_token, DB_ARGS(hash_of(req, req_cookie(req, COOKIE_SESSION))), -1);
	change_exec(c, &stmt_end_old, DB_ARGS(val_int(account), val_int(req->act.now)), -1);
	change_exec(c, &stmt_begin,
	            DB_ARGS(val_int(id), val_text(pid_new(a)), hash_of(req, out->token), val_int(account), val_int(level),
	                    val_int(req->act.now), val_int(end_of(req, level)),
	                    val_text(session_agent(a, req_header(req, "user-agent")))), 1);
	return OK;
}

void session_raise(struct req *req, struct change *c, struct session_token *out)
{
	out->token = token_new(req->act.a);
	change_exec(c, &stmt_raise,
	            DB_ARGS(val_int(req->viewer->session), hash_of(req, out->token), val_int(LEVEL_FULL),
	                    val_int(req->act.now),
	                    val_int(end_of(req, LEVEL_FULL)), hash_of(req, req_cookie(req, COOKIE_SESSION))), 1);
}

enum err session_device(struct req *req, int64_t account, struct device *out)
{
	const struct rows *r;
	struct str cookie = req_cookie(req, COOKIE_DEVICE);
	*out = (struct device){.account = account, .token = cookie.n > 0 ? cookie : token_new(req->act.a)};
	enum err e = act_exec(&req->act, &stmt_device, DB_ARGS(val_int(account), hash_of(req, out->token)), &r);
	if (e == OK)
		out->tell = rows_int(r, 0, 0) > 0 && rows_int(r, 0, 1) == 0;
	return e;
}

void session_device_put(struct req *req, struct change *c, const struct device *d)
{
	change_exec(c, &stmt_device_put, DB_ARGS(val_int(d->account), hash_of(req, d->token), val_int(req->act.now)), -1);
	if (d->tell)
		outbox_put(c, &(struct notice){.kind = NOTICE_SIGNED_IN, .account = d->account});
	req_set_cookie(req, COOKIE_DEVICE, d->token, DEVICE_S);
}

void session_end_others(struct req *req, struct change *c)
{
	change_exec(c, &stmt_end_others, DB_ARGS(val_int(req->viewer->account), val_int(req->viewer->session)), -1);
}

void session_carry(struct req *req, const struct session_token *t)
{
	req_set_cookie(req, COOKIE_SESSION, t->token, -1);
	req->cookie_secret = t->token;
}

enum err sign_out(struct req *req)
{
	struct str token = req_cookie(req, COOKIE_SESSION);
	enum err e = act_write(&req->act, &stmt_end_token, DB_ARGS(hash_of(req, token)));
	if (e != OK)
		return e;
	req_set_cookie(req, COOKIE_SESSION, S(""), 0);
	return req_redirect(req, "/in");
}

/* The switch stands in the head of every page and has no page of its own: what it never offers is not there. */
enum err switch_role(struct req *req)
{
	enum role role;
	if (!role_parse(pairs_get(req->posted, "rol"), &role) || !viewer_holds(req->viewer, role))
		return ERR_NOT_FOUND;
	enum err e = act_write(&req->act, &stmt_role,
	                       DB_ARGS(val_int(req->viewer->session), val_text(str_from(role_def(role)->code))));
	return e != OK ? e : req_redirect(req, "/start");
}

enum err session_pending(struct req *req, struct str *sealed)
{
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_pending, DB_ARGS(val_int(req->viewer->session)), &r);
	*sealed = e == OK && r->n > 0 ? rows_text(r, 0, 0) : (struct str){0};
	return e;
}

enum err session_pend(struct req *req, struct str sealed)
{
	return act_write(&req->act, &stmt_pend, DB_ARGS(val_int(req->viewer->session), val_blob(sealed)));
}

void session_pend_again(struct req *req, struct change *c, struct str sealed)
{
	change_exec(c, &stmt_pend_again, DB_ARGS(val_int(req->viewer->session), val_blob(sealed)), 1);
}

enum err session_touch(struct req *req)
{
	const struct viewer *v = req->viewer;
	if (v->token != 0)
		return api_token_touch(req);
	if (req->act.now - v->session_seen < TOUCH_MS)
		return OK;
	return act_write(&req->act, &stmt_seen, DB_ARGS(val_int(v->session), val_int(req->act.now)));
}

void session_list_args(struct req *req, struct val args[3])
{
	args[0] = val_int(req->viewer->account);
	args[1] = val_int(req->act.now);
	args[2] = val_int(req->act.now - req->app->sessions.idle_ms);
}

void session_end_one(struct req *req, struct change *c, struct str pid)
{
	change_exec(c, &stmt_end_one,
	            DB_ARGS(val_int(req->viewer->account), val_text(pid), val_int(req->viewer->session)), 1);
}

/* ---- browsers ---- */

struct agent_word {
	const char *mark, *name;
};
/* In this order: most browsers claim to be others as well. */
static const struct agent_word browsers[] = {
	{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Vivaldi/", "Vivaldi"},
	{"Firefox/", "Firefox"}, {"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
};
static const struct agent_word systems[] = {
	{"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Android", "Android"}, {"CrOS", "Chromebook"}, {"Windows", "Windows"},
	{"Macintosh", "Mac"}, {"Linux", "Linux"},
};

static const char *word_in(struct arena *a, struct str text, const struct agent_word *words, size_t n)
{
	/* Cut off at a NUL that no header has anyway. */
	const char *c = str_copy(a, text).p;
	for (size_t i = 0; i < n; i++)
		if (strstr(c, words[i].mark) != NULL)
			return words[i].name;
	return "";
}

struct str session_agent(struct arena *a, struct str user_agent)
{
	return str_printf(a, "%s|%s", word_in(a, user_agent, browsers, sizeof browsers / sizeof *browsers),
	                  word_in(a, user_agent, systems, sizeof systems / sizeof *systems));
}

struct str session_agent_shown(struct req *req, struct str kept)
{
	struct str system, browser = str_cut(kept, '|', &system);
	if (browser.n == 0 && system.n == 0)
		return str_from(tr(req->act.speak, N_("A browser that we do not know")));
	if (browser.n == 0 || system.n == 0)
		return browser.n > 0 ? browser : system;
	return tr_fill(req->act.a, req->act.speak, N_("{browser} on {system}"),
	               TR_SLOTS({"browser", browser}, {"system", system}));
}

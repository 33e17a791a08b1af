#include "sign_in_attempt.h"

#include "keys_client.h"
#include "log.h"
#include "throttle.h"
#include "utf8.h"
#include "view.h"

enum { KEYS = 2, FORGET_MS = 2 * 24 * 60 * 60 * 1000, SECOND_MS = 1000, MINUTE_MS = 60 * 1000 };

static const enum throttle_kind kinds[KEYS] = {THROTTLE_ACCOUNT, THROTTLE_ADDRESS};
static const char *const prefixes[] = {[ATTEMPT_PASSWORD] = "name", [ATTEMPT_CODE] = "code",
                                       [ATTEMPT_INVITATION] = "invitation", [ATTEMPT_TOKEN] = "token",
                                       [ATTEMPT_LETTER] = "letter"};
/* A program that goes on with an old key keeps no school behind the same address from signing in. */
static const char *const addresses[] = {[ATTEMPT_PASSWORD] = "address", [ATTEMPT_CODE] = "address",
                                        [ATTEMPT_INVITATION] = "address", [ATTEMPT_TOKEN] = "token-address",
                                        [ATTEMPT_LETTER] = "address"};

static const struct stmt stmt_get = {"SELECT failures, last FROM attempt WHERE key_hash = $1", "b", "ii"};
static const struct stmt stmt_put = {
	"INSERT INTO attempt (key_hash, failures, last) VALUES ($1, $2, $3)"
	" ON CONFLICT (key_hash) DO UPDATE SET failures = excluded.failures, last = excluded.last",
	"bii", ""};
static const struct stmt stmt_less = {"UPDATE attempt SET failures = failures - 1 WHERE key_hash = $1 AND failures "
                                      "> 0", "b", ""};
static const struct stmt stmt_forget = {"DELETE FROM attempt WHERE key_hash = $1", "b", ""};
static const struct stmt stmt_forget_old = {"DELETE FROM attempt WHERE last < $1", "i", ""};

/* Nobody who reads the database can look for a name or address: the key of the hash is with the key holder. */
static enum err key_of(struct req *req, const char *prefix, struct str who, struct str *key)
{
	unsigned char *mac = arena_alloc(req->act.a, KEYS_MAC_BYTES);
	struct str text = str_printf(req->act.a, "%s:" STR_FMT, prefix, STR_ARG(who));
	enum err e = keys_mac(req->app->keys, KEYS_ATTEMPT, text, mac);
	*key = (struct str){(const char *)mac, e == OK ? KEYS_MAC_BYTES : 0};
	return e;
}

static enum err keys_of(struct req *req, enum attempt_of of, struct str who, struct attempt *at)
{
	*at = (struct attempt){0};
	enum err e = key_of(req, prefixes[of], utf8_fold(req->act.a, who), &at->key[0]);
	if (e == OK && req->address.n > 0)
		e = key_of(req, addresses[of], req->address, &at->key[1]);
	return e;
}

/* In a transaction: looks how long to wait, and if not at all, counts. */
static enum err look_and_count(struct req *req, struct conn *conn, struct attempt *at)
{
	struct arena *a = req->act.a;
	int64_t now = req->act.now, failures[KEYS] = {0};
	size_t place[KEYS];
	struct batch *b = batch_new(conn, a);
	for (size_t i = 0; i < KEYS; i++)
		place[i] = batch_put(b, &stmt_get, DB_ARGS(val_blob(at->key[i].n > 0 ? at->key[i] : S("-"))));
	enum err e = batch_run(b);
	if (e != OK)
		return e;
	for (size_t i = 0; i < KEYS; i++) {
		const struct rows *r = batch_rows(b, place[i]);
		if (r->n == 0)
			continue;
		int64_t left = throttle_left(kinds[i], rows_int(r, 0, 0), rows_int(r, 0, 1), now);
		failures[i] = throttle_counts(kinds[i], rows_int(r, 0, 0), rows_int(r, 0, 1), now);
		at->wait_ms = left > at->wait_ms ? left : at->wait_ms;
	}
	if (at->wait_ms > 0)
		return OK;
	b = batch_new(conn, a);
	for (size_t i = 0; i < KEYS; i++)
		if (at->key[i].n > 0)
			batch_put(b, &stmt_put, DB_ARGS(val_blob(at->key[i]), val_int(failures[i] + 1), val_int(now)));
	batch_put(b, &stmt_forget_old, DB_ARGS(val_int(now - FORGET_MS)));
	return batch_run(b);
}

enum err attempt_take(struct req *req, enum attempt_of of, struct str who, struct attempt *out)
{
	struct conn *conn;
	enum err e = keys_of(req, of, who, out);
	if (e == OK)
		e = act_begin(&req->act, &conn);
	if (e != OK) {
		*out = (struct attempt){0};
		return e;
	}
	e = db_end(conn, look_and_count(req, conn, out));
	if (e != OK)
		*out = (struct attempt){0}; /* nothing was counted, so nothing can be given back */
	return e;
}

void attempt_give_back(struct req *req, const struct attempt *at)
{
	for (size_t i = 0; i < KEYS; i++) {
		enum err e = at->key[i].n == 0 ? OK : act_write(&req->act, &stmt_less, DB_ARGS(val_blob(at->key[i])));
		if (e != OK)
			log_line(LOG_WARN, "attempt.back", "number=%llu state=\"%s\"", (unsigned long long)req->number,
			         err_name(e));
	}
}

void attempt_was_right(struct change *c, const struct attempt *at)
{
	change_exec(c, &stmt_forget, DB_ARGS(val_blob(at->key[0])), -1);
	if (at->key[1].n > 0)
		change_exec(c, &stmt_less, DB_ARGS(val_blob(at->key[1])), -1);
}

enum err attempt_lets_in(struct req *req, const struct way_in *w)
{
	const struct viewer self = {.account = w->account, .region = req->act.region};
	struct session_token token;
	req->act.viewer = &self; /* for as long as this change: it is on that account's name */
	struct change *c = change_begin(&req->act, w->done, 0);
	if (w->uses != NULL)
		change_exec(c, w->uses, w->args, w->n_args, 1);
	attempt_was_right(c, w->at);
	if (w->known != NULL)
		session_device_put(req, c, w->known);
	enum err e = session_begin(req, c, w->account, w->level, &token);
	if (e == OK)
		e = change_commit(c);
	req->act.viewer = req->viewer;
	if (e == OK)
		session_carry(req, &token);
	return e;
}

enum err attempt_forget(struct req *req, const struct attempt *at)
{
	enum err e = act_write(&req->act, &stmt_forget, DB_ARGS(val_blob(at->key[0])));
	if (e == OK && at->key[1].n > 0)
		e = act_write(&req->act, &stmt_less, DB_ARGS(val_blob(at->key[1])));
	return e;
}

enum err attempt_wait_page(struct req *req, const struct attempt *at, const char *back)
{
	struct speak sp = req->act.speak;
	struct arena *a = req->act.a;
	int64_t seconds = (at->wait_ms + SECOND_MS - 1) / SECOND_MS, minutes = (at->wait_ms + MINUTE_MS - 1) / MINUTE_MS;
	bool short_wait = seconds < 60;
	const char *in_seconds = trn(sp, "You can try again in {n} second.", "You can try again in {n} seconds.", seconds);
	const char *in_minutes = trn(sp, "You can try again in {n} minute.", "You can try again in {n} minutes.", minutes);
	const char *how_long = short_wait ? in_seconds : in_minutes;
	struct ui_page page = {.title = tr(sp, N_("Please wait a moment")), .door = true};
	struct ui *u = view_begin(req, &page);
	ui_p(u, tr(sp, N_("There were several tries that were not right. To protect the account we wait a little longer "
	                  "each time.")));
	ui_p(u, tr_fill(a, sp, how_long, TR_SLOTS({"n", tr_number(a, sp.lang, short_wait ? seconds : minutes)})).p);
	ui_p(u, tr(sp, N_("Was it not you? Then nobody came in. Your password still works after the wait.")));
	ui_buttons_begin(u);
	ui_button_link(u, BUTTON_ALT, back, tr(sp, N_("Try again")));
	ui_buttons_end(u);
	ui_p_link(u, NULL, "/hulp", tr(sp, N_("Who can help?")), NULL);
	req->res.status = HTTP_429;
	req->res.retry_after = (int)seconds;
	return view_end(u, req, &page);
}

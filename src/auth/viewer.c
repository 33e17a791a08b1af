#include "viewer.h"
#include "date.h"
#include "token.h"

/* The two statements of "who am I", both by the hash of the token, so that they go in one batch. */
enum who_col {
	W_SESSION, W_LEVEL, W_ROLE, W_BEGAN, W_SEEN, W_ENDS, W_ACCOUNT, W_REGION, W_PID, W_NAME, W_EMAIL, W_LANG, W_THEME,
	W_SHORTCUTS, W_SECOND_FACTOR, W_CLOSED, W_TOKEN_ENDED, W_TOKEN_SCOPE
};
#define WHO_ACCOUNT \
	"a.id, a.region, a.pid, a.name, a.email, a.lang, a.theme, a.shortcuts, a.second_factor, a.closed"
#define WHO_ACCOUNT_TYPES "iitttttibi"
static const struct stmt stmt_who = {
	"SELECT s.id, s.level, s.role, s.began, s.seen, s.ends, " WHO_ACCOUNT
	" FROM session s JOIN account a ON a.id = s.account WHERE s.token_hash = $1",
	"b", "iitiii" WHO_ACCOUNT_TYPES};
/* The same behind the key of a program; it has no level of its own. */
static const struct stmt stmt_token_who = {
	"SELECT k.id, k.id, k.role, k.begins, COALESCE(u.at, 0), k.ends, " WHO_ACCOUNT ", k.ended, k.scope"
	" FROM api_token k JOIN account a ON a.id = k.account LEFT JOIN api_token_use u ON u.token = k.id"
	" WHERE k.token_hash = $1",
	"b", "iitiii" WHO_ACCOUNT_TYPES "it"};

enum seat_col { S_ID, S_ORG, S_ROLE, S_KIND, S_NAME, S_ORG_PID, S_PID, S_REGION, S_HOLDS };
/* A group is a part of its school: a seat there counts only while that of the school is held. */
#define SEATS_OF(table, account, key) \
	"SELECT t.id, t.org, t.role, o.kind, o.name, o.pid, t.pid, o.region, h.id" \
	" FROM " table " s JOIN holds h ON h.account = s." account " JOIN seat t ON t.id = h.seat" \
	" JOIN organisation o ON o.id = t.org" \
	" WHERE s." key " = $1 AND h.begins <= $2 AND h.ends > $2 AND o.ended > $2" \
	" AND (o.kind <> 'groep' OR EXISTS (SELECT 1 FROM holds h2 JOIN seat t2 ON t2.id = h2.seat" \
	" JOIN organisation p ON p.id = t2.org WHERE h2.account = h.account AND t2.org = o.parent AND t2.role = t.role" \
	" AND h2.begins <= $2 AND h2.ends > $2 AND p.ended > $2))" \
	" ORDER BY h.begins, h.id LIMIT 64"
#define SEATS_TYPES "iitttttii"
static const struct stmt stmt_seats = {SEATS_OF("session", "account", "token_hash"), "bi", SEATS_TYPES};
static const struct stmt stmt_token_seats = {SEATS_OF("api_token", "account", "token_hash"), "bi", SEATS_TYPES};
/* And of an account for which something is done when it is not there itself. */
static const struct stmt stmt_account_who = {
	"SELECT 0, 2, '', 0, 0, 0, " WHO_ACCOUNT " FROM account a WHERE a.id = $1", "i", "iitiii" WHO_ACCOUNT_TYPES};
static const struct stmt stmt_account_seats = {SEATS_OF("account", "id", "id"), "ii", SEATS_TYPES};

static int64_t later(int64_t from, int64_t ms)
{
	return from > INSTANT_OPEN - ms ? INSTANT_OPEN : from + ms;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static enum session_level level_of(int64_t stored)
{
	return stored == LEVEL_SECOND_STEP || stored == LEVEL_FULL || stored == LEVEL_GUEST ? (enum session_level)stored
	                                                                                    : LEVEL_NONE;
}

/* Anything but an explicit choice follows the device. */
static struct str theme_of(struct str stored)
{
	return str_is(stored, "light") || str_is(stored, "dark") ? stored : S("");
}

static bool has_seat(const struct seat *seats, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (seats[i].id == id)
			return true;
	return false;
}

/* A role or kind that this program does not know gives nothing; two periods of one seat are one seat. */
static void put_seats(struct viewer *v, struct arena *a, const struct rows *r)
{
	struct seat *seats = ARENA_ARRAY(a, struct seat, r->n + 1);
	struct place *places = ARENA_ARRAY(a, struct place, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		struct seat s = {
			.id = rows_int(r, i, S_ID), .org = rows_int(r, i, S_ORG), .org_name = rows_text(r, i, S_NAME),
			.org_pid = rows_text(r, i, S_ORG_PID), .pid = rows_text(r, i, S_PID), .region = rows_int(r, i, S_REGION),
			.holds = rows_int(r, i, S_HOLDS),
		};
		bool known = role_parse(rows_text(r, i, S_ROLE), &s.role) &&
			org_kind_parse(rows_text(r, i, S_KIND), &s.org_kind);
		if (!known || (role_def(s.role)->at & 1u << s.org_kind) == 0)
			continue;
		places[v->n_places++] = (struct place){s.holds, s.org, s.role};
		if (has_seat(seats, v->n_seats, s.id))
			continue;
		seats[v->n_seats++] = s;
		v->roles |= 1u << s.role;
	}
	v->seats = seats;
	v->places = places;
}

/* The role chosen in this session, as long as it is held; else the one held longest. */
static enum role active_role(const struct viewer *v, struct str chosen)
{
	enum role r;
	if (role_parse(chosen, &r) && viewer_holds(v, r))
		return r;
	return v->n_seats > 0 ? v->seats[0].role : ROLE_NONE;
}

const struct seat *viewer_seat(const struct viewer *v)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role)
			return &v->seats[i];
	return NULL;
}

const struct seat *viewer_seat_at(const struct viewer *v, int64_t org)
{
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role && v->seats[i].org == org)
			return &v->seats[i];
	return NULL;
}

static void put_grantees(struct viewer *v, struct arena *a)
{
	int64_t *g = ARENA_ARRAY(a, int64_t, v->n_seats + v->n_places + 1);
	g[v->n_grantees++] = v->account;
	for (size_t i = 0; i < v->n_seats; i++)
		if (v->seats[i].role == v->role)
			g[v->n_grantees++] = v->seats[i].id;
	for (size_t i = 0; i < v->n_places; i++)
		if (v->places[i].role == v->role)
			g[v->n_grantees++] = v->places[i].id;
	v->grantees = g;
}

static struct viewer *viewer_of(struct arena *a, const struct rows *who, const struct rows *seats, int64_t ends,
                                enum session_level level)
{
	struct viewer *v = ARENA_NEW(a, struct viewer);
	v->account = rows_int(who, 0, W_ACCOUNT);
	v->region = rows_int(who, 0, W_REGION);
	v->session = rows_int(who, 0, W_SESSION);
	v->pid = rows_text(who, 0, W_PID);
	v->name = rows_text(who, 0, W_NAME);
	v->email = rows_text(who, 0, W_EMAIL);
	v->theme = theme_of(rows_text(who, 0, W_THEME));
	v->shortcuts = rows_int(who, 0, W_SHORTCUTS) != 0;
	v->level = level;
	v->has_second_factor = rows_text(who, 0, W_SECOND_FACTOR).n > 0;
	v->session_seen = rows_int(who, 0, W_SEEN);
	v->session_ends = ends;
	if (!lang_parse(rows_text(who, 0, W_LANG), &v->lang))
		v->lang = LANG_NL;
	put_seats(v, a, seats);
	v->role = active_role(v, rows_text(who, 0, W_ROLE));
	put_grantees(v, a);
	if (v->level == LEVEL_FULL && viewer_needs_second_factor(v) && !v->has_second_factor)
		v->level = LEVEL_SECOND_STEP;
	return v;
}

enum err viewer_load(struct conn *c, struct arena *a, struct str token, int64_t now,
                     const struct session_limits *limits,
                     struct viewer **out, int64_t *expired)
{
	*out = NULL;
	*expired = 0;
	if (token.n == 0)
		return ERR_NOT_FOUND;
	struct val hash = val_blob(token_hash(a, token));
	struct batch *b = batch_new(c, a);
	size_t who_at = batch_put(b, &stmt_who, DB_ARGS(hash));
	size_t seats_at = batch_put(b, &stmt_seats, DB_ARGS(hash, val_int(now)));
	enum err e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *who = batch_rows(b, who_at);
	if (who->n == 0 || rows_int(who, 0, W_CLOSED) <= now || level_of(rows_int(who, 0, W_LEVEL)) == LEVEL_NONE)
		return ERR_NOT_FOUND;
	int64_t ends = sooner(rows_int(who, 0, W_ENDS), later(rows_int(who, 0, W_BEGAN), limits->absolute_ms));
	if (now >= ends || now >= later(rows_int(who, 0, W_SEEN), limits->idle_ms)) {
		*expired = rows_int(who, 0, W_LEVEL) == LEVEL_FULL ? rows_int(who, 0, W_ACCOUNT) : 0;
		return ERR_NOT_FOUND;
	}
	*out = viewer_of(a, who, batch_rows(b, seats_at), ends, level_of(rows_int(who, 0, W_LEVEL)));
	return OK;
}

enum err viewer_load_token(struct conn *c, struct arena *a, struct str token, int64_t now, struct viewer **out)
{
	struct val hash = val_blob(token_hash(a, token));
	struct batch *b = batch_new(c, a);
	size_t who_at = batch_put(b, &stmt_token_who, DB_ARGS(hash));
	size_t seats_at = batch_put(b, &stmt_token_seats, DB_ARGS(hash, val_int(now)));
	enum role role;
	*out = NULL;
	enum err e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *who = batch_rows(b, who_at);
	if (who->n == 0 || rows_int(who, 0, W_CLOSED) <= now || rows_int(who, 0, W_BEGAN) > now)
		return ERR_NOT_FOUND;
	int64_t ends = sooner(rows_int(who, 0, W_ENDS), rows_int(who, 0, W_TOKEN_ENDED));
	struct viewer *v = viewer_of(a, who, batch_rows(b, seats_at), ends, LEVEL_FULL);
	v->token = v->session;
	v->session = 0;
	v->reads_only = !str_is(rows_text(who, 0, W_TOKEN_SCOPE), "write");
	bool acts = role_parse(rows_text(who, 0, W_ROLE), &role) && viewer_holds(v, role) && v->role == role;
	if (now >= ends || !acts || !v->has_second_factor || v->level != LEVEL_FULL)
		return ERR_NOT_FOUND;
	*out = v;
	return OK;
}

enum err viewer_load_account(struct conn *c, struct arena *a, int64_t account, enum role role, int64_t now,
                             struct viewer **out)
{
	struct batch *b = batch_new(c, a);
	size_t who_at = batch_put(b, &stmt_account_who, DB_ARGS(val_int(account)));
	size_t seats_at = batch_put(b, &stmt_account_seats, DB_ARGS(val_int(account), val_int(now)));
	*out = NULL;
	enum err e = batch_run(b);
	if (e != OK)
		return e;
	const struct rows *who = batch_rows(b, who_at);
	if (who->n == 0 || rows_int(who, 0, W_CLOSED) <= now)
		return ERR_NOT_FOUND;
	struct viewer *v = viewer_of(a, who, batch_rows(b, seats_at), INSTANT_OPEN, LEVEL_FULL);
	if (v->level != LEVEL_FULL || !viewer_holds(v, role))
		return ERR_NOT_FOUND;
	v->role = role;
	v->n_grantees = 0;
	put_grantees(v, a);
	*out = v;
	return OK;
}

bool viewer_holds(const struct viewer *v, enum role r)
{
	return r != ROLE_NONE && (unsigned)r < ROLE__N && (v->roles & 1u << r) != 0;
}

bool viewer_is_grantee(const struct viewer *v, int64_t grantee)
{
	for (size_t i = 0; v != NULL && i < v->n_grantees; i++)
		if (v->grantees[i] == grantee)
			return true;
	return false;
}

bool viewer_needs_second_factor(const struct viewer *v)
{
	return roles_need_second_factor(v->roles);
}

bool viewer_reads(const struct viewer *v)
{
	return v != NULL && (v->level == LEVEL_FULL || v->level == LEVEL_GUEST);
}

bool viewer_can(const struct viewer *v, enum cap need)
{
	enum session_level level = v == NULL ? LEVEL_NONE : v->level;
	switch (need) {
	case CAP_PUBLIC:
		return true;
	case CAP_SECOND_STEP:
		return level == LEVEL_SECOND_STEP;
	case CAP_SIGNED_IN:
		return level == LEVEL_FULL;
	case CAP_GUEST:
		return level == LEVEL_GUEST;
	case CAP_ACCOUNTS:
	case CAP_ORGANISATIONS:
	case CAP_STAFF:
	case CAP_SETTINGS:
	case CAP_LOGS:
	case CAP_BREAK_GLASS:
	case CAP_VISITS:
		return level == LEVEL_FULL && (role_def(v->role)->caps & 1u << need) != 0;
	case CAP_NOBODY:
	case CAP__N:
		break;
	}
	return false;
}

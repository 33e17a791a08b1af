#include "account_desk.h"

#include "date.h"
#include "utf8.h"


static const struct stmt stmt_org_of_region = {
	"SELECT " ORG_COLUMNS " FROM " ORG_FROM " WHERE o.pid = $1 AND o.region = $2", "ti", ORG_TYPES,
};
static const struct stmt stmt_holding = {
	"SELECT " ORG_COLUMNS ", h.id, h.rev, h.account, h.begins, h.ends, h.pid, a.pid, a.name, a.email, s.role,"
	" a.closed FROM " ORG_FROM
	" JOIN seat s ON s.org = o.id JOIN holds h ON h.seat = s.id JOIN account a ON a.id = h.account"
	" WHERE h.pid = $1 AND h.region = $2",
	"ti",
	ORG_TYPES "iiiiitttt"
		  "ti",
};
static const struct stmt stmt_other_administrators = {
	"SELECT count(*) FROM holds h JOIN seat s ON s.id = h.seat JOIN account a ON a.id = h.account"
	" WHERE s.role = $1 AND s.region = $2 AND h.begins <= $3 AND h.ends > $3 AND a.closed > $3 AND a.id <> $4",
	"tiii", "i",
};
/* Writes nothing: it touches one row when an administrator is left, after what the change wrote. */
static const struct stmt stmt_administrator_left = {
	"UPDATE seat SET rev = rev WHERE id = (SELECT min(s.id) FROM holds h JOIN seat s ON s.id = h.seat"
	" JOIN account a ON a.id = h.account WHERE s.role = $1 AND s.region = $2 AND h.begins <= $3 AND h.ends > $3"
	" AND a.closed > $3)",
	"tii", "",
};
static const struct stmt stmt_is_administrator = {
	"SELECT count(*) FROM holds h JOIN seat s ON s.id = h.seat WHERE s.role = $1 AND h.account = $2 AND h.ends > $3",
	"tii", "i",
};
static const struct stmt stmt_seat = {"SELECT id FROM seat WHERE org = $1 AND role = $2", "it", "i"};
static const struct stmt stmt_open_holds = {"SELECT id FROM holds WHERE account = $1 AND ends > $2", "ii", "i"};
static const struct stmt stmt_sessions_end = {"UPDATE session SET ends = $2 WHERE account = $1 AND ends > $2", "ii",
					      ""};
static const struct stmt stmt_recovery_drop = {"DELETE FROM recovery WHERE account = $1", "i", ""};
static const struct stmt stmt_drafts_drop = {"DELETE FROM draft WHERE account = $1", "i", ""};
static const struct stmt stmt_any_account = {"SELECT count(*) FROM (SELECT id FROM account LIMIT 1) a", "", "i"};

struct org org_from(const struct viewer *v, const struct rows *r, size_t row)
{
	struct org o = {
		.id = rows_int(r, row, 0),
		.rev = rows_int(r, row, 1),
		.ended = rows_int(r, row, 2),
		.pid = rows_text(r, row, 3),
		.name = rows_text(r, row, 4),
		.place = rows_text(r, row, 5),
	};
	if (!org_kind_parse(rows_text(r, row, 6), &o.kind))
		o.kind = ORG_NONE;
	o.own = viewer_seat_at(v, o.id) != NULL ? GIVER_OWN
	      : viewer_seat_at(v, rows_int(r, row, 7)) != NULL ? GIVER_PARENT : GIVER_ELSEWHERE;
	o.board_pid = rows_text(r, row, 8);
	o.board_name = rows_text(r, row, 9);
	o.fresh = rows_int(r, row, 10) == 0;
	return o;
}

uint32_t grants_at(const struct viewer *v, const struct org *o)
{
	return o->ended == INSTANT_OPEN ? role_grants(v->role, o->kind, o->own, o->fresh) : 0;
}

bool may_see_team(const struct viewer *v, const struct org *o)
{
	return o->kind != ORG_PARENTS && (viewer_can(v, CAP_ORGANISATIONS) || o->own != GIVER_ELSEWHERE);
}

size_t people_org_put(struct batch *b, const struct act *act, struct str pid)
{
	return batch_put(b, &stmt_org_of_region, DB_ARGS(val_text(pid), val_int(act->viewer->region)));
}

enum err people_org_take(const struct act *act, const struct rows *r, struct org *out)
{
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*out = org_from(act->viewer, r, 0);
	return may_see_team(act->viewer, out) || grants_at(act->viewer, out) != 0 ? OK : ERR_NOT_FOUND;
}

enum err people_org_in_reach(struct act *act, struct str pid, struct org *out)
{
	struct batch *b;
	if (act->viewer == NULL)
		return ERR_NOT_FOUND;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t org = people_org_put(b, act, pid);
	e = batch_run(b);
	return e != OK ? e : people_org_take(act, batch_rows(b, org), out);
}

enum err people_account_in_reach(struct act *act, struct str pid, struct row *out)
{
	if (!viewer_can(act->viewer, CAP_ACCOUNTS))
		return ERR_NOT_FOUND;
	enum err e = record_by_pid(act, &rec_account, pid, out);
	return e == OK && out->region != act->viewer->region ? ERR_NOT_FOUND : e;
}

enum err people_holding_in_reach(struct act *act, struct str pid, struct holding *out)
{
	const struct rows *r;
	if (act->viewer == NULL)
		return ERR_NOT_FOUND;
	enum err e = act_exec(act, &stmt_holding, DB_ARGS(val_text(pid), val_int(act->viewer->region)), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return ERR_NOT_FOUND;
	*out = (struct holding){
		.org = org_from(act->viewer, r, 0),
		.id = rows_int(r, 0, ORG_COLS),
		.rev = rows_int(r, 0, ORG_COLS + 1),
		.account = rows_int(r, 0, ORG_COLS + 2),
		.begins = rows_int(r, 0, ORG_COLS + 3),
		.ends = rows_int(r, 0, ORG_COLS + 4),
		.pid = rows_text(r, 0, ORG_COLS + 5),
		.account_pid = rows_text(r, 0, ORG_COLS + 6),
		.name = rows_text(r, 0, ORG_COLS + 7),
		.email = rows_text(r, 0, ORG_COLS + 8),
		.account_closed = rows_int(r, 0, ORG_COLS + 10),
	};
	if (!role_parse(rows_text(r, 0, ORG_COLS + 9), &out->role))
		out->role = ROLE_NONE;
	return may_see_team(act->viewer, &out->org) || viewer_can(act->viewer, CAP_ACCOUNTS) ? OK : ERR_NOT_FOUND;
}

static const struct stmt stmt_parents = {
	"SELECT id FROM organisation WHERE region = $1 AND kind = 'parents' AND ended > $2 ORDER BY id LIMIT 1", "ii", "i"};

enum err parents_org(struct act *act, int64_t *id)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_parents, DB_ARGS(val_int(act->viewer->region), val_int(act->now)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	if (e == OK)
		*id = rows_int(r, 0, 0);
	return e;
}

bool may_give(const struct viewer *v, const struct org *org, enum role role)
{
	return (grants_at(v, org) & UINT32_C(1) << role) != 0;
}

size_t roles_to_give(const struct viewer *v, const struct org *org, enum role out[ROLE__N])
{
	size_t n = 0;
	for (enum role r = ROLE_NONE + 1; r < ROLE__N; r++)
		if (may_give(v, org, r))
			out[n++] = r;
	return n;
}

bool may_end(const struct viewer *v, const struct holding *h, int64_t now)
{
	return h->ends > now && (may_give(v, &h->org, h->role) || viewer_can(v, CAP_ACCOUNTS));
}

bool may_change_end(const struct viewer *v, const struct holding *h, int64_t now)
{
	return h->ends > now && may_give_back(v, h);
}

bool may_give_back(const struct viewer *v, const struct holding *h)
{
	return h->account != v->account && may_give(v, &h->org, h->role);
}

enum err account_may_undo(struct act *act, const struct row *now)
{
	return now->id == act->viewer->account ? OK : ERR_DENIED;
}

enum err organisation_may_undo(struct act *act, const struct row *now)
{
	if (now->region != act->viewer->region)
		return ERR_NOT_FOUND;
	return viewer_can(act->viewer, CAP_ORGANISATIONS) ? OK : ERR_DENIED;
}

enum err holds_may_undo(struct act *act, const struct row *now)
{
	struct holding h;
	enum err e = people_holding_in_reach(act, now->pid, &h);
	if (e != OK)
		return e;
	return h.account_closed > act->now && may_give_back(act->viewer, &h) ? OK : ERR_DENIED;
}

void keep_an_administrator(struct change *c, const struct act *act)
{
	change_exec(c, &stmt_administrator_left,
	            DB_ARGS(val_text(str_from(role_def(ROLE_ADMINISTRATOR)->code)), val_int(act->region),
	                    val_int(act->now)),
	            1);
}

size_t last_administrator_put(struct batch *b, const struct act *act, int64_t account)
{
	struct val code = val_text(str_from(role_def(ROLE_ADMINISTRATOR)->code));
	size_t is = batch_put(b, &stmt_is_administrator, DB_ARGS(code, val_int(account), val_int(act->now)));
	batch_put(b, &stmt_other_administrators, DB_ARGS(code, val_int(act->region), val_int(act->now), val_int(account)));
	return is;
}

bool last_administrator_take(const struct batch *b, size_t at)
{
	return rows_int(batch_rows(b, at), 0, 0) > 0 && rows_int(batch_rows(b, at + 1), 0, 0) == 0;
}

enum err is_last_administrator(struct act *act, int64_t account, bool *last)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	size_t at = last_administrator_put(b, act, account);
	e = batch_run(b);
	if (e == OK)
		*last = last_administrator_take(b, at);
	return e;
}

static enum err seat_new(struct change *c, int64_t org, enum role role, int64_t *seat)
{
	struct str pid;
	const struct val v[SEAT__N] = {
		[SEAT_ORG] = val_int(org),
		[SEAT_ROLE] = val_text(str_from(role_def(role)->code)),
	};
	return change_new(c, &rec_seat, v, seat, &pid);
}

enum err organisation_new(struct act *act, struct change *c, enum org_kind kind, struct str name, struct str place,
                          int64_t board, struct org_made *out)
{
	const struct val v[ORGANISATION__N] = {
		[ORGANISATION_KIND] = val_text(str_from(org_kind_code(kind))),
		[ORGANISATION_NAME] = val_text(name),
		[ORGANISATION_NAME_KEY] = val_text(utf8_fold(act->a, name)),
		[ORGANISATION_PLACE] = place.n == 0 ? val_null() : val_text(place),
		[ORGANISATION_PARENT] = board == 0 ? val_null() : val_int(board),
		[ORGANISATION_ENDED] = val_int(INSTANT_OPEN),
		[ORGANISATION_YEARS] = val_null(),
	};
	*out = (struct org_made){.id = 0};
	enum err e = change_new(c, &rec_organisation, v, &out->id, &out->pid);
	for (enum role r = ROLE_NONE + 1; e == OK && r < ROLE__N; r++)
		if ((role_def(r)->at & 1u << kind) != 0)
			e = seat_new(c, out->id, r, &out->seat[r]);
	return e;
}

enum err seat_of(struct act *act, struct change *c, int64_t org, enum role role, int64_t *seat)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_seat, DB_ARGS(val_int(org), val_text(str_from(role_def(role)->code))), &r);
	if (e != OK)
		return e;
	if (r->n == 0)
		return seat_new(c, org, role, seat);
	*seat = rows_int(r, 0, 0);
	return OK;
}

enum err account_new(struct act *act, struct change *c, const struct account_new *n, int64_t *id, struct str *pid)
{
	const struct val v[ACCOUNT__N] = {
		[ACCOUNT_EMAIL] = n->email.n > 0 ? val_text(n->email) : val_null(),
		[ACCOUNT_EMAIL_KEY] = n->email.n > 0 ? val_text(utf8_fold(act->a, n->email)) : val_null(),
		[ACCOUNT_NAME] = val_text(n->name),
		[ACCOUNT_NAME_KEY] = val_text(utf8_fold(act->a, n->name)),
		[ACCOUNT_LANG] = val_text(str_from(lang_code(n->lang))),
		[ACCOUNT_THEME] = val_text(S("auto")),
		[ACCOUNT_SHORTCUTS] = val_int(0),
		[ACCOUNT_CHANNEL] = val_text(n->email.n > 0 ? S("mail") : S("letter")),
		[ACCOUNT_TALK_LANGUAGE] = val_null(),
		[ACCOUNT_INTERPRETER] = val_int(0),
		[ACCOUNT_RATHER_HEARS] = val_int(0),
		[ACCOUNT_DESK] = n->desk != 0 ? val_int(n->desk) : val_null(),
		[ACCOUNT_PASSWORD] = val_text(n->password_hash),
		[ACCOUNT_SECOND_FACTOR] = val_null(),
		[ACCOUNT_SECOND_STEP] = val_int(0),
		[ACCOUNT_MADE] = val_int(act->now),
		[ACCOUNT_CLOSED] = val_int(INSTANT_OPEN),
	};
	return change_new(c, &rec_account, v, id, pid);
}

enum err seat_give(struct act *act, struct change *c, int64_t account, int64_t seat, int64_t ends, int64_t given_by)
{
	int64_t id;
	struct str pid;
	const struct val v[HOLDS__N] = {
		[HOLDS_ACCOUNT] = val_int(account),
		[HOLDS_SEAT] = val_int(seat),
		[HOLDS_BEGINS] = val_int(act->now),
		[HOLDS_ENDS] = val_int(ends),
		[HOLDS_GIVEN_BY] = val_int(given_by),
	};
	return change_new(c, &rec_holds, v, &id, &pid);
}

void seat_end(struct act *act, struct change *c, int64_t holds)
{
	change_set(c, &rec_holds, holds, &holds_fields[HOLDS_ENDS], val_int(act->now));
}

enum err account_close(struct act *act, struct change *c, int64_t account)
{
	const struct rows *open, *is;
	struct val code = val_text(str_from(role_def(ROLE_ADMINISTRATOR)->code));
	enum err e = act_exec(act, &stmt_open_holds, DB_ARGS(val_int(account), val_int(act->now)), &open);
	if (e == OK)
		e = act_exec(act, &stmt_is_administrator, DB_ARGS(code, val_int(account), val_int(act->now)), &is);
	if (e != OK)
		return e;
	if (rows_int(is, 0, 0) > 0)
		keep_an_administrator(c, act);
	change_set(c, &rec_account, account, &account_fields[ACCOUNT_CLOSED], val_int(act->now));
	change_set(c, &rec_account, account, &account_fields[ACCOUNT_PASSWORD], val_text((struct str){"", 0}));
	change_set(c, &rec_account, account, &account_fields[ACCOUNT_SECOND_FACTOR], val_null());
	for (size_t i = 0; i < open->n; i++)
		seat_end(act, c, rows_int(open, i, 0));
	change_exec(c, &stmt_sessions_end, DB_ARGS(val_int(account), val_int(act->now)), -1);
	change_exec(c, &stmt_recovery_drop, DB_ARGS(val_int(account)), -1);
	change_exec(c, &stmt_drafts_drop, DB_ARGS(val_int(account)), -1);
	return OK;
}

int64_t end_of_day(int32_t last_day)
{
	return instant_of_date(last_day + 1);
}

int32_t last_day_of(int64_t ends)
{
	return instant_date(ends - 1);
}

enum err house_is_empty(struct act *act, bool *empty)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_any_account, DB_NO_ARGS, &r);
	if (e == OK)
		*empty = rows_int(r, 0, 0) == 0;
	return e;
}

/* The daily message with numbers: who gets one, at which hour, and what it counts. */
#include "agenda_pages.h"

#include "access.h"
#include "calendar.h"
#include "outbox.h"
#include "people.h"
#include "route.h"
#include "view.h"

#define HERE "/account/dagbericht"
enum { HOUR_MS = 60 * 60 * 1000, BACK_MS = 12 * HOUR_MS, WAIT_MS = 5000, ONE_BYTES = 8 << 20, PAGE = 500,
	DEFAULT_HOUR = 7 };

static const struct stmt stmt_swept = {"SELECT value FROM setting WHERE name = 'digest.swept'", "", "t"};
static const struct stmt stmt_swept_put = {"INSERT INTO setting (name, value) VALUES ('digest.swept', $1) ON CONFLICT "
                                           "(name) DO UPDATE SET value = excluded.value",
                                           "t", ""};
/* Only who holds a seat at an organisation that is no family. */
static const struct stmt stmt_accounts = {
	"SELECT a.id, COALESCE(d.how, 'daily'), COALESCE(d.hour, '07') FROM account a"
	" LEFT JOIN digest d ON d.account = a.id"
	" WHERE a.id > $1 AND a.closed > $2 AND EXISTS (SELECT 1 FROM holds h JOIN seat t ON t.id = h.seat"
	" WHERE h.account = a.id AND h.begins <= $2 AND h.ends > $2 AND t.role NOT IN ('parent', 'pupil'))"
	" ORDER BY a.id LIMIT 500",
	"ii", "itt"};
static const struct stmt stmt_roles = {
	"SELECT DISTINCT t.role FROM holds h JOIN seat t ON t.id = h.seat"
	" WHERE h.account = $1 AND h.begins <= $2 AND h.ends > $2", "ii", "t"};
static const struct stmt stmt_own = {"SELECT id FROM digest WHERE account = $1", "i", "i"};

/* ---- which hours have begun ---- */

/* The hours of local time that began in (since, now]: which of them is `hour`, and on what day; 0: none. */
static int32_t day_of_hour(int64_t since, int64_t now, int hour)
{
	for (int64_t at = now - now % HOUR_MS; at > since; at -= HOUR_MS)
		if (instant_time(at).hour == hour)
			return instant_date(at);
	return 0;
}

static bool first_working_day(int32_t day)
{
	int32_t monday = day - (date_weekday(day) - 1);
	for (int32_t d = monday; d < day; d++)
		if (working_day(d))
			return false;
	return working_day(day);
}

static bool wanted_on(struct str how, int32_t day)
{
	if (str_is(how, "weekly"))
		return first_working_day(day);
	return str_is(how, "daily") && working_day(day);
}

/* ---- what it counts ---- */

enum { LATE, TODAY, WEEK, PIECES };

/* In the role of this act; nothing of a child is read, only how many rows stand where. */
static enum err count_role(struct act *act, int32_t day, int64_t counts[DIGEST__N])
{
	struct arena *a = act->a;
	int32_t monday = day - (date_weekday(day) - 1) + 7;
	struct shelf_bucket v[PIECES] = {
		[LATE] = {.below = date_iso(a, day)},
		[TODAY] = {.from = date_iso(a, day), .below = date_iso(a, day + 1)},
		[WEEK] = {.from = date_iso(a, day + 1), .below = date_iso(a, monday)},
	};
	for (size_t i = 0; i < PIECES; i++)
		v[i].where.side = agenda_side(act->viewer);
	enum err e = shelf_buckets(act, route_list(LIST_WORK), v, PIECES, NULL);
	if (e != OK)
		return e;
	counts[DIGEST_LATE] += v[LATE].n;
	counts[DIGEST_TODAY] += v[TODAY].n;
	counts[DIGEST_WEEK] += v[WEEK].n;
	return OK;
}

static enum err count_all(struct act *act, int64_t account, int32_t day, int64_t counts[DIGEST__N])
{
	const struct rows *roles;
	enum err e = act_exec(act, &stmt_roles, DB_ARGS(val_int(account), val_int(act->now)), &roles);
	for (size_t i = 0; e == OK && i < roles->n; i++) {
		struct viewer *v;
		enum role role;
		if (!role_parse(rows_text(roles, i, 0), &role) || role == ROLE_PARENT || role == ROLE_PUPIL)
			continue;
		e = viewer_load_account(act->conn, act->a, account, role, act->now, &v);
		act->viewer = v;
		if (e == OK)
			e = count_role(act, day, counts);
		else if (e == ERR_NOT_FOUND)
			e = OK;
	}
	act->viewer = NULL;
	return e;
}

/* Once a day: the outbox knows the day. */
static enum err tell(struct act *act, int64_t account, int32_t day, int64_t *told)
{
	struct notice n = {.kind = NOTICE_DIGEST, .account = account, .lapses = instant_of_date(day + 1),
		.once = str_printf(act->a, "digest:" STR_FMT, STR_ARG(date_iso(act->a, day)))};
	enum err e = count_all(act, account, day, n.counts);
	if (e != OK || n.counts[DIGEST_LATE] + n.counts[DIGEST_TODAY] + n.counts[DIGEST_WEEK] == 0)
		return e;
	*told += 1;
	return outbox_add(act, &n);
}

/* ---- a round ---- */

struct round {
	struct db *db;
	const struct model *model;
	struct arena *one; /* of one account */
	int64_t since, now;
	int64_t *told;
};

static enum err tell_row(struct round *r, int64_t account, struct str how, struct str hour)
{
	int64_t h;
	if (!str_to_i64(hour, &h))
		h = DEFAULT_HOUR;
	int32_t day = day_of_hour(r->since, r->now, (int)h);
	if (day == 0 || !wanted_on(how, day))
		return OK;
	struct act act = {.db = r->db, .model = r->model, .a = r->one, .now = r->now, .speak = {LANG_NL, AUD_PROF},
	                  .door = "job.digest"};
	struct conn *conn;
	enum err e = act_conn(&act, &conn);
	if (e == OK)
		e = tell(&act, account, day, r->told);
	act_end(&act);
	arena_reset(r->one);
	return e;
}

static enum err tell_everyone(struct round *r, struct conn *conn, struct arena *a)
{
	const struct rows *page;
	int64_t after = 0;
	do {
		enum err e = db_exec(conn, a, &stmt_accounts, DB_ARGS(val_int(after), val_int(r->now)), &page);
		for (size_t i = 0; e == OK && i < page->n; i++)
			e = tell_row(r, rows_int(page, i, 0), rows_text(page, i, 1), rows_text(page, i, 2));
		if (e != OK)
			return e;
		if (page->n > 0)
			after = rows_int(page, page->n - 1, 0);
	} while (page->n == PAGE);
	return OK;
}

/* From where the last round ended; of hours that lie further back nobody is told any more, and at the first start only
 * the present one counts. */
static enum err since_when(struct conn *conn, struct arena *a, int64_t now, int64_t *since)
{
	const struct rows *r;
	enum err e = db_exec(conn, a, &stmt_swept, DB_NO_ARGS, &r);
	*since = now - HOUR_MS;
	if (e == OK && r->n == 1 && !str_to_i64(rows_text(r, 0, 0), since))
		*since = now - HOUR_MS;
	if (*since < now - BACK_MS)
		*since = now - BACK_MS;
	return e;
}

static enum err remember(struct conn *conn, struct arena *a, int64_t now)
{
	const struct rows *r;
	enum err e = db_begin(conn);
	if (e == OK)
		e = db_exec(conn, a, &stmt_swept_put, DB_ARGS(val_text(str_printf(a, "%lld", (long long)now))), &r);
	return db_end(conn, e);
}

enum err digest_run(struct db *db, const struct model *m, struct arena *a, int64_t now, int64_t *told)
{
	struct round r = {.db = db, .model = m, .now = now, .told = told};
	struct conn *conn;
	*told = 0;
	enum err e = db_take(db, WAIT_MS, &conn);
	if (e != OK)
		return e;
	e = since_when(conn, a, now, &r.since);
	if (e == OK && now - now % HOUR_MS > r.since) {
		r.one = arena_new(ONE_BYTES);
		e = tell_everyone(&r, conn, a);
		arena_free(r.one);
		if (e == OK)
			e = remember(conn, a, now);
	}
	db_give(db, conn);
	return e;
}

/* ---- the own choice ---- */

static const struct field *const fields[] = {&digest_fields[DIGEST_HOW], &digest_fields[DIGEST_HOUR]};
const struct form_def form_digest = {.name = "digest", .fields = fields, .n = 2, .submit = N_("Save")};

/* ERR_NOT_FOUND: nothing was chosen yet. */
static enum err own_choice(struct req *req, struct row *out)
{
	const struct rows *r;
	enum err e = act_exec(&req->act, &stmt_own, DB_ARGS(val_int(req->viewer->account)), &r);
	if (e == OK && r->n == 0)
		e = ERR_NOT_FOUND;
	return e == OK ? plain_by_id(&req->act, &rec_digest, rows_int(r, 0, 0), out) : e;
}

/* For who works here; parents and pupils are written to about one thing at a time. */
static bool may_choose(const struct viewer *v)
{
	return v->n_seats > 0 && role_def(v->role)->audience == AUD_PROF;
}

enum err digest_page(struct req *req)
{
	struct row own;
	if (!may_choose(req->viewer))
		return ERR_NOT_FOUND;
	struct form *f = req_form(req, &form_digest);
	enum err e = own_choice(req, &own);
	if (e != OK && e != ERR_NOT_FOUND)
		return e;
	if (!f->posted && e == OK)
		form_from_row(f, req->act.a, &own);
	else if (!f->posted) {
		form_set(f, req->act.a, fields[0], val_text(S("daily")));
		form_set(f, req->act.a, fields[1], val_text(S("07")));
	}
	const struct ui_link crumbs[] = {{tr(req->act.speak, N_("Your account")), "/account"}};
	struct ui_page page = {
		.title = tr(req->act.speak, N_("Daily message")), .crumbs = crumbs, .n_crumbs = 1,
		.intro = tr(req->act.speak, N_("A short e-mail with numbers: how much is too late, due today and due "
		                               "this week. It names no child and no school. When nothing waits for "
		                               "you, none is sent.")),
	};
	struct ui *u = view_begin(req, &page);
	ui_panel_begin(u, NULL);
	view_form(u, f, HERE);
	ui_panel_end(u);
	return view_end(u, req, &page);
}

static enum err first_choice(struct req *req, struct change *c)
{
	int64_t id;
	struct str pid;
	const struct val v[DIGEST_FIELD__N] = {
		[DIGEST_ACCOUNT] = val_int(req->viewer->account),
		[DIGEST_HOW] = form_val(req->form, &digest_fields[DIGEST_HOW]),
		[DIGEST_HOUR] = form_val(req->form, &digest_fields[DIGEST_HOUR]),
	};
	return change_new(c, &rec_digest, v, &id, &pid);
}

enum err digest_post(struct req *req)
{
	struct row own;
	if (!may_choose(req->viewer))
		return ERR_NOT_FOUND;
	struct change *c = change_begin(&req->act, N_("Your choice is saved"), 0);
	enum err e = own_choice(req, &own);
	if (e == OK)
		change_put(c, &rec_digest, own.id, req->form);
	else if (e == ERR_NOT_FOUND)
		e = first_choice(req, c);
	return e != OK ? e : req_commit(req, c, HERE);
}

#include "retain.h"

#include "date.h"
#include "erase.h"
#include "outbox.h"

enum { AT_ONCE = 200, TELL_MINUTES = 15 };

static const struct stmt stmt_setting = {"SELECT value FROM setting WHERE name = $1", "t", "t"};
static const struct stmt stmt_set = {
	"INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", "tt",
	""};
static const struct stmt stmt_first = {
	"INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", "tt", ""};
static const struct stmt stmt_see = {
	"INSERT INTO retention_seen (route, part, first_on, last_on, fact_on, until_on, rule)"
	" VALUES ($1, $2, $3, $3, $4, $5, $6) ON CONFLICT (route, part) DO UPDATE SET last_on = excluded.last_on,"
	/* Another fact or another rule: what was seen of the one before says nothing of this one. */
	" first_on = CASE WHEN retention_seen.fact_on = excluded.fact_on AND retention_seen.rule = excluded.rule"
	" THEN retention_seen.first_on ELSE excluded.first_on END,"
	" fact_on = excluded.fact_on, until_on = excluded.until_on, rule = excluded.rule",
	"ittttt", ""};
static const struct stmt stmt_unsee = {"DELETE FROM retention_seen WHERE last_on <> $1", "t", ""};
static const struct stmt stmt_forget = {"DELETE FROM retention_seen", "", ""};
#define DAY_SETTING "retention.day"
#define JUMP_SETTING "retention.jump"
#define SINCE_SETTING "retention.since"
#define TOLD_SETTING "retention.told"

static enum err day_of(struct act *act, const char *name, int32_t *out)
{
	const struct rows *r;
	enum err e = act_exec(act, &stmt_setting, DB_ARGS(val_text(str_from(name))), &r);
	*out = DATE_OPEN;
	if (e == OK && r->n == 1 && !date_parse_iso(rows_text(r, 0, 0), out))
		*out = DATE_OPEN;
	return e;
}

enum err retain_jumped(struct act *act, int32_t *on)
{
	return day_of(act, JUMP_SETTING, on);
}

enum err retain_since(struct act *act, int32_t *on)
{
	return day_of(act, SINCE_SETTING, on);
}

/* The core goes last: as long as another part holds something, it is kept. */
static enum err something_there(struct act *act, const struct past *p, bool *yes)
{
	struct erased size;
	enum err e = erase_size(act, p->route, p->part, &size);
	*yes = p->part == PART_KERN || size.rows > 0;
	for (enum part q = PART_NONE + 1; e == OK && p->part == PART_KERN && q < PART__N; q++) {
		if (q == PART_KERN)
			continue;
		e = erase_size(act, p->route, q, &size);
		*yes = *yes && size.rows == 0;
	}
	return e;
}

static enum err put_setting(struct conn *conn, struct act *act, const struct stmt *how, const char *name, int32_t day)
{
	return db_exec(conn, act->a, how, DB_ARGS(val_text(str_from(name)), val_text(date_iso(act->a, day))), NULL);
}

static enum err write_seen(struct act *act, struct conn *conn, const struct past *v, size_t n, int32_t today,
                           bool jumped)
{
	struct arena *a = act->a;
	struct str day = date_iso(a, today);
	enum err e = jumped ? db_exec(conn, a, &stmt_forget, DB_NO_ARGS, NULL) : OK;
	for (size_t i = 0; e == OK && i < n; i += AT_ONCE) {
		struct batch *b = batch_new(conn, a);
		for (size_t k = i; k < n && k < i + AT_ONCE; k++)
			batch_put(b, &stmt_see,
			          DB_ARGS(val_int(v[k].route), val_text(str_from(part_code(v[k].part))), val_text(day),
			                  val_text(date_iso(a, v[k].from)), val_text(date_iso(a, v[k].until)),
			                  val_text(str_from(v[k].rule))));
		e = batch_run(b);
	}
	if (e == OK)
		e = db_exec(conn, a, &stmt_unsee, DB_ARGS(val_text(day)), NULL);
	if (e == OK)
		e = put_setting(conn, act, &stmt_set, DAY_SETTING, today);
	if (e == OK)
		e = put_setting(conn, act, jumped ? &stmt_set : &stmt_first, SINCE_SETTING, today);
	return e == OK && jumped ? put_setting(conn, act, &stmt_set, JUMP_SETTING, today) : e;
}

static enum err look(struct act *act, int32_t today, bool jumped, int64_t *past)
{
	struct region_books books;
	struct pasts all;
	struct conn *conn;
	enum err e = books_of_all(act, &books);
	if (e == OK)
		e = keep_past(act, &books, 0, today, &all);
	if (e != OK)
		return e;
	struct past *v = ARENA_ARRAY(act->a, struct past, all.n + 1);
	size_t n = 0;
	for (size_t i = 0; e == OK && i < all.n; i++) {
		bool any;
		e = something_there(act, &all.v[i], &any);
		if (e == OK && any)
			v[n++] = all.v[i];
	}
	if (e == OK)
		e = act_begin(act, &conn);
	if (e != OK)
		return e;
	*past = (int64_t)n;
	return db_end(conn, write_seen(act, conn, v, n, today, jumped));
}

enum err retain_watch(struct act *act, int64_t *past)
{
	int32_t today = instant_date(act->now), before;
	*past = 0;
	enum err e = day_of(act, DAY_SETTING, &before);
	if (e != OK || before == today)
		return e;
	bool jumped = before != DATE_OPEN && (today < before || today > before + CLOCK_STEP_DAYS);
	return look(act, today, jumped, past);
}

/* ---- telling ---- */

/* Officers of whom something is past its term: of the board of the child's school, or of the partnership for its parts
 * and for schools without a board. */
static const struct stmt stmt_officers = {
	"SELECT DISTINCT h.account, s.org FROM holds h JOIN seat s ON s.id = h.seat JOIN organisation o ON o.id = s.org"
	" WHERE s.role = 'privacy_officer' AND h.begins <= $1 AND h.ends > $1 AND EXISTS (SELECT 1 FROM retention_seen r"
	" JOIN route x ON x.id = r.route JOIN organisation sch ON sch.id = x.school WHERE x.region = o.region AND "
	RETAIN_OF("o") " AND r.first_on < r.last_on) ORDER BY h.account, s.org LIMIT 1000", "i", "ii"};

static struct str month_of(struct arena *a, int32_t date)
{
	struct str s = date_iso(a, date);
	return (struct str){s.p, s.n - (sizeof "-01" - 1)};
}

enum err retain_tell(struct act *act, int64_t *told)
{
	int32_t today = instant_date(act->now), last;
	const struct rows *r;
	struct str month = month_of(act->a, today);
	*told = 0;
	enum err e = day_of(act, TOLD_SETTING, &last);
	if (e != OK || (last != DATE_OPEN && str_eq(month_of(act->a, last), month)))
		return e;
	e = act_exec(act, &stmt_officers, DB_ARGS(val_int(act->now)), &r);
	for (size_t i = 0; e == OK && i < r->n; i++) {
		struct str once = str_printf(act->a, "retention:%lld:" STR_FMT, (long long)rows_int(r, i, 1), STR_ARG(month));
		e = outbox_add(act, &(struct notice){.kind = NOTICE_WAITING, .account = rows_int(r, i, 0), .once = once,
		                                     .minutes = TELL_MINUTES});
		*told += e == OK;
	}
	if (e != OK || r->n == 0)
		return e;
	return act_write(act, &stmt_set, DB_ARGS(val_text(S(TOLD_SETTING)), val_text(date_iso(act->a, today))));
}

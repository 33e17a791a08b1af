#include "presence_team.h"

#include "date.h"
#include "grant.h"
#include "rule_book.h"

static const struct stmt stmt_mates = {
	"SELECT h.account, h.id, h.pid, a.pid, a.name, s.role, o.kind FROM seat s JOIN organisation o ON o.id = s.org"
	" JOIN holds h ON h.seat = s.id JOIN account a ON a.id = h.account"
	" WHERE (o.id = $1 OR (o.parent = $1 AND o.kind = 'groep')) AND h.begins <= $2 AND h.ends > $2 AND a.closed > $2"
	" ORDER BY a.name_key, a.id, h.id LIMIT 1000",
	"ii", "iitttt" "t"};
enum { M_ACCOUNT, M_PLACE, M_PLACE_PID, M_PID, M_NAME, M_ROLE, M_KIND };
static const struct stmt stmt_days = {
	"SELECT account, since, monday, tuesday, wednesday, thursday, friday FROM working_days WHERE org = $1"
	" ORDER BY account, since, id LIMIT 10000",
	"i", "itiiiii"};
static const struct stmt stmt_away = {
	"SELECT x.id, x.account, x.begins, x.ends, x.pid,"
	" (SELECT count(*) FROM absence_cover c WHERE c.absence = x.id AND c.state = 'given'),"
	" (SELECT count(*) FROM absence_cover c WHERE c.absence = x.id AND c.state = 'asked')"
	" FROM absence x WHERE x.org = $1 AND x.ends > $2 ORDER BY x.begins, x.id LIMIT 5000",
	"ii", "iiiitii"};

/* One line a person; the place that can stand in is that of the first role that the policy knows as a substitute. */
static void take_mates(struct arena *a, const struct rows *r, struct presence *p)
{
	p->mates = ARENA_ARRAY(a, struct mate, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		enum role role;
		if (!role_parse(rows_text(r, i, M_ROLE), &role))
			continue;
		struct mate *m = p->n_mates == 0 ? NULL : &p->mates[p->n_mates - 1];
		if (m == NULL || m->account != rows_int(r, i, M_ACCOUNT)) {
			m = &p->mates[p->n_mates++];
			*m = (struct mate){.account = rows_int(r, i, M_ACCOUNT), .pid = rows_text(r, i, M_PID),
					   .name = rows_text(r, i, M_NAME)};
		}
		m->roles |= UINT32_C(1) << role;
		if (m->place == 0 && grant_substitutes(role) && !str_is(rows_text(r, i, M_KIND),
				org_kind_code(ORG_GROUP))) {
			m->place = rows_int(r, i, M_PLACE);
			m->place_pid = rows_text(r, i, M_PLACE_PID);
			m->place_role = role;
		}
	}
}

static void take_days(struct arena *a, const struct rows *r, struct presence *p)
{
	p->days = ARENA_ARRAY(a, struct team_days, r->n + 1);
	for (size_t i = 0; i < r->n; i++) {
		struct team_days d = {.account = rows_int(r, i, 0)};
		if (!date_parse_iso(rows_text(r, i, 1), &d.since))
			continue;
		for (unsigned k = 0; k < 5; k++)
			d.mask |= rows_int(r, i, 2 + k) != 0 ? 1u << k : 0;
		p->days[p->n_days++] = d;
	}
}

static void take_away(struct arena *a, const struct rows *r, struct presence *p)
{
	p->away = ARENA_ARRAY(a, struct away, r->n + 1);
	for (size_t i = 0; i < r->n; i++)
		p->away[p->n_away++] = (struct away){
			.id = rows_int(r, i, 0), .account = rows_int(r, i, 1), .begins = rows_int(r, i, 2),
			.ends = rows_int(r, i, 3), .pid = rows_text(r, i, 4), .covered = rows_int(r, i, 5) > 0,
			.asked = rows_int(r, i, 6) > 0,
		};
}

enum err presence_load(struct act *act, const struct post *post, int32_t from, struct presence *out)
{
	struct batch *b;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	*out = (struct presence){.post = *post, .now = act->now, .today = instant_date(act->now)};
	int64_t since = from < out->today ? instant_of_date(from) : act->now;
	size_t mates = batch_put(b, &stmt_mates, DB_ARGS(val_int(post->org), val_int(act->now)));
	size_t days = batch_put(b, &stmt_days, DB_ARGS(val_int(post->org)));
	size_t away = batch_put(b, &stmt_away, DB_ARGS(val_int(post->org), val_int(since)));
	struct basis_put at = basis_put_org(b, post->org);
	e = batch_run(b);
	if (e != OK)
		return e;
	struct basis basis;
	basis_take(act->a, b, at, &basis);
	out->calendar = basis.calendar;
	take_mates(act->a, batch_rows(b, mates), out);
	take_days(act->a, batch_rows(b, days), out);
	take_away(act->a, batch_rows(b, away), out);
	return OK;
}

const struct mate *presence_mate(const struct presence *p, int64_t account)
{
	for (size_t i = 0; i < p->n_mates; i++)
		if (p->mates[i].account == account)
			return &p->mates[i];
	return NULL;
}

const struct mate *presence_mate_named(const struct presence *p, struct str pid)
{
	for (size_t i = 0; i < p->n_mates; i++)
		if (str_eq(p->mates[i].pid, pid))
			return &p->mates[i];
	return NULL;
}

const struct away *presence_away(const struct presence *p, int64_t account, int32_t day)
{
	/* In the middle of another day, so that one that ended early on it does not count there. */
	int64_t at = day == p->today ? p->now : instant_of_date(day) + DAY_MS / 2;
	for (size_t i = 0; i < p->n_away; i++)
		if (p->away[i].account == account && p->away[i].begins <= at && at < p->away[i].ends)
			return &p->away[i];
	return NULL;
}

bool presence_open_on(const struct presence *p, int32_t day)
{
	const struct calendar *c = p->calendar;
	bool known = c != NULL && day >= c->known.begin && day < c->known.end;
	return known ? school_day(c, day) : working_day(day);
}

int32_t presence_next_open(const struct presence *p)
{
	for (int32_t day = p->today; day < p->today + DAYS_AHEAD; day++)
		if (presence_open_on(p, day))
			return day;
	return p->today;
}

bool presence_works_on(const struct presence *p, int64_t account, int32_t day)
{
	unsigned mask = 0x1f;
	for (size_t i = 0; i < p->n_days; i++) /* in order of their first day: the last one that has begun */
		if (p->days[i].account == account && p->days[i].since <= day)
			mask = p->days[i].mask;
	return (mask >> (date_weekday(day) - 1) & 1) != 0 && presence_open_on(p, day);
}

int32_t presence_back(const struct presence *p, int64_t account, int32_t from)
{
	for (int32_t day = from; day < from + DAYS_AHEAD; day++)
		if (presence_works_on(p, account, day) && presence_away(p, account, day) == NULL)
			return day;
	return DATE_OPEN;
}

#include "tray.h"

#include "date.h"
#include "model.h"
#include "route.h"
#include "shelf_impl.h"

#include <stdlib.h>

#define B(k) (UINT32_C(1) << REL_##k)
/* Who does the work of the organisation's side for a child; a teacher works from the card, and is not who must see to
 * it that a term is met. */
static const uint32_t holding = B(SUPERVISES) | B(CONTACT) | B(ASSIGNED) | B(SUBSTITUTE) | B(PRESCHOOL) | B(PLACED) |
				B(SECRETARIAT) | B(LEERPLICHT);

/* Everything on the work list that someone of this organisation may have to do, with who could: by a place, by a seat
 * (also one that nobody holds), or by an account that works or worked there. */
#define WORK_OF(link, whose) \
	"SELECT x.route, x.kind, s.role, " whose ", f.id, f.shelf_key, f.facet, f.list, t.pid, t.school" \
	" FROM organisation o JOIN seat s ON s.org = o.id " link \
	" JOIN shelf f ON f.route = x.route AND f.grantee = x.grantee JOIN route t ON t.id = x.route" \
	" WHERE (o.id = $1 OR (o.parent = $1 AND o.kind = 'groep')) AND x.until > $2 AND f.until > $2" \
	" AND t.closed > $2 LIMIT 10000"
#define WORK_TYPES "iitiitiiti"
static const struct stmt stmt_by_place = {
	WORK_OF("JOIN holds h ON h.seat = s.id JOIN reach x ON x.grantee = h.id",
		"CASE WHEN h.begins <= $2 AND h.ends > $2 THEN h.account ELSE 0 END"),
	"ii", WORK_TYPES};
static const struct stmt stmt_by_seat = {
	WORK_OF("JOIN reach x ON x.grantee = s.id LEFT JOIN holds h ON h.seat = s.id AND h.begins <= $2 AND h.ends > $2",
		"coalesce(h.account, 0)"),
	"ii", WORK_TYPES};
static const struct stmt stmt_by_account = {
	WORK_OF("JOIN holds h ON h.seat = s.id JOIN reach x ON x.grantee = h.account",
		"CASE WHEN h.begins <= $2 AND h.ends > $2 THEN h.account ELSE 0 END"),
	"ii", WORK_TYPES};
enum work_col { W_ROUTE, W_KIND, W_ROLE, W_ACCOUNT, W_ID, W_KEY, W_FACET, W_LIST, W_PID, W_SCHOOL };
enum { WORK_ROWS = 10000 };

/* Routes whose next step is this side's and that nobody of it holds, not even by a seat without a holder. */
#define NOBODYS(where) \
	"SELECT t.id, t.pid, t.next_by FROM route t WHERE " where " AND t.closed > $2 AND t.acts = $3" \
	" AND t.phase NOT IN ('klaar', 'leerling') AND NOT EXISTS (SELECT 1 FROM reach x WHERE x.route = t.id" \
	" AND x.until > $2 AND x.kind IN ($4, $5, $6)) LIMIT 1000"
static const struct stmt stmt_nobodys_school = {NOBODYS("t.school = $1"), "iitiii", "itt"};
static const struct stmt stmt_nobodys_swv = {
	NOBODYS("t.region = (SELECT region FROM organisation WHERE id = $1)"), "iitiii", "itt"};

static const struct {
	enum org_kind org;
	enum side side;
	const struct stmt *nobodys; /* NULL: what nobody holds there is of no organisation yet */
	const char *acts;           /* a code of route_fields[ROUTE_ACTS] */
	enum relation_kind by[3];
} sides[] = {
	{ORG_SCHOOL, SIDE_SCHOOL, &stmt_nobodys_school, "school", {REL_SUPERVISES, REL_CONTACT, REL_SUBSTITUTE}},
	{ORG_SWV, SIDE_SWV, &stmt_nobodys_swv, "swv", {REL_ASSIGNED, REL_SECRETARIAT, REL_SUBSTITUTE}},
	{ORG_PRESCHOOL, SIDE_PRESCHOOL, NULL, NULL, {REL_NONE}},
	{ORG_PROVISION, SIDE_PROVISION, NULL, NULL, {REL_NONE}},
	{ORG_MUNICIPALITY, SIDE_PARTNER, NULL, NULL, {REL_NONE}},
};
enum { SIDES = sizeof sides / sizeof *sides };

static size_t side_at(enum org_kind kind)
{
	size_t i = 0;
	while (i < SIDES && sides[i].org != kind)
		i++;
	return i;
}

struct making {
	const struct presence *p;
	enum side side;
	int32_t day; /* today, or the next day that anyone works there: before that nothing is in nobody's hands */
	struct tray_item *v;
	bool *held;
	size_t n;
	uint16_t *at; /* AT_SIZE places by id, 0: empty, else the place of the item + 1 */
	bool cut;
};
enum { AT_SIZE = 1 << 14 };
_Static_assert(AT_SIZE > 2 * TRAY_MAX && TRAY_MAX < UINT16_MAX, "there is always an empty place");

/* Is someone there for it: at work on the next day that anyone works, or back before it is due? */
static bool on_duty(const struct presence *p, int64_t account, int32_t day, int32_t due)
{
	if (presence_mate(p, account) == NULL || presence_away(p, account, day) != NULL)
		return false;
	return presence_works_on(p, account, day) || presence_back(p, account, day) <= due;
}

/* The item with this id, made where it is new; NULL: there are too many. */
static struct tray_item *item_of(struct making *m, int64_t id, bool **held)
{
	size_t h = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 50);
	while (m->at[h] != 0 && m->v[m->at[h] - 1].id != id)
		h = (h + 1) % AT_SIZE;
	if (m->at[h] == 0 && m->n == TRAY_MAX) {
		m->cut = true;
		return NULL;
	}
	if (m->at[h] == 0) {
		m->v[m->n++] = (struct tray_item){.id = id, .why = TRAY_NOBODY};
		m->at[h] = (uint16_t)m->n;
	}
	*held = &m->held[m->at[h] - 1];
	return &m->v[m->at[h] - 1];
}

/* Does this row make someone hold it: the right kind, in a role that works with it, on the side that is to act? */
static bool counts(const struct making *m, const struct rows *r, size_t i, bool by_account)
{
	enum role role;
	enum relation_kind kind = (enum relation_kind)rows_int(r, i, W_KIND);
	const struct list *work = route_list(LIST_WORK);
	if (!role_parse(rows_text(r, i, W_ROLE), &role) || (holding >> kind & 1) == 0 || policy_of(role, kind) == NULL)
		return false;
	if (role == ROLE_TEACHER && kind != REL_CONTACT)
		return false;
	if (rows_int(r, i, W_LIST) != shelf_list(work, by_account ? role : ROLE_NONE))
		return false;
	if (m->p->post.kind == ORG_SCHOOL && rows_int(r, i, W_SCHOOL) != m->p->post.org)
		return false;
	return facet_side(rows_int(r, i, W_FACET)) == m->side;
}

static void take(struct making *m, const struct rows *r, bool by_account)
{
	m->cut = m->cut || r->n >= WORK_ROWS;
	for (size_t i = 0; i < r->n; i++) {
		bool *held;
		int64_t account = rows_int(r, i, W_ACCOUNT);
		struct tray_item *it = counts(m, r, i, by_account) ? item_of(m, rows_int(r, i, W_ID), &held) : NULL;
		if (it == NULL)
			continue;
		it->route = rows_int(r, i, W_ROUTE);
		it->child = rows_text(r, i, W_PID);
		if (!date_parse_iso(rows_text(r, i, W_KEY), &it->due))
			it->due = m->p->today;
		*held = *held || (account != 0 && on_duty(m->p, account, m->day, it->due));
		bool known = account != 0 && presence_mate(m->p, account) != NULL;
		bool away = known && presence_away(m->p, account, m->day) != NULL;
		if (known && (it->why == TRAY_NOBODY || (away && it->why == TRAY_OFF))) {
			it->holder = account;
			it->why = away ? TRAY_AWAY : TRAY_OFF;
		}
	}
}

static void take_nobodys(struct making *m, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++) {
		bool *held;
		struct tray_item *it = item_of(m, rows_int(r, i, 0), &held);
		if (it == NULL)
			return;
		it->route = it->id;
		it->child = rows_text(r, i, 1);
		if (!date_parse_iso(rows_text(r, i, 2), &it->due))
			it->due = m->p->today;
	}
}

static int by_holder_and_day(const void *a, const void *b)
{
	const struct tray_item *x = a, *y = b;
	if (x->holder != y->holder)
		return x->holder < y->holder ? -1 : 1;
	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

enum err tray_load(struct act *act, const struct presence *p, struct tray *out)
{
	size_t side = side_at(p->post.kind), nobodys = 0;
	struct making m = {.p = p, .day = presence_next_open(p)};
	struct batch *b;
	*out = (struct tray){.n = 0};
	if (side == SIDES)
		return OK;
	enum err e = act_batch(act, &b);
	if (e != OK)
		return e;
	const struct val org = val_int(p->post.org), now = val_int(act->now);
	size_t place = batch_put(b, &stmt_by_place, DB_ARGS(org, now));
	size_t seat = batch_put(b, &stmt_by_seat, DB_ARGS(org, now));
	size_t account = batch_put(b, &stmt_by_account, DB_ARGS(org, now));
	if (sides[side].nobodys != NULL)
		nobodys = batch_put(b, sides[side].nobodys,
				    DB_ARGS(org, now, val_text(str_from(sides[side].acts)), val_int(sides[side].by[0]),
					    val_int(sides[side].by[1]), val_int(sides[side].by[2])));
	e = batch_run(b);
	if (e != OK)
		return e;
	m.side = sides[side].side;
	m.v = ARENA_ARRAY(act->a, struct tray_item, TRAY_MAX);
	m.held = ARENA_ARRAY(act->a, bool, TRAY_MAX);
	m.at = ARENA_ARRAY(act->a, uint16_t, AT_SIZE);
	take(&m, batch_rows(b, place), false);
	take(&m, batch_rows(b, seat), false);
	take(&m, batch_rows(b, account), true);
	if (sides[side].nobodys != NULL)
		take_nobodys(&m, batch_rows(b, nobodys));
	for (size_t i = 0; i < m.n; i++)
		if (!m.held[i])
			m.v[out->n++] = m.v[i];
	if (out->n > 0)
		qsort(m.v, out->n, sizeof *m.v, by_holder_and_day);
	out->v = m.v;
	out->cut = m.cut;
	return OK;
}

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
 * (also one that nobody holds), or by an account that works or worked there. `how`: by what the row is. */
#define WORK_OF(link, whose, how) \
	"SELECT x.route, x.kind, s.role, " whose ", f.id, f.shelf_key, f.facet, f.list, t.pid, t.school, " how \
	" FROM organisation o JOIN seat s ON s.org = o.id " link \
	" JOIN shelf f ON f.route = x.route AND f.grantee = x.grantee JOIN route t ON t.id = x.route" \
	" WHERE (o.id = $1 OR (o.parent = $1 AND o.kind = 'groep')) AND x.until > $2 AND f.until > $2 AND t.closed > $2"
#define WORK_THERE \
	WORK_OF("JOIN holds h ON h.seat = s.id JOIN reach x ON x.grantee = h.id", \
	        "CASE WHEN h.begins <= $2 AND h.ends > $2 THEN h.account ELSE 0 END", "0") " UNION ALL " \
	WORK_OF("JOIN reach x ON x.grantee = s.id" \
	        " LEFT JOIN holds h ON h.seat = s.id AND h.begins <= $2 AND h.ends > $2", \
	        "coalesce(h.account, 0)", "0") " UNION ALL " \
	WORK_OF("JOIN holds h ON h.seat = s.id JOIN reach x ON x.grantee = h.account", \
	        "CASE WHEN h.begins <= $2 AND h.ends > $2 THEN h.account ELSE 0 END", "1")
/* Routes whose next step is this side's and that nobody of it holds, not even by a seat without a holder. */
#define NOBODYS(where) \
	" UNION ALL SELECT t.id, 0, '', 0, t.id, t.next_by, 0, 0, t.pid, t.school, 2 FROM route t WHERE " where \
	" AND t.closed > $2 AND t.acts = $3 AND t.phase NOT IN ('klaar', 'leerling')" \
	" AND NOT EXISTS (SELECT 1 FROM reach x WHERE x.route = t.id AND x.until > $2 AND x.kind IN ($4, $5, $6))"
#define WORK_MOST " LIMIT 10000"
#define WORK_TYPES "iitiitiitii"
enum work_col { W_ROUTE, W_KIND, W_ROLE, W_ACCOUNT, W_ID, W_KEY, W_FACET, W_LIST, W_PID, W_SCHOOL, W_HOW, WORK_COLS };
enum work_how { BY_SEAT, BY_ACCOUNT, BY_NOBODY };
enum { WORK_ROWS = 10000, WORK_ARGS = 6 };
static const struct stmt stmt_work = {WORK_THERE WORK_MOST, "ii", WORK_TYPES};
static const struct stmt stmt_work_school = {
	WORK_THERE NOBODYS("t.school = $1") WORK_MOST, "iitiii", WORK_TYPES};
static const struct stmt stmt_work_swv = {
	WORK_THERE NOBODYS("t.region = (SELECT region FROM organisation WHERE id = $1)") WORK_MOST, "iitiii", WORK_TYPES};

static const struct {
	enum org_kind org;
	enum side side;
	const struct stmt *work;    /* without what nobody holds, where that is of no organisation yet */
	const char *acts;           /* a code of route_fields[ROUTE_ACTS] */
	enum relation_kind by[3];
} sides[] = {
	{ORG_SCHOOL, SIDE_SCHOOL, &stmt_work_school, "school", {REL_SUPERVISES, REL_CONTACT, REL_SUBSTITUTE}},
	{ORG_SWV, SIDE_SWV, &stmt_work_swv, "swv", {REL_ASSIGNED, REL_SECRETARIAT, REL_SUBSTITUTE}},
	{ORG_PRESCHOOL, SIDE_PRESCHOOL, &stmt_work, NULL, {REL_NONE}},
	{ORG_PROVISION, SIDE_PROVISION, &stmt_work, NULL, {REL_NONE}},
	{ORG_MUNICIPALITY, SIDE_PARTNER, &stmt_work, NULL, {REL_NONE}},
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
	struct arena *a;
	size_t taken;
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

static void take_held(struct making *m, const struct rows *r, struct tray_item *it, bool *held)
{
	int64_t account = rows_int(r, 0, W_ACCOUNT);
	*held = *held || (account != 0 && on_duty(m->p, account, m->day, it->due));
	bool known = account != 0 && presence_mate(m->p, account) != NULL;
	bool away = known && presence_away(m->p, account, m->day) != NULL;
	if (known && (it->why == TRAY_NOBODY || (away && it->why == TRAY_OFF))) {
		it->holder = account;
		it->why = away ? TRAY_AWAY : TRAY_OFF;
	}
}

/* One row of the work, as it comes by: a partnership has more of them than one answer may hold. */
static bool take(void *ctx, const struct val *v, size_t cols)
{
	struct making *m = ctx;
	struct val row[WORK_COLS];
	memcpy(row, v, cols * sizeof *row);
	const struct rows r = {.v = row, .n = 1, .cols = cols};
	enum work_how how = (enum work_how)rows_int(&r, 0, W_HOW);
	bool *held;
	m->cut = m->cut || ++m->taken >= WORK_ROWS;
	if (how != BY_NOBODY && !counts(m, &r, 0, how == BY_ACCOUNT))
		return true;
	struct tray_item *it = item_of(m, rows_int(&r, 0, W_ID), &held);
	if (it == NULL)
		return true;
	it->route = rows_int(&r, 0, W_ROUTE);
	it->child = str_copy(m->a, rows_text(&r, 0, W_PID));
	if (!date_parse_iso(rows_text(&r, 0, W_KEY), &it->due))
		it->due = m->p->today;
	if (how != BY_NOBODY)
		take_held(m, &r, it, held);
	return true;
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
	size_t side = side_at(p->post.kind);
	struct making m = {.p = p, .day = presence_next_open(p), .a = act->a};
	struct conn *conn;
	*out = (struct tray){.n = 0};
	if (side == SIDES)
		return OK;
	m.side = sides[side].side;
	m.v = ARENA_ARRAY(act->a, struct tray_item, TRAY_MAX);
	m.held = ARENA_ARRAY(act->a, bool, TRAY_MAX);
	m.at = ARENA_ARRAY(act->a, uint16_t, AT_SIZE);
	const struct val args[WORK_ARGS] = {
		val_int(p->post.org), val_int(act->now),
		val_text(sides[side].acts == NULL ? (struct str){0} : str_from(sides[side].acts)),
		val_int(sides[side].by[0]), val_int(sides[side].by[1]), val_int(sides[side].by[2])};
	enum err e = act_conn(act, &conn);
	if (e == OK)
		e = db_each(conn, sides[side].work, args, strlen(sides[side].work->args), take, &m);
	if (e != OK)
		return e;
	for (size_t i = 0; i < m.n; i++)
		if (!m.held[i])
			m.v[out->n++] = m.v[i];
	if (out->n > 0)
		qsort(m.v, out->n, sizeof *m.v, by_holder_and_day);
	out->v = m.v;
	out->cut = m.cut;
	return OK;
}

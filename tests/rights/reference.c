#include "reference.h"

enum {
	K = PART_BIT(PART_KERN), S = PART_BIT(PART_SCHOOL), C = PART_BIT(PART_CARD), V = PART_BIT(PART_VOORSCHOOL),
	N = PART_BIT(PART_KNOOPPUNT), W = PART_BIT(PART_SWV), D = PART_BIT(PART_DESKUNDIG), Z = PART_BIT(PART_VOORZIENING),
	G = PART_BIT(PART_GEMEENTE), O = PART_BIT(PART_OJS), T = PART_BIT(PART_STEM),
	A = PART_BIT(PART_AANMELDING), L = PART_BIT(PART_LEERLING),
	ADDRESS = HIDE_ADDRESS, GUARDIANS = HIDE_GUARDIANS, HEALTH = HIDE_HEALTH, WORKING = HIDE_WORKING,
};

/* access.md, "Parts" and "Relations": who stands in a relation by which role, and what that opens. Sealed: nobody. */
static const struct {
	enum role role;
	enum relation_kind kind;
	parts reads, writes;
	uint32_t hides;
} rows[] = {
	{ROLE_NONE, REL_GUARDIAN, K | S | C | V | N | W | D | Z | T | A, T, GUARDIANS | WORKING},
	{ROLE_NONE, REL_GUARDIAN_WITHOUT, K | S | A, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_NONE, REL_PUPIL, K | S | C | N | Z | T | A | L, T | L, GUARDIANS | WORKING},
	{ROLE_NONE, REL_HELPER, K | S | C | N | T, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_NONE, REL_GUEST, K | C | N, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_TEACHER, REL_TEACHES, K | C, C, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_TEACHER, REL_CONTACT, K | C | T | L, C, WORKING | HEALTH},
	{ROLE_TEACHER, REL_SUBSTITUTE, K | C, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_IB, REL_SUPERVISES, K | S | C | V | N | W | D | Z | T | A | L, K | S | C | N | A, WORKING},
	{ROLE_IB, REL_CONTACT, K | S | C | V | N | W | D | Z | T | A | L, K | S | C | N | A, WORKING},
	{ROLE_IB, REL_SUBSTITUTE, K | S | C | V | N | W | D | Z | T | A | L, S | C | N | A, WORKING},
	/* "applied at (school)": the core that every relation needs, and the application, which is of that school. */
	{ROLE_IB, REL_APPLIED, K | A, A, WORKING | HEALTH | ADDRESS},
	{ROLE_IB, REL_RECEIVES, K | S | C | V | T, 0, WORKING},
	{ROLE_IB, REL_BREAK_GLASS, K | S | C | T, 0, WORKING},
	{ROLE_SCHOOL_LEADER, REL_DECIDES, K | S | C | T | A, S | A, WORKING | HEALTH},
	{ROLE_PRESCHOOL, REL_PRESCHOOL, K | V | N, K | V | N, WORKING},
	{ROLE_PRESCHOOL, REL_INVITED, K | N, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_TRAJECT, REL_ASSIGNED, K | S | C | V | N | W | Z | T | A, N | W, WORKING},
	{ROLE_TRAJECT, REL_SUBSTITUTE, K | S | C | N | W | T, N | W, WORKING},
	{ROLE_TRAJECT, REL_DECIDES, K | C | W | T, W, WORKING},
	{ROLE_TRAJECT, REL_BREAK_GLASS, K | C | W | T, 0, WORKING},
	{ROLE_TLV_SECRETARY, REL_SECRETARIAT, K | W | D | T, W, 0},
	{ROLE_TLV_MEMBER, REL_COMMITTEE, K | W | D | T, W, 0},
	{ROLE_DIRECTOR, REL_DECIDES, K | W, W, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_DIRECTOR, REL_DOORZETTINGSMACHT, K | W, W, GUARDIANS | WORKING | HEALTH | ADDRESS},
	/* records.md, invitation: colleagues asked to one meeting see what it shares, for its term */
	{ROLE_TEACHER, REL_INVITED, K | C | N | T, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_IB, REL_INVITED, K | C | N | T, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_TRAJECT, REL_INVITED, K | C | N | T, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_PROVISION_TEAM, REL_INVITED, K | C | N | T, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_SPECIALIST, REL_ASKED, K | C | W | D | T, D, GUARDIANS},
	{ROLE_SPECIALIST, REL_DEPLOYED, K | C | T, C, GUARDIANS | WORKING | ADDRESS},
	{ROLE_SPECIALIST, REL_INVITED, K | C | N | T, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_PROVISION_TEAM, REL_PLACED, K | S | C | N | Z | T, C | Z, WORKING},
	{ROLE_BOARD, REL_BOARD_SUPERVISOR, K | N, N, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_MUNICIPALITY, REL_INVITED, K | C | N | T, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_MUNICIPALITY, REL_LEERPLICHT, K | G, G, WORKING | HEALTH},
	{ROLE_MUNICIPALITY, REL_DOORZETTINGSMACHT, K | G, G, WORKING | HEALTH},
	/* "may close own voice from parents", and chooses who hears it (practice 20) */
	{ROLE_TEACHER, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_IB, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_PROVISION_TEAM, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_SPECIALIST, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_SUPPORT_POINT, REL_SUPPORT_POINT, O, O, ADDRESS},
};
enum { ROWS = sizeof rows / sizeof *rows };

static bool now_in(int64_t begins, int64_t ends, int64_t now)
{
	return begins <= now && now < ends;
}

static const struct fact_seat *seat_of(const struct facts *f, int64_t seat)
{
	size_t i = 0;
	while (i < f->n_seats && f->seats[i].id != seat)
		i++;
	return i < f->n_seats ? &f->seats[i] : NULL;
}

/* A group is a part of its school: a place there counts while the same role is held at the school. */
static bool stands(const struct facts *f, const struct fact_hold *h, int64_t now)
{
	const struct fact_seat *s = seat_of(f, h->seat);
	bool there = s->school == 0;
	for (size_t i = 0; i < f->n_holds && !there; i++) {
		const struct fact_hold *k = &f->holds[i];
		const struct fact_seat *at = seat_of(f, k->seat);
		there = k->account == h->account && at->org == s->school && at->role == s->role &&
			now_in(k->begins, k->ends, now);
	}
	return there && now_in(h->begins, h->ends, now);
}

/* A seat or a place on it that is of this account now. */
static bool holds_now(const struct facts *f, int64_t account, int64_t grantee, int64_t now)
{
	for (size_t i = 0; i < f->n_holds; i++) {
		const struct fact_hold *h = &f->holds[i];
		if (h->account == account && (h->seat == grantee || h->id == grantee) && stands(f, h, now))
			return true;
	}
	return false;
}

/* Is the account something to this child, of any of these kinds? */
static bool is_something(const struct facts *f, int64_t account, int64_t route, uint64_t kinds, int64_t now)
{
	for (size_t i = 0; i < f->n_relations; i++) {
		const struct fact_relation *r = &f->relations[i];
		if (r->route == route && kinds >> r->kind & 1 && now_in(r->begins, r->ends, now) &&
		    (r->grantee == account || holds_now(f, account, r->grantee, now)))
			return true;
	}
	return false;
}

/* ---- who stands in for a colleague: practice 23 and decision 0019 ---- */

#define KIND(k) (UINT64_C(1) << REL_##k)
static const uint64_t daily_care = KIND(TEACHES) | KIND(SUPERVISES) | KIND(CONTACT) | KIND(ASSIGNED) | KIND(RECEIVES);
static const uint64_t own_family = KIND(GUARDIAN) | KIND(GUARDIAN_WITHOUT) | KIND(PUPIL) | KIND(HELPER);

static int row_at(enum role role, enum relation_kind kind)
{
	for (int i = 0; i < ROWS; i++)
		if (rows[i].role == role && rows[i].kind == kind && role != ROLE_NONE)
			return i;
	return -1;
}

static bool another_stands(const struct facts *f, const struct fact_hold *h, bool elsewhere, int64_t now)
{
	const struct fact_seat *s = seat_of(f, h->seat);
	for (size_t i = 0; i < f->n_holds; i++) {
		const struct fact_hold *k = &f->holds[i];
		const struct fact_seat *at = seat_of(f, k->seat);
		bool is = elsewhere ? k->account == h->account && at->role == s->role && at->org != s->org
		                    : k->account != h->account && k->seat == h->seat;
		if (is && stands(f, k, now))
			return true;
	}
	return false;
}

/* Has the absent person this relation by this place of theirs, for the organisation where they are absent? */
static bool has_by(const struct facts *f, const struct fact_cover *c, const struct fact_relation *r,
                   const struct fact_hold *h, int64_t now)
{
	const struct fact_seat *s = seat_of(f, h->seat);
	if (h->account != c->account || !stands(f, h, now) || (s->school == 0 ? s->org : s->school) != c->org)
		return false;
	if (r->grantee == h->id)
		return true;
	if (r->grantee == h->seat)
		return !another_stands(f, h, false, now);
	if (r->grantee != h->account || !c->is_school)
		return r->grantee == h->account && !another_stands(f, h, true, now);
	for (size_t i = 0; i < f->n_routes; i++)
		if (f->routes[i].id == r->route)
			return f->routes[i].school == c->org;
	return false;
}

/* What a cover opens of one relation to who has the place, as a relation of its own; no parts: nothing. */
static struct fact_relation stand_in(const struct facts *f, const struct fact_cover *c, const struct fact_relation *r,
                                     const struct fact_hold *h, const struct fact_hold *place, int64_t now)
{
	struct fact_relation none = {.parts = 0}, out = *r;
	const struct fact_seat *to = seat_of(f, place->seat);
	int from = row_at(seat_of(f, h->seat)->role, r->kind), as = row_at(to->role, REL_SUBSTITUTE);
	if (!c->given || !now_in(c->begins, c->ends, now) || !stands(f, place, now) || to->org != c->org ||
	    place->account == c->account || from < 0 || as < 0 || !has_by(f, c, r, h, now))
		return none;
	uint32_t hides = rows[from].hides & ~rows[as].hides;
	if ((daily_care >> r->kind & 1) == 0 || is_something(f, place->account, r->route, own_family, now) ||
	    (hides != 0 && is_something(f, place->account, r->route, UINT64_MAX, now)))
		return none;
	out.parts = rows[from].reads & rows[as].reads & r->parts & (c->parts | K) & ~(rows[as].writes & ~rows[from].writes);
	out.kind = REL_SUBSTITUTE;
	out.grantee = place->id;
	out.hides |= hides;
	return (out.parts & K) != 0 ? out : none;
}

/* ---- everything that is open to one account ---- */

enum { OF_ROUTE_MAX = 400 };

static size_t stand_ins(const struct facts *f, int64_t account, int64_t route, int64_t now, struct fact_relation *out)
{
	size_t n = 0;
	for (size_t c = 0; c < f->n_covers; c++) {
		const struct fact_hold *place = f->holds;
		while (place->id != f->covers[c].place)
			place++;
		for (size_t i = 0; place->account == account && i < f->n_relations; i++)
			for (size_t h = 0; f->relations[i].route == route && h < f->n_holds; h++) {
				const struct fact_relation *r = &f->relations[i];
				if (!now_in(r->begins, r->ends, now))
					continue;
				out[n] = stand_in(f, &f->covers[c], r, &f->holds[h], place, now);
				n += out[n].parts != 0 && n + 1 < OF_ROUTE_MAX;
			}
	}
	return n;
}

/* The support point is of those who are nothing else to the child: by themselves, by a seat, in another's place. */
static size_t of_route(const struct facts *f, int64_t account, int64_t route, int64_t now, struct fact_relation *out)
{
	size_t n = stand_ins(f, account, route, now, out);
	bool involved = n > 0 || is_something(f, account, route, ~KIND(SUPPORT_POINT), now);
	for (size_t i = 0; i < f->n_relations; i++) {
		const struct fact_relation *r = &f->relations[i];
		if (r->route == route && now_in(r->begins, r->ends, now) && (r->kind != REL_SUPPORT_POINT || !involved) &&
		    n < OF_ROUTE_MAX)
			out[n++] = *r;
	}
	return n;
}

/* Does this relation count for the account in the role it acts in? */
static bool counts(const struct facts *f, const struct fact_relation *r, int64_t account, enum role acting, int64_t now)
{
	if (r->grantee == account)
		return true;
	for (size_t i = 0; i < f->n_holds; i++) {
		const struct fact_hold *h = &f->holds[i];
		if (h->account == account && (h->seat == r->grantee || h->id == r->grantee) &&
		    seat_of(f, h->seat)->role == acting && stands(f, h, now))
			return true;
	}
	return false;
}

/* The row by which it opens something, or -1. Family is a matter of people, never of a seat. */
static int row_of(const struct fact_relation *r, int64_t account, enum role acting)
{
	for (int i = 0; i < ROWS; i++)
		if (rows[i].kind == r->kind && (rows[i].role == ROLE_NONE ? r->grantee == account : rows[i].role == acting))
			return i;
	return -1;
}

bool ref_may(const struct facts *f, int64_t account, enum role acting, int64_t route, enum part part, bool write,
             int64_t now)
{
	struct fact_relation v[OF_ROUTE_MAX];
	size_t n = of_route(f, account, route, now, v);
	for (size_t i = 0; i < n; i++) {
		int row = counts(f, &v[i], account, acting, now) ? row_of(&v[i], account, acting) : -1;
		if (row >= 0 && (write ? rows[row].writes : rows[row].reads) & v[i].parts & PART_BIT(part))
			return true;
	}
	return false;
}

/* Does one of these kinds open the core to it: does the child stand on a list of those kinds? */
bool ref_stands_by(const struct facts *f, int64_t account, enum role acting, int64_t route, uint32_t kinds, int64_t now)
{
	struct fact_relation v[OF_ROUTE_MAX];
	size_t n = of_route(f, account, route, now, v);
	for (size_t i = 0; i < n; i++) {
		int row = counts(f, &v[i], account, acting, now) ? row_of(&v[i], account, acting) : -1;
		if (row >= 0 && kinds >> v[i].kind & 1 && rows[row].reads & v[i].parts & K)
			return true;
	}
	return false;
}

/* What one row hides another may show; a court order holds whoever one is, and so does rule 12 between guardians. */
uint32_t ref_hides(const struct facts *f, int64_t account, enum role acting, int64_t route, enum part part, int64_t now)
{
	struct fact_relation v[OF_ROUTE_MAX];
	size_t n = of_route(f, account, route, now, v);
	uint32_t by_rows = UINT32_MAX, always = 0;
	for (size_t i = 0; i < n; i++) {
		if (!counts(f, &v[i], account, acting, now))
			continue;
		int row = row_of(&v[i], account, acting);
		always |= v[i].hides;
		if (row >= 0 && (v[i].kind == REL_GUARDIAN || v[i].kind == REL_GUARDIAN_WITHOUT))
			always |= GUARDIANS;
		if (row >= 0 && rows[row].reads & v[i].parts & PART_BIT(part))
			by_rows &= rows[row].hides;
	}
	return by_rows | always;
}

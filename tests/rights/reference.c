#include "reference.h"

enum {
	K = PART_BIT(PART_KERN), S = PART_BIT(PART_SCHOOL), C = PART_BIT(PART_CARD), V = PART_BIT(PART_VOORSCHOOL),
	N = PART_BIT(PART_KNOOPPUNT), W = PART_BIT(PART_SWV), D = PART_BIT(PART_DESKUNDIG), Z = PART_BIT(PART_VOORZIENING),
	G = PART_BIT(PART_GEMEENTE), O = PART_BIT(PART_OJS), T = PART_BIT(PART_STEM),
	ADDRESS = HIDE_ADDRESS, GUARDIANS = HIDE_GUARDIANS, HEALTH = HIDE_HEALTH, WORKING = HIDE_WORKING,
};

/* access.md, "Parts" and "Relations": who stands in a relation by which role, and what that opens. Sealed: nobody. */
static const struct {
	enum role role;
	enum relation_kind kind;
	parts reads, writes;
	uint32_t hides;
} rows[] = {
	{ROLE_NONE, REL_GUARDIAN, K | S | C | V | N | W | D | Z | T, T, GUARDIANS | WORKING},
	{ROLE_NONE, REL_GUARDIAN_WITHOUT, K | S, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_NONE, REL_PUPIL, K | S | C | N | Z | T, T, GUARDIANS | WORKING},
	{ROLE_NONE, REL_HELPER, K | S | C | N | T, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_NONE, REL_GUEST, K | C | N, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_TEACHER, REL_TEACHES, K | C, C, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_TEACHER, REL_CONTACT, K | C | T, C, WORKING | HEALTH},
	{ROLE_TEACHER, REL_SUBSTITUTE, K | C, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_IB, REL_SUPERVISES, K | S | C | V | N | W | D | Z | T, K | S | C | N, WORKING},
	{ROLE_IB, REL_CONTACT, K | S | C | V | N | W | D | Z | T, K | S | C | N, WORKING},
	{ROLE_IB, REL_SUBSTITUTE, K | S | C | V | N | W | D | Z | T, S | C | N, WORKING},
	{ROLE_IB, REL_RECEIVES, K | S | C | V | T, 0, WORKING},
	{ROLE_IB, REL_BREAK_GLASS, K | S | C | T, 0, WORKING},
	{ROLE_SCHOOL_LEADER, REL_DECIDES, K | S | C | T, S, WORKING | HEALTH},
	{ROLE_PRESCHOOL, REL_PRESCHOOL, K | V | N, K | V | N, WORKING},
	{ROLE_PRESCHOOL, REL_INVITED, K | N, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_TRAJECT, REL_ASSIGNED, K | S | C | V | N | W | Z | T, N | W, WORKING},
	{ROLE_TRAJECT, REL_SUBSTITUTE, K | S | C | N | W | T, N | W, WORKING},
	{ROLE_TRAJECT, REL_DECIDES, K | C | W | T, W, WORKING},
	{ROLE_TRAJECT, REL_BREAK_GLASS, K | C | W | T, 0, WORKING},
	{ROLE_TLV_SECRETARY, REL_SECRETARIAT, K | W | D | T, W, 0},
	{ROLE_TLV_MEMBER, REL_COMMITTEE, K | W | D | T, W, 0},
	{ROLE_DIRECTOR, REL_DECIDES, K | W, W, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_DIRECTOR, REL_DOORZETTINGSMACHT, K | W, W, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_SPECIALIST, REL_ASKED, K | C | W | D | T, D, GUARDIANS},
	{ROLE_SPECIALIST, REL_DEPLOYED, K | C | T, C, GUARDIANS | WORKING | ADDRESS},
	{ROLE_SPECIALIST, REL_INVITED, K | C | N | T, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_PROVISION_TEAM, REL_PLACED, K | S | C | N | Z | T, C | Z, WORKING},
	{ROLE_BOARD, REL_BOARD_SUPERVISOR, K | N, N, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_MUNICIPALITY, REL_INVITED, K | C | N | T, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_MUNICIPALITY, REL_LEERPLICHT, K | G, G, WORKING | HEALTH},
	{ROLE_MUNICIPALITY, REL_DOORZETTINGSMACHT, K | G, G, WORKING | HEALTH},
	{ROLE_SUPPORT_POINT, REL_SUPPORT_POINT, O, O, ADDRESS},
};
enum { ROWS = sizeof rows / sizeof *rows };

static bool now_in(int64_t begins, int64_t ends, int64_t now)
{
	return begins <= now && now < ends;
}

static bool holds_now(const struct facts *f, int64_t account, int64_t seat, int64_t now)
{
	for (size_t i = 0; i < f->n_holds; i++)
		if (f->holds[i].account == account && f->holds[i].seat == seat &&
		    now_in(f->holds[i].begins, f->holds[i].ends, now))
			return true;
	return false;
}

/* One person's own place on a seat. */
static const struct fact_hold *place_now(const struct facts *f, int64_t account, int64_t place, int64_t now)
{
	for (size_t i = 0; i < f->n_holds; i++)
		if (f->holds[i].id == place && f->holds[i].account == account &&
		    now_in(f->holds[i].begins, f->holds[i].ends, now))
			return &f->holds[i];
	return NULL;
}

/* The support point is of those who are nothing else to the child, by themselves or by any seat. */
static bool involved(const struct facts *f, int64_t account, int64_t route, int64_t now)
{
	for (size_t i = 0; i < f->n_relations; i++) {
		const struct fact_relation *r = &f->relations[i];
		if (r->route == route && r->kind != REL_SUPPORT_POINT && now_in(r->begins, r->ends, now) &&
		    (r->grantee == account || holds_now(f, account, r->grantee, now) ||
		     place_now(f, account, r->grantee, now) != NULL))
			return true;
	}
	return false;
}

/* Does this relation, now, count for the account in the role it acts in? */
static bool counts(const struct facts *f, const struct fact_relation *r, int64_t account, enum role acting,
                   int64_t route, int64_t now)
{
	bool mine = r->grantee == account;
	for (size_t i = 0; i < f->n_seats; i++)
		mine = mine || (f->seats[i].id == r->grantee && f->seats[i].role == acting &&
		                holds_now(f, account, r->grantee, now));
	const struct fact_hold *place = place_now(f, account, r->grantee, now);
	for (size_t i = 0; place != NULL && i < f->n_seats; i++)
		mine = mine || (f->seats[i].id == place->seat && f->seats[i].role == acting);
	return mine && r->route == route && now_in(r->begins, r->ends, now) &&
	       (r->kind != REL_SUPPORT_POINT || !involved(f, account, route, now));
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
	for (size_t i = 0; i < f->n_relations; i++) {
		const struct fact_relation *r = &f->relations[i];
		int row = counts(f, r, account, acting, route, now) ? row_of(r, account, acting) : -1;
		if (row >= 0 && (write ? rows[row].writes : rows[row].reads) & r->parts & PART_BIT(part))
			return true;
	}
	return false;
}

/* What one row hides another may show; a court order holds whoever one is, and so does rule 12 between guardians. */
uint32_t ref_hides(const struct facts *f, int64_t account, enum role acting, int64_t route, enum part part, int64_t now)
{
	uint32_t by_rows = UINT32_MAX, always = 0;
	for (size_t i = 0; i < f->n_relations; i++) {
		const struct fact_relation *r = &f->relations[i];
		if (!counts(f, r, account, acting, route, now))
			continue;
		int row = row_of(r, account, acting);
		always |= r->hides;
		if (row >= 0 && (r->kind == REL_GUARDIAN || r->kind == REL_GUARDIAN_WITHOUT))
			always |= GUARDIANS;
		if (row >= 0 && rows[row].reads & r->parts & PART_BIT(part))
			by_rows &= rows[row].hides;
	}
	return by_rows | always;
}

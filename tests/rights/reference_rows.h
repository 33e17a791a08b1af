/* The tables and small questions of the independent model, and who stands in for whom. Written from access.md, never
 * from
 * the program. */
#ifndef TN_REFERENCE_ROWS_H
#define TN_REFERENCE_ROWS_H

#include "reference.h"

enum {
	K = PART_BIT(PART_KERN), S = PART_BIT(PART_SCHOOL), C = PART_BIT(PART_CARD), V = PART_BIT(PART_VOORSCHOOL),
	N = PART_BIT(PART_KNOOPPUNT), W = PART_BIT(PART_SWV), D = PART_BIT(PART_DESKUNDIG), Z = PART_BIT(PART_VOORZIENING),
	G = PART_BIT(PART_GEMEENTE), O = PART_BIT(PART_OJS), T = PART_BIT(PART_STEM),
	A = PART_BIT(PART_AANMELDING), L = PART_BIT(PART_LEERLING),
	Q = PART_BIT(PART_VERZOEK), /* AVG 12: who asks, and the controller that must answer */
	ADDRESS = HIDE_ADDRESS, GUARDIANS = HIDE_GUARDIANS, HEALTH = HIDE_HEALTH, WORKING = HIDE_WORKING,
};

/* access.md, "Parts" and "Relations": who stands in a relation by which role, and what that opens. Sealed: nobody. */
static const struct fact_row {
	enum role role;
	enum relation_kind kind;
	parts reads, writes;
	uint32_t hides;
} fact_rows[] = {
	{ROLE_NONE, REL_GUARDIAN, K | S | C | V | N | W | D | Z | T | A | Q, T | Q, GUARDIANS | WORKING},
	{ROLE_NONE, REL_GUARDIAN_WITHOUT, K | S | A, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_NONE, REL_PUPIL, K | S | C | N | Z | T | A | L | Q, T | L | Q, GUARDIANS | WORKING},
	{ROLE_NONE, REL_HELPER, K | S | C | N | T, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_NONE, REL_GUEST, K | C | N, 0, GUARDIANS | WORKING | ADDRESS},
	{ROLE_TEACHER, REL_TEACHES, K | C, C, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_TEACHER, REL_CONTACT, K | C | T | L, C, WORKING | HEALTH},
	{ROLE_TEACHER, REL_SUBSTITUTE, K | C, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_IB, REL_SUPERVISES, K | S | C | V | N | W | D | Z | T | A | L | Q, K | S | C | N | A | Q, WORKING},
	{ROLE_IB, REL_CONTACT, K | S | C | V | N | W | D | Z | T | A | L | Q, K | S | C | N | A | Q, WORKING},
	{ROLE_IB, REL_SUBSTITUTE, K | S | C | V | N | W | D | Z | T | A | L | Q, S | C | N | A | Q, WORKING},
	/* "applied at (school)": the core that every relation needs, and the application, which is of that school. */
	{ROLE_IB, REL_APPLIED, K | A, A, WORKING | HEALTH | ADDRESS},
	{ROLE_IB, REL_RECEIVES, K | S | C | V | T, 0, WORKING},
	{ROLE_IB, REL_BREAK_GLASS, K | S | C | T, 0, WORKING},
	{ROLE_SCHOOL_LEADER, REL_DECIDES, K | S | C | T | A | Q, S | A | Q, WORKING | HEALTH},
	{ROLE_PRESCHOOL, REL_PRESCHOOL, K | V | N | Q, K | V | N | Q, WORKING},
	{ROLE_PRESCHOOL, REL_INVITED, K | N, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_TRAJECT, REL_ASSIGNED, K | S | C | V | N | W | Z | T | A | Q, N | W | Q, WORKING},
	{ROLE_TRAJECT, REL_SUBSTITUTE, K | S | C | N | W | T, N | W, WORKING},
	{ROLE_TRAJECT, REL_DECIDES, K | C | W | T, W, WORKING},
	{ROLE_TRAJECT, REL_BREAK_GLASS, K | C | W | T, 0, WORKING},
	{ROLE_TLV_SECRETARY, REL_SECRETARIAT, K | W | D | T | Q, W | Q, 0},
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
	{ROLE_PROVISION_TEAM, REL_PLACED, K | S | C | N | Z | T | Q, C | Z | Q, WORKING},
	{ROLE_BOARD, REL_BOARD_SUPERVISOR, K | N, N, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_MUNICIPALITY, REL_INVITED, K | C | N | T, N, GUARDIANS | WORKING | ADDRESS},
	{ROLE_MUNICIPALITY, REL_LEERPLICHT, K | G | Q, G | Q, WORKING | HEALTH},
	{ROLE_MUNICIPALITY, REL_DOORZETTINGSMACHT, K | G, G, WORKING | HEALTH},
	/* "may close own voice from parents", and chooses who hears it (practice 20) */
	{ROLE_TEACHER, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_IB, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_PROVISION_TEAM, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_SPECIALIST, REL_CONFIDANT, K | T | L, 0, GUARDIANS | WORKING | HEALTH | ADDRESS},
	{ROLE_SUPPORT_POINT, REL_SUPPORT_POINT, O, O, ADDRESS},
};
enum { FACT_ROWS = sizeof fact_rows / sizeof *fact_rows };

#define KIND(k) (UINT64_C(1) << REL_##k)
enum { OF_ROUTE_MAX = 400 };

static inline bool now_in(int64_t begins, int64_t ends, int64_t now)
{
	return begins <= now && now < ends;
}

const struct fact_seat *fact_seat_of(const struct facts *f, int64_t seat);
/* Does this holding count now? */
bool fact_stands(const struct facts *f, const struct fact_hold *h, int64_t now);
/* Is the account something to this child, of any of these kinds? */
bool fact_is_something(const struct facts *f, int64_t account, int64_t route, uint64_t kinds, int64_t now);
/* What the account has of this child in the place of others, as relations of its own; at most OF_ROUTE_MAX. */
size_t fact_stand_ins(const struct facts *f, int64_t account, int64_t route, int64_t now, struct fact_relation *out);

#endif

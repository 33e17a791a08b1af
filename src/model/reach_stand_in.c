#include "reach_stand_in.h"

#include "date.h"
#include "grant.h"

#include <string.h>

#define OPEN SQL_OPEN
#define COUNTS SQL_COUNTS
/* When a seat of the absent person, of who stands in or of a colleague begins or ends next: it may shut this. */
#define NEXT_OF(edge) \
	"coalesce((SELECT min(n." edge ") FROM holds n WHERE n." edge " > $2 AND (n.account IN (h.account, y.account)" \
	" OR n.seat = h.seat)), $3)"
/* The absent person holds the relation by a place on a seat, by the seat, or by the account. The seat of a group is one
 * of its school. A seat that a colleague holds as well is looked after. What an account holds by itself is of the
 * school of the child, or of the only organisation where it has that role: of two nobody could say which owns it. Own
 * family and whoever is shielded from the child stay outside, and who is shielded passes nothing on. */
static const struct stmt stmt_stand_ins = {
	"SELECT c.place, r.id, y.account, r.kind, r.parts, r.hides, r.ends, x.ends, " NEXT_OF("begins") ", " NEXT_OF("ends")
	", coalesce((SELECT min(n.begins) FROM relation n WHERE n.route = $1 AND n.begins > $2), $3),"
	" s.role, t.role, c.parts,"
	" CASE WHEN EXISTS (SELECT 1 FROM relation f WHERE f.route = $1 AND " OPEN("f") " AND (f.grantee = y.account"
	" OR EXISTS (SELECT 1 FROM holds m JOIN seat ms ON ms.id = m.seat JOIN organisation mo ON mo.id = ms.org"
	" WHERE m.account = y.account AND " COUNTS("m", "ms", "mo")
	" AND (m.seat = f.grantee OR m.id = f.grantee)))) THEN 1 ELSE 0 END"
	" FROM relation r JOIN holds h ON h.id = r.grantee OR h.seat = r.grantee OR h.account = r.grantee"
	" JOIN seat s ON s.id = h.seat JOIN organisation so ON so.id = s.org"
	" JOIN absence x ON x.account = h.account AND x.org = CASE WHEN so.kind = 'groep' THEN so.parent ELSE so.id END"
	" JOIN organisation o ON o.id = x.org"
	" JOIN absence_cover c ON c.absence = x.id AND c.state = 'given'"
	" JOIN holds y ON y.id = c.place JOIN seat t ON t.id = y.seat AND t.org = x.org"
	" WHERE r.route = $1 AND " OPEN("r") " AND " COUNTS("h", "s", "so") " AND " OPEN("x") " AND " OPEN("y")
	" AND so.ended > $2 AND o.ended > $2 AND y.account <> h.account AND (h.id = r.grantee"
	" OR (h.seat = r.grantee AND NOT EXISTS (SELECT 1 FROM holds n WHERE n.seat = h.seat AND n.account <> h.account"
	" AND " COUNTS("n", "s", "so") ")) OR (h.account = r.grantee AND ((o.kind = 'school' AND EXISTS"
	" (SELECT 1 FROM route q WHERE q.id = $1 AND q.school = o.id)) OR (o.kind <> 'school' AND NOT EXISTS"
	" (SELECT 1 FROM holds n JOIN seat ns ON ns.id = n.seat JOIN organisation nso ON nso.id = ns.org"
	" WHERE n.account = h.account AND ns.role = s.role AND ns.org <> s.org AND " COUNTS("n", "ns", "nso") ")))))"
	" AND NOT EXISTS (SELECT 1 FROM relation f WHERE f.route = $1 AND f.grantee = y.account AND " OPEN("f")
	" AND f.kind IN ('guardian', 'guardian_without', 'pupil', 'helper'))"
	" AND NOT EXISTS (SELECT 1 FROM shield d WHERE d.route = $1 AND d.person IN (y.account, h.account)"
	" AND d.state IN ('confirmed', 'lifting'))",
	"iii", "iiitiiiiii" "ittii"};
enum col {
	C_PLACE, C_RELATION, C_ACCOUNT, C_KIND, C_PARTS, C_HIDES, C_ENDS, C_ABSENT_ENDS, C_SEAT_BEGINS, C_SEAT_ENDS,
	C_RELATION_BEGINS, C_ABSENT, C_SUBSTITUTE, C_COVERED, C_OTHER
};

size_t stand_ins_put(struct batch *b, int64_t route, int64_t now)
{
	return batch_put(b, &stmt_stand_ins, DB_ARGS(val_int(route), val_int(now), val_int(INSTANT_OPEN)));
}

/* Until something may be otherwise: late to make it anew, it shuts and never stays open. */
static int64_t first_of(const struct rows *r, size_t i)
{
	int64_t until = rows_int(r, i, C_ENDS);
	for (int c = C_ABSENT_ENDS; c <= C_RELATION_BEGINS; c++)
		until = rows_int(r, i, (size_t)c) < until ? rows_int(r, i, (size_t)c) : until;
	return until;
}

/* A relation is passed once to one place; what several covers or roles say of it comes together. */
static struct stand_in_row *row_of(struct stand_ins *out, int64_t place, int64_t relation)
{
	for (size_t i = 0; i < out->n; i++)
		if (out->v[i].place == place && out->v[i].relation == relation)
			return &out->v[i];
	return NULL;
}

void stand_ins_take(struct arena *a, const struct rows *r, struct stand_ins *out)
{
	*out = (struct stand_ins){.v = ARENA_ARRAY(a, struct stand_in_row, r->n + 1)};
	for (size_t i = 0; i < r->n; i++) {
		struct stand_in s = {.shared = (parts)rows_int(r, i, C_PARTS), .covered = (parts)rows_int(r, i,
				C_COVERED),
				     .other = rows_int(r, i, C_OTHER) != 0};
		struct stand_in_row row = {.place = rows_int(r, i, C_PLACE), .relation = rows_int(r, i, C_RELATION),
					   .account = rows_int(r, i, C_ACCOUNT), .until = first_of(r, i)};
		bool known = role_parse(rows_text(r, i, C_ABSENT), &s.absent) &&
			role_parse(rows_text(r, i, C_SUBSTITUTE), &s.substitute) &&
			relation_parse(rows_text(r, i, C_KIND), &s.kind);
		row.parts = known ? grant_stand_in(&s, &row.hides) : 0;
		if (row.parts == 0)
			continue;
		row.hides |= (uint32_t)rows_int(r, i, C_HIDES);
		struct stand_in_row *same = row_of(out, row.place, row.relation);
		if (same == NULL) {
			out->v[out->n++] = row;
			continue;
		}
		same->parts |= row.parts;
		same->hides |= row.hides;
		same->until = row.until < same->until ? row.until : same->until;
	}
}

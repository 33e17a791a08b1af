/* Who stands in for an absent colleague, per child: what reach gets of it (practice 23). The facts are the relation of
 * the absent person, the absence at one organisation, and a cover that was given to the place of a colleague there. */
#ifndef TN_REACH_STAND_IN_H
#define TN_REACH_STAND_IN_H

#include "db.h"
#include "policy.h"

struct stand_in_row {
	int64_t place, relation, account; /* of the substitute; relation: of the absent person */
	parts parts;
	uint32_t hides;
	int64_t until;
};
struct stand_ins {
	struct stand_in_row *v;
	size_t n;
};
/* As part of a batch: put, run, take. */
size_t stand_ins_put(struct batch *b, int64_t route, int64_t now);
void stand_ins_take(struct arena *a, const struct rows *r, struct stand_ins *out);

/* For statements with the instant as $2. A place at a group counts only while the same role is held at its school, as
 * viewer.c has it; `seat` and `org` are of the hold `of`. */
#define SQL_OPEN(of) of ".begins <= $2 AND " of ".ends > $2"
#define SQL_COUNTS(of, seat, org) \
	SQL_OPEN(of) " AND (" org ".kind <> 'groep' OR EXISTS (SELECT 1 FROM holds gh JOIN seat gs ON gs.id = gh.seat" \
	" WHERE gh.account = " of ".account AND gs.org = " org ".parent AND gs.role = " seat ".role AND " \
	SQL_OPEN("gh") "))"

/* Routes that hang on the absence `x`: on its person, a place or a seat of theirs. */
#define SQL_HANGS_ON(from, where) \
	" UNION SELECT r.route FROM " from " JOIN relation r ON r.grantee = x.account WHERE " where \
	" UNION SELECT r.route FROM " from " JOIN holds h ON h.account = x.account JOIN relation r ON r.grantee = h.id" \
	" WHERE " where \
	" UNION SELECT r.route FROM " from " JOIN holds h ON h.account = x.account JOIN relation r ON r.grantee = h.seat" \
	" WHERE " where
/* For a statement with the ends of a period as $1 and $2: routes for which an absence begins in it, or a seat of who is
 * absent, of a colleague on the same seat, or of who stands in begins or ends. */
#define SQL_TURNS "((k.begins > $1 AND k.begins <= $2) OR (k.ends > $1 AND k.ends <= $2))"
#define SQL_STAND_INS_DUE \
	SQL_HANGS_ON("absence x", "x.begins > $1 AND x.begins <= $2") \
	SQL_HANGS_ON("absence x JOIN holds k ON k.account = x.account", "x.ends > $2 AND " SQL_TURNS) \
	SQL_HANGS_ON("absence x JOIN holds o ON o.account = x.account JOIN holds k ON k.seat = o.seat", \
		     "x.ends > $2 AND " SQL_TURNS) \
	SQL_HANGS_ON("absence x JOIN absence_cover c ON c.absence = x.id JOIN holds y ON y.id = c.place" \
		     " JOIN holds k ON k.account = y.account", "x.ends > $2 AND " SQL_TURNS)
/* For one with an account as $1: routes that hang on its absence, on that of who holds the same seat, or of whom it
 * stands in for. */
#define SQL_STAND_INS_OF \
	SQL_HANGS_ON("absence x", "x.account = $1") \
	SQL_HANGS_ON("holds m JOIN holds k ON k.seat = m.seat JOIN absence x ON x.account = k.account", "m.account = $1") \
	SQL_HANGS_ON("holds m JOIN absence_cover c ON c.place = m.id JOIN absence x ON x.id = c.absence", \
		     "m.account = $1")

#endif

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

/* For a statement with the ends of a period as $1 and $2: routes for which an absence begins in it. */
#define SQL_STAND_INS_DUE \
	" UNION SELECT r.route FROM absence x JOIN relation r ON r.grantee = x.account WHERE x.begins > $1" \
	" AND x.begins <= $2" \
	" UNION SELECT r.route FROM absence x JOIN holds h ON h.account = x.account JOIN relation r ON r.grantee = h.id" \
	" WHERE x.begins > $1 AND x.begins <= $2" \
	" UNION SELECT r.route FROM absence x JOIN holds h ON h.account = x.account JOIN relation r ON r.grantee = h.seat" \
	" WHERE x.begins > $1 AND x.begins <= $2"
/* For one with an account as $1: routes that hang on its absence, or on that of who holds the same seat. */
#define SQL_STAND_INS_OF \
	" UNION SELECT r.route FROM relation r WHERE r.grantee = $1" \
	" AND EXISTS (SELECT 1 FROM absence x WHERE x.account = $1)" \
	" UNION SELECT r.route FROM holds h JOIN relation r ON r.grantee = h.id WHERE h.account = $1" \
	" AND EXISTS (SELECT 1 FROM absence x WHERE x.account = $1)" \
	" UNION SELECT r.route FROM holds h JOIN relation r ON r.grantee = h.seat WHERE h.account = $1" \
	" AND EXISTS (SELECT 1 FROM holds k JOIN absence x ON x.account = k.account WHERE k.seat = h.seat)"

#endif

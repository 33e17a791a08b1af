/* Relations of accounts and seats to children: the truth that reach is made from. A relation is given by what happens
 * (an enrolment, an invitation, a consent), names that source, and ends by a date or by hand; it is never deleted. */
#ifndef TN_RELATION_H
#define TN_RELATION_H

#include "req.h"

enum relation_field {
	RELATION_ROUTE, RELATION_GRANTEE, RELATION_KIND, RELATION_PARTS, RELATION_HIDES, RELATION_BEGINS, RELATION_ENDS,
	RELATION_SRC_REC, RELATION_SRC_ID, RELATION_GIVEN_BY, RELATION__N
};
extern const struct field relation_fields[RELATION__N];
extern const struct record rec_relation;

struct relation {
	int64_t route, grantee; /* an account, a seat, or one person's place on a seat (holds) */
	enum relation_kind kind;
	parts parts;            /* what it shares; what its kind may open is cut by the policy when it is read */
	uint32_t hides;
	int64_t begins, ends;
	const struct record *src_rec;
	int64_t src_id;
	int64_t given_by;       /* the account that gave it by hand; 0: it follows from its source */
};
/* Gives it, as part of a change. */
enum err relation_give(struct change *c, const struct relation *r, int64_t *id) MUST_CHECK;
/* Ends it now: reach, shelf and every door that hangs on them shut when the change commits. */
void relation_end(struct change *c, int64_t id, int64_t now);

#endif

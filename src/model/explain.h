/* Why an account may open a child's route, or why not: every relation it has or had, by itself or by a seat, with what
 * keeps it shut. For `access explain` and for the privacy officer; no contents. */
#ifndef TN_EXPLAIN_H
#define TN_EXPLAIN_H

#include "act.h"
#include "policy.h"

struct explained {
	enum relation_kind kind; /* REL_NONE: of a kind that this program does not know */
	enum role role;          /* of the seat; ROLE_NONE: of the account by itself */
	struct str org;          /* of the seat */
	parts parts;             /* what it shares */
	int64_t begins, ends;
	const char *shut;        /* English, for tr(); NULL: it is open */
};
struct explanation {
	const struct explained *v;
	size_t n;
	bool shielded; /* a shield hides the child's place from this account */
};
enum err explain_route(struct act *act, int64_t account, int64_t route, struct explanation *out) MUST_CHECK;
/* What it opens to its holder acting in this role; NULL: nothing. */
const struct policy *explain_opens(const struct explained *e, enum role acting);

#endif

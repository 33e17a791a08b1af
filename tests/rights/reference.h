/* An independent answer to "may this account, acting in this role, read or write this part of this child now?", made
 * from access.md alone: plain arrays of facts, no index, no cut corners. The engine is held against it. */
#ifndef TN_REFERENCE_H
#define TN_REFERENCE_H

#include "policy.h"

struct fact_seat {
	int64_t id;
	enum role role;
	int64_t org, school; /* school: of which the organisation is a group; 0: none */
};
struct fact_route {
	int64_t id, school;
};
/* A substitute at one organisation, as long as the absence lasts. */
struct fact_cover {
	int64_t account, org, place; /* who is absent; where; whose place of a colleague */
	bool is_school, given;
	parts parts;
	int64_t begins, ends;
};
struct fact_hold {
	int64_t id, account, seat, begins, ends;
};
struct fact_relation {
	int64_t id, route, grantee; /* an account, a seat, or one person's place on a seat */
	enum relation_kind kind;
	parts parts;
	uint32_t hides;
	int64_t begins, ends;
};
struct facts {
	struct fact_seat *seats;
	struct fact_hold *holds;
	struct fact_relation *relations;
	struct fact_route *routes;
	struct fact_cover *covers;
	size_t n_seats, n_holds, n_relations, n_routes, n_covers;
};

bool ref_may(const struct facts *f, int64_t account, enum role acting, int64_t route, enum part part, bool write,
             int64_t now);
/* Does it stand on the account's list of children of these kinds (bits)? */
bool ref_stands_by(const struct facts *f, int64_t account, enum role acting, int64_t route, uint32_t kinds,
                   int64_t now);
/* Classes of fields that are hidden in a part that may be read. */
uint32_t ref_hides(const struct facts *f, int64_t account, enum role acting, int64_t route, enum part part,
                   int64_t now);

#endif

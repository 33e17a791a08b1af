/* Looks: opening a part of a child's dossier is a record of its own, chained, durable before the page leaves. What
 * cannot be recorded is not shown. Looks gather in the act while a page is made (scope.c adds them, nobody else) and
 * are written when it is done; many pages at once share one commit. */
#ifndef TN_LOOK_H
#define TN_LOOK_H

#include "act.h"
#include "policy.h"


struct look {
	int64_t at, account, route;
	int64_t org;           /* the organisation of the seat one acts from, 0: own account */
	enum role role;
	enum part part;        /* PART_NONE: stood in a list */
	enum part through;     /* of a list: the part of what stood there */
	enum purpose purpose;
	const char *door;
};
struct look_bag {
	struct look *v;
	size_t n, cap;
};

/* Puts one into the act's bag; the same part of the same child counts once per act. `grantee` is the account or seat
 * that opened it: it says from which organisation someone looked. */
void look_add(struct act *act, int64_t route, enum part part, enum purpose purpose, int64_t grantee);
/* The same for standing in a list, once per part of what stood there: of some parts not everyone may know. */
void look_list_add(struct act *act, int64_t route, enum part through, enum purpose purpose, int64_t grantee);

struct looks;
/* The writer: a thread of its own with a chain of its own in `db` (looks.db, or the PostgreSQL). */
enum err looks_open(struct db *db, int64_t now, struct looks **out) MUST_CHECK;
void looks_close(struct looks *l);
/* Writes the act's bag and empties it; returns when it is durable. ERR_DOWN, ERR_FULL, ERR_BUSY: it is not, and what
 * was to be shown must not be. */
enum err looks_write(struct looks *l, struct act *act) MUST_CHECK;

/* Who looked at a child, folded per account, role, organisation, day and purpose, the latest first; part bits together.
 * Columns: account, role, org, day (date), purpose, parts, times. At most 1,000 rows. */
enum err looks_of(struct looks *l, struct arena *a, int64_t route, const struct rows **out) MUST_CHECK;
/* On how many days a child stood in someone's list by something of these parts: account, role, org, days, last day. */
enum err looks_listed(struct looks *l, struct arena *a, int64_t route, parts known,
                      const struct rows **out) MUST_CHECK;

/* The looks of a period (from is in, to is not), the latest first, before the place `before`; at most 200. `account` 0:
 * of everyone. For who oversees looks: a page must find out itself which of them its reader may see. */
struct look_place {
	int64_t at, chain, n;
};
enum look_log_col {
	LOG_AT, LOG_CHAIN, LOG_N, LOG_ACCOUNT, LOG_ROLE, LOG_ORG, LOG_ROUTE, LOG_PART, LOG_PURPOSE, LOG_DOOR
};
enum { LOG_ROWS = 200 };
enum err looks_log(struct looks *l, struct arena *a, int64_t account, int64_t from, struct look_place before,
                   const struct rows **out) MUST_CHECK;
/* How many there were in a period at children of a region. */
enum err looks_count(struct looks *l, struct arena *a, int64_t region, int64_t from, int64_t to, int64_t *n) MUST_CHECK;
/* Chooses at most `most` looks of a period at random, each as likely; looks of the own family are not among them. The
 * columns of looks_log. */
enum err looks_sample(struct db *db, struct arena *a, int64_t from, int64_t to, size_t most,
                      const struct rows **out) MUST_CHECK;

/* Walks all chains of `db`: OK, or ERR_CONFLICT with a line per fault in *why. *n is how many looks were held. */
enum err looks_verify(struct db *db, struct arena *a, int64_t *n, struct str *why) MUST_CHECK;

/* The same on a connection, also inside its transaction. */
enum err looks_verify_in(struct conn *c, struct arena *a, int64_t *n, struct str *why) MUST_CHECK;

#endif

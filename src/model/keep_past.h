/* Which parts of which children's dossiers may no longer be kept: read anew from relations and closings each time, by
 * the rules of each region. */
#ifndef TN_KEEP_PAST_H
#define TN_KEEP_PAST_H

#include "keep.h"

struct past {
	int64_t route;
	enum part part;
	int32_t from, until; /* the end of the task, and the last day it might be kept */
	const char *rule;    /* id of rule.h */
};
struct pasts {
	const struct past *v;
	size_t n;
	bool more; /* there are others beyond PASTS_MAX */
};
enum { PASTS_MAX = 20000 };

/* Whether it holds anything is not asked. One pass over all children and their relations; `route` 0: of all. */
enum err keep_past(struct act *act, const struct region_books *books, int64_t route, int32_t today,
                   struct pasts *out) MUST_CHECK;
/* Was a TLV ever asked for this child? */
enum err keep_referred(struct act *act, int64_t route, bool *yes) MUST_CHECK;

#endif

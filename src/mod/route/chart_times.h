/* How long routes of a region really took, per phase: held against the flow chart. Aggregates only; what stands for
 * fewer children than the small-number rule allows is not said at all (access.md rule 5). */
#ifndef TN_CHART_TIMES_H
#define TN_CHART_TIMES_H

#include "route_flow.h"

struct chart_times {
	int64_t stays[PHASE__N];   /* how many times a route left this phase */
	int32_t median[PHASE__N];  /* days; only meaningful where figure_said(stays) > 0 */
	int64_t routes;            /* routes that moved at all */
	int64_t no_knooppunt;      /* came to support, a group or a TLV without one (steps skipped) */
	int64_t again;             /* came to a knooppunt more than once (loops) */
};
/* Of the last two years. One statement, read as a stream. */
enum err chart_times(struct act *act, int64_t region, struct chart_times *out) MUST_CHECK;
#endif

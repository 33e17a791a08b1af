/* How long routes of a region really took, per phase: held against the flow chart. Aggregates only; what stands for
 * fewer children than the small-number rule allows is not said at all (access.md rule 5). All routes of a region stream
 * past to know it, so a job counts it by night and pages read what was counted. */
#ifndef TN_CHART_TIMES_H
#define TN_CHART_TIMES_H

#include "route_flow.h"

struct chart_times {
	int64_t stays[PHASE__N];   /* how many times a route left this phase */
	int32_t median[PHASE__N];  /* days; only meaningful where figure_said(stays) > 0 */
	int64_t routes;            /* routes that moved at all */
	int64_t no_knooppunt;      /* came to support, a group or a TLV without one (steps skipped) */
	int64_t again;             /* came to a knooppunt more than once (loops) */
	int64_t counted;           /* when; 0: never yet */
};
/* Counts the last two years of every region, a stream each, and keeps it: for the jobs process, once a day. */
enum err chart_times_keep(struct act *act) MUST_CHECK;
/* What was kept, as part of a batch. */
size_t chart_times_put(struct batch *b, int64_t region);
void chart_times_take(const struct rows *r, struct chart_times *out);

#endif

/* What must hold for a meeting before each step (meeting_rules.c), and what a step brings about (meeting_effects.c). */
#ifndef TN_MEETING_RULES_H
#define TN_MEETING_RULES_H

#include "meeting.h"

void meeting_check(const struct given *g, struct reasons *out);
void meeting_may_invite(const struct given *g, struct reasons *out);
void meeting_may_hold(const struct given *g, struct reasons *out);
void meeting_may_share(const struct given *g, struct reasons *out);
void meeting_may_close(const struct given *g, struct reasons *out);
void meeting_may_cancel(const struct given *g, struct reasons *out);
enum err meeting_invited(struct change *c, const struct row *at);
enum err meeting_was_held(struct change *c, const struct row *at);
enum err meeting_was_shared(struct change *c, const struct row *at);
enum err meeting_was_reopened(struct change *c, const struct row *at);
enum err meeting_was_closed(struct change *c, const struct row *at);
enum err meeting_was_cancelled(struct change *c, const struct row *at);

/* The end of the last day on which who was invited reads along. */
int64_t meeting_door_ends(const struct row *meeting);
/* The relations that the invitation opened and that are open now; and these made to fit the meeting as it will be: what
 * it shares, until when (access.md rules 2 and 8). meeting_check refuses a meeting that says something else. */
enum err meeting_doors(struct act *act, const struct row *meeting, const struct rows **doors) MUST_CHECK;
void meeting_doors_fit(struct change *c, const struct row *meeting, const struct rows *doors);

/* What someone said of the report stands no more on the paper that came back: of a former report, or said anew. */
void invitee_paper_gone(struct change *c, int64_t invitee);

/* The last day on which an invitation of today may open something (LOC-22, which a region may set); and kept in a
 * meeting that nobody is invited to yet. meeting_check holds what is shared to it. */
enum err meeting_most(struct act *act, int64_t route, struct val *out) MUST_CHECK;
enum err meeting_bound(struct change *c, const struct row *at) MUST_CHECK;

/* Are there seven cards that were looked at, two of them about context? */
bool meeting_seven(const struct given *g, struct reasons *out);

#endif

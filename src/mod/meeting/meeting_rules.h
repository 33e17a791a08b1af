/* What must hold for a meeting before each step, and what a step brings about. */
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
enum err meeting_was_closed(struct change *c, const struct row *at);
enum err meeting_was_cancelled(struct change *c, const struct row *at);

/* Are there seven cards that were looked at, two of them about context? */
bool meeting_seven(const struct given *g, struct reasons *out);

#endif

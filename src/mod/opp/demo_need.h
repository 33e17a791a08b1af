/* Goals, support, what was measured and what the pupil says, for the children of the demonstration. */
#ifndef TN_DEMO_NEED_H
#define TN_DEMO_NEED_H

#include "opp.h"

struct demo_need {
	int64_t route;
	size_t n;               /* spreads */
	enum need_state state;  /* NEED_DRAFT: with a plan that is still to be adopted */
	int32_t from, today;    /* days */
};
enum err demo_needs_make(struct act *act, const struct demo_need *d) MUST_CHECK;
enum err demo_needs_measure(struct act *act, const struct demo_need *d) MUST_CHECK;
enum err demo_needs_review(struct act *act, const struct demo_need *d) MUST_CHECK;

enum { DEMO_SAID_AGO = 14 }; /* days */
/* What the pupil said so many days ago, with answers in every state; `named`: one of the 36, whose
 * plans are never held up by it. */
enum err demo_voice_make(struct act *act, const struct demo_need *d, int64_t pupil, bool named) MUST_CHECK;
/* The account leerling2 becomes that of this child: chose someone, wants to draw, and said today "I do not feel safe".
 * Nothing where nobody of the school works with the child. */
enum err demo_voice_confide(struct act *act, const struct demo_need *d) MUST_CHECK;

#endif

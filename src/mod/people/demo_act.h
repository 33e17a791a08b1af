/* Demo data of other modules is made by its people, on days of their own. */
#ifndef TN_DEMO_ACT_H
#define TN_DEMO_ACT_H

#include "act.h"
#include "rand.h"
#include "role.h"

/* What a module makes stands between these two: public ids are by `seed` then, and afterwards the act is again of
 * nobody and of the day on which the demo plays. demo_end returns `e`. */
struct demo_turn {
	int64_t today;
	struct dice dice;
};
void demo_begin(struct act *act, struct demo_turn *turn, uint64_t seed);
enum err demo_end(struct act *act, const struct demo_turn *turn, enum err e) MUST_CHECK;

/* From here on the act is of this person of Merenland (address without the domain), in this role, at `at`: what it
 * makes stands in that name. */
enum err demo_act_as(struct act *act, const char *email, enum role role, int64_t at) MUST_CHECK;
/* A child of Merenland by its names, and an organisation; id 0: there is none, so nothing can be made of it. */
struct demo_found {
	int64_t id, school;
	struct str given;
	int32_t born;
};
enum err demo_find_child(struct act *act, const char *given, const char *family, struct demo_found *out) MUST_CHECK;
enum err demo_find_org(struct act *act, const char *name, int64_t *id) MUST_CHECK;
/* Nobody talks, looks along or practises in a weekend or a vacation: the last day of school up to this one; and the
 * first one from it on. */
int32_t demo_school_day(int32_t date);
int32_t demo_school_day_from(int32_t date);
/* An hour of work (8 to 16 o'clock) on the day `days` (3 or more) before `today`; in a weekend on the Monday after
 * that, in a vacation on the last day before it. `n` spreads. */
int64_t demo_moment(int64_t today, int days, size_t n);

#endif

/* What must hold for a placement before each step, and what else a step does: systems.md A4, source 001 annexes 1,
	2. */
#ifndef TN_PLACE_RULES_H
#define TN_PLACE_RULES_H

#include "opp.h"
#include "place.h"

void placement_check(const struct given *g, struct reasons *out);
void placement_derive(struct arena *a, struct val *v);
void placement_may_ask(const struct given *g, struct reasons *out);
void placement_may_wait(const struct given *g, struct reasons *out);
void placement_may_place(const struct given *g, struct reasons *out);
void placement_may_return(const struct given *g, struct reasons *out);
void placement_may_go_back(const struct given *g, struct reasons *out);
void placement_may_end_care(const struct given *g, struct reasons *out);
void placement_may_finish(const struct given *g, struct reasons *out);
void placement_may_try_tlv(const struct given *g, struct reasons *out);
void placement_may_end(const struct given *g, struct reasons *out);

enum err placement_asked(struct change *c, const struct row *at);
enum err placement_adjusted(struct change *c, const struct row *at);
enum err placement_waits(struct change *c, const struct row *at);
enum err placement_placed(struct change *c, const struct row *at);
enum err placement_returns(struct change *c, const struct row *at);
enum err placement_stays(struct change *c, const struct row *at);
enum err placement_back(struct change *c, const struct row *at);
enum err placement_care_over(struct change *c, const struct row *at);
enum err placement_to_tlv(struct change *c, const struct row *at);
enum err placement_ended(struct change *c, const struct row *at);
enum err placement_done(struct change *c, const struct row *at);
enum err return_check_held(struct change *c, const struct row *at);
enum err place_goal_agreed(struct change *c, const struct row *at);
/* Chooses the group of the placement as it was seen, and asks the parents anew where that changes what they answered
 * about. */
enum err placement_regroup(struct change *c, const struct row *at, int64_t group) MUST_CHECK;

/* This parent answers in the same change: with the last answer it is the turn of the school. */
enum err placement_answered(struct change *c, const struct row *at, int64_t guardian) MUST_CHECK;

enum { PLACE_YEAR_CHECKS = 2 }; /* after one year and after two */

/* How many children a group has, and of them how many with each need. */
struct group_count {
	int64_t children, need[PLACE_NEEDS];
};
/* Does the group of these numbers say no to one more with these needs? Bit PLACE_NEEDS: it is full; bit i: need i is
 * at its limit. Zero: there is room. */
uint32_t group_says(const struct row *group, const struct group_count *n, const struct row *placement);
/* English: what that bit says. */
const char *group_word(size_t bit);
/* How this parent stands towards what is asked now; `answers` and `contacts` may hold those of others and of before. */
struct assent_of place_assent(const struct row *placement, int64_t guardian, const struct row *answers,
                              size_t n_answers, const struct row *contacts, size_t n_contacts);
/* Does the child take a place in this state? */
bool placement_takes(const struct row *placement);

#endif

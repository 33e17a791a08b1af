/* Going round schools (practice 24): a talk about a child that is closed in a minute, what was promised in it to the
 * parents, and the sheet of a school with all own routes there. */
#ifndef TN_VISIT_H
#define TN_VISIT_H

#include "req.h"

enum talk_field {
	TALK_ROUTE, TALK_STATE, TALK_BY, TALK_HELD_ON, TALK_KIND,
	TALK_PARENTS, TALK_PUPIL, TALK_TEACHER, TALK_SUPERVISOR, TALK_ADVISER, TALK_TEAM, TALK_FAMILY,
	TALK_NAMES, TALK_OTHERS,
	TALK_SENTENCE, TALK_DECISION, TALK_NEXT_STEP, TALK_NEXT_BY, TALK_NEXT_ACTS,
	TALK_PROMISE, TALK_PROMISE_BY, TALK_PROMISE_DUE, TALK_KEPT_ON, TALK_MINUTES, TALK_HELP,
	TALK_TALK_ON, TALK_OPENS, TALK__N
};
/* One table of fields, two records: what the school records stands in its part, what the partnership records in its own
 * (docs/decisions/0018). */
extern const struct field talk_fields[TALK__N];
extern const struct record rec_talk, rec_talk_swv;
enum { TALK_RECORDS = 2 };
extern const struct record *const talk_records[TALK_RECORDS];
/* The record in which this reader records a talk with the child of `seen`, or NULL: none. */
const struct record *talk_record_of(const struct seen *seen, enum role role);

/* In the order of the choices of TALK_STATE. */
enum talk_state { TALK_RECORDED, TALK_KEPT, TALK_WITHDRAWN, TALK_STATES };
enum talk_step { TALK_KEEP, TALK_WITHDRAW, TALK_STEPS };
extern const struct transition talk_flow[TALK_STEPS];
/* Who can be ticked as having been there. */
struct talk_party {
	enum talk_field field;
	uint32_t kinds; /* bit per relation_kind: the tick is offered where one of them takes part */
};
enum { TALK_PARTIES = 6 };
extern const struct talk_party talk_parties[TALK_PARTIES];

extern const struct module mod_visit;

/* Talks about children of the demonstration; after demo_opp_make. */
enum err demo_visit_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

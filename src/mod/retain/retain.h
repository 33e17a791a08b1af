/* What may no longer be kept is destroyed: by two persons, after a preview, with a certificate (law.md 1.8, R15, R16;
 * access.md, parts: "kept"). A run is prepared by the privacy officer of the organisation whose parts they are, another
 * person of that organisation confirms it, and only then a job destroys (model/erase.h). Children stand in it by a
 * code, for who does this sees no dossiers. */
#ifndef TN_RETAIN_H
#define TN_RETAIN_H

#include "keep_past.h"
#include "queue.h"
#include "req.h"

enum run_field {
	RUN_ORG, RUN_STATE, RUN_PREPARED_BY, RUN_PREPARED_AT, RUN_PREPARED_ON, RUN_COUNTED, RUN_WHY, RUN_CONFIRMED_BY,
	RUN_CONFIRMED_AT, RUN_ENDED_AT, RUN_CHILDREN, RUN_PARTS, RUN_ROWS, RUN_FILES, RUN_LEFT, RUN_PROOF, RUN__N
};
enum run_state { RUN_IS_PREPARED, RUN_IS_CONFIRMED, RUN_IS_WITHDRAWN, RUN_STATES };
enum run_step { RUN_CONFIRM, RUN_WITHDRAW, RUN_STEPS };
extern const struct field run_fields[RUN__N];
extern const struct transition run_flow[RUN_STEPS];
extern const struct record rec_retention_run;

/* One part of one child in a run. */
enum item_field {
	ITEM_RUN, ITEM_ORG, ITEM_ROUTE, ITEM_CHILD, ITEM_PART, ITEM_RULE, ITEM_FACT, ITEM_UNTIL, ITEM_ROWS, ITEM_FILES,
	ITEM_STATE, ITEM_WHY, ITEM_WORDS, ITEM_HELD_UNTIL, ITEM_BY, ITEM_RESULT, ITEM_REQUEST, ITEM__N
};
enum item_state { ITEM_GOES, ITEM_STAYS, ITEM_STATES };
enum item_step { ITEM_HOLD, ITEM_BACK, ITEM_STEPS };
extern const struct field item_fields[ITEM__N];
extern const struct transition item_flow[ITEM_STEPS];
extern const struct record rec_retention_item;
enum part part_of_code(struct str code); /* PART_NONE: there is none */

/* For statements over retention_seen `r`, organisation `o` and the school `sch` of the child: is `o` the controller of
 * that part (access.md, parts: "owner")? Of the parts of the partnership and its experts the partnership, of all others
 * the board of the child's school, and where it has none the partnership too. */
#define RETAIN_OF(o) \
	"((" o ".kind = 'swv' AND (r.part IN ('swv', 'deskundig') OR sch.parent IS NULL))" \
	" OR (r.part NOT IN ('swv', 'deskundig') AND sch.parent = " o ".id))"

extern const struct task_kind task_retain;
extern const struct module mod_retain;

/* The daily look: writes down what is past its term on this day. Destroying asks that it was so on two days. A clock
 * that went back, or ahead by more than CLOCK_STEP_DAYS since the day before, begins the count anew, and nothing is
 * destroyed in the CLOCK_REST_DAYS after that. `past`: how many parts. A day that was looked at is not looked at
 * again. */
enum { CLOCK_STEP_DAYS = 45, CLOCK_REST_DAYS = 7, RETAIN_MOST = 200 };
enum err retain_watch(struct act *act, int64_t *past) MUST_CHECK;
/* The day on which the clock was seen to jump; DATE_OPEN: never. */
enum err retain_jumped(struct act *act, int32_t *on) MUST_CHECK;
/* Since which day the clock went on as days do; DATE_OPEN: nobody looked yet. */
enum err retain_since(struct act *act, int32_t *on) MUST_CHECK;
/* What is about no child goes by itself after its term (record.h, keep.goes): a request to look round, advice without a
 * name. On a day on which the clock is sure; `gone`: how many records. Safe to repeat. */
enum err retain_sweep(struct act *act, int64_t *gone) MUST_CHECK;
/* Once a month the privacy officers of whom something is past its term are told so, without a name. */
enum err retain_tell(struct act *act, int64_t *told) MUST_CHECK;

/* What an organisation is controller of and may destroy today: on two days past its term. */
struct ripe {
	int64_t route;
	enum part part;
	int32_t fact, until;
	struct str rule, child; /* the public id of the child: for the code only */
};
struct ripes {
	const struct ripe *v;
	size_t n;
	int64_t parts, children; /* of all, also beyond RETAIN_MOST */
	int32_t oldest;
};
enum err retain_ripe(struct act *act, int64_t org, struct ripes *out) MUST_CHECK;
/* How many parts, and how many runs wait for this viewer as the second person; one batch. */
enum err retain_ripe_parts(struct act *act, int64_t org, int64_t *n, int64_t *waiting) MUST_CHECK;
/* The same of one part of one child, asked anew: ERR_CONFLICT when it is not (any more). */
enum err retain_ripe_one(struct act *act, int64_t route, enum part part) MUST_CHECK;
/* Why a part of a child may not be destroyed now, as a code of item.why, and until when; empty: nothing holds it. */
struct hold {
	struct str why;
	int32_t until;
};
/* `but`: the run, and the request, that it is asked for; 0: none. */
struct hold_but {
	int64_t run, request;
};
enum err retain_held(struct act *act, int64_t route, enum part part, struct hold_but but,
                     struct hold *out) MUST_CHECK;

/* Makes the run of an organisation, as part of `c`. ERR_DENIED: not this viewer; ERR_CONFLICT: one waits already;
 * ERR_NOT_FOUND: nothing is past its term. */
enum err retain_prepare(struct act *act, struct change *c, int64_t org, struct str *pid) MUST_CHECK;
/* What keeps a part of a child from being destroyed on request; `why` NULL: nothing does. */
struct retain_duty {
	const char *rule; /* id of model/rule.h; empty: a law outside this program */
	const char *why;  /* English, one sentence */
};
enum err retain_duty(struct act *act, int64_t route, enum part part, struct retain_duty *out) MUST_CHECK;
/* The run of one part of one child, as part of `c`, because who it is about asked for it: who agrees is the first of
 * the two persons. ERR_CONFLICT: a law keeps it. */
enum err retain_ask(struct act *act, struct change *c, int64_t route, enum part part, int64_t request) MUST_CHECK;
#define RETAIN_ASKED "AVG-17" /* in the place of a rule */
/* Is it still wanted: agreed on, and not taken back? */
enum err retain_asked_still(struct act *act, int64_t request, bool *yes) MUST_CHECK;
/* The run ended, or does not go on: what was destroyed is answered, what was not is to be answered anew. */
enum err retain_asked_end(struct change *c, int64_t run) MUST_CHECK;

/* The organisation at which the viewer holds the role acted in; 0: none, or several. */
int64_t retain_org(const struct viewer *v);

#endif

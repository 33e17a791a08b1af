/* Goals of a child with the progress towards them, and the support that is given: what a teacher works from, part CARD.
 * They stand beside the plan, for the child may have them before there is one; what parents must agree with is frozen
 * with the plan that was adopted (OPP-10). */
#ifndef TN_OPP_NEED_H
#define TN_OPP_NEED_H

#include "req.h"

/* In the order of the choices of the state of both: in the plan that is being written, only proposed, in an adopted
 * plan, ended, put aside. */
enum need_state { NEED_DRAFT, NEED_PROPOSED, NEED_HELD, NEED_ENDED, NEED_ASIDE, NEED_STATES };
#define NEED_BIT(s) (UINT32_C(1) << NEED_##s)
/* The first five of both flows. */
enum need_step { NEED_TAKE, NEED_DROP, NEED_BRING_BACK, NEED_HOLD, NEED_LOOSEN, NEED_STOP, NEED_STEPS };

enum opp_goal_field {
	OPP_GOAL_ROUTE, OPP_GOAL_STATE, OPP_GOAL_AREA, OPP_GOAL_WHAT, OPP_GOAL_MEASURE, OPP_GOAL_START, OPP_GOAL_START_ON,
	OPP_GOAL_AIM, OPP_GOAL_AIM_BY, OPP_GOAL_CARE, OPP_GOAL_CARE_BY, OPP_GOAL_SOURCE, OPP_GOAL_SOURCE_ON,
	OPP_GOAL_REVIEWED, OPP_GOAL_RESULT, OPP_GOAL_RESULT_WORDS, OPP_GOAL_ENDED,
	OPP_GOAL__N
};
extern const struct field opp_goal_fields[OPP_GOAL__N];
extern const struct record rec_opp_goal;
extern const struct choice goal_areas[], goal_results[];
enum opp_goal_step { OPP_GOAL_REVIEW = NEED_STEPS, OPP_GOAL_STEPS };
extern const struct transition opp_goal_flow[OPP_GOAL_STEPS];

enum progress_field { PROGRESS_ROUTE, PROGRESS_GOAL, PROGRESS_ON, PROGRESS_VALUE, PROGRESS_WORDS, PROGRESS_BY,
	PROGRESS__N };
extern const struct field progress_fields[PROGRESS__N];
extern const struct record rec_opp_progress;

enum help_field {
	HELP_ROUTE, HELP_STATE, HELP_FORM, HELP_WHAT, HELP_WHO, HELP_MINUTES, HELP_FROM, HELP_UNTIL, HELP_CARD,
	HELP_SOURCE, HELP_SOURCE_ON, HELP_EFFECT, HELP_EFFECT_WORDS, HELP_ENDED, HELP__N
};
extern const struct field help_fields[HELP__N];
extern const struct record rec_opp_help;
extern const struct choice help_forms[], help_effects[];
extern const struct transition help_flow[NEED_STEPS];

/* What an intake, a meeting or a guest says that the child needs: it stands beside the plan as a proposal, with
 * where it comes from ("intake": a code of need_sources) and the day, until someone takes it over or puts it aside
 * with one press. Nobody's right is asked: it is called within a change that was allowed. `what`: at most 400
 * characters. */
enum need_kind { NEED_GOAL, NEED_HELP };
enum err opp_propose(struct change *c, int64_t route, enum need_kind kind, struct str what, const char *from,
                     int32_t on) MUST_CHECK;
/* Where it came from, in words; English, for tr(). */
const char *need_source_label(struct str code);

/* What was tried before: support that runs, ended or was put aside, as the dossier of this child holds it, the latest
 * first (practice 6). As far as this reader may see it; the words are of the record, `source` is English for tr(). */
struct tried {
	struct str what, who, effect;
	const char *form;    /* English: for one child, a small group, the class; NULL: nothing is said of it */
	bool about_context;  /* concerns the group or the class instead of the child */
	bool runs;
	const char *source;
	int32_t from, until; /* DATE_OPEN: not said */
};
enum { TRIED_MAX = 40 };
/* `seen`: any opened record of the child. ERR_NOT_FOUND never: whose part is shut gives none. */
enum err opp_tried(struct act *act, const struct seen *seen, struct tried out[TRIED_MAX], size_t *n) MUST_CHECK;

#endif

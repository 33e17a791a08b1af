/* The plan of a child with extra support: the ontwikkelingsperspectief (OPP), with what each parent says of it. */
#ifndef TN_OPP_H
#define TN_OPP_H

#include "opp_need.h"

enum opp_field {
	OPP_ROUTE, OPP_STATE, OPP_VERSION, OPP_SCHOOL, OPP_ENROLLED,
	OPP_DESTINATION, OPP_GROUNDS, OPP_HINDERING, OPP_PROMOTING, OPP_GUIDANCE, OPP_DEVIATIONS,
	OPP_HEARD_ON, OPP_HEARD_HOW, OPP_PUPIL_VIEW, OPP_PUPIL_DONE, OPP_TOLD_ON,
	OPP_TALKED_ON, OPP_ADOPTED, OPP_ADOPT_FROM, OPP_EVALUATED, OPP_EVALUATION, OPP_EVALUATE_FROM,
	OPP_ENDED, OPP_ENDED_WHY, OPP_DUE, OPP_DUE_TERM, OPP__N
};
extern const struct field opp_fields[OPP__N];
extern const struct record rec_opp;

/* In the order of the choices of OPP_STATE. */
enum opp_state { OPP_DRAFT, OPP_TALKED, OPP_AGREEING, OPP_IN_FORCE, OPP_REVIEWED, OPP_OVER, OPP_STATES };
#define OPP_BIT(s) (UINT32_C(1) << OPP_##s)

enum opp_step { OPP_TALK, OPP_ASK, OPP_ADOPT, OPP_REVIEW, OPP_KEEP, OPP_ADJUST, OPP_END, OPP_STEPS };
extern const struct transition opp_flow[OPP_STEPS];

/* What a parent with authority says of the guidance part (OPP-10); one per parent and version of the plan. */
enum agreement_field {
	AGREEMENT_ROUTE, AGREEMENT_OPP, AGREEMENT_VERSION, AGREEMENT_GUARDIAN, AGREEMENT_ANSWER, AGREEMENT_BECAUSE,
	AGREEMENT_GIVEN, AGREEMENT__N
};
extern const struct field agreement_fields[AGREEMENT__N];
extern const struct record rec_opp_agreement;

/* Is this plan waiting for an answer of someone in this role who may write in the parents' part? */
bool agreement_asked(const struct seen *plan, enum role role);

/* Is this row a relation of a parent or guardian with authority that is open at `now`? */
bool opp_has_authority(const struct row *relation, int64_t now);

/* Plans of children on the shelf; the number is never used again. */
enum { LIST_PLANS = 10 };

extern const struct module mod_opp;

/* Plans for the children of the demonstration, in different states; after demo_routes_make. */
enum err demo_opp_make(struct act *act, uint64_t seed) MUST_CHECK;
/* The same for those of demo_crowd.h, after demo_crowd_routes_make. */
enum err demo_crowd_opp_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

/* Applying at a school and enrolling (systems.md A1), and the first sign at the preschool (A2). What one school does
 * with one application stands in a part of its own (PART_AANMELDING), of which each school reads its own only. */
#ifndef TN_ENROL_H
#define TN_ENROL_H

#include "req.h"

/* ---- an application at one school (law.md 1.1, ADM-01 to -20) ---- */

enum application_field {
	APP_ROUTE, APP_STATE, APP_SCHOOL, APP_PREFERENCE, APP_DUTY, APP_PUBLIC, APP_SECONDARY, APP_RECEIVED, APP_BY,
	APP_AT_SCHOOL, APP_PHONE, APP_START, APP_NEED, APP_NEED_WHAT, APP_COMES_FROM, APP_HANDS_OVER,
	APP_HANDED_ON, APP_WAIT_AGREED, APP_BORN,
	APP_MISSING, APP_ASKED_ON, APP_COMPLETE_BY, APP_COMPLETED_ON, APP_COMPLETION, APP_LAPSES_ON, APP_BEFORE_FROM,
	APP_BEFORE_TO, APP_MORE, APP_MORE_WHY, APP_MORE_TOLD, APP_LATE_WHY, APP_LATE_BY, APP_PLACED_ON, APP_PLACED_TO,
	APP_TALK_ON, APP_GROUND, APP_REASON, APP_WILLING, APP_WILLING_ON, APP_CALLED, APP_CALLED_ON,
	APP_CALLED_BY, APP_CALLED_NOT, APP_OFFER_WHY, APP_DECIDED,
	APP_ENROLLED_ON, APP_ENDED_WHERE, APP_ENDED_WHY, APP_ENDED, APP_ELSEWHERE_ON,
	APP_DECIDE_BY, APP_PLACE_FROM, APP_ACT_BY, APP_DUE, APP_DUE_TERM, APP__N
};
extern const struct field application_fields[APP__N];
extern const struct record rec_application;

/* In the order of the choices of APP_STATE. */
enum application_state {
	APP_NEW, APP_INCOMPLETE, APP_STUDIED, APP_EXTENDED, APP_LATE, APP_PLACED, APP_ADMITTED, APP_CALL, APP_REFUSED,
	APP_DECLINED, APP_ENROLLED, APP_ELSEWHERE, APP_WITHDRAWN, APP_EXEMPT, APP_NOT_TAKEN, APP_LAPSED, APP_STATES
};
#define APP_BIT(s) (UINT32_C(1) << APP_##s)

enum application_step {
	APP_TAKE_UP, APP_ASK, APP_ANSWER, APP_COMPLETE, APP_EXTEND, APP_TELL_LATE, APP_PLACE, APP_ADMIT, APP_ENROL,
	APP_REFUSE, APP_CALL_DONE, APP_CALL_EXEMPT, APP_OBJECT, APP_OBJECT_HEARD, APP_AGREE, APP_IS_ELSEWHERE,
	APP_WITHDRAW, APP_WITHDRAW_HEARD, APP_TAKE_NOT, APP_LAPSE, APPLICATION_STEPS
};
extern const struct transition application_flow[APPLICATION_STEPS];

/* ---- what a school looked into before it says no ([001 1]) ---- */

enum adaptation_field {
	ADAPTATION_ROUTE, ADAPTATION_APPLICATION, ADAPTATION_SCHOOL, ADAPTATION_KIND, ADAPTATION_WHAT, ADAPTATION_TAKES,
	ADAPTATION_REASONABLE, ADAPTATION_WHY, ADAPTATION__N
};
extern const struct field adaptation_fields[ADAPTATION__N];
extern const struct record rec_adaptation;

/* What parents type as their phone number: could one dial it? Empty is as good. */
bool phone_fits(struct str typed);
#define PHONE_ODD N_("Enter a phone number that one can dial, such as 06 12345678")

/* Numbers of lists on the shelf; never used again. */
enum { LIST_APPLICATIONS = 20 };

/* Moves every application on which nobody decided in time to what the law says of it (ADM-06), and tells parents and
 * school. *n: how many. A job: it acts for nobody. */
enum err applications_by_clock(struct act *act, int64_t *n) MUST_CHECK;

extern const struct module mod_enrol;

/* Applications in every state, tours, intake lists and signs; after demo_routes_make and demo_schools_make. */
enum err demo_enrol_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

/* Requests to look round at a school: of a parent, without anything of a child. */
#ifndef TN_TOUR_H
#define TN_TOUR_H

#include "calendar.h"
#include "enrol.h"
#include "rule.h"

enum tour_field {
	TOUR_ORG, TOUR_STATE, TOUR_NAME, TOUR_PHONE, TOUR_EMAIL, TOUR_SUITS, TOUR_ASKED_ON, TOUR_PLANNED_ON,
	TOUR_PLANNED_AT, TOUR_HELD_ON, TOUR_INTAKE_ON, TOUR_INTAKE_BY, TOUR_ACT_BY, TOUR__N
};
extern const struct field tour_fields[TOUR__N];
extern const struct record rec_tour;
/* In the order of the choices of TOUR_STATE. */
enum tour_state { TOUR_ASKED, TOUR_PLANNED, TOUR_HELD, TOUR_INVITED, TOUR_OVER, TOUR_STATES };
#define TOUR_BIT(s) (UINT32_C(1) << TOUR_##s)
enum tour_step { TOUR_PLAN, TOUR_REPLAN, TOUR_HOLD, TOUR_INVITE, TOUR_DROP, TOUR_STEPS };
extern const struct transition tour_flow[TOUR_STEPS];

extern const struct form_def form_tour;
handler tour_ask_page, tour_ask_post, tour_asked_page, tour_page;
handler tour_school_page; /* /school/{pid}/kennismaken: the same question, from the page of the school */

#endif

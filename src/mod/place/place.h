/* Group arrangements (startklas and the like) and the way of a child there and back: systems.md A4. A kind is the
 * region's, a group stands at a provision or school, a placement is of a child: from the knooppunt that names it to
 * the last look at whether the return lasts. What is written stands in the part of who owns it (access.md): the
 * placement and the talks of the group in its own part; goals, observations, practice moments and checks on the card
 * that both schools and the future teacher work from; the parents' answer in theirs. */
#ifndef TN_PLACE_H
#define TN_PLACE_H

#include "req.h"

/* ---- the region's: kinds, their groups, who goes first ---- */

/* Needs that a group says its limit of. None alone decides about a place (001, annex 1). */
enum { PLACE_NEEDS = 6 };

enum place_kind_field {
	KIND_NAME, KIND_NAME_KEY, KIND_PROFILE, KIND_AIM, KIND_SIZE, KIND_MONTHS, KIND_PAYER, KIND_WAY_BACK, KIND_EFFECTIVE,
	KIND_SOURCE, KIND_STATE, KIND__N
};
enum place_kind_state { KIND_OPEN, KIND_CLOSED, KIND_STATES };
extern const struct field place_kind_fields[KIND__N];
extern const struct record rec_place_kind;
enum place_kind_step { KIND_CLOSE, KIND_REOPEN };
extern const struct transition place_kind_flow[KIND_STATES];

enum place_group_field {
	GROUP_KIND, GROUP_NAME, GROUP_NAME_KEY, GROUP_HOST, GROUP_PLACES, GROUP_STAFF, GROUP_LIMIT,
	GROUP_SINCE = GROUP_LIMIT + PLACE_NEEDS, GROUP__N
};
extern const struct field place_group_fields[GROUP__N];
extern const struct record rec_place_group;

/* Who goes first while children wait: rules of the region or of who pays, with their source (practice 7). */
enum place_first_field {
	FIRST_KIND, FIRST_RANK, FIRST_TEST, FIRST_PC4_FROM, FIRST_PC4_LAST, FIRST_WORDS, FIRST_SOURCE, FIRST_BEGINS,
	FIRST_ENDS, FIRST__N
};
extern const struct field place_first_fields[FIRST__N];
extern const struct record rec_place_first;

/* What a cluster meeting decided, and which expertise was brought into which mother school: without a child. */
enum cluster_meeting_field { CLUSTER_HELD_ON, CLUSTER_DECIDED, CLUSTER__N };
extern const struct field cluster_meeting_fields[CLUSTER__N];
extern const struct record rec_cluster_meeting;
enum cluster_expertise_field { EXPERTISE_MEETING, EXPERTISE_SCHOOL, EXPERTISE_WHAT, EXPERTISE_BY, EXPERTISE__N };
extern const struct field cluster_expertise_fields[EXPERTISE__N];
extern const struct record rec_cluster_expertise;

/* ---- the placement of a child ---- */

enum placement_field {
	PLACEMENT_ROUTE, PLACEMENT_STATE, PLACEMENT_VERSION, PLACEMENT_KIND, PLACEMENT_GROUP, PLACEMENT_MOTHER,
	PLACEMENT_OWN_CHOICE,
	PLACEMENT_WHY, PLACEMENT_NEED, PLACEMENT_WAY_BACK = PLACEMENT_NEED + PLACE_NEEDS, PLACEMENT_RESPONSIBLE,
	PLACEMENT_AT_HOME, PLACEMENT_SILENT_WAITS, PLACEMENT_SILENT, PLACEMENT_ASKED_ON, PLACEMENT_EXCEPTION,
	PLACEMENT_BEGINS, PLACEMENT_MONTHS, PLACEMENT_LATEST, PLACEMENT_YEAR_FROM, PLACEMENT_LONGEST,
	PLACEMENT_GUIDED, PLACEMENT_GUIDE_FROM,
	PLACEMENT_LOOKED, PLACEMENT_LOOK_FROM, PLACEMENT_PRACTISE, PLACEMENT_RETURNED, PLACEMENT_CARE_ON,
	PLACEMENT_CARE_WORDS, PLACEMENT_LASTS, PLACEMENT_ENDED, PLACEMENT_OUTCOME, PLACEMENT_OUTCOME_WHY,
	PLACEMENT_TLV_WHY, PLACEMENT_NAMED_ON, PLACEMENT_NAMED_AFTER, PLACEMENT_RELATION, PLACEMENT_DUE,
	PLACEMENT_DUE_TERM, PLACEMENT__N
};
extern const struct field placement_fields[PLACEMENT__N];
extern const struct record rec_placement;

/* In the order of the choices of PLACEMENT_STATE. */
enum placement_state {
	PLACEMENT_DRAFT, PLACEMENT_AGREEING, PLACEMENT_WAITING, PLACEMENT_PLACED, PLACEMENT_RETURNING, PLACEMENT_CARE,
	PLACEMENT_FOLLOWED, PLACEMENT_DONE, PLACEMENT_OVER, PLACEMENT_STATES
};
#define PLACEMENT_BIT(s) (UINT32_C(1) << PLACEMENT_##s)

/* In the order in which a page offers them: the way on before the way back. */
enum placement_step {
	PLACE_EDIT, PLACE_ASK, PLACE_PLACE, PLACE_WAIT, PLACE_AGAIN, PLACE_RETURN, PLACE_BACK, PLACE_STAY, PLACE_CARE_DONE,
	PLACE_DONE, PLACE_TLV, PLACE_END, PLACE_STEPS
};
extern const struct transition placement_flow[PLACE_STEPS];
extern const struct choice place_lasting[]; /* does the return last? */

/* What a parent with authority says of it; one per parent and time of asking. */
enum place_answer_field {
	PANSWER_ROUTE, PANSWER_PLACEMENT, PANSWER_ASKED, PANSWER_GUARDIAN, PANSWER_ANSWER, PANSWER_BECAUSE, PANSWER_GIVEN,
	PANSWER__N
};
extern const struct field place_answer_fields[PANSWER__N];
extern const struct record rec_place_answer;

/* What the school did to reach a parent about this time of asking, what was said about a no, and the answer on paper of
 * one who has no means to sign in: as for a plan (opp.h). */
enum place_contact_field {
	PCONTACT_ROUTE, PCONTACT_PLACEMENT, PCONTACT_ASKED, PCONTACT_GUARDIAN, PCONTACT_KIND, PCONTACT_WAY, PCONTACT_ON,
	PCONTACT_ANSWER, PCONTACT_WORDS, PCONTACT_BY, PCONTACT_FILE_TYPE, PCONTACT_FILE_SIZE, PCONTACT_FILE_HASH,
	PCONTACT_TRIED_ON, PCONTACT_DUE, PCONTACT_DUE_TERM, PCONTACT__N
};
extern const struct field place_contact_fields[PCONTACT__N];
extern const struct record rec_place_contact;

/* What this child needs to return, as steps for both schools, with where the child is now against its own begin. */
enum place_goal_field {
	RGOAL_ROUTE, RGOAL_PLACEMENT, RGOAL_STATE, RGOAL_NEEDS, RGOAL_START, RGOAL_AIM, RGOAL_HOST_DOES, RGOAL_MOTHER_DOES,
	RGOAL_LEVEL, RGOAL_NOW, RGOAL_SET_BY, RGOAL_SEEN_ON, RGOAL__N
};
enum place_goal_state { RGOAL_PROPOSED, RGOAL_AGREED, RGOAL_REACHED, RGOAL_DROPPED, RGOAL_STATES };
enum place_goal_step { RGOAL_AGREE, RGOAL_REACH, RGOAL_REOPEN, RGOAL_DROP, RGOAL_STEPS };
extern const struct field place_goal_fields[RGOAL__N];
extern const struct record rec_place_goal;
extern const struct transition place_goal_flow[RGOAL_STEPS];

/* Talks of the group with the parents; observations by the mother school; practice moments there. */
enum place_talk_field {
	PTALK_ROUTE, PTALK_PLACEMENT, PTALK_HELD_ON, PTALK_JOINED, PTALK_ABSENT_WHY, PTALK_WORDS, PTALK_AGREED, PTALK__N
};
extern const struct field place_talk_fields[PTALK__N];
extern const struct record rec_place_talk;

enum place_look_field { PLOOK_ROUTE, PLOOK_PLACEMENT, PLOOK_HELD_ON, PLOOK_BY, PLOOK_CHILD, PLOOK_TAKES, PLOOK__N };
extern const struct field place_look_fields[PLOOK__N];
extern const struct record rec_place_look;

enum place_practice_field {
	PRACTICE_ROUTE, PRACTICE_PLACEMENT, PRACTICE_STATE, PRACTICE_FROM, PRACTICE_DAYS, PRACTICE_WHERE, PRACTICE_WATCHED,
	PRACTICE_HOW, PRACTICE__N
};
enum place_practice_state { PRACTICE_PLANNED, PRACTICE_DONE, PRACTICE_OFF, PRACTICE_STATES };
enum place_practice_step { PRACTICE_FINISH, PRACTICE_CANCEL, PRACTICE_STEPS };
extern const struct field place_practice_fields[PRACTICE__N];
extern const struct record rec_place_practice;
extern const struct transition place_practice_flow[PRACTICE_STEPS];

/* Does the return last? Asked of the mother school after one and two years; after eight weeks with the aftercare. */
enum return_check_field {
	CHECK_ROUTE, CHECK_PLACEMENT, CHECK_STATE, CHECK_YEARS, CHECK_RETURNED, CHECK_ONE_FROM, CHECK_TWO_FROM,
	CHECK_HELD_ON, CHECK_LASTS, CHECK_WORDS, CHECK_DUE, CHECK_DUE_TERM, CHECK__N
};
enum return_check_state { CHECK_OPEN, CHECK_HELD, CHECK_OFF, CHECK_STATES };
extern const struct field return_check_fields[CHECK__N];
extern const struct record rec_return_check;
enum return_check_step { CHECK_HOLD, CHECK_DROP, CHECK_STEPS };
extern const struct transition return_check_flow[CHECK_STEPS];

/* On the shelf; the number is never used again. */
enum { LIST_PLACEMENTS = 30 };

extern const struct module mod_place;

/* Kinds, groups and placements of the demonstration, in every state; after demo_opp_make. */
enum err demo_place_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

/* Talks around one table about a child: the knooppunt (001 9.2.3 and b1-b3, systems.md A3, practice J9). People are
 * proposed from the dossier and invited with what is shared, with whom and until when; pupil and parents speak first;
 * seven solutions are looked at before a referral out of the regular class; what comes out of it goes to who does it.
 * Only a knooppunt that was held can name a group arrangement. */
#ifndef TN_MEETING_H
#define TN_MEETING_H

#include "documents.h"

enum meeting_field {
	MEETING_ROUTE, MEETING_STATE, MEETING_KIND, MEETING_OWNER, MEETING_ORG, MEETING_BY, MEETING_QUESTION,
	MEETING_DAY_A, MEETING_TIME_A, MEETING_DAY_B, MEETING_TIME_B, MEETING_DAY_C, MEETING_TIME_C, MEETING_CHOSEN,
	MEETING_DAY, MEETING_TIME, MEETING_PLACE, MEETING_MINUTES, MEETING_UNTIL, MEETING_UNTIL_MOST,
	MEETING_CARD, MEETING_VOICE,
	MEETING_INTERPRETER, MEETING_LANGUAGE, MEETING_ADULT, MEETING_NO_INTERPRETER,
	MEETING_PUPIL_AWAY, MEETING_PARENTS_AWAY, MEETING_CAN, MEETING_HOME,
	MEETING_OUTCOME, MEETING_ARRANGEMENT, MEETING_WHERE, MEETING_OUTLOOK,
	MEETING_ACUTE, MEETING_ACUTE_WHY, MEETING_ACUTE_ON, MEETING_ACUTE_TOLD,
	MEETING_SUMMARY, MEETING_SUMMARY_LANGUAGE, MEETING_SUMMARY_BY,
	MEETING_HELD_ON, MEETING_REPORTED, MEETING_TALK_ON, MEETING_OPENS,
	MEETING_ENDED_WHY, MEETING_DUE, MEETING_DUE_TERM, MEETING__N
};
extern const struct field meeting_fields[MEETING__N];
extern const struct record rec_meeting;

/* In the order of the choices of MEETING_STATE. */
enum meeting_state {
	MEETING_PLANNED, MEETING_INVITED, MEETING_HELD, MEETING_REPORT, MEETING_CLOSED, MEETING_CANCELLED,
	    MEETING_STATES
};
#define MEETING_BIT(s) (UINT32_C(1) << MEETING_##s)
enum meeting_step {
	MEETING_INVITE, MEETING_HOLD, MEETING_SHARE, MEETING_REOPEN, MEETING_CLOSE, MEETING_CANCEL, MEETING_STEPS
};
extern const struct transition meeting_flow[MEETING_STEPS];

/* In the order of the choices of MEETING_OUTCOME. */
enum meeting_outcome { OUTCOME_OWN, OUTCOME_GROUP, OUTCOME_TLV, OUTCOME_OTHER, OUTCOMES };
enum meeting_outcome meeting_outcome(const struct row *r); /* OUTCOMES: none yet */
bool meeting_refers(const struct row *r); /* out of the regular class: to another group, or a TLV is asked */
int32_t meeting_day(const struct row *r); /* while it is open which it becomes, the first that was offered */

/* Who is at the table. What they answer is theirs: guardians never see each other's (access.md rule 12). */
enum invitee_field {
	INVITEE_ROUTE, INVITEE_MEETING, INVITEE_ACCOUNT, INVITEE_GRANTEE, INVITEE_AS, INVITEE_NAME, INVITEE_FAMILY,
	    INVITEE_ORG,
	INVITEE_RELATION, INVITEE_SHARES, INVITEE_SENT, INVITEE_ANSWER, INVITEE_CAN_A, INVITEE_CAN_B, INVITEE_CAN_C,
	INVITEE_INTERPRETER, INVITEE_LANGUAGE, INVITEE_HEARS, INVITEE_APART, INVITEE_WISH, INVITEE_ANSWERED,
	INVITEE_CAME, INVITEE_READ, INVITEE_READ_WHY, INVITEE_READ_AT, INVITEE_CODE_MADE, INVITEE_PAPER_ON,
	INVITEE_FILE_TYPE, INVITEE_FILE_SIZE, INVITEE_FILE_HASH, INVITEE__N
};
extern const struct field invitee_fields[INVITEE__N];
extern const struct record rec_invitee;
/* In the order of the choices of INVITEE_AS. */
enum invitee_as {
	AS_PUPIL, AS_PARENT, AS_SCHOOL, AS_TEACHER, AS_ADVISER, AS_PRESCHOOL, AS_TEAM, AS_PARTNER, AS_GUEST, AS__N
};
enum invitee_as invitee_as(const struct row *r);

/* What someone says before the talk, in words or by a recording; the pupil and the parents stand first. */
enum contribution_field {
	CONTRIBUTION_ROUTE, CONTRIBUTION_STATE, CONTRIBUTION_MEETING, CONTRIBUTION_ACCOUNT, CONTRIBUTION_VOICE,
	CONTRIBUTION_WHO, CONTRIBUTION_FAMILY, CONTRIBUTION_WORDS, CONTRIBUTION_BY, CONTRIBUTION_AT,
	CONTRIBUTION_FILE_TYPE, CONTRIBUTION_FILE_SIZE, CONTRIBUTION_FILE_HASH, CONTRIBUTION_WRITTEN_OUT,
	CONTRIBUTION_MEANT_ON, CONTRIBUTION_ENDED, CONTRIBUTION__N
};
extern const struct field contribution_fields[CONTRIBUTION__N];
extern const struct record rec_contribution;
extern const struct transition contribution_flow[RECORDING_STEPS];
/* In the order of the choices of CONTRIBUTION_VOICE. */
enum meeting_voice { SPEAKS_PUPIL, SPEAKS_PARENTS, SPEAKS_SCHOOL, SPEAKS_PARTNER, SPEAKS__N };
enum meeting_voice contribution_voice(const struct row *r);

/* One of the seven cards (practice 6). */
enum solution_field {
	SOLUTION_ROUTE, SOLUTION_MEETING, SOLUTION_PLACE, SOLUTION_WHAT, SOLUTION_ABOUT, SOLUTION_VERDICT, SOLUTION_WHY,
	SOLUTION_SOURCE, SOLUTION_SOURCE_ON, SOLUTION_OPENS, SOLUTION__N
};
extern const struct field solution_fields[SOLUTION__N];
extern const struct record rec_solution;
enum { SOLUTIONS_NEEDED = 7, CONTEXT_NEEDED = 2 };
/* Is the card about group, teacher, building or timetable instead of the child? */
bool solution_is_context(const struct row *r);
/* Was it looked at: a verdict, and why where it does not fit? */
bool solution_is_done(const struct row *r);

/* Who does what by when, on the work list of its owner. */
enum action_field {
	ACTION_ROUTE, ACTION_MEETING, ACTION_WHAT, ACTION_OWNER, ACTION_OWNER_NAME, ACTION_SIDE, ACTION_BY, ACTION_DONE,
	ACTION_RESULT, ACTION_OPENS, ACTION__N
};
extern const struct field action_fields[ACTION__N];
extern const struct record rec_action;
/* Did the route of the child end before it was done? Then it is nobody's turn any more, and that is said. */
bool action_was_cut_off(const struct row *child, const struct row *action);

/* What the child needs, in the part that a teacher works from: a goal or support, that was proposed for the plan, and
 * the care goal that is tied to it, of which the teacher says whether it is reached. */
enum needed_field {
	NEEDED_ROUTE, NEEDED_MEETING, NEEDED_KIND, NEEDED_WHAT, NEEDED_CARE, NEEDED_PROVIDER, NEEDED_REACHED,
	NEEDED_REACHED_ON, NEEDED_OPENS, NEEDED_PROPOSED, NEEDED__N
};
extern const struct field needed_fields[NEEDED__N];
extern const struct record rec_needed;

/* Lists on the shelf; the number is never used again. */
enum { LIST_MEETINGS = 25 };

/* The parents applied: from now on the school `org` leads what the preschool led of the child of `route`. A talk
 * that runs goes over as it stands, with the school at the table; the preschool reads on only what it was invited
 * to, as long as that was said. `from`: a school whose talks that run go over as well, when the parents withdrew there
 * (0: none). As part of the change that gives the school its place with the child. */
enum err meeting_hand_over(struct change *c, int64_t route, int64_t from, int64_t org) MUST_CHECK;

/* May this reader plan a talk about the child, as far as the phase of its route tells: where parents applied the
 * preschool does not lead any more. What is not told here the record's check refuses. */
bool meeting_may_lead(const struct viewer *v, const struct row *child);

extern const struct module mod_meeting;

/* Meetings of children of the demonstration, one in every state; after demo_opp_make. */
enum err demo_meeting_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

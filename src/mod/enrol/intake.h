/* The intake list: questions in groups, filled in together, partly by the parents at home. Who wrote which answer stays
 * with it. What points to a need becomes a proposal for plan and card, so that nothing is typed twice. */
#ifndef TN_INTAKE_H
#define TN_INTAKE_H

#include "documents.h"
#include "enrol.h"
#include "ui.h"

enum intake_field {
	INTAKE_ROUTE, INTAKE_STATE, INTAKE_SCHOOL, INTAKE_APPLICATION, INTAKE_SET, INTAKE_TOUR_ON, INTAKE_FILL_ON,
	INTAKE_HOME_AT, INTAKE_DONE_ON, INTAKE_ACT_BY, INTAKE_DUE, INTAKE_DUE_TERM, INTAKE__N
};
extern const struct field intake_fields[INTAKE__N];
extern const struct record rec_intake;
/* In the order of the choices of INTAKE_STATE. */
enum intake_state { INTAKE_BEGUN, INTAKE_HOME, INTAKE_DONE, INTAKE_STATES };
#define INTAKE_BIT(s) (UINT32_C(1) << INTAKE_##s)
enum intake_step { INTAKE_SEND, INTAKE_CLOSE, INTAKE_REOPEN, INTAKE_STEPS };
extern const struct transition intake_flow[INTAKE_STEPS];

enum answer_field {
	ANSWER_ROUTE, ANSWER_STATE, ANSWER_INTAKE, ANSWER_SCHOOL, ANSWER_QUESTION, ANSWER_WORDS, ANSWER_HELP, ANSWER_SIDE,
	ANSWER_BY, ANSWER_AT,
	ANSWER_FILE_TYPE, ANSWER_FILE_SIZE, ANSWER_FILE_HASH, ANSWER_WRITTEN_OUT, ANSWER_MEANT_ON, ANSWER_ENDED, ANSWER__N
};
extern const struct field answer_fields[ANSWER__N];
extern const struct record rec_intake_answer;
extern const struct transition answer_flow[RECORDING_STEPS];

/* The questions that come with the program. Each is a field of the form of its group, followed by the tick that it
 * needs help. A region may put its own words at all of these places but the last (rec_intake_set). */
enum { GROUP_QUESTIONS = 3, GROUP_FIELDS = 2 * GROUP_QUESTIONS, INTAKE_GROUPS = 5,
	INTAKE_QUESTIONS = INTAKE_GROUPS * GROUP_QUESTIONS, INTAKE_FIELDS = INTAKE_GROUPS * GROUP_FIELDS };
struct intake_group {
	const char *word;  /* in addresses */
	const char *title; /* English */
	const char *intro;
	struct form_def form;
};
extern const struct intake_group intake_groups[INTAKE_GROUPS];
extern const struct field intake_questions[INTAKE_FIELDS];
/* The recording that a parent may give in place of each answer, by the place of the question. */
extern const struct field intake_recordings[INTAKE_QUESTIONS];
/* The place of the question with this code; INTAKE_QUESTIONS: none. */
size_t intake_question(struct str code);

/* What an answer that asks for help becomes when the list is ready: nothing more than an answer, a goal that is
 * proposed, or support that is proposed. In the order of the choices of the last of INTAKE_SET_EACH. */
enum intake_leads { LEADS_NOWHERE = 0, LEADS_GOAL, LEADS_HELP, INTAKE_LEADS };
/* The questions of a region from a day on; never changed, only followed by others. Of each: its words, what is said
 * below it, and to what an answer leads. */
enum { INTAKE_SET_FROM, INTAKE_SET_FIRST, INTAKE_SET_EACH = 3, INTAKE_SET_QUESTIONS = INTAKE_QUESTIONS - 1,
	INTAKE_SET__N = INTAKE_SET_FIRST + INTAKE_SET_EACH * INTAKE_SET_QUESTIONS };
extern const struct field intake_set_fields[INTAKE_SET__N];
extern const struct record rec_intake_set;
extern const struct form_def form_intake_set;
/* What a list asks, by the place of the question: in the words of its region, or of the program in the language of
 * `sp`. NULL words: not asked. `set`: of the list (intake_fields[INTAKE_SET]); VAL_NULL: those of the program. */
struct intake_asked {
	const char *words[INTAKE_QUESTIONS], *hint[INTAKE_QUESTIONS];
	enum intake_leads leads[INTAKE_QUESTIONS];
};
/* What the program's own questions lead to. */
extern const enum intake_leads intake_leads[INTAKE_QUESTIONS];
enum err intake_asked(struct act *act, struct speak sp, struct val set, struct intake_asked *out) MUST_CHECK;
void intake_set_take(struct arena *a, struct speak sp, const struct row *set, struct intake_asked *out);
/* The set that a list begun today gets. */
enum err intake_set_now(struct act *act, struct val *set) MUST_CHECK;

/* What parents asked help for in the lists of a school that enrols the child without having had the duty of care comes
 * into the plan as proposals. As part of a change. */
enum err intake_proposes(struct change *c, const struct row *application) MUST_CHECK;

/* Nothing was said, ticked or recorded, or it was emptied again. */
bool answer_empty(const struct row *r);

extern const struct form_def form_intake_new, form_intake_day;
handler intake_sets_page, intake_set_page, intake_set_new_page;
handler answer_page; /* /intake-antwoord/{pid} */
handler intake_page, intake_new_page, intake_new_post, intake_group_page, intake_group_post;
handler intake_day_page, intake_day_post;

#endif

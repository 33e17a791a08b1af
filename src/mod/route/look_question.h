/* "Why did you look?": a sample of last week's looks is put to who looked, and the privacy officer reads the answers
 * (practice 29). */
#ifndef TN_LOOK_QUESTION_H
#define TN_LOOK_QUESTION_H

#include "req.h"

enum look_question_field {
	LOOK_QUESTION_ACCOUNT, LOOK_QUESTION_ROUTE, LOOK_QUESTION_LOOKED, LOOK_QUESTION_PART, LOOK_QUESTION_PURPOSE,
	LOOK_QUESTION_WEEK, LOOK_QUESTION_ASKED, LOOK_QUESTION_ANSWER, LOOK_QUESTION_ANSWERED, LOOK_QUESTION__N
};
extern const struct field look_question_fields[LOOK_QUESTION__N];
extern const struct record rec_look_question;

enum { QUESTIONS_A_WEEK = 20 };
/* Once a week: chooses 20 looks of the week before from `looks` and asks them. *n: how many; 0: it was done already. */
enum err look_questions_ask(struct act *act, struct db *looks, int64_t *n) MUST_CHECK;

extern const struct form_def form_look_question;
handler look_question_page, look_question_post, look_answers_page;

#endif

/* Advice without a child (practice 5): a school asks the partnership, without a name, a birth date or a group. Question
 * and answer stay with the school as a consultation and count as help given. It becomes a child's route only after the
 * day and the way in which the parents were told are recorded. */
#ifndef TN_ADVICE_H
#define TN_ADVICE_H

#include "along.h"
#include "req.h"

enum advice_field {
	ADVICE_ORG, ADVICE_ORG_NAME, ADVICE_STATE, ADVICE_BY, ADVICE_BY_NAME, ADVICE_SUBJECT, ADVICE_QUESTION,
	ADVICE_TRIED, ADVICE_ASKED_ON, ADVICE_ACT_BY, ADVICE_ANSWER, ADVICE_MINUTES, ADVICE_ANSWERED_ON,
	ADVICE_ANSWERED_BY, ADVICE_TOLD_ON, ADVICE_TOLD_HOW, ADVICE__N
};
extern const struct field advice_fields[ADVICE__N];
extern const struct record rec_advice;

/* In the order of the choices of ADVICE_STATE. */
enum advice_state { ADVICE_ASKED, ADVICE_ANSWERED, ADVICE_READ, ADVICE_ROUTE, ADVICE_WITHDRAWN, ADVICE_STATES };
enum advice_step { ADVICE_ANSWERS, ADVICE_READS, ADVICE_GOES_ON, ADVICE_WITHDRAWS, ADVICE_STEPS };
extern const struct transition advice_flow[ADVICE_STEPS];

/* What in a text may point at a child: words that are the name of a pupil of the school `org` whom the reader may
 * open, a date, a group. As it stands in the text, each once, with commas; empty: nothing was found. */
enum err advice_points(struct act *act, int64_t org, struct str text, struct str *found) MUST_CHECK;

/* The answers to a school (0: to all of the reader's region) since a day, and the minutes they took. */
struct advice_help {
	int64_t n, minutes;
};
/* Read along with the next batch, in place of one of its own. */
struct stmt_asked *advice_help_ask(struct act *act, int64_t org, int32_t since);
enum err advice_help_take(struct act *act, const struct stmt_asked *asked, struct advice_help *out) MUST_CHECK;

/* The same of this school year in a sentence, for who answers the schools; empty: none, or another reader. NULL: this
 * reader is told nothing. */
struct stmt_asked *advice_given_ask(struct req *req, int64_t org);
enum err advice_given_take(struct req *req, const struct stmt_asked *asked, struct str *said) MUST_CHECK;

handler advice_list_page, advice_new_page, advice_new_post, advice_page;
extern const struct form_def form_advice;

extern const struct module mod_advice;

/* Questions of the schools of the demonstration, one in every state; after the schools and the accounts. */
enum err demo_advice_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

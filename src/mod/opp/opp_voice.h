/* What the pupil says about the plan (OPP-12, practice 20 and 21): with whom and how the pupil wants to talk, each
 * thing that was said with who may read it, the answer that adults gave to it, and whether that is right. One table
 * of fields, two records: what is open stands with the voices, what is closed to parents in a part that no parent
 * reads, and of that some is for one person alone. */
#ifndef TN_OPP_VOICE_H
#define TN_OPP_VOICE_H

#include "documents.h"
#include "req.h"

enum say_field {
	SAY_ROUTE, SAY_STATE, SAY_PUPIL, SAY_TO, SAY_HEARD, SAY_QUESTION, SAY_WORDS, SAY_ON, SAY_WRITTEN_BY,
	SAY_ANSWER, SAY_BECAUSE, SAY_TOLD_BY, SAY_TOLD_ON, SAY_ANSWERED_BY, SAY_WRONG_WORDS, SAY_WRONG_ON,
	SAY_FILE_TYPE, SAY_FILE_SIZE, SAY_FILE_HASH, SAY_WRITTEN_OUT, SAY_MEANT_ON, SAY_ENDED,
	SAY_DUE, SAY_DUE_TERM, SAY__N
};
extern const struct field say_fields[SAY__N];
enum { SAY_OPEN, SAY_CLOSED, SAY_RECORDS };
extern const struct record rec_opp_say, rec_opp_say_closed;
extern const struct record *const say_records[SAY_RECORDS];

/* In the order of the choices of SAY_STATE. */
enum say_state { SAY_SAID, SAY_ANSWERED, SAY_RIGHT, SAY_WRONG, SAY_WITHDRAWN, SAY_WRITTEN, SAY_STATES };
enum say_step { SAY_REPLY, SAY_AGREE, SAY_DISAGREE, SAY_WITHDRAW, SAY_WRITE_OUT, SAY_MEAN, SAY_NOT_MEAN,
	SAY_STEPS };
extern const struct transition say_flow[SAY_STEPS];

/* What is asked, one question a page; the last is a thing that someone wrote down for the pupil. */
enum say_question { ASK_GOOD, ASK_HARD, ASK_OTHER, ASK_HELP, ASK_FREE, SAY_QUESTIONS };
extern const struct choice say_questions[], say_answers[];

/* With whom and how (practice 20); one per child. */
enum talkway_field { TALKWAY_ROUTE, TALKWAY_PUPIL, TALKWAY_ADULT, TALKWAY_HOW, TALKWAY_SPEAKER, TALKWAY_ON,
	TALKWAY__N };
extern const struct field talkway_fields[TALKWAY__N];
extern const struct record rec_opp_talkway;
extern const struct choice talkway_hows[];

/* "I do not feel safe": for the chosen adult alone, the same school day. */
enum unsafe_field { UNSAFE_ROUTE, UNSAFE_STATE, UNSAFE_PUPIL, UNSAFE_TO, UNSAFE_WHAT, UNSAFE_AT, UNSAFE_DUE,
	UNSAFE_TALKED_ON, UNSAFE__N };
extern const struct field unsafe_fields[UNSAFE__N];
extern const struct record rec_opp_unsafe;
enum { UNSAFE_TOLD, UNSAFE_TALKED, UNSAFE_STATES };
extern const struct transition unsafe_flow[1];

/* An idea that nobody answered yet, and that is not for one person alone: a plan cannot be adopted with it. */
bool say_waits(const struct row *r);

#endif

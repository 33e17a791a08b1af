/* The rights that people have over what is kept of them (AVG articles 12 to 22), and breaches (articles 33 and 34).
 *
 * A request is answered by each organisation for its own part of the dossier, so one question of a parent becomes a
 * record per organisation that takes part now: theirs to read and that organisation's to answer, and nobody else's
 * (part `verzoek`, record.of_org, record.apart). What must not be given because it is about someone else is blacked out
 * in a copy; the dossier itself stays as it is. A breach is kept by the privacy officer and read by nobody else. */
#ifndef TN_RIGHTS_H
#define TN_RIGHTS_H

#include "flow.h"
#include "req.h"

enum request_field {
	REQUEST_ROUTE, REQUEST_STATE, REQUEST_ORG, REQUEST_ORG_NAME, REQUEST_ORG_KIND, REQUEST_ASKER, REQUEST_WHO,
	REQUEST_NAME, REQUEST_IDENTITY, REQUEST_KIND, REQUEST_PLACE, REQUEST_WORDS, REQUEST_RECEIVED, REQUEST_MORE,
	REQUEST_MORE_WHY, REQUEST_CUT_BY, REQUEST_READY_BY, REQUEST_ANSWER, REQUEST_GROUND, REQUEST_REASON,
	REQUEST_GONE_PART, REQUEST_ANSWERED_ON, REQUEST_ANSWERED_BY, REQUEST_DUE, REQUEST_DUE_TERM, REQUEST__N
};
extern const struct field request_fields[REQUEST__N];
extern const struct record rec_rights_request;
/* In the order of the choices of REQUEST_STATE and of REQUEST_KIND. */
enum request_state { REQUEST_IN, REQUEST_BUSY, REQUEST_READY, REQUEST_GIVEN, REQUEST_DONE, REQUEST_REFUSED,
	REQUEST_BACK, REQUEST_ERASING, REQUEST_STATES };
enum request_kind { ASKS_ACCESS, ASKS_CORRECTION, ASKS_ERASURE, ASKS_LIMIT, ASKS_OBJECTION, ASKS_CARRY, ASKS__N };
extern const struct choice request_kinds[ASKS__N + 1], request_grounds[];
enum request_step { REQUEST_TAKE, REQUEST_TAKE_PAPER, REQUEST_EXTEND, REQUEST_PREPARE, REQUEST_REOPEN, REQUEST_GIVE,
	REQUEST_GRANT, REQUEST_AGREE, REQUEST_REFUSE, REQUEST_WITHDRAW, REQUEST_STEPS };
extern const struct transition request_flow[REQUEST_STEPS];
/* The place of its kind; is it answered with a copy of what is kept? */
enum request_kind request_kind(const struct row *r);
enum request_kind request_kind_of(struct str code);
bool request_gives(const struct row *r);
bool request_open(const struct row *r); /* it waits for its answer, or for what was agreed on */

/* A passage that is left out of the copy: words of one field of one record, or all of that field. Only who answers
 * reads it. */
enum cut_field {
	CUT_ROUTE, CUT_REQUEST, CUT_ORG, CUT_BY, CUT_RECORD, CUT_PIECE, CUT_FIELD, CUT_WORDS, CUT_ALL, CUT_REASON, CUT__N
};
extern const struct field cut_fields[CUT__N];
extern const struct record rec_rights_cut;

/* The copy as it was put together, and as it is read by who asked from the moment that it is given. */
enum copy_field {
	COPY_ROUTE, COPY_REQUEST, COPY_ORG, COPY_FOR, COPY_TEXT, COPY_MADE_BY, COPY_MADE_ON, COPY__N
};
extern const struct field copy_fields[COPY__N];
extern const struct record rec_rights_copy;

/* A text that was put right or taken away, and is to go out of history as well: named by one who answers, done by
 * another. The text itself does not stand here. */
enum past_field {
	PAST_ROUTE, PAST_REQUEST, PAST_ORG, PAST_STATE, PAST_BY, PAST_RECORD, PAST_PIECE, PAST_FIELD, PAST_ON, PAST__N
};
extern const struct field past_fields[PAST__N];
extern const struct record rec_rights_past;
enum past_state { PAST_NAMED, PAST_GONE, PAST_LEFT, PAST_STATES };
enum past_step { PAST_CONFIRM, PAST_LEAVE, PAST_STEPS };
extern const struct transition past_flow[PAST_STEPS];

/* What someone asks about their own account, of no child: of who asked, and of the privacy officer who answers. */
enum account_request_field {
	ACCREQ_ORG, ACCREQ_STATE, ACCREQ_ASKER, ACCREQ_NAME, ACCREQ_KIND, ACCREQ_WORDS, ACCREQ_RECEIVED, ACCREQ_MORE,
	ACCREQ_MORE_WHY, ACCREQ_ANSWER, ACCREQ_GROUND, ACCREQ_REASON, ACCREQ_ENDED_ON, ACCREQ_ANSWERED_BY, ACCREQ_DUE,
	ACCREQ_DUE_TERM, ACCREQ__N
};
extern const struct field account_request_fields[ACCREQ__N];
extern const struct record rec_account_request;
enum account_request_state { ACCREQ_IN, ACCREQ_BUSY, ACCREQ_DONE, ACCREQ_REFUSED, ACCREQ_BACK, ACCREQ_STATES };
enum account_request_step { ACCREQ_TAKE, ACCREQ_EXTEND, ACCREQ_GRANT, ACCREQ_REFUSE, ACCREQ_WITHDRAW, ACCREQ_STEPS };
extern const struct transition account_request_flow[ACCREQ_STEPS];

/* What requests of both kinds hold to: what may not be empty; two months more once, with the reason, and told within
 * the first month (AVG article 12, paragraph 3). */
enum { RIGHTS_MORE_MONTHS = 2 };
void rights_needs(const struct given *g, struct reasons *out, const struct field *f, const char *text);
void rights_may_extend(const struct given *g, struct reasons *out, const struct field *more, const struct field *due,
                       const struct field *why);

enum breach_field {
	BREACH_ORG, BREACH_STATE, BREACH_FOUND_ON, BREACH_FOUND_TIME, BREACH_KIND, BREACH_WHAT, BREACH_GOES_ON,
	BREACH_BY, BREACH_BY_NAME, BREACH_AT, BREACH_RISK, BREACH_DATA, BREACH_PEOPLE, BREACH_EFFECTS, BREACH_AP,
	BREACH_AP_ON, BREACH_AP_TIME, BREACH_AP_NUMBER, BREACH_AP_WHY, BREACH_TOLD, BREACH_TOLD_ON, BREACH_TOLD_WHY,
	BREACH_MEASURES, BREACH_NONE_WHY, BREACH_DUE, BREACH_DUE_TERM, BREACH__N
};
extern const struct field breach_fields[BREACH__N];
extern const struct record rec_rights_breach;
enum breach_state { BREACH_REPORTED, BREACH_WEIGHED, BREACH_DECIDED, BREACH_CLOSED, BREACH_NO_BREACH, BREACH_STATES };
enum breach_step { BREACH_WEIGH, BREACH_TELL_AP, BREACH_CLOSE, BREACH_DROP, BREACH_STEPS };
extern const struct transition breach_flow[BREACH_STEPS];

extern const struct module mod_rights;

/* Requests in every state and breaches of the demonstration; after the children. */
enum err demo_rights_make(struct act *act, uint64_t seed) MUST_CHECK;

#endif

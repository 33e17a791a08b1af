/* What the reader must do, by day: the page of the coming weeks, the feed for their own calendar, and the daily message
 * with numbers. A feed and a message leave the house, so they say nothing of a child, a school or a subject
 * (practice.md M8): only that something is due, and when. */
#ifndef TN_AGENDA_H
#define TN_AGENDA_H

#include "req.h"

/* An address at which a calendar program asks for the own dates, in the role it was made for; one at a time per role.
 * Kept as a hash, shown once. */
enum agenda_feed_field {
	AGENDA_FEED_HASH, AGENDA_FEED_ACCOUNT, AGENDA_FEED_ROLE, AGENDA_FEED_MADE, AGENDA_FEED_ENDED, AGENDA_FEED__N
};
extern const struct field agenda_feed_fields[AGENDA_FEED__N];
/* What someone chose about the daily message; without a row: each working day at seven. */
enum digest_field { DIGEST_ACCOUNT, DIGEST_HOW, DIGEST_HOUR, DIGEST_FIELD__N };
extern const struct field digest_fields[DIGEST_FIELD__N];
extern const struct record rec_agenda_feed, rec_digest;

extern const struct module mod_agenda;

/* Everyone whose hour began since the last round gets their numbers in the outbox, where something waits for them. Safe
 * to repeat and to run at two places: one message a day. *told is how many were put there in this round. */
enum err digest_run(struct db *db, const struct model *m, struct arena *a, int64_t now, int64_t *told) MUST_CHECK;

#endif

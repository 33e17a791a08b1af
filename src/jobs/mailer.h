/* The outbox on its way: rows that are due are handed to the sender one at a time, and what became of each is written
 * down. A row is leased while it is under way; one whose answer does not come (a process was killed) is sent again
 * under the same Message-ID: SMTP itself cannot say whether a mail arrived when the line breaks after its last dot, so
 * a mail may come twice, never not at all. */
#ifndef TN_MAILER_H
#define TN_MAILER_H

#include "act.h"

struct keys_client;
struct mailer;

struct mailer_world {
	int link;             /* to the sender */
	bool sends;           /* a mail server is set */
	struct str from;      /* the address that mail comes from */
	struct str site;      /* the address that people type, without a slash at the end */
};

struct mailer *mailer_new(struct arena *a, const struct mailer_world *w);
/* Hears what became of what was sent, and sends what is due for some two seconds. act: db, arena, now. */
enum err mailer_run(struct mailer *m, struct act *act, struct keys_client *keys) MUST_CHECK;
/* Is the sender there? Asks, and says what became of the asking before: ERR_DOWN when no answer came. */
enum err mailer_ping(struct mailer *m, struct act *act) MUST_CHECK;

/* How long until the next try after `tries` of them: 1 minute, doubled each time, at most 6 hours. */
int64_t mailer_wait_ms(int64_t tries);
enum { MAILER_DAYS = 5 /* then it is given up */ };

#endif

/* The outbox: what must be told to someone outside the pages, by mail or by letter. A row is written in the transaction
 * of the change that it tells of, so that nothing is told that did not happen and nothing happens untold. It holds a
 * kind, an account, a date and small counts; the text is made when it is sent, in the receiver's own language. A mail
 * or letter says nothing of a child, a school or a subject (practice.md M8), so neither does a row.
 *
 *     outbox_put(c, &(struct notice){.kind = NOTICE_WAITING, .account = who, .once = pid_of_what, .by = due});
 */
#ifndef TN_OUTBOX_H
#define TN_OUTBOX_H

#include "change.h"

/* Codes are stored: see outbox.c. */
enum notice_kind {
	NOTICE_NONE = 0,
	NOTICE_WAITING,     /* something is ready for you (M8) */
	NOTICE_DIGEST,      /* this day in numbers; `counts` by enum digest_count */
	NOTICE_INVITATION,  /* the code of an invitation */
	NOTICE_SIGNED_IN,   /* signed in on a device that was not seen before */
	NOTICE_PASSWORD,    /* the password was changed */
	NOTICE_SECOND_STEP, /* the second step was set up anew or switched off */
	NOTICE_TEST,        /* asked for by an administrator, to see whether mail arrives */
	NOTICE__N
};

enum digest_count {
	DIGEST_TODAY, /* to be done today */
	DIGEST_LATE,  /* their day is over */
	DIGEST_WEEK,  /* later this week */
	DIGEST_TALKS, /* talks and visits in the calendar of today */
	DIGEST__N
};

struct notice {
	enum notice_kind kind;
	int64_t account;
	/* What it is about, in ids ("opp:123:4"): of the same kind, account and `once` only the first is told, however
	 * often it is asked. Empty: told each time. */
	struct str once;
	int32_t by;                /* the day it should be done; 0: none is said */
	int minutes;               /* what it takes; 0: 5 */
	int64_t not_before;        /* an instant: a digest waits for the morning; 0: now */
	/* A mail may wait for days when a server is away. From the instant `lapses` on it is not told any more (0: it keeps
	 * its sense); and where it is about the child of this route (0: of none), not to who cannot open that child when
	 * it is sent. */
	int64_t lapses, route;
	int64_t counts[DIGEST__N]; /* NOTICE_DIGEST */
	/* NOTICE_INVITATION: no account yet, but the id of the invitation, and its code as sealed by the key holder
	 * (KEYS_OUTBOX, bound to outbox_bound); it is gone from the row as soon as the mail is out. */
	int64_t invitation;
	struct str sealed;
};

/* As part of a change: in its transaction, or not at all. */
void outbox_put(struct change *c, const struct notice *n);
/* Outside a change, for jobs: a transaction of its own. The same notice twice is no error. */
enum err outbox_add(struct act *act, const struct notice *n) MUST_CHECK;

/* What it speaks of is gone or done: what waits to be told of it (the same kind, account and `once`) is not told. */
void outbox_withdraw(struct change *c, const struct notice *n);

/* An invitation that is renewed, withdrawn or used takes the mail with its code along. */
void outbox_drop_invitation(struct change *c, int64_t invitation);

const char *notice_code(enum notice_kind k);
bool notice_parse(struct str code, enum notice_kind *out);
/* Goes on paper where there is no address or none that works; the others are then not told at all. */
bool notice_by_letter(enum notice_kind k);
/* What a sealed code is bound to. */
struct str outbox_bound(struct arena *a, int64_t invitation);

#endif

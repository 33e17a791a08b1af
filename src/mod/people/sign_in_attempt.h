/* Tries to sign in are counted before they are looked at, so that many at once gain nothing, and for names that do not
 * exist as for those that do (throttle.h). */
#ifndef TN_SIGN_IN_ATTEMPT_H
#define TN_SIGN_IN_ATTEMPT_H

#include "session.h"

enum attempt_of {
	ATTEMPT_PASSWORD = 0, /* of the name as typed */
	ATTEMPT_CODE,         /* of an account that gave the right password */
	ATTEMPT_TOKEN,        /* of a wrong key of a program */
	ATTEMPT_LETTER,       /* of a code on paper, and of the number of a letter with a password */
	ATTEMPT_INVITATION,   /* of an invitation or set-up code: counted by the code and by the address */
};

struct attempt {
	struct str key[2]; /* of who, and of the address; the second may be empty */
	int64_t wait_ms;   /* > 0: too soon, nothing was counted and nothing may be tried */
};

enum err attempt_take(struct req *req, enum attempt_of of, struct str who, struct attempt *out) MUST_CHECK;
/* It was not looked at after all (the queue was full): it does not count. */
void attempt_give_back(struct req *req, const struct attempt *at);
/* It was right: what `who` failed before is forgotten, and the address gets this one back. */
void attempt_was_right(struct change *c, const struct attempt *at);
/* What follows on a right try: the account is signed in on this browser, in its own name, in one change with what keeps
 * the code that was used from being used again. */
struct way_in {
	int64_t account;
	enum session_level level;
	const struct attempt *at;
	const char *done;           /* English: of the change */
	const struct stmt *uses;    /* touches one row, or it was used a moment ago: ERR_CONFLICT; NULL: nothing to use */
	const struct val *args;
	size_t n_args;
	const struct device *known; /* told to the owner where it is new; NULL: not signed in fully */
};
enum err attempt_lets_in(struct req *req, const struct way_in *w) MUST_CHECK;
/* The same, at once, where no change follows. */
enum err attempt_forget(struct req *req, const struct attempt *at) MUST_CHECK;

/* The page that says how long to wait; 429. `back` is where to try again. */
enum err attempt_wait_page(struct req *req, const struct attempt *at, const char *back) MUST_CHECK;

#endif

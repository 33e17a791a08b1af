/* What the makers of the demonstration share: its named people (demo.c) and the many others (demo_crowd.c). */
#ifndef TN_DEMO_MAKE_H
#define TN_DEMO_MAKE_H

#include "demo.h"
#include "rand.h"

struct demo_making {
	const struct demo_args *args;
	struct act *act;
	struct req req; /* second_factor_seal asks the key holder of a request */
	struct app app;
	struct dice dice;
	struct str password;
};
/* Everybody's password is the same; `salt` keeps the public ids of one maker apart from those of another. */
enum err demo_making_begin(struct demo_making *m, const struct demo_args *args, uint64_t salt) MUST_CHECK;
struct str demo_address(struct arena *a, const char *local);
/* An account as part of a change, with a second factor and `codes` recovery codes; 0 codes: without. */
enum err demo_account_new(struct demo_making *m, struct change *c, const char *email, const char *name, int codes,
                          int64_t *id) MUST_CHECK;

#endif

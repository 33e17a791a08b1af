/* The invented region Merenland: one partnership with organisations of every kind and one account per role, to try and
 * to test with. The same seed and date give the same people, addresses and public ids. */
#ifndef TN_DEMO_H
#define TN_DEMO_H

#include "role.h"
#include "account_desk.h"
#include "demo_act.h"
#include "totp.h"

#define DEMO_REGION "PO9901"

struct demo_args {
	struct act *act; /* region 1; its dice and time are set here */
	struct keys_client *keys;
	struct password_pool *passwords;
	uint64_t seed;
	size_t pupils; /* how many more, for load */
	int64_t today; /* an instant of the day on which the demo plays */
};

/* Makes it all; the database must be migrated and empty. *code gets the code of the open invitation. */
enum err demo_make(const struct demo_args *args, struct str *code) MUST_CHECK;
/* The schools, staff and families that make it as full as a region is (demo_crowd.h); after demo_make. */
enum err demo_crowd_make(const struct demo_args *args) MUST_CHECK;
/* School `i` of those for load, after demo_crowd_make; the first brings two accounts: ib-een supervises at it alone,
 * ib-twintig at the first twenty. */
enum { DEMO_BULK_MANY = 20 };
enum err demo_bulk_school_make(const struct demo_args *args, size_t i, struct demo_bulk_school *out) MUST_CHECK;
/* Is Merenland in this database? */
enum err demo_is_here(struct act *act, bool *here) MUST_CHECK;

/* The accounts as they are made, for the table that the command prints. */
struct demo_account {
	const char *email, *name;
	enum role role; /* the first one */
	bool second_factor;
};
size_t demo_account_count(void);
struct demo_account demo_account_at(size_t i);
/* The fixed secret behind the codes of a demo account. */
void demo_secret(struct arena *a, const char *email, unsigned char secret[TOTP_SECRET_BYTES]);

#endif

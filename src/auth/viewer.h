/* Who is asking: the account behind a session, its seats (organisation, role, period) and the one role it acts in now
 * (conventions 15). Read freshly on every request; auth reads and decides, and writes nothing. */
#ifndef TN_VIEWER_H
#define TN_VIEWER_H

#include "db.h"
#include "role.h"

enum { TOKEN_BYTES = 32, HASH_BYTES = 32, VIEWER_SEATS_MAX = 64 };

enum session_level {
	LEVEL_NONE = 0,
	LEVEL_SECOND_STEP, /* password was right; the second factor is asked or must be set up first */
	LEVEL_FULL,
	LEVEL_GUEST, /* came by the code of one invitation: CAP_GUEST and what is public, nothing else (practice 22) */
};

struct seat {
	int64_t holds; /* the row that says that this person has it: a grantee of its own */
	int64_t id, org, region; /* region: of the organisation */
	enum role role;
	enum org_kind org_kind;
	struct str org_name, org_pid, pid;
};

/* One's own place on a seat: a row of holds that is open. Two periods of one seat may overlap. */
struct place {
	int64_t id, org;
	enum role role;
};

struct viewer {
	int64_t account, region, session;
	struct str pid, name, email, theme; /* theme: "", "light", "dark" */
	enum lang lang;
	bool shortcuts;
	enum session_level level;
	bool has_second_factor;
	bool reads_only;        /* came by a token that may change nothing */
	int64_t token;          /* the API key it came by, 0: a session */
	int64_t session_ends;   /* the absolute end; inactivity may end it sooner */
	int64_t session_seen;   /* last touch */
	const struct seat *seats; /* all seats held now, oldest first */
	size_t n_seats;
	const struct place *places; /* all of them, in whatever role */
	size_t n_places;
	enum role role;         /* the active role; ROLE_NONE for an account without a seat */
	uint32_t roles;         /* bit per role held now */
	/* Own account first, then the seats of the active role and one's own place on each: what is given to this one
	 * person in this one role ends with the place, in the second it ends. */
	const int64_t *grantees;
	size_t n_grantees;
};

/* Inactivity and absolute end of a session: setting session.idle_minutes (30) and session.hours (10). */
struct session_limits {
	int64_t idle_ms, absolute_ms;
};

/* The viewer of a session token as the cookie has it; ERR_NOT_FOUND when there is no such live session (unknown,
 * ended, idle too long, account closed). One batch. *expired gets the account of a session that was right but too
 * old (0 otherwise), so that what was being typed can be kept as that account's draft. A session whose account must
 * have a second factor and has none is at most LEVEL_SECOND_STEP, whatever it was. */
enum err viewer_load(struct conn *c, struct arena *a, struct str token, int64_t now,
                     const struct session_limits *limits,
                     struct viewer **out, int64_t *expired) MUST_CHECK;

/* The viewer of a program's key, in the role it was made for; ERR_NOT_FOUND when it is unknown, ended or over, when its
 * account is closed or without a second step, or when that role is not held now. One batch. */
enum err viewer_load_token(struct conn *c, struct arena *a, struct str token, int64_t now,
                           struct viewer **out) MUST_CHECK;

/* The viewer that an account is in this role, for what it asked for and is done without it: long work, a feed.
 * ERR_NOT_FOUND when it is closed, does not hold the role now, or must have a second factor and has none. One batch. */
enum err viewer_load_account(struct conn *c, struct arena *a, int64_t account, enum role role, int64_t now,
                             struct viewer **out) MUST_CHECK;

/* May anything of a child be read at all by who is at this level? What it is, reach decides. */
bool viewer_reads(const struct viewer *v); /* v may be NULL: signed out */
/* The capability question of a route, by level and active role. */
bool viewer_can(const struct viewer *v, enum cap need); /* v may be NULL: signed out */
/* Is this grantee one of those that the viewer is now? */
bool viewer_is_grantee(const struct viewer *v, int64_t grantee); /* v may be NULL: signed out */
/* Must this account have a second factor, by the roles it holds now? */
bool viewer_needs_second_factor(const struct viewer *v);
/* Does it hold this role now, in any organisation? */
bool viewer_holds(const struct viewer *v, enum role r);
/* The first seat in which it acts now, and the one at this organisation; NULL: none. */
const struct seat *viewer_seat(const struct viewer *v);
const struct seat *viewer_seat_at(const struct viewer *v, int64_t org);

#endif

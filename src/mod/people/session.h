/* Rows of table session: begun at sign-in, raised by the second step, ended by their owner. The token is only in the
 * cookie; every step up gets a new one, so a token that someone planted or saw before is worth nothing after. */
#ifndef TN_SESSION_H
#define TN_SESSION_H

#include "req.h"

enum { SECOND_STEP_MS = 30 * 60 * 1000 }; /* how long the second step may take */

/* What a change that begins or raises a session leaves in the hand of who makes it: give it to session_carry after the
 * commit. */
struct session_token {
	struct str token;
};

/* A new session for this browser; the one it had ends in the same change. */
enum err session_begin(struct req *req, struct change *c, int64_t account, enum session_level level,
                       struct session_token *out) MUST_CHECK;
/* Is this browser known for the account? Before the change that signs it in fully; *cookie is then for
 * session_known. */
struct device {
	int64_t account;
	struct str token;
	bool tell; /* others are known and this one is not */
};
enum err session_device(struct req *req, int64_t account, struct device *out) MUST_CHECK;
/* Keeps it, and tells the owner of a new one, in the change that signs in. */
void session_device_put(struct req *req, struct change *c, const struct device *d);
/* The own session at LEVEL_FULL under a new token. The commit is ERR_CONFLICT when it was raised or ended meanwhile. */
void session_raise(struct req *req, struct change *c, struct session_token *out);
/* All sessions of the viewer but this one end. */
void session_end_others(struct req *req, struct change *c);
/* The cookie of a session whose change was committed; forms of this answer are made for it. */
void session_carry(struct req *req, const struct session_token *t);

handler sign_out, switch_role;

/* The sealed secret of a second factor that is being set up in this session; empty when there is none. */
enum err session_pending(struct req *req, struct str *sealed) MUST_CHECK;
/* Keeps one, unless there already is one: look again. */
enum err session_pend(struct req *req, struct str sealed) MUST_CHECK;
void session_pend_again(struct req *req, struct change *c, struct str sealed);

/* For struct app: when it was last used, at most once a minute. */
enum err session_touch(struct req *req) MUST_CHECK;

/* The own live sessions, the latest used first. `agent` is what session_agent made. */
extern const struct stmt stmt_own_sessions;
enum session_col { SESSION_PID, SESSION_BEGAN, SESSION_SEEN, SESSION_AGENT, SESSION_ID };
/* Arguments of stmt_own_sessions. */
void session_list_args(struct req *req, struct val args[3]);
/* Ends one of the own sessions; ERR_CONFLICT at commit when there is no such session. */
void session_end_one(struct req *req, struct change *c, struct str pid);

/* "Firefox on Windows": browser and system of a User-Agent in a few words of our own, nothing more of it is kept. */
struct str session_agent(struct arena *a, struct str user_agent);
struct str session_agent_shown(struct req *req, struct str kept);


#endif

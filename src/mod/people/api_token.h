/* Keys with which a program asks in someone's name (src/api): made and ended by that person, shown once, kept as a
 * hash, for the role they were made in and as long as that role is held. */
#ifndef TN_API_TOKEN_H
#define TN_API_TOKEN_H

#include "req.h"

enum { API_TOKEN_DAYS_MAX = 365, API_TOKENS_MAX = 20 };

enum api_token_field {
	API_TOKEN_HASH, API_TOKEN_ACCOUNT, API_TOKEN_ROLE, API_TOKEN_NAME, API_TOKEN_SCOPE, API_TOKEN_BEGINS,
	API_TOKEN_ENDS, API_TOKEN_ENDED, API_TOKEN__N
};
extern const struct field api_token_fields[API_TOKEN__N];
extern const struct record rec_api_token;

/* May this viewer make keys at all? Only who has a second step, and only in a role: a key never is the weaker door. */
bool api_token_may(const struct viewer *v);

/* For struct app: the viewer behind a key. Wrong ones are counted as tries to sign in are, apart from those. */
enum err api_token_viewer(struct req *req, struct str token) MUST_CHECK;
/* When a key was last used, at most once a minute. */
enum err api_token_touch(struct req *req) MUST_CHECK;

handler api_token_page, api_token_post, api_token_end_post;
extern const struct form_def form_api_token;

#endif

/* Signing in: the name and password, what comes after it, and, in a demonstration, the accounts to try. */
#ifndef TN_SIGN_IN_H
#define TN_SIGN_IN_H

#include "req.h"
#include "view.h"

handler sign_in_page, sign_in_post;
extern const struct form_def form_sign_in;
extern const char *const query_back[]; /* "naar": where to go after signing in */

/* Where to go on, from ?naar=: a path of our own, or "/". */
struct str sign_in_back(struct req *req);
/* `path` with ?naar= where that says more than "/". */
struct str sign_in_path(struct req *req, const char *path);

/* A page at the door: one form, and below it where else to go, each with what stands before it (NULL: nothing). */
struct door_way {
	const char *before;
	struct ui_link link;
};
enum err door_page(struct req *req, struct ui_page *page, const struct form_def *def, const char *action,
                   const struct door_way *ways, size_t n) MUST_CHECK;

/* The password of who is signed in, asked again before something weighty. OK: right. ERR_INVALID: the field was marked.
 * *waits: too many tries; show attempt_wait_page. */
struct attempt;
enum err sign_in_confirm(struct req *req, const struct field *field, struct attempt *at) MUST_CHECK;

/* Demonstrations only; outside MODE_DEMO these do nothing, whatever the database holds. */
#define DEMO_PASSWORD "thuis in de proefomgeving"
void sign_in_demo_panel(struct req *req, struct ui *u, const struct form *f);
/* The code that will be accepted now: of this half minute, or the next one when this one was used. */
void sign_in_demo_code(struct req *req, struct ui *u, const unsigned char *secret, int64_t last_step);

#endif

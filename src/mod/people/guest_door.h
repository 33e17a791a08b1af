/* Guests of one invitation (practice 22): no account to make, no password, no e-mail. A code that was given by phone or
 * on paper opens what that invitation shares, as often as needed until its term, and nothing else (CAP_GUEST). */
#ifndef TN_GUEST_DOOR_H
#define TN_GUEST_DOOR_H

#include "req.h"

/* The guest, known by name for the list of who looked; signs in with codes only. */
enum err guest_new(struct act *act, struct change *c, struct str name, int64_t *account) MUST_CHECK;
/* A new code for this guest until `ends`; those made before end, and who came in by one is out. It is in *code only,
 * and is never shown again. */
enum err guest_code_new(struct req *req, struct change *c, int64_t account, int64_t invitee, int64_t ends,
                        struct str *code) MUST_CHECK;
/* The printed page with the code, without anything about a child; `back` is where the inviter goes on. */
enum err guest_letter(struct req *req, struct str name, struct str code, int64_t ends, const char *back) MUST_CHECK;

handler guest_door, guest_door_post;
extern const struct form_def form_guest_code;

#endif

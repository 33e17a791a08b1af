/* How the second step looks; second_factor.c decides. */
#ifndef TN_SECOND_FACTOR_PAGES_H
#define TN_SECOND_FACTOR_PAGES_H

#include "second_factor.h"

enum err second_factor_show_code(struct req *req, const unsigned char secret[TOTP_SECRET_BYTES],
                                 int64_t last_step) MUST_CHECK;
/* QR code, the secret for typing, and the form that checks the first code. */
enum err second_factor_show_setup(struct req *req, const unsigned char secret[TOTP_SECRET_BYTES],
                                  const struct form_def *def,
                                  const char *action) MUST_CHECK;
/* The codes, this once; `next` is where "I have kept them" goes. */
enum err second_factor_show_recovery(struct req *req, const struct str codes[RECOVERY_CODES],
                                     struct str next) MUST_CHECK;
enum err second_factor_show_used(struct req *req, int64_t left) MUST_CHECK;

enum confirm_for { CONFIRM_FIRST = 0, CONFIRM_RENEW, CONFIRM_RECOVERY, CONFIRM_OFF, CONFIRM__N };
/* "Your password" before something weighty, with what will happen. */
enum err second_factor_show_confirm(struct req *req, enum confirm_for what) MUST_CHECK;

#endif

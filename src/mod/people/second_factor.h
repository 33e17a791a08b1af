/* The second step: the code of an app on the phone or a recovery code, and setting it up. */
#ifndef TN_SECOND_FACTOR_H
#define TN_SECOND_FACTOR_H

#include "req.h"
#include "totp.h"

/* For struct app: where a viewer at LEVEL_SECOND_STEP goes on. */
const char *second_factor_path(const struct viewer *v);

handler second_factor_code_page, second_factor_code_post;
/* After a recovery code: how many are left. */
handler second_factor_used_page;
/* The first time, at the door. */
handler second_factor_first_page, second_factor_first_post;
/* Of who is signed in: another app or phone, and new recovery codes. */
handler second_factor_renew_page, second_factor_renew_post, second_factor_new_page, second_factor_new_post;
handler second_factor_recovery_page, second_factor_recovery_post;
/* Parents and pupils may do without. */
handler second_factor_off_page, second_factor_off_post;

extern const struct form_def form_second_factor, form_second_factor_new, form_confirm;
extern const struct stmt stmt_recovery_left; /* $1 account -> how many */

/* Sealed with the key holder for this account, and back. */
enum err second_factor_seal(struct req *req, int64_t account, const unsigned char secret[TOTP_SECRET_BYTES],
                            struct str *sealed) MUST_CHECK;
enum err second_factor_open(struct req *req, int64_t account, struct str sealed,
                            unsigned char secret[TOTP_SECRET_BYTES]) MUST_CHECK;

#endif

/* The second factor: TOTP (RFC 6238: SHA-1, 6 digits, 30 s) by liboath, and recovery codes. A step once used is
 * refused. */
#ifndef TN_TOTP_H
#define TN_TOTP_H

#include "str.h"

enum { TOTP_SECRET_BYTES = 20, RECOVERY_CODES = 10, RECOVERY_BITS = 115, TOTP_STEP_MS = 30 * 1000 };

void totp_secret_new(unsigned char secret[TOTP_SECRET_BYTES]);
/* otpauth://totp/... for the QR code, and the secret in base 32 in groups of four for typing. */
struct str totp_uri(struct arena *a, const unsigned char secret[TOTP_SECRET_BYTES], struct str issuer,
                    struct str account);
struct str totp_typed(struct arena *a, const unsigned char secret[TOTP_SECRET_BYTES]);
/* The code of an instant: for the demo and tests. */
struct str totp_code(struct arena *a, const unsigned char secret[TOTP_SECRET_BYTES], int64_t now);
/* Is `typed` right now or one step (30 s) before or after, and newer than `last_step`? *step gets the step used, which
 * the caller must keep in the same transaction that signs in. Compared in constant time. */
bool totp_verify(const unsigned char secret[TOTP_SECRET_BYTES], struct str typed, int64_t now, int64_t last_step,
                 int64_t *step);

/* A fresh recovery code (115 bits, groups of five for reading) and the hash that is kept; empty when what was typed
 * cannot be a recovery code. */
struct str recovery_new(struct arena *a);
struct str recovery_hash(struct arena *a, struct str typed);

#endif

/* Secrets that travel: session tokens, invitation codes, the forgery token of a form. Kept only as BLAKE2b hashes,
 * compared in constant time. */
#ifndef TN_TOKEN_H
#define TN_TOKEN_H

#include "str.h"

/* 256 random bits in base64url, as the cookie carries them. */
struct str token_new(struct arena *a);
/* BLAKE2b-256 of a secret: 32 bytes, as the database keeps it. */
struct str token_hash(struct arena *a, struct str secret);
bool token_equal(struct str a, struct str b);

/* The forgery token of a form: BLAKE2b keyed with the secret of the cookie (session, or the visitor's own before
 * signing in), so nothing is stored and another browser's token never fits. */
struct str csrf_token(struct arena *a, struct str cookie_secret);
bool csrf_valid(struct arena *a, struct str cookie_secret, struct str given);

#endif

/* Sealing of one value, the same everywhere in the program: XChaCha20-Poly1305 under a key of 32 bytes, with a nonce
 * of its own that stands before it. `bound` says where the value belongs and is authenticated, not kept: what was
 * moved elsewhere does not open. */
#ifndef TN_CIPHER_H
#define TN_CIPHER_H

#include "str.h"

enum { CIPHER_KEY = 32, CIPHER_NONCE = 24, CIPHER_ADDS = CIPHER_NONCE + 16 };

/* Writes plain.n + CIPHER_ADDS bytes to `to`. */
void cipher_seal(const unsigned char key[CIPHER_KEY], struct str bound, struct str plain, unsigned char *to);
/* Writes sealed.n - CIPHER_ADDS bytes to `to`; false, and nothing of use there, when it was not sealed by this key
 * for this place. */
bool cipher_open(const unsigned char key[CIPHER_KEY], struct str bound, struct str sealed, unsigned char *to);
/* Nothing of it stays; the compiler does not leave it out. */
void cipher_wipe(void *p, size_t n);

#endif

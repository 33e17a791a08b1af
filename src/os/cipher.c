#include "cipher.h"

#include "rand.h"

#include <sodium.h>

_Static_assert(CIPHER_KEY == crypto_aead_xchacha20poly1305_ietf_KEYBYTES &&
               CIPHER_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES &&
               CIPHER_ADDS == CIPHER_NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES, "the cipher has these sizes");

void cipher_seal(const unsigned char key[CIPHER_KEY], struct str bound, struct str plain, unsigned char *to)
{
	unsigned long long length;
	rand_bytes(to, CIPHER_NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(to + CIPHER_NONCE, &length, (const unsigned char *)plain.p, plain.n,
	                                           (const unsigned char *)bound.p, bound.n, NULL, to, key);
}

bool cipher_open(const unsigned char key[CIPHER_KEY], struct str bound, struct str sealed, unsigned char *to)
{
	const unsigned char *p = (const unsigned char *)sealed.p;
	unsigned long long length;
	return sealed.n >= CIPHER_ADDS &&
	       crypto_aead_xchacha20poly1305_ietf_decrypt(to, &length, NULL, p + CIPHER_NONCE, sealed.n - CIPHER_NONCE,
	                                                  (const unsigned char *)bound.p, bound.n, p, key) == 0;
}

void cipher_wipe(void *p, size_t n)
{
	sodium_memzero(p, n);
}

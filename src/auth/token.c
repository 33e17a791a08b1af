#include "token.h"
#include "rand.h"
#include "viewer.h"

#include <sodium.h>

static struct str base64url(struct arena *a, const unsigned char *p, size_t n)
{
	size_t room = sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *out = arena_alloc(a, room);
	sodium_bin2base64(out, room, p, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_from(out);
}

static struct str blake2b(struct arena *a, struct str message, struct str key)
{
	unsigned char *out = arena_alloc(a, HASH_BYTES);
	if (crypto_generichash(out, HASH_BYTES, (const unsigned char *)message.p, message.n,
	                       (const unsigned char *)key.p, key.n) != 0)
		BUG("blake2b refused its key");
	return (struct str){(const char *)out, HASH_BYTES};
}

struct str token_new(struct arena *a)
{
	unsigned char raw[TOKEN_BYTES];
	rand_bytes(raw, sizeof raw);
	return base64url(a, raw, sizeof raw);
}

struct str token_hash(struct arena *a, struct str secret)
{
	return blake2b(a, secret, (struct str){0});
}

bool token_equal(struct str a, struct str b)
{
	return a.n == b.n && a.n > 0 && sodium_memcmp(a.p, b.p, a.n) == 0;
}

struct str csrf_token(struct arena *a, struct str cookie_secret)
{
	/* Keyed twice, so that a secret of any length will do and the result tells nothing about token_hash. */
	struct str key = blake2b(a, cookie_secret, S("thuisnabij form token"));
	struct str mac = blake2b(a, S("form"), key);
	return base64url(a, (const unsigned char *)mac.p, mac.n);
}

bool csrf_valid(struct arena *a, struct str cookie_secret, struct str given)
{
	return cookie_secret.n > 0 && token_equal(csrf_token(a, cookie_secret), given);
}

#include "sealed.h"

#include "buf.h"

#include <sodium.h>

enum { PROOF = 2, DIGITS = 2 * (SEALED_KEY + PROOF), GROUP = 4, GROUPS_A_LINE = 4 };

static struct sealed_private *room_for_one(void)
{
	if (sodium_init() < 0)
		BUG("libsodium does not start");
	struct sealed_private *k = sodium_malloc(sizeof *k);
	if (k == NULL)
		BUG("no locked memory for a key");
	return k;
}

struct sealed_private *sealed_private_new(void)
{
	struct sealed_private *k = room_for_one();
	if (crypto_box_keypair(k->public.b, k->b) != 0)
		BUG("crypto_box_keypair");
	return k;
}

void sealed_private_free(struct sealed_private *k)
{
	sodium_free(k); /* wipes it */
}

struct str sealed_public_text(struct arena *a, const struct sealed_public *k)
{
	char *hex = arena_alloc(a, 2 * SEALED_KEY + 1);
	sodium_bin2hex(hex, 2 * SEALED_KEY + 1, k->b, SEALED_KEY);
	return str_from(hex);
}

bool sealed_public_parse(struct str text, struct sealed_public *out)
{
	size_t n;
	return sodium_hex2bin(out->b, SEALED_KEY, text.p, text.n, NULL, &n, NULL) == 0 && n == SEALED_KEY &&
	       text.n == 2 * SEALED_KEY;
}

static void prove(unsigned char proof[PROOF], const unsigned char key[SEALED_KEY])
{
	unsigned char hash[crypto_generichash_BYTES_MIN];
	if (crypto_generichash(hash, sizeof hash, key, SEALED_KEY, NULL, 0) != 0)
		BUG("crypto_generichash");
	memcpy(proof, hash, PROOF);
}

struct str sealed_private_text(struct arena *a, const struct sealed_private *k)
{
	unsigned char all[SEALED_KEY + PROOF];
	char hex[DIGITS + 1];
	struct buf b;
	memcpy(all, k->b, SEALED_KEY);
	prove(all + SEALED_KEY, k->b);
	sodium_bin2hex(hex, sizeof hex, all, sizeof all);
	buf_init(&b, a, 4096);
	buf_printf(&b, "# Key to the back-ups of Thuisnabij. Whoever has it and a back-up can read everything in it.\n"
	               "# Keep it away from the machine and from the back-ups: on a stick and on paper, in a safe.\n"
	               "# Without it no back-up can be put back. Its public half stands in thuisnabij.conf:\n"
	               "# backup_key = " STR_FMT "\n", STR_ARG(sealed_public_text(a, &k->public)));
	for (size_t i = 0; i < DIGITS; i += GROUP)
		buf_printf(&b, "%.*s%c", GROUP, hex + i,
		           i + GROUP == DIGITS || (i / GROUP + 1) % GROUPS_A_LINE == 0 ? '\n' : ' ');
	sodium_memzero(all, sizeof all);
	sodium_memzero(hex, sizeof hex);
	return buf_view(&b);
}

/* The digits of the lines that are not for people; false when there are others than DIGITS of them. */
static bool gather(struct str text, char digits[DIGITS])
{
	size_t n = 0;
	while (text.n > 0) {
		struct str line = str_trim(str_cut(text, '\n', &text));
		for (size_t i = 0; i < line.n && line.p[0] != '#'; i++) {
			if (line.p[i] == ' ' || line.p[i] == '-' || line.p[i] == '\t')
				continue;
			if (n == DIGITS)
				return false;
			digits[n++] = line.p[i];
		}
	}
	return n == DIGITS;
}

struct sealed_private *sealed_private_parse(struct str text)
{
	unsigned char all[SEALED_KEY + PROOF], proof[PROOF];
	char digits[DIGITS];
	size_t n;
	struct sealed_private *k = NULL;
	if (gather(text, digits) && sodium_hex2bin(all, sizeof all, digits, DIGITS, NULL, &n, NULL) == 0 &&
	    n == sizeof all) {
		prove(proof, all);
		if (memcmp(proof, all + SEALED_KEY, PROOF) == 0) {
			k = room_for_one();
			memcpy(k->b, all, SEALED_KEY);
			if (crypto_scalarmult_base(k->public.b, k->b) != 0)
				BUG("crypto_scalarmult_base");
		}
	}
	sodium_memzero(all, sizeof all);
	sodium_memzero(digits, sizeof digits);
	return k;
}

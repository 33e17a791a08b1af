#include "chain.h"

#include <sodium.h>

struct link chain_next(const struct link *before, struct str record)
{
	struct link out;
	crypto_generichash_state st;
	int bad = crypto_generichash_init(&st, NULL, 0, LINK_BYTES);
	bad |= crypto_generichash_update(&st, before->b, LINK_BYTES);
	bad |= crypto_generichash_update(&st, (const unsigned char *)record.p, record.n);
	bad |= crypto_generichash_final(&st, out.b, LINK_BYTES);
	if (bad != 0)
		BUG("crypto_generichash");
	return out;
}

struct link chain_digest(struct str key, struct str record)
{
	struct link out;
	if (crypto_generichash(out.b, LINK_BYTES, (const unsigned char *)record.p, record.n,
	                       (const unsigned char *)key.p, key.n) != 0)
		BUG("a key of %zu bytes", key.n);
	return out;
}

bool link_from(struct str s, struct link *out)
{
	if (s.n != LINK_BYTES)
		return false;
	memcpy(out->b, s.p, LINK_BYTES);
	return true;
}

void chain_int(struct buf *b, int64_t i)
{
	unsigned char le[8];
	uint64_t u = (uint64_t)i;
	for (size_t k = 0; k < sizeof le; k++, u >>= 8)
		le[k] = (unsigned char)u;
	buf_add(b, le, sizeof le);
}

void chain_text(struct buf *b, struct str s)
{
	chain_int(b, (int64_t)s.n);
	buf_str(b, s);
}

#include "seal.h"

#include "cipher.h"
#include "log.h"

/* A sealed value: version, number of the key (two bytes), nonce, ciphertext. */
enum { SEAL_VERSION = 1, HEAD = 3 };
_Static_assert(SEAL_ADDS == HEAD + CIPHER_ADDS, "what sealing adds");

struct sealed_in seal_of_row(const struct row *r)
{
	const struct record *rec = r->rec;
	if (!record_of_child(rec))
		return (struct sealed_in){part_key_region(r->region), PART_NONE};
	return (struct sealed_in){rec->is_route ? r->id : row_int(r, rec->route), rec->part};
}

static struct str bound_to(struct arena *a, const struct seal_place *at)
{
	return str_printf(a, "%s.%s:%lld:%lld", at->table, at->column, (long long)at->id, (long long)at->which);
}

enum err seal_bytes(struct act *act, struct sealed_in in, const struct seal_place *at, struct str plain,
                    struct str *sealed)
{
	const unsigned char *key;
	unsigned n;
	enum err e = part_key_current(act, in.owner, in.part, &key, &n);
	if (e != OK)
		return e == ERR_INVALID ? ERR_DOWN : e;
	unsigned char *to = arena_alloc(act->a, plain.n + SEAL_ADDS);
	to[0] = SEAL_VERSION;
	to[1] = (unsigned char)(n >> 8);
	to[2] = (unsigned char)n;
	cipher_seal(key, bound_to(act->a, at), plain, to + HEAD);
	*sealed = (struct str){(const char *)to, plain.n + SEAL_ADDS};
	return OK;
}

static enum err not_ours(const struct seal_place *at)
{
	log_line(LOG_ERROR, "seal", "opened=no record=%s id=%lld", at->table, (long long)at->id);
	return ERR_DOWN;
}

enum err seal_open(struct act *act, struct sealed_in in, const struct seal_place *at, struct str sealed,
                   struct str *plain)
{
	const unsigned char *p = (const unsigned char *)sealed.p, *key;
	if (sealed.n < SEAL_ADDS || p[0] != SEAL_VERSION)
		return not_ours(at);
	enum err e = part_keys_read(act, in.owner);
	if (e == OK)
		e = part_keys_open(act, &in.owner, 1, in.part == PART_NONE ? 0 : PART_BIT(in.part));
	if (e == OK)
		e = part_key_opened(act, in.owner, in.part, (unsigned)p[1] << 8 | p[2], &key);
	if (e == ERR_INVALID)
		return not_ours(at);
	if (e != OK)
		return e;
	unsigned char *to = arena_alloc(act->a, sealed.n - SEAL_ADDS + 1);
	if (!cipher_open(key, bound_to(act->a, at), (struct str){sealed.p + HEAD, sealed.n - HEAD}, to))
		return not_ours(at);
	*plain = (struct str){(const char *)to, sealed.n - SEAL_ADDS};
	return OK;
}

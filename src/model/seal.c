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

static bool is_sealed(struct str bytes)
{
	return bytes.n >= SEAL_ADDS && bytes.p[0] == SEAL_VERSION;
}

static unsigned key_number(struct str sealed)
{
	const unsigned char *p = (const unsigned char *)sealed.p;
	return (unsigned)p[1] << 8 | p[2];
}

static enum err not_ours(const struct seal_place *at)
{
	log_line(LOG_ERROR, "seal", "opened=no record=%s id=%lld", at->table, (long long)at->id);
	return ERR_DOWN;
}

static enum err open_with(struct act *act, struct sealed_in in, const struct seal_place *at, struct str sealed,
                          struct str *plain)
{
	const unsigned char *key;
	enum err e = part_key_opened(act, in.owner, in.part, key_number(sealed), &key);
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

enum err seal_open(struct act *act, struct sealed_in in, const struct seal_place *at, struct str sealed,
                   struct str *plain)
{
	if (!is_sealed(sealed))
		return not_ours(at);
	enum err e = part_keys_read(act, in.owner);
	if (e == OK)
		e = part_keys_open(act, &in.owner, 1, in.part == PART_NONE ? 0 : PART_BIT(in.part));
	return e == OK ? open_with(act, in, at, sealed, plain) : e;
}

/* ---- fields of records ---- */

struct sealed {
	struct act *act; /* NULL: nobody may open it here */
	struct sealed_in in;
	struct seal_place at;
	struct str bytes, wrapped;
	unsigned n;
	bool opened;
	struct val plain;
};

struct val seal_shut(struct act *act, struct arena *a, struct sealed_in in, const struct seal_place *at,
                     struct str bytes, unsigned n, struct str wrapped)
{
	struct sealed *s = ARENA_NEW(a, struct sealed);
	*s = (struct sealed){.act = act, .in = in, .at = *at, .bytes = bytes, .wrapped = wrapped, .n = n};
	if (act != NULL && wrapped.n > 0)
		part_key_came(act, in.owner, in.part, n, wrapped);
	return (struct val){.type = VAL_SEALED, .sealed = s};
}

static enum err open_near(const struct sealed *s, struct str *plain)
{
	if (!is_sealed(s->bytes))
		return not_ours(&s->at);
	if (s->wrapped.n == 0 || key_number(s->bytes) != s->n)
		return ERR_NOT_FOUND; /* destroyed */
	part_key_came(s->act, s->in.owner, s->in.part, s->n, s->wrapped); /* again, where the act was run anew */
	enum err e = part_keys_open_near(s->act, s->in.owner, s->in.part);
	return e == OK ? open_with(s->act, s->in, &s->at, s->bytes, plain) : e;
}

struct val val_open(struct val v)
{
	struct sealed *s = v.type == VAL_SEALED ? v.sealed : NULL;
	struct str plain;
	if (s == NULL || s->opened)
		return s == NULL ? v : s->plain;
	if (s->act == NULL)
		BUG("%s.%s is opened where nobody looks at it", s->at.table, s->at.column);
	if (s->act->unsealed != OK)
		return val_null(); /* it fails already */
	enum err e = open_near(s, &plain);
	if (e == OK)
		s->plain = val_text(plain);
	else if (e != ERR_NOT_FOUND)
		act_unsealed(s->act, e);
	s->opened = e == OK || e == ERR_NOT_FOUND;
	return s->plain;
}

struct val seal_bytes_of(struct val v)
{
	return v.type == VAL_SEALED ? val_blob(v.sealed->bytes) : v;
}

struct seal_place seal_in_history(struct arena *a, const struct field *f, bool old, int64_t id, int64_t group)
{
	return (struct seal_place){"change_value", str_printf(a, "%s.%s", f->name, old ? "old" : "new").p, id, group};
}

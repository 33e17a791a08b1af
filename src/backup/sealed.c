#include "sealed.h"

#include "buf.h"
#include "rand.h"

#include <sodium.h>

enum {
	MORE = crypto_secretstream_xchacha20poly1305_ABYTES,
	STREAM_HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	BOXED = SEALED_KEY + crypto_box_SEALBYTES,
	AT_FORMAT = 8,
	AT_CHUNK = 12,
	AT_PUBLIC = 16,
	AT_BOXED = AT_PUBLIC + SEALED_KEY,
	AT_STREAM = AT_BOXED + BOXED,
	HEAD = AT_STREAM + STREAM_HEAD,
	HASH = 32,
};
static const char magic[] = "TNSEALED";

typedef crypto_secretstream_xchacha20poly1305_state stream_state;

struct sealed_out {
	struct sink to;
	stream_state state;
	unsigned char head_hash[HASH];
	size_t n;
	unsigned char plain[SEALED_CHUNK], cipher[SEALED_CHUNK + MORE];
};

struct sealed_in {
	struct source from;
	stream_state state;
	unsigned char head_hash[HASH];
	int64_t chunk; /* opened so far */
	bool last;     /* the last one was opened */
	size_t at, n;
	unsigned char plain[SEALED_CHUNK], cipher[SEALED_CHUNK + MORE];
};

static void put_u32(unsigned char *p, uint32_t n)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(n >> (24 - 8 * i));
}

static uint32_t get_u32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* Every chunk is bound to it. */
static void hash_head(unsigned char hash[HASH], const unsigned char head[HEAD])
{
	if (crypto_generichash(hash, HASH, head, HEAD, NULL, 0) != 0)
		BUG("crypto_generichash");
}

enum err sealed_begin(struct arena *a, struct sink to, const struct sealed_public *for_key, struct sealed_out **out)
{
	unsigned char head[HEAD], key[SEALED_KEY];
	struct sealed_out *s = ARENA_NEW(a, struct sealed_out);
	_Static_assert(SEALED_KEY == crypto_secretstream_xchacha20poly1305_KEYBYTES, "one size of keys");
	s->to = to;
	crypto_secretstream_xchacha20poly1305_keygen(key);
	memcpy(head, magic, AT_FORMAT);
	put_u32(head + AT_FORMAT, SEALED_FORMAT);
	put_u32(head + AT_CHUNK, SEALED_CHUNK);
	memcpy(head + AT_PUBLIC, for_key->b, SEALED_KEY);
	bool good = crypto_box_seal(head + AT_BOXED, key, SEALED_KEY, for_key->b) == 0 &&
	            crypto_secretstream_xchacha20poly1305_init_push(&s->state, head + AT_STREAM, key) == 0;
	sodium_memzero(key, sizeof key);
	hash_head(s->head_hash, head);
	*out = s;
	return good ? to.put(to.ctx, head, HEAD) : ERR_INVALID;
}

static enum err seal_chunk(struct sealed_out *s, bool last)
{
	unsigned long long n;
	const unsigned char tag = last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
	                               : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
	if (crypto_secretstream_xchacha20poly1305_push(&s->state, s->cipher, &n, s->plain, s->n, s->head_hash, HASH,
	                                               tag) != 0)
		BUG("crypto_secretstream_push");
	s->n = 0;
	return s->to.put(s->to.ctx, s->cipher, (size_t)n);
}

/* A full chunk waits for more, so that the last is known when it goes. */
static enum err seal_some(void *ctx, const void *p, size_t n)
{
	struct sealed_out *s = ctx;
	for (const unsigned char *from = p; n > 0;) {
		enum err e = s->n == SEALED_CHUNK ? seal_chunk(s, false) : OK;
		if (e != OK)
			return e;
		size_t some = SEALED_CHUNK - s->n < n ? SEALED_CHUNK - s->n : n;
		memcpy(s->plain + s->n, from, some);
		s->n += some;
		from += some;
		n -= some;
	}
	return OK;
}

struct sink sealed_sink(struct sealed_out *s)
{
	return (struct sink){seal_some, s};
}

enum err sealed_end(struct sealed_out *s)
{
	return seal_chunk(s, true);
}

void sealed_forget(struct sealed_out *s)
{
	sodium_memzero(&s->state, sizeof s->state);
	sodium_memzero(s->plain, sizeof s->plain);
}

static enum err fault(struct str *why, struct str words)
{
	*why = words;
	return ERR_INVALID;
}

static enum err open_head(struct sealed_in *s, struct arena *a, const unsigned char head[HEAD], size_t n,
                          const struct sealed_private *key, struct str *why)
{
	unsigned char stream_key[SEALED_KEY];
	if (n < AT_CHUNK || memcmp(head, magic, AT_FORMAT) != 0)
		return fault(why, S("it is no back-up of thuisnabij"));
	if (get_u32(head + AT_FORMAT) != SEALED_FORMAT)
		return fault(why, str_printf(a, "its format is %u and this program opens %d: use the version that made it or"
		                                " a later one", get_u32(head + AT_FORMAT), SEALED_FORMAT));
	if (n < HEAD)
		return fault(why, S("it is cut off: the end is missing"));
	if (memcmp(head + AT_PUBLIC, key->public.b, SEALED_KEY) != 0)
		return fault(why, S("it was sealed for another key than this one"));
	bool good = get_u32(head + AT_CHUNK) == SEALED_CHUNK &&
	            crypto_box_seal_open(stream_key, head + AT_BOXED, BOXED, key->public.b, key->b) == 0 &&
	            crypto_secretstream_xchacha20poly1305_init_pull(&s->state, head + AT_STREAM, stream_key) == 0;
	sodium_memzero(stream_key, sizeof stream_key);
	return good ? OK : fault(why, S("its head was changed"));
}

enum err sealed_open(struct arena *a, struct source from, const struct sealed_private *key, struct sealed_in **out,
                     struct str *why)
{
	unsigned char head[HEAD];
	size_t n;
	struct sealed_in *s = ARENA_NEW(a, struct sealed_in);
	s->from = from;
	*out = s;
	enum err e = from.get(from.ctx, head, HEAD, &n, a, why);
	if (e == OK)
		e = open_head(s, a, head, n, key, why);
	if (e == OK)
		hash_head(s->head_hash, head);
	return e;
}

static enum err open_chunk(struct sealed_in *s, struct arena *a, struct str *why)
{
	size_t n;
	unsigned long long plain;
	unsigned char tag, more;
	enum err e = s->from.get(s->from.ctx, s->cipher, sizeof s->cipher, &n, a, why);
	if (e != OK)
		return e;
	if (n == 0)
		return fault(why, str_printf(a, "it is cut off after chunk %lld: the end is missing", (long long)s->chunk));
	if (n < MORE || crypto_secretstream_xchacha20poly1305_pull(&s->state, s->plain, &plain, &tag, s->cipher, n,
	                                                           s->head_hash, HASH) != 0)
		return fault(why, str_printf(a, n < sizeof s->cipher ? "chunk %lld was changed or cut off"
		                                                     : "chunk %lld was changed or is not in its place",
		                             (long long)s->chunk + 1));
	s->chunk++;
	s->at = 0;
	s->n = (size_t)plain;
	s->last = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
	if (!s->last && n < sizeof s->cipher)
		return fault(why, S("a chunk is shorter than any that is written"));
	if (!s->last)
		return OK;
	e = s->from.get(s->from.ctx, &more, 1, &n, a, why);
	return e == OK && n > 0 ? fault(why, S("something stands after its end")) : e;
}

static enum err open_some(void *ctx, void *p, size_t n, size_t *got, struct arena *a, struct str *why)
{
	struct sealed_in *s = ctx;
	for (*got = 0; *got < n;) {
		if (s->at == s->n && s->last)
			break;
		enum err e = s->at == s->n ? open_chunk(s, a, why) : OK;
		if (e != OK)
			return e;
		size_t some = s->n - s->at < n - *got ? s->n - s->at : n - *got;
		memcpy((unsigned char *)p + *got, s->plain + s->at, some);
		s->at += some;
		*got += some;
	}
	return OK;
}

struct source sealed_source(struct sealed_in *s)
{
	return (struct source){open_some, s};
}

void sealed_close(struct sealed_in *s)
{
	sodium_memzero(s, sizeof *s);
}

#include "keys_server.h"

#include "file.h"
#include "rand.h"

#include <sodium.h>

enum {
	SEALED_VERSION = 1,
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES,
	HEAD = 1 + NONCE, /* version, nonce */
	SUBKEY = 32,
	SECOND_US = 1000000,
};

struct keys_server {
	unsigned char seal[KEYS__N][SUBKEY], mac[KEYS__N][SUBKEY];
	int64_t second;  /* when the running second of the rate began */
	unsigned opened; /* in it */
};

/* What a question of each kind holds. */
struct question {
	enum keys_purpose purpose;
	struct str bound, text;
};

struct keys_server *keys_server_new(const unsigned char master[KEYS_MASTER_BYTES])
{
	_Static_assert(crypto_kdf_KEYBYTES == KEYS_MASTER_BYTES, "the master key is a key of crypto_kdf");
	if (sodium_init() < 0)
		BUG("libsodium does not start");
	struct keys_server *s = sodium_malloc(sizeof *s);
	if (s == NULL)
		BUG("no locked memory for the keys");
	sodium_memzero(s, sizeof *s);
	for (uint64_t p = KEYS_NONE + 1; p < KEYS__N; p++) {
		crypto_kdf_derive_from_key(s->seal[p], SUBKEY, p, "TN-seal1", master);
		crypto_kdf_derive_from_key(s->mac[p], SUBKEY, p, "TN-mac-1", master);
	}
	s->second = INT64_MIN;
	return s;
}

void keys_server_free(struct keys_server *s)
{
	sodium_free(s); /* wipes it */
}

static bool opening_allowed(struct keys_server *s, int64_t now)
{
	if (s->second == INT64_MIN || now - s->second >= SECOND_US || now < s->second) {
		s->second = now;
		s->opened = 0;
	}
	return s->opened++ < KEYS_OPENS_PER_SECOND;
}

/* The purpose is part of what is authenticated, besides choosing the key. */
static struct str associated(char *room, size_t cap, const struct question *q)
{
	struct ipc_writer w = {.p = room, .cap = cap};
	ipc_put_u32(&w, (uint32_t)q->purpose);
	ipc_put_str(&w, q->bound);
	return ipc_written(&w);
}

static enum err do_seal(const struct keys_server *s, const struct question *q, unsigned char *to, size_t *n)
{
	char room[1024];
	struct str ad = associated(room, sizeof room, q);
	unsigned long long length;
	to[0] = SEALED_VERSION;
	rand_bytes(to + 1, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(to + HEAD, &length, (const unsigned char *)q->text.p, q->text.n,
	                                           (const unsigned char *)ad.p, ad.n, NULL, to + 1, s->seal[q->purpose]);
	*n = HEAD + (size_t)length;
	return OK;
}

static enum err do_open(const struct keys_server *s, const struct question *q, unsigned char *to, size_t *n)
{
	char room[1024];
	struct str ad = associated(room, sizeof room, q);
	const unsigned char *p = (const unsigned char *)q->text.p;
	unsigned long long length;
	if (q->text.n < HEAD + TAG || p[0] != SEALED_VERSION)
		return ERR_INVALID;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(to, &length, NULL, p + HEAD, q->text.n - HEAD,
	                                               (const unsigned char *)ad.p, ad.n, p + 1, s->seal[q->purpose]) != 0)
		return ERR_INVALID;
	*n = (size_t)length;
	return OK;
}

static enum err do_mac(const struct keys_server *s, const struct question *q, unsigned char *to, size_t *n)
{
	crypto_generichash(to, KEYS_MAC_BYTES, (const unsigned char *)q->text.p, q->text.n, s->mac[q->purpose], SUBKEY);
	*n = KEYS_MAC_BYTES;
	return OK;
}

typedef enum err deed(const struct keys_server *s, const struct question *q, unsigned char *to, size_t *n);

static const struct {
	deed *fn;
	size_t text_max;
} deeds[] = {
	[KEYS_SEAL] = {do_seal, KEYS_TEXT_MAX},
	[KEYS_OPEN] = {do_open, KEYS_TEXT_MAX + HEAD + TAG},
	[KEYS_MAC] = {do_mac, KEYS_TEXT_MAX},
};

enum { BOUND_MAX = 512 };

static enum err answer(struct keys_server *s, int64_t now, uint16_t type, struct str body, char *room, size_t *n)
{
	if (type == KEYS_PING)
		return body.n == 0 ? OK : ERR_INVALID;
	if (type >= sizeof deeds / sizeof deeds[0] || deeds[type].fn == NULL)
		return ERR_INVALID;
	struct ipc_reader r = {.left = body};
	uint32_t purpose = ipc_get_u32(&r);
	struct question q = {.bound = ipc_get_str(&r)};
	q.text = ipc_get_str(&r);
	if (!ipc_read_all(&r) || purpose == KEYS_NONE || purpose >= KEYS__N)
		return ERR_INVALID;
	q.purpose = (enum keys_purpose)purpose;
	if (q.bound.n > BOUND_MAX || q.text.n > deeds[type].text_max)
		return ERR_TOO_BIG;
	if (type == KEYS_OPEN && !opening_allowed(s, now))
		return ERR_BUSY;
	return deeds[type].fn(s, &q, (unsigned char *)room, n);
}

struct ipc_head keys_answer(struct keys_server *s, int64_t now, struct ipc_head head, struct str body, char *room,
                            struct str *out)
{
	size_t n = 0;
	enum err e = answer(s, now, head.type, body, room, &n);
	*out = (struct str){room, e == OK ? n : 0};
	return (struct ipc_head){.type = head.type, .status = (uint16_t)e, .number = head.number};
}

enum err keys_master(struct arena *a, const char *path, bool make, unsigned char master[KEYS_MASTER_BYTES])
{
	struct file_facts facts;
	if (make && !file_facts(path, &facts)) {
		unsigned char fresh[KEYS_MASTER_BYTES];
		rand_bytes(fresh, sizeof fresh);
		enum err made = file_create(path, (struct str){(const char *)fresh, sizeof fresh});
		sodium_memzero(fresh, sizeof fresh);
		if (made != OK && made != ERR_CONFLICT)
			return made;
	}
	if (!file_facts(path, &facts))
		return ERR_NOT_FOUND;
	if ((facts.mode & 077) != 0)
		return ERR_DENIED;
	struct str content;
	enum err e = file_read(a, path, KEYS_MASTER_BYTES + 1, &content);
	if (e != OK)
		return e == ERR_TOO_BIG ? ERR_INVALID : e;
	if (content.n == KEYS_MASTER_BYTES)
		memcpy(master, content.p, KEYS_MASTER_BYTES);
	sodium_memzero((void *)(uintptr_t)content.p, content.n);
	return content.n == KEYS_MASTER_BYTES ? OK : ERR_INVALID;
}

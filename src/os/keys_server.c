#include "keys_server.h"

#include "cipher.h"
#include "file.h"
#include "rand.h"

#include <sodium.h>

enum {
	SEALED_VERSION = 1,
	VERSION_ADDS = 1,
	SEALED_ADDS = VERSION_ADDS + CIPHER_ADDS,
	SUBKEY = CIPHER_KEY,
	SECOND_US = 1000000,
	BOUND_MAX = 512,
	ACCOUNTS = 256, /* counted at once: when all are taken, the one that began first makes room */
};

/* How often something was done since `began`. */
struct count {
	int64_t of, began;
	unsigned n;
	bool told;
};

struct keys_server {
	unsigned char seal[KEYS__N][SUBKEY], mac[KEYS__N][SUBKEY], name[KEYS_NAME_BYTES];
	struct count opened, unwrapped; /* in the running second */
	struct count accounts[ACCOUNTS];
	int64_t alarm; /* the account that came above its limit */
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
	crypto_kdf_derive_from_key(s->name, KEYS_NAME_BYTES, 1, "TN-name1", master);
	s->opened.began = s->unwrapped.began = INT64_MIN;
	return s;
}

void keys_server_free(struct keys_server *s)
{
	sodium_free(s); /* wipes it */
}

/* Counts `n` more within `window` microseconds, unless that would be more than `most`. */
static bool allowed(struct count *c, int64_t now, int64_t window, unsigned n, unsigned most)
{
	if (c->began == INT64_MIN || now - c->began >= window || now < c->began)
		*c = (struct count){.of = c->of, .began = now};
	if (c->n + n > most)
		return false;
	c->n += n;
	return true;
}

/* Of one account, so that who works through all children at once is stopped and seen. 0: the program itself. */
static bool account_allowed(struct keys_server *s, int64_t now, int64_t account, unsigned n)
{
	struct count *at = &s->accounts[0];
	if (account == 0)
		return true;
	for (size_t i = 0; i < ACCOUNTS && at->of != account; i++)
		if (s->accounts[i].of == account || s->accounts[i].began < at->began)
			at = &s->accounts[i];
	if (at->of != account)
		*at = (struct count){.of = account, .began = INT64_MIN};
	if (allowed(at, now, (int64_t)KEYS_ACCOUNT_SECONDS * SECOND_US, n, KEYS_UNWRAPS_PER_ACCOUNT))
		return true;
	if (!at->told)
		s->alarm = account;
	at->told = true;
	return false;
}

int64_t keys_alarm(struct keys_server *s)
{
	int64_t account = s->alarm;
	s->alarm = 0;
	return account;
}

/* The purpose is part of what is authenticated, besides choosing the key. */
static struct str associated(char *room, size_t cap, const struct question *q)
{
	struct ipc_writer w = {.p = room, .cap = cap};
	ipc_put_u32(&w, (uint32_t)q->purpose);
	ipc_put_str(&w, q->bound);
	return ipc_written(&w);
}

static void seal_as(const struct keys_server *s, const struct question *q, unsigned char *to)
{
	char room[1024];
	to[0] = SEALED_VERSION;
	cipher_seal(s->seal[q->purpose], associated(room, sizeof room, q), q->text, to + VERSION_ADDS);
}

static enum err do_seal(const struct keys_server *s, const struct question *q, unsigned char *to, size_t *n)
{
	seal_as(s, q, to);
	*n = q->text.n + SEALED_ADDS;
	return OK;
}

static enum err do_open(const struct keys_server *s, const struct question *q, unsigned char *to, size_t *n)
{
	char room[1024];
	struct str ad = associated(room, sizeof room, q), sealed = {q->text.p + VERSION_ADDS, q->text.n - VERSION_ADDS};
	if (q->text.n < SEALED_ADDS || q->text.p[0] != SEALED_VERSION || !cipher_open(s->seal[q->purpose], ad, sealed, to))
		return ERR_INVALID;
	*n = q->text.n - SEALED_ADDS;
	return OK;
}

/* A new data key, first as it is, then as it may be kept. */
static enum err do_wrap(const struct keys_server *s, const struct question *q, unsigned char *to, size_t *n)
{
	struct question fresh = {q->purpose, q->bound, {(const char *)to, KEYS_DATA_BYTES}};
	rand_bytes(to, KEYS_DATA_BYTES);
	seal_as(s, &fresh, to + KEYS_DATA_BYTES);
	*n = KEYS_DATA_BYTES + KEYS_WRAPPED_BYTES;
	return OK;
}

void keys_name(const struct keys_server *s, unsigned char name[KEYS_NAME_BYTES])
{
	memcpy(name, s->name, KEYS_NAME_BYTES);
}

enum err keys_reseal(const struct keys_server *from, const struct keys_server *to, enum keys_purpose p,
                     struct str bound, struct str sealed, unsigned char *out)
{
	unsigned char plain[KEYS_RESEAL_MAX];
	struct question q = {p, bound, sealed};
	size_t n;
	if (sealed.n > sizeof plain || bound.n > BOUND_MAX)
		return ERR_TOO_BIG;
	enum err e = do_open(from, &q, plain, &n);
	if (e == OK) {
		q.text = (struct str){(const char *)plain, n};
		seal_as(to, &q, out);
	}
	sodium_memzero(plain, sizeof plain);
	return e;
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
	[KEYS_OPEN] = {do_open, KEYS_TEXT_MAX + SEALED_ADDS},
	[KEYS_MAC] = {do_mac, KEYS_TEXT_MAX},
	[KEYS_WRAP] = {do_wrap, 0},
};

/* Many data keys at once: of each its error, and the key. */
static enum err unwrap(struct keys_server *s, int64_t now, struct ipc_reader *r, unsigned char *to, size_t *n)
{
	int64_t account = ipc_get_i64(r);
	uint32_t count = ipc_get_u32(r);
	if (r->failed || count == 0 || count > KEYS_AT_ONCE)
		return ERR_INVALID;
	if (!allowed(&s->unwrapped, now, SECOND_US, count, KEYS_UNWRAPS_PER_SECOND) ||
	    !account_allowed(s, now, account, count))
		return ERR_BUSY;
	for (uint32_t i = 0; i < count; i++, to += 1 + KEYS_DATA_BYTES) {
		struct question q = {.purpose = KEYS_PART, .bound = ipc_get_str(r)};
		size_t length;
		q.text = ipc_get_str(r);
		bool sound = !r->failed && q.bound.n <= BOUND_MAX && q.text.n == KEYS_WRAPPED_BYTES;
		to[0] = (unsigned char)(sound ? do_open(s, &q, to + 1, &length) : ERR_INVALID);
		if (to[0] != OK)
			sodium_memzero(to + 1, KEYS_DATA_BYTES);
	}
	*n = count * (1 + (size_t)KEYS_DATA_BYTES);
	return ipc_read_all(r) ? OK : ERR_INVALID;
}

static enum err answer(struct keys_server *s, int64_t now, uint16_t type, struct str body, char *room, size_t *n)
{
	if (type == KEYS_PING)
		return body.n == 0 ? OK : ERR_INVALID;
	struct ipc_reader r = {.left = body};
	if (type == KEYS_UNWRAP)
		return unwrap(s, now, &r, (unsigned char *)room, n);
	if (type >= sizeof deeds / sizeof deeds[0] || deeds[type].fn == NULL)
		return ERR_INVALID;
	uint32_t purpose = ipc_get_u32(&r);
	struct question q = {.bound = ipc_get_str(&r)};
	q.text = ipc_get_str(&r);
	if (!ipc_read_all(&r) || purpose == KEYS_NONE || purpose >= KEYS__N)
		return ERR_INVALID;
	q.purpose = (enum keys_purpose)purpose;
	if (q.bound.n > BOUND_MAX || q.text.n > deeds[type].text_max)
		return ERR_TOO_BIG;
	/* Data keys leave by the message that counts them. */
	if ((purpose == KEYS_PART) != (type == KEYS_WRAP))
		return ERR_INVALID;
	if (type == KEYS_OPEN && !allowed(&s->opened, now, SECOND_US, 1, KEYS_OPENS_PER_SECOND))
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

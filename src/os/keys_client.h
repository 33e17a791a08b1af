/* The key holder as the other processes see it: they hand in bytes and get bytes back, and never see a key.
 * Thread safe: one question at a time is on the line. */
#ifndef TN_KEYS_CLIENT_H
#define TN_KEYS_CLIENT_H

#include "str.h"

/* A subkey per purpose: what was sealed for one cannot be opened as another. Numbers are stored; never reuse one. */
enum keys_purpose {
	KEYS_NONE = 0, /* refused */
	KEYS_TOTP = 1,
	KEYS_CURSOR = 2,
	KEYS_ATTEMPT = 3, /* names and addresses of failed sign-ins */
	KEYS_OUTBOX = 4,  /* what waits in the outbox and must not be read there: the code of an invitation */
	KEYS_LETTER = 5,  /* codes on paper */
	KEYS_PART = 6,    /* wraps the data keys of parts of a child (model/part_key.h); only by the two calls for those */
	KEYS__N
};

enum { KEYS_TEXT_MAX = 64 * 1024, KEYS_MAC_BYTES = 32 };

struct keys_client;
struct keys_server;

/* A client on the link `fd` (a SOCK_SEQPACKET socket, kept by the caller). */
struct keys_client *keys_client_new(int fd);
/* A client that answers itself from a master key: for command lines run by the owner of the data folder, and tests. */
struct keys_client *keys_client_local(const unsigned char master[32]);
void keys_client_free(struct keys_client *c);

/* All: ERR_DOWN when the key holder gave no answer in 2 s, ERR_BUSY above its rate (1,000 openings a second),
 * ERR_TOO_BIG above KEYS_TEXT_MAX. */
enum err keys_ping(struct keys_client *c) MUST_CHECK;
/* How many questions of this client were refused because there were too many (ERR_BUSY), since it began. */
int64_t keys_refused(struct keys_client *c);
/* XChaCha20-Poly1305; `bound` must be the same at opening (the record's id, so that a value cannot be moved). */
enum err keys_seal(struct keys_client *c, struct arena *a, enum keys_purpose p, struct str bound, struct str plain,
                   struct str *sealed) MUST_CHECK;
/* ERR_INVALID when it was not sealed by this key holder, for this purpose, with this `bound`. */
enum err keys_open(struct keys_client *c, struct arena *a, enum keys_purpose p, struct str bound, struct str sealed,
                   struct str *plain) MUST_CHECK;
/* Keyed BLAKE2b of `text`: the same answer for the same text, which nobody else can compute. */
enum err keys_mac(struct keys_client *c, enum keys_purpose p, struct str text,
                  unsigned char mac[KEYS_MAC_BYTES]) MUST_CHECK;

/* A new data key for what `bound` says: the key itself, and as it may be kept. */
enum { KEYS_DATA_BYTES = 32, KEYS_WRAPPED_BYTES = 1 + 24 + KEYS_DATA_BYTES + 16, KEYS_AT_ONCE = 256 };
enum err keys_wrap(struct keys_client *c, struct str bound, unsigned char key[KEYS_DATA_BYTES],
                   unsigned char wrapped[KEYS_WRAPPED_BYTES]) MUST_CHECK;
/* At most KEYS_AT_ONCE data keys in one question, for `account` (0: the program itself), whose keys in a minute have a
 * maximum: ERR_BUSY. Each has its own `err`: ERR_INVALID when it was not wrapped here, for this. Wipe them after. */
struct keys_data {
	struct str bound, wrapped;
	unsigned char *key; /* KEYS_DATA_BYTES */
	enum err err;
};
enum err keys_unwrap(struct keys_client *c, int64_t account, struct keys_data *v, size_t n) MUST_CHECK;

#endif

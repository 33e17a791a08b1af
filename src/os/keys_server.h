/* The key holder's side: one question in, one answer out. No I/O here, so that it can be tested and fuzzed. */
#ifndef TN_KEYS_SERVER_H
#define TN_KEYS_SERVER_H

#include "ipc.h"
#include "keys_client.h"

enum keys_message { KEYS_PING = 1, KEYS_SEAL, KEYS_OPEN, KEYS_MAC, KEYS_WRAP, KEYS_UNWRAP };

enum { KEYS_MASTER_BYTES = 32, KEYS_OPENS_PER_SECOND = 1000 };
/* Data keys: of all together in a second, and of one account in KEYS_ACCOUNT_SECONDS. A page of a child takes at most
 * one per part; nobody reads ten children a second for a minute. */
enum { KEYS_UNWRAPS_PER_SECOND = 20000, KEYS_UNWRAPS_PER_ACCOUNT = 6000, KEYS_ACCOUNT_SECONDS = 60 };

/* Holds a copy of the master key in memory that is locked and not swapped out. */
struct keys_server *keys_server_new(const unsigned char master[KEYS_MASTER_BYTES]);
void keys_server_free(struct keys_server *s);

/* Answers one question; `now` in microseconds of clock_ticks(), for the rate. The answer's body is written to `room`
 * (IPC_BODY_MAX bytes); its head has the error, if any. Anything that is not a sound question is ERR_INVALID. */
struct ipc_head keys_answer(struct keys_server *s, int64_t now, struct ipc_head head, struct str body, char *room,
                            struct str *answer);

/* The account that came above its limit since this was last asked; 0: none. Told once in KEYS_ACCOUNT_SECONDS. */
int64_t keys_alarm(struct keys_server *s);

/* Which master key it is, in a word that tells nothing of it. */
enum { KEYS_NAME_BYTES = 16 };
void keys_name(const struct keys_server *s, unsigned char name[KEYS_NAME_BYTES]);
/* What `from` sealed, now as `to` seals it, in the same length: how a new master key takes over. Plain text does not
 * leave. ERR_INVALID: `from` did not seal it, for this; ERR_TOO_BIG above KEYS_RESEAL_MAX. */
enum { KEYS_RESEAL_MAX = 1024 };
enum err keys_reseal(const struct keys_server *from, const struct keys_server *to, enum keys_purpose p,
                     struct str bound, struct str sealed, unsigned char *out) MUST_CHECK;

/* The master key of the data folder: read from `path`, or made there (mode 0600) when it is missing and `make` is set.
 * ERR_DENIED when others than the owner may read it; ERR_INVALID when it is not 32 bytes. */
enum err keys_master(struct arena *a, const char *path, bool make, unsigned char master[KEYS_MASTER_BYTES]) MUST_CHECK;

#endif

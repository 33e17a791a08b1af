/* Passwords: argon2id (libsodium, 64 MiB, t = 2) on worker threads of their own with a lower priority and a bounded
 * queue, so that a flood of sign-ins never disturbs pages. A wrong account costs the same as a wrong password. */
#ifndef TN_PASSWORD_H
#define TN_PASSWORD_H

#include "str.h"

enum { PASSWORD_MIN = 12, PASSWORD_MAX = 200, PASSWORD_HASH_MAX = 128 };

struct password_pool;

/* `workers` niced threads, at most `queue` waiting jobs; the threads run when it returns. ERR_BUSY is the answer to
 * every question when a thread could not be made. */
struct password_pool *password_pool_new(unsigned workers, unsigned queue);
/* The same with the least work argon2id knows: for tests only, never for passwords of people. */
struct password_pool *password_pool_new_light(unsigned workers, unsigned queue);
/* Waits for the jobs that run; nobody may be asking any more. */
void password_pool_free(struct password_pool *p);

/* Both block until a worker is done; ERR_BUSY at once when the queue is full. */
enum err password_hash(struct password_pool *p, struct arena *a, struct str password, struct str *out) MUST_CHECK;
/* `hash` may be empty (no such account, or one without a password): the same work is done against a fixed hash and
 * *right is false. */
enum err password_verify(struct password_pool *p, struct str password, struct str hash, bool *right) MUST_CHECK;

enum password_fault { PASSWORD_GOOD = 0, PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_COMMON, PASSWORD_PERSONAL };
/* Length 12 to 200 code points, not in the list of common passwords or a plain variation on it, not the name or address
 * of its owner; no rules of composition (ASVS 6.2). */
enum password_fault password_check(struct str password, struct str name, struct str email);

#endif

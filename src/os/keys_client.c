#include "keys_client.h"

#include "clock.h"
#include "ipc.h"
#include "keys_server.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

enum { ANSWER_WAIT_MS = 2000, SEALING_ADDS = 64 };

struct keys_client {
	pthread_mutex_t lock;
	int fd;
	struct keys_server *local;
	uint32_t number;
	int64_t refused; /* answers ERR_BUSY */
	char question[IPC_BODY_MAX], answer[IPC_BODY_MAX];
};

static struct keys_client *client_new(void)
{
	struct keys_client *c = calloc(1, sizeof *c);
	if (c == NULL)
		abort();
	if (sodium_init() < 0)
		BUG("libsodium does not start");
	pthread_mutex_init(&c->lock, NULL);
	c->fd = -1;
	c->number = randombytes_random(); /* an answer to the process before this one is never taken for ours */
	return c;
}

struct keys_client *keys_client_new(int fd)
{
	struct keys_client *c = client_new();
	c->fd = fd;
	return c;
}

struct keys_client *keys_client_local(const unsigned char master[32])
{
	struct keys_client *c = client_new();
	c->local = keys_server_new(master);
	return c;
}

void keys_client_free(struct keys_client *c)
{
	if (c == NULL)
		return;
	keys_server_free(c->local);
	pthread_mutex_destroy(&c->lock);
	sodium_memzero(c->question, sizeof c->question);
	sodium_memzero(c->answer, sizeof c->answer);
	free(c);
}

/* Waits for the answer with our number; answers that came too late for an earlier question are dropped. */
static enum err await(struct keys_client *c, struct ipc_head question, struct str *body)
{
	int64_t end = clock_ticks() + (int64_t)ANSWER_WAIT_MS * 1000;
	for (;;) {
		int64_t left = (end - clock_ticks()) / 1000;
		struct ipc_head head = {0};
		enum err e = ipc_recv(c->fd, left > 0 ? (int)left : 0, &head, c->answer, sizeof c->answer, body, NULL);
		if (e == ERR_INVALID)
			continue;
		if (e != OK)
			return ERR_DOWN;
		if (head.number == question.number && head.type == question.type)
			return (enum err)head.status;
	}
}

static enum err ask_once(struct keys_client *c, enum keys_message type, struct str question, struct str *body)
{
	struct ipc_head head = {.type = (uint16_t)type, .number = ++c->number};
	if (c->local != NULL)
		return (enum err)keys_answer(c->local, clock_ticks(), head, question, c->answer, body).status;
	enum err e = ipc_send(c->fd, head, question, -1);
	if (e != OK)
		return e == ERR_TOO_BIG ? e : ERR_DOWN;
	return await(c, head, body);
}

static enum err ask(struct keys_client *c, enum keys_message type, struct str question, struct str *body)
{
	enum err e = ask_once(c, type, question, body);
	c->refused += e == ERR_BUSY;
	return e;
}

int64_t keys_refused(struct keys_client *c)
{
	pthread_mutex_lock(&c->lock);
	int64_t n = c->refused;
	pthread_mutex_unlock(&c->lock);
	return n;
}

/* Where the answer goes: room for at most `n` bytes, made before the lock is taken, because an arena that is full jumps
 * out of here. A fixed answer has exactly that many. */
struct destination {
	unsigned char *p;
	size_t n;
	bool fixed;
};

static enum err deliver(struct str body, struct destination *to)
{
	if (body.n > to->n || (to->fixed && body.n != to->n))
		return ERR_DOWN;
	if (body.n > 0)
		memcpy(to->p, body.p, body.n);
	to->n = body.n;
	return OK;
}

/* Asks what was written to c->question and takes the answer; the lock is held. */
static enum err ask_written(struct keys_client *c, enum keys_message type, const struct ipc_writer *w,
                            struct destination *to)
{
	struct str body = {0};
	enum err e = w->failed ? ERR_TOO_BIG : ask(c, type, ipc_written(w), &body);
	if (e == OK)
		e = deliver(body, to);
	sodium_memzero(c->question, w->n);
	sodium_memzero(c->answer, body.n);
	return e;
}

static enum err ask_and_copy(struct keys_client *c, enum keys_message type, enum keys_purpose p, struct str bound,
                             struct str text, struct destination *to)
{
	pthread_mutex_lock(&c->lock);
	struct ipc_writer w = {.p = c->question, .cap = sizeof c->question};
	if (type != KEYS_PING) {
		ipc_put_u32(&w, (uint32_t)p);
		ipc_put_str(&w, bound);
		ipc_put_str(&w, text);
	}
	enum err e = ask_written(c, type, &w, to);
	pthread_mutex_unlock(&c->lock);
	return e;
}

static enum err ask_text(struct keys_client *c, struct arena *a, enum keys_message type, enum keys_purpose p,
                         struct str bound, struct str text, struct str *out)
{
	if (text.n > IPC_BODY_MAX || bound.n > IPC_BODY_MAX)
		return ERR_TOO_BIG;
	struct destination to = {.n = text.n + SEALING_ADDS};
	to.p = arena_alloc(a, to.n);
	enum err e = ask_and_copy(c, type, p, bound, text, &to);
	*out = (struct str){(const char *)to.p, e == OK ? to.n : 0};
	return e;
}

enum err keys_ping(struct keys_client *c)
{
	struct destination nothing = {.fixed = true};
	return ask_and_copy(c, KEYS_PING, KEYS_NONE, (struct str){0}, (struct str){0}, &nothing);
}

enum err keys_seal(struct keys_client *c, struct arena *a, enum keys_purpose p, struct str bound, struct str plain,
                   struct str *sealed)
{
	return ask_text(c, a, KEYS_SEAL, p, bound, plain, sealed);
}

enum err keys_open(struct keys_client *c, struct arena *a, enum keys_purpose p, struct str bound, struct str sealed,
                   struct str *plain)
{
	return ask_text(c, a, KEYS_OPEN, p, bound, sealed, plain);
}

enum err keys_mac(struct keys_client *c, enum keys_purpose p, struct str text, unsigned char mac[KEYS_MAC_BYTES])
{
	struct destination to = {.p = mac, .n = KEYS_MAC_BYTES, .fixed = true};
	return text.n > IPC_BODY_MAX ? ERR_TOO_BIG : ask_and_copy(c, KEYS_MAC, p, (struct str){0}, text, &to);
}

enum err keys_wrap(struct keys_client *c, struct str bound, unsigned char key[KEYS_DATA_BYTES],
                   unsigned char wrapped[KEYS_WRAPPED_BYTES])
{
	unsigned char both[KEYS_DATA_BYTES + KEYS_WRAPPED_BYTES] = {0};
	struct destination to = {.p = both, .n = sizeof both, .fixed = true};
	enum err e = bound.n > IPC_BODY_MAX ? ERR_TOO_BIG
	                                    : ask_and_copy(c, KEYS_WRAP, KEYS_PART, bound, (struct str){0}, &to);
	memcpy(key, both, KEYS_DATA_BYTES);
	memcpy(wrapped, both + KEYS_DATA_BYTES, KEYS_WRAPPED_BYTES);
	sodium_memzero(both, sizeof both);
	return e;
}

enum err keys_unwrap(struct keys_client *c, int64_t account, struct keys_data *v, size_t n)
{
	enum { EACH = 1 + KEYS_DATA_BYTES };
	unsigned char all[KEYS_AT_ONCE * EACH];
	struct destination to = {.p = all, .n = n * EACH, .fixed = true};
	if (n > KEYS_AT_ONCE)
		return ERR_TOO_BIG;
	if (n == 0)
		return OK;
	pthread_mutex_lock(&c->lock);
	struct ipc_writer w = {.p = c->question, .cap = sizeof c->question};
	ipc_put_i64(&w, account);
	ipc_put_u32(&w, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		ipc_put_str(&w, v[i].bound);
		ipc_put_str(&w, v[i].wrapped);
	}
	enum err e = ask_written(c, KEYS_UNWRAP, &w, &to);
	pthread_mutex_unlock(&c->lock);
	for (size_t i = 0; e == OK && i < n; i++) {
		v[i].err = (enum err)all[i * EACH];
		memcpy(v[i].key, all + i * EACH + 1, KEYS_DATA_BYTES);
	}
	sodium_memzero(all, sizeof all);
	return e;
}

#include "password.h"
#include "log.h"
#include "rand.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum { WORKERS_MAX = 16, NICE = 10, STACK = 256 * 1024 };
enum { OPS = 2, MEMORY = 64 * 1024 * 1024 };

_Static_assert(PASSWORD_HASH_MAX >= crypto_pwhash_argon2id_STRBYTES, "room for a hash");

/* A job lives on the stack of who asks. */
struct job {
	struct job *next;
	struct str password;
	const char *hash; /* NULL: make one */
	char made[PASSWORD_HASH_MAX];
	bool right, failed, done;
	pthread_cond_t ready;
};

struct password_pool {
	struct arena *arena;
	pthread_mutex_t lock;
	pthread_cond_t work;
	pthread_cond_t up;
	struct job *first, *last;
	unsigned waiting, queue, workers, running;
	bool stop;
	unsigned long long ops;
	size_t memory;
	char nobody[PASSWORD_HASH_MAX]; /* the hash of a password that nobody knows */
	pthread_t threads[WORKERS_MAX];
};

static void do_job(const struct password_pool *p, struct job *j)
{
	const char *typed = j->password.n == 0 ? "" : j->password.p; /* an empty slice may point nowhere */
	if (j->hash == NULL)
		j->failed = crypto_pwhash_argon2id_str(j->made, typed, j->password.n, p->ops, p->memory) != 0;
	else
		j->right = crypto_pwhash_argon2id_str_verify(j->hash, typed, j->password.n) == 0;
}

static struct job *next_job(struct password_pool *p)
{
	while (p->first == NULL && !p->stop)
		pthread_cond_wait(&p->work, &p->lock);
	struct job *j = p->first;
	if (j == NULL)
		return NULL;
	p->first = j->next;
	if (p->first == NULL)
		p->last = NULL;
	p->waiting--;
	return j;
}

static void *worker(void *ctx)
{
	struct password_pool *p = ctx;
	/* On Linux this is about the calling thread alone. Not being allowed to is no reason to refuse sign-ins. */
	if (setpriority(PRIO_PROCESS, 0, NICE) != 0)
		log_line(LOG_WARN, "password.nice", "refused=1");
	pthread_mutex_lock(&p->lock);
	p->running++;
	pthread_cond_signal(&p->up);
	for (struct job *j = next_job(p); j != NULL; j = next_job(p)) {
		pthread_mutex_unlock(&p->lock);
		do_job(p, j);
		pthread_mutex_lock(&p->lock);
		j->done = true;
		pthread_cond_signal(&j->ready);
	}
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

static void start_workers(struct password_pool *p, unsigned workers)
{
	pthread_attr_t attr;
	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, STACK);
	for (unsigned i = 0; i < workers && i < WORKERS_MAX; i++) {
		if (pthread_create(&p->threads[p->workers], &attr, worker, p) != 0)
			log_line(LOG_ERROR, "password.thread", "made=%u", p->workers);
		else
			p->workers++;
	}
	pthread_attr_destroy(&attr);
	pthread_mutex_lock(&p->lock);
	while (p->running < p->workers)
		pthread_cond_wait(&p->up, &p->lock);
	pthread_mutex_unlock(&p->lock);
}

/* A hash that no password has, of the form of the others, so that looking at it costs the same. Made of chance, not by
 * hashing, which would double the time that the program needs to start. */
static void nobody_knows(struct password_pool *p)
{
	unsigned char salt[crypto_pwhash_argon2id_SALTBYTES], hash[32];
	char salt_text[32], hash_text[48];
	rand_bytes(salt, sizeof salt);
	rand_bytes(hash, sizeof hash);
	sodium_bin2base64(salt_text, sizeof salt_text, salt, sizeof salt, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	sodium_bin2base64(hash_text, sizeof hash_text, hash, sizeof hash, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	int n = snprintf(p->nobody, sizeof p->nobody, "$argon2id$v=19$m=%zu,t=%llu,p=1$%s$%s", p->memory / 1024, p->ops,
	                 salt_text, hash_text);
	if (n < 0 || (size_t)n >= sizeof p->nobody ||
	    crypto_pwhash_argon2id_str_needs_rehash(p->nobody, p->ops, p->memory) != 0)
		BUG("the hash that nobody knows costs another time");
}

static struct password_pool *pool_new(unsigned workers, unsigned queue, unsigned long long ops, size_t memory)
{
	if (sodium_init() < 0)
		BUG("libsodium does not start");
	struct arena *a = arena_new(sizeof(struct password_pool) + 4096);
	struct password_pool *p = ARENA_NEW(a, struct password_pool);
	p->arena = a;
	p->queue = queue;
	p->ops = ops;
	p->memory = memory;
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->work, NULL);
	pthread_cond_init(&p->up, NULL);
	nobody_knows(p);
	start_workers(p, workers);
	return p;
}

struct password_pool *password_pool_new(unsigned workers, unsigned queue)
{
	return pool_new(workers, queue, OPS, MEMORY);
}

struct password_pool *password_pool_new_light(unsigned workers, unsigned queue)
{
	return pool_new(workers, queue, crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN);
}

void password_pool_free(struct password_pool *p)
{
	if (p == NULL)
		return;
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_broadcast(&p->work);
	pthread_mutex_unlock(&p->lock);
	for (unsigned i = 0; i < p->workers; i++)
		pthread_join(p->threads[i], NULL);
	pthread_cond_destroy(&p->up);
	pthread_cond_destroy(&p->work);
	pthread_mutex_destroy(&p->lock);
	arena_free(p->arena);
}

static enum err run(struct password_pool *p, struct job *j)
{
	pthread_cond_init(&j->ready, NULL);
	pthread_mutex_lock(&p->lock);
	enum err e = p->waiting >= p->queue || p->workers == 0 || p->stop ? ERR_BUSY : OK;
	if (e == OK) {
		if (p->last == NULL)
			p->first = j;
		else
			p->last->next = j;
		p->last = j;
		p->waiting++;
		pthread_cond_signal(&p->work);
		while (!j->done)
			pthread_cond_wait(&j->ready, &p->lock);
	}
	pthread_mutex_unlock(&p->lock);
	pthread_cond_destroy(&j->ready);
	return e;
}

enum err password_hash(struct password_pool *p, struct arena *a, struct str password, struct str *out)
{
	struct job j = {.password = password};
	*out = (struct str){0};
	enum err e = run(p, &j);
	if (e == OK && j.failed)
		e = ERR_BUSY; /* no memory now */
	if (e == OK)
		*out = str_copy(a, str_from(j.made));
	return e;
}

enum err password_verify(struct password_pool *p, struct str password, struct str hash, bool *right)
{
	char text[PASSWORD_HASH_MAX] = "";
	bool known = hash.n > 0 && hash.n < sizeof text;
	if (known)
		memcpy(text, hash.p, hash.n);
	struct job j = {.password = password, .hash = known ? text : p->nobody};
	*right = false;
	enum err e = run(p, &j);
	if (e == OK)
		*right = known && j.right;
	return e;
}

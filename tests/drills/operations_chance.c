/* In the place of what differs between two databases by its nature: the kernel's random bytes, ids out of blocks that
 * are reserved another way on each, which of several connections wrote, and how fast it went (the key holder opens so
 * many in a second). */
#include "operations_chance.h"

#include "db.h"
#include "keys_server.h"
#include "rand.h"

#include <pthread.h>

#define HOUR_US (INT64_C(3600) * 1000 * 1000)

enum { FIRST_ID = 1 << 30, REGION_SHIFT = 40, REGIONS = 16 };

void __wrap_rand_bytes(void *p, size_t n);
enum err __wrap_db_next_id(struct db *db, int region, int64_t *out);
unsigned __wrap_conn_writer(const struct conn *c);
typedef struct ipc_head answer_fn(struct keys_server *s, int64_t now, struct ipc_head head, struct str body, char *room,
                                  struct str *answer);
answer_fn __real_keys_answer, __wrap_keys_answer;

static struct dice dice;
static int64_t ids[REGIONS], ticks;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void chance_seed(uint64_t seed, uint64_t n)
{
	pthread_mutex_lock(&lock);
	dice_seed(&dice, seed * 1000003 + n);
	ticks = (int64_t)n * HOUR_US;
	pthread_mutex_unlock(&lock);
}

void __wrap_rand_bytes(void *p, size_t n)
{
	unsigned char *to = p;
	pthread_mutex_lock(&lock);
	for (size_t i = 0; i < n; i++)
		to[i] = (unsigned char)dice_next(&dice);
	pthread_mutex_unlock(&lock);
}

/* Above all that the product gave out before. */
enum err __wrap_db_next_id(struct db *db, int region, int64_t *out)
{
	(void)db;
	if (region < 0 || region >= REGIONS)
		return ERR_INVALID;
	pthread_mutex_lock(&lock);
	*out = (int64_t)region << REGION_SHIFT | (FIRST_ID + ids[region]++);
	pthread_mutex_unlock(&lock);
	return OK;
}

/* As a database with one writer. */
unsigned __wrap_conn_writer(const struct conn *c)
{
	(void)c;
	return 0;
}

struct ipc_head __wrap_keys_answer(struct keys_server *s, int64_t now, struct ipc_head head, struct str body,
                                   char *room, struct str *answer)
{
	(void)now;
	return __real_keys_answer(s, ticks, head, body, room, answer);
}

/* Ids of conventions 1, from blocks of counters that table seq hands out. */
#include "db.h"

#include "db_impl.h"

#include <stdlib.h>

enum { BLOCK = 1000, REGION_SHIFT = 40, TRIES = 10 };

static const struct stmt reserve_block = {
	"INSERT INTO seq (region, next) VALUES ($1, $2)"
	" ON CONFLICT (region) DO UPDATE SET next = seq.next + $3 RETURNING next",
	"iii", "i"};

/* Reserves a block inside the transaction that is open on `c`. */
static enum err reserve(struct conn *c, struct arena *a, int region, struct id_block *out)
{
	struct rows rows;
	const struct val args[] = {val_int(region), val_int(1 + BLOCK), val_int(BLOCK)};
	enum err e = db_run_uncounted(c, a, &reserve_block, args, 3, &rows);
	if (e != OK)
		return e;
	int64_t end = rows_int(&rows, 0, 0);
	if (end > INT64_C(1) << REGION_SHIFT)
		BUG("region %d has no ids left", region);
	*out = (struct id_block){region, end - BLOCK, end};
	return OK;
}

static enum err reserve_alone(struct conn *c, struct arena *a, int region, struct id_block *out)
{
	int tries = c->db->be->one_writer ? 1 : TRIES; /* there BEGIN has waited already */
	enum err e = ERR_BUSY;
	for (int i = 0; e == ERR_BUSY && i < tries; i++) {
		db_rollback(c); /* what a BUG left */
		e = conn_ready(c);
		if (e == OK)
			e = db_begin(c);
		if (e == OK)
			e = reserve(c, a, region, out);
		if (e == OK)
			e = db_commit(c);
		db_rollback(c); /* nothing, after a commit */
	}
	return e;
}

/* The connection on which this very thread is writing, on a database with one writer at a time. */
static struct conn *own_writer(struct db *db)
{
	struct conn *found = NULL;
	pthread_mutex_lock(&db->lock);
	for (size_t i = 0; db->be->one_writer && i < db->o.connections; i++)
		if (db->conns[i].has_writer && pthread_equal(db->conns[i].writer, pthread_self()))
			found = &db->conns[i];
	pthread_mutex_unlock(&db->lock);
	return found;
}

static struct id_block *block_of(struct db *db, int region)
{
	for (size_t i = 0; i < db->ids_n; i++)
		if (db->ids[i].region == region)
			return &db->ids[i];
	struct id_block *more = realloc(db->ids, (db->ids_n + 1) * sizeof *more);
	if (more == NULL)
		abort();
	db->ids = more;
	db->ids[db->ids_n] = (struct id_block){.region = region};
	return &db->ids[db->ids_n++];
}

static bool take_id(struct db *db, int region, int64_t *counter)
{
	pthread_mutex_lock(&db->id_lock);
	struct id_block *b = block_of(db, region);
	bool some = b->next < b->end;
	if (some)
		*counter = b->next++;
	pthread_mutex_unlock(&db->id_lock);
	return some;
}

/* In the caller's own transaction: nobody else sees this block before the commit. */
static enum err take_private(struct conn *c, struct arena *a, int region, int64_t *counter)
{
	struct id_block *b = &c->ids;
	enum err e = OK;
	if (b->next == b->end || b->region != region)
		e = reserve(c, a, region, b);
	if (e == OK)
		*counter = b->next++;
	return e;
}

/* Waits for the database without id_lock: the writer that it waits for may ask an id meanwhile. */
static enum err refill(struct db *db, struct arena *a, int region, int64_t *counter)
{
	struct id_block fresh;
	if (take_id(db, region, counter)) /* someone else was first */
		return OK;
	enum err e = reserve_alone(&db->id_conn, a, region, &fresh);
	if (e != OK)
		return e;
	*counter = fresh.next++;
	pthread_mutex_lock(&db->id_lock);
	*block_of(db, region) = fresh;
	pthread_mutex_unlock(&db->id_lock);
	return OK;
}

struct question {
	struct db *db;
	struct conn *writer;
	struct arena *a;
	int region;
	int64_t counter;
	enum err e;
};

/* A BUG in here must not leave a lock locked: false, and the words. */
static bool answer(struct question *q, struct trap *trap)
{
	bool good = trap_set(trap) == 0;
	if (good && q->writer != NULL)
		q->e = take_private(q->writer, q->a, q->region, &q->counter);
	else if (good)
		q->e = refill(q->db, q->a, q->region, &q->counter);
	trap_clear(trap);
	return good;
}

static enum err next_block(struct db *db, int region, int64_t *counter)
{
	struct question q = {.db = db, .writer = own_writer(db), .a = arena_new(64 * 1024), .region = region};
	struct trap trap;
	if (q.writer == NULL)
		pthread_mutex_lock(&db->refill_lock);
	bool good = answer(&q, &trap);
	if (q.writer == NULL)
		pthread_mutex_unlock(&db->refill_lock);
	arena_free(q.a);
	if (!good)
		BUG("%s", trap.message);
	*counter = q.counter;
	return q.e;
}

enum err db_next_id(struct db *db, int region, int64_t *out)
{
	if (region < 0 || region > UINT16_MAX)
		BUG("region %d", region);
	int64_t counter = 0;
	enum err e = take_id(db, region, &counter) ? OK : next_block(db, region, &counter);
	if (e == OK)
		*out = (int64_t)region << REGION_SHIFT | counter;
	return e;
}

void ids_keep(struct conn *c)
{
	if (c->ids.next == c->ids.end)
		return;
	pthread_mutex_lock(&c->db->id_lock);
	struct id_block *b = block_of(c->db, c->ids.region);
	if (b->next == b->end)
		*b = c->ids;
	pthread_mutex_unlock(&c->db->id_lock);
	c->ids = (struct id_block){0};
}

#include "db.h"

#include "clock.h"
#include "db_impl.h"
#include "log.h"
#include "rand.h"
#include "utf8.h"

#include <errno.h>
#include <stdlib.h>

/* Writers of one process stand beside each other; a process begins at a lane by chance. */
enum { LANES = 16, LANE_WIDTH = 16 };

struct batch {
	struct conn *conn;
	struct arena *arena;
	struct put *puts;
	struct rows *rows;
	size_t n, cap;
	enum { BATCH_OPEN, BATCH_RAN, BATCH_FAILED } state;
};

void *db_alloc(size_t count, size_t size)
{
	void *p = calloc(count, size);
	if (p == NULL)
		abort(); /* as arena.c: a machine without memory is restarted */
	return p;
}

/* Rows. */

struct val rows_val(const struct rows *r, size_t row, size_t col)
{
	if (row >= r->n || col >= r->cols)
		BUG("row %zu, column %zu of a result of %zu by %zu", row, col, r->n, r->cols);
	return r->v[row * r->cols + col];
}

int64_t rows_int(const struct rows *r, size_t row, size_t col)
{
	struct val v = rows_val(r, row, col);
	if (v.type != VAL_INT)
		BUG("column %zu is not an integer", col);
	return v.i;
}

struct str rows_text(const struct rows *r, size_t row, size_t col)
{
	struct val v = rows_val(r, row, col);
	if (v.type == VAL_INT)
		BUG("column %zu is an integer", col);
	return v.s;
}

/* The pool. */

static const struct backend *backend_of(const char *url, const char **target)
{
	if (strncmp(url, "sqlite:", 7) == 0 && url[7] != '\0') {
		*target = url + 7;
		return &backend_sqlite;
	}
	*target = url;
	if (strncmp(url, "postgresql://", 13) == 0 || strncmp(url, "postgres://", 11) == 0)
		return &backend_pg;
	return NULL;
}

static void init_locks(struct db *db)
{
	pthread_condattr_t attr;
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC); /* the clock of clock_ticks */
	pthread_cond_init(&db->freed, &attr);
	pthread_condattr_destroy(&attr);
	pthread_mutex_init(&db->lock, NULL);
	pthread_mutex_init(&db->id_lock, NULL);
	pthread_mutex_init(&db->refill_lock, NULL);
}

enum err db_open(const char *url, const struct db_options *o, struct arena *a, struct db **out, struct str *why)
{
	const char *target;
	const struct backend *be = backend_of(url, &target);
	if (be == NULL) {
		*why = S("a database is sqlite:PATH or postgresql://...");
		return ERR_INVALID;
	}
	struct db *db = db_alloc(1, sizeof *db);
	db->be = be;
	db->o = *o;
	if (db->o.connections == 0)
		db->o.connections = 8;
	if (db->o.cache_kib == 0)
		db->o.cache_kib = 65536;
	if (db->o.busy_ms == 0)
		db->o.busy_ms = 5000;
	db->target = db_alloc(strlen(target) + 1, 1);
	memcpy(db->target, target, strlen(target));
	init_locks(db);
	db->conns = db_alloc(db->o.connections, sizeof *db->conns);
	rand_bytes(&db->lane, sizeof db->lane);
	db->lane %= LANES;
	db->free = db_alloc(db->o.connections, sizeof(struct conn *));
	db->id_conn.db = db;
	for (size_t i = db->o.connections; i-- > 0; db->free_n++) {
		db->conns[i].db = db;
		db->free[db->free_n] = &db->conns[i];
	}
	enum err e = be->open(&db->conns[0], a, why); /* the first to be taken, too */
	if (e != OK) {
		db_close(db);
		return e;
	}
	*out = db;
	return OK;
}

void db_close(struct db *db)
{
	if (db == NULL)
		return;
	if (db->free_n != db->o.connections)
		BUG("database closed while %zu connections are out", db->o.connections - db->free_n);
	for (size_t i = 0; i < db->o.connections; i++)
		if (db->conns[i].own != NULL)
			db->be->close(&db->conns[i]);
	if (db->id_conn.own != NULL)
		db->be->close(&db->id_conn);
	pthread_cond_destroy(&db->freed);
	pthread_mutex_destroy(&db->lock);
	pthread_mutex_destroy(&db->id_lock);
	pthread_mutex_destroy(&db->refill_lock);
	free(db->ids);
	free(db->conns);
	free(db->free);
	free(db->target);
	free(db);
}

bool db_is_postgres(const struct db *db)
{
	return db->be == &backend_pg;
}

enum err db_settle(struct db *db)
{
	enum { WAIT_MS = 5000 };
	static const char *const lite[] = {"PRAGMA wal_checkpoint(TRUNCATE)", NULL};
	static const char *const pg[] = {"SET statement_timeout = '600s'", "VACUUM", "SET statement_timeout = '30s'", NULL};
	const char *const *sql = db_is_postgres(db) ? pg : lite;
	struct conn *c;
	enum err e = db_take(db, WAIT_MS, &c);
	if (e != OK)
		return e;
	struct arena *a = arena_new(64 * 1024);
	struct str why = {0};
	for (size_t i = 0; e == OK && sql[i] != NULL; i++)
		e = db->be->script(c, sql[i], a, &why);
	if (e != OK)
		log_line(LOG_WARN, "db.settle", "error=\"%s\"", err_name(e));
	arena_free(a);
	db_give(db, c);
	return e;
}

enum err conn_ready(struct conn *c)
{
	const struct backend *be = c->db->be;
	if (c->own != NULL && !be->alive(c)) {
		log_line(LOG_WARN, "db.lost", "reopening=1");
		be->close(c);
	}
	if (c->own != NULL)
		return OK;
	struct arena *a = arena_new(64 * 1024);
	struct str why = {0};
	enum err e = be->open(c, a, &why);
	memset(c->note, 0, sizeof c->note);
	if (e != OK)
		log_line(LOG_ERROR, "db.open", "error=\"%s\" reason=\"" STR_FMT "\"", err_name(e), STR_ARG(why));
	arena_free(a);
	return e;
}

enum err db_take(struct db *db, int wait_ms, struct conn **out)
{
	int64_t until = clock_ticks() + (int64_t)wait_ms * 1000;
	struct timespec at = {.tv_sec = until / 1000000, .tv_nsec = until % 1000000 * 1000};
	pthread_mutex_lock(&db->lock);
	int rc = 0;
	while (db->free_n == 0 && rc == 0)
		rc = wait_ms <= 0 ? ETIMEDOUT : pthread_cond_timedwait(&db->freed, &db->lock, &at);
	if (db->free_n == 0) {
		pthread_mutex_unlock(&db->lock);
		return ERR_BUSY;
	}
	struct conn *c = db->free[--db->free_n];
	c->taken = true;
	c->taker = pthread_self();
	pthread_mutex_unlock(&db->lock);
	c->counts = (struct conn_counts){0};
	enum err e = conn_ready(c);
	if (e != OK)
		db_give(db, c);
	else
		*out = c;
	return e;
}

void db_give(struct db *db, struct conn *c)
{
	if (c->db != db || !c->taken)
		BUG("a connection given back that was not taken");
	db_rollback(c);
	pthread_mutex_lock(&db->lock);
	c->taken = false;
	db->free[db->free_n++] = c;
	pthread_cond_signal(&db->freed);
	pthread_mutex_unlock(&db->lock);
}

static struct conn *taken_here(struct db *db)
{
	struct conn *found = NULL;
	pthread_mutex_lock(&db->lock);
	for (size_t i = 0; found == NULL && i < db->o.connections; i++) {
		if (db->conns[i].taken && pthread_equal(db->conns[i].taker, pthread_self()))
			found = &db->conns[i];
	}
	pthread_mutex_unlock(&db->lock);
	return found;
}

void db_give_left(struct db *db)
{
	for (struct conn *c; (c = taken_here(db)) != NULL;)
		db_give(db, c);
}

unsigned conn_writer(const struct conn *c)
{
	const struct db *db = c->db;
	size_t place = (size_t)(c - db->conns);
	return db->be->one_writer ? 0 : 1 + (unsigned)((db->lane * LANE_WIDTH + place) % (LANES * LANE_WIDTH));
}

void *conn_note(struct conn *c)
{
	return c->note;
}

struct conn_counts conn_counts(const struct conn *c)
{
	return c->counts;
}

/* Statements. */

static void check_args(const struct stmt *s, const struct val *args, size_t n)
{
	static const char letter[] = {[VAL_INT] = 'i', [VAL_TEXT] = 't', [VAL_BLOB] = 'b', [VAL_SEALED] = '-'};
	if (n != strlen(s->args) || n > MAX_ARGS)
		BUG("%zu arguments for: %.100s", n, s->text);
	for (size_t i = 0; i < n; i++) {
		if (args[i].type != VAL_NULL && letter[args[i].type] != s->args[i])
			BUG("argument %zu must be %c: %.100s", i + 1, s->args[i], s->text);
		if (args[i].type == VAL_TEXT && !utf8_valid(args[i].s))
			BUG("argument %zu is not clean text: %.100s", i + 1, s->text);
	}
}

/* May this connection be used now? */
static enum err usable(const struct conn *c)
{
	if (c->dirty)
		BUG("a connection used from db_each, or after a BUG without db_rollback");
	if (c->failed)
		return ERR_INVALID;
	return c->own == NULL ? ERR_DOWN : OK;
}

/* What jumps out from here on leaves it dirty. */
static enum err at_work(struct conn *c)
{
	enum err e = usable(c);
	if (e == OK)
		c->dirty = true;
	return e;
}

static enum err done(struct conn *c, enum err e)
{
	c->dirty = false;
	if (e != OK && c->in_tx)
		c->failed = true;
	return e;
}

struct batch *batch_new(struct conn *c, struct arena *a)
{
	struct batch *b = ARENA_NEW(a, struct batch);
	b->conn = c;
	b->arena = a;
	return b;
}

size_t batch_put(struct batch *b, const struct stmt *s, const struct val *args, size_t n)
{
	if (b->state != BATCH_OPEN)
		BUG("a batch is run once");
	check_args(s, args, n);
	if (b->n == b->cap) {
		size_t cap = b->cap == 0 ? 8 : b->cap * 2;
		struct put *more = ARENA_ARRAY(b->arena, struct put, cap);
		if (b->n > 0)
			memcpy(more, b->puts, b->n * sizeof *more);
		b->puts = more;
		b->cap = cap;
	}
	struct val *copy = NULL;
	if (n > 0) {
		copy = ARENA_ARRAY(b->arena, struct val, n);
		memcpy(copy, args, n * sizeof *copy);
	}
	b->puts[b->n] = (struct put){s, copy};
	return b->n++;
}

enum err batch_run(struct batch *b)
{
	if (b->state != BATCH_OPEN)
		BUG("a batch is run once");
	b->state = BATCH_FAILED;
	struct conn *c = b->conn;
	enum err e = usable(c);
	if (e != OK)
		return e;
	b->rows = ARENA_ARRAY(b->arena, struct rows, b->n);
	c->counts.batches++;
	c->counts.statements += (unsigned)b->n;
	c->dirty = true;
	e = b->n == 0 ? OK : c->db->be->run(c, b->arena, b->puts, b->n, b->rows);
	if (e == OK)
		b->state = BATCH_RAN;
	return done(c, e);
}

bool batch_ran(const struct batch *b)
{
	return b->state == BATCH_RAN;
}

const struct rows *batch_rows(const struct batch *b, size_t i)
{
	if (b->state != BATCH_RAN || i >= b->n)
		BUG("rows %zu of a batch of %zu", i, b->n);
	return &b->rows[i];
}

enum err db_exec(struct conn *c, struct arena *a, const struct stmt *s, const struct val *args, size_t n,
                 const struct rows **out)
{
	struct batch *b = batch_new(c, a);
	batch_put(b, s, args, n);
	enum err e = batch_run(b);
	if (e == OK && out != NULL)
		*out = batch_rows(b, 0);
	return e;
}

enum err db_run_uncounted(struct conn *c, struct arena *a, const struct stmt *s, const struct val *args, size_t n,
                          struct rows *out)
{
	check_args(s, args, n);
	enum err e = at_work(c);
	return e != OK ? e : done(c, c->db->be->run(c, a, &(struct put){s, args}, 1, out));
}

enum err db_each(struct conn *c, const struct stmt *s, const struct val *args, size_t n, db_each_fn *fn, void *ctx)
{
	check_args(s, args, n);
	enum err e = at_work(c);
	if (e != OK)
		return e;
	c->counts.batches++;
	c->counts.statements++;
	return done(c, c->db->be->each(c, &(struct put){s, args}, fn, ctx));
}

/* The write transaction. */

static void set_writer(struct conn *c, bool on)
{
	pthread_mutex_lock(&c->db->lock);
	c->has_writer = on;
	c->writer = pthread_self();
	pthread_mutex_unlock(&c->db->lock);
}

enum err db_begin(struct conn *c)
{
	if (c->in_tx)
		BUG("a transaction inside a transaction");
	enum err e = at_work(c);
	if (e != OK)
		return e;
	e = c->db->be->begin(c);
	c->dirty = false;
	if (e != OK)
		return e;
	c->in_tx = true;
	set_writer(c, true);
	return OK;
}

enum err db_begin_view(struct conn *c)
{
	if (c->in_tx)
		BUG("a transaction inside a transaction");
	enum err e = at_work(c);
	if (e != OK)
		return e;
	e = c->db->be->begin_view(c);
	c->dirty = false;
	c->in_tx = c->views = e == OK;
	return e;
}

enum err db_commit(struct conn *c)
{
	if (!c->in_tx || c->views)
		BUG("commit without a transaction");
	enum err e = at_work(c);
	if (e != OK)
		return e;
	e = c->db->be->commit(c);
	c->dirty = false;
	if (e != OK) {
		c->failed = true;
		return e;
	}
	c->in_tx = false;
	set_writer(c, false);
	ids_keep(c);
	return OK;
}

void db_rollback(struct conn *c)
{
	if (!c->in_tx && !c->dirty)
		return;
	if (c->own != NULL)
		c->db->be->rollback(c);
	if (c->in_tx && !c->views)
		set_writer(c, false);
	c->in_tx = c->views = c->failed = c->dirty = false;
	c->ids = (struct id_block){0};
}

enum err db_end(struct conn *c, enum err e)
{
	if (e == OK)
		e = db_commit(c);
	if (e != OK)
		db_rollback(c);
	return e;
}

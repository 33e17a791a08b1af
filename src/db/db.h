/* One small interface over SQLite and PostgreSQL. All SQL stands in statement tables (struct stmt) in the common
 * dialect with $1..$n; values are only bound. The caller never asks which database it has.
 *
 * A page reads by batch: put the statements, run once, look at the rows. SQLite runs them one after the other in one
 * read transaction; PostgreSQL sends them in one pipeline.
 *
 *     struct batch *b = batch_new(conn, arena);
 *     size_t who = batch_put(b, &stmt_account, DB_ARGS(val_int(id)));
 *     enum err e = batch_run(b);
 *     const struct rows *r = batch_rows(b, who);
 */
#ifndef TN_DB_H
#define TN_DB_H

#include "val.h"

struct db;    /* one database with its pool of connections; one per process */
struct conn;  /* one connection, held by one thread at a time */
struct batch;

/* A statement, always `static const`. Its address is its identity: connections keep it prepared by that. `args` has
 * one letter per $n: i integer, t text, b blob; NULL values may stand for any. `cols` the same per result column; ""
 * for a write without RETURNING. A statement that does not fit the schema or its letters is a BUG when it first runs.
 * Texts must be UTF-8 without NUL (a BUG otherwise; the edges refuse it). */
struct stmt {
	const char *text;
	const char *args;
	const char *cols;
};

struct rows {
	size_t n;        /* rows */
	size_t cols;
	struct val *v;   /* n * cols values, row by row, owned by the batch's arena */
	int64_t changed; /* rows that an INSERT, UPDATE or DELETE touched */
};
/* The value at row r, column c; out of range is a BUG. */
struct val rows_val(const struct rows *r, size_t row, size_t col);
int64_t rows_int(const struct rows *r, size_t row, size_t col);       /* a NULL is a BUG */
struct str rows_text(const struct rows *r, size_t row, size_t col);   /* text or blob; a NULL is the empty slice */

struct db_options {
	size_t connections;      /* most connections at once, 8 by default; one more is kept for db_next_id */
	bool write_schema;       /* migrate and tests: may create the database file and change the schema */
	size_t cache_kib;        /* SQLite page cache per connection, 65536 by default */
	/* a power cut may take the last of it: only for what is made again, such as a demonstration */
	bool forgetful;
	int busy_ms;             /* how long a writer waits for a lock before ERR_BUSY, 5000 by default */
};

/* Opens `url`: "sqlite:PATH" or "postgresql://..." (several hosts allowed; the writable one is found). The arena
 * gets the reason in words when it fails. The struct db is freed by db_close. */
enum err db_open(const char *url, const struct db_options *o, struct arena *a, struct db **out,
                 struct str *why) MUST_CHECK;
void db_close(struct db *db);
bool db_is_postgres(const struct db *db); /* for doctor and migrate only */

/* A connection of the pool; waits at most `wait_ms` for a free one (ERR_BUSY), ERR_DOWN when the database is away. */
enum err db_take(struct db *db, int wait_ms, struct conn **out) MUST_CHECK;
/* Gives it back; an open transaction is rolled back first. */
void db_give(struct db *db, struct conn *c);
/* Gives back whatever the calling thread still holds: for who caught a BUG that jumped out of code with a connection,
 * or a transaction of it would shut out every other writer for good. */
void db_give_left(struct db *db);

/* Reading: a batch outside a transaction is one read transaction of its own. Inside begin/commit it is part of that. */
struct batch *batch_new(struct conn *c, struct arena *a);
#define DB_ARGS(...) (const struct val[]){__VA_ARGS__}, sizeof((const struct val[]){__VA_ARGS__}) / sizeof(struct val)
#define DB_NO_ARGS NULL, 0
/* Adds a statement; returns its place for batch_rows. Wrong number or type of arguments is a BUG. The values are
 * copied, the bytes of texts and blobs are not: they must live until batch_run. */
size_t batch_put(struct batch *b, const struct stmt *s, const struct val *args, size_t n);
/* Runs all statements, once. A statement that writes outside db_begin is a BUG. */
enum err batch_run(struct batch *b) MUST_CHECK;
bool batch_ran(const struct batch *b); /* well */
/* The result of place i after a good run. More than 1,000 rows is a BUG: page, or use db_each. */
const struct rows *batch_rows(const struct batch *b, size_t i);

/* One statement at once: a batch of one. `out` may be NULL. */
enum err db_exec(struct conn *c, struct arena *a, const struct stmt *s, const struct val *args, size_t n,
                 const struct rows **out) MUST_CHECK;

/* The write transaction: BEGIN IMMEDIATE on SQLite, serializable on PostgreSQL. After any error everything is
 * ERR_INVALID until db_rollback. Commit is durable when it returns OK; ERR_DOWN from it leaves open whether it was
 * done (form keys make a second try safe). ERR_BUSY (lock, deadlock, serialization, time-out) is tried again by the
 * one loop in the dispatcher; ERR_CONFLICT is a unique or foreign key; ERR_INVALID another constraint or a value out
 * of range. PostgreSQL gets the BEGIN with the first batch, so db_begin itself costs no round trip there. */
enum err db_begin(struct conn *c) MUST_CHECK;
enum err db_commit(struct conn *c) MUST_CHECK;
/* Also brings a connection to rest that a BUG jumped out of, as db_give does; on PostgreSQL that closes it, and it is
 * ERR_DOWN until it was given back. */
void db_rollback(struct conn *c);
/* Ends what db_begin began: commits when `e` is OK, and else, or when that fails, rolls back; gives back what went
 * wrong. */
enum err db_end(struct conn *c, enum err e) MUST_CHECK;
/* A view of the data as it stands at this moment, for as long as the transaction lasts: many batches and db_each, no
 * writes. Ended by db_rollback. Others write meanwhile; what they write is kept beside it until it ends. */
enum err db_begin_view(struct conn *c) MUST_CHECK;

/* Streams a long result, for exports and jobs: fn returns false to stop. On a connection of its own: using it from
 * fn is a BUG. The values live until fn returns; one row is in memory at a time. */
typedef bool db_each_fn(void *ctx, const struct val *row, size_t cols);
enum err db_each(struct conn *c, const struct stmt *s, const struct val *args, size_t n, db_each_fn *fn,
                 void *ctx) MUST_CHECK;

/* After something was destroyed: what is left of it beside the data goes as well, the log of SQLite and dead rows of
 * PostgreSQL. ERR_BUSY: someone was reading; what is left goes by itself, later. Outside a transaction. */
enum err db_settle(struct db *db) MUST_CHECK;

/* The next id of conventions 1: region << 40 | counter, from blocks of 1,000 reserved in table seq. Thread safe, and
 * never waits for a connection of the pool. SQLite has one writer: a thread that asks inside its own transaction and
 * needs a new block reserves it in that transaction, so an id asked inside a transaction is void when that is rolled
 * back. `region` is 0 .. 65,535. */
enum err db_next_id(struct db *db, int region, int64_t *out) MUST_CHECK;

/* Which of the writers that may write at the same time this connection is: 1 to 256, another for each connection of
 * this process, most often another than those of other processes; 0 where the database has one writer. */
unsigned conn_writer(const struct conn *c);
/* CONN_NOTE bytes that one layer above may keep with a connection; zero when it was opened anew. */
enum { CONN_NOTE = 64 };
void *conn_note(struct conn *c);

/* Statements run by this connection since it was taken, and batches: the case runner counts them per page. */
struct conn_counts {
	unsigned statements, batches;
};
struct conn_counts conn_counts(const struct conn *c);

#endif

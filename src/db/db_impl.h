/* What db.c and the two back ends share; nobody else includes this. */
#ifndef TN_DB_IMPL_H
#define TN_DB_IMPL_H

#include "db.h"

#include <pthread.h>

enum { MAX_ROWS = 1000, MAX_ARGS = 96, MAX_COLS = 128 };

struct put {
	const struct stmt *s;
	const struct val *args; /* as many as s->args has letters */
};

/* A reserved run of counters: [next, end). */
struct id_block {
	int region;
	int64_t next, end;
};

struct conn {
	struct db *db;
	void *own; /* the back end's; NULL while closed */
	bool taken;
	pthread_t taker; /* under db->lock: who took it */
	bool in_tx, failed;
	bool views; /* the transaction is one of db_begin_view */
	bool dirty; /* inside the back end; still set afterwards means that a BUG jumped out of it */
	struct conn_counts counts;
	bool has_writer; /* under db->lock: `writer` has a write transaction open here */
	pthread_t writer;
	struct id_block ids; /* reserved inside the open transaction */
	_Alignas(8) unsigned char note[CONN_NOTE];
};

/* One table per back end. db.c sees to arguments, state and counting; these only speak to the database. */
struct backend {
	bool one_writer;
	enum err (*open)(struct conn *c, struct arena *a, struct str *why);
	void (*close)(struct conn *c);
	bool (*alive)(struct conn *c);
	enum err (*begin)(struct conn *c);
	enum err (*begin_view)(struct conn *c);
	enum err (*commit)(struct conn *c);
	/* Also after a BUG jumped out: brings the connection to rest, or closes it. */
	void (*rollback)(struct conn *c);
	/* Outside a transaction several statements are one read transaction. */
	enum err (*run)(struct conn *c, struct arena *a, const struct put *puts, size_t n, struct rows *out);
	enum err (*each)(struct conn *c, const struct put *put, db_each_fn *fn, void *ctx);
	/* One statement of a migration, inside a transaction; the words of the database on failure. */
	enum err (*script)(struct conn *c, const char *sql, struct arena *a, struct str *why);
};
extern const struct backend backend_sqlite, backend_pg;

/* Which files a SQLite database was when it was first opened: by path they may be others later, or gone. */
struct file_mark {
	_Atomic bool known;         /* the rest is, and stays */
	uint64_t device, file, log; /* inodes of the database and of its log */
	_Atomic int64_t size;       /* the most bytes it had; it never gets smaller */
};

struct db {
	const struct backend *be;
	char *target; /* file path or connection string */
	struct file_mark file; /* SQLite */
	_Atomic int64_t stood_still; /* PostgreSQL: when last a connection was waited for in vain, by clock_ticks */
	struct db_options o;
	pthread_mutex_t lock; /* guards free, free_n, taken and the writers */
	pthread_cond_t freed;
	struct conn *conns;
	unsigned lane; /* 0 .. 15: where its writers begin */
	struct conn **free;
	size_t free_n;
	pthread_mutex_t refill_lock; /* guards id_conn; taken before the two others */
	struct conn id_conn;
	pthread_mutex_t id_lock; /* guards ids; held for a moment only */
	struct id_block *ids;
	size_t ids_n;
};

/* calloc that ends the process when memory is gone. */
void *db_alloc(size_t count, size_t size);
/* Runs one statement on a connection in a transaction: for ids.c and migrate.c, whose statements are not counted. */
enum err db_run_uncounted(struct conn *c, struct arena *a, const struct stmt *s, const struct val *args, size_t n,
                          struct rows *out) MUST_CHECK;
/* Opens a closed or lost connection. */
enum err conn_ready(struct conn *c) MUST_CHECK;
/* After a commit: the block that was reserved inside becomes everyone's. */
void ids_keep(struct conn *c);

#endif

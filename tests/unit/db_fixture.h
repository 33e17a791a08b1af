/* A fresh database for a test, on SQLite or on the PostgreSQL of TN_TEST_PG (see tests/pg). */
#ifndef TN_DB_FIXTURE_H
#define TN_DB_FIXTURE_H

#include "db.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct fixture {
	bool pg;
	char *folder; /* SQLite */
	char *name;   /* PostgreSQL */
	char *url;
};

static inline char *fixture_text(const char *fmt, ...) PRINTF_LIKE(1, 2);
static inline char *fixture_text(const char *fmt, ...)
{
	char *p;
	va_list ap;
	va_start(ap, fmt);
	if (vasprintf(&p, fmt, ap) < 0)
		abort();
	va_end(ap);
	return p;
}

static inline const char *fixture_server(void)
{
	const char *url = getenv("TN_TEST_PG");
	if (url == NULL || strstr(url, "/postgres?") == NULL) {
		fprintf(stderr, "TN_TEST_PG is not set: export TN_TEST_PG=\"$(tests/pg start DIR)\"\n");
		exit(1);
	}
	return url;
}

/* SQL that stands outside of what is tested. */
static inline void fixture_sql(const char *url, const char *sql)
{
	PGconn *pq = PQconnectdb(url);
	PGresult *res = PQexec(pq, sql);
	if (PQresultStatus(res) != PGRES_COMMAND_OK && PQresultStatus(res) != PGRES_TUPLES_OK) {
		fprintf(stderr, "%s: %s\n", sql, PQerrorMessage(pq));
		exit(1);
	}
	PQclear(res);
	PQfinish(pq);
}

static inline void fixture_make(struct fixture *f, bool pg)
{
	static int number;
	*f = (struct fixture){.pg = pg};
	if (!pg) {
		f->folder = fixture_text("/tmp/tn_db_XXXXXX");
		if (mkdtemp(f->folder) == NULL)
			exit(1);
		f->url = fixture_text("sqlite:%s/test.db", f->folder);
		return;
	}
	const char *server = fixture_server();
	const char *cut = strstr(server, "/postgres?");
	f->name = fixture_text("tn_test_%d_%d", (int)getpid(), number++);
	f->url = fixture_text("%.*s/%s%s", (int)(cut - server), server, f->name, cut + strlen("/postgres"));
	char *sql = fixture_text("CREATE DATABASE %s", f->name);
	fixture_sql(server, sql);
	free(sql);
}

static inline void fixture_drop(struct fixture *f)
{
	static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
	if (f->pg) {
		char *sql = fixture_text("DROP DATABASE %s WITH (FORCE)", f->name);
		fixture_sql(fixture_server(), sql);
		free(sql);
	}
	for (size_t i = 0; !f->pg && i < sizeof ends / sizeof *ends; i++) {
		char *path = fixture_text("%s/test.db%s", f->folder, ends[i]);
		unlink(path);
		free(path);
	}
	if (!f->pg)
		rmdir(f->folder);
	free(f->folder);
	free(f->name);
	free(f->url);
}

/* BUG: the statement must end in one whose message holds these words. */
#define EXPECT_BUG(words, ...) \
	do { \
		struct trap trap_; \
		volatile bool jumped_ = true; \
		if (trap_set(&trap_) == 0) { \
			__VA_ARGS__; \
			jumped_ = false; \
		} \
		trap_clear(&trap_); \
		assert_true(jumped_); \
		if (strstr(trap_.message, (words)) == NULL) \
			fail_msg("the bug says: %s", trap_.message); \
	} while (0)

#endif

/* The database layer beside a bare sqlite3 or libpq loop of the same work, in turns within one run. ratio = bare time
 * over ours: 1.00 is the raw limit. SQLite in TN_BENCH_DIR (/tmp by default), PostgreSQL at TN_TEST_PG when that is
 * set; the durable write means what the disk there and the server's fsync make of it. */
#include "clock.h"
#include "db_impl.h"
#include "migrate_impl.h"

#include <endian.h>
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROWS = 100000, PARTS = 8, LIST = 10, ROUNDS = 61 };

static const char schema[] =
	"CREATE TABLE bench_row (id @int PRIMARY KEY, n @int NOT NULL, t @text NOT NULL) @strict;"
	"CREATE INDEX bench_row_n ON bench_row (n, id);";
static const struct stmt fill = {
	"INSERT INTO bench_row (id, n, t) WITH RECURSIVE r (i) AS (SELECT $1 UNION ALL SELECT i + 1 FROM r WHERE i < $2)"
	" SELECT i, i / 10, 'a text of forty bytes, as a name and place' FROM r", "ii", ""};
static const struct stmt point = {"SELECT n, t FROM bench_row WHERE id = $1", "i", "it"};
static const struct stmt list = {"SELECT id, t FROM bench_row WHERE n = $1 ORDER BY id LIMIT 10", "i", "it"};
static const struct stmt update = {"UPDATE bench_row SET n = n WHERE id = $1", "i", ""};

struct side {
	struct db *db;
	struct conn *c;
	struct arena *a;
	sqlite3 *lite;
	sqlite3_stmt *st[6];
	PGconn *pq;
	int64_t seen; /* so that nothing is optimised away */
};
enum { RAW_POINT, RAW_LIST, RAW_UPDATE, RAW_BEGIN, RAW_WRITE, RAW_COMMIT };

static void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "db_bench: %s failed\n", what);
	exit(1);
}

static int64_t key(int i, int part)
{
	return 1 + (int64_t)((unsigned)(i * 7919 + part * 104729) % ROWS);
}

static void add_rows(struct side *s, const struct rows *r)
{
	for (size_t i = 0; i < r->n; i++)
		s->seen += rows_int(r, i, 0) + (int64_t)rows_text(r, i, 1).n;
}

static void our_point(struct side *s, int i)
{
	const struct rows *r;
	must(db_exec(s->c, s->a, &point, DB_ARGS(val_int(key(i, 0))), &r) == OK, "point read");
	add_rows(s, r);
	arena_reset(s->a);
}

static void our_page(struct side *s, int i)
{
	struct batch *b = batch_new(s->c, s->a);
	for (int p = 0; p < PARTS; p++)
		batch_put(b, p % 2 == 0 ? &point : &list, DB_ARGS(val_int(p % 2 == 0 ? key(i, p) : key(i, p) / LIST)));
	must(batch_run(b) == OK, "page");
	for (size_t p = 0; p < PARTS; p++)
		add_rows(s, batch_rows(b, p));
	arena_reset(s->a);
}

static void our_write(struct side *s, int i)
{
	must(db_begin(s->c) == OK, "begin");
	must(db_exec(s->c, s->a, &update, DB_ARGS(val_int(key(i, 0))), NULL) == OK, "update");
	must(db_commit(s->c) == OK, "commit");
	arena_reset(s->a);
}

/* Bare sqlite3. */

static void lite_rows(struct side *s, sqlite3_stmt *st, int64_t arg)
{
	sqlite3_bind_int64(st, 1, arg);
	while (sqlite3_step(st) == SQLITE_ROW) {
		s->seen += sqlite3_column_int64(st, 0) + (sqlite3_column_text(st, 1) != NULL);
		s->seen += sqlite3_column_bytes(st, 1);
	}
	must(sqlite3_reset(st) == SQLITE_OK, "bare read");
}

static void lite_do(sqlite3_stmt *st)
{
	sqlite3_step(st);
	must(sqlite3_reset(st) == SQLITE_OK, "bare statement");
}

static void lite_point(struct side *s, int i)
{
	lite_rows(s, s->st[RAW_POINT], key(i, 0));
}

static void lite_page(struct side *s, int i)
{
	lite_do(s->st[RAW_BEGIN]);
	for (int p = 0; p < PARTS; p++)
		lite_rows(s, s->st[p % 2 == 0 ? RAW_POINT : RAW_LIST], p % 2 == 0 ? key(i, p) : key(i, p) / LIST);
	lite_do(s->st[RAW_COMMIT]);
}

static void lite_write(struct side *s, int i)
{
	lite_do(s->st[RAW_WRITE]);
	lite_rows(s, s->st[RAW_UPDATE], key(i, 0));
	lite_do(s->st[RAW_COMMIT]);
}

static void lite_open(struct side *s, const char *path)
{
	static const char *const texts[] = {
		[RAW_POINT] = "SELECT n, t FROM bench_row WHERE id = ?1",
		[RAW_LIST] = "SELECT id, t FROM bench_row WHERE n = ?1 ORDER BY id LIMIT 10",
		[RAW_UPDATE] = "UPDATE bench_row SET n = n WHERE id = ?1",
		[RAW_BEGIN] = "BEGIN",
		[RAW_WRITE] = "BEGIN IMMEDIATE",
		[RAW_COMMIT] = "COMMIT",
	};
	must(sqlite3_open_v2(path, &s->lite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK, "bare open");
	must(sqlite3_exec(s->lite, "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536", NULL, NULL, NULL) == SQLITE_OK,
	     "bare settings");
	for (int i = 0; i < 6; i++)
		must(sqlite3_prepare_v2(s->lite, texts[i], -1, &s->st[i], NULL) == SQLITE_OK, "bare prepare");
}

/* Bare libpq: prepared, binary, one pipeline a page. */

static void pg_send(struct side *s, const char *name, int64_t arg)
{
	uint64_t wire = htobe64((uint64_t)arg);
	const char *value = (const char *)&wire;
	const int length = sizeof wire, format = 1;
	must(PQsendQueryPrepared(s->pq, name, 1, &value, &length, &format, 1) == 1, "bare send");
}

static void pg_plain(struct side *s, const char *name)
{
	must(PQsendQueryPrepared(s->pq, name, 0, NULL, NULL, NULL, 1) == 1, "bare send");
}

static void pg_receive(struct side *s, int n)
{
	must(PQpipelineSync(s->pq) == 1, "bare sync");
	for (int i = 0; i < n; i++) {
		PGresult *r = PQgetResult(s->pq);
		must(PQresultStatus(r) == PGRES_TUPLES_OK || PQresultStatus(r) == PGRES_COMMAND_OK, "bare result");
		for (int row = 0; row < PQntuples(r); row++) {
			uint64_t first;
			memcpy(&first, PQgetvalue(r, row, 0), sizeof first);
			s->seen += (int64_t)(be64toh(first) & 0xffff) + PQgetlength(r, row, 1);
		}
		PQclear(r);
		PQclear(PQgetResult(s->pq));
	}
	PQclear(PQgetResult(s->pq));
}

static void pg_point(struct side *s, int i)
{
	pg_send(s, "point", key(i, 0));
	pg_receive(s, 1);
}

static void pg_page(struct side *s, int i)
{
	pg_plain(s, "begin");
	for (int p = 0; p < PARTS; p++)
		pg_send(s, p % 2 == 0 ? "point" : "list", p % 2 == 0 ? key(i, p) : key(i, p) / LIST);
	pg_plain(s, "commit");
	pg_receive(s, PARTS + 2);
}

static void pg_write(struct side *s, int i)
{
	pg_plain(s, "write");
	pg_send(s, "update", key(i, 0));
	pg_receive(s, 2);
	pg_plain(s, "commit");
	pg_receive(s, 1);
}

static void pg_open(struct side *s, const char *url)
{
	static const char *const texts[][2] = {
		{"point", "SELECT n, t FROM bench_row WHERE id = $1"},
		{"list", "SELECT id, t FROM bench_row WHERE n = $1 ORDER BY id LIMIT 10"},
		{"update", "UPDATE bench_row SET n = n WHERE id = $1"},
		{"begin", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
		{"write", "BEGIN ISOLATION LEVEL SERIALIZABLE READ WRITE"},
		{"commit", "COMMIT"},
	};
	const Oid int8 = 20;
	s->pq = PQconnectdb(url);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		PGresult *r = PQprepare(s->pq, texts[i][0], texts[i][1], i < 3, &int8);
		must(PQresultStatus(r) == PGRES_COMMAND_OK, "bare prepare");
		PQclear(r);
	}
	must(PQenterPipelineMode(s->pq) == 1, "pipeline");
}

static double run(struct side *s, void (*fn)(struct side *, int), int n, int from)
{
	int64_t start = clock_ticks();
	for (int i = 0; i < n; i++)
		fn(s, from + i);
	return (double)(clock_ticks() - start) / n;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static void compare(struct side *s, const char *database, const char *name, int n, void (*ours)(struct side *, int),
                    void (*bare)(struct side *, int))
{
	double us[2][ROUNDS];
	for (int r = 0; r < ROUNDS; r++) {
		us[0][r] = run(s, ours, n, r * n);
		us[1][r] = run(s, bare, n, r * n);
	}
	for (int i = 0; i < 2; i++)
		qsort(us[i], ROUNDS, sizeof **us, by_size);
	double our = us[0][ROUNDS / 2], raw = us[1][ROUNDS / 2];
	printf("%s %s: ours_us=%.2f bare_us=%.2f per_second=%.0f ratio=%.2f\n", database, name, our, raw, 1e6 / our,
	       raw / our);
}

static void prepare_rows(struct side *s, const char *url)
{
	const struct db_options o = {.connections = 1, .write_schema = true};
	const struct migration m = {1, str_from(schema)};
	struct str why = {0};
	int applied;
	must(db_open(url, &o, s->a, &s->db, &why) == OK, "open");
	must(list_migrate(s->db, (struct migration_list){&m, 1}, s->a, &applied, &why) == OK, "migrate");
	must(db_take(s->db, 0, &s->c) == OK, "take");
	must(db_begin(s->c) == OK, "begin");
	must(db_exec(s->c, s->a, &fill, DB_ARGS(val_int(1), val_int(ROWS)), NULL) == OK, "fill");
	must(db_commit(s->c) == OK, "commit");
}

static void close_side(struct side *s)
{
	for (int i = 0; i < 6; i++)
		sqlite3_finalize(s->st[i]);
	sqlite3_close(s->lite);
	PQfinish(s->pq);
	db_give(s->db, s->c);
	db_close(s->db);
	arena_free(s->a);
}

static void bench_sqlite(void)
{
	const char *parent = getenv("TN_BENCH_DIR");
	struct side s = {.a = arena_new(1 << 24)};
	struct arena *a = arena_new(4096);
	const char *folder = str_printf(a, "%s/tn_bench_%d", parent == NULL ? "/tmp" : parent, (int)getpid()).p;
	const char *command[] = {"", "-wal", "-shm"};
	struct str url = str_printf(a, "sqlite:%s.db", folder);
	prepare_rows(&s, url.p);
	lite_open(&s, url.p + strlen("sqlite:"));
	compare(&s, "sqlite", "point_read", 5000, our_point, lite_point);
	compare(&s, "sqlite", "page_of_8", 1000, our_page, lite_page);
	compare(&s, "sqlite", "durable_write", 50, our_write, lite_write);
	close_side(&s);
	for (int i = 0; i < 3; i++)
		unlink(str_printf(a, "%s.db%s", folder, command[i]).p);
	arena_free(a);
}

static void server_sql(const char *server, const char *sql)
{
	PGconn *pq = PQconnectdb(server);
	PGresult *r = PQexec(pq, sql);
	if (PQntuples(r) == 1)
		printf("postgresql fsync=%s\n", PQgetvalue(r, 0, 0));
	must(PQresultStatus(r) == PGRES_COMMAND_OK || PQresultStatus(r) == PGRES_TUPLES_OK, sql);
	PQclear(r);
	PQfinish(pq);
}

static void bench_pg(const char *server)
{
	const char *cut = strstr(server, "/postgres?");
	must(cut != NULL, "TN_TEST_PG");
	struct side s = {.a = arena_new(1 << 24)};
	struct arena *a = arena_new(4096);
	const char *name = str_printf(a, "tn_bench_%d", (int)getpid()).p;
	const char *url = str_printf(a, "%.*s/%s%s", (int)(cut - server), server, name, cut + strlen("/postgres")).p;
	server_sql(server, "SHOW fsync");
	server_sql(server, str_printf(a, "CREATE DATABASE %s", name).p);
	prepare_rows(&s, url);
	server_sql(url, "VACUUM ANALYZE bench_row");
	pg_open(&s, url);
	compare(&s, "postgresql", "point_read", 500, our_point, pg_point);
	compare(&s, "postgresql", "page_of_8", 200, our_page, pg_page);
	compare(&s, "postgresql", "durable_write", 50, our_write, pg_write);
	close_side(&s);
	server_sql(server, str_printf(a, "DROP DATABASE %s WITH (FORCE)", name).p);
	arena_free(a);
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	bench_sqlite();
	if (getenv("TN_TEST_PG") != NULL)
		bench_pg(getenv("TN_TEST_PG"));
	return 0;
}

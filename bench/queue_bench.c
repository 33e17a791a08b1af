/* What looking for long work costs when there is none: each worker looks twice a second.
 *
 *     TN_TEST_PG="$(tests/pg start DIR)" BUILD/bench/queue_bench
 *
 * Prints the mean in microseconds, on SQLite and, with TN_TEST_PG, on PostgreSQL. */
#include "migrate.h"
#include "queue.h"
#include "testing.h"

#include "db_fixture.h"

enum { LOOKS = 5000, WARM = 200 };

static void measure(bool pg)
{
	const struct db_options o = {.connections = 2, .write_schema = true};
	struct arena *a = arena_new(16 << 20);
	struct clock clock = clock_from(1800000000000);
	struct fixture f;
	struct db *db;
	struct str why;
	int applied;
	bool ran = false;
	int64_t began = 0;
	fixture_make(&f, pg);
	if (db_open(f.url, &o, a, &db, &why) != OK || schema_migrate(db, a, &applied, &why) != OK)
		die("no database");
	struct queue *q = queue_new(a, &(struct queue_args){.db = db, .clock = &clock});
	for (int i = -WARM; i < LOOKS; i++) {
		if (i == 0)
			began = clock_ticks();
		if (queue_run_one(q, &ran) != OK || ran)
			die("a look found what is not there");
	}
	printf("%s look_us=%.1f\n", pg ? "postgres" : "sqlite", (double)(clock_ticks() - began) / LOOKS);
	queue_free(q);
	db_close(db);
	fixture_drop(&f);
	arena_free(a);
}

int main(void)
{
	measure(false);
	if (getenv("TN_TEST_PG") != NULL)
		measure(true);
	return 0;
}

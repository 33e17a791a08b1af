/* What the chain of changes costs writers that write at the same time, on PostgreSQL with fsync on:
 *
 *     TN_TEST_PG="$(FSYNC=on tests/pg start DIR)" BUILD/bench/audit_bench [SECONDS]
 *
 * Each thread changes an organisation of its own: with the chains as they are, and with one row besides that all of
 * them must update last, as a single locked head would be. */
#include "change.h"
#include "clock.h"
#include "migrate.h"
#include "people.h"
#include "testing.h"

#include "db_fixture.h"

#include <pthread.h>
#include <stdatomic.h>

enum { THREADS_MOST = 8 };

static const struct stmt one_head = {"INSERT INTO setting (name, value) VALUES ('bench.head', $1) ON CONFLICT (name) "
                                     "DO UPDATE SET value = excluded.value",
                                     "t", ""};

struct bench {
	struct fixture f;
	struct arena *a;
	struct db *db;
	const struct model *model;
	int64_t orgs[THREADS_MOST];
	bool head;
	int64_t until;
	atomic_long done, again;
};
struct writer {
	struct bench *b;
	int64_t org;
};

static void must(enum err e, const char *what)
{
	if (e == OK)
		return;
	fprintf(stderr, "%s: %s\n", what, err_name(e));
	exit(1);
}

static struct act act_of(const struct bench *b, struct arena *a)
{
	return (struct act){.db = b->db, .model = b->model, .a = a, .now = 1, .speak = {LANG_EN, AUD_PROF}, .door = "bench",
	                    .region = 1};
}

static void *write_on(void *arg)
{
	struct writer *w = arg;
	struct arena *a = arena_new(16 << 20);
	for (long n = 0; clock_ticks() < w->b->until; n++) {
		struct act act = act_of(w->b, a);
		struct change *c = change_begin(&act, "Changed", 0);
		struct val name = val_text(str_printf(a, "School %lld %ld", (long long)w->org, n));
		change_set(c, &rec_organisation, w->org, &organisation_fields[ORGANISATION_NAME], name);
		if (w->b->head)
			change_exec(c, &one_head, DB_ARGS(name), -1);
		enum err e = change_commit(c);
		if (e != OK && e != ERR_BUSY)
			must(e, "change");
		atomic_fetch_add(e == OK ? &w->b->done : &w->b->again, 1);
		act_end(&act);
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

static double round_of(struct bench *b, size_t threads, bool head, double seconds)
{
	pthread_t t[THREADS_MOST];
	struct writer w[THREADS_MOST];
	b->head = head;
	atomic_store(&b->done, 0);
	atomic_store(&b->again, 0);
	b->until = clock_ticks() + (int64_t)(seconds * 1e6);
	for (size_t i = 0; i < threads; i++) {
		w[i] = (struct writer){b, b->orgs[i]};
		if (pthread_create(&t[i], NULL, write_on, &w[i]) != 0)
			abort();
	}
	for (size_t i = 0; i < threads; i++)
		pthread_join(t[i], NULL);
	long done = atomic_load(&b->done), again = atomic_load(&b->again);
	printf("%zu writers, %s: %.0f changes/s, %.1f%% tried again\n", threads, head ? "one head" : "chains  ",
	       (double)done / seconds, 100.0 * (double)again / (double)(done + again));
	return (double)done / seconds;
}

static void make(struct bench *b)
{
	static const struct record *const records[] = {&rec_organisation};
	const struct db_options o = {.connections = THREADS_MOST, .write_schema = true};
	struct str why = {0};
	int applied;
	fixture_make(&b->f, true);
	if (db_open(b->f.url, &o, b->a, &b->db, &why) != OK || schema_migrate(b->db, b->a, &applied, &why) != OK ||
	    model_new(b->a, records, 1, &b->model, &why) != OK) {
		fprintf(stderr, STR_FMT "\n", STR_ARG(why));
		exit(1);
	}
	for (size_t i = 0; i < THREADS_MOST; i++)
		b->orgs[i] = 1 + (int64_t)i * 2500; /* far from each other, as records of different people are */
}

/* As many as a region has: small tables are read whole, and then everyone meets everyone. */
static void fill(const struct bench *b)
{
	fixture_sql(b->f.url, "INSERT INTO organisation (id, pid, region, rev, kind, name, name_key, ended) SELECT n, "
	                      "'o' || n, 1, 1, 'school',"
	                      " 'School ' || n, 'school ' || n, 9223372036854775807 FROM generate_series(1, 20000) n");
	fixture_sql(b->f.url, "ANALYZE");
}

int main(int argc, char **argv)
{
	static const size_t sizes[] = {1, 4, 8};
	int64_t seconds = 3;
	if (argc > 1 && !str_to_i64(str_from(argv[1]), &seconds))
		return 2;
	struct bench b = {.a = arena_new(64 << 20)};
	make(&b);
	fill(&b);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		double chains = round_of(&b, sizes[i], false, (double)seconds),
		       head = round_of(&b, sizes[i], true, (double)seconds);
		printf("ratio=%.2f\n", chains / head);
	}
	db_close(b.db);
	fixture_drop(&b.f);
	arena_free(b.a);
	return 0;
}

/* What the database tests share: a small schema, one connection, and a runner of every case on both databases. */
#ifndef TN_DB_WORLD_H
#define TN_DB_WORLD_H

#include "db.h"

#include "db_impl.h"
#include "log.h"
#include "migrate_impl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "db_fixture.h"

enum { OUR_CONNECTIONS = 3 };

static const char schema_text[] =
	"CREATE TABLE seq (region @int PRIMARY KEY, next @int NOT NULL) @strict;"
	"CREATE TABLE thing (id @int PRIMARY KEY, n @int, t @text, b @blob) @strict;"
	"CREATE TABLE word (id @int PRIMARY KEY, w @text NOT NULL UNIQUE CHECK (w <> 'never')) @strict;"
	"CREATE TABLE part (id @int PRIMARY KEY, word @int NOT NULL REFERENCES word (id)) @strict;"
	"CREATE TABLE tally (id @int PRIMARY KEY, n @int NOT NULL) @strict;";

static const struct stmt put_thing = {"INSERT INTO thing (id, n, t, b) VALUES ($1, $2, $3, $4)", "iitb", ""};
static const struct stmt get_thing = {"SELECT n, t, b FROM thing WHERE id = $1", "i", "itb"};
static const struct stmt count_things = {"SELECT count(*) FROM thing", "", "i"};
static const struct stmt put_word = {"INSERT INTO word (id, w) VALUES ($1, $2)", "it", ""};
static const struct stmt get_word = {"SELECT w FROM word WHERE id = $1", "i", "t"};
static const struct stmt find_word = {"SELECT id FROM word WHERE w = $1", "t", "i"};
static const struct stmt put_part = {"INSERT INTO part (id, word) VALUES ($1, $2)", "ii", ""};
static const struct stmt put_tally = {"INSERT INTO tally (id, n) VALUES ($1, $2)", "ii", ""};
static const struct stmt get_tally = {"SELECT n FROM tally WHERE id = $1", "i", "i"};
static const struct stmt set_tally = {"UPDATE tally SET n = $2 WHERE id = $1", "ii", ""};
static const struct stmt sum_tally = {"SELECT sum(n) FROM tally WHERE id >= $1 AND id < $2", "ii", "i"};
static const struct stmt many_rows = {
	"WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < $1) SELECT i FROM r", "i", "i"};

struct world {
	struct fixture f;
	struct db *db;
	struct arena *a;
	struct conn *c;
};

static inline struct db *open_db(struct world *w)
{
	const struct db_options o = {
		.connections = OUR_CONNECTIONS, .write_schema = true, .cache_kib = 2048, .busy_ms = 400};
	struct db *db = NULL;
	struct str why = {0};
	if (db_open(w->f.url, &o, w->a, &db, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	return db;
}

static inline struct conn *take(struct world *w)
{
	struct conn *c = NULL;
	assert_int_equal(db_take(w->db, 2000, &c), OK);
	return c;
}

static inline void make_world(struct world *w, bool pg)
{
	const struct migration m = {1, str_from(schema_text)};
	int applied = 0;
	struct str why = {0};
	fixture_make(&w->f, pg);
	w->a = arena_new(64 << 20);
	w->db = open_db(w);
	if (list_migrate(w->db, (struct migration_list){&m, 1}, w->a, &applied, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
}

static inline void write_one(struct world *w, const struct stmt *s, const struct val *args, size_t n)
{
	assert_int_equal(db_begin(w->c), OK);
	assert_int_equal(db_exec(w->c, w->a, s, args, n, NULL), OK);
	assert_int_equal(db_commit(w->c), OK);
}

static inline const struct rows *read_one(struct world *w, const struct stmt *s, const struct val *args, size_t n)
{
	const struct rows *r = NULL;
	assert_int_equal(db_exec(w->c, w->a, s, args, n, &r), OK);
	return r;
}

static inline enum err try_write(struct world *w, const struct stmt *s, const struct val *args, size_t n)
{
	assert_int_equal(db_begin(w->c), OK);
	enum err e = db_exec(w->c, w->a, s, args, n, NULL);
	db_rollback(w->c);
	return e;
}

struct db_case {
	const char *name;
	void (*fn)(struct world *w);
};
#define CASE(f) {#f, f}

struct run {
	struct world *world;
	const struct db_case *c;
	char *name;
};

static inline int run_begin(void **state)
{
	struct run *r = *state;
	arena_reset(r->world->a);
	r->world->c = take(r->world);
	return 0;
}

static inline void run_case(void **state)
{
	struct run *r = *state;
	r->c->fn(r->world);
}

static inline int run_end(void **state)
{
	struct run *r = *state;
	db_give(r->world->db, r->world->c);
	return 0;
}

/* A case whose name begins with sqlite_ or pg_ is of that database alone. */
static inline int run_all(const char *group, const struct db_case *cases, size_t n)
{
	struct world worlds[2] = {0};
	struct run *runs = calloc(2 * n, sizeof *runs);
	struct CMUnitTest *tests = calloc(2 * n, sizeof *tests);
	size_t total = 0;
	fixture_server();
	log_from((enum log_level)(LOG_BUG + 1)); /* the bugs here are meant */
	for (int pg = 0; pg < 2; pg++) {
		make_world(&worlds[pg], pg == 1);
		for (size_t i = 0; i < n; i++) {
			if (strncmp(cases[i].name, pg ? "sqlite_" : "pg_", pg ? 7 : 3) == 0)
				continue;
			char *name = fixture_text("%s: %s", pg ? "postgresql" : "sqlite", cases[i].name);
			runs[total] = (struct run){&worlds[pg], &cases[i], name};
			tests[total] = (struct CMUnitTest){name, run_case, run_begin, run_end, &runs[total]};
			total++;
		}
	}
	int failed = _cmocka_run_group_tests(group, tests, total, NULL, NULL);
	for (int pg = 0; pg < 2; pg++) {
		db_close(worlds[pg].db);
		fixture_drop(&worlds[pg].f);
		arena_free(worlds[pg].a);
	}
	for (size_t i = 0; i < total; i++)
		free(runs[i].name);
	free(runs);
	free(tests);
	return failed;
}

#endif

/* Migrations and the check of a live schema, on both databases. */
#include "migrate.h"

#include "db_impl.h"
#include "log.h"
#include "migrate_impl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "db_fixture.h"

static const char first[] =
	"-- things; with 'quotes' and a semicolon ;\n"
	"CREATE TABLE thing (id @int PRIMARY KEY, name @text NOT NULL, seal @blob, UNIQUE (name)) @strict;\n"
	"/* a comment; of two\nlines ' */\n"
	"CREATE TABLE link (a @int NOT NULL REFERENCES thing (id), b @int NOT NULL, note @text,\n"
	"  PRIMARY KEY (b, a)) @strict @norowid;\n"
	"INSERT INTO thing (id, name) VALUES (1, 'it''s; -- @strict'), (2, '@unknown');;\n";
static const char second[] =
	"CREATE INDEX link_note ON link (note DESC, a) WHERE note <> '';\nALTER TABLE thing ADD COLUMN n @int";
static const char failing[] = "CREATE TABLE fine (id @int PRIMARY KEY) @strict; INSERT INTO nowhere VALUES (1);";

struct world {
	struct fixture f;
	struct db *db;
	struct arena *a;
	struct migration m[3];
	struct str why;
	int applied;
};

static struct migration_list upto(struct world *w, size_t n)
{
	return (struct migration_list){w->m, n};
}

static void make_world(struct world *w, bool pg)
{
	const struct db_options o = {.connections = 2, .write_schema = true, .busy_ms = 5000};
	*w = (struct world){.a = arena_new(16 << 20)};
	fixture_make(&w->f, pg);
	w->m[0] = (struct migration){1, str_from(first)};
	w->m[1] = (struct migration){2, str_from(second)};
	w->m[2] = (struct migration){3, str_from(failing)};
	if (db_open(w->f.url, &o, w->a, &w->db, &w->why) != OK)
		fail_msg(STR_FMT, STR_ARG(w->why));
}

static enum err migrate(struct world *w, size_t n)
{
	return list_migrate(w->db, upto(w, n), w->a, &w->applied, &w->why);
}

static void must_migrate(struct world *w, size_t n, int applied)
{
	if (migrate(w, n) != OK)
		fail_msg(STR_FMT, STR_ARG(w->why));
	assert_int_equal(w->applied, applied);
}

static enum schema_state state(struct world *w, size_t n)
{
	enum schema_state s = SCHEMA_CHANGED;
	assert_int_equal(list_state(w->db, upto(w, n), w->a, &s), OK);
	return s;
}

static void run_sql(struct world *w, const char *sql)
{
	struct conn *c;
	assert_int_equal(db_take(w->db, 1000, &c), OK);
	assert_int_equal(db_begin(c), OK);
	if (w->db->be->script(c, sql, w->a, &w->why) != OK)
		fail_msg(STR_FMT, STR_ARG(w->why));
	assert_int_equal(db_commit(c), OK);
	db_give(w->db, c);
}

static const char *check(struct world *w, size_t n, enum err want)
{
	assert_int_equal(list_check(w->db, upto(w, n), w->a, &w->why), want);
	return str_c(w->a, w->why);
}

static void a_fresh_one_becomes_current(struct world *w)
{
	static const struct stmt names = {"SELECT name FROM thing ORDER BY id", "", "t"};
	assert_int_equal(state(w, 1), SCHEMA_MISSING);
	must_migrate(w, 1, 1);
	assert_int_equal(state(w, 1), SCHEMA_CURRENT);
	must_migrate(w, 1, 0);
	struct conn *c;
	const struct rows *r;
	assert_int_equal(db_take(w->db, 1000, &c), OK);
	assert_int_equal(db_exec(c, w->a, &names, DB_NO_ARGS, &r), OK);
	assert_int_equal(r->n, 2);
	assert_string_equal(str_c(w->a, rows_text(r, 0, 0)), "it's; -- @strict"); /* quoted text is left alone */
	assert_string_equal(str_c(w->a, rows_text(r, 1, 0)), "@unknown");
	db_give(w->db, c);
	assert_string_equal(check(w, 1, OK), "");
}

static void an_older_one_is_brought_up(struct world *w)
{
	must_migrate(w, 1, 1);
	assert_int_equal(state(w, 2), SCHEMA_OLDER);
	must_migrate(w, 2, 1);
	assert_int_equal(state(w, 2), SCHEMA_CURRENT);
	assert_string_equal(check(w, 2, OK), "");
}

static void a_newer_one_is_refused(struct world *w)
{
	must_migrate(w, 2, 2);
	assert_int_equal(state(w, 1), SCHEMA_NEWER);
	assert_int_equal(state(w, 0), SCHEMA_NEWER);
	assert_int_equal(migrate(w, 1), ERR_INVALID);
	assert_non_null(strstr(str_c(w->a, w->why), "later version"));
	assert_int_equal(w->applied, 0);
}

static void a_changed_text_is_refused(struct world *w)
{
	must_migrate(w, 1, 1);
	w->m[0].sql = str_printf(w->a, "%s ", first);
	assert_int_equal(state(w, 1), SCHEMA_CHANGED);
	assert_int_equal(state(w, 2), SCHEMA_CHANGED);
	assert_int_equal(migrate(w, 2), ERR_INVALID);
	assert_non_null(strstr(str_c(w->a, w->why), "another text"));
	w->m[0].sql = str_from(first);
	assert_int_equal(state(w, 1), SCHEMA_CURRENT);
}

static void a_failing_one_leaves_nothing(struct world *w)
{
	static const struct stmt sqlite = {"SELECT count(*) FROM sqlite_master", "", "i"};
	static const struct stmt pg = {
		"SELECT count(*) FROM pg_class WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'public')",
		"", "i"};
	struct migration m = {1, str_from(failing)};
	struct migration_list bad = {&m, 1};
	assert_int_equal(list_migrate(w->db, bad, w->a, &w->applied, &w->why), ERR_INVALID);
	assert_non_null(strstr(str_c(w->a, w->why), "migration 0001"));
	assert_non_null(strstr(str_c(w->a, w->why), "nowhere"));
	struct conn *c;
	const struct rows *r;
	assert_int_equal(db_take(w->db, 1000, &c), OK);
	assert_int_equal(db_exec(c, w->a, w->f.pg ? &pg : &sqlite, DB_NO_ARGS, &r), OK);
	assert_int_equal(rows_int(r, 0, 0), 0);
	db_give(w->db, c);

	assert_int_equal(migrate(w, 3), ERR_INVALID); /* what came before it stays */
	assert_int_equal(w->applied, 2);
	assert_int_equal(state(w, 2), SCHEMA_CURRENT);
	assert_string_equal(check(w, 2, OK), "");
}

static void the_check_sees_each_difference(struct world *w)
{
	static const struct {
		const char *sql, *line;
	} cases[] = {
		{"CREATE TABLE stray (id INTEGER PRIMARY KEY)", "not ours: primary key stray (id)\n"},
		{"DROP INDEX link_note", "missing: index link_note link (note desc, a) where\n"},
		{"CREATE INDEX link_note ON link (note, a)", "not ours: index link_note link (note, a)\n"},
		{"CREATE UNIQUE INDEX more ON thing (name, id)", "not ours: unique index more thing (name, id)\n"},
		{"ALTER TABLE thing DROP COLUMN n", "missing: column thing.n integer\n"},
		{"ALTER TABLE thing RENAME COLUMN seal TO zeal", "not ours: column thing.zeal blob\n"},
		{"DROP TABLE link", "missing: foreign key link (a) to thing\n"},
		{"DROP TABLE thing", "missing: unique thing (name)\n"},
	};
	must_migrate(w, 2, 2);
	assert_string_equal(check(w, 2, OK), "");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		run_sql(w, cases[i].sql);
		const char *why = check(w, 2, ERR_CONFLICT);
		if (strstr(why, cases[i].line) == NULL)
			fail_msg("after %s: %s", cases[i].sql, why);
	}
	assert_non_null(strstr(check(w, 2, ERR_CONFLICT), "missing: primary key link (b, a)\n"));
}

static void pg_types_and_order_are_checked(struct world *w)
{
	static const struct {
		const char *sql, *line;
	} cases[] = {
		{"ALTER TABLE thing ALTER COLUMN name TYPE TEXT COLLATE \"default\"",
		 "not ours: column thing.name text without collate \"C\" not null\n"},
		{"ALTER TABLE thing ALTER COLUMN n TYPE INTEGER", "not ours: column thing.n int4\n"},
		{"ALTER TABLE link ALTER COLUMN note SET NOT NULL", "missing: column link.note text\n"},
		{"ALTER TABLE link DROP CONSTRAINT link_a_fkey", "missing: foreign key link (a) to thing\n"},
	};
	must_migrate(w, 2, 2);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		run_sql(w, cases[i].sql);
		const char *why = check(w, 2, ERR_CONFLICT);
		if (strstr(why, cases[i].line) == NULL)
			fail_msg("after %s: %s", cases[i].sql, why);
	}
}

struct other {
	struct world *w;
	struct db *db;
	struct arena *a;
	int applied;
	enum err e;
};

static void *migrate_too(void *p)
{
	struct other *o = p;
	struct str why;
	o->e = list_migrate(o->db, upto(o->w, 2), o->a, &o->applied, &why);
	return NULL;
}

static void two_at_once_do_it_once(struct world *w)
{
	const struct db_options opts = {.connections = 1, .write_schema = true, .busy_ms = 5000};
	struct other o[2];
	pthread_t t[2];
	for (int i = 0; i < 2; i++) {
		o[i] = (struct other){.w = w, .a = arena_new(1 << 20)};
		assert_int_equal(db_open(w->f.url, &opts, w->a, &o[i].db, &w->why), OK);
	}
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&t[i], NULL, migrate_too, &o[i]), 0);
	for (int i = 0; i < 2; i++) {
		pthread_join(t[i], NULL);
		db_close(o[i].db);
		arena_free(o[i].a);
	}
	assert_int_equal(o[0].e, OK);
	assert_int_equal(o[1].e, OK);
	assert_int_equal(o[0].applied + o[1].applied, 2);
	assert_int_equal(state(w, 2), SCHEMA_CURRENT);
	assert_string_equal(check(w, 2, OK), "");
}

static void our_own_migrations_hold(struct world *w)
{
	enum schema_state s = SCHEMA_CHANGED;
	size_t n;
	migrations(&n);
	assert_true(n >= 1);
	if (schema_migrate(w->db, w->a, &w->applied, &w->why) != OK)
		fail_msg(STR_FMT, STR_ARG(w->why));
	assert_int_equal(w->applied, (int)n);
	assert_int_equal(schema_state(w->db, w->a, &s), OK);
	assert_int_equal(s, SCHEMA_CURRENT);
	if (schema_check(w->db, w->a, &w->why) != OK)
		fail_msg(STR_FMT, STR_ARG(w->why));
	int64_t id;
	assert_int_equal(db_next_id(w->db, 1, &id), OK);
	assert_int_equal(id, INT64_C(1) << 40 | 1);
}

static void only_the_schema_owner_migrates(struct world *w)
{
	const struct db_options o = {.connections = 1};
	struct db *db;
	must_migrate(w, 1, 1);
	assert_int_equal(db_open(w->f.url, &o, w->a, &db, &w->why), OK);
	EXPECT_BUG("not opened for it", (void)!list_migrate(db, upto(w, 2), w->a, &w->applied, &w->why));
	assert_int_equal(list_check(db, upto(w, 1), w->a, &w->why), OK);
	db_close(db);
}

static void statements_are_cut_and_put_in_words(struct world *w)
{
	static const struct {
		const char *sql, *sqlite, *pg; /* joined by '|' */
	} good[] = {
		{"", "", ""},
		{" ;; -- only; this\n ; /* and ; this */ ;", "", ""},
		{"a;b", "a|b", "a|b"},
		{"a ';' b ; c \";\" d", "a ';' b|c \";\" d", "a ';' b|c \";\" d"},
		{"a 'it''s;' b;", "a 'it''s;' b", "a 'it''s;' b"},
		{"a -- '\n b;", "a \n b", "a \n b"},
		{"a - - b;", "a - - b", "a - - b"},
		{"t (x @int, y @text, z @blob) @strict;", "t (x INTEGER, y TEXT, z BLOB) STRICT",
		 "t (x BIGINT, y TEXT COLLATE \"C\", z BYTEA)"},
		{") @strict @norowid;", ") STRICT, WITHOUT ROWID", ")"},
		{") @strict, @norowid", ") STRICT, WITHOUT ROWID", ")"},
		{") @norowid", ") WITHOUT ROWID", ")"},
		{"'@strict' \"@int\"", "'@strict' \"@int\"", "'@strict' \"@int\""},
	};
	static const char *const bad[] = {"a 'b", "a \"b;", "a /* b;", "a /*/ b", "@integer x", "@", "x @strict @int",
	                                  "@Int"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct str rest = str_from(good[i].sql), one = {0}, all = {0};
		do {
			assert_int_equal(script_next(w->a, w->f.pg, &rest, &one), OK);
			if (one.n > 0)
				all = str_printf(w->a, STR_FMT "%s" STR_FMT, STR_ARG(all), all.n > 0 ? "|" : "", STR_ARG(one));
		} while (one.n > 0);
		assert_string_equal(str_c(w->a, all), w->f.pg ? good[i].pg : good[i].sqlite);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str rest = str_from(bad[i]), one;
		if (script_next(w->a, w->f.pg, &rest, &one) != ERR_INVALID)
			fail_msg("taken: %s", bad[i]);
	}
}

static const struct {
	const char *name;
	void (*fn)(struct world *w);
} cases[] = {
#define CASE(f) {#f, f}
	CASE(a_fresh_one_becomes_current),
	CASE(an_older_one_is_brought_up),
	CASE(a_newer_one_is_refused),
	CASE(a_changed_text_is_refused),
	CASE(a_failing_one_leaves_nothing),
	CASE(two_at_once_do_it_once),
	CASE(the_check_sees_each_difference),
	CASE(pg_types_and_order_are_checked),
	CASE(our_own_migrations_hold),
	CASE(only_the_schema_owner_migrates),
	CASE(statements_are_cut_and_put_in_words),
};
enum { CASES = sizeof cases / sizeof *cases };

struct run {
	bool pg;
	size_t i;
	char name[128];
};

static void run_case(void **state_)
{
	struct run *r = *state_;
	struct world w;
	make_world(&w, r->pg);
	cases[r->i].fn(&w);
	db_close(w.db);
	fixture_drop(&w.f);
	arena_free(w.a);
}

int main(void)
{
	static struct run runs[2 * CASES];
	struct CMUnitTest tests[2 * CASES];
	size_t n = 0;
	fixture_server();
	log_from((enum log_level)(LOG_BUG + 1));
	for (int pg = 0; pg < 2; pg++) {
		for (size_t i = 0; i < CASES; i++) {
			if (!pg && strncmp(cases[i].name, "pg_", 3) == 0)
				continue;
			runs[n] = (struct run){.pg = pg == 1, .i = i};
			snprintf(runs[n].name, sizeof runs[n].name, "%s: %s", pg ? "postgresql" : "sqlite", cases[i].name);
			tests[n] = (struct CMUnitTest){runs[n].name, run_case, NULL, NULL, &runs[n]};
			n++;
		}
	}
	return _cmocka_run_group_tests("migrate", tests, n, NULL, NULL);
}

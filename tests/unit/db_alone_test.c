/* What is of one database alone: what SQLite refuses and how its file lies there; what PostgreSQL's errors mean, and
 * what is left when its connections are gone. */
#include "db.h"

#include "db_world.h"

#include <sys/stat.h>

static enum err script(struct world *w, const char *sql)
{
	struct str why = {0};
	assert_int_equal(db_begin(w->c), OK);
	enum err e = w->db->be->script(w->c, sql, w->a, &why);
	if (e == OK)
		assert_int_equal(db_commit(w->c), OK);
	db_rollback(w->c);
	return e;
}

/* A transaction that reads first and finds at its first write that it is too late would not wait for anyone. */
static void sqlite_a_writer_is_one_from_its_begin(struct world *w)
{
	struct conn *other = take(w);
	assert_int_equal(db_begin(w->c), OK);
	assert_int_equal(db_begin(other), ERR_BUSY);
	assert_int_equal(db_exec(other, w->a, &count_things, DB_NO_ARGS, NULL), OK); /* readers never wait */
	db_rollback(w->c);
	assert_int_equal(db_begin(other), OK);
	db_give(w->db, other);
}

static void sqlite_only_the_schema_owner_changes_it(struct world *w)
{
	static const struct stmt drop = {"DROP TABLE tally", "", ""}, attach = {"ATTACH '/tmp/x.db' AS x", "", ""};
	const struct db_options o = {.connections = 1};
	struct world other = {.f = w->f, .a = w->a};
	struct str why;
	assert_int_equal(db_open(w->f.url, &o, w->a, &other.db, &why), OK);
	other.c = take(&other);
	assert_int_equal(db_begin(other.c), OK);
	EXPECT_BUG("not authorized", (void)!db_exec(other.c, w->a, &drop, DB_NO_ARGS, NULL));
	db_rollback(other.c);
	EXPECT_BUG("not authorized", (void)!db_exec(other.c, w->a, &attach, DB_NO_ARGS, NULL));
	db_give(other.db, other.c);
	db_close(other.db);
	EXPECT_BUG("not authorized", (void)!db_exec(w->c, w->a, &attach, DB_NO_ARGS, NULL));
	db_rollback(w->c);
}

static void sqlite_file_is_private_and_careful(struct world *w)
{
	static const struct stmt settings = {
		"SELECT (SELECT journal_mode FROM pragma_journal_mode), (SELECT synchronous FROM pragma_synchronous),"
		" (SELECT foreign_keys FROM pragma_foreign_keys), (SELECT secure_delete FROM pragma_secure_delete),"
		" (SELECT trusted_schema FROM pragma_trusted_schema)", "", "tiiii"};
	struct stat s;
	assert_int_equal(stat(w->f.url + strlen("sqlite:"), &s), 0);
	assert_int_equal(s.st_mode & 0777, 0600);
	const struct rows *r = read_one(w, &settings, DB_NO_ARGS);
	assert_true(str_is(rows_text(r, 0, 0), "wal"));
	assert_int_equal(rows_int(r, 0, 1), 2);
	assert_int_equal(rows_int(r, 0, 2), 1);
	assert_int_equal(rows_int(r, 0, 3), 1);
	assert_int_equal(rows_int(r, 0, 4), 0);
}

static void sqlite_full_disk(struct world *w)
{
	char *big = arena_alloc(w->a, 1 << 20);
	assert_int_equal(script(w, "PRAGMA max_page_count = 100"), OK);
	struct val blob = val_blob((struct str){big, 1 << 20});
	assert_int_equal(try_write(w, &put_thing, DB_ARGS(val_int(900), val_null(), val_null(), blob)), ERR_FULL);
	assert_int_equal(read_one(w, &get_thing, DB_ARGS(val_int(900)))->n, 0);
	assert_int_equal(script(w, "PRAGMA max_page_count = 1000000"), OK);
	write_one(w, &put_thing, DB_ARGS(val_int(900), val_null(), val_null(), blob));
}

static void sqlite_what_is_no_database(struct world *w)
{
	struct db *db = NULL;
	struct str why = {0};
	const struct db_options o = {0};
	struct str url = str_printf(w->a, "sqlite:%s/other.db", w->f.folder);
	const char *path = url.p + strlen("sqlite:");
	assert_int_equal(db_open(url.p, &o, w->a, &db, &why), ERR_DOWN); /* and is not made without write_schema */
	assert_int_not_equal(access(path, F_OK), 0);
	FILE *f = fopen(path, "w");
	for (int i = 0; i < 1000; i++)
		fputs("dit is geen database ", f);
	fclose(f);
	assert_int_equal(db_open(url.p, &o, w->a, &db, &why), ERR_IO);
	unlink(path);
}

/* What would be written in a file without its name is gone when the program ends: refused until it is back. */
static void sqlite_files_that_went(struct world *w)
{
	static const char *const names[] = {"", "-wal"};
	write_one(w, &put_thing, DB_ARGS(val_int(901), val_null(), val_null(), val_null()));
	for (size_t i = 0; i < 2; i++) {
		const char *path = str_printf(w->a, "%s%s", w->f.url + strlen("sqlite:"), names[i]).p;
		const char *other = str_printf(w->a, "%s.away", path).p;
		assert_int_equal(db_begin(w->c), OK);
		assert_int_equal(db_exec(w->c, w->a, &put_thing,
		                         DB_ARGS(val_int(902 + (int64_t)i), val_null(), val_null(), val_null()), NULL), OK);
		assert_int_equal(rename(path, other), 0);
		assert_int_equal(db_commit(w->c), ERR_DOWN);
		db_rollback(w->c);
		assert_int_equal(db_begin(w->c), ERR_DOWN);
		assert_int_equal(db_begin_view(w->c), ERR_DOWN);
		assert_int_equal(db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL), ERR_DOWN);
		fclose(fopen(path, "w")); /* another one under its name is not it */
		assert_int_equal(db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL), ERR_DOWN);
		assert_int_equal(rename(other, path), 0);
		assert_int_equal(read_one(w, &get_thing, DB_ARGS(val_int(901)))->n, 1);
	}
	const char *path = w->f.url + strlen("sqlite:");
	char *big = arena_alloc(w->a, 1 << 20);
	struct stat s = {.st_size = 0};
	for (int64_t id = 910; s.st_size < 1 << 20; id++) { /* until the log goes into the file */
		write_one(w, &put_thing, DB_ARGS(val_int(id), val_null(), val_null(), val_blob((struct str){big, 1 << 20})));
		assert_int_equal(stat(path, &s), 0);
		assert_true(id < 1000);
	}
	assert_int_equal(truncate(path, s.st_size / 2), 0);
	assert_int_equal(db_begin(w->c), ERR_DOWN);
}

static void pg_errors_have_their_meaning(struct world *w)
{
	static const struct stmt fail = {"SELECT fail($1)", "t", "i"};
	static const struct {
		const char *state;
		enum err e;
	} cases[] = {
		{"40001", ERR_BUSY}, {"40P01", ERR_BUSY}, {"55P03", ERR_BUSY}, {"57014", ERR_BUSY},
		{"23505", ERR_CONFLICT}, {"23503", ERR_CONFLICT}, {"23502", ERR_INVALID}, {"23514", ERR_INVALID},
		{"22003", ERR_INVALID}, {"53100", ERR_FULL}, {"54000", ERR_TOO_BIG}, {"58030", ERR_IO}, {"XX001", ERR_IO},
		{"53300", ERR_DOWN}, {"57P01", ERR_DOWN}, {"08006", ERR_DOWN},
	};
	assert_int_equal(script(w, "CREATE FUNCTION fail(s TEXT) RETURNS BIGINT LANGUAGE plpgsql AS"
	                           " 'BEGIN RAISE EXCEPTION USING ERRCODE = s; END'"), OK);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct val state = val_text(str_from(cases[i].state));
		assert_int_equal(db_exec(w->c, w->a, &fail, &state, 1, NULL), cases[i].e);
		enum err next = db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL);
		assert_int_equal(next, cases[i].e == ERR_DOWN ? ERR_DOWN : OK);
		db_give(w->db, w->c);
		w->c = take(w);
		struct batch *b = batch_new(w->c, w->a);
		batch_put(b, &count_things, DB_NO_ARGS);
		batch_put(b, &fail, &state, 1);
		batch_put(b, &count_things, DB_NO_ARGS);
		assert_int_equal(batch_run(b), cases[i].e);
		db_give(w->db, w->c);
		w->c = take(w);
		read_one(w, &count_things, DB_NO_ARGS);
	}
	struct val syntax = val_text(S("42601"));
	EXPECT_BUG("SELECT fail", (void)!db_exec(w->c, w->a, &fail, &syntax, 1, NULL));
	db_rollback(w->c);
	db_give(w->db, w->c);
	w->c = take(w);
}

static void kill_backends(struct world *w)
{
	fixture_sql(fixture_server(),
	            str_printf(w->a,
	                       "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = '%s'"
	                       " AND pid <> pg_backend_pid()",
	                       w->f.name).p);
}

static void pg_lost_connections(struct world *w)
{
	write_one(w, &put_tally, DB_ARGS(val_int(120), val_int(1)));
	int64_t id, next;
	assert_int_equal(db_next_id(w->db, 12, &id), OK);
	kill_backends(w); /* in use, outside a transaction */
	assert_int_equal(db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL), ERR_DOWN);
	assert_int_equal(db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL), ERR_DOWN);
	db_give(w->db, w->c);
	w->c = take(w);
	assert_int_equal(rows_int(read_one(w, &get_tally, DB_ARGS(val_int(120))), 0, 0), 1);

	assert_int_equal(db_begin(w->c), OK); /* inside one */
	read_one(w, &set_tally, DB_ARGS(val_int(120), val_int(2)));
	kill_backends(w);
	assert_int_equal(db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL), ERR_DOWN);
	assert_int_equal(db_commit(w->c), ERR_INVALID);
	db_rollback(w->c);
	assert_int_equal(db_begin(w->c), ERR_DOWN);
	db_give(w->db, w->c);
	w->c = take(w);
	assert_int_equal(rows_int(read_one(w, &get_tally, DB_ARGS(val_int(120))), 0, 0), 1);

	assert_int_equal(db_begin(w->c), OK); /* at the commit */
	read_one(w, &set_tally, DB_ARGS(val_int(120), val_int(2)));
	kill_backends(w);
	assert_int_equal(db_commit(w->c), ERR_DOWN);
	db_give(w->db, w->c);

	w->c = take(w);
	db_give(w->db, w->c); /* idle: found at take */
	kill_backends(w);
	w->c = take(w);
	read_one(w, &count_things, DB_NO_ARGS);
	for (int i = 0; i < 1000; i++) /* past the block at hand: the reserved connection is found broken too */
		assert_int_equal(db_next_id(w->db, 12, &next), OK);
	assert_int_equal(next, id + 1000);
}

static void pg_first_host_dead(struct world *w)
{
	const char *host = strstr(w->f.url, "host=") + strlen("host=");
	struct str url = str_printf(w->a, "%.*s/nowhere,%s", (int)(host - w->f.url), w->f.url, host);
	struct db *db = NULL;
	struct str why = {0};
	const struct db_options o = {.connections = 1};
	if (db_open(url.p, &o, w->a, &db, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	assert_true(db_is_postgres(db));
	db_close(db);
}

static void pg_read_only_server_is_not_taken(struct world *w)
{
	fixture_sql(fixture_server(),
	            str_printf(w->a, "ALTER DATABASE %s SET default_transaction_read_only = on", w->f.name).p);
	struct db *db = NULL;
	struct str why = {0};
	const struct db_options o = {.connections = 1};
	const char *url = str_printf(w->a, "%s&target_session_attrs=any", w->f.url).p;
	assert_int_equal(db_open(url, &o, w->a, &db, &why), ERR_DOWN);
	fixture_sql(fixture_server(),
	            str_printf(w->a, "ALTER DATABASE %s RESET default_transaction_read_only", w->f.name).p);
}

static void pg_session_is_careful(struct world *w)
{
	static const struct stmt settings = {
		"SELECT current_setting('synchronous_commit'), current_setting('statement_timeout'),"
		" current_setting('transaction_isolation'), current_setting('transaction_read_only'),"
		" current_setting('lock_timeout')", "", "ttttt"};
	const struct rows *r = read_one(w, &settings, DB_NO_ARGS);
	assert_true(str_is(rows_text(r, 0, 0), "on"));
	assert_true(str_is(rows_text(r, 0, 1), "30s"));
	assert_true(str_is(rows_text(r, 0, 3), "on"));
	assert_true(str_is(rows_text(r, 0, 4), "400ms"));
	assert_int_equal(db_begin(w->c), OK);
	r = read_one(w, &settings, DB_NO_ARGS);
	assert_true(str_is(rows_text(r, 0, 2), "serializable"));
	assert_true(str_is(rows_text(r, 0, 3), "off"));
	db_rollback(w->c);
}

static const struct db_case cases[] = {
	CASE(sqlite_a_writer_is_one_from_its_begin),
	CASE(sqlite_only_the_schema_owner_changes_it),
	CASE(sqlite_file_is_private_and_careful),
	CASE(sqlite_full_disk),
	CASE(sqlite_what_is_no_database),
	CASE(sqlite_files_that_went),
	CASE(pg_errors_have_their_meaning),
	CASE(pg_lost_connections),
	CASE(pg_first_host_dead),
	CASE(pg_read_only_server_is_not_taken),
	CASE(pg_session_is_careful),
};

int main(void)
{
	return run_all("db_alone", cases, sizeof cases / sizeof *cases);
}

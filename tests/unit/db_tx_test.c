/* Transactions, the pool, ids and what is of one database alone. */
#include "db.h"

#include "db_world.h"

#include <sys/stat.h>

/* Transactions */

static void a_batch_inside_sees_the_transaction(struct world *w)
{
	assert_int_equal(db_begin(w->c), OK);
	struct batch *b = batch_new(w->c, w->a);
	batch_put(b, &put_tally, DB_ARGS(val_int(20), val_int(5)));
	batch_put(b, &get_tally, DB_ARGS(val_int(20)));
	assert_int_equal(batch_run(b), OK);
	assert_int_equal(rows_int(batch_rows(b, 1), 0, 0), 5);
	struct conn *other = take(w), *own = w->c;
	w->c = other;
	assert_int_equal(read_one(w, &get_tally, DB_ARGS(val_int(20)))->n, 0);
	assert_int_equal(db_commit(own), OK);
	assert_int_equal(read_one(w, &get_tally, DB_ARGS(val_int(20)))->n, 1);
	w->c = own;
	db_give(w->db, other);
}

static void giving_back_rolls_back(struct world *w)
{
	assert_int_equal(db_begin(w->c), OK);
	read_one(w, &put_tally, DB_ARGS(val_int(21), val_int(5)));
	db_give(w->db, w->c);
	w->c = take(w);
	assert_int_equal(read_one(w, &get_tally, DB_ARGS(val_int(21)))->n, 0);
	assert_int_equal(db_begin(w->c), OK);
	read_one(w, &put_tally, DB_ARGS(val_int(21), val_int(6)));
	db_rollback(w->c);
	assert_int_equal(read_one(w, &get_tally, DB_ARGS(val_int(21)))->n, 0);
}

static void an_empty_transaction_commits(struct world *w)
{
	assert_int_equal(db_begin(w->c), OK);
	assert_int_equal(db_commit(w->c), OK);
	assert_int_equal(db_begin(w->c), OK);
	db_rollback(w->c);
	read_one(w, &count_things, DB_NO_ARGS);
}

static void conflicts_are_told_apart(struct world *w)
{
	write_one(w, &put_word, DB_ARGS(val_int(40), val_text(S("uniek"))));
	assert_int_equal(try_write(w, &put_word, DB_ARGS(val_int(40), val_text(S("ander")))), ERR_CONFLICT);
	assert_int_equal(try_write(w, &put_word, DB_ARGS(val_int(41), val_text(S("uniek")))), ERR_CONFLICT);
	assert_int_equal(try_write(w, &put_part, DB_ARGS(val_int(1), val_int(4040))), ERR_CONFLICT);
	assert_int_equal(try_write(w, &put_word, DB_ARGS(val_int(41), val_null())), ERR_INVALID);
	assert_int_equal(try_write(w, &put_word, DB_ARGS(val_int(41), val_text(S("never")))), ERR_INVALID);
	write_one(w, &put_part, DB_ARGS(val_int(1), val_int(40)));
	static const struct stmt drop_word = {"DELETE FROM word WHERE id = $1", "i", ""};
	assert_int_equal(try_write(w, &drop_word, DB_ARGS(val_int(40))), ERR_CONFLICT);
	assert_int_equal(read_one(w, &get_word, DB_ARGS(val_int(40)))->n, 1);
}

static void after_an_error_only_rollback_works(struct world *w)
{
	write_one(w, &put_word, DB_ARGS(val_int(50), val_text(S("vijftig"))));
	assert_int_equal(db_begin(w->c), OK);
	struct batch *b = batch_new(w->c, w->a);
	batch_put(b, &put_tally, DB_ARGS(val_int(50), val_int(0)));
	batch_put(b, &put_word, DB_ARGS(val_int(50), val_text(S("weer"))));
	batch_put(b, &get_tally, DB_ARGS(val_int(50)));
	assert_int_equal(batch_run(b), ERR_CONFLICT);
	EXPECT_BUG("rows 0", (void)batch_rows(b, 0));
	assert_int_equal(db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL), ERR_INVALID);
	assert_int_equal(db_commit(w->c), ERR_INVALID);
	db_rollback(w->c);
	assert_int_equal(read_one(w, &get_tally, DB_ARGS(val_int(50)))->n, 0);
	assert_int_equal(read_one(w, &get_word, DB_ARGS(val_int(50)))->n, 1);
}

static void a_commit_lasts(struct world *w)
{
	write_one(w, &put_tally, DB_ARGS(val_int(60), val_int(6)));
	db_give(w->db, w->c);
	db_close(w->db);
	w->db = open_db(w);
	w->c = take(w);
	assert_int_equal(rows_int(read_one(w, &get_tally, DB_ARGS(val_int(60))), 0, 0), 6);
}

struct raiser {
	struct world *w;
	int tries, commits;
	enum err bad;
};

static enum err raise_once(struct conn *c, struct arena *a)
{
	const struct rows *r;
	enum err e = db_begin(c);
	if (e == OK)
		e = db_exec(c, a, &get_tally, DB_ARGS(val_int(70)), &r);
	if (e == OK)
		e = db_exec(c, a, &set_tally, DB_ARGS(val_int(70), val_int(rows_int(r, 0, 0) + 1)), NULL);
	if (e == OK)
		e = db_commit(c);
	db_rollback(c);
	return e;
}

static void *raise_many(void *p)
{
	struct raiser *x = p;
	struct arena *a = arena_new(1 << 20);
	while (x->commits < 50 && x->bad == OK) {
		struct conn *c;
		enum err e = db_take(x->w->db, 5000, &c);
		if (e == OK) {
			e = raise_once(c, a);
			db_give(x->w->db, c);
		}
		x->tries++;
		x->commits += e == OK;
		if (e != OK && e != ERR_BUSY)
			x->bad = e;
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

static void no_update_is_lost(struct world *w)
{
	struct raiser x[4];
	pthread_t t[4];
	write_one(w, &put_tally, DB_ARGS(val_int(70), val_int(0)));
	for (int i = 0; i < 4; i++) {
		x[i] = (struct raiser){.w = w};
		assert_int_equal(pthread_create(&t[i], NULL, raise_many, &x[i]), 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(t[i], NULL);
		assert_int_equal(x[i].bad, OK);
		assert_int_equal(x[i].commits, 50);
	}
	assert_int_equal(rows_int(read_one(w, &get_tally, DB_ARGS(val_int(70))), 0, 0), 200);
}

static void the_second_writer_is_told_busy(struct world *w)
{
	write_one(w, &put_tally, DB_ARGS(val_int(80), val_int(0)));
	struct conn *other = take(w);
	assert_int_equal(db_begin(w->c), OK);
	read_one(w, &set_tally, DB_ARGS(val_int(80), val_int(1)));
	enum err e = db_begin(other); /* waits 400 ms here on SQLite, at the update on PostgreSQL */
	if (e == OK)
		e = db_exec(other, w->a, &set_tally, DB_ARGS(val_int(80), val_int(2)), NULL);
	assert_int_equal(e, ERR_BUSY);
	db_rollback(other);
	assert_int_equal(db_commit(w->c), OK);
	assert_int_equal(db_begin(other), OK);
	assert_int_equal(db_exec(other, w->a, &set_tally, DB_ARGS(val_int(80), val_int(3)), NULL), OK);
	assert_int_equal(db_commit(other), OK);
	db_give(w->db, other);
	assert_int_equal(rows_int(read_one(w, &get_tally, DB_ARGS(val_int(80))), 0, 0), 3);
}

/* Write skew: both read the sum, both write their own row. Only one may win. */
static void what_was_read_still_holds_at_commit(struct world *w)
{
	write_one(w, &put_tally, DB_ARGS(val_int(90), val_int(1)));
	write_one(w, &put_tally, DB_ARGS(val_int(91), val_int(1)));
	struct conn *c[2] = {w->c, take(w)};
	enum err e[2] = {OK, OK};
	for (int i = 0; i < 2; i++) {
		e[i] = db_begin(c[i]);
		if (e[i] == OK)
			e[i] = db_exec(c[i], w->a, &sum_tally, DB_ARGS(val_int(90), val_int(92)), NULL);
	}
	for (int i = 0; i < 2; i++)
		if (e[i] == OK)
			e[i] = db_exec(c[i], w->a, &set_tally, DB_ARGS(val_int(90 + i), val_int(0)), NULL);
	for (int i = 0; i < 2; i++) {
		if (e[i] == OK)
			e[i] = db_commit(c[i]);
		db_rollback(c[i]);
	}
	assert_true((e[0] == OK && e[1] == ERR_BUSY) || (e[1] == OK && e[0] == ERR_BUSY));
	db_give(w->db, c[1]);
	assert_int_equal(rows_int(read_one(w, &sum_tally, DB_ARGS(val_int(90), val_int(92))), 0, 0), 1);
}

/* The pool */

static void the_pool_ends(struct world *w)
{
	struct conn *c[OUR_CONNECTIONS] = {w->c}, *extra = NULL;
	for (int i = 1; i < OUR_CONNECTIONS; i++)
		c[i] = take(w);
	assert_int_equal(db_take(w->db, 0, &extra), ERR_BUSY);
	assert_int_equal(db_take(w->db, 50, &extra), ERR_BUSY);
	int64_t id;
	assert_int_equal(db_next_id(w->db, 3, &id), OK); /* never waits for the pool */
	EXPECT_BUG("connections are out", db_close(w->db));
	for (int i = 1; i < OUR_CONNECTIONS; i++)
		db_give(w->db, c[i]);
	EXPECT_BUG("not taken", db_give(w->db, c[1]));
	db_give(w->db, take(w));
}

static void *take_late(void *p)
{
	struct world *w = p;
	struct conn *c;
	enum err e = db_take(w->db, 600000, &c); /* who is not woken hangs here */
	if (e == OK)
		db_give(w->db, c);
	return e == OK ? p : NULL;
}

static void who_waits_gets_a_connection(struct world *w)
{
	struct conn *c[OUR_CONNECTIONS] = {w->c};
	for (int i = 1; i < OUR_CONNECTIONS; i++)
		c[i] = take(w);
	pthread_t t[4];
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&t[i], NULL, take_late, w), 0);
	usleep(20000);
	for (int i = 1; i < OUR_CONNECTIONS; i++)
		db_give(w->db, c[i]);
	for (int i = 0; i < 4; i++) {
		void *got;
		pthread_join(t[i], &got);
		assert_ptr_equal(got, w);
	}
}

static void wrong_urls_are_refused(struct world *w)
{
	static const char *const urls[] = {
		"", "sqlite:", "mysql://x", "/tmp/x.db", "sqlite:/nowhere/at/all/x.db", "sqlite:/tmp",
		"postgresql:///postgres?host=/nowhere", "postgresql://x?no_such_option=1",
	};
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		struct db *db = NULL;
		struct str why = {0};
		const struct db_options o = {.write_schema = true};
		assert_int_not_equal(db_open(urls[i], &o, w->a, &db, &why), OK);
		assert_null(db);
		assert_true(why.n > 0);
	}
}

/* Ids */

enum { ID_THREADS = 8, IDS_EACH = 2500 };
struct ids {
	struct world *w;
	int64_t id[IDS_EACH];
	enum err bad;
};

static void *ask_ids(void *p)
{
	struct ids *x = p;
	for (int i = 0; i < IDS_EACH && x->bad == OK; i++)
		x->bad = db_next_id(x->w->db, 7, &x->id[i]);
	return NULL;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void ids_are_unique(struct world *w)
{
	struct ids *x = arena_array(w->a, ID_THREADS, sizeof *x);
	int64_t *all = arena_array(w->a, ID_THREADS * IDS_EACH, sizeof *all);
	pthread_t t[ID_THREADS];
	for (int i = 0; i < ID_THREADS; i++) {
		x[i].w = w;
		assert_int_equal(pthread_create(&t[i], NULL, ask_ids, &x[i]), 0);
	}
	for (int i = 0; i < ID_THREADS; i++) {
		pthread_join(t[i], NULL);
		assert_int_equal(x[i].bad, OK);
		memcpy(all + i * IDS_EACH, x[i].id, sizeof x[i].id);
	}
	qsort(all, ID_THREADS * IDS_EACH, sizeof *all, by_number);
	for (int i = 0; i < ID_THREADS * IDS_EACH; i++) {
		assert_int_equal(all[i] >> 40, 7);
		assert_true(i == 0 || all[i] > all[i - 1]);
	}
	assert_int_equal(all[0] & 0xffffffffff, 1);
}

static void ids_differ_between_processes(struct world *w)
{
	struct db *other = open_db(w);
	int64_t a, b, c;
	assert_int_equal(db_next_id(w->db, 65535, &a), OK);
	assert_int_equal(db_next_id(other, 65535, &b), OK);
	assert_int_equal(db_next_id(w->db, 65535, &c), OK);
	assert_int_equal(a, INT64_C(65535) << 40 | 1);
	assert_int_equal(b, a + 1000);
	assert_int_equal(c, a + 1);
	EXPECT_BUG("region", (void)!db_next_id(w->db, 65536, &a));
	EXPECT_BUG("region", (void)!db_next_id(w->db, -1, &a));
	db_close(other);
}

static void ids_inside_a_transaction(struct world *w)
{
	int64_t id, before = 0;
	assert_int_equal(db_begin(w->c), OK);
	read_one(w, &put_tally, DB_ARGS(val_int(110), val_int(1)));
	for (int i = 0; i < 2100; i++) {
		assert_int_equal(db_next_id(w->db, 11, &id), OK);
		assert_true(id > before);
		before = id;
	}
	db_rollback(w->c);
	/* void after the rollback, but never double: */
	assert_int_equal(db_next_id(w->db, 11, &id), OK);
	int64_t first = id;
	assert_int_equal(db_begin(w->c), OK);
	for (int i = 0; i < 1500; i++) {
		assert_int_equal(db_next_id(w->db, 11, &id), OK);
		assert_true(id > first);
		first = id;
	}
	assert_int_equal(db_commit(w->c), OK);
	assert_int_equal(db_next_id(w->db, 11, &id), OK);
	assert_int_equal(id, first + 1);
	struct db *other = open_db(w);
	assert_int_equal(db_next_id(other, 11, &id), OK);
	assert_true(id > first + 1);
	db_close(other);
}

static void ids_of_two_regions_inside_a_transaction(struct world *w)
{
	int64_t before[2] = {0}, id;
	assert_int_equal(db_begin(w->c), OK);
	for (int i = 0; i < 40; i++) {
		int region = 21 + i % 2;
		assert_int_equal(db_next_id(w->db, region, &id), OK);
		assert_int_equal(id >> 40, region);
		assert_true(id > before[i % 2]);
		before[i % 2] = id;
	}
	assert_int_equal(db_commit(w->c), OK);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(db_next_id(w->db, 21 + i, &id), OK);
		assert_true(id >> 40 == 21 + i && id > before[i]);
	}
}

struct asker {
	struct db *db;
	int64_t id;
	enum err e;
};

static void *ask_one(void *p)
{
	struct asker *x = p;
	x->e = db_next_id(x->db, 31, &x->id);
	return NULL;
}

/* Who waits for the writer to reserve ids does not stop the writer from getting one. */
static void ids_never_lock_out_the_writer(struct world *w)
{
	const struct db_options o = {.connections = 2, .busy_ms = 60000};
	struct asker x = {0};
	struct str why;
	struct conn *c;
	pthread_t t;
	int64_t id;
	assert_int_equal(db_open(w->f.url, &o, w->a, &x.db, &why), OK);
	assert_int_equal(db_take(x.db, 0, &c), OK);
	assert_int_equal(db_begin(c), OK);
	assert_int_equal(db_exec(c, w->a, &put_tally, DB_ARGS(val_int(140), val_int(1)), NULL), OK);
	assert_int_equal(pthread_create(&t, NULL, ask_one, &x), 0);
	usleep(50000);
	assert_int_equal(db_next_id(x.db, 31, &id), OK);
	assert_int_equal(db_commit(c), OK);
	pthread_join(t, NULL);
	assert_int_equal(x.e, OK);
	assert_int_not_equal(x.id, id);
	db_give(x.db, c);
	db_close(x.db);
}

static void ids_need_their_table(struct world *w)
{
	struct fixture f;
	struct db *db;
	struct str why;
	int64_t id;
	const struct db_options o = {.connections = 1, .write_schema = true};
	fixture_make(&f, w->f.pg);
	assert_int_equal(db_open(f.url, &o, w->a, &db, &why), OK);
	EXPECT_BUG("seq", (void)!db_next_id(db, 1, &id));
	EXPECT_BUG("seq", (void)!db_next_id(db, 1, &id)); /* no lock is left, and the connection is whole */
	db_close(db);
	fixture_drop(&f);
}

/* Of one database */

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
	CASE(a_batch_inside_sees_the_transaction),
	CASE(giving_back_rolls_back),
	CASE(an_empty_transaction_commits),
	CASE(conflicts_are_told_apart),
	CASE(after_an_error_only_rollback_works),
	CASE(a_commit_lasts),
	CASE(no_update_is_lost),
	CASE(the_second_writer_is_told_busy),
	CASE(what_was_read_still_holds_at_commit),
	CASE(the_pool_ends),
	CASE(who_waits_gets_a_connection),
	CASE(wrong_urls_are_refused),
	CASE(ids_are_unique),
	CASE(ids_differ_between_processes),
	CASE(ids_inside_a_transaction),
	CASE(ids_never_lock_out_the_writer),
	CASE(ids_need_their_table),
	CASE(ids_of_two_regions_inside_a_transaction),
	CASE(sqlite_a_writer_is_one_from_its_begin),
	CASE(sqlite_only_the_schema_owner_changes_it),
	CASE(sqlite_file_is_private_and_careful),
	CASE(sqlite_full_disk),
	CASE(sqlite_what_is_no_database),
	CASE(pg_errors_have_their_meaning),
	CASE(pg_lost_connections),
	CASE(pg_first_host_dead),
	CASE(pg_read_only_server_is_not_taken),
	CASE(pg_session_is_careful),
};

int main(void)
{
	return run_all("db_tx", cases, sizeof cases / sizeof *cases);
}

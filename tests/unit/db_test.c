/* Every case runs on both databases, which must give the same answer. */
#include "db.h"

#include "clock.h"
#include "db_impl.h"
#include "log.h"
#include "migrate_impl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "db_fixture.h"

#include <sys/stat.h>

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

static struct db *open_db(struct world *w)
{
	const struct db_options o = {.connections = OUR_CONNECTIONS, .write_schema = true, .cache_kib = 2048, .busy_ms = 400};
	struct db *db = NULL;
	struct str why = {0};
	if (db_open(w->f.url, &o, w->a, &db, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	return db;
}

static struct conn *take(struct world *w)
{
	struct conn *c = NULL;
	assert_int_equal(db_take(w->db, 2000, &c), OK);
	return c;
}

static void make_world(struct world *w, bool pg)
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

static void write_one(struct world *w, const struct stmt *s, const struct val *args, size_t n)
{
	assert_int_equal(db_begin(w->c), OK);
	assert_int_equal(db_exec(w->c, w->a, s, args, n, NULL), OK);
	assert_int_equal(db_commit(w->c), OK);
}

static const struct rows *read_one(struct world *w, const struct stmt *s, const struct val *args, size_t n)
{
	const struct rows *r = NULL;
	assert_int_equal(db_exec(w->c, w->a, s, args, n, &r), OK);
	return r;
}

static enum err try_write(struct world *w, const struct stmt *s, const struct val *args, size_t n)
{
	assert_int_equal(db_begin(w->c), OK);
	enum err e = db_exec(w->c, w->a, s, args, n, NULL);
	db_rollback(w->c);
	return e;
}

/* Values */

static void values_come_back(struct world *w)
{
	char *big = arena_alloc(w->a, 100000);
	memset(big, 'x', 100000);
	char all[256];
	for (size_t i = 0; i < sizeof all; i++)
		all[i] = (char)i;
	const struct {
		struct val n, t, b;
	} cases[] = {
		{val_int(0), val_text(S("gewoon")), val_blob(S("\0a\0"))},
		{val_int(INT64_MAX), val_text(S("")), val_blob(S(""))},
		{val_int(INT64_MIN), val_text((struct str){0}), val_blob((struct str){0})},
		{val_int(-1), val_text(S("\xf0\x9f\x8f\xab \xc3\xab \xe2\x82\xac")), val_blob((struct str){all, sizeof all})},
		{val_int(2147483648), val_text((struct str){big, 100000}), val_blob((struct str){big, 100000})},
		{val_int(-2147483649), val_text(S("a\nb\tc\\d'e\"f")), val_blob(S("\\x41"))},
		{val_null(), val_null(), val_null()},
	};
	size_t n = sizeof cases / sizeof *cases;
	for (size_t i = 0; i < n; i++)
		write_one(w, &put_thing, DB_ARGS(val_int((int64_t)i), cases[i].n, cases[i].t, cases[i].b));
	for (size_t i = 0; i < n; i++) {
		const struct rows *r = read_one(w, &get_thing, DB_ARGS(val_int((int64_t)i)));
		assert_int_equal(r->n, 1);
		assert_int_equal(r->cols, 3);
		assert_true(val_eq(rows_val(r, 0, 0), cases[i].n));
		assert_true(val_eq(rows_val(r, 0, 1), cases[i].t));
		assert_true(val_eq(rows_val(r, 0, 2), cases[i].b));
	}
	assert_int_equal(rows_int(read_one(w, &count_things, DB_NO_ARGS), 0, 0), n);
}

static void empty_is_not_null(struct world *w)
{
	static const struct stmt nulls = {
		"SELECT id FROM thing WHERE t IS NULL AND b IS NULL AND id >= 100 ORDER BY id", "", "i"};
	static const struct stmt empties = {"SELECT id FROM thing WHERE t = '' AND b = $1 AND id >= 100 ORDER BY id", "b", "i"};
	write_one(w, &put_thing, DB_ARGS(val_int(100), val_null(), val_null(), val_null()));
	write_one(w, &put_thing, DB_ARGS(val_int(101), val_int(0), val_text((struct str){0}), val_blob((struct str){0})));
	const struct rows *r = read_one(w, &nulls, DB_NO_ARGS);
	assert_int_equal(r->n, 1);
	assert_int_equal(rows_int(r, 0, 0), 100);
	r = read_one(w, &empties, DB_ARGS(val_blob((struct str){0})));
	assert_int_equal(r->n, 1);
	assert_int_equal(rows_int(r, 0, 0), 101);
	r = read_one(w, &get_thing, DB_ARGS(val_int(100)));
	assert_int_equal(rows_text(r, 0, 1).n, 0);
	EXPECT_BUG("not an integer", (void)rows_int(r, 0, 0));
}

static void numbers_of_every_kind_are_integers(struct world *w)
{
	static const struct stmt s = {
		"SELECT sum(n), count(*), max(n) = 3, 7, CAST(-5 AS SMALLINT), sum(0) FROM"
		" (SELECT $1 AS n UNION ALL SELECT $2) AS two", "ii", "iiiiii"};
	const struct rows *r = read_one(w, &s, DB_ARGS(val_int(-10000000000000000), val_int(3)));
	assert_int_equal(rows_int(r, 0, 0), -9999999999999997);
	assert_int_equal(rows_int(r, 0, 1), 2);
	assert_int_equal(rows_int(r, 0, 2), 1);
	assert_int_equal(rows_int(r, 0, 3), 7);
	assert_int_equal(rows_int(r, 0, 4), -5);
	assert_int_equal(rows_int(r, 0, 5), 0);
	const int64_t sums[] = {9999, 10000, -10000, 100000000, 123456789012345678, INT64_MIN + 1, 0};
	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		r = read_one(w, &s, DB_ARGS(val_int(sums[i]), val_int(0)));
		assert_int_equal(rows_int(r, 0, 0), sums[i]);
	}
}

static void arguments_may_be_used_twice_and_out_of_order(struct world *w)
{
	static const struct stmt s = {
		"SELECT $2 + $1 * 10, $2, $11 FROM tally WHERE $1 = $1 AND $3 = $4 AND $5 = $6 AND $7 = $8 AND $9 = $10",
		"iiiiiiiiiit", "iit"};
	write_one(w, &put_tally, DB_ARGS(val_int(1), val_int(1)));
	const struct rows *r = read_one(w, &s, DB_ARGS(val_int(4), val_int(2), val_int(3), val_int(3), val_int(5), val_int(5),
	                                               val_int(7), val_int(7), val_int(9), val_int(9), val_text(S("elf"))));
	assert_int_equal(r->n, 1);
	assert_int_equal(rows_int(r, 0, 0), 42);
	assert_int_equal(rows_int(r, 0, 1), 2);
	assert_true(str_is(rows_text(r, 0, 2), "elf"));
}

static void texts_are_ordered_by_bytes(struct world *w)
{
	static const struct stmt s = {"SELECT w FROM word WHERE id >= 500 AND id < 510 ORDER BY w", "", "t"};
	static const char *const words[] = {"Zebra", "aap", "b", "\xc3\xa9" "en", "B", "a b"};
	static const char *const sorted[] = {"B", "Zebra", "a b", "aap", "b", "\xc3\xa9" "en"};
	for (int i = 0; i < 6; i++)
		write_one(w, &put_word, DB_ARGS(val_int(500 + i), val_text(str_from(words[i]))));
	const struct rows *r = read_one(w, &s, DB_NO_ARGS);
	assert_int_equal(r->n, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(str_c(w->a, rows_text(r, i, 0)), sorted[i]);
}

static void injection_is_only_text(struct world *w)
{
	static const char *const evil[] = {
		"'; DROP TABLE word; --", "\" OR 1=1 --", "$1", "'||(SELECT 1)||'", "%s%n", "\\'; DELETE FROM word; --",
		"?1", ":a", "@text", "Robert'); DROP TABLE word;--",
	};
	for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
		struct val id = val_int(700 + (int64_t)i), text = val_text(str_from(evil[i]));
		write_one(w, &put_word, DB_ARGS(id, text));
		const struct rows *r = read_one(w, &find_word, DB_ARGS(text));
		assert_int_equal(r->n, 1);
		assert_int_equal(rows_int(r, 0, 0), id.i);
		assert_true(val_eq(rows_val(read_one(w, &get_word, DB_ARGS(id)), 0, 0), text));
	}
}

/* Misuse */

static void wrong_arguments_are_bugs(struct world *w)
{
	EXPECT_BUG("arguments for", batch_put(batch_new(w->c, w->a), &get_word, DB_NO_ARGS));
	EXPECT_BUG("arguments for", batch_put(batch_new(w->c, w->a), &get_word, DB_ARGS(val_int(1), val_int(2))));
	EXPECT_BUG("must be i", batch_put(batch_new(w->c, w->a), &get_word, DB_ARGS(val_text(S("1")))));
	EXPECT_BUG("must be i", batch_put(batch_new(w->c, w->a), &get_word, DB_ARGS(val_blob(S("1")))));
	EXPECT_BUG("must be t", batch_put(batch_new(w->c, w->a), &find_word, DB_ARGS(val_int(1))));
	EXPECT_BUG("must be t", batch_put(batch_new(w->c, w->a), &find_word, DB_ARGS(val_blob(S("1")))));
	EXPECT_BUG("must be b", batch_put(batch_new(w->c, w->a), &put_thing,
	                                  DB_ARGS(val_int(1), val_int(1), val_text(S("")), val_text(S("")))));
	EXPECT_BUG("clean text", batch_put(batch_new(w->c, w->a), &find_word, DB_ARGS(val_text(S("a\0b")))));
	EXPECT_BUG("clean text", batch_put(batch_new(w->c, w->a), &find_word, DB_ARGS(val_text(S("\xff")))));
	read_one(w, &count_things, DB_NO_ARGS);
}

static void expect_bug_and_go_on(struct world *w, const struct stmt *s, const struct val *args, size_t n, const char *words)
{
	EXPECT_BUG(words, (void)!db_exec(w->c, w->a, s, args, n, NULL));
	EXPECT_BUG("without db_rollback", (void)!db_exec(w->c, w->a, &count_things, DB_NO_ARGS, NULL));
	db_give(w->db, w->c);
	w->c = take(w);
	read_one(w, &count_things, DB_NO_ARGS);
}

static void wrong_statements_are_bugs(struct world *w)
{
	static const struct stmt few = {"SELECT 1, 2", "", "i"}, many = {"SELECT 1", "", "ii"};
	static const struct stmt type = {"SELECT w FROM word", "", "i"}, type2 = {"SELECT count(*) FROM word", "", "t"};
	static const struct stmt table = {"SELECT 1 FROM nowhere", "", "i"}, column = {"SELECT nothing FROM word", "", "i"};
	static const struct stmt syntax = {"SELEKT 1", "", "i"}, quoted = {"SELECT \"no_such_name\" FROM word", "", "t"};
	static const struct stmt fraction = {"SELECT 1.5", "", "i"};
	static const struct stmt drop = {"DROP TABLE nowhere", "", ""};
	write_one(w, &put_word, DB_ARGS(val_int(1), val_text(S("een"))));
	expect_bug_and_go_on(w, &few, DB_NO_ARGS, "columns and letters");
	expect_bug_and_go_on(w, &few, DB_NO_ARGS, "columns and letters");
	expect_bug_and_go_on(w, &many, DB_NO_ARGS, "columns and letters");
	expect_bug_and_go_on(w, &type, DB_NO_ARGS, "is not i");
	expect_bug_and_go_on(w, &type2, DB_NO_ARGS, "is not t");
	expect_bug_and_go_on(w, &table, DB_NO_ARGS, "nowhere");
	expect_bug_and_go_on(w, &column, DB_NO_ARGS, "nothing");
	expect_bug_and_go_on(w, &syntax, DB_NO_ARGS, "SELEKT");
	expect_bug_and_go_on(w, &quoted, DB_NO_ARGS, "no_such_name");
	expect_bug_and_go_on(w, &fraction, DB_NO_ARGS, "is not i");
	expect_bug_and_go_on(w, &drop, DB_NO_ARGS, "");
	expect_bug_and_go_on(w, &put_word, DB_ARGS(val_int(2), val_text(S("twee"))), "outside a transaction");
	expect_bug_and_go_on(w, &many_rows, DB_ARGS(val_int(1001)), "more than 1000");
	assert_int_equal(read_one(w, &many_rows, DB_ARGS(val_int(1000)))->n, 1000);
	assert_int_equal(read_one(w, &get_word, DB_ARGS(val_int(2)))->n, 0);
}

static void rows_out_of_range_are_bugs(struct world *w)
{
	const struct rows *r = read_one(w, &count_things, DB_NO_ARGS);
	EXPECT_BUG("row 1", (void)rows_val(r, 1, 0));
	EXPECT_BUG("column 1", (void)rows_val(r, 0, 1));
	EXPECT_BUG("is an integer", (void)rows_text(r, 0, 0));
	struct batch *b = batch_new(w->c, w->a);
	batch_put(b, &count_things, DB_NO_ARGS);
	EXPECT_BUG("rows 0", (void)batch_rows(b, 0));
	assert_int_equal(batch_run(b), OK);
	EXPECT_BUG("rows 1", (void)batch_rows(b, 1));
	EXPECT_BUG("run once", (void)!batch_run(b));
	EXPECT_BUG("run once", batch_put(b, &count_things, DB_NO_ARGS));
}

static void transactions_do_not_nest(struct world *w)
{
	EXPECT_BUG("without a transaction", (void)!db_commit(w->c));
	assert_int_equal(db_begin(w->c), OK);
	EXPECT_BUG("inside a transaction", (void)!db_begin(w->c));
	db_rollback(w->c);
	db_rollback(w->c);
	EXPECT_BUG("not taken", db_give(w->db, &w->db->id_conn));
}

/* Batches */

static void a_batch_gives_each_its_rows(struct world *w)
{
	struct batch *b = batch_new(w->c, w->a);
	for (int64_t i = 1; i <= 40; i++) { /* more than it first has room for; values die before the run */
		struct val v = val_int(i);
		assert_int_equal(batch_put(b, &many_rows, &v, 1), (size_t)i - 1);
		v = val_int(-1);
	}
	size_t last = batch_put(b, &get_word, DB_ARGS(val_int(-1)));
	assert_int_equal(batch_run(b), OK);
	for (size_t i = 0; i < 40; i++) {
		assert_int_equal(batch_rows(b, i)->n, i + 1);
		assert_int_equal(rows_int(batch_rows(b, i), i, 0), i + 1);
	}
	assert_int_equal(batch_rows(b, last)->n, 0);
	b = batch_new(w->c, w->a);
	assert_int_equal(batch_run(b), OK); /* an empty one is fine */
}

static void a_batch_survives_its_connection(struct world *w)
{
	write_one(w, &put_word, DB_ARGS(val_int(31), val_text(S("blijft"))));
	const struct rows *r = read_one(w, &get_word, DB_ARGS(val_int(31)));
	read_one(w, &get_word, DB_ARGS(val_int(-1)));
	db_give(w->db, w->c);
	w->c = take(w);
	assert_true(str_is(rows_text(r, 0, 0), "blijft"));
	assert_int_equal(rows_text(r, 0, 0).p[6], 0);
}

static void statements_are_counted(struct world *w)
{
	struct batch *b = batch_new(w->c, w->a);
	batch_put(b, &count_things, DB_NO_ARGS);
	batch_put(b, &count_things, DB_NO_ARGS);
	assert_int_equal(conn_counts(w->c).statements, 0);
	assert_int_equal(batch_run(b), OK);
	read_one(w, &count_things, DB_NO_ARGS);
	int64_t id;
	assert_int_equal(db_next_id(w->db, 9, &id), OK);
	assert_int_equal(conn_counts(w->c).statements, 3);
	assert_int_equal(conn_counts(w->c).batches, 2);
	db_give(w->db, w->c);
	w->c = take(w);
	assert_int_equal(conn_counts(w->c).statements, 0);
	assert_int_equal(conn_counts(w->c).batches, 0);
}

static void changes_are_counted(struct world *w)
{
	static const struct stmt raise = {"UPDATE tally SET n = n + 1 WHERE id >= $1 AND id < $2", "ii", ""};
	static const struct stmt again = {"INSERT INTO tally (id, n) VALUES ($1, 1) ON CONFLICT (id) DO NOTHING", "i", ""};
	static const struct stmt back = {"DELETE FROM tally WHERE id >= $1 AND id < $2 RETURNING id", "ii", "i"};
	const struct rows *r;
	assert_int_equal(db_begin(w->c), OK);
	for (int64_t i = 300; i < 304; i++)
		read_one(w, &put_tally, DB_ARGS(val_int(i), val_int(0)));
	assert_int_equal(read_one(w, &raise, DB_ARGS(val_int(300), val_int(303)))->changed, 3);
	assert_int_equal(read_one(w, &raise, DB_ARGS(val_int(390), val_int(399)))->changed, 0);
	assert_int_equal(read_one(w, &again, DB_ARGS(val_int(300)))->changed, 0);
	assert_int_equal(read_one(w, &again, DB_ARGS(val_int(399)))->changed, 1);
	assert_int_equal(read_one(w, &get_tally, DB_ARGS(val_int(300)))->changed, 0);
	r = read_one(w, &back, DB_ARGS(val_int(300), val_int(302)));
	assert_int_equal(r->changed, 2);
	assert_int_equal(r->n, 2);
	assert_int_equal(db_commit(w->c), OK);
}

/* Reads n twice in one batch, while another connection changes it between batches and (tried many times) inside. */
struct writer {
	struct world *w;
	int64_t id;
	_Atomic bool stop;
	int done;
};

static void *keep_writing_pairs(void *p)
{
	struct writer *x = p;
	struct arena *a = arena_new(1 << 20);
	struct conn *c;
	if (db_take(x->w->db, 2000, &c) != OK)
		return NULL;
	for (int64_t n = 1; !x->stop; n++) {
		bool good = db_begin(c) == OK;
		good = good && db_exec(c, a, &set_tally, DB_ARGS(val_int(x->id), val_int(n)), NULL) == OK;
		good = good && db_exec(c, a, &set_tally, DB_ARGS(val_int(x->id + 1), val_int(n)), NULL) == OK;
		good = good && db_commit(c) == OK;
		db_rollback(c);
		x->done += good;
		arena_reset(a);
	}
	db_give(x->w->db, c);
	arena_free(a);
	return NULL;
}

static void a_batch_sees_one_moment(struct world *w)
{
	struct writer x = {.w = w, .id = 400};
	pthread_t t;
	write_one(w, &put_tally, DB_ARGS(val_int(400), val_int(0)));
	write_one(w, &put_tally, DB_ARGS(val_int(401), val_int(0)));
	assert_int_equal(pthread_create(&t, NULL, keep_writing_pairs, &x), 0);
	int moved = 0;
	int64_t before = 0;
	for (int i = 0; i < 300 || moved < 3; i++) {
		struct batch *b = batch_new(w->c, w->a);
		batch_put(b, &get_tally, DB_ARGS(val_int(400)));
		batch_put(b, &many_rows, DB_ARGS(val_int(300)));
		batch_put(b, &get_tally, DB_ARGS(val_int(401)));
		assert_int_equal(batch_run(b), OK);
		int64_t first = rows_int(batch_rows(b, 0), 0, 0);
		assert_int_equal(first, rows_int(batch_rows(b, 2), 0, 0));
		moved += first != before;
		before = first;
	}
	x.stop = true;
	pthread_join(t, NULL);
	assert_true(x.done > 0);
}

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
	enum err e = db_take(w->db, 5000, &c);
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

/* db_each */

struct seen {
	int64_t n, sum, stop_at;
	struct world *w;
};

static bool see(void *ctx, const struct val *row, size_t cols)
{
	struct seen *s = ctx;
	assert_int_equal(cols, 1);
	s->n++;
	s->sum += row[0].i;
	return s->n != s->stop_at;
}

static bool misuse(void *ctx, const struct val *row, size_t cols)
{
	struct seen *s = ctx;
	(void)row, (void)cols;
	EXPECT_BUG("used from db_each", (void)!db_exec(s->w->c, s->w->a, &count_things, DB_NO_ARGS, NULL));
	EXPECT_BUG("used from db_each", (void)!db_each(s->w->c, &many_rows, DB_ARGS(val_int(2)), see, ctx));
	s->n++;
	return true;
}

static bool jump(void *ctx, const struct val *row, size_t cols)
{
	(void)ctx, (void)row, (void)cols;
	BUG("on purpose");
}

static void each_streams(struct world *w)
{
	static const struct stmt bad = {"SELECT 1 FROM nowhere", "", "i"};
	static const struct stmt letters = {"SELECT 1", "", "ii"};
	const int64_t counts[] = {0, 1, 199, 200, 201, 1001, 5000};
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		static const struct stmt up_to = {
			"WITH RECURSIVE r (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 5000)"
			" SELECT i FROM r WHERE i <= $1", "i", "i"};
		struct seen s = {0};
		assert_int_equal(db_each(w->c, &up_to, DB_ARGS(val_int(counts[i])), see, &s), OK);
		assert_int_equal(s.n, counts[i]);
		assert_int_equal(s.sum, counts[i] * (counts[i] + 1) / 2);
	}
	struct seen s = {.stop_at = 3};
	assert_int_equal(db_each(w->c, &many_rows, DB_ARGS(val_int(1000000)), see, &s), OK);
	assert_int_equal(s.n, 3);
	s = (struct seen){.w = w};
	assert_int_equal(db_each(w->c, &many_rows, DB_ARGS(val_int(2)), misuse, &s), OK);
	assert_int_equal(s.n, 2);
	read_one(w, &count_things, DB_NO_ARGS);
	EXPECT_BUG("on purpose", (void)!db_each(w->c, &many_rows, DB_ARGS(val_int(2)), jump, &s));
	db_rollback(w->c);
	db_give(w->db, w->c);
	w->c = take(w);
	EXPECT_BUG("nowhere", (void)!db_each(w->c, &bad, DB_NO_ARGS, see, &s));
	db_give(w->db, w->c);
	w->c = take(w);
	EXPECT_BUG("columns and letters", (void)!db_each(w->c, &letters, DB_NO_ARGS, see, &s));
	db_give(w->db, w->c);
	w->c = take(w);
	EXPECT_BUG("", (void)!db_each(w->c, &put_tally, DB_ARGS(val_int(1), val_int(1)), see, &s));
	db_give(w->db, w->c);
	w->c = take(w);
}

static void each_works_inside_a_transaction(struct world *w)
{
	struct seen s = {.stop_at = 2};
	assert_int_equal(db_begin(w->c), OK);
	assert_int_equal(db_each(w->c, &many_rows, DB_ARGS(val_int(1000)), see, &s), OK);
	assert_int_equal(s.n, 2);
	read_one(w, &put_tally, DB_ARGS(val_int(130), val_int(1)));
	s = (struct seen){0};
	assert_int_equal(db_each(w->c, &many_rows, DB_ARGS(val_int(1000)), see, &s), OK);
	assert_int_equal(s.n, 1000);
	assert_int_equal(db_commit(w->c), OK);
	assert_int_equal(read_one(w, &get_tally, DB_ARGS(val_int(130)))->n, 1);
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
	fixture_sql(fixture_server(), str_printf(w->a, "ALTER DATABASE %s SET default_transaction_read_only = on", w->f.name).p);
	struct db *db = NULL;
	struct str why = {0};
	const struct db_options o = {.connections = 1};
	const char *url = str_printf(w->a, "%s&target_session_attrs=any", w->f.url).p;
	assert_int_equal(db_open(url, &o, w->a, &db, &why), ERR_DOWN);
	fixture_sql(fixture_server(), str_printf(w->a, "ALTER DATABASE %s RESET default_transaction_read_only", w->f.name).p);
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

/* A big batch in both directions at once must not stop both sides. */
static void a_batch_may_be_large(struct world *w)
{
	char *big = arena_alloc(w->a, 1 << 20);
	static const struct stmt echo = {"SELECT b, $2 FROM thing WHERE id = $1", "ib", "bb"};
	memset(big, 'z', 1 << 20);
	struct val blob = val_blob((struct str){big, 1 << 20});
	write_one(w, &put_thing, DB_ARGS(val_int(950), val_null(), val_null(), blob));
	struct batch *b = batch_new(w->c, w->a);
	for (int i = 0; i < 12; i++)
		batch_put(b, &echo, DB_ARGS(val_int(950), blob));
	assert_int_equal(batch_run(b), OK);
	for (size_t i = 0; i < 12; i++) {
		assert_true(val_eq(rows_val(batch_rows(b, i), 0, 0), blob));
		assert_true(val_eq(rows_val(batch_rows(b, i), 0, 1), blob));
	}
}

static void an_arena_that_is_full_leaves_the_connection_whole(struct world *w)
{
	struct arena *small = arena_new(4096);
	char big[3000] = {0};
	struct val blob = val_blob((struct str){big, sizeof big});
	write_one(w, &put_thing, DB_ARGS(val_int(960), val_null(), val_null(), blob));
	struct batch *b = batch_new(w->c, small);
	batch_put(b, &get_thing, DB_ARGS(val_int(960)));
	batch_put(b, &get_thing, DB_ARGS(val_int(960)));
	EXPECT_BUG("arena limit", (void)!batch_run(b));
	db_give(w->db, w->c);
	w->c = take(w);
	assert_int_equal(read_one(w, &get_thing, DB_ARGS(val_int(960)))->n, 1);
	arena_free(small);
}

static const struct {
	const char *name;
	void (*fn)(struct world *w);
} cases[] = {
#define CASE(f) {#f, f}
	CASE(values_come_back),
	CASE(empty_is_not_null),
	CASE(numbers_of_every_kind_are_integers),
	CASE(arguments_may_be_used_twice_and_out_of_order),
	CASE(texts_are_ordered_by_bytes),
	CASE(injection_is_only_text),
	CASE(wrong_arguments_are_bugs),
	CASE(wrong_statements_are_bugs),
	CASE(rows_out_of_range_are_bugs),
	CASE(transactions_do_not_nest),
	CASE(a_batch_gives_each_its_rows),
	CASE(a_batch_survives_its_connection),
	CASE(a_batch_may_be_large),
	CASE(a_batch_sees_one_moment),
	CASE(statements_are_counted),
	CASE(changes_are_counted),
	CASE(a_batch_inside_sees_the_transaction),
	CASE(giving_back_rolls_back),
	CASE(an_empty_transaction_commits),
	CASE(conflicts_are_told_apart),
	CASE(after_an_error_only_rollback_works),
	CASE(an_arena_that_is_full_leaves_the_connection_whole),
	CASE(a_commit_lasts),
	CASE(no_update_is_lost),
	CASE(the_second_writer_is_told_busy),
	CASE(what_was_read_still_holds_at_commit),
	CASE(the_pool_ends),
	CASE(who_waits_gets_a_connection),
	CASE(wrong_urls_are_refused),
	CASE(each_streams),
	CASE(each_works_inside_a_transaction),
	CASE(ids_are_unique),
	CASE(ids_differ_between_processes),
	CASE(ids_inside_a_transaction),
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
enum { CASES = sizeof cases / sizeof *cases };

struct run {
	struct world *world;
	size_t i;
	char name[128];
};

static int set_up(void **state)
{
	struct run *r = *state;
	arena_reset(r->world->a);
	r->world->c = take(r->world);
	return 0;
}

static void run_case(void **state)
{
	struct run *r = *state;
	cases[r->i].fn(r->world);
}

static int tear_down(void **state)
{
	struct run *r = *state;
	db_give(r->world->db, r->world->c);
	return 0;
}

int main(void)
{
	static struct world worlds[2];
	static struct run runs[2 * CASES];
	struct CMUnitTest tests[2 * CASES];
	size_t n = 0;
	fixture_server();
	log_from((enum log_level)(LOG_BUG + 1)); /* the bugs here are meant */
	for (int pg = 0; pg < 2; pg++) {
		make_world(&worlds[pg], pg == 1);
		for (size_t i = 0; i < CASES; i++) {
			bool other = strncmp(cases[i].name, pg ? "sqlite_" : "pg_", pg ? 7 : 3) == 0;
			if (other)
				continue;
			runs[n] = (struct run){.world = &worlds[pg], .i = i};
			snprintf(runs[n].name, sizeof runs[n].name, "%s: %s", pg ? "postgresql" : "sqlite", cases[i].name);
			tests[n] = (struct CMUnitTest){runs[n].name, run_case, set_up, tear_down, &runs[n]};
			n++;
		}
	}
	int failed = _cmocka_run_group_tests("db", tests, n, NULL, NULL);
	for (int pg = 0; pg < 2; pg++) {
		db_close(worlds[pg].db);
		fixture_drop(&worlds[pg].f);
		arena_free(worlds[pg].a);
	}
	return failed;
}

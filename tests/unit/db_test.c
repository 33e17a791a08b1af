/* Values, misuse, batches and streams: every case runs on both databases, which must give the same answer. */
#include "db.h"

#include "db_world.h"

/* Values */

#define E_ACUTE "\xc3\xa9"

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
	static const struct stmt empties = {
		"SELECT id FROM thing WHERE t = '' AND b = $1 AND id >= 100 ORDER BY id", "b", "i"};
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
	const struct rows *r = read_one(w, &s, DB_ARGS(val_int(4), val_int(2), val_int(3), val_int(3), val_int(5),
	                                               val_int(5), val_int(7), val_int(7), val_int(9), val_int(9),
	                                               val_text(S("elf"))));
	assert_int_equal(r->n, 1);
	assert_int_equal(rows_int(r, 0, 0), 42);
	assert_int_equal(rows_int(r, 0, 1), 2);
	assert_true(str_is(rows_text(r, 0, 2), "elf"));
}

static void texts_are_ordered_by_bytes(struct world *w)
{
	static const struct stmt s = {"SELECT w FROM word WHERE id >= 500 AND id < 510 ORDER BY w", "", "t"};
	static const char *const words[] = {"Zebra", "aap", "b", E_ACUTE "en", "B", "a b"};
	static const char *const sorted[] = {"B", "Zebra", "a b", "aap", "b", E_ACUTE "en"};
	for (int i = 0; i < 6; i++)
		write_one(w, &put_word, DB_ARGS(val_int(500 + i), val_text(str_from(words[i]))));
	const struct rows *r = read_one(w, &s, DB_NO_ARGS);
	assert_int_equal(r->n, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(str_c(w->a, rows_text(r, i, 0)), sorted[i]);
}

static void strpos_counts_characters_in_both_dialects(struct world *w)
{
	static const struct stmt place = {"SELECT strpos($1, $2)", "tt", "i"};
	static const struct {
		const char *text, *word;
		int64_t at;
	} cases[] = {
		{"aydin emir", "emir", 7}, {"aydin emir", "aydin", 1}, {"aydin emir", "Emir", 0}, {"aydin", "aydin emir", 0},
		{"z" E_ACUTE "h" E_ACUTE, "h", 3}, {"z" E_ACUTE "h" E_ACUTE, E_ACUTE, 2}, {"100% x", "%", 4}, {"a_b", "_", 2},
		{"", "a", 0}, {"a", "", 1}, {"", "", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct rows *r = read_one(
			w, &place, DB_ARGS(val_text(str_from(cases[i].text)), val_text(str_from(cases[i].word))));
		assert_int_equal(rows_int(r, 0, 0), cases[i].at);
	}
	assert_int_equal(rows_val(read_one(w, &place, DB_ARGS(val_null(), val_text(S("a")))), 0, 0).type, VAL_NULL);
	assert_int_equal(rows_val(read_one(w, &place, DB_ARGS(val_text(S("a")), val_null())), 0, 0).type, VAL_NULL);
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

static void expect_bug_and_go_on(struct world *w, const struct stmt *s, const struct val *args, size_t n,
                                 const char *words)
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

static const struct db_case cases[] = {
	CASE(values_come_back),
	CASE(empty_is_not_null),
	CASE(numbers_of_every_kind_are_integers),
	CASE(arguments_may_be_used_twice_and_out_of_order),
	CASE(texts_are_ordered_by_bytes),
	CASE(strpos_counts_characters_in_both_dialects),
	CASE(injection_is_only_text),
	CASE(wrong_arguments_are_bugs),
	CASE(wrong_statements_are_bugs),
	CASE(rows_out_of_range_are_bugs),
	CASE(transactions_do_not_nest),
	CASE(a_batch_gives_each_its_rows),
	CASE(a_batch_survives_its_connection),
	CASE(statements_are_counted),
	CASE(changes_are_counted),
	CASE(a_batch_sees_one_moment),
	CASE(a_batch_may_be_large),
	CASE(an_arena_that_is_full_leaves_the_connection_whole),
	CASE(each_streams),
	CASE(each_works_inside_a_transaction),
};

int main(void)
{
	return run_all("db", cases, sizeof cases / sizeof *cases);
}

/* Dumps: refusals first. Seals are in sealed_test.c, whole regions on both databases in tests/cli/backup. */
#include "dump.h"
#include "load.h"
#include "migrate_impl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "db_fixture.h"

static const char schema_text[] =
	"CREATE TABLE seq (region @int PRIMARY KEY, next @int NOT NULL) @strict;"
	"CREATE TABLE zeta (id @int PRIMARY KEY, up @int REFERENCES zeta (id), t @text) @strict;"
	"CREATE TABLE beta (k @text NOT NULL, n @int NOT NULL, zeta @int REFERENCES zeta (id), b @blob, PRIMARY KEY (k, n))"
	" @strict @norowid;"
	"CREATE TABLE look (chain @int NOT NULL, n @int NOT NULL, door @text NOT NULL, PRIMARY KEY (chain, n))"
	" @strict @norowid;"
	"CREATE TABLE witnessed (of_what @text NOT NULL, n @int NOT NULL, PRIMARY KEY (of_what, n)) @strict @norowid;";

enum { MEMORY = 8 << 20 };

struct memory {
	char *p;
	size_t n, at;
};

struct world {
	struct arena *a, *room;
	struct fixture f[3]; /* a SQLite pair and a PostgreSQL */
	struct db *db[3];
	struct dump_tables t;
	struct memory m;
};
static struct world w;

static enum err to_memory(void *ctx, const void *p, size_t n)
{
	struct memory *m = ctx;
	if (n > MEMORY - m->n)
		return ERR_FULL;
	memcpy(m->p + m->n, p, n);
	m->n += n;
	return OK;
}

static enum err from_memory(void *ctx, void *p, size_t n, size_t *got, struct arena *a, struct str *why)
{
	struct memory *m = ctx;
	(void)a, (void)why;
	*got = n < m->n - m->at ? n : m->n - m->at;
	memcpy(p, m->p + m->at, *got);
	m->at += *got;
	return OK;
}

static void open_one(size_t i, bool pg)
{
	const struct migration m = {1, str_from(schema_text)};
	const struct db_options o = {.connections = 3, .write_schema = true};
	int applied;
	struct str why = {0};
	fixture_make(&w.f[i], pg);
	if (db_open(w.f[i].url, &o, w.a, &w.db[i], &why) != OK ||
	    list_migrate(w.db[i], (struct migration_list){&m, 1}, w.a, &applied, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
}

static int make(void **state)
{
	struct schema_lines lines;
	struct str why = {0};
	(void)state;
	w = (struct world){.a = arena_new((size_t)256 << 20), .room = arena_new(LOAD_ROOM)};
	w.m.p = arena_alloc(w.a, MEMORY);
	for (size_t i = 0; i < 3; i++)
		open_one(i, i == 2);
	assert_int_equal(schema_lines(w.db[0], w.a, &lines), OK);
	if (dump_tables_of(w.a, lines, &w.t, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	return 0;
}

static int drop(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		db_close(w.db[i]);
		fixture_drop(&w.f[i]);
	}
	arena_free(w.room);
	arena_free(w.a);
	return 0;
}

static struct conn *taken(struct db *db)
{
	struct conn *c = NULL;
	assert_int_equal(db_take(db, 2000, &c), OK);
	return c;
}

static void put(struct db *db, const struct stmt *s, const struct val *args, size_t n)
{
	struct conn *c = taken(db);
	assert_int_equal(db_begin(c), OK);
	assert_int_equal(db_exec(c, w.a, s, args, n, NULL), OK);
	assert_int_equal(db_commit(c), OK);
	db_give(db, c);
}

static const struct stmt put_zeta = {"INSERT INTO zeta (id, up, t) VALUES ($1, $2, $3)", "iit", ""};
static const struct stmt put_beta = {"INSERT INTO beta (k, n, zeta, b) VALUES ($1, $2, $3, $4)", "tiib", ""};
static const struct stmt put_look = {"INSERT INTO look (chain, n, door) VALUES ($1, $2, $3)", "iit", ""};
static const struct stmt put_witnessed = {"INSERT INTO witnessed (of_what, n) VALUES ($1, $2)", "ti", ""};
static const struct stmt drop_fault = {"DELETE FROM look WHERE chain = $1", "i", ""};

/* All that is hard to carry: nothing beside empty, ends of the range of numbers, order by bytes, references forward. */
static void fill(void)
{
	static const int64_t numbers[] = {INT64_MIN, -32769, -32768, -129, -128, -1, 0, 127, 128, 32767, INT64_MAX};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		put(w.db[0], &put_beta, DB_ARGS(val_text(S("b")), val_int(numbers[i]), val_null(), val_null()));
	put(w.db[0], &put_zeta, DB_ARGS(val_int(9), val_null(), val_text(S(""))));
	put(w.db[0], &put_zeta, DB_ARGS(val_int(1), val_int(9), val_text(S("caf\xc3\xa9 \xf0\x9f\x8c\xbb\n"))));
	put(w.db[0], &put_beta, DB_ARGS(val_text(S("B")), val_int(1), val_int(9), val_blob(S("\0\1\2"))));
	put(w.db[0], &put_beta, DB_ARGS(val_text(S("\xc3\xa9")), val_int(1), val_int(1), val_blob(S(""))));
	char *large = arena_alloc(w.a, 512 * 1024);
	memset(large, 'x', 512 * 1024);
	for (int64_t i = 0; i < 3; i++)
		put(w.db[0], &put_beta, DB_ARGS(val_text(S("large")), val_int(i), val_int(1),
		                                val_blob((struct str){large, 512 * 1024})));
	put(w.db[1], &put_look, DB_ARGS(val_int(1), val_int(1), val_text(S("door"))));
	put(w.db[1], &put_witnessed, DB_ARGS(val_text(S("changes")), val_int(7)));
	put(w.db[0], &put_witnessed, DB_ARGS(val_text(S("looks")), val_int(8)));
}

/* The dump of the SQLite pair, or of the PostgreSQL. */
static enum err dump(bool pg, struct memory *to, struct dump_found *found, struct str *why)
{
	struct dump_views v = {taken(w.db[pg ? 2 : 0]), pg ? NULL : taken(w.db[1])};
	to->n = to->at = 0;
	assert_int_equal(db_begin_view(v.main), OK);
	if (!pg)
		assert_int_equal(db_begin_view(v.looks), OK);
	enum err e = dump_write(&w.t, &v, dump_out_new(w.a, (struct sink){to_memory, to}), w.a, found, why);
	db_give(w.db[pg ? 2 : 0], v.main);
	if (!pg)
		db_give(w.db[1], v.looks);
	return e;
}

static enum err load(struct db *main, struct db *looks, struct memory *from, struct str *why)
{
	struct conn *c[2] = {taken(main), looks == NULL ? NULL : taken(looks)};
	struct load_to to = {.main = NULL};
	struct dump_found found;
	from->at = 0;
	enum err e = bulk_begin(c[0], w.a, &to.main, why);
	if (e == OK && c[1] != NULL)
		e = bulk_begin(c[1], w.a, &to.looks, why);
	arena_reset(w.room);
	if (e == OK)
		e = dump_load(&w.t, dump_in_new(w.a, w.room, (struct source){from_memory, from}), w.room, &to, w.a, &found,
		              why);
	if (e == OK && c[1] != NULL)
		e = bulk_commit(to.looks, why);
	if (e == OK)
		e = bulk_commit(to.main, why);
	if (c[1] != NULL)
		db_give(looks, c[1]);
	db_give(main, c[0]);
	return e;
}

static enum err take_nothing(void *ctx, const struct dump_table *t, const struct val *row)
{
	(void)t, (void)row;
	arena_reset(ctx);
	return OK;
}

static enum err read_only(struct memory *from, struct str *why)
{
	struct arena *a = arena_new((size_t)128 << 20);
	struct dump_found found;
	struct str none = {0};
	const struct dump_taker taker = {w.room, NULL, take_nothing, &none};
	from->at = 0;
	arena_reset(w.room);
	enum err e = dump_read(&w.t, dump_in_new(a, w.room, (struct source){from_memory, from}), w.room, &taker, a, &found,
	                       why);
	*why = str_copy(w.a, *why);
	arena_free(a);
	return e;
}

static void there_and_back_is_the_same(void **state)
{
	struct dump_found found;
	struct str why = {0};
	struct memory other = {.p = arena_alloc(w.a, MEMORY)};
	(void)state;
	fill();
	assert_int_equal(dump(false, &w.m, &found, &why), OK);
	assert_int_equal(found.all, 21);
	assert_int_equal(dump_rows(&w.t, &found, "beta"), 16);
	assert_int_equal(dump_rows(&w.t, &found, "nowhere"), 0);
	if (load(w.db[2], NULL, &w.m, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	assert_int_equal(dump(true, &other, &found, &why), OK);
	assert_int_equal(w.m.n, other.n);
	assert_memory_equal(w.m.p, other.p, other.n);
	/* And once more into files of its own. */
	struct fixture f[2];
	struct db *db[2];
	for (size_t i = 0; i < 2; i++) {
		struct fixture kept = w.f[i];
		struct db *kept_db = w.db[i];
		open_one(i, false);
		f[i] = kept;
		db[i] = kept_db;
	}
	if (load(w.db[0], w.db[1], &other, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	assert_int_equal(dump(false, &w.m, &found, &why), OK);
	assert_int_equal(w.m.n, other.n);
	assert_memory_equal(w.m.p, other.p, other.n);
	for (size_t i = 0; i < 2; i++) {
		db_close(db[i]);
		fixture_drop(&f[i]);
	}
}

/* A dump finds every row or says that it would not. */
static void a_row_in_the_wrong_file_is_refused(void **state)
{
	struct dump_found found;
	struct str why = {0};
	(void)state;
	put(w.db[0], &put_look, DB_ARGS(val_int(2), val_int(1), val_text(S("door"))));
	assert_int_equal(dump(false, &w.m, &found, &why), ERR_INVALID);
	assert_non_null(strstr(why.p, "table look"));
	put(w.db[0], &drop_fault, DB_ARGS(val_int(2)));
	put(w.db[0], &put_witnessed, DB_ARGS(val_text(S("changes")), val_int(9)));
	assert_int_equal(dump(false, &w.m, &found, &why), ERR_INVALID);
	assert_non_null(strstr(why.p, "table witnessed"));
}

/* Every bit of a dump counts, and every length but the whole one. */
static void a_mutilated_dump_is_refused(void **state)
{
	struct dump_found found;
	struct str why = {0};
	(void)state;
	put(w.db[0], &put_zeta, DB_ARGS(val_int(1), val_null(), val_text(S("word"))));
	put(w.db[0], &put_zeta, DB_ARGS(val_int(70000), val_int(1), val_null()));
	put(w.db[0], &put_beta, DB_ARGS(val_text(S("k")), val_int(1), val_int(1), val_blob(S("bytes"))));
	assert_int_equal(dump(false, &w.m, &found, &why), OK);
	assert_int_equal(read_only(&w.m, &why), OK);
	size_t whole = w.m.n;
	for (w.m.n = 0; w.m.n < whole; w.m.n++) {
		assert_int_equal(read_only(&w.m, &why), ERR_INVALID);
		assert_true(why.n > 0);
	}
	for (size_t i = 0; i < 8 * whole; i++) {
		w.m.p[i / 8] = (char)(w.m.p[i / 8] ^ 1 << i % 8);
		enum err e = read_only(&w.m, &why);
		if (e != ERR_INVALID && e != ERR_TOO_BIG)
			fail_msg("bit %zu: %s", i, err_name(e));
		w.m.p[i / 8] = (char)(w.m.p[i / 8] ^ 1 << i % 8);
	}
	w.m.p[w.m.n++] = 0;
	assert_int_equal(read_only(&w.m, &why), ERR_INVALID);
	assert_string_equal(why.p, "something stands after its end");
}

/* The values of a head, one after the other, as dump_put writes them. */
static struct str refusal_of(const struct val *head, size_t n)
{
	struct str why = {0};
	w.m.n = 0;
	struct dump_out *o = dump_out_new(w.a, (struct sink){to_memory, &w.m});
	for (size_t i = 0; i < n; i++)
		assert_int_equal(dump_put(o, head[i]), OK);
	assert_int_equal(dump_flush(o), OK);
	assert_int_not_equal(read_only(&w.m, &why), OK);
	return why;
}

static void other_versions_are_told_apart(void **state)
{
	const struct val magic = val_text(S("thuisnabij dump\n"));
	(void)state;
	const struct {
		struct val head[5];
		const char *why;
	} cases[] = {
		{{val_text(S("something else"))}, "it is no dump of thuisnabij"},
		{{val_int(1)}, "it is no dump of thuisnabij"},
		{{magic, val_int(2)}, "its format is 2 and this program reads 1"},
		{{magic, val_int(1), val_int(1)}, "it was made by a newer version (migration 1; this program knows 0)"},
		{{magic, val_int(1), val_int(-1)}, "it was made by an older version"},
		{{magic, val_int(1), val_int(0), val_blob(S("another schema"))}, "with other tables"},
		{{magic, val_int(1), val_int(0), val_blob((struct str){(const char *)w.t.hash, TABLES_HASH}), val_int(4)},
		 "it has 4 tables instead of 5"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t n = 0;
		while (n < 5 && cases[i].head[n].type != VAL_NULL)
			n++;
		struct str why = refusal_of(cases[i].head, n);
		if (strstr(why.p, cases[i].why) == NULL)
			fail_msg("%s: " STR_FMT, cases[i].why, STR_ARG(why));
	}
}

static void an_oversized_value_is_refused(void **state)
{
	static const char oversized[] = "\1\377\377\377\377";
	struct str why = {0};
	(void)state;
	memcpy(w.m.p, oversized, 5);
	w.m.n = 5;
	struct val v;
	struct dump_in *in = dump_in_new(w.a, w.room, (struct source){from_memory, &w.m});
	assert_int_equal(dump_get(in, &v), ERR_TOO_BIG);
	assert_non_null(strstr(dump_in_why(in).p, "4294967295 bytes"));
	struct dump_out *o = dump_out_new(w.a, (struct sink){to_memory, &w.m});
	assert_int_equal(dump_put(o, val_blob((struct str){w.m.p, DUMP_VALUE_MAX + 1u})), ERR_TOO_BIG);
	(void)why;
}

/* What the other database refers to and is not there is asked of it at the end. */
static void a_reference_to_nothing_is_refused(void **state)
{
	struct dump_found found;
	(void)state;
	for (int pg = 0; pg < 2; pg++) {
		struct str why = {0};
		struct bulk *b;
		struct conn *c = taken(w.db[pg ? 2 : 0]);
		assert_int_equal(bulk_begin(c, w.a, &b, &why), OK);
		assert_int_equal(db_exec(c, w.a, &put_zeta, DB_ARGS(val_int(1), val_int(2), val_null()), NULL), OK);
		assert_int_equal(bulk_commit(b, &why), ERR_CONFLICT);
		db_give(w.db[pg ? 2 : 0], c);
		assert_int_equal(dump(pg, &w.m, &found, &why), OK);
		assert_int_equal(found.all, 0);
	}
}

static void a_stripped_database_is_bare(void **state)
{
	bool bare = true;
	struct str why = {0};
	(void)state;
	assert_int_equal(db_is_bare(w.db[0], w.a, &bare), OK);
	assert_false(bare);
	assert_int_equal(db_is_bare(w.db[2], w.a, &bare), OK);
	assert_false(bare);
	assert_int_equal(db_strip(w.db[2], w.a, &why), OK);
	assert_int_equal(db_is_bare(w.db[2], w.a, &bare), OK);
	assert_true(bare);
}

/* The program's own tables can be put in an order, and each has a key. */
static void our_own_tables_can_be_dumped(void **state)
{
	struct dump_tables t;
	struct str why = {0};
	(void)state;
	if (dump_tables_own(w.a, &t, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	assert_true(t.n > 50 && t.migration > 0);
	size_t in_looks = 0;
	for (size_t i = 0; i < t.n; i++)
		in_looks += t.v[i].place != IN_MAIN;
	assert_int_equal(in_looks, 5);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, make, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_row_in_the_wrong_file_is_refused), CASE(a_mutilated_dump_is_refused),
		CASE(other_versions_are_told_apart), CASE(an_oversized_value_is_refused),
		CASE(a_reference_to_nothing_is_refused), CASE(a_stripped_database_is_bare),
		CASE(there_and_back_is_the_same), CASE(our_own_tables_can_be_dumped),
	};
	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}

/* Ids: never double, over threads, processes, transactions and regions. */
#include "db.h"

#include "db_world.h"

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

static const struct db_case cases[] = {
	CASE(ids_are_unique),
	CASE(ids_differ_between_processes),
	CASE(ids_inside_a_transaction),
	CASE(ids_never_lock_out_the_writer),
	CASE(ids_need_their_table),
	CASE(ids_of_two_regions_inside_a_transaction),
};

int main(void)
{
	return run_all("db_ids", cases, sizeof cases / sizeof *cases);
}

/* data keys of parts: made, kept wrapped, opened for their own place only, destroyed */
#include "part_key.h"
#include "two_children.h"

static void write_sql(struct t *t, const char *text)
{
	struct stmt s = {text, "", ""};
	struct stmt *kept = malloc(sizeof s);
	memcpy(kept, &s, sizeof s);
	assert_int_equal(act_write(world_act(&t->w, NULL), kept, DB_NO_ARGS), OK);
	act_end(&t->w.act);
	db_close(t->w.db); /* nothing keeps the statement any more */
	struct str why;
	assert_int_equal(db_open(t->w.f.url, &(struct db_options){.connections = 4}, t->w.a, &t->w.db, &why), OK);
	free(kept);
}

/* The current key of a part, in a transaction of its own. */
static enum err current(struct t *t, int64_t route, enum part part, unsigned char out[KEYS_DATA_BYTES], unsigned *n)
{
	struct act *act = world_act(&t->w, NULL);
	const unsigned char *key = NULL;
	struct conn *conn;
	assert_int_equal(act_conn(act, &conn), OK);
	assert_int_equal(db_begin(conn), OK);
	enum err e = part_key_current(act, route, part, &key, n);
	if (e == OK) {
		memcpy(out, key, KEYS_DATA_BYTES);
		assert_int_equal(db_commit(conn), OK);
	} else {
		db_rollback(conn);
	}
	return e;
}

/* Key `n` as a reader gets it. */
static enum err opened(struct t *t, int64_t route, enum part part, unsigned n, unsigned char out[KEYS_DATA_BYTES])
{
	struct act *act = world_act(&t->w, NULL);
	const unsigned char *key = NULL;
	assert_int_equal(part_keys_read(act, route), OK);
	enum err e = part_keys_open(act, &route, 1, PART_BIT(part));
	if (e == OK)
		e = part_key_opened(act, route, part, n, &key);
	if (e == OK)
		memcpy(out, key, KEYS_DATA_BYTES);
	return e;
}

static void each_part_of_each_child_has_its_own(void **state)
{
	struct t *t = *state;
	unsigned char key[4][KEYS_DATA_BYTES], again[KEYS_DATA_BYTES];
	unsigned n = 0;
	assert_int_equal(current(t, t->route, PART_SCHOOL, key[0], &n), OK);
	assert_int_equal(n, 1);
	assert_int_equal(current(t, t->route, PART_SWV, key[1], &n), OK);
	assert_int_equal(current(t, t->other, PART_SCHOOL, key[2], &n), OK);
	assert_int_equal(current(t, part_key_region(1), PART_NONE, key[3], &n), OK);
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < i; k++)
			assert_memory_not_equal(key[i], key[k], KEYS_DATA_BYTES);
	assert_int_equal(current(t, t->route, PART_SCHOOL, again, &n), OK);
	assert_int_equal(n, 1);
	assert_memory_equal(key[0], again, KEYS_DATA_BYTES);
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 1, again), OK);
	assert_memory_equal(key[0], again, KEYS_DATA_BYTES);
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 2, again), ERR_NOT_FOUND);
	assert_int_equal(opened(t, t->other, PART_SWV, 1, again), ERR_NOT_FOUND);
}

static void what_was_not_asked_for_is_shut(void **state)
{
	struct t *t = *state;
	unsigned char key[KEYS_DATA_BYTES];
	const unsigned char *got;
	unsigned n;
	assert_int_equal(current(t, t->route, PART_SCHOOL, key, &n), OK);
	assert_int_equal(current(t, t->route, PART_SWV, key, &n), OK);
	struct act *act = world_act(&t->w, NULL);
	assert_int_equal(part_key_opened(act, t->route, PART_SCHOOL, 1, &got), ERR_NOT_FOUND);
	assert_int_equal(part_keys_read(act, t->route), OK);
	assert_int_equal(part_key_opened(act, t->route, PART_SCHOOL, 1, &got), ERR_DOWN);
	assert_int_equal(part_keys_open(act, &t->route, 1, PART_BIT(PART_SCHOOL)), OK);
	assert_int_equal(part_key_opened(act, t->route, PART_SCHOOL, 1, &got), OK);
	assert_int_equal(part_key_opened(act, t->route, PART_SWV, 1, &got), ERR_DOWN);
}

static void another_master_opens_nothing(void **state)
{
	struct t *t = *state;
	static const unsigned char master[32] = "the key of another house of ours";
	unsigned char key[KEYS_DATA_BYTES];
	unsigned n;
	assert_int_equal(current(t, t->route, PART_SCHOOL, key, &n), OK);
	struct keys_client *stranger = keys_client_local(master);
	const struct model *ours = t->w.model;
	t->w.model = model_sealed_by(t->w.a, ours, stranger);
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 1, key), ERR_INVALID);
	assert_int_equal(current(t, t->route, PART_SCHOOL, key, &n), ERR_INVALID);
	t->w.model = model_sealed_by(t->w.a, ours, NULL);
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 1, key), ERR_DOWN);
	assert_int_equal(current(t, t->other, PART_SCHOOL, key, &n), ERR_DOWN);
	t->w.model = ours;
	keys_client_free(stranger);
}

static void a_key_that_was_moved_does_not_open(void **state)
{
	struct t *t = *state;
	unsigned char key[KEYS_DATA_BYTES];
	unsigned n;
	assert_int_equal(current(t, t->route, PART_SCHOOL, key, &n), OK);
	write_sql(t, "UPDATE part_key SET part = 'swv'");
	assert_int_equal(opened(t, t->route, PART_SWV, 1, key), ERR_INVALID);
	write_sql(t, "UPDATE part_key SET part = 'school', n = 2");
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 2, key), ERR_INVALID);
	write_sql(t, "UPDATE part_key SET n = 1, owner = owner + 1");
	assert_int_equal(opened(t, t->route + 1, PART_SCHOOL, 1, key), ERR_INVALID);
	write_sql(t, "UPDATE part_key SET owner = owner - 1");
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 1, key), OK);
}

static void what_was_destroyed_is_gone_and_another_comes(void **state)
{
	struct t *t = *state;
	unsigned char key[KEYS_DATA_BYTES], next[KEYS_DATA_BYTES];
	unsigned n;
	assert_int_equal(current(t, t->route, PART_SCHOOL, key, &n), OK);
	assert_int_equal(current(t, t->route, PART_SWV, key, &n), OK);
	assert_int_equal(current(t, t->other, PART_SCHOOL, key, &n), OK);
	struct change *c = change_begin(world_act(&t->w, NULL), "Erased", 0);
	part_key_destroy(c, t->route, PART_SCHOOL);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 1, key), ERR_NOT_FOUND);
	assert_int_equal(opened(t, t->route, PART_SWV, 1, key), OK);
	assert_int_equal(opened(t, t->other, PART_SCHOOL, 1, key), OK);
	assert_int_equal(current(t, t->route, PART_SCHOOL, next, &n), OK);
	assert_int_equal(n, 2);
	assert_memory_not_equal(key, next, KEYS_DATA_BYTES);
	c = change_begin(world_act(&t->w, NULL), "Erased", 0);
	part_key_destroy(c, t->route, PART_NONE);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(opened(t, t->route, PART_SCHOOL, 2, key), ERR_NOT_FOUND);
	assert_int_equal(opened(t, t->route, PART_SWV, 1, key), ERR_NOT_FOUND);
	assert_int_equal(opened(t, t->other, PART_SCHOOL, 1, key), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(each_part_of_each_child_has_its_own),
		BOTH(what_was_not_asked_for_is_shut),
		BOTH(another_master_opens_nothing),
		BOTH(a_key_that_was_moved_does_not_open),
		BOTH(what_was_destroyed_is_gone_and_another_comes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

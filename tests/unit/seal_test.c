/* what is sealed: bytes of files open only in their own place, under their own key */
#include "document.h"
#include "log.h"
#include "two_children.h"

enum { BYTES = DOCUMENT_CHUNK + 1000 };

static struct str bytes_of(struct arena *a)
{
	char *p = arena_alloc(a, BYTES);
	for (size_t i = 0; i < BYTES; i++)
		p[i] = "zebrapad"[i % 8];
	return (struct str){p, BYTES};
}

/* Puts the bytes with record `id` of this child; the part is that of the route here. */
static void put(struct t *t, int64_t route, int64_t id)
{
	struct act *act = world_act(&t->w, NULL);
	struct change *c = change_begin(act, "Handed in", 0);
	document_bytes_put(c, id, (struct sealed_in){route, rec_route.part}, bytes_of(act->a));
	assert_int_equal(change_commit(c), OK);
}

static enum err get(struct t *t, int64_t route)
{
	struct row of;
	struct str bytes, whole;
	struct act *act = world_act(&t->w, NULL);
	assert_int_equal(record_by_id(act, &rec_route, route, &of), OK);
	whole = bytes_of(act->a);
	enum err e = document_bytes_get(act, &of, BYTES, token_hash(act->a, whole), &bytes);
	if (e == OK)
		assert_true(str_eq(bytes, whole));
	return e;
}

static bool stands_plain(struct t *t)
{
	static const struct stmt all = {"SELECT bytes FROM document_chunk ORDER BY document, n", "", "b"};
	const struct rows *r;
	bool found = false;
	assert_int_equal(act_exec(world_act(&t->w, NULL), &all, DB_NO_ARGS, &r), OK);
	for (size_t i = 0; i < r->n; i++)
		found = found || memmem(rows_text(r, i, 0).p, rows_text(r, i, 0).n, "zebra", 5) != NULL;
	assert_true(r->n > 0);
	return found;
}

static void write_to(struct t *t, const struct stmt *s, const struct val *args, size_t n)
{
	assert_int_equal(act_write(world_act(&t->w, NULL), s, args, n), OK);
}

static void bytes_stand_sealed_and_open(void **state)
{
	struct t *t = *state;
	put(t, t->route, t->route);
	assert_int_equal(get(t, t->route), OK);
	assert_false(stands_plain(t));
	assert_int_equal(get(t, t->other), ERR_NOT_FOUND);
}

static void what_was_moved_does_not_open(void **state)
{
	static const struct stmt swap = {"UPDATE document_chunk SET n = n + 10", "", ""};
	static const struct stmt back = {"UPDATE document_chunk SET n = 11 - n", "", ""};
	static const struct stmt to = {"UPDATE document_chunk SET document = $1 WHERE document = $2", "ii", ""};
	struct t *t = *state;
	put(t, t->route, t->route);
	put(t, t->other, 5); /* it has a key of its own */
	write_to(t, &to, DB_ARGS(val_int(t->other), val_int(t->route)));
	assert_int_equal(get(t, t->other), ERR_DOWN);
	write_to(t, &to, DB_ARGS(val_int(t->route), val_int(t->other)));
	assert_int_equal(get(t, t->route), OK);
	write_to(t, &swap, DB_NO_ARGS);
	write_to(t, &back, DB_NO_ARGS);
	assert_int_equal(get(t, t->route), ERR_DOWN);
}

static void plain_bytes_are_not_taken(void **state)
{
	static const struct stmt plain = {"UPDATE document_chunk SET bytes = $1", "b", ""};
	struct t *t = *state;
	put(t, t->route, t->route);
	write_to(t, &plain, DB_ARGS(val_blob(bytes_of(t->w.a))));
	assert_int_equal(get(t, t->route), ERR_DOWN);
	write_to(t, &plain, DB_ARGS(val_blob(S("\1"))));
	assert_int_equal(get(t, t->route), ERR_DOWN);
}

static void another_master_and_no_key_holder(void **state)
{
	static const unsigned char master[32] = "the key of another house of ours";
	struct t *t = *state;
	put(t, t->route, t->route);
	const struct model *ours = t->w.model;
	struct keys_client *stranger = keys_client_local(master);
	t->w.model = model_sealed_by(t->w.a, ours, stranger);
	assert_int_equal(get(t, t->route), ERR_DOWN);
	t->w.model = model_sealed_by(t->w.a, ours, NULL);
	assert_int_equal(get(t, t->route), ERR_DOWN);
	struct act *act = world_act(&t->w, NULL);
	struct change *c = change_begin(act, "Handed in", 0);
	document_bytes_put(c, t->other, (struct sealed_in){t->other, rec_route.part}, bytes_of(act->a));
	assert_int_equal(change_commit(c), ERR_DOWN);
	t->w.model = ours;
	keys_client_free(stranger);
	assert_int_equal(get(t, t->route), OK);
	assert_int_equal(get(t, t->other), ERR_NOT_FOUND);
}

static void a_destroyed_key_leaves_bytes_that_nobody_reads(void **state)
{
	struct t *t = *state;
	put(t, t->route, t->route);
	put(t, t->other, t->other);
	struct change *c = change_begin(world_act(&t->w, NULL), "Erased", 0);
	part_key_destroy(c, t->route, rec_route.part);
	assert_int_equal(change_commit(c), OK);
	assert_int_equal(get(t, t->route), ERR_GONE);
	assert_int_equal(get(t, t->other), OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOTH(bytes_stand_sealed_and_open),
		BOTH(what_was_moved_does_not_open),
		BOTH(plain_bytes_are_not_taken),
		BOTH(another_master_and_no_key_holder),
		BOTH(a_destroyed_key_leaves_bytes_that_nobody_reads),
	};
	log_from((enum log_level)(LOG_ERROR + 1)); /* what does not open is meant here */
	return cmocka_run_group_tests(tests, NULL, NULL);
}

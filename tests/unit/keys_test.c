/* the key holder and its client */
#include "testing.h"

#include "clock.h"
#include "keys_server.h"
#include "sock.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

struct fixture {
	struct arena *a;
	char folder[64];
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	f->a = arena_new(8 << 20);
	snprintf(f->folder, sizeof f->folder, "/tmp/thuisnabij-os-XXXXXX");
	*state = f;
	return mkdtemp(f->folder) == NULL;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	remove(str_printf(f->a, "%s/key", f->folder).p);
	int left = rmdir(f->folder); /* a temporary file that stayed behind fails the test */
	arena_free(f->a);
	free(f);
	return left;
}

static const char *in_folder(struct fixture *f, const char *name)
{
	return str_printf(f->a, "%s/%s", f->folder, name).p;
}

static const unsigned char master[KEYS_MASTER_BYTES] = "a key for tests, of 32 bytes....";

static void sealed_opens_only_as_it_was_sealed(void **state)
{
	struct fixture *f = *state;
	struct keys_client *c = keys_client_local(master);
	struct str sealed, again, plain;
	assert_int_equal(keys_ping(c), OK);
	assert_int_equal(keys_seal(c, f->a, KEYS_TOTP, S("account 1"), S("the secret"), &sealed), OK);
	assert_int_equal(keys_seal(c, f->a, KEYS_TOTP, S("account 1"), S("the secret"), &again), OK);
	assert_false(str_eq(sealed, again)); /* a fresh nonce each time */
	assert_null(memmem(sealed.p, sealed.n, "secret", 6));
	assert_int_equal(keys_open(c, f->a, KEYS_TOTP, S("account 1"), sealed, &plain), OK);
	assert_true(str_is(plain, "the secret"));
	assert_int_equal(keys_open(c, f->a, KEYS_TOTP, S("account 2"), sealed, &plain), ERR_INVALID);
	assert_int_equal(plain.n, 0);
	assert_int_equal(keys_open(c, f->a, KEYS_CURSOR, S("account 1"), sealed, &plain), ERR_INVALID);
	assert_int_equal(keys_open(c, f->a, KEYS_NONE, S("account 1"), sealed, &plain), ERR_INVALID);
	assert_int_equal(keys_open(c, f->a, KEYS__N, S("account 1"), sealed, &plain), ERR_INVALID);
	assert_int_equal(keys_seal(c, f->a, KEYS_NONE, S(""), S("x"), &again), ERR_INVALID);
	char *changed = arena_alloc(f->a, sealed.n);
	for (size_t i = 0; i < sealed.n; i++) {
		memcpy(changed, sealed.p, sealed.n);
		changed[i] = (char)(changed[i] ^ 1);
		struct str other = {changed, sealed.n};
		assert_int_equal(keys_open(c, f->a, KEYS_TOTP, S("account 1"), other, &plain), ERR_INVALID);
	}
	for (size_t n = 0; n < sealed.n; n++) {
		struct str part = {sealed.p, n};
		assert_int_equal(keys_open(c, f->a, KEYS_TOTP, S("account 1"), part, &plain), ERR_INVALID);
	}
	unsigned char other_master[KEYS_MASTER_BYTES] = {0};
	struct keys_client *stranger = keys_client_local(other_master);
	assert_int_equal(keys_open(stranger, f->a, KEYS_TOTP, S("account 1"), sealed, &plain), ERR_INVALID);
	keys_client_free(stranger);
	keys_client_free(c);
}

static void sizes_of_sealed_text(void **state)
{
	struct fixture *f = *state;
	struct keys_client *c = keys_client_local(master);
	char *big = arena_alloc(f->a, KEYS_TEXT_MAX + 1), bound[600] = {0};
	struct str sealed, plain;
	assert_int_equal(keys_seal(c, f->a, KEYS_TOTP, S(""), (struct str){big, KEYS_TEXT_MAX}, &sealed), OK);
	assert_int_equal(keys_open(c, f->a, KEYS_TOTP, S(""), sealed, &plain), OK);
	assert_int_equal(plain.n, KEYS_TEXT_MAX);
	assert_int_equal(keys_seal(c, f->a, KEYS_TOTP, S(""), (struct str){big, KEYS_TEXT_MAX + 1}, &sealed), ERR_TOO_BIG);
	assert_int_equal(keys_seal(c, f->a, KEYS_TOTP, (struct str){bound, sizeof bound}, S("x"), &sealed), ERR_TOO_BIG);
	assert_int_equal(keys_seal(c, f->a, KEYS_TOTP, S(""), S(""), &sealed), OK);
	assert_int_equal(keys_open(c, f->a, KEYS_TOTP, S(""), sealed, &plain), OK);
	assert_int_equal(plain.n, 0);
	keys_client_free(c);
}

static void mac_is_the_same_for_the_same(void **state)
{
	(void)state;
	struct keys_client *c = keys_client_local(master);
	unsigned char one[KEYS_MAC_BYTES], two[KEYS_MAC_BYTES];
	assert_int_equal(keys_mac(c, KEYS_CURSOR, S("text"), one), OK);
	assert_int_equal(keys_mac(c, KEYS_CURSOR, S("text"), two), OK);
	assert_memory_equal(one, two, sizeof one);
	assert_int_equal(keys_mac(c, KEYS_CURSOR, S("texT"), two), OK);
	assert_memory_not_equal(one, two, sizeof one);
	assert_int_equal(keys_mac(c, KEYS_TOTP, S("text"), two), OK);
	assert_memory_not_equal(one, two, sizeof one);
	assert_int_equal(keys_mac(c, KEYS_NONE, S("text"), two), ERR_INVALID);
	keys_client_free(c);
}

static struct ipc_head question_of(char *room, size_t cap, struct str *body, enum keys_message type, struct str text)
{
	struct ipc_writer w = {.p = room, .cap = cap};
	ipc_put_u32(&w, KEYS_TOTP);
	ipc_put_str(&w, S("x"));
	ipc_put_str(&w, text);
	*body = ipc_written(&w);
	return (struct ipc_head){.type = (uint16_t)type, .number = 1};
}

static void openings_have_a_rate(void **state)
{
	(void)state;
	static char room[IPC_BODY_MAX], question[256], sealed_room[256];
	struct keys_server *s = keys_server_new(master);
	struct str body, answer;
	struct ipc_head head = question_of(question, sizeof question, &body, KEYS_SEAL, S("text"));
	assert_int_equal(keys_answer(s, 0, head, body, room, &answer).status, OK);
	memcpy(sealed_room, answer.p, answer.n);
	head = question_of(question, sizeof question, &body, KEYS_OPEN, (struct str){sealed_room, answer.n});
	for (int i = 0; i < KEYS_OPENS_PER_SECOND; i++)
		assert_int_equal(keys_answer(s, 5000000 + i, head, body, room, &answer).status, OK);
	assert_int_equal(keys_answer(s, 5999999, head, body, room, &answer).status, ERR_BUSY);
	assert_int_equal(answer.n, 0);
	assert_int_equal(keys_answer(s, 6000000, head, body, room, &answer).status, OK);
	keys_server_free(s);
}

/* A key holder that is asked too much, once. */
static void *refuse_one(void *fd)
{
	static char room[IPC_BODY_MAX];
	struct ipc_head head;
	struct str body;
	if (ipc_recv(*(int *)fd, 10000, &head, room, sizeof room, &body, NULL) == OK) {
		head.status = ERR_BUSY;
		if (ipc_send(*(int *)fd, head, (struct str){0}, -1) != OK)
			abort();
	}
	return NULL;
}

static void refusals_are_counted(void **state)
{
	(void)state;
	int pair[2];
	pthread_t holder;
	assert_int_equal(sock_pair(pair), OK);
	struct keys_client *c = keys_client_new(pair[0]);
	assert_int_equal(keys_refused(c), 0);
	assert_int_equal(pthread_create(&holder, NULL, refuse_one, &pair[1]), 0);
	assert_int_equal(keys_ping(c), ERR_BUSY);
	pthread_join(holder, NULL);
	assert_int_equal(keys_refused(c), 1);
	keys_client_free(c);
	close(pair[0]);
	close(pair[1]);
}

static void senseless_questions_are_refused(void **state)
{
	(void)state;
	static char room[IPC_BODY_MAX], question[256];
	struct keys_server *s = keys_server_new(master);
	struct str body, answer;
	struct ipc_head head = question_of(question, sizeof question, &body, KEYS_SEAL, S("text"));
	for (size_t n = 0; n < body.n; n++) {
		assert_int_equal(keys_answer(s, 0, head, (struct str){body.p, n}, room, &answer).status, ERR_INVALID);
		assert_int_equal(answer.n, 0);
	}
	for (unsigned type = 0; type < 20; type++) {
		head.type = (uint16_t)(type == 0 ? 0 : type + KEYS_WRAP); /* the first: data keys, of which none is there */
		assert_int_equal(keys_answer(s, 0, head, body, room, &answer).status, ERR_INVALID);
	}
	head.type = KEYS_PING;
	assert_int_equal(keys_answer(s, 0, head, body, room, &answer).status, ERR_INVALID);
	keys_server_free(s);
}

static void data_keys_open_for_their_place_only(void **state)
{
	(void)state;
	struct keys_client *c = keys_client_local(master);
	unsigned char key[KEYS_DATA_BYTES], got[3][KEYS_DATA_BYTES], wrapped[KEYS_WRAPPED_BYTES];
	assert_int_equal(keys_wrap(c, S("child 1"), key, wrapped), OK);
	struct str kept = {(const char *)wrapped, sizeof wrapped};
	struct keys_data v[] = {
		{.bound = S("child 1"), .wrapped = kept, .key = got[0]},
		{.bound = S("child 2"), .wrapped = kept, .key = got[1]},
		{.bound = S("child 1"), .wrapped = {kept.p, kept.n - 1}, .key = got[2]},
	};
	assert_int_equal(keys_unwrap(c, 7, v, 3), OK);
	assert_int_equal(v[0].err, OK);
	assert_memory_equal(got[0], key, sizeof key);
	assert_int_equal(v[1].err, ERR_INVALID);
	assert_int_equal(v[2].err, ERR_INVALID);
	assert_memory_not_equal(got[1], key, sizeof key);
	keys_client_free(c);
}

static struct ipc_head ask_many(char *room, size_t cap, int64_t account, uint32_t n, struct str *body)
{
	struct ipc_writer w = {.p = room, .cap = cap};
	ipc_put_i64(&w, account);
	ipc_put_u32(&w, n);
	for (uint32_t i = 0; i < n; i++) {
		ipc_put_str(&w, S("x"));
		ipc_put_str(&w, S("no key"));
	}
	*body = ipc_written(&w);
	return (struct ipc_head){.type = KEYS_UNWRAP, .number = 1};
}

static void an_account_that_works_through_all_children_is_stopped(void **state)
{
	(void)state;
	static char room[IPC_BODY_MAX], question[IPC_BODY_MAX];
	enum { EACH = 200, MINUTE_US = KEYS_ACCOUNT_SECONDS * 1000000 };
	struct keys_server *s = keys_server_new(master);
	struct str body, answer;
	struct ipc_head head = ask_many(question, sizeof question, 7, EACH, &body);
	int64_t now = 5000000;
	for (int i = 0; i < KEYS_UNWRAPS_PER_ACCOUNT / EACH; i++)
		assert_int_equal(keys_answer(s, now += 100000, head, body, room, &answer).status, OK);
	assert_int_equal(keys_alarm(s), 0);
	assert_int_equal(keys_answer(s, now, head, body, room, &answer).status, ERR_BUSY);
	assert_int_equal(answer.n, 0);
	assert_int_equal(keys_alarm(s), 7);
	assert_int_equal(keys_answer(s, now, head, body, room, &answer).status, ERR_BUSY);
	assert_int_equal(keys_alarm(s), 0); /* told once */
	head = ask_many(question, sizeof question, 8, EACH, &body);
	assert_int_equal(keys_answer(s, now, head, body, room, &answer).status, OK);
	head = ask_many(question, sizeof question, 7, EACH, &body);
	assert_int_equal(keys_answer(s, now + MINUTE_US, head, body, room, &answer).status, OK);
	head = ask_many(question, sizeof question, 0, KEYS_AT_ONCE + 1, &body);
	assert_int_equal(keys_answer(s, now, head, body, room, &answer).status, ERR_INVALID);
	keys_server_free(s);
}

static void master_key_is_made_once_and_private(void **state)
{
	struct fixture *f = *state;
	const char *path = in_folder(f, "key");
	unsigned char one[KEYS_MASTER_BYTES], two[KEYS_MASTER_BYTES];
	assert_int_equal(keys_master(f->a, path, false, one), ERR_NOT_FOUND);
	assert_int_equal(keys_master(f->a, path, true, one), OK);
	assert_int_equal(keys_master(f->a, path, true, two), OK);
	assert_memory_equal(one, two, sizeof one);
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(keys_master(f->a, path, true, two), ERR_DENIED);
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 31), 0);
	assert_int_equal(keys_master(f->a, path, true, two), ERR_INVALID);
	assert_int_equal(truncate(path, 33), 0);
	assert_int_equal(keys_master(f->a, path, true, two), ERR_INVALID);
	assert_int_equal(truncate(path, 5000), 0);
	assert_int_equal(keys_master(f->a, path, true, two), ERR_INVALID);
}

/* Answers `n` questions on the link, the first one with an answer to somebody else's question before it. */
struct served {
	int link;
	int questions;
};
static void *serve_keys(void *ctx)
{
	const struct served *served = ctx;
	char *in = malloc(IPC_BODY_MAX), *out = malloc(IPC_BODY_MAX);
	struct keys_server *s = keys_server_new(master);
	struct ipc_head head;
	struct str body, answer;
	for (int i = 0; i < served->questions; i++) {
		if (ipc_recv(served->link, 5000, &head, in, IPC_BODY_MAX, &body, NULL) != OK)
			break;
		struct ipc_head back = keys_answer(s, clock_ticks(), head, body, out, &answer), late = back;
		late.number--;
		enum err e = i == 0 ? ipc_send(served->link, late, S("wrong"), -1) : OK;
		if (e != OK || send(served->link, "noise", 5, 0) != 5 || ipc_send(served->link, back, answer, -1) != OK)
			break;
	}
	keys_server_free(s);
	free(in);
	free(out);
	return NULL;
}

struct asker {
	struct keys_client *c;
	int good;
};
static void *ask_keys(void *ctx)
{
	struct asker *me = ctx;
	struct arena *a = arena_new(1 << 20);
	for (int i = 0; i < 20; i++) {
		struct str sealed, plain, text = str_printf(a, "text %d of %p", i, ctx);
		if (keys_seal(me->c, a, KEYS_TOTP, S("b"), text, &sealed) == OK &&
		    keys_open(me->c, a, KEYS_TOTP, S("b"), sealed, &plain) == OK && str_eq(plain, text))
			me->good++;
	}
	arena_free(a);
	return NULL;
}

static void threads_share_one_link(void **state)
{
	(void)state;
	enum { ASKERS = 4 };
	int pair[2];
	pthread_t server, threads[ASKERS];
	assert_int_equal(sock_pair(pair), OK);
	struct served served = {pair[1], ASKERS * 40};
	struct keys_client *c = keys_client_new(pair[0]);
	struct asker askers[ASKERS];
	assert_int_equal(pthread_create(&server, NULL, serve_keys, &served), 0);
	for (int i = 0; i < ASKERS; i++) {
		askers[i] = (struct asker){c, 0};
		assert_int_equal(pthread_create(&threads[i], NULL, ask_keys, &askers[i]), 0);
	}
	for (int i = 0; i < ASKERS; i++) {
		pthread_join(threads[i], NULL);
		assert_int_equal(askers[i].good, 20);
	}
	pthread_join(server, NULL);
	close(pair[1]);
	assert_int_equal(keys_ping(c), ERR_DOWN);
	keys_client_free(c);
	close(pair[0]);
}

/* An arena that is full ends the request, and must not leave the line to the key holder locked. */
static void full_arena_does_not_block_the_line(void **state)
{
	(void)state;
	struct keys_client *c = keys_client_local(master);
	struct arena *small = arena_new(100);
	struct str sealed;
	struct trap trap;
	volatile bool jumped = true;
	char text[90] = {0};
	if (trap_set(&trap) == 0) {
		jumped = keys_seal(c, small, KEYS_TOTP, S(""), (struct str){text, sizeof text}, &sealed) == OK;
		jumped = false;
	}
	trap_clear(&trap);
	assert_true(jumped);
	assert_int_equal(keys_ping(c), OK);
	arena_free(small);
	keys_client_free(c);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sealed_opens_only_as_it_was_sealed),
		TEST(sizes_of_sealed_text),
		TEST(mac_is_the_same_for_the_same),
		TEST(openings_have_a_rate),
		TEST(refusals_are_counted),
		TEST(senseless_questions_are_refused),
		TEST(data_keys_open_for_their_place_only),
		TEST(an_account_that_works_through_all_children_is_stopped),
		TEST(master_key_is_made_once_and_private),
		TEST(threads_share_one_link),
		TEST(full_arena_does_not_block_the_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

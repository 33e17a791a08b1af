/* asking for a boxed child, with a supervisor and children of the test's own */
#include "testing.h"

#include "boxed.h"
#include "ipc.h"
#include "sock.h"

#include <pthread.h>
#include <unistd.h>

enum behaviour { GOOD, REFUSES, SILENT, CUT_OFF, LIES, CHATTERS, READS_NOTHING };
enum { TEXT_MAX = 3 << 20 };

struct helper {
	int link;
	enum behaviour does;
	pthread_t thread;
};

static void be_the_child(enum behaviour does, int stream)
{
	struct arena *a = arena_new(8 << 20);
	struct str in = {0};
	if (does != READS_NOTHING)
		assert_int_equal(boxed_input(stream, a, TEXT_MAX, &in), OK);
	switch (does) {
	case CUT_OFF: /* killed in the middle of its answer */
		assert_int_equal(write(stream, "\x08\0\0\0half", 8), 8);
		break;
	case LIES:
		assert_int_equal(write(stream, "\x01\0\0\0two", 7), 7);
		break;
	case CHATTERS:
		assert_int_equal(boxed_answer(stream, S("more than was asked for")), OK);
		break;
	case READS_NOTHING:
		assert_int_equal(boxed_answer(stream, S("seen enough")), OK);
		break;
	case GOOD:
		assert_int_equal(boxed_answer(stream, in), OK);
		break;
	case REFUSES:
	case SILENT:
		break;
	}
	arena_free(a);
}

/* Answers one question as the supervisor does, after one to an older question. */
static void *supervise_one(void *ctx)
{
	const struct helper *h = ctx;
	struct ipc_head head;
	struct str body;
	char room[16];
	int stream = -1;
	assert_int_equal(ipc_recv(h->link, 5000, &head, room, sizeof room, &body, &stream), OK);
	struct ipc_reader r = {.left = body};
	assert_int_equal(ipc_get_u32(&r), BOXED_ECHO);
	assert_true(ipc_read_all(&r) && stream >= 0);
	struct ipc_head late = {head.type, ERR_DENIED, head.number - 1};
	assert_int_equal(ipc_send(h->link, late, (struct str){0}, -1), OK);
	head.status = h->does == REFUSES ? ERR_BUSY : OK;
	assert_int_equal(ipc_send(h->link, head, (struct str){0}, -1), OK);
	if (h->does != REFUSES)
		be_the_child(h->does, stream);
	close(stream);
	return NULL;
}

static enum err run(struct arena *a, enum behaviour does, struct str in, size_t max, struct str *out)
{
	int pair[2];
	struct helper h = {.does = does};
	assert_int_equal(sock_pair(pair), OK);
	h.link = pair[1];
	struct boxed *b = boxed_new(pair[0]);
	assert_int_equal(pthread_create(&h.thread, NULL, supervise_one, &h), 0);
	enum err e = boxed_run(b, BOXED_ECHO, in, a, max, out);
	pthread_join(h.thread, NULL);
	boxed_free(b);
	close(pair[0]);
	close(pair[1]);
	return e;
}

static void a_file_goes_in_and_its_answer_comes_out(void **state)
{
	(void)state;
	struct arena *a = arena_new(16 << 20);
	char *big = arena_alloc(a, TEXT_MAX);
	for (size_t i = 0; i < TEXT_MAX; i++)
		big[i] = (char)(i * 7 + i / 1000);
	struct str out, whole = {big, TEXT_MAX};
	assert_int_equal(run(a, GOOD, whole, TEXT_MAX, &out), OK);
	assert_true(str_eq(out, whole));
	assert_int_equal(run(a, GOOD, S(""), 0, &out), OK);
	assert_int_equal(out.n, 0);
	assert_int_equal(run(a, GOOD, S("x"), 1, &out), OK);
	ASSERT_STR(out, "x");
	arena_free(a);
}

static void a_child_that_reads_no_further_still_answers(void **state)
{
	(void)state;
	struct arena *a = arena_new(16 << 20);
	struct str out, whole = {arena_alloc(a, TEXT_MAX), TEXT_MAX};
	enum err e = run(a, READS_NOTHING, whole, 100, &out);
	assert_true(e == OK || e == ERR_INVALID); /* the kernel may drop what a closed end had still to say */
	if (e == OK)
		ASSERT_STR(out, "seen enough");
	arena_free(a);
}

static void false_answers_are_refused(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct str out;
	assert_int_equal(run(a, REFUSES, S("x"), 10, &out), ERR_BUSY);
	assert_int_equal(run(a, SILENT, S("x"), 10, &out), ERR_INVALID);
	assert_int_equal(run(a, CUT_OFF, S("x"), 10, &out), ERR_INVALID);
	assert_int_equal(run(a, LIES, S("x"), 10, &out), ERR_INVALID);
	assert_int_equal(run(a, CHATTERS, S("x"), 10, &out), ERR_TOO_BIG);
	arena_free(a);
}

static void input_has_a_limit(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct str in;
	int pair[2];
	assert_int_equal(pipe(pair), 0);
	assert_int_equal(write(pair[1], "12345", 5), 5);
	close(pair[1]);
	assert_int_equal(boxed_input(pair[0], a, 4, &in), ERR_TOO_BIG);
	close(pair[0]);
	assert_int_equal(boxed_input(-1, a, 4, &in), ERR_IO);
	assert_int_not_equal(boxed_answer(-1, S("x")), OK);
	arena_free(a);
}

static void no_supervisor_no_child(void **state)
{
	(void)state;
	struct arena *a = arena_new(1 << 20);
	struct str out;
	int pair[2];
	assert_int_equal(sock_pair(pair), OK);
	struct boxed *b = boxed_new(pair[0]);
	close(pair[1]);
	assert_int_equal(boxed_run(b, BOXED_ECHO, S("x"), a, 10, &out), ERR_DOWN);
	boxed_free(b);
	close(pair[0]);
	arena_free(a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_goes_in_and_its_answer_comes_out),
		cmocka_unit_test(a_child_that_reads_no_further_still_answers),
		cmocka_unit_test(false_answers_are_refused),
		cmocka_unit_test(input_has_a_limit),
		cmocka_unit_test(no_supervisor_no_child),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

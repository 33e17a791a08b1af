/* clock, files, sockets, messages, boxes */
#include "testing.h"

#include "box.h"
#include "clock.h"
#include "file.h"
#include "ipc.h"
#include "sock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
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
	static const char *const made[] = {"a", "b", "lock", "deep/er", "deep"};
	for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
		remove(str_printf(f->a, "%s/%s", f->folder, made[i]).p);
	int left = rmdir(f->folder); /* a temporary file that stayed behind fails the test */
	arena_free(f->a);
	free(f);
	return left;
}

static const char *in_folder(struct fixture *f, const char *name)
{
	return str_printf(f->a, "%s/%s", f->folder, name).p;
}

/* ---- clock ---- */

static void clock_shows_what_it_was_set_to(void **state)
{
	(void)state;
	struct clock c = clock_from(1795420800000);
	int64_t now = clock_now(&c);
	assert_true(now >= 1795420800000 && now < 1795420800000 + 60000);
	int64_t before = clock_ticks();
	assert_true(clock_ticks() >= before);
}

/* ---- files ---- */

static void file_is_replaced_whole_and_private(void **state)
{
	struct fixture *f = *state;
	const char *path = in_folder(f, "a");
	struct str got;
	struct stat st;
	assert_int_equal(file_read(f->a, path, 100, &got), ERR_NOT_FOUND);
	assert_int_equal(file_write(path, S("one")), OK);
	assert_int_equal(file_write(path, S("second")), OK);
	assert_int_equal(file_read(f->a, path, 100, &got), OK);
	assert_true(str_is(got, "second"));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void file_refuses(void **state)
{
	struct fixture *f = *state;
	struct str got;
	const char *path = in_folder(f, "a");
	assert_int_equal(file_create(path, S("0123456789")), OK);
	assert_int_equal(file_create(path, S("again")), ERR_CONFLICT);
	assert_int_equal(file_read(f->a, path, 9, &got), ERR_TOO_BIG);
	assert_int_equal(file_read(f->a, path, 10, &got), OK);
	assert_int_equal(file_read(f->a, f->folder, 10, &got), ERR_IO);
	assert_int_equal(file_read(f->a, "/dev/zero", 10, &got), ERR_IO);
	assert_int_equal(file_create(in_folder(f, "none/a"), S("x")), ERR_NOT_FOUND);
	assert_int_equal(file_write(in_folder(f, "none/a"), S("x")), ERR_NOT_FOUND);
	assert_int_equal(symlink("/tmp/thuisnabij-nowhere", in_folder(f, "b")), 0);
	assert_int_equal(file_create(in_folder(f, "b"), S("x")), ERR_CONFLICT); /* never through a link */
	assert_int_not_equal(access("/tmp/thuisnabij-nowhere", F_OK), 0);
}

/* A disk that is full halfway: the old content stands, and (teardown) nothing is left beside it. */
static void file_that_cannot_be_written_leaves_the_old_one(void **state)
{
	struct fixture *f = *state;
	struct rlimit old, small;
	struct str got;
	const char *path = in_folder(f, "a");
	assert_int_equal(file_write(path, S("old")), OK);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	small = (struct rlimit){4, old.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	enum err written = file_write(path, S("longer than four")), made = file_create(in_folder(f, "b"), S("longer"));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(written, ERR_IO);
	assert_int_equal(made, ERR_IO);
	assert_int_equal(file_read(f->a, path, 100, &got), OK);
	assert_true(str_is(got, "old"));
	assert_int_not_equal(access(in_folder(f, "b"), F_OK), 0);
	assert_int_equal(err_from_errno(ENOSPC), ERR_FULL);
	assert_int_equal(err_from_errno(EDQUOT), ERR_FULL);
}

static void folders_are_private(void **state)
{
	struct fixture *f = *state;
	struct file_facts facts;
	mode_t old = umask(0);
	assert_int_equal(dir_make(in_folder(f, "deep/er")), OK);
	umask(old);
	assert_true(file_facts(in_folder(f, "deep"), &facts));
	assert_int_equal(facts.mode, 0700);
	assert_true(facts.is_dir);
	assert_int_equal(dir_make(in_folder(f, "deep/er")), OK);
	assert_int_equal(file_create(in_folder(f, "a"), S("x")), OK);
	assert_int_equal(dir_make(in_folder(f, "a")), ERR_CONFLICT);
	assert_int_not_equal(dir_make(in_folder(f, "a/b")), OK);
	assert_int_equal(dir_make(""), ERR_INVALID);
}

static void lock_is_held_by_one(void **state)
{
	struct fixture *f = *state;
	int one, two;
	assert_int_equal(file_lock(in_folder(f, "lock"), &one), OK);
	assert_int_equal(file_lock(in_folder(f, "lock"), &two), ERR_BUSY);
	assert_int_equal(two, -1);
	close(one);
	assert_int_equal(file_lock(in_folder(f, "lock"), &two), OK);
	close(two);
}

static void paths(void **state)
{
	struct fixture *f = *state;
	assert_true(path_below(S("/a/b"), S("/a")));
	assert_true(path_below(S("/a"), S("/a")));
	assert_true(path_below(S("/a"), S("/")));
	assert_false(path_below(S("/ab"), S("/a")));
	assert_false(path_below(S("/"), S("/a")));
	assert_true(str_is(path_folder(f->a, S("/a/b")), "/a"));
	assert_true(str_is(path_folder(f->a, S("/a")), "/"));
	assert_true(str_is(path_folder(f->a, S("a")), "."));
	assert_int_equal(path_real(f->a, in_folder(f, "none")).n, 0);
	assert_true(disk_free(f->folder) > 0);
	assert_int_equal(disk_free(in_folder(f, "none")), -1);
}

/* ---- sockets ---- */

static void listen_addresses(void **state)
{
	(void)state;
	static const char *const wrong[] = {"", ":", "8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:x", "127.0.0.1:65536",
		"127.0.0.1:-1", "localhost:80", "127.0.0.1.1:80", "256.0.0.1:80", "::1:80", "[::1]", "[::1", "[::1]80", "[]:80",
		"127.0.0.1:80 ", " 127.0.0.1:80", "[127.0.0.1]:80",
		"1111111111111111111111111111111111111111111111111111111111111111111:80"};
	struct listen_at at;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
		if (listen_parse(str_from(wrong[i]), &at))
			fail_msg("accepted: %s", wrong[i]);
	assert_false(listen_parse((struct str){"127.0.0.1\0:80", 13}, &at));
	assert_true(listen_parse(S("127.0.0.1:8080"), &at) && at.loopback && at.port == 8080);
	assert_true(listen_parse(S("127.9.9.9:1"), &at) && at.loopback);
	assert_true(listen_parse(S("[::1]:0"), &at) && at.loopback && at.v6);
	assert_true(listen_parse(S("0.0.0.0:80"), &at) && !at.loopback);
	assert_true(listen_parse(S("[::]:80"), &at) && !at.loopback);
	assert_true(listen_parse(S("192.0.2.1:80"), &at) && !at.loopback);
}

static void listening_twice_is_refused(void **state)
{
	(void)state;
	struct listen_at at, away;
	int one, two;
	assert_true(listen_parse(S("127.0.0.1:0"), &at));
	assert_int_equal(sock_listen(&at, &one), OK);
	assert_int_not_equal(at.port, 0);
	assert_int_equal(sock_listen(&at, &two), ERR_CONFLICT);
	assert_int_equal(two, -1);
	assert_true(listen_parse(S("192.0.2.1:0"), &away));
	assert_int_equal(sock_listen(&away, &two), ERR_NOT_FOUND);
	close(one);
}

/* ---- messages ---- */

static void message_travels(void **state)
{
	(void)state;
	int pair[2], got;
	char room[64], put[64];
	struct ipc_writer w = {.p = put, .cap = sizeof put};
	ipc_put_u32(&w, 4000000000u);
	ipc_put_i64(&w, -5);
	ipc_put_str(&w, S("text"));
	ipc_put_str(&w, (struct str){0});
	assert_false(w.failed);
	assert_int_equal(sock_pair(pair), OK);
	assert_int_equal(ipc_send(pair[0], (struct ipc_head){7, ERR_BUSY, 9}, ipc_written(&w), pair[0]), OK);
	struct ipc_head head;
	struct str body;
	assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, &got), OK);
	assert_true(head.type == 7 && head.status == ERR_BUSY && head.number == 9);
	assert_true(got >= 0 && (fcntl(got, F_GETFD) & FD_CLOEXEC) != 0);
	struct ipc_reader r = {.left = body};
	assert_true(ipc_get_u32(&r) == 4000000000u);
	assert_true(ipc_get_i64(&r) == -5);
	assert_true(str_is(ipc_get_str(&r), "text"));
	assert_int_equal(ipc_get_str(&r).n, 0);
	assert_true(ipc_read_all(&r));
	ipc_get_u32(&r);
	assert_true(r.failed && !ipc_read_all(&r));
	assert_int_equal(ipc_recv(pair[1], 0, &head, room, sizeof room, &body, &got), ERR_BUSY);
	close(got);
	close(pair[0]);
	assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, NULL), ERR_DOWN);
	assert_int_equal(ipc_send(pair[1], head, (struct str){0}, -1), ERR_DOWN);
	close(pair[1]);
}

static void short_bodies_are_refused(void **state)
{
	(void)state;
	struct ipc_reader lying = {.left = {"\xff\xff\xff\xff" "abc", 7}}, empty = {0}, odd = {.left = {"\1\0\0", 3}};
	assert_int_equal(ipc_get_str(&lying).n, 0);
	assert_true(lying.failed);
	assert_int_equal(ipc_get_i64(&empty), 0);
	assert_true(empty.failed);
	ipc_get_u32(&odd);
	assert_true(odd.failed);
	char small[6];
	struct ipc_writer w = {.p = small, .cap = sizeof small};
	ipc_put_u32(&w, 1);
	ipc_put_u32(&w, 2);
	assert_true(w.failed && w.n == 4);
	ipc_put_str(&w, (struct str){"", IPC_BODY_MAX + 1});
	assert_true(w.failed);
}

static size_t open_descriptors(void)
{
	size_t n = 0;
	for (int fd = 0; fd < 256; fd++)
		n += fcntl(fd, F_GETFD) >= 0;
	return n;
}

/* Whatever a neighbour sends, it is refused and leaves no descriptor behind. */
static void false_messages_are_refused(void **state)
{
	(void)state;
	int pair[2], got = 3;
	char room[8];
	struct ipc_head head;
	struct str body;
	struct {
		uint32_t magic, length;
		uint16_t type, status;
		uint32_t number;
		char body[16];
	} wire = {0x544e4950, 8, 1, OK, 1, "0123456789abcde"};
	enum { HEAD = 16 };
	assert_int_equal(sock_pair(pair), OK);
	size_t before = open_descriptors();
	for (size_t n = 1; n < HEAD; n++) { /* no head */
		assert_int_equal(send(pair[0], &wire, n, 0), n);
		assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, &got), ERR_INVALID);
	}
	for (size_t n = 0; n < 8; n++) { /* shorter and longer than it says */
		assert_int_equal(send(pair[0], &wire, HEAD + n, 0), HEAD + n);
		assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, NULL), ERR_INVALID);
	}
	assert_int_equal(send(pair[0], &wire, HEAD + 9, 0), HEAD + 9); /* more than the room */
	assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, NULL), ERR_INVALID);
	wire.status = 999;
	assert_int_equal(send(pair[0], &wire, HEAD + 8, 0), HEAD + 8);
	assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, NULL), ERR_INVALID);
	wire.status = OK;
	wire.magic++;
	assert_int_equal(send(pair[0], &wire, HEAD + 8, 0), HEAD + 8);
	assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, NULL), ERR_INVALID);
	assert_int_equal(ipc_send(pair[0], (struct ipc_head){1, OK, 1}, S("body"), pair[0]), OK); /* not asked for */
	assert_int_equal(ipc_recv(pair[1], 1000, &head, room, sizeof room, &body, NULL), ERR_INVALID);
	static char big[IPC_BODY_MAX + 1];
	assert_int_equal(ipc_send(pair[0], head, (struct str){big, sizeof big}, -1), ERR_TOO_BIG);
	assert_int_equal(open_descriptors(), before);
	close(pair[0]);
	close(pair[1]);
}

/* ---- boxes ---- */

static void duties_have_names_and_boxes(void **state)
{
	(void)state;
	for (enum duty d = DUTY_SUPERVISOR; d < DUTY__N; d++) {
		assert_int_equal(duty_named(duty_name(d)), d);
		assert_int_not_equal(box_of(d, false), BOX_NONE);
		assert_int_not_equal(box_of(d, true), BOX_NONE);
	}
	assert_int_equal(duty_named("none"), DUTY_NONE);
	assert_int_equal(duty_named(""), DUTY_NONE);
	assert_int_equal(box_of(DUTY_NONE, false), BOX_NONE);
}

/* The box that nobody named: not even a write. */
static void nameless_box_allows_nothing(void **state)
{
	(void)state;
	if (!box_support().seccomp)
		skip();
	pid_t child = fork();
	if (child == 0) {
		struct box_world w = {0};
		if (box_enter(BOX_NONE, &w) == OK && box_seal(BOX_NONE, &w) == OK)
			_exit(write(STDOUT_FILENO, "", 0) == 0 ? 1 : 2);
		_exit(3);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == 31);
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(clock_shows_what_it_was_set_to),
		TEST(file_is_replaced_whole_and_private),
		TEST(file_refuses),
		TEST(file_that_cannot_be_written_leaves_the_old_one),
		TEST(folders_are_private),
		TEST(lock_is_held_by_one),
		TEST(paths),
		TEST(listen_addresses),
		TEST(listening_twice_is_refused),
		TEST(message_travels),
		TEST(short_bodies_are_refused),
		TEST(false_messages_are_refused),
		TEST(duties_have_names_and_boxes),
		TEST(nameless_box_allows_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

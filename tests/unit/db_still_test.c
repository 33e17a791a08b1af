/* A PostgreSQL that stands still, behind a relay on a socket of its own: one question without an answer ends nothing,
 * and what cannot be sent is not waited for. No time is asserted; old faults are waits without an end. */
#include "db.h"

#include "db_world.h"

#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/un.h>

enum { PAIRS = 8, PIECE = 64 * 1024, TURN_MS = 20, BIG = 8 << 20 };

static struct relay {
	char folder[32], path[64], server[108];
	int listens;
	struct {
		int near, far;
	} pair[PAIRS];
	size_t n;
	_Atomic int refuses; /* so many of those who come are sent away */
	_Atomic bool still, ends;
	pthread_t thread;
} relay;

static struct sockaddr_un at(const char *path)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	snprintf(a.sun_path, sizeof a.sun_path, "%s", path);
	return a;
}

static void let_in(void)
{
	int near = accept(relay.listens, NULL, NULL), far = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un a = at(relay.server);
	bool refused = relay.refuses > 0;
	if (refused)
		relay.refuses--;
	if (near < 0 || refused || relay.n == PAIRS || connect(far, (struct sockaddr *)&a, sizeof a) != 0) {
		close(near);
		close(far);
		return;
	}
	relay.pair[relay.n].near = near;
	relay.pair[relay.n++].far = far;
}

/* False: one of the two is gone. */
static bool pass_on(int from, int to)
{
	char piece[PIECE];
	ssize_t n = recv(from, piece, sizeof piece, 0);
	for (ssize_t sent = 0, one; sent < n; sent += one)
		if ((one = send(to, piece + sent, (size_t)(n - sent), MSG_NOSIGNAL)) < 0)
			return false;
	return n > 0;
}

static bool ready(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	return poll(&p, 1, 0) == 1;
}

static void turn(void)
{
	struct pollfd p[2 * PAIRS + 1] = {{.fd = relay.listens, .events = POLLIN}};
	for (size_t i = 0; i < relay.n; i++) {
		p[2 * i + 1] = (struct pollfd){.fd = relay.pair[i].near, .events = POLLIN};
		p[2 * i + 2] = (struct pollfd){.fd = relay.pair[i].far, .events = POLLIN};
	}
	(void)poll(p, 2 * relay.n + 1, TURN_MS);
	if (relay.still)
		return;
	for (size_t i = 0; i < relay.n; i++) {
		int near = relay.pair[i].near, far = relay.pair[i].far;
		if ((!ready(near) || pass_on(near, far)) && (!ready(far) || pass_on(far, near)))
			continue;
		close(near);
		close(far);
		relay.pair[i--] = relay.pair[--relay.n];
	}
	if (ready(relay.listens))
		let_in();
}

static void *run_relay(void *ctx)
{
	(void)ctx;
	while (!relay.ends) {
		if (relay.still)
			usleep(TURN_MS * 1000);
		else
			turn();
	}
	return NULL;
}

/* A database on the server of `w`, reached through the relay. */
static struct db *through_relay(struct world *w)
{
	const struct db_options o = {.connections = 1};
	const char *host = strstr(w->f.url, "host=") + strlen("host=");
	struct str why = {0};
	struct db *db;
	memset(&relay, 0, sizeof relay);
	snprintf(relay.folder, sizeof relay.folder, "/tmp/tn_still_XXXXXX");
	assert_non_null(mkdtemp(relay.folder));
	snprintf(relay.path, sizeof relay.path, "%s/.s.PGSQL.5432", relay.folder);
	snprintf(relay.server, sizeof relay.server, "%.*s/.s.PGSQL.5432", (int)strcspn(host, "&"), host);
	relay.listens = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un a = at(relay.path);
	assert_int_equal(bind(relay.listens, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(listen(relay.listens, PAIRS), 0);
	assert_int_equal(pthread_create(&relay.thread, NULL, run_relay, NULL), 0);
	struct str url = str_printf(w->a, "postgresql:///%s?host=%s&user=tn", w->f.name, relay.folder);
	if (db_open(url.p, &o, w->a, &db, &why) != OK)
		fail_msg(STR_FMT, STR_ARG(why));
	return db;
}

static void relay_end(void)
{
	relay.ends = true;
	pthread_join(relay.thread, NULL);
	for (size_t i = 0; i < relay.n; i++) {
		close(relay.pair[i].near);
		close(relay.pair[i].far);
	}
	close(relay.listens);
	unlink(relay.path);
	rmdir(relay.folder);
}

static void pg_one_question_without_an_answer(struct world *w)
{
	static const struct stmt slow = {"SELECT count(*) FROM (SELECT pg_sleep(2.5)) s", "", "i"};
	struct db *db = through_relay(w);
	struct conn *c;
	assert_int_equal(db_take(db, 2000, &c), OK);
	relay.refuses = 1;
	assert_int_equal(db_exec(c, w->a, &slow, DB_NO_ARGS, NULL), OK);
	assert_int_equal(relay.refuses, 0); /* it was asked */
	db_give(db, c);
	db_close(db);
	relay_end();
}

static void pg_what_cannot_be_sent(struct world *w)
{
	struct db *db = through_relay(w);
	struct conn *c;
	char *big = arena_alloc(w->a, BIG);
	memset(big, 'x', BIG);
	assert_int_equal(db_take(db, 2000, &c), OK);
	assert_int_equal(db_begin(c), OK);
	assert_int_equal(db_exec(c, w->a, &put_thing, DB_ARGS(val_int(1), val_null(), val_null(), val_null()), NULL), OK);
	relay.still = true;
	const struct val blob = val_blob((struct str){big, BIG});
	assert_int_equal(db_exec(c, w->a, &put_thing, DB_ARGS(val_int(2), val_null(), val_null(), blob), NULL), ERR_DOWN);
	db_give(db, c);
	relay.still = false;
	assert_int_equal(db_take(db, 5000, &c), OK); /* it is there again, and nothing of that was kept */
	const struct rows *r;
	assert_int_equal(db_exec(c, w->a, &count_things, DB_NO_ARGS, &r), OK);
	assert_int_equal(rows_int(r, 0, 0), 0);
	/* What is larger than any buffer goes whole when it is read. */
	assert_int_equal(db_begin(c), OK);
	assert_int_equal(db_exec(c, w->a, &put_thing, DB_ARGS(val_int(2), val_null(), val_null(), blob), NULL), OK);
	assert_int_equal(db_exec(c, w->a, &get_thing, DB_ARGS(val_int(2)), &r), OK);
	assert_int_equal(rows_text(r, 0, 2).n, BIG);
	assert_int_equal(db_commit(c), OK);
	db_give(db, c);
	db_close(db);
	relay_end();
}

static const struct db_case cases[] = {
	CASE(pg_one_question_without_an_answer),
	CASE(pg_what_cannot_be_sent),
};

int main(void)
{
	return run_all("db_still", cases, sizeof cases / sizeof *cases);
}

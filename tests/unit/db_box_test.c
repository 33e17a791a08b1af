/* Both databases inside the box of the web process as it is shipped: connections are opened after the filter is on, and
 * opened again when the server threw them out. A forbidden call kills the child, which fails the test. */
#include "box.h"

#include "db_world.h"

#include <signal.h>
#include <sys/wait.h>

enum { STEP_DONE = 'x' };

static void must(enum err e, const char *what)
{
	if (e == OK)
		return;
	log_line(LOG_ERROR, "test", "step=%s error=\"%s\"", what, err_name(e));
	_exit(1);
}

static void *ask_from_a_thread(void *p)
{
	struct world *w = p;
	int64_t id;
	must(db_next_id(w->db, 5, &id), "id"); /* opens the connection of ids */
	return NULL;
}

/* More than the 1,000 pages after which SQLite moves its log into the database. */
static void write_much(struct world *w, struct conn *c)
{
	static char big[200000];
	for (int64_t i = 0; i < 40; i++) {
		const struct val args[] = {val_int(i), val_null(), val_null(), val_blob((struct str){big, sizeof big})};
		must(db_begin(c), "begin");
		must(db_exec(c, w->a, &put_thing, args, 4, NULL), "write");
		must(db_commit(c), "commit");
	}
}

static bool count_row(void *ctx, const struct val *row, size_t cols)
{
	(void)row, (void)cols;
	++*(int *)ctx;
	return true;
}

static void read_much(struct world *w, struct conn *c)
{
	int n = 0;
	struct batch *b = batch_new(c, w->a);
	for (int64_t i = 0; i < 8; i++)
		batch_put(b, &get_thing, DB_ARGS(val_int(i)));
	must(batch_run(b), "batch");
	must(db_each(c, &many_rows, DB_ARGS(val_int(2000)), count_row, &n), "each");
	must(n == 2000 ? OK : ERR_INVALID, "each row");
}

/* Silent for longer than a server is left unasked: the asking works here too, and the answer ends nothing. */
static void read_slowly(struct world *w, struct conn *c)
{
	static const struct stmt slow = {"SELECT count(*) FROM (SELECT pg_sleep(2.5)) s", "", "i"};
	must(db_exec(c, w->a, &slow, DB_NO_ARGS, NULL), "slow");
}

static void in_the_box(struct fixture *f, int go, int tell)
{
	const struct db_options o = {.connections = 3};
	const struct box_world where = {.data = f->folder, .database = f->folder, .name_calls = true};
	enum box_id id = box_of(DUTY_WEB, f->pg);
	struct world w = {.f = *f, .a = arena_new(64 << 20)};
	struct conn *c[2];
	struct str why = {0};
	pthread_t t;
	char step = STEP_DONE;
	log_from(LOG_WARN);
	must(box_enter(id, &where), "box");
	must(box_seal(id, &where), "seal");
	must(db_open(f->url, &o, w.a, &w.db, &why), "open");
	must(db_take(w.db, 0, &c[0]), "take");
	must(db_take(w.db, 0, &c[1]), "take");
	write_much(&w, c[0]);
	read_much(&w, c[1]);
	if (f->pg)
		read_slowly(&w, c[1]);
	if (pthread_create(&t, NULL, ask_from_a_thread, &w) != 0 || pthread_join(t, NULL) != 0)
		_exit(1);
	db_give(w.db, c[0]);
	db_give(w.db, c[1]);
	if (write(tell, &step, 1) != 1 || read(go, &step, 1) != 1) /* now the server throws them out */
		_exit(1);
	must(db_take(w.db, 0, &c[0]), "take again");
	read_much(&w, c[0]);
	db_give(w.db, c[0]);
	db_close(w.db);
	_exit(0);
}

static void web_box_holds(bool pg)
{
	struct world w = {0};
	int go[2], tell[2], status;
	char step;
	make_world(&w, pg);
	db_close(w.db);
	assert_int_equal(pipe(go) + pipe(tell), 0);
	pid_t child = fork();
	if (child == 0) {
		alarm(60);
		in_the_box(&w.f, go[0], tell[1]);
	}
	close(tell[1]);
	bool alive = read(tell[0], &step, 1) == 1;
	if (alive && pg)
		fixture_sql(fixture_server(),
		            str_printf(w.a, "SELECT pg_terminate_backend(pid, 2000) FROM pg_stat_activity WHERE datname = '%s'",
		                       w.f.name).p);
	if (alive)
		alive = write(go[1], &step, 1) == 1;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(alive && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	close(go[0]);
	close(go[1]);
	close(tell[0]);
	fixture_drop(&w.f);
	arena_free(w.a);
}

static void sqlite_in_the_web_box(void **state)
{
	(void)state;
	web_box_holds(false);
}

static void postgresql_in_the_web_box(void **state)
{
	(void)state;
	web_box_holds(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sqlite_in_the_web_box),
		cmocka_unit_test(postgresql_in_the_web_box),
	};
	return cmocka_run_group_tests_name("db_box", tests, NULL, NULL);
}

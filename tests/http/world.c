#include "world.h"

#include "clock.h"
#include "date.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <liboath/oath.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct setup setup_read(void)
{
	struct setup s = {getenv("TN_PROGRAM"), getenv("TN_WORK"), getenv("TN_FIXTURE"), getenv("TN_PG"),
	                  getenv("TN_PG_TEMPLATE"), getenv("TN_OPENED")};
	if (s.opened == NULL || s.program == NULL || s.work == NULL || s.fixture == NULL)
		die("start the cases with tests/http/run");
	return s;
}

static void pause_ms(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	nanosleep(&t, NULL);
}

struct str run_command(struct arena *a, const char *const *argv, int *status)
{
	int pipes[2];
	pid_t pid;
	posix_spawn_file_actions_t act;
	if (pipe2(pipes, O_CLOEXEC) != 0 || posix_spawn_file_actions_init(&act) != 0 ||
	    posix_spawn_file_actions_adddup2(&act, pipes[1], 1) != 0)
		die("no pipe: %s", strerror(errno));
	if (posix_spawnp(&pid, argv[0], &act, NULL, (char *const *)(uintptr_t)argv, environ) != 0)
		die("cannot start %s", argv[0]);
	posix_spawn_file_actions_destroy(&act);
	close(pipes[1]);
	struct buf b;
	buf_init(&b, a, 4 * 1024 * 1024);
	char piece[4096];
	for (ssize_t n; (n = read(pipes[0], piece, sizeof piece)) > 0;)
		buf_add(&b, piece, (size_t)n);
	close(pipes[0]);
	if (waitpid(pid, status, 0) != pid)
		die("lost %s", argv[0]);
	return str_trim(buf_view(&b));
}

static void must_run(struct arena *a, const char *const *argv)
{
	int status;
	struct str said = run_command(a, argv, &status);
	if (status != 0)
		die("%s failed: " STR_FMT, argv[0], STR_ARG(said));
}

static const char *pg_url(struct world *w, const char *database)
{
	const char *query = strchr(w->setup.postgres, '?');
	return str_printf(w->a, "postgresql:///%s%s", database, query == NULL ? "" : query).p;
}

void world_open(struct world *w, bool empty)
{
	w->dir = str_printf(w->a, "%s/data-%s", w->setup.work, w->name).p;
	w->log = str_printf(w->a, "%s/log-%s", w->setup.work, w->name).p;
	must_run(w->a, (const char *const[]){"rm", "-rf", w->dir, w->log, NULL});
	if (!empty)
		must_run(w->a, (const char *const[]){"cp", "-a", w->setup.fixture, w->dir, NULL});
	w->database = str_printf(w->a, "%s/db/thuisnabij.db", w->dir).p;
	if (w->setup.postgres == NULL)
		return;
	struct buf name;
	buf_init(&name, w->a, 64);
	buf_c(&name, "case_");
	for (const char *c = w->name; *c != '\0' && name.n < 60; c++)
		buf_byte(&name, *c == '-' || *c == '.' ? '_' : *c);
	const char *database = str_copy(w->a, buf_view(&name)).p;
	w->pg_name = database;
	w->database = pg_url(w, database);
	const char *drop = str_printf(w->a, "DROP DATABASE IF EXISTS %s", database).p;
	const char *make = str_printf(w->a, "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY", database,
	                              empty ? "template0" : w->setup.template).p;
	must_run(w->a, (const char *const[]){"psql", pg_url(w, "postgres"), "-qXc", drop, "-c", make, NULL});
}

static int free_port(void)
{
	struct sockaddr_in at = {.sin_family = AF_INET};
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || bind(fd, (struct sockaddr *)&at, n) != 0 || getsockname(fd, (struct sockaddr *)&at, &n) != 0)
		die("no free port: %s", strerror(errno));
	close(fd);
	return ntohs(at.sin_port);
}

static bool listens(int port)
{
	struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool yes = fd >= 0 && connect(fd, (struct sockaddr *)&to, sizeof to) == 0;
	if (fd >= 0)
		close(fd);
	return yes;
}

/* The mode stands in the settings of the data folder. */
static void set_mode(struct world *w, const char *mode)
{
	const char *conf = str_printf(w->a, "%s/thuisnabij.conf", w->dir).p;
	const char *edit = str_printf(w->a, "s|^mode = .*|mode = %s|", mode).p;
	if (access(conf, F_OK) == 0)
		must_run(w->a, (const char *const[]){"sed", "-i", "-e", edit, conf, NULL});
}

static _Noreturn void become_server(struct world *w, struct str clock)
{
	const char *argv[16];
	size_t n = 0;
	argv[n++] = w->setup.program;
	argv[n++] = "--data";
	argv[n++] = w->dir;
	argv[n++] = "serve";
	argv[n++] = "--listen";
	argv[n++] = str_printf(w->a, "127.0.0.1:%d", w->port).p;
	argv[n++] = "--mode";
	argv[n++] = w->mode;
	if (strcmp(w->mode, "production") != 0) {
		argv[n++] = "--clock";
		argv[n++] = clock.p;
	}
	argv[n] = NULL;
	int log = open(w->log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (w->setup.postgres != NULL && setenv("TN_DATABASE", w->database, 1) != 0)
		_exit(126);
	if (log < 0 || dup2(log, 2) < 0 || dup2(log, 1) < 0 || prctl(PR_SET_PDEATHSIG, SIGTERM) != 0)
		_exit(126);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* Whether the jobs of this start did what the time brought by itself (duty_jobs.c says so once): before it a case could
 * press a button in the same moment as a job changes the record. */
static bool caught_up(const struct world *w)
{
	static const char line[] = "caught_up=yes";
	char said[65536];
	int fd = open(w->log, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : pread(fd, said, sizeof said, w->said_before);
	if (fd >= 0)
		close(fd);
	return n > 0 && memmem(said, (size_t)n, line, sizeof line - 1) != NULL;
}

void world_serve(struct world *w, int64_t clock, const char *mode)
{
	if (w->port == 0)
		w->port = free_port();
	struct str iso = instant_iso(w->a, clock);
	w->mode = mode;
	set_mode(w, mode);
	w->clock = clock;
	w->ticks = clock_ticks();
	struct stat log;
	w->said_before = stat(w->log, &log) == 0 ? log.st_size : 0;
	w->pid = fork();
	if (w->pid == 0)
		become_server(w, iso);
	/* Where many work at once, the jobs of a start were seen to take eighteen seconds. */
	for (int tries = 0; tries < 3000; tries++, pause_ms(20)) {
		int status;
		if (waitpid(w->pid, &status, WNOHANG) == w->pid)
			die("the server ended at once; see %s", w->log);
		if (listens(w->port) && caught_up(w))
			return;
	}
	die("the server does not answer; see %s", w->log);
}

void world_stop(struct world *w)
{
	if (w->pid == 0)
		return;
	kill(w->pid, SIGTERM);
	int status, tries = 0;
	while (waitpid(w->pid, &status, WNOHANG) == 0 && tries++ < 3000)
		pause_ms(10);
	if (tries > 3000) {
		kill(w->pid, SIGKILL);
		waitpid(w->pid, &status, 0);
		die("the server did not stop; see %s", w->log);
	}
	w->pid = 0;
}

void world_close(struct world *w)
{
	world_stop(w);
	if (w->setup.postgres != NULL) {
		const char *drop = str_printf(w->a, "DROP DATABASE IF EXISTS %s", w->pg_name).p;
		must_run(w->a, (const char *const[]){"psql", pg_url(w, "postgres"), "-qXc", drop, NULL});
	}
}

int64_t world_now(const struct world *w)
{
	return w->clock + (clock_ticks() - w->ticks) / 1000;
}

/* On SQLite the looks are a file of their own. */
static const char *database_of(struct world *w, struct str sql)
{
	bool looks = memmem(sql.p, sql.n, "FROM look_list", 14) != NULL || memmem(sql.p, sql.n, "FROM look ", 10) != NULL;
	return looks && w->setup.postgres == NULL ? str_printf(w->a, "%s/db/looks.db", w->dir).p : w->database;
}

struct str world_sql(struct world *w, struct str sql)
{
	int status;
	const char *database = database_of(w, sql);
	bool opened = memmem(sql.p, sql.n, "opened.", 7) != NULL; /* opened.TABLE: what is sealed in it, open */
	struct str out = opened ?
		run_command(w->a, (const char *const[]){w->setup.opened, w->dir, w->database, str_c(w->a, sql), NULL},
		            &status) :
		w->setup.postgres != NULL ?
		run_command(w->a, (const char *const[]){"psql", database, "-qXAtc", str_c(w->a, sql), NULL}, &status) :
		run_command(w->a, (const char *const[]){"sqlite3", "-cmd", ".timeout 5000", database, str_c(w->a, sql), NULL},
		            &status);
	if (status != 0)
		die("SQL failed: " STR_FMT, STR_ARG(sql));
	return out;
}

struct str world_said(struct world *w)
{
	struct str said = {0};
	for (int tries = 0; tries < 250; tries++, pause_ms(20)) {
		int status;
		said = run_command(w->a, (const char *const[]){"cat", w->log, NULL}, &status);
		if (said.n > 0 && memmem(said.p, said.n, "ready http", 10) != NULL)
			break;
	}
	return said;
}

struct str totp_at(struct arena *a, struct str base32, int64_t instant)
{
	struct buf bare;
	buf_init(&bare, a, 128);
	for (size_t i = 0; i < base32.n; i++)
		if (base32.p[i] != ' ')
			buf_byte(&bare, base32.p[i]);
	char *secret, code[7];
	size_t n;
	if (bare.n < 16 || oath_base32_decode(bare.p, bare.n, &secret, &n) != OATH_OK)
		die("no secret is known of this account's second factor");
	int result = oath_totp_generate(secret, n, (time_t)(instant / 1000), 30, 0, 6, code);
	free(secret);
	return result == OATH_OK ? str_copy(a, str_from(code)) : S("");
}

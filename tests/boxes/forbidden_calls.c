/* Tries forbidden calls inside the real box of each duty, looks at the living processes, and kills them. Prints a
 * table; the last line is "N passed, N failed".
 *
 *     forbidden_calls PROGRAM [FILTER]
 *
 * PROGRAM is a test build of thuisnabij (its hidden command box-probe makes the calls); with FILTER only the lines that
 * contain it are run. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* As in src/cmd/box_probe.h. */
enum { PROBE_ALLOWED = 40, PROBE_REFUSED = 41 };
enum { TIMEOUT_MS = 20000, CALLS_MAX = 100 };

static const char *program, *filter, *sqlite_data, *outside;
static unsigned passed, failed;

static void verdict(bool good, const char *what, const char *seen)
{
	if (good)
		passed++;
	else
		failed++;
	printf("%-6s %-44s %s\n", good ? "ok" : "FAILED", what, seen);
	fflush(stdout);
}

static long long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	nanosleep(&t, NULL);
}

/* Starts the program; its standard output goes to *out when that is wanted, its log to `log`. */
static pid_t start(const char *const *args, int *out, const char *log)
{
	int pair[2] = {-1, -1};
	if (out != NULL && pipe2(pair, O_CLOEXEC) != 0)
		exit(2);
	pid_t pid = fork();
	if (pid < 0)
		exit(2);
	if (pid == 0) {
		int err = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
		int null = open("/dev/null", O_RDWR);
		char *argv[16] = {(char *)(size_t)program};
		for (size_t i = 0; args[i] != NULL && i < 14; i++)
			argv[i + 1] = (char *)(size_t)args[i];
		if (err < 0 || null < 0 || dup2(null, 0) < 0 || dup2(out != NULL ? pair[1] : null, 1) < 0 || dup2(err, 2) < 0)
			_exit(2);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		execv(program, argv);
		_exit(2);
	}
	if (out != NULL) {
		close(pair[1]);
		*out = pair[0];
	}
	return pid;
}

/* The wait status; -1 when it had to be killed because it did not end. */
static int wait_end(pid_t pid, long long most_ms)
{
	long long end = now_ms() + most_ms;
	int status;
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (now_ms() > end) {
			kill(pid, SIGKILL);
			waitpid(pid, &status, 0);
			return -1;
		}
		pause_ms(1);
	}
	return status;
}

static int run(const char *const *args)
{
	return wait_end(start(args, NULL, "/dev/null"), TIMEOUT_MS);
}

static bool read_file(const char *path, char *room, size_t cap)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, room, cap - 1);
	if (fd >= 0)
		close(fd);
	room[n > 0 ? n : 0] = '\0';
	return n > 0;
}

/* ---- calls ---- */

/* What a duty is for, and so may do; everything else must be refused. */
static const struct {
	const char *duty, *call;
} granted[] = {
	{"*", "allowed"},
	{"web", "read_database"},
	{"web", "write_database"},
	{"jobs", "read_database"},
	{"jobs", "write_database"},
	{"out", "connect_tcp"},
	{"web-postgresql", "unix_socket"},
	{"jobs-postgresql", "unix_socket"},
};

static const struct {
	const char *name, *duty, *database;
	bool threads;
} boxes[] = {
	{"web", "web", NULL, true},
	{"jobs", "jobs", NULL, true},
	{"out", "out", NULL, true},
	{"keys", "keys", NULL, false},
	{"parse", "parse", NULL, false},
	{"web-postgresql", "web", "postgresql://127.0.0.1:5432/none", true},
	{"jobs-postgresql", "jobs", "postgresql://127.0.0.1:5432/none", true},
};

static bool is_granted(const char *box, const char *call)
{
	for (size_t i = 0; i < sizeof granted / sizeof granted[0]; i++)
		if (strcmp(granted[i].call, call) == 0 &&
		    (strcmp(granted[i].duty, "*") == 0 || strcmp(granted[i].duty, box) == 0))
			return true;
	return false;
}

static void try_call(size_t box, const char *call)
{
	char what[64], seen[60];
	const char *name = boxes[box].name;
	snprintf(what, sizeof what, "%.20s %.40s", name, call);
	if (filter != NULL && strstr(what, filter) == NULL)
		return;
	const char *database = boxes[box].database == NULL ? "sqlite:db/thuisnabij.db" : boxes[box].database;
	const char *args[] = {"--data", sqlite_data, "--database", database, "box-probe", boxes[box].duty, call, outside,
		NULL};
	int status = run(args);
	bool died = status >= 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS;
	bool refused = status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == PROBE_REFUSED;
	bool allowed = status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == PROBE_ALLOWED;
	bool wanted = is_granted(name, call);
	snprintf(seen, sizeof seen, "%s", died ? "died" : refused ? "refused" : allowed ? "allowed" : "?");
	if (!died && !refused && !allowed)
		snprintf(seen, sizeof seen, "broken, wait status %d", status);
	verdict(wanted ? allowed : died || refused, what, seen);
}

static void try_calls(void)
{
	char names[CALLS_MAX][40];
	size_t n = 0;
	int out;
	const char *args[] = {"--data", sqlite_data, "box-probe", "list", NULL};
	pid_t pid = start(args, &out, "/dev/null");
	FILE *list = fdopen(out, "r");
	while (list != NULL && n < CALLS_MAX && fgets(names[n], sizeof names[n], list) != NULL) {
		names[n][strcspn(names[n], "\n")] = '\0';
		n++;
	}
	fclose(list);
	wait_end(pid, TIMEOUT_MS);
	if (n < 20)
		verdict(false, "box-probe list", "fewer than 20 calls");
	for (size_t box = 0; box < sizeof boxes / sizeof boxes[0]; box++)
		for (size_t i = 0; i < n; i++)
			if (boxes[box].threads || strcmp(names[i], "thread") != 0)
				try_call(box, names[i]);
}

/* In test mode the call is named in the log, so that a missing row in the table is found at once. */
static void call_is_named(const char *folder)
{
	char log[64], room[1000];
	snprintf(log, sizeof log, "%s/log-named", folder);
	const char *args[] = {"--data", sqlite_data, "box-probe", "web", "ptrace_parent", outside, "--name", NULL};
	int status = wait_end(start(args, NULL, log), TIMEOUT_MS);
	bool named = read_file(log, room, sizeof room) && strstr(room, "forbidden call call=ptrace nr=") != NULL;
	named = named && status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGSYS;
	verdict(named, "test mode names the call", "call=ptrace");
}

/* ---- living processes ---- */

static const char *const duties[] = {"keys", "out", "jobs", "web"};
enum { DUTIES = sizeof duties / sizeof duties[0] };

static bool has_line(pid_t pid, const char *field, const char *value)
{
	char path[64], room[8192], wanted[64];
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	snprintf(wanted, sizeof wanted, "\n%s:\t%s\n", field, value);
	return read_file(path, room, sizeof room) && strstr(room, wanted) != NULL;
}

/* The child of `parent` with this duty; 0 when there is none. Zombies do not count. */
static pid_t child_of(pid_t parent, const char *duty)
{
	DIR *proc = opendir("/proc");
	char title[64], path[64], room[512], ppid[32];
	pid_t found = 0;
	snprintf(title, sizeof title, "thuisnabij: %s", duty);
	snprintf(ppid, sizeof ppid, "%d", (int)parent);
	for (struct dirent *d; proc != NULL && found == 0 && (d = readdir(proc)) != NULL;) {
		pid_t pid = (pid_t)strtol(d->d_name, NULL, 10);
		snprintf(path, sizeof path, "/proc/%d/cmdline", (int)pid);
		if (pid > 0 && read_file(path, room, sizeof room) && strcmp(room, title) == 0 && has_line(pid, "PPid", ppid))
			found = pid;
	}
	closedir(proc);
	return found;
}

struct server {
	pid_t pid;
	int out;
	pid_t child[DUTIES];
	char data[64], log[64];
	bool as_nobody;
};

/* Other lines may come before the one that says ready. */
static bool wait_ready(struct server *s)
{
	char line[200];
	size_t n = 0;
	struct pollfd p = {.fd = s->out, .events = POLLIN};
	long long end = now_ms() + TIMEOUT_MS;
	while (n < sizeof line - 1 && now_ms() < end) {
		if (poll(&p, 1, 200) <= 0)
			continue;
		if (read(s->out, line + n, 1) != 1)
			return false;
		if (line[n++] != '\n')
			continue;
		line[n] = '\0';
		if (strncmp(line, "ready http://127.0.0.1:", 23) == 0)
			return strstr(line, " ms=") != NULL;
		n = 0;
	}
	return false;
}

static bool serve(struct server *s)
{
	const char *user = s->as_nobody ? "--user" : NULL;
	const char *args[] = {"--data", s->data, "serve", "--listen", "127.0.0.1:0", user, "nobody", NULL};
	s->pid = start(args, &s->out, s->log);
	if (!wait_ready(s))
		return false;
	for (size_t i = 0; i < DUTIES; i++)
		s->child[i] = child_of(s->pid, duties[i]);
	return true;
}

static bool gone(const pid_t *pids, size_t n, long most_ms)
{
	for (long long end = now_ms() + most_ms;; pause_ms(5)) {
		size_t alive = 0;
		for (size_t i = 0; i < n; i++)
			if (pids[i] > 0 && kill(pids[i], 0) == 0 && !has_line(pids[i], "State", "Z (zombie)"))
				alive++;
		if (alive == 0 || now_ms() > end)
			return alive == 0;
	}
}

static void look_at_each(const struct server *s)
{
	char what[60], path[64], room[4096];
	for (size_t i = 0; i < DUTIES; i++) {
		snprintf(what, sizeof what, "%s runs under a filter", duties[i]);
		verdict(has_line(s->child[i], "Seccomp", "2"), what, "Seccomp 2");
		snprintf(what, sizeof what, "%s cannot gain rights", duties[i]);
		verdict(has_line(s->child[i], "NoNewPrivs", "1"), what, "NoNewPrivs 1");
		snprintf(what, sizeof what, "%s has no capabilities", duties[i]);
		verdict(has_line(s->child[i], "CapEff", "0000000000000000"), what, "CapEff 0");
		snprintf(what, sizeof what, "%s leaves no core", duties[i]);
		snprintf(path, sizeof path, "/proc/%d/limits", (int)s->child[i]);
		bool good = read_file(path, room, sizeof room) &&
		            strstr(room, "Max core file size        0                    0 ") != NULL;
		verdict(good, what, "limit 0");
		snprintf(what, sizeof what, "%s has no secret in its environment", duties[i]);
		snprintf(path, sizeof path, "/proc/%d/environ", (int)s->child[i]);
		good = read_file(path, room, sizeof room) && strncmp(room, "PATH=", 5) == 0 &&
		       memmem(room, sizeof room, "TN_CANARY", 9) == NULL;
		verdict(good, what, "fixed environment");
	}
}

static void kill_each(struct server *s)
{
	char what[60];
	for (size_t i = 0; i < DUTIES; i++) {
		pid_t again = 0, before = s->child[i];
		kill(before, SIGKILL);
		for (long long end = now_ms() + TIMEOUT_MS; now_ms() < end && (again == 0 || again == before); pause_ms(5))
			again = child_of(s->pid, duties[i]);
		/* at work again: its filter is on */
		for (long long end = now_ms() + TIMEOUT_MS; now_ms() < end && !has_line(again, "Seccomp", "2"); pause_ms(5))
			;
		snprintf(what, sizeof what, "%s is started again after kill -9", duties[i]);
		verdict(again != 0 && again != before && has_line(again, "Seccomp", "2"), what, "new process in its box");
		s->child[i] = again;
		snprintf(what, sizeof what, "no zombie after kill -9 of %s", duties[i]);
		verdict(kill(before, 0) != 0 && errno == ESRCH, what, "reaped");
	}
	pid_t web = s->child[DUTIES - 1];
	kill(s->child[0], SIGKILL);
	pause_ms(300);
	verdict(child_of(s->pid, "web") == web, "web lives on when keys is killed", "same process");
	s->child[0] = child_of(s->pid, "keys");
}

static void stop_cleanly(struct server *s)
{
	long long began = now_ms();
	kill(s->pid, SIGTERM);
	int status = wait_end(s->pid, TIMEOUT_MS);
	char seen[60];
	snprintf(seen, sizeof seen, "code %d after %lld ms", WEXITSTATUS(status), now_ms() - began);
	verdict(status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0, "SIGTERM stops it with code 0", seen);
	verdict(status >= 0 && now_ms() - began < 10000 && gone(s->child, DUTIES, 10), "nobody stays behind", seen);
	close(s->out);
	char room[65536];
	bool read = read_file(s->log, room, sizeof room);
	verdict(read && strstr(room, "forbidden_call") == NULL, "no duty was killed by its own box", "log");
	verdict(read && strstr(room, "signal=9") != NULL && strstr(room, "stopped code=0") != NULL, "ends are in the log",
	        "log");
	verdict(read && strstr(room, " job kind=") == NULL, "keys, out and a boxed child answered jobs", "no warning");
}

static void live(const char *folder)
{
	struct server s = {0};
	snprintf(s.data, sizeof s.data, "%s/live", folder);
	snprintf(s.log, sizeof s.log, "%s/log", folder);
	setenv("TN_CANARY", "secret", 1);
	if (!serve(&s)) {
		verdict(false, "serve says ready", "no ready line");
		kill(s.pid, SIGKILL);
		return;
	}
	verdict(true, "serve says ready", "one line");
	pause_ms(500); /* the first jobs */
	const char *again[] = {"--data", s.data, "serve", "--listen", "127.0.0.1:0", NULL};
	int status = run(again);
	bool refused = status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 1;
	verdict(refused, "a second serve of one folder is refused", "code 1");
	const char *migrate[] = {"--data", s.data, "migrate", NULL};
	status = run(migrate);
	refused = status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 1;
	verdict(refused, "migrate while it is served is refused", "code 1");
	look_at_each(&s);
	kill_each(&s);
	stop_cleanly(&s);
	if (!serve(&s)) {
		verdict(false, "serve again says ready", "no ready line");
		kill(s.pid, SIGKILL);
		return;
	}
	kill(s.pid, SIGKILL);
	wait_end(s.pid, TIMEOUT_MS);
	verdict(gone(s.child, DUTIES, 5000), "kill -9 of the supervisor ends all", "gone");
	close(s.out);
}

/* Started as root, it becomes another user for good; the folder becomes that user's. */
static void live_as_nobody(const char *folder)
{
	struct server s = {.as_nobody = true};
	char what[60];
	struct stat st;
	snprintf(s.data, sizeof s.data, "%s/nobody", folder);
	snprintf(s.log, sizeof s.log, "%s/log-nobody", folder);
	if (geteuid() != 0 || chmod(folder, 0711) != 0)
		return;
	if (!serve(&s)) {
		verdict(false, "serve --user nobody says ready", "no ready line");
		kill(s.pid, SIGKILL);
		return;
	}
	for (size_t i = 0; i < DUTIES; i++) {
		snprintf(what, sizeof what, "%s is nobody", duties[i]);
		verdict(has_line(s.child[i], "Uid", "65534\t65534\t65534\t65534") && has_line(s.child[i], "Groups", " "), what,
		        "Uid 65534, no groups");
	}
	verdict(has_line(s.pid, "Uid", "65534\t65534\t65534\t65534"), "supervisor is nobody", "Uid 65534");
	bool owned = stat(s.data, &st) == 0 && st.st_uid == 65534 && (st.st_mode & 0777) == 0700;
	verdict(owned, "the folder is nobody's", "0700");
	kill(s.pid, SIGTERM);
	int status = wait_end(s.pid, TIMEOUT_MS);
	verdict(status == 0, "nobody's server stops with code 0", "code 0");
	close(s.out);
}

static void remove_tree(const char *path)
{
	char inner[512];
	DIR *d = opendir(path);
	for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		snprintf(inner, sizeof inner, "%s/%s", path, e->d_name);
		if (unlink(inner) != 0)
			remove_tree(inner);
	}
	if (d != NULL)
		closedir(d);
	rmdir(path);
}

int main(int argc, char **argv)
{
	char folder[] = "/tmp/thuisnabij-boxes-XXXXXX", data[64], out[64], there[80];
	if (argc < 2 || mkdtemp(folder) == NULL) {
		fprintf(stderr, "forbidden_calls PROGRAM [FILTER]\n");
		return 2;
	}
	program = argv[1];
	filter = argc > 2 ? argv[2] : NULL;
	snprintf(data, sizeof data, "%s/data", folder);
	snprintf(out, sizeof out, "%s/outside", folder);
	snprintf(there, sizeof there, "%s/there", out);
	sqlite_data = data;
	outside = out;
	int fd = mkdir(out, 0700) == 0 ? open(there, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
	if (fd < 0 || write(fd, "there", 5) != 5)
		return 2;
	close(fd);
	live(folder);
	live_as_nobody(folder);
	const char *made[] = {"--data", data, "migrate", NULL};
	char key[96];
	snprintf(key, sizeof key, "%s/keys/master.key", data);
	if (run(made) != 0)
		verdict(false, "migrate makes a data folder", "it does not");
	fd = open(key, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || write(fd, "0123456789abcdef0123456789abcdef", 32) != 32)
		return 2;
	close(fd);
	try_calls();
	call_is_named(folder);
	struct stat st;
	bool same = stat(there, &st) == 0 && st.st_size == 5 && (st.st_mode & 0777) == 0600;
	verdict(same, "nothing outside was touched", "as it was");
	remove_tree(folder);
	printf("%u passed, %u failed\n", passed, failed);
	return failed == 0 ? 0 : 1;
}

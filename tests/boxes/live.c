#include "trial.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *const duties[] = {"keys", "out", "jobs", "web"};
enum { DUTIES = sizeof duties / sizeof duties[0] };

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

void live(void)
{
	struct server s = {0};
	snprintf(s.data, sizeof s.data, "%s/live", trial.folder);
	snprintf(s.log, sizeof s.log, "%s/log", trial.folder);
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
void live_as_nobody(void)
{
	struct server s = {.as_nobody = true};
	char what[60];
	struct stat st;
	snprintf(s.data, sizeof s.data, "%s/nobody", trial.folder);
	snprintf(s.log, sizeof s.log, "%s/log-nobody", trial.folder);
	if (geteuid() != 0 || chmod(trial.folder, 0711) != 0)
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

/* An older kernel: it goes on with the filters alone, says so in its log, and doctor says so in words. */
void live_without_landlock(void)
{
	struct server s = {0};
	char room[65536], doctor[128];
	snprintf(s.data, sizeof s.data, "%s/old", trial.folder);
	snprintf(s.log, sizeof s.log, "%s/log-old", trial.folder);
	trial.without_landlock = true;
	bool ready = serve(&s);
	verdict(ready, "serve says ready without landlock", "ready");
	if (ready)
		verdict(has_line(s.child[DUTIES - 1], "Seccomp", "2"), "web runs under a filter without landlock", "Seccomp 2");
	kill(s.pid, ready ? SIGTERM : SIGKILL);
	wait_end(s.pid, TIMEOUT_MS);
	close(s.out);
	bool said = read_file(s.log, room, sizeof room) && strstr(room, " warn supervisor boxes landlock=0 ") != NULL;
	verdict(said, "a kernel without landlock is in the log", "landlock=0");
	const char *args[] = {"--data", s.data, "doctor", NULL};
	int out;
	snprintf(doctor, sizeof doctor, "%s/log-doctor", trial.folder);
	pid_t pid = start(args, &out, doctor);
	size_t n = 0;
	for (ssize_t got; n < sizeof room - 1 && (got = read(out, room + n, sizeof room - 1 - n)) > 0;)
		n += (size_t)got;
	room[n] = '\0';
	int status = wait_end(pid, TIMEOUT_MS);
	said = WIFEXITED(status) && WEXITSTATUS(status) == 1 &&
	       strstr(room, "unsafe  boxes     This kernel cannot limit files") != NULL;
	verdict(said, "doctor knows a kernel without landlock", "unsafe");
	close(out);
	trial.without_landlock = false;
}

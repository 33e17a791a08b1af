#include "trial.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* As in src/cmd/box_probe.h. */
enum { PROBE_ALLOWED = 40, PROBE_REFUSED = 41, CALLS_MAX = 100 };

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
	{"pdf", "map_executable"}, /* the libraries of its helper program */
	{"pdf", "protect_executable"},
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
	{"pdf", "pdf", NULL, true},
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
	if (trial.filter != NULL && strstr(what, trial.filter) == NULL)
		return;
	const char *database = boxes[box].database == NULL ? "sqlite:db/thuisnabij.db" : boxes[box].database;
	const char *args[] = {"--data", trial.data, "--database", database, "box-probe", boxes[box].duty, call,
		trial.outside, NULL};
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

void try_calls(void)
{
	char names[CALLS_MAX][40];
	size_t n = 0;
	int out;
	const char *args[] = {"--data", trial.data, "box-probe", "list", NULL};
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
void call_is_named(void)
{
	char log[64], room[1000];
	snprintf(log, sizeof log, "%s/log-named", trial.folder);
	const char *args[] = {"--data", trial.data, "box-probe", "web", "ptrace_parent", trial.outside, "--name", NULL};
	int status = wait_end(start(args, NULL, log), TIMEOUT_MS);
	bool named = read_file(log, room, sizeof room) && strstr(room, "forbidden call call=ptrace nr=") != NULL;
	named = named && status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 128 + SIGSYS;
	verdict(named, "test mode names the call", "call=ptrace");
}

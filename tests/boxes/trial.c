#include "trial.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct trial trial;

void verdict(bool good, const char *what, const char *seen)
{
	if (good)
		trial.passed++;
	else
		trial.failed++;
	printf("%-6s %-44s %s\n", good ? "ok" : "FAILED", what, seen);
	fflush(stdout);
}

long long now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void pause_ms(long ms)
{
	struct timespec t = {ms / 1000, ms % 1000 * 1000000};
	nanosleep(&t, NULL);
}

/* As on a kernel from before landlock: the first question about it has no answer. */
static bool hide_landlock(void)
{
	struct sock_filter rows[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {.len = sizeof rows / sizeof rows[0], .filter = rows};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* Starts the program; its standard output goes to *out when that is wanted, its log to `log`. */
pid_t start(const char *const *args, int *out, const char *log)
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
		char *argv[16] = {(char *)(size_t)trial.program};
		for (size_t i = 0; args[i] != NULL && i < 14; i++)
			argv[i + 1] = (char *)(size_t)args[i];
		if (err < 0 || null < 0 || dup2(null, 0) < 0 || dup2(out != NULL ? pair[1] : null, 1) < 0 || dup2(err, 2) < 0)
			_exit(2);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (trial.without_landlock && !hide_landlock())
			_exit(2);
		execv(trial.program, argv);
		_exit(2);
	}
	if (out != NULL) {
		close(pair[1]);
		*out = pair[0];
	}
	return pid;
}

/* The wait status; -1 when it had to be killed because it did not end. */
int wait_end(pid_t pid, long long most_ms)
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

int run(const char *const *args)
{
	return wait_end(start(args, NULL, "/dev/null"), TIMEOUT_MS);
}

bool read_file(const char *path, char *room, size_t cap)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, room, cap - 1);
	if (fd >= 0)
		close(fd);
	room[n > 0 ? n : 0] = '\0';
	return n > 0;
}

bool has_line(pid_t pid, const char *field, const char *value)
{
	char path[64], room[8192], wanted[64];
	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	snprintf(wanted, sizeof wanted, "\n%s:\t%s\n", field, value);
	return read_file(path, room, sizeof room) && strstr(room, wanted) != NULL;
}

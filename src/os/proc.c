#include "proc.h"

#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <pwd.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { PARKED_FD = 64, FDS_MAX = 16, EXEC_FAILED = 127 };

bool proc_has_asan(void)
{
#if defined(__SANITIZE_ADDRESS__)
	return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
	return true;
#else
	return false;
#endif
#else
	return false;
#endif
}

/* Leak detection hangs for ever at the exit of a boxed process; leaks are looked for in the unit tests. TZ keeps the
 * C library from looking for /etc/localtime inside a box; without color=never a report would end at its first ioctl. */
static char *const environment[] = {
	"PATH=/usr/bin:/bin",
	"LC_ALL=C.UTF-8",
	"TZ=UTC0",
	"ASAN_OPTIONS=detect_leaks=0:abort_on_error=1:disable_coredump=1:color=never",
	"UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1:color=never",
	NULL,
};

static void reset_signals(void)
{
	static const int ignored[] = {SIGINT, SIGTERM, SIGQUIT, SIGHUP, SIGPIPE};
	sigset_t none;
	sigemptyset(&none);
	for (int s = 1; s < NSIG; s++)
		signal(s, SIG_DFL);
	for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
		signal(ignored[i], SIG_IGN);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* First out of the way, then into place: a target may be the source of another. */
static bool place_fds(const struct proc_plan *plan)
{
	int parked[FDS_MAX], highest = STDERR_FILENO;
	for (size_t i = 0; i < plan->n_fds; i++) {
		parked[i] = fcntl(plan->fds[i].from, F_DUPFD_CLOEXEC, PARKED_FD);
		if (parked[i] < 0)
			return false;
	}
	for (size_t i = 0; i < plan->n_fds; i++) {
		if (dup2(parked[i], plan->fds[i].to) < 0)
			return false;
		if (plan->fds[i].to > highest)
			highest = plan->fds[i].to;
	}
	for (int fd = STDERR_FILENO + 1; fd <= highest; fd++) {
		bool wanted = false;
		for (size_t i = 0; i < plan->n_fds; i++)
			wanted |= plan->fds[i].to == fd;
		if (!wanted)
			close(fd);
	}
	return close_range((unsigned)highest + 1, ~0u, 0) == 0;
}

static bool silence_stdio(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	return null >= 0 && dup2(null, STDIN_FILENO) >= 0 && dup2(null, STDOUT_FILENO) >= 0;
}

_Noreturn static void become_child(const struct proc_plan *plan, pid_t parent)
{
	char *argv[FDS_MAX] = {(char *)(uintptr_t)plan->title};
	for (size_t i = 0; plan->args[i] != NULL && i + 2 < FDS_MAX; i++)
		argv[i + 1] = (char *)(uintptr_t)plan->args[i];
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
		_exit(EXEC_FAILED);
	reset_signals();
	if (!silence_stdio() || !place_fds(plan))
		_exit(EXEC_FAILED);
	execve("/proc/self/exe", argv, environment);
	_exit(EXEC_FAILED);
}

enum err proc_spawn(const struct proc_plan *plan, pid_t *out)
{
	if (plan->n_fds > FDS_MAX)
		BUG("%zu descriptors for a child", plan->n_fds);
	pid_t parent = getpid();
	*out = fork();
	if (*out < 0)
		return errno == EAGAIN ? ERR_BUSY : ERR_IO;
	if (*out == 0)
		become_child(plan, parent);
	return OK;
}

enum err proc_become(struct arena *a, const char *user, struct str *why)
{
	struct passwd entry, *found = NULL;
	char *room = arena_alloc(a, 16384);
	int e = getpwnam_r(user, &entry, room, 16384, &found);
	if (e != 0 || found == NULL) {
		*why = str_printf(a, "there is no user %s on this machine", user);
		return ERR_NOT_FOUND;
	}
	if (setgroups(0, NULL) != 0 || setresgid(found->pw_gid, found->pw_gid, found->pw_gid) != 0 ||
	    setresuid(found->pw_uid, found->pw_uid, found->pw_uid) != 0) {
		*why = str_printf(a, "cannot become user %s: only root can", user);
		return ERR_DENIED;
	}
	if (found->pw_uid != 0 && setuid(0) == 0) {
		*why = str_printf(a, "root rights came back after becoming %s", user);
		return ERR_DENIED;
	}
	return OK;
}

void proc_exec(const char *path, char *const args[], char *const env[])
{
	execve(path, args, env);
}

void proc_harden(void)
{
	struct rlimit none = {0, 0};
	umask(077);
	setrlimit(RLIMIT_CORE, &none);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

enum err proc_drop_capabilities(void)
{
	struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};
	return syscall(SYS_capset, &head, none) == 0 ? OK : ERR_IO;
}

void proc_conceal(void)
{
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		log_line(LOG_WARN, "conceal", "errno=%d", errno);
}

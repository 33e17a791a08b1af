#include "box_calls.h"

#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

/* One way in which a call is allowed. With `test`, only when (argument & mask) == value; a call may have several rows.
 * `type` is the second argument of socket: what kind of socket besides which family.
 * With `answer` it is not made, and returns that errno: for calls that libraries try and can do without. */
struct call {
	int nr;
	unsigned sets;
	int answer;
	enum { ANY = 0, TEST, OWN_PROCESS } test;
	unsigned arg;
	uint64_t mask, value;
	int type;
};

#define CALL(name, s) {.nr = SCMP_SYS(name), .sets = (s)}
#define CALL_IF(name, s, a, m, v) \
	{.nr = SCMP_SYS(name), .sets = (s), .test = TEST, .arg = (a), .mask = (m), .value = (v)}
#define ANSWER(name, s, e) {.nr = SCMP_SYS(name), .sets = (s), .answer = (e)}
#define ANSWER_IF(name, s, e, a, m, v) \
	{.nr = SCMP_SYS(name), .sets = (s), .answer = (e), .test = TEST, .arg = (a), .mask = (m), .value = (v)}
#define SOCKET(s, family, t) \
	{.nr = SCMP_SYS(socket), .sets = (s), .test = TEST, .mask = ALL, .value = (family), .type = (t)}
#define ALL UINT64_MAX

static const struct call calls[] = {
	/* messages and files that are open already */
	CALL(read, CALLS_BASE),
	CALL(write, CALLS_BASE),
	CALL(readv, CALLS_BASE),
	CALL(writev, CALLS_BASE),
	CALL(close, CALLS_BASE),
	CALL(fstat, CALLS_BASE),
	CALL(lseek, CALLS_BASE),
	CALL(poll, CALLS_BASE),
	CALL(ppoll, CALLS_BASE),
	CALL(sendmsg, CALLS_BASE),
	CALL(recvmsg, CALLS_BASE),
	CALL_IF(fcntl, CALLS_BASE, 1, ALL, F_GETFD),
	CALL_IF(fcntl, CALLS_BASE, 1, ALL, F_SETFD),
	CALL_IF(fcntl, CALLS_BASE, 1, ALL, F_GETFL),
	CALL_IF(fcntl, CALLS_BASE, 1, ALL, F_SETFL),
	/* memory that is never executable */
	CALL_IF(mmap, CALLS_BASE, 2, PROT_EXEC, 0),
	CALL_IF(mprotect, CALLS_BASE, 2, PROT_EXEC, 0),
	CALL(munmap, CALLS_BASE),
	CALL(mremap, CALLS_BASE),
	CALL(brk, CALLS_BASE),
	CALL(madvise, CALLS_BASE),
	CALL(munlock, CALLS_BASE),
	/* time and chance */
	CALL(clock_gettime, CALLS_BASE),
	CALL(clock_nanosleep, CALLS_BASE),
	CALL(nanosleep, CALLS_BASE),
	CALL(gettimeofday, CALLS_BASE),
	CALL(time, CALLS_BASE),
	CALL(getrandom, CALLS_BASE),
	/* the process itself, and its end */
	CALL(rt_sigreturn, CALLS_BASE),
	CALL(rt_sigaction, CALLS_BASE),
	CALL(rt_sigprocmask, CALLS_BASE),
	CALL(sigaltstack, CALLS_BASE),
	CALL(restart_syscall, CALLS_BASE),
	CALL(futex, CALLS_BASE),
	CALL(sched_yield, CALLS_BASE),
	CALL(getpid, CALLS_BASE),
	CALL(gettid, CALLS_BASE),
	CALL(getuid, CALLS_BASE),
	CALL(geteuid, CALLS_BASE),
	CALL(getgid, CALLS_BASE),
	CALL(getegid, CALLS_BASE),
	CALL(uname, CALLS_BASE),
	CALL(sysinfo, CALLS_BASE),
	CALL_IF(prlimit64, CALLS_BASE, 2, ALL, 0), /* asking only */
	{.nr = SCMP_SYS(tgkill), .sets = CALLS_BASE, .test = OWN_PROCESS},
	CALL(exit, CALLS_BASE),
	CALL(exit_group, CALLS_BASE),

	/* threads: clone3 hides its flags from the filter, so that the C library is told to use clone */
	ANSWER(clone3, CALLS_THREADS, ENOSYS),
	CALL_IF(clone, CALLS_THREADS, 0, CLONE_THREAD | CLONE_VM, CLONE_THREAD | CLONE_VM),
	CALL(set_robust_list, CALLS_THREADS),
	CALL(rseq, CALLS_THREADS),
	CALL(sched_getaffinity, CALLS_THREADS),
	CALL_IF(prctl, CALLS_THREADS, 0, ALL, PR_SET_NAME),

	/* SQLite */
	CALL(openat, CALLS_FILES),
	CALL(open, CALLS_FILES),
	CALL(newfstatat, CALLS_BASE), /* fstat of the C library */
	CALL(stat, CALLS_FILES),
	CALL(lstat, CALLS_FILES),
	CALL(access, CALLS_FILES),
	CALL(readlink, CALLS_FILES),
	CALL(getcwd, CALLS_FILES),
	CALL(unlink, CALLS_FILES),
	CALL(pread64, CALLS_FILES),
	CALL(pwrite64, CALLS_FILES),
	CALL(ftruncate, CALLS_FILES),
	CALL(fallocate, CALLS_FILES),
	CALL(fsync, CALLS_FILES),
	CALL(fdatasync, CALLS_FILES),
	CALL_IF(fcntl, CALLS_FILES, 1, ALL, F_GETLK),
	CALL_IF(fcntl, CALLS_FILES, 1, ALL, F_SETLK),
	CALL_IF(fcntl, CALLS_FILES, 1, ALL, F_SETLKW),
	CALL_IF(fcntl, CALLS_FILES, 1, ALL, F_DUPFD_CLOEXEC),
	ANSWER(fchmod, CALLS_FILES, EPERM), /* SQLite copies mode and owner of the database; umask 077 gives them */
	ANSWER(fchown, CALLS_FILES, EPERM),

	/* connections that came in through the inherited socket */
	CALL(accept4, CALLS_SERVE),
	CALL(recvfrom, CALLS_SERVE | CALLS_CONNECT),
	CALL(sendto, CALLS_SERVE | CALLS_CONNECT),
	CALL(sendfile, CALLS_SERVE),
	CALL(shutdown, CALLS_SERVE | CALLS_CONNECT | CALLS_BOXED),
	CALL(setsockopt, CALLS_SERVE | CALLS_CONNECT),
	CALL(getsockopt, CALLS_SERVE | CALLS_CONNECT),
	CALL(getsockname, CALLS_SERVE | CALLS_CONNECT),
	CALL(getpeername, CALLS_SERVE | CALLS_CONNECT),
	CALL(select, CALLS_SERVE),
	CALL(pselect6, CALLS_SERVE),
	CALL_IF(socketpair, CALLS_BOXED, 0, ALL, AF_UNIX), /* a stream to a boxed child */
	CALL_IF(socketpair, CALLS_NO_UNIX, 0, ALL, AF_UNIX), /* libcurl wakes itself up by one */

	/* outgoing: libpq, and mail later */
	SOCKET(CALLS_UNIX, AF_UNIX, SOCK_STREAM),
	ANSWER_IF(socket, CALLS_NO_UNIX, EAFNOSUPPORT, 0, ALL, AF_UNIX),
	SOCKET(CALLS_CONNECT, AF_INET, SOCK_STREAM),
	SOCKET(CALLS_CONNECT, AF_INET, SOCK_DGRAM), /* name look-up */
	SOCKET(CALLS_CONNECT, AF_INET6, SOCK_STREAM),
	SOCKET(CALLS_CONNECT, AF_INET6, SOCK_DGRAM),
	ANSWER_IF(socket, CALLS_CONNECT, EAFNOSUPPORT, 0, ALL, AF_NETLINK), /* sorting of addresses does without */
	CALL(connect, CALLS_CONNECT),
	CALL(sendmmsg, CALLS_CONNECT), /* name look-up */
	CALL_IF(ioctl, CALLS_CONNECT, 1, ALL, FIONREAD),
	CALL_IF(ioctl, CALLS_CONNECT, 1, ALL, FIONBIO),
	CALL(openat, CALLS_CONNECT), /* hosts, resolv.conf, certificates */
	CALL(access, CALLS_CONNECT),
	CALL(stat, CALLS_CONNECT),
	CALL(readlink, CALLS_CONNECT),

	/* the helper program: landlock says what it may run (itself) and read (libraries, fonts) */
	CALL(execve, CALLS_PYTHON),
	CALL(openat, CALLS_PYTHON),
	CALL(access, CALLS_PYTHON),
	CALL(readlink, CALLS_PYTHON),
	CALL(getdents64, CALLS_PYTHON),
	CALL(statfs, CALLS_PYTHON),
	CALL(fstatfs, CALLS_BASE), /* of what is open already: how full the disk is */
	CALL(pread64, CALLS_PYTHON),
	CALL(fadvise64, CALLS_PYTHON),
	CALL(getcwd, CALLS_PYTHON),
	CALL(set_tid_address, CALLS_PYTHON),
	CALL(arch_prctl, CALLS_PYTHON),
	CALL(mmap, CALLS_PYTHON), /* libraries are mapped to be executed */
	CALL(mprotect, CALLS_PYTHON),
	CALL_IF(fcntl, CALLS_PYTHON, 1, ALL, F_DUPFD_CLOEXEC),
	ANSWER(ioctl, CALLS_PYTHON, ENOTTY),

	CALL(openat, CALLS_ASAN), /* a report reads /proc/self */
	CALL(readlink, CALLS_ASAN),
	CALL(getrlimit, CALLS_ASAN),
	CALL(sched_getaffinity, CALLS_ASAN),
};

/* What no part of us ever does, also not while it starts. */
static const int dangerous[] = {
	SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(kcmp),
	SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(swapon), SCMP_SYS(swapoff),
	SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(fsopen), SCMP_SYS(fsconfig), SCMP_SYS(fsmount),
	SCMP_SYS(mount_setattr), SCMP_SYS(open_by_handle_at), SCMP_SYS(name_to_handle_at),
	SCMP_SYS(init_module), SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load),
	SCMP_SYS(kexec_file_load), SCMP_SYS(reboot), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
	SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(add_key),
	SCMP_SYS(request_key), SCMP_SYS(keyctl), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(personality),
	SCMP_SYS(acct), SCMP_SYS(quotactl), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(clock_adjtime),
	SCMP_SYS(adjtimex), SCMP_SYS(iopl), SCMP_SYS(ioperm), SCMP_SYS(syslog), SCMP_SYS(sethostname),
	SCMP_SYS(setdomainname), SCMP_SYS(vhangup), SCMP_SYS(lookup_dcookie), SCMP_SYS(fanotify_init),
	SCMP_SYS(memfd_secret), SCMP_SYS(pidfd_getfd),
};

/* For tests: names by number, made before the filter is on, because its handler can call nearly nothing. */
enum { NAMED_MAX = 512 };
static const char *call_names[NAMED_MAX];

static void on_forbidden(int signal_number, siginfo_t *info, void *context)
{
	(void)signal_number;
	(void)context;
	int nr = info->si_syscall;
	const char *name = nr >= 0 && nr < NAMED_MAX ? call_names[nr] : NULL;
	log_line(LOG_ERROR, "forbidden call", "call=%s nr=%d", name == NULL ? "?" : name, nr);
	_exit(128 + SIGSYS);
}

static enum err name_forbidden_calls(void)
{
	for (int nr = 0; nr < NAMED_MAX; nr++)
		if (call_names[nr] == NULL)
			call_names[nr] = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, nr);
	struct sigaction action = {.sa_sigaction = on_forbidden, .sa_flags = SA_SIGINFO | SA_NODEFER};
	return sigaction(SIGSYS, &action, NULL) == 0 ? OK : ERR_IO;
}

static int add_call(scmp_filter_ctx filter, const struct call *c)
{
	enum { SOCKET_TYPE = 0xf }; /* without SOCK_CLOEXEC and SOCK_NONBLOCK */
	uint32_t action = c->answer != 0 ? SCMP_ACT_ERRNO((uint32_t)c->answer) : SCMP_ACT_ALLOW;
	struct scmp_arg_cmp compare[2] = {
		{.arg = c->arg, .op = SCMP_CMP_MASKED_EQ, .datum_a = c->mask, .datum_b = c->value},
		{.arg = 1, .op = SCMP_CMP_MASKED_EQ, .datum_a = SOCKET_TYPE, .datum_b = (scmp_datum_t)c->type},
	};
	if (c->test == OWN_PROCESS)
		compare[0] = (struct scmp_arg_cmp){.arg = 0, .op = SCMP_CMP_EQ, .datum_a = (scmp_datum_t)getpid()};
	unsigned n = c->test == ANY ? 0 : c->type == 0 ? 1 : 2;
	int e = seccomp_rule_add_array(filter, action, c->nr, n, compare);
	return e == -EDOM ? 0 : e; /* a call that this architecture does not have */
}

static int load(scmp_filter_ctx filter)
{
	int e = seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
	if (e == 0)
		e = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	return e == 0 ? seccomp_load(filter) : e;
}

static enum err finish(scmp_filter_ctx filter, int e)
{
	if (e == 0)
		e = load(filter);
	seccomp_release(filter);
	if (e == 0)
		return OK;
	log_line(LOG_ERROR, "seccomp", "errno=%d", -e);
	return ERR_IO;
}

enum err calls_allow(unsigned sets, bool name_calls)
{
	bool soft = (sets & CALLS_PYTHON) != 0;
	name_calls = name_calls && !soft; /* its handler would not survive the exec */
	if (name_calls && name_forbidden_calls() != OK)
		return ERR_IO;
	scmp_filter_ctx filter = seccomp_init(soft ? SCMP_ACT_ERRNO(EPERM) :
	                                      name_calls ? SCMP_ACT_TRAP : SCMP_ACT_KILL_PROCESS);
	if (filter == NULL)
		return ERR_IO;
	int e = 0;
	for (size_t i = 0; e == 0 && i < sizeof calls / sizeof calls[0]; i++)
		if ((calls[i].sets & sets) != 0)
			e = add_call(filter, &calls[i]);
	return finish(filter, e);
}

enum err calls_forbid_dangerous(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	if (filter == NULL)
		return ERR_IO;
	int e = 0;
	for (size_t i = 0; e == 0 && i < sizeof dangerous / sizeof dangerous[0]; i++) {
		e = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), dangerous[i], 0);
		if (e == -EDOM)
			e = 0;
	}
	return finish(filter, e);
}

bool calls_supported(void)
{
	return seccomp_api_get() >= 3; /* 3: TSYNC and KILL_PROCESS */
}

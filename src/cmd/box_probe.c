#include "box_probe.h"

#include "data.h"
#include "duty_start.h"
#include "file.h"
#include "keys_client.h"
#include "log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a probe may use: made before the box is entered. */
struct probe_world {
	const char *data, *key, *database, *outside;
	pid_t parent;
};

static const char *path(const char *folder, const char *name)
{
	static char room[1024];
	snprintf(room, sizeof room, "%s/%s", folder, name);
	return room;
}

static long open_path(const char *name, int flags)
{
	int fd = open(name, flags | O_CLOEXEC, 0600);
	char byte;
	if (fd < 0)
		return -1;
	return (flags & O_ACCMODE) == O_RDONLY ? read(fd, &byte, 1) : write(fd, "x", 1);
}

static long tcp(uint16_t port, bool do_bind)
{
	struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port)};
	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd < 0)
		return -1;
	const struct sockaddr *address = (const struct sockaddr *)&at;
	return do_bind ? bind(fd, address, sizeof at) : connect(fd, address, sizeof at);
}

#define PROBE(name, expression) \
	static long probe_##name(const struct probe_world *w) \
	{ \
		(void)w; \
		return (long)(expression); \
	}

PROBE(read_passwd, open_path("/etc/passwd", O_RDONLY))
PROBE(read_shadow, open_path("/etc/shadow", O_RDONLY))
PROBE(read_master_key, open_path(w->key, O_RDONLY))
PROBE(read_settings, open_path(path(w->data, "thuisnabij.conf"), O_RDONLY))
PROBE(read_database, open_path(w->database, O_RDONLY))
PROBE(write_database, open_path(w->database, O_RDWR))
PROBE(write_outside, open_path(path(w->outside, "made"), O_WRONLY | O_CREAT))
PROBE(truncate_outside, truncate(path(w->outside, "there"), 0))
PROBE(mkdir_outside, mkdir(path(w->outside, "folder"), 0700))
PROBE(unlink_outside, unlink(path(w->outside, "there")))
PROBE(rename_outside, rename(path(w->outside, "there"), "/tmp/thuisnabij-moved"))
PROBE(symlink_outside, symlink("/etc/passwd", path(w->outside, "link")))
PROBE(link_outside, link(w->key, path(w->outside, "hard")))
PROBE(chmod_outside, chmod(path(w->outside, "there"), 0777))
PROBE(chown_outside, chown(path(w->outside, "there"), 1, 1))
PROBE(mknod_outside, mknod(path(w->outside, "pipe"), S_IFIFO | 0600, 0))
PROBE(list_root, open("/", O_RDONLY | O_DIRECTORY))
PROBE(chdir_root, chdir("/"))
PROBE(connect_tcp, tcp(22, false) == 0 || errno == ECONNREFUSED ? 0 : -1)
PROBE(bind_tcp, tcp(0, true))
PROBE(raw_socket, socket(AF_INET, SOCK_RAW, 1))
PROBE(netlink_socket, socket(AF_NETLINK, SOCK_RAW, 0))
PROBE(packet_socket, socket(AF_PACKET, SOCK_RAW, 0))
PROBE(ptrace_parent, ptrace(PTRACE_ATTACH, w->parent, NULL, NULL))
PROBE(kill_supervisor, kill(w->parent, 0))
PROBE(tgkill_supervisor, syscall(SYS_tgkill, w->parent, w->parent, 0))
PROBE(pidfd_supervisor, syscall(SYS_pidfd_open, w->parent, 0))
PROBE(read_parent_memory, open_path("/proc/1/mem", O_RDONLY))
PROBE(setuid_root, setuid(0))
PROBE(setgid_root, setgid(0))
PROBE(chroot, chroot("/"))
PROBE(mount, mount("none", "/mnt", "tmpfs", 0, NULL))
PROBE(unshare, unshare(CLONE_NEWUSER))
PROBE(personality, personality(ADDR_NO_RANDOMIZE))
PROBE(dumpable, prctl(PR_SET_DUMPABLE, 1, 0, 0, 0))
PROBE(init_module, syscall(SYS_init_module, NULL, 0, ""))
PROBE(reboot, syscall(SYS_reboot, 0, 0, 0, NULL))
PROBE(perf_event_open, syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0))
PROBE(bpf, syscall(SYS_bpf, 0, NULL, 0))
PROBE(userfaultfd, syscall(SYS_userfaultfd, 0))
PROBE(keyctl, syscall(SYS_keyctl, 0, 0, 0, 0, 0))
PROBE(io_uring_setup, syscall(SYS_io_uring_setup, 1, NULL))
PROBE(memfd_create, syscall(SYS_memfd_create, "x", 0))
PROBE(openat2_up, syscall(SYS_openat2, AT_FDCWD, "../../../../etc/passwd", (uint64_t[3]){0}, 24))
PROBE(setrlimit, syscall(SYS_prlimit64, 0, 4, (uint64_t[2]){1 << 20, 1 << 20}, NULL))
PROBE(clone_process, syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0))
PROBE(clone3_process, syscall(SYS_clone3, (uint64_t[11]){0}, 88))
PROBE(map_executable,
      mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0)

static long probe_protect_executable(const struct probe_world *w)
{
	(void)w;
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return p == MAP_FAILED ? -1 : mprotect(p, 4096, PROT_READ | PROT_EXEC);
}

static long probe_exec(const struct probe_world *w)
{
	(void)w;
	char *argv[] = {"/bin/true", NULL};
	return execve(argv[0], argv, NULL);
}

static long probe_fork_exec(const struct probe_world *w)
{
	pid_t child = fork();
	if (child == 0)
		_exit(probe_exec(w) == 0 ? 0 : 1);
	int status = 0;
	if (child < 0 || waitpid(child, &status, 0) != child)
		return -1;
	return status == 0 ? 0 : -1;
}

static long probe_unix_socket(const struct probe_world *w)
{
	(void)w;
	struct sockaddr_un at = {.sun_family = AF_UNIX, .sun_path = "/run/dbus/system_bus_socket"};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	return fd < 0 ? -1 : connect(fd, (const struct sockaddr *)&at, sizeof at) == 0 || errno == ENOENT ? 0 : -1;
}

/* A thread that was there before the filter must be under it too. */
static pthread_barrier_t sealed;
static void *thread_exec(void *result)
{
	pthread_barrier_wait(&sealed);
	*(long *)result = open_path("/etc/hostname", O_RDONLY);
	return NULL;
}

/* What the box is for: it must still be allowed, or the other answers mean nothing. */
static long probe_allowed(const struct probe_world *w)
{
	(void)w;
	char *p = malloc(1 << 20);
	if (p == NULL)
		return -1;
	memset(p, 1, 1 << 20);
	free(p);
	return write(STDERR_FILENO, "", 0);
}

#define ROW(name) {#name, probe_##name}
static const struct {
	const char *name;
	long (*fn)(const struct probe_world *w);
} probes[] = {
	ROW(allowed), ROW(read_passwd), ROW(read_shadow), ROW(read_master_key), ROW(read_settings), ROW(read_database),
	ROW(write_database), ROW(write_outside), ROW(truncate_outside), ROW(mkdir_outside), ROW(unlink_outside),
	ROW(rename_outside), ROW(symlink_outside), ROW(link_outside), ROW(chmod_outside), ROW(chown_outside),
	ROW(mknod_outside), ROW(list_root), ROW(chdir_root), ROW(connect_tcp), ROW(bind_tcp), ROW(raw_socket),
	ROW(netlink_socket), ROW(packet_socket), ROW(unix_socket), ROW(ptrace_parent), ROW(kill_supervisor),
	ROW(tgkill_supervisor), ROW(pidfd_supervisor), ROW(read_parent_memory), ROW(setuid_root), ROW(setgid_root),
	ROW(chroot), ROW(mount), ROW(unshare), ROW(personality), ROW(dumpable), ROW(init_module), ROW(reboot),
	ROW(perf_event_open), ROW(bpf), ROW(userfaultfd), ROW(keyctl), ROW(io_uring_setup), ROW(memfd_create),
	ROW(openat2_up), ROW(setrlimit), ROW(clone_process), ROW(clone3_process), ROW(map_executable),
	ROW(protect_executable), ROW(exec), ROW(fork_exec),
};
enum { PROBES = sizeof probes / sizeof probes[0] };

static int list(void)
{
	for (size_t i = 0; i < PROBES; i++)
		puts(probes[i].name);
	puts("thread");
	return 0;
}

/* Enters the very box of the duty, as its process does, and makes the call there. */
static int try_in_box(struct duty_run *run, const struct probe_world *w, long (*fn)(const struct probe_world *))
{
	pthread_t thread;
	bool threads = fn == NULL;
	long result = -1;
	pthread_barrier_init(&sealed, NULL, 2);
	if (box_enter(run->box, &run->world) != OK)
		return PROBE_BROKEN;
	if (threads && pthread_create(&thread, NULL, thread_exec, &result) != 0)
		return PROBE_BROKEN;
	if (box_seal(run->box, &run->world) != OK)
		return PROBE_BROKEN;
	if (threads) {
		pthread_barrier_wait(&sealed);
		pthread_join(thread, NULL);
	} else {
		errno = 0;
		result = fn(w);
	}
	_exit(result < 0 ? PROBE_REFUSED : PROBE_ALLOWED);
}

static int box_probe(struct invocation *in)
{
	if (in->n_args == 1 && strcmp(in->args[0], "list") == 0)
		return list();
	if (in->n_args != 3)
		return command_fails("box-probe list, or box-probe DUTY CALL OUTSIDE");
	struct duty_run run = {.duty = duty_named(in->args[0]), .arena = in->arena, .data = in->data};
	if (run.duty == DUTY_NONE || run.duty == DUTY_SUPERVISOR)
		return command_fails("there is no duty %s", in->args[0]);
	run.box = box_of(run.duty, settings_postgres(&in->settings));
	run.world = duty_world(in->arena, &in->settings, in->data);
	run.world.name_calls = invocation_option(in, "name") != NULL; /* without: as shipped */
	struct settings plain = settings_default();
	struct probe_world w = {
		.data = in->data,
		.key = data_key_file(in->arena, in->data),
		.database = settings_database_file(&plain, in->arena, in->data),
		.outside = in->args[2],
		.parent = getppid(),
	};
	if (strcmp(in->args[1], "thread") == 0)
		return try_in_box(&run, &w, NULL);
	for (size_t i = 0; i < PROBES; i++)
		if (strcmp(probes[i].name, in->args[1]) == 0)
			return try_in_box(&run, &w, probes[i].fn);
	return command_fails("there is no call %s", in->args[1]);
}

static const struct option_row options[] = {
	{"name", NULL, "name the forbidden call, as in test mode", SETTING_NONE},
};

const struct command cmd_box_probe = {
	.name = "box-probe",
	.summary = "Tests: tries a call inside the box of a duty",
	.args = "DUTY CALL OUTSIDE",
	.data = DATA_READ,
	.hidden = true,
	.options = options,
	.n_options = 1,
	.fn = box_probe,
};

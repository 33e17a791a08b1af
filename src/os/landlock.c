#include "landlock.h"

#include "log.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Later than the headers of Debian 12: include/uapi/linux/landlock.h of Linux 6.2, 6.7, 6.10 and 6.12. */
#define FS_TRUNCATE (1ull << 14)
#define FS_IOCTL_DEV (1ull << 15)
#define NET_BIND_TCP (1ull << 0)
#define NET_CONNECT_TCP (1ull << 1)
#define SCOPE_ABSTRACT_UNIX_SOCKET (1ull << 0)
#define SCOPE_SIGNAL (1ull << 1)
enum { RULE_NET_PORT = 2 };

struct ruleset_attr {
	uint64_t handled_fs, handled_net, scoped;
};
struct net_port_attr {
	uint64_t allowed, port;
};

#define FS_ABI_1 ((1ull << 13) - 1)
#define FILE_RIGHTS (LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | \
                     FS_TRUNCATE | FS_IOCTL_DEV)

static const uint64_t rights_of[] = {
	[PATH_NONE] = 0,
	[PATH_READ] = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	[PATH_RUN] = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE,
	[PATH_WRITE] = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |
	               FS_TRUNCATE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE,
	[PATH_DEVICE] = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE,
};

static struct ruleset_attr handled_by(int abi)
{
	struct ruleset_attr h = {.handled_fs = FS_ABI_1};
	if (abi >= 2)
		h.handled_fs |= LANDLOCK_ACCESS_FS_REFER;
	if (abi >= 3)
		h.handled_fs |= FS_TRUNCATE;
	if (abi >= 4)
		h.handled_net = NET_BIND_TCP | NET_CONNECT_TCP;
	if (abi >= 5)
		h.handled_fs |= FS_IOCTL_DEV;
	if (abi >= 6)
		h.scoped = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL;
	return h;
}

/* An older kernel refuses a structure that is longer than it knows. */
static size_t attr_size(int abi)
{
	return abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
}

int landlock_abi(void)
{
	long n = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	return n > 0 ? (int)n : 0;
}

static enum err add_path(int ruleset, uint64_t handled, const struct path_rule *rule)
{
	int fd = open(rule->path, O_PATH | O_CLOEXEC);
	if (fd < 0)
		return OK; /* nothing there: nothing to reach */
	struct stat st;
	enum err e = fstat(fd, &st) == 0 ? OK : ERR_IO;
	struct landlock_path_beneath_attr attr = {.allowed_access = rights_of[rule->right] & handled, .parent_fd = fd};
	if (e == OK && !S_ISDIR(st.st_mode))
		attr.allowed_access &= FILE_RIGHTS;
	if (e == OK && attr.allowed_access != 0 &&
	    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &attr, 0) != 0)
		e = ERR_IO;
	close(fd);
	return e;
}

static enum err add_rules(int ruleset, const struct ruleset_attr *handled, const struct ground *g)
{
	enum err e = OK;
	for (size_t i = 0; e == OK && i < g->n_paths; i++)
		e = add_path(ruleset, handled->handled_fs, &g->paths[i]);
	if (handled->handled_net == 0 || g->connect != TCP_PORTS)
		return e;
	for (size_t i = 0; e == OK && i < g->n_ports; i++) {
		struct net_port_attr attr = {.allowed = NET_CONNECT_TCP, .port = g->ports[i]};
		if (syscall(SYS_landlock_add_rule, ruleset, RULE_NET_PORT, &attr, 0) != 0)
			e = ERR_IO;
	}
	return e;
}

enum err landlock_enter(const struct ground *g)
{
	int abi = landlock_abi();
	if (abi == 0)
		return OK;
	struct ruleset_attr handled = handled_by(abi);
	if (g->connect == TCP_ANY)
		handled.handled_net &= ~NET_CONNECT_TCP;
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &handled, attr_size(abi), 0);
	if (ruleset < 0)
		return ERR_IO;
	enum err e = add_rules(ruleset, &handled, g);
	if (e == OK && syscall(SYS_landlock_restrict_self, ruleset, 0) != 0)
		e = ERR_IO;
	if (e != OK)
		log_line(LOG_ERROR, "landlock", "abi=%d errno=%d", abi, errno);
	close(ruleset);
	return e;
}

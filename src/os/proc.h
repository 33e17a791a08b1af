/* Processes: the same program started again for one duty, and giving up rights. */
#ifndef TN_PROC_H
#define TN_PROC_H

#include "str.h"

#include <sys/types.h>

struct proc_fd {
	int from, to; /* `from` of the parent becomes `to` of the child */
};

struct proc_plan {
	const char *title;       /* what ps shows */
	const char *const *args; /* after the title; NULL at the end */
	const struct proc_fd *fds;
	size_t n_fds;
};

/* Starts this program again (/proc/self/exe) in a new process. The child has standard error, the descriptors of the
 * plan and nothing else; a fixed environment; no signal blocked; SIGINT, SIGTERM, SIGQUIT, SIGHUP
 * and SIGPIPE ignored (its parent tells it when to stop, in the right order); and is killed when its parent ends. */
enum err proc_spawn(const struct proc_plan *plan, pid_t *out) MUST_CHECK;

/* This process becomes another program; comes back only when that could not be started (errno). */
void proc_exec(const char *path, char *const args[], char *const environment[]);

/* For good becomes `user` with its own group only; *why says what went wrong. Only root can. */
enum err proc_become(struct arena *a, const char *user, struct str *why) MUST_CHECK;

/* For every process at its start: files are private (umask 077), nobody gains rights by exec, no core is written. */
void proc_harden(void);
/* Gives up what root may do besides being a user with number 0; exec does not bring it back. */
enum err proc_drop_capabilities(void) MUST_CHECK;
/* After the last exec: no other process may look into this one, and no core can be made of it. */
void proc_conceal(void);

/* Is this program built with the address sanitizer? Its processes need a little more room. */
bool proc_has_asan(void);

#endif

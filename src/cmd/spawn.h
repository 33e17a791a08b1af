/* A process for a duty: the program again, with the descriptors of that duty and what it must know. */
#ifndef TN_SPAWN_H
#define TN_SPAWN_H

#include "duty_start.h"
#include "proc.h"

enum { SPAWN_FDS = 8 };

struct spawn {
	enum duty duty;
	struct proc_fd fds[SPAWN_FDS]; /* with room for one more, the control socket */
	size_t n_fds;
	struct str briefing; /* of duty_briefing */
};

/* Starts it and hands it the briefing; *control gets our end of its control socket. False when there is no process. */
bool spawn_duty(struct spawn *s, pid_t *pid, int *control) MUST_CHECK;

/* One log line about an end; killed by its box is said. */
void spawn_log_end(enum duty duty, pid_t pid, int wait_status);

#endif

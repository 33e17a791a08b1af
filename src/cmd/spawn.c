#include "spawn.h"

#include "log.h"
#include "sock.h"

#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

bool spawn_duty(struct spawn *s, pid_t *pid, int *control)
{
	char title[32];
	const char *args[] = {"duty", duty_name(s->duty), NULL};
	int pair[2];
	snprintf(title, sizeof title, "thuisnabij: %s", duty_name(s->duty));
	if (s->n_fds == SPAWN_FDS)
		BUG("no room for the control socket of %s", args[1]);
	if (sock_pair(pair) != OK)
		return false;
	s->fds[s->n_fds] = (struct proc_fd){pair[1], DUTY_FD_CONTROL};
	struct proc_plan plan = {.title = title, .args = args, .fds = s->fds, .n_fds = s->n_fds + 1};
	struct ipc_head head = {.type = CONTROL_START};
	bool done = proc_spawn(&plan, pid) == OK;
	close(pair[1]);
	if (done && ipc_send(pair[0], head, s->briefing, -1) != OK)
		log_line(LOG_WARN, "start", "duty=%s briefing=lost", args[1]);
	if (done)
		*control = pair[0];
	else
		close(pair[0]);
	return done;
}

void spawn_log_end(enum duty duty, pid_t pid, int status)
{
	if (WIFEXITED(status))
		log_line(WEXITSTATUS(status) == 0 ? LOG_INFO : LOG_WARN, "end", "duty=%s pid=%d code=%d", duty_name(duty),
		         (int)pid, WEXITSTATUS(status));
	else
		log_line(LOG_WARN, "end", "duty=%s pid=%d signal=%d%s", duty_name(duty), (int)pid, WTERMSIG(status),
		         WTERMSIG(status) == SIGSYS ? " forbidden_call=yes" : "");
}

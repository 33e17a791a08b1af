#include "box_run.h"

#include "duty.h"
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Our end of a stream to a new child in its box. */
static enum err start(struct invocation *in, enum boxed_kind kind, int theirs, pid_t *pid, int *control)
{
	struct spawn s = {.duty = DUTY_PARSE, .fds = {{theirs, DUTY_FD_WORK}}, .n_fds = 1,
	                  .briefing = duty_briefing(in->arena, &in->settings, in->data, 0)};
	char room[4];
	struct ipc_writer w = {.p = room, .cap = sizeof room};
	ipc_put_u32(&w, (uint32_t)kind);
	if (!spawn_duty(&s, pid, control))
		return ERR_BUSY;
	return ipc_send(*control, (struct ipc_head){.type = CONTROL_START}, ipc_written(&w), -1);
}

enum err box_run(struct invocation *in, enum boxed_kind kind, struct str bytes, size_t max, struct str *out)
{
	int pair[2], control = -1;
	pid_t pid = 0;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return ERR_IO;
	enum err e = start(in, kind, pair[1], &pid, &control);
	close(pair[1]);
	if (e == OK && fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0)
		e = ERR_IO;
	if (e == OK)
		e = boxed_talk(pair[0], bytes, in->arena, max, out);
	close(pair[0]);
	if (control >= 0)
		close(control);
	if (pid > 0) {
		kill(pid, SIGKILL); /* it has answered, or never will */
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	return e;
}

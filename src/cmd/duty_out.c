#include "duty_out.h"

#include "log.h"

#include <errno.h>
#include <poll.h>

static char room[IPC_BODY_MAX];

static bool answer_one(void)
{
	struct ipc_head head;
	struct str body;
	enum err e = ipc_recv(DUTY_FD_OUT, 0, &head, room, sizeof room, &body, NULL);
	if (e != OK)
		return e != ERR_DOWN;
	head.status = head.type == OUT_PING ? OK : ERR_DENIED;
	if (ipc_send(DUTY_FD_OUT, head, (struct str){0}, -1) != OK)
		log_line(LOG_WARN, "out", "answer=lost");
	return true;
}

int out_work(struct duty_run *run)
{
	struct pollfd at[] = {
		{.fd = DUTY_FD_CONTROL, .events = POLLIN},
		{.fd = DUTY_FD_OUT, .events = POLLIN},
	};
	duty_seal(run);
	for (;;) {
		if (poll(at, 2, -1) < 0 && errno != EINTR)
			return 1;
		if (at[0].revents != 0 && duty_stopped(0))
			return 0;
		if (at[1].revents != 0 && !answer_one())
			at[1].fd = -1;
	}
}

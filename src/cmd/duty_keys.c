#include "duty_keys.h"

#include "clock.h"
#include "data.h"
#include "keys_server.h"
#include "log.h"

#include <errno.h>
#include <poll.h>
#include <sodium.h>
#include <unistd.h>

static char question_room[IPC_BODY_MAX], answer_room[IPC_BODY_MAX];

int keys_before(struct duty_run *run)
{
	unsigned char master[KEYS_MASTER_BYTES];
	const char *path = data_key_file(run->arena, run->data);
	enum err e = keys_master(run->arena, path, true, master);
	if (e != OK) {
		log_line(LOG_ERROR, "keys", "file=keys/master.key error=\"%s\"%s", err_name(e),
		         e == ERR_DENIED ? " remedy=\"chmod 600\"" : "");
		return 1;
	}
	run->held = keys_server_new(master);
	sodium_memzero(master, sizeof master);
	return 0;
}

/* One question of one link. A link without the other end is left alone by its caller. */
static bool answer_one(struct keys_server *keys, int link)
{
	struct ipc_head head, back;
	struct str body, answer;
	enum err e = ipc_recv(link, 0, &head, question_room, sizeof question_room, &body, NULL);
	if (e == ERR_DOWN)
		return false;
	if (e != OK)
		return true;
	back = keys_answer(keys, clock_ticks(), head, body, answer_room, &answer);
	if (ipc_send(link, back, answer, -1) != OK)
		log_line(LOG_WARN, "keys", "answer=lost");
	int64_t account = keys_alarm(keys);
	if (account != 0)
		log_line(LOG_WARN, "keys", "alarm=too_many_children account=%lld", (long long)account);
	sodium_memzero(question_room, body.n);
	sodium_memzero(answer_room, answer.n);
	return true;
}

int keys_work(struct duty_run *run)
{
	struct keys_server *keys = run->held;
	struct pollfd at[] = {
		{.fd = DUTY_FD_CONTROL, .events = POLLIN},
		{.fd = DUTY_FD_KEYS, .events = POLLIN},
		{.fd = DUTY_FD_KEYS_JOBS, .events = POLLIN},
	};
	duty_seal(run);
	for (;;) {
		if (poll(at, 3, -1) < 0 && errno != EINTR)
			break;
		if (at[0].revents != 0 && duty_stopped(0))
			break;
		for (int i = 1; i < 3; i++)
			if (at[i].revents != 0 && !answer_one(keys, at[i].fd))
				at[i].fd = -1;
	}
	keys_server_free(keys);
	return 0;
}

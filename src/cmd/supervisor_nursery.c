#include "supervisor_nursery.h"

#include "boxed.h"
#include "log.h"

#include <signal.h>
#include <unistd.h>

static enum err start(struct nursery *n, uint32_t kind, int stream, struct str briefing, int64_t now)
{
	size_t i = 0;
	while (i < NURSERY_PLACES && n->at[i].pid != 0)
		i++;
	if (i == NURSERY_PLACES)
		return ERR_BUSY;
	n->at[i].duty = kind == BOXED_PDF ? DUTY_PDF : DUTY_PARSE;
	struct spawn s = {.duty = n->at[i].duty, .fds = {{stream, DUTY_FD_WORK}}, .n_fds = 1, .briefing = briefing};
	pid_t pid;
	if (!spawn_duty(&s, &pid, &n->at[i].control))
		return ERR_BUSY;
	n->at[i].pid = pid;
	n->at[i].end = now + NURSERY_LIFE_MS;
	char room[4];
	struct ipc_writer w = {.p = room, .cap = sizeof room};
	ipc_put_u32(&w, kind);
	return ipc_send(n->at[i].control, (struct ipc_head){.type = CONTROL_START}, ipc_written(&w), -1);
}

void nursery_hear(struct nursery *n, int link, struct str briefing, bool stopping, int64_t now)
{
	struct ipc_head head;
	struct str body;
	char room[64];
	int stream = -1;
	if (ipc_recv(link, 0, &head, room, sizeof room, &body, &stream) != OK)
		return;
	struct ipc_reader r = {.left = body};
	uint32_t kind = ipc_get_u32(&r);
	bool sound = head.type == BOXED_RUN && ipc_read_all(&r) && kind != BOXED_NONE && kind < BOXED__N && stream >= 0;
	enum err e = !sound ? ERR_DENIED : stopping ? ERR_BUSY : start(n, kind, stream, briefing, now);
	if (stream >= 0)
		close(stream);
	head.status = (uint16_t)e;
	if (ipc_send(link, head, (struct str){0}, -1) != OK)
		log_line(LOG_WARN, "boxed", "answer=lost");
}

bool nursery_ended(struct nursery *n, pid_t pid, int wait_status)
{
	for (size_t i = 0; i < NURSERY_PLACES; i++) {
		if (n->at[i].pid != pid)
			continue;
		n->at[i].pid = 0;
		close(n->at[i].control);
		if (wait_status != 0)
			spawn_log_end(n->at[i].duty, pid, wait_status);
		return true;
	}
	return false;
}

int64_t nursery_look(const struct nursery *n, int64_t now)
{
	int64_t next = INT64_MAX;
	for (size_t i = 0; i < NURSERY_PLACES; i++) {
		if (n->at[i].pid == 0)
			continue;
		if (now >= n->at[i].end) {
			log_line(LOG_WARN, "boxed", "pid=%d late=yes", (int)n->at[i].pid);
			kill(n->at[i].pid, SIGKILL); /* its end is heard as a signal */
		} else if (n->at[i].end < next) {
			next = n->at[i].end;
		}
	}
	return next;
}

void nursery_kill_all(const struct nursery *n)
{
	for (size_t i = 0; i < NURSERY_PLACES; i++)
		if (n->at[i].pid != 0)
			kill(n->at[i].pid, SIGKILL);
}

bool nursery_empty(const struct nursery *n)
{
	for (size_t i = 0; i < NURSERY_PLACES; i++)
		if (n->at[i].pid != 0)
			return false;
	return true;
}

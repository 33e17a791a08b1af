#include "box_run.h"

#include "duty.h"
#include "spawn.h"

struct box_child {
	struct invocation *in;
	enum boxed_kind kind;
	int control;
};

static enum err start(void *ctx, int theirs, int *pid)
{
	struct box_child *b = ctx;
	struct spawn s = {.duty = b->kind == BOXED_PDF ? DUTY_PDF : DUTY_PARSE, .fds = {{theirs, DUTY_FD_WORK}}, .n_fds = 1,
	                  .briefing = duty_briefing(b->in->arena, &b->in->settings, b->in->data, 0)};
	char room[4];
	struct ipc_writer w = {.p = room, .cap = sizeof room};
	pid_t child;
	ipc_put_u32(&w, (uint32_t)b->kind);
	if (!spawn_duty(&s, &child, &b->control))
		return ERR_BUSY;
	*pid = (int)child;
	return ipc_send(b->control, (struct ipc_head){.type = CONTROL_START}, ipc_written(&w), -1);
}

enum err box_run(struct invocation *in, enum boxed_kind kind, struct str bytes, size_t max, struct str *out)
{
	struct box_child b = {.in = in, .kind = kind, .control = -1};
	return boxed_alone(start, &b, bytes, in->arena, max, out);
}

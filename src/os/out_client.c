#include "out_client.h"

static struct ipc_writer writer(struct arena *a, size_t cap)
{
	return (struct ipc_writer){.p = arena_alloc(a, cap), .cap = cap};
}

enum err out_ping(int link, uint32_t number)
{
	return ipc_send(link, (struct ipc_head){.type = OUT_PING, .number = number}, (struct str){0}, -1);
}

enum err out_mail(int link, struct arena *a, const struct out_mail *m)
{
	struct ipc_writer w = writer(a, IPC_BODY_MAX);
	ipc_put_str(&w, m->pid);
	ipc_put_u32(&w, m->attempt);
	ipc_put_str(&w, m->to);
	ipc_put_str(&w, m->mail);
	return w.failed ? ERR_TOO_BIG : ipc_send(link, (struct ipc_head){.type = OUT_MAIL}, ipc_written(&w), -1);
}

enum err out_mail_read(struct str body, struct out_mail *out)
{
	struct ipc_reader r = {.left = body};
	out->pid = ipc_get_str(&r);
	out->attempt = ipc_get_u32(&r);
	out->to = ipc_get_str(&r);
	out->mail = ipc_get_str(&r);
	return ipc_read_all(&r) ? OK : ERR_INVALID;
}

enum err out_answer_send(int link, struct arena *a, uint32_t number, const struct out_answer *answer)
{
	struct ipc_head head = {.type = (uint16_t)answer->type, .status = OK, .number = number};
	struct ipc_writer w = writer(a, 1024);
	ipc_put_str(&w, answer->pid);
	ipc_put_u32(&w, answer->attempt);
	ipc_put_u32(&w, answer->result);
	ipc_put_u32(&w, (uint32_t)answer->code);
	return w.failed ? ERR_TOO_BIG : ipc_send(link, head, ipc_written(&w), -1);
}

static enum err read_mail_answer(struct str body, struct out_answer *out)
{
	struct ipc_reader r = {.left = body};
	out->pid = ipc_get_str(&r);
	out->attempt = ipc_get_u32(&r);
	uint32_t result = ipc_get_u32(&r), code = ipc_get_u32(&r);
	if (!ipc_read_all(&r) || result == MAIL_NONE || result >= MAIL_RESULT__N || code > 999)
		return ERR_INVALID;
	out->result = (enum mail_result)result;
	out->code = (int)code;
	return OK;
}

enum err out_hear(int link, struct arena *a, int wait_ms, struct out_answer *out)
{
	enum { ROOM = 1024 };
	struct ipc_head head;
	struct str body;
	char *room = arena_alloc(a, ROOM);
	*out = (struct out_answer){0};
	enum err e = ipc_recv(link, wait_ms, &head, room, ROOM, &body, NULL);
	if (e != OK)
		return e;
	out->type = (enum out_message)head.type;
	out->number = head.number;
	if (head.status != OK)
		return ERR_INVALID;
	return head.type == OUT_MAIL ? read_mail_answer(body, out) : OK;
}

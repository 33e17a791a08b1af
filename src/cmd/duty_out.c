#include "duty_out.h"

#include "file.h"
#include "log.h"
#include "out_smtp.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

enum { PASSWORD_FILE_MAX = 1024, CERTIFICATES_MAX = 1 << 20, MAIL_ARENA_MAX = 1 << 20 };

struct sender {
	struct smtp_server server;
	struct smtp *smtp; /* NULL: nothing can be sent */
	struct arena *arena;
};

/* A file that may be missing; when it cannot be read that is said once, here. */
static struct str optional_file(struct duty_run *run, const char *path, size_t max, const char *what)
{
	struct str text = {0};
	enum err e = file_read(run->arena, path, max, &text);
	if (e != OK && e != ERR_NOT_FOUND)
		log_line(LOG_ERROR, "mail", "%s=unreadable error=\"%s\"", what, err_name(e));
	return e == OK ? text : (struct str){0};
}

int out_before(struct duty_run *run)
{
	struct sender *s = ARENA_NEW(run->arena, struct sender);
	const struct str *v = run->settings.v;
	run->held = s;
	if (!settings_mail(&run->settings, NULL))
		return 0;
	s->server = (struct smtp_server){.url = v[SETTING_SMTP_URL], .user = v[SETTING_SMTP_USER],
	                                 .from = v[SETTING_SMTP_FROM]};
	const char *path = settings_smtp_password(run->arena, run->data);
	if (s->server.user.n > 0)
		s->server.password = str_trim(optional_file(run, path, PASSWORD_FILE_MAX, "password"));
	if (v[SETTING_SMTP_CA].n > 0)
		s->server.ca = optional_file(run, str_c(run->arena, v[SETTING_SMTP_CA]), CERTIFICATES_MAX, "certificates");
	enum err e = v[SETTING_SMTP_CA].n > 0 && s->server.ca.n == 0 ? ERR_NOT_FOUND
	                                                             : smtp_open(run->arena, &s->server, &s->smtp);
	if (e != OK) {
		s->smtp = NULL;
		log_line(LOG_ERROR, "mail", "sends=no error=\"%s\"", err_name(e));
	}
	return 0;
}

static enum err send_one(struct sender *s, uint32_t number, struct str body)
{
	struct out_mail mail;
	struct out_answer answer = {.type = OUT_MAIL, .result = MAIL_OFF};
	enum err e = out_mail_read(body, &mail);
	if (e != OK)
		return e;
	answer.pid = mail.pid;
	answer.attempt = mail.attempt;
	if (s->smtp != NULL) {
		struct smtp_answer got = smtp_send(s->smtp, mail.to, mail.mail);
		answer.result = got.result;
		answer.code = got.code;
	}
	return out_answer_send(DUTY_FD_OUT, s->arena, number, &answer);
}

static bool answer_one(struct sender *s)
{
	struct ipc_head head;
	struct str body;
	char *room = arena_alloc(s->arena, IPC_BODY_MAX);
	enum err e = ipc_recv(DUTY_FD_OUT, 0, &head, room, IPC_BODY_MAX, &body, NULL);
	if (e != OK)
		return e != ERR_DOWN;
	if (head.type == OUT_MAIL) {
		e = send_one(s, head.number, body);
	} else {
		head.status = head.type == OUT_PING ? OK : ERR_DENIED;
		e = ipc_send(DUTY_FD_OUT, head, (struct str){0}, -1);
	}
	if (e != OK)
		log_line(LOG_WARN, "out", "answer=lost error=\"%s\"", err_name(e));
	return true;
}

int out_work(struct duty_run *run)
{
	struct sender *s = run->held;
	struct pollfd at[] = {
		{.fd = DUTY_FD_CONTROL, .events = POLLIN},
		{.fd = DUTY_FD_OUT, .events = POLLIN},
	};
	s->arena = arena_new(MAIL_ARENA_MAX);
	duty_seal(run);
	for (;;) {
		if (poll(at, 2, -1) < 0 && errno != EINTR)
			return 1;
		if (at[0].revents != 0 && duty_stopped(0)) {
			arena_free(s->arena);
			return 0;
		}
		if (at[1].revents != 0 && !answer_one(s))
			at[1].fd = -1;
		arena_reset(s->arena);
	}
}

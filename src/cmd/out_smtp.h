/* Mail to a server, by libcurl. Of the `out` process only: libcurl and the forty libraries behind it are opened there
 * when it starts, so that no other process has them or waits for them. */
#ifndef TN_OUT_SMTP_H
#define TN_OUT_SMTP_H

#include "out_client.h"

struct smtp;

struct smtp_server {
	struct str url;      /* smtp://HOST:PORT or smtps://HOST:PORT */
	struct str user;     /* empty: no sign-in */
	struct str password;
	struct str from;     /* the address that mails come from and that what bounces goes to */
	struct str ca;       /* PEM: the certificates that the server's must come from; empty: those of this machine */
};

/* How it went, and the code of the server (0: none). */
struct smtp_answer {
	enum mail_result result;
	int code;
};

/* Before the box: opens libcurl and reads what it wants to read. ERR_NOT_FOUND: it is not on this machine. What
 * `server` points at must live as long. */
enum err smtp_open(struct arena *a, const struct smtp_server *server, struct smtp **out) MUST_CHECK;
/* Hands one mail (mime.h) to the server. Waits for at most MAIL_SECONDS. */
struct smtp_answer smtp_send(struct smtp *s, struct str to, struct str mail) MUST_CHECK;

#endif

/* The sender as the jobs process sees it: mails are handed over one at a time, and what became of each is heard later,
 * so that a slow server holds up nothing else. An answer says by itself what it is about, because it may come after
 * either side was started again. */
#ifndef TN_OUT_CLIENT_H
#define TN_OUT_CLIENT_H

#include "ipc.h"

/* Messages on DUTY_FD_OUT. Whatever is not known is answered with ERR_DENIED. */
enum out_message { OUT_PING = 1, OUT_MAIL };

/* How it went. The numbers travel. */
enum mail_result {
	MAIL_NONE = 0,
	MAIL_SENT,
	MAIL_REFUSED,   /* for good: this receiver, or this mail */
	MAIL_LATER,     /* the server asks for another time (4xx), or said no before it knew for whom (5xx) */
	MAIL_AWAY,      /* no connection, or it broke off, or it took too long */
	MAIL_UNSAFE,    /* no encryption, or a certificate that is not trusted */
	MAIL_SIGN_IN,   /* user or password is not accepted */
	MAIL_OFF,       /* no server is set, or libcurl is not on this machine */
	MAIL_RESULT__N
};

enum { MAIL_MAX = 64 * 1024, MAIL_SECONDS = 40 /* the longest that one mail is tried */ };

struct out_mail {
	struct str pid;     /* of its row */
	uint32_t attempt;
	struct str to, mail;
};
struct out_answer {
	enum out_message type;
	uint32_t number;    /* OUT_PING: of the question */
	struct str pid;
	uint32_t attempt;
	enum mail_result result;
	int code;           /* of the server; 0: none */
};

/* Questions; both return at once, and are answered in their order. Errors of ipc_send. */
enum err out_ping(int link, uint32_t number) MUST_CHECK;
enum err out_mail(int link, struct arena *a, const struct out_mail *m) MUST_CHECK;
/* The next answer, waiting at most wait_ms: ERR_BUSY when none came. */
enum err out_hear(int link, struct arena *a, int wait_ms, struct out_answer *out) MUST_CHECK;

/* The other side: what a body asks; ERR_INVALID when it is no mail. Slices of the body. */
enum err out_mail_read(struct str body, struct out_mail *out) MUST_CHECK;
enum err out_answer_send(int link, struct arena *a, uint32_t number, const struct out_answer *answer) MUST_CHECK;

#endif

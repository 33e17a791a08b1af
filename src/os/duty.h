/* The duties: each its own process, forked and re-executed by the supervisor, with the least power that does. */
#ifndef TN_DUTY_H
#define TN_DUTY_H

enum duty {
	DUTY_NONE = 0,
	DUTY_SUPERVISOR, /* opens the listening socket, starts and restarts the others, makes boxed children */
	DUTY_KEYS,       /* holds the master key */
	DUTY_OUT,        /* the only one with outgoing sockets: mail, OpenID, webhooks */
	DUTY_JOBS,       /* what must be done by the clock */
	DUTY_WEB,        /* answers browsers */
	DUTY_PARSE,      /* reads one uploaded file and ends */
	DUTY_PDF,        /* makes one PDF of a page and ends: becomes the helper program */
	DUTY__N
};

/* Where a child finds what the supervisor hands it; a place that a duty does not have is closed. */
enum duty_fd {
	DUTY_FD_CONTROL = 3, /* messages of the supervisor */
	DUTY_FD_LISTEN,      /* web */
	DUTY_FD_KEYS,        /* to the key holder (web, jobs); in keys: web's link */
	DUTY_FD_KEYS_JOBS,   /* in keys: the link of jobs */
	DUTY_FD_OUT,         /* to the sender (jobs); in out: that link */
	DUTY_FD_BOXES,       /* to the supervisor, to ask for a boxed child (web, jobs) */
	DUTY_FD_WORK,        /* in a boxed child: what it is to work on */
	DUTY_FD__END
};

#endif

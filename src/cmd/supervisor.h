/* The first process: it opened the listening socket and now starts the others, each for one duty in its own box, starts
 * them again when they die, makes boxed children when asked, and stops them all. It has one thread and looks at nothing
 * that comes from outside. */
#ifndef TN_SUPERVISOR_H
#define TN_SUPERVISOR_H

#include "settings.h"

struct supervisor_plan {
	const struct settings *settings;
	const char *data;
	int listen_fd;
	struct clock clock;
	/* Called once, when every duty has said that it is at work. */
	void (*ready)(void *ctx);
	void *ctx;
};

/* Runs until SIGTERM, SIGINT or SIGQUIT; returns the exit code: 1 when a duty cannot start at all. */
int supervise(struct arena *a, const struct supervisor_plan *plan);

#endif

/* A duty's process from its first line: what the supervisor told it, its box, its work. */
#ifndef TN_DUTY_START_H
#define TN_DUTY_START_H

#include "box.h"
#include "ipc.h"
#include "settings.h"

/* Messages on DUTY_FD_CONTROL. */
enum control_message {
	CONTROL_START = 1, /* to the child: what it must know; secrets never stand in arguments or environment */
	CONTROL_READY,     /* from the child: in its box, and at work */
	CONTROL_STOP,      /* to the child: finish and end */
};

struct duty_run {
	enum duty duty;
	enum box_id box;
	struct arena *arena;
	struct settings settings;
	const char *data;
	struct clock clock;
	struct box_world world;
	void *held; /* what `before` made for `work` */
};

/* What each duty does: `before` runs before the box and may still read files; `work` must call duty_seal when its
 * threads run, and returns the exit code. */
struct duty_row {
	int (*before)(struct duty_run *run);
	int (*work)(struct duty_run *run);
};
extern const struct duty_row duty_rows[DUTY__N];

/* The rest of the box, and "ready" to the supervisor. Ends the process when the box cannot be closed. */
void duty_seal(struct duty_run *run);
/* Did the supervisor say stop, or is it gone? Waits at most wait_ms. */
bool duty_stopped(int wait_ms);

/* The program with the arguments `duty NAME`. */
int duty_main(const char *name);

/* The body of CONTROL_START. */
struct str duty_briefing(struct arena *a, const struct settings *s, const char *data, int64_t clock_shift);
/* Fills everything but duty from it. */
enum err duty_brief(struct duty_run *run, struct str body) MUST_CHECK;
/* Where the folders and ports of the boxes are, with these settings. */
struct box_world duty_world(struct arena *a, const struct settings *s, const char *data);

#endif

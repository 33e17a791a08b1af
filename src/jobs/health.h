/* How an installation is doing, for who keeps it: the machine and the work that waits, never people. What stands here
 * is the same for a region of ten children as for one of ten thousand: nothing is counted that a child, a family or a
 * school could be told by. What one process knows and another must tell stands in table setting. */
#ifndef TN_HEALTH_H
#define TN_HEALTH_H

#include "db.h"

/* What is written down, each by one writer. */
enum health_note {
	HEALTH_BEAT = 0,  /* jobs, every minute: began disk_free disk_size keys out refused */
	HEALTH_START,     /* serve, when it starts: began unsafe note, and the worst level of each check of doctor */
	HEALTH_BACKUP,    /* backup --to, when one is there and durable: bytes ms */
	HEALTH_REHEARSAL, /* backup --rehearsed */
	HEALTH__N
};
struct health_fact {
	const char *name; /* [a-z_]+ */
	int64_t n;
};
/* Writes a note with its moment, in a transaction of its own. */
enum err health_write(struct db *db, struct arena *a, enum health_note which, int64_t now,
                      const struct health_fact *facts, size_t n) MUST_CHECK;

enum health_count {
	COUNT_TASKS_WAITING = 0,
	COUNT_TASKS_RUNNING,
	COUNT_TASKS_FAILED,  /* in the last day */
	COUNT_TASK_OLDEST,   /* when the oldest that waits was asked for; 0: none waits */
	COUNT_MAILS_WAITING,
	COUNT_MAILS_FAILED,  /* in the last day */
	COUNT_MAIL_OLDEST,   /* when the oldest that is due and waits was made; 0: none */
	COUNT__N
};
struct health {
	int64_t now;
	struct str notes[HEALTH__N]; /* empty: never written */
	int64_t counts[COUNT__N];
	int64_t witnessed, proved;   /* when heads were last written down, and all chains proven; 0: never */
	bool whole;                  /* what that proof found */
};
enum { HEALTH_UNKNOWN = -1 };

/* Reads all of it, in one batch. */
enum err health_read(struct conn *c, struct arena *a, int64_t now, struct health *out) MUST_CHECK;
/* A fact of a note; HEALTH_UNKNOWN when it was never said. "at" is the moment of the note itself. */
int64_t health_said(const struct health *h, enum health_note which, const char *name);

/* What the one who asks knows of itself. */
struct health_here {
	const char *version, *database;
	int64_t began;   /* of the process that answers; 0: a command asks */
	int64_t refused; /* openings that the key holder refused this process */
};
/* The figures in the text format of Prometheus (0.0.4). Names and labels are those of one table; a figure that is not
 * known is left out. */
struct str health_metrics(struct arena *a, const struct health *h, const struct health_here *here);

#endif

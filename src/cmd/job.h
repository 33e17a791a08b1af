/* What must be done by the clock. The jobs process runs each kind when its time has come, one after the other. */
#ifndef TN_JOB_H
#define TN_JOB_H

#include "boxed.h"
#include "db.h"
#include "mailer.h"
#include "settings.h"
#include "tombs.h"
#include "witness.h"

struct job_run {
	const struct app *app; /* database, clock, keys */
	struct arena *arena;   /* emptied after each run */
	struct boxed *boxed;   /* to have files read in a box */
	int64_t now;
	struct witness_dbs chains;
	struct witness *witness;
	struct mailer *mailer;
	const int *heads; /* the files that heads are written to */
	size_t n_heads;
	struct tombs *tombs; /* the files that tombstones are added to */
	size_t n_tombs;
	int64_t began;         /* of this process */
	bool keys, out;        /* whether they answered when they were last asked */
};

struct job_kind {
	const char *name;
	int64_t every_ms;
	/* A job that fails is tried again at its next time. A BUG() in it ends that run only. */
	enum err (*fn)(struct job_run *run);
};

/* In job_kinds.c. */
extern const struct job_kind job_kinds[];
extern const size_t n_job_kinds;

#endif

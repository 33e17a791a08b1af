/* The world of one case: its own copy of the fixture, its own server, its own time. */
#ifndef TN_TEST_WORLD_H
#define TN_TEST_WORLD_H

#include "buf.h"

#include <sys/types.h>

/* From the environment, set by tests/http/run. */
struct setup {
	const char *program;  /* TN_PROGRAM: build/thuisnabij */
	const char *work;     /* TN_WORK: everything a run leaves */
	const char *fixture;  /* TN_FIXTURE: the demo folder to copy */
	const char *postgres; /* TN_PG: what tests/pg start printed; NULL: SQLite */
	const char *template; /* TN_PG_TEMPLATE: the database with the fixture */
	const char *opened;   /* TN_OPENED: tests/opened.py */
};
struct setup setup_read(void);

struct world {
	struct setup setup;
	struct arena *a;
	const char *name;     /* of the case */
	const char *dir;      /* data folder */
	const char *database; /* what psql or sqlite3 opens */
	const char *pg_name;  /* of the case's own database on PostgreSQL */
	const char *log;      /* standard error of the server */
	const char *mode;     /* test, demo or production */
	int port;
	pid_t pid;
	off_t said_before;    /* bytes of the log when this start began */
	int64_t clock, ticks; /* what the server's clock showed when this process's clock showed ticks */
};

/* Copies the fixture; `empty`: a data folder that does not exist yet. */
void world_open(struct world *w, bool empty);
/* Starts the server at this instant and waits until it answers; dies with what it said when it does not. */
void world_serve(struct world *w, int64_t clock, const char *mode);
void world_stop(struct world *w);
void world_close(struct world *w);
int64_t world_now(const struct world *w);
/* Rows of a question to the database, columns by "|", without the last line end. */
struct str world_sql(struct world *w, struct str sql);
/* What the server printed so far, once it is ready. */
struct str world_said(struct world *w);
/* What a command prints on standard output; its exit status in *status. */
struct str run_command(struct arena *a, const char *const *argv, int *status);
/* The six digits of a TOTP secret at an instant: RFC 6238 by liboath. */
struct str totp_at(struct arena *a, struct str base32, int64_t instant);

#endif

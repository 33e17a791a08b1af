/* Boxes: what each duty may do, in one table (box.c), and how a process gets into its own.
 *
 * Order, learnt the hard way (docs/conventions.md 19): box_enter before any thread exists, because landlock holds
 * for the calling thread and those it makes; then the threads; then box_seal, whose seccomp filter is put on all. */
#ifndef TN_BOX_H
#define TN_BOX_H

#include "duty.h"
#include "str.h"

enum box_id {
	BOX_NONE = 0, /* nothing at all is allowed */
	BOX_SUPERVISOR,
	BOX_KEYS,
	BOX_OUT,
	BOX_JOBS,
	BOX_JOBS_PG, /* the same on PostgreSQL: it connects, and opens no database file */
	BOX_WEB,
	BOX_WEB_PG,
	BOX_PARSE,
	BOX_PDF,
	BOX__N
};

/* Folders that differ per installation; the table names them, the caller says where they are. */
struct box_world {
	const char *data;      /* the data folder */
	const char *database;  /* the folder of the SQLite files; NULL on PostgreSQL */
	const char *witness;   /* the folder of witnessed heads; NULL: none */
	uint16_t ports[8];     /* TCP ports of the database servers; 0 at the end */
	bool name_calls;       /* tests: a forbidden call is named on standard error before the process ends */
};

enum box_id box_of(enum duty d, bool postgres);
const char *duty_name(enum duty d);
/* The duty of a name, DUTY_NONE when there is none. */
enum duty duty_named(const char *name);

/* Limits of memory, time and descriptors; landlock. Logs what this kernel cannot do and goes on without it. ERR_IO when
 * a protection that is there could not be put on: the process must then end. */
enum err box_enter(enum box_id id, const struct box_world *w) MUST_CHECK;
/* The seccomp filter on all threads. After this only the calls of the table exist. */
enum err box_seal(enum box_id id, const struct box_world *w) MUST_CHECK;

/* What this machine offers. */
struct box_support {
	int landlock;       /* ABI version; 0: none */
	bool landlock_tcp;  /* ABI 4, Linux 6.7: TCP rules */
	bool landlock_scope; /* ABI 6, Linux 6.12: signals and abstract sockets stay inside */
	bool seccomp;
};
struct box_support box_support(void);

#endif

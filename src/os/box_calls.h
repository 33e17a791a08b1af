/* The system calls of the boxes: sets of calls, and the seccomp filter made of them. */
#ifndef TN_BOX_CALLS_H
#define TN_BOX_CALLS_H

#include "err.h"

#include <stdbool.h>

enum call_set {
	CALLS_NONE = 0,
	CALLS_BASE = 1 << 0,    /* memory, clock, messages on descriptors that are there */
	CALLS_THREADS = 1 << 1, /* make threads, never processes */
	CALLS_FILES = 1 << 2,   /* SQLite: open, lock, sync, delete (landlock says where) */
	CALLS_SERVE = 1 << 3,   /* accept connections and answer them */
	CALLS_CONNECT = 1 << 4, /* make outgoing sockets (landlock says to which ports) */
	CALLS_UNIX = 1 << 5,    /* with CALLS_CONNECT: to a unix socket too (PostgreSQL) */
	CALLS_NO_UNIX = 1 << 6, /* with CALLS_CONNECT: the C library looks for nscd there and is told that there is none */
	CALLS_BOXED = 1 << 7,   /* ask for boxed children */
	CALLS_ASAN = 1 << 8,    /* what the sanitizers need besides */
	CALLS_PYTHON = 1 << 9,  /* to become the helper program and read its modules and fonts; what is not allowed is
	                         * answered with EPERM there, for it tries what it can do without */
};

/* Puts a filter on all threads that allows these sets and nothing else; the process is killed at the first other call.
 * With `name_calls` it says first which call that was. */
enum err calls_allow(unsigned sets, bool name_calls) MUST_CHECK;
/* For the supervisor, whose children need to start: everything but the calls that no part of us ever makes. */
enum err calls_forbid_dangerous(void) MUST_CHECK;
bool calls_supported(void);

#endif

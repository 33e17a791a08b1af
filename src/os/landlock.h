/* Landlock: which paths and TCP ports a process can reach. The calls themselves, since the C library has none. */
#ifndef TN_LANDLOCK_H
#define TN_LANDLOCK_H

#include "err.h"

#include <stdint.h>

enum path_right { PATH_NONE = 0, PATH_READ, PATH_RUN, PATH_WRITE, PATH_DEVICE };

struct path_rule {
	const char *path; /* a file, or a folder with all below it; what is not there is skipped */
	enum path_right right;
};

enum tcp_right { TCP_NONE = 0, TCP_PORTS, TCP_ANY };

struct ground {
	const struct path_rule *paths;
	size_t n_paths;
	enum tcp_right connect;
	const uint16_t *ports;
	size_t n_ports;
};

/* ABI version of this kernel, 0 when there is none. */
int landlock_abi(void);
/* Puts the calling thread, and those it makes from now on, on this ground. Rights that this kernel does not know are
 * left out. ERR_IO when the kernel refuses what it said it knows. */
enum err landlock_enter(const struct ground *g) MUST_CHECK;

#endif

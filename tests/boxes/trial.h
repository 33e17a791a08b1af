/* What the tests of the boxes share: verdicts, processes with a time-out, a look at /proc. */
#ifndef TN_TRIAL_H
#define TN_TRIAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { TIMEOUT_MS = 20000 };

struct trial {
	const char *program, *filter;
	const char *folder;      /* for this run */
	const char *data;        /* a data folder with a master key */
	const char *outside;     /* a folder with the file "there" that nobody may touch */
	bool without_landlock;   /* started programs find no landlock in the kernel */
	unsigned passed, failed;
};
extern struct trial trial;

/* One line of the table. */
void verdict(bool good, const char *what, const char *seen);
/* Starts the program; its standard output goes to *out when that is wanted, its log to `log`. */
pid_t start(const char *const *args, int *out, const char *log);
/* The wait status; -1 when it had to be killed because it did not end. */
int wait_end(pid_t pid, long long most_ms);
int run(const char *const *args);
long long now_ms(void);
void pause_ms(long ms);

/* At most cap - 1 bytes and a NUL; false when there are none. */
bool read_file(const char *path, char *room, size_t cap);
/* A line of /proc/PID/status. */
bool has_line(pid_t pid, const char *field, const char *value);

void try_calls(void);
void call_is_named(void);
void live(void);
void live_as_nobody(void);
void live_without_landlock(void);

#endif

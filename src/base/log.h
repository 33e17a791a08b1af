/* One line per event on standard error: time, level, event, then key=value pairs. A log line holds ids, counts,
 * route patterns and durations; never a value of a personal field, a path or a query (conventions 17). */
#ifndef TN_LOG_H
#define TN_LOG_H

#include "err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR, LOG_BUG };

/* Writes one line with a single write(2). Control characters in the text are shown as '?', so that a value can
 * never start a line of its own. Lines are cut at 1,000 bytes. */
void log_line(enum log_level level, const char *event, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Lines below this level are dropped; LOG_INFO until said otherwise. Call before any thread starts. */
void log_from(enum log_level level);

/* The name of this process in its lines ("web", "jobs", ...); call before any thread starts. */
void log_name(const char *process);

#endif

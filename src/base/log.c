#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static enum log_level lowest = LOG_INFO;
static const char *process_name = "main";

void log_from(enum log_level level)
{
	lowest = level;
}

void log_name(const char *process)
{
	process_name = process;
}

void log_line(enum log_level level, const char *event, const char *fmt, ...)
{
	static const char *const names[] = {"debug", "info", "warn", "error", "bug"};
	if (level < lowest)
		return;
	char line[1001];
	struct timespec now;
	struct tm utc;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &utc);
	size_t n = strftime(line, sizeof line, "%Y-%m-%dT%H:%M:%S", &utc);
	int more = snprintf(line + n, sizeof line - n, ".%03ldZ %s %s %s ", now.tv_nsec / 1000000, names[level],
	                    process_name, event);
	if (more > 0)
		n += (size_t)more;
	va_list ap;
	va_start(ap, fmt);
	more = n < sizeof line - 1 ? vsnprintf(line + n, sizeof line - 1 - n, fmt, ap) : 0;
	va_end(ap);
	if (more > 0)
		n += (size_t)more;
	if (n > sizeof line - 2)
		n = sizeof line - 2;
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
			line[i] = '?';
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0)
		return; /* nobody is left to tell */
}

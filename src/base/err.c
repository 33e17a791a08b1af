#include "err.h"

#include "log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static _Thread_local struct trap *current_trap;

const char *err_name(enum err e)
{
	static const char *const names[ERR__N] = {
		[OK] = "ok",
		[ERR_NOT_FOUND] = "not found",
		[ERR_GONE] = "gone",
		[ERR_CONFLICT] = "conflict",
		[ERR_INVALID] = "invalid",
		[ERR_TOO_BIG] = "too big",
		[ERR_DENIED] = "denied",
		[ERR_BUSY] = "busy",
		[ERR_DOWN] = "down",
		[ERR_FULL] = "full",
		[ERR_IO] = "input/output error",
	};
	return e < ERR__N ? names[e] : "unknown";
}

void trap_push(struct trap *t)
{
	t->outer = current_trap;
	t->message[0] = '\0';
	current_trap = t;
}

void trap_clear(struct trap *t)
{
	current_trap = t->outer;
}

void bug_at(const char *file, int line, const char *fmt, ...)
{
	char message[256];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	log_line(LOG_BUG, "bug", "at=%s:%d message=\"%s\"", file, line, message);
	if (current_trap == NULL)
		abort();
	snprintf(current_trap->message, sizeof current_trap->message, "%s", message);
	longjmp(current_trap->jump, 1);
}

void complain(const char *fmt, va_list ap)
{
	fputs("thuisnabij: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
}

void die(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	complain(fmt, ap);
	va_end(ap);
	exit(1);
}

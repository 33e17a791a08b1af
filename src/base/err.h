/* Three words for trouble, never mixed.
 *
 *   enum err  expected: returned, and the caller must look at it;
 *   BUG()     a broken invariant: logged, ends the request (or the process where no request is running);
 *   die()     the program cannot start: one clear line, exit code 1.
 */
#ifndef TN_ERR_H
#define TN_ERR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(f, a) __attribute__((format(printf, f, a)))

enum err {
	OK = 0,
	ERR_NOT_FOUND, /* nothing there, or out of reach: the two are never told apart */
	ERR_GONE,      /* it was there, and was destroyed: nothing brings it back */
	ERR_CONFLICT,  /* someone else was first: a stale rev or a value that must be unique */
	ERR_INVALID,   /* the input is not what it must be */
	ERR_TOO_BIG,   /* the input is larger than its limit */
	ERR_DENIED,    /* not allowed */
	ERR_BUSY,      /* try again: lock, deadlock, serialization, a full queue */
	ERR_DOWN,      /* the other side is not there: database, key holder */
	ERR_FULL,      /* disk or quota full */
	ERR_IO,        /* the operating system refused for another reason */
	ERR__N
};

/* The English name of an error for logs and command lines; never NULL. */
const char *err_name(enum err e);

/* Where BUG() lands while a request runs. The dispatcher sets one per request:
 *
 *     struct trap trap;
 *     if (trap_set(&trap) == 0) { ...work...; }
 *     trap_clear(&trap);
 *
 * Traps nest; each thread has its own. Ordinary code never jumps. */
struct trap {
	jmp_buf jump;
	struct trap *outer;
	char message[256];
};
#define trap_set(t) (trap_push(t), setjmp((t)->jump))
void trap_push(struct trap *t);
void trap_clear(struct trap *t);

#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void bug_at(const char *file, int line, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* One line on standard error, "thuisnabij: ...". */
void complain(const char *fmt, va_list ap) PRINTF_LIKE(1, 0);
_Noreturn void die(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif

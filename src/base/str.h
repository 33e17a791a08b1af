/* Text as a slice: pointer and length. A slice owns nothing. Slices made by an arena (str_copy, str_printf) are also
 * NUL-terminated, so that .p may go to a C function that wants a string. */
#ifndef TN_STR_H
#define TN_STR_H

#include "arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdarg.h>
#include <string.h>

struct str {
	const char *p;
	size_t n;
};

/* A slice of a string literal, usable in static tables. */
#define S(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p

static inline struct str str_from(const char *c)
{
	return c == NULL ? (struct str){0} : (struct str){c, strlen(c)};
}
static inline bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool str_is(struct str a, const char *c)
{
	return str_eq(a, str_from(c));
}
static inline bool str_starts(struct str a, struct str prefix)
{
	return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}
/* <0, 0, >0 by bytes, as both databases order text. */
int str_cmp(struct str a, struct str b);
/* Without spaces, tabs and line ends at both sides. */
struct str str_trim(struct str s);
/* Cuts `s` at the first `sep`: returns what stands before it and leaves the rest in *rest (empty, with rest->p NULL,
 * when there was no separator). */
struct str str_cut(struct str s, char sep, struct str *rest);
/* Where `c` first stands in `s`, or s.n. */
size_t str_find(struct str s, char c);
/* ASCII case-insensitive equality, for header names and such; never for people's text. */
bool str_eq_ascii_case(struct str a, struct str b);
/* A decimal integer that fills the whole slice and fits; false otherwise. */
bool str_to_i64(struct str s, int64_t *out) MUST_CHECK;

struct str str_copy(struct arena *a, struct str s);
struct str str_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str str_vprintf(struct arena *a, const char *fmt, va_list ap) PRINTF_LIKE(2, 0);
/* A NUL-terminated copy; an embedded NUL is a BUG (the edges refuse it). */
const char *str_c(struct arena *a, struct str s);

#endif

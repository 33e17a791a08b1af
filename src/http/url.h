/* Request targets: taken apart, decoded once, and refused when they are not exactly what a browser of ours sends. */
#ifndef TN_URL_H
#define TN_URL_H

#include "str.h"

enum { TARGET_PATH_MAX = 1024, TARGET_QUERY_MAX = 4096 };

/* What stands on the request line: "/path?query" or "http://authority/path?query" (RFC 9112 3.2). */
struct target {
	struct str authority; /* of the absolute form; empty otherwise */
	struct str path, query;
};
/* False: neither form, a fragment, a byte that is not printable ASCII, or longer than the limits. */
bool url_target(struct str raw, struct target *out) MUST_CHECK;

/* Percent-decodes once; '+' is a space where `plus` says so. False: a broken escape, NUL, or not UTF-8. */
bool url_decode(struct arena *a, struct str raw, bool plus, struct str *out) MUST_CHECK;

/* The path as routes see it: decoded, without the last slash. False: not starting with a slash, an empty, "." or ".."
 * segment, an encoded slash, a backslash, a control character, or what url_decode refuses. */
bool url_path(struct arena *a, struct str raw, struct str *out) MUST_CHECK;

/* For a value in a query: everything but letters, digits, "-._~" and "/" as %XX. */
struct str url_encode(struct arena *a, struct str s);

#endif

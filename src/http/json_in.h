/* Reading JSON that came from outside: bounded in size and depth, no name twice in an object, no NUL, UTF-8 only. */
#ifndef TN_JSON_IN_H
#define TN_JSON_IN_H

#include "str.h"

#include <jansson.h>

enum { JSON_BYTES_MAX = 1024 * 1024, JSON_DEPTH_MAX = 32, JSON_VALUES_MAX = 20000 };

/* The document, an object or an array, which the arena lets go of. ERR_TOO_BIG above a limit, ERR_INVALID otherwise. */
enum err json_read(struct arena *a, struct str text, json_t **out) MUST_CHECK;

#endif

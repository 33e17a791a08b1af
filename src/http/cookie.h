/* Cookies, both ways. */
#ifndef TN_COOKIE_H
#define TN_COOKIE_H

#include "str.h"

enum { COOKIE_VALUE_MAX = 256 };

/* The value of this cookie in a Cookie header. Without a pointer when it is not there, when its value has characters
 * that a value cannot have or is longer than COOKIE_VALUE_MAX, or when it is there twice: who can add a second one
 * (another site on the same domain) must not be able to choose which counts. */
struct str cookie_get(struct str header, struct str name);

/* A Set-Cookie value: HttpOnly, SameSite=Lax, Path=/, Secure where said. max_age 0 deletes, -1 lasts as long as the
 * browser. A value that is not plain is a BUG. */
struct str cookie_make(struct arena *a, struct str name, struct str value, int64_t max_age_s, bool secure);

#endif

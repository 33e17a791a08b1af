/* application/x-www-form-urlencoded, as query strings and posted forms have it. */
#ifndef TN_FORM_URLENCODED_H
#define TN_FORM_URLENCODED_H

#include "form.h"

enum { POSTED_MAX = 512, POSTED_NAME_MAX = 128 };

/* ERR_INVALID: a broken escape, NUL, not UTF-8, or a name that is empty or too long; ERR_TOO_BIG: more than
 * POSTED_MAX pairs. */
enum err form_urlencoded(struct arena *a, struct str body, struct pairs *out) MUST_CHECK;

#endif

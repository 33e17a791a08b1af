/* Inside of the box of mod/oso: what is attached, out of its base64 and out of the zip that a file is sent in. */
#ifndef TN_OSO_UNPACK_H
#define TN_OSO_UNPACK_H

#include "str.h"

/* Bytes of base64, with white space anywhere. False: it is no base64. */
bool oso_base64(struct arena *a, struct str s, struct str *out);
/* The one file inside, when this is a zip of one file; an office document is one itself and stays as it is. False: it
 * is a broken zip, or what is in it is larger than `max`. */
bool oso_unzip(struct arena *a, struct str bytes, size_t max, struct str *out);

#endif

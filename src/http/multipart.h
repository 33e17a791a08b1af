/* multipart/form-data (RFC 7578) as browsers send it, and nothing else: no nesting, no transfer encodings, no text
 * before or after. Files stay slices of the body. */
#ifndef TN_MULTIPART_H
#define TN_MULTIPART_H

#include "req.h"

enum { PARTS_MAX = 64, PART_HEAD_MAX = 2048, FILENAME_MAX_BYTES = 255 };

/* The boundary of a content type; false when it is another type or has none. */
bool multipart_boundary(struct str content_type, struct str *boundary) MUST_CHECK;

/* Fields into *fields, files into *files; a file control that was left empty is in neither. ERR_INVALID when anything
 * is not as above, ERR_TOO_BIG above PARTS_MAX. */
enum err multipart_parse(struct arena *a, struct str body, struct str boundary, struct pairs *fields,
                         struct uploads *files) MUST_CHECK;

#endif

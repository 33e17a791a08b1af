/* JSON writing (RFC 8259); reading is done with jansson where it comes in. Faults of nesting are a BUG. */
#ifndef TN_JSON_H
#define TN_JSON_H

#include "buf.h"

struct json {
	struct buf *out;
	unsigned char stack[32];
	size_t depth;
	bool comma, done;
};

void j_init(struct json *j, struct buf *out);
void j_object(struct json *j);
void j_array(struct json *j);
void j_end(struct json *j); /* closes the innermost object or array */
void j_key(struct json *j, const char *key);
void j_str(struct json *j, struct str s);
void j_int(struct json *j, int64_t i);
void j_bool(struct json *j, bool b);
void j_null(struct json *j);

#endif

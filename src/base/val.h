/* One typed value: what databases return, forms parse and records hold. Dates, money, minutes and instants are all
 * VAL_INT (conventions 2 and 3); what a number means is said by the field that holds it. */
#ifndef TN_VAL_H
#define TN_VAL_H

#include "str.h"

enum val_type { VAL_NULL = 0, VAL_INT, VAL_TEXT, VAL_BLOB, VAL_SEALED };

struct sealed;

struct val {
	enum val_type type;
	union {
		int64_t i;             /* VAL_INT */
		struct sealed *sealed; /* VAL_SEALED: not opened yet (model/seal.h) */
	};
	struct str s; /* VAL_TEXT: UTF-8; VAL_BLOB: bytes */
};

static inline struct val val_null(void)
{
	return (struct val){0};
}
static inline struct val val_int(int64_t i)
{
	return (struct val){.type = VAL_INT, .i = i};
}
static inline struct val val_text(struct str s)
{
	return (struct val){.type = VAL_TEXT, .s = s};
}
static inline struct val val_blob(struct str s)
{
	return (struct val){.type = VAL_BLOB, .s = s};
}
/* Of a sealed value it knows only whether both are the very same; model/seal.h opens. */
bool val_eq(struct val a, struct val b);

#endif

/* What the writer and the reader of dumps share. */
#ifndef TN_DUMP_VALUE_H
#define TN_DUMP_VALUE_H

#include "dump.h"

#define DUMP_MAGIC "thuisnabij dump\n"
#define DUMP_END "end"

enum { KIND_NULL = 0, KIND_TEXT = 1, KIND_BLOB = 2, KIND_INT = 16, INT_BYTES = 8, LENGTH_BYTES = 4, DUMP_HASH = 32 };

/* Of all bytes that went through so far. */
void dump_out_hash(const struct dump_out *o, unsigned char hash[DUMP_HASH]);
void dump_in_hash(const struct dump_in *in, unsigned char hash[DUMP_HASH]);
/* A new row begins: it may have DUMP_ROW_MAX bytes again. */
void dump_in_row(struct dump_in *in);
/* The fewest bytes that hold a number with its sign; 0 for 0. */
size_t dump_int_bytes(int64_t i);

#endif

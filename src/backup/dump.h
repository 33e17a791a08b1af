/* A dump: all that a database holds, in a form that belongs to none (docs/decisions/0025). The same contents give the
 * same bytes, whichever database they came from.
 *
 *     "thuisnabij dump\n"  FORMAT  MIGRATION  HASH of the schema  number of tables
 *     per table, in the order of tables.h:  name  number of columns  (name, letter) per column  number of rows  rows
 *     "end"  number of all rows  BLAKE2b-256 of all that stands before it
 *
 * Everything is a value: a byte with its kind, and what belongs to it. 0: nothing (NULL). 1: text, 2: bytes, behind a
 * length of 4 bytes. 16 + n: a whole number in n bytes, the fewest that hold it with its sign; 16 is the number 0. The
 * highest byte comes first. */
#ifndef TN_DUMP_H
#define TN_DUMP_H

#include "pipe.h"
#include "tables.h"

enum {
	DUMP_FORMAT = 1,
	DUMP_VALUE_MAX = 16 << 20, /* of one text or run of bytes */
	DUMP_ROW_MAX = 32 << 20,
};

/* ---- values, also for what stands around a dump ---- */

struct dump_out; /* gathers, hashes and hands on */
struct dump_out *dump_out_new(struct arena *a, struct sink to);
/* ERR_TOO_BIG: of more than DUMP_VALUE_MAX; else the error of the sink. */
enum err dump_put(struct dump_out *o, struct val v) MUST_CHECK;
/* Hands on what was gathered. */
enum err dump_flush(struct dump_out *o) MUST_CHECK;
int64_t dump_out_bytes(const struct dump_out *o);

struct dump_in;
/* Its own memory is in `a`; the bytes of texts that are read come from `room`, which the caller may reset. */
struct dump_in *dump_in_new(struct arena *a, struct arena *room, struct source from);
/* The next value. ERR_INVALID: it is cut off or none that dump_put writes; ERR_TOO_BIG or the error of the source. */
enum err dump_get(struct dump_in *in, struct val *out) MUST_CHECK;
/* Nothing may follow: ERR_INVALID when something does. */
enum err dump_get_end(struct dump_in *in) MUST_CHECK;
/* The fault in words after an error of the two above. */
struct str dump_in_why(const struct dump_in *in);

/* ---- a whole database ---- */

struct dump_found {
	int64_t *rows; /* per table */
	int64_t all, bytes;
};
/* How many rows of this table; 0 when there is none of that name. */
int64_t dump_rows(const struct dump_tables *t, const struct dump_found *f, const char *table);

/* Views (db_begin_view) that belong together; `looks` NULL: `main` holds all. */
struct dump_views {
	struct conn *main, *looks;
};
/* ERR_INVALID and *why: something stands where no dump would find it. */
enum err dump_write(const struct dump_tables *t, const struct dump_views *from, struct dump_out *o, struct arena *a,
                    struct dump_found *out, struct str *why) MUST_CHECK;

struct dump_taker {
	void *ctx;
	enum err (*table)(void *ctx, const struct dump_table *t, int64_t rows); /* may be NULL */
	/* The bytes of its values live in `room` until the taker resets that. */
	enum err (*row)(void *ctx, const struct dump_table *t, const struct val *row);
	struct str *why; /* the fault of an error that the taker returned */
};
/* Reads a whole dump of a schema that is `t`. Each row has the right kinds of values, valid text, and the order is
 * that of dump_write; the hash at the end is asked last, so what was taken must be undone on an error. */
enum err dump_read(const struct dump_tables *t, struct dump_in *in, struct arena *room, const struct dump_taker *taker,
                   struct arena *a, struct dump_found *out, struct str *why) MUST_CHECK;

#endif

/* Sealed values: what stands in the database of a file, of a draft and of what people wrote about a child is ciphertext
 * under a data key (part_key.h). A value is bound to its table, column and row and opens nowhere else.
 *
 * Of a record no handler sees that: row_take gives VAL_SEALED, and row_val opens it, for whoever the row was shown to.
 * What nobody looks at is not opened and its key not asked for. */
#ifndef TN_SEAL_H
#define TN_SEAL_H

#include "change.h"
#include "part_key.h"

/* Whose key it is. */
struct sealed_in {
	int64_t owner; /* part_key.h */
	enum part part;
};
struct sealed_in seal_of_row(const struct row *r);

/* Where it stands. `which` tells apart what is of one column and row: which change, which chunk; 0: there is one. */
struct seal_place {
	const char *table, *column;
	int64_t id, which;
};

enum { SEAL_ADDS = 3 + 40 };

/* Seals under the current key; only inside a transaction that writes it. */
enum err seal_bytes(struct act *act, struct sealed_in in, const struct seal_place *at, struct str plain,
                    struct str *sealed) MUST_CHECK;
/* ERR_NOT_FOUND: its key was destroyed. ERR_DOWN: no key holder, or one with another master key; also what was sealed
 * for another place, which is logged: nothing of it is given. */
enum err seal_open(struct act *act, struct sealed_in in, const struct seal_place *at, struct str sealed,
                   struct str *plain) MUST_CHECK;

/* Bytes that a row came with, to be opened when someone looks (val_open), with the key that came along: `wrapped` of
 * number n; empty: their part has no key any more. Without an act nobody opens it. */
struct val seal_shut(struct act *act, struct arena *a, struct sealed_in in, const struct seal_place *at,
                     struct str bytes, unsigned n, struct str wrapped);
/* VAL_SEALED opened, once; any other value as it is. VAL_NULL where its key was destroyed. What does not open makes the
 * act fail (act_unsealed). */
struct val val_open(struct val v);
/* As it stands in the database: VAL_BLOB. */
struct val seal_bytes_of(struct val v);

/* Where history keeps what a field was (`old`) and became, in the change `group`. */
struct seal_place seal_in_history(struct arena *a, const struct field *f, bool old, int64_t id, int64_t group);

/* change_exec (change.h) with value `arg`, which is bytes, sealed when it is written. */
void change_exec_sealed(struct change *c, const struct stmt *s, const struct val *args, size_t n, size_t arg,
                        struct sealed_in in, const struct seal_place *at);

#endif

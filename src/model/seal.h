/* Sealed values: what stands in the database of a file and of a draft is ciphertext under a data key (part_key.h). A
 * value is bound to its table, column and row and opens nowhere else. */
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

/* change_exec (change.h) with value `arg`, which is bytes, sealed when it is written. */
void change_exec_sealed(struct change *c, const struct stmt *s, const struct val *args, size_t n, size_t arg,
                        struct sealed_in in, const struct seal_place *at);

#endif

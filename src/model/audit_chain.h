/* What the writer of the chain of changes and its proof share: the bytes that are hashed. */
#ifndef TN_AUDIT_CHAIN_H
#define TN_AUDIT_CHAIN_H

#include "audit.h"

/* Of a group: this, its values in order of record, id and field, and their number. */
void audit_hash_group(struct buf *b, int64_t chain, int64_t n, const struct audit_group *g);
void audit_hash_part(struct buf *b, struct str record, int64_t id, struct str field, const struct link *digest);
/* Of a value, under its salt. */
struct link audit_digest(struct arena *a, struct str salt, struct val old, struct val new);

#endif

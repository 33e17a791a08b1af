/* A chain of records in which none can be changed, taken out, put in or moved without being found: each link is the
 * BLAKE2b-256 of the link before it and the record. Cutting off the end is found by a witness elsewhere. */
#ifndef TN_CHAIN_H
#define TN_CHAIN_H

#include "buf.h"

enum { LINK_BYTES = 32 };

struct link {
	unsigned char b[LINK_BYTES];
};

struct link chain_next(const struct link *before, struct str record);
/* What stands in a chain for something that may have to go: BLAKE2b-256 under a key of its own. With the key gone as
 * well, nobody can try out what it was. The key has 16 to 64 bytes. */
struct link chain_digest(struct str key, struct str record);
static inline struct str link_str(const struct link *l)
{
	return (struct str){(const char *)l->b, LINK_BYTES};
}
/* False when `s` is not a link's length. */
bool link_from(struct str s, struct link *out);

/* Values as bytes that can be told apart: integers in 8, texts behind their length. */
void chain_int(struct buf *b, int64_t i);
void chain_text(struct buf *b, struct str s);

#endif

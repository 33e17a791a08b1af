/* A file that only the holder of a key outside the installation can open (docs/decisions/0025). The installation knows
 * the public half and can only seal. By libsodium: the key of the stream in a sealed box, the contents in a secret
 * stream (XChaCha20-Poly1305), in chunks that each prove themselves, their place and the head.
 *
 *     "TNSEALED"  format (4 bytes)  bytes per chunk (4)  public key (32)  sealed key (80)  head of the stream (24)
 *     chunks: SEALED_CHUNK bytes and 17 more; only the last may be shorter, and says that it is the last */
#ifndef TN_SEALED_H
#define TN_SEALED_H

#include "pipe.h"

enum { SEALED_CHUNK = 256 * 1024, SEALED_KEY = 32, SEALED_FORMAT = 1 };

/* ---- keys ---- */

struct sealed_public {
	unsigned char b[SEALED_KEY];
};
/* Lives in memory that is locked and not swapped out, until sealed_private_free. */
struct sealed_private {
	struct sealed_public public;
	unsigned char b[SEALED_KEY];
};

struct sealed_private *sealed_private_new(void); /* a new pair */
void sealed_private_free(struct sealed_private *k);
/* 64 hexadecimal digits. */
struct str sealed_public_text(struct arena *a, const struct sealed_public *k);
bool sealed_public_parse(struct str text, struct sealed_public *out) MUST_CHECK;
/* A page to keep: 17 groups of four digits, the last of which proves the others, so that it can be typed over from
 * paper. Capitals, spaces, hyphens and lines do not matter; lines that begin with # are for people. */
struct str sealed_private_text(struct arena *a, const struct sealed_private *k);
/* NULL when it is none, or a digit was mistyped. */
struct sealed_private *sealed_private_parse(struct str text);

/* ---- sealing ---- */

struct sealed_out;
enum err sealed_begin(struct arena *a, struct sink to, const struct sealed_public *for_key,
                      struct sealed_out **out) MUST_CHECK;
struct sink sealed_sink(struct sealed_out *s);
/* Seals what is left and says that it was the last. */
enum err sealed_end(struct sealed_out *s) MUST_CHECK;
/* Forgets the key of the stream; also when it was not ended. */
void sealed_forget(struct sealed_out *s);

/* ---- opening ---- */

struct sealed_in;
/* ERR_INVALID and *why: no such file, of a newer format, for another key, changed. */
enum err sealed_open(struct arena *a, struct source from, const struct sealed_private *key, struct sealed_in **out,
                     struct str *why) MUST_CHECK;
/* Gives only what is proven; ends only where the sealer ended. */
struct source sealed_source(struct sealed_in *s);
void sealed_close(struct sealed_in *s);

#endif

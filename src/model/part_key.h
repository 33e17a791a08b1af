/* Data keys: each part of a child's dossier is sealed under a key of its own, kept wrapped by the key holder in the
 * table part_key. Who has the database alone has none of them; a part is erased with its key (architecture 8).
 *
 * An owner is the route of a child, the account of a draft, or what part_key_region gives: what belongs to no child.
 * Keys that an act has opened live as long as its memory and are wiped before that goes. */
#ifndef TN_PART_KEY_H
#define TN_PART_KEY_H

#include "act.h"
#include "policy.h"

struct change;

int64_t part_key_region(int region);

/* The keys of an owner, as part of a batch of someone else; what was taken before is not read again. */
size_t part_keys_put(struct batch *b, int64_t owner);
void part_keys_take(struct act *act, int64_t owner, const struct rows *r);
/* The same in a batch of its own, unless this act has them. */
enum err part_keys_read(struct act *act, int64_t owner) MUST_CHECK;
/* A key that came with a row: `wrapped` of number n. */
void part_key_came(struct act *act, int64_t owner, enum part part, unsigned n, struct str wrapped);
/* Asks the key holder for all keys of `n` owners that this act has, of these parts, and were not opened yet: one
 * question. ERR_DOWN, ERR_BUSY: no answer, or too many for one account. */
enum err part_keys_open(struct act *act, const int64_t *owners, size_t n, parts of) MUST_CHECK;

/* The same for what came along with rows: all of this owner, and of others of this part, so that a page is one
 * question, of one child or of many. */
enum err part_keys_open_near(struct act *act, int64_t owner, enum part part) MUST_CHECK;

/* One key that was opened. ERR_NOT_FOUND: it was destroyed, or never was; ERR_INVALID: it is not of this house's master
 * key. ERR_DOWN: nobody opened it. */
enum err part_key_opened(const struct act *act, int64_t owner, enum part part, unsigned n,
                         const unsigned char **key) MUST_CHECK;
/* The key under which something is sealed now, made where there is none: inside the transaction that writes with it.
 * ERR_BUSY: another process made it at the same moment; try the whole change again. */
enum err part_key_current(struct act *act, int64_t owner, enum part part, const unsigned char **key,
                          unsigned *n) MUST_CHECK;

/* Takes the key away in this change: what was sealed under it is gone, wherever a copy of it may be. What is written
 * to that part later gets another one. PART_NONE: of all parts. */
void part_key_destroy(struct change *c, int64_t route, enum part part);

#endif

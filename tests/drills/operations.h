/* The operations of operations.c, and what they share. */
#ifndef TN_OPERATIONS_H
#define TN_OPERATIONS_H

#include "change.h"
#include "look.h"
#include "rand.h"

enum { THINGS = 20000, GROUPS = 64, GIVEN = 256 };

/* A record that was seen or made, by which others go on. */
struct thing {
	const struct record *rec;
	int64_t id;
	char pid[PID_LEN + 1];
};
struct done {
	int64_t account;
	enum role role;
	char pid[PID_LEN + 1];
};

struct run {
	struct act *act;
	int64_t seed;
	size_t kind; /* of operation */
	struct dice dice; /* that draws the operations; act->dice is another, for public ids */
	struct dice pids;
	struct thing things[THINGS];
	size_t n_things;
	struct done done[GROUPS];
	size_t n_done, last_done;
	int64_t given[GIVEN];
	size_t n_given;
};

void op_init(struct run *op, struct act *act, int64_t seed);
uint64_t op_below(struct run *op, uint64_t n);
/* Into the line of answers. */
void op_say(struct run *op, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A digest of the values of a row: as the reader sees them. */
uint64_t op_digest(uint64_t h, struct row r, const bool *hidden);
uint64_t op_hash(uint64_t h, const void *p, size_t n);
enum { DIGEST_NONE = 0 };
void op_remember(struct run *op, const struct record *rec, int64_t id, struct str pid);
/* One of these records, or of any when NULL; NULL: none was drawn. */
const struct thing *op_thing(struct run *op, const struct record *rec);
/* One that stands on a list of this reader's, or a record of type `rec` of such a child. ERR_NOT_FOUND: none was
 * found. */
enum err op_mine(struct run *op, const struct record *rec, struct thing *out) MUST_CHECK;
bool op_has_children(struct run *op);
/* A finished change, so that it may be taken back. */
void op_did(struct run *op, const struct change *c);

enum err op_page(struct run *op) MUST_CHECK;
enum err op_listing(struct run *op) MUST_CHECK;
enum err op_find(struct run *op) MUST_CHECK;
enum err op_open(struct run *op) MUST_CHECK;
enum err op_save(struct run *op) MUST_CHECK;
enum err op_step(struct run *op) MUST_CHECK;
enum err op_new(struct run *op) MUST_CHECK;
enum err op_give(struct run *op) MUST_CHECK;
enum err op_end(struct run *op) MUST_CHECK;
enum err op_undo(struct run *op) MUST_CHECK;

#endif

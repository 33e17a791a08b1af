/* Inside of a change: for the files of the write unit only (change, change_write, change_rules, flow, undo). */
#ifndef TN_CHANGE_IMPL_H
#define TN_CHANGE_IMPL_H

#include "audit.h"
#include "flow.h"
#include "model.h"
#include "seal.h"

enum { ITEMS_MAX = 64 };

/* One record that this change makes or alters. */
struct item {
	const struct record *rec;
	int64_t id;
	struct str pid;
	bool is_new, placed;                  /* placed: as a demonstration or an import gives it */
	bool typed;                           /* by a form of its own, not along with a step */
	int64_t rev;                          /* it must have; 0: whatever is current, -1: none will do */
	bool *touched;                        /* per field of rec, as the next two */
	bool *by_form;                        /* what its field says of roles counts */
	struct val *v;
	struct row before;
	const struct transition *move;        /* the step it makes; NULL: none */
	bool asked;                           /* by who makes the step, not along with that of another record */
	bool differs;
};

/* A value of a side statement that is sealed when it is written. */
struct side_sealed {
	struct sealed_in in;
	struct seal_place at;
	struct val *args;
	size_t arg;
};

struct side_stmt {
	const struct stmt *s;
	const struct val *args;
	size_t n;
	int must;
	struct side_sealed *sealed; /* NULL: it stands there as it is */
};

struct change {
	struct act *act;
	const char *done;
	unsigned flags;
	struct str pid;
	struct str source, source_on; /* where its values come from; empty: from who does it */
	int64_t id;
	struct item *items;
	size_t n_items, most;
	struct side_stmt sides[ITEMS_MAX];
	size_t n_sides;
	struct {
		const struct record *rec;
		int64_t id;
		const struct field *field;     /* NULL: all of it */
		const struct tombstone *again; /* of one field: it came back with a back-up */
	} erased[ITEMS_MAX];      /* records whose history goes */
	size_t n_erased;
	struct erasings *erasings; /* parts of a child that go (erase.h) */
	int64_t undoes;           /* the group that is taken back; 0: none */
	struct audit *audit;      /* its way into the chain, from the first write on */
	const struct item *stale; /* the record that someone else changed first */
	struct reasons reasons;   /* why it may not be, after ERR_INVALID */
};

/* The item of this record in the change, made when it is not there yet. */
struct item *item_add(struct change *c, const struct record *rec, int64_t id);
void item_set(struct item *it, size_t i, struct val v);
/* A field as it was before, on the record as it is now: the state too. */
void change_restore(struct change *c, const struct row *now, const struct field *field, struct val v);
/* The value as it would be saved. */
struct val item_val(const struct item *it, size_t i);
/* The same, not opened where it stays as it was. */
struct val item_kept(const struct item *it, size_t i);
/* The record as it would be saved. */
struct row item_row(struct arena *a, const struct item *it);
/* The route that an item belongs to, or 0. */
int64_t item_route(const struct item *it);
/* A value as history keeps it, of the change `group`: text, or bytes where it is sealed. */
struct kept {
	int64_t group;
	bool old;
	struct val v;
};
/* Of columns `text` and the sealed one two behind it. */
struct kept kept_take(const struct rows *r, size_t i, int64_t group, bool old, size_t text);
/* What history keeps of a value of `now`, back to a value of the field; ERR_INVALID when it is none. What is sealed
 * opens as seal_open does; with its key gone it is nothing. */
enum err value_from_history(struct act *act, const struct row *now, const struct field *f, const struct kept *kept,
                            struct val *out) MUST_CHECK;
int64_t account_of(const struct act *act);

/* Reads every item as it is, inside the transaction, makes its step and sets what follows from other fields. Items that
 * an effect adds are read too. ERR_CONFLICT: changed since, or not in the state of the step; ERR_DENIED: a field or
 * step of another role. */
enum err change_read(struct change *c) MUST_CHECK;
/* Asks the checks of all items and the guards of their steps: ERR_INVALID with the reasons. */
enum err change_rules(struct change *c) MUST_CHECK;
/* What rules may know of this record: `row` as it would be saved, with the records that it sees. */
enum err given_load(struct act *act, const struct change *c, const struct row *row, struct given *out) MUST_CHECK;
/* The same in halves, with a batch that reads more: the place of its statements, and after batch_run what it gave.
 * `c` may be NULL: before anything is done. */
size_t given_put(struct act *act, struct batch *b, const struct row *row);
void given_take(struct act *act, const struct change *c, const struct row *row, const struct batch *b, size_t at,
                struct given *out);

#endif

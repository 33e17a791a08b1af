/* What the start page says is one's own turn, for the page of the child that it is about: both ask the same sources,
 * the tasks of start.h and the reader's own shelf of work. */
#ifndef TN_CHILD_TURNS_H
#define TN_CHILD_TURNS_H

#include "child_told.h"
#include "people.h"

enum { TURN_RECORDS = 8 };
struct child_turns {
	struct start_tasks *asked;
	struct start_task *tasks;
	size_t n_tasks;
	/* Types of work that no block reads, with what this child has of them. */
	const struct record *recs[TURN_RECORDS];
	size_t n;
	struct pieces_at at;
	struct seen_page found[TURN_RECORDS];
	const struct child_blocks *blocks;
};
/* Before the batch of the page, in it, and after it. */
void child_turns_ask(struct req *req, struct child_turns *t);
void child_turns_put(struct req *req, struct batch *b, const struct child_blocks *blocks, struct child_turns *t);
enum err child_turns_take(struct req *req, const struct batch *b, struct child_turns *t) MUST_CHECK;
void child_turns_tell(struct child_told *out, const struct child_turns *t);

/* Of what stands on the work list: is it for the family of the child to do? An answer about a plan is among the tasks
 * of its start page, and is asked of each parent alone. */
bool family_does(const struct work *w, const struct row *r);

#endif

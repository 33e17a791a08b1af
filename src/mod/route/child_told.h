/* What all modules told of a child, gathered for its page (child_block.h). */
#ifndef TN_CHILD_TOLD_H
#define TN_CHILD_TOLD_H

#include "child_block.h"

struct child_told {
	struct req *req;
	struct {
		struct child_now *v;
		size_t n, room;
	} nows;
	struct {
		struct child_voice *v;
		size_t n, room;
	} voices;
	struct {
		struct child_help *v;
		size_t n, room;
	} helps;
	struct {
		struct ui_link *v;
		size_t n, room;
	} ways;
};

/* The records of all blocks, read with the batch of the page, for paper with what stands only there; then what they
 * tell. */
enum { BLOCKS_MAX = 12 };
struct child_blocks {
	size_t n;
	struct {
		const struct child_block *of;
		size_t n; /* of its records */
		struct pieces_at at;
		struct seen_page found[CHILD_BLOCK_RECORDS];
	} v[BLOCKS_MAX];
};
void child_blocks_put(struct req *req, struct batch *b, bool paper, struct child_blocks *p);
void child_blocks_take(struct req *req, const struct batch *b, struct child_blocks *p);
/* The nows in order: this reader's own first, then by day, what has no day last. `route` tells what stands in the route
 * itself, after the modules. */
struct child_view;
/* Then what the start page says is one's own turn (child_turns.h): in place of what was told of the same thing. */
struct child_turns;
void child_blocks_tell(struct req *req, const struct child_blocks *p, struct child_told *out,
                       const struct child_view *v, void (*route)(const struct child_view *v, struct child_told *t),
                       const struct child_turns *turns);
/* The panels that modules write themselves. */
void child_blocks_show(struct ui *u, struct req *req, const struct child_blocks *p);
/* The record of this type and id among them, or NULL: for links of the timeline. */
const struct row *child_blocks_row(const struct child_blocks *p, struct str record, int64_t id);
/* The latest that was told of this voice, or NULL. */
const struct child_voice *child_voice_latest(const struct child_told *t, enum ui_voice voice);

#endif

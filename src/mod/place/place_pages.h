/* Pages of group arrangements and of the placement of a child. */
#ifndef TN_PLACE_PAGES_H
#define TN_PLACE_PAGES_H

#include "place_rules.h"
#include "view.h"

extern const struct child_block place_block;
extern const struct form_def form_place_kind, form_place_group, form_place_group_new,
	form_place_first, form_placement_new, form_placement_group,
	form_place_answer, form_place_goal, form_place_goal_seen, form_place_talk, form_place_look, form_place_practice;

/* ---- of a child ---- */

handler child_placements_page, placement_new_page, placement_new_post; /* /kind/{pid}/plaatsing */
handler placement_page, placement_edit_page, placement_edit_post, placement_group_page, placement_group_post;
handler place_answer_page, place_answer_post, place_goal_new_page, place_goal_new_post, place_talk_page,
	place_talk_post,
	place_look_page, place_look_post, place_practice_page, place_practice_post;
handler return_goal_page, return_goal_edit_page, return_goal_edit_post, practice_moment_page,
	return_check_page; /* pieces of it */

/* ---- of the region ---- */

handler place_kind_page, place_group_new_page, place_group_new_post, place_first_new_page, place_first_new_post,
	place_group_page, place_waiting_page, placement_waiting_page, cluster_page;

const char *place_path(struct arena *a, const char *base, struct str pid, const char *below);
const char *placement_path(struct arena *a, const struct row *placement, const char *below);

/* What the references of a placement are called; empty where that is hidden from the reader. */
struct place_names {
	struct str kind, group, host, mother;
	struct str effective; /* when the region calls this kind effective */
};
size_t place_names_put(struct batch *b, const struct row *placement);
struct place_names place_names_take(const struct batch *b, size_t at, const struct seen *placement);

/* The opened record is a placement or a piece of one: its child and its placement (row.rec NULL: the reader may read
 * this piece and not the placement). ERR_NOT_FOUND: not for this reader. */
enum err place_beside(struct req *req, struct row *child, struct seen *placement) MUST_CHECK;

/* How many children a group has; those of one kind per group. */
size_t group_count_put(struct batch *b, int64_t group);
struct group_count group_count_take(const struct batch *b, size_t at);

/* Does the reader write in this part of the child, in a role that may set this field? For what a page offers. */
bool place_writes(const struct req *req, const struct seen *of, enum part part, const struct field *f);
/* Is the reader of the child's own family? */
bool place_family(const struct req *req, const struct seen *of);

/* The place in the order of waiting: of all that wait for a kind, the first first. */
struct waiting {
	int64_t placement, route;
	int32_t since;
	struct str why, source; /* the rule that lets it go before others; empty: by the day of asking */
	int64_t rank;
};
enum { WAITING_MAX = 200 };
enum err place_waiting(struct act *act, int64_t kind, int32_t today, struct waiting *out, size_t *n) MUST_CHECK;

#endif

/* Pages of group arrangements and of the placement of a child. */
#ifndef TN_PLACE_PAGES_H
#define TN_PLACE_PAGES_H

#include "along.h"
#include "rand.h"
#include "place_rules.h"
#include "route.h"
#include "view.h"

extern const struct child_block place_block;
extern const struct form_def form_place_kind, form_place_group, form_place_group_new,
	form_place_first, form_placement_new, form_placement_group, form_cluster_meeting, form_cluster_expertise,
	form_place_answer, form_place_contact, form_place_goal, form_place_goal_seen, form_place_talk,
	form_place_look, form_place_practice;

/* ---- of a child ---- */

handler child_placements_page, placement_new_page, placement_new_post; /* /kind/{pid}/plaatsing */
handler placement_page, placement_edit_page, placement_edit_post, placement_group_page, placement_group_post;
handler place_answer_page, place_answer_post, place_goal_new_page, place_goal_new_post, place_talk_page,
	place_talk_post,
	place_look_page, place_look_post, place_practice_page, place_practice_post;
handler place_contact_page, place_contact_post; /* /plaatsing/{pid}/contact/{ouder} */
handler return_goal_page, return_goal_edit_page, return_goal_edit_post, practice_moment_page,
	return_check_page; /* pieces of it */

/* ---- of the region ---- */

handler place_kind_page, place_group_new_page, place_group_new_post, place_first_new_page, place_first_new_post,
	place_group_page, place_waiting_page, placement_waiting_page;
handler cluster_page, cluster_meeting_page, cluster_expertise_page, cluster_expertise_post;

const char *place_path(struct arena *a, const char *base, struct str pid, const char *below);
const char *placement_path(struct arena *a, const struct row *placement, const char *below);
/* Which of the placements of a child it is: by its first day, if it has one. */
struct str placement_name(struct req *req, const struct row *placement);

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
/* The way to a page below it, of these two: how many. */
size_t place_crumbs(struct req *req, const struct row *child, const struct seen *placement, struct ui_link out[2]);

/* The parents with authority of a child: id, pid, name, whether they have no means to sign in. For who may
 * know which parent is which (access.md rule 12). */
size_t place_guardians_put(struct batch *b, int64_t route, int64_t now);

/* Per state: what it is about for parents and pupils, and what comes after it, English; NULL where nothing runs. */
struct place_told {
	const char *text, *after;
};
extern const struct place_told place_told[PLACEMENT_STATES];
/* What comes then for the family, by what this reader answered so far; NULL: nothing runs. */
const char *place_after(const struct row *placement, const struct asked *asked);
/* Who is to act; `asked`: what the parents answered so far. */
enum side place_acts(const struct row *placement, const struct asked *asked);

/* How many children the groups of one kind have, and one of them. */
struct stmt_asked *group_counts_ask(struct act *act, int64_t kind);
struct group_count group_counts_of(const struct rows *counts, int64_t group);
/* A number of children as access.md rule 5 lets it be said to anyone: "fewer than 10", "about 25". */
struct str place_figure(struct arena *a, struct speak sp, int64_t n);

/* The groups of a kind ($1): a row of rec_place_group each, and behind it (GROUP_HOST_AT) where it is. */
extern const struct stmt place_stmt_groups;
enum { PLACE_GROUPS_MOST = 20, GROUP_HOST_AT = 17 };
/* Is the reader of the team there, for whom its numbers are exact? Then how many places are taken, with its limits. */
bool place_is_of_the_team(const struct viewer *v, const struct row *group);
void place_taken_show(struct ui *u, const struct row *group, const struct group_count *n, const char *title);
/* Those of the reader's own placements with this group, or of this kind, as a panel; how many there are. */
size_t place_own_children(struct ui *u, struct act *act, const struct seen_page *p, enum placement_field of,
                          int64_t id, const char *title);

/* Filled by a step, so that state, role and part are asked where every step is. */
enum err placement_may(struct req *req, enum placement_step step) MUST_CHECK;

/* Does the reader write in this part of the child, in a role that may set this field? For what a page offers. */
bool place_writes(const struct req *req, const struct seen *of, enum part part, const struct field *f);
/* Is the reader of the child's own family? */
bool place_family(const struct req *req, const struct seen *of);

/* ---- choosing from a list of the region ---- */

/* Posted as the public id of what was chosen. */
#define PLACE_CHOSEN(column, words, needed) \
	{.name = column, .type = &T_LINE, .privacy = PRIV_PUBLIC, .max = PID_LEN, .label = words, .missing = needed}
/* Rows that begin with id, pid, name and a line more, as choices: what was typed before, else row `chosen` (rows->n:
 * none); the line more beside each with `with_hint`. */
const struct ui_option *place_options(struct ui *u, const struct form *f, const struct field *field,
                                      const struct rows *rows, size_t chosen, bool with_hint);
void place_choose(struct ui *u, const struct form *f, const struct field *field, enum ui_field_kind kind,
                  const struct ui_option *o, size_t n, const char *hint);
/* The schools of the region: id, pid, name and postcode (or empty). */
enum err place_schools(struct req *req, const struct rows **out) MUST_CHECK;
/* The row of what was posted; rows->n: none of them. */
size_t place_chosen(const struct req *req, const struct field *field, const struct rows *rows);
/* Says that something must be chosen: ERR_INVALID. */
enum err place_not_chosen(struct req *req, const struct field *field) MUST_CHECK;

/* The rules of who goes first of a kind ($1), in a panel; `may`: each leads to where it is changed. */
extern const struct stmt place_stmt_first;
void place_first_show(struct ui *u, const struct rows *r, bool may);

#endif

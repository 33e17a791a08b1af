/* What the address of the work list asks for: filters that combine, one group or all of them, and the place in a group.
 * Every link of the page is made here, so that filters stay. */
#ifndef TN_WORK_ASK_H
#define TN_WORK_ASK_H

#include "route.h"

/* What is the reader's own to do, by date, and what waits for someone else. */
enum work_group { GROUP_LATE, GROUP_WEEK, GROUP_LATER, GROUP_FAR, GROUP_WAITING, GROUPS };
struct work_group_def {
	const char *code;  /* in the address */
	const char *title; /* English */
	bool waits;        /* for someone else */
};
extern const struct work_group_def work_groups[GROUPS];
/* Before what day a group ends is a day of this many weeks from now. */
enum { FAR_WEEKS = 6 };

enum work_filter { FILTER_KIND, FILTER_PHASE, FILTER_WHO, FILTER_SCHOOL, FILTERS };
extern const char *const work_filter_names[FILTERS];  /* in the address */
extern const char *const work_filter_labels[FILTERS]; /* English */
extern const char *const query_work[]; /* of a route with this question */

struct work_ask {
	struct str value[FILTERS];   /* as it is in force; empty: not asked, or there is no such thing */
	bool gone[FILTERS];          /* asked for something that is not there (any more) */
	enum work_group group;       /* GROUPS: all of them */
	bool group_gone;
	struct shelf_where where;    /* without the side */
	int64_t side;                /* who is to act, 0: not asked */
	struct str after_key;        /* where the page of the group begins */
	int64_t after_id;
	enum work_group ticked;      /* all rows of this group are ticked; GROUPS: none */
};
/* `pairs`: the query of the request, or that of a saved view. One batch when a place in a group is asked for. */
enum err work_ask(struct req *req, struct pairs pairs, struct work_ask *out) MUST_CHECK;
bool work_filtered(const struct work_ask *ask);
/* The piece of the shelf that a group is; false: nothing can stand in it under these filters. */
bool work_piece(struct req *req, const struct work_ask *ask, enum work_group g, struct shelf_bucket *out);
/* On whose side the reader works: of a role on nobody's side nothing is its own, so everything waits for others. */
int64_t work_own_side(const struct req *req);

/* "fase=tlv&wie=school": always in the same order, without the place in a group. */
struct str work_query(struct arena *a, const struct work_ask *ask);
/* The page with these filters; of `group` alone unless that is GROUPS. */
const char *work_address(struct req *req, const struct work_ask *ask, enum work_group group);
const char *work_address_without(struct req *req, const struct work_ask *ask, enum work_filter f);
const char *work_address_after(struct req *req, const struct work_ask *ask, enum work_group group, struct str code);
const char *work_address_ticked(struct req *req, const struct work_ask *ask, enum work_group group);
/* What a filter is set to, as people read it. */
struct str work_value_said(struct req *req, const struct work_ask *ask, enum work_filter f);

/* One row of the list in an address or a form: "plan-01ABC...", its type and public id; and back. */
struct str work_code(struct arena *a, const struct list *list, const struct row *r);
bool work_code_parse(struct req *req, struct str code, const struct list **list, const struct record **rec,
                     struct str *pid);
/* The work list of one type of record by its code in addresses; NULL: there is none. */
const struct list *work_of(struct req *req, struct str code, const struct record **rec);

#endif

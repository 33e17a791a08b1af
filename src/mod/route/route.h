/* One child, one route: the core that everything else of the child hangs on. */
#ifndef TN_ROUTE_H
#define TN_ROUTE_H

#include "req.h"

enum route_field {
	ROUTE_GIVEN_NAME, ROUTE_PREFIX, ROUTE_FAMILY_NAME, ROUTE_SORT_KEY, ROUTE_BORN, ROUTE_PC4, ROUTE_SCHOOL, ROUTE_PHASE,
	ROUTE_NEXT_STEP, ROUTE_NEXT_BY, ROUTE_ACTS, ROUTE_CONTACT, ROUTE_CLOSED, ROUTE__N
};
extern const struct field route_fields[ROUTE__N];
extern const struct record rec_route;

/* Lists on the shelf; the numbers are never used again for another list. LIST_WORK is shared: everything that must be
 * done for a child stands on it, under the mark of its type (struct work). */
enum { LIST_WORK = 1, LIST_CHILDREN = 2, LIST_PUPILS = 3, LIST_COMING = 22, LIST_FAMILY = 23 };
enum work_mark { WORK_ROUTE = 1, WORK_PLAN = 2, WORK_QUESTION = 3, WORK_TALK = 4, WORK_TALK_SWV = 5,
	WORK_MEETING = 8, WORK_ACTION = 9,
	WORK_DOCUMENT = 13, WORK_DOCUMENT_MEETING = 14, WORK_DOCUMENT_SWV = 15, WORK_DOCUMENT_PROVISION = 16,
	WORK_IDEA = 12, WORK_IDEA_CLOSED = 20, WORK_UNSAFE = 21, WORK_RIGHTS = 22, WORK_SIGN = 23,
	WORK_PLACEMENT = 10, WORK_RETURN_CHECK = 11, WORK_APPLICATION = 6, WORK_INTAKE = 7};
/* Who is to act, on the work list and in route_fields[ROUTE_ACTS]. */
enum side {
	SIDE_NOBODY = 0,
	SIDE_SCHOOL,
	SIDE_PARENTS, /* and pupils */
	SIDE_SWV,
	SIDE_PRESCHOOL,
	SIDE_PROVISION,
	SIDE_PARTNER,
	SIDE__N
};
extern const struct choice side_choices[]; /* from the first, as in fields that say who acts */
enum side route_acts(const struct row *route);
const char *side_label(enum side s); /* English */
const char *side_in_words(enum side s); /* English, in a sentence: "waits for the school" */
/* The side of who acts in this role; SIDE_NOBODY: none of them. */
enum side side_of(enum role r);

struct ui;
/* The tabs of the child of the request: only those that this reader may open. `below`: of the page itself, behind
 * /kind/PID; "" for the child's own page. */
void child_tabs(struct ui *u, struct req *req, const char *below);

/* access.md rule 5. May this number be said, and as it is then said: nothing under 10, rounded to 5. 0: it may not. */
int64_t figure_said(int64_t n);
/* The same for a part of a whole that is said too: neither are those that are left a few, whom the difference names. */
int64_t figure_part(int64_t part, int64_t whole);

extern const struct module mod_route;
/* Who takes part, break-glass, shielded places, and what the privacy officer sees of them. */
extern const struct module mod_take_part;

/* How other modules speak of a child, tell of it on its page, and move its route. */
#include "child_block.h"
#include "logbook_say.h"
#include "route_flow.h"
#include "route_say.h"
#include "work_say.h"

/* On a page about the child: the way to invite the parents, for who may; nothing for anybody else. And where they must
 * agree and no parent takes part: what to do first, with that way. */
void family_invite_link(struct ui *u, struct req *req, const struct row *child);
void family_none_show(struct ui *u, struct req *req, const struct row *child);

#endif

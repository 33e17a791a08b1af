/* Inside of mod/roster: groups as they stand in the database, and the few acts on them. */
#ifndef TN_GROUP_H
#define TN_GROUP_H

#include "along.h"
#include "people.h"
#include "roster.h"

/* How many groups the viewer stands before; *pid gets the last of them. */
size_t roster_own_groups(const struct viewer *v, struct str *pid);

struct group {
	int64_t id, rev, school, seat, pupils;
	struct str pid, name, years, school_name, school_pid;
	bool own; /* the viewer stands before it */
};
struct groups {
	const struct group *v;
	size_t n;
};
/* A teacher before a group, now. */
struct group_teacher {
	int64_t group, holds;
	struct str pid, name;
};
struct group_teachers {
	const struct group_teacher *v;
	size_t n;
};
enum { GROUPS_MAX = 200, GROUP_PUPILS_MAX = 500 };

/* The open groups of one school, with who stands before them (may be NULL). */
enum err groups_of(struct act *act, int64_t school, struct groups *out, struct group_teachers *teachers) MUST_CHECK;
/* The same in a batch of the caller: put before it runs, taken after. */
struct groups_at {
	size_t groups, teachers;
};
struct groups_at groups_put(struct act *act, struct batch *b, int64_t school);
void groups_take(struct act *act, const struct batch *b, struct groups_at at, struct groups *out,
                 struct group_teachers *teachers);
/* A group that this viewer may see: of an own school, or one's own. ERR_NOT_FOUND for any other. */
enum err group_open(struct act *act, struct str pid, struct group *out) MUST_CHECK;
/* The names of who stands before a group, with commas. */
struct str group_names(struct arena *a, const struct group_teachers *t, int64_t group);
/* Who stands before it, read along with the next batch; groups_of gives those of all groups. */
struct stmt_asked *group_teachers_ask(struct act *act, const struct group *g);
enum err group_teachers_take(struct act *act, const struct stmt_asked *x, struct group_teachers *out) MUST_CHECK;
/* Those of its pupils that this viewer may see; at most GROUP_PUPILS_MAX are read (roster_pupils). */
struct pupils_asked group_pupils_ask(struct act *act, const struct group *g);
/* ---- acts, as parts of a change ---- */

enum err group_new(struct act *act, struct change *c, int64_t school, struct str name, struct str years,
                   struct group *out) MUST_CHECK;
/* Where a pupil is now: relations to seats of groups of this school. */
struct membership {
	int64_t relation, seat;
	struct str group_pid, group_name;
};
struct stmt_asked *memberships_ask(struct act *act, int64_t route);
enum err memberships_take(struct act *act, const struct stmt_asked *x, struct membership **out, size_t *n) MUST_CHECK;
/* The pupil is in the group of this seat from now on, and in no other; seat 0: in none. */
enum err pupil_moves(struct act *act, struct change *c, int64_t route, int64_t seat) MUST_CHECK;
/* The pupil left the school: in no group, and closed. */
enum err pupil_leaves(struct act *act, struct change *c, int64_t route) MUST_CHECK;
/* Gives a teacher of the school the seat of the group, unless it is held. */
enum err group_teacher_give(struct act *act, struct change *c, int64_t account, int64_t seat) MUST_CHECK;

/* A teacher of the school, by exact address or by name. */
struct teacher {
	int64_t account;
	struct str pid, name, email_key, name_key;
};
enum err teachers_of(struct act *act, int64_t school, struct teacher **out, size_t *n) MUST_CHECK;

#endif

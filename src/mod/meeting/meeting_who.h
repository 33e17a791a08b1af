/* Who is proposed for the table, from what the dossier holds, and what an invitation opens to each. */
#ifndef TN_MEETING_WHO_H
#define TN_MEETING_WHO_H

#include "meeting.h"

/* One who could be at the table. */
struct proposed {
	enum invitee_as as;
	int64_t account, grantee;  /* 0: the child itself, without an account */
	struct str pid, name, org; /* pid: of the account; "kind" for the child itself */
	bool ticked;               /* proposed by default */
	bool opens;                /* the invitation opens something to them: they do not read the knooppunt yet */
	bool interpreter, hears;
	struct str language;
};
enum { PROPOSED_MAX = 12 };
struct proposals {
	struct proposed v[PROPOSED_MAX];
	size_t n;
};
/* Everyone around the child of `seen` (its route), in the order of the table: the pupil and the parents first. The
 * viewer must have opened it. */
enum err meeting_propose(struct act *act, const struct row *child, struct proposals *out) MUST_CHECK;

enum invitee_as meeting_as(struct str code); /* AS__N: none */
/* What the invitation to this meeting opens to who comes in this place; with the core always among it. */
parts meeting_shares(const struct row *meeting, enum invitee_as as);
/* By which relation it does; REL_NONE: by none. */
enum relation_kind meeting_comes(enum invitee_as as);
bool is_owned_by_school(const struct row *meeting);
/* Only a knooppunt moves the route, asks for seven solutions and can name a group. */
bool is_knooppunt(const struct row *meeting);

#endif

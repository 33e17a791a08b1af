/* Who may say that someone is absent, and who gives a substitute. access.md rule 15: what opens dossiers is given by
 * the organisation that owns the part, never by the receiver. Here the organisation is who gives that role there: the
 * school leader for the own school, the director for the partnership. They see no child by it (rule 4). */
#ifndef TN_PRESENCE_RIGHTS_H
#define TN_PRESENCE_RIGHTS_H

#include "people.h"
#include "presence.h"

/* One organisation where the viewer works, in whatever role it acts in. */
struct post {
	int64_t org;
	struct str pid, name;
	enum org_kind kind;
	bool acts; /* the role acted in is held there */
};
/* Where the viewer holds a role of work: never the place of the parents, never a group. At most VIEWER_SEATS_MAX. */
size_t posts_of(const struct viewer *v, struct post out[VIEWER_SEATS_MAX]);
/* The one with this pid; with an empty one that of the role acted in, else the first. ERR_NOT_FOUND: none. */
enum err post_find(const struct viewer *v, struct str pid, struct post *out) MUST_CHECK;

/* May this viewer, in the role acted in, say of all who hold these roles (bit per role) there that they are absent, and
 * give them a substitute in one of these roles? */
bool presence_gives(const struct viewer *v, int64_t org, enum org_kind kind, uint32_t roles);
/* Does the viewer see the tray of that organisation, and on whose side stands it? */
bool tray_sees(const struct viewer *v, const struct post *post);

/* What a cover for this share (a code of cover_fields[COVER_SHARE]) may open at most. */
parts cover_parts(struct str share);

/* An absence with who it is of and where, for a viewer who may see it. */
struct absent {
	struct row row;
	int64_t account, org, begins, ends;
	struct str name, org_name, org_pid;
	enum org_kind org_kind;
	uint32_t roles; /* that the person holds there now, bit per role */
	bool own, gives; /* of the viewer itself; the viewer gives there */
};
/* ERR_NOT_FOUND: not there, or neither the viewer's own nor given by the viewer. */
enum err absence_open(struct act *act, struct str pid, struct absent *out) MUST_CHECK;

/* A row of a record of this module, which belongs to no child; the caller asks who may see it. */
enum err presence_row(struct act *act, const struct record *rec, struct str pid, struct row *out) MUST_CHECK;

/* For struct record. */
enum err absence_may_undo(struct act *act, const struct row *now);
enum err cover_may_undo(struct act *act, const struct row *now);

#endif

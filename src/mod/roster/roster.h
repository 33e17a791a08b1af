/* Who is at a school: its groups, the teachers before them and the pupils in them, kept by hand or taken over from what
 * a school can export. A group is an organisation under its school; its teachers hold a seat there, and that seat has
 * the relation `teaches` to each pupil for as long as the pupil is in the group. A pupil without a question is a route
 * in its first phase. */
#ifndef TN_ROSTER_H
#define TN_ROSTER_H

#include "import.h"
#include "people.h"
#include "route.h"

extern const struct module mod_roster;

/* ---- for modules that take over more of a child ---- */

/* What one may do here with the role one acts in, at the schools where it is held. */
enum roster_may {
	MAY_SEE_GROUPS = 1 << 0, /* which groups there are, before whom, and how many are in them */
	MAY_SEE_NAMES = 1 << 1,  /* whom one supervises or teaches */
	MAY_KEEP_GROUPS = 1 << 2,
	MAY_KEEP_PUPILS = 1 << 3,
	MAY_LET_IN = 1 << 4,     /* colleagues */
};
unsigned roster_may(const struct viewer *v);

/* A school where the viewer holds the role acted in: a place for groups. */
struct school_seat {
	int64_t org, seat;
	struct str pid, name;
};
size_t roster_schools(const struct viewer *v, struct school_seat out[VIEWER_SEATS_MAX]);
/* The one with this pid; NULL: none of the viewer's. An empty pid: the only one there is. */
const struct school_seat *roster_school(struct act *act, struct str pid);

/* Every pupil that stands on the list of one seat, by name: at most `most`; ERR_TOO_BIG. Which they are is read along
 * with the next batch. */
struct pupils_asked {
	int64_t seat;
	const struct stmt_asked *shelf; /* NULL: nobody */
};
struct pupils_asked roster_pupils_ask(struct act *act, int64_t seat);
enum err roster_pupils(struct act *act, const struct pupils_asked *x, size_t most, enum scope_for use,
                       struct seen_page *out) MUST_CHECK;
/* A pupil without a question: the child at `school`, supervised there. `v` has one value per field of rec_route; name,
 * birth date and PC4 are the caller's. */
struct pupil_made {
	int64_t route;
	struct str pid;
};
enum err pupil_new(struct act *act, struct change *c, struct val *v, const struct school_seat *school,
                   int64_t group_seat, struct pupil_made *out) MUST_CHECK;
/* How many letters of two folded names differ at least; more than 2 gives 3. */
int roster_distance(struct str x, struct str y);

/* ---- for commands ---- */

/* Groups, teachers and pupils for the schools of Merenland; act->now is the day of the demonstration. */
enum err demo_roster_make(struct act *act, uint64_t seed) MUST_CHECK;
/* The reader of EDEXML, for cmd/duty_parse.c. Answers a table of mod/import with the columns of roster_row.h. */
enum err roster_box_edexml(struct arena *a, struct str bytes, struct str *answer) MUST_CHECK;

#endif
